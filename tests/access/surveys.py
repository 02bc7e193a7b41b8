"""Surveys and reports: citizens reach every public page; offices see what their units were told, and service officers
act on it."""

from __future__ import annotations

import datetime

from surveys.enums import ComplaintState
from tests.access.policy import EVERYONE, Place, Row, page, thing
from tests.factories.surveys import CommentFactory, ComplaintFactory, HolidayFactory, SurveyFactory

VIEWERS = {"hr_officer", "training_coordinator", "head_of_agency", "service_officer", "auditor"}
MANAGERS = {"service_officer"}
# "supervisor" heads the unit.
READERS = {"service_officer", "auditor", "head_of_agency", "supervisor"}
# Working days concern deadlines of staff too.
NOBODY: set[str] = set()
KEEPERS = {"service_officer", "hr_officer"}
NEXT_YEAR = (datetime.date(2040, 1, 1), datetime.date(2040, 7, 1))
PHOTO = "00000000-0000-4000-8000-000000000000"


def build(place: Place) -> dict[str, object]:
    survey = SurveyFactory(unit=place.unit, opened=True)
    return {
        "unit": place.unit,
        "government": place.unit.government,
        "survey": survey,
        "draft": SurveyFactory(unit=place.unit, period=NEXT_YEAR),
        "comment": CommentFactory(survey=survey),
        "new": ComplaintFactory(unit=place.unit),
        "verified": ComplaintFactory(unit=place.unit, state=ComplaintState.VERIFIED),
        "running": ComplaintFactory(unit=place.unit, state=ComplaintState.IN_PROGRESS),
        "holiday": HolidayFactory(
            government=place.unit.government, date=datetime.date(2040, 1, 1) + datetime.timedelta(days=place.unit.pk)
        ),
    }


def for_everybody(key: str, *, by: str = "slug", method: str = "get") -> Row:
    """A public address of an office, a government or a report, wherever it is."""
    return thing(key, EVERYONE, by=by, other_unit=EVERYONE, other_government=EVERYONE, method=method)


ROWS: dict[str, Row] = {
    # --- Surveys
    "surveys:survey-list": page(VIEWERS),
    "surveys:survey-create": page(MANAGERS),
    "surveys:survey-detail": thing("survey", VIEWERS),
    "surveys:survey-update": thing("draft", MANAGERS),
    "surveys:survey-open": thing("draft", MANAGERS),
    "surveys:survey-close": thing("survey", MANAGERS, method="post"),
    "surveys:survey-poster": thing("survey", VIEWERS),
    "surveys:survey-paper": thing("survey", MANAGERS),
    "surveys:comment-list": page(VIEWERS),
    "surveys:comment-bulk-publish": page(MANAGERS, method="post"),
    "surveys:comment-bulk-hide": page(MANAGERS, method="post"),
    "surveys:comment-publish": thing("comment", MANAGERS, method="post"),
    "surveys:comment-hide": thing("comment", MANAGERS, method="post"),
    # --- Reports; that only officers see secret ones is tested in tests/surveys/rules
    "surveys:complaint-list": page(READERS),
    "surveys:complaint-detail": thing("new", READERS),
    "surveys:complaint-verify": thing("new", MANAGERS, method="post"),
    "surveys:complaint-reject": thing("new", MANAGERS, method="post"),
    "surveys:complaint-forward": thing("verified", MANAGERS, method="post"),
    "surveys:complaint-start": thing("verified", MANAGERS, method="post"),
    "surveys:complaint-reply": thing("running", MANAGERS, method="post"),
    "surveys:complaint-postpone": thing("running", MANAGERS, method="post"),
    "surveys:complaint-close": thing("running", MANAGERS, method="post"),
    "surveys:complaint-note": thing("running", MANAGERS, method="post"),
    "surveys:complaint-contact": thing("running", MANAGERS, method="post"),
    # --- The calendar of the whole government
    "surveys:holiday-list": page(KEEPERS),
    # A grant on a district is too small for these; tests/surveys/views/test_office.py has those on the government.
    "surveys:holiday-create": page(NOBODY),
    "surveys:holiday-delete": thing("holiday", NOBODY, method="post"),
    # --- Citizens
    "public:front": page(EVERYONE),
    "public:unit-list": page(EVERYONE),
    "public:unit": for_everybody("unit"),
    "public:government": for_everybody("government"),
    "public:survey": for_everybody("unit"),
    "public:survey-check": for_everybody("unit", method="post"),
    "public:survey-change": for_everybody("unit", method="post"),
    "public:survey-thanks": for_everybody("unit"),
    "public:results": for_everybody("unit"),
    "public:results-csv": for_everybody("unit"),
    "public:complaint-create": for_everybody("unit"),
    "public:complaint-check": for_everybody("unit", method="post"),
    "public:complaint-change": for_everybody("unit", method="post"),
    # Whoever knocks without the PIN is asked for it, officers too; see tests/surveys/views.
    "public:track": page(EVERYONE),
    "public:complaint-status": for_everybody("new", by="code"),
    "public:complaint-message": for_everybody("new", by="code", method="post"),
    "public:complaint-confirm": for_everybody("new", by="code", method="post"),
    "public:complaint-reopen": for_everybody("new", by="code", method="post"),
    "public:complaint-photo": Row(
        kwargs=lambda objects: {"code": objects["new"].code, "document_id": PHOTO},
        has_object=True,
        asks_to_sign_in=False,
    ),
}
