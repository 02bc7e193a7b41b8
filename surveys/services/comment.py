"""What the office does with comments: publish, keep inside, answer, thank."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from surveys.enums import CommentState
from surveys.models import SurveyComment

LONGEST_ANSWER = 1000


@transaction.atomic
def publish_comment(*, comment: SurveyComment, by: Any) -> SurveyComment:
    """Show a comment on the public results page, with its answer if it has one."""
    return _moderate(comment, CommentState.APPROVED, by)


@transaction.atomic
def hide_comment(*, comment: SurveyComment, by: Any) -> SurveyComment:
    """Keep a comment for the office only, or take it off the public page again."""
    return _moderate(comment, CommentState.HIDDEN, by)


@transaction.atomic
def answer_comment(*, comment: SurveyComment, text: str, by: Any) -> SurveyComment:
    """Say something to a comment, or say it better. The public reads it once the comment is published."""
    text = text.strip()
    if not text:
        raise DomainError(_("Write an answer, or thank for the comment."))
    comment = _locked(comment)
    comment.answer = text[:LONGEST_ANSWER]
    comment.answered_by = by
    comment.answered_on = today()
    comment.save(update_fields=["answer", "answered_by", "answered_on"])
    _record("surveys.comment_answered", comment, by)
    return comment


@transaction.atomic
def thank_comment(*, comment: SurveyComment, by: Any) -> SurveyComment:
    """A comment that asks for nothing still gets a word, in the language of the offices."""
    with translation.override("id"):
        return answer_comment(comment=comment, text=_("Thank you for telling us."), by=by)


def _moderate(comment: SurveyComment, state: CommentState, by: Any) -> SurveyComment:
    comment = _locked(comment)
    if comment.state == state:
        return comment
    comment.state = state
    comment.moderated_by = by
    comment.save(update_fields=["state", "moderated_by"])
    _record(f"surveys.comment_{state}", comment, by)
    return comment


def _record(kind: str, comment: SurveyComment, by: Any) -> None:
    record_event(kind, by=by, obj=comment.survey, unit_path=comment.survey.unit.path, comment=str(comment.pk))


def _locked(comment: SurveyComment) -> SurveyComment:
    return SurveyComment.objects.select_for_update(of=("self",)).select_related("survey__unit").get(pk=comment.pk)
