from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from asn_portal.crypto import DecryptionFailed, decrypt, encrypt, keyed_hash, reencrypt

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_text_comes_back_and_never_looks_the_same():
    assert decrypt(encrypt("1271010101900001")) == "1271010101900001"
    assert encrypt("1271010101900001") != encrypt("1271010101900001")
    assert "1271010101900001" not in encrypt("1271010101900001")
    assert (encrypt(""), decrypt("")) == ("", "")


def test_keys_are_changed_in_peace(settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    token = encrypt("NIK")

    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    renewed = reencrypt(token)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]

    assert decrypt(renewed) == "NIK"
    with pytest.raises(DecryptionFailed):
        decrypt(token)


def test_changed_text_is_refused():
    token = encrypt("NIK")

    with pytest.raises(DecryptionFailed):
        decrypt(token[:-4] + "AAAA")


def test_hash_finds_equal_values_and_depends_on_the_key(settings):
    first = keyed_hash("1271010101900001")

    assert first == keyed_hash("1271010101900001")
    assert len(first) == 64
    settings.FIELD_HASH_KEY = "another"
    assert keyed_hash("1271010101900001") != first


def test_useless_key_is_named(settings):
    settings.FIELD_ENCRYPTION_KEYS = ["short"]

    with pytest.raises(ImproperlyConfigured, match="FIELD_ENCRYPTION_KEYS"):
        encrypt("x")
