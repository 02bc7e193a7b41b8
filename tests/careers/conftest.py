"""Refusals are compared in English."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english(_indonesian):
    with translation.override("en"):
        yield
