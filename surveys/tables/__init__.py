"""Lists."""

from surveys.tables.complaint import ComplaintTable, DeskTable
from surveys.tables.holiday import HolidayTable
from surveys.tables.public_service import ServiceTable
from surveys.tables.questionnaire import QuestionnaireTable
from surveys.tables.survey import CommentTable, SurveyTable
from surveys.tables.topic import ReplyTemplateTable, TopicTable

__all__ = [
    "CommentTable",
    "ComplaintTable",
    "DeskTable",
    "HolidayTable",
    "QuestionnaireTable",
    "ReplyTemplateTable",
    "ServiceTable",
    "SurveyTable",
    "TopicTable",
]
