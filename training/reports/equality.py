"""Who comes to training: from need to passing, by group."""

from __future__ import annotations

import datetime
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.charts import Chart, bar_chart
from asn_portal.tabular.writing import write_xlsx
from employees.enums import EmploymentType, Sex
from employees.models import Employee, OrganizationalUnit
from surveys.domain.composition import suppress_small
from training.domain.equality import STAGES, Share, Stage, age_band, hidden_cells, reached, shares
from training.enums import SEATED_STATES, NeedState, RefusalCode, RegistrationState
from training.models import Attendance, DevelopmentNeed, Invitation, Registration

STAGE_LABELS = {
    Stage.STAFF: gettext_lazy("Staff"),
    Stage.NEED: gettext_lazy("Need"),
    Stage.INVITED: gettext_lazy("Invited"),
    Stage.REGISTERED: gettext_lazy("Registered"),
    Stage.APPROVED: gettext_lazy("Approved"),
    Stage.ATTENDED: gettext_lazy("Attended"),
    Stage.PASSED: gettext_lazy("Passed"),
}
PARTITIONS = {
    "unit": gettext_lazy("Unit"),
    "sex": gettext_lazy("Sex"),
    "age": gettext_lazy("Age"),
    "rank": gettext_lazy("Rank"),
    "regime": gettext_lazy("Employment"),
}
APPROVED = SEATED_STATES - {RegistrationState.AWAITING_APPROVAL}


@dataclass(frozen=True)
class GroupRow:
    """One group's way. `shares` has one entry per stage, without numbers where they are hidden or nobody is there."""

    name: str
    is_empty: bool
    shares: tuple[Share, ...]

    @property
    def is_hidden(self) -> bool:
        """Of such a group nothing is shown."""
        return not self.is_empty and not any(each.is_shown for each in self.shares)


@dataclass(frozen=True)
class Equality:
    """`refusals` are (kind, number); None where the number is too small to be shown."""

    year: int
    partition: str
    stages: tuple[str, ...]
    total: GroupRow
    rows: tuple[GroupRow, ...]
    refusals: tuple[tuple[str, int | None], ...]

    @property
    def has_hidden(self) -> bool:
        lines = (row for row in (*self.rows, self.total) if not row.is_empty)
        return any(not each.is_shown for row in lines for each in row.shares)

    @property
    def chart(self) -> Chart | None:
        """How many of each group took part."""
        place = STAGES.index(Stage.ATTENDED)
        shown = [row for row in self.rows if row.shares[place].is_shown]
        if not shown:
            return None
        entries = [
            (row.name, *(100 * part for part in (each.share or 0, each.low or 0, each.high or 0)))
            for row in shown
            for each in [row.shares[place]]
        ]
        least, most = min(entries, key=lambda entry: entry[1]), max(entries, key=lambda entry: entry[1])
        # Intervals that overlap tell no difference.
        if least[3] < most[2]:
            title = _("%(least)s took part less often than %(most)s") % {"least": least[0], "most": most[0]}
        else:
            title = _("No group shown took part clearly less often than another")
        return bar_chart(
            entries,
            title=title,
            category=str(PARTITIONS[self.partition]),
            value=_("Took part, per cent"),
            domain=(0, 100),
            value_format=".0f",
            period=str(self.year),
            note=_("Lines: 95 % interval (Wilson)."),
            source=_("Training records"),
        )


def equality(user: Any, *, year: int, partition: str) -> Equality:
    """Active staff of the units on which the user may read training matters. Seven queries."""
    scope = scope_of(user)
    inside = scope.path_filter(Permission.TRAINING_VIEW, "unit__path")
    people = list(
        Employee.objects.active()
        .filter(inside)
        .values_list("pk", "unit__path", "sex", "birth_date", "rank", "employment_type")
    )
    marks = _marks(year, {row[0] for row in people})
    names = _unit_names(scope.paths(Permission.TRAINING_VIEW)) if partition == "unit" else {}
    groups: dict[str, list[dict[Stage, bool]]] = defaultdict(list)
    everybody = []
    for pk, path, sex, birth, rank, kind in people:
        mark = {stage: pk in marks[stage] for stage in marks}
        everybody.append(mark)
        groups[_group(partition, path, sex, birth, rank, kind, year, names)].append(mark)
    counts = {key: reached(found) for key, found in groups.items()}
    keys = sorted(counts, key=lambda key: (not key, key))
    whole = reached(everybody)
    *hidden, total_hidden = hidden_cells([counts[key] for key in keys], whole)
    rows = tuple(
        _row(names.get(key, key) or _("Other"), counts[key], flags) for key, flags in zip(keys, hidden, strict=True)
    )
    return Equality(
        year=year,
        partition=partition,
        stages=tuple(str(STAGE_LABELS[stage]) for stage in STAGES),
        total=_row(_("Everybody"), whole, total_hidden),
        rows=rows,
        refusals=_refusals(year, {row[0] for row in people}),
    )


