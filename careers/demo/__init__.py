"""Careers of the demo, each process at every stage."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from careers.demo.batch import add_batches
from careers.demo.exam import add_exams
from careers.demo.mentoring import add_mentorships
from careers.demo.talent import add_talent
from careers.demo.panel import add_panels
from careers.demo.selection import add_selections


def load(world: DemoWorld) -> None:
    add_mentorships(world)
    world.progress(1, 3)
    add_talent(world)
    add_batches(world)
    add_selections(world)
    add_panels(world)
    add_exams(world)
