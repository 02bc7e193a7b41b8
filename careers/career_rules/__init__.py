"""Values of the career rules: documented defaults, and what an office set from a day on.

A value is a dictionary of numbers and choices. To add a rule: a `Rule` in the module of its noun, and its key.
"""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy

from careers.career_rules import mentoring, selection, talent
from careers.models import CareerRule
from employees.dated_rules.book import RuleBook

RULES = {rule.key: rule for rule in (*mentoring.RULES, *talent.RULES, *selection.RULES)}

BOOK = RuleBook(
    app="careers",
    rules=RULES,
    model=CareerRule,
    # Nothing is worked out for earlier days.
    earliest=datetime.date(2022, 1, 1),
    why_kept=gettext_lazy("Decisions rest on this value. Set a new value from another date instead."),
)
check_value = BOOK.check_value
completed = BOOK.completed
default_of = BOOK.default_of
value_of = BOOK.value_of
values_of = BOOK.values_of
