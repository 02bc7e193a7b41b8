"""Competencies of the demo: dictionary, standards, ratings with unknowns and doubts, an objection, plans."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from asn_portal.access.scope import enclosing_paths
from asn_portal.operation.demo import SEED, DemoWorld
from employees.enums import Predicate
from employees.models import Employee, OrganizationalUnit, Position, RatingHistory
from employees.supervision import heads_of
from training.enums import (
    CompetencyKind,
    Confidence,
    Importance,
    NeedSource,
    NeedState,
    Priority,
    RatingSource,
    RefusalCode,
    TrainingForm,
)
from training.level_facts import required_levels
from training.models import (
    Competency,
    CompetencyRating,
    CurrentLevel,
    DevelopmentNeed,
    LevelDescription,
    NeedComment,
    PositionStandard,
    ProgrammeCompetency,
    RequiredLevel,
    TrainingProgramme,
)
from training.services.current_level import recount_government
from training.services.individual_plan import agree_plan, return_plan, submit_plan
from training.services.need import add_mandatory_need, plan_of, propose_need, refuse_need, verify_need
from training.services.objection import object_to
from training.services.year_plan import (
    add_item,
    approve_year_plan,
    create_year_plan,
    gather_needs,
    submit_year_plan,
    verify_year_plan,
)

BELOW_GOOD = frozenset({Predicate.NEEDS_IMPROVEMENT, Predicate.POOR, Predicate.VERY_POOR})
# code, name, English, definition, five levels
TECHNICAL = (
    (
        "administrasi_kependudukan",
        "Administrasi Kependudukan",
        "Population records",
        "Melayani dan mengelola dokumen kependudukan sesuai peraturan.",
        (
            "Mengenal jenis dokumen dan persyaratannya.",
            "Memeriksa berkas dan memasukkan data dengan benar.",
            "Menyelesaikan kasus yang tidak lengkap dan menjelaskan alasannya kepada warga.",
            "Menyusun perbaikan prosedur dan membimbing petugas loket.",
            "Merumuskan kebijakan layanan kependudukan di tingkat kota.",
        ),
    ),
    (
        "pengelolaan_keuangan",
        "Pengelolaan Keuangan Daerah",
        "Regional finance",
        "Merencanakan, melaksanakan, dan mempertanggungjawabkan anggaran unit.",
        (
            "Mengenal siklus anggaran dan dokumennya.",
            "Menyusun bukti pengeluaran yang lengkap.",
            "Menyusun rencana kas dan laporan unit.",
            "Menganalisis realisasi dan mengusulkan perubahan anggaran.",
            "Merumuskan kebijakan pengelolaan keuangan perangkat daerah.",
        ),
    ),
)
# programme code -> (competency, up to level)
RAISED = {
    "PPR": (("public_service", 3), ("national_unity", 3)),
    "PDK": (("administrasi_kependudukan", 3),),
    "KDP": (("pengelolaan_keuangan", 3), ("results_orientation", 3)),
    "KEL": (("communication", 3), ("cooperation", 2)),
}
# government, districts whose staff are rated, coordinator
AREAS = (
    ("bkpsdm-medan", ("medan-belawan", "medan-marelan"), "training@medan.demo"),
    ("bkpsdm-pekanbaru", ("senapelan",), "training@pekanbaru.demo"),
)


def load(world: DemoWorld) -> None:
    for office, districts, coordinator in AREAS:
        area = _Area(world, world.units[office], districts, world.users[coordinator])
        area.dictionary()
        area.standards()
        area.ratings()
        area.needs_of_ratings()
        area.comments()
    medan = _Plans(world)
    medan.own_plans()
    medan.year_plan()


class _Area:
    def __init__(self, world: DemoWorld, office: OrganizationalUnit, districts: tuple[str, ...], by: Any) -> None:
        self.world, self.by, self.government = world, by, office.government
        # Of its own, so that other parts of the demo stay as they are.
        self.rng = random.Random(f"{SEED}:{office.slug}")
        self.office = office
        self.units = [OrganizationalUnit.objects.get(slug=slug) for slug in districts]
        self.staff = [
            person
            for unit in self.units
            for person in Employee.objects.active()
            .filter(unit__path__startswith=unit.path)
            .select_related("position", "unit", "user")
            .order_by("pk")
        ]

    def dictionary(self) -> None:
        for code, name, name_en, definition, levels in TECHNICAL:
            competency = Competency.objects.create(
                government=self.government,
                code=code,
                kind=CompetencyKind.TECHNICAL,
                name=name,
                name_en=name_en,
                definition=definition,
            )
            LevelDescription.objects.bulk_create(
                LevelDescription(competency=competency, level=level, description=text)
                for level, text in enumerate(levels, start=1)
            )
        self.competencies = {one.code: one for one in Competency.objects.of_government(self.government.pk)}
        ProgrammeCompetency.objects.bulk_create(
            ProgrammeCompetency(programme=programme, competency=self.competencies[code], up_to_level=level)
            for programme in TrainingProgramme.objects.filter(unit=self.office, code__in=RAISED)
            for code, level in RAISED[programme.code]
        )

    def standards(self) -> None:
        """The districts' heads and counters have standards of their own; the rest follows the defaults."""
        positions = list(Position.objects.filter(unit__path__startswith=self.units[0].path).select_related("unit"))
        PositionStandard.objects.bulk_create(
            PositionStandard(
                position=position,
                summary="Memimpin penyelenggaraan pelayanan kepada warga di wilayahnya."
                if position.is_head
                else "Melayani warga dan mengelola administrasi unit.",
                education_level="",
                education_field="Ilmu Pemerintahan, Administrasi Publik",
                training="Pelatihan Kepemimpinan Pengawas\nPelayanan publik"
                if position.is_head
                else "Pelayanan publik",
                experience="Dua tahun di bidang pelayanan",
                indicators="Indeks kepuasan masyarakat unit\nWaktu penyelesaian berkas",
            )
            for position in positions
            if position.is_head or position.position_type == "PELAKSANA"
        )
        rows = []
        for position in positions:
            if position.is_head:
                rows += [
                    (position, "public_service", 4, Importance.ABSOLUTE),
                    (position, "pengelolaan_keuangan", 3, Importance.IMPORTANT),
                ]
            elif position.position_type == "PELAKSANA":
                rows += [
                    (position, "public_service", 2, Importance.ABSOLUTE),
                    (position, "communication", 2, Importance.IMPORTANT),
                    (position, "administrasi_kependudukan", 2, Importance.IMPORTANT),
                ]
        RequiredLevel.objects.bulk_create(
            RequiredLevel(position=position, competency=self.competencies[code], level=level, importance=importance)
            for position, code, level, importance in rows
        )

    def ratings(self) -> None:
        """By supervisors last year; some by the assessment centre and by the person; some never, some run out."""
        wanted = required_levels(self.staff, self.world.today)
        by_person: dict[int, list[tuple[int, int]]] = {}
        for (employee_id, competency_id), level in sorted(wanted.items()):
            by_person.setdefault(employee_id, []).append((competency_id, level))
        self.superiors = self._superiors()
        rng, rows = self.rng, []
        for person in self.staff:
            if person.user_id is None and rng.random() < 0.55:
                # Nobody has rated them at all.
                continue
            day = self.world.date_before(rng.randint(60, 400))
            is_assessed = rng.random() < 0.25
            for competency_id, required in by_person.get(person.pk, ()):
                if rng.random() < 0.14:
                    continue
                level = min(5, max(1, required + rng.choices((-2, -1, 0, 1), (6, 26, 52, 16))[0]))
                rows.append(self._row(person, competency_id, level, RatingSource.SUPERVISOR, day))
                if rng.random() < 0.2:
                    own = min(5, level + rng.choice((0, 0, 1, 2)))
                    rows.append(self._row(person, competency_id, own, RatingSource.SELF, day))
                if is_assessed:
                    assessed = min(5, max(1, level + rng.choice((-1, 0, 0, 0, 1))))
                    # Some assessments are older than they hold.
                    age = rng.choice((200, 600, 1200))
                    rows.append(
                        self._row(person, competency_id, assessed, RatingSource.ASSESSMENT, self.world.date_before(age))
                    )
        CompetencyRating.objects.bulk_create(rows, batch_size=2000)
        for government in {person.government_id for person in self.staff}:
            recount_government(government)

    def _row(
        self, person: Employee, competency_id: int, level: int, source: str, day: datetime.date
    ) -> CompetencyRating:
        confidence = self.rng.choices(list(Confidence), (2, 6, 3))[0]
        evidence = {
            RatingSource.SUPERVISOR: "Pengamatan pekerjaan sehari-hari",
            RatingSource.SELF: "",
            RatingSource.ASSESSMENT: f"Laporan assessment center {day.year}",
        }[RatingSource(source)]
        # None: taken over from paper, of who has no account.
        rater = {
            RatingSource.SUPERVISOR: self.superiors[person.pk],
            RatingSource.SELF: person.user,
            RatingSource.ASSESSMENT: self.by,
        }[RatingSource(source)]
        return CompetencyRating(
            employee=person,
            competency_id=competency_id,
            level=level,
            source=source,
            confidence=Confidence.HIGH if source == RatingSource.ASSESSMENT else confidence,
            rated_on=day,
            evidence=evidence,
            rated_by=rater,
        )

    def _superiors(self) -> dict[int, Any]:
        """The account of each person's superior, by the person's key."""
        heads = heads_of(self.government.path)
        accounts = {
            person.pk: person.user for person in Employee.objects.filter(pk__in=heads.values()).select_related("user")
        }
        found = {}
        for person in self.staff:
            chain = [heads[path] for path in enclosing_paths(person.unit.path) if path in heads]
            above = [head for head in chain if head != person.pk]
            found[person.pk] = accounts[above[-1]] if above else None
        return found

    def needs_of_ratings(self) -> None:
        """Whoever was rated below *Baik* last year has a mandatory need, in the offices as well; nobody else."""
        year = self.world.today.year
        below = RatingHistory.objects.valid().filter(year=year - 1, predicate__in=BELOW_GOOD)
        people = Employee.objects.active().filter(government=self.government)
        rated = below.filter(employee__in=people).order_by("employee").select_related("employee__unit")
        for record in rated:
            predicate = Predicate(record.predicate)
            with override("id"):
                reason = f"Predikat kinerja tahun {year - 1}: {predicate.label}."
            add_mandatory_need(
                employee=record.employee,
                year=year,
                reason=reason,
                basis={"predicate": predicate.value, "year": year - 1},
                by=self.superiors.get(record.employee_id) or self.by,
            )

    def comments(self) -> None:
        for person, code, text in zip(
            self.staff[:3],
            ("public_service", "communication", "administrasi_kependudukan"),
            (
                "Petugas baru kesulitan menghadapi warga yang marah. Latihan kasus nyata lebih berguna.",
                "Perlu contoh surat penolakan yang sopan dan jelas.",
                "Materi tentang pindah datang antarprovinsi belum mendalam.",
            ),
            strict=False,
        ):
            NeedComment.objects.create(
                competency=self.competencies[code], government=self.government, author=person, text=text
            )


