"""The dated histories of a record."""

from employees.models.history.base import DatedEntry, HistoryEntry, PeriodEntry
from employees.models.history.career import PositionHistory, RankHistory
from employees.models.history.conduct import AwardHistory, CreditPointHistory, DisciplineHistory, RatingHistory
from employees.models.history.learning import CredentialHistory, EducationHistory, TrainingHistory
from employees.models.history.service import (
    ContractHistory,
    SalaryStepHistory,
    StatusHistory,
    UnpaidLeaveHistory,
)

__all__ = [
    "AwardHistory",
    "ContractHistory",
    "CredentialHistory",
    "CreditPointHistory",
    "DatedEntry",
    "DisciplineHistory",
    "EducationHistory",
    "HistoryEntry",
    "PeriodEntry",
    "PositionHistory",
    "RankHistory",
    "RatingHistory",
    "SalaryStepHistory",
    "StatusHistory",
    "TrainingHistory",
    "UnpaidLeaveHistory",
]
