"""Beside which organisation's rating people are rated."""

from __future__ import annotations

from collections.abc import Mapping

from asn_portal.access.scope import enclosing_paths
from evaluations.models import Assessment, AssessmentPeriod, OrganisationAssessment


def nearest_rating(ratings: Mapping[str, OrganisationAssessment], unit_path: str) -> OrganisationAssessment | None:
    """The rating beside which people of the unit are rated: that of their own unit, else of the nearest above it.
    `ratings` by unit path."""
    return next((ratings[path] for path in reversed(enclosing_paths(unit_path)) if path in ratings), None)


def ratings_of(period: AssessmentPeriod) -> dict[str, OrganisationAssessment]:
    """By unit path. One query."""
    return {row.unit.path: row for row in period.organisations.select_related("unit", "rated_by")}


def rating_for(assessment: Assessment) -> OrganisationAssessment | None:
    """Of the person's organisation. One query."""
    chain = enclosing_paths(assessment.unit.path)
    rows = OrganisationAssessment.objects.filter(
        assessment_period=assessment.assessment_period_id, unit__path__in=chain
    ).select_related("unit", "rated_by")
    return nearest_rating({row.unit.path: row for row in rows}, assessment.unit.path)
