"""Panels of the demo: one that scores its second stage, and one that is being set up. Their chains begin with the
announcement, and the first stage is published."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from asn_portal.accounts.models import User
from asn_portal.operation.demo import DemoWorld
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, SelectionKind, SelectionState, StageKind
from careers.models import Candidacy, PanelMember, Rubric, Selection, SelectionStage
from careers.models.candidacy import new_salt
from careers.proof_log import record_proof
from careers.selection_integrity import announcement_entry, application_entry
from careers.selection_plan import plan_of
from careers.services.panel import add_member, appoint_panel, declare_conflicts, undeclared
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_score import (
    Criterion,
    finish_scoring,
    give_score,
    open_discussion,
    open_scoring,
    set_rubric,
)
from careers.services.stage_publication import publish_stage
from employees.enums import Echelon, PositionType
from employees.models import Employee, Position

EXPERTS = (
    ("pakar@usu.demo", "Prof. Rosmaini Lubis", "Universitas Sumatera Utara"),
    ("pakar@unimed.demo", "Dr. Hotman Sihombing", "Universitas Negeri Medan"),
    ("pakar@apindo.demo", "Ir. Yulia Tarigan", "Asosiasi Pengusaha Sumatera Utara"),
)
INTERNAL = ("camat@belawan.demo", "camat@marelan.demo")
ANCHORS = (
    "Tidak menjawab persoalan",
    "Menjawab sebagian, tanpa data",
    "Menjawab dengan data yang ada",
    "Menjawab dengan data dan rencana",
    "Menjawab dengan data, rencana, dan ukuran keberhasilan",
)
CRITERIA = (("Pemahaman persoalan", 40), ("Gagasan perbaikan", 40), ("Cara menyampaikan", 20))
# Levels by member (row) and candidate; the third member is stricter than the others.
LEVELS = ((4, 3, 5, 2), (4, 4, 5, 3), (3, 2, 4, 2), (5, 4, 5, 3), (4, 3, 5, 3))

# Registration numbers, as the portal draws them.
NUMBERS = (4172, 1093, 8851, 2637)


def add_panels(world: DemoWorld) -> None:
    """After the staff; the office of Medan keeps the first selection, that of Pekanbaru the second."""
    _scored(world)
    _being_set_up(world)


def _scored(world: DemoWorld) -> None:
    officer = world.users["hr@medan.demo"]
    selection = _selection(world, "kota-medan", "bkpsdm-medan", "KABID-PK-26", "Kepala Bidang Pengembangan Kompetensi")
    paper = _stage(world, selection, 1, StageKind.PAPER, "Penulisan makalah", 40, ends=-6)
    interview = _stage(world, selection, 2, StageKind.INTERVIEW, "Wawancara akhir", 60, ends=5)
    rubrics = [_rubric(stage, officer) for stage in (paper, interview)]
    selection.plan = plan_of(selection)
    selection.plan_hash, selection.state = plan_hash(selection.plan), SelectionState.ANNOUNCED
    selection.announced_at = timezone.now() - datetime.timedelta(days=45)
    selection.save()
    record_proof(selection, "announced", announcement_entry(selection), by=officer)
    candidates = _candidates(world, selection)
    members = [_member(world, selection, each, officer, is_chair=not number) for number, each in enumerate(EXPERTS)]
    members += [_internal(world, selection, email, officer) for email in INTERNAL]
    appoint_panel(
        selection=selection,
        decree_number="800.1.2.6/412/2026",
        decree_date=world.date_before(40),
        deviation_reason="",
        by=officer,
    )
    for member in members:
        seen = {candidacy.pk for candidacy in undeclared(member)}
        declare_conflicts(member=member, conflicts={}, seen=seen, by=member.user)
    _score(open_scoring(rubric=rubrics[0], by=officer), members, candidates)
    finished = finish_scoring(rubric=rubrics[0], by=members[0].user)
    for member in members[:3]:
        sign_minutes(minutes=finished.minutes, member=member, by=member.user)
    publish_stage(stage=paper, by=officer, at=timezone.now() - datetime.timedelta(days=5))
    running = open_scoring(rubric=rubrics[1], by=officer)
    _score(running, members, candidates[:2])
    _score(running, members[:3], candidates[2:])
    open_discussion(
        rubric=running,
        candidacy=candidates[0],
        reason="Nilai anggota berbeda jauh; jawaban tentang anggaran perlu dibahas.",
        by=members[0].user,
    )


def _being_set_up(world: DemoWorld) -> None:
    officer = world.users["hr@pekanbaru.demo"]
    selection = _selection(
        world, "kota-pekanbaru", "bkpsdm-pekanbaru", "KABID-MUT-26", "Kepala Bidang Mutasi dan Promosi"
    )
    _stage(world, selection, 1, StageKind.INTERVIEW, "Wawancara akhir", 100, ends=30)
    for email in ("camat@senapelan.demo", "lurah@senapelan.demo"):
        _internal(world, selection, email, officer)


def _selection(world: DemoWorld, unit: str, office: str, code: str, title: str) -> Selection:
    position = Position.objects.create(
        unit=world.units[office], title=title, position_type=PositionType.ADMINISTRATOR, echelon=Echelon.III_B
    )
    return Selection.objects.create(
        unit=world.units[unit],
        position=position,
        title=f"Seleksi {title}",
        code=code,
        kind=SelectionKind.ADMINISTRATOR,
        announcement=f"Dibuka seleksi {title}.",
        opens_on=world.date_before(45),
        closes_on=world.date_before(20),
        created_by=world.users[f"hr@{unit.removeprefix('kota-')}.demo"],
    )


def _stage(
    world: DemoWorld, selection: Selection, order: int, kind: StageKind, title: str, weight: int, *, ends: int
) -> SelectionStage:
    return SelectionStage.objects.create(
        selection=selection,
        order=order,
        kind=kind,
        title=title,
        weight=Decimal(weight),
        starts_on=world.date_before(12 - ends),
        ends_on=world.date_before(-ends),
    )


def _candidates(world: DemoWorld, selection: Selection) -> list[Candidacy]:
    staff = Employee.objects.active().filter(unit=world.units["terjun"]).exclude(user__in=world.users.values())
    candidacies = []
    for number, employee in enumerate(staff.order_by("nip")[:4], start=1):
        candidacy = Candidacy.objects.create(
            selection=selection,
            employee=employee,
            number=NUMBERS[number - 1],
            # The demo is the same every day.
            pseudonym=f"{'ABCD'[number - 1]}KASIAMD",
            state=CandidacyState.ADMITTED,
            statement="Ingin mengembangkan pelatihan yang dipakai di tempat kerja.",
            submitted_at=timezone.now() - datetime.timedelta(days=30 - number),
            person_salt=new_salt(),
        )
        record_proof(selection, "application_submitted", application_entry(candidacy), by=None)
        candidacies.append(candidacy)
    return candidacies


def _member(
    world: DemoWorld, selection: Selection, expert: tuple[str, str, str], officer: User, *, is_chair: bool
) -> PanelMember:
    email, name, institution = expert
    user = User.objects.create(username=email, email=email, name=name, password=world.password_hash)
    world.users[email] = user
    return add_member(
        selection=selection,
        user=user,
        institution=institution,
        is_internal=False,
        is_chair=is_chair,
        by=officer,
    )


def _internal(world: DemoWorld, selection: Selection, email: str, officer: User) -> PanelMember:
    return add_member(
        selection=selection,
        user=world.users[email],
        institution=str(selection.unit.name),
        is_internal=True,
        is_chair=False,
        by=officer,
    )


def _rubric(stage: SelectionStage, officer: User) -> Any:
    return set_rubric(
        stage=stage,
        is_blind=stage.kind == StageKind.PAPER,
        instructions="Nilai setiap kriteria sendiri-sendiri, lalu tulis apa yang Anda lihat.",
        criteria=[Criterion(title, Decimal(weight), ANCHORS) for title, weight in CRITERIA],
        by=officer,
    )


def _score(rubric: Rubric, members: list[PanelMember], candidates: list[Candidacy]) -> None:
    for row, member in enumerate(members):
        for candidacy in candidates:
            level = LEVELS[row][NUMBERS.index(candidacy.number or NUMBERS[0])]
            give_score(
                rubric=rubric,
                member=member,
                candidacy=candidacy,
                levels={1: level, 2: level, 3: max(level - 1, 1)},
                note="",
                by=member.user,
            )
