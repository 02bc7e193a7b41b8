"""From proposing a mentor to the end of a mentorship."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.domain.mentoring import Fault
from careers.enums import MatchWay, MentorshipState, OfferState, PairRole
from careers.facts.mentor import MentorRule, faults_of, mentor_rule
from careers.models import MentorOffer, Mentorship
from careers.services.mentoring_agreement import Goal, first_agreement, goals_in_force, put_in_force
from careers.services.mentorship_records import move, record, tell
from employees.dates import today
from employees.models import Employee

# For which a new mentor is asked when the period that was agreed on is over.
DAYS_ANEW = 30


def faults_in_words(rule: MentorRule) -> dict[Fault, str]:
    """Why a person can't be the mentor. That of discipline names no reason: it is nobody's business."""
    return {
        Fault.SAME_PERSON: _("Nobody is their own mentor. Choose another person."),
        Fault.OTHER_GOVERNMENT: _("Mentor and mentee work for different governments. Choose a mentor of yours."),
        Fault.NOT_IN_SERVICE: _("This person is not in active service. Choose another mentor."),
        Fault.UNDER_DISCIPLINE: _("This person can't be a mentor at present. Choose another one."),
        Fault.TOO_MANY_MENTEES: ngettext(
            "This mentor already guides %(count)s person. Choose another mentor.",
            "This mentor already guides %(count)s people. Choose another mentor.",
            rule.mentees,
        )
        % {"count": rule.mentees},
        Fault.TOO_SHORT_IN_SERVICE: ngettext(
            "A mentor has at least %(count)s year of service. Choose a more senior person.",
            "A mentor has at least %(count)s years of service. Choose a more senior person.",
            rule.years,
        )
        % {"count": rule.years},
    }


@transaction.atomic
def propose_mentorship(
    *,
    mentor: Employee,
    mentee: Employee,
    goal: str = "",
    goals: Sequence[Goal] = (),
    starts_on: datetime.date,
    ends_on: datetime.date,
    by: Any,
    meeting_plan: str = "",
    confidentiality: str = "",
    way: str = MatchWay.SELF,
    offer: MentorOffer | None = None,
    replaces: Mentorship | None = None,
) -> Mentorship:
    """Ask `mentor` to guide `mentee`; the mentor answers. Goals are `goals`, or the one text `goal`.

    Raises DomainError with every rule that forbids it, also when an offer has no place left.
    """
    goals = list(goals) or [Goal(goal)]
    # Locked, so that two proposals at once don't both count four other mentees.
    mentor = lock_row(Employee.objects, mentor.pk, "unit", "user", "position")
    faults = faults_of(mentor, mentee, today())
    if faults:
        words = faults_in_words(mentor_rule(mentor.government_id, today()))
        raise DomainError(" ".join(words[fault] for fault in faults))
    if offer is not None:
        way = _take_place(offer, mentor, way)
    mentorship = Mentorship(
        mentor=mentor,
        mentee=mentee,
        goal=goals[0].text,
        starts_on=starts_on,
        ends_on=ends_on,
        way=way,
        offer=offer,
        replaces=replaces,
        proposed_by=by,
    )
    try:
        mentorship.full_clean(exclude=["proposed_by"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    mentorship.save()
    role = PairRole.MENTEE if by is not None and mentee.user_id == by.pk else ""
    first_agreement(mentorship, goals, meeting_plan=meeting_plan, confidentiality=confidentiality, role=role)
    record("careers.mentorship_proposed", mentorship, by=by, way=str(way))

    def asking() -> str:
        words = _("%(name)s asks you to be their mentor") if role else _("You are proposed as the mentor of %(name)s")
        return words % {"name": mentee}

    tell(mentorship, mentor, "careers.proposed", asking)
    if not role:
        tell(
            mentorship,
            mentee,
            "careers.paired",
            lambda: _("%(name)s is proposed to you as your mentor") % {"name": mentor},
            body=lambda: _("The mentor is asked. If you would rather not, say so on the page; nobody minds."),
        )
    return mentorship


def _take_place(offer: MentorOffer, mentor: Employee, way: str) -> str:
    """The mentor's row is locked: nobody else takes the last place meanwhile."""
    offer = MentorOffer.objects.with_taken().get(pk=offer.pk)
    if offer.mentor_id != mentor.pk:
        raise DomainError(_("This offer is somebody else's. Open it anew."))
    if fault := place_fault(offer):
        raise DomainError(fault)
    return MatchWay.GROUP if offer.is_group else way


