"""What the components and layouts promise, where a page's own test would not see it."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from asn_portal.forms import PortalForm
from asn_portal.home.registry import ActionItem


class NameForm(PortalForm):
    name = forms.CharField(label="Name")


def render(source: str, **context) -> str:
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), ("0", "0"), (12, "12"), (None, "–"), ("", "–")])
def test_stat_shows_nought_as_a_figure_and_nothing_as_a_dash(value, shown):
    text = render('<c-stat label="Refused" :value="value" />', value=value)

    assert re.search(r'class="stat-value">\s*(.*?)\s*</p>', text, re.S)[1] == shown


@pytest.mark.parametrize("fields", ["", "{% block fields %}own fields{% endblock fields %}"])
def test_form_page_shows_one_error_summary(fields):
    page = engines["django"].from_string(f'{{% extends "layouts/form.html" %}}{fields}')

    content = page.render({"form": NameForm({})})

    assert content.count("data-error-summary") == 1


def test_day_in_the_title_of_an_act_is_not_said_twice():
    day = dt.date(2026, 11, 20)
    items = [ActionItem("Write the report of 20 November 2026", "/1/", day), ActionItem("Read the notice", "/2/", day)]

    text = render('<c-action-list :items="items" />', items=items)

    assert text.count("<time") == 1
