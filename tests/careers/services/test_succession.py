"""The pool, key posts, successors."""

import datetime

import pytest

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import Readiness
from careers.models import KeyPost, PoolMember, Successor
from careers.services.succession import (
    add_to_pool,
    change_successor,
    end_key_post,
    end_membership,
    mark_key_post,
    name_successor,
    remind_of_pool,
    remove_successor,
    renew_membership,
)
from employees.dates import today
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory, make_officer
from tests.factories.talent import (
    KeyPostFactory,
    PoolMemberFactory,
    SuccessorFactory,
    TalentPlacementFactory,
    TalentReviewFactory,
)

pytestmark = pytest.mark.django_db
NEXT_YEAR = today() + datetime.timedelta(days=365)


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def placement(unit):
    person = EmployeeFactory(unit=unit, user=UserFactory())
    return TalentPlacementFactory(review=TalentReviewFactory(unit=unit), employee=person, decided=True)


def add(placement, officer, **values):
    return add_to_pool(**{"placement": placement, "until": NEXT_YEAR, "reason": "Alasan", **values}, by=officer)


def test_a_member_is_told(placement, officer):
    member = add(placement, officer)

    assert (member.since, member.until) == (today(), NEXT_YEAR)
    assert list(PoolMember.objects.current(today())) == [member]
    assert Event.objects.get(kind="careers.pool_added").reason == "Alasan"
    assert Notification.objects.get().user == placement.employee.user


@pytest.mark.parametrize("box", [None, 5])
def test_only_a_decided_pool_box_leads_into_the_pool(unit, officer, box):
    values = {"decided": True, "final_box": box} if box else {}
    placement = TalentPlacementFactory(
        review=TalentReviewFactory(unit=unit), employee=EmployeeFactory(unit=unit), **values
    )

    with pytest.raises(DomainError, match="7, 8 or 9"):
        add(placement, officer)


def test_an_older_review_does_not_lead_into_the_pool(placement, officer):
    newer = TalentReviewFactory(unit=placement.review.unit, year=2026)
    TalentPlacementFactory(review=newer, employee=placement.employee)

    with pytest.raises(DomainError, match="newer review"):
        add(placement, officer)


@pytest.mark.parametrize("days", [0, -1, 25 * 31])
def test_the_end_lies_within_the_months_of_the_rule(placement, officer, days):
    with pytest.raises(DomainError, match="Choose an end"):
        add(placement, officer, until=today() + datetime.timedelta(days=days))


def test_nobody_is_in_the_pool_twice(placement, officer):
    add(placement, officer)

    with pytest.raises(DomainError, match="already"):
        add(placement, officer)

    assert PoolMember.objects.count() == 1


def test_renewing_moves_the_end_and_reminds_again(placement, officer):
    member = PoolMemberFactory(placement=placement, until=today() + datetime.timedelta(days=10))
    assert remind_of_pool() == 1

    renewed = renew_membership(member=member, until=NEXT_YEAR, reason="Lanjut", by=officer)

    assert (renewed.until, renewed.reason, renewed.reminded_at) == (NEXT_YEAR, "Lanjut", None)
    with pytest.raises(DomainError, match="after"):
        renew_membership(member=member, until=NEXT_YEAR, reason="Lanjut", by=officer)


def test_the_office_is_reminded_once_and_in_time(placement, officer):
    near = PoolMemberFactory(placement=placement, until=today() + datetime.timedelta(days=60))
    PoolMemberFactory(until=today() + datetime.timedelta(days=61))

    assert (remind_of_pool(), remind_of_pool()) == (1, 0)
    near.refresh_from_db()
    assert near.reminded_at is not None
    assert [note.user for note in Notification.objects.filter(kind="careers.pool_ending")] == [officer]


def test_ending_needs_a_reason_and_is_final(placement, officer):
    member = PoolMemberFactory(placement=placement)
    with pytest.raises(DomainError, match="why"):
        end_membership(member=member, reason=" ", by=officer)

    end_membership(member=member, reason="Pindah", by=officer)

    assert not PoolMember.objects.current(today()).exists()
    with pytest.raises(DomainError, match="already"):
        end_membership(member=member, reason="Pindah", by=officer)
    assert add(placement, officer).pk


def test_a_post_is_marked_once(unit, officer):
    position = PositionFactory(unit=unit)
    post = mark_key_post(position=position, reason="Penting", by=officer)
    with pytest.raises(DomainError, match="already"):
        mark_key_post(position=position, reason="Penting", by=officer)

    end_key_post(post=post, reason="Digabung", by=officer)

    assert mark_key_post(position=position, reason="Penting", by=officer).is_active
    assert list(KeyPost.objects.filter(end_reason="Digabung")) == [post]
    with pytest.raises(DomainError, match="no key post any more"):
        end_key_post(post=post, reason="Digabung", by=officer)


def test_a_closed_position_is_no_key_post(unit, officer):
    with pytest.raises(DomainError, match="no longer exists"):
        mark_key_post(position=PositionFactory(unit=unit, closed_on=today()), reason="Penting", by=officer)


def name(post, employee, officer, **values):
    return name_successor(
        **{"post": post, "employee": employee, "readiness": Readiness.NOW, "reason": "Siap", **values}, by=officer
    )


def test_readiness_is_counted(unit, officer):
    post = KeyPostFactory(position__unit=unit)
    other = KeyPostFactory(position__unit=unit)
    successor = name(post, EmployeeFactory(unit=unit), officer)
    name(other, EmployeeFactory(unit=unit), officer, readiness=Readiness.SOON)

    def waiting():
        return list(KeyPost.objects.without_ready_successor())

    assert waiting() == [other]
    change_successor(successor=successor, readiness=Readiness.LATER, reason="Belum", by=officer)
    assert set(waiting()) == {post, other}
    row = KeyPost.objects.with_readiness().get(pk=post.pk)
    assert (row.ready, row.soon, row.later) == (0, 0, 1)
    remove_successor(successor=successor, reason="Pindah", by=officer)
    assert Successor.objects.named().count() == 1
    with pytest.raises(DomainError, match="already"):
        remove_successor(successor=successor, reason="Pindah", by=officer)


def test_who_cannot_follow_is_refused(unit, officer):
    post = KeyPostFactory(position__unit=unit)
    holder = EmployeeFactory(unit=unit, position=post.position)

    for person, words in (
        (holder, "holds the post"),
        (EmployeeFactory(), "another government"),
        (EmployeeFactory(unit=unit, status="99"), "not in active service"),
    ):
        with pytest.raises(DomainError, match=words):
            name(post, person, officer)
    own = EmployeeFactory(unit=unit, user=officer)
    officer.__dict__.pop("_scope", None)
    with pytest.raises(DomainError, match="names themselves"):
        name(post, own, officer)

    assert not Successor.objects.exists()


def test_a_person_is_named_once(officer):
    successor = SuccessorFactory()

    with pytest.raises(DomainError, match="already"):
        name(successor.key_post, successor.employee, officer)
