"""Old pages: nobody signs or decides what changed after they opened it, and the page shows what stands now."""

import pytest
from django.urls import reverse

from tests.factories.selections import StageObjectionFactory, StageResultFactory
from tests.shown import post_shown, stamp_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_for(client_for, settings):
    """Of people who read English."""

    def sign_in(role):
        client = client_for(role)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


def body(response):
    return response.content.decode()


@pytest.fixture
def objection(world):
    objection = StageObjectionFactory(stage__selection__position__unit=world.village)
    StageResultFactory(stage=objection.stage, candidacy=objection.candidacy, score=60)
    return objection


def test_the_second_signature_of_an_old_page_is_refused_and_the_new_answer_shown(objection, client_for):
    answer = reverse("careers:objection-answer", args=[objection.pk])
    sign = reverse("careers:objection-sign", args=[objection.pk])
    officer, head = client_for("hr_officer"), client_for("head_of_agency")
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik sedikit.", "score": "70"})
    old = stamp_on(head, sign)
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik banyak.", "score": "100"})

    for stamp in (old, "", "palsu"):
        page = body(head.post(sign, {"shown": stamp}))
        assert "changed since you opened this page" in page
        assert "Naik banyak." in page
        assert "60.00 → 100.00" in page
        objection.refresh_from_db()
        assert objection.state == "open"
    head.post(sign, {"shown": stamp_on(head, sign)})

    objection.refresh_from_db()
    assert objection.state == "upheld"


def test_answering_from_an_old_page_shows_the_answer_that_waits(objection, client_for):
    answer = reverse("careers:objection-answer", args=[objection.pk])
    officer = client_for("hr_officer")
    old = stamp_on(officer, answer)
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik sedikit.", "score": "70"})

    page = body(officer.post(answer, {"upheld": "no", "answer": "Ditolak saja.", "shown": old}))

    assert "changed since you opened this page" in page
    assert "Naik sedikit." in page
    assert "Ditolak saja." in page
    assert old not in page
    objection.refresh_from_db()
    assert (objection.state, objection.draft["score"]) == ("open", "70.00")


def test_a_form_that_comes_back_for_another_fault_keeps_its_stamp(objection, client_for):
    answer = reverse("careers:objection-answer", args=[objection.pk])
    officer = client_for("hr_officer")
    old = stamp_on(officer, answer)
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik sedikit.", "score": "70"})

    page = body(officer.post(answer, {"upheld": "no", "answer": "", "shown": old}))

    assert f'name="shown" value="{old}"' in page
