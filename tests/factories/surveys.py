"""Surveys, answers, comments, reports."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employees.dates import today
from surveys.enums import ComplaintKind, ComplaintState, ComplaintVisibility, SurveyElement, SurveyState
from surveys.models import Complaint, Holiday, PublicService, SatisfactionSurvey, SurveyComment, SurveyResponse
from surveys.services.clock import set_due_dates
from surveys.services.complaint import Receipt, Report, submit_complaint
from tests.factories.employees import UnitFactory

# EX-8.2 of the domain reference: index 85.56, grade B.
FIVE_FORMS = ("433434433", "332433434", "443444434", "333333323", "434434444")


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = PublicService

    unit = factory.SubFactory(UnitFactory, service=True)
    name = factory.Sequence(lambda n: f"Layanan {n}")


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

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        survey = super()._create(model_class, *args, **kwargs)
        survey.refresh_from_db(fields=["period"])
        return survey


def add_responses(survey: SatisfactionSurvey, *forms: str, **fields: object) -> list[SurveyResponse]:
    """Store one response per text of nine digits ("-" for a blank)."""
    return SurveyResponse.objects.bulk_create(
        SurveyResponse(survey=survey, answered_on=today(), **form_answers(form), **fields) for form in forms
    )


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
