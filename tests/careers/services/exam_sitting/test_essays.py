"""Essays: two marks, a third, the bounds of both."""

from decimal import Decimal

import pytest

from asn_portal.errors import DomainError
from careers.services.exam_marking import mark_essay
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import close_sitting
from tests.careers.services.exam_sitting.conftest import people, sit
from tests.factories.exam import make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay_sitting(unit, officer):
    parts = [("Anggaran", "easy", "single", 4, 1), ("Anggaran", "", "essay", 1, 10)]
    sitting = make_sitting(unit, parts=parts, extra_items=[{"essay": True}], people=people(unit, 1))
    sit(sitting.candidates.get(), rights=5)
    return close_sitting(sitting=sitting, by=officer)


def essay_of(sitting):
    return sitting.candidates.get().paper.items.get(item__kind="essay")


def test_two_marks_near_each_other_give_their_mean(unit, officer, essay_sitting):
    row = essay_of(essay_sitting)
    first, second, third = people(unit, 3)

    mark_essay(paper_item=row, marker=first, points=Decimal(8), by=first.user)
    assert essay_sitting.candidates.get().score is None
    with pytest.raises(DomainError, match="1 candidate has no score"):
        publish_results(sitting=essay_sitting, by=officer)
    with pytest.raises(DomainError, match="marked this essay already"):
        mark_essay(paper_item=row, marker=first, points=Decimal(8), by=first.user)
    mark_essay(paper_item=row, marker=second, points=Decimal(7), by=second.user)

    row.refresh_from_db()
    assert row.share == Decimal("0.75")
    assert essay_sitting.candidates.get().score is not None
    with pytest.raises(DomainError, match="all its marks"):
        mark_essay(paper_item=row, marker=third, points=Decimal(1), by=third.user)


def test_two_marks_far_apart_need_a_third(unit, essay_sitting):
    row = essay_of(essay_sitting)
    for marker, points in zip(people(unit, 3), (9, 3, 5), strict=True):
        mark_essay(paper_item=row, marker=marker, points=Decimal(points), by=marker.user)

    row.refresh_from_db()
    assert row.share == Decimal("0.5")


def test_marks_stay_inside_the_points_and_away_from_oneself(unit, essay_sitting):
    row = essay_of(essay_sitting)
    (marker,) = people(unit, 1)

    with pytest.raises(DomainError, match="between 0 and 10"):
        mark_essay(paper_item=row, marker=marker, points=Decimal(11), by=marker.user)
    with pytest.raises(DomainError, match="their own"):
        mark_essay(paper_item=row, marker=essay_sitting.candidates.get().employee, points=Decimal(1), by=marker.user)
