"""Everything that a role can permit. Each is granted on a unit and holds for the units below it."""

from enum import StrEnum


class Permission(StrEnum):
    EMPLOYEE_VIEW = "employee_view"
    EMPLOYEE_EDIT = "employee_edit"
    EMPLOYEE_IMPORT = "employee_import"
    # NIK in full, and other restricted fields; each look is logged with a reason.
    EMPLOYEE_SENSITIVE = "employee_sensitive"
    # Disciplinary sanctions: for those who keep the records and those who audit them, not for those who lead.
    DISCIPLINE_VIEW = "discipline_view"
    # What falls due for staff: promotions, salary steps, retirements.
    WARNING_VIEW = "warning_view"
    UNIT_EDIT = "unit_edit"
    ROLE_GRANT = "role_grant"
    ACCOUNT_VIEW = "account_view"
    TRAINING_VIEW = "training_view"
    TRAINING_MANAGE = "training_manage"
    # The last signature under a yearly training plan.
    TRAINING_SIGN = "training_sign"
    EVALUATION_VIEW = "evaluation_view"
    # Opens and closes assessment periods, sets the rules, takes credit points over.
    EVALUATION_MANAGE = "evaluation_manage"
    REPORT_SCHEDULE = "report_schedule"
    # The monthly evaluation reports, with every member of staff by name: for those who lead, not for those who keep.
    REPORT_VIEW = "report_view"
    SURVEY_VIEW = "survey_view"
    SURVEY_MANAGE = "survey_manage"
    # Reports that are not secret, without who sent them.
    COMPLAINT_VIEW = "complaint_view"
    COMPLAINT_HANDLE = "complaint_handle"
    # Selections, talent, promotion and transfer: read; keep; the last signature.
    CAREER_VIEW = "career_view"
    CAREER_MANAGE = "career_manage"
    CAREER_SIGN = "career_sign"
    MENTORING_MANAGE = "mentoring_manage"
    ANNOUNCEMENT_PUBLISH = "announcement_publish"
    AUDIT_VIEW = "audit_view"
    SYSTEM_OPERATE = "system_operate"
