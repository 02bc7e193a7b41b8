"""Recurrences as people read them: never as a rule of RFC 5545."""

import pytest

from evaluations.domain.recurrence_pattern import MONTHLY, QUARTERLY, build_rule
from evaluations.words import recurrence_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (build_rule(MONTHLY, 5), "setiap bulan pada tanggal 5"),
        (build_rule(MONTHLY, 31), "setiap bulan pada tanggal 31, pada bulan yang lebih pendek pada hari terakhir"),
        # Stored before shorter months had their last day.
        ("FREQ=MONTHLY;BYMONTHDAY=31", "setiap bulan pada tanggal 31, tidak pada bulan yang lebih pendek"),
        (
            build_rule(QUARTERLY, 31),
            "setiap triwulan pada tanggal 31 bulan pertamanya, pada bulan yang lebih pendek pada hari terakhir",
        ),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "setiap bulan, pada Senin pertama"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "setiap bulan, pada Jumat terakhir"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "setiap 2 minggu, pada Senin, Kamis"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15,-1", "setiap 2 bulan, pada tanggal 1, tanggal 15, hari terakhir"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "setiap bulan, pada yang terakhir dari: Senin, Selasa, Rabu, Kamis, Jumat",
        ),
        ("FREQ=YEARLY;BYMONTH=1,7;BYDAY=2MO", "setiap tahun, pada bulan Januari, Juli, pada Senin ke-2"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "setiap bulan, pada Jumat yang jatuh pada tanggal 13"),
        ("FREQ=DAILY", "setiap hari"),
        ("sering", "menurut aturan yang tidak dapat dibaca"),
    ],
)
def test_recurrence_in_words(rule, words):
    assert recurrence_words(rule) == words
