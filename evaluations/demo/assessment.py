"""Ratings: a district's year that is final, the running quarter in every state, an objection, anonymous voices."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee, RatingHistory
from employees.supervision import direct_reports, supervisor_of
from evaluations.domain.assessment import assessable
from evaluations.domain.rating import MATRIX
from evaluations.enums import Acceptance, AssessmentCycle, AssessmentState, CoreValue, PlanState, VoiceDirection
from evaluations.models import (
    Assessment,
    AssessmentPeriod,
    BehaviourAssessment,
    FeedbackRound,
    FeedbackTicket,
    FeedbackVoice,
    OrganisationAssessment,
    PlannedResult,
    ResultAssessment,
    WorkPlan,
)
from evaluations.services.assessment import (
    AssessmentValues,
    BehaviourValues,
    ResultValues,
    accept,
    deliver,
    given_work_result,
    plan_of,
    working_days_from,
    write_assessment,
)
from evaluations.services.assessment_period import open_period
from evaluations.services.objection import file_objection
from evaluations.services.organisation import rate_organisation

DISTRICT = "medan-belawan"
VILLAGE = "belawan-i"
# One cell for each predicate, as a year's rating shows it.
CELLS = {predicate.value: cell for cell, predicate in MATRIX.items()}
REASON = "Perjanjian kinerja tercapai 96 persen; IKM naik dari 82,1 menjadi 84,7; tidak ada temuan audit yang terbuka."
SUMMARIES = (
    "Berkas diselesaikan tepat waktu dan warga merasa dibantu. Pertahankan.",
    "Pekerjaan rapi. Mulailah membagikan cara kerjanya kepada rekan di loket.",
    "Target tercapai setelah didampingi; rencanakan pekan lebih awal.",
)
EXAMPLE = "Menjelaskan syarat kepada warga lanjut usia sampai selesai, tiga kali dalam sebulan ini."
KEEP = ("Selalu bersedia mendengarkan.", "Arahan saat apel pagi jelas.", "Membela staf di depan umum.")
CHANGE = ("Rapat bisa lebih singkat.", "Umpan balik sebaiknya lebih sering.", "Jadwal piket diumumkan lebih awal.")


def add_ratings(world: DemoWorld) -> None:
    _add_last_year(world)
    quarter = _open_quarter(world)
    _rate_village(world, quarter)
    _add_voices(world, quarter)


def _add_last_year(world: DemoWorld) -> None:
    """Final and closed, each as it stands on record."""
    year, hr = world.today.year - 1, world.users["hr@medan.demo"]
    end = _moment(datetime.date(year + 1, 1, 20))
    period = AssessmentPeriod.objects.create(
        government=world.units["kota-medan"],
        is_annual=True,
        period=DateRange(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)),
        deliver_by=datetime.date(year + 1, 1, 21),
        opened_by=hr,
        closed_at=end + datetime.timedelta(days=30),
    )
    district = world.units[DISTRICT]
    OrganisationAssessment.objects.create(
        assessment_period=period, unit=district, rating="BAIK", reason=REASON, rated_by=world.users["head@medan.demo"]
    )
    records = RatingHistory.objects.valid().filter(year=year, employee__unit__path__startswith=district.path)
    staff = Employee.objects.active().filter(unit__path__startswith=district.path).with_place().select_related("user")
    predicates = dict(records.values_list("employee", "predicate"))
    plans = WorkPlan.objects.filter(state=PlanState.AGREED, period__contains=datetime.date(year, 12, 31))
    plan_of_person = dict(plans.values_list("employee", "pk"))
    ratings = []
    for number, person in enumerate(staff.order_by("pk")):
        head = supervisor_of(person)
        if person.pk not in predicates or head is None or head.user_id is None:
            continue
        work_result, behaviour = CELLS[predicates[person.pk]]
        is_silent = number % 17 == 0
        ratings.append(
            Assessment(
                assessment_period=period,
                employee=person,
                unit=person.unit,
                position_title=person.position.title if person.position else "",
                assessor=head,
                plan_id=plan_of_person.get(person.pk),
                work_result=work_result.value,
                behaviour=behaviour.value,
                predicate=predicates[person.pk],
                summary=SUMMARIES[number % len(SUMMARIES)],
                dialogue_on=datetime.date(year + 1, 1, 12),
                dialogue_notes="Sepakat dengan penilaian dan rencana tahun depan.",
                state=AssessmentState.FINAL,
                delivered_at=end - datetime.timedelta(days=5),
                delivered_by_id=head.user_id,
                object_until=working_days_from((end - datetime.timedelta(days=5)).date(), 14, district.government_path),
                signed_at=None if is_silent else end,
                acceptance=Acceptance.SILENT if is_silent else Acceptance.SIGNED,
                final_at=end + datetime.timedelta(days=20) if is_silent else end,
            )
        )
    Assessment.objects.bulk_create(ratings)
    _rate_planned_results(ratings)
    BehaviourAssessment.objects.bulk_create(
        [
            BehaviourAssessment(
                assessment=rating,
                value=value,
                level=rating.behaviour if value == CoreValue.SERVICE else "AS",
                example=EXAMPLE if value == CoreValue.SERVICE else "",
            )
            for rating in ratings
            for value in CoreValue
        ],
        batch_size=2000,
    )


def _rate_planned_results(ratings: list[Assessment]) -> None:
    """Each planned result as the whole."""
    of_plan = {rating.plan_id: rating for rating in ratings if rating.plan_id}
    planned = PlannedResult.objects.filter(plan__in=of_plan).values_list("pk", "plan")
    ResultAssessment.objects.bulk_create(
        [
            ResultAssessment(
                assessment=of_plan[plan],
                result_id=pk,
                achieved="Sesuai laporan akhir tahun.",
                level=of_plan[plan].work_result,
            )
            for pk, plan in planned
        ],
        batch_size=2000,
    )


def _open_quarter(world: DemoWorld) -> AssessmentPeriod:
    span = assessable(AssessmentCycle.QUARTERLY, world.today)[0]
    period = open_period(
        government=world.units["kota-medan"],
        first=span.first,
        last=span.last,
        is_annual=False,
        deliver_by=working_days_from(span.last, 14, world.units["kota-medan"].path),
        by=world.users["hr@medan.demo"],
    )
    for slug, by in ((DISTRICT, "head@medan.demo"), (VILLAGE, "camat@belawan.demo")):
        rate_organisation(period=period, unit=world.units[slug], rating="BAIK", reason=REASON, by=world.users[by])
    return period


def _rate_village(world: DemoWorld, period: AssessmentPeriod) -> None:
    """The demo's clerk has a rating to answer; of the others each state is there, and one objects."""
    lurah, camat = world.users["lurah@belawan.demo"], world.users["camat@belawan.demo"]
    rows = list(
        period.assessments.filter(unit=world.units[VILLAGE])
        .select_related("employee__user", "assessment_period", "unit")
        .order_by("pk")
    )
    clerk = world.users["pegawai@belawan.demo"]
    has_objection = False
    for number, row in enumerate(rows):
        user = row.employee.user
        writer = camat if user == lurah else lurah
        if user is None or row.assessor_id != writer.employee.pk:
            continue
        kind = 1 if user == clerk else number % 5
        if kind == 4:
            continue
        row = write_assessment(assessment=row, values=_values(row, number), edit=row.edit, by=writer)
        if kind == 3:
            continue
        row = deliver(assessment=row, by=writer)
        if kind == 2 and not has_objection:
            file_objection(
                assessment=row,
                reason="Target layanan saya tercapai 104 persen sejak September; datanya ada di laporan harian.",
                by=user,
            )
            has_objection = True
        elif kind == 0:
            accept(assessment=row, by=user)


