"""Writing the chain: entries, checkpoints, and who is told of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.notifications.services import notify
from careers.domain.proof import Entry, Peaks
from careers.models import ProofCheckpoint, ProofEvent, ProofHead, ProofSubscription, Selection
from careers.panel_recipients import auditors_of
from careers.proof_addresses import proof_url

CHECKPOINT = "checkpoint"
# After these everybody may want to hold the portal to what it has just said.
LANDMARKS = frozenset(
    {"announced", "amendment_signed", "stage_published", "names_proposed", "decided", "appointed", "cancelled"}
)
WATCHED = "careers.checkpoint"


def write_proof(selection: Selection, kind: str, data: dict[str, Any], *, by: Any) -> None:
    """What `careers.proof_log` calls for each event; a landmark brings a checkpoint at once."""
    append_proof(selection, kind, data, by=by)
    if kind in LANDMARKS:
        publish_checkpoint(selection=selection, by=by)


@transaction.atomic
def append_proof(selection: Selection, kind: str, data: dict[str, Any], *, by: Any) -> ProofEvent:
    """Add an entry at the end of the selection's chain. Raises NotCanonical for data that has no single spelling.

    `by` is left out on purpose: the chain is published and names nobody. Who acted stands in the audit trail.
    """
    # The entry points at the selection: who waits for the head must not hold up who waits for the selection.
    _hold(selection)
    # In two steps, so that the first two writers of a chain don't both make its head.
    ProofHead.objects.get_or_create(selection=selection)
    head = ProofHead.objects.select_for_update().get(selection=selection)
    entry = Entry(
        selection=selection.code,
        sequence=head.size + 1,
        kind=kind,
        at=timezone.now(),
        payload=data,
        previous=head.last_hash,
    )
    event = ProofEvent.objects.create(
        selection=selection,
        sequence=entry.sequence,
        kind=kind,
        payload=data,
        previous_hash=entry.previous,
        hash=entry.hash,
        at=entry.at,
    )
    peaks = Peaks(head.size, [bytes.fromhex(peak) for peak in head.peaks])
    peaks.add(bytes.fromhex(entry.hash))
    head.size, head.last_hash = peaks.size, entry.hash
    head.peaks = [peak.hex() for peak in peaks.roots]
    head.save(update_fields=["size", "last_hash", "peaks"])
    return event


@transaction.atomic
def publish_checkpoint(*, selection: Selection, by: Any = None) -> ProofCheckpoint | None:
    """Publish the root over everything so far, and mail it; None when nothing happened since the last one."""
    _hold(selection)
    head = ProofHead.objects.select_for_update().filter(selection=selection).first()
    last = ProofCheckpoint.objects.filter(selection=selection).order_by("-size").first()
    # The entry of the last checkpoint is no news.
    if head is None or head.size == 0 or (last is not None and head.size <= last.size + 1):
        return None
    root = Peaks(head.size, [bytes.fromhex(peak) for peak in head.peaks]).root.hex()
    event = append_proof(selection, CHECKPOINT, {"size": head.size, "root": root}, by=by)
    checkpoint = ProofCheckpoint.objects.create(
        selection=selection, size=head.size, root=root, event=event, at=event.at
    )
    record_event(
        "careers.checkpoint_published",
        by=by,
        obj=selection,
        unit_path=selection.unit.path,
        size=checkpoint.size,
        root=root,
    )
    _mail(checkpoint)
    return checkpoint


def _hold(selection: Selection) -> None:
    """Until the transaction ends; most callers hold it already."""
    Selection.objects.select_for_update(of=("self",)).order_by().values_list("pk").get(pk=selection.pk)


def publish_due_checkpoints() -> int:
    """A checkpoint a day for every announced selection whose chain has grown; returns how many."""
    made = 0
    selections = Selection.objects.filter(announced_at__isnull=False, proof_head__isnull=False)
    for selection in selections.select_related("unit").order_by("pk"):
        last = ProofCheckpoint.objects.filter(selection=selection).order_by("-size").first()
        if last is None or timezone.localdate(last.at) < timezone.localdate():
            made += publish_checkpoint(selection=selection) is not None
    return made


def subscribe(*, selection: Selection, by: Any) -> None:
    """Mail each checkpoint of the selection to `by`; asking twice changes nothing."""
    ProofSubscription.objects.get_or_create(selection=selection, user=by)


def unsubscribe(*, selection: Selection, by: Any) -> None:
    ProofSubscription.objects.filter(selection=selection, user=by).delete()


def _mail(checkpoint: ProofCheckpoint) -> None:
    selection = checkpoint.selection
    subscribed = ProofSubscription.objects.filter(selection=selection).values("user")
    readers = [*auditors_of(selection), *User.objects.filter(pk__in=subscribed)]

    def title() -> str:
        return _("Checkpoint of %(code)s: %(size)s entries") % {"code": selection.code, "size": checkpoint.size}

    def body() -> str:
        return _(
            "Keep this mail. The first %(size)s entries of the selection “%(title)s” have the fingerprint %(root)s. "
            "Whoever checks the downloaded bundle can compare it: --checkpoint %(size)s:%(root)s"
        ) % {"size": checkpoint.size, "title": selection.title, "root": checkpoint.root}

    notify(
        readers,
        kind=WATCHED,
        title=title,
        body=body,
        url=proof_url(selection),
        dedupe_key=f"{WATCHED}:{selection.pk}:{checkpoint.size}",
    )
