"""Rubrics: written, amended, fixed."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from asn_portal.errors import DomainError
from careers.enums import StageKind
from careers.models import PlanAmendment, ProofEvent, Rubric, Selection
from careers.selection_pages import changes_of
from careers.selection_plan import plan_of
from careers.services.panel_score import Criterion, open_scoring, set_rubric
from careers.services.plan_amendment import sign_amendment
from employees.dates import today
from tests.careers.services.panel_score.conftest import write
from tests.factories.employees import UserFactory
from tests.factories.panels import ANCHORS, make_scoring
from tests.factories.selections import SelectionStageFactory

pytestmark = pytest.mark.django_db


def test_a_rubric_is_written_and_written_anew():
    stage = SelectionStageFactory(kind=StageKind.PAPER)

    write(stage, "50", "50")
    rubric = write(stage, "70", "20", "10")

    assert [(row.order, row.weight) for row in rubric.criteria.all()] == [(1, 70), (2, 20), (3, 10)]
    hashes = [event.payload["sha256"] for event in ProofEvent.objects.filter(kind="rubric_set")]
    assert len(set(hashes)) == 2


def test_after_the_announcement_a_rubric_is_an_amendment_with_two_signatures():
    stage = SelectionStageFactory(kind=StageKind.PAPER)
    write(stage, "100")
    selection = stage.selection
    selection.plan = plan_of(selection)
    selection.save()
    assert [row["weight"] for row in selection.plan["stages"][0]["rubric"]["criteria"]] == ["100.00"]

    with pytest.raises(DomainError, match="Say why"):
        write(stage, "50", "50")
    rewritten = [Criterion(f"Kriteria {weight}", Decimal(weight), ANCHORS) for weight in ("70", "30")]
    set_rubric(stage=stage, is_blind=True, instructions="", criteria=rewritten, reason="Usul panitia", by=UserFactory())
    assert stage.rubric.criteria.count() == 1
    amendment = PlanAmendment.objects.get()
    assert [what for what, _before, _after in changes_of(amendment)] == [f"{stage.title}: Rubric"]
    sign_amendment(amendment=amendment, by=UserFactory())

    assert [row.weight for row in Rubric.objects.get().criteria.all()] == [70, 30]
    assert Selection.objects.get().plan["stages"][0]["rubric"]["criteria"][1]["weight"] == "30.00"


def test_a_rubric_stays_once_its_stage_is_over():
    for over in ({"ends_on": today() - datetime.timedelta(days=1)}, {"published_at": timezone.now()}):
        with pytest.raises(DomainError, match="is over"):
            write(SelectionStageFactory(kind=StageKind.PAPER, **over), "100")


def test_scoring_does_not_open_by_a_rubric_that_is_not_the_published_one():
    rubric, members, _candidacies = make_scoring(opened=False)
    selection = rubric.stage.selection
    Selection.objects.filter(pk=selection.pk).update(plan=plan_of(selection))
    rubric.criteria.filter(order=1).update(title="Lain")

    with pytest.raises(DomainError, match="differs from the published plan"):
        open_scoring(rubric=rubric, by=members[0].user)


@pytest.mark.parametrize(
    ("kind", "weights", "anchors", "said"),
    [
        (StageKind.PAPER, ["50", "40"], ANCHORS, "add up to 100"),
        (StageKind.PAPER, [], ANCHORS, "add up to 100"),
        (StageKind.PAPER, ["100"], ANCHORS[:4], "five levels"),
        (StageKind.PAPER, ["100"], [*ANCHORS[:4], " "], "five levels"),
        (StageKind.EXAM, ["100"], ANCHORS, "doesn't score"),
    ],
)
def test_a_wrong_rubric_is_refused(kind, weights, anchors, said):
    with pytest.raises(DomainError, match=said):
        write(SelectionStageFactory(kind=kind), *weights, anchors=anchors)

    assert Rubric.objects.count() == 0


def test_an_open_rubric_is_fixed():
    rubric, _members, _candidacies = make_scoring()

    with pytest.raises(DomainError, match="no longer changes"):
        write(rubric.stage, "100")
