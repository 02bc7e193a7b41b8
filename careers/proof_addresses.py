"""Public addresses of proofs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse


def proof_url(selection: Any) -> str:
    return reverse("proof:selection", args=[selection.code])


def slip_url(selection: Any, pseudonym: str) -> str:
    return reverse("proof:slip", args=[selection.code, pseudonym])
