"""Answers and comments."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from surveys.enums import Channel, CommentState, TimeBand
from surveys.models import SatisfactionSurvey, SurveyComment, SurveyResponse


@dataclass(frozen=True)
class Answers:
    """What one form says: an answer (1–4 or None) per element, what the person told about themselves, a comment."""

    elements: Mapping[str, int | None]
    profile: Mapping[str, str] = field(default_factory=dict)
    service_id: int | None = None
    comment: str = ""


def submit_response(*, survey: SatisfactionSurvey, key: uuid.UUID, answers: Answers, language: str) -> bool:
    """Store a citizen's answers; False when the form with this key was stored before. No actor: nobody is known.

    Not one transaction with an event: an event would note the moment and so point at the person.
    """
    now = timezone.localtime(timezone=survey.unit.tz)
    response = _response(survey, key, answers, language, Channel.WEB, now.date())
    response.time_band = time_band(now.time())
    if not answers.comment:
        return _store(response)
    with transaction.atomic():
        stored = _store(response)
        if stored:
            _store_comment(response, answers.comment)
    return stored


@transaction.atomic
def enter_paper_response(
    *, survey: SatisfactionSurvey, key: uuid.UUID, answers: Answers, answered_on: datetime.date, by: Any
) -> bool:
    """Store a form that a citizen filled in on paper; blanks are allowed and make it invalid. Noted is only that
    somebody entered one, not which."""
    if not survey.starts_on <= answered_on <= timezone.localdate(timezone=survey.unit.tz):
        raise DomainError(_("The form must be from the survey's period, and not from the future."))
    response = _response(survey, key, answers, "id", Channel.PAPER, answered_on)
    stored = _store(response)
    if stored:
        if answers.comment:
            _store_comment(response, answers.comment)
        record_event("surveys.paper_entered", by=by, obj=survey, unit_path=survey.unit.path)
    return stored


@transaction.atomic
def publish_comment(*, comment: SurveyComment, by: Any) -> SurveyComment:
    """Show a comment on the public results page."""
    return _moderate(comment, CommentState.APPROVED, by)


@transaction.atomic
def hide_comment(*, comment: SurveyComment, by: Any) -> SurveyComment:
    """Keep a comment for the office only, or take it off the public page again."""
    return _moderate(comment, CommentState.HIDDEN, by)


def time_band(time: datetime.time) -> TimeBand:
    """The band of the official sheet. Its gap at noon counts to the afternoon."""
    if datetime.time(8) <= time < datetime.time(12):
        return TimeBand.MORNING
    if datetime.time(12) <= time < datetime.time(17):
        return TimeBand.AFTERNOON
    return TimeBand.OUTSIDE


def _response(
    survey: SatisfactionSurvey, key: uuid.UUID, answers: Answers, language: str, channel: Channel, day: datetime.date
) -> SurveyResponse:
    return SurveyResponse(
        id=_stored_key(survey, key),
        survey_id=survey.pk,
        channel=channel,
        language=language,
        answered_on=day,
        service_id=answers.service_id,
        **answers.elements,
        **answers.profile,
    )


def _stored_key(survey: SatisfactionSurvey, key: uuid.UUID) -> uuid.UUID:
    """What tells a second sending without keeping the number that stands in the sender's browser."""
    secret = hashlib.sha256(settings.FIELD_HASH_KEY.encode()).digest()
    digest = hashlib.blake2b(key.bytes + str(survey.pk).encode(), digest_size=16, key=secret).digest()
    return uuid.UUID(bytes=digest)


def _store(response: SurveyResponse) -> bool:
    if SurveyResponse.objects.insert_while_open(response):
        return True
    if SurveyResponse.objects.filter(pk=response.pk).exists():
        return False
    raise DomainError(_("This survey has been closed. Thank you for wanting to take part."))


def _store_comment(response: SurveyResponse, text: str) -> None:
    SurveyComment.objects.create(survey_id=response.survey_id, text=text, written_on=response.answered_on)


def _moderate(comment: SurveyComment, state: CommentState, by: Any) -> SurveyComment:
    comment = SurveyComment.objects.select_for_update(of=("self",)).select_related("survey__unit").get(pk=comment.pk)
    if comment.state == state:
        return comment
    comment.state = state
    comment.moderated_by = by
    comment.save(update_fields=["state", "moderated_by"])
    record_event(
        f"surveys.comment_{state}",
        by=by,
        obj=comment.survey,
        unit_path=comment.survey.unit.path,
        comment=str(comment.pk),
    )
    return comment
