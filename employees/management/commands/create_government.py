"""`manage.py create_government`: the root of a government's unit tree. Its HR officers build the tree below it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from employees.enums import UnitKind
from employees.models import OrganizationalUnit
from employees.services.unit import create_unit


class Command(BaseCommand):
    help = "Create a local government, e.g. “Kota Medan”."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--time-zone",
            default=OrganizationalUnit.TimeZone.WIB,
            choices=OrganizationalUnit.TimeZone.values,
            help="the zone in which its offices read times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip()
        if OrganizationalUnit.objects.governments().filter(name__iexact=name).exists():
            raise CommandError(f"{name} exists already.")
        unit = create_unit(parent=None, name=name, kind=UnitKind.GOVERNMENT, time_zone=options["time_zone"], by=None)
        self.stdout.write(f"{unit.name} is ready. As operator, grant an HR officer the role on it.")
