"""Who works here."""

from employees.models.employee import Employee
from employees.models.history import PositionHistory, RankHistory
from employees.models.position import Position
from employees.models.role import RoleGrant
from employees.models.staff_import import StaffImport, StaffImportMapping, StaffImportRow
from employees.models.unit import OrganizationalUnit

__all__ = [
    "Employee",
    "OrganizationalUnit",
    "Position",
    "PositionHistory",
    "RankHistory",
    "RoleGrant",
    "StaffImport",
    "StaffImportMapping",
    "StaffImportRow",
]
