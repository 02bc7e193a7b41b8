"""Dated values of the service rules."""

import datetime

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dated_rules.reports import rule_state, rule_states
from employees.dates import today
from employees.domain.outlook import ServiceRules
from employees.domain.service_life.retirement import DEFAULT_RETIREMENT_AGES
from employees.enums import RuleKey
from employees.models import RuleSetting
from employees.service_rules import BOOK, RULES, check_value, default_of, field_of, rules_on
from employees.services.service_rule import set_rule, take_back_rule

pytestmark = pytest.mark.django_db

D = datetime.date
DAY = datetime.timedelta(days=1)
SINCE = D(2026, 1, 1)
AGES = dict(DEFAULT_RETIREMENT_AGES)


def put(world, key=RuleKey.PROMOTION_YEARS, value=5, valid_from=SINCE, basis="Perwal 12/2026", **kwargs):
    return set_rule(
        government=world.government,
        key=key,
        value=value,
        valid_from=valid_from,
        basis=basis,
        by=world.users["hr_officer"],
        **kwargs,
    )


def test_every_key_is_a_value_with_a_default():
    assert set(RULES) == set(RuleKey)
    defaults = {field_of(key): default_of(key) for key in RULES}
    assert ServiceRules(**defaults) == ServiceRules()
    assert [check_value(key, default_of(key)) for key in RULES] == [default_of(key) for key in RULES]


def test_newest_value_of_the_day_holds(world, django_assert_num_queries):
    put(world, value=5, valid_from=D(2025, 1, 1))
    put(world, value=3, valid_from=D(2026, 1, 1))
    set_rule(
        government=world.other_government,
        key=RuleKey.PROMOTION_YEARS,
        value=9,
        valid_from=D(2020, 1, 1),
        basis="x",
        by=None,
    )

    years = {
        day: rules_on(world.government, day).promotion_years
        for day in (D(2024, 12, 31), D(2025, 1, 1), D(2025, 12, 31), D(2026, 1, 1))
    }
    with django_assert_num_queries(1):
        rules = rules_on(world.government, D(2026, 6, 1))

    assert list(years.values()) == [4, 5, 5, 3]
    assert rules == ServiceRules(promotion_years=3)


def test_coming_tables_of_ages_are_known_beforehand(world):
    later = {**AGES, "PELAKSANA": 60}
    put(world, key=RuleKey.RETIREMENT_AGES, value=later, valid_from=D(2030, 1, 1))

    rules = rules_on(world.government, D(2026, 6, 1))

    assert (rules.retirement_ages["PELAKSANA"], rules.coming_retirement_ages) == (58, ((D(2030, 1, 1), later),))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(
            (key, value)
            for key, rule in RULES.items()
            if key != RuleKey.RETIREMENT_AGES
            for value in (rule.parts[0].least - 1, rule.parts[0].most + 1, "3", None, True, 1.5)
        ),
        (RuleKey.RETIREMENT_AGES, {**AGES, "PELAKSANA": 39}),
        (RuleKey.RETIREMENT_AGES, {**AGES, "PELAKSANA": 76}),
        (RuleKey.RETIREMENT_AGES, {"PELAKSANA": 58}),
        (RuleKey.RETIREMENT_AGES, {**AGES, "RAJA": 58}),
        (RuleKey.RETIREMENT_AGES, 58),
    ],
)
def test_wrong_values_are_refused_in_words(world, key, value):
    with pytest.raises(DomainError, match=r"\w{3,} \w{2,}"):
        put(world, key=key, value=value)
    assert not RuleSetting.objects.exists()
    assert not Event.objects.filter(kind="employees.rule_set").exists()


@pytest.mark.parametrize(
    ("key", "edge"), [(key, edge) for key, rule in RULES.items() for edge in (rule.parts[0].least, rule.parts[0].most)]
)
def test_the_limits_themselves_are_allowed(world, key, edge):
    value = dict.fromkeys(AGES, edge) if key == RuleKey.RETIREMENT_AGES else edge

    assert put(world, key=key, value=value).value == value


@pytest.mark.parametrize(
    "valid_from", [D(1973, 12, 31), today().replace(day=1) + datetime.timedelta(days=366 * 20 + 31)]
)
def test_dates_out_of_reach_are_refused(world, valid_from):
    with pytest.raises(DomainError):
        put(world, valid_from=valid_from)


def test_one_value_a_day(world):
    put(world)

    with pytest.raises(DomainError):
        put(world, value=6)
    assert RuleSetting.objects.get().value == 5


def test_basis_is_needed(world):
    with pytest.raises(DomainError):
        put(world, basis="  ")


def test_setting_is_recorded(world):
    setting = put(world)

    event = Event.objects.get(kind="employees.rule_set")
    assert (event.actor, event.unit_path, event.reason) == (
        world.users["hr_officer"],
        world.government.path,
        "Perwal 12/2026",
    )
    assert (event.data["rule"], event.data["valid_from"], event.object_id) == (
        "promotion-years",
        "2026-01-01",
        str(setting.pk),
    )


def test_coming_values_and_those_of_today_can_be_taken_back(world):
    coming, fresh = put(world, valid_from=today() + DAY), put(world, valid_from=D(2020, 1, 1))

    for setting in (coming, fresh):
        take_back_rule(rule=setting, by=world.users["hr_officer"])

    assert not RuleSetting.objects.exists()
    assert Event.objects.filter(kind="employees.rule_taken_back").count() == 2
    with pytest.raises(DomainError):
        take_back_rule(rule=coming, by=None)


def test_values_that_held_stay(world):
    setting = put(world, valid_from=D(2020, 1, 1))
    RuleSetting.objects.update(created_at=setting.created_at - 2 * DAY)

    with pytest.raises(DomainError):
        take_back_rule(rule=setting, by=None)
    assert RuleSetting.objects.exists()


def test_history_of_a_rule(world):
    put(world, value=5, valid_from=today() - 2 * DAY)
    put(world, value=6, valid_from=today())
    put(world, value=7, valid_from=today() + DAY)

    state = rule_state(BOOK, RuleKey.PROMOTION_YEARS, world.government, today())

    assert (state.value, state.holds.since) == (6, today())
    assert [value.since for value in state.newest_first] == [today() + DAY, today(), today() - 2 * DAY, None]


def test_all_rules_in_one_question(world, django_assert_num_queries):
    put(world)

    with django_assert_num_queries(1):
        states = rule_states(BOOK, world.government, today())

    assert [state.rule.key for state in states] == list(RULES)
