"""Partner institutions: their agreements, accounts, and the needs that are published to them."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.accounts.models import User
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_EVIDENCE, store_document
from asn_portal.errors import DomainError
from asn_portal.notifications.services import absolute, notify, send_mail_to
from employees.dates import day_fault
from employees.models import OrganizationalUnit, RoleGrant
from training.models import Partner, PartnerAccount, PartnerAgreement, PublishedNeed

AGREEMENT_KIND = "training.agreement"


class PartnerRefused(DomainError):
    """It is not possible now."""


@transaction.atomic
def save_partner(*, partner: Partner, by: Any) -> Partner:
    """Store a new or changed partner. Raises PartnerRefused."""
    _validate(partner)
    partner.save()
    record_event("training.partner_saved", by=by, obj=partner, unit_path=partner.government.path, name=partner.name)
    return partner


@transaction.atomic
def add_agreement(
    *,
    partner: Partner,
    number: str,
    subject: str,
    signed_on: datetime.date,
    first_day: datetime.date,
    last_day: datetime.date,
    remind_days: int,
    file: File[bytes] | None = None,
    by: Any,
) -> PartnerAgreement:
    """Both days count in. Raises PartnerRefused."""
    if fault := next(filter(None, map(day_fault, (signed_on, first_day, last_day))), ""):
        raise PartnerRefused(fault)
    if fault := signed_fault(signed_on):
        raise PartnerRefused(fault)
    if last_day < first_day:
        raise PartnerRefused(_("The agreement ends before it begins. Correct one of the days."))
    agreement = PartnerAgreement(
        partner=partner,
        number=number.strip(),
        subject=subject.strip(),
        signed_on=signed_on,
        period=(first_day, last_day + datetime.timedelta(days=1)),
        remind_days=remind_days,
    )
    _validate(agreement)
    agreement.save()
    agreement.refresh_from_db(fields=["period"])
    if file is not None:
        store_document(
            file=file,
            by=by,
            kind=AGREEMENT_KIND,
            owner=agreement,
            unit_path=partner.government.path,
            allowed=ALLOWED_EVIDENCE,
        )
    record_event(
        "training.agreement_added",
        by=by,
        obj=partner,
        unit_path=partner.government.path,
        number=agreement.number,
        until=last_day.isoformat(),
    )
    return agreement


def signed_fault(day: datetime.date) -> str:
    """Why nobody has signed on this day; "" for every other one."""
    return _("This day is still to come. Enter the day on which it was signed.") if day > timezone.localdate() else ""


@transaction.atomic
def end_agreement(*, agreement: PartnerAgreement, last_day: datetime.date, reason: str, by: Any) -> PartnerAgreement:
    """It ends earlier than signed; from the day after, the partner's accounts reach nothing by it."""
    agreement = (
        PartnerAgreement.objects.select_for_update(of=("self",))
        .select_related("partner__government")
        .get(pk=agreement.pk)
    )
    if not reason.strip():
        raise PartnerRefused(_("Say why the agreement ends early."))
    if not agreement.period.lower <= last_day < agreement.last_day:
        raise PartnerRefused(
            _("Choose a day from %(first)s to the day before %(last)s.")
            % {
                "first": formats.date_format(agreement.period.lower),
                "last": formats.date_format(agreement.last_day),
            }
        )
    with because(reason):
        agreement.period = (agreement.period.lower, last_day + datetime.timedelta(days=1))
        agreement.ended_early = reason.strip()
        agreement.save(update_fields=["period", "ended_early"])
        record_event(
            "training.agreement_ended",
            by=by,
            obj=agreement.partner,
            unit_path=agreement.partner.government.path,
            reason=reason,
            number=agreement.number,
            until=last_day.isoformat(),
        )
    agreement.refresh_from_db(fields=["period"])
    return agreement


def remind_of_agreements() -> int:
    """Tell the training offices of agreements that end soon, each once. Safe to run twice."""
    today = timezone.localdate()
    told = 0
    for pk in list(PartnerAgreement.objects.due_for_reminder(today).values_list("pk", flat=True)):
        with transaction.atomic():
            rows = PartnerAgreement.objects.select_for_update(of=("self",), skip_locked=True)
            agreement = rows.filter(pk=pk, reminded_at=None).select_related("partner__government").first()
            if agreement is None:
                continue
            agreement.reminded_at = timezone.now()
            agreement.save(update_fields=["reminded_at"])
            _tell_offices(agreement)
            told += 1
    return told


