"""What citizens say."""

from surveys.models.complaint import Complaint, ComplaintContact, ComplaintEntry
from surveys.models.complaint_desk import ComplaintSupport, ReplyTemplate
from surveys.models.follow_up import FollowUpAction
from surveys.models.holiday import Holiday
from surveys.models.questionnaire import Questionnaire, QuestionnaireVersion
from surveys.models.response import SurveyComment, SurveyResponse
from surveys.models.slip import SlipBatch, SlipCode
from surveys.models.survey import PublicService, SatisfactionSurvey, SurveyResult
from surveys.models.tally import ServiceVisits, SurveyAlarm, SurveyInterim, SurveyTally
from surveys.models.topic import Topic, TopicCompetency, TopicTag

__all__ = [
    "Complaint",
    "ComplaintContact",
    "ComplaintEntry",
    "ComplaintSupport",
    "FollowUpAction",
    "Holiday",
    "PublicService",
    "Questionnaire",
    "QuestionnaireVersion",
    "ReplyTemplate",
    "SatisfactionSurvey",
    "ServiceVisits",
    "SlipBatch",
    "SlipCode",
    "SurveyAlarm",
    "SurveyComment",
    "SurveyInterim",
    "SurveyResponse",
    "SurveyResult",
    "SurveyTally",
    "Topic",
    "TopicCompetency",
    "TopicTag",
]
