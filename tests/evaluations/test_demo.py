"""The order in which the demo of this app is made."""

from types import SimpleNamespace

import pytest

from evaluations import demo


def test_reports_of_the_year_are_made_when_its_ratings_are_final(monkeypatch):
    made = []
    for name in ("VILLAGES", "RECENT_UNITS", "PAUSED"):
        monkeypatch.setattr(demo, name, {})
    for name in ("add_plans", "add_months", "add_reports_of_heads", "add_proposals", "take_statistics"):
        monkeypatch.setattr(demo, name, lambda *args: None)
    for name in ("add_ratings", "add_each_kind"):
        monkeypatch.setattr(demo, name, lambda *args, name=name: made.append(name))
    monkeypatch.setattr(demo, "many_inserts", lambda: pytest.MonkeyPatch.context())
    today = demo.month_start(demo.datetime.date(2026, 11, 23))
    world = SimpleNamespace(today=today, date_before=lambda days: today, progress=lambda *args: None)

    demo.load(world)

    assert made == ["add_ratings", "add_each_kind"]
