"""Alarms in words."""

from __future__ import annotations

from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.enums import AlarmKind, AlarmState, TimeBand
from surveys.models import SatisfactionSurvey, SurveyAlarm


def alarm_sentence(alarm: SurveyAlarm) -> str:
    """What the rule saw, with its numbers."""
    details: dict[str, Any] = alarm.details
    count, answers = details.get("count", 0), details.get("answers", 0)
    if alarm.kind == AlarmKind.BURST:
        if "peak" in details:
            return _("%(peak)s answers within ten minutes, of %(answers)s on this day.") % {
                "peak": formats.number_format(details["peak"]),
                "answers": formats.number_format(answers),
            }
        band = details.get("band")
        values = {
            "count": formats.number_format(count),
            "usual": formats.number_format(details.get("usual", 0), decimal_pos=0),
            "band": TimeBand(band).label if band in TimeBand.values else "",
        }
        if values["band"]:
            return _("%(count)s answers at %(band)s; %(usual)s are usual.") % values
        return _("%(count)s answers on this day; %(usual)s are usual.") % values
    if alarm.kind == AlarmKind.PATTERN:
        if details.get("in_a_row"):
            return _("%(count)s forms with the very same answers, one after the other.") % {"count": count}
        return _("%(count)s of %(answers)s forms have the very same answers; on other days %(share)s of them do.") % {
            "count": formats.number_format(count),
            "answers": formats.number_format(answers),
            "share": _percent(details.get("usual_share", 0)),
        }
    return _("%(count)s of %(answers)s answers outside office hours; on other days it is %(share)s.") % {
        "count": formats.number_format(count),
        "answers": formats.number_format(answers),
        "share": _percent(details.get("usual_share", 0)),
    }


def unusual_answers(survey: SatisfactionSurvey) -> list[str]:
    """For everybody beside the result: what an officer judged suspicious. One query."""
    sentences = []
    for alarm in survey.alarms.filter(state=AlarmState.SUSPICIOUS).order_by("day", "kind"):
        count = alarm.details.get("peak") or alarm.details.get("count", 0)
        sentences.append(
            ngettext(
                "%(count)s answer of %(day)s looks unusual (%(what)s).",
                "%(count)s answers of %(day)s look unusual (%(what)s).",
                count,
            )
            % {
                "count": formats.number_format(count),
                "day": formats.date_format(alarm.day),
                "what": alarm.get_kind_display().lower(),
            }
        )
    return sentences


def _percent(share: float) -> str:
    return f"{formats.number_format(100 * share, decimal_pos=0)}%"