def _values(row: Assessment, number: int) -> AssessmentValues:
    behaviour = "ABOVE" if number % 4 == 0 else "AS"
    work_result = given_work_result(row) or ("BELOW" if number % 9 == 5 else "AS")
    plan = plan_of(row)
    results = plan.results.all() if plan else ()
    return AssessmentValues(
        work_result=work_result,
        behaviour=behaviour,
        summary=SUMMARIES[number % len(SUMMARIES)],
        recommendation="Mengikuti bimbingan teknis pelayanan publik." if work_result == "BELOW" else "",
        dialogue_on=timezone.localdate(),
        dialogue_notes="Membahas capaian triwulan dan rencana berikutnya.",
        results={result.pk: ResultValues("Tercapai sesuai rencana.", work_result, "") for result in results},
        behaviours={
            value.value: BehaviourValues(behaviour, EXAMPLE)
            if value == CoreValue.SERVICE
            else BehaviourValues("AS", "")
            for value in CoreValue
        },
    )


def _add_voices(world: DemoWorld, period: AssessmentPeriod) -> None:
    """Seven voices that are shown, three that are not, and a round that still runs."""
    lurah, clerk = world.users["lurah@belawan.demo"].employee, world.users["pegawai@belawan.demo"].employee
    camat = world.users["camat@belawan.demo"]
    last = world.date_before(3)
    for employee, direction, count in ((lurah, VoiceDirection.UPWARD, 7), (clerk, VoiceDirection.PEER, 3)):
        feedback_round = _round(world, period, employee, direction, last, camat)
        FeedbackVoice.objects.bulk_create(
            FeedbackVoice(
                id=uuid.UUID(int=world.rng.getrandbits(128), version=4),
                feedback_round=feedback_round,
                given_on=world.date_before(14),
                answers={value.value: world.rng.choice((2, 3, 3, 4, 4)) for value in CoreValue},
                keep=world.rng.choice((*KEEP, "")),
                change=world.rng.choice((*CHANGE, "")),
            )
            for _number in range(count)
        )
    running = _round(
        world, period, camat.employee, VoiceDirection.UPWARD, world.today + datetime.timedelta(days=11), camat
    )
    givers = direct_reports(camat.employee).filter(user__is_active=True).order_by("pk")
    FeedbackTicket.objects.bulk_create(FeedbackTicket(feedback_round=running, giver=giver) for giver in givers)


def _round(
    world: DemoWorld, period: AssessmentPeriod, employee: Any, direction: str, closes_on: datetime.date, by: Any
) -> FeedbackRound:
    hr = world.users["hr@medan.demo"]
    return FeedbackRound.objects.create(
        assessment_period=period,
        employee=employee,
        direction=direction,
        closes_on=closes_on,
        opened_by=hr if employee.user_id == by.pk else by,
    )


def _moment(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(10, 15), tzinfo=timezone.get_default_timezone())
