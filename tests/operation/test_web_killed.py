"""What was acknowledged is stored, once, also when the web server is killed in the middle."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from surveys.enums import SurveyElement
from surveys.models import SurveyResponse
from tests.factories.employees import UnitFactory
from tests.factories.surveys import SurveyFactory

PROJECT = Path(__file__).resolve().parents[2]
ANSWERS, SENDERS = 300, 16
PATIENCE = 20


class Portal:
    """gunicorn with two workers on the test database."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        where = connection.settings_dict
        address = f"{where['HOST']}:{where['PORT']}" if where["PORT"] else where["HOST"]
        user = f"{where['USER']}:{where['PASSWORD']}" if where["PASSWORD"] else where["USER"]
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgres://{user}@{address}/{where['NAME']}",
            "REDIS_URL": settings.CACHES["default"]["LOCATION"],
            "DJANGO_SETTINGS_MODULE": "asn_portal.settings",
            "DEMO": "1",
            "DEBUG": "1",
            "SURVEY_MINIMUM_SECONDS": "0",
            "SURVEY_ATTACK_ANSWERS": "100000",
            "TRUSTED_PROXY_COUNT": "1",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            "LOG_LEVEL": "ERROR",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "asn_portal.wsgi:application"],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def workers(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)

    def kill(self) -> None:
        """The master and its workers, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)

    def wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("gunicorn does not start")


@pytest.fixture
def portal():
    portal = Portal()
    yield portal
    portal.kill()


@pytest.mark.django_db(transaction=True)
def test_acknowledged_answers_are_stored_once_whatever_is_killed(portal):
    survey = SurveyFactory(unit=UnitFactory(slug="tahan-banting", service=True), opened=True)
    keys = [str(uuid.uuid4()) for _each in range(ANSWERS)]
    waiting, acknowledged, lost = list(keys), [], []
    lock, deadline = threading.Lock(), time.monotonic() + 3 * PATIENCE

    def send(number: int) -> None:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            # Each sender has an address of its own: the limit per address is tested elsewhere.
            "X-Forwarded-For": f"10.0.0.{number}",
        }
        line = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=5)
        while time.monotonic() < deadline:
            with lock:
                if not waiting:
                    break
                key = waiting.pop()
            body = urlencode({**{str(element): "3" for element in SurveyElement}, "key": key})
            while time.monotonic() < deadline:
                try:
                    line.request("POST", "/p/tahan-banting/survey/", body, headers)
                    response = line.getresponse()
                    response.read()
                except (OSError, http.client.HTTPException):
                    # Nobody knows whether it was stored: the same form is sent again.
                    with lock:
                        lost.append(key)
                    line.close()
                    time.sleep(0.05)
                    continue
                if response.status == 429:
                    headers["X-Forwarded-For"] = f"10.0.{len(acknowledged) % 250}.{number}"
                    continue
                assert response.status == 303, response.status
                with lock:
                    acknowledged.append(key)
                break
        line.close()

    def done() -> int:
        with lock:
            return len(acknowledged)

    def wait_for(count: int) -> None:
        while done() < count and time.monotonic() < deadline:
            time.sleep(0.01)

    portal.start()
    portal.wait(PATIENCE)
    threads = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
    for thread in threads:
        thread.start()
    wait_for(60)
    portal.kill_worker()
    wait_for(150)
    portal.kill()
    portal.start()
    for thread in threads:
        thread.join(3 * PATIENCE)

    assert sorted(acknowledged) == sorted(keys)
    assert lost != []
    assert survey.responses.count() == SurveyResponse.objects.count() == len(set(acknowledged))
