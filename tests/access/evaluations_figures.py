"""Dashboards and the professionalism index."""

from __future__ import annotations

from tests.access.policy import STAFF, Place, Row, page, thing

# Who heads the unit, and who reads evaluations of the district.
READERS = frozenset({"supervisor", "hr_officer", "head_of_agency", "auditor"})

FIGURE_ROWS: dict[str, Row] = {
    "evaluations:dashboard-home": page(READERS),
    "evaluations:dashboard": thing("measured_unit", own=READERS),
    "evaluations:dashboard-pdf": thing("measured_unit", own=READERS),
    "evaluations:dashboard-rows": thing("measured_unit", own=READERS, figure="plans"),
    "evaluations:professionalism-unit": thing("measured_unit", own=READERS),
    "evaluations:professionalism": page(STAFF),
    "evaluations:professionalism-person": thing("measured_person", own=READERS | {"employee"}),
}


def build_figures(place: Place) -> dict[str, object]:
    return {"measured_unit": place.unit, "measured_person": place.clerk}
