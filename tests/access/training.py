"""Training: everybody of a government reads its catalogue; coordinators run what their units organise."""

from tests.access import training_study
from tests.access.policy import EVERYONE, SIGNED_IN, STAFF, Place, Row, page, thing
from tests.access.training_after import AFTER_ROWS, build_after
from tests.access.training_plans import PLAN_ROWS, build_plans
from tests.factories.employees import EmployeeFactory
from tests.factories.training import (
    AttendanceFactory,
    NeedPublishedFactory,
    OfferFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    VenueFactory,
    make_completed,
    make_partner_user,
)
from training.enums import Allocation, RegistrationState
from training.models import (
    Competency,
    Material,
    Partner,
    ProgrammeCompetency,
    SessionCost,
    SessionSeries,
    SessionTrainer,
    TrainingSession,
)
from training.services.certificate import issue_certificate

INSIDERS = SIGNED_IN - {"operator", "nobody", "partner"}
OVERSEERS = {"hr_officer", "training_coordinator", "head_of_agency", "auditor"}
MANAGERS = {"training_coordinator"}
# The person, their direct supervisor, and who oversees the organiser.
CONCERNED = OVERSEERS | {"employee", "supervisor"}


PARTNER = {"partner"}


def part(
    key: str,
    of: str,
    arg: str,
    own: set[str],
    *,
    method: str = "get",
    other_unit: frozenset[str] | set[str] = frozenset(),
) -> Row:
    """The address of `objects[of]`, a part of `objects[key]`: both stand in it."""
    return Row(
        own=frozenset(own),
        kwargs=lambda objects: {"pk": objects[key].pk, arg: objects[of].pk},
        other_unit=frozenset(other_unit),
        method=method,
        has_object=True,
    )


def build(place: Place) -> dict[str, object]:
    open_session = SessionFactory(programme__unit=place.unit)
    draft = SessionFactory(programme=open_session.programme, draft=True)
    running = SessionFactory(programme=open_session.programme, over=True)
    finished = SessionFactory(programme=open_session.programme, finished=True)
    AttendanceFactory(registration=RegistrationFactory(session=running, state=RegistrationState.APPROVED))
    completed = make_completed(finished, employee=EmployeeFactory(unit=place.unit))
    certificate = issue_certificate(registration=completed, by=None)
    objects = {
        "open": open_session,
        "draft": draft,
        "running": running,
        "finished": finished,
        "programme": open_session.programme,
        "registration": RegistrationFactory(session=open_session, employee=place.clerk),
        "completed": completed,
        "certificate": certificate,
    }
    objects |= build_allocation(place, open_session)
    objects |= build_plans(place)
    return objects | build_after(place, objects)


def build_allocation(place: Place, session: TrainingSession) -> dict[str, object]:
    """Quotas, draws, equipment and partners. What is kept by a government is the same wherever in it one works."""
    government = place.unit.government
    programme = session.programme
    drawn = SessionFactory(programme=programme, allocation=Allocation.DRAW)
    taught = SessionFactory(programme=programme, over=True)
    partner = Partner.objects.filter(government=government, accounts__isnull=False).first()
    if partner is None:
        partner = make_partner_user(government).partner_account.partner
    taught.partner = partner
    taught.save(update_fields=["partner"])
    competency, _created = Competency.objects.get_or_create(
        government=government, code=f"X{place.unit.pk}", defaults={"name": "Pelayanan", "definition": "Melayani."}
    )
    return {
        **training_study.build(place),
        "venue": VenueFactory(government=government),
        "trainer": (trainer := TrainerFactory(government=government)),
        "engaged": SessionTrainer.objects.create(session=session, trainer=trainer),
        "cost": SessionCost.objects.create(session=session, kind="venue", planned=100),
        "material": Material.objects.create(session=session, title="Modul", url="https://example.org/modul"),
        "raised": ProgrammeCompetency.objects.create(programme=programme, competency=competency),
        "series": SessionSeries.objects.create(
            programme=programme, title="Bulanan", rule="FREQ=WEEKLY;BYDAY=TU;COUNT=1"
        ),
        "drawn": drawn,
        "taught": taught,
        "partner": partner,
        "agreement": partner.agreements.first(),
        "account": partner.accounts.first(),
        "need_published": NeedPublishedFactory(government=government),
        "offer": OfferFactory(partner=partner),
    }


