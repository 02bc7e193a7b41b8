"""Selections, candidates and results."""

from __future__ import annotations

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from careers.enums import CandidacyState, RequirementKind, SelectionKind, SelectionState, StageKind
from careers.models import (
    Candidacy,
    Selection,
    SelectionRequirement,
    SelectionStage,
    StageObjection,
    StageResult,
)
from careers.models.candidacy import new_salt
from employees.dates import today
from tests.factories.employees import EmployeeFactory, PositionFactory


def days(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


class SelectionFactory(DjangoModelFactory):
    """A draft without stages; `announced` is open for registration, `closed` is past it."""

    class Meta:
        model = Selection
        skip_postgeneration_save = True

    class Params:
        announced = factory.Trait(
            state=SelectionState.ANNOUNCED,
            plan=factory.LazyFunction(lambda: {"format": 1}),
            plan_hash="0" * 64,
            announced_at=factory.LazyFunction(timezone.now),
        )
        closed = factory.Trait(
            announced=True,
            opens_on=factory.LazyFunction(lambda: days(-40)),
            closes_on=factory.LazyFunction(lambda: days(-10)),
        )

    position = factory.SubFactory(PositionFactory)
    unit = factory.SelfAttribute("position.unit")
    title = factory.Sequence(lambda n: f"Seleksi Camat {n}")
    code = factory.Sequence(lambda n: f"SELEKSI-{n}")
    # Without a panel: the office enters the results of every stage but an exam.
    kind = SelectionKind.ADMINISTRATOR
    announcement = "Dibuka seleksi terbuka."
    opens_on = factory.LazyFunction(today)
    closes_on = factory.LazyFunction(lambda: days(30))


class SelectionRequirementFactory(DjangoModelFactory):
    class Meta:
        model = SelectionRequirement

    selection = factory.SubFactory(SelectionFactory)
    order = factory.LazyAttribute(lambda requirement: requirement.selection.requirements.count() + 1)
    kind = RequirementKind.RANK
    value = factory.LazyFunction(lambda: {"rank": "III/c"})
    text = "Pangkat paling rendah III/c"


class SelectionStageFactory(DjangoModelFactory):
    class Meta:
        model = SelectionStage

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))

    selection = factory.SubFactory(SelectionFactory, closed=True)
    order = factory.LazyAttribute(lambda stage: stage.selection.stages.count() + 1)
    kind = StageKind.INTERVIEW
    title = factory.LazyAttribute(lambda stage: str(StageKind(stage.kind).label))
    weight = Decimal(100)
    starts_on = factory.LazyFunction(lambda: days(-5))
    ends_on = factory.LazyFunction(lambda: days(5))


class CandidacyFactory(DjangoModelFactory):
    """Admitted; `state` may say otherwise. The employee works in the unit of the selection."""

    class Meta:
        model = Candidacy

    selection = factory.SubFactory(SelectionFactory, closed=True)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..selection.unit"))
    state = CandidacyState.ADMITTED
    number = factory.LazyAttribute(
        lambda candidacy: (
            None if candidacy.state == CandidacyState.DRAFT else candidacy.selection.candidacies.count() + 1
        )
    )
    submitted_at = factory.LazyAttribute(
        lambda candidacy: None if candidacy.state == CandidacyState.DRAFT else timezone.now()
    )
    person_salt = factory.LazyFunction(new_salt)


class StageResultFactory(DjangoModelFactory):
    """Stage and candidate belong to one selection."""

    class Meta:
        model = StageResult

    stage = factory.SubFactory(SelectionStageFactory)
    candidacy = factory.SubFactory(CandidacyFactory, selection=factory.SelfAttribute("..stage.selection"))
    score = Decimal(80)


class StageObjectionFactory(DjangoModelFactory):
    class Meta:
        model = StageObjection

    stage = factory.SubFactory(SelectionStageFactory, published=True)
    candidacy = factory.SubFactory(CandidacyFactory, selection=factory.SelfAttribute("..stage.selection"))
    text = "Ijazah saya sudah diunggah."
    due_on = factory.LazyFunction(lambda: days(7))
