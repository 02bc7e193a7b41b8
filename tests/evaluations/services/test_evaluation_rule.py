"""Dated values of the evaluation rules."""

import datetime

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from evaluations.enums import EvaluationRuleKey as Key
from evaluations.evaluation_rules import (
    RULES,
    check_value,
    default_of,
    value_of,
    values_by_day,
    values_of,
)
from evaluations.models import EvaluationRule
from evaluations.services.evaluation_rule import set_rule, take_back_rule
from tests.factories.employees import UserFactory

NEXT_MONTH = today() + datetime.timedelta(days=30)


def set_days(world, days=5, valid_from=NEXT_MONTH, **fields):
    words = {"key": Key.EDIT_DAYS, "value": {"days": days}, "basis": "Perwal 12/2026", "by": UserFactory(), **fields}
    return set_rule(government=world.government, valid_from=valid_from, **words)


@pytest.mark.parametrize("key", Key)
def test_each_key_has_a_sound_default_and_words(key):
    assert check_value(key, default_of(key)) == default_of(key)
    assert RULES[key].shown(None)
    assert len(RULES[key].rows(None)) in {0, len(RULES[key].parts)}


def test_defaults_of_the_office():
    assert default_of(Key.EDIT_DAYS) == default_of(Key.APPROVAL_DAYS) == {"days": 3}
    assert default_of(Key.TARGET_MINUTES) == {"minutes": 450}
    assert default_of(Key.CYCLE) == {"cycle": "quarterly"}
    assert default_of(Key.DELIVERY_DAYS) == default_of(Key.OBJECTION_DAYS) == {"days": 14}
    assert default_of(Key.DISTRIBUTION)["SANGAT_KURANG"] == {"own_least": 60, "next_least": 10, "top_most": 0}
    assert default_of(Key.CREDIT)["percent"]["SANGAT_BAIK"] == "150"
    assert default_of(Key.CREDIT)["coefficient"]["MA"] == "37.5"


def test_a_value_holds_from_its_day_and_for_its_government_only(world):
    set_days(world)

    before = NEXT_MONTH - datetime.timedelta(days=1)
    assert value_of(Key.EDIT_DAYS, world.government, before) == {"days": 3}
    assert value_of(Key.EDIT_DAYS, world.government, NEXT_MONTH) == {"days": 5}
    assert value_of(Key.EDIT_DAYS, world.other_government, NEXT_MONTH) == {"days": 3}
    assert values_of([Key.EDIT_DAYS, Key.CYCLE], world.government.pk, NEXT_MONTH) == {
        Key.EDIT_DAYS: {"days": 5},
        Key.CYCLE: {"cycle": "quarterly"},
    }
    on = values_by_day(Key.EDIT_DAYS, world.government, NEXT_MONTH)
    assert (on(before), on(NEXT_MONTH)) == ({"days": 3}, {"days": 5})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Key.EDIT_DAYS, {"days": -1}),
        (Key.EDIT_DAYS, {"days": "1.5"}),
        (Key.EDIT_DAYS, {"days": True}),
        (Key.EDIT_DAYS, {}),
        (Key.TARGET_MINUTES, {"minutes": 1441}),
        (Key.CYCLE, {"cycle": "weekly"}),
        (
            Key.DISTRIBUTION,
            {**default_of(Key.DISTRIBUTION), "KURANG": {"own_least": 95, "next_least": 10, "top_most": 10}},
        ),
        (Key.CREDIT, {"percent": {}, "coefficient": {}}),
    ],
)
def test_impossible_values_are_refused_with_a_sentence(world, key, value):
    with pytest.raises(DomainError):
        set_days(world, key=key, value=value)

    assert not EvaluationRule.objects.exists()


def test_one_value_a_day(world):
    set_days(world)

    with pytest.raises(DomainError):
        set_days(world, days=7)


@pytest.mark.parametrize("day", [datetime.date(2021, 12, 31), datetime.date(2199, 1, 1)])
def test_days_out_of_reach_are_refused(world, day):
    with pytest.raises(DomainError):
        set_days(world, valid_from=day)


def test_a_coming_value_is_taken_back_and_an_old_one_is_not(world):
    coming, held = set_days(world), set_days(world, valid_from=datetime.date(2025, 1, 1))
    EvaluationRule.objects.filter(pk=held.pk).update(created_at="2025-01-01T00:00Z")

    take_back_rule(rule=coming, by=None)

    with pytest.raises(DomainError):
        take_back_rule(rule=held, by=None)
    assert list(EvaluationRule.objects.all()) == [held]
    assert Event.objects.filter(kind="evaluations.rule_taken_back").count() == 1
