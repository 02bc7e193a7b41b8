"""Mentorships of the demo, one in each state."""

from __future__ import annotations

import datetime

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from careers.enums import MentorshipState
from careers.models import MentoringMeeting, Mentorship
from employees.models import Employee

GOALS = (
    "Menyusun anggaran kelurahan tanpa bantuan.",
    "Melayani permohonan kartu keluarga dari awal sampai selesai.",
    "Memimpin rapat koordinasi mingguan.",
    "Menulis laporan kinerja bulanan yang dapat dipakai pimpinan.",
    "Mengelola data kependudukan dengan lembar kerja.",
    "Menangani pengaduan warga secara tertulis.",
)
TOPICS = ("Memetakan alur kerja", "Berlatih dengan berkas nyata", "Membahas kendala", "Meninjau hasil")


def add_mentorships(world: DemoWorld) -> None:
    """For each of three offices a pair per state, the demo employee among them."""
    for slug, own in (
        ("belawan-i", "pegawai@belawan.demo"),
        ("terjun", "pegawai@marelan.demo"),
        ("kampung-bandar", "pegawai@senapelan.demo"),
    ):
        staff = list(Employee.objects.active().filter(unit=world.units[slug]).order_by("nip"))
        elders, youngest = staff[:6], [person for person in reversed(staff) if person.user != world.users[own]]
        learner = next(person for person in staff if person.user_id == world.users[own].pk)
        for number, (state, goal) in enumerate(zip(MentorshipState, GOALS, strict=True)):
            mentor = elders[number]
            mentee = learner if state in {MentorshipState.RUNNING, MentorshipState.COMPLETED} else youngest[number]
            if mentor == mentee:
                continue
            start = world.date_before(30 + 60 * (state in {MentorshipState.COMPLETED, MentorshipState.STOPPED}))
            mentorship = Mentorship.objects.create(
                mentor=mentor,
                mentee=mentee,
                goal=goal,
                starts_on=start,
                ends_on=start + datetime.timedelta(days=120),
                state=state,
                proposed_by=mentee.user,
                reason="Tujuan tercapai." if state == MentorshipState.COMPLETED else "",
            )
            if state in {MentorshipState.RUNNING, MentorshipState.COMPLETED}:
                for week, topic in enumerate(TOPICS[: 3 if state == MentorshipState.RUNNING else 4]):
                    held = start + datetime.timedelta(days=7 * week)
                    unconfirmed = state == MentorshipState.RUNNING and week == 2
                    MentoringMeeting.objects.create(
                        mentorship=mentorship,
                        held_on=held,
                        topic=topic,
                        agreed_action="Menyelesaikan satu berkas sebelum pertemuan berikutnya.",
                        mentor_confirmed_at=timezone.now(),
                        mentee_confirmed_at=None if unconfirmed else timezone.now(),
                    )
