"""Item banks, blueprints and sittings."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from careers.enums import DutyKind, ItemKind, ItemLevel, ItemState, SittingState
from careers.models import Blueprint, BlueprintLine, Item, ItemBank, Sitting, SittingCandidate, SittingDuty
from careers.services.exam_paper import make_papers
from careers.services.exam_sitting import open_sitting
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory


class ItemBankFactory(DjangoModelFactory):
    class Meta:
        model = ItemBank

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Bank soal {n}")


class ItemFactory(DjangoModelFactory):
    """An approved item with one right answer, the first."""

    class Meta:
        model = Item

    class Params:
        essay = factory.Trait(kind=ItemKind.ESSAY, options=[])
        number = factory.Trait(kind=ItemKind.NUMBER, options=[{"text": "12", "weight": "100", "tolerance": "0.5"}])
        multiple = factory.Trait(
            kind=ItemKind.MULTIPLE,
            options=[
                {"text": "Biaya", "weight": "50"},
                {"text": "Waktu", "weight": "50"},
                {"text": "Saham", "weight": "-50"},
            ],
        )

    bank = factory.SubFactory(ItemBankFactory)
    code = factory.Sequence(lambda n: f"A-{n:04d}")
    subject = "Anggaran"
    level = ItemLevel.EASY
    kind = ItemKind.SINGLE
    text = factory.Sequence(lambda n: f"Pertanyaan nomor {n}?")
    options = factory.LazyFunction(
        lambda: [
            {"text": "APBD", "weight": "100"},
            {"text": "RPJMD", "weight": "0"},
            {"text": "Renstra", "weight": "0"},
            {"text": "KUA", "weight": "0"},
        ]
    )
    state = ItemState.APPROVED
    created_by = factory.SubFactory(UserFactory)


class BlueprintFactory(DjangoModelFactory):
    """Four easy items of one point about budgets."""

    class Meta:
        model = Blueprint
        skip_postgeneration_save = True

    bank = factory.SubFactory(ItemBankFactory)
    title = factory.Sequence(lambda n: f"Kisi-kisi {n}")
    minutes = 60

    @factory.post_generation
    def parts(self, create, extracted, **kwargs):
        for number, (subject, level, kind, count, points) in enumerate(
            extracted or [("Anggaran", "easy", "", 4, 1)], start=1
        ):
            BlueprintLine.objects.create(
                blueprint=self, order=number, subject=subject, level=level, kind=kind, count=count, points=points
            )


class SittingFactory(DjangoModelFactory):
    """Planned, open since a minute ago when it is opened."""

    class Meta:
        model = Sitting

    blueprint = factory.SubFactory(BlueprintFactory)
    unit = factory.LazyAttribute(lambda sitting: sitting.blueprint.bank.unit)
    title = factory.Sequence(lambda n: f"Ujian {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(minutes=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(minutes=30))
    minutes = 60


def make_sitting(unit, *, items=8, parts=None, people=(), state=SittingState.OPEN, extra_items=(), **fields) -> Sitting:
    """A sitting of `people` (employees; without them two new ones) with papers, open unless `state` says otherwise."""
    bank = ItemBankFactory(unit=unit)
    ItemFactory.create_batch(items, bank=bank)
    for each in extra_items:
        ItemFactory(bank=bank, **each)
    sitting = SittingFactory(blueprint=BlueprintFactory(bank=bank, parts=parts), **fields)
    people = list(people) or [EmployeeFactory(unit=unit, user=UserFactory()) for _number in range(2)]
    for number, person in enumerate(people, start=1):
        SittingCandidate.objects.create(sitting=sitting, employee=person, number=number)
    officer = UserFactory()
    if state != SittingState.PLANNED:
        sitting = make_papers(sitting=sitting, by=officer)
    if state == SittingState.OPEN:
        sitting = open_sitting(sitting=sitting, by=officer)
    return sitting


def give(sitting: Sitting, employee, kind: DutyKind) -> SittingDuty:
    return SittingDuty.objects.create(sitting=sitting, employee=employee, kind=kind)
