"""A run over the early warnings of a government, and who hears of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from employees.models import OrganizationalUnit
from employees.services.early_warning import find_warnings, is_first_finding
from employees.services.warning_notice import tell_office_of_first


def run_warnings(*, government: OrganizationalUnit, by: Any = None, progress: Any = None) -> Counter[str]:
    """Work out the warnings. The first time thousands can be due at once: people are not told of those, the office is,
    in one message. A run killed before that message leaves it to the one of Monday."""
    is_first = is_first_finding(government)
    counts = find_warnings(government=government, by=by, progress=progress, is_quiet=is_first)
    if is_first:
        tell_office_of_first(government=government)
    return counts
