"""Setting up a panel, and declaring conflicts."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import CandidacyState, PanelState, SelectionKind, SelectionState
from careers.models import ConflictDeclaration, PanelMember, ProofEvent, SelectionPanel
from careers.services.panel import add_member, appoint_panel, declare_conflicts, remove_member, undeclared
from employees.dates import today
from tests.factories.employees import UnitFactory, UserFactory, make_employee_user, make_officer
from tests.factories.panels import PanelMemberFactory, SelectionPanelFactory, make_panel
from tests.factories.selections import CandidacyFactory, SelectionFactory
from tests.factories.training import make_partner_user
from training.models import PartnerAgreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def selection():
    return SelectionFactory(closed=True, kind="jpt_pratama")


@pytest.fixture
def officer(selection):
    return make_officer(Role.HR_OFFICER, selection.unit)


def add(selection, officer, **fields):
    return add_member(
        **{
            "selection": selection,
            "user": UserFactory(),
            "institution": "USU",
            "is_internal": False,
            "is_chair": False,
            "by": officer,
            **fields,
        }
    )


def appoint(selection, officer, **fields):
    return appoint_panel(
        **{
            "selection": selection,
            "decree_number": "800/12",
            "decree_date": datetime.date(2026, 11, 2),
            "deviation_reason": "",
            "by": officer,
            **fields,
        }
    )


def fill(selection, officer, *, size, internal, chair=True):
    for number in range(size):
        add(selection, officer, is_internal=number < internal, is_chair=chair and number == 0)


def test_a_panel_is_appointed_and_told(selection, officer):
    fill(selection, officer, size=7, internal=3)

    panel = appoint(selection, officer)

    assert panel.state == PanelState.APPOINTED
    assert Notification.objects.filter(kind="careers.panel").count() == 7
    assert Event.objects.filter(kind="careers.panel_appointed").count() == 1
    event = ProofEvent.objects.get(kind="panel_appointed")
    assert event.payload == {"members": [{"internal": number <= 3, "member": f"P{number}"} for number in range(1, 8)]}


@pytest.mark.parametrize(
    ("size", "internal", "said"),
    [
        # EX-6.9: 4 of 7 are 57 %
        (7, 4, "At most 45% of the members may be internal."),
        # EX-6.10
        (6, 2, "The number of members must be odd"),
        (3, 1, "A panel has at least 5 members."),
        (11, 2, "A panel has at most 9 members."),
    ],
)
def test_a_composition_outside_of_the_rule_is_refused(selection, officer, size, internal, said):
    fill(selection, officer, size=size, internal=internal)

    with pytest.raises(DomainError, match=said):
        appoint(selection, officer, deviation_reason="Tetap")

    assert SelectionPanel.objects.get().state == PanelState.DRAFT


def test_staff_of_the_government_are_internal_whatever_is_typed(selection, officer):
    """EX-6.9: the portal holds the record."""
    fill(selection, officer, size=6, internal=3)
    typed_external = add(selection, officer, user=make_employee_user(selection.unit), is_internal=False)
    # Entered before the person came into the staff.
    PanelMember.objects.filter(pk=typed_external.pk).update(is_internal=False)

    with pytest.raises(DomainError, match="At most 45%"):
        appoint(selection, officer)

    assert typed_external.is_internal
    elsewhere = add(selection, officer, user=make_employee_user(UnitFactory()), is_internal=False)
    assert not elsewhere.is_internal


def test_a_post_below_may_differ_with_a_reason(officer, selection):
    selection.kind = SelectionKind.SUPERVISOR
    selection.save()
    fill(selection, officer, size=3, internal=3)

    with pytest.raises(DomainError, match="If it must be so, say why"):
        appoint(selection, officer)
    panel = appoint(selection, officer, deviation_reason="Tim penilai kinerja")

    assert panel.deviation_reason == "Tim penilai kinerja"


def test_a_panel_needs_a_chair_and_a_decree(selection, officer):
    fill(selection, officer, size=5, internal=0, chair=False)
    with pytest.raises(DomainError, match="chair"):
        appoint(selection, officer)
    add(selection, officer, is_chair=True)
    add(selection, officer)

    with pytest.raises(DomainError, match="decree"):
        appoint(selection, officer, decree_number="")


def test_candidates_second_chairs_and_doubles_are_refused(selection, officer):
    candidate = make_employee_user(selection.unit)
    CandidacyFactory(selection=selection, employee=candidate.employee, state=CandidacyState.DRAFT)
    member = add(selection, officer, is_chair=True)

    for fields, said in (
        ({"user": candidate}, "competes"),
        ({"is_chair": True}, "already has a chair"),
        ({"user": member.user}, "already on the panel"),
    ):
        with pytest.raises(DomainError, match=said):
            add(selection, officer, **fields)

    assert PanelMember.objects.count() == 1


def test_an_expert_whose_institution_has_no_agreement_any_more_is_no_member(selection, officer):
    expert = make_partner_user(selection.unit.government)
    add(selection, officer, user=expert)
    agreement = PartnerAgreement.objects.get()
    agreement.period = (today() - datetime.timedelta(days=9), today())
    agreement.save()

    for act in (
        lambda: add(selection, officer, user=make_partner_user(selection.unit.government, has_agreement=False)),
        lambda: appoint(selection, officer),
    ):
        with pytest.raises(DomainError, match="has ended"):
            act()


def test_before_the_appointment_a_seat_is_emptied_afterwards_the_member_stays_in_the_record(selection, officer):
    first, second = add(selection, officer), add(selection, officer)
    remove_member(member=first, reason="Salah orang", by=officer)
    assert list(PanelMember.objects.all()) == [second]

    SelectionPanel.objects.filter(selection=selection).delete()
    SelectionPanelFactory(selection=selection)
    with pytest.raises(DomainError, match="why"):
        remove_member(member=second, reason=" ", by=officer)
    remove_member(member=second, reason="Sakit", by=officer)

    second.refresh_from_db()
    assert (second.is_active, second.left_reason) == (False, "Sakit")
    with pytest.raises(DomainError, match="left already"):
        remove_member(member=second, reason="Sakit", by=officer)
    # The number of who left is not given again.
    assert add(selection, officer).code == "P3"


@pytest.mark.parametrize("state", [SelectionState.DECIDED, SelectionState.CANCELLED])
def test_an_ended_selection_keeps_its_panel(selection, officer, state):
    selection.state, selection.decision_reason, selection.cancel_reason = state, "Terbaik", "Batal"
    selection.save()

    with pytest.raises(DomainError, match="no longer changes"):
        add(selection, officer)


# --- Conflicts --------------------------------------------------------------------------------------------------------


@pytest.fixture
def candidates(selection):
    return [CandidacyFactory(selection=selection) for _number in range(3)]


def test_a_conflict_is_declared_and_too_small_a_panel_is_told(selection, officer, candidates):
    members = make_panel(selection, declared=False)
    keys = {candidacy.pk for candidacy in candidates}

    declare_conflicts(member=members[1], conflicts={candidates[0].pk: "Saudara"}, seen=keys, by=members[1].user)

    declared = ConflictDeclaration.objects.filter(member=members[1])
    assert declared.count() == 3
    assert list(declared.conflicts().values_list("candidacy", "reason")) == [(candidates[0].pk, "Saudara")]
    event = ProofEvent.objects.get(kind="conflicts_declared")
    assert event.payload == {
        "member": "P2",
        "conflicts": 1,
        "candidates": 3,
    }
    told = Notification.objects.get(user=officer)
    assert "kurang dari 5" in told.body
    assert str(candidates[0]) in told.body
    assert Notification.objects.filter(user=members[0].user, title__startswith="Terlalu sedikit").count() == 1


def test_a_large_panel_loses_a_member_quietly(selection, officer, candidates):
    members = make_panel(selection, size=7, declared=False)

    declare_conflicts(
        member=members[1], conflicts={candidates[0].pk: "Saudara"}, seen={c.pk for c in candidates}, by=members[1].user
    )

    assert Notification.objects.filter(user=officer).count() == 0


def test_what_was_not_seen_is_not_declared(selection, candidates):
    member = make_panel(selection, declared=False)[0]
    seen = {candidacy.pk for candidacy in candidates}
    late = CandidacyFactory(selection=selection)

    with pytest.raises(DomainError, match="has changed"):
        declare_conflicts(member=member, conflicts={}, seen=seen, by=member.user)
    with pytest.raises(DomainError, match="few words"):
        declare_conflicts(member=member, conflicts={late.pk: " "}, seen={*seen, late.pk}, by=member.user)
    assert ConflictDeclaration.objects.count() == 0

    declare_conflicts(member=member, conflicts={}, seen={*seen, late.pk}, by=member.user)
    with pytest.raises(DomainError, match="for every candidate"):
        declare_conflicts(member=member, conflicts={}, seen=set(), by=member.user)


def test_only_admitted_candidates_are_asked_about(selection, candidates):
    member = make_panel(selection, declared=False)[0]
    CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED)

    assert set(undeclared(member)) == set(candidates)


def test_the_database_holds_what_must_hold(selection, candidates):
    member = PanelMemberFactory(selection=selection, is_chair=True)
    faults = (
        lambda: PanelMemberFactory(selection=selection, is_chair=True),
        lambda: PanelMemberFactory(selection=selection, user=member.user),
        lambda: PanelMemberFactory(selection=selection, number=member.number),
        lambda: SelectionPanelFactory(selection=selection, decree_number=""),
        lambda: ConflictDeclaration.objects.create(member=member, candidacy=candidates[0], has_conflict=True),
        lambda: PanelMember.objects.filter(pk=member.pk).update(left_at="2026-11-02T00:00:00Z"),
    )

    for fault in faults:
        with pytest.raises(IntegrityError), transaction.atomic():
            fault()


def test_members_see_their_own_panels_only(selection, officer):
    member = make_panel(selection)[0]
    other = make_panel(SelectionFactory(closed=True))[0]

    assert list(PanelMember.objects.visible_to(other.user)) == [other]
    assert set(PanelMember.objects.visible_to(officer)) == set(selection.panel_members.all())
    assert list(PanelMember.objects.seated(member.user)) == [member]
    assert list(SelectionPanel.objects.visible_to(member.user)) == []
