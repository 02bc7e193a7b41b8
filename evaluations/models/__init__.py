"""Performance plans, daily reports, ratings, scheduled reports."""

from evaluations.models.assessment import (
    Assessment,
    AssessmentPeriod,
    BehaviourAssessment,
    FeedbackRound,
    FeedbackTicket,
    FeedbackVoice,
    Objection,
    OrganisationAssessment,
    ResultAssessment,
)
from evaluations.models.daily import (
    DailyWorkEntry,
    DailyWorkReport,
    WallClockSpan,
)
from evaluations.models.plan import (
    BehaviourExpectation,
    PlannedResult,
    ResultIndicator,
    ResultProgress,
    WorkPlan,
)
from evaluations.models.rule import (
    EvaluationRule,
)
from evaluations.models.run import (
    FollowUpAction,
    ReportDelivery,
    ReportRun,
)
from evaluations.models.schedule import (
    ReportSchedule,
    ScheduleRecipient,
)

__all__ = [
    "Assessment",
    "AssessmentPeriod",
    "BehaviourAssessment",
    "BehaviourExpectation",
    "DailyWorkEntry",
    "DailyWorkReport",
    "EvaluationRule",
    "FeedbackRound",
    "FeedbackTicket",
    "FeedbackVoice",
    "FollowUpAction",
    "Objection",
    "OrganisationAssessment",
    "PlannedResult",
    "ReportDelivery",
    "ReportRun",
    "ReportSchedule",
    "ResultAssessment",
    "ResultIndicator",
    "ResultProgress",
    "ScheduleRecipient",
    "WallClockSpan",
    "WorkPlan",
]
