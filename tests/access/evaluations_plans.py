"""Performance plans, which are personal, and evaluation rules."""

from __future__ import annotations

import datetime

from employees.dates import today
from evaluations.enums import EvaluationRuleKey
from evaluations.models import EvaluationRule
from tests.access.policy import STAFF, Place, Row, page, thing
from tests.factories.plans import WorkPlanFactory

HEAD = frozenset({"supervisor"})
OWN = frozenset({"employee"})
READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
ABOVE = READERS | HEAD


def build_plans(place: Place) -> dict[str, object]:
    rule, _new = EvaluationRule.objects.get_or_create(
        government=place.unit.government,
        key=EvaluationRuleKey.EDIT_DAYS,
        valid_from=today() + datetime.timedelta(days=30),
        defaults={"value": {"days": 5}, "basis": "Perwal 1/2026"},
    )
    year = today().year
    agreed = WorkPlanFactory(employee=place.clerk, agreed=True)
    result = agreed.results.get()
    first, last = datetime.date(year + 1, 1, 1), datetime.date(year + 1, 7, 1)
    version = WorkPlanFactory(
        employee=place.clerk,
        proposed=True,
        period=(first, last),
        version=2,
        replaces=agreed,
        change_reason="Tugas baru",
    )
    return {
        "evaluation_rule": rule,
        "agreed_plan": agreed,
        "planned_result": result,
        "plan_indicator": result.indicators.get(),
        "proposed_plan": version,
        "open_plan": WorkPlanFactory(employee=place.clerk, returned=True, period=(last, datetime.date(year + 2, 1, 1))),
    }


PLAN_ROWS: dict[str, Row] = {
    "evaluations:rule-list": page(READERS),
    "evaluations:rule-detail": Row(own=READERS, kwargs=lambda objects: {"key": "edit_days"}),
    # A grant on a district is too small for these; tests/evaluations/views has those on the whole government.
    "evaluations:rule-create": Row(kwargs=lambda objects: {"key": "edit_days"}),
    "evaluations:rule-take-back": thing("evaluation_rule", set(), method="post"),
    "evaluations:plan-list": page(ABOVE),
    "evaluations:my-plans": page(STAFF),
    "evaluations:plan-create": page(STAFF),
    "evaluations:plan-team": page(HEAD),
    "evaluations:plan-detail": thing("agreed_plan", ABOVE | OWN),
    "evaluations:plan-changes": thing("proposed_plan", ABOVE | OWN),
    "evaluations:plan-pdf": thing("agreed_plan", ABOVE | OWN),
    "evaluations:plan-matrix": thing("agreed_plan", ABOVE | OWN),
    "evaluations:plan-write": thing("open_plan", OWN),
    "evaluations:plan-submit": thing("open_plan", OWN, method="post"),
    "evaluations:plan-add-result": thing("open_plan", OWN, method="post"),
    "evaluations:plan-add-indicator": thing("open_plan", OWN, method="post", row="0"),
    "evaluations:plan-propose": thing("open_plan", OWN, method="post"),
    "evaluations:plan-take-back": thing("proposed_plan", OWN, method="post"),
    "evaluations:plan-drop": thing("open_plan", OWN),
    "evaluations:plan-change": thing("agreed_plan", OWN),
    "evaluations:plan-decide": thing("proposed_plan", HEAD),
    "evaluations:plan-agree": thing("proposed_plan", HEAD, method="post"),
    "evaluations:result-link": thing("planned_result", OWN | HEAD, arg="result"),
    "evaluations:progress-tell": thing("plan_indicator", OWN, arg="indicator"),
}
