"""Real backups of the test database, restored into a second one."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import uuid

import psycopg2
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from asn_portal.documents.models import Document
from asn_portal.documents.services import store_document
from asn_portal.jobs.services import start_job
from asn_portal.operation.backup import BackupError, verify_backup, write_backup
from evaluations.partitions import add_months
from tests.factories.employees import UnitFactory, UserFactory
from tests.factories.evaluations import DailyReportFactory
from tests.frame.jobs import work  # noqa: F401  registers a kind of job

pytestmark = pytest.mark.django_db(transaction=True)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def media(tmp_path, settings):
    """A storage of our own, empty at first."""
    folder = tmp_path / "media"
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return folder


@pytest.fixture
def portal(media):
    """Some rows of several apps, and three files."""
    user = UserFactory(name="Siti O'Neil; \\restrict")
    UnitFactory(parent=UnitFactory(name="Kota Medan"), name="Kelurahan Belawan I")
    start_job("tests.count", by=user, params={"steps": 3})
    # A month with a table of its own, made after the database was, and a day without one.
    month = datetime.date(2031, 5, 1)
    add_months(month, month)
    for day in (month, datetime.date(2032, 7, 1)):
        DailyReportFactory(date=day, approved=True)
    return [
        store_document(
            file=ContentFile(PDF + bytes([number]), name=f"surat {number}.pdf"), by=user, kind="tests.letter"
        )
        for number in range(3)
    ]


@pytest.fixture
def empty_database():
    """The URL of a second, empty database on the same server."""
    name = f"restore_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    given = connection.settings_dict
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    yield f"postgres://{given['USER']}{password}@{given['HOST']}:{given['PORT']}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def restore(file, database_url, media, *arguments):
    """`manage.py restore` in a process of its own, on another database and storage."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": settings.REDIS_URL,
        "MEDIA_ROOT": str(media),
        "DEMO": "1",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(file), *arguments],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


def contents(database_url):
    """Rows and a hash of every table's content, sessions left out."""
    with psycopg2.connect(database_url) as database, database.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = {}
        for (table,) in cursor.fetchall():
            if table != "django_session":
                cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t")
                found[table] = cursor.fetchone()
    database.close()
    return found


def files(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def own_url():
    given = connection.settings_dict
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    return f"postgres://{given['USER']}{password}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def test_restored_portal_is_the_same(portal, media, empty_database, tmp_path):
    call_command("backup", str(tmp_path / "portal.tar"), stdout=io.StringIO())

    ran = restore(tmp_path / "portal.tar", empty_database, tmp_path / "second")

    assert ran.returncode == 0, ran.stderr
    assert contents(empty_database) == contents(own_url())
    assert files(tmp_path / "second") == files(media)
    assert len(files(media)) == 3
    assert {document.sha256 for document in Document.objects.all()} == set(files(tmp_path / "second").values())


def test_restored_sequences_and_triggers_work(portal, media, empty_database, tmp_path):
    write_backup(tmp_path / "portal.tar")
    restore(tmp_path / "portal.tar", empty_database, tmp_path / "second")

    with psycopg2.connect(empty_database) as database, database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_userevent")
        before = cursor.fetchone()[0]
        cursor.execute("UPDATE accounts_user SET name = 'Budi' RETURNING id")
        cursor.execute("SELECT count(*) FROM accounts_userevent")
        after = cursor.fetchone()[0]
    database.close()

    assert after == before + 1


def test_backup_holds_no_keys_and_no_sessions(portal, media, client_of, tmp_path):
    client_of(UserFactory())
    write_backup(tmp_path / "portal.tar")

    manifest = verify_backup(tmp_path / "portal.tar")
    content = (tmp_path / "portal.tar").read_bytes()

    assert manifest["tables"]["django_session"] == 0
    for key in (settings.SECRET_KEY, settings.FIELD_HASH_KEY, *settings.FIELD_ENCRYPTION_KEYS):
        assert key.encode() not in content
    assert (tmp_path / "portal.tar").stat().st_mode & 0o077 == 0


def test_restore_refuses_a_database_with_tables(portal, media, tmp_path):
    write_backup(tmp_path / "portal.tar")

    ran = restore(tmp_path / "portal.tar", own_url(), tmp_path / "second")

    assert ran.returncode == 1
    assert "already holds" in ran.stderr
    assert not (tmp_path / "second").exists()


def test_restore_refuses_a_storage_with_files(portal, media, empty_database, tmp_path):
    write_backup(tmp_path / "portal.tar")
    (tmp_path / "second" / "old").mkdir(parents=True)
    (tmp_path / "second" / "old" / "file").write_text("keep me")

    ran = restore(tmp_path / "portal.tar", empty_database, tmp_path / "second")

    assert "The file storage is not empty (it holds old/file)." in ran.stderr
    assert contents(empty_database) == {}
    assert (tmp_path / "second" / "old" / "file").read_text() == "keep me"


def flip_byte(file, member):
    """Damage the middle of one member."""
    with tarfile.open(file) as archive:
        entry = archive.getmember(member)
    with file.open("r+b") as stream:
        stream.seek(entry.offset_data + entry.size // 2)
        byte = stream.read(1)
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte[0] ^ 1]))


