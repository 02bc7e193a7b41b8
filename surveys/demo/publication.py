"""What follows from results: people served, promises in every stage, answered comments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee
from surveys.demo.officers import Officers
from surveys.domain.figures import from_json
from surveys.domain.visits import months_between
from surveys.enums import CommentState, SurveyElement, SurveyState
from surveys.models import FollowUpAction, PublicService, SatisfactionSurvey, ServiceVisits, SurveyComment
from surveys.services.tally import keep_finished_days, renew_interims

# What an office may promise about an element, and what it says when it is done.
PROMISES = {
    SurveyElement.REQUIREMENTS: (
        "Menempel daftar syarat di depan loket dan di laman kantor",
        "Daftar syarat ditempel.",
    ),
    SurveyElement.PROCEDURES: ("Menggambar alur pelayanan dalam satu lembar", "Alur dipasang di ruang tunggu."),
    SurveyElement.COMPLETION_TIME: ("Membuka satu loket lagi pada jam sibuk", "Loket ketiga dibuka pukul 09.00–12.00."),
    SurveyElement.COST: ("Memasang papan “pelayanan ini gratis”", "Papan dipasang di pintu masuk."),
    SurveyElement.PRODUCT: ("Memeriksa surat bersama warga sebelum diserahkan", "Pemeriksaan bersama berjalan."),
    SurveyElement.STAFF_COMPETENCE: ("Pelatihan pelayanan bagi petugas loket", "Enam petugas selesai dilatih."),
    SurveyElement.STAFF_BEHAVIOUR: ("Salam dan nama petugas di setiap loket", "Papan nama dipasang di setiap loket."),
    SurveyElement.FACILITIES: ("Menambah kursi dan memperbaiki kipas angin", "Sepuluh kursi baru, dua kipas diganti."),
    SurveyElement.COMPLAINT_HANDLING: (
        "Menjawab setiap masukan paling lambat lima hari",
        "Jawaban rata-rata tiga hari.",
    ),
}
ANSWERS = {
    "Kursi": "Terima kasih. Sepuluh kursi tambahan sudah dipesan.",
    "Kipas": "Kipas diganti minggu ini. Maaf atas gerahnya.",
    "Mohon loket": "Loket kini dibuka tepat pukul 08.00; mulai hari ini kepala seksi memeriksanya.",
    "Syarat": "Daftar syarat kami tempel di depan dan di laman kantor.",
}
THANKS = "Terima kasih atas masukannya."


def add_publication(world: DemoWorld, officers: Officers) -> None:
    """Of all closed surveys; the present ones get the kept sums of their past days."""
    surveys = list(
        SatisfactionSurvey.objects.filter(state=SurveyState.CLOSED)
        .select_related("unit", "result")
        .order_by("unit", "-period")
    )
    _add_visits(world)
    _add_promises(world, officers, surveys)
    _answer_comments(world, officers)
    keep_finished_days()
    renew_interims()


def _add_visits(world: DemoWorld) -> None:
    """Of the last 24 months, a little over the answers; the present month isn't counted yet."""
    first = world.today.replace(day=1, year=world.today.year - 2)
    months = months_between(first, world.today.replace(day=1) - datetime.timedelta(days=1))
    ServiceVisits.objects.bulk_create(
        (
            ServiceVisits(unit_id=service.unit_id, service=service, month=month, visits=world.rng.randint(4, 24))
            for service in PublicService.objects.order_by("pk")
            for month in months
        ),
        batch_size=1000,
    )


def _add_promises(world: DemoWorld, officers: Officers, surveys: Sequence[SatisfactionSurvey]) -> None:
    """The newest result of a unit: one action done, one under way, one overdue or still missing; older ones done."""
    people = {
        employee.unit_id: employee
        for employee in Employee.objects.active()
        .filter(unit__in={survey.unit_id for survey in surveys}, position__isnull=False)
        .select_related("position")
        .order_by("-rank_order", "pk")
    }
    seen: set[int] = set()
    actions: list[FollowUpAction] = []
    for survey in surveys:
        owner = people.get(survey.unit_id)
        if owner is None:
            continue
        is_newest = survey.unit_id not in seen
        seen.add(survey.unit_id)
        for place, each in enumerate(from_json(survey.result.data["figures"]).lowest):
            if is_newest and place == 2 and world.rng.random() < 0.4:
                continue
            text, done = PROMISES[SurveyElement(each.element)]
            due = survey.ends_on + datetime.timedelta(days=(60, 240, 90)[place])
            is_done = not is_newest or place == 0
            actions.append(
                FollowUpAction(
                    survey=survey,
                    element=each.element,
                    action=text,
                    owner=owner,
                    owner_position=str(owner.position),
                    due_on=due,
                    done_on=min(due, world.today) if is_done else None,
                    result=done if is_done else "",
                    done_by=officers.of(survey.unit) if is_done else None,
                )
            )
    FollowUpAction.objects.bulk_create(actions, batch_size=1000)


def _answer_comments(world: DemoWorld, officers: Officers) -> None:
    """Two of three published comments got an answer."""
    comments = []
    published = SurveyComment.objects.filter(state=CommentState.APPROVED).select_related("survey__unit").order_by("pk")
    for number, comment in enumerate(published):
        if number % 3 == 2:
            continue
        fitting = (answer for start, answer in ANSWERS.items() if comment.text.startswith(start))
        comment.answer = next(fitting, THANKS)
        comment.answered_by = officers.of(comment.survey.unit)
        comment.answered_on = min(comment.written_on + datetime.timedelta(days=world.rng.randint(1, 9)), world.today)
        comments.append(comment)
    SurveyComment.objects.bulk_update(comments, ["answer", "answered_by", "answered_on"], batch_size=500)
