"""What a position asks for: its group, and the default level of the generic competencies (PermenPANRB 38/2017)."""

from __future__ import annotations

from collections.abc import Mapping

from training.enums import PositionGroup

# domain.md §3.1; for JPT Madya sources differ between 4 and 5.
DEFAULT_LEVELS: dict[PositionGroup, int] = {
    PositionGroup.JPT_MADYA: 5,
    PositionGroup.JPT_PRATAMA: 4,
    PositionGroup.ADMINISTRATOR: 3,
    PositionGroup.PENGAWAS: 2,
    PositionGroup.PELAKSANA: 1,
    PositionGroup.AHLI_UTAMA: 5,
    PositionGroup.AHLI_MADYA: 4,
    PositionGroup.AHLI_MUDA: 3,
    PositionGroup.AHLI_PERTAMA: 2,
    PositionGroup.PEMULA: 1,
}

# By the type of the position (SIASN), and for functional positions by the code of their level.
_BY_TYPE = {
    "JPT_UTAMA": PositionGroup.JPT_MADYA,
    "JPT_MADYA": PositionGroup.JPT_MADYA,
    "JPT_PRATAMA": PositionGroup.JPT_PRATAMA,
    "ADMINISTRATOR": PositionGroup.ADMINISTRATOR,
    "PENGAWAS": PositionGroup.PENGAWAS,
    "PELAKSANA": PositionGroup.PELAKSANA,
}
_BY_FUNCTIONAL_LEVEL = {
    "PM": PositionGroup.PEMULA,
    "TR": PositionGroup.AHLI_PERTAMA,
    "MH": PositionGroup.AHLI_PERTAMA,
    "PY": PositionGroup.AHLI_MUDA,
    "PT": PositionGroup.AHLI_PERTAMA,
    "MU": PositionGroup.AHLI_MUDA,
    "MA": PositionGroup.AHLI_MADYA,
    "UT": PositionGroup.AHLI_UTAMA,
}


def position_group(position_type: str, functional_level: str = "") -> PositionGroup | None:
    """Whose default levels a position takes. None for a functional position whose level nobody entered: what it asks
    for is then unknown, not the least."""
    if position_type == "FUNGSIONAL":
        return _BY_FUNCTIONAL_LEVEL.get(functional_level)
    return _BY_TYPE.get(position_type)


def default_level(
    position_type: str, functional_level: str = "", levels: Mapping[str, int] | None = None
) -> int | None:
    """Level of every generic competency where the position's own standard sets none. `levels` by `PositionGroup`."""
    group = position_group(position_type, functional_level)
    if group is None:
        return None
    return DEFAULT_LEVELS[group] if levels is None else levels[group.value]