@pytest.mark.parametrize("which", ["database.dump", "manifest.json", "file"])
def test_restore_refuses_a_changed_backup_before_writing(portal, media, empty_database, tmp_path, which):
    write_backup(tmp_path / "portal.tar")
    flip_byte(tmp_path / "portal.tar", f"files/{portal[0].file.name}" if which == "file" else which)

    ran = restore(tmp_path / "portal.tar", empty_database, tmp_path / "second")

    assert ran.returncode == 1
    assert "is damaged" in ran.stderr
    assert contents(empty_database) == {}
    assert files(tmp_path / "second") == {}


def test_restore_refuses_a_cut_backup(portal, media, tmp_path):
    write_backup(tmp_path / "portal.tar")
    content = (tmp_path / "portal.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(content[: len(content) // 2])

    with pytest.raises(BackupError, match=r"damaged|incomplete"):
        verify_backup(tmp_path / "cut.tar")


def test_restore_refuses_members_that_lead_outside(tmp_path):
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("files/../../evil"), io.BytesIO())

    with pytest.raises(BackupError, match="no backup of the portal"):
        verify_backup(tmp_path / "evil.tar")


def test_restore_refuses_a_backup_of_a_newer_version(portal, media, empty_database, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_future', now())")
    try:
        write_backup(tmp_path / "portal.tar")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_future'")

    ran = restore(tmp_path / "portal.tar", empty_database, tmp_path / "second")

    assert "this one does not know jobs.9999_future" in ran.stderr
    assert contents(empty_database) == {}


def test_failed_database_restore_leaves_nothing(portal, media, empty_database, tmp_path):
    write_backup(tmp_path / "portal.tar")
    lie(tmp_path / "portal.tar", tmp_path / "lie.tar")

    ran = restore(tmp_path / "lie.tar", empty_database, tmp_path / "second")

    assert "psql failed" in ran.stderr
    assert contents(empty_database) == {}
    assert files(tmp_path / "second") == {}


def lie(source, target):
    """The same backup whose manifest promises one user more, with right checksums."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for entry in old:
            content = old.extractfile(entry).read()
            if entry.name == "manifest.json":
                manifest = json.loads(content)
                manifest["tables"]["accounts_user"] += 1
                content = changed = json.dumps(manifest).encode()
            if entry.name == "manifest.sha256":
                content = f"{hashlib.sha256(changed).hexdigest()}  manifest.json\n".encode()
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))


def test_backup_names_files_that_are_gone(portal, media, tmp_path):
    default_storage.delete(portal[1].file.name)
    errors = io.StringIO()

    call_command("backup", str(tmp_path / "portal.tar"), stdout=io.StringIO(), stderr=errors)

    assert f"Missing in the storage although a row names it: {portal[1].file.name}" in errors.getvalue()


def test_backup_never_overwrites(portal, media, tmp_path):
    (tmp_path / "portal.tar").write_text("the last good one")

    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "portal.tar"), stdout=io.StringIO())

    assert (tmp_path / "portal.tar").read_text() == "the last good one"
