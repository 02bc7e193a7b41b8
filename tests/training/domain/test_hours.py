import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.hours import AnnualHours, HourSpan, annual_hours, learning_hours, overfull_days
from training.enums import TrainingForm


@pytest.mark.parametrize(
    ("form", "counts", "hours"),
    [
        # Worked examples EX-3.9 and EX-3.10 of the domain reference.
        ("9", {"days": 2}, 8),
        ("4", {"days": 3, "international": True}, 21),
        ("3", {"hours": 30, "international": True}, 36),
        ("15", {"sessions": 3}, 4),
        ("15", {"sessions": 1}, 2),
        # As the programme says.
        ("1", {"hours": "120.5"}, Decimal("120.5")),
        (TrainingForm.MANAGERIAL, {"hours": 40}, 40),
        ("6", {"hours": 0}, 0),
        # As the programme says, else per day.
        ("11", {"hours": 10, "days": 3}, 10),
        ("11", {"days": 3}, 12),
        ("12", {"days": 1}, 4),
        ("8", {"days": 2}, 8),
        ("8", {"days": 2, "international": True}, Decimal("9.6")),
        ("16", {"days": 2}, 6),
        ("17", {"days": 2}, 8),
        # Per day.
        ("9", {"days": 1, "international": True}, 6),
        ("4", {"days": 1}, 5),
        ("7", {"days": 1}, 4),
        ("19", {"days": 2}, 8),
        (9, {"days": 0}, 0),
        # Per session.
        ("14", {"sessions": 2}, 4),
        ("14", {"sessions": 9}, 4),
        ("24", {"sessions": 3}, 6),
        # Per assignment.
        ("18", {}, 20),
        ("18", {"sessions": 2}, 40),
        ("21", {}, 20),
        ("10", {}, 20),
        ("20", {}, 10),
        # At most two a day.
        ("22", {"days": 3}, 6),
        ("22", {"days": 3, "hours": 4}, 4),
        ("23", {"days": 1, "hours": 8}, 2),
        # As verified.
        ("13", {"hours": 7}, 7),
        ("25", {"hours": "1.5"}, Decimal("1.5")),
    ],
)
def test_learning_hours(form, counts, hours):
    assert learning_hours(form, **counts) == hours


def test_every_form_has_a_rule():
    for form in TrainingForm:
        assert learning_hours(form, days=1, sessions=1, hours=1) > 0


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        ("9", {}),
        ("9", {"days": "1.5"}),
        ("9", {"days": -1}),
        ("9", {"days": 1.0}),
        ("9", {"days": True}),
        ("1", {"days": 3}),
        ("15", {"days": 3}),
        ("13", {}),
        ("13", {"hours": "banyak"}),
        ("13", {"hours": "NaN"}),
        ("0", {"hours": 1}),
        ("Workshop", {"days": 1}),
    ],
)
def test_learning_hours_of_bad_input_are_refused(form, counts):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        learning_hours(form, **counts)


@pytest.mark.parametrize(
    ("kind", "hours", "expected"),
    [
        # EX-3.6 to EX-3.8.
        ("PNS", 12 + 4 + 2 * 2, AnnualHours(Decimal(20), Decimal(20), Decimal(0), Decimal(0), True)),
        ("PNS", "19.5", AnnualHours(Decimal("19.5"), Decimal(20), Decimal("0.5"), Decimal(0), False)),
        ("PPPK", 30, AnnualHours(Decimal(24), Decimal(0), Decimal(0), Decimal(6), True)),
        ("PNS", 0, AnnualHours(Decimal(0), Decimal(20), Decimal(20), Decimal(0), False)),
        ("CPNS", 21, AnnualHours(Decimal(21), Decimal(20), Decimal(0), Decimal(0), True)),
        ("PPPK", 24, AnnualHours(Decimal(24), Decimal(0), Decimal(0), Decimal(0), True)),
        ("PPPK_PART_TIME", "24.5", AnnualHours(Decimal(24), Decimal(0), Decimal(0), Decimal("0.5"), True)),
    ],
)
def test_annual_hours(kind, hours, expected):
    assert annual_hours(kind, hours) == expected


def test_annual_hours_with_local_settings():
    assert annual_hours("PNS", 20, minimum=24).shortfall == 4
    assert annual_hours("PPPK", 20, maximum=16).surplus == 4


@pytest.mark.parametrize(("kind", "hours"), [("HONORER", 3), ("PNS", -1), ("PNS", 1.5)])
def test_annual_hours_of_bad_input_are_refused(kind, hours):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        annual_hours(kind, hours)


@given(st.decimals(0, 1000, places=2), st.sampled_from(["PNS", "CPNS", "PPPK", "PPPK_PART_TIME"]))
def test_recognised_and_surplus_are_what_was_learned(hours, kind):
    result = annual_hours(kind, hours)

    assert result.recognised + result.surplus == hours
    assert result.fulfilled is (result.shortfall == 0)


def span(first, last, hours):
    return HourSpan(datetime.date(2026, 3, first), datetime.date(2026, 3, last), Decimal(hours))


@pytest.mark.parametrize(
    ("new", "others", "full"),
    [
        (span(1, 1, 12), [], None),
        (span(1, 1, 5), [span(1, 1, 7)], None),
        (span(1, 1, 5), [span(1, 1, "7.5")], span(1, 1, "12.5")),
        # Spread over its days, the longer one leaves the first day free.
        (span(1, 1, 12), [span(1, 3, 24)], None),
        (span(1, 1, 12), [span(1, 3, 25)], span(1, 3, 37)),
        # Each run alone has room; all together have not.
        (span(2, 2, 12), [span(1, 2, 12), span(2, 3, 12), span(1, 3, 1)], span(1, 3, 37)),
        # A secondment earns more than its day holds; it fills that day and no other.
        (span(2, 2, 12), [span(1, 1, 20)], None),
        (span(1, 1, 1), [span(1, 1, 20)], span(1, 1, 13)),
        (span(5, 5, 12), [span(1, 2, 24)], None),
    ],
)
def test_no_run_of_days_holds_more_than_twelve_hours_each(new, others, full):
    assert overfull_days(new, others) == full
