"""Writing a test, taking it, and entering the scores of paper."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from training.domain.knowledge_test import (
    FaultCode,
    TestQuestion,
    clean_answers,
    dump,
    faults,
    is_over,
    maximum,
    parse,
    score,
)
from training.enums import SessionState, TestMoment
from training.models import KnowledgeTest, Registration, TestAttempt, TrainingProgramme, TrainingSession
from training.services.seats import lock_session
from training.test_window import taking_obstacle

ScoreCell = tuple[int, TestMoment]


class TestRefused(DomainError):
    """The test can't be changed, taken or scored like this."""

    __test__ = False


class ScoresConflict(TestRefused):
    """Other scores were stored in `cells`, (registration id, moment), while the page was open."""

    def __init__(self, cells: Collection[ScoreCell]) -> None:
        super().__init__(
            _(
                "Other scores were stored while you had this page open. Nothing of yours is stored yet. Compare the "
                "marked ones; save again to keep yours."
            )
        )
        self.cells = frozenset(cells)


def fault_sentence(code: FaultCode) -> str:
    """What to do about a fault, without the number of the question."""
    return {
        FaultCode.NO_QUESTIONS: _("Write at least one question."),
        FaultCode.TOO_MANY: _("A test has at most 60 questions."),
        FaultCode.NO_TEXT: _("Write the question."),
        FaultCode.FEW_OPTIONS: _("Write at least two answers to choose from."),
        FaultCode.SAME_OPTIONS: _("Two answers read alike. Change one of them."),
        FaultCode.NO_RIGHT: _("Mark which answer is right."),
        FaultCode.POINTS: _("Points are a whole number from 1 to 20."),
    }[code]


# --- Writing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_test(*, programme: TrainingProgramme, by: Any) -> KnowledgeTest:
    """A draft, with the questions of the newest version where there is one. An unused draft is taken up again."""
    lock_row(TrainingProgramme.objects, programme.pk)
    rows = KnowledgeTest.objects.filter(programme=programme)
    draft = rows.filter(is_published=False, attempts=None).order_by("-version").first()
    if draft is not None:
        return draft  # type: ignore[no-any-return]
    newest = rows.order_by("-version").first()
    test = KnowledgeTest.objects.create(
        programme=programme,
        version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
        minutes=newest.minutes if newest else 20,
        pass_mark=newest.pass_mark if newest else None,
        questions=newest.questions if newest else [],
    )
    record_event("training.test_created", by=by, obj=test, unit_path=programme.unit.path, version=test.version)
    return test  # type: ignore[no-any-return]


@transaction.atomic
def change_test(
    *, test: KnowledgeTest, minutes: int, pass_mark: int | None, questions: Sequence[TestQuestion], by: Any
) -> KnowledgeTest:
    """Store a draft as it is; what is missing is asked for when it is taken into use."""
    test = _lock_changeable(test)
    test.minutes, test.pass_mark, test.questions = minutes, pass_mark, dump(questions)
    test.edit += 1
    test.save()
    record_event("training.test_changed", by=by, obj=test, unit_path=test.programme.unit.path, version=test.version)
    return test


@transaction.atomic
def publish_test(*, test: KnowledgeTest, by: Any) -> KnowledgeTest:
    """From now on participants take this version; an earlier one keeps its attempts and is no longer given."""
    test = _lock_changeable(test)
    found = faults(parse(test.questions))
    if found:
        raise TestRefused(
            " ".join(
                (_("Question %(number)s:") % {"number": fault.question} + " " if fault.question else "")
                + fault_sentence(fault.code)
                for fault in found[:3]
            )
        )
    KnowledgeTest.objects.filter(programme=test.programme, is_published=True).update(is_published=False)
    test.is_published = True
    test.save(update_fields=["is_published"])
    record_event("training.test_published", by=by, obj=test, unit_path=test.programme.unit.path, version=test.version)
    return test


def _lock_changeable(test: KnowledgeTest) -> KnowledgeTest:
    locked: KnowledgeTest = lock_row(KnowledgeTest.objects, test.pk, "programme__unit")
    if locked.is_published or locked.attempts.exists():
        raise TestRefused(_("This version is in use and stays as it is. Make a new version to change the questions."))
    return locked


# --- Taking ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_attempt(*, registration: Registration, moment: TestMoment, by: Any) -> TestAttempt:
    """The clock begins. Starting again gives the attempt that runs, or ran."""
    # Scores of paper are entered under the same lock: one of both makes the attempt.
    lock_session(registration.session)
    registration = Registration.objects.select_for_update(of=("self",)).with_session().get(pk=registration.pk)
    existing = TestAttempt.objects.filter(registration=registration, moment=moment).first()
    if existing is not None:
        return existing  # type: ignore[no-any-return]
    if obstacle := taking_obstacle(registration, moment):
        raise TestRefused(obstacle)
    test = KnowledgeTest.objects.in_use().filter(programme=registration.session.programme).first()
    if test is None:
        raise TestRefused(_("There is no test for this training."))
    now = timezone.now()
    return TestAttempt.objects.create(  # type: ignore[no-any-return]
        test=test,
        registration=registration,
        moment=moment,
        started_at=now,
        due_at=now + datetime.timedelta(minutes=test.minutes),
        maximum=maximum(parse(test.questions)),
    )


