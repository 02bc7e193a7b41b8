from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from asn_portal.operation import maintenance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _switch(settings, tmp_path):
    """A switch of our own, off at the beginning and at the end."""
    settings.VAR_DIR = tmp_path
    maintenance._forget()
    yield
    maintenance.switch_off()


def command(*arguments: str) -> str:
    output = io.StringIO()
    call_command("maintenance", *arguments, stdout=output)
    return output.getvalue()


def test_visitors_see_the_page_and_robots_when_to_return(client, django_assert_num_queries):
    command("on", "--minutes", "30", "--message", "Pindah <server>")

    with django_assert_num_queries(0):
        response = client.get("/employees/")

    assert response.status_code == 503
    assert 1790 <= int(response["Retry-After"]) <= 1800
    assert "style-src 'self'" in response["Content-Security-Policy"]
    assert "Pindah &lt;server&gt;" in response.content.decode()


def test_page_speaks_the_chosen_language(client):
    command("on")
    client.cookies["django_language"] = "en"

    response = client.get("/")

    assert "The portal is being maintained" in response.content.decode()
    assert response["Content-Language"] == "en"


def test_probes_and_static_files_still_answer(client):
    command("on")

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code in {200, 503}
    assert client.get("/readyz")["Content-Type"] == "application/json"
    assert client.get("/static/css/absent.css").status_code == 404


def test_other_machines_learn_it_from_the_cache(client):
    command("on")
    maintenance.flag_file().unlink()
    maintenance._forget()

    assert client.get("/").status_code == 503


def test_file_alone_is_enough_when_redis_is_away(client, monkeypatch):
    maintenance.flag_file().write_text("")
    monkeypatch.setattr(maintenance.cache, "get", lambda *_: 1 / 0)
    maintenance._forget()

    assert client.get("/").status_code == 503


def test_off_is_off(client):
    command("on")
    command("off")

    assert command("status") == "off\n"
    assert client.get("/account/login/").status_code == 200
