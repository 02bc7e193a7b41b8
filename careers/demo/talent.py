"""Talent of the demo: three reviews in each government, objections in each state, decisions, a pool, key posts."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from asn_portal import __version__
from asn_portal.operation.demo import DemoWorld
from careers.career_rules import default_of
from careers.domain.talent import TalentInputs, rules_of
from careers.enums import POOL_BOXES, CareerRuleKey, Readiness, ReviewState
from careers.facts.talent import GatheredInputs
from careers.models import PoolMember, TalentPlacement, TalentReview
from careers.services.succession import add_to_pool, end_membership, mark_key_post, name_successor
from careers.services.talent_decision import decide_box, decide_objection, file_objection
from careers.services.talent_review import computed_values, open_review, work_out
from employees.models import Employee, Position, RatingHistory

# Government, who keeps its careers, who decides, the district, one's own box.
PLACES = (
    ("kota-medan", "hr@medan.demo", "head@medan.demo", "medan-belawan", "pegawai@belawan.demo"),
    ("kota-pekanbaru", "hr@pekanbaru.demo", "head@pekanbaru.demo", "senapelan", "pegawai@senapelan.demo"),
)
PANEL = "Tim Penilai Kinerja: Sekretaris Daerah, Kepala BKPSDM, Inspektur"
REASONS = (
    "Data kinerja dan kompetensi sesuai dengan pengamatan tim.",
    "Memimpin perbaikan layanan kependudukan yang dipakai kecamatan lain.",
    "Potensi belum terlihat penuh karena asesmen dilakukan saat sakit.",
)
OBJECTIONS = (
    "Sertifikat asesmen bulan Maret belum masuk dalam tingkat kompetensi saya.",
    "Predikat tahun lalu menurut saya seharusnya lebih tinggi.",
    "Tingkat pelayanan publik saya sudah dinilai ulang oleh atasan, tetapi belum dihitung.",
)


def add_talent(world: DemoWorld) -> None:
    for slug, officer, head, district, own in PLACES:
        place = _Place(world, slug, officer, head, district, own)
        place.reviews()
        place.objections()
        place.decisions()
        place.pool()
        place.key_posts()


class _Place:
    def __init__(self, world: DemoWorld, slug: str, officer: str, head: str, district: str, own: str) -> None:
        self.world, self.unit, self.district = world, world.units[slug], world.units[district]
        self.officer, self.head, self.own = world.users[officer], world.users[head], world.users[own]

    def reviews(self) -> None:
        """The newest of the whole government, worked out from the records; the two before of the district, as they were
        left then."""
        year = self.world.today.year - 1
        self.review = open_review(unit=self.unit, year=year, levels_on=self.world.today, by=self.officer)
        self.review = work_out(review=self.review, by=self.officer)
        for number in (1, 2):
            self._earlier(year - number)

    def _earlier(self, year: int) -> None:
        end = datetime.date(year + 1, 3, 1)
        worked_out = timezone.make_aware(datetime.datetime.combine(end, datetime.time(9)))
        review = TalentReview.objects.create(
            unit=self.district,
            year=year,
            levels_on=datetime.date(year, 12, 31),
            state=ReviewState.CLOSED,
            rules=default_of(CareerRuleKey.TALENT_LEVELS),
            code_version=__version__,
            opened_by=self.officer,
            computed_at=worked_out,
            object_until=end + datetime.timedelta(days=14),
            closed_at=worked_out + datetime.timedelta(days=30),
        )
        rules, rng = rules_of(review.rules), self.world.rng
        ratings = dict(
            RatingHistory.objects.valid()
            .filter(year=year, employee__government=self.unit)
            .values_list("employee", "predicate")
        )
        rows = []
        newest_of_district = self.review.placements.filter(unit__path__startswith=self.district.path)
        for newest in newest_of_district.select_related("employee__position", "employee__unit").order_by("pk"):
            person = newest.employee
            levels = tuple(
                (key, required, None if got is None else max(1, got - (rng.random() < 0.15)))
                for key, required, got in newest.inputs["levels"]
            )
            inputs = TalentInputs(
                rating=ratings.get(person.pk, ""),
                levels=tuple((required, got) for _key, required, got in levels),
                has_position=person.position_id is not None,
            )
            values = computed_values(review, person, GatheredInputs(inputs, levels), rules)
            rows.append(TalentPlacement(review=review, employee=person, computed_at=worked_out, **values))
        TalentPlacement.objects.bulk_create(rows)

    def objections(self) -> None:
        """One open, one refused, one upheld with another box."""
        people = list(
            self.review.placements.filter(box__in=(2, 3, 4, 5), unit__path__startswith=self.district.path)
            .exclude(employee__user=None)
            .exclude(employee__user=self.own)
            .select_related("employee__user")
            .order_by("pk")[:2]
        )
        own = self.review.placements.filter(employee__user=self.own).first()
        if own is not None:
            file_objection(placement=own, reason=OBJECTIONS[0], by=self.own)
        for placement, reason, box in zip(people, OBJECTIONS[1:], (None, 7), strict=False):
            objection = file_objection(placement=placement, reason=reason, by=placement.employee.user)
            decide_objection(
                objection=objection,
                is_upheld=box is not None,
                box=box,
                decision="Data sudah benar: predikat sudah final." if box is None else "Asesmen ulang membuktikannya.",
                by=self.officer,
            )

    def decisions(self) -> None:
        """Confirmed ones, and one set otherwise."""
        head_person = Employee.objects.filter(user=self.head).first()
        best = self.review.placements.filter(box__in=POOL_BOXES, final_box=None).exclude(employee=head_person)
        chosen = best.exclude(employee__user=self.own).order_by("-box", "pk")[:8]
        for number, placement in enumerate(chosen):
            box = placement.box if number != 7 else 5
            decide_box(placement=placement, box=box, reason=REASONS[0 if number != 7 else 2], panel=PANEL, by=self.head)

    def pool(self) -> None:
        """Members for two years, one whose time is nearly over, one who left early."""
        decided = self.review.placements.filter(final_box__in=POOL_BOXES).exclude(employee__user=self.officer)
        members = [
            add_to_pool(
                placement=placement,
                until=self.world.today + datetime.timedelta(days=30 if number == 0 else 600),
                reason=REASONS[1],
                by=self.officer,
            )
            for number, placement in enumerate(decided.order_by("pk")[:6])
        ]
        if len(members) > 2:
            end_membership(member=members[-1], reason="Pindah ke instansi lain.", by=self.officer)

    def key_posts(self) -> None:
        """One with somebody ready, one with somebody on the way, one without anybody."""
        heads = list(
            Position.objects.open_on(self.world.today)
            .filter(unit__path__startswith=self.district.path, is_head=True)
            .order_by("unit__path")[:3]
        )
        people = [row.employee for row in PoolMember.objects.current(self.world.today).filter(
            employee__government=self.unit
        ).select_related("employee").order_by("pk")]  # fmt: skip
        for post, readiness in zip(heads, (Readiness.NOW, Readiness.SOON, None), strict=False):
            key_post = mark_key_post(
                position=post, reason="Pelayanan warga satu wilayah bergantung pada jabatan ini.", by=self.officer
            )
            candidates: list[Any] = [person for person in people if person.position_id != post.pk]
            if readiness is not None and candidates:
                name_successor(
                    post=key_post,
                    employee=candidates[0],
                    readiness=readiness,
                    reason="Sudah memimpin tim lintas seksi selama dua tahun.",
                    by=self.officer,
                )
                people.remove(candidates[0])
