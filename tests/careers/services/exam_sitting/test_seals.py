"""Papers are compared with their seals before results are published."""

import pytest

from asn_portal.errors import DomainError
from careers.models import Answer, PaperItem, ProofEvent, SittingCandidate
from careers.proof_log import record_proof
from careers.services.exam_result import drop_item, publish_results
from careers.services.exam_sitting import close_sitting
from tests.careers.services.exam_sitting.conftest import people, sit
from tests.careers.services.exam_sitting.test_stage import make_stage, ready_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", ["answers", "points", "items that count", "who sat"])
def test_results_are_not_published_on_papers_changed_after_the_seal(unit, officer, change):
    staff = people(unit, 3)
    stage = make_stage(unit, staff)
    sitting = ready_for(stage, staff, officer)
    first, second, absent = sitting.candidates.order_by("number")
    sit(first, rights=1)
    sit(second, rights=3)
    items = PaperItem.objects.filter(paper__candidate=first, place=2)
    closed = close_sitting(sitting=sitting, by=officer)
    drop_item(sitting=closed, item=PaperItem.objects.get(paper__candidate=first, place=1).item, reason="x", by=officer)
    if change == "answers":
        Answer.objects.filter(paper_item__in=items).update(value=0)
    elif change == "points":
        items.update(points=90)
    elif change == "items that count":
        items.update(counts=False)
    else:
        SittingCandidate.objects.filter(pk=absent.pk).update(state="finished")
    named = (absent if change == "who sat" else first).candidacy.pseudonym

    with pytest.raises(DomainError, match=f"these candidates differ from those in the proof: {named}. Tell"):
        publish_results(sitting=closed, by=officer)


def test_papers_sealed_before_points_were_told_are_published(unit, officer):
    staff = people(unit, 2)
    stage = make_stage(unit, staff)
    sitting = ready_for(stage, staff, officer)
    for candidate in sitting.candidates.all():
        sit(candidate, rights=1)
    for payload in ProofEvent.objects.filter(kind="exam_finished").values_list("payload", flat=True):
        del payload["points"]
        record_proof(stage.selection, "exam_finished", payload, by=officer)

    published = publish_results(sitting=close_sitting(sitting=sitting, by=officer), by=officer)

    assert published.state == "published"
