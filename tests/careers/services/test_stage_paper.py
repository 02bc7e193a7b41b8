"""Papers that candidates hand in and the panel reads without names."""

import datetime
import hashlib
import io

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from careers.enums import CandidacyState, StageKind
from careers.models import Candidacy, ConflictDeclaration, ProofEvent, Rubric
from careers.registration.selection import may_read_paper
from careers.services.panel_score import open_scoring
from careers.services.stage_paper import hand_in_paper, papers_of
from employees.dates import today
from tests.factories.employees import UserFactory, make_officer
from tests.factories.panels import RubricFactory, make_scoring
from tests.factories.selections import CandidacyFactory, SelectionStageFactory

pytestmark = pytest.mark.django_db
AUTHOR = "Budi Santoso"


def pdf(password=""):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": AUTHOR})
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def upload(name="Makalah Budi Santoso.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf(), "application/pdf")


@pytest.fixture
def waiting():
    """(rubric, members, candidacies): a blind paper stage before its scoring."""
    _rubric, members, candidacies = make_scoring(opened=False, kind=StageKind.PAPER)
    Rubric.objects.update(is_blind=True)
    for candidacy in candidacies:
        candidacy.employee.user = UserFactory(language="en")
        candidacy.employee.save()
    return Rubric.objects.get(), members, candidacies


def hand_in(rubric, candidacy):
    return hand_in_paper(stage=rubric.stage, candidacy=candidacy, file=upload(), by=candidacy.employee.user)


def test_a_paper_is_replaced_until_the_scoring_begins_and_names_nobody(waiting):
    rubric, members, candidacies = waiting
    hand_in(rubric, candidacies[0])
    paper = hand_in(rubric, candidacies[0])

    assert list(papers_of(rubric.stage, candidacies[0])) == [paper]
    assert paper.name == f"makalah-1-{candidacies[0].pseudonym}.pdf"
    told = {"stage": 1, "pseudonym": candidacies[0].pseudonym, "sha256": paper.sha256}
    assert [event.payload for event in ProofEvent.objects.filter(kind="paper_handed_in")] == [told, told]
    open_scoring(rubric=rubric, by=members[0].user)
    with pytest.raises(DomainError, match="is over"):
        hand_in(rubric, candidacies[0])


def test_who_takes_no_part_or_comes_late_hands_nothing_in(waiting):
    rubric, _members, candidacies = waiting
    out = CandidacyFactory(selection=rubric.stage.selection, state=CandidacyState.SUBMITTED)
    with pytest.raises(DomainError, match="still in the selection"):
        hand_in_paper(stage=rubric.stage, candidacy=out, file=upload(), by=UserFactory())
    rubric.stage.ends_on = today() - datetime.timedelta(days=1)
    rubric.stage.save()
    with pytest.raises(DomainError, match="is over"):
        hand_in(rubric, candidacies[0])


def test_the_panel_reads_it_once_scoring_is_open_except_in_conflict(waiting):
    rubric, members, candidacies = waiting
    paper = hand_in(rubric, candidacies[0])

    assert may_read_paper(candidacies[0].employee.user, paper)
    assert not may_read_paper(candidacies[1].employee.user, paper)
    assert not may_read_paper(members[0].user, paper)
    open_scoring(rubric=rubric, by=members[0].user)
    assert may_read_paper(members[0].user, paper)
    ConflictDeclaration.objects.filter(member=members[0], candidacy=candidacies[0]).update(
        has_conflict=True, reason="Adik"
    )
    assert not may_read_paper(members[0].user, paper)


def test_a_panel_without_names_reads_no_author_and_the_original_stays(client, waiting):
    rubric, members, candidacies = waiting
    paper = hand_in(rubric, candidacies[0])
    open_scoring(rubric=rubric, by=members[0].user)
    officer = make_officer(Role.HR_OFFICER, rubric.stage.selection.unit)

    def read(user):
        client.force_login(user)
        return b"".join(client.get(paper.get_absolute_url()).streaming_content)

    blind = read(members[0].user)
    assert PdfReader(io.BytesIO(blind)).metadata is None
    assert AUTHOR.encode() not in blind
    assert len(PdfReader(io.BytesIO(blind)).pages) == 1
    for user in (officer, candidacies[0].employee.user):
        assert hashlib.sha256(read(user)).hexdigest() == paper.sha256
    Rubric.objects.update(is_blind=False)
    assert hashlib.sha256(read(members[0].user)).hexdigest() == paper.sha256


@pytest.mark.parametrize(
    ("content", "said"),
    [(pdf("rahasia"), "protected by a password"), (b"%PDF-1.4\ntrailer\n<<>>\n%%EOF\n", "can&#x27;t be read")],
)
def test_what_cannot_be_freed_of_its_author_is_refused(client, waiting, content, said):
    rubric, _members, candidacies = waiting
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(candidacies[0].employee.user)
    kept = hand_in(rubric, candidacies[0])

    page = client.post(
        reverse("careers:paper-hand-in", args=[rubric.stage.selection_id, rubric.stage_id]),
        {"file": upload(content=content)},
    )

    assert said in page.content.decode()
    assert list(papers_of(rubric.stage, candidacies[0])) == [kept]


def test_a_paper_of_old_that_keeps_its_author_is_not_shown_without_names(client, waiting):
    rubric, members, candidacies = waiting
    paper = hand_in(rubric, candidacies[0])
    paper.file.storage.delete(paper.file.name)
    paper.file.storage.save(paper.file.name, ContentFile(pdf("rahasia")))
    open_scoring(rubric=rubric, by=members[0].user)
    client.force_login(members[0].user)

    assert client.get(paper.get_absolute_url()).status_code == 403


def test_the_papers_of_a_second_stage_wait_for_its_own_scoring(waiting):
    rubric, members, candidacies = waiting
    second = RubricFactory(stage=SelectionStageFactory(selection=rubric.stage.selection, kind=StageKind.PAPER))
    first, later = hand_in(rubric, candidacies[0]), hand_in(second, candidacies[0])

    open_scoring(rubric=rubric, by=members[0].user)

    assert [may_read_paper(members[0].user, paper) for paper in (first, later)] == [True, False]
    Candidacy.objects.filter(pk=candidacies[0].pk).update(state=CandidacyState.WITHDRAWN)
    assert not may_read_paper(members[0].user, first)


def test_the_pages_of_a_paper(client, waiting):
    rubric, members, candidacies = waiting
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    stage, user = rubric.stage, candidacies[0].employee.user
    mine = reverse("careers:vacancy-detail", args=[stage.selection_id])
    address = reverse("careers:paper-hand-in", args=[stage.selection_id, stage.pk])
    client.force_login(user)
    assert address in client.get(mine).content.decode()
    refused = client.post(address, {"file": SimpleUploadedFile("a.pdf", b"nope")})
    assert refused.status_code == 200

    assert client.post(address, {"file": upload()}).url == mine

    assert "makalah-1-" in client.get(mine).content.decode()
    open_scoring(rubric=rubric, by=members[0].user)
    client.force_login(members[1].user)
    pages = [
        client.get(reverse("careers:score-give", args=[rubric.pk, each.pk])).content.decode() for each in candidacies
    ]
    assert f"makalah-1-{candidacies[0].pseudonym}.pdf" in pages[0]
    assert "No paper was handed in" in pages[1]
    assert candidacies[0].employee.name not in pages[0]
