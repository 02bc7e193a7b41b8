"""Small sentences of staff records."""

import pytest

from employees.texts.record import one_full_stop


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tercatat: Telepon, Uli Sari, A.Md..", "Tercatat: Telepon, Uli Sari, A.Md."),
        ("Ditolak: Telepon, Sari, S.E.. Diberitahukan.", "Ditolak: Telepon, Sari, S.E. Diberitahukan."),
        ("Dipotong...", "Dipotong..."),
        ("Selesai.", "Selesai."),
    ],
)
def test_a_sentence_ends_with_one_full_stop(text, told):
    assert one_full_stop(text) == told