class _Plans:
    """Of Medan: one plan in each state, a yearly plan signed by all, another one begun."""

    def __init__(self, world: DemoWorld) -> None:
        self.world, self.year = world, world.today.year
        self.office = world.users["training@medan.demo"]
        self.clerk = Employee.objects.select_related("unit", "government", "user").get(
            user=world.users["pegawai@belawan.demo"]
        )
        self.district = OrganizationalUnit.objects.get(slug="medan-belawan")

    def own_plans(self) -> None:
        clerk, user, head = self.clerk, self.clerk.user, self.world.users["lurah@belawan.demo"]
        rating = (
            CompetencyRating.objects.filter(employee=clerk, is_void=False).exclude(source=RatingSource.SELF).first()
        )
        if rating is not None:
            object_to(
                rating=rating,
                text="Saya sudah memandu tiga petugas baru sejak penilaian ini; contoh pekerjaan saya lampirkan.",
                claimed_level=min(5, rating.level + 1),
                by=user,
            )
        this_year = plan_of(employee=clerk, year=self.year, by=user)
        self._from_gaps(this_year, user, most=2)
        propose_need(
            plan=this_year,
            by=user,
            source=NeedSource.OWN_WISH,
            subject="Desain formulir yang mudah diisi",
            reason="Banyak warga salah mengisi formulir pindah.",
            form=TrainingForm.COURSE,
        )
        submit_plan(plan=this_year, by=user)
        agree_plan(plan=this_year, by=head, comment="Utamakan yang berhubungan dengan loket.")
        following = plan_of(employee=clerk, year=self.year + 1, by=user)
        self._from_gaps(following, user, most=1)
        colleagues = Employee.objects.filter(unit=clerk.unit).exclude(pk=clerk.pk).exclude(position__is_head=True)
        others = colleagues.active().select_related("unit", "government", "user").order_by("pk")[1:3]
        for person, is_returned in zip(others, (False, True), strict=False):
            plan = plan_of(employee=person, year=self.year, by=head)
            self._from_gaps(plan, head, most=2)
            if not plan.needs.exists():
                propose_need(plan=plan, by=head, source=NeedSource.NEW_DUTY, subject="Tugas baru di loket")
            submit_plan(plan=plan, by=person.user)
            if is_returned:
                return_plan(plan=plan, by=head, comment="Tambahkan satu kebutuhan untuk tugas arsip.")

    def _from_gaps(self, plan: Any, by: Any, *, most: int) -> None:
        gaps = CurrentLevel.objects.filter(employee=plan.employee, gap__lt=0).order_by("gap", "competency_id")
        for level in gaps.select_related("competency")[:most]:
            row = ProgrammeCompetency.objects.filter(
                competency=level.competency, programme__unit__path__startswith=plan.employee.unit.government_path
            ).first()
            propose_need(
                plan=plan,
                by=by,
                source=NeedSource.GAP,
                competency=level.competency,
                programme=row.programme if row else None,
            )

    def year_plan(self) -> None:
        """Needs of the district's people from their gaps, verified in bulk, taken into lines and signed."""
        head, chief = self.world.users["camat@belawan.demo"], self.world.users["head@medan.demo"]
        raising = {
            row.competency_id: row.programme
            for row in ProgrammeCompetency.objects.filter(programme__unit__slug="bkpsdm-medan").select_related(
                "programme"
            )
        }
        taken = set(DevelopmentNeed.objects.values_list("employee_id", "competency_id", "year"))
        now = timezone.now()
        gaps = CurrentLevel.objects.filter(
            employee__unit__path__startswith=self.district.path, gap__lt=0, competency__in=raising
        )
        for year in (self.year, self.year + 1):
            DevelopmentNeed.objects.bulk_create(
                DevelopmentNeed(
                    employee_id=level.employee_id,
                    competency_id=level.competency_id,
                    source=NeedSource.GAP,
                    gap=level.gap,
                    target_level=level.required,
                    programme=raising[level.competency_id],
                    priority=Priority.HIGH if level.gap <= -2 else Priority.MEDIUM,
                    year=year,
                    quarter=1 + level.employee_id % 4,
                    cost=Decimal(750_000),
                    state=NeedState.VERIFIED,
                    proposed_by=head,
                    decided_by=self.office,
                    decided_at=now,
                )
                for level in gaps.order_by("pk")[: 60 if year == self.year else 40]
                if (level.employee_id, level.competency_id, year) not in taken
            )
        agreed = DevelopmentNeed.objects.filter(
            employee=self.clerk, state=NeedState.AGREED, is_mandatory=False
        ).order_by("pk")
        for number, need in enumerate(agreed):
            if need.subject:
                refuse_need(
                    need=need,
                    code=RefusalCode.NO_BUDGET,
                    reason="Tahun ini belum ada anggaran; usulkan lagi untuk tahun depan.",
                    by=self.office,
                )
            elif number == 0:
                verify_need(need=need, by=self.office, changes={"cost": Decimal(750_000), "quarter": 2})
        signed = create_year_plan(unit=self.district, year=self.year, budget=Decimal(60_000_000), by=head)
        gather_needs(plan=signed, by=head)
        add_item(
            plan=signed,
            by=head,
            title="Simulasi tanggap banjir rob untuk petugas kelurahan",
            form=TrainingForm.WORKSHOP,
            priority=Priority.LOW,
            quarter=3,
            people=15,
            cost_each=Decimal(200_000),
            justification="Wilayah pesisir; usulan musrenbang.",
        )
        submit_year_plan(plan=signed, by=head)
        verify_year_plan(plan=signed, by=self.office, note="Sesuai pagu.")
        approve_year_plan(plan=signed, by=chief)
        coming = create_year_plan(unit=self.district, year=self.year + 1, budget=Decimal(50_000_000), by=head)
        gather_needs(plan=coming, by=head)
        submit_year_plan(plan=coming, by=head)
        marelan = OrganizationalUnit.objects.get(slug="medan-marelan")
        create_year_plan(unit=marelan, year=self.year + 1, by=self.world.users["camat@marelan.demo"])
