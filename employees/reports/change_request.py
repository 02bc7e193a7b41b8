"""A request beside the record: what is asked, what stood there, what stands there now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from employees.change_topics import NUMBERS, TOPICS, Topic, requested_values, value_before
from employees.models import ChangeRequest, Employee
from employees.models.sensitive import SHOWN
from employees.reports.timeline import TimelineEntry, timeline_of


@dataclass(frozen=True)
class Compared:
    """One value. `now` differs from `before` when the record changed since the request."""

    label: str
    before: str
    asked: str
    now: str
    is_number: bool = False

    @property
    def changed_since(self) -> bool:
        return self.now != self.before


@dataclass(frozen=True)
class Comparison:
    rows: list[Compared]
    # Of the history to which an entry is to be added: what stands there.
    on_record: list[TimelineEntry]
    is_entry: bool
    has_numbers: bool

    @property
    def changed_since(self) -> bool:
        return not self.is_entry and any(row.changed_since for row in self.rows)


def compare(request: ChangeRequest, *, user: Any, in_full: bool = False) -> Comparison:
    """`in_full`: identity numbers unmasked. The caller has checked and noted who looks."""
    topic, employee = TOPICS[request.topic], request.employee
    values = _in_order(requested_values(request), topic)
    if topic.history is not None:
        model = topic.history.model
        labels = {"decree_number": topic.history.paper_number, "decree_date": topic.history.paper_date}
        rows = [
            Compared(str(labels.get(name) or _label(model, name)), "", _words(model, name, value), "")
            for name, value in values.items()
            if value not in (None, "", False)
        ]
        on_record = timeline_of(employee, user=user, kinds=frozenset({topic.history.kind}))
        return Comparison(rows, on_record, is_entry=True, has_numbers=False)

    def words(name: str, value: Any) -> str:
        return masked(value) if name in NUMBERS and not in_full else _words(Employee, name, value)

    rows = []
    for name, value in values.items():
        before, now = value_before(request, name), getattr(employee, name)
        shown_now = words(name, now)
        rows.append(
            Compared(
                str(_label(Employee, name)),
                words(name, before),
                words(name, value),
                # Masked numbers may look alike and differ.
                shown_now if now != before else words(name, before),
                name in NUMBERS,
            )
        )
    return Comparison(rows, [], is_entry=False, has_numbers=any(row.is_number for row in rows))


def _in_order(values: dict[str, Any], topic: Topic) -> dict[str, Any]:
    """As the form asks; the database keeps the keys in an order of its own."""
    order = topic.fields or (*(topic.history.fields if topic.history else ()), "date", "decree_number", "decree_date")
    return dict(sorted(values.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order)))


def masked(number: str) -> str:
    if len(number) <= 2 * SHOWN:
        return "*" * len(number) or "–"
    return number[:SHOWN] + "*" * (len(number) - 2 * SHOWN) + number[-SHOWN:]


def _label(model: Any, name: str) -> str:
    column = f"{name}_encrypted" if name in NUMBERS else name
    label = str(model._meta.get_field(column).verbose_name)
    return label[:1].upper() + label[1:]


def _words(model: Any, name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.date):
        return formats.date_format(value)
    if name in NUMBERS:
        return str(value)
    choices = dict(model._meta.get_field(name).flatchoices)
    return str(choices.get(value, formats.localize(value)))
