"""Points of tests that were written on paper."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from asn_portal.forms import PortalForm
from training.enums import TestMoment
from training.reports.test_results import ClassResults, PersonResult


class PointsField(forms.DecimalField):
    """A number with comma or dot, whatever the language."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(str(value or "").strip().replace(",", "."))  # type: ignore[no-any-return]


class ScoreGridForm(PortalForm):
    """Fields `pre-<registration>` and `post-<registration>` of the whole class; empty ones stay as they are."""

    def __init__(self, *args: Any, results: ClassResults, points: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = results
        for row in results.rows:
            for moment, attempt in ((TestMoment.PRE, row.pre), (TestMoment.POST, row.post)):
                limit = attempt.maximum if attempt else points
                self.fields[self._name(row, moment)] = self._field(row, moment, limit)

    def _field(self, row: PersonResult, moment: TestMoment, limit: Decimal) -> PointsField:
        sentence = _("Points lie between 0 and %(limit)s.") % {"limit": f"{limit.normalize():f}"}
        place = _("Before") if moment == TestMoment.PRE else _("After")
        label = f"{row.name}, {place}"
        return PointsField(
            label=label,
            required=False,
            max_digits=7,
            decimal_places=2,
            min_value=0,
            max_value=limit,
            widget=forms.TextInput(
                attrs={
                    "class": "form-control score-field",
                    "inputmode": "decimal",
                    "aria-label": f"{label}: {_('Points')}",
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
    def lines(self) -> Iterator[tuple[PersonResult, list[tuple[str, Any, Any]]]]:
        """(person, [(heading, per cent, field)]). The field is None where there is a test already, unless something was
        typed."""
        for row in self.results.rows:
            cells = []
            for moment, heading, percent, attempt in (
                (TestMoment.PRE, _("Before"), row.pre_percent, row.pre),
                (TestMoment.POST, _("After"), row.post_percent, row.post),
            ):
                field = self[self._name(row, moment)]
                is_offered = attempt is None or (self.is_bound and field.data)
                cells.append((heading, percent, field if is_offered else None))
            yield row, cells

    @property
    def scores(self) -> dict[tuple[int, TestMoment], Decimal | None]:
        return {
            (row.registration_id, moment): self.cleaned_data[self._name(row, moment)]
            for row in self.results.rows
            for moment in TestMoment
        }
