"""What people are told after a training. Called inside the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.notifications.services import notify
from employees.models import Employee
from training.models import ClassMessage, ContentReview, ObstacleTask, Registration, TrainingSession


def accounts_of(employees: Iterable[Employee | None]) -> list[User]:
    """Accounts of those who have one. One query."""
    keys = {employee.user_id for employee in employees if employee is not None and employee.user_id}
    return list(User.objects.filter(pk__in=keys)) if keys else []


def class_message(message: ClassMessage, registrations: Iterable[Registration]) -> int:
    """To each by themselves: nobody sees the others' addresses, and an answer goes to nobody but the coordinator."""
    session, text = message.session, message.text
    told = notify(
        accounts_of(registration.employee for registration in registrations),
        kind="training.class_message",
        title=lambda: _("Message about “%(session)s”") % {"session": session.title},
        body=text,
        url=session.get_absolute_url(),
        dedupe_key=f"training.class_message:{message.pk}",
    )
    return len(told)


def evaluation_asked(
    session: TrainingSession, registrations: Iterable[Registration], *, is_reminder: bool = False
) -> None:
    """To all of the registrations; one call and one reminder per session, neither of them twice."""
    notify(
        accounts_of(registration.employee for registration in registrations),
        kind="training.evaluation",
        title=lambda: _("How was “%(session)s”?") % {"session": session.title},
        body=lambda: _(
            "Your answers are anonymous: they are kept without your name, and shown from five answers on. "
            "It takes three minutes."
        ),
        url=reverse("training:evaluation-form", args=[session.pk]),
        dedupe_key=f"training.evaluation:{session.pk}:{'again' if is_reminder else 'first'}",
    )


def promise_due(registration: Registration, moment: int, users: Iterable[Any], *, for_supervisor: bool) -> None:
    """`moment` is the number of days after the training. Each side is told once per moment."""
    name, session = registration.employee.full_name, registration.session

    def title() -> str:
        if for_supervisor:
            return _("%(name)s: what came of “%(session)s”?") % {"name": name, "session": session.title}
        return _("What came of “%(session)s”?") % {"session": session.title}

    notify(
        users,
        kind="training.promise",
        title=title,
        body=lambda: (
            _("%(days)s days ago the training ended. Say how each promise stands, with an example or the obstacle.")
            % {"days": moment}
        ),
        url=reverse("training:promise-list", args=[registration.pk]),
        dedupe_key=f"training.promise:{registration.pk}:{moment}:{'supervisor' if for_supervisor else 'self'}",
    )


def obstacle_opened(task: ObstacleTask, head: Employee | None) -> None:
    """To the head who can clear it away; to nobody while there is none."""
    check = task.check_row
    name = check.promise.registration.employee.full_name
    notify(
        accounts_of([head]),
        kind="training.obstacle",
        title=lambda: _("An obstacle to clear away: %(obstacle)s") % {"obstacle": check.get_obstacle_display()},
        body=lambda: (
            _("%(name)s wants to use what was learnt and can't yet: %(text)s")
            % {"name": name, "text": check.obstacle_text or check.get_obstacle_display()}
        ),
        url=reverse("training:obstacle-list"),
        dedupe_key=f"training.obstacle:{task.pk}",
    )


def review_opened(review: ContentReview) -> None:
    """To the coordinator of the session; to nobody without one."""
    session = review.session
    coordinator = session.coordinator
    if coordinator is None:
        return
    notify(
        coordinator,
        kind="training.review",
        title=lambda: (
            _("Look at the content of “%(programme)s”: %(trigger)s")
            % {"programme": review.programme.title, "trigger": review.get_trigger_display()}
        ),
        body=lambda: _("Participants of “%(session)s” say so. Decide what changes.") % {"session": session.title},
        url=review.get_absolute_url(),
        dedupe_key=f"training.review:{review.pk}",
    )


def hours_reminder(employee: Employee, shortfall: Any, year: int, quarter: int) -> int:
    """Once per quarter; `shortfall` in JP. Returns how many were told: 0 without an account, or when told before."""
    return len(
        notify(
            accounts_of([employee]),
            kind="training.hours",
            title=lambda: (
                _("%(hours)s JP are missing for %(year)s") % {"hours": formats.number_format(shortfall), "year": year}
            ),
            body=lambda: _(
                "A PNS learns at least so many hours a year. Register for a training, join a sharing session, "
                "or report what you learnt elsewhere."
            ),
            url=reverse("training:my-hours"),
            dedupe_key=f"training.hours:{year}:{quarter}",
        )
    )


def activity_decided(activity: Any) -> None:
    """To the person: recognised, with its hours (JP), or not, with the reason."""
    is_verified = activity.state == "verified"

    def title() -> str:
        if is_verified:
            return _("Recognised: %(title)s, %(hours)s JP") % {
                "title": activity.title,
                "hours": formats.number_format(activity.learning_hours.normalize()),
            }
        return _("Not recognised: %(title)s") % {"title": activity.title}

    notify(
        accounts_of([activity.employee]),
        kind="training.activity",
        title=title,
        body=activity.reason,
        url=activity.get_absolute_url(),
    )
