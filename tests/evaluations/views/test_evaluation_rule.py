"""Evaluation rules on their pages."""

import datetime

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from employees.dates import today
from evaluations.enums import EvaluationRuleKey as Key
from evaluations.evaluation_rules import value_of
from evaluations.models import EvaluationRule
from tests.factories.employees import make_officer


@pytest.fixture
def office(world, client_of):
    """An HR officer of the whole government."""
    return client_of(make_officer(Role.HR_OFFICER, world.government))


def address(key, action="create"):
    return reverse(f"evaluations:rule-{action}", args=[key])


def test_the_list_shows_what_holds(client_for):
    page = client_for("hr_officer").get(reverse("evaluations:rule-list")).content.decode()

    assert all(str(key.label) in page for key in Key)
    assert address("edit_days", "detail") in page
    assert address("edit_days") not in page


@pytest.mark.parametrize("key", Key)
def test_each_rule_has_its_page_and_form(office, key):
    assert office.get(address(key.value, "detail")).status_code == 200
    form = office.get(address(key.value)).context["form"]
    assert {"valid_from", "basis"} < set(form.fields)


def test_a_new_value_is_set_and_taken_back(world, office):
    day = today() + datetime.timedelta(days=10)

    office.post(address("cycle"), {"part_cycle": "monthly", "valid_from": day, "basis": "Perwal 3/2026"})

    assert value_of(Key.CYCLE, world.government, day) == {"cycle": "monthly"}
    page = office.get(address("cycle", "detail")).content.decode()
    assert "Perwal 3/2026" in page
    rule = EvaluationRule.objects.get()
    office.post(reverse("evaluations:rule-take-back", args=[rule.pk]))
    assert not EvaluationRule.objects.exists()


def test_an_impossible_value_keeps_what_was_typed(office):
    response = office.post(
        address("edit_days"), {"part_days": "99", "valid_from": "2020-01-01", "basis": "Perwal 3/2026"}
    )

    assert response.status_code == 200
    assert 'value="99"' in response.content.decode()
    assert not EvaluationRule.objects.exists()


def test_officers_of_a_part_read_and_do_not_set(client_for):
    assert client_for("hr_officer").get(address("edit_days")).status_code == 403
    assert client_for("head_of_agency").get(address("edit_days", "detail")).status_code == 200


def test_an_unknown_rule_is_not_found(office):
    assert office.get(address("nonsense", "detail")).status_code == 404
