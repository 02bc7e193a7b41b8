import pytest

from asn_portal.search import registry
from asn_portal.search.registry import SearchGroup, SearchHit, register_search, search_everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Only what a test registers."""
    monkeypatch.setattr(registry, "_kinds", {})


def hits(number):
    return [SearchHit(f"Hit {index}", "", f"/hit/{index}/") for index in range(number)]


@pytest.fixture
def page(client_for):
    signed_in = client_for("employee")
    signed_in.cookies["django_language"] = "en"
    return signed_in


def test_at_most_five_of_each_kind_and_a_way_to_the_rest(world):
    register_search("b", label="Many", search=lambda user, text, limit: hits(9)[:limit], more=lambda t: f"/all/?q={t}")
    register_search("a", label="Few", search=lambda user, text, limit: hits(2), more=lambda t: "/x/", order=1)
    register_search("c", label="None", search=lambda user, text, limit: [])

    assert search_everything(world.users["employee"], " siti  rahma ") == [
        SearchGroup("a", "Few", hits(2), ""),
        SearchGroup("b", "Many", hits(5), "/all/?q=siti rahma"),
    ]


def test_search_is_asked_in_the_name_of_the_user(world):
    asked = []
    register_search("a", label="A", search=lambda user, text, limit: asked.append((user, text, limit)) or [])

    search_everything(world.users["employee"], "ab\x00c")

    assert asked == [(world.users["employee"], "abc", 6)]


@pytest.mark.parametrize("text", ["", " ", "a", "\x00"])
def test_too_short_a_text_asks_nobody(page, text):
    register_search("a", label="A", search=lambda user, text, limit: pytest.fail("asked"))

    response = page.get("/search/", {"q": text})

    assert "What are you looking for?" in response.content.decode()


def test_page_shows_groups(page):
    register_search("a", label="People", search=lambda user, text, limit: [SearchHit("Siti <b>", "Belawan", "/siti/")])

    text = page.get("/search/?q=siti").content.decode()

    assert "Siti &lt;b&gt;" in text
    assert 'href="/siti/"' in text
    assert "Belawan" in text


def test_nothing_found_says_so(page):
    assert "Nothing found" in page.get("/search/?q=zzzz").content.decode()


def test_fragment_has_no_frame(page):
    register_search("a", label="People", search=lambda user, text, limit: hits(1))

    text = page.get("/search/?q=siti&fragment=1").content.decode()

    assert "Hit 0" in text
    assert "<html" not in text


def test_anonymous_visitor_finds_nothing(client):
    assert client.get("/search/?q=siti").status_code == 302
