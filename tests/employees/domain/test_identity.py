from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.identity import (
    IdentityFault,
    InvalidNik,
    InvalidNip,
    Nik,
    Nip,
    NipWarning,
    format_nip,
    mask_nik,
    nip_warnings,
    parse_nik,
    parse_nip,
)
from employees.enums import Regime, Sex

PNS = Nip("198501152010011003", Regime.PNS, date(1985, 1, 15), 2010, 1, Sex.MALE, 3, None)
PPPK = Nip("199203082022212007", Regime.PPPK, date(1992, 3, 8), 2022, None, Sex.FEMALE, 7, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("198501152010011003", PNS, id="EX-1.1"),
        pytest.param("199203082022212007", PPPK, id="EX-1.2"),
        pytest.param("1985 0115 201001 1 003", PNS, id="EX-1.3"),
        pytest.param(" 198501152010011003\n", PNS, id="surrounding space"),
        pytest.param("19850115\u00a0201001\u20071\u202f003", PNS, id="no-break spaces"),
        pytest.param("\ufeff19850115\u200b2010011003", PNS, id="zero width"),
        pytest.param("'198501152010011003", PNS, id="spreadsheet apostrophe"),
    ],
)
def test_parse_nip(text, expected):
    assert parse_nip(text) == expected


def test_parse_nip_gives_plain_text_values():
    nip = parse_nip("199203082022212007")

    assert (nip.kind, nip.sex) == ("PPPK", "F")


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        pytest.param("198513152010011003", IdentityFault.BIRTH_DATE, "1985-13-15", id="EX-1.4"),
        pytest.param("198501152010131003", IdentityFault.APPOINTMENT, "13", id="EX-1.5"),
        pytest.param("198501152010013003", IdentityFault.SEX, "3", id="EX-1.6"),
        pytest.param("19850115201001100", IdentityFault.LENGTH, "17", id="EX-1.7"),
        pytest.param("198402302010011001", IdentityFault.BIRTH_DATE, "1984-02-30", id="EX-1.8"),
        pytest.param("1985011520100110033", IdentityFault.LENGTH, "19", id="19 digits"),
        pytest.param("198502292010011003", IdentityFault.BIRTH_DATE, "1985-02-29", id="no leap year"),
        pytest.param("000001012010011003", IdentityFault.BIRTH_DATE, "0000-01-01", id="year 0"),
        pytest.param("198501152010001003", IdentityFault.APPOINTMENT, "00", id="month 0"),
        pytest.param("198501152010201003", IdentityFault.APPOINTMENT, "20", id="contract 0"),
        pytest.param("198501152010301003", IdentityFault.APPOINTMENT, "30", id="contract 10"),
        pytest.param("198501152010010003", IdentityFault.SEX, "0", id="sex 0"),
        pytest.param("198501152010011000", IdentityFault.SERIAL, "000", id="serial 0"),
        pytest.param(
            "198501151985011003", IdentityFault.APPOINTED_BEFORE_BIRTH, "1985-01", id="appointed before birth"
        ),
        pytest.param("198501151984211003", IdentityFault.APPOINTED_BEFORE_BIRTH, "1984", id="contract before birth"),
        pytest.param("198501150000011003", IdentityFault.APPOINTED_BEFORE_BIRTH, "0000-01", id="appointed in year 0"),
        pytest.param("19850115201001100A", IdentityFault.NOT_DIGITS, "A", id="letter"),
        pytest.param("19850115.201001.1.003", IdentityFault.NOT_DIGITS, ".", id="dots"),
        pytest.param("-98501152010011003", IdentityFault.NOT_DIGITS, "-", id="sign"),
        pytest.param("１９８５０１１５２０１００１１００３", IdentityFault.NOT_DIGITS, "１", id="full-width digits"),
        pytest.param("١٩٨٥٠١١٥٢٠١٠٠١١٠٠٣", IdentityFault.NOT_DIGITS, "١", id="Arabic-Indic digits"),
        pytest.param("19850115201001100³", IdentityFault.NOT_DIGITS, "³", id="superscript"),
        pytest.param("", IdentityFault.MISSING, "", id="empty"),
        pytest.param(" \u00a0\u200b", IdentityFault.MISSING, "", id="blank"),
        pytest.param("'", IdentityFault.MISSING, "", id="apostrophe only"),
        pytest.param(None, IdentityFault.MISSING, "", id="None"),
        pytest.param(198501152010011003, IdentityFault.NOT_TEXT, "", id="exact integer"),
        pytest.param(True, IdentityFault.NOT_TEXT, "", id="boolean"),
        pytest.param(b"198501152010011003", IdentityFault.NOT_TEXT, "", id="bytes"),
        pytest.param(17.0, IdentityFault.NOT_TEXT, "", id="small float"),
        pytest.param(float("nan"), IdentityFault.NOT_TEXT, "", id="nan"),
        pytest.param(10**5000, IdentityFault.NOT_TEXT, "", id="endless integer"),
        pytest.param(1.96912181996022e17, IdentityFault.ROUNDED, "", id="float"),
        pytest.param(198501152010011000, IdentityFault.ROUNDED, "", id="rounded integer"),
        pytest.param(Decimal("1.98501152010011E+17"), IdentityFault.ROUNDED, "", id="rounded decimal"),
        pytest.param("1.98501E+17", IdentityFault.ROUNDED, "", id="scientific text"),
        pytest.param("1,98501E+17", IdentityFault.ROUNDED, "", id="scientific text with a comma"),
        pytest.param("1.9730401200212202e+17", IdentityFault.ROUNDED, "", id="scientific text, lower case"),
        pytest.param("198501152010011000.0", IdentityFault.ROUNDED, "", id="float as text"),
    ],
)
def test_parse_nip_refuses(text, code, found):
    with pytest.raises(InvalidNip) as caught:
        parse_nip(text)

    assert (caught.value.code, caught.value.found) == (code, found)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("digits", "kind", "month", "contract"),
    [("01", "PNS", 1, None), ("12", "PNS", 12, None), ("21", "PPPK", None, 1), ("29", "PPPK", None, 9)],
)
def test_parse_nip_tells_regimes_at_the_edges_of_digits_13_and_14(digits, kind, month, contract):
    nip = parse_nip(f"198501152010{digits}1003")

    assert (nip.kind, nip.appointed_month, nip.contract) == (kind, month, contract)


