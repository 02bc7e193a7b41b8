import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asn_portal import embedded

PROJECT = Path(__file__).resolve().parents[2]

SETTINGS = """
import os
from pathlib import Path
from urllib.parse import urlsplit
from asn_portal import embedded
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "x"
DEMO = os.environ.get("DEMO") == "1"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "asn_portal.urls"
INSTALLED_APPS = ["asn_portal.small", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.staticfiles"]
where = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": where.path[1:], "USER": where.username,
    "PASSWORD": where.password, "HOST": where.hostname, "PORT": where.port}}
CELERY_BROKER_URL = os.environ["REDIS_URL"]
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
USE_TZ = True
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""
CELERY = """
import os
from celery import Celery
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")
app = Celery("asn_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
"""
WSGI = """
import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")
application = get_wsgi_application()
"""
URLS = """
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("healthz", lambda request: HttpResponse("ok")),
               path("people", lambda request: HttpResponse(User.objects.count()))]
"""
LOAD_DEMO = """
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true")
    def handle(self, **options):
        if not User.objects.exists():
            User.objects.create(username="amir")
            print("Demo loaded", flush=True)
"""
DEMO_ACCOUNTS = """
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def handle(self, **options):
        self.stdout.write("Employee: amir / rahasia")
"""


@pytest.fixture
def profile():
    """An unused profile of the embedded servers; its servers and data are gone afterwards."""
    name = f"test-{os.getpid()}-{time.monotonic_ns()}"
    yield name
    embedded.EmbeddedServers(name).remove()


@pytest.fixture
def durable_profile():
    """The same with the settings of `make run`: nothing that was stored may be lost."""
    name = f"run-{os.getpid()}-{time.monotonic_ns()}"
    yield name
    embedded.EmbeddedServers(name).remove()


class SmallPortal:
    """A project of a few lines with the real supervisor: seconds instead of the whole demo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        package = folder / "asn_portal"
        commands = package / "small" / "management" / "commands"
        commands.mkdir(parents=True)
        (folder / "locale").mkdir()
        for name in ("asn_portal/embedded.py", "asn_portal/serve.py", "asn_portal/translations.py", "gunicorn.conf.py"):
            shutil.copy(PROJECT / name, folder / name)
        for file, text in {
            package / "__init__.py": "from asn_portal.celery import app as celery_app\n",
            package / "settings.py": SETTINGS,
            package / "celery.py": CELERY,
            package / "wsgi.py": WSGI,
            package / "urls.py": URLS,
            package / "small" / "__init__.py": "",
            package / "small" / "management" / "__init__.py": "",
            commands / "__init__.py": "",
            commands / "load_demo.py": LOAD_DEMO,
            commands / "demo_accounts.py": DEMO_ACCOUNTS,
        }.items():
            file.write_text(text)

    def start(self, **environment: str) -> "SmallPortal":
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        self.output = self.folder / "output"
        with self.output.open("w") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "asn_portal.serve"],
                cwd=self.folder,
                env={**kept, "PORT": str(self.port), **environment},
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def said(self) -> str:
        return self.output.read_text()

    def wait_for(self, text: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def clean_up(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(40)
        command = [sys.executable, "-m", "asn_portal.embedded", "remove", "--profile", "run"]
        subprocess.run(command, cwd=self.folder, check=True)


@pytest.fixture
def small_portal(tmp_path):
    portal = SmallPortal(tmp_path / "small portal")  # the blank is meant: folders of users have them
    yield portal
    portal.clean_up()
