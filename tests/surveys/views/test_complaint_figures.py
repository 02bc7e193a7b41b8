"""The public numbers about reports: right, and nothing of single people."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from employees.dates import today
from surveys.enums import ComplaintState, ComplaintVisibility
from surveys.reports.complaints import complaint_figures
from surveys.services.topic import tag_text
from tests.factories.surveys import ComplaintFactory, TopicFactory

pytestmark = pytest.mark.django_db
S = ComplaintState


def figures_of(unit):
    return complaint_figures(unit, today() - datetime.timedelta(days=200), today())


def add(unit, number, **fields):
    return [ComplaintFactory(unit=unit, **fields) for _each in range(number)]


def test_figures(world, django_assert_num_queries):
    received = timezone.now() - datetime.timedelta(days=30)
    answered = {"received_at": received, "answered_at": received + datetime.timedelta(days=2)}
    add(world.village, 10, state=S.DONE, is_satisfied=True, **answered)
    add(world.village, 5, state=S.DONE, is_satisfied=False, closed_at=timezone.now(), **answered)
    add(world.village, 5, state=S.NOT_FIXED, visibility=ComplaintVisibility.SECRET, **answered)
    add(world.other_village, 5)

    with django_assert_num_queries(4):
        figures = figures_of(world.village)

    assert (figures.total, figures.median_days, figures.satisfied_percent) == (20, 2, 65)
    assert (figures.not_fixed, figures.overdue_percent) == (5, 25)
    assert {row.label: row.count for row in figures.states if row.count} == {S.DONE.label: 15, S.NOT_FIXED.label: 5}
    assert figures_of(world.district).total == 25


def test_small_numbers_are_hidden_also_against_subtraction(world):
    add(world.village, 12, state=S.DONE)
    add(world.village, 6, state=S.IN_PROGRESS)
    add(world.village, 2, state=S.NOT_FIXED, is_satisfied=False)

    figures = figures_of(world.village)

    shown = {row.label: row.count for row in figures.states}
    assert (shown[S.NOT_FIXED.label], shown[S.IN_PROGRESS.label], shown[S.DONE.label]) == (None, None, 10)
    assert (figures.not_fixed, figures.not_fixed_percent, figures.satisfied_percent) == (None, None, None)


def test_page_says_nothing_of_a_report(world, client):
    complaints = add(world.village, 6, state=S.VERIFIED, subject="Pungutan liar", text="Oleh Pak Budi", place="Loket 2")
    topic = TopicFactory(government=world.government, name="Biaya")
    for complaint in complaints:
        tag_text(text=complaint, topics=[topic], by=world.users["service_officer"])

    page = client.get(reverse("public:complaint-figures", args=["belawan-i"])).content.decode()
    few = client.get(reverse("public:complaint-figures", args=["bagan-deli"])).content.decode()

    assert "Biaya" in page
    for word in ("Pungutan", "Pak Budi", "Loket 2", complaints[0].formatted_code):
        assert word not in page
    assert "Biaya" not in few
    assert client.get(reverse("public:complaint-figures", args=["medan-belawan"])).status_code == 404
