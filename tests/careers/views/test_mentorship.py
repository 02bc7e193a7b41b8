"""Mentoring pages."""

import pytest
from django.urls import reverse

from careers.enums import MentorshipState
from careers.models import Mentorship
from tests.factories.careers import MentorshipFactory
from tests.factories.employees import EmployeeFactory

pytestmark = pytest.mark.django_db


def form(world, **values):
    mentor = world.users["supervisor"].employee
    return {"mentor": mentor.nip, "goal": "Belajar", "starts_on": "2026-01-01", "ends_on": "2026-06-01", **values}


def test_employee_proposes_a_mentor_by_nip(world, client_for):
    client_for("employee").post(reverse("careers:mentorship-create"), form(world))

    mentorship = Mentorship.objects.get()
    assert (mentorship.mentor, mentorship.mentee) == (
        world.users["supervisor"].employee,
        world.users["employee"].employee,
    )


def test_ambiguous_name_lists_the_people_and_keeps_the_form(world, client_for):
    EmployeeFactory(unit=world.village, name="Rahmat Hidayat")
    EmployeeFactory(unit=world.village, name="Rahmat Hidayat")

    response = client_for("employee").post(
        reverse("careers:mentorship-create"), form(world, mentor="Rahmat Hidayat", goal="Menulis laporan")
    )

    text = response.content.decode()
    assert text.count("Rahmat Hidayat (") == 2 or "Rahmat Hidayat" in text
    assert "Menulis laporan" in text
    assert not Mentorship.objects.exists()


def test_people_of_another_government_are_not_found(world, client_for):
    EmployeeFactory(unit=world.other_government, name="Orang Pekanbaru")

    client_for("employee").post(reverse("careers:mentorship-create"), form(world, mentor="Orang Pekanbaru"))

    assert not Mentorship.objects.exists()


def test_mentor_agrees(world, client_for):
    mentorship = MentorshipFactory(mentor=world.users["supervisor"].employee, mentee=world.users["employee"].employee)

    client_for("supervisor").post(reverse("careers:mentorship-accept", args=[mentorship.pk]))

    assert Mentorship.objects.get().state == MentorshipState.AGREED


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    MentorshipFactory.create_batch(rows, mentee=world.users["employee"].employee)
    client = client_for("employee")
    client.get(reverse("careers:mentorship-list"))

    with django_assert_max_num_queries(12):
        client.get(reverse("careers:mentorship-list"))
