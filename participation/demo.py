"""Announcements of the demo, one in each state per government."""

from __future__ import annotations

import datetime

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee
from participation.enums import AnnouncementState
from participation.models import Announcement, AnnouncementReading

TEXTS = (
    (
        "Jam layanan selama bulan Ramadan",
        "Jam layanan berubah menjadi **08.00–15.00** mulai pekan depan.\n\n- Loket tetap buka saat istirahat.\n"
        "- Laporan harian tetap dikirim pada hari yang sama.",
        AnnouncementState.PUBLISHED,
        12,
    ),
    (
        "Cara baru mengisi laporan harian",
        "Laporan harian kini dapat diisi dari telepon.\n\n"
        "1. Buka *Laporan harian saya*.\n2. Tambahkan kegiatan.\n3. Kirim.",
        AnnouncementState.PUBLISHED,
        200,
    ),
    ("Pendataan ulang alamat pegawai", "Periksa alamat Anda sampai akhir bulan.", AnnouncementState.WITHDRAWN, 90),
    ("Rencana pelatihan triwulan depan", "Naskah ini masih disusun.", AnnouncementState.DRAFT, 0),
)


def load(world: DemoWorld) -> None:
    for slug, author in (("kota-medan", "hr@medan.demo"), ("kota-pekanbaru", "hr@pekanbaru.demo")):
        unit = world.units[slug]
        readers = list(
            Employee.objects.active().filter(unit__path__startswith=unit.path).values_list("user", flat=True)
        )
        for title, body, state, days in TEXTS:
            announcement = Announcement.objects.create(
                unit=unit,
                title=title,
                body=body,
                state=state,
                author=world.users[author],
                published_at=timezone.now() - datetime.timedelta(days=days) if days else None,
                withdrawal_reason="Pendataan ditunda." if state == AnnouncementState.WITHDRAWN else "",
            )
            if state == AnnouncementState.PUBLISHED:
                share = 0.95 if days > 100 else 0.4
                AnnouncementReading.objects.bulk_create(
                    AnnouncementReading(announcement=announcement, user_id=pk)
                    for pk in readers
                    if pk and world.rng.random() < share
                )
