"""Filters of the lists."""

from surveys.filters.complaint import ComplaintFilter, DeskFilter
from surveys.filters.holiday import HolidayFilter
from surveys.filters.public_service import ServiceFilter
from surveys.filters.questionnaire import QuestionnaireFilter
from surveys.filters.survey import CommentFilter, SurveyFilter
from surveys.filters.topic import ReplyTemplateFilter, TopicFilter

__all__ = [
    "CommentFilter",
    "ComplaintFilter",
    "DeskFilter",
    "HolidayFilter",
    "QuestionnaireFilter",
    "ReplyTemplateFilter",
    "ServiceFilter",
    "SurveyFilter",
    "TopicFilter",
]
