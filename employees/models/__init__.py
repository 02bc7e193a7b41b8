"""Who works here."""

from employees.models.change_request import ChangeRequest
from employees.models.early_warning import EarlyWarning
from employees.models.employee import Employee
from employees.models.history import (
    AwardHistory,
    ContractHistory,
    CredentialHistory,
    CreditPointHistory,
    DisciplineHistory,
    EducationHistory,
    PositionHistory,
    RankHistory,
    RatingHistory,
    SalaryStepHistory,
    StatusHistory,
    TrainingHistory,
    UnpaidLeaveHistory,
)
from employees.models.name_word import NameWord
from employees.models.position import FormerNeed, Position
from employees.models.role import RoleGrant
from employees.models.rule import DatedRule, RuleSetting
from employees.models.staff_import import StaffImport, StaffImportMapping, StaffImportRow, StaffImportSheet
from employees.models.structure import StructureChange, UnitName
from employees.models.unit import OrganizationalUnit

__all__ = [
    "AwardHistory",
    "ChangeRequest",
    "ContractHistory",
    "CredentialHistory",
    "CreditPointHistory",
    "DatedRule",
    "DisciplineHistory",
    "EarlyWarning",
    "EducationHistory",
    "Employee",
    "FormerNeed",
    "NameWord",
    "OrganizationalUnit",
    "Position",
    "PositionHistory",
    "RankHistory",
    "RatingHistory",
    "RoleGrant",
    "RuleSetting",
    "SalaryStepHistory",
    "StaffImport",
    "StaffImportMapping",
    "StaffImportRow",
    "StaffImportSheet",
    "StatusHistory",
    "StructureChange",
    "TrainingHistory",
    "UnitName",
    "UnpaidLeaveHistory",
]