def place_fault(offer: MentorOffer) -> str:
    """Why nobody can have a place now; "" while somebody can. Takes an offer `with_taken`."""
    if offer.state != OfferState.OPEN or offer.until < today():
        return _("This offer is closed. Look for another one.")
    if offer.taken >= offer.places:
        return _("All places of this offer are taken. Look for another one, or ask again later.")
    return ""


@transaction.atomic
def accept_mentorship(*, mentorship: Mentorship, by: Any) -> Mentorship:
    """The mentor agrees; the first version of the agreement is in force."""
    mentorship = move(mentorship, MentorshipState.AGREED, "careers.mentorship_agreed", by=by)
    put_in_force(mentorship)

    def title() -> str:
        return _("%(name)s agreed to be your mentor") % {"name": mentorship.mentor}

    tell(mentorship, mentorship.mentee, "careers.answered", title)
    return mentorship


def decline_mentorship(*, mentorship: Mentorship, reason: str, by: Any) -> Mentorship:
    """The mentor can't; the mentee reads why. Who brought the two together learns that they look on."""
    mentorship = move(mentorship, MentorshipState.DECLINED, "careers.mentorship_declined", by=by, reason=reason)

    def title() -> str:
        return _("%(name)s cannot be your mentor now") % {"name": mentorship.mentor}

    tell(mentorship, mentorship.mentee, "careers.answered", title, body=reason)
    if mentorship.proposed_by_id not in {None, by.pk, mentorship.mentee.user_id}:
        notify(
            [mentorship.proposed_by],
            kind="careers.answered",
            title=lambda: (
                _("%(mentor)s cannot be the mentor of %(mentee)s now")
                % {"mentor": mentorship.mentor, "mentee": mentorship.mentee}
            ),
            url=mentorship.get_absolute_url(),
        )
    return mentorship


def stop_mentorship(*, mentorship: Mentorship, reason: str, by: Any) -> Mentorship:
    """End it before its time, without blame; both are told that it ended, not why."""
    mentorship = move(mentorship, MentorshipState.STOPPED, "careers.mentorship_stopped", by=by, reason=reason)
    for role in PairRole:
        if mentorship.person(role).user_id != by.pk:
            tell(
                mentorship,
                mentorship.person(role),
                "careers.ended",
                lambda: _("A mentorship ended before its time, without blame"),
            )
    return mentorship


def period_left(mentorship: Mentorship) -> tuple[datetime.date, datetime.date]:
    """First and last day with another mentor: until the same day, unless that has come."""
    start = max(mentorship.starts_on, today())
    return start, mentorship.ends_on if mentorship.ends_on > start else start + datetime.timedelta(days=DAYS_ANEW)


@transaction.atomic
def change_mentor(*, mentorship: Mentorship, mentor: Employee, by: Any) -> Mentorship:
    """Go on with another mentor: the old mentorship ends without blame, the new one takes over goals and period.

    Raises DomainError where the new mentor is not possible; then nothing changes.
    """
    if mentor.pk == mentorship.mentor_id:
        raise DomainError(_("This is the present mentor. Choose another person."))
    start, end = period_left(mentorship)
    old = stop_mentorship(mentorship=mentorship, reason=_("Change of mentor"), by=by)
    return propose_mentorship(
        mentor=mentor,
        mentee=old.mentee,
        goals=goals_in_force(old),
        starts_on=start,
        ends_on=end,
        way=MatchWay.SELF if old.mentee.user_id == by.pk else MatchWay.ASSIGNED,
        replaces=old,
        by=by,
    )
