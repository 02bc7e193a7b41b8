"""The rules of further education that hold on a day, as `training.domain.further_education` takes them."""

from __future__ import annotations

import datetime
from typing import Any

from training.domain.further_education import DEFAULT_RULES, StudyRules
from training.enums import TrainingRuleKey
from training.training_rules import value_of


def study_rules_on(government: Any, on: datetime.date) -> StudyRules:
    """One query. `government` is the unit at the root, or its key."""
    value = value_of(TrainingRuleKey.STUDY, government, on)
    return StudyRules(**{**value, "lengths": dict(value["lengths"])}) if value else DEFAULT_RULES
