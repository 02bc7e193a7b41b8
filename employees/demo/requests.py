"""What is going on around the invented records: requests of staff, roles delegated, changes of the structure."""

from __future__ import annotations

import datetime
import io
import random
from typing import Any

from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from PIL import Image, ImageDraw

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.operation.demo import SEED, DemoWorld
from employees.change_topics import TOPICS
from employees.enums import (
    AwardKind,
    CredentialKind,
    EducationLevel,
    LegalStatus,
    StructureChangeKind,
    StructureChangeState,
    TrainingKind,
)
from employees.forms.change_request import REFUSAL_TEMPLATES
from employees.models import ChangeRequest, Employee, OrganizationalUnit, RoleGrant, StructureChange, UnitName
from employees.services.change_request import apply_request, refuse_request, submit_request, withdraw_request
from employees.services.delegation import delegate_role
from employees.services.structure import plan_change

# For each government: its officer, and how many of its people ask.
OFFICES = (("kota-medan", "hr@medan.demo", 16), ("kota-pekanbaru", "hr@pekanbaru.demo", 9))
# Each request ends like this, in turn; the people with an account of their own come first.
ENDS = ("waits", "applied", "refused", "waits", "applied", "waits", "withdrawn", "applied")
ORDER = ("contact", "education", "name", "address", "training", "numbers", "credential", "family", "award")


def add_requests(world: DemoWorld) -> None:
    # Its own dice: a change here must not change the people of the demo.
    rng = random.Random(f"{SEED}-requests")
    number = 0
    for slug, officer, count in OFFICES:
        for employee in _people(world, slug, count):
            end = ENDS[number % len(ENDS)]
            _request(world, rng, employee, world.users[officer], ORDER[number % len(ORDER)], end)
            number += 1
    _delegations(world)
    _structure(world)


def _people(world: DemoWorld, slug: str, count: int) -> list[Employee]:
    """First those whose account is easy to remember, three requests each; then others."""
    staff = Employee.objects.filter(
        unit__path__startswith=world.units[slug].path, status=LegalStatus.ACTIVE, position__is_head=False
    ).select_related("unit", "user")
    known = list(staff.filter(user__email__startswith="pegawai@").order_by("pk")) * 3
    others = staff.exclude(user__in=world.users.values()).filter(user__isnull=False).order_by("pk")[7::11]
    return [*known, *others[: count - len(known)]]


def _request(world: DemoWorld, rng: random.Random, employee: Employee, officer: User, topic_key: str, end: str) -> None:
    topic = TOPICS[topic_key]
    employee.refresh_from_db()
    request = submit_request(
        employee=employee,
        topic=topic,
        values=_values(rng, world, employee, topic_key),
        evidence=[_photo(str(topic.label))] if topic.needs_evidence or topic.history else [],
        explanation=rng.choice(("", "", "Sesuai berkas terlampir.", "Mohon disesuaikan, terima kasih.")),
        by=employee.user,
    )
    asked = world.date_before(rng.randint(1, 6) if end == "waits" else rng.randint(8, 40))
    moments: dict[str, Any] = {"created_at": _moment(rng, asked)}
    if end == "applied":
        apply_request(request=request, by=officer, version=Employee.objects.get(pk=employee.pk).version)
    elif end == "refused":
        refuse_request(request=request, reason=str(rng.choice(REFUSAL_TEMPLATES)[1]), by=officer)
    elif end == "withdrawn":
        withdraw_request(request=request, by=employee.user)
    if end != "waits":
        moments["decided_at"] = _moment(rng, asked + datetime.timedelta(days=rng.randint(1, 5)))
    ChangeRequest.objects.filter(pk=request.pk).update(**moments)


def _moment(rng: random.Random, day: datetime.date) -> datetime.datetime:
    clock = datetime.time(rng.randint(7, 15), rng.randint(0, 59))
    return timezone.make_aware(datetime.datetime.combine(day, clock))


