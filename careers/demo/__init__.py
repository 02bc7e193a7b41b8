"""Careers of the demo, each process at every stage."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from careers.demo.exam import add_exams
from careers.demo.mentoring import add_mentorships


def load(world: DemoWorld) -> None:
    add_mentorships(world)
    add_exams(world)
