"""Careers: the dated rules, and each room in a module of its own."""

import datetime

from careers.enums import CareerRuleKey
from careers.models import CareerRule
from employees.dates import today
from tests.access.careers_batches import BATCH_ROWS, build_batches
from tests.access.careers_exam import EXAM_ROWS, build_exams
from tests.access.careers_mentoring import MENTORING_ROWS, build_mentoring
from tests.access.careers_panel import PANEL_ROWS, build_panels
from tests.access.careers_selections import SELECTION_ROWS, build_selections
from tests.access.careers_talent import TALENT_ROWS, build_talent
from tests.access.policy import Place, Row, page, thing

READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})


def build(place: Place) -> dict[str, object]:
    rule, _new = CareerRule.objects.get_or_create(
        government=place.unit.government,
        key=CareerRuleKey.MENTOR,
        valid_from=today() + datetime.timedelta(days=30),
        defaults={"value": {"years": 5, "mentees": 3}, "basis": "Perwal 1/2026"},
    )
    return {
        "career_rule": rule,
        **build_batches(place),
        **build_exams(place),
        **build_mentoring(place),
        **build_panels(place),
        **build_selections(place),
        **build_talent(place),
    }


ROWS: dict[str, Row] = {
    "careers:rule-list": page(READERS),
    "careers:rule-detail": Row(own=READERS, kwargs=lambda objects: {"key": "mentor"}),
    # A grant on a district is too small for these; tests/careers/views has those on the whole government.
    "careers:rule-create": Row(kwargs=lambda objects: {"key": "mentor"}),
    "careers:rule-take-back": thing("career_rule", set(), method="post"),
    **BATCH_ROWS,
    **EXAM_ROWS,
    **MENTORING_ROWS,
    **PANEL_ROWS,
    **SELECTION_ROWS,
    **TALENT_ROWS,
}
