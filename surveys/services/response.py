"""Answers and comments."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.crypto import keyed_hash
from asn_portal.documents.models import Document
from asn_portal.documents.services import attach_document, check_upload, store_document
from asn_portal.documents.types import PDF, FileType
from asn_portal.errors import DomainError
from surveys.enums import Channel, Series, TimeBand
from surveys.models import SatisfactionSurvey, SurveyComment, SurveyResponse
from surveys.services.tally import renew_day

ANSWER_FILE_KIND = "surveys.answer_file"
_PDF_XMP = re.compile(rb"<\?xpacket begin.*?<\?xpacket end[^>]*>", re.DOTALL)
_PDF_FACT = re.compile(
    rb"(/(?:Author|Creator|Producer|Title|Subject|Keywords|Company)\s*)(\((?:\\.|[^()\\])*\))", re.DOTALL
)


@dataclass(frozen=True)
class Answers:
    """What one form says: an answer (1–4 or None) per element, what the person told about themselves, a comment; and
    the answers to further questions by their identifiers, texts and files apart."""

    elements: Mapping[str, int | None]
    profile: Mapping[str, str] = field(default_factory=dict)
    service_id: int | None = None
    comment: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    # Uploads that `keep_answer_file` stored, not attached to anything yet.
    files: Mapping[str, Document] = field(default_factory=dict)

    @property
    def has_texts(self) -> bool:
        return bool(self.comment or self.texts or self.files)


def submit_response(
    *,
    survey: SatisfactionSurvey,
    key: uuid.UUID,
    answers: Answers,
    language: str,
    code: str = "",
    channel: Channel = Channel.WEB,
) -> bool:
    """Store a citizen's answers; False when the form with this key was stored before. No actor: nobody is known.

    With the `code` of a slip they enter the index, and the code is gone; a code that is unknown or used raises
    UnknownCode. Not one transaction with an event: an event would note the moment and so point at the person.
    """
    now = timezone.localtime(timezone=survey.unit.tz)
    response = _response(survey, key, answers, language, channel, now.date())
    response.time_band = time_band(now.time())
    response.series = Series.TICKET if code else Series.OPEN
    if not answers.has_texts:
        return _store(response, code)
    with transaction.atomic():
        stored = _store(response, code)
        if stored:
            _store_texts(response, answers, survey.unit.path)
    return stored


def is_stored(*, survey: SatisfactionSurvey, key: uuid.UUID) -> bool:
    """Whether the form with this key was stored before."""
    return SurveyResponse.objects.filter(pk=_stored_key(survey, key)).exists()


@transaction.atomic
def enter_paper_response(
    *, survey: SatisfactionSurvey, key: uuid.UUID, answers: Answers, answered_on: datetime.date, by: Any
) -> bool:
    """Store a form that a citizen filled in on paper; blanks are allowed and make it invalid. Noted is only that
    somebody entered one, not which."""
    check_paper_day(survey, answered_on)
    response = _response(survey, key, answers, "id", Channel.PAPER, answered_on)
    return _store_for_office(survey, response, answers, "surveys.paper_entered", by)


def check_paper_day(survey: SatisfactionSurvey, answered_on: datetime.date) -> None:
    today = timezone.localdate(timezone=survey.unit.tz)
    if not survey.starts_on <= answered_on <= min(today, survey.ends_on):
        raise DomainError(_("The form must be from the survey's period, and not from the future."))


@transaction.atomic
def enter_asked_response(
    *, survey: SatisfactionSurvey, key: uuid.UUID, answers: Answers, language: str, by: Any
) -> bool:
    """Store what an officer asked a person face to face, in the language they spoke. As with paper, noted is only that
    somebody was asked."""
    now = timezone.localtime(timezone=survey.unit.tz)
    response = _response(survey, key, answers, language, Channel.OFFICER, now.date())
    response.time_band = time_band(now.time())
    return _store_for_office(survey, response, answers, "surveys.person_asked", by)


def keep_answer_file(*, file: File[bytes], allowed: frozenset[FileType]) -> Document:
    """Store an upload before its form is sent, without what a camera or a program wrote into it about its owner;
    unused ones are removed after two days."""
    if check_upload(file, allowed=allowed) is PDF:
        file = without_pdf_owner(file)
    return store_document(file=file, by=None, kind=ANSWER_FILE_KIND, allowed=allowed)


def without_pdf_owner(file: File[bytes]) -> File[bytes]:
    """A PDF whose document facts (author, program, XMP) are blanked where they stand, so that no offset moves. Those
    of a PDF that packs them with other objects stay."""
    file.seek(0)
    content = _PDF_XMP.sub(lambda found: b" " * len(found[0]), file.read())
    content = _PDF_FACT.sub(lambda found: found[1] + b"(" + b" " * (len(found[2]) - 2) + b")", content)
    return ContentFile(content, name=file.name)


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
        extra=dict(answers.extra),
        **answers.elements,
        **answers.profile,
    )


def _stored_key(survey: SatisfactionSurvey, key: uuid.UUID) -> uuid.UUID:
    """What tells a second sending without keeping the number that stands in the sender's browser."""
    secret = hashlib.sha256(settings.FIELD_HASH_KEY.encode()).digest()
    digest = hashlib.blake2b(key.bytes + str(survey.pk).encode(), digest_size=16, key=secret).digest()
    return uuid.UUID(bytes=digest)


class UnknownCode(DomainError):
    """No unused slip of this survey has this code."""


def code_hash(code: str) -> str:
    """Keyed: a dump of the database can't be tried against all codes."""
    return keyed_hash(f"survey-slip:{code}")


def _store(response: SurveyResponse, code: str = "") -> bool:
    if SurveyResponse.objects.insert_while_open(response, code_hash(code) if code else ""):
        return True
    if SurveyResponse.objects.filter(pk=response.pk).exists():
        return False
    if code and SatisfactionSurvey.objects.open().filter(pk=response.survey_id).exists():
        raise UnknownCode(_("This code was used already, or it isn't one of this survey. Check it, or answer without."))
    raise DomainError(_("This survey has been closed. Thank you for wanting to take part."))


def _store_for_office(
    survey: SatisfactionSurvey, response: SurveyResponse, answers: Answers, kind: str, by: Any
) -> bool:
    response.series = Series.OFFICE
    stored = _store(response)
    if stored:
        _store_texts(response, answers, survey.unit.path)
        if response.answered_on < timezone.localdate(timezone=survey.unit.tz):
            renew_day(survey=survey, day=response.answered_on)
        record_event(kind, by=by, obj=survey, unit_path=survey.unit.path)
    return stored


def _store_texts(response: SurveyResponse, answers: Answers, unit_path: str) -> None:
    """Apart from the answers, and without a link to them. A file hangs on a comment that names its question."""
    texts = {"": answers.comment, **answers.texts, **dict.fromkeys(answers.files, _("A file was attached."))}
    comments = SurveyComment.objects.bulk_create(
        SurveyComment(survey_id=response.survey_id, question=question, text=text, written_on=response.answered_on)
        for question, text in texts.items()
        if text
    )
    for comment in comments:
        if document := answers.files.get(comment.question):
            attach_document(document=document, owner=comment, unit_path=unit_path)
