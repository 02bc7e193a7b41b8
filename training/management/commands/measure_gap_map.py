"""How long the map of gaps takes with many units and competencies; everything made for it is taken back."""

from __future__ import annotations

import statistics
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.test import RequestFactory

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope
from asn_portal.accounts.models import User
from employees.models import OrganizationalUnit
from training.enums import CompetencyKind
from training.models import Competency, UnitGap
from training.views.gap import GapMapView


class _TakeBackError(Exception):
    """Ends the transaction in which everything was made."""


class Command(BaseCommand):
    help = "Measure the server time of the map of gaps with generated units and competencies; nothing stays."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--units", type=int, default=500)
        parser.add_argument("--competencies", type=int, default=30)
        parser.add_argument("--runs", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                self._measure(**{name: options[name] for name in ("units", "competencies", "runs")})
                raise _TakeBackError
        except _TakeBackError:
            pass

    def _measure(self, *, units: int, competencies: int, runs: int) -> None:
        government = self._generate(units, competencies)
        request = RequestFactory().get("/training/gaps/")
        times: list[float] = []
        size = 0
        for _run in range(runs):
            user = User(username="measure", pk=0)
            # Rights without rows: the view asks for nothing else.
            user._scope = Scope(user_id=0, grants={Permission.TRAINING_VIEW: (str(government.path),)})  # type: ignore[attr-defined]
            request.user = user
            begin = time.perf_counter()
            view = GapMapView()
            view.setup(request)
            context = view.get_context_data()
            size = len(str(context["map"].drawn))
            times.append((time.perf_counter() - begin) * 1000)
        self.stdout.write(
            f"{units} units x {competencies} competencies: median {statistics.median(times):.0f} ms, "
            f"most {max(times):.0f} ms, {size // 1024} kB of cells"
        )

    def _generate(self, units: int, competencies: int) -> OrganizationalUnit:
        government = OrganizationalUnit.add_root(name="Measured", kind="GOVERNMENT", slug="measured-government")
        made = [
            government.add_child(name=f"Measured {number}", kind="AGENCY", slug=f"measured-{number}")
            for number in range(units)
        ]
        generic = Competency.objects.filter(government=None).count()
        Competency.objects.bulk_create(
            Competency(
                government=government,
                code=f"measured_{number}",
                kind=CompetencyKind.TECHNICAL,
                name=f"Measured {number}",
                definition="-",
            )
            for number in range(max(0, competencies - generic))
        )
        columns = list(Competency.objects.of_government(government.pk).in_use()[:competencies])
        UnitGap.objects.bulk_create(
            (
                UnitGap(
                    unit=unit,
                    competency=column,
                    people=10 + (row + place) % 40,
                    rated=(row * 7 + place * 3) % 10,
                    below=(row + place) % 5 if (row * 7 + place * 3) % 10 >= 5 else 0,
                    missing=(row + place) % 9 if (row * 7 + place * 3) % 10 >= 5 else 0,
                )
                for row, unit in enumerate(made)
                for place, column in enumerate(columns)
            ),
            batch_size=5000,
        )
        return government
