"""Training: everybody of a government reads its catalogue; coordinators run what their units organise."""

from tests.access.policy import EVERYONE, SIGNED_IN, STAFF, Place, Row, page, thing
from tests.factories.employees import EmployeeFactory
from tests.factories.training import AttendanceFactory, RegistrationFactory, SessionFactory, make_completed
from training.enums import RegistrationState
from training.services.certificate import issue_certificate

INSIDERS = SIGNED_IN - {"operator", "nobody"}
OVERSEERS = {"hr_officer", "training_coordinator", "head_of_agency", "auditor"}
MANAGERS = {"training_coordinator"}
# The person, their direct supervisor, and who oversees the organiser.
CONCERNED = OVERSEERS | {"employee", "supervisor"}


def build(place: Place) -> dict[str, object]:
    open_session = SessionFactory(programme__unit=place.unit)
    draft = SessionFactory(programme=open_session.programme, draft=True)
    running = SessionFactory(programme=open_session.programme, over=True)
    finished = SessionFactory(programme=open_session.programme, finished=True)
    AttendanceFactory(registration=RegistrationFactory(session=running, state=RegistrationState.APPROVED))
    completed = make_completed(finished, employee=EmployeeFactory(unit=place.unit))
    certificate = issue_certificate(registration=completed, by=None)
    return {
        "open": open_session,
        "draft": draft,
        "running": running,
        "finished": finished,
        "programme": open_session.programme,
        "registration": RegistrationFactory(session=open_session, employee=place.clerk),
        "completed": completed,
        "certificate": certificate,
    }


ROWS: dict[str, Row] = {
    # Who belongs to no government finds the catalogue empty.
    "training:session-list": page(),
    "training:session-office-list": page(OVERSEERS),
    "training:session-plan": page(MANAGERS),
    "training:session-detail": thing("open", INSIDERS, other_unit=INSIDERS),
    "training:session-update": thing("open", MANAGERS),
    "training:session-open": thing("draft", MANAGERS, method="post"),
    "training:session-close": thing("open", MANAGERS, method="post"),
    "training:session-start": thing("open", MANAGERS, method="post"),
    "training:session-finish": thing("running", MANAGERS),
    "training:session-cancel": thing("open", MANAGERS),
    "training:session-calendar": thing("open", INSIDERS, other_unit=INSIDERS),
    "training:session-register": thing("open", STAFF, other_unit=STAFF, method="post"),
    "training:session-participants": thing("open", OVERSEERS),
    "training:session-attendance": thing("running", MANAGERS),
    "training:session-class-list-pdf": thing("open", OVERSEERS),
    "training:session-class-list-xlsx": thing("open", OVERSEERS),
    "training:session-issue-certificates": thing("finished", MANAGERS, method="post"),
    "training:my-training": page(STAFF),
    "training:approval-list": page({"supervisor"}),
    "training:approval-bulk-approve": page({"supervisor"}, method="post"),
    "training:registration-detail": thing("registration", CONCERNED),
    "training:registration-approve": thing("registration", {"supervisor"}, method="post"),
    "training:registration-refuse": thing("registration", {"supervisor"}),
    "training:registration-withdraw": thing("registration", {"employee"}),
    "training:registration-remove": thing("registration", MANAGERS),
    "training:registration-issue-certificate": thing("completed", MANAGERS, method="post"),
    "training:programme-list": page(OVERSEERS),
    "training:programme-create": page(MANAGERS),
    "training:programme-detail": thing("programme", OVERSEERS),
    "training:programme-update": thing("programme", MANAGERS),
    "training:session-create": thing("programme", MANAGERS, arg="programme_pk"),
    "training:certificate-download": thing("certificate", OVERSEERS | {"supervisor"}),
    "training:certificate-revoke": thing("certificate", MANAGERS),
    "training:certificate-verify-form": page(EVERYONE),
    "training:certificate-verify": thing(
        "certificate", EVERYONE, by="code", other_unit=EVERYONE, other_government=EVERYONE
    ),
}
