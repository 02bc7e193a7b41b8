"""Demo data of the app, by noun."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from training.demo import allocation, competency, outcome, partner, session, sharing, study


def load(world: DemoWorld) -> None:
    session.load(world)
    partner.load(world)
    allocation.load(world)
    competency.load(world)
    outcome.load(world)
    study.load(world)
    sharing.load(world)
