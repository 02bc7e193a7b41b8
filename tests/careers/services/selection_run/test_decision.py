"""Names, choice and appointment."""

import pytest
from django.utils import timezone

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import SelectionState
from careers.models import Selection, SelectionStage
from careers.services.selection_decision import appoint_chosen, decide_selection, propose_names
from careers.services.stage_objection import file_objection
from employees.dates import today
from employees.models import PositionHistory
from employees.services.history import add_definitive_position
from tests.careers.services.selection_run.conftest import close_windows, person, stages_of, through_all
from tests.factories.employees import PositionFactory
from tests.factories.selections import days

pytestmark = pytest.mark.django_db


def test_the_best_names_are_proposed_one_is_chosen_and_appointed(running, officer, head, unit, proofs):
    people = [person(unit) for _number in range(3)]
    found = through_all(running, officer, people, [("80", "70"), ("85", "80"), ("60", "60")])

    propose_names(selection=running, by=officer)
    for candidacy in found:
        candidacy.refresh_from_db()
    assert [candidacy.state for candidacy in found] == ["proposed", "proposed", "admitted"]
    with pytest.raises(DomainError, match="one of the proposed"):
        decide_selection(selection=running, candidacy=found[2], reason="x", no_conflict=True, by=head)
    with pytest.raises(DomainError, match="Say why"):
        decide_selection(selection=running, candidacy=found[0], reason=" ", no_conflict=True, by=head)
    with pytest.raises(DomainError, match="doesn't choose among them"):
        decide_selection(selection=running, candidacy=found[0], reason="x", no_conflict=False, by=head)
    decide_selection(
        selection=running, candidacy=found[0], reason="Paling mengenal wilayah.", no_conflict=True, by=head
    )
    selection = appoint_chosen(
        selection=running, effective_date=days(10), decree_number="800/1", decree_date=today(), by=officer
    )

    assert selection.state == SelectionState.APPOINTED
    for candidacy in found:
        candidacy.refresh_from_db()
    assert [candidacy.state for candidacy in found] == ["chosen", "unchosen", "admitted"]
    row = PositionHistory.objects.get(employee=people[0], position=selection.position)
    assert (row.period.lower, row.decree_number) == (days(10), "800/1")
    titles = {each.user_id: each.title for each in Notification.objects.filter(kind="careers.candidacy").order_by("pk")}
    assert titles[people[0].user_id].startswith("You are appointed")
    assert titles[people[2].user_id].startswith("The selection has ended")
    assert [kind for kind, _data in proofs][-3:] == ["names_proposed", "decided", "appointed"]
    text = str(proofs)
    assert not any(each.name in text or each.nip in text for each in people)


def test_a_refused_appointment_changes_nothing(running, officer, head, unit):
    employee = person(unit)
    (candidacy,) = through_all(running, officer, [employee], [("80", "70")])
    propose_names(selection=running, by=officer)
    decide_selection(selection=running, candidacy=candidacy, reason="Terbaik.", no_conflict=True, by=head)

    with pytest.raises(DomainError, match="number of the decree"):
        appoint_chosen(selection=running, effective_date=days(1), decree_number=" ", decree_date=None, by=officer)

    assert Selection.objects.get(pk=running.pk).state == SelectionState.DECIDED
    assert not PositionHistory.objects.filter(position=running.position).exists()


def test_a_place_that_is_taken_by_the_day_is_not_given_twice(running, officer, head, unit):
    (candidacy,) = through_all(running, officer, [person(unit)], [("80", "70")])
    propose_names(selection=running, by=officer)
    decide_selection(selection=running, candidacy=candidacy, reason="Terbaik.", no_conflict=True, by=head)
    holder = person(unit, name="Pemegang Lama")
    add_definitive_position(employee=holder, position=running.position, effective_date=days(-9), by=officer)
    values = {"effective_date": days(1), "decree_number": "800/1", "decree_date": None, "by": officer}

    with pytest.raises(DomainError, match=r"held on .* by: .*Pemegang Lama"):
        appoint_chosen(selection=running, **values)
    add_definitive_position(employee=holder, position=PositionFactory(unit=unit), effective_date=days(1), by=officer)

    assert appoint_chosen(selection=running, **values).state == SelectionState.APPOINTED


def test_names_wait_for_windows_objections_and_amendments(running, officer, unit):
    employee = person(unit)
    (candidacy,) = through_all(running, officer, [employee], [("80", "70")])
    interview = stages_of(running)[2]
    SelectionStage.objects.filter(pk=interview.pk).update(published_at=timezone.now())

    with pytest.raises(DomainError, match="can object"):
        propose_names(selection=running, by=officer)
    file_objection(stage=interview, candidacy=candidacy, text="Kurang.", by=employee.user)
    close_windows(running)
    with pytest.raises(DomainError, match="waits for an answer"):
        propose_names(selection=running, by=officer)
