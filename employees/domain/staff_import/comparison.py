"""What storing a row would change in a record that already exists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.problems import Code, Level, Problem

# Main data that a list may correct. Sensitive numbers are compared by their hashes.
COMPARED_FIELDS = (
    "name",
    "front_title",
    "back_title",
    "employment_type",
    "birth_place",
    "birth_date",
    "sex",
    "nik_hash",
    "npwp_hash",
    "bpjs_hash",
    "religion",
    "marital_status",
    "phone",
    "email",
    "official_email",
    "address",
    "postal_code",
    "education",
    "old_nip",
    "karpeg_number",
    "taspen_number",
    "siasn_id",
    "cpns_since",
    "cpns_decree_number",
    "cpns_decree_date",
    "pns_since",
    "pns_decree_number",
    "pns_decree_date",
)
# Registers shout: "OKTO ISWAHYUDI" is the same name.
CASELESS = frozenset({"name", "birth_place", "email", "official_email", "address"})
NAMES = ("name", "front_title", "back_title")


@dataclass(frozen=True, slots=True)
class Record:
    """An employee as on record. `main` holds COMPARED_FIELDS; `position` is the title."""

    id: int
    version: int
    unit: int
    main: Mapping[str, Any]
    position: str = ""
    position_since: date | None = None
    rank: str = ""
    rank_since: date | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`main` are the new values of changed fields; `rank`, `place` and `status` say whether a history grows."""

    main: dict[str, Any] = field(default_factory=dict)
    rank: bool = False
    place: bool = False
    status: bool = False
    problems: tuple[Problem, ...] = ()

    def parted(self, names: Collection[str]) -> tuple["Comparison", "Comparison"]:
        """What is not among `names`, and what is: fields of `main`, "rank", "place", "status"."""

        def part(*, among: bool) -> Comparison:
            return replace(
                self,
                main={name: value for name, value in self.main.items() if (name in names) is among},
                rank=self.rank and ("rank" in names) is among,
                place=self.place and ("place" in names) is among,
                status=self.status and ("status" in names) is among,
            )

        return part(among=False), part(among=True)

    @property
    def is_same(self) -> bool:
        return not (self.main or self.rank or self.place or self.status)


def compare(values: Mapping[str, Any], record: Record) -> Comparison:
    """Blank cells change nothing. A rank or place is added only when the list dates it after the one on record;
    an older one belongs to the history, which a list can't correct.
    """
    main = {
        name: value
        for name, value in values.items()
        if name in record.main and not _same(name, value, record.main[name])
    }
    if main.keys() & set(NAMES) and _same("name", written_name(values), written_name(record.main)):
        # A list in which name and titles stand in one column can't tell which is which.
        main = {name: value for name, value in main.items() if name not in NAMES}
    problems = []

    rank, since = values.get("rank"), values.get("rank_since")
    is_newer_rank = rank is not None and since is not None and (record.rank_since is None or since > record.rank_since)
    adds_rank = is_newer_rank and rank != record.rank
    if rank is not None and not adds_rank:
        if since is None and not record.rank:
            problems.append(_warning(Column.RANK, Code.RANK_WITHOUT_START, rank))
        elif rank != record.rank:
            problems.append(_warning(Column.RANK, Code.RANK_OLDER, record.rank))
        elif since is not None and since != record.rank_since:
            problems.append(_warning(Column.RANK_SINCE, Code.RANK_SINCE_DIFFERS, _written(record.rank_since)))

    title, unit = values.get("position", ""), values.get("unit", record.unit)
    moves = unit != record.unit or (title != "" and not _same("name", title, record.position))
    started = values.get("position_since")
    adds_place = (
        moves
        and title != ""
        and started is not None
        and (record.position_since is None or started > record.position_since)
    )
    if moves and not adds_place:
        column = Column.UNIT if unit != record.unit else Column.POSITION
        problems.append(_warning(column, Code.POSITION_KEPT, record.position))
    adds_status = "status" in values and values["status"] != record.status
    return Comparison(main, adds_rank, adds_place, adds_status, tuple(problems))


def disputed(comparison: Comparison, record: Record, exported: Record | None) -> frozenset[str]:
    """What a list would change that others changed after it was exported. `exported` is the record as it was then; None
    when nobody knows, and all is in dispute."""
    found = set(comparison.main)
    found |= {name for name in ("rank", "place", "status") if getattr(comparison, name)}
    if exported is None:
        return frozenset(found)
    here, then = _state(record), _state(exported)
    return frozenset(name for name in found if here[name] != then[name])


def _state(record: Record) -> dict[str, Any]:
    return {
        **record.main,
        "rank": (record.rank, record.rank_since),
        "place": (record.unit, record.position),
        "status": record.status,
    }


def written_name(values: Mapping[str, Any]) -> str:
    """The name with titles, as one column of a list holds it."""
    front = f"{values.get('front_title', '')} {values.get('name', '')}".strip()
    return f"{front}, {values['back_title']}" if values.get("back_title") else front


def _same(name: str, new: Any, old: Any) -> bool:
    if name in CASELESS:
        return " ".join(str(new).split()).casefold() == " ".join(str(old).split()).casefold()
    if isinstance(new, str):
        return " ".join(new.split()) == " ".join(str(old).split())
    return bool(new == old)


def _warning(column: Column, code: Code, found: str) -> Problem:
    return Problem(column, Level.WARNING, code, found)


def _written(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else ""
