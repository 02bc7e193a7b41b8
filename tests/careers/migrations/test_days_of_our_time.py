"""Rows that an earlier version accepted don't stop the upgrade."""

import datetime
from importlib import import_module

import pytest
from django.db import connection

from careers.enums import BatchKind
from careers.models import CareerBatch, Selection, SelectionStage
from tests.factories.batches import BatchFactory
from tests.factories.employees import UnitFactory
from tests.factories.selections import SelectionStageFactory

pytestmark = pytest.mark.django_db
NAMES = {"careerbatch_day_of_our_time", "selection_days_of_our_time", "selectionstage_days_of_our_time"}
FIRST, LAST = datetime.date(1, 1, 1), datetime.date(9999, 12, 31)


def constraints():
    return [
        (model, constraint)
        for model in (CareerBatch, Selection, SelectionStage)
        for constraint in model._meta.constraints
        if constraint.name in NAMES
    ]


def test_days_outside_of_our_time_are_brought_in():
    unit = UnitFactory()
    batch = BatchFactory(unit=unit, kind=BatchKind.RANK_PROMOTION, effective_date=datetime.date(2026, 12, 1))
    late = BatchFactory(unit=unit, kind=BatchKind.SALARY_STEP)
    stage, kept = SelectionStageFactory(), SelectionStageFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        for model, constraint in constraints():
            editor.remove_constraint(model, constraint)
    CareerBatch.objects.filter(pk=batch.pk).update(effective_date=FIRST)
    CareerBatch.objects.filter(pk=late.pk).update(effective_date=LAST)
    Selection.objects.filter(pk=stage.selection_id).update(opens_on=FIRST, closes_on=datetime.date(9998, 12, 31))
    SelectionStage.objects.filter(pk=stage.pk).update(starts_on=LAST, ends_on=LAST)

    with connection.cursor() as cursor:
        cursor.execute(import_module("careers.migrations.0014_talent_objections_own_lines").BRING_IN)
    with connection.schema_editor() as editor:
        for model, constraint in constraints():
            editor.add_constraint(model, constraint)

    days = list(CareerBatch.objects.order_by("pk").values_list("effective_date", flat=True))
    assert days == [datetime.date(1945, 9, 1), datetime.date(2099, 12, 1)]
    stage.refresh_from_db()
    assert (stage.selection.opens_on, stage.selection.closes_on, stage.starts_on, stage.ends_on) == (
        datetime.date(1945, 8, 17),
        *[datetime.date(2099, 12, 31)] * 3,
    )
    was = (kept.starts_on, kept.ends_on, kept.selection.closes_on)
    kept.refresh_from_db()
    assert (kept.starts_on, kept.ends_on, kept.selection.closes_on) == was
