"""Proves that everybody agrees with their histories, that nobody works in a closed unit, that no unit has two heads."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from employees.services.history import disagreeing_employees, double_heads, misplaced_employees


class Command(BaseCommand):
    help = (
        "List employees whose rank, position or unit differs from their histories, and those in service who are placed "
        "in a closed unit, and entries that give a unit two heads at a time. Exit status 1 if there are any."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = disagreeing_employees()
        for employee in found:
            self.stdout.write(
                f"{employee.pk} {employee.nip} {employee.rank or '-'} position {employee.position_id or '-'}"
            )
        misplaced = misplaced_employees()
        for employee in misplaced:
            self.stdout.write(
                f"{employee.pk} {employee.nip} placed in {employee.unit.name}, closed on {employee.unit.closed_on}"
            )
        heads = double_heads()
        for row in heads:
            self.stdout.write(f"{row.employee_id} {row.employee.nip} heads {row.position.unit.name} beside another")
        if found:
            self.stderr.write(f"{len(found)} employees disagree with their histories.")
        if misplaced:
            self.stderr.write(f"{len(misplaced)} employees are placed in a closed unit.")
        if heads:
            self.stderr.write(f"{len(heads)} entries give a unit two heads at a time.")
        if found or misplaced or heads:
            sys.exit(1)
        self.stdout.write("Every employee agrees with their histories.")
