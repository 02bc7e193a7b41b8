"""A certificate of a completed session, its number, and the code under which anybody can verify it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.domain.numbering import CODE_LENGTH, grouped_code
from training.querysets import CertificateQuerySet


class CertificateSeries(models.Model):
    """The last number that an organiser gave in a year. Locked while one is issued, so that numbers have no gaps."""

    # PROTECT: the numbers were given.
    organiser = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organiser", "year"], name="certificateseries_unique")]

    def __str__(self) -> str:
        return f"{self.organiser_id}/{self.year}: {self.last}"


@pghistory.track()
class Certificate(models.Model):
    """`facts` is what the paper says (name, NIP, rank, position, unit, programme, dates, signer), as it was when
    issued: later changes to the person's record do not change a document that was handed out."""

    # PROTECT throughout: a certificate is revoked, never deleted.
    registration = models.ForeignKey(
        "training.Registration", on_delete=models.PROTECT, related_name="certificates", verbose_name=_("registration")
    )
    organiser = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("organiser")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=120)
    code = models.CharField(_("verification code"), max_length=CODE_LENGTH, unique=True)
    facts = models.JSONField(_("what the certificate says"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("document")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoke_reason = models.CharField(_("reason for the revocation"), max_length=500, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-year", "organiser", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "year", "sequence"], name="certificate_sequence_unique"),
            models.UniqueConstraint(
                fields=["organiser", "year", "number"],
                name="certificate_number_unique",
                violation_error_message=_("The organiser already gave this number in this year."),
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(revoked_at=None),
                name="certificate_one_standing",
                violation_error_message=_("This person already has a certificate of this session."),
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoke_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoke_reason="")),
                name="certificate_revoked_with_reason",
                violation_error_message=_("Say why the certificate is revoked."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The public page that verifies it."""
        return reverse("training:certificate-verify", args=[self.grouped_code])

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def grouped_code(self) -> str:
        return grouped_code(self.code)

    @property
    def session(self) -> object:
        return self.registration.session

    @property
    def employee_id(self) -> int:
        return self.registration.employee_id