def equality_xlsx(report: Equality) -> bytes:
    """Per stage the number of people, and share and interval in per cent with one decimal."""
    stream = io.BytesIO()
    headers: list[str] = [str(PARTITIONS[report.partition])]
    for stage in report.stages:
        headers += [stage, _("%(stage)s, per cent") % {"stage": stage}, _("%(stage)s, 95 %% from") % {"stage": stage}]
        headers.append(_("%(stage)s, 95 %% to") % {"stage": stage})
    rows = []
    for row in (*report.rows, report.total):
        cells: list[Any] = [row.name]
        for number in range(len(STAGES)):
            if not row.shares[number].is_shown:
                cells += ["" if row.is_empty else _("hidden"), "", "", ""]
                continue
            each = row.shares[number]
            parts = (each.share, each.low, each.high)
            cells += [each.part, *(round(100 * part, 1) if part is not None else "" for part in parts)]
        rows.append(cells)
    write_xlsx(stream, headers, rows, text_columns=set(), sheet_name=_("Equal access")[:31])
    return stream.getvalue()


def _row(name: str, counts: list[int], hidden: list[bool]) -> GroupRow:
    return GroupRow(name, not counts[0], tuple(shares(counts, whole=counts[0], hidden=hidden)))


def _marks(year: int, people: set[int]) -> dict[Stage, set[int]]:
    registrations = Registration.objects.filter(session__starts_at__year=year)
    states: dict[int, set[str]] = defaultdict(set)
    for employee, state in registrations.values_list("employee", "state"):
        states[employee].add(state)
    attended = Attendance.objects.filter(is_present=True, registration__session__starts_at__year=year)
    needs = DevelopmentNeed.objects.filter(year=year).exclude(state=NeedState.REFUSED)
    invited = Invitation.objects.filter(session__starts_at__year=year)
    return {
        Stage.NEED: set(needs.values_list("employee", flat=True)) & people,
        Stage.INVITED: set(invited.values_list("employee", flat=True)) & people,
        Stage.REGISTERED: set(states) & people,
        Stage.APPROVED: {pk for pk, found in states.items() if found & APPROVED} & people,
        Stage.ATTENDED: set(attended.values_list("registration__employee", flat=True)) & people,
        Stage.PASSED: {pk for pk, found in states.items() if RegistrationState.COMPLETED in found} & people,
    }


def _unit_names(paths: tuple[str, ...]) -> dict[str, str]:
    """The units directly below those of the user's grants, and those themselves: {path: name}. Where several have the
    same name, that of the unit above stands behind it, or else the public address."""
    step = settings.ACCESS_UNIT_STEP
    depth = min((len(path) for path in paths), default=0) + step
    units = OrganizationalUnit.objects.filter(depth__lte=depth // step).values_list("path", "name", "slug")
    every = {path: name for path, name, _slug in units}
    chosen = [(path, name, slug) for path, name, slug in units if path.startswith(tuple(paths))]
    bearers = Counter(name for _path, name, _slug in chosen)
    siblings = Counter((path[:-step], name) for path, name, _slug in chosen)
    found = {}
    for path, name, slug in chosen:
        above = path[:-step]
        known_by = every[above] if above and siblings[above, name] == 1 else slug
        found[path] = name if bearers[name] == 1 else f"{name} ({known_by})"
    return found


def _group(
    partition: str,
    path: str,
    sex: str,
    birth: datetime.date,
    rank: str,
    kind: str,
    year: int,
    names: dict[str, str],
) -> str:
    """What tells the group from others: its name, of a unit the path ("" for a unit that isn't listed)."""
    if partition == "unit":
        known = [prefix for prefix in names if path.startswith(prefix)]
        return max(known, key=len, default="")
    if partition == "sex":
        return str(Sex(sex).label)
    if partition == "age":
        return age_band(birth, datetime.date(year, 12, 31))
    if partition == "rank":
        if EmploymentType(kind).regime == "PPPK":
            return "PPPK"
        return _("Golongan %(group)s") % {"group": rank.partition("/")[0]} if rank else _("No rank")
    return str(EmploymentType(kind).label)


def _refusals(year: int, people: set[int]) -> tuple[tuple[str, int | None], ...]:
    """How often each kind of refusal was given, of registrations and needs; small numbers hidden."""
    registrations = Registration.objects.filter(session__starts_at__year=year).exclude(refusal_code="")
    needs = DevelopmentNeed.objects.filter(year=year, state=NeedState.REFUSED)
    codes = [
        code
        for rows in (registrations, needs)
        for employee, code in rows.values_list("employee", "refusal_code")
        if employee in people and code
    ]
    counts = Counter(codes)
    shown = suppress_small({code.value: counts.get(code.value, 0) for code in RefusalCode})
    return tuple((str(RefusalCode(code).label), number) for code, number in shown.items())
