"""Adding to the histories, and keeping the current values of the employee in step with them."""

from employees.services.history.career import add_definitive_position, add_rank, appoint_acting
from employees.services.history.current import (
    apply_due_histories,
    disagreeing_employees,
    misplaced_employees,
    refresh_current,
    refresh_many,
)
from employees.services.history.entry import SCAN_KIND, add_entry, correct_history, withdraw_entry
from employees.services.history.places import double_heads

__all__ = [
    "SCAN_KIND",
    "add_definitive_position",
    "add_entry",
    "add_rank",
    "apply_due_histories",
    "appoint_acting",
    "correct_history",
    "disagreeing_employees",
    "double_heads",
    "misplaced_employees",
    "refresh_current",
    "refresh_many",
    "withdraw_entry",
]
