"""Daily reports (two years in three villages, a few months in other offices and of all heads), schedules, and the
monthly reports made from them."""

from __future__ import annotations

import datetime

from asn_portal.operation.demo import DemoWorld
from employees.enums import LegalStatus
from employees.models import Employee
from employees.supervision import head_of
from evaluations.demo.assessment import add_ratings
from evaluations.demo.daily import (
    add_daily_reports,
    add_proposals,
    add_reports_of_heads,
    many_inserts,
    take_statistics,
)
from evaluations.demo.plan import add_plans
from evaluations.demo.report import add_each_kind, add_runs, add_schedule
from evaluations.domain.calendar import month_start, next_month, previous_month
from evaluations.partitions import add_months

# Unit → who keeps its schedule.
VILLAGES = {"belawan-i": "hr@belawan.demo", "terjun": "hr@medan.demo", "kampung-bandar": "hr@pekanbaru.demo"}
# These took the portal up later: their reports and schedules begin RECENT_MONTHS before this month.
RECENT_UNITS = {
    "medan-belawan": "hr@belawan.demo",
    "medan-marelan": "hr@medan.demo",
    "bahagia": "hr@belawan.demo",
    "bagan-deli": "hr@belawan.demo",
    "senapelan": "hr@pekanbaru.demo",
    "sago": "hr@pekanbaru.demo",
}
# The newest report of this one failed.
FAILING = "sago"
PAUSED = {"rengas-pulau": "hr@medan.demo"}
DAYS = 730
RECENT_MONTHS = 3
# Of the villages; every other paper is made from its snapshot when somebody asks for it.
MONTHS_WITH_PDF = 1


def load(world: DemoWorld) -> None:
    add_plans(world)
    since, recently = next_month(world.date_before(DAYS)), _months_before(world.today, RECENT_MONTHS)
    begins = {**dict.fromkeys(VILLAGES, since), **dict.fromkeys(RECENT_UNITS, recently)}
    steps = 2 * len(begins) + 1
    add_months(since, world.today)
    with many_inserts():
        for number, (slug, begin) in enumerate(begins.items(), start=1):
            unit = world.units[slug]
            head = head_of(unit, world.today)
            people = Employee.objects.filter(unit=unit).exclude(pk=head.pk)
            staff = sorted(people, key=lambda person: (not LegalStatus(person.status).is_active, person.pk))
            add_daily_reports(world, staff, begin, lambda _person, head=head: head)
            world.progress(number, steps)
        add_reports_of_heads(world, recently)
    add_proposals(world)
    world.progress(len(begins) + 1, steps)
    take_statistics()
    keepers = {**VILLAGES, **RECENT_UNITS}
    for number, (slug, begin) in enumerate(begins.items(), start=1):
        schedule = add_schedule(world, world.units[slug], keepers[slug], begin)
        papers = MONTHS_WITH_PDF if slug in VILLAGES else 0
        add_runs(world, schedule, begin, papers=papers, fails=slug == FAILING, promises=slug in VILLAGES)
        world.progress(len(begins) + 1 + number, steps)
    for slug, keeper in PAUSED.items():
        add_schedule(world, world.units[slug], keeper, recently, is_active=False, next_run_at=None)
    add_ratings(world)
    # The reports of the year tell of the ratings.
    add_each_kind(world, since)


def _months_before(day: datetime.date, months: int) -> datetime.date:
    first = month_start(day)
    for _each in range(months):
        first = previous_month(first)
    return first
