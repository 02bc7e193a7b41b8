"""Selections: the office keeps them, the head signs and decides, the auditor reads, staff apply, everybody may look."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal.documents.services import store_document
from careers.enums import CandidacyState, StageKind
from careers.models import PlanAmendment
from careers.services.candidacy import DOCUMENT_KIND
from tests.access.policy import EVERYONE, STAFF, Place, Row, page, thing
from tests.factories.employees import EmployeeFactory, PositionFactory, UserFactory
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionRequirementFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
)

OFFICE = frozenset({"hr_officer"})
READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
FILES = frozenset({"hr_officer", "auditor"})


def build_selections(place: Place) -> dict[str, object]:
    position = PositionFactory(unit=place.unit)
    draft = SelectionFactory(position=position)
    opened = SelectionFactory(position=position, announced=True)
    own = CandidacyFactory(selection=opened, employee=place.clerk, state=CandidacyState.DRAFT)
    document = store_document(
        file=ContentFile(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "ijazah.pdf"),
        by=place.clerk.user,
        kind=DOCUMENT_KIND,
        owner=own,
        unit_path=place.unit.path,
    )
    running = SelectionFactory(position=position, closed=True)
    check = SelectionStageFactory(selection=running, kind=StageKind.ADMINISTRATIVE, weight=0)
    interview = SelectionStageFactory(selection=running)
    candidacy = CandidacyFactory(
        selection=running, employee=EmployeeFactory(unit=place.unit), state=CandidacyState.SUBMITTED
    )
    objection = StageObjectionFactory(stage=check, candidacy=candidacy)
    StageResultFactory(stage=check, candidacy=candidacy, score=None, passed=True)
    signed = StageObjectionFactory(
        stage=interview,
        candidacy=candidacy,
        draft={"upheld": True, "answer": "Ya.", "score": "70.00", "passed": None},
        first_signer=UserFactory(),
    )
    amendment = PlanAmendment.objects.create(
        selection=running,
        reason="Asesor sakit.",
        old_plan={"format": 1},
        new_plan={"format": 1},
        new_hash="0" * 64,
        first_signer=UserFactory(),
        first_signed_at=timezone.now(),
    )
    competed = SelectionFactory(position=position, closed=True)
    published = SelectionStageFactory(selection=competed, published=True)
    StageResultFactory(stage=published, candidacy=CandidacyFactory(selection=competed, employee=place.clerk))
    return {
        "draft_selection": draft,
        "draft_requirement": SelectionRequirementFactory(selection=draft),
        "draft_stage": SelectionStageFactory(selection=draft),
        "open_selection": opened,
        "application_document": document,
        "running_selection": running,
        "selection_stage": interview,
        "candidacy": candidacy,
        "stage_objection": objection,
        "signed_objection": signed,
        "amendment": amendment,
        "competed_selection": competed,
        "published_stage": published,
        "paper_stage": SelectionStageFactory(selection=competed, kind=StageKind.PAPER),
    }


def part(whole: str, key: str, arg: str, own: frozenset[str], *, method: str = "get") -> Row:
    """A part of a selection: both stand in the address."""

    def kwargs(objects: Mapping[str, object]) -> dict[str, object]:
        return {"pk": objects[whole].pk, arg: objects[key].pk}  # type: ignore[attr-defined]

    return Row(own=own, kwargs=kwargs, method=method, has_object=True)


def draft(own: frozenset[str] = OFFICE, **words: str) -> Row:
    return thing("draft_selection", own, **words)


def running(own: frozenset[str]) -> Row:
    return thing("running_selection", own)


def everywhere() -> Row:
    return thing("open_selection", EVERYONE, by="code", other_unit=EVERYONE, other_government=EVERYONE)


SELECTION_ROWS: dict[str, Row] = {
    "careers:selection-list": page(READERS),
    "careers:selection-create": page(OFFICE),
    "careers:selection-detail": draft(READERS),
    "careers:selection-write": draft(),
    "careers:selection-announce": draft(),
    "careers:selection-cancel": draft(),
    "careers:requirement-create": draft(kind="age"),
    "careers:requirement-remove": part("draft_selection", "draft_requirement", "requirement_pk", OFFICE, method="post"),
    "careers:stage-create": draft(),
    "careers:stage-write": part("draft_selection", "draft_stage", "stage_pk", OFFICE),
    "careers:stage-remove": part("draft_selection", "draft_stage", "stage_pk", OFFICE, method="post"),
    "careers:selection-candidates": running(FILES),
    "careers:selection-stage": part("running_selection", "selection_stage", "stage_pk", FILES),
    "careers:stage-results": part("running_selection", "selection_stage", "stage_pk", OFFICE),
    "careers:stage-publish": part("running_selection", "selection_stage", "stage_pk", OFFICE),
    "careers:candidacy-detail": thing("candidacy", FILES),
    "careers:candidacy-admit": thing("candidacy", OFFICE),
    "careers:candidacy-refuse": thing("candidacy", OFFICE),
    "careers:objection-detail": thing("stage_objection", FILES),
    "careers:objection-answer": thing("stage_objection", OFFICE),
    "careers:objection-sign": thing("signed_objection", OFFICE | frozenset({"head_of_agency"})),
    "careers:selection-ranking": running(READERS),
    "careers:selection-plan": running(READERS),
    "careers:amendment-create": running(OFFICE),
    "careers:amendment-sign": part(
        "running_selection", "amendment", "amendment_pk", OFFICE | frozenset({"head_of_agency"})
    ),
    "careers:amendment-withdraw": part("running_selection", "amendment", "amendment_pk", OFFICE, method="post"),
    "careers:selection-propose": running(OFFICE),
    "careers:selection-decide": running(frozenset({"head_of_agency"})),
    "careers:selection-appoint": running(OFFICE),
    "careers:vacancy-list": page(STAFF),
    "careers:vacancy-detail": thing("open_selection", STAFF, other_unit=STAFF),
    "careers:application-write": thing("open_selection", STAFF, other_unit=STAFF),
    "careers:application-submit": thing("open_selection", {"employee"}),
    "careers:application-withdraw": thing("open_selection", {"employee"}),
    "careers:application-document-remove": part(
        "open_selection", "application_document", "document", frozenset({"employee"}), method="post"
    ),
    "careers:paper-hand-in": part("competed_selection", "paper_stage", "stage_pk", frozenset({"employee"})),
    "careers:objection-create": part("competed_selection", "published_stage", "stage_pk", frozenset({"employee"})),
    "public_selection:list": page(EVERYONE),
    "public_selection:detail": everywhere(),
    "public_selection:plan": everywhere(),
}
