import pytest

from employees.domain.education import EducationError, parse_education
from employees.enums import EducationLevel


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("SD", EducationLevel.PRIMARY),
        ("SMP/Sederajat", EducationLevel.LOWER_SECONDARY),
        ("SMA/Sederajat", EducationLevel.UPPER_SECONDARY),
        ("sma sederajat", EducationLevel.UPPER_SECONDARY),
        ("SLTA Kejuruan", EducationLevel.UPPER_VOCATIONAL),
        ("D-I", EducationLevel.DIPLOMA_1),
        ("D.III", EducationLevel.DIPLOMA_3),
        ("D3", EducationLevel.DIPLOMA_3),
        ("Diploma III/Sarjana Muda", EducationLevel.DIPLOMA_3),
        ("D-IV", EducationLevel.DIPLOMA_4),
        ("S-1", EducationLevel.BACHELOR),
        ("S1/Sarjana", EducationLevel.BACHELOR),
        ("Strata II", EducationLevel.MASTER),
        ("S-3/Doktor", EducationLevel.DOCTOR),
        ("40", EducationLevel.BACHELOR),
        *[(level.value, level) for level in EducationLevel],
    ],
)
def test_parse_education(text, level):
    assert parse_education(text) is level


@pytest.mark.parametrize("text", [None, "", "S-4", "D-V", "universitas", "99", 40, "/"])
def test_parse_education_refuses(text):
    with pytest.raises(EducationError):
        parse_education(text)
