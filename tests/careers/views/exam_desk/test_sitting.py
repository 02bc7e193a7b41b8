"""A sitting from its plan to the board."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from careers.enums import AttendanceState, DutyKind, ItemState, SittingState
from careers.models import Blueprint, Sitting, TimeAdjustment
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, SittingFactory, give, make_sitting

pytestmark = pytest.mark.django_db


def test_a_blueprint_keeps_what_was_typed(world, officer):
    bank, other = ItemBankFactory.create_batch(2, unit=world.district)
    ItemFactory(bank=bank)
    ItemFactory(bank=bank, subject="Draf", state=ItemState.DRAFT)
    ItemFactory(bank=other, subject="Pelayanan")
    url = reverse("careers:exam-blueprint-create")
    form = {"bank": bank.pk, "title": "Kisi", "minutes": 60, "subject-1": "Anggaran", "points-1": "2"}

    offered = officer.get(url).context["form"].fields["subject-1"].choices
    assert [value for value, _label in offered] == ["", "Anggaran", "Pelayanan"]
    wrong = officer.post(url, form)
    assert "A part needs both." in wrong.content.decode()
    foreign = officer.post(url, {**form, "subject-1": "Pelayanan", "count-1": "3"})
    assert "This item bank has no approved item of this subject." in foreign.content.decode()
    officer.post(url, {**form, "count-1": "3"})

    line = Blueprint.objects.get().lines.get()
    assert (line.subject, line.count, line.points) == ("Anggaran", 3, 2)


def test_a_sitting_from_plan_to_board(world, officer, client_for):
    bank = ItemBankFactory(unit=world.district)
    ItemFactory.create_batch(6, bank=bank)
    blueprint = BlueprintFactory(bank=bank)
    officer.post(
        reverse("careers:exam-sitting-create"),
        {
            "blueprint": blueprint.pk,
            "title": "Ujian",
            "starts_at": f"{timezone.localdate()}T00:00",
            "closes_at": f"{timezone.localdate() + datetime.timedelta(days=2)}T09:00",
            "essay_limit": "20",
        },
    )
    sitting = Sitting.objects.get()
    nips = f"{world.users['employee'].employee.nip}  Siti\n"
    wrong = officer.post(reverse("careers:exam-candidates-add", args=[sitting.pk]), {"people": "123"})
    assert "Nobody with these NIPs" in wrong.content.decode()
    officer.post(reverse("careers:exam-candidates-add", args=[sitting.pk]), {"people": nips})
    officer.post(
        reverse("careers:exam-duty-give", args=[sitting.pk]),
        {"kind": "proctor", "people": world.users["supervisor"].employee.nip},
    )
    officer.post(reverse("careers:exam-papers-make", args=[sitting.pk]))
    officer.post(reverse("careers:exam-sitting-open", args=[sitting.pk]))

    sitting.refresh_from_db()
    board = client_for("supervisor").get(reverse("careers:exam-board", args=[sitting.pk]))
    assert sitting.state == SittingState.OPEN
    assert board.context["board"].count(AttendanceState.INVITED) == 1
    assert sitting.candidates.get().start_code[:4] in board.content.decode()


def test_the_proctor_adds_time_with_a_reason(world, client_for):
    sitting = make_sitting(world.village, people=[world.users["employee"].employee])
    give(sitting, world.users["supervisor"].employee, DutyKind.PROCTOR)
    url = reverse("careers:exam-time", args=[sitting.candidates.get().pk])
    proctor = client_for("supervisor")

    assert "reason" in proctor.post(url, {"minutes": "10"}).context["form"].errors
    proctor.post(url, {"minutes": "10", "reason": "Listrik padam"})

    assert TimeAdjustment.objects.get().minutes == 10


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["bank", "blueprint", "sitting", "items"])
def test_lists_take_few_queries(world, officer, django_assert_max_num_queries, name, rows):
    banks = ItemBankFactory.create_batch(rows, unit=world.village)
    url = reverse(f"careers:exam-{name}-list") if name != "items" else banks[0].get_absolute_url()
    for bank in banks:
        ItemFactory.create_batch(rows, bank=banks[0])
        SittingFactory(blueprint=BlueprintFactory(bank=bank))
    officer.get(url)

    with django_assert_max_num_queries(12):
        officer.get(url)


@pytest.mark.parametrize("people", [1, 4])
def test_the_board_takes_the_same_queries_for_any_crowd(world, officer, people, django_assert_max_num_queries):
    crowd = [EmployeeFactory(unit=world.village, user=UserFactory()) for _number in range(people)]
    sitting = make_sitting(world.village, people=crowd)
    url = reverse("careers:exam-board", args=[sitting.pk])
    officer.get(url)

    with django_assert_max_num_queries(9):
        officer.get(url)


def test_first_page_says_what_waits(world, client_for):
    sitting = make_sitting(world.village, people=[world.users["employee"].employee])
    give(sitting, world.users["supervisor"].employee, DutyKind.PROCTOR)
    ItemFactory(bank=ItemBankFactory(unit=world.village), state=ItemState.IN_REVIEW)

    for role, text in (
        ("employee", f"Sit the exam “{sitting}”"),
        ("supervisor", f"Watch the exam “{sitting}”"),
        ("hr_officer", "Review 1 exam item"),
    ):
        client = client_for(role)
        client.cookies["django_language"] = "en"
        assert text in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("exam-sitting-open", SittingState.PLANNED),
        ("exam-sitting-open", SittingState.PUBLISHED),
        ("exam-sitting-close", SittingState.CLOSED),
        ("exam-sitting-publish", SittingState.OPEN),
        ("exam-sitting-change", SittingState.READY),
        ("exam-candidates-add", SittingState.READY),
        ("exam-room-add", SittingState.OPEN),
        ("exam-papers-make", SittingState.READY),
        ("exam-duty-give", SittingState.PUBLISHED),
        ("exam-sitting-cancel", SittingState.OPEN),
    ],
)
def test_a_step_of_a_sitting_whose_time_is_over_leads_back_and_says_why(world, officer, name, state):
    sitting = make_sitting(world.district, state=SittingState.PLANNED)
    Sitting.objects.filter(pk=sitting.pk).update(state=state)

    response = officer.get(reverse(f"careers:{name}", args=[sitting.pk]), follow=True)

    assert response.redirect_chain == [(sitting.get_absolute_url(), 302)]
    assert f"not possible while the sitting is “{SittingState(state).label}”" in response.content.decode()


def test_closing_says_who_becomes_absent(world, officer):
    sitting = make_sitting(world.village)

    page = officer.get(reverse("careers:exam-sitting-close", args=[sitting.pk]))

    assert "2 candidates have not started and become absent. The last start is" in page.content.decode()


@pytest.mark.parametrize(
    ("starts_at", "closes_at", "fields"),
    [
        ("0001-01-01T00:00", "9999-12-31T23:59", {"starts_at", "closes_at"}),
        ("0001-01-01T00:00+07:00", "0001-01-02T00:00+07:00", {"starts_at", "closes_at"}),
        ("9999-12-31T23:58", "9999-12-31T23:59", {"starts_at", "closes_at"}),
        ("{yesterday}T08:00", "{today}T23:59", {"starts_at"}),
        ("{today}T08:00", "{today}T07:00", {"closes_at"}),
    ],
)
def test_a_sitting_is_planned_from_today_to_two_years_ahead(world, officer, starts_at, closes_at, fields):
    blueprint = BlueprintFactory(bank__unit=world.district)
    today = timezone.localdate()
    days = {"today": today, "yesterday": today - datetime.timedelta(days=1)}
    form = {
        "blueprint": blueprint.pk,
        "title": "Ujian",
        "starts_at": starts_at.format(**days),
        "closes_at": closes_at.format(**days),
        "essay_limit": "20",
    }

    page = officer.post(reverse("careers:exam-sitting-create"), form)

    assert set(page.context["form"].errors) == fields
    assert officer.get(reverse("careers:exam-sitting-list")).status_code == 200
