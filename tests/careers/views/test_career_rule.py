"""Career rules on their pages."""

import datetime

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from careers.career_rules import value_of
from careers.enums import CareerRuleKey as Key
from careers.models import CareerRule
from employees.dates import today
from tests.factories.employees import make_officer


@pytest.fixture
def office(world, client_of):
    """An HR officer of the whole government."""
    return client_of(make_officer(Role.HR_OFFICER, world.government))


def address(key, action="create"):
    return reverse(f"careers:rule-{action}", args=[key])


def test_the_list_shows_what_holds(client_for):
    page = client_for("hr_officer").get(reverse("careers:rule-list")).content.decode()

    assert all(str(key.label) in page for key in Key)
    assert address("mentor", "detail") in page
    assert address("mentor") not in page


@pytest.mark.parametrize("key", Key)
def test_each_rule_has_its_page_and_form(office, key):
    assert office.get(address(key.value, "detail")).status_code == 200
    form = office.get(address(key.value)).context["form"]
    assert {"valid_from", "basis"} < set(form.fields)


def test_a_new_value_is_set_and_taken_back(world, office):
    day = today() + datetime.timedelta(days=10)

    office.post(
        address("mentor"), {"part_years": "5", "part_mentees": "3", "valid_from": day, "basis": "Perwal 3/2026"}
    )

    assert value_of(Key.MENTOR, world.government, day) == {"years": 5, "mentees": 3}
    page = office.get(address("mentor", "detail")).content.decode()
    assert "Perwal 3/2026" in page
    rule = CareerRule.objects.get()
    office.post(reverse("careers:rule-take-back", args=[rule.pk]))
    assert not CareerRule.objects.exists()


def test_an_impossible_value_keeps_what_was_typed(office):
    response = office.post(
        address("mentor"),
        {"part_years": "99", "part_mentees": "3", "valid_from": "2020-01-01", "basis": "Perwal 3/2026"},
    )

    assert response.status_code == 200
    assert 'value="99"' in response.content.decode()
    assert not CareerRule.objects.exists()


def test_officers_of_a_part_read_and_do_not_set(client_for):
    assert client_for("hr_officer").get(address("mentor")).status_code == 403
    assert client_for("head_of_agency").get(address("mentor", "detail")).status_code == 200


def test_an_unknown_rule_is_not_found(office):
    assert office.get(address("nonsense", "detail")).status_code == 404
