"""A session of the district in `world`, and the people around it."""

import pytest

from tests.factories.training import ProgrammeFactory, RegistrationFactory, SessionFactory


@pytest.fixture
def programme(world):
    return ProgrammeFactory(unit=world.district, title="Pelatihan Pelayanan Prima", code="PP")


@pytest.fixture
def session(programme, world):
    return SessionFactory(
        programme=programme,
        title="Pelayanan Prima angkatan 1",
        seats=2,
        coordinator=world.users["training_coordinator"],
    )


@pytest.fixture
def registration(session, world):
    """The employee's, waiting for the supervisor."""
    return RegistrationFactory(session=session, employee=world.users["employee"].employee)
