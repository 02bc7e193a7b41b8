"""Questionnaires: drafts that several people may edit, and published versions that never change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from surveys.domain.questions import (
    MOST_DECIMALS,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Fault,
    FaultCode,
    Questions,
    dump,
    faults,
    fingerprint,
)
from surveys.enums import QuestionnairePurpose, QuestionnaireState
from surveys.models import Questionnaire, QuestionnaireVersion


class ChangedMeanwhile(DomainError):
    """Somebody else stored the draft since this editor read it."""


@transaction.atomic
def create_questionnaire(
    *, government: OrganizationalUnit, name: str, purpose: QuestionnairePurpose, by: Any
) -> QuestionnaireVersion:
    """A questionnaire with an empty first draft."""
    questionnaire = Questionnaire(government=government, name=name.strip(), purpose=purpose)
    _save_checked(questionnaire)
    draft = QuestionnaireVersion.objects.create(questionnaire=questionnaire, number=1, content=dump(Questions()))
    _record("surveys.questionnaire_created", questionnaire, by)
    return draft


@transaction.atomic
def rename_questionnaire(*, questionnaire: Questionnaire, name: str, by: Any) -> Questionnaire:
    """Citizens don't read the name."""
    questionnaire = _locked(questionnaire)
    questionnaire.name = name.strip()
    _save_checked(questionnaire)
    _record("surveys.questionnaire_changed", questionnaire, by)
    return questionnaire


@transaction.atomic
def change_draft(*, version: QuestionnaireVersion, questions: Questions, edit: int, by: Any) -> QuestionnaireVersion:
    """Store the questions of a draft. `edit` is the number that the editor read; another one raises ChangedMeanwhile
    and stores nothing."""
    version = _locked_draft(version)
    if version.edit != edit:
        raise ChangedMeanwhile(
            _(
                "This draft was changed while you had it open, by somebody else or by you on another page. Compare; "
                "send the form again to keep yours."
            )
        )
    content = dump(questions)
    if version.content == content:
        return version
    version.content = content
    version.edit += 1
    version.save(update_fields=["content", "edit"])
    _record("surveys.questionnaire_changed", version.questionnaire, by, number=version.number)
    return version


@transaction.atomic
def publish_version(*, version: QuestionnaireVersion, edit: int, by: Any) -> QuestionnaireVersion:
    """From now on surveys can ask it, and nothing in it changes any more."""
    version = _locked_draft(version)
    if version.edit != edit:
        raise ChangedMeanwhile(_("This draft was changed meanwhile. Read it once more before publishing."))
    questions = version.questions
    if found := faults(questions):
        raise DomainError(" ".join(fault_sentence(each) for each in found[:3]))
    version.state = QuestionnaireState.PUBLISHED
    version.sha256 = fingerprint(questions)
    version.published_at = timezone.now()
    version.published_by = by
    version.save(update_fields=["state", "sha256", "published_at", "published_by"])
    _record("surveys.questionnaire_published", version.questionnaire, by, number=version.number, sha256=version.sha256)
    return version


@transaction.atomic
def start_draft(*, version: QuestionnaireVersion, by: Any) -> QuestionnaireVersion:
    """A new draft with the questions of a published version."""
    questionnaire = _locked(version.questionnaire)
    if questionnaire.is_archived:
        raise DomainError(_("This questionnaire is no longer offered. Offer it again first."))
    if questionnaire.versions.filter(state=QuestionnaireState.DRAFT).exists():
        raise DomainError(_("There is a draft already. Edit it, or discard it first."))
    newest = questionnaire.versions.order_by("-number").values_list("number", flat=True)[0]
    draft = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=newest + 1, content=dump(version.questions)
    )
    _record("surveys.questionnaire_draft_started", questionnaire, by, number=draft.number)
    return draft


@transaction.atomic
def discard_draft(*, version: QuestionnaireVersion, by: Any) -> None:
    """Delete a draft; a questionnaire whose only version it is goes with it."""
    version = _locked_draft(version)
    questionnaire = version.questionnaire
    _record("surveys.questionnaire_draft_discarded", questionnaire, by, number=version.number)
    version.delete()
    if not questionnaire.versions.exists():
        questionnaire.delete()


