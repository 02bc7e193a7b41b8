"""Forms that were opened before a colleague changed what they show."""

import pytest
from django.urls import reverse

from careers.enums import CandidacyState, StageKind
from careers.services.candidacy import refuse_candidate
from tests.factories.batches import BatchFactory
from tests.factories.employees import UserFactory
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory, days
from tests.shown import post_shown, stamp_on

pytestmark = pytest.mark.django_db


def stage_form(title):
    return {
        "order": "1",
        "kind": StageKind.INTERVIEW,
        "title": title,
        "weight": "60",
        "starts_on": days(50).isoformat(),
        "ends_on": days(51).isoformat(),
    }


def test_the_stage_of_a_draft(world, client_for):
    stage = SelectionStageFactory(selection=SelectionFactory(position__unit=world.village))
    officer, address = (
        client_for("hr_officer"),
        reverse("careers:stage-write", args=[stage.selection_id, stage.pk]),
    )
    early = stamp_on(officer, address)
    post_shown(officer, address, stage_form("Dari rekan"))

    refused = officer.post(address, {**stage_form("Dari saya"), "shown": early})

    stage.refresh_from_db()
    assert stage.title == "Dari rekan"
    assert "Dari saya" in refused.content.decode()
    officer.post(address, {**stage_form("Dari saya"), "shown": refused.context["shown_stamp"]})
    stage.refresh_from_db()
    assert stage.title == "Dari saya"


def test_the_details_of_a_batch(world, client_for):
    batch = BatchFactory(unit=world.village)
    officer, address = client_for("hr_officer"), reverse("careers:batch-change", args=[batch.pk])
    details = {"effective_date": batch.effective_date.isoformat()}
    early = stamp_on(officer, address)
    post_shown(officer, address, {**details, "note": "Dari rekan"})

    refused = officer.post(address, {**details, "note": "Dari saya", "shown": early})

    batch.refresh_from_db()
    assert batch.note == "Dari rekan"
    assert "Dari saya" in refused.content.decode()


def test_a_page_that_does_not_show_the_change_stays_refused(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    candidacy = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED)
    officer, address = client_for("hr_officer"), reverse("careers:candidacy-admit", args=[candidacy.pk])
    early = stamp_on(officer, address)
    refuse_candidate(candidacy=candidacy, code="document", text="Ijazah tidak terbaca.", by=UserFactory())

    for _press in range(2):
        page = officer.post(address, {"shown": early})
        early = page.context["shown_stamp"]

    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.REJECTED
    post_shown(officer, address)
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.ADMITTED