@transaction.atomic
def save_answers(*, attempt: TestAttempt, answers: Mapping[str, Any]) -> TestAttempt:
    """Keep what was answered so far. Answers that come after the time change nothing; the attempt is then closed."""
    attempt = _lock(attempt)
    if attempt.submitted_at is not None:
        return attempt
    if is_over(due=attempt.due_at, now=timezone.now()):
        return _close(attempt, at=attempt.due_at)
    attempt.answers = {**attempt.answers, **clean_answers(parse(attempt.test.questions), answers)}
    attempt.save(update_fields=["answers"])
    return attempt


@transaction.atomic
def submit_attempt(*, attempt: TestAttempt, answers: Mapping[str, Any]) -> TestAttempt:
    """Hand in and score. Too late, what was saved in time counts. Handing in twice changes nothing."""
    attempt = save_answers(attempt=attempt, answers=answers)
    if attempt.submitted_at is not None:
        return attempt
    return _close(attempt, at=min(timezone.now(), attempt.due_at))


def close_overdue_attempts() -> int:
    """Score what was left lying when the time was over. Safe to run twice."""
    closed = 0
    now = timezone.now()
    for key in list(TestAttempt.objects.overdue(now).values_list("pk", flat=True)):
        with transaction.atomic():
            attempt = TestAttempt.objects.select_for_update(of=("self",), skip_locked=True).select_related("test")
            row = attempt.filter(pk=key, submitted_at=None).first()
            if row is not None and is_over(due=row.due_at, now=now):
                _close(row, at=row.due_at)
                closed += 1
    return closed


def _lock(attempt: TestAttempt) -> TestAttempt:
    locked: TestAttempt = lock_row(TestAttempt.objects, attempt.pk, "test")
    return locked


def _close(attempt: TestAttempt, *, at: datetime.datetime) -> TestAttempt:
    attempt.submitted_at = at
    attempt.score = score(parse(attempt.test.questions), attempt.answers)
    attempt.save(update_fields=["submitted_at", "score"])
    return attempt


# --- Paper -----------------------------------------------------------------------------------------------------------


def check_begun(session: TrainingSession) -> None:
    """Refuse scores of the test afterwards while the session is still to come."""
    has_begun = session.state in {SessionState.RUNNING, SessionState.FINISHED} or session.starts_at <= timezone.now()
    if not has_begun:
        raise TestRefused(
            _("The session begins on %(day)s. Scores of the test after it can be entered from then on.")
            % {"day": formats.date_format(session.first_day)}
        )


@transaction.atomic
def enter_scores(
    *,
    session: TrainingSession,
    scores: Mapping[ScoreCell, Decimal | None],
    by: Any,
    seen: Mapping[ScoreCell, Decimal] | None = None,
) -> int:
    """Points of tests that were written on paper, by (registration, moment); None leaves the cell as it is.

    A score that the portal gave itself is never replaced; nobody has one from after a session that has not begun.
    Returns how many changed.

    `seen` is what the page showed where it showed a score. With it, a score that was not touched there keeps what
    others stored meanwhile, and one that was touched on both sides raises ScoresConflict; then nothing is stored.
    """
    session = lock_session(session)
    test = KnowledgeTest.objects.in_use().filter(programme=session.programme).first()
    if test is None:
        raise TestRefused(_("Make a test for the programme first: its points say what a score is out of."))
    if seen is not None:
        scores = {cell: points for cell, points in scores.items() if points != seen.get(cell)}
    if any(moment == TestMoment.POST and points is not None for (_pk, moment), points in scores.items()):
        check_begun(session)
    most = maximum(parse(test.questions))
    seated = set(Registration.objects.seated().filter(session=session).values_list("pk", flat=True))
    known = {
        (row.registration_id, row.moment): row
        for row in TestAttempt.objects.select_for_update(of=("self",)).filter(registration__session=session)
    }
    changed, conflicts, now = 0, [], timezone.now()
    for (registration_id, moment), points in scores.items():
        if points is None or registration_id not in seated:
            continue
        if not points.is_finite():
            raise TestRefused(_("Write points as a number, such as 7 or 7.5."))
        row = known.get((registration_id, moment))
        if row is not None and row.score == points:
            continue
        if row is not None and not row.is_from_paper:
            raise TestRefused(_("A test that was taken in the portal keeps the score that the portal gave it."))
        limit = row.maximum if row is not None else most
        if not 0 <= points <= limit:
            raise TestRefused(
                _("Points lie between 0 and %(limit)s.") % {"limit": formats.number_format(limit.normalize())}
            )
        if row is None:
            TestAttempt.objects.create(
                test=test,
                registration_id=registration_id,
                moment=moment,
                started_at=now,
                due_at=now,
                submitted_at=now,
                score=points,
                maximum=most,
            )
        elif seen is not None and seen.get((registration_id, moment)) != row.score:
            conflicts.append((registration_id, moment))
        else:
            row.score = points
            row.save(update_fields=["score"])
        changed += 1
    if conflicts:
        raise ScoresConflict(conflicts)
    if changed:
        record_event("training.scores_entered", by=by, obj=session, unit_path=session.unit.path, entries=changed)
    return changed