@transaction.atomic
def archive_questionnaire(*, questionnaire: Questionnaire, by: Any) -> Questionnaire:
    """New surveys don't offer it any more; those that ask it go on."""
    return _set_archived(questionnaire, True, "surveys.questionnaire_archived", by)


@transaction.atomic
def restore_questionnaire(*, questionnaire: Questionnaire, by: Any) -> Questionnaire:
    """Offer it again."""
    return _set_archived(questionnaire, False, "surveys.questionnaire_restored", by)


def fault_sentence(fault: Fault) -> str:
    """What to do about it, with the number of the question in front."""
    sentence = {
        FaultCode.NO_QUESTIONS: _("Add at least one question."),
        FaultCode.TOO_MANY: _("Ask at most %(number)d questions.") % {"number": MOST_QUESTIONS},
        FaultCode.BAD_ID: _("Its identifier is not usable; remove it and add it again."),
        FaultCode.SAME_ID: _("Another question has the same identifier; remove one of them."),
        FaultCode.NO_TEXT: _("Write the question in Indonesian."),
        FaultCode.NO_ENGLISH: _("Translate question and help into English, or tick “Indonesian only”."),
        FaultCode.FEW_OPTIONS: _("Give at least two answers to choose from."),
        FaultCode.MANY_OPTIONS: _("Give at most %(number)d answers to choose from.") % {"number": MOST_OPTIONS},
        FaultCode.SAME_OPTION: _("Two answers are stored as the same; remove one of them."),
        FaultCode.BAD_VALUE: _("An answer can't be stored as it is; remove it and add it again."),
        FaultCode.OPTION_WITHOUT_TEXT: _("Write every answer in Indonesian, or remove it."),
        FaultCode.OPTION_WITHOUT_ENGLISH: _("Translate every answer into English, or tick “Indonesian only”."),
        FaultCode.BRANCH_ON_UNKNOWN: _("It depends on a question that isn't there any more."),
        FaultCode.BRANCH_ON_LATER: _("It depends on a later question. Move it behind that one."),
        FaultCode.BRANCH_ON_KIND: _("It can only depend on a scale or a choice."),
        FaultCode.BRANCH_WITHOUT_VALUE: _("Choose the answers on which it depends."),
        FaultCode.BRANCH_ON_UNKNOWN_VALUE: _("It depends on an answer that isn't there any more."),
        FaultCode.REVERSED: _("The lower limit is above the upper one. Correct one of them."),
        FaultCode.BAD_DECIMALS: _("Allow at most %(number)d digits behind the decimal mark.")
        % {"number": MOST_DECIMALS},
        FaultCode.BAD_LONGEST: _("Allow between 1 and 2,000 characters."),
        FaultCode.NO_FILE_KIND: _("Say which files it takes."),
    }[fault.code]
    return (
        _("Question %(number)d: %(sentence)s") % {"number": fault.number, "sentence": sentence}
        if fault.number
        else sentence
    )


def _set_archived(questionnaire: Questionnaire, is_archived: bool, kind: str, by: Any) -> Questionnaire:
    questionnaire = _locked(questionnaire)
    if questionnaire.is_archived != is_archived:
        questionnaire.is_archived = is_archived
        questionnaire.save(update_fields=["is_archived"])
        _record(kind, questionnaire, by)
    return questionnaire


def _locked(questionnaire: Questionnaire) -> Questionnaire:
    rows = Questionnaire.objects.select_for_update(of=("self",)).select_related("government")
    return rows.get(pk=questionnaire.pk)


def _locked_draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    rows = QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related("questionnaire__government")
    version = rows.get(pk=version.pk)
    if not version.is_draft:
        raise DomainError(_("This version is published and never changes. Start a new draft from it."))
    return version


def _save_checked(questionnaire: Questionnaire) -> None:
    try:
        questionnaire.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    questionnaire.save()


def _record(kind: str, questionnaire: Questionnaire, by: Any, **data: Any) -> None:
    record_event(kind, by=by, obj=questionnaire, unit_path=questionnaire.government.path, **data)
