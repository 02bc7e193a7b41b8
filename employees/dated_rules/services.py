"""Values that an office sets, each from a date. Apps bind the functions to their book, with what follows a change."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dated_rules.book import RuleBook, can_be_taken_back
from employees.dates import today
from employees.models import DatedRule, OrganizationalUnit

FURTHEST_YEARS = 20


def _nothing(_entry: DatedRule, _by: Any) -> None:
    """Follows a change that nothing was worked out by."""


@transaction.atomic
def set_rule(
    *,
    book: RuleBook,
    government: OrganizationalUnit,
    key: Any,
    value: Any,
    valid_from: datetime.date,
    basis: str,
    by: Any,
    then: Callable[[Any, Any], None] = _nothing,
) -> Any:
    """A new value of one rule, from a day on until the next one begins. Raises DomainError.

    `then(entry, by)` is what follows, in the same transaction.
    """
    if not book.earliest <= valid_from <= today().replace(year=today().year + FURTHEST_YEARS, day=1):
        raise DomainError(
            _("A value begins between %(earliest)s and %(years)s years from now. Correct the date.")
            % {"earliest": formats.date_format(book.earliest), "years": FURTHEST_YEARS}
        )
    entry = book.model(
        government=government,
        key=key,
        value=book.check_value(key, value),
        valid_from=valid_from,
        basis=basis.strip(),
        created_by=by,
    )
    try:
        entry.full_clean(exclude=["created_by"])
        with transaction.atomic():
            entry.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody set it at the same moment.
        raise DomainError(_("This rule already has a value from that date. Choose another date.")) from error
    _record("rule_set", book, entry, by=by, reason=entry.basis)
    then(entry, by)
    return entry


@transaction.atomic
def take_back_rule(*, book: RuleBook, rule: DatedRule, by: Any, then: Callable[[Any, Any], None] = _nothing) -> None:
    """Remove a value that doesn't hold yet, or that was entered today by mistake. Its history stays in the trail."""
    locked = book.model._default_manager.select_for_update(of=("self",)).filter(pk=rule.pk).first()
    if locked is None:
        raise DomainError(_("This value was taken back already."))
    if not can_be_taken_back(locked):
        raise DomainError(str(book.why_kept))
    _record("rule_taken_back", book, locked, by=by, reason="")
    locked.delete()
    then(locked, by)


def _record(event: str, book: RuleBook, entry: DatedRule, *, by: Any, reason: str) -> None:
    record_event(
        f"{book.app}.{event}",
        by=by,
        obj=entry,
        unit_path=entry.government.path,
        reason=reason,
        rule=entry.key,
        value=book.rules[entry.key].shown(entry.value),
        valid_from=entry.valid_from.isoformat(),
    )
