"""`manage.py demo_accounts`: whom to sign in as."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from asn_portal.accounts.models import User
from asn_portal.operation.demo import PASSWORD


class Command(BaseCommand):
    help = "Print one demo account per role and government."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = User.objects.filter(email__endswith=".demo").order_by("email").values_list("email", "name")
        for email, name in accounts:
            self.stdout.write(f"  {email:<34} {name}")
        if accounts:
            self.stdout.write(f"  Password of all: {PASSWORD}")
