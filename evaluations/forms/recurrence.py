"""When a report repeats, in words or as a rule of RFC 5545."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from evaluations.domain.recurrence import Recurrence, RecurrenceError
from evaluations.domain.recurrence_pattern import (
    LAST_DAY,
    MONTHLY,
    OTHER,
    QUARTERLY,
    YEARLY,
    build_rule,
    split_rule,
)
from evaluations.words import RECURRENCE_FAULTS, month_name

SHOWN_MOMENTS = 5
PATTERNS = [
    (MONTHLY, _("every month")),
    (QUARTERLY, _("every quarter, in its first month")),
    (YEARLY, _("every year")),
    (OTHER, _("by a rule of your own (RRULE)")),
]
DAYS = [*((str(day), str(day)) for day in range(1, 32)), (str(LAST_DAY), _("last day of the month"))]


class RecurrenceForm(PortalForm):
    """`cleaned_data["recurrence"]` is the rule as text; `next_moments` says what it means."""

    repeats = forms.ChoiceField(label=_("Repeats"), choices=PATTERNS, initial=MONTHLY)
    day = forms.TypedChoiceField(
        label=_("Day"),
        choices=DAYS,
        coerce=int,
        initial="1",
        help_text=_("A month that is shorter has its report on its last day."),
        widget=forms.Select(attrs={"data-only-for": f"repeats={MONTHLY},{QUARTERLY},{YEARLY}"}),
    )
    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        initial="1",
        help_text=_("Only for every year."),
        widget=forms.Select(attrs={"data-only-for": f"repeats={YEARLY}"}),
    )
    rule = forms.CharField(
        label=_("Rule (RRULE)"),
        required=False,
        max_length=200,
        help_text=_("Only for a rule of your own, such as FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1: every first Monday."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-only-for": f"repeats={OTHER}"}
        ),
    )
    time_of_day = forms.TimeField(label=_("Time"), help_text=_("In the time zone of the unit."), initial="06:00")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(str(month), month_name(month)) for month in range(1, 13)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        pattern = cleaned.get("repeats")
        field = "rule" if pattern == OTHER else "day"
        if pattern == OTHER:
            text = (cleaned.get("rule") or "").strip().upper().removeprefix("RRULE:")
            if not text:
                self.add_error("rule", _("Type the rule, such as FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1."))
        elif pattern and "day" in cleaned and "month" in cleaned:
            text = build_rule(pattern, cleaned["day"], cleaned["month"])
        else:
            text = ""
        if text and "time_of_day" in cleaned:
            try:
                # Any zone: which days there are does not depend on it.
                Recurrence(text, at=cleaned["time_of_day"], zone=datetime.UTC).next_after(
                    datetime.datetime.now(datetime.UTC)
                )
            except RecurrenceError as error:
                self.add_error(field, RECURRENCE_FAULTS[error.args[0]])
            else:
                cleaned["recurrence"] = text
        return cleaned

    def next_moments(self, zone: datetime.tzinfo, now: datetime.datetime) -> list[datetime.datetime]:
        """The next five due times of a form that is valid; fewer where the rule ends."""
        rule = Recurrence(self.cleaned_data["recurrence"], at=self.cleaned_data["time_of_day"], zone=zone)
        found: list[datetime.datetime] = []
        moment = now
        try:
            while len(found) < SHOWN_MOMENTS:
                moment = rule.next_after(moment)
                found.append(moment)
        except RecurrenceError:
            pass
        return found


def recurrence_initial(text: str) -> dict[str, Any]:
    """The fields that say `text`."""
    pattern, day, month = split_rule(text)
    is_offered = pattern != OTHER and str(day) in dict(DAYS)
    return {
        "repeats": pattern if is_offered else OTHER,
        "day": str(day) if is_offered else "1",
        "month": str(month),
        "rule": "" if is_offered else text,
    }