ROWS: dict[str, Row] = {
    **training_study.ROWS,
    # Who belongs to no government finds the catalogue empty.
    "training:session-list": page(),
    "training:session-office-list": page(OVERSEERS),
    "training:session-plan": page(MANAGERS),
    "training:session-detail": thing("open", INSIDERS, other_unit=INSIDERS),
    "training:session-comment": thing("open", STAFF, other_unit=STAFF, method="post", data={"text": "Perlu contoh."}),
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
    # Equipment, seats, draws, series, partners
    "training:venue-list": page(OVERSEERS),
    "training:venue-create": page(MANAGERS),
    "training:venue-update": thing("venue", MANAGERS, other_unit=MANAGERS),
    "training:trainer-list": page(OVERSEERS),
    "training:trainer-create": page(MANAGERS),
    "training:trainer-detail": thing("trainer", OVERSEERS, other_unit=OVERSEERS),
    "training:trainer-update": thing("trainer", MANAGERS, other_unit=MANAGERS),
    "training:material-remove": thing("material", MANAGERS, method="post"),
    "training:programme-material": thing("programme", MANAGERS),
    "training:programme-eligibility": thing("programme", MANAGERS),
    "training:programme-competency": thing("programme", MANAGERS),
    "training:programme-competency-drop": part("programme", "raised", "row_pk", MANAGERS, method="post"),
    "training:series-create": thing("programme", MANAGERS, arg="programme_pk"),
    "training:series-open": thing("series", MANAGERS, method="post"),
    "training:my-calendar": page(STAFF),
    "training:session-planning": thing("open", OVERSEERS),
    "training:session-trainer-engage": thing("open", MANAGERS),
    "training:session-trainer-release": part("open", "engaged", "row_pk", MANAGERS, method="post"),
    "training:session-cost-add": thing("open", MANAGERS),
    "training:session-cost-update": part("open", "cost", "cost_pk", MANAGERS),
    "training:session-cost-remove": part("open", "cost", "cost_pk", MANAGERS, method="post"),
    "training:session-material-add": thing("open", MANAGERS),
    "training:session-seats": thing("open", OVERSEERS),
    "training:session-quotas": thing("open", MANAGERS),
    "training:session-invite": thing("open", MANAGERS),
    # A head names their own staff for every session of the government.
    "training:session-nominate": thing("open", MANAGERS | {"supervisor"}, other_unit={"supervisor"}),
    "training:session-results": thing("taught", MANAGERS),
    # Public within the government.
    "training:session-draw": thing("drawn", INSIDERS, other_unit=INSIDERS),
    "training:session-draw-prepare": thing("drawn", MANAGERS),
    "training:session-draw-publish": thing("drawn", MANAGERS, method="post"),
    "training:session-draw-seed": thing("drawn", MANAGERS),
    "training:session-draw-list": thing("drawn", INSIDERS, other_unit=INSIDERS),
    "training:session-draw-download": thing("drawn", INSIDERS, other_unit=INSIDERS),
    "training:registration-move": thing("registration", MANAGERS),
    "training:partner-list": page(OVERSEERS),
    "training:partner-create": page(MANAGERS),
    "training:partner-detail": thing("partner", OVERSEERS, other_unit=OVERSEERS),
    "training:partner-update": thing("partner", MANAGERS, other_unit=MANAGERS),
    "training:agreement-add": thing("partner", MANAGERS, other_unit=MANAGERS),
    "training:agreement-end": part("partner", "agreement", "agreement_pk", MANAGERS, other_unit=MANAGERS),
    "training:partner-account-invite": thing("partner", MANAGERS, other_unit=MANAGERS),
    "training:partner-account-switch": thing("account", MANAGERS, other_unit=MANAGERS, method="post"),
    "training:partner-account-resend": thing("account", MANAGERS, other_unit=MANAGERS, method="post"),
    "training:need-list-published": page(OVERSEERS),
    "training:need-publish": page(MANAGERS),
    "training:need-withdraw-published": thing("need_published", MANAGERS, other_unit=MANAGERS, method="post"),
    "training:offer-list": page(OVERSEERS),
    "training:offer-detail": thing("offer", OVERSEERS, other_unit=OVERSEERS),
    "training:offer-accept": thing("offer", MANAGERS, other_unit=MANAGERS),
    "training:offer-decline": thing("offer", MANAGERS, other_unit=MANAGERS),
    "training:partner-home": page(PARTNER),
    "training:partner-needs": page(PARTNER),
    "training:partner-offers": page(PARTNER),
    "training:partner-feedback": page(PARTNER),
    "training:partner-offer-create": page(PARTNER),
    "training:partner-offer-withdraw": thing("offer", PARTNER, other_unit=PARTNER, method="post"),
    "training:partner-session": thing("taught", PARTNER, other_unit=PARTNER),
    "training:partner-material": thing("taught", PARTNER, other_unit=PARTNER),
    "training:partner-results": thing("taught", PARTNER, other_unit=PARTNER),
    "training:partner-results-template": thing("taught", PARTNER, other_unit=PARTNER),
}
ROWS |= AFTER_ROWS
ROWS |= PLAN_ROWS
