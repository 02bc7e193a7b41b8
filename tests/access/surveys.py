"""Surveys and reports: citizens reach every public page; offices see what their units were told, and service officers
act on it."""

from __future__ import annotations

import datetime

from surveys.enums import ComplaintState
from tests.access.policy import EVERYONE, Place, Row, page, thing
from tests.factories.surveys import (
    AlarmFactory,
    CommentFactory,
    ComplaintFactory,
    FollowUpFactory,
    HolidayFactory,
    QuestionnaireFactory,
    ReplyTemplateFactory,
    ServiceFactory,
    SlipBatchFactory,
    SurveyFactory,
    TopicFactory,
    VersionFactory,
    publish,
)

VIEWERS = {"hr_officer", "training_coordinator", "head_of_agency", "service_officer", "auditor"}
MANAGERS = {"service_officer"}
# "supervisor" heads the unit.
READERS = {"service_officer", "auditor", "head_of_agency", "supervisor"}
# Working days concern deadlines of staff too.
NOBODY: set[str] = set()
TEXT_READERS = VIEWERS | READERS
KEEPERS = {"service_officer", "hr_officer"}
LAST_YEAR = (datetime.date(2020, 1, 1), datetime.date(2020, 7, 1))
NEXT_YEAR = (datetime.date(2040, 1, 1), datetime.date(2040, 7, 1))
PHOTO = "00000000-0000-4000-8000-000000000000"


