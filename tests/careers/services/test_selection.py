"""Drafting, checking, announcing and cancelling a selection."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from careers import proof_log
from careers.domain.scoring_plan import plan_hash
from careers.enums import PANEL_ALWAYS, RequirementKind, SelectionKind, SelectionState, StageKind
from careers.models import Selection, SelectionStage
from careers.position_need import position_label, with_need
from careers.services.selection import (
    SelectionChangedError,
    StageValues,
    add_requirement,
    announce_selection,
    cancel_selection,
    create_selection,
    edit_selection,
    put_stage,
    remove_requirement,
    remove_stage,
)
from careers.services.selection_check import earliest_end, faults_of
from employees.dates import today
from employees.enums import PositionType
from employees.models import Position
from employees.services.history import add_definitive_position
from surveys.models import Holiday
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, make_officer
from tests.factories.panels import write_rubrics
from tests.factories.selections import SelectionFactory, SelectionRequirementFactory, SelectionStageFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def proofs(monkeypatch):
    """What record_proof was told: (kind, data)."""
    told = []
    monkeypatch.setattr(proof_log, "_writers", [lambda selection, kind, data, *, by: told.append((kind, data))])
    return told


@pytest.fixture
def draft(unit, officer):
    """As an officer begins it, with an announcement."""
    position = PositionFactory(unit=unit, title="Camat", position_type=PositionType.JPT_PRATAMA)
    selection = create_selection(
        position=position,
        title="Seleksi Camat",
        code="camat-1",
        kind=SelectionKind.JPT_PRATAMA,
        opens_on=today(),
        closes_on=days(40),
        by=officer,
    )
    write_rubrics(selection)
    values = {"announcement": "Dibuka."}
    return edit_selection(selection=selection, values=values, by=officer)


ODD_DAYS = [datetime.date(1, 1, 1), datetime.date(2045, 1, 1), datetime.date(9999, 12, 31)]


@pytest.mark.parametrize("day", ODD_DAYS)
def test_no_day_of_a_selection_lies_years_away(draft, officer, day):
    stage = draft.stages.first()
    fields = {name: getattr(stage, name) for name in StageValues.__slots__}
    begun = {"position": draft.position, "title": "Lain", "code": "LAIN", "kind": draft.kind, "opens_on": today()}

    for act in (
        lambda: create_selection(**begun, closes_on=day, by=officer),
        lambda: edit_selection(selection=draft, values={"closes_on": day}, by=officer),
        lambda: put_stage(selection=draft, stage=stage, values=StageValues(**{**fields, "ends_on": day}), by=officer),
    ):
        with pytest.raises(DomainError, match="lies too far away"):
            act()

    assert Selection.objects.get().closes_on == days(40)
    with pytest.raises(IntegrityError), transaction.atomic():
        Selection.objects.update(opens_on=datetime.date(1, 1, 1), closes_on=datetime.date(9999, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionStage.objects.update(ends_on=datetime.date(9999, 12, 31))


def test_a_draft_begins_with_the_law_and_valid_weights(draft):
    assert draft.code == "CAMAT-1"
    assert [requirement.kind for requirement in draft.requirements.all()] == [
        RequirementKind.EDUCATION,
        RequirementKind.EXPERIENCE,
        RequirementKind.OTHER,
        RequirementKind.AGE,
        RequirementKind.DISCIPLINE,
        RequirementKind.OTHER,
    ]
    assert {stage.kind: stage.weight for stage in draft.stages.all() if stage.weight} == {
        StageKind.ASSESSMENT: 25,
        StageKind.PAPER: 20,
        StageKind.INTERVIEW: 35,
        StageKind.TRACK_RECORD: 20,
    }
    assert (draft.objection_days, draft.answer_days) == (3, 7)
    assert faults_of(draft, today()) == []


@pytest.mark.parametrize("kind", SelectionKind.values)
def test_every_kind_begins_sound(kind, officer, unit):
    selection = create_selection(
        position=PositionFactory(unit=unit),
        title="Seleksi",
        code="X-1",
        kind=kind,
        opens_on=today(),
        closes_on=days(40),
        by=officer,
    )
    selection.announcement = "Dibuka."
    write_rubrics(selection)

    assert faults_of(selection, today()) == []


def test_stages_that_a_panel_scores_are_announced_with_their_rubric(draft, officer):
    paper, interview = draft.stages.filter(kind__in=PANEL_ALWAYS)
    paper.rubric.delete()
    interview.rubric.criteria.all().delete()

    with pytest.raises(DomainError) as refused:
        announce_selection(selection=draft, by=officer)
    assert str(refused.value).count("no rubric for") == 2
    for stage in (paper, interview):
        assert f"no rubric for “{stage.title}”" in str(refused.value)
    assert len(faults_of(draft, today())) == 2


def test_a_code_is_used_once(draft, officer):
    with pytest.raises(DomainError, match="has this code"):
        create_selection(
            position=draft.position,
            title="Lain",
            code="CAMAT-1",
            kind=SelectionKind.OTHER,
            opens_on=today(),
            closes_on=days(40),
            by=officer,
        )


def test_all_faults_come_at_once():
    selection = SelectionFactory(kind=SelectionKind.JPT_PRATAMA, announcement="", opens_on=days(-1), closes_on=days(1))
    SelectionStageFactory(
        selection=selection, kind=StageKind.INTERVIEW, weight=Decimal(80), starts_on=days(0), ends_on=days(3)
    )

    with pytest.raises(DomainError) as error:
        announce_selection(selection=selection, by=None)

    for words in (
        "announcement is empty",
        "no requirement",
        "begin in the past",
        "ends too soon",
        "first stage must be the administrative check",
        "begins before registration has ended",
        "add up to 80 %",
        "“Paper” has no weight; the rule wants 15 to 20 %",
        "“Interview” counts 80 %; the rule wants 30 to 35 %",
    ):
        assert words in str(error.value)
    selection.refresh_from_db()
    assert selection.state == SelectionState.DRAFT


@pytest.mark.parametrize(("shift", "is_refused"), [(-1, True), (0, False)])
def test_fifteen_working_days_lie_between_announcement_and_end(draft, officer, shift, is_refused):
    Selection.objects.filter(pk=draft.pk).update(
        closes_on=earliest_end(draft, today()) + datetime.timedelta(days=shift)
    )
    draft.refresh_from_db()

    assert any("ends too soon" in fault for fault in faults_of(draft, today())) is is_refused


def test_a_holiday_moves_the_earliest_end(draft):
    before = earliest_end(draft, today())
    Holiday.objects.create(government=draft.unit.government, date=before, name="Libur")

    assert earliest_end(draft, today()) > before


def test_a_filled_or_already_sought_position_is_announced_with_a_reason_only(draft, officer):
    holder = EmployeeFactory(unit=draft.unit, name="Pemegang Lama")
    add_definitive_position(employee=holder, position=draft.position, effective_date=days(-9), by=officer)
    other = SelectionFactory(position=draft.position, announced=True)

    with pytest.raises(DomainError) as refused:
        announce_selection(selection=draft, by=officer)
    assert "Pemegang Lama" in str(refused.value)
    assert f"Another selection for this position runs: {other}" in str(refused.value)
    edit_selection(selection=draft, values={"occupied_reason": "Pensiun dua bulan lagi."}, by=officer)

    announced = announce_selection(selection=draft, by=officer)
    assert "Pensiun" not in str(announced.plan)


def test_a_position_that_is_filled_from_a_coming_day_is_filled(draft, officer):
    holder = EmployeeFactory(unit=draft.unit, name="Pemegang Baru")
    coming = today() + datetime.timedelta(days=8)
    add_definitive_position(employee=holder, position=draft.position, effective_date=coming, by=officer)

    with pytest.raises(DomainError, match="Pemegang Baru"):
        announce_selection(selection=draft, by=officer)

    position = with_need(Position.objects.select_related("unit")).get(pk=draft.position_id)
    assert position_label(position).endswith("filled from a coming day")


def test_other_weights_need_a_reason_but_always_add_up(draft, officer):
    draft.stages.filter(kind=StageKind.PAPER).update(weight=25)
    draft.stages.filter(kind=StageKind.INTERVIEW).update(weight=30)
    assert any("“Paper” counts 25 %; the rule wants 15 to 20 %" in fault for fault in faults_of(draft, today()))

    draft = edit_selection(selection=draft, values={"weights_reason": "Perwal 7/2026."}, by=officer)

    assert faults_of(draft, today()) == []
    draft.stages.filter(kind=StageKind.INTERVIEW).update(weight=29)
    assert any("add up to 99 %" in fault for fault in faults_of(draft, today()))


def test_announcing_freezes_the_plan_and_publishes_its_hash(draft, officer, proofs):
    selection = announce_selection(selection=draft, by=officer)

    selection.refresh_from_db()
    assert selection.state == SelectionState.ANNOUNCED
    assert selection.plan_hash == plan_hash(selection.plan)
    assert [stage["weight"] for stage in selection.plan["stages"]] == [
        "0.00",
        "25.00",
        "20.00",
        "35.00",
        "20.00",
        "0.00",
    ]
    assert selection.plan["tie_rule"] == ["interview", "assessment", "track_record"]
    told = {"plan": selection.plan, "plan_hash": selection.plan_hash, "position": selection.position_id}
    assert proofs == [("announced", told)]
    event = Event.objects.get(kind="careers.selection_announced")
    assert event.data == {"plan_hash": selection.plan_hash}


def test_nothing_of_an_announced_selection_changes_by_the_way(draft, officer):
    selection = announce_selection(selection=draft, by=officer)
    requirement, stage = selection.requirements.first(), selection.stages.first()
    values = StageValues(1, StageKind.HEALTH, "Lain", Decimal(0), None, days(50), days(51))

    for change in (
        lambda: edit_selection(selection=selection, values={"title": "Lain"}, by=officer),
        lambda: add_requirement(selection=selection, kind="other", value={}, text="Lain", by=officer),
        lambda: remove_requirement(requirement=requirement, by=officer),
        lambda: put_stage(selection=selection, values=values, by=officer),
        lambda: remove_stage(stage=stage, by=officer),
        lambda: announce_selection(selection=selection, by=officer),
    ):
        with pytest.raises(DomainError, match="frozen"):
            change()

    selection.refresh_from_db()
    assert (selection.title, selection.stages.count()) == ("Seleksi Camat", 6)


def test_stages_are_numbered_anew(draft, officer):
    values = StageValues(2, StageKind.EXAM, "Ujian", Decimal(0), None, days(50), days(51))

    stage = put_stage(selection=draft, values=values, by=officer)

    assert [each.kind for each in draft.stages.all()][:3] == ["administrative", "exam", "assessment"]
    assert [each.order for each in draft.stages.all()] == [1, 2, 3, 4, 5, 6, 7]
    remove_stage(stage=stage, by=officer)
    assert [each.order for each in draft.stages.all()] == [1, 2, 3, 4, 5, 6]


def test_a_requirement_gets_the_words_of_its_rule(officer):
    selection = SelectionFactory()
    SelectionRequirementFactory(selection=selection)

    requirement = add_requirement(selection=selection, kind="age", value={"most": 50}, text=" ", by=officer)

    assert (requirement.order, requirement.text) == (2, "At most 50 years old on the day of appointment")
    remove_requirement(requirement=selection.requirements.first(), by=officer)
    assert [each.order for each in selection.requirements.all()] == [1]


def test_who_opened_an_older_draft_is_told(draft, officer):
    edit_selection(selection=draft, values={"title": "Satu"}, by=officer, seen=draft.edit)

    with pytest.raises(SelectionChangedError):
        edit_selection(selection=draft, values={"title": "Dua"}, by=officer, seen=draft.edit)

    draft.refresh_from_db()
    assert draft.title == "Satu"


def test_cancelling_says_why(draft, officer, proofs):
    with pytest.raises(DomainError, match="Say why"):
        cancel_selection(selection=draft, reason=" ", by=officer)
    announce_selection(selection=draft, by=officer)

    selection = cancel_selection(selection=draft, reason="Jabatan dihapus.", by=officer)

    assert selection.state == SelectionState.CANCELLED
    assert [kind for kind, _data in proofs] == ["announced", "cancelled"]
    with pytest.raises(DomainError, match="in the state"):
        cancel_selection(selection=draft, reason="Lagi.", by=officer)
