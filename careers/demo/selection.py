"""Selections of the demo: one in each state, one with an amendment, one with objections."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, ObjectionState, SelectionKind, SelectionState, StageKind
from careers.facts.person import check_person
from careers.models import (
    Candidacy,
    PlanAmendment,
    Selection,
    SelectionRequirement,
    SelectionStage,
    StageObjection,
    StageResult,
)
from careers.models.candidacy import new_salt
from careers.proof_log import record_proof
from careers.requirement_presets import requirements_for
from careers.selection_integrity import announcement_entry, application_entry
from careers.selection_plan import plan_of
from careers.selection_ranking import ranking_of
from careers.services.selection_decision import ranking_line
from careers.services.stage_publication import public_result
from careers.services.stage_result import commitment
from careers.words.requirement import requirement_words
from employees.enums import Echelon, PositionType
from employees.models import Employee, Position
from employees.services.history import add_definitive_position

ANNOUNCEMENT = (
    "Pemerintah daerah membuka seleksi untuk jabatan ini. Pendaftaran dilakukan melalui portal; data kepegawaian "
    "diambil dari catatan yang sudah ada. Tidak dipungut biaya apa pun."
)
# Kind, weight, pass mark, days from the end of registration to its publication.
STAGES = (
    (StageKind.ADMINISTRATIVE, 0, None, 5),
    (StageKind.EXAM, 40, 55, 12),
    (StageKind.INTERVIEW, 40, None, 19),
    (StageKind.TRACK_RECORD, 20, None, 26),
)
# Exam, interview, track record; who comes first in the list of candidates has the first row.
SCORES = (
    ("81.20", "84.00", "88.00"),
    ("80.60", "86.50", "82.00"),
    ("78.40", "79.00", "90.00"),
    ("74.00", "72.50", "80.00"),
    ("69.80", "75.00", "70.00"),
    ("48.60", None, None),
)
# Registration numbers, as the portal draws them.
NUMBERS = (5318, 1746, 9025, 3391, 7460, 2882)
STATEMENT = "Saya mengenal wilayah ini dan ingin membenahi antrean layanan serta waktu tunggu warga."
EXAM_ERROR = "3.1"


@dataclass(frozen=True)
class Post:
    """What is filled: the unit, the new position, code, state to reach and how long ago registration ended."""

    unit: str
    title: str
    code: str
    state: str
    ended: int
    scores_public: bool = False


POSTS = (
    Post("medan-belawan", "Kepala Seksi Pemberdayaan Masyarakat", "BLW-01-26", "draft", -45),
    Post("medan-belawan", "Kepala Seksi Pelayanan Publik", "BLW-02-26", "open", -14),
    Post("medan-belawan", "Kepala Seksi Ketenteraman dan Ketertiban", "BLW-03-26", "objections", 7),
    Post("medan-marelan", "Kepala Seksi Pelayanan Publik", "MRL-01-26", "amended", 40, scores_public=True),
    Post("medan-marelan", "Kepala Subbagian Umum", "MRL-02-26", "proposed", 45),
    Post("medan-belawan", "Kepala Subbagian Keuangan", "BLW-04-26", "decided", 60),
    Post("medan-marelan", "Kepala Seksi Pembangunan", "MRL-03-26", "appointed", 90, scores_public=True),
    Post("medan-belawan", "Kepala Subbagian Program", "BLW-05-26", "cancelled", 30),
    Post("senapelan", "Kepala Seksi Pelayanan Publik", "SNP-01-26", "open", -10),
)


def add_selections(world: DemoWorld) -> None:
    for post in POSTS:
        is_medan = post.unit != "senapelan"
        officer = world.users["hr@medan.demo" if is_medan else "hr@pekanbaru.demo"]
        head = world.users["head@medan.demo" if is_medan else "head@pekanbaru.demo"]
        staff = list(_staff(world, post.unit))
        _Telling(world, post, officer, head).tell(staff)


def _staff(world: DemoWorld, slug: str) -> Iterator[Employee]:
    """Those of the district who may compete: the demo employee first, nobody who keeps or signs selections."""
    own = {"medan-belawan": "pegawai@belawan.demo", "medan-marelan": "pegawai@marelan.demo"}
    first = world.users[own.get(slug, "pegawai@senapelan.demo")]
    keepers = {user.pk for email, user in world.users.items() if email != first.email}
    path = world.units[slug].path
    rows = Employee.objects.active().filter(unit__path__startswith=path, user__isnull=False).exclude(user__in=keepers)
    rows = (
        rows.exclude(position__is_head=True).select_related("unit", "position", "user").order_by("-rank_order", "nip")
    )
    people = list(rows.filter(employment_type="PNS")[:30])
    yield from rows.filter(user=first)
    yield from (person for person in people if person.user_id != first.pk)


class _Telling:
    """One selection, told up to its state."""

    def __init__(self, world: DemoWorld, post: Post, officer: Any, head: Any) -> None:
        self.world, self.post, self.officer, self.head = world, post, officer, head
        self.closes_on = world.date_before(post.ended)

    def tell(self, staff: Sequence[Employee]) -> None:
        selection = self.drafted()
        if self.post.state == "draft":
            return
        self.announced(selection)
        if self.post.state == "cancelled":
            self.cancelled(selection)
            return
        if self.post.state == "open":
            self.apply(selection, staff[1:4])
            Candidacy.objects.create(selection=selection, employee=staff[0], statement=STATEMENT)
            return
        # A place of its own for each selection in the list of people, so that not always the same ones win.
        offset = 1 + 4 * [post.code for post in POSTS].index(self.post.code) % 16
        fitting = [person for person in staff[1:] if not self.failing(check_person(selection, person))]
        fitting = fitting if len(fitting) >= 5 else list(staff[1:])
        others = [fitting[(offset + number) % len(fitting)] for number in range(5)]
        people = [*others[:2], staff[0], *others[2:]]
        candidacies = self.apply(selection, people)
        self.checked(selection, candidacies)
        if self.post.state == "objections":
            self.objected(selection, candidacies)
            return
        self.scored(selection, candidacies)
        if self.post.state == "amended":
            self.amended(selection)
            return
        self.proposed(selection)
        if self.post.state in {"decided", "appointed"}:
            self.decided(selection)
        if self.post.state == "appointed":
            self.appointed(selection)

    @staticmethod
    def failing(checks: Sequence[dict[str, Any]]) -> list[str]:
        return [check["text"] for check in checks if check["outcome"] == "not_met"]

    def moment(self, day: datetime.date, hour: int = 9) -> datetime.datetime:
        return min(
            datetime.datetime.combine(day, datetime.time(hour), tzinfo=timezone.get_current_timezone()), timezone.now()
        )

    def after(self, days: int) -> datetime.date:
        return self.closes_on + datetime.timedelta(days=days)

    def drafted(self) -> Selection:
        position = Position.objects.create(
            unit=self.world.units[self.post.unit],
            title=self.post.title,
            position_type=PositionType.PENGAWAS,
            echelon=Echelon.IV_A,
        )
        selection = Selection.objects.create(
            unit=position.unit,
            position=position,
            title=f"Seleksi {position.title}",
            code=self.post.code,
            kind=SelectionKind.SUPERVISOR,
            announcement="" if self.post.state == "draft" else ANNOUNCEMENT,
            opens_on=self.closes_on - datetime.timedelta(days=25),
            closes_on=self.closes_on,
            scores_public=self.post.scores_public,
            proposed=3,
            created_by=self.officer,
        )
        for order, (kind, value) in enumerate(requirements_for(selection.kind), 1):
            SelectionRequirement.objects.create(
                selection=selection, order=order, kind=kind, value=value, text=requirement_words(kind, value)
            )
        for order, (kind, weight, mark, ends) in enumerate(STAGES, 1):
            SelectionStage.objects.create(
                selection=selection,
                order=order,
                kind=kind,
                title=str(kind.label),
                weight=weight,
                pass_mark=mark,
                starts_on=self.after(ends - 4),
                ends_on=self.after(ends),
            )
        return selection

    def announced(self, selection: Selection) -> None:
        selection.plan = plan_of(selection)
        selection.plan_hash = plan_hash(selection.plan)
        selection.state = SelectionState.ANNOUNCED
        selection.announced_at = self.moment(selection.opens_on, 8)
        selection.save()
        self.prove(selection, "announced", announcement_entry(selection))

    def cancelled(self, selection: Selection) -> None:
        selection.state = SelectionState.CANCELLED
        selection.cancel_reason = "Jabatan dihapus karena penataan organisasi."
        selection.save()
        self.prove(selection, "cancelled", {"reason": selection.cancel_reason})

    def apply(self, selection: Selection, people: Sequence[Employee]) -> list[Candidacy]:
        candidacies = []
        for number, person in enumerate(people, 1):
            candidacy = Candidacy.objects.create(
                selection=selection,
                employee=person,
                number=NUMBERS[number - 1],
                state=CandidacyState.SUBMITTED,
                statement=STATEMENT,
                eligibility=check_person(selection, person),
                submitted_at=self.moment(selection.opens_on + datetime.timedelta(days=number)),
                person_salt=new_salt(),
            )
            self.prove(selection, "application_submitted", application_entry(candidacy), by=person.user)
            candidacies.append(candidacy)
        return candidacies

    def checked(self, selection: Selection, candidacies: Sequence[Candidacy]) -> None:
        """All are admitted but the last."""
        check = selection.stages.get(order=1)
        for candidacy in candidacies:
            is_last = candidacy == candidacies[-1] and self.post.state == "objections"
            candidacy.state = CandidacyState.REJECTED if is_last else CandidacyState.ADMITTED
            candidacy.reject_code = "document" if is_last else ""
            candidacy.reject_text = "Halaman kedua ijazah tidak terbaca." if is_last else ""
            if not is_last and self.failing(candidacy.eligibility):
                candidacy.admit_reason = "Masa kerja sebagai pelaksana tugas ikut dihitung; suratnya terlampir."
            candidacy.checked_at, candidacy.checked_by = self.moment(self.after(4)), self.officer
            candidacy.save()
            self.result(check, candidacy, None, passed=not is_last)
        self.published(check, 5)

    def scored(self, selection: Selection, candidacies: Sequence[Candidacy]) -> None:
        for order, stage in enumerate(selection.stages.filter(order__gt=1)):
            for candidacy, row in zip(candidacies, SCORES, strict=True):
                if row[order] is not None:
                    self.result(stage, candidacy, row[order])
            self.published(stage, STAGES[order + 1][3])

    def result(
        self, stage: SelectionStage, candidacy: Candidacy, score: str | None, passed: bool | None = None
    ) -> None:
        if score is not None and stage.pass_mark is not None:
            passed = Decimal(score) >= stage.pass_mark
        result = StageResult.objects.create(
            stage=stage,
            candidacy=candidacy,
            score=score,
            passed=passed,
            detail={"se": EXAM_ERROR} if stage.kind == StageKind.EXAM else {},
            recorded_by=self.officer,
        )
        data = {"stage": stage.order, "pseudonym": candidacy.pseudonym, "commitment": commitment(result)}
        self.prove(stage.selection, "result", data)

    def published(self, stage: SelectionStage, days: int) -> None:
        stage.published_at = self.moment(self.after(days), 15)
        stage.save()
        rows = [
            public_result(stage.selection, each)
            for each in stage.results.select_related("candidacy").order_by("candidacy__pseudonym")
        ]
        data = {"stage": stage.order, "published_at": stage.published_at.isoformat(), "results": rows}
        self.prove(stage.selection, "stage_published", data)

    def objected(self, selection: Selection, candidacies: Sequence[Candidacy]) -> None:
        """One waits for an answer, one was dismissed."""
        check = selection.stages.get(order=1)
        StageObjection.objects.create(
            stage=check,
            candidacy=candidacies[-1],
            text="Ijazah sudah saya unggah ulang; halaman keduanya terbaca jelas.",
            due_on=self.world.today + datetime.timedelta(days=5),
        )
        StageObjection.objects.create(
            stage=check,
            candidacy=candidacies[0],
            text="Mohon pengalaman saya sebagai pelaksana tugas ikut dihitung.",
            answer="Anda sudah memenuhi syarat; masa sebagai pelaksana tugas tidak menambah nilai pada tahap ini.",
            state=ObjectionState.DISMISSED,
            due_on=self.world.today + datetime.timedelta(days=5),
            answered_by=self.officer,
            answered_at=timezone.now(),
        )
        due = (self.world.today + datetime.timedelta(days=5)).isoformat()
        for candidacy in (candidacies[-1], candidacies[0]):
            data = {"stage": 1, "pseudonym": candidacy.pseudonym, "due": due}
            self.prove(selection, "objection_filed", data, by=candidacy.employee.user)
        result = check.results.select_related("candidacy").get(candidacy=candidacies[0])
        data = {"stage": 1, "pseudonym": candidacies[0].pseudonym, "upheld": False, "changed": False}
        self.prove(selection, "objection_answered", {**data, "result": public_result(selection, result)})

    def amended(self, selection: Selection) -> None:
        """The interview counts more; both have signed."""
        old = selection.plan
        weights = {2: Decimal(30), 3: Decimal(50)}
        for stage in selection.stages.filter(order__in=weights):
            stage.weight = weights[stage.order]
            stage.save()
        selection.plan = plan_of(selection)
        selection.plan_hash = plan_hash(selection.plan)
        selection.save()
        amendment = PlanAmendment.objects.create(
            selection=selection,
            reason="Sepuluh soal ujian ternyata bocor, sehingga bobot ujian diturunkan.",
            old_plan=old,
            new_plan=selection.plan,
            new_hash=selection.plan_hash,
            first_signer=self.officer,
            first_signed_at=self.moment(self.after(30)),
            second_signer=self.head,
            second_signed_at=self.moment(self.after(31)),
        )
        data = {"reason": amendment.reason, "plan": selection.plan, "plan_hash": selection.plan_hash}
        self.prove(selection, "amendment_signed", data, by=self.head)

    def proposed(self, selection: Selection) -> None:
        ranking = ranking_of(selection).rows
        rows = [row for row in ranking if row.standing.place <= selection.proposed]
        for row in rows:
            row.candidacy.state = CandidacyState.PROPOSED
            row.candidacy.save()
        selection.proposed_at = self.moment(self.after(32))
        selection.save()
        data = {
            "ranking": [ranking_line(selection, row) for row in ranking],
            "proposed": [row.candidacy.pseudonym for row in rows],
        }
        self.prove(selection, "names_proposed", data)

    def decided(self, selection: Selection) -> None:
        chosen = ranking_of(selection).rows[0].candidacy
        chosen.state = CandidacyState.CHOSEN
        chosen.save()
        selection.state = SelectionState.DECIDED
        selection.decided_at, selection.decided_by = self.moment(self.after(36)), self.head
        selection.decision_reason = "Nilai tertinggi, dan paling berpengalaman memimpin layanan loket."
        selection.save()
        self.prove(selection, "decided", {"pseudonym": chosen.pseudonym}, by=self.head)

    def appointed(self, selection: Selection) -> None:
        chosen = selection.candidacies.get(state=CandidacyState.CHOSEN)
        selection.state = SelectionState.APPOINTED
        selection.appointed_on = self.after(45)
        selection.decree_number = "821.24/117/BKPSDM"
        selection.save()
        add_definitive_position(
            employee=chosen.employee,
            position=selection.position,
            effective_date=selection.appointed_on,
            by=self.officer,
            decree_number=selection.decree_number,
            decree_date=self.after(40),
            reason=f"Seleksi {selection.code}",
        )
        selection.candidacies.filter(state=CandidacyState.PROPOSED).update(state=CandidacyState.UNCHOSEN)
        data = {"pseudonym": chosen.pseudonym, "effective_date": selection.appointed_on.isoformat()}
        self.prove(selection, "appointed", data)

    def prove(self, selection: Selection, kind: str, data: dict[str, Any], *, by: Any = None) -> None:
        record_proof(selection, kind, data, by=by or self.officer)
