"""Roles that are granted on a unit, and what each permits. Supervisor, mentor, panel member and partner are not granted:
they follow from the records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission as P


class Role(models.TextChoices):
    HR_OFFICER = "hr_officer", _("HR officer")
    TRAINING_COORDINATOR = "training_coordinator", _("Training coordinator")
    HEAD_OF_AGENCY = "head_of_agency", _("Head of agency")
    SERVICE_OFFICER = "service_officer", _("Service officer")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")


ROLE_PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.HR_OFFICER: frozenset(
        {
            P.EMPLOYEE_VIEW,
            P.EMPLOYEE_EDIT,
            P.EMPLOYEE_IMPORT,
            P.EMPLOYEE_SENSITIVE,
            P.UNIT_EDIT,
            P.TRAINING_VIEW,
            P.EVALUATION_VIEW,
            P.REPORT_SCHEDULE,
            P.SURVEY_VIEW,
            P.MENTORING_MANAGE,
            P.ANNOUNCEMENT_PUBLISH,
        }
    ),
    Role.TRAINING_COORDINATOR: frozenset({P.EMPLOYEE_VIEW, P.TRAINING_VIEW, P.TRAINING_MANAGE, P.SURVEY_VIEW}),
    Role.HEAD_OF_AGENCY: frozenset({P.EMPLOYEE_VIEW, P.TRAINING_VIEW, P.EVALUATION_VIEW, P.SURVEY_VIEW}),
    Role.SERVICE_OFFICER: frozenset({P.SURVEY_VIEW, P.SURVEY_MANAGE, P.COMPLAINT_HANDLE}),
    Role.AUDITOR: frozenset({P.EMPLOYEE_VIEW, P.TRAINING_VIEW, P.EVALUATION_VIEW, P.SURVEY_VIEW, P.AUDIT_VIEW}),
    # Keeps the system alive and hands out roles; sees accounts, never personal files.
    Role.OPERATOR: frozenset({P.SYSTEM_OPERATE, P.ROLE_GRANT, P.ACCOUNT_VIEW}),
}

# Roles whose holders must sign in with a second factor.
SECOND_FACTOR_ROLES = frozenset({Role.HR_OFFICER, Role.AUDITOR, Role.OPERATOR})
