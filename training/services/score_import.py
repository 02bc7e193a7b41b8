"""Scores of paper tests from a sheet: read and shown first, stored when somebody confirms."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

from django.core import signing
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from asn_portal.tabular.faults import UnreadableSheet
from asn_portal.tabular.mapping import Field, suggest_mapping
from asn_portal.tabular.reading import open_sheet
from asn_portal.tabular.tables import find_table
from asn_portal.tabular.writing import write_xlsx
from training.domain.knowledge_test import maximum, parse
from training.domain.results import same_name, whole_number
from training.enums import TestMoment
from training.models import KnowledgeTest, Registration, TestAttempt, TrainingSession
from training.services.knowledge_test import ScoreCell, ScoresConflict, check_begun, enter_scores

FIELDS = (
    Field("number", ("Nomor peserta", "Participant number", "No. peserta", "Nomor")),
    Field("name", ("Nama", "Name", "Nama peserta")),
    Field("pre", ("Pra-tes", "Sebelum", "Before", "Pretes", "Pre-test", "Nilai awal")),
    Field("post", ("Pasca-tes", "Sesudah", "After", "Postes", "Post-test", "Nilai akhir")),
)
LABELS = [label for each in FIELDS for label in each.labels]
KEPT_SECONDS = 3600
# Those that were made before a preview knew what is stored are not read any more.
_SALT = "training.scores.compared"


class ScoresRefused(DomainError):
    """The sheet can't be read."""


@dataclass(frozen=True)
class ScoreRow:
    """Points, not per cent, of one participant; None for an empty cell. `stored` by moment: what stands there now."""

    registration_id: int
    number: int
    name: str
    pre: Decimal | None
    post: Decimal | None
    stored: dict[str, Decimal | None] = field(default_factory=dict)

    @property
    def cells(self) -> list[dict[str, Any]]:
        """What a preview shows; `replaces` where another score gives way."""
        return [
            {"points": points, "replaces": None if points in (None, old) else old}
            for points, old in ((self.pre, self.stored.get("pre")), (self.post, self.stored.get("post")))
        ]


@dataclass
class Preview:
    """The dry run: what would be stored in which session, and what is wrong in which line."""

    session_id: int
    rows: list[ScoreRow] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    @property
    def token(self) -> str:
        """Carries the sound rows to the confirmation of their own session."""
        rows = [
            [
                row.registration_id,
                *(
                    ["" if each is None else str(each) for each in pair]
                    for pair in ((row.pre, row.stored.get("pre")), (row.post, row.stored.get("post")))
                ),
            ]
            for row in self.rows
        ]
        return signing.dumps(
            {"session": self.session_id, "rows": rows},
            salt=_SALT,
            compress=True,
        )


def read_scores(session: TrainingSession, source: BinaryIO) -> Preview:
    """Stores nothing."""
    test = KnowledgeTest.objects.in_use().filter(programme=session.programme).first()
    if test is None:
        raise ScoresRefused(_("Make a test for the programme first: its points say what a score is out of."))
    most = maximum(parse(test.questions))
    people = {row.sequence: row for row in _participants(session)}
    stored: dict[int, dict[str, Decimal | None]] = {}
    for attempt in TestAttempt.objects.of_session(session):
        stored.setdefault(attempt.registration_id, {})[attempt.moment] = attempt.score
    preview, seen = Preview(session.pk), set()
    try:
        with open_sheet(source) as book:
            table = find_table(book.sheets, known_labels=LABELS, key_labels=[*FIELDS[0].labels])
            places = {name: column for column, name in suggest_mapping(table.header.labels, FIELDS).items()}
            if "number" not in places or not {"pre", "post"} & set(places):
                raise ScoresRefused(_("The columns for number and scores are missing. Use the sheet offered here."))
            for row in table.rows():
                if row.is_blank:
                    continue
                number = whole_number(_cell(row, places, "number"))
                registration = people.get(number) if number is not None else None
                if registration is None:
                    preview.problems.append((row.number, _("Nobody in this class has this number.")))
                    continue
                if registration.pk in seen:
                    preview.problems.append((row.number, _("This number stands in the sheet twice.")))
                    continue
                seen.add(registration.pk)
                if not _is_named(registration, _cell(row, places, "name")):
                    preview.problems.append(
                        (
                            row.number,
                            _("Under this number the class list has another name: %(name)s. Correct one of them.")
                            % {"name": registration.employee.full_name},
                        )
                    )
                    continue
                _read(row, places, registration, most, preview, stored.get(registration.pk, {}))
    except UnreadableSheet as error:
        raise ScoresRefused(_(str(error))) from error
    if any(row.post is not None for row in preview.rows):
        check_begun(session)
    return preview


