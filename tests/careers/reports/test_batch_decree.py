"""Papers of batches: what stands on them, who may have them, how they are verified."""

import io

import pytest
from django.urls import reverse
from django.utils import formats, translation
from pypdf import PdfReader

from asn_portal.documents.models import Document
from careers.enums import BatchKind, BatchState
from careers.models import BatchLine
from careers.reports.batch_decree import annex_row, decree_pdf, excerpt_pdf, paper_of_code
from careers.services.batch import cancel_batch
from careers.services.batch_paper import batch_without_papers, store_decree
from careers.tasks import batch as tasks
from careers.tasks.batch import make_batch_papers
from employees.models import SalaryStepHistory
from tests.factories.batches import BatchFactory, first_of, make_due, make_office, make_past, make_signed, put_on
from tests.factories.employees import PositionFactory, UserFactory, make_employee_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(world):
    batch = BatchFactory(unit=world.village, basis_number="PT-77/2026", basis_date=first_of(-1))
    put_on(batch, make_due(world.village, name="Rosmawati Lubis", user=UserFactory()))
    put_on(batch, make_due(world.village, name="Budi Siregar", user=UserFactory()))
    return make_signed(batch)


def words(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_decree_has_the_official_form_and_an_annex(batch):
    text = words(decree_pdf(batch))

    for part in ("Menimbang", "Mengingat", "Memperhatikan", "PT-77/2026", "MEMUTUSKAN", "KESATU", "LAMPIRAN"):
        assert part in text
    assert text.count("Rosmawati Lubis") == 1
    assert batch.decree_number in text
    with translation.override("id"):
        day = formats.date_format(batch.effective_date, "j F Y")
    assert f"Keputusan ini mulai berlaku pada tanggal {day}." in text
    assert "Penata Tingkat I (III/d)" in text


def test_a_day_that_has_passed_takes_effect_backwards(world):
    batch, (person,) = make_past(world.village)
    put_on(batch, person)

    text = words(decree_pdf(make_signed(batch)))

    assert "mulai berlaku pada tanggal ditetapkan, dengan akibat terhitung mulai tanggal" in text


def test_a_medal_has_its_years_and_no_tmt(world):
    batch, (person,) = make_past(world.village, kind=BatchKind.DECORATION)
    put_on(batch, person)
    batch = make_signed(batch)

    line = batch.lines.get()
    assert line.change == "Satyalancana Karya Satya X Tahun"
    for text in (words(decree_pdf(batch)), words(excerpt_pdf(line))):
        assert "Satyalancana Karya Satya X Tahun" in text
        assert "Tanggal penyematan" in text
        assert "erhitung mulai tanggal" not in text


def test_a_salary_step_says_what_changes_without_an_amount(world):
    batch = BatchFactory(unit=world.village, kind=BatchKind.SALARY_STEP)
    person = make_due(world.village)
    SalaryStepHistory.objects.create(employee=person, period=(first_of(-23), None), service_years=8, service_months=3)

    line = put_on(batch, person)
    assert line.change == "10 years 3 months in the grade · pay by the salary table in force"
    line.base_salary = 3_105_000
    assert line.change.endswith("in the grade · Rp 3,105,000")


def test_an_excerpt_names_one_person_only(batch):
    first, second = batch.lines.order_by("number")

    text = words(excerpt_pdf(first))

    assert "PETIKAN" in text
    assert first.employee.name in text
    assert second.employee.name not in text
    assert first.excerpt_number in text


@pytest.mark.parametrize("kind", [BatchKind.SALARY_STEP, BatchKind.DECORATION, BatchKind.TRANSFER])
def test_other_kinds_have_their_columns(world, kind):
    batch = BatchFactory(unit=world.village, kind=kind, basis_number="89/TK/2026", basis_date=first_of(-1))
    values = {"position_to": PositionFactory(unit=world.village)} if kind == BatchKind.TRANSFER else {}
    person = make_due(world.village)
    SalaryStepHistory.objects.create(employee=person, period=(first_of(-23), None), service_years=8)
    line = put_on(batch, person, **values)
    batch = make_signed(batch)
    line.refresh_from_db()

    assert line.paper["name"] in words(decree_pdf(batch))
    assert len(annex_row(line).cells) in {3, 4}
    assert "PETIKAN" in words(excerpt_pdf(line))


def test_the_tick_makes_each_paper_once(batch):
    make_batch_papers()
    make_batch_papers()

    batch.refresh_from_db()
    assert batch.decree is not None
    assert batch.lines.filter(excerpt=None).count() == 0
    assert Document.objects.filter(kind__in=["careers.decree", "careers.excerpt"]).count() == 3
    assert batch_without_papers() is None
    assert not store_decree(batch=batch, render=decree_pdf)


def test_a_paper_that_cannot_be_made_holds_up_no_other(batch, monkeypatch):
    later = BatchFactory(unit=batch.unit, kind=BatchKind.DECORATION, basis_number="89", basis_date=first_of(-1))
    put_on(later, make_due(batch.unit))
    later = make_signed(later)
    bad = batch.lines.order_by("number").first()

    def failing(render, key):
        def rendered(subject):
            if subject.pk == key:
                raise ValueError("broken")
            return render(subject)

        return rendered

    monkeypatch.setattr(tasks, "decree_pdf", failing(decree_pdf, batch.pk))
    monkeypatch.setattr(tasks, "excerpt_pdf", failing(excerpt_pdf, bad.pk))

    make_batch_papers()

    batch.refresh_from_db()
    later.refresh_from_db()
    assert (batch.decree, later.decree is not None) == (None, True)
    assert list(BatchLine.objects.filter(excerpt=None)) == [bad]
    monkeypatch.undo()
    make_batch_papers()
    assert batch_without_papers() is None


def test_lines_that_always_fail_hide_none_after_them(batch, monkeypatch):
    bad, good = batch.lines.order_by("number")
    monkeypatch.setattr(tasks, "MOST_FAILURES", 1)
    tried = []

    def render(line):
        tried.append(line.pk)
        if line.pk == bad.pk:
            raise ValueError("broken")
        return excerpt_pdf(line)

    monkeypatch.setattr(tasks, "excerpt_pdf", render)
    for _tick in range(2):
        make_batch_papers()

    assert tried == [bad.pk, good.pk, bad.pk]
    assert list(batch.lines.filter(excerpt=None)) == [bad]


def test_people_have_their_excerpt_and_nobody_elses(world, batch, client_of, client_for):
    make_batch_papers()
    batch.refresh_from_db()
    first, second = batch.lines.select_related("employee__user", "excerpt").order_by("number")
    own = client_of(first.employee.user)

    paper = own.get(first.excerpt.get_absolute_url())
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert own.get(second.excerpt.get_absolute_url()).status_code == 404
    assert own.get(batch.decree.get_absolute_url()).status_code == 404
    decree = client_for("hr_officer").get(batch.decree.get_absolute_url())
    assert b"".join(decree.streaming_content).startswith(b"%PDF")
    assert client_for("colleague").get(first.excerpt.get_absolute_url()).status_code == 404


def test_another_government_has_no_paper(world, batch, client_of):
    make_batch_papers()
    batch.refresh_from_db()
    _one, _two, head = make_office(world.other_government)
    client = client_of(head)

    assert client.get(batch.decree.get_absolute_url()).status_code == 404
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert batch.decree_number not in client.get(reverse("careers:batch-list")).content.decode()


def test_my_decrees_are_mine(batch, client_of):
    first, second = batch.lines.select_related("employee__user").order_by("number")

    page = client_of(first.employee.user).get(reverse("careers:my-decrees")).content.decode()

    assert first.excerpt_number in page
    assert second.excerpt_number not in page


def test_unsigned_batches_are_nobodys_decree(world, client_of):
    user = make_employee_user(world.village)
    put_on(BatchFactory(unit=world.village, kind=BatchKind.SALARY_STEP), user.employee)

    page = client_of(user).get(reverse("careers:my-decrees")).content.decode()

    assert "empty" in page


def test_the_code_verifies_the_paper(client, batch):
    line = batch.lines.order_by("number").first()

    page = client.get(reverse("careers:decree-verify", args=[line.code])).content.decode()

    assert line.paper["name"] in page
    assert line.excerpt_number in page
    assert line.employee.nip not in page
    assert batch.decree_number in client.get(reverse("careers:decree-verify", args=[batch.code])).content.decode()


def test_a_cancelled_decree_says_so(client, batch):
    cancel_batch(batch=batch, reason="Ditinjau ulang", by=UserFactory())

    page = client.get(reverse("careers:decree-verify", args=[batch.code])).content.decode()

    assert "tone-bad" in page
    assert batch.state != BatchState.CANCELLED


@pytest.mark.parametrize("code", ["", "X", "0" * 16, "AAAA-BBBB-CCCC-DDDD", "\x00", "a\x00b"])
def test_an_unknown_code_is_on_no_paper(code):
    assert paper_of_code(code) is None


def test_the_page_of_an_unknown_code(client):
    assert client.get(reverse("careers:decree-verify", args=["ABCDEFGH23456789"])).status_code == 404
