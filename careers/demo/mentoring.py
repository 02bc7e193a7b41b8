"""Mentoring of the demo: offers, pairs in each state, an assignment to confirm."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from careers.enums import AgreementState, MatchWay, MeetingState, MentorshipState, OfferState, PairRole
from careers.models import (
    AgreementGoal,
    MatchRun,
    MentoringAgreement,
    MentoringMeeting,
    MentoringTask,
    MentorOffer,
    Mentorship,
    MentorshipEvaluation,
    MidwayCheck,
    ProposedPair,
)
from employees.models import Employee
from training.models import CurrentLevel

GOALS = (
    "Menyusun anggaran kelurahan tanpa bantuan.",
    "Melayani permohonan kartu keluarga dari awal sampai selesai.",
    "Memimpin rapat koordinasi mingguan.",
    "Menulis laporan kinerja bulanan yang dapat dipakai pimpinan.",
    "Mengelola data kependudukan dengan lembar kerja.",
    "Menangani pengaduan warga secara tertulis.",
)
TOPICS = ("Memetakan alur kerja", "Berlatih dengan berkas nyata", "Membahas kendala", "Meninjau hasil")
OFFERS = (
    ("Menyusun dan membela anggaran kelurahan", "Dua belas tahun menyusun RKA; dari usulan RT sampai laporan.", False),
    ("Pelayanan kependudukan yang cepat dan benar", "Kasus sulit, berkas yang kurang, warga yang marah.", True),
    ("Menulis surat dan laporan dinas", "Dari konsep sampai naskah yang tidak dikembalikan lagi.", False),
)
WORKED = {MentorshipState.AGREED, MentorshipState.RUNNING, MentorshipState.COMPLETED, MentorshipState.STOPPED}


def add_mentorships(world: DemoWorld) -> None:
    """For each of three offices offers and a pair per state, the demo employee among them."""
    for slug, own in (
        ("belawan-i", "pegawai@belawan.demo"),
        ("terjun", "pegawai@marelan.demo"),
        ("kampung-bandar", "pegawai@senapelan.demo"),
    ):
        staff = list(Employee.objects.active().filter(unit=world.units[slug]).order_by("nip"))
        learner = next(person for person in staff if person.user_id == world.users[own].pk)
        elders = staff[:6]
        youngest = [person for person in reversed(staff) if person.user_id != learner.user_id]
        offers = _offers(world, [person for person in elders if person != learner])
        for number, (state, goal) in enumerate(zip(MentorshipState, GOALS, strict=True)):
            mentor = elders[number]
            mentee = learner if state in {MentorshipState.RUNNING, MentorshipState.COMPLETED} else youngest[number]
            if mentor != mentee:
                offer = next((each for each in offers if each.mentor_id == mentor.pk), None)
                _pair(world, mentor, mentee, state, goal, offer)
        _assignment(world, slug, elders, youngest)


def _offers(world: DemoWorld, mentors: list[Employee]) -> list[MentorOffer]:
    levels = {
        level.employee_id: level.competency
        for level in CurrentLevel.objects.filter(employee__in=mentors, achieved__gte=3)
        .select_related("competency")
        .order_by("-achieved", "competency")
    }
    offers = [
        MentorOffer(
            mentor=mentor,
            government_id=mentor.government_id,
            topic=topic,
            description=description,
            competency=levels.get(mentor.pk),
            times="Selasa dan Kamis setelah pukul 14.00",
            until=world.today + datetime.timedelta(days=120),
            places=4 if is_group else 2,
            is_group=is_group,
        )
        for mentor, (topic, description, is_group) in zip(mentors, OFFERS, strict=False)
    ]
    for mentor in mentors[3:4]:
        offers.append(
            MentorOffer(
                mentor=mentor,
                government_id=mentor.government_id,
                topic="Kearsipan kelurahan",
                description="Sudah penuh tahun ini.",
                times="Jumat pagi",
                until=world.date_before(10),
                state=OfferState.CLOSED,
            )
        )
    return [_saved(offer) for offer in offers]


def _saved(row: Any) -> Any:
    row.save()
    return row


def _pair(
    world: DemoWorld, mentor: Employee, mentee: Employee, state: MentorshipState, goal: str, offer: MentorOffer | None
) -> None:
    is_over = state in {MentorshipState.COMPLETED, MentorshipState.STOPPED}
    start = world.date_before(150 if is_over else 70)
    end = start + datetime.timedelta(days=120)
    mentorship = Mentorship.objects.create(
        mentor=mentor,
        mentee=mentee,
        goal=goal,
        starts_on=start,
        ends_on=end,
        state=state,
        offer=offer,
        way=MatchWay.GROUP if offer is not None and offer.is_group else MatchWay.SELF,
        proposed_by=mentee.user,
        reason="Tujuan tercapai." if state == MentorshipState.COMPLETED else "",
        ended_on=end if is_over else None,
    )
    gap = CurrentLevel.objects.below().filter(employee=mentee).order_by("gap", "competency").first()
    agreement = _version(mentorship, 1, goal, gap, state in WORKED)
    if state in WORKED:
        _meetings(world, mentorship)
    if state == MentorshipState.RUNNING:
        _work(world, mentorship, agreement, gap)
    if state == MentorshipState.COMPLETED:
        _close(mentorship)


def _version(
    mentorship: Mentorship, number: int, goal: str, gap: CurrentLevel | None, is_agreed: bool, **fields: Any
) -> MentoringAgreement:
    agreement = MentoringAgreement.objects.create(
        mentorship=mentorship,
        number=number,
        state=AgreementState.IN_FORCE if is_agreed else AgreementState.PROPOSED,
        starts_on=mentorship.starts_on,
        ends_on=mentorship.ends_on,
        meeting_plan="Setiap Selasa kedua, pukul 14.00–15.30, di ruang rapat.",
        confidentiality="Isi pembicaraan tetap di antara kami berdua.",
        **{"proposed_role": PairRole.MENTEE, **fields},
    )
    AgreementGoal.objects.create(
        agreement=agreement,
        order=1,
        text=goal,
        competency_id=gap.competency_id if gap else None,
        target_level=gap.required if gap else None,
        level_before=gap.achieved if gap and is_agreed else None,
    )
    return agreement


def _meetings(world: DemoWorld, mentorship: Mentorship) -> None:
    count = {MentorshipState.RUNNING: 3, MentorshipState.COMPLETED: 4, MentorshipState.STOPPED: 1}
    rows = []
    for number, topic in enumerate(TOPICS[: count.get(mentorship.state, 0)]):
        unconfirmed = mentorship.state == MentorshipState.RUNNING and number == 2
        meeting = MentoringMeeting(
            mentorship=mentorship,
            held_on=mentorship.starts_on + datetime.timedelta(days=7 + 14 * number),
            start=datetime.time(14),
            # The last one was too short for learning hours.
            end=datetime.time(14, 45) if number == 3 else datetime.time(15, 30),
            place="Ruang rapat",
            topic=topic,
            agreed_action="Menyelesaikan satu berkas sebelum pertemuan berikutnya.",
            evidence="Berkas contoh di lemari arsip nomor 3.",
            mentor_confirmed_at=timezone.now(),
            mentee_confirmed_at=None if unconfirmed else timezone.now(),
        )
        meeting.set_notes(
            {
                "goal": "Memahami urutan langkah.",
                "reality": "Langkah ketiga sering terlewat.",
                "options": "Daftar periksa, atau bekerja berdua sekali lagi.",
                "will": "Menulis daftar periksa sampai Jumat.",
            }
        )
        rows.append(meeting)
    for earlier, later in pairwise(rows):
        earlier.next_on = later.held_on
    if mentorship.state == MentorshipState.AGREED:
        rows.append(
            MentoringMeeting(
                mentorship=mentorship,
                state=MeetingState.PLANNED,
                held_on=world.today + datetime.timedelta(days=4),
                start=datetime.time(14),
                end=datetime.time(15, 30),
                topic="Pertemuan pertama",
                place="Ruang rapat",
            )
        )
    MentoringMeeting.objects.bulk_create(rows)


def _work(world: DemoWorld, mentorship: Mentorship, agreement: MentoringAgreement, gap: CurrentLevel | None) -> None:
    """A change that waits, tasks, half of the midway check with a worry."""
    _version(
        mentorship,
        agreement.number + 1,
        mentorship.goal,
        gap,
        False,
        proposed_role=PairRole.MENTOR,
        change_reason="Dua minggu lebih lama karena pemutakhiran data.",
    )
    for text, days in (("Menulis daftar periksa", -2), ("Mencoba satu berkas sendiri", 9)):
        MentoringTask.objects.create(
            mentorship=mentorship,
            text=text,
            due_on=world.today + datetime.timedelta(days=days),
            given_by=PairRole.MENTOR,
        )
    check = MidwayCheck(mentorship=mentorship, role=PairRole.MENTOR, meets="partly", on_track="yes", works_well="yes")
    check.wish = "Pertemuan pada pagi hari."
    check.worry = "Sulit menemukan waktu di samping loket; saya ingin bicara tentang pembagian tugas."
    check.save()


def _close(mentorship: Mentorship) -> None:
    evaluation = MentorshipEvaluation(
        mentorship=mentorship, role=PairRole.MENTOR, achievement=80, useful=5, reliable=4, would_again=True
    )
    evaluation.comment = "Terima kasih; teruskan dengan daftar periksa Anda."
    evaluation.save()
    mentorship.achievement = evaluation.achievement
    mentorship.save(update_fields=["achievement"])


def _assignment(world: DemoWorld, slug: str, elders: list[Employee], youngest: list[Employee]) -> None:
    """Pairs to confirm, where one is ahead of the other in what is asked for."""
    known = CurrentLevel.objects.filter(employee__in=elders, achieved__isnull=False)
    levels = {(level.employee_id, level.competency_id): level.achieved for level in known}
    guided = set(Mentorship.objects.open().filter(mentee__in=youngest).values_list("mentee_id", flat=True))
    learners = [person for person in youngest if person.pk not in guided and person not in elders]
    gaps: dict[int, list[CurrentLevel]] = {}
    for gap in CurrentLevel.objects.below().filter(employee__in=learners).order_by("employee", "competency"):
        gaps.setdefault(gap.employee_id, []).append(gap)
    pairs = []
    for mentor, (mentee, lacking) in zip(elders, gaps.items(), strict=False):
        covered = [
            [gap.competency_id, gap.achieved, gap.required, levels[mentor.pk, gap.competency_id]]
            for gap in lacking
            if levels.get((mentor.pk, gap.competency_id), 0) > gap.achieved
        ]
        if covered:
            pairs.append(ProposedPair(mentee_id=mentee, mentor=mentor, score=750, fit=700, steps=0, open_mentees=1))
            pairs[-1].covered = covered
    if pairs:
        run = MatchRun.objects.create(
            unit=world.units[slug],
            weights={"fit": 60, "distance": 25, "load": 15},
            mentee_count=len(gaps),
            mentor_count=len(elders),
        )
        for pair in pairs[:4]:
            pair.run = run
            pair.save()
