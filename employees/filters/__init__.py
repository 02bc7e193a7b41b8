"""Filters of the lists, one module per noun."""

from employees.filters.early_warning import EarlyWarningFilter
from employees.filters.employee import ACTING, EmployeeFilter
from employees.filters.role import AccountFilter, RoleGrantFilter, with_second_factor
from employees.filters.unit import TrailUnitFilter, UnitFilter, units_of_staff, units_of_trail

__all__ = [
    "ACTING",
    "AccountFilter",
    "EarlyWarningFilter",
    "EmployeeFilter",
    "RoleGrantFilter",
    "TrailUnitFilter",
    "UnitFilter",
    "units_of_staff",
    "units_of_trail",
    "with_second_factor",
]
