"""Keeping, handing back and forgetting what was typed; counting a form once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from asn_portal.drafts.models import Draft, DraftFile, Submission
from asn_portal.errors import DomainError

# Hidden fields of the frame itself, no content of anybody's.
FRAME_FIELDS = frozenset({"csrfmiddlewaretoken", "discard_upload"})
IDEMPOTENCY_FIELD = "idempotency_key"
TOKEN_SALT = "asn_portal.drafts"  # noqa: S105  a name space for signatures, not a secret
MAXIMUM_CHARACTERS = 200_000
MAXIMUM_FILE_SIZE = 20 * 1024 * 1024
MAXIMUM_FILES = 20
DRAFT_KEPT = timedelta(days=90)
SUBMISSION_KEPT = timedelta(days=30)


class DraftTooLargeError(DomainError):
    """More text than any form of ours needs."""


def sign_key(key: str, exclude: Iterable[str] = ()) -> str:
    """A token for the autosave address: which draft, and which fields must not be stored."""
    return signing.dumps({"key": key, "exclude": sorted(exclude)}, salt=TOKEN_SALT, compress=True)


def read_key(token: str) -> tuple[str, list[str]]:
    """The key and the excluded fields of a token; raises signing.BadSignature."""
    content = signing.loads(token, salt=TOKEN_SALT)
    return content["key"], content["exclude"]


def save_draft(*, by: Any, key: str, data: Mapping[str, Any], exclude: Iterable[str] = ()) -> Draft:
    """Store what was typed. Fields in `exclude` (identity numbers, secrets) are left out."""
    left_out = FRAME_FIELDS | set(exclude)
    lists = dict(data.lists()) if isinstance(data, MultiValueDict) else {name: [value] for name, value in data.items()}
    content = {
        # Postgres' JSON holds no NUL.
        name: [str(value).replace("\x00", "") for value in values]
        for name, values in lists.items()
        if name not in left_out
    }
    if sum(len(name) + sum(map(len, values)) for name, values in content.items()) > MAXIMUM_CHARACTERS:
        raise DraftTooLargeError(_("This is too much text for a draft. Send the form, or shorten it."))
    draft, _created = Draft.objects.update_or_create(user=by, key=key, defaults={"data": content})
    return draft


def draft_data(draft: Draft) -> QueryDict:
    """The draft as a form receives it."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


@transaction.atomic
def keep_uploads(*, draft: Draft, uploads: Mapping[str, Iterable[UploadedFile]]) -> None:
    """Keep files of a form that was not accepted; a new file replaces the kept one of its field.

    Files that are too large to be accepted anywhere are not kept.
    """
    for field, files in uploads.items():
        fitting = [file for file in files if 0 < (file.size or 0) <= MAXIMUM_FILE_SIZE][:MAXIMUM_FILES]
        if not fitting:
            continue
        remove_uploads(draft.files.filter(field=field))
        for file in fitting:
            file.seek(0)
            kept = DraftFile(
                draft=draft,
                field=field,
                name=(file.name or "file")[-255:],
                content_type=(file.content_type or "")[:255],
                size=file.size,
            )
            kept.file.save("upload", file, save=True)


def remove_uploads(files: Iterable[DraftFile]) -> None:
    """Delete the rows now and the contents when the transaction is through."""
    for kept in files:
        storage, path = kept.file.storage, kept.file.name
        kept.delete()
        transaction.on_commit(partial(storage.delete, path))


@transaction.atomic
def discard_draft(*, by: Any, key: str) -> bool:
    """Forget the draft and its files; returns whether there was one."""
    draft = Draft.objects.filter(user=by, key=key).first()
    if draft is None:
        return False
    remove_uploads(draft.files.all())
    draft.delete()
    return True


def once(user: Any, key: str) -> bool:
    """Whether this is the first time that a form with `key` arrives. Call it inside the transaction that acts.

    A second request with the same key waits until the first one's transaction has ended; if that failed, the second one
    is the first. The empty key is always new. `user` may be None or anonymous.
    """
    if not key:
        return True
    owner = user if getattr(user, "is_authenticated", False) else None
    _submission, created = Submission.objects.get_or_create(key=key[:64], defaults={"user": owner})
    return created


@transaction.atomic
def forget_old() -> None:
    """Drafts untouched for 90 days and keys older than 30 days go."""
    now = timezone.now()
    for draft in Draft.objects.filter(updated_at__lt=now - DRAFT_KEPT)[:500]:
        remove_uploads(draft.files.all())
        draft.delete()
    Submission.objects.filter(created_at__lt=now - SUBMISSION_KEPT).delete()
