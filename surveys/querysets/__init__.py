"""Reads. `visible_to(user)` cuts every question to the user's scope."""

from surveys.querysets.complaint import ComplaintEntryQuerySet, ComplaintQuerySet, ReplyTemplateQuerySet
from surveys.querysets.holiday import HolidayQuerySet
from surveys.querysets.questionnaire import QuestionnaireQuerySet, QuestionnaireVersionQuerySet
from surveys.querysets.response import SurveyCommentQuerySet, SurveyResponseQuerySet
from surveys.querysets.survey import (
    FollowUpActionQuerySet,
    PublicServiceQuerySet,
    SatisfactionSurveyQuerySet,
    SlipBatchQuerySet,
    SurveyResultQuerySet,
)
from surveys.querysets.tally import PROFILE_FIELDS, ServiceVisitsQuerySet, SurveyAlarmQuerySet, SurveyTallyQuerySet
from surveys.querysets.topic import TopicQuerySet, TopicTagQuerySet

__all__ = [
    "PROFILE_FIELDS",
    "ComplaintEntryQuerySet",
    "ComplaintQuerySet",
    "FollowUpActionQuerySet",
    "HolidayQuerySet",
    "PublicServiceQuerySet",
    "QuestionnaireQuerySet",
    "QuestionnaireVersionQuerySet",
    "ReplyTemplateQuerySet",
    "SatisfactionSurveyQuerySet",
    "ServiceVisitsQuerySet",
    "SlipBatchQuerySet",
    "SurveyAlarmQuerySet",
    "SurveyCommentQuerySet",
    "SurveyResponseQuerySet",
    "SurveyResultQuerySet",
    "SurveyTallyQuerySet",
    "TopicQuerySet",
    "TopicTagQuerySet",
]
