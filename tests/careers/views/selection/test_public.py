"""The public page and what can be downloaded."""

import hashlib
import json

import pytest
from django.urls import reverse

from careers.models import Selection
from tests.careers.views.selection.conftest import body
from tests.factories.selections import SelectionFactory

pytestmark = pytest.mark.django_db


def test_the_public_page_has_pseudonyms_and_the_hash_but_no_names(client, world, running):
    text = body(client.get(reverse("public_selection:detail", args=[running.code]), {"lang": "en"}))

    for candidacy in running.candidacies.select_related("employee"):
        assert candidacy.pseudonym in text
        assert candidacy.employee.name not in text
        assert candidacy.employee.nip not in text
    assert running.plan_hash in text
    assert "80.00" not in text
    assert client.cookies == {}


def test_scores_stand_on_the_public_page_where_that_was_announced(client, running):
    Selection.objects.filter(pk=running.pk).update(scores_public=True)

    assert "80.00" in body(client.get(reverse("public_selection:detail", args=[running.code]), {"lang": "en"}))


def test_the_downloaded_plan_has_the_published_hash(client, running):
    response = client.get(reverse("public_selection:plan", args=[running.code]))

    assert hashlib.sha256(response.content).hexdigest() == running.plan_hash
    assert json.loads(response.content) == running.plan
    assert client.get(reverse("public_selection:plan", args=[running.code]), {"first": "1"}).status_code == 404


def test_a_draft_is_not_public(client):
    draft = SelectionFactory(title="Rahasia")

    assert client.get(reverse("public_selection:detail", args=[draft.code])).status_code == 404
    assert "Rahasia" not in body(client.get(reverse("public_selection:list")))


@pytest.mark.parametrize("code", ["%00", "CAMAT%20", "x" * 300])
def test_an_address_that_no_selection_can_have_is_not_found(client, code):
    assert client.get(f"/p/selections/{code}/").status_code == 404
