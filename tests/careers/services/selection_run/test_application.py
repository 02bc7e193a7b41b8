"""Applying: number, pseudonym, attachments, crowds."""

import pytest

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import CandidacyState
from careers.models import Candidacy
from careers.selection_integrity import application_entry
from careers.services.candidacy import submit_application, withdraw_application, write_application
from tests.careers.services.selection_run.conftest import at_once, person
from tests.factories.employees import UnitFactory
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionRequirementFactory

pytestmark = pytest.mark.django_db


def test_an_application_gets_number_pseudonym_and_its_eligibility(unit, proofs):
    selection = SelectionFactory(announced=True, position__unit=unit)
    SelectionRequirementFactory(selection=selection)
    employee = person(unit)

    draft = write_application(
        selection=selection, employee=employee, statement=" Saya siap. ", files=[], by=employee.user
    )
    candidacy = submit_application(candidacy=draft, by=employee.user)

    assert (candidacy.state, candidacy.statement) == (CandidacyState.SUBMITTED, "Saya siap.")
    assert candidacy.registration == f"{selection.code}-{candidacy.number}"
    assert len(candidacy.pseudonym) == 8
    assert [(check["kind"], check["outcome"]) for check in candidacy.eligibility] == [("rank", "met")]
    assert proofs == [("application_submitted", application_entry(candidacy))]
    assert (
        Notification.objects.get(user=employee.user).title == f"Your application was received: {candidacy.registration}"
    )


def test_what_the_records_lack_must_be_attached(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    SelectionRequirementFactory(selection=selection, kind="rating", value={"least": "BAIK", "years": 2}, text="Baik")
    employee = person(unit)
    draft = write_application(selection=selection, employee=employee, statement="", files=[], by=employee.user)

    with pytest.raises(DomainError, match="No rating is on record"):
        submit_application(candidacy=draft, by=employee.user)

    draft.refresh_from_db()
    assert (draft.state, draft.number) == (CandidacyState.DRAFT, None)


@pytest.mark.parametrize("trait", ["draft", "closed"])
def test_nobody_applies_outside_the_registration(unit, trait):
    selection = SelectionFactory(position__unit=unit, closed=trait == "closed")
    employee = person(unit)

    with pytest.raises(DomainError, match="not open"):
        write_application(selection=selection, employee=employee, statement="", files=[], by=employee.user)


def test_staff_of_another_government_are_refused(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    stranger = person(UnitFactory())

    with pytest.raises(DomainError, match="this government"):
        write_application(selection=selection, employee=stranger, statement="", files=[], by=stranger.user)


def test_who_took_it_back_may_send_again_with_the_same_number(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    employee = person(unit)
    arguments = {"selection": selection, "employee": employee, "files": [], "by": employee.user}
    first = submit_application(candidacy=write_application(statement="Satu", **arguments), by=employee.user)

    withdraw_application(candidacy=first, by=employee.user)
    again = submit_application(candidacy=write_application(statement="Dua", **arguments), by=employee.user)

    assert (again.pk, again.number, again.statement) == (first.pk, first.number, "Dua")
    with pytest.raises(DomainError, match="already sent"):
        write_application(statement="Tiga", **arguments)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_get_two_numbers(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    drafts = [
        CandidacyFactory(selection=selection, employee=person(unit), state=CandidacyState.DRAFT) for _n in range(3)
    ]

    at_once(
        *(
            lambda draft=draft: submit_application(candidacy=draft, by=draft.employee.user)
            for draft in (*drafts, drafts[0])
        )
    )

    assert len({number for number in Candidacy.objects.values_list("number", flat=True) if number}) == 3
