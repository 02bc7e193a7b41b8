"""Telling people: inbox at once, mail through the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.notifications.enums import Delivery
from asn_portal.notifications.models import MailPreference, Notification, OutboxMail
from asn_portal.notifications.registry import label_of

# The daily mail is ready before the offices open.
DIGEST_HOUR = 6
Text = Any | Callable[[], Any]


@transaction.atomic
def notify(
    users: User | Iterable[User],
    *,
    kind: str,
    title: Text,
    body: Text = "",
    url: str = "",
    email: bool = True,
    dedupe_key: str | None = None,
    documents: Iterable[Any] = (),
) -> list[Notification]:
    """Write to the users' inboxes and, unless they chose otherwise, queue a mail to each.

    Rows and mails belong to the caller's transaction: they exist if and only if the event does. `title` and `body` may
    be lazy or functions; they are evaluated in each recipient's language. With `dedupe_key` a user is told once,
    however often and from however many workers this is called. `documents` (documents.Document) are attached to the
    mail. Returns the new notifications.
    """
    recipients = {user.pk: user for user in ([users] if isinstance(users, User) else users) if user.is_active}
    if dedupe_key is not None:
        told = Notification.objects.filter(user__in=recipients, dedupe_key=dedupe_key)
        for user_id in told.values_list("user_id", flat=True):
            del recipients[user_id]
    chosen = dict(MailPreference.objects.filter(user__in=recipients, kind=kind).values_list("user_id", "delivery"))
    attached = [str(document.pk) for document in documents]
    notifications, mails = [], []
    for user in recipients.values():
        delivery = chosen.get(user.pk, Delivery.NOW if email else Delivery.NEVER) if user.email else Delivery.NEVER
        with translation.override(user.language):
            notification = Notification(
                user=user,
                kind=kind,
                title=_evaluated(title)[:250],
                body=_evaluated(body),
                url=url,
                in_digest=delivery == Delivery.DAILY,
                dedupe_key=dedupe_key,
            )
            notifications.append(notification)
            if delivery == Delivery.NOW:
                key = f"{dedupe_key}:{user.pk}" if dedupe_key is not None else None
                mails.append(_mail_about(notification, documents=attached, dedupe_key=key))
    # A worker that was faster by a moment has told them already.
    Notification.objects.bulk_create(notifications, ignore_conflicts=dedupe_key is not None)
    OutboxMail.objects.bulk_create(mails, ignore_conflicts=True)
    return notifications


def send_mail_to(
    *, to: str, subject: str, template: str, context: dict[str, Any], language: str, dedupe_key: str | None = None
) -> None:
    """Queue a mail to an address without an account (a citizen). `template` has no ending: "email/surveys/received"."""
    with translation.override(language):
        OutboxMail.objects.bulk_create(
            [
                OutboxMail(
                    to=to,
                    subject=_one_line(subject),
                    text=render_to_string(f"{template}.txt", context),
                    html=render_to_string(f"{template}.html", context),
                    dedupe_key=dedupe_key,
                )
            ],
            ignore_conflicts=True,
        )


def mark_read(*, notifications: Any, by: Any) -> int:
    """Mark own, unread ones among `notifications` as read; returns how many."""
    return notifications.visible_to(by).unread().update(read_at=timezone.now())


@transaction.atomic
def choose_delivery(*, by: Any, choices: dict[str, str]) -> None:
    """Keep how the person wants each kind by mail."""
    for kind, delivery in choices.items():
        MailPreference.objects.update_or_create(user=by, kind=kind, defaults={"delivery": Delivery(delivery)})


def write_digests(now: dt.datetime | None = None) -> int:
    """Queue the daily mail of everyone who has something waiting since before the last DIGEST_HOUR; returns how many.

    Safe to call at any time and from several workers: a person's lines are locked, mailed and released together.
    """
    cutoff = digest_cutoff(now or timezone.now())
    waiting = Notification.objects.filter(in_digest=True, created_at__lt=cutoff)
    written = 0
    for user_id in waiting.order_by("user").values_list("user", flat=True).distinct():
        with transaction.atomic():
            lines = list(
                waiting.filter(user=user_id)
                .select_for_update(of=("self",), skip_locked=True)
                .select_related("user")
                .order_by("created_at", "pk")
            )
            if not lines:
                continue
            user = lines[0].user
            Notification.objects.filter(pk__in=[line.pk for line in lines]).update(in_digest=False)
            if user.is_active and user.email:
                with translation.override(user.language):
                    OutboxMail.objects.create(**_digest_mail(user, lines))
                written += 1
    return written


def digest_cutoff(now: dt.datetime) -> dt.datetime:
    """The last DIGEST_HOUR o'clock, in the portal's time zone."""
    local = timezone.localtime(now)
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if local >= today else today - dt.timedelta(days=1)


def _mail_about(notification: Notification, *, documents: list[str], dedupe_key: str | None) -> OutboxMail:
    context = {
        "title": notification.title,
        "recipient_name": notification.user.name,
        "body": notification.body,
        "action_url": absolute(notification.url),
        "reason": _("You receive this mail because of: %(kind)s.") % {"kind": label_of(notification.kind)},
        "preferences_url": absolute(reverse("notifications:preferences")),
    }
    return OutboxMail(
        to=notification.user.email,
        subject=_one_line(notification.title),
        text=render_to_string("email/notification.txt", context),
        html=render_to_string("email/notification.html", context),
        documents=documents,
        dedupe_key=dedupe_key,
    )


def _digest_mail(user: User, lines: list[Notification]) -> dict[str, Any]:
    context = {
        "title": _("Your portal today"),
        "recipient_name": user.name,
        "lines": [{"title": line.title, "body": line.body, "url": absolute(line.url)} for line in lines],
        "action_url": absolute(reverse("notifications:inbox")),
        "action_label": _("Open the inbox"),
        "preferences_url": absolute(reverse("notifications:preferences")),
    }
    return {
        "to": user.email,
        "subject": context["title"],
        "text": render_to_string("email/digest.txt", context),
        "html": render_to_string("email/digest.html", context),
    }


def absolute(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def _evaluated(text: Text) -> str:
    return str(text() if callable(text) else text)


def _one_line(text: Any) -> str:
    """A subject: line breaks in it would be header injection."""
    return " ".join(str(text).split())[:250]
