"""Which units a filter offers."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.urls import reverse

from asn_portal.access.scope import EVERYWHERE
from employees import fields
from employees.dates import today
from employees.models import OrganizationalUnit

CLOSED_ON = dt.timedelta(days=10)


def offered(page):
    form = page.context["form"] if "form" in page.context else page.context["filter"].form
    return {key for key, _label in form.fields["unit"].choices}


@pytest.mark.parametrize(
    "name", ["employee-list", "change-request-list", "warning-list", "seniority-list", "headcount"]
)
def test_the_chosen_deep_unit_is_offered_in_a_large_government(name, world, client_for, monkeypatch):
    monkeypatch.setattr(fields, "OFFERED_UNITS", 1)

    page = client_for("hr_officer").get(reverse(f"employees:{name}"), {"unit": world.village.pk})

    assert world.village.pk in offered(page)
    assert world.other_village.pk not in offered(page)


@pytest.mark.parametrize("name", ["employee-list", "seniority-list", "headcount"])
def test_a_closed_unit_is_offered_only_on_its_days_and_where_it_is_chosen(name, world, client_for):
    OrganizationalUnit.objects.filter(pk=world.other_village.pk).update(closed_on=today() - CLOSED_ON)
    client, url = client_for("hr_officer"), reverse(f"employees:{name}")
    before = (today() - 2 * CLOSED_ON).isoformat()

    found = [
        world.other_village.pk in offered(client.get(url, asked))
        for asked in ({}, {"on": before}, {"unit": world.other_village.pk}, {"unit": world.village.pk})
    ]

    assert found == [False, True, True, False]


@pytest.mark.parametrize("name", ["survey-list", "complaint-list", "comment-list"])
def test_lists_of_what_citizens_say_offer_a_closed_unit_only_where_it_is_chosen(name, world, client_for):
    OrganizationalUnit.objects.filter(pk=world.other_village.pk).update(closed_on=today())
    client, url = client_for("service_officer"), reverse(f"surveys:{name}")

    pages = [client.get(url), client.get(f"{url}?{QueryDict(f'unit={world.other_village.pk}').urlencode()}")]

    assert [world.other_village.pk in offered(page) for page in pages] == [False, True]


@pytest.mark.parametrize("names", [(), ("village",), ("village", "other_village"), None])
def test_what_is_offered_below_some_paths_is_what_the_query_set_finds(names, world, django_assert_num_queries):
    OrganizationalUnit.objects.filter(pk=world.other_village.pk).update(closed_on=today() - CLOSED_ON)
    paths = [EVERYWHERE] if names is None else sorted(getattr(world, name).path for name in names)
    slow = fields.UpperUnitField(queryset=OrganizationalUnit.objects.below(paths))
    quick = fields.UpperUnitField(queryset=OrganizationalUnit.objects.below(paths))
    quick.reach = paths

    for day in (None, today() - 2 * CLOSED_ON):
        slow.date = quick.date = day
        with django_assert_num_queries(1 if paths else 0):
            found = list(quick.choices)
        assert found == list(slow.choices)
    assert (len(found) > 1) is bool(paths)
