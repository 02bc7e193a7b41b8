"""Reports in every state, told as the services tell them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asn_portal.accounts.models import User
from asn_portal.crypto import encrypt, keyed_hash
from asn_portal.operation.demo import DemoWorld
from employees.models import OrganizationalUnit
from surveys.demo.complaint_stories import ANSWERS, OFFICES, REPORTERS, STORIES, TOPICS, TRACKING_CODE, TRACKING_PIN
from surveys.demo.officers import Officers, moment, random_uuid
from surveys.domain.deadlines import due_date
from surveys.domain.tracking import code_from, pin_from
from surveys.enums import (
    SILENCE_DAYS,
    ComplaintKind,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
    RejectReason,
)
from surveys.models import (
    Complaint,
    ComplaintContact,
    ComplaintEntry,
    ComplaintSupport,
)
from surveys.services.clock import Wait, set_due_dates, working_days_after
from surveys.services.complaint import CONTACT_YEARS, pin_hash


@dataclass
class _Case:
    """A report on its way, told as the services tell it, with the moments at which it happened."""

    world: DemoWorld
    officers: Officers
    holidays: Sequence[datetime.date]
    complaint: Complaint
    next_office: OrganizationalUnit

    def __post_init__(self) -> None:
        self.at = self.complaint.received_at
        self.entries: list[ComplaintEntry] = []
        self._move(ComplaintState.NEW, by=None)
        self.complaint.version = 1

    @property
    def officer(self) -> User:
        return self.officers.of(self.complaint.unit)

    def tell(self, steps: Sequence[tuple[str, int]]) -> None:
        for step, days in steps:
            self._wait(days)
            getattr(self, step)()
        set_due_dates(self.complaint, self.holidays, self._waits())

    def together(self) -> None:
        self._note_answer()
        self._add(EntryKind.REPLY, by=self.officer, text=ANSWERS["same"])

    def _waits(self) -> list[Wait]:
        moves = [entry for entry in self.entries if entry.kind == EntryKind.MOVE]
        return [(asked.at, told.at) for asked, told in pairwise(moves) if asked.state == ComplaintState.POSTPONED]

    def verify(self) -> None:
        self.complaint.verified_at = self.at
        self._move(ComplaintState.VERIFIED, by=self.officer)

    def examine(self) -> None:
        self.complaint.is_supervisory = True
        self.verify()

    def reject(self) -> None:
        self.complaint.reject_reason = self.world.rng.choice(RejectReason.values)
        self._move(ComplaintState.REJECTED, by=self.officer, text=ANSWERS["reject"])

    def forward(self) -> None:
        officer = self.officer
        self.complaint.unit = self.next_office
        self._move(ComplaintState.FORWARDED, by=officer, text=ANSWERS["forward"])

    def start(self) -> None:
        self._move(ComplaintState.IN_PROGRESS, by=self.officer)

    def reply(self) -> None:
        self._note_answer()
        self._add(EntryKind.REPLY, by=self.officer, text=ANSWERS["reply"])

    def note(self) -> None:
        self._add(EntryKind.NOTE, by=self.officer, text=ANSWERS["note"])

    def postpone(self) -> None:
        self._note_answer()
        self.complaint.silent_until = working_days_after(self.complaint, self.at, SILENCE_DAYS, self.holidays)
        self._move(ComplaintState.POSTPONED, by=self.officer, text=ANSWERS["postpone"])

    def silence(self) -> None:
        """The clock reminds, and closes it on the day after."""
        self.complaint.reminded_at = moment(
            self.complaint.silent_until - datetime.timedelta(days=5), 7, self.complaint.unit
        )
        self.at = moment(self.complaint.silent_until + datetime.timedelta(days=1), 1, self.complaint.unit)
        self._move(ComplaintState.DONE, by=None)

    def citizen(self) -> None:
        self._add(EntryKind.CITIZEN, by=None, text=ANSWERS["citizen"])
        self.at += datetime.timedelta(seconds=1)
        self._move(ComplaintState.IN_PROGRESS, by=None)

    def close(self) -> None:
        self._note_answer()
        self._move(ComplaintState.DONE, by=self.officer, text=ANSWERS["close"])

    def unfixed(self) -> None:
        self._note_answer()
        self._move(ComplaintState.NOT_FIXED, by=self.officer, text=ANSWERS["unfixed"])

    def take(self) -> None:
        self.complaint.assignee = self.officer

    def remind(self) -> None:
        """The clock reminds three working days before; here it is that day now."""
        self.complaint.reminded_at = self.at
        self.complaint.silent_until = due_date(self.world.today, 2, self.holidays)

    def dissatisfied(self) -> None:
        self.complaint.is_satisfied = False

    def satisfied(self) -> None:
        self.complaint.is_satisfied = True

    def reopen(self) -> None:
        self.complaint.is_satisfied = False
        self.complaint.reopened_at = self.at
        self._move(ComplaintState.REOPENED, by=None, text=ANSWERS["reopen"])

    def _wait(self, days: int) -> None:
        """To office hours of a working day, but never beyond yesterday."""
        rng = self.world.rng
        day = due_date(self.at.date() + datetime.timedelta(days=days), 0, self.holidays)
        at = moment(min(day, self.world.date_before(1)), rng.randint(8, 15), self.complaint.unit)
        self.at = max(at + datetime.timedelta(minutes=rng.randrange(60)), self.at + datetime.timedelta(minutes=20))

    def _move(self, state: ComplaintState, *, by: User | None, text: str = "") -> None:
        complaint = self.complaint
        complaint.state = state
        complaint.state_since = self.at
        complaint.closed_at = self.at if complaint.has_ended else None
        if state != ComplaintState.POSTPONED:
            complaint.silent_until = None
        complaint.version += 1
        self._add(EntryKind.MOVE, by=by, text=text)

    def _add(self, kind: EntryKind, *, by: User | None, text: str = "") -> None:
        complaint = self.complaint
        entry = ComplaintEntry(
            id=random_uuid(self.world.rng),
            complaint=complaint,
            kind=kind,
            state=complaint.state if kind == EntryKind.MOVE else "",
            text=text,
            by=by,
            unit=complaint.unit,
            at=self.at,
        )
        self.entries.append(entry)

    def _note_answer(self) -> None:
        self.complaint.answered_at = self.complaint.answered_at or self.at


def add_reports(world: DemoWorld, officers: Officers, holidays: Sequence[datetime.date]) -> None:
    kinds, visibilities = list(ComplaintKind), list(ComplaintVisibility)
    cases = []
    for line, slugs in enumerate(OFFICES):
        for number, (age, steps) in enumerate(STORIES):
            unit, next_office = (world.units[slugs[(number + more) % len(slugs)]] for more in (0, 1))
            complaint = _received(
                world,
                unit,
                days_ago=age + line,
                kind=kinds[(number + line) % 3],
                visibility=visibilities[(number // 3 + line) % 3],
            )
            cases.append(_Case(world, officers, holidays, complaint, next_office))
            cases[-1].tell(steps)
    known = _received(
        world,
        world.units["belawan-i"],
        days_ago=6,
        kind=ComplaintKind.COMPLAINT,
        visibility=ComplaintVisibility.OPEN,
        code=TRACKING_CODE,
        pin=TRACKING_PIN,
    )
    cases.append(_Case(world, officers, holidays, known, world.units["belawan-ii"]))
    cases[-1].tell((("verify", 1), ("start", 1), ("reply", 1)))

    later = _the_same_trouble(world, officers, holidays, known)
    cases += later

    Complaint.objects.bulk_create(case.complaint for case in cases)
    for case in later:
        case.complaint.same_as = known
    Complaint.objects.bulk_update([case.complaint for case in later], ["same_as"])
    _support(world, [case.complaint for case in cases], known)
    ComplaintContact.objects.bulk_create(_contacts([case.complaint for case in cases]))
    ComplaintEntry.objects.bulk_create(entry for case in cases for entry in case.entries)


def _the_same_trouble(
    world: DemoWorld, officers: Officers, holidays: Sequence[datetime.date], known: Complaint
) -> list[_Case]:
    """Two later reports about what the known one says; their reporters read that they are handled together."""
    found = []
    for days_ago in (4, 3):
        complaint = _received(
            world,
            known.unit,
            days_ago=days_ago,
            kind=ComplaintKind.COMPLAINT,
            visibility=ComplaintVisibility.NAME_HIDDEN,
        )
        complaint.subject, complaint.text, complaint.place = known.subject, known.text, known.place
        case = _Case(world, officers, holidays, complaint, known.unit)
        case.tell((("verify", 1), ("together", 0)))
        found.append(case)
    return found


def _support(world: DemoWorld, complaints: Sequence[Complaint], known: Complaint) -> None:
    """ "Me too": many for the known one, a few here and there."""
    counts = {known: 14}
    for complaint in complaints:
        if complaint.visibility != ComplaintVisibility.SECRET and complaint.verified_at and not complaint.has_ended:
            counts.setdefault(complaint, world.rng.choice((0, 0, 0, 1, 3)))
    ComplaintSupport.objects.bulk_create(
        ComplaintSupport(id=random_uuid(world.rng), complaint=complaint, given_on=world.date_before(1))
        for complaint, number in counts.items()
        for _each in range(number)
    )


def _received(
    world: DemoWorld,
    unit: OrganizationalUnit,
    *,
    days_ago: int,
    kind: ComplaintKind,
    visibility: ComplaintVisibility,
    code: str = "",
    pin: str = "",
) -> Complaint:
    rng = world.rng
    subject, text, place = rng.choice(TOPICS[kind])
    code = code or code_from(rng.randbytes(16))
    received = moment(world.date_before(days_ago), rng.randint(7, 20), unit) + datetime.timedelta(
        minutes=rng.randrange(60)
    )
    return Complaint(
        unit=unit,
        code=code,
        pin_hash=pin_hash(code, pin or pin_from(rng.randbytes(16))),
        submission_hash=keyed_hash(f"complaint:{random_uuid(rng)}"),
        kind=kind,
        visibility=visibility,
        subject=subject,
        text=text,
        place=place,
        received_at=received,
    )


def _contacts(complaints: Sequence[Complaint]) -> Iterator[ComplaintContact]:
    """Two of three who don't ask for secrecy say how to reach them."""
    for number, complaint in enumerate(complaints):
        if complaint.visibility == ComplaintVisibility.SECRET or number % 3 == 2:
            continue
        name, address = REPORTERS[number % len(REPORTERS)]
        closed = complaint.closed_at
        yield ComplaintContact(
            complaint=complaint,
            name_encrypted=encrypt(name),
            address_encrypted=encrypt(address),
            # A day that every year has.
            erase_on=closed and datetime.date(closed.year + CONTACT_YEARS, closed.month, min(closed.day, 28)),
        )
