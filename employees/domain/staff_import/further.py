"""Reads what a record holds beyond identity, service, place and contact."""

import re
from typing import Any

from employees.domain.entry_rules import SERVICE_DAYS, main_faults
from employees.domain.staff_import.cells import is_masked
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.problems import MAIN_FAULTS, Code
from employees.domain.staff_import.words import is_blank, plain, text_of
from employees.enums import MaritalStatus, Religion

EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
# Column: longest text.
TEXTS = {
    Column.ADDRESS: 250,
    Column.KARPEG: 30,
    Column.TASPEN: 30,
    Column.SIASN_ID: 42,
    Column.CPNS_DECREE_NUMBER: 100,
    Column.PNS_DECREE_NUMBER: 100,
}
# Column: how many digits.
DIGITS = {
    Column.POSTAL_CODE: (5,),
    Column.OLD_NIP: (9,),
    Column.NPWP: (15, 16),
    Column.BPJS: (13,),
}
DAYS = (Column.CPNS_SINCE, Column.CPNS_DECREE_DATE, Column.PNS_SINCE, Column.PNS_DECREE_DATE)
WORDS: dict[str, dict[str, str]] = {
    Column.RELIGION: {
        "islam": Religion.ISLAM,
        "kristen": Religion.PROTESTANT,
        "kristen protestan": Religion.PROTESTANT,
        "protestan": Religion.PROTESTANT,
        "katolik": Religion.CATHOLIC,
        "katholik": Religion.CATHOLIC,
        "kristen katolik": Religion.CATHOLIC,
        "hindu": Religion.HINDU,
        "budha": Religion.BUDDHIST,
        "buddha": Religion.BUDDHIST,
        "konghucu": Religion.CONFUCIAN,
        "khonghucu": Religion.CONFUCIAN,
        "lainnya": Religion.OTHER,
    },
    Column.MARITAL_STATUS: {
        "menikah": MaritalStatus.MARRIED,
        "kawin": MaritalStatus.MARRIED,
        "nikah": MaritalStatus.MARRIED,
        "cerai": MaritalStatus.DIVORCED,
        "cerai hidup": MaritalStatus.DIVORCED,
        "janda": MaritalStatus.WIDOWED,
        "duda": MaritalStatus.WIDOWED,
        "janda duda": MaritalStatus.WIDOWED,
        "cerai mati": MaritalStatus.WIDOWED,
        "belum kawin": MaritalStatus.SINGLE,
        "belum menikah": MaritalStatus.SINGLE,
        "lajang": MaritalStatus.SINGLE,
    },
}
FURTHER = frozenset({*TEXTS, *DIGITS, *DAYS, *WORDS, Column.OFFICIAL_EMAIL, Column.RETIRES_ON})


def read_further(row: Any) -> None:
    """Adds to `row.values` what these columns say."""
    columns = [column for column in row.cells if column in FURTHER]
    for column in columns:
        if is_blank(row.cells[column]) or column in row.refused:
            continue
        if column in TEXTS:
            if text := row.text(column, TEXTS[column]):
                row.values[column.value] = text
        elif column in DIGITS:
            _digits(row, column)
        elif column in DAYS:
            _day(row, column)
        elif column in WORDS:
            _word(row, column)
        elif column is Column.OFFICIAL_EMAIL:
            text = row.text(column, 254)
            if EMAIL.fullmatch(text):
                row.values[column.value] = text.casefold()
            elif text:
                row.warn(column, Code.EMAIL_UNREADABLE, text)
    if columns:
        _compare_days(row)


def _digits(row: Any, column: Column) -> None:
    cell = row.cells[column]
    if is_masked(cell):
        return
    lengths = DIGITS[column]
    digits = re.sub(r"[\s.\-/]", "", text_of(cell)).removeprefix("'")
    if isinstance(cell, int | float) and len(digits) < lengths[0]:
        # A number loses the zeros before it.
        digits = digits.rjust(lengths[0], "0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in lengths:
        row.warn(column, Code.DIGITS_EXPECTED, text_of(cell), hints=[str(length) for length in lengths])
    elif set(digits) != {"0"}:
        row.values[column.value] = digits


def _day(row: Any, column: Column) -> None:
    day = row.day(column)
    if day is not None and day > row.context.on:
        row.error(column, Code.DATE_IN_FUTURE, f"{day:%d-%m-%Y}")
    elif day is not None:
        row.values[column.value] = day


def _word(row: Any, column: Column) -> None:
    text = row.text(column)
    words = plain(text)
    code = row.context.word(column, text) or WORDS[column].get(words)
    if code is None and text in set(WORDS[column].values()):
        code = text
    if code is None:
        row.warn(column, Code.CHOICE_UNKNOWN, text)
    else:
        row.values[column.value] = str(code)


def _compare_days(row: Any) -> None:
    """Born, then CPNS, then PNS, then retired."""
    values = row.values
    born = values.get("birth_date") or row.defaults.get("birth_date")
    cpns, pns = values.get("cpns_since"), values.get("pns_since")
    if born is not None and cpns is not None and cpns <= born:
        row.error(Column.CPNS_SINCE, Code.DATE_BEFORE_BIRTH, f"{cpns:%d-%m-%Y}")
    elif cpns is not None and pns is not None and pns < cpns:
        row.error(Column.PNS_SINCE, Code.CPNS_AFTER_PNS, f"{pns:%d-%m-%Y}", hints=[f"{cpns:%d-%m-%Y}"])
    days = {name: values.get(name) for name in SERVICE_DAYS}
    faults = main_faults({**days, "birth_date": born}, on=row.context.on)
    for name, day in days.items():
        if day is not None and name in faults and (born is None or day > born):
            row.error(Column(name), MAIN_FAULTS[faults[name]], f"{day:%d-%m-%Y}")
    retires = row.day(Column.RETIRES_ON)
    appointed = cpns or pns or (row.nip.first_day if row.nip else None)
    if retires is not None and appointed is not None and retires <= appointed:
        row.error(
            Column.RETIRES_ON,
            Code.RETIRED_BEFORE_APPOINTED,
            f"{retires:%d-%m-%Y}",
            hints=[f"{appointed:%d-%m-%Y}"],
        )
