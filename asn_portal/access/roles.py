"""Roles that are granted on a unit, and what each permits.

Supervisor, mentor, panel member and partner are not granted: they follow from the records.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission


class Role(models.TextChoices):
    HR_OFFICER = "hr_officer", _("HR officer")
    TRAINING_COORDINATOR = "training_coordinator", _("Training coordinator")
    HEAD_OF_AGENCY = "head_of_agency", _("Head of agency")
    SERVICE_OFFICER = "service_officer", _("Service officer")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.HR_OFFICER: frozenset(
        {
            Permission.EMPLOYEE_VIEW,
            Permission.EMPLOYEE_EDIT,
            Permission.EMPLOYEE_IMPORT,
            Permission.EMPLOYEE_SENSITIVE,
            Permission.DISCIPLINE_VIEW,
            Permission.WARNING_VIEW,
            Permission.UNIT_EDIT,
            Permission.TRAINING_VIEW,
            Permission.EVALUATION_VIEW,
            Permission.EVALUATION_MANAGE,
            Permission.REPORT_SCHEDULE,
            Permission.SURVEY_VIEW,
            Permission.CAREER_VIEW,
            Permission.CAREER_MANAGE,
            Permission.MENTORING_MANAGE,
            Permission.ANNOUNCEMENT_PUBLISH,
        }
    ),
    Role.TRAINING_COORDINATOR: frozenset(
        {Permission.EMPLOYEE_VIEW, Permission.TRAINING_VIEW, Permission.TRAINING_MANAGE, Permission.SURVEY_VIEW}
    ),
    Role.HEAD_OF_AGENCY: frozenset(
        {
            Permission.EMPLOYEE_VIEW,
            Permission.WARNING_VIEW,
            Permission.TRAINING_VIEW,
            Permission.TRAINING_SIGN,
            Permission.EVALUATION_VIEW,
            Permission.REPORT_VIEW,
            Permission.CAREER_VIEW,
            Permission.CAREER_SIGN,
            Permission.SURVEY_VIEW,
            Permission.COMPLAINT_VIEW,
        }
    ),
    Role.SERVICE_OFFICER: frozenset({Permission.SURVEY_VIEW, Permission.SURVEY_MANAGE, Permission.COMPLAINT_HANDLE}),
    Role.AUDITOR: frozenset(
        {
            Permission.EMPLOYEE_VIEW,
            Permission.DISCIPLINE_VIEW,
            Permission.WARNING_VIEW,
            Permission.TRAINING_VIEW,
            Permission.EVALUATION_VIEW,
            Permission.SURVEY_VIEW,
            Permission.COMPLAINT_VIEW,
            Permission.CAREER_VIEW,
            Permission.AUDIT_VIEW,
        }
    ),
    # Keeps the system alive and hands out roles; sees accounts, never personal files.
    Role.OPERATOR: frozenset({Permission.SYSTEM_OPERATE, Permission.ROLE_GRANT, Permission.ACCOUNT_VIEW}),
}

# Roles whose holders must sign in with a second factor.
SECOND_FACTOR_ROLES = frozenset({Role.HR_OFFICER, Role.AUDITOR, Role.OPERATOR})

# Roles that their holder may delegate to a colleague for a while. Auditors and operators were chosen in person.
DELEGABLE_ROLES = frozenset({Role.HR_OFFICER, Role.TRAINING_COORDINATOR, Role.HEAD_OF_AGENCY, Role.SERVICE_OFFICER})


def roles_with(permission: Permission) -> list[Role]:
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]
