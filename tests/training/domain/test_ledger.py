import datetime
from decimal import Decimal

import pytest

from training.domain.hours import DEFAULT_TABLE
from training.domain.ledger import Entry, Source, of_year, total


def entry(day, *, source=Source.ACTIVITY, title="Mentoring", hours="4", form="15", held=0):
    date = datetime.date(2026, *day)
    return Entry(source, title, date, date, Decimal(hours), form=form, held=held)


# EX-3.10
def test_two_meetings_of_a_month_count_over_all_activities():
    may = [entry((5, 4), title="A", held=2), entry((5, 20), title="B", hours="2", held=1)]
    june = entry((6, 2), title="C", hours="2", held=1)

    found = of_year([*may, june], 2026)

    assert [(each.title, each.hours, each.note) for each in found] == [
        ("A", Decimal(4), ""),
        ("B", Decimal(0), "month_cap"),
        ("C", Decimal(2), ""),
    ]


def test_coaching_and_mentoring_have_a_cap_each():
    found = of_year([entry((5, 4), title="A", held=2), entry((5, 5), title="B", form="14", held=2)], 2026)

    assert total(found) == Decimal(8)


def test_what_the_office_recognised_less_stays_less():
    assert total(of_year([entry((5, 4), hours="2", held=2)], 2026)) == Decimal(2)


def test_the_same_training_from_two_sources_counts_once():
    session = entry((5, 4), source=Source.SESSION, title="Pelayanan  Prima", hours="12", form="3")
    history = entry((5, 4), source=Source.HISTORY, title="pelayanan prima", hours="12", form="")

    found = of_year([history, session], 2026)

    assert [(each.source, each.hours) for each in found] == [
        (Source.SESSION, Decimal(12)),
        (Source.HISTORY, Decimal(0)),
    ]


def test_only_what_ended_in_the_year_counts():
    assert of_year([entry((5, 4))], 2025) == []


@pytest.mark.parametrize(
    ("titles", "source", "hours"),
    [
        (("A", "B"), Source.ACTIVITY, 8),
        (("A", "a "), Source.ACTIVITY, 4),
        (("A", "A"), Source.SESSION, 8),
    ],
)
def test_what_was_reported_twice_counts_once(titles, source, hours):
    found = of_year([entry((5, 4), title=title, form="9", source=source) for title in titles], 2026)

    assert total(found) == Decimal(hours)


def test_a_report_of_a_sharing_session_counts_there():
    reported = entry((5, 4), title="Arsip rapi", form="9")

    found = of_year([reported], 2026, shared=[("arsip  rapi", reported.ends_on)])

    assert total(found) == 0


def test_meetings_earn_what_the_rule_of_their_day_gave():
    generous = {**DEFAULT_TABLE, "14": {**DEFAULT_TABLE["14"], "national": "5"}}
    rows = [entry((3, 4), form="14", hours="4", held=2), entry((9, 4), form="14", title="B", hours="10", held=2)]

    found = of_year(rows, 2026, table_on=lambda day: generous if day.month > 6 else DEFAULT_TABLE)

    assert [each.hours for each in found] == [Decimal(4), Decimal(10)]
