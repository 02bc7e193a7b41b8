"""Item banks: writing items, reviewing them, bringing them in from files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from asn_portal.shown import ChangedError
from careers.domain.exam_item import ItemContent, dump_options, faults
from careers.enums import ITEM_MOVES, ItemState, ReviewVerdict
from careers.exam_import import MOST_IMPORTED
from careers.models import Item, ItemBank, ItemReview
from careers.words.exam import ITEM_FAULTS
from employees.models import OrganizationalUnit
from training.models import Competency


@transaction.atomic
def create_bank(*, unit: OrganizationalUnit, title: str, description: str, by: Any) -> ItemBank:
    bank = ItemBank(unit=unit, title=title.strip(), description=description, created_by=by)
    _validate(bank, exclude=["unit", "created_by"])
    bank.save()
    record_event("careers.bank_created", by=by, obj=bank, unit_path=unit.path)
    return bank


@transaction.atomic
def write_item(
    *,
    bank: ItemBank,
    content: ItemContent,
    code: str,
    subject: str,
    level: str,
    competency: Competency | None = None,
    guide: str = "",
    by: Any,
) -> Item:
    """A draft; an empty code gets the next free number of the bank."""
    bank = lock_row(ItemBank.objects, bank.pk, "unit")
    item = _new_item(bank, content, code or _next_codes(bank, 1)[0], subject, level, competency, guide, by)
    _validate(item, exclude=["bank", "created_by", "competency"])
    item.save()
    _record("careers.item_written", item, by)
    return item


@transaction.atomic
def change_item(
    *,
    item: Item,
    content: ItemContent,
    subject: str,
    level: str,
    competency: Competency | None = None,
    guide: str = "",
    by: Any,
) -> Item:
    """Only a draft changes; of an approved item a new version is made."""
    item = _lock(item)
    ensure_draft(item)
    _check_content(content)
    item.kind, item.text, item.options = content.kind, content.text.strip(), dump_options(content.options)
    item.subject, item.level, item.competency, item.guide = subject.strip(), level, competency, guide
    item.edit += 1
    _validate(item, exclude=["bank", "created_by", "competency", "replaces"])
    item.save()
    _record("careers.item_changed", item, by)
    return item


@transaction.atomic
def propose_item(*, item: Item, by: Any) -> Item:
    """Give a draft to review by somebody else."""
    item = _move(_lock(item), ItemState.IN_REVIEW)
    item.proposed_at = timezone.now()
    item.save(update_fields=["state", "proposed_at"])
    _record("careers.item_proposed", item, by)
    return item


@transaction.atomic
def review_item(*, item: Item, verdict: ReviewVerdict, comment: str, by: Any, seen: int | None = None) -> Item:
    """Approve an item or return it with a comment. Approving a new version retires the one before. `seen` is the `edit`
    that was read, None for any."""
    item = _lock(item)
    ensure_review(item, by)
    if seen is not None and seen != item.edit:
        raise ChangedError(_("The item was changed since you opened this page. Read it again, then decide."))
    if verdict == ReviewVerdict.RETURNED and not comment.strip():
        raise DomainError(_("Say what is to be corrected."))
    item = _move(item, ItemState.APPROVED if verdict == ReviewVerdict.APPROVED else ItemState.DRAFT)
    if verdict == ReviewVerdict.APPROVED and item.replaces_id:
        Item.objects.filter(pk=item.replaces_id, state=ItemState.APPROVED).update(state=ItemState.RETIRED)
    item.save(update_fields=["state"])
    ItemReview.objects.create(item=item, reviewer=by, verdict=verdict, comment=comment.strip())
    _record("careers.item_reviewed", item, by, reason=comment, verdict=str(verdict))
    if item.created_by is not None:
        approved = verdict == ReviewVerdict.APPROVED
        notify(
            item.created_by,
            kind="careers.item_review",
            title=lambda: (
                (_("Item %(code)s was approved") if approved else _("Item %(code)s came back with a comment"))
                % {"code": item.code}
            ),
            body=comment,
            url=item.get_absolute_url(),
            email=False,
        )
    return item


@transaction.atomic
def retire_item(*, item: Item, reason: str, by: Any) -> Item:
    """It is drawn for no further paper; papers that have it keep it."""
    item = _move(_lock(item), ItemState.RETIRED)
    item.save(update_fields=["state"])
    _record("careers.item_retired", item, by, reason=reason)
    return item


@transaction.atomic
def new_version(*, item: Item, by: Any) -> Item:
    """A draft with the words of an approved item. A second call gives the version that is in work."""
    item = _lock(item)
    following = Item.objects.filter(replaces=item).first()
    if following is not None:
        return following  # type: ignore[no-any-return]
    if item.state not in {ItemState.APPROVED, ItemState.RETIRED}:
        raise DomainError(_("This item is still in work. Change it as it is."))
    newer = Item.objects.create(
        bank=item.bank,
        code=item.code,
        version=item.version + 1,
        replaces=item,
        subject=item.subject,
        competency=item.competency,
        level=item.level,
        kind=item.kind,
        text=item.text,
        options=item.options,
        guide=item.guide,
        created_by=by,
    )
    _record("careers.item_written", newer, by)
    return newer


@transaction.atomic
def import_items(
    *, bank: ItemBank, rows: Sequence[tuple[str, str, str, ItemContent]], subject: str, level: str, by: Any
) -> list[Item]:
    """Store (code, subject, level, content) as drafts, all or none; empty subjects and levels take those given."""
    if not rows:
        raise DomainError(_("There is nothing to store: no question could be read."))
    if len(rows) > MOST_IMPORTED:
        raise DomainError(_("Store at most %(most)s items at once.") % {"most": MOST_IMPORTED})
    bank = lock_row(ItemBank.objects, bank.pk, "unit")
    known = set(Item.objects.filter(bank=bank).values_list("code", flat=True))
    codes = [code for code, *_rest in rows if code]
    twice = sorted({code for code in codes if code in known or codes.count(code) > 1})
    if twice:
        raise DomainError(
            _("These codes are used already: %(codes)s. Give the questions other titles.")
            % {"codes": ", ".join(twice[:5])}
        )
    free = iter(_next_codes(bank, len(rows)))
    items = [
        _new_item(bank, content, code or next(free), own or subject, of_row or level, None, "", by)
        for code, own, of_row, content in rows
    ]
    for item in items:
        _validate(item, exclude=["bank", "created_by", "competency"])
    made = Item.objects.bulk_create(items)
    record_event("careers.items_imported", by=by, obj=bank, unit_path=bank.unit.path, items=len(made))
    return list(made)


def _new_item(
    bank: ItemBank,
    content: ItemContent,
    code: str,
    subject: str,
    level: str,
    competency: Competency | None,
    guide: str,
    by: Any,
) -> Item:
    _check_content(content)
    return Item(
        bank=bank,
        code=code.strip()[:40],
        subject=subject.strip(),
        level=level,
        competency=competency,
        kind=content.kind,
        text=content.text.strip(),
        options=dump_options(content.options),
        guide=guide,
        created_by=by,
    )


def _next_codes(bank: ItemBank, count: int) -> list[str]:
    """The next numbers that no code of the bank has: B12-0001 and so on."""
    prefix = f"B{bank.pk}-"
    newest = (
        Item.objects.filter(bank=bank, code__regex=rf"^{prefix}\d{{4}}$").aggregate(last=Max("code"))["last"]
        or f"{prefix}0000"
    )
    first = int(newest.removeprefix(prefix)) + 1
    return [f"{prefix}{number:04d}" for number in range(first, first + count)]


def _check_content(content: ItemContent) -> None:
    found = faults(content)
    if found:
        raise DomainError(" ".join(str(ITEM_FAULTS[fault]) for fault in found))


def _validate(row: Any, *, exclude: Sequence[str]) -> None:
    try:
        row.clean_fields(exclude=list(exclude))
        # Without `exclude`, which would pass over constraints that name one of those fields.
        row.validate_constraints()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _lock(item: Item) -> Item:
    locked: Item = lock_row(Item.objects, item.pk, "bank__unit", "created_by", "competency")
    return locked


def ensure_draft(item: Item) -> None:
    if item.state != ItemState.DRAFT:
        raise DomainError(_("This item is no draft any more. Make a new version to change its words."))


def ensure_review(item: Item, by: Any) -> None:
    """DomainError where this person can't review the item, or nobody now."""
    if item.created_by_id == by.pk:
        raise DomainError(_("Another person reviews what you wrote. Ask a colleague."))
    ensure_move(item, ItemState.APPROVED)


def _move(item: Item, state: ItemState) -> Item:
    ensure_move(item, state)
    item.state = state
    return item


def ensure_move(item: Item, state: ItemState) -> None:
    if state not in ITEM_MOVES.get(ItemState(item.state), ()):
        raise DomainError(
            _("The item is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": item.get_state_display()}
        )


def _record(event: str, item: Item, by: Any, *, reason: str = "", **data: Any) -> None:
    record_event(event, by=by, obj=item, unit_path=item.bank.unit.path, reason=reason, **data)
