"""Panels, rubrics and scores."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from careers.enums import PANEL_ALWAYS, PanelState, StageKind
from careers.models import ConflictDeclaration, PanelMember, Rubric, RubricCriterion, SelectionPanel
from careers.services.panel_score import open_scoring
from tests.factories.employees import UserFactory
from tests.factories.selections import CandidacyFactory, SelectionStageFactory

ANCHORS = ["Tidak tampak", "Kurang", "Cukup", "Baik", "Sangat baik"]


class SelectionPanelFactory(DjangoModelFactory):
    """Appointed; needs a selection."""

    class Meta:
        model = SelectionPanel

    state = PanelState.APPOINTED
    decree_number = "800/12/2026"
    decree_date = datetime.date(2026, 11, 2)
    appointed_at = factory.LazyFunction(timezone.now)


class PanelMemberFactory(DjangoModelFactory):
    """From outside."""

    class Meta:
        model = PanelMember

    user = factory.SubFactory(UserFactory)
    number = factory.LazyAttribute(lambda member: member.selection.panel_members.count() + 1)
    institution = "Universitas Sumatera Utara"
    is_internal = False


class RubricFactory(DjangoModelFactory):
    """Two criteria, 60 and 40 %."""

    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    stage = factory.SubFactory(SelectionStageFactory, kind=StageKind.INTERVIEW)

    @factory.post_generation
    def criteria(rubric, create, extracted, **kwargs):  # noqa: N805  factory_boy passes the object
        for order, (title, weight) in enumerate((("Visi", 60), ("Kepemimpinan", 40)), start=1):
            RubricCriterion.objects.create(rubric=rubric, order=order, title=title, weight=weight, anchors=ANCHORS)


def write_rubrics(selection):
    """For every paper and interview, so that the selection can be announced."""
    for stage in selection.stages.filter(kind__in=PANEL_ALWAYS):
        RubricFactory(stage=stage)


def make_panel(selection, *, size=5, declared=True):
    """An appointed panel, its first member in the chair; they declared that there is no conflict, if `declared`."""
    SelectionPanelFactory(selection=selection, deviation_reason="" if size % 2 and 5 <= size <= 9 else "Panitia kecil")
    members = [PanelMemberFactory(selection=selection, is_chair=number == 0) for number in range(size)]
    if declared:
        for member in members:
            declare_none(member)
    return members


def declare_none(member):
    for candidacy in member.selection.candidacies.taking_part():
        ConflictDeclaration.objects.get_or_create(member=member, candidacy=candidacy)


def make_scoring(*, candidates=2, size=3, opened=True, **stage):
    """(rubric, members, candidacies) of a running selection."""
    rubric = RubricFactory(stage=SelectionStageFactory(**{"kind": StageKind.INTERVIEW, **stage}))
    candidacies = [CandidacyFactory(selection=rubric.stage.selection) for _number in range(candidates)]
    members = make_panel(rubric.stage.selection, size=size)
    if opened:
        rubric = open_scoring(rubric=rubric, by=members[0].user)
    return rubric, members, candidacies
