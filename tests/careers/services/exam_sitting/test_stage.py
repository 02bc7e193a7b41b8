"""Sittings for a stage of a selection."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from asn_portal.errors import DomainError
from careers.enums import CandidacyState, SelectionState, SittingState, StageKind
from careers.models import Candidacy, Selection, SelectionStage, Sitting, SittingCandidate, StageResult
from careers.services.exam_paper import make_papers
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import (
    add_candidates,
    cancel_sitting,
    change_sitting,
    close_sitting,
    open_sitting,
    plan_sitting,
    stage_people,
)
from careers.services.stage_publication import publication_faults
from tests.careers.services.exam_sitting.conftest import people, sit
from tests.factories.employees import PositionFactory
from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, make_sitting

pytestmark = pytest.mark.django_db


def make_stage(unit, employees):
    now = timezone.now()
    selection = Selection.objects.create(
        unit=unit,
        position=PositionFactory(unit=unit),
        title="Seleksi",
        code="SEL-1",
        opens_on=now.date(),
        closes_on=now.date(),
        state=SelectionState.ANNOUNCED,
        plan={"stages": []},
        plan_hash="x",
    )
    stage = SelectionStage.objects.create(
        selection=selection, kind=StageKind.EXAM, title="Ujian", weight=50, starts_on=now.date(), ends_on=now.date()
    )
    for number, person in enumerate(employees, start=1):
        Candidacy.objects.create(
            selection=selection, employee=person, number=number, submitted_at=now, state=CandidacyState.ADMITTED
        )
    return stage


def plan_for(stage, **values):
    now = timezone.now()
    times = {"starts_at": now, "closes_at": now + datetime.timedelta(hours=1)}
    bank = ItemBankFactory(unit=stage.selection.unit)
    ItemFactory.create_batch(4, bank=bank)
    return plan_sitting(
        **{"unit": bank.unit, "blueprint": BlueprintFactory(bank=bank), "title": "Ujian", "stage": stage, "by": None}
        | times
        | values
    )


def ready_for(stage, staff, officer):
    sitting = plan_for(stage)
    add_candidates(sitting=sitting, employees=staff, by=officer)
    return open_sitting(sitting=make_papers(sitting=sitting, by=officer), by=officer)


def results(stage):
    rows = StageResult.objects.filter(stage=stage).order_by("candidacy__number")
    return list(rows.values_list("candidacy__number", "score"))


@pytest.mark.parametrize("mark", [0, 90])
def test_a_sitting_never_sets_the_pass_mark_of_the_plan_aside(unit, officer, mark):
    stage = make_stage(unit, people(unit, 1))
    SelectionStage.objects.filter(pk=stage.pk).update(pass_mark=55)
    stage.refresh_from_db()

    with pytest.raises(DomainError, match="sets the pass mark of this stage: 55"):
        plan_for(stage, pass_mark=Decimal(mark))

    sitting = plan_for(stage, pass_mark=Decimal(55))
    assert (sitting.pass_mark, sitting.mark_to_pass) == (None, 55)
    with pytest.raises(IntegrityError, match="sitting_pass_mark_of_stage"), transaction.atomic():
        Sitting.objects.filter(pk=sitting.pk).update(pass_mark=mark)


def test_a_stage_without_a_pass_mark_gets_none_from_a_sitting(unit):
    with pytest.raises(DomainError, match="sets the pass mark of this stage: –"):
        plan_for(make_stage(unit, people(unit, 1)), pass_mark=Decimal(50))


def test_nobody_with_too_few_points_passes_whatever_the_sitting_says(unit, officer):
    staff = people(unit, 2)
    stage = make_stage(unit, staff)
    SelectionStage.objects.filter(pk=stage.pk).update(pass_mark=55)
    sitting = plan_for(stage)
    add_candidates(sitting=sitting, employees=staff, by=officer)
    sitting = open_sitting(sitting=make_papers(sitting=sitting, by=officer), by=officer)
    for candidate, rights in zip(sitting.candidates.order_by("number"), (2, 3), strict=True):
        sit(candidate, rights=rights)

    publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    found = StageResult.objects.filter(stage=stage).order_by("score").values_list("score", "passed")
    assert list(found) == [(50, False), (75, True)]


def test_a_candidate_belongs_to_one_sitting_of_a_stage(unit, officer):
    staff = people(unit, 2)
    stage = make_stage(unit, staff)
    first = plan_for(stage)
    add_candidates(sitting=first, employees=staff[:1], by=officer)
    second = plan_for(stage)

    with pytest.raises(DomainError, match="belongs to the sitting “Ujian” of this stage"):
        add_candidates(sitting=second, employees=staff, by=officer)
    assert stage_people(sitting=second) == staff[1:]
    assert stage_people(sitting=first) == staff
    with pytest.raises(DomainError, match="Take them off before"):
        change_sitting(
            sitting=first,
            blueprint=first.blueprint,
            title="Ujian",
            starts_at=first.starts_at,
            closes_at=first.closes_at,
            by=officer,
        )

    cancel_sitting(sitting=first, reason="Gedung dipakai", by=officer)
    assert add_candidates(sitting=second, employees=staff, by=officer) == 2


def test_who_was_absent_sits_again_and_nobody_else_loses_a_result(unit, officer):
    staff = people(unit, 3)
    stage = make_stage(unit, staff)
    first = ready_for(stage, staff, officer)
    sit(first.candidates.get(employee=staff[0]), rights=4)
    first = close_sitting(sitting=first, by=officer)
    assert stage_people(sitting=plan_for(stage)) == staff[1:]
    second = ready_for(stage, staff[1:], officer)

    publish_results(sitting=first, by=officer)
    assert results(stage) == [(1, 100)]
    assert "not finished" in " ".join(publication_faults(stage.selection, stage))

    sit(second.candidates.get(employee=staff[1]), rights=2)
    publish_results(sitting=close_sitting(sitting=second, by=officer), by=officer)

    assert results(stage) == [(1, 100), (2, 50), (3, 0)]
    assert not any("not finished" in fault for fault in publication_faults(stage.selection, stage))


def test_an_absence_in_a_later_sitting_takes_no_result_away(unit, officer):
    staff = people(unit, 1)
    stage = make_stage(unit, staff)
    first = ready_for(stage, staff, officer)
    # As sittings were before a candidate belonged to one of them.
    second = plan_for(stage)
    SittingCandidate.objects.create(
        sitting=second, employee=staff[0], candidacy=first.candidates.get().candidacy, number=1
    )
    second = open_sitting(sitting=make_papers(sitting=second, by=officer), by=officer)
    sit(first.candidates.get(), rights=4)
    publish_results(sitting=close_sitting(sitting=first, by=officer), by=officer)

    publish_results(sitting=close_sitting(sitting=second, by=officer), by=officer)

    assert results(stage) == [(1, 100)]


def test_the_database_keeps_moments_that_pages_can_show(unit):
    sitting = make_sitting(unit, state=SittingState.PLANNED)

    for values in (
        {"starts_at": datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)},
        {"closes_at": datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)},
    ):
        with pytest.raises(IntegrityError, match="sitting_in_our_time"), transaction.atomic():
            Sitting.objects.filter(pk=sitting.pk).update(**values)


def test_results_go_to_the_stage_with_their_standard_error(unit, officer):
    staff = people(unit, 12)
    stage = make_stage(unit, staff)
    SelectionStage.objects.filter(pk=stage.pk).update(pass_mark=50)
    stage.refresh_from_db()
    bank = ItemBankFactory(unit=unit)
    ItemFactory.create_batch(4, bank=bank)
    now = timezone.now()
    sitting = plan_sitting(
        unit=unit,
        blueprint=BlueprintFactory(bank=bank),
        title="Ujian",
        starts_at=now - datetime.timedelta(minutes=1),
        closes_at=now + datetime.timedelta(hours=1),
        stage=stage,
        by=officer,
    )
    with pytest.raises(DomainError, match="not admitted"):
        add_candidates(sitting=sitting, employees=people(unit, 1), by=officer)
    assert add_candidates(sitting=sitting, employees=stage_people(sitting=sitting), by=officer) == 12
    sitting = open_sitting(sitting=make_papers(sitting=sitting, by=officer), by=officer)
    for number, candidate in enumerate(list(sitting.candidates.order_by("number"))[:11]):
        sit(candidate, rights=number % 5)

    published = publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    results = {result.candidacy.number: result for result in StageResult.objects.select_related("candidacy")}
    assert len(results) == 12
    assert (results[4].score, results[4].passed) == (Decimal("75.00"), True)
    assert (results[2].score, results[2].passed) == (Decimal("25.00"), False)
    assert results[4].detail == {"sitting": published.pk, "se": published.analysis["error"]}
    assert (results[12].score, results[12].passed, results[12].detail["absent"]) == (Decimal(0), False, True)
