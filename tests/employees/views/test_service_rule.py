"""Pages of the service rules."""

import datetime

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.jobs.models import Job
from employees.dates import today
from employees.domain.service_life.retirement import DEFAULT_RETIREMENT_AGES
from employees.enums import RuleKey
from employees.models import RuleSetting
from employees.service_rules import RULES
from tests.factories.employees import make_officer

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def keeper(world, client_of):
    """An HR officer of the whole government."""
    return client_of(make_officer(Role.HR_OFFICER, world.government, username="keeper"))


def url(name, *args):
    return reverse(f"employees:{name}", args=args)


def data(**changes):
    return {"value": "5", "valid_from": "2026-01-01", "basis": "Perwal 12/2026", **changes}


def ages(**changes):
    table = {f"age_{key.replace(':', '_').lower()}": age for key, age in DEFAULT_RETIREMENT_AGES.items()}
    return {**table, "valid_from": "2026-01-01", "basis": "UU", **changes}


def test_list_shows_every_rule_with_what_holds_and_comes(world, keeper, django_assert_max_num_queries):
    for value, start in ((5, today()), (6, today() + DAY)):
        RuleSetting.objects.create(
            government=world.government, key="promotion-years", value=value, valid_from=start, basis="Perwal 12/2026"
        )
    keeper.get(url("rule-list"))

    with django_assert_max_num_queries(8):
        response = keeper.get(url("rule-list"))

    states = {state.rule.key: state for state in response.context["states"]}
    assert set(states) == set(RuleKey)
    assert states[RuleKey.PROMOTION_YEARS].value == 5
    assert [value.since for value in states[RuleKey.PROMOTION_YEARS].coming] == [today() + DAY]
    assert "Perwal 12/2026" in response.content.decode()


@pytest.mark.parametrize("key", list(RuleKey))
def test_every_rule_has_its_pages(key, keeper):
    assert keeper.get(url("rule-detail", key)).status_code == 200
    assert keeper.get(url("rule-create", key)).status_code == 200


def test_setting_a_value_works_the_warnings_out_anew(world, keeper):
    response = keeper.post(url("rule-create", "promotion-years"), data())

    setting = RuleSetting.objects.get()
    assert (setting.value, setting.valid_from, setting.basis) == (5, datetime.date(2026, 1, 1), "Perwal 12/2026")
    assert response.url == url("rule-detail", "promotion-years")
    assert Job.objects.get().params == {"government_id": world.government.pk}


def test_setting_the_table_of_ages(keeper):
    keeper.post(url("rule-create", "retirement-ages"), ages(age_pelaksana="60"))

    assert RuleSetting.objects.get().value == {**DEFAULT_RETIREMENT_AGES, "PELAKSANA": 60}


@pytest.mark.parametrize(
    ("key", "sent", "field"),
    [
        ("promotion-years", data(value="0"), "value"),
        ("promotion-years", data(value="11"), "value"),
        ("promotion-years", data(value="dua"), "value"),
        ("promotion-years", data(valid_from=""), "valid_from"),
        ("promotion-years", data(basis=""), "basis"),
        ("promotion-years", data(valid_from="1900-01-01"), None),
        ("retirement-ages", ages(age_fungsional_ma="39"), "age_fungsional_ma"),
        ("retirement-ages", ages(age_fungsional_ma=""), "age_fungsional_ma"),
    ],
)
def test_wrong_input_is_said_at_its_field(keeper, key, sent, field):
    response = keeper.post(url("rule-create", key), sent)

    errors = response.context["form"].errors
    assert list(errors) == [field or "__all__"]
    assert not RuleSetting.objects.exists()


def test_two_values_from_one_day_are_refused_in_words(keeper):
    keeper.post(url("rule-create", "promotion-years"), data())

    response = keeper.post(url("rule-create", "promotion-years"), data(value="6"))

    assert response.context["form"].non_field_errors()
    assert RuleSetting.objects.get().value == 5


def test_taking_back(keeper):
    keeper.post(url("rule-create", "promotion-years"), data(valid_from=str(today() + DAY)))
    setting = RuleSetting.objects.get()
    assert url("rule-take-back", setting.pk) in keeper.get(url("rule-detail", "promotion-years")).content.decode()

    keeper.post(url("rule-take-back", setting.pk))

    assert not RuleSetting.objects.exists()


def test_unknown_rules_are_not_found(keeper):
    assert keeper.get(url("rule-detail", "coffee")).status_code == 404
    assert keeper.get(url("rule-create", "coffee")).status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "takes_back"),
    [
        # Their grants are on the district.
        ("hr_officer", 200, 403),
        ("head_of_agency", 200, 403),
        ("auditor", 200, 403),
        ("training_coordinator", 403, 403),
        ("employee", 403, 403),
        # Of another government: reads the own rules, finds the others not.
        ("stranger", 200, 404),
        ("anonymous", 302, 302),
    ],
)
def test_who_reads_and_who_changes(role, reads, takes_back, world, client_for):
    setting = RuleSetting.objects.create(
        government=world.government, key="promotion-years", value=5, valid_from=today() + DAY, basis="x"
    )
    client = client_for(role)

    assert client.get(url("rule-list")).status_code == reads
    assert client.get(url("rule-detail", "promotion-years")).status_code == reads
    assert client.post(url("rule-take-back", setting.pk)).status_code == takes_back
    if role != "stranger":
        create = client.post(url("rule-create", "promotion-years"), data()).status_code
        assert create == (302 if role == "anonymous" else 403)
    assert RuleSetting.objects.get() == setting


def test_rules_of_another_government_are_not_shown(world, client_for):
    RuleSetting.objects.create(
        government=world.government, key="promotion-years", value=7, valid_from=today(), basis="Perwal Medan"
    )

    assert "Perwal Medan" not in client_for("stranger").get(url("rule-list")).content.decode()


def test_every_rule_names_its_source():
    assert all(str(rule.basis) and str(rule.help) for rule in RULES.values())
