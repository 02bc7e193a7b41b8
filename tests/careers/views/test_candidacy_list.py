"""The list of a selection's candidates."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from careers.enums import CandidacyState
from careers.tables.selection import CandidacyTable
from tests.factories.selections import CandidacyFactory, SelectionFactory

pytestmark = pytest.mark.django_db

MET = {"kind": "rank", "text": "Rank", "outcome": "met", "found": "rank", "values": {"rank": "III/c"}}
MISSED = {**MET, "outcome": "not_met"}
OPEN = {"kind": "training", "text": "PKP", "outcome": "by_hand", "found": "no_training", "values": {}}
SANCTION = {"kind": "discipline", "text": "No sanction", "outcome": "not_met", "found": "sanction", "values": {}}


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ([], "–"),
        ([MET, MET], "All met"),
        ([MET, OPEN], "1 to be checked"),
        ([OPEN, MISSED, MISSED], "2 not met"),
        ([MET, {**OPEN, "met": True}], "All met"),
        ([MET, {**OPEN, "met": False}], "1 not met"),
    ],
)
def test_a_candidate_stands_beside_the_requirements(world, client_for, checks, words):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED, eligibility=checks)
    client = client_for("hr_officer")
    client.cookies["django_language"] = "en"

    (row,) = client.get(reverse("careers:selection-candidates", args=[selection.pk])).context["table"].rows

    assert row.get_cell_value("eligibility") == words.replace("–", "")


@pytest.mark.parametrize(("role", "words"), [("hr_officer", "1 not met"), ("head_of_agency", "All met")])
def test_a_sanction_is_told_only_to_who_may_know_it(world, role, words):
    candidacy = CandidacyFactory(selection__position__unit=world.village, eligibility=[MET, SANCTION])
    table = CandidacyTable([candidacy])
    table.request = SimpleNamespace(user=world.users[role])

    (row,) = table.rows

    assert row.get_cell_value("eligibility") == words
