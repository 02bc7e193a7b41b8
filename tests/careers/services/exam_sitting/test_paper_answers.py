"""Answers on paper: typed in twice, settled by a third, added to what a device had saved."""

from decimal import Decimal

import pytest
from django.db import InternalError, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from careers.models import Answer
from careers.reports.exam_paper import paper_pdf
from careers.services.exam_marking import key_paper, settle_differences
from careers.services.exam_taking import put_on_paper, save_answer, start_exam
from tests.careers.services.exam_sitting.conftest import people
from tests.factories.employees import UserFactory
from tests.factories.exam import make_sitting

pytestmark = pytest.mark.django_db


def readings(candidate, *values):
    return {str(number): value for number, value in enumerate(values, start=1)}


@pytest.fixture
def continued(unit, officer):
    """Three answers were saved on a device before the power was cut: right, right, wrong."""
    sitting = make_sitting(unit, items=4, people=people(unit, 1))
    candidate = sitting.candidates.get()
    candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
    for row, value in zip(candidate.paper.items.order_by("place"), (0, 0, 1), strict=False):
        save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value=value)
    return put_on_paper(candidate=candidate, reason="Listrik padam", by=officer)


def stored(candidate):
    return list(candidate.paper.items.order_by("place").values_list("answer__value", flat=True))


def test_two_equal_readings_are_scored(on_paper, officer):
    answers = readings(on_paper, "0", "0", "0", "1")

    key_paper(candidate=on_paper, answers=answers, by=officer)
    on_paper.refresh_from_db()
    assert on_paper.score is None
    key_paper(candidate=on_paper, answers=answers, by=UserFactory())

    on_paper.refresh_from_db()
    assert on_paper.score == Decimal("75.00")
    with pytest.raises(DomainError, match="Two people"):
        key_paper(candidate=on_paper, answers=answers, by=UserFactory())


def test_differing_readings_wait_for_a_look_at_the_paper(on_paper, officer):
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "0", "1"), by=officer)
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "2", "1"), by=UserFactory())
    on_paper.refresh_from_db()
    assert on_paper.score is None

    with pytest.raises(DomainError, match="third person"):
        settle_differences(candidate=on_paper, answers={"3": "0"}, by=officer)
    settle_differences(candidate=on_paper, answers={"1": "3", "3": "0"}, by=UserFactory())

    on_paper.refresh_from_db()
    # Only the third was open; what both read alike stays.
    assert on_paper.score == Decimal("75.00")
    assert Event.objects.get(kind="careers.paper_settled").data["differences"] == 1
    with pytest.raises(DomainError, match="it was settled"):
        settle_differences(candidate=on_paper, answers={"3": "1"}, by=UserFactory())
    with pytest.raises(DomainError, match="it was settled"):
        key_paper(candidate=on_paper, answers=readings(on_paper, "1", "1", "1", "1"), by=officer)


def test_both_may_type_in_anew_instead_of_a_third(on_paper, officer):
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "0", "1"), by=officer)
    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "2", "1"), by=UserFactory())

    key_paper(candidate=on_paper, answers=readings(on_paper, "0", "0", "2", "1"), by=officer)

    on_paper.refresh_from_db()
    assert on_paper.score == Decimal("50.00")


def test_an_empty_sheet_keeps_what_was_saved_before(continued, officer):
    for by in (officer, UserFactory()):
        key_paper(candidate=continued, answers={}, by=by)

    continued.refresh_from_db()
    assert (stored(continued), continued.score) == ([0, 0, 1, None], Decimal("50.00"))


def test_what_stands_on_paper_completes_what_was_saved(continued, officer):
    key_paper(candidate=continued, answers=readings(continued, "", "", "", "0"), by=officer)
    # Copying what was saved is the same as leaving it.
    key_paper(candidate=continued, answers=readings(continued, "0", "", "1", "0"), by=UserFactory())

    continued.refresh_from_db()
    assert (stored(continued), continued.score) == ([0, 0, 1, 0], Decimal("75.00"))
    assert not Event.objects.filter(kind="careers.saved_answers_replaced").exists()


@pytest.mark.parametrize(("settled", "kept", "traces"), [("0", 0, 1), ("", 1, 0)])
def test_what_was_saved_is_replaced_by_a_third_person_only_and_stays_in_the_log(
    continued, officer, settled, kept, traces
):
    for by in (officer, UserFactory()):
        key_paper(candidate=continued, answers=readings(continued, "", "", "0", ""), by=by)
    continued.refresh_from_db()
    assert (stored(continued), continued.score) == ([0, 0, 1, None], None)

    settle_differences(candidate=continued, answers={"3": settled}, by=UserFactory())

    assert stored(continued) == [0, 0, kept, None]
    logged = Event.objects.filter(kind="careers.saved_answers_replaced").values_list("data", flat=True)
    assert [(data["saved_answers"], data["kept_answers"]) for data in logged] == [({"3": 1}, {"3": 0})] * traces


def test_settling_with_an_empty_field_keeps_what_was_saved(continued, officer):
    key_paper(candidate=continued, answers=readings(continued, "3", "", "", ""), by=officer)
    key_paper(candidate=continued, answers={}, by=UserFactory())

    settle_differences(candidate=continued, answers={}, by=UserFactory())

    assert stored(continued) == [0, 0, 1, None]


def test_the_database_keeps_saved_answers_from_an_empty_sheet(continued):
    answers = Answer.objects.filter(paper_item__paper__candidate=continued)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        answers.update(device=0, value=None)

    assert stored(continued) == [0, 0, 1, None]


def test_the_printed_paper_shows_what_was_saved_to_who_goes_on_with_paper(continued, monkeypatch):
    monkeypatch.setattr("careers.reports.exam_paper.render_pdf", lambda template, context, **_: context)
    fresh = make_sitting(continued.sitting.unit).candidates.first()

    assert paper_pdf(continued)["shows_saved"] is True
    assert paper_pdf(fresh)["shows_saved"] is False
    for by in (UserFactory(), UserFactory()):
        key_paper(candidate=continued, answers={}, by=by)
    assert paper_pdf(continued)["shows_saved"] is False


def test_one_person_counts_once(on_paper, officer):
    for value in ("0", "1"):
        key_paper(candidate=on_paper, answers=readings(on_paper, value, value, value, value), by=officer)

    assert on_paper.keyed_sheets.count() == 1
    with pytest.raises(DomainError, match="Two people type in"):
        settle_differences(candidate=on_paper, answers={}, by=officer)
    with pytest.raises(DomainError, match="Question 1"):
        key_paper(candidate=on_paper, answers={"1": "9"}, by=officer)


def test_only_papers_are_typed_in(unit, officer):
    sitting = make_sitting(unit)

    with pytest.raises(DomainError, match="did not write on paper"):
        key_paper(candidate=sitting.candidates.first(), answers={}, by=officer)
