"""Competencies, needs and plans: personal matters of the person, those above them and the training office."""

import datetime
import uuid

from employees.dates import today
from tests.access.policy import SIGNED_IN, STAFF, Place, Row, page, thing
from training.enums import NeedSource, RatingSource, TrainingForm, TrainingRuleKey
from training.models import (
    Competency,
    CompetencyRating,
    DevelopmentNeed,
    IndividualPlan,
    NeedComment,
    RatingObjection,
    TrainingRule,
    YearPlan,
    YearPlanItem,
)

INSIDERS = SIGNED_IN - {"operator", "nobody", "partner"}
OVERSEERS = {"hr_officer", "training_coordinator", "head_of_agency", "auditor"}
MANAGERS = {"training_coordinator"}
CONCERNED = OVERSEERS | {"employee", "supervisor"}
ABOVE = OVERSEERS | {"supervisor"}
# Who may propose needs of the clerk.
PROPOSERS = {"employee", "supervisor", "training_coordinator"}
PLANNERS = {"supervisor", "training_coordinator"}


def build_plans(place: Place) -> dict[str, object]:
    government = place.unit.government
    competency, _new = Competency.objects.get_or_create(
        government=government, code="arsip", defaults={"name": "Arsip", "definition": "Mengelola arsip."}
    )
    rating = CompetencyRating.objects.create(
        employee=place.clerk, competency=competency, level=2, source=RatingSource.SUPERVISOR, rated_on=today()
    )
    disputed = CompetencyRating.objects.create(
        employee=place.clerk, competency=competency, level=1, source=RatingSource.EXAM, rated_on=today()
    )
    plan = IndividualPlan.objects.create(employee=place.clerk, year=2030)
    year_plan = YearPlan.objects.create(unit=place.unit, year=2030)
    rule, _new = TrainingRule.objects.get_or_create(
        government=government,
        key=TrainingRuleKey.RATING_VALIDITY,
        valid_from=today() + datetime.timedelta(days=30),
        defaults={"value": {"years": 2}, "basis": "Perwal 1/2026"},
    )
    return {
        "own_competency": competency,
        "rating": rating,
        "objection": RatingObjection.objects.create(rating=disputed, text="Tidak sesuai."),
        "person": place.clerk,
        "position": place.head.position,
        "comment": NeedComment.objects.create(
            competency=competency, government=government, author=place.clerk, text="Perlu latihan."
        ),
        "plan": plan,
        "need": DevelopmentNeed.objects.create(
            employee=place.clerk, plan=plan, subject="Tata naskah", source=NeedSource.OWN_WISH, year=2030
        ),
        "year_plan": year_plan,
        "line": YearPlanItem.objects.create(
            plan=year_plan, title="Bimtek arsip", form=TrainingForm.TECHNICAL_GUIDANCE, people=5
        ),
        "training_rule": rule,
    }


PLAN_ROWS: dict[str, Row] = {
    "training:rule-list": page(OVERSEERS),
    "training:rule-detail": Row(own=frozenset(OVERSEERS), kwargs=lambda objects: {"key": "hours"}),
    # A grant on a district is too small for these and for the dictionary; tests/training/views has those on the whole.
    "training:rule-create": Row(kwargs=lambda objects: {"key": "hours"}),
    "training:rule-take-back": thing("training_rule", set(), method="post"),
    "training:competency-list": page(INSIDERS),
    "training:competency-create": page(set()),
    "training:competency-import": page(set()),
    "training:competency-import-check": Row(kwargs=lambda objects: {"document": uuid.UUID(int=1)}),
    "training:competency-detail": thing("own_competency", INSIDERS, other_unit=INSIDERS),
    "training:competency-update": thing("own_competency", set()),
    "training:competency-comment": thing(
        "own_competency", STAFF, other_unit=STAFF, method="post", data={"text": "Perlu contoh."}
    ),
    "training:comment-hide": thing("comment", MANAGERS, method="post"),
    "training:standard-list": page(INSIDERS),
    "training:standard-detail": thing("position", INSIDERS, other_unit=INSIDERS),
    "training:standard-update": thing("position", MANAGERS),
    "training:my-competencies": page(STAFF),
    "training:person-competencies": thing("person", CONCERNED, arg="employee"),
    "training:rating-create": thing("person", PROPOSERS, arg="employee"),
    "training:team-rating": page({"supervisor"}),
    "training:rating-void": thing("rating", MANAGERS),
    "training:objection-create": thing("rating", {"employee"}),
    "training:objection-list": page(STAFF | OVERSEERS),
    "training:objection-detail": thing("objection", CONCERNED),
    "training:objection-withdraw": thing("objection", {"employee"}, method="post"),
    "training:gap-map": page(ABOVE),
    "training:gap-list": page(ABOVE),
    "training:my-plan": page(STAFF),
    "training:plan-begin": page(STAFF, method="post"),
    "training:individual-plan-list": page(ABOVE),
    "training:individual-plan-detail": thing("plan", CONCERNED),
    "training:plan-goals": thing("plan", {"employee"}),
    "training:need-create": thing("plan", PROPOSERS),
    "training:need-take": Row(
        own=frozenset(PROPOSERS),
        kwargs=lambda objects: {"pk": objects["plan"].pk},
        method="post",
        data=lambda objects: {"competency": objects["own_competency"].pk},
        has_object=True,
    ),
    "training:plan-submit": thing("plan", {"employee"}, method="post"),
    "training:plan-agree": thing("plan", {"supervisor"}),
    "training:plan-return": thing("plan", {"supervisor"}),
    "training:need-list": page(ABOVE),
    "training:need-bulk-verify": page(MANAGERS, method="post"),
    "training:need-detail": thing("need", CONCERNED),
    "training:need-update": thing("need", PROPOSERS),
    "training:need-drop": thing("need", PROPOSERS, method="post"),
    "training:need-verify": thing("need", MANAGERS),
    "training:need-refuse": thing("need", PLANNERS),
    "training:year-plan-list": page(ABOVE),
    "training:year-plan-create": page(PLANNERS),
    "training:government-plan": page(ABOVE),
    "training:year-plan-detail": thing("year_plan", ABOVE),
    "training:year-plan-update": thing("year_plan", PLANNERS),
    "training:year-plan-gather": thing("year_plan", PLANNERS, method="post"),
    "training:year-plan-item-create": thing("year_plan", PLANNERS),
    "training:year-plan-submit": thing("year_plan", {"supervisor"}),
    "training:year-plan-verify": thing("year_plan", MANAGERS),
    "training:year-plan-approve": thing("year_plan", {"head_of_agency"}),
    "training:year-plan-return": thing("year_plan", MANAGERS | {"head_of_agency"}),
    "training:year-plan-pdf": thing("year_plan", ABOVE),
    "training:year-plan-xlsx": thing("year_plan", ABOVE),
    "training:year-plan-item-detail": thing("line", ABOVE),
    "training:year-plan-item-update": thing("line", PLANNERS),
    "training:year-plan-item-remove": thing("line", PLANNERS, method="post"),
}
