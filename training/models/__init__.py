"""How people grow: competencies, needs, programmes, sessions, what came of them, and further education."""

from training.models.activity import LearningActivity
from training.models.allocation import Draw, Invitation, UnitQuota
from training.models.attendance import Attendance, Meeting, OfflineBatch
from training.models.certificate import Certificate, CertificateSeries
from training.models.competency import (
    Competency,
    CompetencyRating,
    CurrentLevel,
    LevelDescription,
    PositionStandard,
    RatingObjection,
    RequiredLevel,
    UnitGap,
)
from training.models.equipment import Material, SessionCost, SessionSeries, SessionTrainer, Trainer, Venue
from training.models.knowledge_test import ClassMessage, KnowledgeTest, TestAttempt
from training.models.need import DevelopmentNeed, IndividualPlan, NeedComment
from training.models.outcome import (
    ApplicationPromise,
    BehaviourRating,
    ContentReview,
    EvaluationResponse,
    EvaluationText,
    EvaluationTicket,
    ObstacleTask,
    PromiseCheck,
)
from training.models.partner import Partner, PartnerAccount, PartnerAgreement, PartnerOffer, PublishedNeed
from training.models.programme import ProgrammeCompetency, TrainingProgramme
from training.models.registration import Registration
from training.models.rule import TrainingRule
from training.models.session import TrainingSession
from training.models.sharing import SharingGuest, SharingSession
from training.models.study import StudyApplication, StudyCall, StudyCriterion, StudyReviewer, StudyScore
from training.models.study_assignment import SemesterReport, StudyAssignment, StudyChange
from training.models.year_plan import PlanSignature, YearPlan, YearPlanItem

__all__ = [
    "ApplicationPromise",
    "Attendance",
    "BehaviourRating",
    "Certificate",
    "CertificateSeries",
    "ClassMessage",
    "Competency",
    "CompetencyRating",
    "ContentReview",
    "CurrentLevel",
    "DevelopmentNeed",
    "Draw",
    "EvaluationResponse",
    "EvaluationText",
    "EvaluationTicket",
    "IndividualPlan",
    "Invitation",
    "KnowledgeTest",
    "LearningActivity",
    "LevelDescription",
    "Material",
    "Meeting",
    "NeedComment",
    "ObstacleTask",
    "OfflineBatch",
    "Partner",
    "PartnerAccount",
    "PartnerAgreement",
    "PartnerOffer",
    "PlanSignature",
    "PositionStandard",
    "ProgrammeCompetency",
    "PromiseCheck",
    "PublishedNeed",
    "RatingObjection",
    "Registration",
    "RequiredLevel",
    "SemesterReport",
    "SessionCost",
    "SessionSeries",
    "SessionTrainer",
    "SharingGuest",
    "SharingSession",
    "StudyApplication",
    "StudyAssignment",
    "StudyCall",
    "StudyChange",
    "StudyCriterion",
    "StudyReviewer",
    "StudyScore",
    "TestAttempt",
    "Trainer",
    "TrainingProgramme",
    "TrainingRule",
    "TrainingSession",
    "UnitGap",
    "UnitQuota",
    "Venue",
    "YearPlan",
    "YearPlanItem",
]
