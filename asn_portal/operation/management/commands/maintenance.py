"""`manage.py maintenance on --minutes 30 --message "…"` and `manage.py maintenance off`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from asn_portal.operation import maintenance


class Command(BaseCommand):
    help = "Switch the maintenance page on or off for all web processes."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("state", choices=["on", "off", "status"])
        parser.add_argument("--minutes", type=int, default=30, help="expected length, told to visitors and robots")
        parser.add_argument("--message", default="", help="one sentence for visitors")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["state"] == "on":
            maintenance.switch_on(minutes=options["minutes"], message=options["message"])
            self.stdout.write("Maintenance is on: visitors see the maintenance page within 2 seconds.")
        elif options["state"] == "off":
            maintenance.switch_off()
            self.stdout.write("Maintenance is off.")
        else:
            self.stdout.write("on" if maintenance.current() else "off")