def test_parse_nip_accepts_an_appointment_on_the_day_of_birth():
    assert parse_nip("198501011985011003").appointed_year == 1985


@given(
    birth=st.dates(min_value=date(1940, 1, 1), max_value=date(2010, 12, 31)),
    appointed=st.dates(min_value=date(2011, 1, 1), max_value=date(2040, 12, 31)),
    code=st.one_of(st.integers(1, 12), st.integers(21, 29)),
    sex=st.sampled_from([1, 2]),
    serial=st.integers(1, 999),
)
def test_parse_nip_gives_back_what_the_number_was_made_of(birth, appointed, code, sex, serial):
    number = f"{birth:%Y%m%d}{appointed.year}{code:02}{sex}{serial:03}"

    nip = parse_nip(format_nip(number))

    assert nip == Nip(
        number,
        Regime.PNS if code <= 12 else Regime.PPPK,
        birth,
        appointed.year,
        code if code <= 12 else None,
        Sex.MALE if sex == 1 else Sex.FEMALE,
        serial,
        code - 20 if code > 20 else None,
    )


@given(st.one_of(st.text(), st.text("0123456789 ", max_size=25), st.integers(), st.floats(), st.none(), st.binary()))
def test_parsers_only_ever_raise_their_own_error(anything):
    for parse, error in ((parse_nip, InvalidNip), (parse_nik, InvalidNik)):
        with suppress(error):
            parse(anything)


