"""Who may be a candidate of a sitting, and until when."""

import pytest
from django.utils import translation

from asn_portal.access.roles import Role
from asn_portal.audit.models import RecordView
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import DutyKind, ItemState, SittingState
from careers.models import Item
from careers.services.exam_sitting import add_candidates, cancel_sitting, give_duty, open_sitting, remove_candidate
from tests.careers.services.exam_sitting.conftest import people
from tests.factories.employees import EmployeeFactory, make_officer
from tests.factories.exam import ItemFactory, make_sitting

pytestmark = pytest.mark.django_db


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
