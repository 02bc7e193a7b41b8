import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from asn_portal.notifications import services
from asn_portal.notifications.enums import Delivery
from asn_portal.notifications.models import MailPreference, Notification, OutboxMail
from asn_portal.notifications.services import notify
from tests.factories.employees import UserFactory

pytestmark = pytest.mark.django_db


def test_inbox_line_and_mail_in_the_recipients_language():
    ani, john = UserFactory(language="id"), UserFactory(language="en")

    notify([ani, john], kind="test.kind", title=lambda: f"In {get_language()}", url="/x/")

    assert list(Notification.objects.order_by("user").values_list("user", "title", "url")) == [
        (ani.pk, "In id", "/x/"),
        (john.pk, "In en", "/x/"),
    ]
    mails = {mail.to: mail for mail in OutboxMail.objects.all()}
    assert mails[ani.email].subject == "In id"
    assert mails[john.email].subject == "In en"
    assert "http://127.0.0.1:8000/x/" in mails[john.email].text
    assert 'href="http://127.0.0.1:8000/x/"' in mails[john.email].html


def test_event_that_is_rolled_back_tells_nobody():
    with transaction.atomic():
        notify(UserFactory(), kind="test.kind", title="x")
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("preference", "email", "mails", "in_digest"),
    [
        (None, True, 1, False),
        (None, False, 0, False),
        (Delivery.NEVER, True, 0, False),
        (Delivery.DAILY, True, 0, True),
        (Delivery.NOW, False, 1, False),
    ],
)
def test_mail_follows_the_persons_choice(preference, email, mails, in_digest):
    user = UserFactory()
    if preference:
        MailPreference.objects.create(user=user, kind="test.kind", delivery=preference)
    MailPreference.objects.create(user=user, kind="test.other", delivery=Delivery.NEVER)

    notify(user, kind="test.kind", title="x", email=email)

    assert OutboxMail.objects.count() == mails
    assert Notification.objects.get().in_digest is in_digest


def test_people_without_address_or_account_in_use():
    notify([UserFactory(email=None), UserFactory(is_active=False)], kind="test.kind", title="x")

    assert Notification.objects.count() == 1
    assert not OutboxMail.objects.exists()


def test_same_dedupe_key_tells_once():
    ani, budi = UserFactory(), UserFactory()

    notify(ani, kind="test.kind", title="x", dedupe_key="report-2026-11")
    notify([ani, budi], kind="test.kind", title="x", dedupe_key="report-2026-11")

    assert sorted(Notification.objects.values_list("user", flat=True)) == sorted([ani.pk, budi.pk])
    assert OutboxMail.objects.count() == 2


def test_subject_is_one_line():
    notify(UserFactory(), kind="test.kind", title="Hello\nBcc: everyone@example.org")

    assert OutboxMail.objects.get().subject == "Hello Bcc: everyone@example.org"


def test_text_is_escaped_in_the_html_mail():
    notify(UserFactory(), kind="test.kind", title="<b>x</b>", body="<script>")

    mail = OutboxMail.objects.get()
    assert "<script>" not in mail.html
    assert "<b>x</b>" in mail.text


class TestDigest:
    def person(self, **fields):
        user = UserFactory(**fields)
        MailPreference.objects.create(user=user, kind="test.kind", delivery=Delivery.DAILY)
        return user

    def age(self, hours):
        Notification.objects.update(created_at=timezone.now() - dt.timedelta(hours=hours))

    def test_one_mail_with_all_lines_and_no_second_one(self):
        user = self.person(language="en")
        notify(user, kind="test.kind", title="First", url="/1/")
        notify(user, kind="test.kind", title="Second")
        self.age(30)

        written = services.write_digests(), services.write_digests()

        assert written == (1, 0)
        mail = OutboxMail.objects.get()
        assert mail.to == user.email
        assert "First" in mail.text
        assert "http://127.0.0.1:8000/1/" in mail.text
        assert "Second" in mail.html

    def test_lines_of_today_wait_until_tomorrow(self):
        notify(self.person(), kind="test.kind", title="New")

        assert services.write_digests() == 0
        assert Notification.objects.get().in_digest

    @pytest.mark.parametrize(
        ("now", "cutoff"),
        [("2026-11-21T05:59+07:00", "2026-11-20T06:00+07:00"), ("2026-11-21T06:00+07:00", "2026-11-21T06:00+07:00")],
    )
    def test_cutoff_is_six_in_the_morning(self, now, cutoff):
        found = services.digest_cutoff(dt.datetime.fromisoformat(now))

        assert found == dt.datetime.fromisoformat(cutoff)
