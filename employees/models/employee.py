"""A civil servant (*pegawai ASN*) and the current values that follow from the histories."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from asn_portal.addresses import record_address
from employees.domain.identity import format_nip, parse_nip
from employees.enums import (
    RANK_CHOICES,
    RANKS,
    EducationLevel,
    EmploymentType,
    LegalStatus,
    MaritalStatus,
    RankInfo,
    Religion,
    Sex,
)
from employees.models.sensitive import Masked, Sensitive
from employees.querysets import EmployeeQuerySet
from employees.staff_search import name_words


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
    npwp_encrypted = models.TextField(_("NPWP"), blank=True, default="", db_default="", editable=False)
    npwp_hash = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    bpjs_encrypted = models.TextField(_("BPJS number"), blank=True, default="", db_default="", editable=False)
    bpjs_hash = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    religion = models.CharField(_("religion"), max_length=1, choices=Religion, blank=True, default="", db_default="")
    marital_status = models.CharField(
        _("marital status"), max_length=1, choices=MaritalStatus, blank=True, default="", db_default=""
    )
    phone = models.CharField(_("mobile phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    official_email = models.EmailField(_("official e-mail"), blank=True, default="", db_default="")
    address = models.CharField(_("home address"), max_length=250, blank=True, default="", db_default="")
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True, default="", db_default="")
    education = models.CharField(_("highest education"), max_length=2, choices=EducationLevel, blank=True)
    status = models.CharField(_("status"), max_length=2, choices=LegalStatus, default=LegalStatus.ACTIVE)

    old_nip = models.CharField(
        _("old NIP"), max_length=9, blank=True, default="", db_default="", help_text=_("Nine digits, used until 2008.")
    )
    karpeg_number = models.CharField(_("KARPEG number"), max_length=30, blank=True, default="", db_default="")
    taspen_number = models.CharField(_("TASPEN number"), max_length=30, blank=True, default="", db_default="")
    # SIASN's own key of the person; opaque.
    siasn_id = models.CharField(_("SIASN id"), max_length=42, blank=True, default="", db_default="")
    cpns_since = models.DateField(_("CPNS since (TMT)"), null=True, blank=True)
    cpns_decree_number = models.CharField(
        _("CPNS decree number"), max_length=100, blank=True, default="", db_default=""
    )
    cpns_decree_date = models.DateField(_("CPNS decree date"), null=True, blank=True)
    pns_since = models.DateField(_("PNS since (TMT)"), null=True, blank=True)
    pns_decree_number = models.CharField(_("PNS decree number"), max_length=100, blank=True, default="", db_default="")
    pns_decree_date = models.DateField(_("PNS decree date"), null=True, blank=True)
    # PROTECT: a photo is replaced, the old one deleted by name.
    photo = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

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

    # In full, decrypted. Pages show `masked_…` unless a logged reason was given.
    nik = Sensitive("nik")
    npwp = Sensitive("npwp")
    bpjs = Sensitive("bpjs")
    masked_nik = Masked("nik")
    masked_npwp = Masked("npwp")
    masked_bpjs = Masked("bpjs")

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
                condition=models.Q(old_nip__regex=r"^([0-9]{9})?$"),
                name="employee_old_nip_digits",
                violation_error_message=_("An old NIP has 9 digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(postal_code__regex=r"^([0-9]{5})?$"),
                name="employee_postal_code_digits",
                violation_error_message=_("A postal code has 5 digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(cpns_since__isnull=True)
                | models.Q(pns_since__isnull=True)
                | models.Q(pns_since__gte=models.F("cpns_since")),
                name="employee_cpns_before_pns",
                violation_error_message=_("The appointment as PNS lies before that as CPNS. Correct one of the dates."),
            ),
            models.CheckConstraint(
                condition=models.Q(cpns_since__isnull=True) | models.Q(cpns_since__gt=models.F("birth_date")),
                name="employee_born_before_service",
                violation_error_message=_("The service begins before the birth. Correct one of the dates."),
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
            # Sorts the staff list, and counts it by rank and status without a look at the records.
            models.Index(
                fields=["rank_order", "rank_since", "id"],
                include=["status", "rank", "government"],
                name="employee_by_rank",
            ),
            models.Index(fields=["nip"], name="employee_nip_order"),
            models.Index(OpClass("nip", "text_pattern_ops"), name="employee_nip_prefix"),
            GinIndex(OpClass("search_name", "gin_trgm_ops"), name="employee_name_trigram"),
            GinIndex(name_words(), name="employee_name_words"),
            models.Index(fields=["npwp_hash"], name="employee_npwp", condition=~models.Q(npwp_hash="")),
            models.Index(fields=["bpjs_hash"], name="employee_bpjs", condition=~models.Q(bpjs_hash="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return record_address("employees:employee-detail", self.pk)

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
    def serves_since(self) -> datetime.date:
        """The first day in the service: as CPNS, else the first day that the NIP tells."""
        return self.cpns_since or parse_nip(self.nip).first_day
