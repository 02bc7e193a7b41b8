"""An HR officer who is a candidate: the office's side of that exam is closed, with a sentence for them."""

import datetime

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from careers.enums import DutyKind, ItemState, SelectionState, SittingState, StageKind
from careers.models import Candidacy, Selection, SelectionStage, Sitting, SittingCandidate, TimeAdjustment
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import add_candidates, close_sitting, give_duty
from careers.services.exam_taking import hand_in, put_on_paper, start_exam
from tests.factories.employees import EmployeeFactory, PositionFactory, RoleGrantFactory, UserFactory
from tests.factories.exam import BlueprintFactory, ItemFactory, SittingFactory, give, make_sitting

pytestmark = pytest.mark.django_db

SENTENCE = "Another officer prepares, watches and marks it."


@pytest.fixture
def person(world):
    """An employee who also keeps careers of the district."""
    person = world.users["employee"].employee
    RoleGrantFactory(user=person.user, role=Role.HR_OFFICER, unit=world.district)
    return person


@pytest.fixture
def examined(person, client_of):
    client = client_of(person.user)
    client.cookies["django_language"] = "en"
    return client


def addresses(sitting, candidate):
    bank, item = sitting.blueprint.bank, sitting.blueprint.bank.items.first()
    single = {
        "bank-detail": bank, "items-import": bank, "item-create": bank, "item-detail": item, "item-review": item,
        "item-retire": item, "blueprint-detail": sitting.blueprint, "blueprint-change": sitting.blueprint,
        "sitting-detail": sitting, "sitting-change": sitting, "room-add": sitting, "duty-give": sitting,
        "candidates-add": sitting, "papers-make": sitting, "sitting-open": sitting, "sitting-close": sitting,
        "sitting-publish": sitting, "sitting-cancel": sitting, "board": sitting, "keying-list": sitting,
        "marking-list": sitting, "figures": sitting, "time": candidate, "end": candidate, "to-paper": candidate,
        "paper": candidate, "keying": candidate, "settle": candidate,
    }  # fmt: skip
    return [reverse(f"careers:exam-{name}", args=[row.pk]) for name, row in single.items()]


def test_the_office_side_of_the_own_exam_is_closed_with_a_sentence(world, person, examined):
    rival = EmployeeFactory(unit=world.village, user=UserFactory())
    sitting = make_sitting(world.village, people=[person, rival])
    give(sitting, person, DutyKind.PROCTOR)
    mine = sitting.candidates.get(employee=person)
    put_on_paper(candidate=mine, reason="Listrik", by=UserFactory())

    for candidate in sitting.candidates.all():
        for url in addresses(sitting, candidate):
            response = examined.get(url)
            assert (url, response.status_code) == (url, 403)
            assert SENTENCE in response.content.decode()
    assert (
        examined.post(reverse("careers:exam-time", args=[mine.pk]), {"minutes": "9", "reason": "x"}).status_code == 403
    )
    assert not TimeAdjustment.objects.exists()
    assert examined.get(mine.get_absolute_url()).status_code == 200


def test_papers_of_another_sitting_with_the_same_questions_are_closed_too(world, person, examined, client_for):
    own = make_sitting(world.village, people=[person], state=SittingState.READY)
    other = SittingFactory(blueprint=own.blueprint)
    SittingCandidate.objects.create(sitting=other, employee=EmployeeFactory(unit=world.village), number=1)
    url = other.get_absolute_url()

    assert examined.get(url).status_code == 403
    assert client_for("hr_officer").get(url).status_code == 200
    Sitting.objects.filter(pk=own.pk).update(state=SittingState.CANCELLED, cancel_reason="Banjir")
    assert examined.get(url).status_code == 200


def test_after_the_results_the_bank_opens_again(world, person, examined):
    sitting = make_sitting(world.village, people=[person])
    candidate = sitting.candidates.get()
    hand_in(candidate=start_exam(candidate=candidate, code=candidate.start_code, by=None), by=None)
    url = sitting.blueprint.bank.get_absolute_url()
    closed = close_sitting(sitting=sitting, by=UserFactory())

    assert examined.get(url).status_code == 403
    publish_results(sitting=closed, by=UserFactory())
    assert examined.get(url).status_code == 200


def test_who_competes_plans_no_exam_of_the_selection(world, person, examined):
    bank = make_sitting(world.village, people=[person], state=SittingState.PLANNED).blueprint.bank
    day = datetime.date(2026, 10, 1)
    selection = Selection.objects.create(
        unit=world.village,
        position=PositionFactory(unit=world.village),
        title="Seleksi",
        code="SEL-1",
        opens_on=day,
        closes_on=day,
        state=SelectionState.ANNOUNCED,
        plan={"stages": []},
        plan_hash="x",
    )
    stage = SelectionStage.objects.create(
        selection=selection, kind=StageKind.EXAM, title="Ujian", weight=50, starts_on=day, ends_on=day
    )
    Candidacy.objects.create(selection=selection, employee=person)
    sitting = SittingFactory(blueprint=BlueprintFactory(bank__unit=world.village), stage=stage)

    assert examined.get(sitting.get_absolute_url()).status_code == 403
    form = examined.get(reverse("careers:exam-sitting-create")).context["form"]
    assert list(form.fields["stage"].queryset) == []
    assert list(form.fields["blueprint"].queryset) == []
    assert bank not in examined.get(reverse("careers:exam-blueprint-create")).context["form"].fields["bank"].queryset


def test_the_first_page_asks_no_candidate_to_review_or_publish(world, person, examined):
    sitting = make_sitting(world.village, people=[person])
    ItemFactory(bank=sitting.blueprint.bank, state=ItemState.IN_REVIEW)
    Sitting.objects.filter(pk=sitting.pk).update(state=SittingState.CLOSED)

    page = examined.get("/").content.decode()

    assert "Review 1 exam item" not in page
    assert "Check and publish" not in page


def test_nobody_adds_themselves_or_watches_an_exam_with_their_own_questions(world, person):
    sitting = make_sitting(world.village, state=SittingState.PLANNED)
    other = SittingFactory(blueprint=sitting.blueprint)
    proctor = sitting.candidates.first().employee

    with pytest.raises(DomainError, match="can't add yourself"):
        add_candidates(sitting=sitting, employees=[person], by=person.user)
    with pytest.raises(DomainError, match="with the same questions"):
        give_duty(sitting=other, employee=proctor, kind=DutyKind.PROCTOR, by=UserFactory())
    give_duty(sitting=other, employee=person, kind=DutyKind.PROCTOR, by=UserFactory())
    with pytest.raises(DomainError, match="with these questions"):
        add_candidates(sitting=sitting, employees=[person], by=UserFactory())
