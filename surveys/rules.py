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


@rules.predicate
def keeps_topics(user: Any, topic: Any) -> bool:
    """Topics are of a whole government, so that their figures can be added; any of its officers may name a new one."""
    scope = scope_of(user)
    path = topic.government.path if topic is not None else scope.government_path
    return bool(path) and any(
        granted.startswith(path) or path.startswith(granted)
        for permission in TOPIC_PERMISSIONS
        for granted in scope.paths(permission)
    )


@rules.predicate
def is_of_own_government(user: Any, questionnaire: Any) -> bool:
    return questionnaire is not None and questionnaire.government.path == scope_of(user).government_path


@rules.predicate
def keeps_questionnaires(user: Any, questionnaire: Any) -> bool:
    """They are asked in a whole government: a grant on one district is too small for it."""
    scope = scope_of(user)
    path = questionnaire.government.path if questionnaire is not None else scope.government_path
    return bool(path) and scope.covers(Permission.SURVEY_MANAGE, path)


TOPIC_PERMISSIONS = (Permission.COMPLAINT_HANDLE, Permission.SURVEY_MANAGE)
CALENDAR_PERMISSIONS = (Permission.COMPLAINT_HANDLE, Permission.EMPLOYEE_EDIT)
sees_calendar = has_permission(Permission.COMPLAINT_HANDLE) | has_permission(Permission.EMPLOYEE_EDIT)

rules.add_perm("surveys.view_surveys", has_permission(Permission.SURVEY_VIEW))
rules.add_perm("surveys.view_survey", covers(Permission.SURVEY_VIEW, _unit_path))
rules.add_perm("surveys.manage_surveys", has_permission(Permission.SURVEY_MANAGE))
rules.add_perm("surveys.manage_survey", covers(Permission.SURVEY_MANAGE, _unit_path))
rules.add_perm("surveys.view_questionnaires", has_permission(Permission.SURVEY_VIEW))
rules.add_perm("surveys.view_questionnaire", has_permission(Permission.SURVEY_VIEW) & is_of_own_government)
rules.add_perm("surveys.manage_questionnaire", keeps_questionnaires)
rules.add_perm("surveys.moderate_comment", covers(Permission.SURVEY_MANAGE, _survey_unit_path))
rules.add_perm("surveys.review_alarm", covers(Permission.SURVEY_MANAGE, _survey_unit_path))
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
rules.add_perm("surveys.handle_complaints", has_permission(Permission.COMPLAINT_HANDLE))
rules.add_perm("surveys.view_templates", has_permission(Permission.COMPLAINT_HANDLE))
rules.add_perm("surveys.change_template", covers(Permission.COMPLAINT_HANDLE, _unit_path))
reads_texts = (
    has_permission(Permission.COMPLAINT_HANDLE)
    | has_permission(Permission.COMPLAINT_VIEW)
    | has_permission(Permission.SURVEY_VIEW)
    | is_head
)
rules.add_perm("surveys.view_topics", reads_texts)
rules.add_perm("surveys.change_topic", keeps_topics)
