"""A slip of paper with a single-use code."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.domain.tracking import format_code


@dataclass(frozen=True)
class Slip:
    """One slip as it is printed: the only moment at which its code stands in clear."""

    code: str
    address: str

    @property
    def groups(self) -> str:
        return format_code(self.code)
