"""Proves that the current values of every employee agree with their histories."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from employees.services.history import disagreeing_employees


class Command(BaseCommand):
    help = "List employees whose rank, position or unit differs from their histories. Exit status 1 if there are any."

    def handle(self, *args: Any, **options: Any) -> None:
        found = disagreeing_employees()
        for employee in found:
            self.stdout.write(
                f"{employee.pk} {employee.nip} {employee.rank or '-'} position {employee.position_id or '-'}"
            )
        if found:
            self.stderr.write(f"{len(found)} employees disagree with their histories.")
            sys.exit(1)
        self.stdout.write("Every employee agrees with their histories.")
