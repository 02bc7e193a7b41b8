"""Who may announce what."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission
from asn_portal.access.scope import scope_of
from participation.enums import AnnouncementState


@rules.predicate
def belongs_to_a_government(user):
    return bool(scope_of(user).government_path)


@rules.predicate
def is_addressed(user, announcement):
    """Published, and for the user's own unit."""
    scope = scope_of(user)
    return (
        announcement is not None
        and announcement.state == AnnouncementState.PUBLISHED
        and scope.employee_id is not None
        and scope.unit_path.startswith(announcement.unit.path)
    )


publishes_there = covers(Permission.ANNOUNCEMENT_PUBLISH, lambda announcement: announcement.unit.path)

rules.add_perm("participation.view_announcements", belongs_to_a_government)
rules.add_perm("participation.write_announcement", has_permission(Permission.ANNOUNCEMENT_PUBLISH))
rules.add_perm("participation.change_announcement", publishes_there)
rules.add_perm("participation.read_announcement", is_addressed)
