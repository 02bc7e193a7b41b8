"""Points of tests that were written on paper."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.forms import PortalForm
from training.enums import TestMoment
from training.models import TestAttempt
from training.reports.test_results import ClassResults, PersonResult


class PointsField(forms.DecimalField):
    """A number with comma or dot, whatever the language."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(str(value or "").strip().replace(",", "."))  # type: ignore[no-any-return]


class ScoreGridForm(PortalForm):
    """Fields `pre-<registration>` and `post-<registration>` of the whole class; empty ones stay as they are. Hidden
    `seen` fields carry the scores that the page showed, `pre-<registration>:<points>`."""

    conflicts: Collection[tuple[int, TestMoment]] = ()

    def __init__(self, *args: Any, results: ClassResults, points: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = results
        for row in results.rows:
            for moment, attempt in ((TestMoment.PRE, row.pre), (TestMoment.POST, row.post)):
                limit = attempt.maximum if attempt else points
                self.fields[self._name(row, moment)] = self._field(row, moment, limit, _on_paper(attempt))

    def _field(self, row: PersonResult, moment: TestMoment, limit: Decimal, stored: Decimal | None) -> PointsField:
        sentence = _("Points lie between 0 and %(limit)s.") % {"limit": _in_words(limit)}
        place = _("Before") if moment == TestMoment.PRE else _("After")
        label = f"{row.name}, {place}"
        return PointsField(
            label=label,
            required=False,
            initial=_in_words(stored),
            max_digits=7,
            decimal_places=2,
            min_value=0,
            max_value=limit,
            widget=forms.TextInput(
                attrs={
                    "class": "form-control score-field",
                    "inputmode": "decimal",
                    "aria-label": _("%(person)s: points") % {"person": label},
                }
            ),
            error_messages={
                "invalid": _("Write points as a number, such as 7 or 7.5."),
                "min_value": sentence,
                "max_value": sentence,
            },
        )

    @staticmethod
    def _name(row: PersonResult, moment: TestMoment) -> str:
        return f"{moment.value}-{row.registration_id}"

    @property
    def lines(self) -> Iterator[tuple[PersonResult, list[dict[str, Any]]]]:
        """(person, cells). A cell has no field where the portal gave a score itself, unless something was typed; `seen`
        is what the page showed, and `theirs` the points that were stored meanwhile."""
        sent = self.seen if self.is_bound else {}
        for row in self.results.rows:
            cells = []
            for moment, heading, percent, attempt in (
                (TestMoment.PRE, _("Before"), row.pre_percent, row.pre),
                (TestMoment.POST, _("After"), row.post_percent, row.post),
            ):
                name, stored = self._name(row, moment), _on_paper(attempt)
                field, cell = self[name], (row.registration_id, moment)
                is_offered = attempt is None or stored is not None or (self.is_bound and field.data)
                is_conflict = cell in self.conflicts
                # A page that comes back goes on comparing with what was seen first, but for what it asks about.
                seen = sent.get(cell) if self.is_bound and not is_conflict else stored
                cells.append(
                    {
                        "heading": heading,
                        "percent": percent,
                        "field": field if is_offered else None,
                        "seen": "" if seen is None else f"{name}:{seen}",
                        "theirs": _in_words(stored) if is_conflict else "",
                    }
                )
            yield row, cells

    @property
    def seen(self) -> dict[tuple[int, TestMoment], Decimal]:
        """What the page showed that was sent; entries that were tampered with count as not shown."""
        found = {}
        for entry in self.data.getlist("seen"):
            name, _colon, points = entry.partition(":")
            moment, _dash, registration = name.partition("-")
            with contextlib.suppress(ValueError, InvalidOperation):
                found[int(registration), TestMoment(moment)] = Decimal(points)
        return found

    @property
    def scores(self) -> dict[tuple[int, TestMoment], Decimal | None]:
        return {
            (row.registration_id, moment): self.cleaned_data[self._name(row, moment)]
            for row in self.results.rows
            for moment in TestMoment
        }


def _on_paper(attempt: TestAttempt | None) -> Decimal | None:
    return attempt.score if attempt is not None and attempt.is_from_paper else None


def _in_words(points: Decimal | None) -> str:
    """As it is typed: with the comma or dot of the language, thousands together."""
    return "" if points is None else f"{points.normalize():f}".replace(".", formats.get_format("DECIMAL_SEPARATOR"))
