"""Pages of competencies, needs and plans."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from asn_portal.access.roles import Role
from asn_portal.tabular.writing import write_xlsx
from employees.dates import today
from employees.models import OrganizationalUnit, Position
from tests.factories.employees import EmployeeFactory, PositionFactory, make_officer
from tests.factories.training import SessionFactory
from training.enums import NeedSource, NeedState, RatingSource
from training.models import (
    Competency,
    CompetencyRating,
    CurrentLevel,
    DevelopmentNeed,
    IndividualPlan,
    LevelDescription,
    NeedComment,
    RatingObjection,
    TrainingRule,
    UnitGap,
    YearPlan,
)
from training.reports.gap_map import unit_map
from training.services.current_level import recount_employees
from training.services.rating import add_rating
from training.services.year_plan import add_item
from training.tables.need import MoneyColumn

pytestmark = pytest.mark.django_db


@pytest.fixture
def communication():
    return Competency.objects.get(government=None, code="communication")


@pytest.fixture
def clerk(world):
    clerk = world.users["employee"].employee
    Position.objects.filter(pk=clerk.position_id).update(position_type="PENGAWAS")
    clerk.refresh_from_db()
    recount_employees([clerk.pk])
    return clerk


@pytest.fixture
def office(world, client_of):
    """Manages training of the whole government."""
    return client_of(make_officer(Role.TRAINING_COORDINATOR, world.government, username="whole"))


def queries(client, url):
    """The fewest of three looks: now and then the frame renews something of its own."""
    counts = []
    for _look in range(3):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    return min(counts)


# --- Rules ------------------------------------------------------------------------------------------------------------


def test_rule_is_set_with_date_and_basis_and_taken_back(office, world):
    response = office.post(
        "/training/rules/rating_validity/new/",
        {"part_years": "2", "valid_from": today().isoformat(), "basis": "Perwal 12/2026"},
    )

    rule = TrainingRule.objects.get()
    assert (response.status_code, rule.value, rule.basis) == (302, {"years": 2}, "Perwal 12/2026")
    assert "Perwal 12/2026" in office.get("/training/rules/rating_validity/").text
    office.post(f"/training/rules/values/{rule.pk}/take-back/")
    assert not TrainingRule.objects.exists()


def test_wrong_number_keeps_what_was_typed(office):
    response = office.post(
        "/training/rules/rating_validity/new/", {"part_years": "99", "valid_from": "2026-01-01", "basis": "Perwal 9"}
    )

    assert response.status_code == 200
    assert "Perwal 9" in response.text
    assert not TrainingRule.objects.exists()


@pytest.mark.parametrize("key", ["hours", "yearly_duty", "default_levels", "rating_order"])
def test_every_rule_can_be_edited(office, key):
    assert office.get(f"/training/rules/{key}/new/").status_code == 200
    assert office.get("/training/rules/nonsense/").status_code == 404


# --- Dictionary and import --------------------------------------------------------------------------------------------


def test_dictionary_shows_five_levels_and_comments(client_for, communication):
    client = client_for("employee")

    page = client.get(f"/training/competencies/{communication.pk}/").text
    assert all(level.text in page for level in communication.levels.all())
    client.post(f"/training/competencies/{communication.pk}/comment/", {"text": "Perlu latihan surat."})

    comment = NeedComment.objects.get()
    assert "Perlu latihan surat." in client_for("colleague").get(f"/training/competencies/{communication.pk}/").text
    client_for("training_coordinator").post(f"/training/competencies/comments/{comment.pk}/hide/")
    assert "Perlu latihan surat." not in client_for("colleague").get(f"/training/competencies/{communication.pk}/").text


def test_experienced_staff_comment_on_the_content_of_a_programme(client_for, world):
    session = SessionFactory(programme__unit=world.district)
    client = client_for("employee")

    client.post(f"/training/sessions/{session.pk}/comment/", {"text": "Contohnya dari kota besar saja."})
    refused = client.post(f"/training/sessions/{session.pk}/comment/", {"text": "x" * 2001}, follow=True).text

    other = SessionFactory(programme=session.programme)
    assert NeedComment.objects.get().programme == session.programme
    assert "2000" in refused
    assert "Contohnya dari kota besar saja." in client_for("colleague").get(other.get_absolute_url()).text
    page = client_for("training_coordinator").get(session.programme.get_absolute_url()).text
    assert "Contohnya dari kota besar saja." in page
    assert client_for("stranger").post(f"/training/sessions/{session.pk}/comment/", {"text": "x"}).status_code == 404


def test_other_government_does_not_see_a_technical_competency_or_a_comment(client_for, world, communication):
    competency = Competency.objects.create(government=world.government, code="arsip", name="Arsip", definition="-")
    NeedComment.objects.create(
        competency=communication,
        government=world.government,
        author=world.users["employee"].employee,
        text="Rahasia dapur",
    )
    stranger = client_for("stranger")

    assert stranger.get(f"/training/competencies/{competency.pk}/").status_code == 404
    assert "Rahasia dapur" not in stranger.get(f"/training/competencies/{communication.pk}/").text


def sheet(*rows):
    stream = io.BytesIO()
    headers = ["Kode", "Nama kompetensi", "Definisi", *(f"Level {number}" for number in range(1, 6))]
    write_xlsx(stream, headers, rows)
    return SimpleUploadedFile("kamus.xlsx", stream.getvalue())


def row(code, name="Arsip", definition="Mengelola arsip"):
    return [code, name, definition, "a", "b", "c", "d", "e"]


def test_import_names_cell_and_cure_and_stores_only_what_is_right(office, world):
    file = sheet(row("arsip"), row("arsip"), row("9x"), row("surat", name=""))

    response = office.post("/training/competencies/import/", {"file": file}, follow=True)

    assert response.status_code == 200
    assert all(cell in response.text for cell in ("A3", "A4", "B5"))
    assert not Competency.objects.filter(government=world.government).exists()
    office.post(response.redirect_chain[-1][0])
    assert list(Competency.objects.filter(government=world.government).values_list("code", flat=True)) == ["arsip"]
    assert LevelDescription.objects.filter(competency__code="arsip").count() == 5


def test_import_refuses_what_is_no_table(office):
    file = SimpleUploadedFile("kamus.csv", b"satu;dua\n1;2\n")

    response = office.post("/training/competencies/import/", {"file": file})

    assert response.status_code == 200
    assert "Kode" in response.text


# --- Ratings ----------------------------------------------------------------------------------------------------------


def test_supervisor_rates_and_the_person_objects(client_for, clerk, communication):
    supervisor = client_for("supervisor")
    data = {"competency": communication.pk, "level": "1", "source": "supervisor", "confidence": "low"}

    response = supervisor.post(
        f"/training/people/{clerk.pk}/competencies/rate/", {**data, "rated_on": today().isoformat()}
    )

    rating = CompetencyRating.objects.get()
    assert (response.status_code, rating.level, rating.source, rating.confidence) == (302, 1, "supervisor", "low")
    client_for("employee").post(f"/training/ratings/{rating.pk}/object/", {"text": "Keliru.", "claimed_level": "2"})
    objection = RatingObjection.objects.get()
    client_for("training_coordinator").post(
        objection.get_absolute_url(), {"verdict": "new", "new_level": "2", "answer": "Benar."}
    )
    assert CurrentLevel.objects.get(employee=clerk, competency=communication).achieved == 2


def test_nobody_rates_themselves_as_another_source(client_for, clerk, communication):
    client_for("employee").post(
        f"/training/people/{clerk.pk}/competencies/rate/",
        {"competency": communication.pk, "level": "5", "source": "exam", "confidence": "high", "evidence": "x"},
    )

    assert not CompetencyRating.objects.exists()


def test_supervisor_enters_no_exam(client_for, clerk, communication):
    client_for("supervisor").post(
        f"/training/people/{clerk.pk}/competencies/rate/",
        {
            "competency": communication.pk,
            "level": "5",
            "source": "exam",
            "confidence": "high",
            "evidence": "x",
            "rated_on": today().isoformat(),
        },
    )

    assert not CompetencyRating.objects.exists()


def test_rater_does_not_decide_the_objection(world, client_for, clerk, communication):
    by = world.users["training_coordinator"]
    rating = add_rating(
        employee=clerk, competency=communication, level=1, source=RatingSource.EXAM, evidence="Nilai 40", by=by
    )
    objection = RatingObjection.objects.create(rating=rating, text="Keliru.")

    response = client_for("training_coordinator").post(
        objection.get_absolute_url(), {"verdict": "refused", "answer": "Tetap."}
    )

    assert response.status_code == 403
    head = client_for("head_of_agency")
    assert world.users["hr_officer"].name in head.get(objection.get_absolute_url()).text
    assert f"{reverse('training:objection-list')}?state=open" in head.get(reverse("home:index")).text
    head.post(objection.get_absolute_url(), {"verdict": "refused", "answer": "Tetap."})
    objection.refresh_from_db()
    assert (objection.state, objection.decided_by) == ("refused", world.users["head_of_agency"])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("employee", 200),
        ("supervisor", 200),
        ("training_coordinator", 200),
        ("colleague", 404),
        ("stranger", 404),
        ("nobody", 404),
    ],
)
def test_levels_are_for_the_person_and_those_above(client_for, clerk, role, status):
    assert client_for(role).get(f"/training/people/{clerk.pk}/competencies/").status_code == status


def test_own_page_says_unknown_and_which_rating_counts(client_for, clerk, communication):
    add_rating(employee=clerk, competency=communication, level=1, source=RatingSource.SELF, by=clerk.user)

    page = client_for("employee").get("/training/my-competencies/")

    assert page.status_code == 200
    assert page.context["levels"].unknown == 8
    assert page.context["levels"].match.gaps == (-1,)
    assert "<svg" in page.text


def test_team_is_rated_on_one_page(client_for, clerk, communication):
    supervisor = client_for("supervisor")
    url = f"/training/my-team/competencies/?competency={communication.pk}"
    assert clerk.full_name in supervisor.get(url).text

    supervisor.post(url, {f"level_{clerk.pk}": "2", f"confidence_{clerk.pk}": "high"})

    rating = CompetencyRating.objects.get()
    assert (rating.employee, rating.level, rating.source) == (clerk, 2, "supervisor")


# --- Gaps -------------------------------------------------------------------------------------------------------------


def test_map_and_list_show_the_unit_and_cost_the_same_for_more_rows(client_for, world, clerk, communication):
    add_rating(employee=clerk, competency=communication, level=1, source=RatingSource.SELF, by=None)
    client = client_for("training_coordinator")
    queries(client, "/training/gaps/")
    one = [queries(client, url) for url in ("/training/gaps/", "/training/gaps/people/", "/training/gaps/?by=position")]
    for unit in (world.village, world.other_village):
        person = EmployeeFactory(unit=unit, position=PositionFactory(unit=unit, position_type="PENGAWAS"))
        recount_employees([person.pk])

    more = [
        queries(client, url) for url in ("/training/gaps/", "/training/gaps/people/", "/training/gaps/?by=position")
    ]

    # Two rows more would cost at least two; one may be the frame's own.
    assert all(now <= before + 1 for now, before in zip(more, one, strict=True))
    assert world.other_village.name in client.get("/training/gaps/").text
    assert "?" in client.get("/training/gaps/").text


def test_map_of_a_head_ends_at_the_own_units(client_for, world, clerk):
    person = EmployeeFactory(
        unit=world.other_village, position=PositionFactory(unit=world.other_village, position_type="PENGAWAS")
    )
    recount_employees([person.pk])

    page = client_for("supervisor").get("/training/gaps/").text

    assert world.village.name in page
    assert world.other_village.name not in page
    assert person.full_name not in client_for("supervisor").get("/training/gaps/people/").text


# --- Needs and plans --------------------------------------------------------------------------------------------------


def test_gap_becomes_a_need_by_one_click_and_the_plan_is_agreed(client_for, clerk, communication):
    add_rating(employee=clerk, competency=communication, level=1, source=RatingSource.SELF, by=None)
    person, head = client_for("employee"), client_for("supervisor")
    person.post("/training/my-plan/begin/", {"year": str(today().year)})
    plan = IndividualPlan.objects.get()
    assert communication.title in person.get(plan.get_absolute_url()).text

    person.post(f"/training/plans/{plan.pk}/needs/take/", {"competency": communication.pk})
    person.post(f"/training/plans/{plan.pk}/submit/")
    head.post(f"/training/plans/{plan.pk}/agree/", {"comment": "Baik."})

    need = DevelopmentNeed.objects.get()
    assert (need.state, need.source, need.gap) == (NeedState.AGREED, NeedSource.GAP, -1)
    office = client_for("training_coordinator")
    office.post(f"/training/needs/{need.pk}/verify/", {"cost": "750.000", "quarter": "2"})
    need.refresh_from_db()
    assert (need.state, need.cost, need.quarter) == (NeedState.VERIFIED, Decimal(750000), 2)


def test_person_adds_nothing_while_the_plan_is_with_the_supervisor(client_for, clerk):
    plan = IndividualPlan.objects.create(employee=clerk, year=2026, state="submitted")

    response = client_for("employee").post(
        f"/training/plans/{plan.pk}/needs/new/", {"subject": "Arsip", "source": "own_wish"}
    )

    assert response.status_code == 200
    assert not DevelopmentNeed.objects.exists()
    assert "Arsip" in response.text


@pytest.mark.parametrize(
    "url", ["/training/plans/", "/training/needs/", "/training/year-plans/", "/training/standards/"]
)
def test_lists_cost_the_same_for_one_row_and_three(client_for, world, clerk, url):
    client = client_for("training_coordinator")

    def add(number):
        person = EmployeeFactory(unit=world.village, position=PositionFactory(unit=world.village))
        plan = IndividualPlan.objects.create(employee=person, year=2026)
        DevelopmentNeed.objects.create(employee=person, plan=plan, subject="Arsip", source="own_wish", year=2026)
        YearPlan.objects.create(unit=world.village, year=2030 + number)

    add(0)
    queries(client, url)
    one = queries(client, url)
    add(1)
    add(2)

    # Two rows more would cost at least two; one may be the frame's own.
    assert queries(client, url) <= one + 1


def test_year_plan_is_printed_and_written_as_a_sheet(client_for, world):
    plan = YearPlan.objects.create(unit=world.village, year=2027, budget=Decimal(100))
    add_item(plan=plan, by=None, title="Bimtek arsip", form="8", people=3, cost_each=Decimal(50))
    client = client_for("supervisor")

    page = client.get(plan.get_absolute_url())
    assert page.context["sheet"].is_over
    assert client.get(f"{plan.get_absolute_url()}plan.pdf").content.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{plan.get_absolute_url()}plan.xlsx").content))
    assert [cell.value for cell in book.active[2]][5:8] == [3, 50, 150]


def test_year_plan_goes_through_the_chain_by_pages(client_for, world):
    plan = YearPlan.objects.create(unit=world.village, year=2027)
    add_item(plan=plan, by=None, title="Bimtek", form="8", people=3)
    url = plan.get_absolute_url()

    client_for("supervisor").post(f"{url}submit/", {"comment": ""})
    client_for("training_coordinator").post(f"{url}verify/", {"comment": ""})
    client_for("head_of_agency").post(f"{url}approve/", {"comment": ""})

    plan.refresh_from_db()
    assert plan.state == "approved"
    assert plan.signatures.count() == 3


def test_figures_are_rounded_half_up(world, communication):
    UnitGap.objects.create(unit=world.village, competency=communication, people=100, rated=100, below=97, missing=97)
    units = OrganizationalUnit.objects.filter(pk=world.village.pk)

    with translation.override("id"):
        drawn = unit_map(units, [communication]).drawn
        money = MoneyColumn().render(Decimal("999.50"))

    assert ("▼ 1,0" in drawn, money) == (True, "1.000")
