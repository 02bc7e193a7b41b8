"""Participation: announcements are read by who is addressed, and written by who may publish for the unit."""

from participation.enums import AnnouncementState
from tests.access.policy import SIGNED_IN, Place, Row, page, thing
from tests.factories.participation import AnnouncementFactory

# Neither the operator nor an account without a record belongs to a government.
INSIDERS = SIGNED_IN - {"operator", "nobody", "partner"}


def build(place: Place) -> dict[str, object]:
    return {
        "draft": AnnouncementFactory(unit=place.unit, state=AnnouncementState.DRAFT, author=place.head.user),
        "published": AnnouncementFactory(unit=place.unit, author=place.head.user),
    }


ROWS: dict[str, Row] = {
    "participation:announcement-list": page(INSIDERS),
    "participation:announcement-create": page({"hr_officer"}),
    "participation:announcement-detail": thing("published", {"hr_officer", "supervisor", "employee"}),
    "participation:announcement-update": thing("draft", {"hr_officer"}),
    "participation:announcement-publish": thing("draft", {"hr_officer"}, method="post"),
    "participation:announcement-withdraw": thing("published", {"hr_officer"}),
    "participation:announcement-read": thing("published", {"supervisor", "employee"}, method="post"),
}
