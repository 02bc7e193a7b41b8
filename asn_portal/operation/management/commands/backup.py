"""`manage.py backup FILE`: database and files in one archive. See docs/operation.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from asn_portal.operation.backup import BackupError, write_backup


class Command(BaseCommand):
    help = "Write the database and all private files to one archive. It holds no keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            summary = write_backup(options["file"], say=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{options['file']}: {summary.rows:,} rows in {summary.tables} tables, {summary.files:,} files, "
            f"{summary.size / 1e6:,.1f} MB."
        )
        for path in summary.missing:
            self.stderr.write(f"Missing in the storage although a row names it: {path}")
        self.stdout.write(
            "Keep the keys (SECRET_KEY, FIELD_ENCRYPTION_KEYS, FIELD_HASH_KEY) elsewhere: they are not inside."
        )
