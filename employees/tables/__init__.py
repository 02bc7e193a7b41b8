"""Tables of the lists, one module per noun."""

from employees.tables.early_warning import EarlyWarningTable
from employees.tables.employee import DatedEmployeeTable, EmployeeTable
from employees.tables.role import AccountTable, RoleGrantTable
from employees.tables.staff_import import StaffImportTable

__all__ = [
    "AccountTable",
    "DatedEmployeeTable",
    "EarlyWarningTable",
    "EmployeeTable",
    "RoleGrantTable",
    "StaffImportTable",
]
