"""What citizens say."""

from surveys.models.complaint import Complaint, ComplaintContact, ComplaintEntry
from surveys.models.holiday import Holiday
from surveys.models.response import SurveyComment, SurveyResponse
from surveys.models.survey import PublicService, SatisfactionSurvey, SurveyResult

__all__ = [
    "Complaint",
    "ComplaintContact",
    "ComplaintEntry",
    "Holiday",
    "PublicService",
    "SatisfactionSurvey",
    "SurveyComment",
    "SurveyResponse",
    "SurveyResult",
]
