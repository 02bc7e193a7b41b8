"""Values of the training rules that an office sets, each from a date."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import OrganizationalUnit
from training.enums import TrainingRuleKey
from training.models import TrainingRule
from training.services.current_level import start_recount
from training.training_rules import can_be_taken_back, check_value, shown

# Learning hours are kept since PP 101/2000; nothing is worked out for earlier days.
EARLIEST = datetime.date(2000, 1, 1)
FURTHEST_YEARS = 20
# What levels and gaps are worked out by.
LEVEL_RULES = frozenset({TrainingRuleKey.DEFAULT_LEVELS, TrainingRuleKey.RATING_VALIDITY, TrainingRuleKey.RATING_ORDER})


@transaction.atomic
def set_rule(
    *,
    government: OrganizationalUnit,
    key: TrainingRuleKey,
    value: Any,
    valid_from: datetime.date,
    basis: str,
    by: Any,
) -> TrainingRule:
    """A new value of one rule, from a day on until the next one begins. Raises DomainError."""
    if not EARLIEST <= valid_from <= today().replace(year=today().year + FURTHEST_YEARS, day=1):
        raise DomainError(
            _("A value begins between %(earliest)s and %(years)s years from now. Correct the date.")
            % {"earliest": formats.date_format(EARLIEST), "years": FURTHEST_YEARS}
        )
    rule = TrainingRule(
        government=government,
        key=key,
        value=check_value(key, value),
        valid_from=valid_from,
        basis=basis.strip(),
        created_by=by,
    )
    try:
        rule.full_clean(exclude=["created_by"])
        with transaction.atomic():
            rule.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody set it at the same moment.
        raise DomainError(_("This rule already has a value from that date. Choose another date.")) from error
    _record("training.rule_set", rule, by=by, reason=rule.basis)
    _follow(rule)
    return rule


@transaction.atomic
def take_back_rule(*, rule: TrainingRule, by: Any) -> None:
    """Remove a value that doesn't hold yet, or that was entered today by mistake. Its history stays in the trail."""
    locked = TrainingRule.objects.select_for_update(of=("self",)).filter(pk=rule.pk).first()
    if locked is None:
        raise DomainError(_("This value was taken back already."))
    if not can_be_taken_back(locked):
        raise DomainError(_("Hours and gaps were worked out by this value. Set a new value from another date instead."))
    _record("training.rule_taken_back", locked, by=by, reason="")
    locked.delete()
    _follow(locked)


def _follow(rule: TrainingRule) -> None:
    """Levels are worked out anew where the rule touches them and holds already; coming ones by the nightly tick."""
    if rule.key in LEVEL_RULES and rule.valid_from <= today():
        start_recount(government_id=rule.government_id)


def _record(event: str, rule: TrainingRule, *, by: Any, reason: str) -> None:
    record_event(
        event,
        by=by,
        obj=rule,
        unit_path=rule.government.path,
        reason=reason,
        rule=rule.key,
        value=shown(TrainingRuleKey(rule.key), rule.value),
        valid_from=rule.valid_from.isoformat(),
    )