def build(place: Place) -> dict[str, object]:
    survey = SurveyFactory(unit=place.unit, opened=True)
    questionnaire = QuestionnaireFactory(government=place.unit.government)
    VersionFactory(questionnaire=questionnaire, number=2)
    return {
        "questionnaire": questionnaire,
        "published": VersionFactory(questionnaire=questionnaire, published=True),
        "service": ServiceFactory(unit=place.unit),
        "unit": place.unit,
        "government": place.unit.government,
        "survey": survey,
        "draft": SurveyFactory(unit=place.unit, period=NEXT_YEAR),
        "comment": CommentFactory(survey=survey),
        "closed": (closed := publish(SurveyFactory(unit=place.unit, period=LAST_YEAR))),
        "action": FollowUpFactory(survey=closed),
        "slips": SlipBatchFactory(survey=survey),
        "alarm": AlarmFactory(survey=survey),
        "topic": TopicFactory(government=place.unit.government),
        "template": ReplyTemplateFactory(unit=place.unit),
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
    "surveys:survey-paper-check": thing("survey", MANAGERS, method="post"),
    "surveys:survey-paper-change": thing("survey", MANAGERS, method="post"),
    "surveys:survey-ask": thing("survey", MANAGERS),
    "surveys:survey-ask-change": thing("survey", MANAGERS, method="post"),
    "surveys:service-list": page(VIEWERS),
    "surveys:service-create": page(MANAGERS),
    "surveys:service-update": thing("service", MANAGERS),
    # --- Questionnaires of the whole government; a grant on a district is too small to change them
    "surveys:questionnaire-list": page(VIEWERS),
    "surveys:questionnaire-create": page(NOBODY),
    "surveys:questionnaire-detail": thing("questionnaire", VIEWERS, other_unit=VIEWERS),
    "surveys:questionnaire-update": thing("questionnaire", NOBODY),
    "surveys:questionnaire-edit": thing("questionnaire", NOBODY),
    "surveys:questionnaire-arrange": thing("questionnaire", NOBODY, method="post"),
    "surveys:questionnaire-publish": thing("questionnaire", NOBODY),
    "surveys:questionnaire-discard": thing("questionnaire", NOBODY),
    "surveys:questionnaire-archive": thing("questionnaire", NOBODY, method="post"),
    "surveys:questionnaire-restore": thing("questionnaire", NOBODY, method="post"),
    "surveys:questionnaire-draft": thing("published", NOBODY, method="post"),
    "surveys:questionnaire-preview": thing("published", VIEWERS, other_unit=VIEWERS),
    # --- Slips and alarms
    "surveys:slip-list": thing("survey", VIEWERS),
    "surveys:slip-print": thing("survey", MANAGERS, method="post"),
    "surveys:slip-void": Row(
        own=frozenset(MANAGERS),
        kwargs=lambda objects: {"pk": objects["survey"].pk, "batch_id": objects["slips"].pk},
        has_object=True,
    ),
    "surveys:alarm-list": page(VIEWERS),
    "surveys:alarm-detail": thing("alarm", VIEWERS),
    # --- Papers, follow-up, people served
    "surveys:result-poster": thing("closed", VIEWERS),
    "surveys:survey-report": thing("closed", VIEWERS, method="post"),
    "surveys:follow-up-create": thing("closed", MANAGERS),
    "surveys:follow-up-update": thing("action", MANAGERS),
    "surveys:follow-up-finish": thing("action", MANAGERS),
    "surveys:visits": page(VIEWERS),
    "surveys:comment-detail": thing("comment", VIEWERS),
    "surveys:comment-answer": thing("comment", MANAGERS, method="post"),
    "surveys:comment-thank": thing("comment", MANAGERS, method="post"),
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
    "surveys:complaint-desk": page(MANAGERS),
    "surveys:complaint-unfixed": thing("running", MANAGERS, method="post"),
    "surveys:complaint-take": thing("running", MANAGERS, method="post"),
    "surveys:complaint-give": thing("running", MANAGERS, method="post"),
    "surveys:complaint-link": thing("running", MANAGERS, method="post"),
    "surveys:complaint-unlink": thing("running", MANAGERS, method="post"),
    "surveys:complaint-tag": thing("running", MANAGERS, method="post"),
    "surveys:complaint-text": thing("running", MANAGERS, method="post", step="close"),
    "surveys:complaint-bulk-give": page(MANAGERS, method="post"),
    "surveys:complaint-bulk-forward": page(MANAGERS, method="post"),
    "surveys:complaint-bulk-tag": page(MANAGERS, method="post"),
    "surveys:complaint-bulk-duplicate": page(MANAGERS, method="post"),
    "surveys:template-list": page(MANAGERS),
    "surveys:template-create": page(MANAGERS),
    "surveys:template-update": thing("template", MANAGERS),
    # --- Topics are of the whole government
    "surveys:topic-list": page(TEXT_READERS),
    "surveys:topic-create": page(MANAGERS),
    "surveys:topic-update": thing("topic", MANAGERS, other_unit=MANAGERS),
    "surveys:topic-report": page(TEXT_READERS),
    # Without a topic in the address there is nothing to show; see tests/surveys/views/test_topic.py.
    "surveys:topic-texts": page(NOBODY),
    "surveys:comment-tag": thing("comment", MANAGERS),
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
    "slip:form": Row(
        own=EVERYONE,
        kwargs=lambda objects: {"code": "ABCD-EFGH"},
        asks_to_sign_in=False,
    ),
    "public:kiosk-screen": for_everybody("unit"),
    "public:kiosk-start": for_everybody("unit", method="post"),
    "public:kiosk-answer": for_everybody("unit", method="post"),
    "public:kiosk-send": for_everybody("unit", method="post"),
    "public:kiosk-reset": for_everybody("unit", method="post"),
    "public:kiosk-thanks": for_everybody("unit"),
    "public:results": for_everybody("unit"),
    "public:results-csv": for_everybody("unit"),
    "public:results-json": for_everybody("unit"),
    "public:results-rss": for_everybody("unit"),
    "public:data": for_everybody("unit"),
    "public:result-poster": Row(
        own=EVERYONE,
        other_unit=EVERYONE,
        other_government=EVERYONE,
        kwargs=lambda objects: {"slug": objects["unit"].slug},
        data=lambda objects: {"survey": objects["closed"].pk},
        has_object=True,
        asks_to_sign_in=False,
    ),
    "public:complaint-create": for_everybody("unit"),
    "public:complaint-check": for_everybody("unit", method="post"),
    "public:complaint-change": for_everybody("unit", method="post"),
    "public:complaint-figures": for_everybody("unit"),
    "public:complaint-support": for_everybody("unit", method="post"),
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
