"""States of what goes on around a record: early warnings, change requests, changes of the structure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WarningKind(TextChoices):
    """What falls due for a person."""

    RANK_PROMOTION = "rank-promotion", _("Rank promotion")
    SALARY_STEP = "salary-step", _("Salary step (KGB)")
    RETIREMENT = "retirement", _("Retirement")
    CONTRACT_END = "contract-end", _("End of contract")
    DECORATION = "decoration", _("Satyalancana")
    CREDENTIAL_EXPIRY = "credential-expiry", _("Expiring document")
    ASSIGNMENT_END = "assignment-end", _("End of an acting appointment")

    @property
    def tone(self) -> str:
        return WARNING_TONES[self]


WARNING_TONES = {
    WarningKind.RANK_PROMOTION: "good",
    WarningKind.SALARY_STEP: "good",
    WarningKind.RETIREMENT: "attention",
    WarningKind.CONTRACT_END: "bad",
    WarningKind.DECORATION: "good",
    WarningKind.CREDENTIAL_EXPIRY: "bad",
    WarningKind.ASSIGNMENT_END: "attention",
}


class WarningState(TextChoices):
    OPEN = "OPEN", pgettext_lazy("report", "Open")
    HANDLED = "HANDLED", _("Handled")
    # The record changed: what was due no longer is.
    LAPSED = "LAPSED", _("No longer due")

    @property
    def tone(self) -> str:
        return WARNING_STATE_TONES[self]


WARNING_STATE_TONES = {
    WarningState.OPEN: "attention",
    WarningState.HANDLED: "good",
    WarningState.LAPSED: "neutral",
}


class ChangeRequestState(TextChoices):
    SUBMITTED = "SUBMITTED", _("Waiting for the HR office")
    APPLIED = "APPLIED", _("Applied")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    @property
    def tone(self) -> str:
        return CHANGE_REQUEST_TONES[self]


CHANGE_REQUEST_TONES = {
    ChangeRequestState.SUBMITTED: "attention",
    ChangeRequestState.APPLIED: "good",
    ChangeRequestState.REFUSED: "bad",
    ChangeRequestState.WITHDRAWN: "neutral",
}

CHANGE_REQUEST_TRANSITIONS = {
    ChangeRequestState.SUBMITTED: frozenset(
        {ChangeRequestState.APPLIED, ChangeRequestState.REFUSED, ChangeRequestState.WITHDRAWN}
    ),
    ChangeRequestState.APPLIED: frozenset(),
    ChangeRequestState.REFUSED: frozenset(),
    ChangeRequestState.WITHDRAWN: frozenset(),
}


class StructureChangeKind(TextChoices):
    RENAME = "RENAME", _("Rename")
    MERGE = "MERGE", _("Merge")
    SPLIT = "SPLIT", _("Split")
    CLOSE = "CLOSE", _("Close")


class StructureChangeState(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    IN_FORCE = "IN_FORCE", _("In force")
    CANCELLED = "CANCELLED", _("Cancelled")
    # The day came, but people or posts stand in the way; told to those who planned it.
    BLOCKED = "BLOCKED", _("Blocked")

    @property
    def tone(self) -> str:
        return STRUCTURE_CHANGE_TONES[self]


STRUCTURE_CHANGE_TONES = {
    StructureChangeState.PLANNED: "info",
    StructureChangeState.IN_FORCE: "good",
    StructureChangeState.CANCELLED: "neutral",
    StructureChangeState.BLOCKED: "bad",
}

STRUCTURE_CHANGE_TRANSITIONS = {
    StructureChangeState.PLANNED: frozenset(
        {StructureChangeState.IN_FORCE, StructureChangeState.CANCELLED, StructureChangeState.BLOCKED}
    ),
    StructureChangeState.BLOCKED: frozenset({StructureChangeState.IN_FORCE, StructureChangeState.CANCELLED}),
    StructureChangeState.IN_FORCE: frozenset(),
    StructureChangeState.CANCELLED: frozenset(),
}


class RuleKey(TextChoices):
    """Values that the law leaves open or that change; HR edits them, each from a date."""

    RETIREMENT_AGES = "retirement-ages", _("Retirement ages")
    RETIREMENT_ALERT_MONTHS = "retirement-alert-months", _("Months before retirement to warn")
    SALARY_STEP_MONTHS = "salary-step-months", _("Months between salary steps")
    SALARY_STEP_ALERT_MONTHS = "salary-step-alert-months", _("Months before a salary step to warn")
    PROMOTION_YEARS = "promotion-years", _("Years in rank before a regular promotion")
    FUNCTIONAL_PROMOTION_YEARS = "functional-promotion-years", _("Years in rank before a functional promotion")
    PROMOTION_RATINGS = "promotion-ratings", _("Years of good ratings before a promotion")
    PROMOTION_ALERT_MONTHS = "promotion-alert-months", _("Months before a promotion to warn")
    DECORATION_ALERT_MONTHS = "decoration-alert-months", _("Months before a decoration to warn")
    CONTRACT_ALERT_MONTHS = "contract-alert-months", _("Months before the end of a contract to warn")
    CREDENTIAL_ALERT_DAYS = "credential-alert-days", _("Days before a document expires to warn")
