import datetime as dt
import os
import signal
import smtplib
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from asn_portal.documents.services import ALLOWED_RESULTS, store_document
from asn_portal.notifications import outbox
from asn_portal.notifications.enums import MailState
from asn_portal.notifications.models import OutboxMail
from asn_portal.notifications.services import notify
from tests.factories.employees import UserFactory


def queue(number=1, **fields):
    return [
        OutboxMail.objects.create(
            to=f"to{index}@example.go.id", subject=f"S{index}", text="T", html="<p>T</p>", **fields
        )
        for index in range(number)
    ]


class FaultyBackend(EmailBackend):
    """Raises what the test put into `faults`, one per mail; then works."""

    faults: list = []

    def send_messages(self, messages):
        if self.faults and (fault := self.faults.pop(0)):
            raise fault
        return super().send_messages(messages)


@pytest.fixture
def faults(settings):
    settings.EMAIL_BACKEND = f"{__name__}.FaultyBackend"
    FaultyBackend.faults = []
    return FaultyBackend.faults


@pytest.mark.django_db
class TestDelivery:
    def test_each_mail_is_sent_once(self):
        (first, second) = queue(2)

        sent = outbox.deliver_due(), outbox.deliver_due()

        first.refresh_from_db()
        assert sent == (2, 0)
        assert [message.to for message in mail.outbox] == [[first.to], [second.to]]
        assert (first.state, first.attempts) == (MailState.SENT, 1)
        assert mail.outbox[0].alternatives[0].content == "<p>T</p>"
        assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<outbox-{first.pk}-")

    def test_documents_are_attached(self):
        user = UserFactory()
        document = store_document(
            file=ContentFile(b"nip;name\n1;Ani\n", name="list.csv"), by=user, kind="test.file", allowed=ALLOWED_RESULTS
        )
        notify(user, kind="test.kind", title="x", documents=[document])

        outbox.deliver_due()

        assert mail.outbox[0].attachments[0][0] == "list.csv"

    def test_refused_mail_waits_and_lets_the_others_pass(self, faults):
        bad, good = queue(2)
        faults.append(smtplib.SMTPRecipientsRefused({bad.to: (550, b"unknown")}))

        sent = outbox.deliver_due()

        bad.refresh_from_db()
        assert sent == 1
        assert [message.to for message in mail.outbox] == [[good.to]]
        assert (bad.state, bad.attempts) == (MailState.QUEUED, 1)
        assert "unknown" in bad.last_error
        assert bad.next_attempt_at > timezone.now()
        assert outbox.deliver_due() == 0

    def test_mail_that_is_always_refused_is_given_up(self, faults):
        (bad,) = queue()
        for _ in range(outbox.MAX_ATTEMPTS + 3):
            faults[:] = [smtplib.SMTPDataError(554, b"no")]
            OutboxMail.objects.update(next_attempt_at=timezone.now())
            outbox.deliver_due()

        bad.refresh_from_db()
        assert (bad.state, bad.attempts) == (MailState.FAILED, outbox.MAX_ATTEMPTS)
        assert outbox.backlog() == outbox.Backlog(waiting=0, oldest=None, failed=1)
        assert outbox.retry_failed() == 1
        faults.clear()
        assert outbox.deliver_due() == 1

    @pytest.mark.parametrize("fault", [ConnectionRefusedError(), smtplib.SMTPServerDisconnected(), TimeoutError()])
    def test_server_that_is_away_costs_no_attempt(self, faults, fault):
        first, _second = queue(2)
        faults.append(fault)

        assert outbox.deliver_due() == 0

        first.refresh_from_db()
        assert (first.state, first.attempts) == (MailState.QUEUED, 0)
        assert outbox.backlog().waiting == 2

    def test_silent_worker_loses_its_mail_to_another(self):
        (mine,) = queue()
        outbox.claim()
        assert outbox.deliver_due() == 0
        OutboxMail.objects.update(claimed_at=timezone.now() - outbox.SILENCE - dt.timedelta(seconds=1))

        assert outbox.deliver_due() == 1
        mine.refresh_from_db()
        assert (mine.state, mine.attempts) == (MailState.SENT, 2)

    def test_worker_that_lost_its_claim_changes_nothing(self):
        queue()
        lost = outbox.claim()
        OutboxMail.objects.update(claimed_at=timezone.now() - outbox.SILENCE - dt.timedelta(seconds=1))
        outbox.claim()

        outbox.refused(lost, ValueError("late"))

        assert outbox.delivered(lost) == 0
        assert OutboxMail.objects.get().state == MailState.SENDING

    def test_old_sent_mail_is_forgotten(self):
        queue()
        outbox.deliver_due()
        OutboxMail.objects.update(sent_at=timezone.now() - outbox.KEPT - dt.timedelta(days=1))
        queue()

        assert outbox.forget_old() == 1
        assert OutboxMail.objects.get().state == MailState.QUEUED


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once():
    queue(60)
    both = threading.Barrier(2, timeout=20)
    counts = []

    def work():
        both.wait()
        counts.append(outbox.deliver_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 60
    assert sorted(message.to[0] for message in mail.outbox) == sorted(f"to{index}@example.go.id" for index in range(60))


SLOW_WORKER = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "asn_portal.settings"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from asn_portal.notifications import outbox
def stuck(mail, connection):
    print("claimed", flush=True)
    time.sleep(60)
outbox.message = stuck
outbox.deliver_due()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_worker_loses_no_mail():
    (kept,) = queue()
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SLOW_WORKER, connection.settings_dict["NAME"]],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEMO": "1"},
        stdout=subprocess.PIPE,
    )
    with worker:
        assert worker.stdout.readline() == b"claimed\n"
        kept.refresh_from_db()
        assert kept.state == MailState.SENDING
        assert outbox.deliver_due() == 0
        worker.send_signal(signal.SIGKILL)
    time.sleep(0.1)
    OutboxMail.objects.update(claimed_at=timezone.now() - outbox.SILENCE - dt.timedelta(seconds=1))

    assert outbox.deliver_due() == 1
    assert [message.to for message in mail.outbox] == [["to0@example.go.id"]]
