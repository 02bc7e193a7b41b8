"""Proves that kept competency levels agree with ratings, standards and rules; repairs them on request."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from training.services.current_level import disagreeing_rows, recount_everybody


class Command(BaseCommand):
    help = (
        "List competency levels that differ from what they follow from. Exit status 1 if there are any. "
        "With --repair they and the sums of units are made again."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--repair", action="store_true", help="Make wrong rows again.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = disagreeing_rows()
        for employee_id, competency_id in found:
            self.stdout.write(f"employee {employee_id} competency {competency_id}")
        if options["repair"]:
            repaired = sum(recount_everybody().values())
            self.stdout.write(f"{repaired} rows made again.")
            return
        if found:
            self.stderr.write(f"{len(found)} levels disagree.")
            sys.exit(1)
        self.stdout.write("Every level agrees with ratings, standards and rules.")
