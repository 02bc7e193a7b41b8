"""Planning, papers, results, dropping, essays and paper, and the way back to a selection."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone, translation

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event, RecordView
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.domain.exam_paper import BlueprintPart
from careers.enums import (
    AttendanceState,
    CandidacyState,
    DutyKind,
    ItemState,
    SelectionState,
    SittingState,
    StageKind,
)
from careers.models import (
    Answer,
    Candidacy,
    DroppedItem,
    Item,
    ItemStatistic,
    Paper,
    PaperItem,
    ProofEvent,
    Selection,
    SelectionStage,
    Sitting,
    SittingCandidate,
    StageResult,
)
from careers.proof_log import record_proof
from careers.reports.exam_paper import paper_pdf
from careers.services.exam_marking import key_paper, mark_essay, settle_differences
from careers.services.exam_paper import make_papers, save_blueprint, shortage_sentences
from careers.services.exam_result import drop_item, publish_results
from careers.services.exam_sitting import (
    add_candidates,
    add_room,
    cancel_sitting,
    change_sitting,
    close_sitting,
    give_duty,
    open_sitting,
    plan_sitting,
    remove_candidate,
    stage_people,
)
from careers.services.exam_taking import hand_in, put_on_paper, save_answer, start_exam
from careers.services.stage_publication import publication_faults
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory, make_officer
from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer():
    return UserFactory()


def people(unit, count):
    return [EmployeeFactory(unit=unit, user=UserFactory()) for _number in range(count)]


def sit(candidate, rights=0):
    """Start, answer the first `rights` items right, hand in."""
    candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
    for number, row in enumerate(candidate.paper.items.select_related("item").order_by("place")):
        if row.item.kind == "essay":
            value = "Jawaban panjang"
        else:
            value = 0 if number < rights else 1
        save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value=value)
    return hand_in(candidate=candidate, by=None)


# --- Planning --------------------------------------------------------------------------------------------------------


def test_a_blueprint_says_what_is_missing(unit):
    bank = ItemBankFactory(unit=unit)
    ItemFactory.create_batch(3, bank=bank)
    blueprint = BlueprintFactory(bank=bank)

    (sentence,) = shortage_sentences(blueprint)

    assert "4 items are wanted, 3 are approved" in sentence


def test_a_blueprint_in_use_stays(unit, officer):
    blueprint = make_sitting(unit).blueprint

    with pytest.raises(DomainError, match="stays as it is"):
        save_blueprint(
            bank=blueprint.bank,
            title="Lain",
            minutes=10,
            instructions="",
            parts=[BlueprintPart("Anggaran", 1, Decimal(1))],
            blueprint=blueprint,
            by=officer,
        )


def test_papers_are_unique_seated_and_announced(unit, officer):
    sitting = make_sitting(unit, items=12, people=people(unit, 5), state=SittingState.PLANNED)
    add_room(sitting=sitting, name="A", seats=3, by=officer)
    add_room(sitting=sitting, name="B", seats=2, by=officer)

    made = make_papers(sitting=sitting, by=officer)

    assert made.state == SittingState.READY
    assert Paper.objects.values("fingerprint").distinct().count() == 5
    assert [str(each.room) for each in made.candidates.order_by("number")] == ["A", "A", "A", "B", "B"]
    assert len({each.start_code for each in made.candidates.all()}) == 5
    assert Notification.objects.filter(kind="careers.exam_invited").count() == 5
    assert Event.objects.about(made).filter(kind="careers.papers_made").count() == 1


def test_papers_need_items_seats_and_candidates(unit, officer):
    empty = make_sitting(unit, state=SittingState.PLANNED)
    empty.candidates.all().delete()
    with pytest.raises(DomainError, match="Add the candidates"):
        make_papers(sitting=empty, by=officer)

    scarce = make_sitting(unit, items=2, state=SittingState.PLANNED)
    with pytest.raises(DomainError, match="4 items are wanted, 2 are approved"):
        make_papers(sitting=scarce, by=officer)

    narrow = make_sitting(unit, state=SittingState.PLANNED)
    add_room(sitting=narrow, name="A", seats=1, by=officer)
    with pytest.raises(DomainError, match="1 seat for 2 candidates"):
        make_papers(sitting=narrow, by=officer)
    assert not Paper.objects.exists()


def test_who_wrote_an_item_or_has_a_duty_is_no_candidate(unit, officer):
    sitting = make_sitting(unit, state=SittingState.PLANNED)
    writer, proctor = people(unit, 2)
    ItemFactory(bank=sitting.blueprint.bank, created_by=writer.user)
    give_duty(sitting=sitting, employee=proctor, kind=DutyKind.PROCTOR, by=officer)

    with pytest.raises(DomainError, match="wrote or reviewed"):
        add_candidates(sitting=sitting, employees=[writer], by=officer)
    with pytest.raises(DomainError, match="has a duty"):
        add_candidates(sitting=sitting, employees=[proctor], by=officer)
    with pytest.raises(DomainError, match="is a candidate"):
        give_duty(sitting=sitting, employee=sitting.candidates.first().employee, kind=DutyKind.MARKER, by=officer)


def test_who_read_an_item_with_its_key_is_no_candidate(unit, officer, client):
    sitting = make_sitting(unit, state=SittingState.PLANNED)
    reader = make_officer(Role.HR_OFFICER, unit)
    person = EmployeeFactory(unit=unit, user=reader)
    retired, item = (ItemFactory(bank=sitting.blueprint.bank) for _number in range(2))
    Item.objects.filter(pk=retired.pk).update(state=ItemState.RETIRED)
    client.force_login(reader)
    client.get(retired.get_absolute_url())
    # What is drawn no more gives nothing away, nor does the list, which shows no keys.
    client.get(sitting.blueprint.bank.get_absolute_url())
    assert add_candidates(sitting=sitting, employees=[person], by=officer) == 1
    remove_candidate(candidate=sitting.candidates.get(employee=person), by=officer)

    client.get(item.get_absolute_url())

    assert RecordView.objects.of(item).get().viewer == reader
    with translation.override("en"), pytest.raises(DomainError, match="has read items of this bank"):
        add_candidates(sitting=sitting, employees=[person], by=officer)


def test_who_read_an_older_version_of_an_item_is_no_candidate(unit, officer, client):
    sitting = make_sitting(unit, state=SittingState.PLANNED)
    reader = make_officer(Role.HR_OFFICER, unit)
    old = ItemFactory(bank=sitting.blueprint.bank)
    client.force_login(reader)
    client.get(old.get_absolute_url())
    Item.objects.filter(pk=old.pk).update(state=ItemState.RETIRED)
    ItemFactory(bank=old.bank, code=old.code, version=2, replaces=old)

    with translation.override("en"), pytest.raises(DomainError, match="has read items of this bank"):
        add_candidates(sitting=sitting, employees=[EmployeeFactory(unit=unit, user=reader)], by=officer)


def test_candidates_change_only_while_planned(unit, officer):
    sitting = make_sitting(unit)

    with pytest.raises(DomainError, match="not possible while"):
        add_candidates(sitting=sitting, employees=people(unit, 1), by=officer)
    with pytest.raises(DomainError, match="not possible while"):
        remove_candidate(candidate=sitting.candidates.first(), by=officer)


def test_cancelled_candidates_are_told_why(unit, officer):
    sitting = make_sitting(unit, state=SittingState.READY)

    cancel_sitting(sitting=sitting, reason="Banjir", by=officer)

    assert Notification.objects.filter(body="Banjir").count() == 2
    with pytest.raises(DomainError):
        open_sitting(sitting=sitting, by=officer)


# --- Results ---------------------------------------------------------------------------------------------------------


def test_closing_works_the_figures_out(unit, officer):
    sitting = make_sitting(unit, items=4, people=people(unit, 12))
    for number, candidate in enumerate(sitting.candidates.order_by("number")):
        sit(candidate, rights=number % 5)

    closed = close_sitting(sitting=sitting, by=officer)

    assert closed.analysis["n"] == 12
    assert closed.analysis["is_binary"] is True
    assert closed.analysis["error"] is not None
    assert ItemStatistic.objects.filter(sitting=closed).count() == 4
    assert sum(row.facility for row in ItemStatistic.objects.all()) / 4 == pytest.approx(
        sum(candidate.score for candidate in closed.candidates.all()) / 1200, abs=Decimal("0.0002")
    )


def test_dropping_an_item_scores_everybody_anew_and_keeps_both(unit, officer):
    sitting = make_sitting(unit, items=4)
    first, second = sitting.candidates.order_by("number")
    item = first.paper.items.order_by("place").first().item
    sit(first, rights=1)
    sit(second, rights=4)
    closed = close_sitting(sitting=sitting, by=officer)

    drop_item(sitting=closed, item=item, reason="Dua jawaban benar", by=officer)

    dropped = DroppedItem.objects.get()
    assert dropped.before == {"1": "25.00", "2": "100.00"}
    assert dropped.after == {"1": "0.00", "2": "100.00"}
    assert (dropped.dropped_by, dropped.reason) == (officer, "Dua jawaban benar")
    event = Event.objects.get(kind="careers.item_dropped")
    assert (event.data["mean_before"], event.data["mean_after"]) == ("62.50", "50.00")
    with pytest.raises(DomainError, match="already"):
        drop_item(sitting=closed, item=item, reason="Lagi", by=officer)
    with pytest.raises(DomainError, match="No paper"):
        drop_item(sitting=closed, item=ItemFactory(), reason="x", by=officer)


def test_the_last_item_of_a_paper_is_kept(unit, officer):
    sitting = make_sitting(unit, items=1, parts=[("Anggaran", "easy", "", 1, 1)])
    for candidate in sitting.candidates.all():
        sit(candidate)
    closed = close_sitting(sitting=sitting, by=officer)
    item = closed.item_statistics.get().item

    with pytest.raises(DomainError, match="Nothing would be left"):
        drop_item(sitting=closed, item=item, reason="x", by=officer)

    assert not DroppedItem.objects.exists()
    assert closed.candidates.filter(score=None).count() == 0


def test_nothing_is_dropped_after_publication(unit, officer):
    sitting = make_sitting(unit)
    sit(sitting.candidates.first())
    published = publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    with pytest.raises(DomainError, match="not possible while"):
        drop_item(sitting=published, item=published.item_statistics.first().item, reason="x", by=officer)


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


@pytest.mark.parametrize("change", ["answers", "points", "items that count", "who sat"])
def test_results_are_not_published_on_papers_changed_after_the_seal(unit, officer, change):
    staff = people(unit, 3)
    stage = make_stage(unit, staff)
    sitting = ready_for(stage, staff, officer)
    first, second, absent = sitting.candidates.order_by("number")
    sit(first, rights=1)
    sit(second, rights=3)
    items = PaperItem.objects.filter(paper__candidate=first, place=2)
    closed = close_sitting(sitting=sitting, by=officer)
    drop_item(sitting=closed, item=PaperItem.objects.get(paper__candidate=first, place=1).item, reason="x", by=officer)
    if change == "answers":
        Answer.objects.filter(paper_item__in=items).update(value=0)
    elif change == "points":
        items.update(points=90)
    elif change == "items that count":
        items.update(counts=False)
    else:
        SittingCandidate.objects.filter(pk=absent.pk).update(state="finished")
    named = (absent if change == "who sat" else first).candidacy.pseudonym

    with pytest.raises(DomainError, match=f"these candidates differ from those in the proof: {named}. Tell"):
        publish_results(sitting=closed, by=officer)


def test_papers_sealed_before_points_were_told_are_published(unit, officer):
    staff = people(unit, 2)
    stage = make_stage(unit, staff)
    sitting = ready_for(stage, staff, officer)
    for candidate in sitting.candidates.all():
        sit(candidate, rights=1)
    for payload in ProofEvent.objects.filter(kind="exam_finished").values_list("payload", flat=True):
        del payload["points"]
        record_proof(stage.selection, "exam_finished", payload, by=officer)

    published = publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    assert published.state == "published"


def ready_for(stage, staff, officer):
    sitting = plan_for(stage)
    add_candidates(sitting=sitting, employees=staff, by=officer)
    return open_sitting(sitting=make_papers(sitting=sitting, by=officer), by=officer)


def results(stage):
    rows = StageResult.objects.filter(stage=stage).order_by("candidacy__number")
    return list(rows.values_list("candidacy__number", "score"))


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


# --- Essays ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def essay_sitting(unit, officer):
    parts = [("Anggaran", "easy", "single", 4, 1), ("Anggaran", "", "essay", 1, 10)]
    sitting = make_sitting(unit, parts=parts, extra_items=[{"essay": True}], people=people(unit, 1))
    sit(sitting.candidates.get(), rights=5)
    return close_sitting(sitting=sitting, by=officer)


def essay_of(sitting):
    return sitting.candidates.get().paper.items.get(item__kind="essay")


def test_two_marks_near_each_other_give_their_mean(unit, officer, essay_sitting):
    row = essay_of(essay_sitting)
    first, second, third = people(unit, 3)

    mark_essay(paper_item=row, marker=first, points=Decimal(8), by=first.user)
    assert essay_sitting.candidates.get().score is None
    with pytest.raises(DomainError, match="1 candidate has no score"):
        publish_results(sitting=essay_sitting, by=officer)
    with pytest.raises(DomainError, match="marked this essay already"):
        mark_essay(paper_item=row, marker=first, points=Decimal(8), by=first.user)
    mark_essay(paper_item=row, marker=second, points=Decimal(7), by=second.user)

    row.refresh_from_db()
    assert row.share == Decimal("0.75")
    assert essay_sitting.candidates.get().score is not None
    with pytest.raises(DomainError, match="all its marks"):
        mark_essay(paper_item=row, marker=third, points=Decimal(1), by=third.user)


def test_two_marks_far_apart_need_a_third(unit, essay_sitting):
    row = essay_of(essay_sitting)
    for marker, points in zip(people(unit, 3), (9, 3, 5), strict=True):
        mark_essay(paper_item=row, marker=marker, points=Decimal(points), by=marker.user)

    row.refresh_from_db()
    assert row.share == Decimal("0.5")


def test_marks_stay_inside_the_points_and_away_from_oneself(unit, essay_sitting):
    row = essay_of(essay_sitting)
    (marker,) = people(unit, 1)

    with pytest.raises(DomainError, match="between 0 and 10"):
        mark_essay(paper_item=row, marker=marker, points=Decimal(11), by=marker.user)
    with pytest.raises(DomainError, match="their own"):
        mark_essay(paper_item=row, marker=essay_sitting.candidates.get().employee, points=Decimal(1), by=marker.user)


# --- Paper -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def on_paper(unit, officer):
    sitting = make_sitting(unit, items=4, people=people(unit, 1))
    return put_on_paper(candidate=sitting.candidates.get(), reason="Listrik padam", by=officer)


def readings(candidate, *values):
    return {str(number): value for number, value in enumerate(values, start=1)}


def test_two_equal_readings_are_scored(on_paper, officer):
    answers = readings(on_paper, "0", "0", "0", "1")

    key_paper(candidate=on_paper, answers=answers, by=officer)
    on_paper.refresh_from_db()
    assert on_paper.score is None
    key_paper(candidate=on_paper, answers=answers, by=UserFactory())

    on_paper.refresh_from_db()
    assert on_paper.score == Decimal("75.00")
    with pytest.raises(DomainError, match="Two people"):
        key_paper(candidate=on_paper, answers=answers, by=UserFactory())


def test_differing_readings_wait_for_a_look_at_the_paper(on_paper, officer):
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "0", "1"), by=officer)
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "2", "1"), by=UserFactory())
    on_paper.refresh_from_db()
    assert on_paper.score is None

    with pytest.raises(DomainError, match="third person"):
        settle_differences(candidate=on_paper, answers={"3": "0"}, by=officer)
    settle_differences(candidate=on_paper, answers={"1": "3", "3": "0"}, by=UserFactory())

    on_paper.refresh_from_db()
    # Only the third was open; what both read alike stays.
    assert on_paper.score == Decimal("75.00")
    assert Event.objects.get(kind="careers.paper_settled").data["differences"] == 1
    with pytest.raises(DomainError, match="it was settled"):
        settle_differences(candidate=on_paper, answers={"3": "1"}, by=UserFactory())
    with pytest.raises(DomainError, match="it was settled"):
        key_paper(candidate=on_paper, answers=readings(on_paper, "1", "1", "1", "1"), by=officer)


def test_both_may_type_in_anew_instead_of_a_third(on_paper, officer):
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "0", "1"), by=officer)
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "2", "1"), by=UserFactory())

    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "2", "1"), by=officer)

    on_paper.refresh_from_db()
    assert on_paper.score == Decimal("50.00")


@pytest.fixture
def continued(unit, officer):
    """Three answers were saved on a device before the power was cut: right, right, wrong."""
    sitting = make_sitting(unit, items=4, people=people(unit, 1))
    candidate = sitting.candidates.get()
    candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
    for row, value in zip(candidate.paper.items.order_by("place"), (0, 0, 1), strict=False):
        save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value=value)
    return put_on_paper(candidate=candidate, reason="Listrik padam", by=officer)


def stored(candidate):
    return list(candidate.paper.items.order_by("place").values_list("answer__value", flat=True))


def test_an_empty_sheet_keeps_what_was_saved_before(continued, officer):
    for by in (officer, UserFactory()):
        key_paper(candidate=continued, answers={}, by=by)

    continued.refresh_from_db()
    assert (stored(continued), continued.score) == ([0, 0, 1, None], Decimal("50.00"))


def test_what_stands_on_paper_completes_what_was_saved(continued, officer):
    key_paper(candidate=continued, answers=readings(continued, "", "", "", "0"), by=officer)
    # Copying what was saved is the same as leaving it.
    key_paper(candidate=continued, answers=readings(continued, "0", "", "1", "0"), by=UserFactory())

    continued.refresh_from_db()
    assert (stored(continued), continued.score) == ([0, 0, 1, 0], Decimal("75.00"))
    assert not Event.objects.filter(kind="careers.saved_answers_replaced").exists()


@pytest.mark.parametrize(("settled", "kept", "traces"), [("0", 0, 1), ("", 1, 0)])
def test_what_was_saved_is_replaced_by_a_third_person_only_and_stays_in_the_log(
    continued, officer, settled, kept, traces
):
    for by in (officer, UserFactory()):
        key_paper(candidate=continued, answers=readings(continued, "", "", "0", ""), by=by)
    continued.refresh_from_db()
    assert (stored(continued), continued.score) == ([0, 0, 1, None], None)

    settle_differences(candidate=continued, answers={"3": settled}, by=UserFactory())

    assert stored(continued) == [0, 0, kept, None]
    logged = Event.objects.filter(kind="careers.saved_answers_replaced").values_list("data", flat=True)
    assert [(data["saved_answers"], data["kept_answers"]) for data in logged] == [({"3": 1}, {"3": 0})] * traces


def test_settling_with_an_empty_field_keeps_what_was_saved(continued, officer):
    key_paper(candidate=continued, answers=readings(continued, "3", "", "", ""), by=officer)
    key_paper(candidate=continued, answers={}, by=UserFactory())

    settle_differences(candidate=continued, answers={}, by=UserFactory())

    assert stored(continued) == [0, 0, 1, None]


def test_the_database_keeps_saved_answers_from_an_empty_sheet(continued):
    answers = Answer.objects.filter(paper_item__paper__candidate=continued)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        answers.update(device=0, value=None)

    assert stored(continued) == [0, 0, 1, None]


def test_the_printed_paper_shows_what_was_saved_to_who_goes_on_with_paper(continued, monkeypatch):
    monkeypatch.setattr("careers.reports.exam_paper.render_pdf", lambda template, context, **_: context)
    fresh = make_sitting(continued.sitting.unit).candidates.first()

    assert paper_pdf(continued)["shows_saved"] is True
    assert paper_pdf(fresh)["shows_saved"] is False
    for by in (UserFactory(), UserFactory()):
        key_paper(candidate=continued, answers={}, by=by)
    assert paper_pdf(continued)["shows_saved"] is False


def test_one_person_counts_once(on_paper, officer):
    for value in ("0", "1"):
        key_paper(candidate=on_paper, answers=readings(on_paper, value, value, value, value), by=officer)

    assert on_paper.keyed_sheets.count() == 1
    with pytest.raises(DomainError, match="Two people type in"):
        settle_differences(candidate=on_paper, answers={}, by=officer)
    with pytest.raises(DomainError, match="Question 1"):
        key_paper(candidate=on_paper, answers={"1": "9"}, by=officer)


def test_only_papers_are_typed_in(unit, officer):
    sitting = make_sitting(unit)

    with pytest.raises(DomainError, match="did not write on paper"):
        key_paper(candidate=sitting.candidates.first(), answers={}, by=officer)


def test_unread_papers_hold_up_publication(on_paper, officer):
    closed = close_sitting(sitting=on_paper.sitting, by=officer)

    with pytest.raises(DomainError, match="1 candidate has no score"):
        publish_results(sitting=closed, by=officer)
    assert closed.candidates.get().state == AttendanceState.ON_PAPER
