"""What the tests of this folder share."""

import pytest


@pytest.fixture
def officer(client_for):
    signed_in = client_for("hr_officer")
    signed_in.cookies["django_language"] = "en"
    return signed_in
