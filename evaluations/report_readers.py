"""Who reads which kind of report besides those who head its unit. Each kind shows nothing that these people could not
read elsewhere in the portal, so that nobody is sent a report that they could not open."""

from __future__ import annotations

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role, roles_with
from evaluations.enums import ReportKind

# Held on the unit of the report or above it. REPORT_VIEW reads every kind.
READERS: dict[ReportKind, Permission] = {
    ReportKind.UNIT_MONTH: Permission.REPORT_VIEW,
    ReportKind.UNIT_QUARTER: Permission.REPORT_VIEW,
    ReportKind.UNIT_YEAR: Permission.REPORT_VIEW,
    ReportKind.GOVERNMENT: Permission.EVALUATION_VIEW,
    ReportKind.RATING_SHEETS: Permission.EVALUATION_VIEW,
    ReportKind.TRAINING: Permission.TRAINING_VIEW,
    ReportKind.SATISFACTION: Permission.SURVEY_VIEW,
    ReportKind.WARNINGS: Permission.WARNING_VIEW,
}
# About single people by name: another head gets them only from units below the own.
ABOUT_PEOPLE = frozenset(
    {ReportKind.UNIT_MONTH, ReportKind.UNIT_QUARTER, ReportKind.UNIT_YEAR, ReportKind.RATING_SHEETS}
)


def roles_that_read(kind: ReportKind | str) -> list[Role]:
    """Roles to which a report of this kind may be sent, in the order of `Role`."""
    allowed = {*roles_with(READERS[ReportKind(kind)]), *roles_with(Permission.REPORT_VIEW)}
    return [role for role in Role if role in allowed]
