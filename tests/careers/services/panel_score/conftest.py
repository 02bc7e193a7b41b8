"""What the tests of this folder share."""

from decimal import Decimal

from careers.services.panel_score import Criterion, give_score, set_rubric
from tests.factories.employees import UserFactory
from tests.factories.panels import ANCHORS


def give(rubric, member, candidacy, first=4, second=3, **fields):
    return give_score(
        rubric=rubric,
        member=member,
        candidacy=candidacy,
        levels={1: first, 2: second},
        note="",
        by=member.user,
        **fields,
    )


def give_all(rubric, members, candidacies, level=4):
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy, level, level)


def write(stage, *weights, anchors=ANCHORS):
    criteria = [Criterion(f"Kriteria {weight}", Decimal(weight), anchors) for weight in weights]
    return set_rubric(stage=stage, is_blind=True, instructions="", criteria=criteria, by=UserFactory())
