"""Values of the service rules that an office sets, each from a date."""

from __future__ import annotations

from functools import partial
from typing import Any

from employees.dated_rules import services
from employees.models import RuleSetting
from employees.service_rules import BOOK
from employees.services.early_warning import start_finding


def _follow(setting: RuleSetting, by: Any) -> None:
    """Warnings are worked out anew, also for a coming value: it moves what lies ahead."""
    start_finding(government=setting.government, by=by)


set_rule = partial(services.set_rule, book=BOOK, then=_follow)
take_back_rule = partial(services.take_back_rule, book=BOOK, then=_follow)
