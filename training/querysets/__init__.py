"""Reads: what somebody may see, and how rows stand. By noun."""

from training.querysets.activity import LearningActivityQuerySet
from training.querysets.attendance import AttendanceQuerySet
from training.querysets.certificate import CertificateQuerySet
from training.querysets.competency import (
    CompetencyQuerySet,
    CompetencyRatingQuerySet,
    CurrentLevelQuerySet,
    PositionStandardQuerySet,
    RatingObjectionQuerySet,
)
from training.querysets.equipment import MaterialQuerySet, OfGovernmentQuerySet, TrainerQuerySet
from training.querysets.knowledge_test import KnowledgeTestQuerySet, TestAttemptQuerySet
from training.querysets.need import (
    DevelopmentNeedQuerySet,
    IndividualPlanQuerySet,
    NeedCommentQuerySet,
    YearPlanItemQuerySet,
    YearPlanQuerySet,
)
from training.querysets.outcome import (
    ContentReviewQuerySet,
    EvaluationResponseQuerySet,
    ObstacleTaskQuerySet,
    PromiseQuerySet,
)
from training.querysets.partner import (
    PartnerAccountQuerySet,
    PartnerAgreementQuerySet,
    PartnerOfferQuerySet,
    PartnerQuerySet,
    PublishedNeedQuerySet,
)
from training.querysets.programme import TrainingProgrammeQuerySet
from training.querysets.registration import RegistrationQuerySet
from training.querysets.session import TrainingSessionQuerySet
from training.querysets.sharing import SharingGuestQuerySet, SharingSessionQuerySet
from training.querysets.study import (
    SemesterReportQuerySet,
    StudyApplicationQuerySet,
    StudyAssignmentQuerySet,
    StudyCallQuerySet,
    StudyChangeQuerySet,
)

__all__ = [
    "AttendanceQuerySet",
    "CertificateQuerySet",
    "CompetencyQuerySet",
    "CompetencyRatingQuerySet",
    "ContentReviewQuerySet",
    "CurrentLevelQuerySet",
    "DevelopmentNeedQuerySet",
    "EvaluationResponseQuerySet",
    "IndividualPlanQuerySet",
    "KnowledgeTestQuerySet",
    "LearningActivityQuerySet",
    "MaterialQuerySet",
    "NeedCommentQuerySet",
    "ObstacleTaskQuerySet",
    "OfGovernmentQuerySet",
    "PartnerAccountQuerySet",
    "PartnerAgreementQuerySet",
    "PartnerOfferQuerySet",
    "PartnerQuerySet",
    "PositionStandardQuerySet",
    "PromiseQuerySet",
    "PublishedNeedQuerySet",
    "RatingObjectionQuerySet",
    "RegistrationQuerySet",
    "SemesterReportQuerySet",
    "SharingGuestQuerySet",
    "SharingSessionQuerySet",
    "StudyApplicationQuerySet",
    "StudyAssignmentQuerySet",
    "StudyCallQuerySet",
    "StudyChangeQuerySet",
    "TestAttemptQuerySet",
    "TrainerQuerySet",
    "TrainingProgrammeQuerySet",
    "TrainingSessionQuerySet",
    "YearPlanItemQuerySet",
    "YearPlanQuerySet",
]
