"""Sharing sessions of the demo, one in each state and a few that are over."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee
from training.enums import SharingState, TrainingForm
from training.models import SharingGuest, SharingSession

# speaker, title, days from today, form, hours, state, seats, for all
SESSIONS = (
    (
        "pegawai@belawan.demo",
        "Surat keterangan tanpa bolak-balik",
        6,
        "23",
        2,
        "approved",
        20,
        True,
    ),
    ("pegawai@belawan.demo", "Menjawab warga yang marah di loket", -20, "23", 2, "held", None, True),
    ("pegawai@belawan.demo", "Rumus Excel untuk rekap bulanan", 14, "23", 2, "proposed", 15, True),
    ("pegawai@marelan.demo", "Pelajaran dari pendataan keluarga", 9, "9", 4, "approved", None, True),
    ("lurah@belawan.demo", "Musrenbang yang selesai dalam dua jam", -45, "9", 4, "held", 40, True),
    ("camat@belawan.demo", "Membaca indeks kepuasan per unsur", 20, "23", 2, "approved", 30, False),
    ("pegawai@marelan.demo", "Arsip digital untuk kelurahan", 4, "23", 2, "refused", None, True),
    ("pegawai@belawan.demo", "Studi tiru ke Kelurahan Bagan Deli", 3, "23", 2, "cancelled", None, True),
    ("pegawai@senapelan.demo", "Antrean pendek dengan nomor daring", 8, "23", 2, "approved", 25, True),
)
REASONS = {
    "refused": "Topik serupa sudah dijadwalkan bulan ini. Gabung sebagai pembicara kedua.",
    "cancelled": "Pembicara sakit.",
}


def load(world: DemoWorld) -> None:
    for email, title, days, form, hours, state, seats, is_for_all in SESSIONS:
        if email not in world.users:
            continue
        speaker = Employee.objects.select_related("unit").get(user=world.users[email])
        start = timezone.now().astimezone(speaker.unit.tz).replace(hour=13, minute=30, second=0, microsecond=0)
        start += datetime.timedelta(days=days)
        sharing = SharingSession.objects.create(
            unit=speaker.unit,
            proposer=speaker,
            title=title,
            description="Setengah jam cerita, satu jam praktik, lalu tanya jawab. Bawa satu kasus dari unit Anda.",
            form=TrainingForm(form),
            starts_at=start,
            ends_at=start + datetime.timedelta(hours=2),
            place="Aula kantor",
            seats=seats,
            is_for_all=is_for_all,
            learning_hours=Decimal(hours),
            state=SharingState(state),
            reason=REASONS.get(state, ""),
        )
        if state in {SharingState.APPROVED, SharingState.HELD}:
            _guests(world, sharing)


def _guests(world: DemoWorld, sharing: SharingSession) -> None:
    path = sharing.unit.government_path if sharing.is_for_all else sharing.unit.path
    people = list(
        Employee.objects.active()
        .filter(unit__path__startswith=path)
        .exclude(pk=sharing.proposer_id)
        .order_by("pk")[:60]
    )
    is_held = sharing.state == SharingState.HELD
    SharingGuest.objects.bulk_create(
        SharingGuest(sharing=sharing, employee=person, is_present=(number % 5 > 0) if is_held else None)
        for number, person in enumerate(world.rng.sample(people, min(12, len(people))))
    )
