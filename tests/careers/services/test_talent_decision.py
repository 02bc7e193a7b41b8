"""Final boxes and objections."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import TalentObjectionState
from careers.models import FormerPlacement, PoolMember, TalentObjection, TalentPlacement, TalentReview
from careers.registration.talent import talent_actions
from careers.services.succession import renew_membership
from careers.services.talent_decision import decide_box, decide_objection, file_objection
from careers.services.talent_review import close_review
from employees.dates import today
from tests.factories.employees import UnitFactory, make_employee_user, make_officer
from tests.factories.talent import (
    PoolMemberFactory,
    TalentObjectionFactory,
    TalentPlacementFactory,
    TalentReviewFactory,
)
from tests.factories.talent_data import give_levels, give_rating

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def placement(unit):
    person = make_employee_user(unit).employee
    return TalentPlacementFactory(review=TalentReviewFactory(unit=unit), employee=person)


def decide(placement, officer, **values):
    return decide_box(**{"placement": placement, "box": 7, "reason": "Alasan", "panel": "TPK", **values}, by=officer)


def test_a_decision_is_told_with_its_reason(placement, officer):
    decided = decide(placement, officer)

    assert (decided.final_box, decided.box, decided.standing_box, decided.decided_by) == (7, 8, 7, officer)
    event = Event.objects.get(kind="careers.talent_decided")
    assert (event.reason, event.data) == ("Alasan", {"box": 7, "worked_out": 8})
    assert Notification.objects.get().user == placement.employee.user


def test_a_second_decision_keeps_the_first(placement, officer):
    decide(placement, officer)
    decide(placement, officer, box=9, reason="Lain")

    former = FormerPlacement.objects.get()
    assert (former.values["final_box"], former.values["final_reason"]) == (7, "Alasan")
    assert TalentPlacement.objects.get().final_box == 9


@pytest.mark.parametrize("values", [{"reason": " "}, {"box": 0}, {"box": 10}])
def test_a_decision_needs_a_box_and_a_reason(placement, officer, values):
    with pytest.raises(DomainError):
        decide(placement, officer, **values)

    assert TalentPlacement.objects.get().final_box is None


def test_nobody_decides_about_the_own_box(placement):
    with pytest.raises(DomainError, match="own box"):
        decide(placement, placement.employee.user)


def test_a_closed_review_is_not_decided(placement, officer):
    TalentReview.objects.update(state="closed", closed_at=placement.computed_at)

    with pytest.raises(DomainError, match="open"):
        decide(placement, officer)


def test_the_database_refuses_a_box_that_is_not_of_its_levels(placement):
    with pytest.raises(IntegrityError):
        TalentPlacement.objects.update(box=9)


def test_an_objection_reaches_the_office_with_its_evidence(placement, officer):
    file = SimpleUploadedFile("bukti.pdf", PDF, content_type="application/pdf")
    objection = file_objection(placement=placement, reason="Salah", files=[file], by=placement.employee.user)

    assert (objection.state, objection.box_before) == (TalentObjectionState.OPEN, 8)
    assert objection.decide_by == today() + datetime.timedelta(days=14)
    assert [note.user for note in Notification.objects.filter(kind="careers.talent_objection")] == [officer]
    assert Document.objects.of(objection).count() == 1


def test_objections_end_with_their_days(placement):
    TalentReview.objects.update(object_until=today() - datetime.timedelta(days=1))

    with pytest.raises(DomainError, match="were possible until"):
        file_objection(placement=placement, reason="Salah", by=placement.employee.user)


def test_only_the_person_objects_and_once_at_a_time(placement, officer):
    with pytest.raises(DomainError, match="Only the person"):
        file_objection(placement=placement, reason="Salah", by=officer)
    with pytest.raises(DomainError, match="Say what is wrong"):
        file_objection(placement=placement, reason=" ", by=placement.employee.user)

    file_objection(placement=placement, reason="Salah", by=placement.employee.user)
    with pytest.raises(DomainError, match="already objected"):
        file_objection(placement=placement, reason="Lagi", by=placement.employee.user)

    assert TalentObjection.objects.count() == 1


@pytest.fixture
def objection(placement):
    return file_objection(placement=placement, reason="Salah", by=placement.employee.user)


def answer(objection, officer, **values):
    return decide_objection(**{"objection": objection, "is_upheld": True, "decision": "Alasan", **values}, by=officer)


def test_a_refusal_changes_nothing_and_is_told(objection, officer):
    decided = answer(objection, officer, is_upheld=False)

    assert (decided.state, decided.box_after, FormerPlacement.objects.count()) == (TalentObjectionState.REFUSED, 8, 0)
    assert Notification.objects.filter(kind="careers.talent_objection_decided").count() == 1
    with pytest.raises(DomainError, match="decided already"):
        answer(objection, officer)


def test_upheld_works_the_box_out_again_and_keeps_the_old_one(objection, officer):
    person = objection.placement.employee
    give_rating(person, "SANGAT_BAIK")
    give_levels(person, (1,) * 9)

    decided = answer(objection, officer)

    placement = TalentPlacement.objects.get()
    assert (decided.state, decided.box_after, placement.box) == (TalentObjectionState.UPHELD, 9, 9)
    former = FormerPlacement.objects.get()
    assert (former.cause, former.values["box"], former.replaced_by) == ("objection", 8, officer)


def test_upheld_with_another_box(objection, officer):
    give_rating(objection.placement.employee, "BAIK")
    give_levels(objection.placement.employee, (1,) * 9)

    answer(objection, officer, box=9)

    assert (TalentPlacement.objects.get().final_box, TalentObjection.objects.get().box_after) == (9, 9)


def test_an_objection_never_lowers_a_box(objection, officer):
    give_rating(objection.placement.employee, "KURANG")
    give_levels(objection.placement.employee, (1,) * 9)

    with pytest.raises(DomainError, match="fall from 8 to 6"):
        answer(objection, officer)

    assert (TalentPlacement.objects.get().box, TalentObjection.objects.get().state) == (8, TalentObjectionState.OPEN)


def end_objections():
    TalentReview.objects.update(object_until=today() - datetime.timedelta(days=1))


def test_another_box_may_be_objected_to_anew(placement, officer):
    end_objections()
    placement = decide(placement, officer, box=1)

    assert placement.objections_until == today() + datetime.timedelta(days=14)
    file_objection(placement=placement, reason="Salah", by=placement.employee.user)
    with pytest.raises(DomainError, match="may object until"):
        close_review(review=placement.review, by=officer)


def test_a_confirmed_box_gives_no_new_days(placement, officer):
    end_objections()
    placement = decide(placement, officer, box=8)

    assert placement.object_until is None
    with pytest.raises(DomainError, match="were possible until"):
        file_objection(placement=placement, reason="Salah", by=placement.employee.user)


def test_who_decided_the_box_does_not_answer_the_objection(placement, officer, unit):
    colleague = make_officer(Role.HR_OFFICER, unit)
    decide(placement, officer, box=5)
    objection = file_objection(placement=placement, reason="Salah", by=placement.employee.user)

    with pytest.raises(DomainError, match="You decided this box"):
        answer(objection, officer, is_upheld=False)

    waits = {user for user in (officer, colleague) if TalentObjection.objects.asked_of(user).exists()}
    may = {user for user in (officer, colleague) if user.has_perm("careers.decide_talent_objection", objection)}
    told = {note.user for note in Notification.objects.filter(kind="careers.talent_objection")}
    assert waits == may == told == {colleague}
    assert answer(objection, colleague, is_upheld=False).decided_by == colleague


def test_a_box_is_not_decided_while_an_objection_waits(placement, objection, officer):
    """Whoever decided it could no longer answer."""
    with pytest.raises(DomainError, match="Answer it first"):
        decide(placement, officer, box=9)

    assert TalentPlacement.objects.get().final_box is None
    answer(objection, officer, is_upheld=False)
    assert decide(placement, officer, box=9).final_box == 9


def test_where_one_officer_decided_whoever_signs_answers(placement, officer, unit):
    head = make_officer(Role.HEAD_OF_AGENCY, unit)
    first = TalentObjectionFactory(placement=placement)
    assert not head.has_perm("careers.decide_talent_objection", first)
    answer(first, officer, is_upheld=False)
    placement = decide(placement, officer, box=5)
    objection = file_objection(placement=placement, reason="Salah", by=placement.employee.user)

    assert [note.user for note in Notification.objects.filter(kind="careers.talent_objection")] == [head]
    assert head.has_perm("careers.decide_talent_objection", objection)
    assert answer(objection, head, is_upheld=False).decided_by == head


def test_upheld_keeps_a_decision_that_is_no_lower(placement, officer, unit):
    decide(placement, officer, box=9)
    objection = file_objection(placement=placement, reason="Salah", by=placement.employee.user)
    give_rating(placement.employee, "BAIK")
    give_levels(placement.employee, (1,) * 9)

    decided = answer(objection, make_officer(Role.HR_OFFICER, unit))

    placement.refresh_from_db()
    assert (placement.box, placement.final_box, placement.decided_by) == (8, 9, officer)
    assert (decided.state, decided.box_after) == (TalentObjectionState.UPHELD, 9)


def test_whoever_falls_out_of_the_boxes_of_the_pool_is_put_before_the_office(placement, officer):
    decide(placement, officer, box=9)
    member = PoolMemberFactory(placement=placement, employee=placement.employee)
    decide(placement, officer, box=7)
    assert not PoolMember.objects.fallen().exists()

    decide(placement, officer, box=1)

    assert PoolMember.objects.fallen().get() == member
    assert Notification.objects.get(kind="careers.pool_fallen").user == officer
    assert [item.state for item in talent_actions(officer)] == ["box 1"]
    with pytest.raises(DomainError, match="none of the boxes"):
        renew_membership(member=member, until=member.until + datetime.timedelta(days=9), reason="Lagi", by=officer)


def test_upheld_takes_a_decision_back_that_rested_on_wrong_data(placement, officer, unit):
    decide(placement, officer, box=5)
    objection = file_objection(placement=placement, reason="Salah", by=placement.employee.user)
    give_rating(placement.employee, "BAIK")
    give_levels(placement.employee, (1,) * 9)

    answer(objection, make_officer(Role.HR_OFFICER, unit))

    placement.refresh_from_db()
    assert (placement.final_box, placement.standing_box) == (None, 8)
    assert FormerPlacement.objects.get().values["final_box"] == 5


def test_the_person_does_not_answer_the_own_objection(objection):
    with pytest.raises(DomainError, match="own box"):
        answer(objection, objection.placement.employee.user)
