"""The exam as its candidate meets it: code, questions, saving with and without a script, devices, slip."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from careers.enums import AttendanceState, SittingState
from careers.models import Answer, SittingCandidate
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import add_time
from tests.factories.employees import UserFactory
from tests.factories.exam import make_sitting

pytestmark = pytest.mark.django_db
SAVE = "/p/exam/save/"


@pytest.fixture
def sitting(world):
    parts = [
        ("Anggaran", "easy", "single", 11, 1),
        ("Anggaran", "", "essay", 1, 10),
        ("Anggaran", "", "multiple", 1, 2),
    ]
    return make_sitting(
        world.village,
        items=12,
        parts=parts,
        people=[world.users["employee"].employee, world.users["supervisor"].employee],
        extra_items=[{"essay": True}, {"multiple": True}],
    )


@pytest.fixture
def candidate(sitting, world):
    return sitting.candidates.get(employee=world.users["employee"].employee)


@pytest.fixture
def browser(client_for):
    signed_in = client_for("employee")
    signed_in.cookies["django_language"] = "en"
    return signed_in


def start(browser, candidate):
    return browser.post(reverse("careers:exam-start", args=[candidate.pk]), {"code": candidate.start_code})


def page(browser, candidate, number=1):
    return browser.get(f"{candidate.get_absolute_url()}?page={number}")


def question(response):
    """One with four options to choose one from: the lot decides where the others stand."""
    return next(item for item in response.context["items"] if len(item.options) == 4 and not item.is_several)


def first_answer(item):
    if item.is_choice:
        return [0] if item.is_several else 0
    return "Jawaban"


def token(response):
    return response.context["token"]


def send(browser, text, **body):
    return browser.post(SAVE, json.dumps({"token": text, **body}), content_type="application/json")


def test_the_questions_need_the_code(browser, candidate):
    assert "token" not in page(browser, candidate).context

    wrong = browser.post(reverse("careers:exam-start", args=[candidate.pk]), {"code": "SALAH123"})
    assert "not your start code" in wrong.content.decode()

    start(browser, candidate)
    response = page(browser, candidate)
    assert len(response.context["items"]) == 10
    assert response.context["last"] == 2


def test_a_page_never_shows_which_answer_is_right(browser, candidate):
    start(browser, candidate)

    text = page(browser, candidate).content.decode()

    assert "weight" not in text


def test_saving_acknowledges_and_tells_the_time(browser, candidate):
    start(browser, candidate)
    response = page(browser, candidate)
    item = question(response)

    answer = send(browser, token(response), item=item.key, sequence=1, value=item.options[0].place).json()

    assert answer["saved"] is True
    assert 3590 <= answer["seconds"] <= 3600
    assert question(page(browser, candidate)).value == item.options[0].place


def test_saving_takes_few_queries_and_no_session(browser, candidate, django_assert_num_queries):
    start(browser, candidate)
    response = page(browser, candidate)
    item = question(response)

    # Three statements, and a savepoint around them.
    with django_assert_num_queries(5):
        send(browser, token(response), item=item.key, sequence=1, value=0)


def test_saving_a_form_without_json(browser, candidate):
    start(browser, candidate)
    response = page(browser, candidate, 2)
    several = next(
        item for item in response.context["items"] + page(browser, candidate).context["items"] if item.is_several
    )

    answer = browser.post(
        SAVE, {"token": token(response), "item": several.key, "sequence": 1, "value": ["0", "2"]}
    ).json()

    assert (answer["saved"], answer["value"]) == (True, [0, 2])


def test_an_older_save_is_answered_with_what_is_stored(browser, candidate):
    start(browser, candidate)
    response = page(browser, candidate)
    item = next(item for item in response.context["items"] if len(item.options) == 4)
    send(browser, token(response), item=item.key, sequence=2, value=3)

    late = send(browser, token(response), item=item.key, sequence=1, value=0).json()

    assert (late["saved"], late["sequence"], late["value"]) == (False, 2, 3)


def test_another_browser_can_do_nothing_with_the_token(browser, candidate, client_for, client):
    start(browser, candidate)
    text = token(page(browser, candidate))
    key = candidate.paper.items.first().pk

    for other in (client_for("supervisor"), client_for("hr_officer"), client):
        response = send(other, text, item=key, sequence=1, value=0)
        assert (response.status_code, response.json()["error"]) == (403, "token")
    assert send(browser, "invented", item=key, sequence=1, value=0).status_code == 403
    assert not Answer.objects.exists()


def test_a_signed_out_browser_saves_no_more(browser, candidate):
    start(browser, candidate)
    response = page(browser, candidate)
    browser.logout()

    assert send(browser, token(response)).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"item": 0, "sequence": 1, "value": 0},
        {"item": "x", "sequence": 1, "value": 0},
        {"item": [1], "sequence": 1, "value": 0},
        {"item": None, "sequence": "x", "value": 0},
    ],
)
def test_nonsense_is_refused(browser, candidate, body):
    start(browser, candidate)

    response = send(browser, token(page(browser, candidate)), **body)

    assert response.status_code == (200 if body["item"] is None else 400)
    assert not Answer.objects.exists()


def test_what_is_no_json_is_refused(browser, candidate):
    start(browser, candidate)

    for body in ("", "[", "[1]", "1"):
        assert browser.post(SAVE, body, content_type="application/json").status_code == 403


@pytest.mark.parametrize("numbers", ['"sequence": 1e400, "value": 0', '"sequence": 1, "value": 1e400'])
def test_numbers_beyond_all_bounds_are_refused(browser, candidate, numbers):
    start(browser, candidate)
    response = page(browser, candidate)
    item = question(response)
    body = f'{{"token": "{token(response)}", "item": {item.key}, {numbers}}}'

    assert browser.post(SAVE, body, content_type="application/json").status_code == 400
    assert not Answer.objects.exists()


def test_half_a_character_is_refused(browser, candidate):
    start(browser, candidate)
    pages = [page(browser, candidate, number) for number in (1, 2)]
    essay = next(item for response in pages for item in response.context["items"] if item.is_essay)

    assert send(browser, token(pages[0]), item=essay.key, sequence=1, value="Jawaban \ud800").status_code == 400
    assert not Answer.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("s²", "0"), ("s{key}", "²"), ("s{key}", "9" * 5000)])
def test_without_a_script_strange_numbers_are_passed_over(browser, candidate, field, value):
    start(browser, candidate)
    item = question(page(browser, candidate))
    data = {field.format(key=item.key): value, f"q{item.key}": "0", "go": "²"}

    response = browser.post(reverse("careers:exam-page-save", args=[candidate.pk]), data)

    assert response.url.endswith("?page=1")
    assert not Answer.objects.exists()
    assert browser.get(candidate.get_absolute_url(), {"page": "9" * 5000}).status_code == 200


def test_after_the_end_a_save_is_refused_with_a_sentence(browser, candidate):
    start(browser, candidate)
    response = page(browser, candidate)
    over = timezone.now() - datetime.timedelta(minutes=1)
    SittingCandidate.objects.filter(pk=candidate.pk).update(
        started_at=over - datetime.timedelta(hours=1), deadline=over
    )

    refused = send(browser, token(response), item=response.context["items"][0].key, sequence=1, value=0)

    assert refused.status_code == 409
    assert refused.json()["error"] == "over"
    assert refused.json()["message"].startswith("The time is over")
    assert page(browser, candidate).context["is_being_closed"] is True


def test_going_on_with_another_device(browser, candidate, client_of, world):
    start(browser, candidate)
    first = page(browser, candidate)
    item = question(first)
    send(browser, token(first), item=item.key, sequence=1, value=item.options[1].place)
    phone = client_of(world.users["employee"])

    assert page(phone, candidate).context["is_new_device"] is True
    start(phone, candidate)

    second = page(phone, candidate)
    assert question(second).value == item.options[1].place
    assert second.context["seconds"] <= first.context["seconds"]
    refused = send(browser, token(first), item=item.key, sequence=2, value=0)
    assert (refused.status_code, refused.json()["error"]) == (409, "device")
    assert page(browser, candidate).context["is_new_device"] is True


def test_the_queue_and_the_page_of_a_device_that_comes_back_replace_nothing(browser, candidate, client_of, world):
    start(browser, candidate)
    first = page(browser, candidate)
    item = question(first)
    phone = client_of(world.users["employee"])
    start(phone, candidate)
    send(phone, token(page(phone, candidate)), item=item.key, sequence=1, value=3)
    start(browser, candidate)
    second = page(browser, candidate)

    late = send(browser, token(second), item=item.key, sequence=6, value=0, device=1).json()
    data = {f"s{item.key}": "6", f"q{item.key}": "0", "device": "1"}
    browser.post(reverse("careers:exam-page-save", args=[candidate.pk]), data)

    assert (late["saved"], late["same"], late["value"]) == (False, False, 3)
    assert Answer.objects.get().value == 3
    assert question(second).device == 2
    assert 'data-exam-device="3"' in second.content.decode()


def test_a_sign_brings_time_that_was_added(browser, candidate):
    start(browser, candidate)
    response = page(browser, candidate)
    add_time(candidate=candidate, minutes=10, reason="Listrik padam", by=UserFactory())

    assert send(browser, token(response)).json()["seconds"] > 69 * 60


def test_without_a_script_a_page_saves_and_goes_on(browser, candidate):
    start(browser, candidate)
    items = page(browser, candidate).context["items"]
    data = {f"s{item.key}": str(item.sequence) for item in items}
    chosen = next(item for item in items if len(item.options) == 4 and not item.is_several)
    data |= {f"q{chosen.key}": str(chosen.options[2].place), "go": "2"}

    response = browser.post(reverse("careers:exam-page-save", args=[candidate.pk]), data)

    assert response.url.endswith("?page=2")
    assert Answer.objects.get().value == chosen.options[2].place


def test_without_a_script_an_old_page_overwrites_nothing(browser, candidate):
    start(browser, candidate)
    first = page(browser, candidate)
    item = question(first)
    send(browser, token(first), item=item.key, sequence=5, value=3)

    browser.post(reverse("careers:exam-page-save", args=[candidate.pk]), {f"s{item.key}": "0", f"q{item.key}": "0"})

    assert Answer.objects.get().value == 3


def test_handing_in_shows_the_slip_of_what_is_scored(browser, candidate):
    start(browser, candidate)
    for number in (1, 2):
        response = page(browser, candidate, number)
        for item in response.context["items"]:
            send(browser, token(response), item=item.key, sequence=1, value=first_answer(item))

    browser.post(reverse("careers:exam-finish", args=[candidate.pk]))

    result = page(browser, candidate)
    candidate.refresh_from_db()
    assert candidate.state == AttendanceState.FINISHED
    assert result.context["slip"].is_final is False
    assert result.context["slip"].score == candidate.auto_score
    pdf = browser.get(reverse("careers:exam-slip", args=[candidate.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_no_slip_before_publication_where_the_sitting_says_so(browser, candidate, sitting):
    sitting.shows_slip = False
    sitting.save()
    start(browser, candidate)
    browser.post(reverse("careers:exam-finish", args=[candidate.pk]))

    assert page(browser, candidate).context["slip"] is None
    assert browser.get(reverse("careers:exam-slip", args=[candidate.pk])).status_code == 404

    officer = UserFactory()
    publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    slip = page(browser, candidate).context["slip"]
    assert (slip.is_final, slip.score) == (True, 0)
    sitting.refresh_from_db()
    assert sitting.state == SittingState.PUBLISHED


def test_my_exams_lists_only_mine(browser, candidate):
    response = browser.get(reverse("careers:exam-mine"))

    assert list(response.context["candidates"]) == [candidate]
