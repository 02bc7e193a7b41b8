"""Pages of batches."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from careers.enums import BatchKind, BatchState
from careers.models import BatchLine, CareerBatch
from employees.enums import EducationLevel
from employees.models import DisciplineHistory
from tests.factories.batches import BatchFactory, first_of, make_due, make_office, make_signed, put_on
from tests.factories.employees import PositionFactory, UnitFactory
from tests.shown import post_shown

pytestmark = pytest.mark.django_db


def url(name, batch, *more):
    return reverse(f"careers:batch-{name}", args=[batch.pk, *more])


def text_of(response):
    return response.content.decode()


def test_hr_begins_a_batch(world, client_for):
    data = {"kind": "rank", "unit": world.village.pk, "effective_date": first_of(1).isoformat()}

    response = client_for("hr_officer").post(reverse("careers:batch-create"), data)

    batch = CareerBatch.objects.get()
    assert response.url == batch.get_absolute_url()
    assert (batch.unit, batch.created_by) == (world.village, world.users["hr_officer"])


def test_a_wrong_day_keeps_what_was_typed(world, client_for):
    day = first_of(1).replace(day=15)
    data = {
        "kind": "rank",
        "unit": world.village.pk,
        "effective_date": day.isoformat(),
        "note": "Periode Desember",
    }

    response = client_for("hr_officer").post(reverse("careers:batch-create"), data)

    assert "Periode Desember" in text_of(response)
    assert not CareerBatch.objects.exists()


def test_a_day_that_has_passed_asks_why(world, client_for):
    data = {"kind": "rank", "unit": world.village.pk, "effective_date": first_of(-2).isoformat()}
    hr = client_for("hr_officer")

    refused = hr.post(reverse("careers:batch-create"), data)
    assert "late_reason" in refused.context["form"].errors
    assert not CareerBatch.objects.exists()
    hr.post(reverse("careers:batch-create"), {**data, "late_reason": "Pertek terlambat"})

    assert CareerBatch.objects.get().late_reason == "Pertek terlambat"


def test_a_step_whose_time_has_not_come_leads_back(world, client_for):
    batch = BatchFactory(unit=world.village)

    hr = client_for("hr_officer")
    hr.cookies["django_language"] = "en"

    response = hr.get(reverse("careers:batch-verify", args=[batch.pk]), follow=True)

    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert "this can&#x27;t be done now" in text_of(response)


@pytest.mark.parametrize(("kind", "has_ceiling"), [(BatchKind.RANK_PROMOTION, True), (BatchKind.TRANSFER, False)])
def test_passing_speaks_of_the_limits_of_its_kind(world, client_for, kind, has_ceiling):
    batch = BatchFactory(unit=world.village, kind=kind)
    line = put_on(batch, make_due(world.village))
    hr = client_for("hr_officer")
    hr.cookies["django_language"] = "en"

    page = text_of(hr.get(url("line-pass", batch, line.pk)))

    assert ("education ceiling" in page) is has_ceiling
    assert ("second head of a unit" in page) is not has_ceiling


def test_a_unit_of_another_government_is_not_offered(world, client_for):
    data = {"kind": "rank", "unit": world.other_government.pk, "effective_date": first_of(1).isoformat()}

    client_for("hr_officer").post(reverse("careers:batch-create"), data)

    assert not CareerBatch.objects.exists()


def test_finding_who_is_due(world, client_for):
    person, batch = make_due(world.village), BatchFactory(unit=world.village)

    client_for("hr_officer").post(url("fill", batch))

    assert batch.lines.filter(employee=person, is_blocked=False).exists()


def test_the_page_says_what_speaks_against_whom(world, client_for):
    batch = BatchFactory(unit=world.village)
    due, low = make_due(world.village), make_due(world.village, education=EducationLevel.UPPER_SECONDARY)
    put_on(batch, due)
    put_on(batch, low)

    page = text_of(client_for("hr_officer").get(batch.get_absolute_url()))

    assert due.full_name in page
    assert "III/c → III/d" in page
    assert "III/b" in page
    blocked_only = text_of(client_for("hr_officer").get(batch.get_absolute_url(), {"show": "blocked"}))
    assert low.full_name in blocked_only
    assert due.full_name not in blocked_only


def test_the_head_does_not_read_about_discipline(world, client_for):
    batch, person = BatchFactory(unit=world.village), make_due(world.village)
    DisciplineHistory.objects.create(employee=person, level="S", kind="23", period=(first_of(-1), first_of(8)))
    put_on(batch, person)

    head = text_of(client_for("head_of_agency").get(batch.get_absolute_url()))
    officer = text_of(client_for("hr_officer").get(batch.get_absolute_url()))

    assert "disiplin" not in head.lower().split("<main", 1)[1]
    assert "disiplin" in officer.lower().split("<main", 1)[1]


def test_a_person_is_added_by_nip(world, client_for):
    batch, person = BatchFactory(unit=world.village), make_due(world.village)

    client_for("hr_officer").post(url("line-add", batch), {"employee": person.nip, "reason": "Usul lurah"})

    assert batch.lines.get().employee == person


def test_a_transfer_asks_for_the_position(world, client_for):
    batch = BatchFactory(unit=world.village, kind=BatchKind.TRANSFER)
    person, post = make_due(world.village), PositionFactory(unit=world.village)
    data = {"employee": person.nip, "reason": "Kebutuhan", "position_to": post.pk}

    client_for("hr_officer").post(url("line-add", batch), data)

    assert batch.lines.get().position_to == post


def test_people_of_other_units_are_not_found(world, client_for):
    batch = BatchFactory(unit=world.village)
    stranger = make_due(UnitFactory(parent=world.other_government))

    response = client_for("hr_officer").post(url("line-add", batch), {"employee": stranger.nip, "reason": "Usul lurah"})

    assert "Usul lurah" in text_of(response)
    assert not BatchLine.objects.exists()


def test_the_whole_chain_on_its_pages(world, client_for, client_of):
    batch = BatchFactory(unit=world.village)
    put_on(batch, make_due(world.village))
    _preparer, verifier, _head = make_office(world.village)

    post_shown(client_for("hr_officer"), url("prepare", batch), {"note": "Lengkap"})
    refused = post_shown(client_for("hr_officer"), url("verify", batch))
    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARED
    assert refused.status_code == 200
    back = client_for("hr_officer").get(url("verify", batch), follow=True)
    assert back.redirect_chain == [(batch.get_absolute_url(), 302)]
    post_shown(client_of(verifier), url("verify", batch))
    post_shown(client_for("head_of_agency"), url("sign", batch))

    batch.refresh_from_db()
    assert batch.state == BatchState.SIGNED
    page = text_of(client_for("auditor").get(batch.get_absolute_url()))
    assert batch.decree_number in page
    assert f"{batch.decree_number}/001" in page


def test_taking_off_and_letting_pass(world, client_for):
    batch = BatchFactory(unit=world.village)
    line = put_on(batch, make_due(world.village, rank_since=first_of(-30)))
    other = put_on(batch, make_due(world.village))

    post_shown(client_for("hr_officer"), url("line-pass", batch, line.pk), {"reason": "Prestasi luar biasa"})
    client_for("hr_officer").post(url("line-remove", batch, other.pk), {"reason": "Mengundurkan diri"})

    line.refresh_from_db()
    other.refresh_from_db()
    assert (line.allowed_reason, line.is_blocked) == ("Prestasi luar biasa", False)
    assert other.removed_reason == "Mengundurkan diri"
    page = text_of(client_for("hr_officer").get(batch.get_absolute_url()))
    assert "Prestasi luar biasa" in page
    assert "Mengundurkan diri" in page


def test_the_ceiling_is_told_on_the_page_of_the_exception(world, client_for):
    batch = BatchFactory(unit=world.village)
    line = put_on(batch, make_due(world.village, education=EducationLevel.UPPER_SECONDARY))

    response = post_shown(client_for("hr_officer"), url("line-pass", batch, line.pk), {"reason": "Mohon bantuan"})

    assert "Mohon bantuan" in text_of(response)
    line.refresh_from_db()
    assert line.is_blocked


def test_the_base_salary_is_entered(world, client_for):
    batch = BatchFactory(unit=world.village, kind=BatchKind.SALARY_STEP)
    line = put_on(batch, make_due(world.village))

    post_shown(client_for("hr_officer"), url("line-change", batch, line.pk), {"base_salary": "3.287.800"})

    line.refresh_from_db()
    assert line.base_salary == 3_287_800


def test_who_stands_on_a_batch_is_told_that_another_officer_signs(world, client_for):
    batch, officer = BatchFactory(unit=world.village), world.users["hr_officer"]
    line = put_on(batch, make_due(world.village, rank_since=first_of(-30)))
    type(line.employee).objects.filter(user=officer).update(user=None)
    type(line.employee).objects.filter(pk=line.employee_id).update(user=officer)

    page = client_for("hr_officer").get(batch.get_absolute_url())
    passed = post_shown(client_for("hr_officer"), url("line-pass", batch, line.pk), {"reason": "Alasan panjang"})
    signed = client_for("hr_officer").post(url("prepare", batch), {"note": "Lengkap"})

    assert page.context["stands_on_it"]
    assert url("prepare", batch) not in text_of(page)
    assert "Alasan panjang" in text_of(passed)
    assert signed.status_code == 200
    line.refresh_from_db()
    batch.refresh_from_db()
    assert (line.is_blocked, batch.state) == (True, BatchState.DRAFT)


def test_ranks_have_nothing_to_enter(world, client_for):
    batch = BatchFactory(unit=world.village)
    line = put_on(batch, make_due(world.village))

    assert client_for("hr_officer").get(url("line-change", batch, line.pk)).status_code == 404


def test_the_sheet_has_all_lines(world, client_for):
    batch, person = BatchFactory(unit=world.village), make_due(world.village)
    put_on(batch, person)

    response = client_for("hr_officer").get(url("xlsx", batch))

    rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.values)
    assert rows[1][1:3] == (person.full_name, person.nip)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    for _each in range(rows):
        put_on(BatchFactory(unit=world.village), make_due(world.village))
    client = client_for("hr_officer")
    client.get(reverse("careers:batch-list"))

    with django_assert_max_num_queries(12):
        client.get(reverse("careers:batch-list"))


@pytest.mark.parametrize("rows", [1, 60])
def test_detail_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    batch = BatchFactory(unit=world.village)
    people = [make_due(world.village) for _each in range(rows)]
    for person in people:
        BatchLine.objects.create(batch=batch, employee=person, kind=batch.kind, is_blocked=True)
    client = client_for("hr_officer")
    client.get(batch.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(batch.get_absolute_url())


def test_the_list_finds_a_batch_by_a_person(world, client_for):
    batch, person = BatchFactory(unit=world.village), make_due(world.village, name="Rosmawati Lubis")
    put_on(batch, person)
    BatchFactory(unit=world.village, kind=BatchKind.TRANSFER)

    page = text_of(client_for("hr_officer").get(reverse("careers:batch-list"), {"q": "rosmawati"}))

    assert batch.get_absolute_url() in page
    assert page.count("/careers/batches/") >= 1


def test_the_first_page_says_whose_turn_it_is(world, client_for):
    batch = BatchFactory(unit=world.village)
    put_on(batch, make_due(world.village))
    office = make_office(world.village)
    make_signed(batch, office)
    waiting = BatchFactory(unit=world.village, state=BatchState.VERIFIED)

    head = text_of(client_for("head_of_agency").get("/"))
    officer = text_of(client_for("hr_officer").get("/"))

    assert waiting.get_absolute_url() in head
    assert waiting.get_absolute_url() not in officer
