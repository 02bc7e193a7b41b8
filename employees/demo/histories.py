"""The histories of the invented staff beside ranks and positions, and the early warnings that follow from them."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from typing import Any

from django.utils import timezone

from asn_portal.copying import copy_in
from asn_portal.operation.demo import SEED, DemoWorld
from employees.domain.service_life.months import add_months
from employees.enums import (
    FUNCTIONAL_LEVELS,
    SANCTION_LEVELS,
    SATYALANCANA_YEARS,
    CredentialKind,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    LegalStatus,
    Predicate,
    Regime,
    SanctionKind,
    WarningKind,
)
from employees.models import (
    AwardHistory,
    ContractHistory,
    CredentialHistory,
    CreditPointHistory,
    DisciplineHistory,
    EarlyWarning,
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    RatingHistory,
    SalaryStepHistory,
    StatusHistory,
    UnpaidLeaveHistory,
)
from employees.services.early_warning import find_warnings, handle_warning
from employees.services.warning_notice import tell_people

DAY = datetime.timedelta(days=1)
RATINGS = {Predicate.VERY_GOOD: 18, Predicate.GOOD: 74, Predicate.NEEDS_IMPROVEMENT: 5, Predicate.POOR: 1, None: 2}
FACTORS = {Predicate.VERY_GOOD: 150, Predicate.GOOD: 100, Predicate.NEEDS_IMPROVEMENT: 75, Predicate.POOR: 50}
SCHOOLS = ("Universitas Sumatera Utara", "Universitas Riau", "Universitas Negeri Medan", "Universitas Terbuka")
MAJORS = {
    EducationLevel.DIPLOMA_3: ("Administrasi Perkantoran", "Manajemen Informatika", "Keperawatan", "Akuntansi"),
    EducationLevel.BACHELOR: ("Administrasi Negara", "Ilmu Hukum", "Akuntansi", "Ilmu Pemerintahan", "Informatika"),
    EducationLevel.MASTER: ("Administrasi Publik", "Manajemen", "Ilmu Pemerintahan"),
}
SANCTIONS = (
    # Kind, begun so many days ago, months in force.
    (SanctionKind.ALLOWANCE_CUT_12, 120, 12),
    (SanctionKind.WRITTEN_WARNING, 400, 6),
    (SanctionKind.ALLOWANCE_CUT_6, 900, 6),
    (SanctionKind.DEMOTION, 1500, 12),
    (SanctionKind.WRITTEN_DISSATISFACTION, 60, 6),
)
MONTHS_OF_LEAVE = 12
STEPS_ON_RECORD = 4


def add_histories(world: DemoWorld) -> None:
    # Its own dice: a change here must not change the people of the demo.
    _Histories(world, random.Random(f"{SEED}-histories")).add()
    _add_warnings(world)


def _period(start: datetime.date, until: datetime.date | None) -> str:
    """As COPY takes it."""
    return f"[{start},{until or ''})"


class _Histories:
    def __init__(self, world: DemoWorld, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.rows: dict[type, list[Any]] = defaultdict(list)
        self.known = {user.pk for user in world.users.values()}

    def add(self) -> None:
        people = list(Employee.objects.select_related("position", "unit").order_by("pk"))
        first_ranks: dict[int, datetime.date] = {}
        for pk, start in RankHistory.objects.values_list("employee", "period__startswith"):
            first_ranks[pk] = min(start, first_ranks.get(pk, start))
        placed = dict(PositionHistory.objects.definitive().values_list("employee", "period__startswith"))
        unknown = [each for each in people if each.user_id not in self.known and each.status == LegalStatus.ACTIVE]
        settled = [each for each in unknown if each.serves_since.year < self.world.today.year - 8]
        on_leave = {each.pk for each in settled[7::211][:2]}
        sanctioned = settled[3::97][: len(SANCTIONS)]

        for employee in people:
            start = min(first_ranks[employee.pk], employee.serves_since)
            self._standing(employee, start, has_been_away=employee.pk in on_leave)
            self._salary_steps(employee, start)
            self._education(employee, start)
            ratings = self._ratings(employee, start)
            if employee.employment_type == EmploymentType.PPPK:
                self._contracts(employee, first_ranks[employee.pk])
            else:
                self._medals(employee)
            if employee.position and employee.position.functional_level:
                self._credit_points(employee, placed[employee.pk], ratings)
            self._credentials(employee)
        self._sanctions(sanctioned)
        for rows in self.rows.values():
            copy_in(rows)

    def _keep(self, model: Any, employee: Employee, **values: Any) -> None:
        self.rows[model].append(model(employee=employee, **values))

    def _decree(self, code: str, date: datetime.date) -> dict[str, Any]:
        return {"decree_number": f"{code}/{self.rng.randint(100, 4000)}/{date.year}", "decree_date": date}

    def _standing(self, employee: Employee, start: datetime.date, *, has_been_away: bool) -> None:
        """Active from the first day; what stands on the employee now, for a while."""
        today = self.world.today
        if has_been_away:
            left = datetime.date(today.year - 5, 3, 1)
            back = add_months(left, MONTHS_OF_LEAVE)
            spans = [
                (LegalStatus.ACTIVE, start, left),
                (LegalStatus.UNPAID_LEAVE, left, back),
                (LegalStatus.ACTIVE, back, None),
            ]
            self._keep(UnpaidLeaveHistory, employee, period=_period(left, back), **self._decree("852", left))
        elif employee.status == LegalStatus.ACTIVE:
            spans = [(LegalStatus.ACTIVE, start, None)]
        else:
            since = max(today - datetime.timedelta(days=self.rng.randint(30, 500)), start + DAY)
            spans = [(LegalStatus.ACTIVE, start, since), (LegalStatus(employee.status), since, None)]
            if employee.status == LegalStatus.UNPAID_LEAVE:
                self._keep(UnpaidLeaveHistory, employee, period=_period(since, None), **self._decree("852", since))
        for status, begins, ends in spans:
            self._keep(StatusHistory, employee, status=status, period=_period(begins, ends))

    def _salary_steps(self, employee: Employee, start: datetime.date) -> None:
        """A step every two years, the latest on record; of a few people the last one was never entered."""
        steps = [start]
        while (following := add_months(start, 24 * len(steps))) <= self.world.today:
            steps.append(following)
        if len(steps) > 1 and self.rng.random() < 0.02:
            steps.pop()
        order = employee.rank_order
        base = 1_685_000 + order * 155_000 if employee.rank_info.regime is Regime.PNS else 1_940_000 + order * 140_000
        for number, step in list(enumerate(steps))[-STEPS_ON_RECORD:]:
            until = steps[number + 1] if number + 1 < len(steps) else None
            self._keep(
                SalaryStepHistory,
                employee,
                period=_period(step, until),
                base_salary=round(base * 1.03**number / 100) * 100,
                service_years=2 * number,
                service_months=0,
                **self._decree("822.3", step - datetime.timedelta(days=60)),
            )

    def _education(self, employee: Employee, start: datetime.date) -> None:
        """The diploma of the appointment; some earned their present one while serving."""
        level = EducationLevel(employee.education)
        latest = min(start, self.world.today - datetime.timedelta(days=800))
        graduated = datetime.date(max(latest.year - self.rng.randint(0, 3), employee.birth_date.year + 17), 8, 20)
        if level in {EducationLevel.BACHELOR, EducationLevel.MASTER} and self.rng.random() < 0.3:
            before = EducationLevel.UPPER_SECONDARY if level == EducationLevel.BACHELOR else EducationLevel.BACHELOR
            earned = datetime.date(graduated.year - (5 if before == EducationLevel.UPPER_SECONDARY else 3), 7, 15)
            self._diploma(employee, before, earned, is_first=False)
        self._diploma(employee, level, graduated, is_first=True)

    def _diploma(self, employee: Employee, level: EducationLevel, date: datetime.date, *, is_first: bool) -> None:
        majors = MAJORS.get(level)
        self._keep(
            EducationHistory,
            employee,
            level=level,
            date=date,
            major=self.rng.choice(majors) if majors else "IPA",
            institution=self.rng.choice(SCHOOLS) if majors else "SMA Negeri 1 Medan",
            is_first=is_first,
            decree_number=f"{self.rng.randint(100, 9999)}/UN/{date.year}" if majors else f"DN-07 {date.year}",
            decree_date=date,
        )

    def _ratings(self, employee: Employee, start: datetime.date) -> dict[int, Predicate]:
        last = self.world.today.year - 1
        found: dict[int, Predicate] = {}
        for year in range(last - 2, last + 1):
            predicate = self.rng.choices(list(RATINGS), weights=list(RATINGS.values()))[0]
            if start <= datetime.date(year, 6, 30) and predicate is not None:
                found[year] = predicate
                self._keep(RatingHistory, employee, year=year, predicate=predicate)
        return found

    def _contracts(self, employee: Employee, start: datetime.date) -> None:
        """Agreements of three or five years, renewed until today."""
        years = self.rng.choice((3, 5, 5))
        while True:
            until = add_months(start, years * 12)
            self._keep(ContractHistory, employee, period=_period(start, until), **self._decree("814.2", start))
            if until > self.world.today:
                return
            start = until

    def _medals(self, employee: Employee) -> None:
        """Awarded on Independence Day of the year after the years were complete; some were never proposed."""
        for kind, years in SATYALANCANA_YEARS.items():
            awarded = datetime.date(employee.serves_since.year + years + 1, 8, 17)
            if awarded <= self.world.today and self.rng.random() < 0.95:
                self._keep(AwardHistory, employee, kind=kind, date=awarded, **self._decree("TK", awarded))

    def _credit_points(self, employee: Employee, since: datetime.date, ratings: dict[int, Predicate]) -> None:
        """Of each rated year that lies wholly in the position, what the rating is worth."""
        level = FUNCTIONAL_LEVELS[FunctionalLevel(employee.position.functional_level)]
        for year, predicate in ratings.items():
            if datetime.date(year, 1, 1) >= since:
                self._keep(
                    CreditPointHistory,
                    employee,
                    period=_period(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)),
                    points=level.annual_coefficient * FACTORS[predicate] / 100,
                    title=employee.position.title,
                    is_conversion=True,
                    **self._decree("PAK", datetime.date(year + 1, 1, 20)),
                )

    def _credentials(self, employee: Employee) -> None:
        """Health staff work with a registration and a licence; a few others drive."""
        is_health = "puskesmas" in employee.unit.slug or "dinkes" in employee.unit.slug
        kinds: list[tuple[CredentialKind, str, str]] = []
        if is_health and self.rng.random() < 0.4:
            kinds.append((CredentialKind.REGISTRATION, "STR Perawat", "Konsil Kesehatan Indonesia"))
            kinds.append((CredentialKind.PRACTICE, "SIP Perawat", "Dinas Kesehatan"))
        elif self.rng.random() < 0.03:
            kinds.append((CredentialKind.DRIVING, "SIM A", "Kepolisian"))
        for kind, name, issuer in kinds:
            expires = self.world.today + datetime.timedelta(days=self.rng.randint(-25, 1600))
            issued = add_months(expires, -60)
            self._keep(
                CredentialHistory,
                employee,
                kind=kind,
                name=name,
                issuer=issuer,
                date=issued,
                expires_on=expires,
                **self._decree(kind.value, issued),
            )

    def _sanctions(self, people: list[Employee]) -> None:
        for employee, (kind, days, months) in zip(people, SANCTIONS, strict=False):
            start = self.world.date_before(days)
            self._keep(
                DisciplineHistory,
                employee,
                kind=kind,
                level=SANCTION_LEVELS[kind],
                period=_period(start, add_months(start, months)),
                offence="Tidak masuk kerja tanpa alasan yang sah",
                legal_basis="PP 94/2021",
                **self._decree("862", start - datetime.timedelta(days=7)),
            )


def _add_warnings(world: DemoWorld) -> None:
    """Worked out once. What is announced was told before, but to the demo's own accounts it is told now, so that each
    finds a notice; the newest wait for the office's next Monday."""
    governments = [unit for unit in world.units.values() if unit.is_government]
    for government in governments:
        find_warnings(government=government, on=world.today)
    announced = EarlyWarning.objects.open().announced(world.today)
    accounts = [user.pk for user in world.users.values()]
    told = timezone.now() - datetime.timedelta(days=8)
    announced.filter(is_eligible=True).exclude(employee__user__in=accounts).update(person_told_at=told)
    announced.filter(warn_from__lt=world.date_before(20)).update(office_told_at=told)
    tell_people(on=world.today)
    for officer in ("hr@medan.demo", "hr@pekanbaru.demo"):
        user = world.users[officer]
        path = user.employee.unit.path[:4]
        done = announced.filter(employee__unit__path__startswith=path, is_eligible=True)
        for kind, note in (
            (WarningKind.SALARY_STEP, "Surat KGB sudah terbit, tinggal dicatat."),
            (WarningKind.RANK_PROMOTION, "Usul kenaikan pangkat sudah dikirim ke BKN."),
            (WarningKind.CONTRACT_END, "Perpanjangan disetujui pimpinan."),
        ):
            for warning in done.filter(kind=kind).order_by("due_on", "pk")[2:6]:
                handle_warning(warning=warning, note=note, by=user)
