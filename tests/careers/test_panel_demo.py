"""The panels of the demo: one that scores, with a bundle that fits."""

import random

import pytest

from asn_portal.operation.demo import DemoWorld
from careers import proof_verifier
from careers.demo.panel import add_panels
from careers.enums import ScoringState
from careers.models import Rubric, Selection
from careers.reports.proof_bundle import bundle_files, last_checkpoint
from careers.selection_integrity import rewritten
from employees.dates import today
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_employee_user

pytestmark = pytest.mark.django_db


def test_demo_has_a_panel_whose_rubrics_stand_in_the_frozen_plan():
    units, users = {}, {}
    for city in ("medan", "pekanbaru"):
        units[f"kota-{city}"] = UnitFactory(parent=None, slug=f"kota-{city}")
        units[f"bkpsdm-{city}"] = UnitFactory(parent=units[f"kota-{city}"], slug=f"bkpsdm-{city}")
        users[f"hr@{city}.demo"] = UserFactory()
    units["terjun"] = UnitFactory(parent=units["kota-medan"], slug="terjun")
    for email, city in (("camat@belawan", "medan"), ("camat@marelan", "medan"), ("camat@senapelan", "pekanbaru")):
        users[f"{email}.demo"] = make_employee_user(units[f"kota-{city}"])
    users["lurah@senapelan.demo"] = make_employee_user(units["kota-pekanbaru"])
    for _number in range(4):
        EmployeeFactory(unit=units["terjun"], user=UserFactory())

    add_panels(
        DemoWorld(
            today=today(),
            rng=random.Random(1),
            password_hash="",
            report=lambda _fraction: None,
            units=units,
            users=users,
        )
    )

    assert list(Rubric.objects.values_list("state", flat=True)) == [ScoringState.FINISHED, ScoringState.OPEN]
    selection = Selection.objects.get(code="KABID-PK-26")
    assert ["rubric" in stage for stage in selection.plan["stages"]] == [True, True]
    assert rewritten(selection) == []
    files = bundle_files(selection, last_checkpoint(selection), opens_scores=True)
    assert proof_verifier.check_bundle(files)["plan"] == selection.plan
