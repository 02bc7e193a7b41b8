"""Surveys, answers, comments, reports."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employees.dates import today
from surveys.domain.figures import FORMULA_VERSION, to_json
from surveys.domain.figures import fingerprint as snapshot_fingerprint
from surveys.domain.questionnaire import Wording
from surveys.domain.questions import Condition, Option, Question, Questions, dump
from surveys.domain.questions import fingerprint as fingerprint_of_questions
from surveys.enums import (
    AlarmKind,
    ComplaintKind,
    ComplaintState,
    ComplaintVisibility,
    IndexSeries,
    QuestionKind,
    QuestionnaireState,
    Series,
    SurveyElement,
    SurveyState,
)
from surveys.models import (
    Complaint,
    FollowUpAction,
    Holiday,
    PublicService,
    Questionnaire,
    QuestionnaireVersion,
    ReplyTemplate,
    SatisfactionSurvey,
    SlipBatch,
    SlipCode,
    SurveyAlarm,
    SurveyComment,
    SurveyResponse,
    SurveyResult,
    Topic,
)
from surveys.querysets.tally import answers_by_part, figures_of_parts
from surveys.services.clock import set_due_dates
from surveys.services.complaint import Receipt, Report, submit_complaint
from surveys.services.response import code_hash
from surveys.services.tally import renew_interims
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

# EX-8.2 of the domain reference: index 85.56, grade B.
FIVE_FORMS = ("433434433", "332433434", "443444434", "333333323", "434434444")


def counter_questions(*further: Question) -> Questions:
    """How did you come here? Whoever came online is asked why it was hard; then `further`."""
    both = lambda text: Wording(text, f"{text} (en)")  # noqa: E731
    way = Question(
        "way",
        QuestionKind.CHOICE,
        both("Dengan cara apa?"),
        is_required=True,
        options=(Option("1", both("Datang sendiri")), Option("2", both("Daring"))),
    )
    reason = Question(
        "reason", QuestionKind.TEXT, both("Apa yang sulit?"), is_required=True, show_if=Condition("way", ("2",))
    )
    return Questions((way, reason, *further))


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = PublicService

    unit = factory.SubFactory(UnitFactory, service=True)
    name = factory.Sequence(lambda n: f"Layanan {n}")


class QuestionnaireFactory(DjangoModelFactory):
    class Meta:
        model = Questionnaire

    government = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Kuesioner {n}")


class VersionFactory(DjangoModelFactory):
    """A draft; `published=True` for one that surveys can ask. `questions` as the engine has them."""

    class Meta:
        model = QuestionnaireVersion

    class Params:
        published = factory.Trait(
            state=QuestionnaireState.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            sha256=factory.LazyAttribute(lambda version: fingerprint_of_questions(version.questions)),
        )
        questions = factory.LazyFunction(counter_questions)

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    number = 1
    content = factory.LazyAttribute(lambda version: dump(version.questions))


class SurveyFactory(DjangoModelFactory):
    """A draft of this year; `opened=True` for one that takes answers."""

    class Meta:
        model = SatisfactionSurvey

    class Params:
        opened = factory.Trait(state=SurveyState.OPEN, opened_at=factory.LazyFunction(timezone.now))

    unit = factory.SubFactory(UnitFactory, service=True)
    period = factory.LazyFunction(
        lambda: (today() - datetime.timedelta(days=30), today() + datetime.timedelta(days=60))
    )
    # So that `add_responses` need not say where its answers come from.
    index_series = IndexSeries.ALL

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        survey = super()._create(model_class, *args, **kwargs)
        survey.refresh_from_db(fields=["period"])
        return survey


def add_responses(survey: SatisfactionSurvey, *forms: str, **fields: object) -> list[SurveyResponse]:
    """Store one response per text of nine digits ("-" for a blank)."""
    return SurveyResponse.objects.bulk_create(
        SurveyResponse(survey=survey, **{"answered_on": today(), **fields}, **form_answers(form)) for form in forms
    )


def add_shown_responses(survey: SatisfactionSurvey, *forms: str, **fields: object) -> None:
    """Five or more responses of yesterday, and those of today behind which a running survey shows them."""
    add_responses(survey, *forms, answered_on=today() - datetime.timedelta(days=1), **fields)
    add_responses(survey, *["111111111"] * 5, **fields)
    renew_interims()


def form_answers(form: str) -> dict[str, int | None]:
    return {
        str(element): None if digit == "-" else int(digit) for element, digit in zip(SurveyElement, form, strict=True)
    }


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = SurveyComment

    survey = factory.SubFactory(SurveyFactory, opened=True)
    text = factory.Sequence(lambda n: f"Saran nomor {n}")
    written_on = factory.LazyFunction(today)


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = Holiday

    government = factory.SubFactory(UnitFactory)
    date = factory.LazyFunction(today)
    name = factory.Sequence(lambda n: f"Hari libur {n}")


class ComplaintFactory(DjangoModelFactory):
    """A new report; `state=` puts it anywhere with the times that belong to the state."""

    class Meta:
        model = Complaint

    unit = factory.SubFactory(UnitFactory, service=True)
    code = factory.Sequence(lambda n: f"AAAA{n:04d}".translate(str.maketrans("01", "ZY")))
    pin_hash = "0" * 64
    submission_hash = factory.Sequence(lambda n: f"{n:064x}")
    kind = ComplaintKind.COMPLAINT
    visibility = ComplaintVisibility.OPEN
    subject = factory.Sequence(lambda n: f"Antrean panjang {n}")
    text = "Saya menunggu tiga jam di loket dua."
    state = ComplaintState.NEW
    received_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        complaint = model_class(**kwargs)
        complaint.state_since = kwargs.get("state_since", complaint.received_at)
        if complaint.state not in {ComplaintState.NEW, ComplaintState.REJECTED}:
            complaint.verified_at = kwargs.get("verified_at", complaint.received_at)
        if complaint.has_ended and complaint.closed_at is None:
            complaint.closed_at = complaint.state_since
        if complaint.state == ComplaintState.REJECTED:
            complaint.reject_reason = kwargs.get("reject_reason", "incomplete")
        if complaint.state == ComplaintState.POSTPONED:
            complaint.silent_until = kwargs.get("silent_until", today())
        set_due_dates(complaint)
        complaint.save(force_insert=True)
        return complaint


def send_report(unit, *, key: uuid.UUID | None = None, language: str = "id", **fields: object) -> Receipt:
    """As a citizen sends it: with a code and a PIN."""
    values = {
        "kind": ComplaintKind.COMPLAINT,
        "visibility": ComplaintVisibility.OPEN,
        "subject": "Antrean panjang",
        "text": "Saya menunggu tiga jam.",
        **fields,
    }
    return submit_complaint(unit=unit, key=key or uuid.uuid4(), report=Report(**values), language=language)


class SlipBatchFactory(DjangoModelFactory):
    """A batch without codes; `add_codes` gives it some."""

    class Meta:
        model = SlipBatch

    survey = factory.SubFactory(SurveyFactory, opened=True)
    printed = 100
    printed_by = factory.SubFactory(UserFactory)


def add_codes(batch: SlipBatch, *codes: str) -> None:
    SlipCode.objects.bulk_create(SlipCode(code_hash=code_hash(code), batch=batch) for code in codes)


class AlarmFactory(DjangoModelFactory):
    class Meta:
        model = SurveyAlarm

    survey = factory.SubFactory(SurveyFactory, opened=True)
    kind = AlarmKind.BURST
    series = Series.OPEN
    day = factory.LazyFunction(today)
    details = factory.LazyFunction(lambda: {"answers": 70, "peak": 60})


def publish(survey: SatisfactionSurvey) -> SatisfactionSurvey:
    """Closed, with the result that its answers give; nobody's deed and no event."""
    data = {
        "unit": survey.unit.name,
        "starts_on": survey.starts_on.isoformat(),
        "ends_on": survey.ends_on.isoformat(),
        "figures": to_json(figures_of_parts(survey, answers_by_part(survey))),
    }
    survey.state, survey.closed_at = SurveyState.CLOSED, timezone.now()
    survey.save(update_fields=["state", "closed_at"])
    SurveyResult.objects.create(
        survey=survey,
        data=data,
        sha256=snapshot_fingerprint(data),
        formula_version=FORMULA_VERSION,
        cut_off=timezone.now(),
    )
    return SatisfactionSurvey.objects.select_related("unit", "result").get(pk=survey.pk)


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUpAction

    survey = factory.SubFactory(SurveyFactory, state=SurveyState.CLOSED)
    element = SurveyElement.FACILITIES
    action = "Menambah kursi di ruang tunggu"
    owner = factory.LazyAttribute(lambda action: EmployeeFactory(unit=action.survey.unit))
    owner_position = "Kepala Seksi Pelayanan"
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=30))


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    government = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Topik {n}")


class ReplyTemplateFactory(DjangoModelFactory):
    class Meta:
        model = ReplyTemplate

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Teks {n}")
    text_id = "Laporan {code} sudah diterima {unit}."
