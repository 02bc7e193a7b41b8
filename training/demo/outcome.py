"""What came of the demo's trainings: tests with gains, evaluations, promises, behaviour, activities, a review."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from typing import Any

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee
from training.domain.behaviour import CODES
from training.domain.evaluation_form import CURRENT, VERSIONS, item_key
from training.domain.knowledge_test import TestQuestion, dump, maximum
from training.enums import (
    ActivityState,
    BehaviourPeriod,
    Depth,
    Obstacle,
    PromiseMoment,
    PromiseOutcome,
    Rater,
    RegistrationState,
    SessionState,
    TaskState,
    TestMoment,
    TrainingForm,
)
from training.models import (
    ApplicationPromise,
    BehaviourRating,
    ClassMessage,
    EvaluationResponse,
    EvaluationText,
    EvaluationTicket,
    KnowledgeTest,
    LearningActivity,
    ObstacleTask,
    PromiseCheck,
    Registration,
    TestAttempt,
    TrainingSession,
)
from training.services.evaluation import open_reviews

QUESTIONS = (
    TestQuestion(
        "Apa yang pertama dilakukan saat warga datang ke loket?", ("Menyapa", "Meminta berkas", "Menunggu"), 0, 2
    ),
    TestQuestion("Berapa unsur dinilai dalam survei kepuasan masyarakat?", ("Tujuh", "Sembilan", "Empat belas"), 1, 2),
    TestQuestion("Kapan standar pelayanan dimaklumatkan?", ("Setiap tahun", "Bila ada keluhan", "Tidak perlu"), 0, 2),
    TestQuestion("Siapa yang menindaklanjuti pengaduan?", ("Unit terkait", "Warga", "Media"), 0, 2),
    TestQuestion("Data apa yang boleh ditampilkan di loket?", ("NIK warga", "Nomor antrean", "Alamat warga"), 1, 2),
)
PROMISES = (
    "Menyapa warga dan menjelaskan syarat secara tertulis sejak hari Senin",
    "Menyelesaikan berkas yang lengkap pada hari yang sama",
    "Berbagi satu pelajaran pada apel pagi setiap pekan",
)
EXAMPLES = (
    "Lembar syarat dibagikan di loket sejak pekan lalu.",
    "Antrean selesai sebelum pukul 15.00 selama dua pekan.",
)
USEFUL = (
    "Latihan kasus dari loket sendiri.",
    "Contoh surat yang langsung bisa dipakai.",
    "Diskusi dengan kelurahan lain.",
)
TO_IMPROVE = (
    "Waktu praktik perlu ditambah.",
    "Materi kasus sulit masih kurang dalam.",
    "Jaringan di ruang kelas lambat.",
)
# title, form, days ago, counts, JP, state
ACTIVITIES = (
    ("Seminar pelayanan digital", TrainingForm.SEMINAR, 40, {"days": 1}, 4, ActivityState.VERIFIED),
    ("Coaching penyusunan laporan", TrainingForm.COACHING, 70, {"sessions": 2}, 4, ActivityState.VERIFIED),
    ("Kursus pengolahan data", TrainingForm.COURSE, 12, {"hours": Decimal(10)}, 10, ActivityState.REPORTED),
    ("Belajar mandiri peraturan baru", TrainingForm.SELF_STUDY, 25, {"days": 2}, 4, ActivityState.REFUSED),
    ("Lokakarya yang batal", TrainingForm.WORKSHOP, 30, {"days": 1}, 5, ActivityState.WITHDRAWN),
)
SESSIONS = 6


def load(world: DemoWorld) -> None:
    coordinators = {world.users[f"training@{city}.demo"].pk for city in ("medan", "pekanbaru")}
    rng = random.Random(20261122)
    sessions = TrainingSession.objects.filter(state=SessionState.FINISHED, coordinator__in=coordinators)
    for coordinator in sorted(coordinators):
        latest = list(
            sessions.filter(coordinator=coordinator)
            .select_related("unit", "programme", "coordinator")
            .order_by("-starts_at")[:SESSIONS]
        )
        for place, session in enumerate(latest):
            _of_session(session, place, rng)
    _activities(world)


def _of_session(session: TrainingSession, place: int, rng: random.Random) -> None:
    people = list(
        Registration.objects.filter(session=session, state=RegistrationState.COMPLETED)
        .select_related("employee__unit", "session")
        .order_by("sequence")
    )
    if len(people) < 6:
        return
    _tests(session, people, rng)
    _evaluations(session, people, rng, is_shallow=place == 1)
    _promises(session, people[:8], rng)
    if place < 2:
        ClassMessage.objects.create(
            session=session,
            text="Terima kasih. Bahan ajar sudah diunggah; mohon isi evaluasi dalam pekan ini.",
            sent_by=session.coordinator,
            recipients=len(people),
        )
        EvaluationTicket.objects.bulk_create(EvaluationTicket(registration=row) for row in people[-3:])


def _tests(session: TrainingSession, people: list[Registration], rng: random.Random) -> None:
    test, _is_new = KnowledgeTest.objects.get_or_create(
        programme=session.programme,
        version=1,
        defaults={"questions": dump(QUESTIONS), "is_published": True, "minutes": 15, "pass_mark": 60},
    )
    most = maximum(QUESTIONS)
    rows = []
    for row in people:
        before = rng.randint(1, 4)
        for moment, at, right in (
            (TestMoment.PRE, session.starts_at, before),
            (TestMoment.POST, session.ends_at, min(5, before + rng.choice((0, 1, 1, 2, 2, 3)))),
        ):
            answers = {str(n): q.right if n < right else (q.right + 1) % 3 for n, q in enumerate(QUESTIONS)}
            rows.append(
                TestAttempt(
                    test=test,
                    registration=row,
                    moment=moment,
                    started_at=at,
                    due_at=at + datetime.timedelta(minutes=15),
                    submitted_at=at + datetime.timedelta(minutes=rng.randint(6, 14)),
                    answers=answers,
                    score=Decimal(2 * right),
                    maximum=most,
                )
            )
    TestAttempt.objects.bulk_create(rows)


def _evaluations(session: TrainingSession, people: list[Registration], rng: random.Random, *, is_shallow: bool) -> None:
    form = VERSIONS[CURRENT]
    trainers = list(session.trainers.values_list("pk", flat=True))
    # On the last day and the day after, so that figures of those who are still asked have come to a step.
    last = min(session.last_day + datetime.timedelta(days=1), datetime.date.today())  # noqa: DTZ011  the demo's day
    rows, texts = [], []
    for number in range(len(people) - 3):
        day = last if number % 2 else session.last_day
        level = rng.choice((3, 4, 4, 5))
        keys = [item.code for item in form.of_session]
        keys += [item_key(item.code, trainer) for item in form.of_trainers for trainer in trainers]
        answers = {key: max(1, min(5, level + rng.choice((-1, 0, 0, 0, 1)))) for key in keys if rng.random() > 0.04}
        depth = Depth.NOT_DEEP if is_shallow and number % 5 < 2 else Depth.FITS
        rows.append(
            EvaluationResponse(
                session=session, answered_on=day, form_version=CURRENT, answers=answers, depth=depth.value
            )
        )
        if number % 3 == 0:
            texts.append(
                EvaluationText(session=session, question="most_useful", text=rng.choice(USEFUL), written_on=day)
            )
            texts.append(
                EvaluationText(session=session, question="to_improve", text=rng.choice(TO_IMPROVE), written_on=day)
            )
    EvaluationResponse.objects.bulk_create(rows)
    EvaluationText.objects.bulk_create(texts)
    if is_shallow:
        open_reviews(session)


def _promises(session: TrainingSession, people: list[Registration], rng: random.Random) -> None:
    promises = ApplicationPromise.objects.bulk_create(
        ApplicationPromise(registration=row, number=number + 1, text=PROMISES[(place + number) % 3])
        for place, row in enumerate(people)
        for number in range(1 + place % 2)
    )
    age = (datetime.date.today() - session.last_day).days  # noqa: DTZ011  the demo's day
    newest = max((moment for moment in PromiseMoment if age >= moment), default=None)
    checks: list[PromiseCheck] = []
    for promise in promises:
        for moment in PromiseMoment:
            for rater in Rater:
                # Some of the newest still wait for who is asked.
                waits = rng.random() < (0.4 if rater == Rater.SUPERVISOR else 0.5 * (moment == newest))
                if age < moment or waits:
                    continue
                checks.append(_check(promise, moment, rater, session.coordinator, rng))
    PromiseCheck.objects.bulk_create(checks)
    hindered = [check for check in checks if check.obstacle and check.rater == Rater.SELF]
    ObstacleTask.objects.bulk_create(
        ObstacleTask(
            check_row=check,
            unit=check.promise.registration.employee.unit,
            **(
                {
                    "state": TaskState.DONE,
                    "note": "Perangkat dipinjamkan dari kecamatan.",
                    "closed_at": session.ends_at + datetime.timedelta(days=40),
                    "closed_by": session.coordinator,
                }
                if place % 2
                else {}
            ),
        )
        for place, check in enumerate(hindered)
    )
    if age >= PromiseMoment.DAY_30:
        BehaviourRating.objects.bulk_create(_ratings(people, session.coordinator, rng))


def _check(
    promise: ApplicationPromise, moment: PromiseMoment, rater: Rater, by: Any, rng: random.Random
) -> PromiseCheck:
    late = moment == PromiseMoment.DAY_90
    outcome = rng.choice(
        (PromiseOutcome.APPLIED, PromiseOutcome.APPLIED, PromiseOutcome.PARTLY)
        if late
        else (PromiseOutcome.APPLIED, PromiseOutcome.PARTLY, PromiseOutcome.NOT_YET)
    )
    is_hindered = outcome != PromiseOutcome.APPLIED
    return PromiseCheck(
        promise=promise,
        moment=moment,
        rater=rater,
        outcome=outcome,
        example="" if outcome == PromiseOutcome.NOT_YET else rng.choice(EXAMPLES),
        obstacle=rng.choice((Obstacle.NO_TIME, Obstacle.NO_TOOLS, Obstacle.OTHER_DUTIES)) if is_hindered else "",
        obstacle_text="Komputer loket dipakai bergantian." if is_hindered else "",
        by=by,
    )


def _ratings(people: list[Registration], by: Any, rng: random.Random) -> list[BehaviourRating]:
    rows = []
    for row in people:
        for rater in Rater:
            for item in CODES:
                before = rng.randint(2, 3)
                for period, value in (
                    (BehaviourPeriod.BEFORE, before),
                    (BehaviourPeriod.AFTER, min(5, before + rng.choice((0, 1, 1, 2)))),
                ):
                    rows.append(
                        BehaviourRating(registration=row, rater=rater, period=period, item=item, value=value, by=by)
                    )
    return rows


def _activities(world: DemoWorld) -> None:
    rows = []
    for email, office in (
        ("pegawai@belawan.demo", "training@medan.demo"),
        ("pegawai@marelan.demo", "training@medan.demo"),
        ("pegawai@senapelan.demo", "training@pekanbaru.demo"),
    ):
        employee = Employee.objects.get(user=world.users[email])
        for title, form, days, counts, hours, state in ACTIVITIES:
            day = world.date_before(days)
            decided = state in {ActivityState.VERIFIED, ActivityState.REFUSED}
            rows.append(
                LearningActivity(
                    employee=employee,
                    title=title,
                    form=form,
                    organiser="BPSDM",
                    starts_on=day,
                    ends_on=day,
                    learning_hours=hours,
                    state=state,
                    reason="Tidak ada bukti kegiatan." if state == ActivityState.REFUSED else "",
                    verified_by=world.users[office] if decided else None,
                    **counts,
                )
            )
    LearningActivity.objects.bulk_create(rows)
