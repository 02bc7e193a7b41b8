"""Exams: items are for those who keep careers of the unit; a duty opens its own pages; the exam is the candidate's."""

from django.core import signing

from careers.enums import DutyKind, ItemState, SittingState
from careers.models import SittingCandidate
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import hand_in, put_on_paper, save_answer, start_exam
from careers.views.exam_save import SALT
from tests.access.policy import STAFF, Place, Row, page, thing
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, give, make_sitting

KEEPERS = frozenset({"hr_officer"})
READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
# The head of the unit has every duty in the sittings, the clerk is their candidate.
ON_DUTY = frozenset({"supervisor"})
CANDIDATE = frozenset({"employee"})


def build_exams(place: Place) -> dict[str, object]:
    bank = ItemBankFactory(unit=place.unit)
    officer = UserFactory()

    def staffed(sitting):
        for kind in DutyKind:
            give(sitting, place.head, kind)
        return sitting

    def written(person, sitting):
        candidate = sitting.candidates.get(employee=person)
        candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
        for row in candidate.paper.items.all():
            save_answer(
                candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value="Jawaban"
            ) if row.item.kind == "essay" else None
        return candidate

    parts = [("Anggaran", "easy", "single", 4, 1), ("Anggaran", "", "essay", 1, 10)]
    essay = [{"essay": True}]
    other = EmployeeFactory(unit=place.unit, user=UserFactory())
    planned = staffed(make_sitting(place.unit, people=[place.clerk], state=SittingState.PLANNED))
    ready = staffed(make_sitting(place.unit, people=[place.clerk], state=SittingState.READY))
    running = staffed(make_sitting(place.unit, people=[place.clerk]))
    mine = written(place.clerk, running)
    paper = staffed(make_sitting(place.unit, people=[place.clerk]))
    on_paper = put_on_paper(candidate=paper.candidates.get(), reason="Listrik", by=officer)
    closing = staffed(make_sitting(place.unit, parts=parts, extra_items=essay, people=[other]))
    hand_in(candidate=written(other, closing), by=None)
    closed = close_sitting(sitting=closing, by=officer)
    done = staffed(make_sitting(place.unit, people=[place.clerk]))
    hand_in(candidate=written(place.clerk, done), by=None)
    publish_results(sitting=close_sitting(sitting=done, by=officer), by=officer)
    statistic = closed.item_statistics.filter(item__kind="single").first()
    return {
        "exam_bank": bank,
        "exam_draft": ItemFactory(bank=bank, state=ItemState.DRAFT),
        "exam_in_review": ItemFactory(bank=bank, state=ItemState.IN_REVIEW),
        "exam_item": ItemFactory(bank=bank),
        "exam_blueprint": BlueprintFactory(bank=bank),
        "exam_planned": planned,
        "exam_planned_candidate": planned.candidates.get(),
        "exam_planned_duty": planned.duties.first(),
        "exam_planned_room": planned.rooms.create(name="Aula", seats=10),
        "exam_ready": ready,
        "exam_running": running,
        "exam_mine": mine,
        "exam_invited": ready.candidates.get(),
        "exam_on_paper": on_paper,
        "exam_closed": closed,
        "exam_statistic": statistic,
        "exam_essay": closed.candidates.get().paper.items.get(item__kind="essay"),
        "exam_done": SittingCandidate.objects.get(sitting=done),
        "exam_token": signing.dumps([mine.pk, mine.device, "another browser"], salt=SALT),
    }


def _inner(key: str, own: frozenset[str], arg: str, inner: str, *, by: str = "pk", method: str = "post") -> Row:
    return Row(
        own=own,
        kwargs=lambda objects: {"pk": objects[key].pk, arg: getattr(objects[inner], by)},
        method=method,
        has_object=True,
    )


