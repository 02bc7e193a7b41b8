"""What a merge and a split of the village are told, and where somebody worked on a day."""

import datetime as dt

from employees.models import (
    Position,
    PositionHistory,
)

DAY = dt.timedelta(days=1)


def merge(world, **kwargs):
    return {"into": world.other_village.pk, "head_title": "Analis Kebijakan", "roles": "end", **kwargs}


def held(employee, date):
    row = PositionHistory.objects.on(date).definitive().select_related("position__unit").get(employee=employee)
    return row.position.unit, row.position.title


def split(world, **kwargs):
    positions = list(Position.objects.filter(unit=world.village).order_by("-is_head", "pk"))
    parts = [{"name": "Belawan Utara", "kind": "URBAN_VILLAGE"}, {"name": "Belawan Selatan", "kind": "URBAN_VILLAGE"}]
    places = {str(position.pk): 0 if position.is_head else 1 for position in positions}
    return {"parts": parts, "positions": places, **kwargs}
