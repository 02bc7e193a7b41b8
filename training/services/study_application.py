"""An application for further education, from its draft until it is complete."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, delete_document, store_document
from asn_portal.locking import lock_row
from employees.dates import today
from employees.models import Employee
from employees.supervision import supervisor_of
from training.domain.further_education import Verdict
from training.enums import APPLICATION_MOVES, ApplicationState, CallState
from training.models import StudyApplication, StudyCall
from training.services import study_notices
from training.services.moves import refused_move
from training.services.study_call import StudyRefused, lock_call
from training.study_facts import DOCUMENT_KIND, documents_of, own_eligibility
from training.study_words import RECOMMENDATION, as_stored, judged, recommendation_in

# No vowels, nothing that looks like something else: a code spells no word.
CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
CODE_LENGTH = 6
FIELDS = ("university", "programme", "accreditation", "motivation", "after_return")
NEEDED = ("university", "programme", "accreditation", "motivation", "after_return")
ON_PAGE = ("call__unit", "employee__unit", "employee__position", "employee__user")


def lock_application(application: StudyApplication) -> StudyApplication:
    """The application as it is now; others who want it wait until our transaction ends."""
    return lock_row(StudyApplication.objects, application.pk, *ON_PAGE)  # type: ignore[no-any-return]


@transaction.atomic
def save_application(
    *,
    call: StudyCall,
    employee: Employee,
    values: Mapping[str, Any],
    files: Mapping[int, File[bytes] | None],
    by: Any,
) -> StudyApplication:
    """Keep what was entered, complete or not, and the files by the number of the asked document."""
    call = lock_call(call)
    if employee.government_id != call.unit.government.pk:
        raise StudyRefused(_("This call is of another government."))
    application = (
        StudyApplication.objects.filter(call=call, employee=employee).exclude(state=ApplicationState.WITHDRAWN).first()
    )
    if application is None:
        _refuse_closed(call)
        _refuse_reviewer(call, employee)
        application = StudyApplication(call=call, employee=employee, code=_new_code())
    elif not application.is_editable:
        raise StudyRefused(_("The application is handed in. Withdraw it if it must change."))
    is_new = application.pk is None
    for name in FIELDS:
        setattr(application, name, values.get(name, ""))
    if not is_new:
        application.edit += 1
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise StudyRefused(_("You already have an application to this call.")) from error
    for number, file in files.items():
        if file:
            _replace_document(application, number, file, by=by)
    _record("training.study_application_saved", application, by=by)
    return application


def submission_obstacles(application: StudyApplication, verdicts: Iterable[Verdict]) -> list[str]:
    """What is missing before it can be handed in, and which conditions are not met, each in a sentence."""
    found = []
    for name in NEEDED:
        if not getattr(application, name).strip():
            label = application._meta.get_field(name).verbose_name
            found.append(_("Fill in “%(field)s”.") % {"field": label})
    for item in documents_of(application):
        if item["is_needed"] and item["document"] is None:
            found.append(_("Attach “%(field)s”.") % {"field": item["name"]})
    return [*found, *(each.sentence for each in judged(verdicts) if each.is_met is False)]


@transaction.atomic
def submit_application(*, application: StudyApplication, by: Any) -> StudyApplication:
    """Hand it in. The verdict of each condition is stored as it is now; one that is not met keeps it back."""
    # The call first, as whoever names a reviewer holds it.
    call = lock_call(application.call)
    application = lock_application(application)
    if application.state == ApplicationState.SUBMITTED:
        return application
    _refuse_reviewer(call, application.employee)
    # What was returned may come back until the scoring has ended.
    if application.state != ApplicationState.RETURNED or call.state not in {CallState.OPEN, CallState.REVIEW}:
        _refuse_closed(call)
    verdicts = own_eligibility(application.employee, call, on=today(), accreditation=application.accreditation)
    if obstacles := submission_obstacles(application, verdicts):
        raise StudyRefused(" ".join([_("The application cannot be handed in."), *obstacles]))
    said = [row for row in application.eligibility if row["condition"] == RECOMMENDATION]
    application.eligibility = [*as_stored(verdicts), *said]
    application.submitted_at = application.submitted_at or timezone.now()
    application.reason = ""
    _move(application, ApplicationState.SUBMITTED, "eligibility", "submitted_at")
    _record("training.study_applied", application, by=by)
    superior = supervisor_of(application.employee)
    if superior is not None and not said:
        study_notices.recommendation_asked(application, superior)
    return application


@transaction.atomic
def recommend_application(
    *, application: StudyApplication, is_recommended: bool, text: str, by: Any
) -> StudyApplication:
    """The word of the direct superior, read by office and person. It can be said anew until the decision."""
    application = lock_application(application)
    if application.state not in {ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.COMPLETE}:
        raise StudyRefused(_("This application no longer waits for a recommendation."))
    if not is_recommended and not text.strip():
        raise StudyRefused(_("Say why you advise against it: the person reads it."))
    rows = [row for row in application.eligibility if row["condition"] != RECOMMENDATION]
    rows.append(
        {
            "condition": RECOMMENDATION,
            "is_met": is_recommended,
            "values": {"text": text.strip(), "by": str(by.name), "on": today().isoformat()},
        }
    )
    application.eligibility = rows
    application.save(update_fields=["eligibility"])
    _record("training.study_recommended", application, by=by, is_recommended=is_recommended)
    study_notices.recommended(application, is_recommended)
    return application


@transaction.atomic
def return_application(*, application: StudyApplication, reason: str, by: Any) -> StudyApplication:
    """Incomplete: the person mends it and hands it in again."""
    application = lock_application(application)
    if not reason.strip():
        raise StudyRefused(_("Say what is missing: the person reads it and mends it."))
    application.reason = reason.strip()
    with because(reason):
        _move(application, ApplicationState.RETURNED)
        _record("training.study_returned", application, by=by, reason=reason)
    study_notices.returned(application)
    return application


@transaction.atomic
def complete_application(*, application: StudyApplication, by: Any) -> StudyApplication:
    """Checked: everything is there. Reviewers read it from now on."""
    application = lock_application(application)
    if application.state == ApplicationState.COMPLETE:
        return application
    _move(application, ApplicationState.COMPLETE)
    _record("training.study_completed", application, by=by)
    study_notices.complete(application)
    return application


@transaction.atomic
def withdraw_application(*, application: StudyApplication, by: Any) -> StudyApplication:
    """By the person. Withdrawing twice changes nothing; a new application is possible while the call is open."""
    application = lock_application(application)
    if application.state == ApplicationState.WITHDRAWN:
        return application
    _move(application, ApplicationState.WITHDRAWN)
    _record("training.study_withdrawn", application, by=by)
    return application


def superiors_word(application: StudyApplication) -> dict[str, Any] | None:
    """{"is_met", "text", "by", "on"}, as said last; None until the direct superior has said a word."""
    return recommendation_in(application.eligibility)


def _replace_document(application: StudyApplication, number: int, file: File[bytes], *, by: Any) -> None:
    kind = f"{DOCUMENT_KIND}.{number}"
    old = Document.objects.filter(owner_kind=application._meta.label_lower, owner_id=str(application.pk), kind=kind)
    for document in old:
        delete_document(document=document, by=by, reason=_("Replaced by the applicant."))
    store_document(
        file=file,
        by=by,
        kind=kind,
        owner=application,
        unit_path=application.call.unit.path,
        allowed=ALLOWED_PDF | ALLOWED_IMAGES,
    )


def _new_code() -> str:
    """Random, so that it tells nothing of the order; unique by the database, tried again on the rare twin."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _position in range(CODE_LENGTH))
        if not StudyApplication.objects.filter(code=code).exists():
            return code


def _refuse_reviewer(call: StudyCall, employee: Employee) -> None:
    if call.reviewers.filter(employee=employee).exists():
        raise StudyRefused(_("You review this call, so you cannot apply to it."))


def _refuse_closed(call: StudyCall) -> None:
    if call.state != CallState.OPEN or today() > call.closes_on:
        raise StudyRefused(_("The call is closed; applications can no longer be handed in."))
    if today() < call.opens_on:
        raise StudyRefused(
            _("Applications begin on %(day)s. Come back then.") % {"day": formats.date_format(call.opens_on)}
        )


def _move(application: StudyApplication, state: ApplicationState, *fields: str) -> None:
    if state not in APPLICATION_MOVES[ApplicationState(application.state)]:
        raise StudyRefused(
            refused_move(application, state, _("An application that is “%(now)s” cannot become “%(then)s”."))
        )
    application.state = state
    application.save(update_fields=["state", "reason", *fields])


def _record(kind: str, application: StudyApplication, *, by: Any, **data: Any) -> None:
    # The code, not the name, stands in the trail that reviewers might read.
    record_event(kind, by=by, obj=application, unit_path=application.call.unit.path, **data)
