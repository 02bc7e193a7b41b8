import datetime
from decimal import Decimal

import pytest

from training.domain.sharing_hours import credited, session_hours

DAY = datetime.date(2026, 5, 4)


@pytest.mark.parametrize(
    ("form", "days", "minutes", "hours"),
    [("9", 1, 120, 4), ("9", 2, 600, 8), ("23", 1, 44, 0), ("23", 1, 45, 1), ("23", 1, 300, 2), ("23", 2, 300, 4)],
)
def test_hours_of_a_session(form, days, minutes, hours):
    assert session_hours(form, days=days, minutes=minutes) == hours


def test_session_needs_a_day():
    with pytest.raises(ValueError, match="at least one day"):
        session_hours("9", days=0, minutes=60)


def test_one_day_of_a_community_counts_two_hours_at_most():
    rows = [(DAY, "23", Decimal(2)), (DAY, "23", Decimal(2)), (DAY + datetime.timedelta(1), "23", Decimal(1))]

    assert credited(rows) == Decimal(3)
    assert credited([(DAY, "9", Decimal(4)), (DAY, "23", Decimal(2))]) == Decimal(6)
    assert credited([]) == 0
