"""What a dated rule is made of; values with dates are tested with the rules of each app."""

import pytest
from django.db.models import TextChoices

from asn_portal.errors import DomainError
from employees.dated_rules.rule import WHOLE_VALUE, Part, Rule


class Key(TextChoices):
    BREAK = "break", "Break"


class Colour(TextChoices):
    RED = "red", "Merah"
    BLUE = "blue", "Biru"


def make(default, *parts):
    return Rule(Key.BREAK, default, parts, help="", basis="", words=str)


TABLE = make(
    {"colour": "red", "rows": {"a": 1, "b": "2.5"}},
    Part("colour", "Colour", choices=Colour),
    Part("rows.a", "A", least=1, most=5),
    Part("rows.b", "B", is_whole=False, may_be_empty=True),
)
NUMBER = make(30, Part(WHOLE_VALUE, "Minutes", most=60, input="value"))


def test_parts_are_put_in_their_places_and_the_default_stays():
    entered = {"colour": "blue", "rows.a": 2, "rows.b": ""}

    assert TABLE.with_parts(entered) == {"colour": "blue", "rows": {"a": 2, "b": ""}}
    assert TABLE.fresh_default() == {"colour": "red", "rows": {"a": 1, "b": "2.5"}}
    assert NUMBER.with_parts({WHOLE_VALUE: 15}) == 15


def test_a_value_of_a_smaller_table_is_completed():
    assert TABLE.completed({"rows": {"a": 4}}) == {"colour": "red", "rows": {"a": 4, "b": "2.5"}}
    assert (NUMBER.completed(15), NUMBER.completed(None)) == (15, 30)


def test_rows_name_choices_and_what_is_empty():
    rows = TABLE.rows({"colour": "blue", "rows": {"a": 2, "b": ""}})

    assert rows == [("Colour", "Biru"), ("A", "2"), ("B", "–")]
    assert NUMBER.rows(15) == []


def test_fields_have_names_that_an_address_can_carry():
    assert [part.field for part in (*TABLE.parts, *NUMBER.parts)] == [
        "part_colour",
        "part_rows_a",
        "part_rows_b",
        "value",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "green", "rows": {"a": 1, "b": ""}},
        {"colour": "red", "rows": {"a": "1", "b": ""}},
        {"colour": "red", "rows": {"a": True, "b": ""}},
        {"colour": "red", "rows": {"a": 1, "b": "NaN"}},
        {"colour": "red", "rows": {"a": 1}},
        {"colour": "red", "rows": {"a": 1, "b": ""}, "more": 1},
        {"colour": "red"},
        30,
        None,
    ],
)
def test_wrong_values_are_refused(wrong):
    with pytest.raises(DomainError):
        TABLE.checked(wrong)


def test_a_plain_number_bears_the_name_of_its_rule_in_messages():
    with pytest.raises(DomainError, match="Break"):
        NUMBER.checked(61)


def test_numbers_are_stored_in_one_form():
    assert TABLE.checked({"colour": "red", "rows": {"a": 5, "b": "3.50"}}) == {
        "colour": "red",
        "rows": {"a": 5, "b": "3.5"},
    }
