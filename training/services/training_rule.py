"""Values of the training rules that an office sets, each from a date."""

from __future__ import annotations

from functools import partial
from typing import Any

from employees.dated_rules import services
from employees.dates import today
from training.enums import TrainingRuleKey
from training.models import TrainingRule
from training.services.current_level import start_recount
from training.training_rules import BOOK

# What levels and gaps are worked out by.
LEVEL_RULES = frozenset({TrainingRuleKey.DEFAULT_LEVELS, TrainingRuleKey.RATING_VALIDITY, TrainingRuleKey.RATING_ORDER})


def _follow(rule: TrainingRule, _by: Any) -> None:
    """Levels are worked out anew where the rule touches them and holds already; coming ones by the nightly tick."""
    if rule.key in LEVEL_RULES and rule.valid_from <= today():
        start_recount(government_id=rule.government_id)


set_rule = partial(services.set_rule, book=BOOK, then=_follow)
take_back_rule = partial(services.take_back_rule, book=BOOK, then=_follow)
