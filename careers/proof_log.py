"""Every event of a selection goes through here, in the transaction of the service that makes it."""

from __future__ import annotations

from typing import Any, Protocol


class ProofWriter(Protocol):
    def __call__(self, selection: Any, kind: str, data: dict[str, Any], *, by: Any) -> None: ...


_writers: list[ProofWriter] = []


def register_proof_writer(writer: ProofWriter) -> None:
    """`writer` is called for each event, inside the caller's transaction. Registering it twice has no effect."""
    if writer not in _writers:
        _writers.append(writer)


def record_proof(selection: Any, kind: str, data: dict[str, Any], *, by: Any) -> None:
    """Tell every writer about an event of `selection`.

    `data` holds JSON values (Decimals and dates as strings) and knows people by pseudonym only: never a name, NIP or
    e-mail address, since the log is published. Call it inside the transaction of the event, after locking.
    """
    for writer in _writers:
        writer(selection, kind, data, by=by)
