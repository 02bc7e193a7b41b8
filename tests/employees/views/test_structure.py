"""Planning a change of the structure on the pages."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.documents.models import Document
from employees.dates import today
from employees.enums import StructureChangeState
from employees.models import OrganizationalUnit, Position, StructureChange
from tests.factories.employees import (
    EmployeeFactory,
    PositionFactory,
    StructureChangeFactory,
    UnitFactory,
    make_officer,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def officer(world, client_of):
    return client_of(make_officer(Role.HR_OFFICER, world.government))


def address(unit, kind, name="create"):
    return reverse(f"employees:structure-change-{name}", args=[unit.pk, kind])


def decree(days=0, **data):
    return {
        "effective_date": (today() + days * DAY).isoformat(),
        "decree_number": "Perda 4/2026",
        "decree_date": "",
        "reason": "",
        **data,
    }


def test_nothing_happens_before_the_preview_is_confirmed(world, officer):
    scan = SimpleUploadedFile("perda.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    data = decree(into=world.other_village.pk, head_title="Analis", roles="end", scan=scan)

    preview = officer.post(address(world.village, "merge"), data)

    assert not StructureChange.objects.exists()
    names = {move.held.employee.full_name for move in preview.context["preview"].moves}
    assert names == {"Siti Rahmawati", "Lurah Belawan"}
    assert "Siti Rahmawati" in preview.content.decode()
    confirmed = officer.post(address(world.village, "merge", "confirm"), {})
    change = StructureChange.objects.get()
    assert confirmed.url == change.get_absolute_url()
    assert change.state == StructureChangeState.IN_FORCE
    assert Document.objects.get(kind="employees.structure_decree").name == "perda.pdf"
    assert officer.get(confirmed.url).status_code == 200


def test_confirming_without_a_form_asks_for_it(world, officer):
    response = officer.post(address(world.village, "rename", "confirm"), {})

    assert response.context["form"].errors
    assert not StructureChange.objects.exists()


def test_what_stands_in_the_way_is_named_and_today_can_not_be_confirmed(world, officer):
    now = officer.post(address(world.village, "close"), decree())
    later = officer.post(address(world.village, "close"), decree(days=30))

    assert "Siti Rahmawati" in now.context["preview"].obstacles[0]
    assert (now.context["may_confirm"], later.context["may_confirm"]) == (False, True)


def test_a_split_asks_for_each_position(world, officer):
    head, clerk = Position.objects.filter(unit=world.village).order_by("-is_head")
    parts = {
        "name_1": "Utara",
        "kind_1": "URBAN_VILLAGE",
        "name_2": "Selatan",
        "kind_2": "",
        "name_3": "",
        "name_4": "",
        f"position_{head.pk}": "1",
    }

    unplaced = officer.post(address(world.village, "split"), decree(**parts))
    nameless = officer.post(address(world.village, "split"), decree(**parts, **{f"position_{clerk.pk}": "3"}))
    officer.post(address(world.village, "split"), decree(**parts, **{f"position_{clerk.pk}": "2"}))
    officer.post(address(world.village, "split", "confirm"), {})

    assert list(unplaced.context["form"].errors) == list(nameless.context["form"].errors) == [f"position_{clerk.pk}"]
    assert OrganizationalUnit.objects.get(name="Selatan").positions.get().title == clerk.title


def test_a_split_divides_the_holders_of_a_position(world, officer):
    head, clerk = Position.objects.filter(unit=world.village).order_by("-is_head")
    colleague = EmployeeFactory(unit=world.village, position=clerk)
    parts = {"name_1": "Utara", "name_2": "Selatan", f"position_{head.pk}": "1", f"position_{clerk.pk}": "2"}
    chosen = {f"holder_{clerk.pk}_{colleague.pk}": "1", f"need_{clerk.pk}_2": "3"}

    preview = officer.post(address(world.village, "split"), decree(**parts, **chosen))
    confirmed = officer.post(address(world.village, "split", "confirm"), {})

    assert {move.unit for move in preview.context["preview"].moves if move.held.position == clerk} == {
        "Utara",
        "Selatan",
    }
    needs = Position.objects.filter(title=clerk.title, unit__name__in=["Utara", "Selatan"])
    assert dict(needs.values_list("unit__name", "needed")) == {"Utara": 1, "Selatan": 3}
    page = officer.get(confirmed.url).content.decode()
    assert f'href="{colleague.get_absolute_url()}">{colleague.full_name}' in page
    closed = officer.get(world.village.get_absolute_url())
    assert "Melayani warga" not in closed.content.decode()


def test_who_keeps_a_unit_renames_it_but_ending_it_is_for_the_one_above(world, client_of):
    client = client_of(make_officer(Role.HR_OFFICER, world.village))

    assert client.get(address(world.village, "rename")).status_code == 200
    for kind in ("merge", "split", "close"):
        assert client.get(address(world.village, kind)).status_code == 403
    assert client.get(address(world.other_village, "rename")).status_code == 403
    assert client.get(address(world.village, "sell")).status_code == 404


def test_merge_offers_open_units_outside_of_the_unit(world, officer):
    below = UnitFactory(parent=world.village)
    closed = UnitFactory(parent=world.district, closed_on=today())
    offered = set(officer.get(address(world.village, "merge")).context["form"].fields["into"].queryset)

    assert world.other_village in offered
    assert not offered & {world.village, below, closed, world.other_government, world.government}


def test_a_plan_is_cancelled(world, officer):
    change = StructureChangeFactory(unit=world.village)

    officer.post(reverse("employees:structure-change-cancel", args=[change.pk]))

    change.refresh_from_db()
    assert change.state == StructureChangeState.CANCELLED


def test_unit_page_tells_names_and_plans(world, officer):
    StructureChangeFactory(unit=world.village)
    officer.post(address(world.other_village, "rename"), decree(days=-3, name="Bagan Deli Baru"))
    officer.post(address(world.other_village, "rename", "confirm"), {})

    planned = officer.get(world.village.get_absolute_url())
    renamed = officer.get(world.other_village.get_absolute_url())

    assert [change.unit for change in planned.context["succession"].planned] == [world.village]
    [former] = renamed.context["succession"].former_names
    assert (former.name, former.until) == ("Kelurahan Bagan Deli", today() - 4 * DAY)
    assert renamed.context["unit"].name == "Bagan Deli Baru"


def test_closed_units_and_positions_are_offered_nowhere(world, officer, client_for):
    closed = UnitFactory(parent=world.district, name="Kelurahan Lama", closed_on=today() - DAY, is_service_unit=True)
    gone = PositionFactory(unit=world.village, title="Jabatan Lama", closed_on=today() - DAY)
    clerk = world.users["employee"].employee

    transfer = officer.get(reverse("employees:employee-transfer", args=[clerk.pk]))
    create = officer.get(reverse("employees:unit-create"))
    roles = client_for("operator").get(reverse("employees:role-create"))
    tree = officer.get(reverse("employees:unit-list"))
    office = client_for("anonymous").get(reverse("public:unit-list"))

    assert closed not in transfer.context["unit_form"].fields["unit"].queryset
    assert gone not in transfer.context["form"].fields["position"].queryset
    assert closed not in create.context["form"].fields["parent"].queryset
    assert closed not in roles.context["form"].fields["unit"].queryset
    for page in (tree, office):
        assert "Kelurahan Lama" not in page.content.decode()
    # It stays readable where it stood, and says that it is over.
    assert officer.get(closed.get_absolute_url()).context["is_closed"]


def test_list_asks_the_same_number_of_queries_for_one_row_and_for_three(world, officer):
    url = reverse("employees:structure-change-list")
    StructureChangeFactory(unit=world.village)
    officer.get(url)
    with CaptureQueriesContext(connection) as one:
        officer.get(url)
    StructureChangeFactory(unit=world.other_village)
    StructureChangeFactory(unit=world.district)
    with CaptureQueriesContext(connection) as three:
        officer.get(url)

    assert len(three) == len(one) <= 12
