"""Proofs: pages for everybody, the bundle, the slip."""

import datetime
import io
import zipfile

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from asn_portal.errors import DomainError
from careers import proof_verifier
from careers.enums import SelectionState
from careers.models import ProofSubscription, Selection, StageResult
from careers.selection_plan import rubric_content
from careers.services.candidacy import withdraw_application
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_score import finish_scoring, give_score
from careers.services.proof import publish_checkpoint
from careers.services.selection_decision import propose_names
from careers.services.stage_publication import changed_since_publication, publish_stage
from tests.factories.employees import UserFactory
from tests.factories.panels import make_scoring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english_pages(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


PLAN = {
    "stages": [{"order": 1, "kind": "interview", "title": "Interview", "weight": "100.00"}],
    "rank_range": {"z": "1.96"},
    "tie_rule": ["interview"],
    "tie_scope": "range",
}


@pytest.fixture
def published(request):
    """(selection, members, candidacies): one stage scored by the panel and published nine days ago."""
    from careers.domain.scoring_plan import plan_hash
    from careers.proof_log import record_proof

    rubric, members, candidacies = make_scoring(size=3, candidates=3, opened=False)
    selection = rubric.stage.selection
    plan = {**PLAN, "stages": [{**PLAN["stages"][0], "rubric": rubric_content(rubric)}]}
    Selection.objects.filter(pk=selection.pk).update(
        plan=plan, plan_hash=plan_hash(plan), scores_public=getattr(request, "param", False)
    )
    record_proof(selection, "announced", {"plan": plan, "plan_hash": plan_hash(plan)}, by=None)
    for candidacy in candidacies:
        candidacy.employee.user = UserFactory()
        candidacy.employee.save()
        record_proof(selection, "application_submitted", {"pseudonym": candidacy.pseudonym}, by=None)
    from careers.services.panel_score import open_scoring

    open_scoring(rubric=rubric, by=members[0].user)
    rubric.refresh_from_db()
    for member, shift in zip(members, (0, 1, 0), strict=True):
        for candidacy, level in zip(candidacies, (2, 3, 4), strict=True):
            levels = {1: level + shift, 2: level}
            give_score(rubric=rubric, member=member, candidacy=candidacy, levels=levels, note="", by=member.user)
    minutes = finish_scoring(rubric=rubric, by=members[0].user).minutes
    for member in members[:2]:
        sign_minutes(minutes=minutes, member=member, by=member.user)
    publish_stage(stage=rubric.stage, by=members[0].user, at=timezone.now() - datetime.timedelta(days=9))
    return Selection.objects.get(pk=selection.pk), members, candidacies


def files_of(response):
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def end(selection):
    selection.state, selection.cancel_reason = SelectionState.CANCELLED, "Anggaran dicabut"
    selection.save()


def test_the_panels_bundle_fits_and_ranks(client, published):
    selection, members, candidacies = published
    client.force_login(members[1].user)

    files = files_of(client.get(reverse("careers:proof-bundle", args=[selection.pk])))
    found = proof_verifier.check_bundle(files)

    assert [row["pseudonym"] for row in found["ranking"]] == [row.pseudonym for row in reversed(candidacies)]
    assert {"verify.py", "README.md", "BACA-SAYA.md"} <= set(files)
    assert b"python3 verify.py" in files["README.md"]


def test_a_score_rewritten_after_the_publication_is_named(client, published):
    selection, members, candidacies = published
    StageResult.objects.filter(candidacy=candidacies[0]).update(score=99)
    stage = selection.stages.get()
    client.force_login(members[1].user)

    files = files_of(client.get(reverse("careers:proof-bundle", args=[selection.pk])))

    with pytest.raises(proof_verifier.Wrong) as wrong:
        proof_verifier.check_bundle(files)
    assert (wrong.value.code, wrong.value.file) == ("result", "results.jsonl")
    with pytest.raises(DomainError, match=f"{stage.title}.*differ from the published ones: {candidacies[0].pseudonym}"):
        propose_names(selection=selection, by=members[0].user)
    StageResult.objects.filter(candidacy=candidacies[0]).delete()
    assert candidacies[0].pseudonym in changed_since_publication(selection)[0]


def test_scores_that_are_not_public_stay_with_the_panel(client, published):
    selection, _members, candidacies = published
    client.force_login(candidacies[0].employee.user)

    files = files_of(client.get(reverse("careers:proof-bundle", args=[selection.pk])))

    assert proof_verifier.check_bundle(files)["ranking"] == []
    assert b"score" not in files["results.jsonl"]


@pytest.mark.parametrize("published", [True], indirect=True)
def test_public_scores_are_in_everybodys_bundle(client, published):
    selection, _members, _candidacies = published
    end(selection)

    files = files_of(client.get(reverse("proof:bundle", args=[selection.code])))

    assert len(proof_verifier.check_bundle(files)["ranking"]) == 3


def test_the_language_of_the_link_goes_along_to_the_proof(client, published):
    selection, _members, _candidacies = published
    client.cookies.clear()
    address = reverse("proof:selection", args=[selection.code])

    assert f"{address}?lang=en" in client.get(f"/p/selections/{selection.code}/?lang=en").content.decode()
    page = client.get(f"{address}?lang=en").content.decode()

    assert "Proof of the selection" in page
    assert f"{reverse('proof:how')}?lang=en" in page
    assert "How to check a selection" in client.get(f"{reverse('proof:how')}?lang=en").content.decode()


def test_nobody_is_named(client, published):
    selection, members, candidacies = published
    end(selection)
    publish_checkpoint(selection=selection)

    files = files_of(client.get(reverse("proof:bundle", args=[selection.code])))
    text = b"".join(files.values()).decode()

    people = [candidacy.employee for candidacy in candidacies]
    secret = [person.name for person in people] + [person.nip for person in people] + [m.user.name for m in members]
    assert [word for word in secret if word in text] == []


def test_before_the_end_the_public_has_checkpoints_only(client, published):
    selection, _members, _candidacies = published

    page = client.get(reverse("proof:selection", args=[selection.code])).content.decode()
    bundle = client.get(reverse("proof:bundle", args=[selection.code]))

    checkpoint = selection.proof_checkpoints.first()
    assert f"{checkpoint.size}:{checkpoint.root}" in page
    assert bundle.status_code == 404


def test_a_slip_leads_to_its_proof(client, published):
    selection, _members, candidacies = published
    candidacy = candidacies[0]
    page = client.get(reverse("proof:slip", args=[selection.code, candidacy.pseudonym.lower()])).content.decode()
    client.force_login(candidacy.employee.user)
    paper = client.get(reverse("careers:candidacy-slip", args=[candidacy.pk]))

    assert "2 entries of this candidate are proven" in page
    assert candidacy.employee.name not in page
    assert paper.content.startswith(b"%PDF")
    client.force_login(candidacies[1].employee.user)
    assert client.get(reverse("careers:candidacy-slip", args=[candidacy.pk])).status_code == 404


@pytest.mark.parametrize("published", [True, False], indirect=True)
def test_a_slip_tells_the_place_by_which_names_were_proposed(client, published):
    selection, members, candidacies = published
    own = candidacies[1]
    client.force_login(own.employee.user)

    def paper():
        content = client.get(reverse("careers:candidacy-slip", args=[own.pk])).content
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())

    assert "Nilai akhir" not in paper()
    propose_names(selection=Selection.objects.get(pk=selection.pk), by=members[0].user)
    withdraw_application(candidacy=candidacies[2], by=candidacies[2].employee.user)

    # As proposed: who withdrew since moves nobody.
    text = paper()
    assert "Nilai akhir 64,00: peringkat 2, rentang peringkat 2." in text
    assert candidacies[0].pseudonym not in text
    assert "Lamaran dikirim" in text


@pytest.mark.parametrize(
    ("code", "pseudonym"), [("NONE-1", "ANGGREKA"), (None, "NOBODYAA"), ("\x00", "ANGGREKA"), (None, "\x00")]
)
def test_what_the_chain_does_not_know_is_not_found(client, published, code, pseudonym):
    selection = published[0]

    assert client.get(reverse("proof:slip", args=[code or selection.code, pseudonym])).status_code == 404


def test_a_draft_has_no_proof_page(client):
    from tests.factories.selections import SelectionFactory

    assert client.get(reverse("proof:selection", args=[SelectionFactory().code])).status_code == 404


def test_how_to_check_is_public(client):
    assert "python3 verify.py ." in client.get(reverse("proof:how")).content.decode()


def test_a_candidate_asks_for_checkpoints(client, published):
    selection, _members, candidacies = published
    user = candidacies[0].employee.user
    client.force_login(user)

    page = client.post(reverse("careers:proof-subscribe", args=[selection.pk]), follow=True).content.decode()
    assert "Stop mailing me checkpoints" in page
    client.post(reverse("careers:proof-unsubscribe", args=[selection.pk]))

    assert ProofSubscription.objects.count() == 0
