"""Batches in words: what speaks against a line, and what events carry."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.domain.batch import FindingCode
from careers.enums import BatchKind
from employees.enums import EducationLevel, FunctionalLevel, WarningKind
from employees.texts.early_warning import obstacles

WARNING_KINDS = {
    BatchKind.RANK_PROMOTION: WarningKind.RANK_PROMOTION,
    BatchKind.SALARY_STEP: WarningKind.SALARY_STEP,
    BatchKind.DECORATION: WarningKind.DECORATION,
    BatchKind.TRANSFER: WarningKind.RANK_PROMOTION,
}


def finding_words(kind: str, finding: Mapping[str, Any], *, may_see_discipline: bool) -> str:
    """A sentence. A sanction is named only to those who may read about discipline."""
    if (own := _OWN.get(finding["code"])) is not None:
        return own(finding)
    warning = WARNING_KINDS[BatchKind(kind)]
    return obstacles(warning, {"reasons": [finding]}, may_see_discipline=may_see_discipline)[0].text


def _day(finding: Mapping[str, Any]) -> dict[str, str]:
    return {"date": formats.date_format(datetime.date.fromisoformat(str(finding["day"])))}


def _money(amount: Any) -> str:
    return str(formats.number_format(amount, 0, force_grouping=True))


_OWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    FindingCode.NO_RANK: lambda each: _("No rank is on record. Enter it."),
    FindingCode.VALUE_UNUSABLE: lambda each: _(
        "A value on record fits no rule. Check position, rank, education and ratings of this person."
    ),
    FindingCode.EDUCATION_MISSING: lambda each: _("The education is not on record. Enter it."),
    FindingCode.RETIRED: lambda each: _("The person is retired from %(date)s on.") % _day(each),
    FindingCode.ON_RECORD: lambda each: _("An entry that begins on %(date)s is on record already.") % _day(each),
    FindingCode.CHANGED: lambda each: _(
        "The record changed since the batch was prepared: it would propose something else now. Return the batch."
    ),
    FindingCode.SERVICE_EXAM: lambda each: (
        _("To be checked: this rank takes the service examination (ujian dinas) level %(level)s, unless exempt.")
        % {"level": each["level"]}
    ),
    FindingCode.STEP_EARLY: lambda each: _("The next salary step is due on %(date)s.") % _day(each),
    FindingCode.SALARY_MISSING: lambda each: _(
        "The new base salary is not entered; the decree then refers to the salary table in force."
    ),
    FindingCode.SALARY_TYPED: lambda each: (
        _(
            "The base salary of Rp %(amount)s was typed; the portal has no salary table to check it against. Say in a "
            "written reason which row of the table in force it follows, or leave it empty."
        )
        % {"amount": _money(each["amount"])}
    ),
    FindingCode.SALARY_LOWER: lambda each: (
        _(
            "The base salary of Rp %(amount)s was typed; it is lower than the present one of Rp %(present)s. Correct "
            "it, or say why in a written reason."
        )
        % {"amount": _money(each["amount"]), "present": _money(each["present"])}
    ),
    FindingCode.MEDAL_EARLY: lambda each: (
        _("The years of service for the next medal are complete on %(date)s.") % _day(each)
    ),
    FindingCode.NO_MEDAL: lambda each: _("No further medal is due for this person."),
    FindingCode.NO_TARGET: lambda each: _("Choose the new position."),
    FindingCode.SAME_POSITION: lambda each: _("The person holds this position already."),
    FindingCode.POSITION_CLOSED: lambda each: _("The position no longer exists from %(date)s on.") % _day(each),
    FindingCode.POSITION_FULL: lambda each: (
        _("The position is filled: %(needed)s needed, %(holders)s others hold it on that day.")
        % {"needed": each["needed"], "holders": each["holders"]}
    ),
    FindingCode.HEAD_TAKEN: lambda each: (
        _("%(name)s heads this unit on that day.") % {"name": each["name"]}
        if each["name"]
        else _("Somebody else on an open batch is to head this unit.")
    ),
    FindingCode.SELECTION_RUNS: lambda each: (
        _("A selection for this position runs: %(title)s. Appoint through it, or cancel it first.")
        % {"title": each["title"]}
    ),
    FindingCode.NOT_FOR_CONTRACT: lambda each: _(
        "Contract civil servants (PPPK) are not moved into a managerial position."
    ),
    FindingCode.NOT_FOR_PROBATION: lambda each: _(
        "Probationary civil servants (CPNS) are not moved into a managerial position."
    ),
    FindingCode.CONTRACT_CHANGES: lambda each: _(
        "The person serves under a work agreement (PPPK) for the present position. Say which amended agreement "
        "allows the move."
    ),
    FindingCode.EDUCATION_LOW: lambda each: (
        _("The position asks for %(level)s at least.") % {"level": EducationLevel(each["least"]).label}
    ),
    FindingCode.EXPERIENCE_SHORT: lambda each: (
        _(
            "The position asks for %(years)s years in positions of the level below or an equal functional level; the "
            "record tells %(months)s months. Complete the record, or say in a written reason which posts count."
        )
        % {"years": each["years"], "months": each["months"]}
    ),
    FindingCode.AGE_HIGH: lambda each: (
        _("The person is %(age)s years old on that day; at most %(most)s are allowed.")
        % {"age": each["age"], "most": each["most"]}
    ),
    FindingCode.TIME_IN_POST: lambda each: (
        _("The person has been less than two years in the present position; a move is due from %(date)s on.")
        % _day(each)
    ),
    FindingCode.OPEN_SELECTION: lambda each: _(
        "Executive leadership is filled by open selection or from the approved talent pool. Say in a written reason "
        "on which of them the move rests."
    ),
    FindingCode.FUNCTIONAL_TEST: lambda each: (
        _(
            "The functional level %(level)s takes a passed competency test. Say in a written reason number and date of "
            "its result."
        )
        % {"level": FunctionalLevel(each["level"]).label}
    ),
    FindingCode.DECREE_UNKNOWN: lambda each: _("The decree number of the present rank is not on record."),
}

EVENT_DATA_LABELS = {
    "batch_kind": gettext_lazy("kind of batch"),
    "blocked": gettext_lazy("lines that are blocked"),
    "content": gettext_lazy("fingerprint of the content"),
    "number": gettext_lazy("number"),
    "people": gettext_lazy("people"),
    "sha256": gettext_lazy("fingerprint of the paper"),
}
