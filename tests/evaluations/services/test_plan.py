"""A plan from the first draft to the version that replaces it."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from evaluations.enums import CoreValue, PlanState
from evaluations.models import BehaviourExpectation, DailyWorkEntry, PlannedResult, ResultIndicator, WorkPlan
from evaluations.services.plan import (
    PlanChangedError,
    agree_plan,
    change_plan,
    create_plan,
    drop_plan,
    propose_plan,
    return_plan,
    take_back_plan,
    write_plan,
)
from evaluations.services.plan_content import IndicatorValues, PlanValues, ResultValues
from evaluations.services.plan_link import link_result
from evaluations.services.progress import tell_progress
from tests.factories.evaluations import DailyReportFactory
from tests.factories.plans import ResultFactory, WorkPlanFactory

YEAR = today().year
FIRST, LAST = datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31)


@pytest.fixture
def person(world):
    return world.users["employee"].employee


@pytest.fixture
def head(world):
    return world.users["supervisor"].employee


def values(**fields):
    indicator = IndicatorValues(text="Jumlah surat", target="12 surat", target_value=Decimal(12))
    standard = {"first": FIRST, "last": LAST, "results": [ResultValues("Surat selesai", [indicator])]}
    return PlanValues(**{**standard, **fields})


def kinds_of(plan):
    events = Event.objects.filter(object_kind="evaluations.workplan", object_id=str(plan.pk))
    return list(events.order_by("pk").values_list("kind", flat=True))


def as_version(plan):
    """The values of a plan as its form would send them."""
    return values(
        change_reason=plan.change_reason,
        results=[
            ResultValues(
                result.title,
                [IndicatorValues(each.text, each.target, indicator_id=each.pk) for each in result.indicators.all()],
                result_id=result.pk,
                parent_id=result.parent_id,
            )
            for result in plan.results.all()
        ],
    )


def test_a_plan_begins_with_the_seven_core_values(person):
    plan = create_plan(employee=person, first=FIRST, last=LAST, by=person.user)

    assert (plan.state, plan.version, plan.unit, plan.position) == (PlanState.DRAFT, 1, person.unit, person.position)
    assert list(plan.expectations.values_list("value", flat=True)) == CoreValue.values
    assert plan.expectations.get(value="competent").text.count("\n") == 2
    assert kinds_of(plan) == ["evaluations.plan_created"]


def test_a_copy_takes_everything_but_links_over(person, head):
    last_year = WorkPlanFactory(employee=person, agreed=True, year=YEAR - 1, resources="Komputer", results=False)
    above = ResultFactory(plan=WorkPlanFactory(employee=head, agreed=True, year=YEAR - 1, results=False))
    ResultFactory(plan=last_year, title="Arsip tertata", parent=above)
    BehaviourExpectation.objects.create(plan=last_year, value="loyal", text="Menjaga rahasia.")

    plan = create_plan(employee=person, first=FIRST, last=LAST, by=person.user, copy_of=last_year)

    result = plan.results.get()
    assert (result.title, result.parent, result.same_as, plan.resources) == ("Arsip tertata", None, None, "Komputer")
    assert result.indicators.get().target == "12 surat"
    assert list(plan.expectations.values_list("value", "text")) == [("loyal", "Menjaga rahasia.")]


def test_only_ones_own_plan_is_copied(person, head):
    with pytest.raises(DomainError):
        create_plan(
            employee=person, first=FIRST, last=LAST, by=person.user, copy_of=WorkPlanFactory(employee=head, agreed=True)
        )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (LAST, FIRST),
        (FIRST, LAST + datetime.timedelta(days=1)),
        (datetime.date(YEAR - 2, 1, 1), datetime.date(YEAR - 2, 12, 31)),
        (datetime.date(YEAR + 2, 1, 1), datetime.date(YEAR + 2, 12, 31)),
    ],
)
def test_days_that_are_no_period_of_a_plan_are_refused(person, first, last):
    with pytest.raises(DomainError):
        create_plan(employee=person, first=first, last=last, by=person.user)

    assert not WorkPlan.objects.exists()


@pytest.mark.parametrize("trait", ["agreed", "proposed", "returned"])
def test_no_second_plan_for_the_same_days(person, trait):
    WorkPlanFactory(employee=person, **{trait: True})

    with pytest.raises(DomainError, match=str(YEAR)):
        create_plan(employee=person, first=datetime.date(YEAR, 7, 1), last=LAST, by=person.user)


def test_two_plans_share_a_year_side_by_side(person):
    WorkPlanFactory(employee=person, agreed=True, period=(FIRST, datetime.date(YEAR, 7, 1)))

    create_plan(employee=person, first=datetime.date(YEAR, 7, 1), last=LAST, by=person.user)

    assert WorkPlan.objects.filter(employee=person).count() == 2


def test_writing_replaces_what_the_plan_said(person):
    plan = create_plan(employee=person, first=FIRST, last=LAST, by=person.user)
    write_plan(plan=plan, values=values(), by=person.user)
    old = plan.results.get()

    write_plan(
        plan=plan,
        values=values(
            results=[
                ResultValues("Arsip tertata", [IndicatorValues("Bulan", "12 bulan")]),
                ResultValues("Surat selesai cepat", [IndicatorValues("Hari", "1 hari")], result_id=old.pk),
            ],
            expectations={"loyal": "Menjaga rahasia.", "adaptive": " "},
            resources=" Komputer ",
        ),
        by=person.user,
    )

    plan.refresh_from_db()
    assert list(plan.results.values_list("title", "order")) == [("Arsip tertata", 1), ("Surat selesai cepat", 2)]
    assert plan.results.get(order=2).pk == old.pk
    assert list(ResultIndicator.objects.filter(result__plan=plan).values_list("text", flat=True)) == ["Bulan", "Hari"]
    assert list(plan.expectations.values_list("value", flat=True)) == ["loyal"]
    assert plan.resources == "Komputer"


def test_a_plan_that_was_saved_elsewhere_meanwhile_is_not_overwritten(person):
    plan = create_plan(employee=person, first=FIRST, last=LAST, by=person.user)
    seen = plan.edit
    write_plan(plan=plan, values=values(), by=person.user, seen=seen)

    with pytest.raises(PlanChangedError):
        write_plan(plan=plan, values=values(resources="Lain"), by=person.user, seen=seen)

    plan.refresh_from_db()
    assert plan.resources == ""


def test_a_plan_is_proposed_before_the_superior_has_one(person, head):
    plan = WorkPlanFactory(employee=person)

    propose_plan(plan=plan, by=person.user)

    plan.refresh_from_db()
    assert plan.state == PlanState.PROPOSED
    [told] = Notification.objects.filter(user=head.user)
    assert (told.kind, told.url) == ("evaluations.plan_proposed", plan.get_absolute_url())
    assert kinds_of(plan) == ["evaluations.plan_proposed"]


@pytest.mark.parametrize("indicators", [False, True])
def test_an_empty_plan_or_a_result_without_indicator_is_not_proposed(person, indicators):
    plan = WorkPlanFactory(employee=person, results=False)
    if indicators:
        ResultFactory(plan=plan, indicators=False)

    with pytest.raises(DomainError):
        propose_plan(plan=plan, by=person.user)

    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert not Notification.objects.exists()


def test_who_has_nobody_above_needs_no_agreement(head):
    plan = WorkPlanFactory(employee=head)

    propose_plan(plan=plan, by=head.user)

    plan.refresh_from_db()
    assert (plan.state, plan.agreed_by) == (PlanState.AGREED, None)
    assert plan.agreed_at is not None


def test_taking_back_before_the_decision(person):
    plan = WorkPlanFactory(employee=person, proposed=True)

    take_back_plan(plan=plan, by=person.user)

    plan.refresh_from_db()
    assert (plan.state, plan.proposed_at) == (PlanState.DRAFT, None)


def test_agreeing_tells_the_person(person, head):
    plan = WorkPlanFactory(employee=person, proposed=True)

    agree_plan(plan=plan, by=head.user, seen=plan.edit)

    plan.refresh_from_db()
    assert (plan.state, plan.agreed_by) == (PlanState.AGREED, head.user)
    assert [each.kind for each in Notification.objects.filter(user=person.user)] == ["evaluations.plan_agreed"]


def test_nobody_agrees_to_what_was_changed_since_they_read_it(person, head):
    plan = WorkPlanFactory(employee=person, proposed=True)
    seen = plan.edit
    take_back_plan(plan=plan, by=person.user)
    propose_plan(plan=plan, by=person.user)

    with pytest.raises(PlanChangedError):
        agree_plan(plan=plan, by=head.user, seen=seen)

    plan.refresh_from_db()
    assert plan.state == PlanState.PROPOSED


def test_nobody_decides_on_their_own_plan(person):
    plan = WorkPlanFactory(employee=person, proposed=True)

    for act in (agree_plan, lambda **words: return_plan(comment="Tambah target", **words)):
        with pytest.raises(DomainError):
            act(plan=plan, by=person.user)

    plan.refresh_from_db()
    assert plan.state == PlanState.PROPOSED


def test_returning_needs_a_comment_and_opens_the_plan(person, head):
    plan = WorkPlanFactory(employee=person, proposed=True)
    with pytest.raises(DomainError):
        return_plan(plan=plan, comment="  ", by=head.user)

    return_plan(plan=plan, comment="Sebutkan targetnya.", by=head.user)

    plan.refresh_from_db()
    assert (plan.state, plan.comment, plan.is_open) == (PlanState.RETURNED, "Sebutkan targetnya.", True)
    assert Notification.objects.get(user=person.user).body.endswith("Sebutkan targetnya.")


@pytest.mark.parametrize("trait", ["proposed", "agreed"])
def test_a_plan_that_is_sent_or_agreed_is_not_written(person, trait):
    plan = WorkPlanFactory(employee=person, **{trait: True})

    with pytest.raises(DomainError):
        write_plan(plan=plan, values=values(), by=person.user)
    with pytest.raises(DomainError):
        drop_plan(plan=plan, by=person.user)


def test_a_new_version_replaces_the_old_one_when_it_is_agreed(person, head):
    plan = WorkPlanFactory(employee=person, agreed=True)
    result = plan.results.get()
    report = DailyReportFactory(employee=person)
    DailyWorkEntry.objects.filter(report=report).update(result=result)
    with pytest.raises(DomainError):
        change_plan(plan=plan, reason=" ", by=person.user)

    version = change_plan(plan=plan, reason="Tugas baru", by=person.user)
    write_plan(plan=version, values=as_version(version), by=person.user, propose=True)
    plan.refresh_from_db()
    # Until it is agreed the old one holds.
    assert plan.state == PlanState.AGREED
    agree_plan(plan=version, by=head.user)

    plan.refresh_from_db()
    version.refresh_from_db()
    newer = version.results.get()
    assert (plan.state, version.state, version.version) == (PlanState.REPLACED, PlanState.AGREED, 2)
    assert (newer.same_as, newer.pk != result.pk) == (result, True)
    assert DailyWorkEntry.objects.get(report=report).result == result


def test_only_one_version_is_in_work_and_a_dropped_one_makes_room(person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    version = change_plan(plan=plan, reason="Tugas baru", by=person.user)
    with pytest.raises(DomainError):
        change_plan(plan=plan, reason="Lagi", by=person.user)

    drop_plan(plan=version, by=person.user)

    assert change_plan(plan=plan, reason="Lagi", by=person.user).version == 2
    assert not PlannedResult.objects.filter(plan_id=version.pk).exists()


def test_a_version_needs_its_reason(person):
    version = change_plan(plan=WorkPlanFactory(employee=person, agreed=True), reason="Tugas baru", by=person.user)

    with pytest.raises(DomainError):
        write_plan(plan=version, values=replace(as_version(version), change_reason=""), by=person.user)


def test_results_are_linked_to_the_superiors_agreed_ones_only(person, head, world):
    above = WorkPlanFactory(employee=head, agreed=True).results.get()
    strangers = WorkPlanFactory(employee=world.users["colleague"].employee, agreed=True).results.get()
    plan = create_plan(employee=person, first=FIRST, last=LAST, by=person.user)

    def with_parent(result):
        return values(results=[ResultValues("Surat", [IndicatorValues("Jumlah", "12")], parent_id=result.pk)])

    with pytest.raises(DomainError):
        write_plan(plan=plan, values=with_parent(strangers), by=person.user)
    write_plan(plan=plan, values=with_parent(above), by=person.user)

    assert plan.results.get().parent == above


def test_a_link_is_made_later_without_a_new_version(person, head):
    plan = WorkPlanFactory(employee=person, agreed=True)
    result, above = plan.results.get(), WorkPlanFactory(employee=head, agreed=True).results.get()

    link_result(result=result, parent=above, by=person.user)
    result.refresh_from_db()
    assert result.parent == above
    link_result(result=result, parent=None, by=person.user)

    result.refresh_from_db()
    plan.refresh_from_db()
    assert (result.parent, plan.state, plan.version) == (None, PlanState.AGREED, 1)
    assert kinds_of(plan) == ["evaluations.result_linked", "evaluations.result_unlinked"]


def test_a_result_is_not_linked_to_somebody_who_is_not_the_superior(person, world):
    result = WorkPlanFactory(employee=person, agreed=True).results.get()
    strangers = WorkPlanFactory(employee=world.users["colleague"].employee, agreed=True).results.get()

    with pytest.raises(DomainError):
        link_result(result=result, parent=strangers, by=person.user)


def test_links_never_lead_back_to_the_same_person(person, head):
    result = WorkPlanFactory(employee=person, agreed=True).results.get()
    # From a time when the head answered to the person.
    above = ResultFactory(plan=WorkPlanFactory(employee=head, agreed=True, results=False), parent=result)

    with pytest.raises(DomainError):
        link_result(result=result, parent=above, by=person.user)

    result.refresh_from_db()
    assert result.parent is None


def test_progress_is_told_of_days_that_have_come(person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    indicator = plan.results.get().indicators.get()

    tell_progress(indicator=indicator, on=today(), achieved="9 surat", value=Decimal(9), by=person.user)

    assert indicator.progress.get().achieved == "9 surat"
    for day in (today() + datetime.timedelta(days=1), FIRST - datetime.timedelta(days=1)):
        with pytest.raises(DomainError):
            tell_progress(indicator=indicator, on=day, achieved="9 surat", by=person.user)
    assert kinds_of(plan) == ["evaluations.progress_told"]


def test_progress_of_a_plan_that_is_not_agreed_is_refused(person):
    indicator = WorkPlanFactory(employee=person, proposed=True).results.get().indicators.get()

    with pytest.raises(DomainError):
        tell_progress(indicator=indicator, on=today(), achieved="9 surat", by=person.user)
