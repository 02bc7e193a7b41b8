"""Careers of the demo, each process at every stage."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from careers.demo.batch import add_batches
from careers.demo.exam import add_exams
from careers.demo.mentoring import add_mentorships
from careers.demo.panel import add_panels
from careers.demo.selection import add_selections
from careers.demo.talent import add_talent

PARTS = (add_mentorships, add_talent, add_batches, add_selections, add_panels, add_exams)


def load(world: DemoWorld) -> None:
    for number, part in enumerate(PARTS, start=1):
        part(world)
        world.progress(number, len(PARTS))
