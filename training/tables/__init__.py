"""Columns of the lists, by noun."""

from training.tables.columns import (
    TITLE,
    HoursColumn,
    OwnStateColumn,
    SeatsColumn,
    StandingColumn,
    WindowColumn,
    seats_text,
)
from training.tables.programme import ProgrammeTable
from training.tables.registration import ApprovalTable
from training.tables.session import CatalogueTable, OfficeSessionTable

__all__ = [
    "TITLE",
    "ApprovalTable",
    "CatalogueTable",
    "HoursColumn",
    "OfficeSessionTable",
    "OwnStateColumn",
    "ProgrammeTable",
    "SeatsColumn",
    "StandingColumn",
    "WindowColumn",
    "seats_text",
]
