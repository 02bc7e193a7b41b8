"""What the tests of this folder share."""

import pytest

from careers.services.exam_taking import hand_in, put_on_paper, save_answer, start_exam
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory
from tests.factories.exam import make_sitting


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer():
    return UserFactory()


def people(unit, count):
    return [EmployeeFactory(unit=unit, user=UserFactory()) for _number in range(count)]


def sit(candidate, rights=0):
    """Start, answer the first `rights` items right, hand in."""
    candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
    for number, row in enumerate(candidate.paper.items.select_related("item").order_by("place")):
        if row.item.kind == "essay":
            value = "Jawaban panjang"
        else:
            value = 0 if number < rights else 1
        save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value=value)
    return hand_in(candidate=candidate, by=None)


@pytest.fixture
def on_paper(unit, officer):
    sitting = make_sitting(unit, items=4, people=people(unit, 1))
    return put_on_paper(candidate=sitting.candidates.get(), reason="Listrik padam", by=officer)
