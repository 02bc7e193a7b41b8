"""What citizens of the demo say: surveys of two years with their results, and reports in every state."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from surveys.demo.complaint import add_reports
from surveys.demo.complaint_stories import TRACKING_CODE, TRACKING_PIN
from surveys.demo.holiday import add_holidays
from surveys.demo.officers import Officers
from surveys.demo.publication import add_publication
from surveys.demo.questionnaire import add_questionnaire
from surveys.demo.survey import Surveys, half_years
from surveys.demo.topic import add_templates, add_topics
from surveys.demo.trust import SLIP_CODE, add_trust

__all__ = ["SLIP_CODE", "TRACKING_CODE", "TRACKING_PIN", "load"]

CLOSED_HALF_YEARS = 4


def load(world: DemoWorld) -> None:
    """Holidays, surveys of every service unit for two years and the present half-year, 75 reports, topics and texts."""
    holidays = add_holidays()
    officers = Officers(world)
    surveys = Surveys(world, officers, add_questionnaire(world))
    periods = list(half_years(world.today, CLOSED_HALF_YEARS))
    for number, (first, after) in enumerate(periods, start=1):
        if first <= world.today < after:
            surveys.run(first, after)
        else:
            surveys.run_and_close(first, after)
        world.progress(number, len(periods) + 1)
    surveys.prepare_next(periods[-1][1])
    add_publication(world, officers)
    add_trust(world, officers)
    add_reports(world, officers, holidays)
    add_templates(world)
    add_topics(world, officers)
    world.progress(1, 1)