@pytest.mark.parametrize(
    ("number", "known", "expected"),
    [
        ("198501152010011003", {}, []),
        ("198501152010011003", {"birth_date": date(1985, 1, 15), "sex": "M"}, []),
        ("198501152010011003", {"birth_date": date(1985, 1, 16)}, [NipWarning.BIRTH_DATE_DIFFERS]),
        ("198501152010011003", {"sex": "F"}, [NipWarning.SEX_DIFFERS]),
        ("198501012003011003", {}, []),  # 18 on the day
        ("198501022003011003", {}, [NipWarning.APPOINTED_TOO_YOUNG]),  # 18 on the next day
        ("196501022012011003", {}, []),  # still 46
        ("196501012012011003", {}, [NipWarning.APPOINTED_TOO_OLD]),  # 47 on the day
        ("196501012024211003", {}, []),  # contract staff may be older
        ("200601012024211003", {}, []),
        ("200701012024211003", {}, [NipWarning.APPOINTED_TOO_YOUNG]),
        ("199001012026111003", {}, []),
        ("199001012026121003", {}, [NipWarning.APPOINTED_IN_FUTURE]),
        ("199001012026211003", {}, []),
        ("199001012027211003", {}, [NipWarning.APPOINTED_IN_FUTURE]),
    ],
)
def test_nip_warnings(number, known, expected):
    assert nip_warnings(parse_nip(number), on=date(2026, 11, 21), **known) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1271054808900003", Nik("1271054808900003", "12", "71", "05", 8, 8, 90, Sex.FEMALE, 3), id="EX-1.9"
        ),
        pytest.param(
            "1271050808900003", Nik("1271050808900003", "12", "71", "05", 8, 8, 90, Sex.MALE, 3), id="EX-1.10"
        ),
        pytest.param(
            "'1271 0508 0890 0003", Nik("1271050808900003", "12", "71", "05", 8, 8, 90, Sex.MALE, 3), id="spaces"
        ),
        pytest.param(
            "1271056902000003", Nik("1271056902000003", "12", "71", "05", 29, 2, 0, Sex.FEMALE, 3), id="leap year 2000"
        ),
    ],
)
def test_parse_nik(text, expected):
    assert parse_nik(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("1271053508900003", IdentityFault.BIRTH_DATE, id="EX-1.11"),
        pytest.param("1271050008900003", IdentityFault.BIRTH_DATE, id="day 0"),
        pytest.param("1271053208900003", IdentityFault.BIRTH_DATE, id="day 32"),
        pytest.param("1271054008900003", IdentityFault.BIRTH_DATE, id="day 40"),
        pytest.param("1271057208900003", IdentityFault.BIRTH_DATE, id="day 72"),
        pytest.param("1271050813900003", IdentityFault.BIRTH_DATE, id="month 13"),
        pytest.param("1271052902010003", IdentityFault.BIRTH_DATE, id="29 February of an odd year"),
        pytest.param("1271050808900000", IdentityFault.SERIAL, id="serial 0"),
        pytest.param("127105080890000", IdentityFault.LENGTH, id="15 digits"),
        pytest.param("12710508O8900003", IdentityFault.NOT_DIGITS, id="letter O"),
        pytest.param(1.27105080890000e15, IdentityFault.ROUNDED, id="float"),
        pytest.param(None, IdentityFault.MISSING, id="None"),
        pytest.param(True, IdentityFault.NOT_TEXT, id="boolean"),
    ],
)
def test_parse_nik_refuses(text, code):
    with pytest.raises(InvalidNik) as caught:
        parse_nik(text)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("day", "sex", "birth_day"), [("01", "M", 1), ("31", "M", 31), ("41", "F", 1), ("71", "F", 31)]
)
def test_parse_nik_adds_forty_to_the_day_of_women(day, sex, birth_day):
    nik = parse_nik(f"127105{day}08900003")

    assert (nik.sex, nik.birth_day) == (sex, birth_day)


def test_mask_nik_shows_the_ends_only():
    assert mask_nik("1271054808900003") == "1271********0003"
    assert mask_nik("127105") == "******"
    assert str(parse_nik("1271054808900003")) == "1271********0003"


def test_format_nip_groups_the_digits():
    assert format_nip("198501152010011003") == "19850115 201001 1 003"
    assert format_nip("130912345") == "130912345"
