"""Drafts, announcements, extensions and amendments."""

import pytest
from django.urls import reverse

from careers.enums import SelectionState, StageKind
from careers.models import Selection
from careers.selection_plan import plan_of
from employees.enums import PositionType
from tests.careers.views.selection.conftest import body
from tests.factories.employees import EmployeeFactory, PositionFactory
from tests.factories.panels import write_rubrics
from tests.factories.selections import SelectionFactory, SelectionStageFactory, days

pytestmark = pytest.mark.django_db


def test_an_officer_drafts_and_announces(world, client_for):
    position = PositionFactory(unit=world.village, title="Camat", position_type=PositionType.JPT_PRATAMA)
    officer = client_for("hr_officer")
    officer.post(
        reverse("careers:selection-create"),
        {
            "position": position.pk,
            "kind": "jpt_pratama",
            "title": "Seleksi Camat",
            "code": "camat-26",
            "opens_on": days(0).isoformat(),
            "closes_on": days(40).isoformat(),
        },
    )
    selection = Selection.objects.get()
    text = body(officer.get(selection.get_absolute_url()))
    assert "The announcement is empty" in text
    assert "Announce it" not in body(officer.get(reverse("careers:selection-announce", args=[selection.pk])))

    officer.post(
        reverse("careers:selection-write", args=[selection.pk]),
        {
            "position": position.pk,
            "title": "Seleksi Camat",
            "code": "CAMAT-26",
            "announcement": "Dibuka.",
            "opens_on": days(0).isoformat(),
            "closes_on": days(40).isoformat(),
            "proposed": "3",
            "objection_days": "3",
            "answer_days": "7",
            "ties": "range",
            "weights_reason": "",
            "seen": str(selection.edit),
        },
    )
    officer.post(
        reverse("careers:requirement-create", args=[selection.pk, "experience"]),
        {"years": "2", "types": ["PENGAWAS"], "text": ""},
    )
    assert selection.requirements.last().text == "At least 2 years as: Supervisory official"
    assert "The panel has no rubric for “Paper”" in body(officer.get(selection.get_absolute_url()))
    write_rubrics(selection)
    officer.post(reverse("careers:selection-announce", args=[selection.pk]))

    selection.refresh_from_db()
    assert selection.state == SelectionState.ANNOUNCED


def test_a_stage_form_keeps_what_was_typed_and_numbers_anew(world, client_for):
    selection = SelectionFactory(position__unit=world.village)
    SelectionStageFactory(selection=selection, order=1)
    officer, address = client_for("hr_officer"), reverse("careers:stage-create", args=[selection.pk])
    values = {
        "order": "1",
        "kind": "exam",
        "title": "Ujian tulis",
        "weight": "40",
        "pass_mark": "",
        "starts_on": days(50).isoformat(),
        "ends_on": days(49).isoformat(),
    }

    text = body(officer.post(address, values))
    assert "Ujian tulis" in text
    assert "must end on or after" in text
    officer.post(address, {**values, "ends_on": days(50).isoformat()})

    assert [(stage.order, stage.kind) for stage in selection.stages.all()] == [(1, "exam"), (2, "interview")]


def test_the_list_of_positions_says_what_is_filled_or_sought(world, client_for):
    filled = PositionFactory(unit=world.village, title="Kepala Seksi Satu", position_type="PENGAWAS")
    EmployeeFactory(unit=world.village, position=filled)
    sought = PositionFactory(unit=world.village, title="Kepala Seksi Dua", position_type="PENGAWAS")
    SelectionFactory(announced=True, position=sought)

    text = body(client_for("hr_officer").get(reverse("careers:selection-create")))

    assert f"Kepala Seksi Satu – {world.village.name} · filled" in text
    assert f"Kepala Seksi Dua – {world.village.name} · selection running" in text


def test_amending_on_the_pages(world, client_for, running):
    check, interview = running.stages.all()
    officer, head = client_for("hr_officer"), client_for("head_of_agency")
    SelectionStageFactory(selection=running, kind=StageKind.TRACK_RECORD, weight=0)
    Selection.objects.filter(pk=running.pk).update(plan=plan_of(running))
    track = running.stages.last()
    officer.post(
        reverse("careers:amendment-create", args=[running.pk]),
        {
            f"weight_{check.order}": "0",
            f"weight_{interview.order}": "80",
            f"weight_{track.order}": "20",
            f"mark_{track.order}": "",
            f"from_{track.order}": track.starts_on.isoformat(),
            f"until_{track.order}": track.ends_on.isoformat(),
            "proposed": "3",
            "reason": "Rekam jejak ikut dinilai.",
        },
    )
    amendment = running.amendments.get()
    sign = reverse("careers:amendment-sign", args=[running.pk, amendment.pk])
    text = body(head.get(sign))
    assert "Rekam jejak ikut dinilai." in text
    head.cookies["django_language"] = "id"
    assert "100,00" in body(head.get(sign))
    assert "100.00" not in body(head.get(sign))
    head.post(sign)

    assert [stage.weight for stage in running.stages.all()] == [0, 80, 20]
    public = body(client_for("anonymous").get(reverse("public_selection:detail", args=[running.code])))
    assert "Rekam jejak ikut dinilai." in public


def test_too_few_applicants_lead_to_an_extension(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    officer = client_for("hr_officer")

    text = body(officer.get(selection.get_absolute_url()))
    assert "0 people have applied; the rule wants at least 4." in text
    assert reverse("careers:amendment-create", args=[selection.pk]) in text

    form = officer.get(reverse("careers:amendment-create", args=[selection.pk])).context["form"]
    assert form["closes_on"].initial == selection.closes_on
