"""The ranking and its ranges."""

from decimal import Decimal

import pytest

from careers.selection_ranking import ranking_of
from careers.services.stage_publication import publish_stage
from tests.careers.services.selection_run.conftest import close_windows, person, score, stages_of, through_the_check

pytestmark = pytest.mark.django_db


def test_the_ranking_waits_for_all_stages_that_count(running, officer, unit):
    through_the_check(running, officer, [person(unit)])

    assert ranking_of(running).is_ready is False


def test_standard_errors_of_results_make_ranges(running, officer, unit):
    found = through_the_check(running, officer, [person(unit), person(unit)])
    for number, rows in ((1, ("80", "79")), (2, ("80", "79"))):
        stage = stages_of(running)[number]
        for candidacy, value in zip(found, rows, strict=True):
            score(stage, candidacy, value, officer, se="2.5")
        publish_stage(stage=stage, by=officer)
        close_windows(running)

    rows = ranking_of(running).rows

    assert [row.range_text for row in rows] == ["1–2", "1–2"]
    # √((0.4 × 2.5)² + (0.6 × 2.5)²)
    assert rows[0].standing.error == Decimal("1.80")
