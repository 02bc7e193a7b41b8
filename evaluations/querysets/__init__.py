"""Reads, by noun."""

from evaluations.querysets.assessment import (
    AssessmentPeriodQuerySet,
    AssessmentQuerySet,
    FeedbackRoundQuerySet,
    FeedbackVoiceQuerySet,
    ObjectionQuerySet,
    OrganisationAssessmentQuerySet,
)
from evaluations.querysets.daily import (
    DailyWorkReportQuerySet,
)
from evaluations.querysets.plan import (
    PlannedResultQuerySet,
    ResultProgressQuerySet,
    WorkPlanQuerySet,
)
from evaluations.querysets.rule import (
    EvaluationRuleQuerySet,
)
from evaluations.querysets.run import (
    FollowUpActionQuerySet,
    ReportRunQuerySet,
    ReportScheduleQuerySet,
)

__all__ = [
    "AssessmentPeriodQuerySet",
    "AssessmentQuerySet",
    "DailyWorkReportQuerySet",
    "EvaluationRuleQuerySet",
    "FeedbackRoundQuerySet",
    "FeedbackVoiceQuerySet",
    "FollowUpActionQuerySet",
    "ObjectionQuerySet",
    "OrganisationAssessmentQuerySet",
    "PlannedResultQuerySet",
    "ReportRunQuerySet",
    "ReportScheduleQuerySet",
    "ResultProgressQuerySet",
    "WorkPlanQuerySet",
]
