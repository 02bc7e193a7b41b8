"""What boxes follow from: ratings of a year and competency levels."""

import datetime

from employees.models import RatingHistory
from training.enums import RatingSource
from training.models import Competency, CompetencyRating


def give_rating(person, predicate="BAIK", year=2025):
    return RatingHistory.objects.create(employee=person, year=year, predicate=predicate)


def give_levels(person, levels, day=datetime.date(2025, 6, 1)):
    """Levels in the generic competencies, in the order of their keys; fewer leave the others unknown."""
    generic = Competency.objects.filter(government=None, is_active=True).exclude(kind="technical").order_by("pk")
    return CompetencyRating.objects.bulk_create(
        CompetencyRating(
            employee=person, competency=competency, level=level, source=RatingSource.SUPERVISOR, rated_on=day
        )
        for competency, level in zip(generic, levels, strict=False)
    )
