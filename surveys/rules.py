"""Who may do what with surveys and reports."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_head
from asn_portal.access.scope import scope_of
from surveys.enums import ComplaintVisibility


def _unit_path(obj: Any) -> str:
    return str(obj.unit.path)


def _survey_unit_path(obj: Any) -> str:
    return str(obj.survey.unit.path)


@rules.predicate
def is_not_secret(_user: Any, complaint: Any) -> bool:
    return complaint is not None and complaint.visibility != ComplaintVisibility.SECRET


@rules.predicate
def heads_unit(user: Any, complaint: Any) -> bool:
    """The user heads the unit that has the report, or one above it: the law makes them answer for it."""
    return complaint is not None and complaint.unit.path.startswith(scope_of(user).headed_paths)


@rules.predicate
def keeps_calendar(user: Any, holiday: Any) -> bool:
    """A holiday moves the deadlines of a whole government: a grant on one district is too small for it."""
    scope = scope_of(user)
    government = holiday.government if holiday else None
    path = government.path if government else scope.government_path
    return bool(path) and any(scope.covers(permission, path) for permission in CALENDAR_PERMISSIONS)


@rules.predicate
def is_not_national(_user: Any, holiday: Any) -> bool:
    return holiday is not None and holiday.government_id is not None


CALENDAR_PERMISSIONS = (Permission.COMPLAINT_HANDLE, Permission.EMPLOYEE_EDIT)
sees_calendar = has_permission(Permission.COMPLAINT_HANDLE) | has_permission(Permission.EMPLOYEE_EDIT)

rules.add_perm("surveys.view_surveys", has_permission(Permission.SURVEY_VIEW))
rules.add_perm("surveys.view_survey", covers(Permission.SURVEY_VIEW, _unit_path))
rules.add_perm("surveys.manage_surveys", has_permission(Permission.SURVEY_MANAGE))
rules.add_perm("surveys.manage_survey", covers(Permission.SURVEY_MANAGE, _unit_path))
rules.add_perm("surveys.moderate_comment", covers(Permission.SURVEY_MANAGE, _survey_unit_path))
rules.add_perm(
    "surveys.view_complaints",
    has_permission(Permission.COMPLAINT_HANDLE) | has_permission(Permission.COMPLAINT_VIEW) | is_head,
)
rules.add_perm(
    "surveys.view_complaint",
    covers(Permission.COMPLAINT_HANDLE, _unit_path)
    | ((covers(Permission.COMPLAINT_VIEW, _unit_path) | heads_unit) & is_not_secret),
)
rules.add_perm("surveys.handle_complaint", covers(Permission.COMPLAINT_HANDLE, _unit_path))
rules.add_perm("surveys.view_holidays", sees_calendar)
rules.add_perm("surveys.add_holiday", keeps_calendar)
rules.add_perm("surveys.remove_holiday", keeps_calendar & is_not_national)
