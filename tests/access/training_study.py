"""Further education, licences, sharing sessions."""

from django.utils import timezone

from tests.access.policy import SIGNED_IN, STAFF, Place, Row, page, thing
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    ApplicationFactory,
    CallFactory,
    ChangeFactory,
    ReportFactory,
    ReviewerFactory,
    SharingFactory,
    StudyFactory,
)
from training.enums import ApplicationState, CallState

INSIDERS = SIGNED_IN - {"operator", "nobody", "partner"}
OVERSEERS = {"hr_officer", "training_coordinator", "head_of_agency", "auditor"}
MANAGERS = {"training_coordinator"}
RECORDERS = MANAGERS | {"hr_officer"}
CONCERNED = OVERSEERS | {"employee", "supervisor"}


def build(place: Place) -> dict[str, object]:
    open_call = CallFactory(unit=place.unit)
    reviewed = CallFactory(unit=place.unit, state=CallState.REVIEW)
    elsewhere = EmployeeFactory(unit=place.unit.government)
    ReviewerFactory(call=reviewed, employee=place.head)
    study = StudyFactory(employee=place.clerk)
    return {
        "call": open_call,
        "call_draft": CallFactory(unit=place.unit, state=CallState.DRAFT),
        "reviewer": ReviewerFactory(call=open_call, employee=EmployeeFactory(unit=place.unit)),
        "application": ApplicationFactory(call=open_call, employee=place.clerk),
        "accepted": ApplicationFactory(
            call=CallFactory(unit=place.unit, state=CallState.REVIEW),
            employee=EmployeeFactory(unit=place.unit),
            state=ApplicationState.ACCEPTED,
            letter_number="800/1",
            decided_at=timezone.now(),
        ),
        "blind": ApplicationFactory(call=reviewed, employee=elsewhere, state=ApplicationState.COMPLETE),
        "person": EmployeeFactory(unit=place.unit),
        "study": study,
        "report": ReportFactory(assignment=study),
        "change": ChangeFactory(assignment=study),
        "sharing": SharingFactory(proposer=place.clerk),
        "proposal": SharingFactory(proposer=place.clerk, proposed=True),
    }


ROWS: dict[str, Row] = {
    "training:study-call-list": page(STAFF | OVERSEERS),
    "training:study-call-create": page(MANAGERS),
    "training:study-call-detail": thing("call", INSIDERS, other_unit=INSIDERS),
    "training:study-call-update": thing("call_draft", MANAGERS),
    "training:study-call-criteria": thing("call_draft", MANAGERS),
    "training:study-reviewer-add": thing("call_draft", MANAGERS),
    "training:study-reviewer-remove": Row(
        own=frozenset(MANAGERS),
        kwargs=lambda objects: {"pk": objects["call"].pk, "reviewer_pk": objects["reviewer"].pk},
        method="post",
        has_object=True,
    ),
    "training:study-call-open": thing("call_draft", MANAGERS),
    "training:study-call-close": thing("call", MANAGERS),
    "training:study-call-conclude": thing("call", MANAGERS),
    "training:study-call-cancel": thing("call", MANAGERS),
    "training:study-applications": thing("call", OVERSEERS),
    "training:study-apply": thing("call", STAFF, other_unit=STAFF),
    "training:study-application-detail": thing("application", CONCERNED),
    "training:study-application-submit": thing("application", {"employee"}),
    "training:study-application-withdraw": thing("application", {"employee"}),
    "training:study-application-recommend": thing("application", {"supervisor"}),
    "training:study-application-return": thing("application", MANAGERS),
    "training:study-application-complete": thing("application", MANAGERS),
    "training:study-application-accept": thing("application", MANAGERS),
    "training:study-application-reject": thing("application", MANAGERS),
    "training:study-letter": thing("accepted", MANAGERS),
    "training:study-assignment-begin": thing("accepted", MANAGERS),
    "training:study-review-list": page(STAFF),
    "training:study-score": thing("blind", {"supervisor"}, by="code"),
    "training:study-score-submit": thing("blind", {"supervisor"}, by="code", method="post"),
    "training:study-assignment-list": page(OVERSEERS),
    "training:study-assignment-person": page(RECORDERS),
    "training:study-assignment-create": thing("person", RECORDERS, arg="employee_pk"),
    "training:study-assignment-detail": thing("study", CONCERNED),
    "training:study-change-ask": thing("study", {"employee"}),
    "training:study-resume": thing("study", RECORDERS, method="post"),
    "training:study-graduate": thing("study", RECORDERS | {"employee"}),
    "training:study-return": thing("study", RECORDERS),
    "training:study-end": thing("study", RECORDERS),
    "training:study-change-decide": thing("change", RECORDERS),
    "training:study-report": thing("report", {"employee"}),
    "training:study-report-read": thing("report", RECORDERS),
    "training:certification-list": page(STAFF | OVERSEERS),
    "training:sharing-list": page(STAFF | OVERSEERS),
    "training:sharing-create": page(STAFF),
    "training:sharing-detail": thing("sharing", INSIDERS, other_unit=INSIDERS),
    "training:sharing-update": thing("proposal", {"employee"}),
    "training:sharing-approve": thing("proposal", MANAGERS | {"supervisor"}, method="post"),
    "training:sharing-refuse": thing("proposal", MANAGERS | {"supervisor"}),
    "training:sharing-cancel": thing("proposal", MANAGERS | {"supervisor", "employee"}),
    "training:sharing-join": thing("sharing", STAFF, other_unit=STAFF, method="post"),
    "training:sharing-leave": thing("sharing", STAFF, other_unit=STAFF, method="post"),
    "training:sharing-attendance": thing("sharing", MANAGERS | {"supervisor", "employee"}),
    "training:sharing-material-add": thing("sharing", MANAGERS | {"supervisor", "employee"}),
    "training:sharing-calendar": thing("sharing", INSIDERS, other_unit=INSIDERS),
}
