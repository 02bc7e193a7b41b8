"""Exams of the demo: an item bank in Indonesian, a blueprint, and a sitting in each state."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

from django.utils import timezone

from asn_portal.notifications.models import OutboxMail
from asn_portal.operation.demo import DemoWorld
from careers.demo.exam_items import ITEMS
from careers.domain.exam_item import dump_options
from careers.domain.gift import read_gift
from careers.enums import AttendanceState, DutyKind, ItemKind, ItemLevel, ItemState, ReviewVerdict, SittingState
from careers.models import (
    Answer,
    Blueprint,
    BlueprintLine,
    EssayMark,
    Item,
    ItemBank,
    ItemReview,
    PaperItem,
    Sitting,
    SittingCandidate,
    SittingDuty,
    SittingRoom,
    TimeAdjustment,
)
from careers.services.exam_paper import make_papers
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import close_sitting, open_sitting
from employees.models import Employee

PARTS = (
    ("Pelayanan publik", "easy", "", 3, 2),
    ("Pelayanan publik", "medium", "", 3, 3),
    ("Anggaran", "easy", "", 3, 2),
    ("Anggaran", "medium", "", 3, 3),
    ("Administrasi kependudukan", "easy", "", 3, 2),
    ("Administrasi kependudukan", "medium", "", 3, 3),
    ("Pelayanan publik", "hard", "essay", 1, 15),
)


def add_exams(world: DemoWorld) -> None:
    """For Kecamatan Medan Belawan: planned, ready, open, closed, published and cancelled."""
    unit = world.units["medan-belawan"]
    officer, colleague = world.users["hr@medan.demo"], world.users["hr@belawan.demo"]
    bank = _bank(unit, officer, colleague)
    _city_bank(unit.government, officer)
    blueprint = Blueprint.objects.create(
        bank=bank,
        title="Ujian kompetensi pelaksana kelurahan",
        minutes=60,
        instructions="Kerjakan sendiri. Setiap jawaban langsung tersimpan. Tanyakan hal teknis kepada pengawas.",
        created_by=officer,
    )
    BlueprintLine.objects.bulk_create(
        BlueprintLine(
            blueprint=blueprint, order=order, subject=subject, level=level, kind=kind, count=count, points=points
        )
        for order, (subject, level, kind, count, points) in enumerate(PARTS, start=1)
    )
    staff = list(Employee.objects.active().filter(unit__path__startswith=unit.path).exclude(user=None).order_by("nip"))
    own = [person for person in staff if person.user_id == world.users["pegawai@belawan.demo"].pk]
    heads = [person for person in staff if person.user_id == world.users["lurah@belawan.demo"].pk]
    others = [person for person in staff if person not in own and person not in heads]
    for days, state in ((21, SittingState.PLANNED), (7, SittingState.READY), (0, SittingState.OPEN),
                        (-6, SittingState.CLOSED), (-40, SittingState.PUBLISHED)):  # fmt: skip
        people = [*own, *others[:11]] if state != SittingState.CLOSED else others[:12]
        _sitting(world, blueprint, state, days, people, [*heads, *others[12:14]], officer)
    # Invented people get no mail.
    OutboxMail.objects.filter(dedupe_key__startswith="exam-").delete()
    Sitting.objects.create(
        unit=unit,
        blueprint=blueprint,
        title="Ujian kompetensi susulan",
        starts_at=timezone.now() - datetime.timedelta(days=20),
        closes_at=timezone.now() - datetime.timedelta(days=20, hours=-1),
        minutes=60,
        state=SittingState.CANCELLED,
        cancel_reason="Semua peserta telah mengikuti ujian utama.",
        created_by=officer,
    )


def _bank(unit, officer, colleague) -> ItemBank:
    bank = ItemBank.objects.create(
        unit=unit,
        title="Bank soal kelurahan",
        description="Pelayanan publik, anggaran, dan administrasi kependudukan untuk pelaksana kelurahan.",
        created_by=officer,
    )
    items = []
    for subject, level, text in ITEMS:
        found = read_gift(text)
        items += [
            Item(
                bank=bank,
                code=f"{subject[:3].upper()}-{len(items) + number:03d}",
                subject=subject,
                level=level,
                kind=each.content.kind,
                text=each.content.text,
                options=dump_options(each.content.options),
                guide="Nilai penuh bila menyebut penerimaan, verifikasi, tindak lanjut, dan pemberitahuan."
                if each.content.kind == ItemKind.ESSAY
                else "",
                state=ItemState.APPROVED,
                created_by=officer,
            )
            for number, each in enumerate(found.items, start=1)
        ]
    for item, state in zip(items[-4:], (ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.IN_REVIEW, ItemState.RETIRED),
                           strict=True):  # fmt: skip
        item.state = state
        item.proposed_at = timezone.now() if state == ItemState.IN_REVIEW else None
    # One for each of the two to review.
    items[-2].created_by = colleague
    made = Item.objects.bulk_create(items)
    ItemReview.objects.bulk_create(
        ItemReview(item=item, reviewer=colleague, verdict=ReviewVerdict.APPROVED)
        for item in made
        if item.state == ItemState.APPROVED
    )
    return bank


def _city_bank(unit, officer) -> None:
    """Its only keeper wrote an item; whoever keeps careers in a unit of the city reviews it."""
    bank = ItemBank.objects.create(
        unit=unit, title="Bank soal kota", description="Soal untuk semua unit kerja.", created_by=officer
    )
    (item,) = read_gift("Pegawai ASN terdiri atas PNS dan … {=PPPK ~honorer ~tenaga alih daya}").items
    Item.objects.create(
        bank=bank,
        code="ASN-001",
        subject="Manajemen ASN",
        level=ItemLevel.EASY,
        kind=item.content.kind,
        text=item.content.text,
        options=dump_options(item.content.options),
        state=ItemState.IN_REVIEW,
        proposed_at=timezone.now(),
        created_by=officer,
    )


def _sitting(world: DemoWorld, blueprint, state, days, people, helpers, officer) -> None:
    now = timezone.now()
    sitting = Sitting.objects.create(
        unit=blueprint.bank.unit,
        blueprint=blueprint,
        title=f"Ujian kompetensi {(world.today + datetime.timedelta(days=days)):%d-%m-%Y}",
        starts_at=now + datetime.timedelta(days=days) - datetime.timedelta(hours=1),
        closes_at=now + datetime.timedelta(days=max(days, 0), hours=8),
        minutes=60,
        pass_mark=Decimal(60),
        seed=f"demo{days:+d}",
        created_by=officer,
    )
    SittingRoom.objects.create(sitting=sitting, name="Aula kecamatan", seats=8)
    SittingRoom.objects.create(sitting=sitting, name="Ruang rapat", seats=6)
    for kind, helper in zip(DutyKind, helpers, strict=False):
        SittingDuty.objects.create(sitting=sitting, employee=helper, kind=kind)
    if len(helpers) > 2:
        SittingDuty.objects.create(sitting=sitting, employee=helpers[2], kind=DutyKind.MARKER)
    for number, person in enumerate(people, start=1):
        SittingCandidate.objects.create(
            sitting=sitting, employee=person, number=number, start_code=f"DEMQ{number + 1:04d}".replace("0", "Z")
        )
    if state == SittingState.PLANNED:
        return
    sitting = make_papers(sitting=sitting, by=officer)
    if state == SittingState.READY:
        return
    sitting = open_sitting(sitting=sitting, by=officer)
    _answers(world, sitting, is_over=state != SittingState.OPEN)
    if state == SittingState.OPEN:
        candidate = sitting.candidates.get(number=3)
        TimeAdjustment.objects.create(candidate=candidate, minutes=15, reason="Gangguan penglihatan", by=officer)
        return
    sitting = close_sitting(sitting=sitting, by=officer)
    sitting.closes_at = sitting.starts_at + datetime.timedelta(hours=2)
    sitting.save(update_fields=["closes_at"])
    if state == SittingState.PUBLISHED:
        _marks(sitting, helpers)
        publish_results(sitting=sitting, by=officer)


def _answers(world: DemoWorld, sitting: Sitting, *, is_over: bool) -> None:
    """The last person never started; nor has, in the exam that runs, the first."""
    rng = random.Random(sitting.seed)
    now = timezone.now() if not is_over else sitting.starts_at + datetime.timedelta(minutes=50)
    rows: dict[int, list[PaperItem]] = {}
    for row in PaperItem.objects.filter(paper__candidate__sitting=sitting).select_related("item", "paper"):
        rows.setdefault(row.paper.candidate_id, []).append(row)
    answers = []
    for candidate in sitting.candidates.order_by("number"):
        if candidate.number == 12 or (candidate.number == 1 and not is_over):
            continue
        skill = 0.35 + 0.6 * rng.random()
        answers += [
            Answer(paper_item=row, value=_answer(row, skill, rng), device=1, saved_at=now)
            for row in rows[candidate.pk]
            if is_over or rng.random() < 0.6
        ]
        start = now - datetime.timedelta(minutes=45 if is_over else 20)
        candidate.started_at, candidate.device, candidate.last_seen_at = start, 1, now
        candidate.extra_minutes = 15 if not is_over and candidate.number == 3 else 0
        candidate.deadline = start + datetime.timedelta(minutes=candidate.total_minutes)
        candidate.state = AttendanceState.FINISHED if is_over else AttendanceState.RUNNING
        candidate.finished_at = now if is_over else None
        candidate.save()
    Answer.objects.bulk_create(answers)


def _answer(row: PaperItem, skill: float, rng: random.Random):
    item, is_right = row.item, rng.random() < skill - (0.15 if row.item.level == ItemLevel.MEDIUM else 0)
    if item.kind == ItemKind.ESSAY:
        return "Pengaduan diterima dan dicatat, diverifikasi, ditindaklanjuti unit terkait, lalu pelapor diberi tahu."
    if item.kind in {ItemKind.NUMBER, ItemKind.SHORT_TEXT}:
        return item.options[0]["text"] if is_right else "7"
    right = [place for place, option in enumerate(item.options) if Decimal(option["weight"]) > 0]
    if item.kind == ItemKind.MULTIPLE:
        return right if is_right else right[:1]
    wrong = [place for place in range(len(item.options)) if place not in right]
    return right[0] if is_right else rng.choice(wrong)


def _marks(sitting: Sitting, helpers: list[Employee]) -> None:
    rng = random.Random(sitting.seed)
    markers = [duty.employee for duty in sitting.duties.filter(kind=DutyKind.MARKER).select_related("employee")][:2]
    for row in PaperItem.objects.essays().filter(paper__candidate__sitting=sitting, answer__value__isnull=False):
        first = rng.randint(7, 14)
        for marker, points in zip(markers, (first, first + 1), strict=False):
            EssayMark.objects.create(paper_item=row, marker=marker, points=points)