EXAM_ROWS: dict[str, Row] = {
    "careers:exam-bank-list": page(KEEPERS),
    "careers:exam-bank-create": page(KEEPERS),
    "careers:exam-import-template": page(KEEPERS),
    "careers:exam-bank-detail": thing("exam_bank", KEEPERS),
    "careers:exam-items-import": thing("exam_bank", KEEPERS),
    "careers:exam-item-create": thing("exam_bank", KEEPERS),
    "careers:exam-review-list": page(KEEPERS),
    "careers:exam-item-detail": thing("exam_item", KEEPERS),
    "careers:exam-item-change": thing("exam_draft", KEEPERS),
    "careers:exam-item-propose": thing("exam_draft", KEEPERS, method="post"),
    # Whoever keeps careers in the government is a second pair of eyes.
    "careers:exam-item-review": thing("exam_in_review", KEEPERS, other_unit=KEEPERS),
    "careers:exam-item-retire": thing("exam_item", KEEPERS),
    "careers:exam-item-version": thing("exam_item", KEEPERS, method="post"),
    "careers:exam-blueprint-list": page(KEEPERS),
    "careers:exam-blueprint-create": page(KEEPERS),
    "careers:exam-blueprint-detail": thing("exam_blueprint", KEEPERS),
    "careers:exam-blueprint-change": thing("exam_blueprint", KEEPERS),
    "careers:exam-sitting-list": page(READERS | STAFF),
    "careers:exam-sitting-create": page(KEEPERS),
    "careers:exam-sitting-detail": thing("exam_planned", READERS | ON_DUTY),
    "careers:exam-sitting-change": thing("exam_planned", KEEPERS),
    "careers:exam-room-add": thing("exam_planned", KEEPERS),
    "careers:exam-room-remove": _inner("exam_planned", KEEPERS, "room_pk", "exam_planned_room"),
    "careers:exam-duty-give": thing("exam_planned", KEEPERS),
    "careers:exam-duty-take": _inner("exam_planned", KEEPERS, "duty_pk", "exam_planned_duty"),
    "careers:exam-candidates-add": thing("exam_planned", KEEPERS),
    "careers:exam-candidate-remove": _inner("exam_planned", KEEPERS, "candidate_pk", "exam_planned_candidate"),
    "careers:exam-papers-make": thing("exam_planned", KEEPERS),
    "careers:exam-sitting-open": thing("exam_ready", KEEPERS),
    "careers:exam-sitting-close": thing("exam_running", KEEPERS),
    "careers:exam-sitting-publish": thing("exam_closed", KEEPERS),
    "careers:exam-sitting-cancel": thing("exam_planned", KEEPERS),
    "careers:exam-board": thing("exam_running", KEEPERS | ON_DUTY),
    "careers:exam-keying-list": thing("exam_running", KEEPERS | ON_DUTY),
    "careers:exam-marking-list": thing("exam_closed", ON_DUTY),
    "careers:exam-figures": thing("exam_closed", READERS),
    "careers:exam-item-drop": _inner("exam_closed", KEEPERS, "item_pk", "exam_statistic", by="item_id", method="get"),
    "careers:exam-time": thing("exam_mine", KEEPERS | ON_DUTY),
    "careers:exam-end": thing("exam_mine", KEEPERS | ON_DUTY),
    "careers:exam-to-paper": thing("exam_mine", KEEPERS | ON_DUTY),
    "careers:exam-paper": thing("exam_mine", KEEPERS | ON_DUTY),
    "careers:exam-keying": thing("exam_on_paper", KEEPERS | ON_DUTY),
    "careers:exam-settle": thing("exam_on_paper", KEEPERS | ON_DUTY),
    "careers:exam-mark": thing("exam_essay", ON_DUTY),
    "careers:exam-mine": page(READERS | STAFF),
    "careers:exam-mine-detail": thing("exam_mine", CANDIDATE),
    "careers:exam-start": thing("exam_invited", CANDIDATE, method="post", data={"code": "x"}),
    "careers:exam-page-save": thing("exam_mine", CANDIDATE, method="post"),
    "careers:exam-finish": thing("exam_mine", CANDIDATE),
    "careers:exam-slip": thing("exam_done", CANDIDATE),
    # Only for the browser that opened the exam: tests/careers/views/test_exam_mine.py lets it in.
    "exam_save:save": Row(
        method="post",
        data=lambda objects: {"token": objects["exam_token"]},
        has_object=True,
        asks_to_sign_in=False,
    ),
}
