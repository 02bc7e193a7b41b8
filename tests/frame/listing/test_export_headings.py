"""A file of a list carries the same words as the page, for every list of the portal."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from asn_portal.access.roles import Role
from asn_portal.listing import exports
from asn_portal.listing.views import PortalListView, list_view_at
from tests.addresses import list_views
from tests.factories.employees import EmployeeFactory, UserFactory, make_officer

pytestmark = pytest.mark.django_db

# The same word in both languages.
SHARED_WORDS = {"Final", "JP", "Mentee", "Mentor", "NIP", "No.", "Status", "Unit"}
# The page puts under one heading what the file spells out column by column, or the file has the NIP as well: a test of
# their own says so.
SPELT_OUT = {"employees:seniority-list", "employees:warning-list"}


LISTS = sorted(name for name, _view in list_views())


def page_headings(view: PortalListView) -> list[str]:
    return [str(column.header) for column in view.get_table().columns if not column.column.exclude_from_export]


def test_lists_are_found():
    assert {"employees:employee-list", "surveys:complaint-list", "audit:event-list"} <= set(LISTS)


@pytest.mark.parametrize("name", sorted(set(LISTS) - SPELT_OUT))
def test_file_has_the_headings_of_the_page(name):
    view = list_view_at(reverse(name), UserFactory())

    assert exports.headings_and_rows(view)[0] == page_headings(view)


@pytest.mark.parametrize("name", LISTS)
def test_headings_are_words_and_not_names_of_attributes(name):
    """A heading made of an attribute's name is the same in every language."""
    headings = []
    for language in ("id", "en"):
        with translation.override(language):
            view = list_view_at(reverse(name), UserFactory())
            view.chosen_columns = None
            headings.append(set(page_headings(view)))

    assert headings[0] & headings[1] <= SHARED_WORDS


def test_nip_is_grouped_for_people_and_plain_for_programs():
    employee = EmployeeFactory(nip="198501152010011003")

    assert exports._shown(employee.nip) == "19850115 201001 1 003".replace(" ", "\N{NO-BREAK SPACE}")
    assert exports._plain(employee.nip) == "198501152010011003"


def test_moments_are_those_of_the_page(world):
    """Local time, as a moment that a spreadsheet can sort; the page shows the same."""
    UserFactory(name="Aminah", last_login=datetime.datetime(2027, 1, 21, 1, 30, tzinfo=datetime.UTC))
    officer = make_officer(Role.OPERATOR, None)

    headings, rows, _count = exports.headings_and_rows(list_view_at(reverse("employees:account-list"), officer))

    found = next(row for row in rows if row[0] == "Aminah")
    assert found[headings.index("Terakhir masuk")] == datetime.datetime(2027, 1, 21, 8, 30)
