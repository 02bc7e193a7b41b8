"""Further education of the demo: calls and applications in each state, studies from the first semester to the bond."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal.documents.services import store_document
from asn_portal.operation.demo import DemoWorld
from employees.domain.service_life.months import add_months
from employees.enums import EmploymentType
from employees.models import Employee
from training.domain.further_education import is_eligible, report_days, service_bond
from training.enums import ApplicationState, AssignmentState, CallState, Degree, Funding, StudyChangeKind
from training.models import (
    SemesterReport,
    StudyApplication,
    StudyAssignment,
    StudyCall,
    StudyChange,
    StudyCriterion,
    StudyReviewer,
    StudyScore,
)
from training.study_facts import DOCUMENT_KIND, own_eligibility, ranked_applications
from training.study_words import RECOMMENDATION, as_stored

CRITERIA = (("Kesesuaian dengan kebutuhan unit", 40), ("Mutu rencana studi", 35), ("Rencana setelah kembali", 25))
DOCUMENTS = "Ijazah dan transkrip terakhir\n* Surat keterangan sehat\n* Sertifikat bahasa Inggris"
UNIVERSITIES = (
    ("Universitas Sumatera Utara", "Magister Administrasi Publik"),
    ("Universitas Gadjah Mada", "Magister Perencanaan Wilayah dan Kota"),
    ("Universitas Indonesia", "Magister Ilmu Kesejahteraan Sosial"),
    ("Universitas Riau", "Magister Manajemen"),
)
MOTIVATIONS = (
    "Antrean di loket kami rata-rata 70 menit. Saya ingin belajar merancang alur pelayanan dan mengukur hasilnya.",
    "Unit kami menyusun rencana kerja tanpa data kependudukan yang terbaru. Studi ini memberi saya cara mengolahnya.",
    "Keluhan warga berulang pada masalah yang sama. Saya ingin memahami cara mengevaluasi program secara terukur.",
)
AFTER = "Menyusun standar pelayanan baru bersama tim, melatih rekan sekerja, dan menguji hasilnya selama enam bulan."
# An empty page.
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
# office, coordinator, first applicant, reviewers, student, who serves the bond
OFFICES = (
    (
        "bkpsdm-medan",
        "training@medan.demo",
        "pegawai@belawan.demo",
        ("camat@belawan.demo", "head@medan.demo"),
        "pegawai@marelan.demo",
        "lurah@belawan.demo",
    ),
    (
        "bkpsdm-pekanbaru",
        "training@pekanbaru.demo",
        "pegawai@senapelan.demo",
        ("camat@senapelan.demo", "head@pekanbaru.demo"),
        None,
        "lurah@senapelan.demo",
    ),
)


def load(world: DemoWorld) -> None:
    for office in OFFICES:
        _Office(world, *office).fill()


class _Office:
    def __init__(
        self,
        world: DemoWorld,
        slug: str,
        coordinator: str,
        applicant: str,
        reviewers: tuple[str, ...],
        student: str | None,
        bonded: str,
    ) -> None:
        self.world, self.unit, self.today = world, world.units[slug], world.today
        self.coordinator = world.users[coordinator]
        self.applicant, *self.reviewers = (self._person(email) for email in (applicant, *reviewers))
        self.student = self._person(student) if student else None
        self.bonded = self._person(bonded)
        named = [self.applicant, self.bonded, *self.reviewers, *([self.student] if self.student else [])]
        staff = Employee.objects.active().filter(
            unit__path__startswith=self.unit.government_path,
            employment_type=EmploymentType.PNS,
            birth_date__gt=datetime.date(self.today.year - 42, 1, 1),
            position__is_head=False,
        )
        able = list(staff.exclude(pk__in=[each.pk for each in named]).with_place().order_by("pk")[:24])
        # Nobody could have handed in an application against a condition.
        self.probe = StudyCall(unit=self.unit, degree=Degree.S2, studies_from=self.today)
        self.staff = [person for person in able if self._is_able(person)]
        self.codes = iter(f"{letter}{number}" for letter in "KMPRTW" for number in range(10000, 99999, 7919))

    def fill(self) -> None:
        self._calls()
        self._studies()

    def _is_able(self, person: Employee) -> bool:
        return is_eligible(own_eligibility(person, self.probe, on=self.today))

    def _person(self, email: str) -> Employee:
        return Employee.objects.with_place().get(user=self.world.users[email])  # type: ignore[no-any-return]

    # --- calls and applications -------------------------------------------------------------------------------------

    def _calls(self) -> None:
        people = iter(self.staff)
        self._call("Beasiswa S-3 Kerja Sama Universitas", CallState.DRAFT, degree=Degree.S3, opens=30, closes=75)
        title = "Tugas belajar D-IV Statistika"
        cancelled = self._call(title, CallState.CANCELLED, degree=Degree.S1, opens=-90, closes=-60)
        StudyCall.objects.filter(pk=cancelled.pk).update(
            state=CallState.CANCELLED, cancel_reason="Penyedia beasiswa menunda angkatan tahun ini."
        )
        opened = self._call("Tugas belajar S-2 APBD", CallState.OPEN, opens=-20, closes=25)
        self._call("Beasiswa Bappenas S-2 dalam negeri", CallState.OPEN, opens=-5, closes=40, funding=Funding.STATE)
        first = ApplicationState.SUBMITTED if self._is_able(self.applicant) else ApplicationState.DRAFT
        self._apply(opened, self.applicant, first)
        self._apply(opened, next(people), ApplicationState.SUBMITTED)
        self._apply(opened, next(people), ApplicationState.DRAFT)
        self._apply(opened, next(people), ApplicationState.RETURNED, reason="Transkrip nilai belum dilampirkan.")
        self._apply(opened, next(people), ApplicationState.COMPLETE)
        review = self._call("Beasiswa LPDP S-2 (afirmasi daerah)", CallState.REVIEW, opens=-70, closes=-10, places=2)
        candidates = [self._apply(review, next(people), ApplicationState.COMPLETE) for _number in range(4)]
        self._score(review, candidates, is_whole=False)
        decided = self._call("Tugas belajar S-2 APBD tahun lalu", CallState.DECIDED, opens=-420, closes=-380, places=1)
        last_years = [self._apply(decided, next(people), ApplicationState.COMPLETE) for _number in range(2)]
        self._apply(decided, next(people), ApplicationState.WITHDRAWN)
        self._score(decided, last_years, is_whole=True)
        moment = timezone.now() - datetime.timedelta(days=350)
        ranked = ranked_applications(decided)
        winner, loser = (row.application for row in ranked)
        scores = {row.application.pk: row.ranked.score for row in ranked}
        for row, state, reason in (
            (winner, ApplicationState.ACCEPTED, ""),
            (loser, ApplicationState.REJECTED, "Tempat terbatas; silakan mendaftar pada panggilan berikutnya."),
        ):
            StudyApplication.objects.filter(pk=row.pk).update(
                state=state,
                final_score=scores[row.pk],
                reason=reason,
                decided_by=self.coordinator,
                decided_at=moment,
                letter_number=f"800.1.3/{row.pk}/BKPSDM/{moment.year}",
            )
        winner.refresh_from_db()
        self._assign(winner.employee, starts_ago=300, months=24, application=winner)

    def _call(
        self,
        title: str,
        state: CallState,
        *,
        opens: int,
        closes: int,
        degree: Degree = Degree.S2,
        funding: Funding = Funding.REGIONAL,
        places: int = 3,
    ) -> StudyCall:
        day = datetime.timedelta(days=1)
        call = StudyCall.objects.create(
            unit=self.unit,
            title=title,
            description="Untuk pegawai yang pekerjaannya membutuhkan jenjang ini. Biaya kuliah dan buku ditanggung.",
            degree=degree,
            funding=funding,
            provider="APBD" if funding == Funding.REGIONAL else "Pusbindiklatren Bappenas",
            places=places,
            opens_on=self.today + opens * day,
            closes_on=self.today + closes * day,
            studies_from=self.today + (closes + 90) * day,
            documents_asked=DOCUMENTS,
            state=state if state != CallState.CANCELLED else CallState.DRAFT,
        )
        StudyCriterion.objects.bulk_create(
            StudyCriterion(call=call, name=name, weight=weight) for name, weight in CRITERIA
        )
        if state != CallState.DRAFT:
            StudyReviewer.objects.bulk_create(StudyReviewer(call=call, employee=person) for person in self.reviewers)
        return call

    def _apply(
        self, call: StudyCall, person: Employee, state: ApplicationState, *, reason: str = ""
    ) -> StudyApplication:
        number = self.world.rng.randrange(1000)
        university, programme = UNIVERSITIES[number % len(UNIVERSITIES)]
        is_sent = state != ApplicationState.DRAFT
        eligibility: list[Any] = []
        if is_sent:
            eligibility = as_stored(own_eligibility(person, call, on=call.opens_on, accreditation="Unggul"))
            if state == ApplicationState.COMPLETE:
                word = {"text": "Layak dan dibutuhkan unit.", "by": "Atasan langsung", "on": call.opens_on.isoformat()}
                eligibility.append({"condition": RECOMMENDATION, "is_met": True, "values": word})
        sent_at = timezone.now() - datetime.timedelta(days=max(1, (self.today - call.opens_on).days - 5))
        application = StudyApplication.objects.create(
            call=call,
            employee=person,
            code=self._code(),
            university=university,
            programme=programme,
            accreditation="Unggul",
            motivation=MOTIVATIONS[number % len(MOTIVATIONS)],
            after_return=AFTER if is_sent else "",
            state=state,
            eligibility=eligibility,
            submitted_at=sent_at if is_sent else None,
            reason=reason,
        )
        if is_sent and state != ApplicationState.RETURNED:
            for number, name, is_needed in call.asked:
                if is_needed:
                    store_document(
                        file=ContentFile(PAPER, name=f"{name}.pdf"),
                        by=person.user,
                        kind=f"{DOCUMENT_KIND}.{number}",
                        owner=application,
                        unit_path=self.unit.path,
                    )
        return application

    def _code(self) -> str:
        return f"{next(self.codes)}{self.unit.pk % 10}"

    def _score(self, call: StudyCall, applications: list[StudyApplication], *, is_whole: bool) -> None:
        """Of a call still under review the last reviewer has only drafts."""
        criteria, reviewers = list(call.criteria.all()), list(call.reviewers.order_by("pk"))
        now = timezone.now()
        StudyScore.objects.bulk_create(
            StudyScore(
                application=application,
                reviewer=reviewer,
                criterion=criterion,
                points=self.world.rng.randint(60, 95),
                note="Rencana jelas dan terukur.",
                submitted_at=now if is_whole or reviewer != reviewers[-1] else None,
            )
            for application in applications
            for reviewer in reviewers
            for criterion in criteria
        )

    # --- studies ----------------------------------------------------------------------------------------------------

    def _studies(self) -> None:
        """Overdue report, on leave with a request answered, just graduated, serving, fulfilled, ended early."""
        people = reversed(self.staff)
        student = self.student or next(people)
        overdue = self._assign(student, starts_ago=400, months=24)
        StudyChange.objects.create(
            assignment=overdue,
            kind=StudyChangeKind.EXTENSION,
            months=6,
            from_day=overdue.planned_end + datetime.timedelta(days=1),
            reason="Pengumpulan data di lapangan mundur satu semester.",
        )
        self._assign(next(people), starts_ago=500, months=24, state=AssignmentState.ON_LEAVE)
        self._assign(next(people), starts_ago=760, months=24, state=AssignmentState.GRADUATED)
        self._assign(self.bonded, starts_ago=1500, months=24, state=AssignmentState.SERVING)
        self._assign(next(people), starts_ago=2900, months=24, state=AssignmentState.FULFILLED)
        ended = self._assign(next(people), starts_ago=900, months=48)
        StudyAssignment.objects.filter(pk=ended.pk).update(
            state=AssignmentState.ENDED_EARLY,
            end_reason="Mengundurkan diri pada semester ketiga; biaya Rp18.500.000 dikembalikan bertahap.",
        )

    def _assign(
        self,
        person: Employee,
        *,
        starts_ago: int,
        months: int,
        state: AssignmentState = AssignmentState.STUDYING,
        application: StudyApplication | None = None,
    ) -> StudyAssignment:
        start = (self.today - datetime.timedelta(days=starts_ago)).replace(day=1)
        last = add_months(start, months) - datetime.timedelta(days=1)
        university, programme = (
            (application.university, application.programme) if application else UNIVERSITIES[starts_ago % 4]
        )
        fields: dict[str, Any] = {}
        if state in {AssignmentState.GRADUATED, AssignmentState.SERVING, AssignmentState.FULFILLED}:
            graduated = min(last, self.today - datetime.timedelta(days=5))
            fields = {"graduated_on": graduated, "diploma_number": f"IJZ/{starts_ago}/{graduated.year}"}
            if state != AssignmentState.GRADUATED:
                back = graduated + datetime.timedelta(days=1)
                fields |= {
                    "returned_on": back,
                    "placement": "Analis Kebijakan Ahli Muda",
                    "bond": service_bond(
                        starts_on=start,
                        last_day=graduated,
                        returned_on=back,
                        is_released=True,
                        funding=Funding.REGIONAL,
                    ),
                }
        assignment = StudyAssignment.objects.create(
            employee=person,
            application=application,
            degree=Degree.S2,
            university=university,
            programme=programme,
            funding=Funding.REGIONAL,
            decree_number=f"800.1.3/{starts_ago}/BKPSDM/{start.year}",
            decree_date=start - datetime.timedelta(days=20),
            starts_on=start,
            planned_end=last,
            state=state,
            **fields,
        )
        SemesterReport.objects.bulk_create(
            self._report(assignment, number, day) for number, day in enumerate(report_days(start, last), start=1)
        )
        return assignment

    def _report(self, assignment: StudyAssignment, number: int, day: datetime.date) -> SemesterReport:
        """Handed in but for the last one that is due; the office has read all but the newest."""
        is_written = day < self.today - datetime.timedelta(days=100) or not assignment.is_running
        at = timezone.make_aware(datetime.datetime.combine(min(day, self.today), datetime.time(9)))
        return SemesterReport(
            assignment=assignment,
            number=number,
            due_on=day,
            gpa=Decimal(self.world.rng.randint(310, 395)) / 100 if is_written else None,
            credits=self.world.rng.randint(12, 20) if is_written else None,
            text="Semua mata kuliah lulus; proposal tesis sedang disusun." if is_written else "",
            submitted_at=at if is_written else None,
            read_at=at if is_written and number > 1 else None,
            read_by=self.coordinator if is_written and number > 1 else None,
        )
