"""A year's survey with many answers: what its report and its results page cost.

python -m bench.survey_report ANSWERS   prints {"answers": …, "report_s": …, "page_ms": …, "queries": …} as JSON

The answers are stored in one transaction that is rolled back.
"""

from __future__ import annotations

import datetime
import json
import random
import statistics
import sys
import time

import django

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.enums import Channel, IndexSeries, Series, SurveyElement, SurveyState
from surveys.models import SatisfactionSurvey, SurveyResponse
from surveys.public_pages import PageCache
from surveys.reports.chapters import survey_report_pdf
from surveys.services.survey import close_survey
from surveys.services.tally import keep_finished_days
from surveys.views import public_results

DAYS = 365
LOOKS = 20


def measure(answers: int) -> dict[str, float]:
    unit = OrganizationalUnit.objects.filter(surveys__isnull=True, depth__gt=1).latest("depth", "pk")
    OrganizationalUnit.objects.filter(pk=unit.pk).update(is_service_unit=True)
    first = today() - datetime.timedelta(days=DAYS)
    survey = SatisfactionSurvey.objects.create(
        unit=unit,
        period=(first, today() + datetime.timedelta(days=1)),
        state=SurveyState.OPEN,
        opened_at=timezone.now(),
        index_series=IndexSeries.ALL,
    )
    rng = random.Random(answers)
    SurveyResponse.objects.bulk_create(
        (
            SurveyResponse(
                survey=survey,
                answered_on=first + datetime.timedelta(days=number % DAYS),
                channel=Channel.WEB,
                series=Series.OPEN,
                sex=rng.choice("MF"),
                **{str(element): rng.choice((2, 3, 3, 3, 4, 4)) for element in SurveyElement},
            )
            for number in range(answers)
        ),
        batch_size=1000,
    )
    survey.refresh_from_db()
    keep_finished_days()
    close_survey(survey=survey, by=None)
    survey = SatisfactionSurvey.objects.select_related("unit", "result").get(pk=survey.pk)
    began = time.perf_counter()
    survey_report_pdf(survey, language="id")
    report_s = time.perf_counter() - began
    client, address, looks = Client(), f"/p/{unit.slug}/results/", []
    for _look in range(LOOKS):
        _forget()
        began = time.perf_counter()
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} does not answer with 200")
        looks.append(time.perf_counter() - began)
    _forget()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return {
        "answers": answers,
        "report_s": round(report_s, 2),
        "page_ms": round(statistics.median(looks) * 1000, 1),
        "queries": len(captured),
    }


def _forget() -> None:
    """Pages are kept for a minute; here each is made anew."""
    for value in vars(public_results).values():
        if isinstance(value, PageCache):
            value.clear()


def main(answers: int) -> None:
    with transaction.atomic():
        result = measure(answers)
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
