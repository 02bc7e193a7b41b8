"""Surveys."""

from tests.access.policy import Row

ROWS: dict[str, Row] = {}
