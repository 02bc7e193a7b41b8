"""Items that stand out between groups, in words."""

import pytest
from django.urls import reverse

from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import hand_in, start_exam
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.exam import make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(world, client_for):
    """The page after an exam in which one item differs as told."""
    person = EmployeeFactory(unit=world.village, user=UserFactory())
    sitting = make_sitting(world.village, items=4, people=[person])
    (candidate,) = sitting.candidates.all()
    hand_in(candidate=start_exam(candidate=candidate, code=candidate.start_code, by=None), by=None)
    sitting = close_sitting(sitting=sitting, by=UserFactory())

    def page(comparison, language, **figures):
        part = {"reference": 40, "focal": 40, "enough": True, "found": True, **figures}
        sitting.item_statistics.update(bias={comparison: part})
        client = client_for("hr_officer")
        client.cookies["django_language"] = language
        return client.get(reverse("careers:exam-figures", args=[sitting.pk])).content.decode()

    return page


@pytest.mark.parametrize(
    ("comparison", "language", "told", "sentence"),
    [
        ("sex", "id", ("C", "-10.49", "0.0000"), "Lebih sulit bagi perempuan. Kelas C (Δ -10,49, p &lt; 0,0001)."),
        ("sex", "en", ("B", "1.20", "0.0123"), "Harder for men. Class B (Δ 1.20, p = 0.0123)."),
        ("age", "en", ("C", "-2.00", "0.0010"), "Harder from 45 years on. Class C (Δ -2.00, p = 0.0010)."),
        ("age", "en", ("C", "2.00", "0.0010"), "Harder below 45 years. Class C (Δ 2.00, p = 0.0010)."),
        ("sex", "en", (None, None, "0.0010"), "Differs between women and men. Class ? (Δ –, p = 0.0010)."),
    ],
)  # fmt: skip
def test_an_item_that_stands_out_says_for_whom_it_is_harder(figures, comparison, language, told, sentence):
    grade, delta, p_value = told

    assert sentence in figures(comparison, language, **{"class": grade, "delta": delta, "p": p_value})
