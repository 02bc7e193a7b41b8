import pytest

from training.domain.numbering import certificate_number, grouped_code, initials, normalise_code


def test_certificate_number():
    parts = {"classification": "800.1.5", "programme": "PKA", "unit": "BKPSDM", "year": 2026}

    assert certificate_number(sequence=12, **parts) == "800.1.5/0012/PKA/BKPSDM/2026"
    assert certificate_number(sequence=12345, **parts) == "800.1.5/12345/PKA/BKPSDM/2026"


@pytest.mark.parametrize("changes", [{"sequence": 0}, {"programme": "A/B"}, {"unit": ""}])
def test_impossible_numbers_are_refused(changes):
    parts = {"classification": "800", "sequence": 1, "programme": "PKA", "unit": "BKD", "year": 2026, **changes}

    with pytest.raises(ValueError, match=r"numbered from 1|slash"):
        certificate_number(**parts)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K3F90XYZ1AB2", "K3F90XYZ1AB2"),
        ("k3f9-oxyz-iab2", "K3F90XYZ1AB2"),
        (" K3F9 0XYZ lAB2 ", "K3F90XYZ1AB2"),
        ("K3F9-0XYZ-1AB", ""),
        ("K3F9-0XYZ-1ABU", ""),
        ("K3F9-0XYZ-1AB２", ""),
        ("", ""),
    ],
)
def test_normalise_code(typed, code):
    assert normalise_code(typed) == code


def test_grouped_code_reads_back():
    assert grouped_code("K3F90XYZ1AB2") == "K3F9-0XYZ-1AB2"
    assert normalise_code(grouped_code("K3F90XYZ1AB2")) == "K3F90XYZ1AB2"


@pytest.mark.parametrize(
    ("name", "short"),
    [("Dinas Komunikasi dan Informatika", "DKI"), ("Bappeda", "BAPPEDA"), ("Kecamatan Medan Belawan", "KMB"), ("", "")],
)
def test_initials(name, short):
    assert initials(name) == short