def confirm_scores(*, session: TrainingSession, token: str, by: Any) -> int:
    """Store what a preview carried; returns how many changed. ScoresRefused after an hour, at another session than the
    preview's, and where another score was stored since."""
    try:
        carried = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise ScoresRefused(_("The preview is more than an hour old. Upload the sheet again.")) from error
    if carried["session"] != session.pk:
        raise ScoresRefused(_("This preview belongs to another session. Upload the sheet of this one."))
    scores: dict[ScoreCell, Decimal | None] = {}
    seen: dict[ScoreCell, Decimal] = {}
    for pk, *pairs in carried["rows"]:
        for moment, (points, stored) in zip(TestMoment, pairs, strict=True):
            scores[pk, moment] = Decimal(points) if points else None
            if stored:
                seen[pk, moment] = Decimal(stored)
    try:
        return enter_scores(session=session, scores=scores, by=by, seen=seen)
    except ScoresConflict as error:
        raise ScoresRefused(
            _("Other scores were stored since this preview. Upload the sheet again and compare.")
        ) from error


def score_sheet(session: TrainingSession) -> bytes:
    """An empty sheet with the class."""
    stream = io.BytesIO()
    rows = ([row.sequence, row.employee.full_name, "", ""] for row in _participants(session))
    headers = [_("Participant number"), _("Name"), _("Before"), _("After")]
    write_xlsx(stream, headers, rows, text_columns=set(), sheet_name=_("Scores")[:31])
    return stream.getvalue()


def _participants(session: TrainingSession) -> Any:
    return Registration.objects.seated().filter(session=session).with_people().order_by("sequence")


def _read(
    row: Any,
    places: dict[str, int],
    registration: Registration,
    most: Decimal,
    preview: Preview,
    stored: dict[str, Decimal | None],
) -> None:
    points: dict[str, Decimal | None] = {}
    for name in ("pre", "post"):
        cell = _cell(row, places, name)
        number = _number(cell)
        if cell not in (None, "") and (number is None or not 0 <= number <= most):
            text = _("%(name)s, “%(column)s”: “%(value)s” is no score. Write points from 0 to %(limit)s.")
            preview.problems.append(
                (
                    row.number,
                    text
                    % {
                        "name": registration.employee.full_name,
                        "column": _("Before") if name == "pre" else _("After"),
                        "value": _as_typed(cell) if isinstance(cell, float) else cell,
                        "limit": formats.number_format(f"{most.normalize():f}"),
                    },
                )
            )
            return
        points[name] = number
    if points["pre"] is None and points["post"] is None:
        # Nothing was filled in for this person: nothing changes.
        return
    preview.rows.append(
        ScoreRow(
            registration.pk,
            registration.sequence,
            registration.employee.full_name,
            points["pre"],
            points["post"],
            stored,
        )
    )


def _is_named(registration: Registration, written: Any) -> bool:
    """A blank cell names nobody else."""
    text = str(written or "").strip()
    employee = registration.employee
    return not text or any(same_name(text, name) for name in (employee.name, employee.full_name))


def _cell(row: Any, places: dict[str, int], name: str) -> Any:
    place = places.get(name)
    return row.cells[place] if place is not None and place < len(row.cells) else None


def _as_typed(number: float) -> str:
    return f"{number:g}".replace(".", formats.get_format("DECIMAL_SEPARATOR"))


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value).strip().replace(",", ".")) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None
