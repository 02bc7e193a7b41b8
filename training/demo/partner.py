"""Venues, trainers, partners with accounts, needs and offers of the demo."""

from __future__ import annotations

import datetime
from decimal import Decimal

from asn_portal.accounts.models import User
from asn_portal.operation.demo import DemoWorld
from employees.models import Employee
from training.enums import CostKind, OfferState, PartnerKind, SessionState, TrainingForm
from training.models import (
    Material,
    Partner,
    PartnerAccount,
    PartnerAgreement,
    PartnerOffer,
    PublishedNeed,
    SessionCost,
    SessionTrainer,
    Trainer,
    TrainingSession,
    Venue,
)

VENUES = (
    ("Aula BKPSDM", "Jl. Kapten Maulana Lubis 2", 60, True, "Proyektor, pengeras suara"),
    ("Ruang Kelas A Balai Diklat", "Jl. Karya Jasa 10", 30, True, "Proyektor, papan tulis"),
    ("Laboratorium Komputer", "Jl. Karya Jasa 10", 20, False, "20 komputer"),
)
# name, kind, contact, does its agreement still hold, who signs in
PARTNERS = {
    "kota-medan": (
        (
            "Universitas Pelabuhan Nusantara",
            PartnerKind.UNIVERSITY,
            "Dr. Ratna Siregar",
            True,
            ("partner@belawan.demo", "Ratna Siregar"),
        ),
        (
            "Lembaga Pelatihan Bina Layanan",
            PartnerKind.PRIVATE,
            "Hendra Lubis",
            False,
            ("mitra-lama@belawan.demo", "Hendra Lubis"),
        ),
    ),
    "kota-pekanbaru": (
        (
            "Politeknik Sungai Siak",
            PartnerKind.UNIVERSITY,
            "Yulia Rahman",
            True,
            ("partner@senapelan.demo", "Yulia Rahman"),
        ),
    ),
}


def load(world: DemoWorld) -> None:
    for slug, partners in PARTNERS.items():
        government = world.units[slug]
        venues = Venue.objects.bulk_create(
            Venue(
                government=government, name=name, address=address, capacity=seats, is_accessible=access, facilities=has
            )
            for name, address, seats, access, has in VENUES
        )
        made = [_partner(world, government, *fields) for fields in partners]
        trainers = _trainers(government, made[0])
        sessions = list(TrainingSession.objects.filter(unit__path__startswith=government.path).order_by("starts_at"))
        _equip(sessions, venues, trainers)
        _teach(world, sessions, made)
        _exchange(world, government, made[0])


def _partner(world, government, name, kind, contact, holds, account) -> Partner:  # type: ignore[no-untyped-def]
    partner = Partner.objects.create(
        government=government,
        name=name,
        kind=kind,
        contact_name=contact,
        email=account[0],
        about="Pelayanan publik, komunikasi, dan administrasi kependudukan.",
    )
    ends = world.today + datetime.timedelta(days=60) if holds else world.date_before(20)
    PartnerAgreement.objects.create(
        partner=partner,
        number=f"415.4/{partner.pk:03d}/2024",
        subject="Pelatihan bersama di bidang pelayanan publik",
        signed_on=world.date_before(720),
        period=(world.date_before(715), ends),
    )
    email, person = account
    user = User.objects.create(
        username=email.partition("@")[0] + f"-{partner.pk}", email=email, name=person, password=world.password_hash
    )
    world.users[email] = user
    PartnerAccount.objects.create(partner=partner, user=user)
    return partner


def _trainers(government, partner: Partner) -> list[Trainer]:  # type: ignore[no-untyped-def]
    staff = (
        Employee.objects.active()
        .filter(unit__path__startswith=government.path, rank__startswith="IV")
        .order_by("pk")[:2]
    )
    rows = [
        Trainer(government=government, name=person.full_name, employee=person, expertise="Kebijakan pelayanan publik")
        for person in staff
    ]
    rows += [
        Trainer(
            government=government, name="Dra. Meutia Lubis, M.Si.", partner=partner, expertise="Komunikasi di loket"
        ),
        Trainer(government=government, name="Fajar Nasution, S.Kom.", expertise="Aplikasi kependudukan"),
    ]
    return Trainer.objects.bulk_create(rows)


def _equip(sessions: list[TrainingSession], venues: list[Venue], trainers: list[Trainer]) -> None:
    for number, session in enumerate(sessions):
        session.venue = venues[number % len(venues)]
    TrainingSession.objects.bulk_update(sessions, ["venue"])
    SessionTrainer.objects.bulk_create(
        SessionTrainer(session=session, trainer=trainer, topic=trainer.expertise, learning_hours=Decimal(6))
        for number, session in enumerate(sessions)
        for trainer in (trainers[number % len(trainers)], trainers[(number + 1) % len(trainers)])
    )
    SessionCost.objects.bulk_create(
        SessionCost(
            session=session,
            kind=kind,
            planned=Decimal(planned),
            actual=Decimal(planned) * Decimal("0.95") if session.state == SessionState.FINISHED else None,
        )
        for session in sessions
        for kind, planned in ((CostKind.SPEAKER, 6_000_000), (CostKind.MEALS, 4_500_000), (CostKind.MATERIAL, 900_000))
    )
    Material.objects.bulk_create(
        Material(
            session=session,
            title="Bahan tayang dan lembar kerja",
            url=f"https://example.org/pelatihan/{session.pk}",
            added_by=session.coordinator,
        )
        for session in sessions
        if session.state in {SessionState.RUNNING, SessionState.OPEN, SessionState.FINISHED}
    )


def _teach(world: DemoWorld, sessions: list[TrainingSession], partners: list[Partner]) -> None:
    """The partner holds every third session, the one of today among them; the old one held the first."""
    chosen = sessions[1::3] + [session for session in sessions if session.state == SessionState.RUNNING]
    for session in chosen:
        session.partner = partners[0]
    for session in sessions[:1]:
        session.partner = partners[-1]
    TrainingSession.objects.bulk_update(
        {session.pk: session for session in [*chosen, *sessions[:1]]}.values(), ["partner"]
    )


def _exchange(world: DemoWorld, government, partner: Partner) -> None:  # type: ignore[no-untyped-def]
    need = PublishedNeed.objects.create(
        government=government,
        title="Melayani warga berkebutuhan khusus di loket",
        description="Petugas loket kelurahan belajar melayani penyandang disabilitas dan lansia, dengan latihan nyata.",
        people=60,
        year=world.today.year + 1,
        open_until=world.today + datetime.timedelta(days=40),
    )
    account = partner.accounts.select_related("user").get()
    PartnerOffer.objects.create(
        partner=partner,
        need=need,
        title="Dua hari di loket: melayani semua warga",
        description="Hari pertama simulasi dengan peserta dari komunitas, hari kedua pendampingan di loket sendiri.",
        form=TrainingForm.WORKSHOP,
        learning_hours=Decimal(10),
        seats=30,
        cost_each=Decimal(450_000),
        when="Februari atau Maret",
        created_by=account.user,
    )
    PartnerOffer.objects.create(
        partner=partner,
        title="Seminar tata naskah dinas",
        description="Satu hari tentang tata naskah dinas elektronik.",
        form=TrainingForm.SEMINAR,
        learning_hours=Decimal(4),
        seats=100,
        state=OfferState.DECLINED,
        answer="Sudah kami selenggarakan sendiri tahun ini. Silakan tawarkan lagi tahun depan.",
        created_by=account.user,
    )
