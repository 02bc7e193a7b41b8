"""`manage.py create_operator`: the first account of a new portal; its holder makes accounts and hands out roles."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.errors import DomainError
from employees.dates import today
from employees.services.role import grant_role


class Command(BaseCommand):
    help = "Create an account that holds the operator's role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="a handle to sign in with, e.g. operator")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--password", help="asked for when missing, so that it stays out of the shell's history")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            password = options["password"] or getpass.getpass("Password: ")
        except EOFError as error:
            raise CommandError("There is no terminal to ask for the password: give it with --password.") from error
        user = User(username=options["username"].lower(), email=options["email"].lower(), name=options["name"])
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
            user.save()
            grant_role(
                user=user, role=Role.OPERATOR, unit=None, start=today(), until=None, reason="First operator", by=None
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.username} is an operator. Sign in and set up a second factor at /account/.")
