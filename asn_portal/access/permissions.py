"""Everything that a role can permit. Each is granted on a unit and holds for the units below it."""

from enum import StrEnum


class Permission(StrEnum):
    EMPLOYEE_VIEW = "employee_view"
    EMPLOYEE_EDIT = "employee_edit"
    EMPLOYEE_IMPORT = "employee_import"
    # NIK in full, and other restricted fields; each look is logged with a reason.
    EMPLOYEE_SENSITIVE = "employee_sensitive"
    UNIT_EDIT = "unit_edit"
    ROLE_GRANT = "role_grant"
    ACCOUNT_VIEW = "account_view"
    TRAINING_VIEW = "training_view"
    TRAINING_MANAGE = "training_manage"
    EVALUATION_VIEW = "evaluation_view"
    REPORT_SCHEDULE = "report_schedule"
    SURVEY_VIEW = "survey_view"
    SURVEY_MANAGE = "survey_manage"
    COMPLAINT_HANDLE = "complaint_handle"
    MENTORING_MANAGE = "mentoring_manage"
    ANNOUNCEMENT_PUBLISH = "announcement_publish"
    AUDIT_VIEW = "audit_view"
    SYSTEM_OPERATE = "system_operate"
