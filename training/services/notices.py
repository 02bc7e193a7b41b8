"""The letters of training: who is told what. Called inside the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.notifications.services import notify
from employees.models import Employee
from training.enums import RegistrationState
from training.models import Certificate, Registration, TrainingSession


def approval_asked(registration: Registration, supervisor: Employee | None) -> None:
    """To the supervisor; to nobody while there is none, or none with an account."""
    session, name = registration.session, registration.employee.full_name
    notify(
        _users([supervisor]),
        kind="training.approval_asked",
        title=lambda: _("%(name)s asks to attend “%(session)s”") % {"name": name, "session": session.title},
        body=lambda: (
            _("%(when)s, %(place)s. The seat is held until you decide.")
            % {"when": _when(session), "place": session.place}
        ),
        url=reverse("training:approval-list"),
    )


def approved(registration: Registration) -> None:
    """To the person: the supervisor said yes."""
    session = registration.session
    notify(
        _users([registration.employee]),
        kind="training.approved",
        title=lambda: _("You will attend “%(session)s”") % {"session": session.title},
        body=lambda: (
            _("Your supervisor approved your registration. %(when)s, %(place)s.")
            % {"when": _when(session), "place": session.place}
        ),
        url=registration.get_absolute_url(),
    )


def refused(registration: Registration) -> None:
    """To the person, with the reason that stands in the registration."""
    session, reason = registration.session, registration.reason
    notify(
        _users([registration.employee]),
        kind="training.refused",
        title=lambda: _("Your registration for “%(session)s” was not approved") % {"session": session.title},
        body=lambda: _("Your supervisor's reason: %(reason)s") % {"reason": reason},
        url=registration.get_absolute_url(),
    )


def removed(registration: Registration) -> None:
    """To the person, with the reason that stands in the registration."""
    session, reason = registration.session, registration.reason
    notify(
        _users([registration.employee]),
        kind="training.removed",
        title=lambda: _("You were taken off the list of “%(session)s”") % {"session": session.title},
        body=lambda: _("The organiser's reason: %(reason)s") % {"reason": reason},
        url=registration.get_absolute_url(),
    )


def moved_up(registration: Registration) -> None:
    """To the person. Call it after the new state is set: it says whether the supervisor still decides."""
    session = registration.session
    is_approved = registration.state == RegistrationState.APPROVED

    def body() -> str:
        if is_approved:
            return _("A seat was freed and you were first on the waiting list. %(when)s, %(place)s.") % {
                "when": _when(session),
                "place": session.place,
            }
        return _(
            "A seat was freed and you were first on the waiting list. "
            "Your supervisor decides next. %(when)s, %(place)s."
        ) % {"when": _when(session), "place": session.place}

    notify(
        _users([registration.employee]),
        kind="training.moved_up",
        title=lambda: _("You have a seat in “%(session)s”") % {"session": session.title},
        body=body,
        url=registration.get_absolute_url(),
    )


def nominated(registration: Registration) -> None:
    """To the person, with the name of who put them forward."""
    session, name = registration.session, registration.nominated_by.name if registration.nominated_by else ""
    notify(
        _users([registration.employee]),
        kind="training.nominated",
        title=lambda: _("You were named for “%(session)s”") % {"session": session.title},
        body=lambda: (
            _("%(name)s named you. %(when)s, %(place)s. If you can't attend, decline on the page of your registration.")
            % {"name": name, "when": _when(session), "place": session.place}
        ),
        url=registration.get_absolute_url(),
    )


def moved(registration: Registration, before: TrainingSession) -> None:
    """To the person. `registration` is the new one, `before` the session that it was taken out of."""
    session, reason = registration.session, registration.reason
    notify(
        _users([registration.employee]),
        kind="training.moved",
        title=lambda: _("You were moved to “%(session)s”") % {"session": session.title},
        body=lambda: (
            _("From “%(before)s”. %(when)s, %(place)s. The organiser's reason: %(reason)s")
            % {"before": before.title, "when": _when(session), "place": session.place, "reason": reason}
        ),
        url=registration.get_absolute_url(),
    )


def invited(session: TrainingSession, employees: Iterable[Employee], reasons: dict[int, str]) -> None:
    """To each with their own reason, by the key of the employee; nobody is told twice of a session."""
    for employee in employees:
        reason = reasons[employee.pk]
        notify(
            _users([employee]),
            kind="training.invited",
            title=lambda: _("You are invited to “%(session)s”") % {"session": session.title},
            body=lambda reason=reason: (
                _("%(reason)s %(when)s, %(place)s. Register until %(until)s.")
                % {
                    "reason": reason,
                    "when": _when(session),
                    "place": session.place,
                    "until": formats.date_format(session.registration_closes_at.astimezone(session.unit.tz)),
                }
            ),
            url=session.get_absolute_url(),
            dedupe_key=f"training.invited:{session.pk}",
        )


def draw_published(session: TrainingSession, registrations: Iterable[Registration]) -> None:
    """Each with their own number: the list itself has no names."""
    for registration in registrations:
        notify(
            _users([registration.employee]),
            kind="training.draw",
            title=lambda: _("The list of the draw for “%(session)s” is published") % {"session": session.title},
            body=lambda number=registration.sequence: (
                _("Your number is %(number)s. The page of the draw shows the list, the rule and later the result.")
                % {"number": number}
            ),
            url=reverse("training:session-draw", args=[session.pk]),
            dedupe_key=f"training.draw_published:{session.pk}",
        )


def drawn(session: TrainingSession, winners: Iterable[Registration], others: Iterable[Registration]) -> None:
    """Winners are led to their registration, the others to the draw with their place on the waiting list."""
    url = reverse("training:session-draw", args=[session.pk])
    for registration in winners:
        notify(
            _users([registration.employee]),
            kind="training.draw",
            title=lambda: _("You were drawn for “%(session)s”") % {"session": session.title},
            body=lambda: _("%(when)s, %(place)s.") % {"when": _when(session), "place": session.place},
            url=registration.get_absolute_url(),
        )
    for registration in others:
        notify(
            _users([registration.employee]),
            kind="training.draw",
            title=lambda: _("You were not drawn for “%(session)s” this time") % {"session": session.title},
            body=lambda place=registration.drawn_place: (
                _("You are on the waiting list in the order drawn, at %(place)s. Next time you are in the first layer.")
                % {"place": place}
            ),
            url=url,
        )


def session_cancelled(session: TrainingSession, registrations: Iterable[Registration]) -> None:
    """To all of the registrations, with the reason that stands in the session."""
    notify(
        _users(registration.employee for registration in registrations),
        kind="training.session_cancelled",
        title=lambda: _("“%(session)s” is cancelled") % {"session": session.title},
        body=lambda: (
            _("It was planned for %(when)s. The organiser's reason: %(reason)s")
            % {"when": _when(session), "reason": session.cancel_reason}
        ),
        url=session.get_absolute_url(),
    )


def session_changed(session: TrainingSession, registrations: Iterable[Registration]) -> None:
    """To all of the registrations: time and place as the session has them now."""
    notify(
        _users(registration.employee for registration in registrations),
        kind="training.session_changed",
        title=lambda: _("“%(session)s”: new time or place") % {"session": session.title},
        body=lambda: _("It now takes place: %(when)s, %(place)s.") % {"when": _when(session), "place": session.place},
        url=session.get_absolute_url(),
    )


def certificate_ready(certificate: Certificate) -> None:
    """To the person, once per certificate."""
    registration, number = certificate.registration, certificate.number
    notify(
        _users([registration.employee]),
        kind="training.certificate",
        title=lambda: _("Your certificate of “%(session)s” is ready") % {"session": registration.session.title},
        body=lambda: (
            _("Number %(number)s. You can download it and pass on its verification code.") % {"number": number}
        ),
        url=registration.get_absolute_url(),
        dedupe_key=f"training.certificate:{certificate.pk}",
    )


def certificate_revoked(certificate: Certificate) -> None:
    """To the person, with the reason that stands in the certificate."""
    registration, number, reason = certificate.registration, certificate.number, certificate.revoke_reason
    notify(
        _users([registration.employee]),
        kind="training.certificate",
        title=lambda: _("Your certificate %(number)s was revoked") % {"number": number},
        body=lambda: _("The organiser's reason: %(reason)s") % {"reason": reason},
        url=registration.get_absolute_url(),
    )


def _users(employees: Iterable[Employee | None]) -> list[Any]:
    """Accounts of those who have one."""
    return [employee.user for employee in employees if employee is not None and employee.user_id]


def _when(session: TrainingSession) -> str:
    start = session.starts_at.astimezone(session.unit.tz)
    return f"{formats.date_format(start, 'DATETIME_FORMAT')} {session.unit.get_time_zone_display()}"
