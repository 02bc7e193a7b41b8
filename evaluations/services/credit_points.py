"""Credit points (*angka kredit*) of final ratings in functional positions: proposed, and taken into the record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import HistoryKind
from employees.services.history import add_entry
from employees.services.history.current import lock_employee
from evaluations.domain.assessment import Stay, months_of, open_months
from evaluations.domain.calendar import next_month
from evaluations.domain.rating import credit_points
from evaluations.enums import EvaluationRuleKey, PerformanceRating
from evaluations.evaluation_rules import value_of
from evaluations.models import Assessment, AssessmentPeriod
from evaluations.periods import period_words

ONE_DAY = datetime.timedelta(days=1)


class CreditError(DomainError):
    """These credit points cannot be taken over."""


@dataclass(frozen=True)
class CreditProposal:
    """What a rating earns for the months that were not converted yet."""

    level: str
    title: str
    months: int
    first: datetime.date
    # The first day after the last month.
    until: datetime.date
    points: Decimal

    @property
    def words(self) -> str:
        return period_words(self.first, self.until - ONE_DAY)

    @property
    def stamp(self) -> str:
        """Of which level, months and points; taken over only as it was seen."""
        return f"{self.level}.{self.first}.{self.until}.{self.months}.{self.points.normalize()}"


def credit_tables() -> Callable[[AssessmentPeriod], Mapping[str, Any]]:
    """The rule CREDIT as it holds on a period's last day. One query for each period that is asked for."""
    return cache(lambda period: value_of(EvaluationRuleKey.CREDIT, period.government_id, period.last_day))


def proposal_of(assessment: Any, table: Mapping[str, Any]) -> CreditProposal | None:
    """Needs `with_credit()` and the period; `table` is the value of the rule CREDIT. None: every month was converted.

    Months that are not over earn nothing yet, nor do those mostly out of service (unpaid leave); of a year those that a
    periodic conversion took already are left out (domain.md §5.5): a month counts once. Points belong to a level: of
    somebody who rose during the period the earlier level is proposed first, and once that is taken the next.
    """
    period, now = assessment.assessment_period, today()
    positions = list(zip(assessment.stay_levels, assessment.stay_titles, assessment.stays, strict=True))
    stays = [Stay(level, days.lower, _last(days)) for level, _title, days in positions]
    away = [(days.lower, _last(days) or datetime.date.max) for days in assessment.away]
    converted = [(days.lower, days.upper) for days in assessment.converted]
    worked = months_of(stays, period.first_day, period.last_day, away)
    for level in dict.fromkeys(assessment.stay_levels):
        months = open_months((month for month in worked.get(level, ()) if next_month(month) <= now), converted)
        if not months:
            continue
        return CreditProposal(
            level=level,
            title=next(title for each, title, _days in reversed(positions) if each == level),
            months=len(months),
            first=months[0],
            until=next_month(months[-1]),
            points=credit_points(
                assessment.predicate,
                level,
                len(months),
                shares={PerformanceRating(name): Decimal(share) / 100 for name, share in table["percent"].items()},
                coefficients={level: Decimal(number) for level, number in table["coefficient"].items()},
            ),
        )
    return None


def _last(days: Any) -> datetime.date | None:
    return days.upper - ONE_DAY if days.upper else None


@transaction.atomic
def take_credit_points(*, assessment: Assessment, by: Any, seen: str | None = None) -> Any:
    """Write the proposal into the record. Of two at once the second finds the months taken. `seen` is the stamp of the
    proposal that was read; None takes any. Raises CreditError."""
    lock_employee(assessment.employee)
    found = Assessment.objects.with_credit().filter(pk=assessment.pk)
    current = found.select_related("assessment_period", "employee__unit", "unit").first()
    if current is None:
        raise CreditError(_("Only final ratings of people in functional positions earn credit points."))
    proposal = proposal_of(current, credit_tables()(current.assessment_period))
    if proposal is None:
        raise CreditError(_("No finished month is left: its credit points are on record already."))
    if seen is not None and seen != proposal.stamp:
        raise CreditError(_("What it earns is no longer what you saw. Look at the list again, then take it over."))
    with override("id"):
        note = _("Conversion of the rating “%(rating)s”, %(months)s months.") % {
            "rating": current.get_predicate_display(),
            "months": proposal.months,
        }
    entry = add_entry(
        employee=current.employee,
        kind=HistoryKind.CREDIT_POINT,
        values={
            "period": (proposal.first, proposal.until),
            "points": proposal.points,
            "title": proposal.title,
            "is_conversion": True,
            "note": note[:250],
        },
        by=by,
    )
    record_event(
        "evaluations.credit_points_taken",
        by=by,
        obj=current,
        unit_path=current.unit.path,
        points=str(proposal.points),
        months=proposal.months,
    )
    return entry
