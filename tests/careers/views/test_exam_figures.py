"""Items that stand out between groups, in words."""

from decimal import Decimal

import pytest
from django.urls import reverse

from careers.models import ItemStatistic
from careers.services.exam_result import drop_item
from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import hand_in, start_exam
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.exam import ItemFactory, SittingFactory, make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(world):
    """Closed; one person sat it."""
    person = EmployeeFactory(unit=world.village, user=UserFactory())
    sitting = make_sitting(world.village, items=4, people=[person])
    (candidate,) = sitting.candidates.all()
    hand_in(candidate=start_exam(candidate=candidate, code=candidate.start_code, by=None), by=None)
    return close_sitting(sitting=sitting, by=UserFactory())


@pytest.fixture
def figures(sitting, client_for):
    """The page, with one comparison of groups."""

    def page(comparison, language, **figures):
        part = {"reference": 40, "focal": 30, "enough": True, "found": True, **figures}
        sitting.item_statistics.update(bias={comparison: part})
        client = client_for("hr_officer")
        client.cookies["django_language"] = language
        return client.get(reverse("careers:exam-figures", args=[sitting.pk])).content.decode()

    return page


@pytest.mark.parametrize(
    ("comparison", "language", "told", "sentence"),
    [
        (
            "sex",
            "id",
            ("C", "-10.49", "0.0000"),
            "Lebih sulit bagi perempuan (30) daripada laki-laki (40). "
            "Perbedaan besar (kelas C, Δ −10,49, p &lt; 0,0001).",
        ),
        (
            "sex",
            "en",
            ("B", "1.20", "0.0123"),
            "Harder for men (40) than for women (30). A moderate difference (class B, Δ 1.20, p = 0.0123).",
        ),
        (
            "age",
            "en",
            ("A", "-0.90", "0.0010"),
            "Harder from 45 years on (30) than below (40). A negligible difference (class A, Δ −0.90, p = 0.0010).",
        ),
        (
            "age",
            "en",
            ("C", "2.00", "0.0010"),
            "Harder below 45 years (40) than from then on (30). A large difference (class C, Δ 2.00, p = 0.0010).",
        ),
        (
            "sex",
            "en",
            ("C", "-inf", "0.0010"),
            "A large difference (class C, Δ −∞, p = 0.0010).",
        ),
    ],
)
def test_an_item_that_stands_out_says_for_whom_it_is_harder(figures, comparison, language, told, sentence):
    grade, delta, p_value = told

    assert sentence in figures(comparison, language, **{"class": grade, "delta": delta, "p": p_value})


def test_a_dropped_item_keeps_the_figures_that_led_to_it(sitting):
    item = sitting.item_statistics.first().item
    bias = {"sex": {"found": True, "class": "C", "delta": "-2.00", "p": "0.0010", "focal": 30, "reference": 40}}
    sitting.item_statistics.filter(item=item).update(n=70, discrimination="-0.2", bias=bias)

    drop_item(sitting=sitting, item=item, reason="Kunci salah", by=UserFactory())

    kept = sitting.item_statistics.get(item=item)
    assert (kept.n, kept.discrimination, kept.bias) == (70, Decimal("-0.2"), bias)


@pytest.mark.parametrize(
    ("sittings", "shown"),
    [
        ([(87, "0.53", "0.40"), (1, "0.00", None)], ("0.52", "0.40")),
        ([(30, "0.60", "0.20"), (10, "0.20", "0.40")], ("0.50", "0.25")),
        ([(9, "0.60", "0.20")], ("–", "–")),
    ],
)
def test_the_bank_shows_an_item_over_all_sittings(world, client_for, sittings, shown):
    item = ItemFactory(bank__unit=world.village)
    for n, facility, discrimination in sittings:
        ItemStatistic.objects.create(
            sitting=SittingFactory(blueprint__bank=item.bank),
            item=item,
            n=n,
            facility=facility,
            discrimination=discrimination,
        )
    client = client_for("hr_officer")
    client.cookies["django_language"] = "en"

    (row,) = client.get(item.bank.get_absolute_url()).context["table"].rows

    assert (str(row.get_cell("facility")), str(row.get_cell("discrimination"))) == shown
