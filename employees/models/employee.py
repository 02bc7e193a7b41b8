"""A civil servant (*pegawai ASN*) and the current values that follow from the histories."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asn_portal.crypto import decrypt, encrypt, keyed_hash
from employees.domain.identity import format_nip, mask_nik
from employees.enums import RANK_CHOICES, RANKS, EducationLevel, EmploymentType, LegalStatus, RankInfo, Sex
from employees.querysets import EmployeeQuerySet


# One history statement per write, however many rows: imports write a thousand at once.
@pghistory.track(level=pghistory.Statement)
class Employee(models.Model):
    """`unit`, `position`, `rank` and `rank_since` are kept by the services that add history; never set them alone."""

    # PROTECT throughout: staff records are kept by law; people leave by status.
    government = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # employee_government_name begins with it
        verbose_name=_("government"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="employee",
        verbose_name=_("account"),
    )
    nip = models.CharField(_("NIP"), max_length=18)
    name = models.CharField(_("name"), max_length=200, help_text=_("Without titles, as on the identity card."))
    search_name = models.GeneratedField(
        expression=Lower("name"), output_field=models.CharField(max_length=200), db_persist=True
    )
    front_title = models.CharField(_("title before the name"), max_length=60, blank=True)
    back_title = models.CharField(_("title after the name"), max_length=60, blank=True)
    employment_type = models.CharField(_("employment"), max_length=20, choices=EmploymentType)
    birth_place = models.CharField(_("place of birth"), max_length=100, blank=True)
    birth_date = models.DateField(_("date of birth"))
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    nik_encrypted = models.TextField(_("NIK"), blank=True, editable=False)
    nik_hash = models.CharField(max_length=64, blank=True, editable=False)
    phone = models.CharField(_("mobile phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    education = models.CharField(_("highest education"), max_length=2, choices=EducationLevel, blank=True)
    status = models.CharField(_("status"), max_length=2, choices=LegalStatus, default=LegalStatus.ACTIVE)

    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="employees",
        db_index=False,  # employee_unit_name begins with it
        verbose_name=_("unit"),
    )
    position = models.ForeignKey(
        "employees.Position",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="employees",
        verbose_name=_("position"),
    )
    rank = models.CharField(_("rank"), max_length=5, choices=RANK_CHOICES, blank=True)
    rank_order = models.PositiveSmallIntegerField(default=0, editable=False)
    rank_since = models.DateField(_("rank since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "nip"],
                name="employee_nip_unique",
                violation_error_message=_("An employee with this NIP is already on record."),
            ),
            models.UniqueConstraint(
                fields=["government", "nik_hash"],
                condition=~models.Q(nik_hash=""),
                name="employee_nik_unique",
                violation_error_message=_("An employee with this NIK is already on record."),
            ),
            models.CheckConstraint(
                condition=models.Q(nip__regex=r"^[0-9]{18}$"),
                name="employee_nip_digits",
                violation_error_message=_("A NIP has 18 digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(rank__in=["", *RANKS]),
                name="employee_rank_known",
                violation_error_message=_("Choose a rank from the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="employee_name_given",
                violation_error_message=_("Enter the name."),
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="employee_name"),
            models.Index(fields=["government", "name", "id"], name="employee_government_name"),
            models.Index(fields=["unit", "name", "id"], name="employee_unit_name"),
            models.Index(fields=["rank_order", "rank_since", "id"], name="employee_rank_order"),
            models.Index(fields=["nip"], name="employee_nip_order"),
            models.Index(OpClass("nip", "text_pattern_ops"), name="employee_nip_prefix"),
            GinIndex(OpClass("search_name", "gin_trgm_ops"), name="employee_name_trigram"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("employees:employee-detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        """The name with titles, as letters write it: "Ir. Ciaobella Lailasari, S.H."."""
        front = f"{self.front_title} {self.name}".strip()
        return f"{front}, {self.back_title}" if self.back_title else front

    @property
    def formatted_nip(self) -> str:
        return format_nip(self.nip)

    @property
    def rank_info(self) -> RankInfo | None:
        return RANKS.get(self.rank)

    @property
    def status_tone(self) -> str:
        return LegalStatus(self.status).tone

    @property
    def is_active(self) -> bool:
        return LegalStatus(self.status).is_active

    @property
    def nik(self) -> str:
        """The NIK in full, decrypted. Show `masked_nik` unless a logged reason was given."""
        return decrypt(self.nik_encrypted) if self.nik_encrypted else ""

    @nik.setter
    def nik(self, value: str) -> None:
        self.nik_encrypted = encrypt(value) if value else ""
        self.nik_hash = keyed_hash(value) if value else ""

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.nik) if self.nik_encrypted else ""
