"""What running work tells the world, and what the world tells it.

Progress stays in memory and is carried to the job's row by a thread with a database connection of its own, every
REPORT_SECONDS. So people see it while the work's transaction is still open, a long statement does not look like death,
and reporting each of 100,000 rows costs next to nothing. The same thread brings back "cancel" and "another worker has
it now".
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import structlog
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection
from django.utils import timezone

from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_RESULTS, store_document
from asn_portal.documents.types import MEGABYTE
from asn_portal.jobs.enums import JobState, ProblemLevel
from asn_portal.jobs.models import Job, JobProblem

logger = structlog.get_logger(__name__)

REPORT_SECONDS = 1.0
# Past this many the list helps nobody; the count goes on.
MAX_PROBLEMS = 5000
MAX_RESULT = 500 * MEGABYTE


class JobCancelled(Exception):
    """Somebody pressed "cancel"; raised out of the work, which the runner ends."""


class JobLost(Exception):
    """This worker was taken for dead and another one has the job: stop without a trace."""


class Progress:
    """Handed to the work as its first argument. Every method may raise JobCancelled or JobLost."""

    def __init__(self, job: Job, *, cancellable: bool = True) -> None:
        self.job = job
        self.attempt = job.attempt
        self.state: dict[str, Any] = dict(job.checkpoint)
        self.result_document: Any = None
        self.result_url = ""
        self.final_message = ""
        self._cancellable = cancellable
        self._total = job.total
        self._done = job.done
        self._message = job.message
        self._problems: list[JobProblem] = []
        self._problem_count = 0
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self._lost = threading.Event()

    # --- for the work -----------------------------------------------------------------------------------------------

    @property
    def owner(self) -> Any:
        """The person who started the job; None for the scheduler."""
        return self.job.owner

    @property
    def is_resumed(self) -> bool:
        """Whether an earlier worker already did a part (and `state` says which)."""
        return self.attempt > 1 and bool(self.state)

    def total(self, steps: int) -> None:
        """How many steps there are."""
        with self._lock:
            self._total = steps
        self.check()

    def advance(self, steps: int = 1, message: str | None = None) -> None:
        """`steps` more are done. `message` says what is going on now, in the owner's language."""
        with self._lock:
            self._done += steps
            if message is not None:
                self._message = message[:500]
        self.check()

    def at(self, done: int, message: str | None = None) -> None:
        """Exactly `done` steps are done (after resuming, for instance)."""
        with self._lock:
            self._done = done
            if message is not None:
                self._message = message[:500]
        self.check()

    def problem(
        self, *, message: str, row: int | None = None, column: str = "", level: str = "error", cure: str = ""
    ) -> None:
        """Note a problem of one row (or of the whole, without `row`). The same problem counts once."""
        with self._lock:
            self._problem_count += 1
            if self._problem_count <= MAX_PROBLEMS:
                self._problems.append(
                    JobProblem(
                        job_id=self.job.pk,
                        row=row or 0,
                        column=str(column)[:120],
                        level=ProblemLevel(level),
                        message=str(message),
                        cure=str(cure),
                    )
                )
        self.check()

    def check(self) -> None:
        """Stop here if the job was cancelled or belongs to another worker by now."""
        if self._lost.is_set():
            raise JobLost
        if self._cancellable and self._cancelled.is_set():
            raise JobCancelled

    def save_state(self) -> None:
        """Store `state`, so that the next worker goes on from here.

        Call it as the last statement of the transaction that writes a chunk: chunk and state are then stored together
        or not at all, and a worker that was taken for dead cannot store its chunk any more (JobLost rolls it back).
        """
        self.check()
        with self._lock:
            done, total, message = self._done, self._total, self._message
        kept = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING).update(
            checkpoint=self.state, done=done, total=total, message=message, heartbeat_at=timezone.now()
        )
        if not kept:
            self._lost.set()
            raise JobLost

    def result(self, document: Any = None, *, url: str = "", message: str = "") -> None:
        """What came of it: a document to download (kept as its kind says), a page to open, a last sentence."""
        if document is not None:
            self.result_document = document
        self.result_url = url or self.result_url
        self.final_message = message or self.final_message

    def store_result(self, content: bytes | File[bytes], *, name: str) -> Document:
        """Store a file that the portal made as the result; only the job's owner can download it."""
        file = content if isinstance(content, File) else ContentFile(content)
        file.name = name
        document = store_document(
            file=file,
            by=None,
            owner=self.job,
            kind="jobs.result",
            unit_path=self.job.unit_path,
            allowed=ALLOWED_RESULTS,
            max_size=MAX_RESULT,
        )
        self.result(document)
        return document

    # --- for the runner ---------------------------------------------------------------------------------------------

    def report(self) -> None:
        """Write what is known to the database; learn about cancel and loss. Safe to call from any thread."""
        with self._lock:
            values: Mapping[str, Any] = {
                "done": self._done,
                "total": self._total,
                "message": self._message,
                "heartbeat_at": timezone.now(),
            }
            problems, self._problems = self._problems, []
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING)
        if not mine.update(**values):
            self._lost.set()
            return
        if problems:
            JobProblem.objects.bulk_create(problems, ignore_conflicts=True, batch_size=500)
        if mine.filter(cancel_requested=True).exists():
            self._cancelled.set()

    @property
    def counts(self) -> dict[str, Any]:
        with self._lock:
            return {"done": self._done, "total": self._total, "message": self._message}


class Reporter:
    """Reports while the work runs. Inside a transaction (a test) other connections cannot see the job's row, so there
    the work's own connection reports, once at the end."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Reporter:
        if not connection.in_atomic_block:
            self._thread = threading.Thread(target=self._run, name=f"job-{self.progress.job.pk}", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stop.wait(REPORT_SECONDS):
                try:
                    self.progress.report()
                except DatabaseError:
                    # The database is away for a moment; the next round opens a new connection.
                    logger.warning("job_report_failed", job=self.progress.job.pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()
