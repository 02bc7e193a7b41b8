"""Values of the service rules that an office sets, each from a date."""

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
from employees.enums import RuleKey
from employees.models import OrganizationalUnit, RuleSetting
from employees.service_rules import can_be_taken_back, check_value, shown

# The civil service law that the rules come from; nothing is worked out for earlier days.
EARLIEST = datetime.date(1974, 1, 1)
FURTHEST_YEARS = 20


@transaction.atomic
def set_rule(
    *, government: OrganizationalUnit, key: RuleKey, value: Any, valid_from: datetime.date, basis: str, by: Any
) -> RuleSetting:
    """A new value of one rule, from a day on until the next one begins. Raises DomainError."""
    if not EARLIEST <= valid_from <= today().replace(year=today().year + FURTHEST_YEARS, day=1):
        raise DomainError(
            _("A value begins between %(earliest)s and %(years)s years from now. Correct the date.")
            % {"earliest": formats.date_format(EARLIEST), "years": FURTHEST_YEARS}
        )
    setting = RuleSetting(
        government=government,
        key=key,
        value=check_value(key, value),
        valid_from=valid_from,
        basis=basis.strip(),
        created_by=by,
    )
    try:
        setting.full_clean(exclude=["created_by"])
        with transaction.atomic():
            setting.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody set it at the same moment.
        raise DomainError(_("This rule already has a value from that date. Choose another date.")) from error
    _record("employees.rule_set", setting, by=by, reason=setting.basis)
    return setting


@transaction.atomic
def take_back_rule(*, setting: RuleSetting, by: Any) -> None:
    """Remove a value that doesn't hold yet, or that was entered today by mistake. Its history stays in the trail."""
    locked = RuleSetting.objects.select_for_update(of=("self",)).filter(pk=setting.pk).first()
    if locked is None:
        raise DomainError(_("This value was taken back already."))
    if not can_be_taken_back(locked):
        raise DomainError(_("Warnings were worked out by this value. Set a new value from another date instead."))
    _record("employees.rule_taken_back", locked, by=by, reason="")
    locked.delete()


def _record(event: str, setting: RuleSetting, *, by: Any, reason: str) -> None:
    record_event(
        event,
        by=by,
        obj=setting,
        unit_path=setting.government.path,
        reason=reason,
        rule=setting.key,
        value=shown(RuleKey(setting.key), setting.value),
        valid_from=setting.valid_from.isoformat(),
    )
