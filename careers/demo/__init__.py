"""Careers of the demo, each process at every stage."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from careers.demo.batch import add_batches
from careers.demo.mentoring import add_mentorships


def load(world: DemoWorld) -> None:
    add_mentorships(world)
    add_batches(world)
