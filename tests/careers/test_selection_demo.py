"""The selections of the demo: nothing in them differs from their chains."""

import random

import pytest

from asn_portal.operation.demo import DemoWorld
from careers import proof_verifier
from careers.demo.selection import add_selections
from careers.models import Selection
from careers.reports.proof_bundle import bundle_files, last_checkpoint
from careers.selection_integrity import rewritten
from employees.dates import today
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory, make_employee_user

pytestmark = pytest.mark.django_db


def test_the_chains_of_the_demo_fit():
    world = DemoWorld(
        today=today(),
        rng=random.Random(1),
        password_hash="",
        report=lambda _fraction: None,
        units={slug: UnitFactory(slug=slug) for slug in ("medan-belawan", "medan-marelan", "senapelan")},
        users={f"{role}@{city}.demo": UserFactory() for role in ("hr", "head") for city in ("medan", "pekanbaru")},
    )
    for slug, email in (("medan-belawan", "belawan"), ("medan-marelan", "marelan"), ("senapelan", "senapelan")):
        unit = world.units[slug]
        world.users[f"pegawai@{email}.demo"] = make_employee_user(unit, position=PositionFactory(unit=unit))
        for _number in range(8):
            EmployeeFactory(unit=unit, user=UserFactory(), position=PositionFactory(unit=unit))

    add_selections(world)

    announced = Selection.objects.filter(announced_at__isnull=False)
    assert {selection.code: rewritten(selection) for selection in announced} == {
        selection.code: [] for selection in announced
    }
    for selection in announced:
        for opens_scores in (True, False):
            proof_verifier.check_bundle(bundle_files(selection, last_checkpoint(selection), opens_scores=opens_scores))
    assert {"announced", "decided", "appointed", "cancelled"} == {selection.state for selection in announced}
