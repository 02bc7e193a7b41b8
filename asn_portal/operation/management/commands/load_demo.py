"""`manage.py load_demo`: two invented governments with everything at every stage."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from asn_portal.accounts.models import User
from asn_portal.operation.demo import load_all


class Command(BaseCommand):
    help = "Load the demo governments into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are accounts already")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo has known passwords. Set DEMO=1 on a machine that nobody else reaches.")
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("The database already has accounts. Load the demo into an empty database.")
        load_all(show=True)
