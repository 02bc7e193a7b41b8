"""The heat-map of so many units and competencies, each cell with figures, as a training office opens it.

python -m bench.gap_map UNITS COMPETENCIES   prints {"cells": …, "page_ms": …, "queries": …, "page_kb": …} as JSON

Works on the database of DATABASE_URL, in one transaction that is rolled back.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time

import django

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from asn_portal.access.roles import Role
from tests.factories.employees import UnitFactory, make_officer
from training.models import Competency, UnitGap

LOOKS = 21
ADDRESS = "/training/gaps/"


def measure(unit_count: int, competency_count: int) -> dict[str, float]:
    government = UnitFactory(name="Kota Ukur", slug="kota-ukur")
    units = [government, *(UnitFactory(parent=government, name=f"Unit {n}") for n in range(unit_count - 1))]
    national = Competency.objects.filter(government=None, is_active=True).count()
    Competency.objects.bulk_create(
        Competency(government=government, code=f"u{n}", name=f"Kompetensi {n}", definition="-")
        for n in range(competency_count - national)
    )
    competencies = list(
        Competency.objects.filter(government__in=[government]) | Competency.objects.filter(government=None)
    )
    rng = random.Random(unit_count)

    def row(unit: object, competency: Competency) -> UnitGap:
        people = rng.randint(1, 40)
        rated = rng.randint(0, people)
        below = rng.randint(0, rated)
        return UnitGap(
            unit=unit, competency=competency, people=people, rated=rated, below=below, missing=below * rng.randint(1, 2)
        )

    cells = UnitGap.objects.bulk_create((row(unit, each) for unit in units for each in competencies), batch_size=2000)
    client = Client()
    client.force_login(make_officer(Role.TRAINING_COORDINATOR, government))
    times = []
    for _look in range(LOOKS):
        began = time.perf_counter()
        response = client.get(ADDRESS)
        times.append(time.perf_counter() - began)
        if response.status_code != 200 or response.text.count('<th scope="row">') < unit_count:
            raise SystemExit(f"{ADDRESS} does not show {unit_count} units")
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS)
    return {
        "cells": len(cells),
        "page_ms": round(statistics.median(times) * 1000, 1),
        "queries": len(captured),
        "page_kb": round(len(response.content) / 1024),
    }


def main(units: int, competencies: int) -> None:
    with transaction.atomic():
        result = measure(units, competencies)
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