@transaction.atomic
def invite_account(*, partner: Partner, name: str, email: str, by: Any) -> PartnerAccount:
    """An account without a staff record; its holder sets the password by the link in the mail."""
    address = email.strip().lower()
    if User.objects.filter(email__iexact=address).exists():
        raise PartnerRefused(_("Another account already uses this e-mail address."))
    username = f"mitra-{partner.pk}-{partner.accounts.count() + 1}-{address.partition('@')[0]}"[:64]
    user = User.objects.create_user(username, email=address, name=name.strip())
    account = PartnerAccount.objects.create(partner=partner, user=user)
    record_event(
        "training.partner_account_invited",
        by=by,
        obj=partner,
        unit_path=partner.government.path,
        name=user.name,
        email=address,
    )
    send_invitation(account)
    return account


def send_invitation(account: PartnerAccount) -> None:
    """The mail with the link by which the password is set; also once more, when the link has run out."""
    user = account.user
    token = account_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    link = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    with override(user.language):
        context = {
            "title": _("Your access to the training portal"),
            "recipient_name": user.name,
            "body": _(
                "%(government)s works with %(partner)s on trainings. Set a password by this link, within two hours; "
                "afterwards sign in with this e-mail address. If the link has run out, choose “Forgot your password?”."
            )
            % {"government": account.partner.government.name, "partner": account.partner.name},
            "action_url": absolute(link),
            "action_label": _("Set a new password"),
            "reason": _("You receive this mail because the training office invited you."),
        }
        subject = str(context["title"])
    send_mail_to(
        to=user.email or "", subject=subject, template="email/notification", context=context, language=user.language
    )


@transaction.atomic
def switch_account(*, account: PartnerAccount, is_active: bool, by: Any) -> PartnerAccount:
    """Close an account of a partner, or open it again. The person's other sessions end with the next request."""
    account = (
        PartnerAccount.objects.select_for_update(of=("self",)).select_related("user", "partner").get(pk=account.pk)
    )
    if account.is_active == is_active:
        return account
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    account.user.is_active = is_active
    account.user.save(update_fields=["is_active"])
    record_event(
        "training.partner_account_opened" if is_active else "training.partner_account_closed",
        by=by,
        obj=account.partner,
        unit_path=account.partner.government.path,
        name=account.user.name,
    )
    return account


@transaction.atomic
def publish_need(*, need: PublishedNeed, by: Any) -> PublishedNeed:
    """Show a need to every partner with an agreement, and tell their accounts. No names of people."""
    if fault := day_fault(need.open_until):
        raise PartnerRefused(fault)
    _validate(need)
    is_new = need.pk is None
    need.save()
    record_event("training.need_published", by=by, obj=need, unit_path=need.government.path, title=need.title)
    if is_new:
        notify(
            [account.user for account in _accounts_of(need.government)],
            kind="training.need_published",
            title=lambda: _("New training need: %(title)s") % {"title": need.title},
            body=lambda: _("Offers until %(day)s.") % {"day": formats.date_format(need.open_until)},
            url=reverse("training:partner-needs"),
        )
    return need


@transaction.atomic
def withdraw_need(*, need: PublishedNeed, by: Any) -> PublishedNeed:
    """Take it off the partners' page; offers that were made stay."""
    if not need.is_withdrawn:
        need.is_withdrawn = True
        need.save(update_fields=["is_withdrawn"])
        record_event("training.need_withdrawn", by=by, obj=need, unit_path=need.government.path, title=need.title)
    return need


def training_office(government: OrganizationalUnit) -> list[Any]:
    """Who manages trainings for the whole government, or for a unit in it."""
    grants = RoleGrant.objects.on(timezone.localdate()).filter(
        role__in=roles_with(Permission.TRAINING_MANAGE), unit__path__startswith=government.path
    )
    return list({grant.user_id: grant.user for grant in grants.select_related("user")}.values())


def _accounts_of(government: OrganizationalUnit) -> Any:
    today = timezone.now().astimezone(government.tz).date()
    partners = Partner.objects.of_government(government.path).filter(
        is_active=True, agreements__in=PartnerAgreement.objects.holding_on(today)
    )
    return PartnerAccount.objects.filter(is_active=True, partner__in=partners).select_related("user")


def _tell_offices(agreement: PartnerAgreement) -> None:
    partner, last = agreement.partner, agreement.last_day
    notify(
        training_office(partner.government),
        kind="training.agreement_ends",
        title=lambda: _("The agreement with %(partner)s ends soon") % {"partner": partner.name},
        body=lambda: (
            _("Number %(number)s ends on %(day)s. Afterwards the partner's accounts no longer open anything.")
            % {"number": agreement.number, "day": formats.date_format(last)}
        ),
        url=partner.get_absolute_url(),
        dedupe_key=f"training.agreement_ends:{agreement.pk}",
    )


def _validate(row: Any) -> None:
    """Say a broken constraint in its own words before the database does."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise PartnerRefused(" ".join(error.messages)) from error
