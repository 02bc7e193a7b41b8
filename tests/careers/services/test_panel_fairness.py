"""A panel that judges nobody of its own, is composed by a decree, and takes back nothing that it has shown."""

import pytest
from django.db import DatabaseError, transaction

from asn_portal.errors import DomainError
from careers.enums import CandidacyState
from careers.models import Candidacy, PanelMember
from careers.services.candidacy import submit_application, write_application
from tests.factories.employees import make_employee_user
from tests.factories.panels import PanelMemberFactory, SelectionPanelFactory
from tests.factories.selections import CandidacyFactory, SelectionFactory

pytestmark = pytest.mark.django_db


# --- Members and candidates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [{}, {"left_at": "2026-11-02T00:00:00Z", "left_reason": "Sakit"}])
def test_who_sits_or_sat_on_the_panel_does_not_apply(left):
    selection = SelectionFactory(announced=True)
    member = make_employee_user(selection.unit)
    PanelMemberFactory(selection=selection, user=member, **left)

    with pytest.raises(DomainError, match="on the panel of this selection, so you can't compete"):
        write_application(selection=selection, employee=member.employee, statement="", files=[], by=member)

    assert Candidacy.objects.count() == 0


def test_a_draft_of_a_member_is_not_sent():
    selection = SelectionFactory(announced=True)
    member = make_employee_user(selection.unit)
    draft = CandidacyFactory(selection=selection, employee=member.employee, state=CandidacyState.DRAFT)
    other = SelectionFactory(announced=True)
    seat = PanelMemberFactory(selection=other, user=member)
    # As one that came about before the database refused it.
    PanelMember.objects.filter(pk=seat.pk).update(selection=selection)

    with pytest.raises(DomainError, match="can't compete"):
        submit_application(candidacy=draft, by=member)


def test_a_member_who_competes_has_no_seat():
    selection = SelectionFactory(closed=True)
    user = make_employee_user(selection.unit)
    SelectionPanelFactory(selection=selection)
    CandidacyFactory(selection=selection, employee=user.employee, state=CandidacyState.WITHDRAWN)
    other = SelectionFactory(closed=True)
    seat = PanelMemberFactory(selection=other, user=user, is_chair=True)
    PanelMember.objects.filter(pk=seat.pk).update(selection=selection)

    assert list(PanelMember.objects.seated(user)) == []
    assert [user.has_perm(name, selection) for name in ("careers.judge", "careers.chair", "careers.view_scoring")] == [
        False,
        False,
        False,
    ]


def test_the_database_keeps_members_and_candidates_apart():
    selection = SelectionFactory(closed=True)
    member, candidate = make_employee_user(selection.unit), make_employee_user(selection.unit)
    PanelMemberFactory(selection=selection, user=member)
    CandidacyFactory(selection=selection, employee=candidate.employee)

    for fault in (
        lambda: CandidacyFactory(selection=selection, employee=member.employee),
        lambda: PanelMemberFactory(selection=selection, user=candidate),
    ):
        with pytest.raises(DatabaseError, match="panel"), transaction.atomic():
            fault()
