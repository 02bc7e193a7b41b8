"""Filters of the lists, in the address."""

from training.filters.programme import ProgrammeFilter
from training.filters.registration import ApprovalFilter
from training.filters.session import CatalogueFilter, OfficeSessionFilter

__all__ = [
    "ApprovalFilter",
    "CatalogueFilter",
    "OfficeSessionFilter",
    "ProgrammeFilter",
]
