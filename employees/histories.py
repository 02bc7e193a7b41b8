"""The histories of a record in one table: model, fields and behaviour of each. Pages, import and export read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from employees import models
from employees.enums import AssignmentKind, HistoryKind

DECREE_NUMBER, DECREE_DATE = _("Decree number"), _("Decree date")


class Span(Enum):
    """How the entries of a history lie in time."""

    # One follows the other: a new entry ends the one before.
    UNTIL_NEXT = "until_next"
    # From a first to a last day, which may be open.
    PERIOD = "period"
    # On a day.
    DAY = "day"
    # Of a year.
    YEAR = "year"


def _all(rows: Any) -> Any:
    return rows


def _definitive(rows: Any) -> Any:
    return rows.filter(kind=AssignmentKind.DEFINITIVE)


@dataclass(frozen=True)
class History:
    """`fields` are those beyond dates, paper and note. `rule` says who may read it beyond seeing the person."""

    kind: HistoryKind
    model: Any
    span: Span
    fields: tuple[str, ...] = ()
    paper_number: Any = DECREE_NUMBER
    paper_date: Any = DECREE_DATE
    rule: str = "employees.view_histories"
    # What is not known yet when an entry is added, but may stand in a correction.
    later_fields: tuple[str, ...] = ()
    # May be given by the employee in a change request.
    is_requestable: bool = False
    # Of rows that follow each other, those that do.
    following: Callable[[Any], Any] = field(default=_all)

    @property
    def label(self) -> Any:
        return self.kind.label


HISTORIES: dict[HistoryKind, History] = {
    history.kind: history
    for history in (
        History(
            HistoryKind.RANK,
            models.RankHistory,
            Span.UNTIL_NEXT,
            ("rank", "promotion_kind", "service_years", "service_months"),
            later_fields=("last_day",),
        ),
        History(
            HistoryKind.POSITION,
            models.PositionHistory,
            Span.PERIOD,
            ("position", "kind", "installed_on"),
            following=_definitive,
        ),
        History(HistoryKind.STATUS, models.StatusHistory, Span.UNTIL_NEXT, ("status",)),
        History(
            HistoryKind.CONTRACT,
            models.ContractHistory,
            Span.PERIOD,
            paper_number=_("Contract number"),
            paper_date=_("Contract date"),
        ),
        History(
            HistoryKind.SALARY_STEP,
            models.SalaryStepHistory,
            Span.UNTIL_NEXT,
            ("base_salary", "service_years", "service_months"),
            rule="employees.view_personal_data",
        ),
        History(HistoryKind.UNPAID_LEAVE, models.UnpaidLeaveHistory, Span.PERIOD),
        History(
            HistoryKind.EDUCATION,
            models.EducationHistory,
            Span.DAY,
            ("level", "major", "institution", "front_title", "back_title", "is_first"),
            paper_number=_("Diploma number"),
            paper_date=_("Diploma date"),
            is_requestable=True,
        ),
        History(
            HistoryKind.TRAINING,
            models.TrainingHistory,
            Span.DAY,
            ("kind", "leadership", "name", "organiser", "hours", "last_day"),
            paper_number=_("Certificate number"),
            paper_date=_("Certificate date"),
            is_requestable=True,
        ),
        History(
            HistoryKind.CREDENTIAL,
            models.CredentialHistory,
            Span.DAY,
            ("kind", "name", "issuer", "expires_on"),
            paper_number=_("Document number"),
            paper_date=_("Document date"),
            is_requestable=True,
        ),
        History(
            HistoryKind.RATING,
            models.RatingHistory,
            Span.YEAR,
            ("year", "predicate", "assessor"),
            paper_number=_("Document number"),
            paper_date=_("Document date"),
        ),
        History(
            HistoryKind.CREDIT_POINT,
            models.CreditPointHistory,
            Span.PERIOD,
            ("points", "title", "is_first", "is_integration", "is_conversion"),
        ),
        History(
            HistoryKind.AWARD,
            models.AwardHistory,
            Span.DAY,
            ("kind", "name"),
            is_requestable=True,
        ),
        History(
            HistoryKind.DISCIPLINE,
            models.DisciplineHistory,
            Span.PERIOD,
            ("kind", "level", "offence", "legal_basis", "cancelled_on", "cancel_decree_number"),
            later_fields=("cancelled_on", "cancel_decree_number"),
            rule="employees.view_discipline",
        ),
    )
}

_KINDS = {history.model: history.kind for history in HISTORIES.values()}


def kind_of(model: Any) -> HistoryKind:
    """Which history a model holds."""
    return _KINDS[model]
