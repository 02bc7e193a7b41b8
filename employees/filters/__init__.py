"""Filters of the lists, one module per noun."""

from employees.filters.early_warning import EarlyWarningFilter
from employees.filters.employee import ACTING, EmployeeFilter
from employees.filters.role import AccountFilter, RoleGrantFilter, with_second_factor
from employees.filters.unit import TrailUnitFilter, UnitFilter, staff_reach, trail_reach

__all__ = [
    "ACTING",
    "AccountFilter",
    "EarlyWarningFilter",
    "EmployeeFilter",
    "RoleGrantFilter",
    "TrailUnitFilter",
    "UnitFilter",
    "staff_reach",
    "trail_reach",
    "with_second_factor",
]
