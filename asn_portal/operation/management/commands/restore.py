"""`manage.py restore FILE`: a backup into an empty database and an empty storage. See docs/operation.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from asn_portal.operation.backup import BackupError, restore_backup, verify_backup


class Command(BaseCommand):
    help = "Restore a backup into an empty database and storage, verified by its checksums."
    # The database is empty: nothing that looks into it can be asked.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check-only", action="store_true", help="verify the file, restore nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["check_only"]:
                manifest = verify_backup(options["file"])
                self.stdout.write(f"{options['file']} is complete and unchanged; made {manifest['created_at']}.")
                return
            summary = restore_backup(options["file"], say=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored and compared: {summary.rows:,} rows in {summary.tables} tables, {summary.files:,} files."
        )
        self.stdout.write(
            "Now run: manage.py migrate (brings an older backup up to this version). Everybody signs in anew."
        )