def _values(rng: random.Random, world: DemoWorld, employee: Employee, topic: str) -> dict[str, Any]:
    day = world.date_before(rng.randint(60, 900))
    paper = {"decree_number": f"{rng.randint(100, 999)}/{day.year}", "decree_date": day, "note": ""}
    when = {"date": day, "is_year_only": False}
    return {
        "contact": {"phone": f"+62812{rng.randint(10_000_000, 99_999_999)}", "email": f"{employee.nip}@contoh.id"},
        "address": {"address": f"Jalan Veteran No. {rng.randint(1, 90)}", "postal_code": f"20{rng.randint(100, 899)}"},
        "family": {"marital_status": "1" if employee.marital_status != "1" else "3"},
        "name": {"back_title": "M.A.P." if employee.back_title != "M.A.P." else "M.Si."},
        "numbers": {"npwp": "".join(str(rng.randint(0, 9)) for _digit in range(16))},
        "education": {
            "level": EducationLevel.MASTER,
            "major": "Administrasi Publik",
            "institution": "Universitas Sumatera Utara",
            "front_title": "",
            "back_title": "M.A.P.",
            "is_first": False,
            **paper,
            **when,
        },
        "training": {
            "kind": TrainingKind.TECHNICAL,
            "leadership": "",
            "name": "Pelatihan Pelayanan Prima",
            "organiser": "BPSDM Provinsi",
            "hours": "30",
            "last_day": None,
            **paper,
            **when,
        },
        "credential": {
            "kind": CredentialKind.PROFESSIONAL,
            "name": "Sertifikat Pengadaan Barang/Jasa Level 1",
            "issuer": "LKPP",
            "expires_on": None,
            **paper,
            **when,
        },
        "award": {"kind": AwardKind.OTHER, "name": "Pegawai Teladan Tingkat Kota", **paper, **when},
    }[topic]


def _photo(title: str) -> ContentFile[bytes]:
    """A sheet of paper, as a phone would see it."""
    image = Image.new("RGB", (480, 640), "#c9cdd2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 50, 440, 590), fill="white", outline="#8592a3")
    draw.text((70, 80), f"CONTOH - {title}", fill="#1b2430")
    for line in range(9):
        draw.rectangle((70, 130 + 40 * line, 400 - 30 * (line % 3), 138 + 40 * line), fill="#d8dee6")
    content = io.BytesIO()
    image.save(content, "JPEG", quality=70)
    return ContentFile(content.getvalue(), name="bukti.jpg")


def _delegations(world: DemoWorld) -> None:
    """One that runs, and one that is over."""
    for giver, unit_slug, is_over in (
        ("hr@belawan.demo", "sekretariat-medan-belawan", False),
        ("hr@medan.demo", "bkpsdm-medan", True),
    ):
        grant = RoleGrant.objects.get(user=world.users[giver], role=Role.HR_OFFICER)
        colleague = (
            Employee.objects.filter(unit=world.units[unit_slug], status=LegalStatus.ACTIVE, position__is_head=False)
            .exclude(user__in=world.users.values())
            .filter(user__isnull=False)
            .select_related("user")
            .order_by("-rank_order", "pk")[0]
        )
        if is_over:
            RoleGrant.objects.create(
                user=colleague.user,
                role=grant.role,
                unit=grant.unit,
                period=DateRange(world.date_before(75), world.date_before(61)),
                reason="Cuti tahunan",
                granted_by=grant.user,
                delegated_from=grant,
            )
            continue
        delegate_role(
            grant=grant,
            to=colleague.user,
            unit=grant.unit,
            start=world.today,
            until=world.today + datetime.timedelta(days=14),
            reason="Dinas luar",
            by=grant.user,
        )


def _structure(world: DemoWorld) -> None:
    """One unit was called differently until last year; two villages are to be merged."""
    officer = world.users["hr@medan.demo"]
    renamed, since = world.units["disdukcapil-medan"], world.date_before(400)
    before = "Dinas Kependudukan Kota Medan"
    UnitName.objects.create(unit=renamed, name=before, period=DateRange(None, since))
    UnitName.objects.create(unit=renamed, name=renamed.name, period=DateRange(since, None))
    StructureChange.objects.create(
        government=world.units["kota-medan"],
        unit=renamed,
        kind=StructureChangeKind.RENAME,
        effective_date=since,
        decree_number=f"Perda {since.year - 1}/15",
        decree_date=since - datetime.timedelta(days=30),
        plan={"name": renamed.name},
        result={"before": before, "name": renamed.name},
        state=StructureChangeState.IN_FORCE,
        applied_at=_moment(random.Random(SEED), since),
        created_by=officer,
    )
    plan_change(
        unit=OrganizationalUnit.objects.get(pk=world.units["bahagia"].pk),
        kind=StructureChangeKind.MERGE,
        effective_date=world.today + datetime.timedelta(days=40),
        plan={
            "into": world.units["belawan-ii"].pk,
            "head_title": "Kepala Seksi Kesejahteraan Sosial",
            "roles": "move",
        },
        decree_number=f"Perda Kota Medan 7/{world.today.year}",
        decree_date=world.date_before(20),
        reason="Penataan kelurahan",
        by=officer,
    )
