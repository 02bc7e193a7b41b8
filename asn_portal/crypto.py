"""Encryption of personal fields (NIK, contacts) and keyed hashes that make them findable.

The first key of FIELD_ENCRYPTION_KEYS encrypts; every key decrypts, so a key is changed by putting the new one in front
and re-encrypting in peace. Neither keys nor plain text ever stand in the database or in a backup.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DecryptionFailed(ValueError):
    """The text was not encrypted with any of the keys that this portal holds, or it was changed."""


def encrypt(text: str) -> str:
    """The encrypted form of `text`, different at each call; the empty string stays empty."""
    if not text:
        return ""
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text that `encrypt` was given; raises DecryptionFailed."""
    if not token:
        return ""
    try:
        return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionFailed("This value cannot be read with the keys in FIELD_ENCRYPTION_KEYS.") from error


def reencrypt(token: str) -> str:
    """The same text encrypted with the first key, for a change of keys."""
    return encrypt(decrypt(token))


def keyed_hash(text: str) -> str:
    """A 64-digit hexadecimal hash for equality search; without FIELD_HASH_KEY nobody can try values against it."""
    return hmac.new(settings.FIELD_HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key.strip()) for key in keys if key.strip()])
    except ValueError as error:
        raise ImproperlyConfigured(
            "FIELD_ENCRYPTION_KEYS must hold keys of 32 bytes in URL-safe base64, separated by commas. "
            "Make one with: python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
        ) from error
