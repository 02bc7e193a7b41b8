"""Results of a sitting, and items dropped from them."""

from decimal import Decimal

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from careers.enums import AttendanceState
from careers.models import DroppedItem, ItemStatistic
from careers.services.exam_result import drop_item, publish_results
from careers.services.exam_sitting import close_sitting
from tests.careers.services.exam_sitting.conftest import people, sit
from tests.factories.exam import ItemFactory, make_sitting

pytestmark = pytest.mark.django_db


def test_closing_works_the_figures_out(unit, officer):
    sitting = make_sitting(unit, items=4, people=people(unit, 12))
    for number, candidate in enumerate(sitting.candidates.order_by("number")):
        sit(candidate, rights=number % 5)

    closed = close_sitting(sitting=sitting, by=officer)

    assert closed.analysis["n"] == 12
    assert closed.analysis["is_binary"] is True
    assert closed.analysis["error"] is not None
    assert ItemStatistic.objects.filter(sitting=closed).count() == 4
    assert sum(row.facility for row in ItemStatistic.objects.all()) / 4 == pytest.approx(
        sum(candidate.score for candidate in closed.candidates.all()) / 1200, abs=Decimal("0.0002")
    )


def test_dropping_an_item_scores_everybody_anew_and_keeps_both(unit, officer):
    sitting = make_sitting(unit, items=4)
    first, second = sitting.candidates.order_by("number")
    item = first.paper.items.order_by("place").first().item
    sit(first, rights=1)
    sit(second, rights=4)
    closed = close_sitting(sitting=sitting, by=officer)

    drop_item(sitting=closed, item=item, reason="Dua jawaban benar", by=officer)

    dropped = DroppedItem.objects.get()
    assert dropped.before == {"1": "25.00", "2": "100.00"}
    assert dropped.after == {"1": "0.00", "2": "100.00"}
    assert (dropped.dropped_by, dropped.reason) == (officer, "Dua jawaban benar")
    event = Event.objects.get(kind="careers.item_dropped")
    assert (event.data["mean_before"], event.data["mean_after"]) == ("62.50", "50.00")
    with pytest.raises(DomainError, match="already"):
        drop_item(sitting=closed, item=item, reason="Lagi", by=officer)
    with pytest.raises(DomainError, match="No paper"):
        drop_item(sitting=closed, item=ItemFactory(), reason="x", by=officer)


def test_the_last_item_of_a_paper_is_kept(unit, officer):
    sitting = make_sitting(unit, items=1, parts=[("Anggaran", "easy", "", 1, 1)])
    for candidate in sitting.candidates.all():
        sit(candidate)
    closed = close_sitting(sitting=sitting, by=officer)
    item = closed.item_statistics.get().item

    with pytest.raises(DomainError, match="Nothing would be left"):
        drop_item(sitting=closed, item=item, reason="x", by=officer)

    assert not DroppedItem.objects.exists()
    assert closed.candidates.filter(score=None).count() == 0


def test_nothing_is_dropped_after_publication(unit, officer):
    sitting = make_sitting(unit)
    sit(sitting.candidates.first())
    published = publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    with pytest.raises(DomainError, match="not possible while"):
        drop_item(sitting=published, item=published.item_statistics.first().item, reason="x", by=officer)


def test_unread_papers_hold_up_publication(on_paper, officer):
    closed = close_sitting(sitting=on_paper.sitting, by=officer)

    with pytest.raises(DomainError, match="1 candidate has no score"):
        publish_results(sitting=closed, by=officer)
    assert closed.candidates.get().state == AttendanceState.ON_PAPER
