"""Pages of panels: what each sees, and when."""

import datetime
import io

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from asn_portal.access.roles import Role
from careers.models import ConflictDeclaration, PanelMember, PanelMinutes, PanelScore, Rubric
from careers.reports.panel_minutes import minutes_pdf
from careers.services.panel_score import finish_scoring, give_score, open_discussion
from careers.services.selection_check import faults_of
from employees.dates import today
from tests.factories.employees import UserFactory, make_officer
from tests.factories.panels import ANCHORS, RubricFactory, make_panel, make_scoring
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory
from tests.shown import post_shown, stamp_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english_pages(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def see(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"careers:{name}", args=args))


def send(client, user, name, *args, data=None):
    client.force_login(user)
    return client.post(reverse(f"careers:{name}", args=args), data or {}, follow=True)


@pytest.fixture
def officer_of():
    return lambda selection: make_officer(Role.HR_OFFICER, selection.unit)


# --- The office -------------------------------------------------------------------------------------------------------


def test_the_office_sets_up_a_panel(client, officer_of):
    selection = SelectionFactory()
    officer = officer_of(selection)
    users = [UserFactory() for _number in range(5)]
    for number, user in enumerate(users):
        data = {"user": user.email, "institution": "USU", "is_internal": "no"}
        send(
            client, officer, "panel-member-create", selection.pk, data=data | ({"is_chair": "on"} if not number else {})
        )

    client.force_login(officer)
    data = {"decree_number": "800/1", "decree_date": "2026-11-02"}
    page = post_shown(client, reverse("careers:panel-appoint", args=[selection.pk]), data, follow=True)

    selection.refresh_from_db()
    assert selection.panel.is_appointed
    for user in users:
        assert user.name in page.content.decode()


def test_an_unknown_account_is_told_and_nothing_typed_is_lost(client, officer_of):
    selection = SelectionFactory()
    data = {"user": "nobody@example.org", "institution": "Universitas X", "is_internal": "no"}

    page = send(client, officer_of(selection), "panel-member-create", selection.pk, data=data)

    assert "There is no active account" in page.content.decode()
    assert 'value="Universitas X"' in page.content.decode()
    assert PanelMember.objects.count() == 0


def test_a_draft_says_that_no_panel_scores_before_it_is_announced(client, officer_of):
    selection = SelectionFactory()
    SelectionStageFactory(selection=selection, kind="administrative", weight=0)
    interview = SelectionStageFactory(selection=selection, kind="interview", title="Wawancara akhir")
    officer = officer_of(selection)

    def pages():
        names = ("selection-detail", "selection-announce")
        return [see(client, officer, name, selection.pk).content.decode() for name in names]

    said = "the office enters the results of “Wawancara akhir” by hand"
    for text in pages():
        assert said in text
        assert reverse("careers:panel-detail", args=[selection.pk]) in text
    assert not any("Wawancara akhir" in fault and "rubric" in fault for fault in faults_of(selection, today()))

    RubricFactory(stage=interview)

    assert not any(said in text for text in pages())


FIVE_LINES = "\n".join(ANCHORS)


def rubric_data(*weights, anchors=FIVE_LINES):
    data = {"is_blind": "on", "instructions": "Baca dua kali."}
    for number, weight in enumerate(weights, start=1):
        data |= {f"title_{number}": f"K{number}", f"weight_{number}": weight, f"anchors_{number}": anchors}
    return data


def test_the_office_writes_a_rubric(client, officer_of):
    stage = SelectionStageFactory(kind="paper")
    client.force_login(officer_of(stage.selection))
    address = reverse("careers:rubric-edit", args=[stage.selection_id, stage.pk])

    post_shown(client, address, rubric_data("60", "40"))
    page = client.get(address).content.decode()

    assert [row.anchors for row in Rubric.objects.get().criteria.all()] == [ANCHORS, ANCHORS]
    assert "Baca dua kali." in page


def test_a_rubric_of_a_colleague_is_not_replaced_unseen(client, officer_of):
    stage = SelectionStageFactory(kind="paper")
    client.force_login(officer_of(stage.selection))
    address = reverse("careers:rubric-edit", args=[stage.selection_id, stage.pk])
    early = stamp_on(client, address)
    post_shown(client, address, rubric_data("60", "40"))

    refused = client.post(address, {**rubric_data("50", "50"), "shown": early})

    assert [row.weight for row in Rubric.objects.get().criteria.all()] == [60, 40]
    assert 'value="50"' in refused.content.decode()
    client.post(address, {**rubric_data("50", "50"), "shown": refused.context["shown_stamp"]})
    assert [row.weight for row in Rubric.objects.get().criteria.all()] == [50, 50]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (rubric_data("60", "30"), "The weights add up to 90"),
        (rubric_data("100", anchors="satu\ndua"), "Write five lines, one for each level; there are 2."),
        ({}, "Name at least one criterion."),
        ({"weight_1": "40"}, "Name this criterion, or empty its weight and levels."),
    ],
)
def test_a_wrong_rubric_is_told(client, officer_of, data, said):
    stage = SelectionStageFactory(kind="paper")

    page = send(client, officer_of(stage.selection), "rubric-edit", stage.selection_id, stage.pk, data=data)

    assert said in page.content.decode()
    assert Rubric.objects.count() == 0


def test_an_exam_has_no_rubric(client, officer_of):
    stage = SelectionStageFactory(kind="exam")

    assert see(client, officer_of(stage.selection), "rubric-edit", stage.selection_id, stage.pk).status_code == 404


def test_the_office_opens_the_scoring(client, officer_of):
    rubric, _members, _candidacies = make_scoring(opened=False)

    send(client, officer_of(rubric.stage.selection), "scoring-open", rubric.pk)

    rubric.refresh_from_db()
    assert rubric.is_open


def test_a_candidate_with_the_right_role_sees_no_panel(client):
    rubric, _members, candidacies = make_scoring()
    officer = make_officer(Role.HR_OFFICER, rubric.stage.selection.unit)
    person = candidacies[0].employee
    person.user = officer
    person.save()

    assert see(client, officer, "panel-detail", rubric.stage.selection_id).status_code == 403


# --- A member ---------------------------------------------------------------------------------------------------------


def test_nothing_is_seen_before_conflicts_are_declared(client):
    rubric, members, candidacies = make_scoring()
    ConflictDeclaration.objects.filter(member=members[1]).delete()

    board = see(client, members[1].user, "panel-board", rubric.stage.selection_id).content.decode()
    page = see(client, members[1].user, "scoring-detail", rubric.pk)
    form = see(client, members[1].user, "score-give", rubric.pk, candidacies[0].pk)

    assert "First: conflicts of interest" in board
    assert (page.status_code, form.status_code) == (302, 404)


def test_a_conflict_hides_the_candidate(client):
    rubric, members, candidacies = make_scoring()
    user = members[1].user
    ConflictDeclaration.objects.filter(member=members[1]).delete()
    keys = [candidacy.employee_id for candidacy in candidacies]
    data = {f"conflict_{key}": "no" for key in keys}
    data |= {f"conflict_{keys[0]}": "yes", "seen": ",".join(map(str, keys))}

    page = send(client, user, "panel-conflicts", rubric.stage.selection_id, data=data)
    assert "Say in a few words what the conflict is." in page.content.decode()
    data[f"reason_{keys[0]}"] = "Saudara kandung"
    send(client, user, "panel-conflicts", rubric.stage.selection_id, data=data)

    scoring = see(client, user, "scoring-detail", rubric.pk).content.decode()
    assert candidacies[0].employee.name not in scoring
    assert candidacies[1].employee.name in scoring
    assert "1 candidate is hidden" in scoring
    assert see(client, user, "score-give", rubric.pk, candidacies[0].pk).status_code == 404


def test_a_blind_stage_shows_pseudonyms_only(client):
    rubric, members, candidacies = make_scoring()
    Rubric.objects.update(is_blind=True)

    pages = "".join(
        see(client, members[0].user, name, *args).content.decode()
        for name, args in (("scoring-detail", [rubric.pk]), ("score-give", [rubric.pk, candidacies[0].pk]))
    )

    assert candidacies[0].pseudonym in pages
    assert candidacies[0].employee.name not in pages
    assert candidacies[0].registration not in pages


def give(rubric, member, candidacy, level):
    give_score(rubric=rubric, member=member, candidacy=candidacy, levels={1: level, 2: level}, note="", by=member.user)


def test_a_member_scores_and_sees_others_when_all_have(client):
    rubric, members, candidacies = make_scoring(size=3)
    give(rubric, members[1], candidacies[0], 1)
    give(rubric, members[2], candidacies[0], 3)
    before = see(client, members[0].user, "scoring-detail", rubric.pk).content.decode()

    page = send(
        client, members[0].user, "score-give", rubric.pk, candidacies[0].pk, data={"level_1": "5", "level_2": "5"}
    ).content.decode()

    assert PanelScore.objects.get(member=members[0]).score == 100
    assert "20.00" not in before
    assert "20.00" in page
    assert "60.00 ± 23.09" in page


def test_the_list_of_panels_counts_scores_that_are_due(client):
    rubric, members, candidacies = make_scoring(candidates=3)
    give(rubric, members[0], candidacies[0], 4)

    page = see(client, members[0].user, "panel-seats").content.decode()

    assert "Score 2 candidates" in page


def test_a_level_left_out_is_told(client):
    rubric, members, candidacies = make_scoring()

    page = send(client, members[0].user, "score-give", rubric.pk, candidacies[0].pk, data={"level_1": "5"})

    assert "Choose “Kepemimpinan (40 %)”." in page.content.decode()
    assert PanelScore.objects.count() == 0


def test_fixed_scores_have_no_form(client):
    rubric, members, candidacies = make_scoring(size=3)
    for member in members:
        give(rubric, member, candidacies[0], 3)

    page = send(client, members[0].user, "score-give", rubric.pk, candidacies[0].pk, data={"level_1": "5"})
    assert "no longer change" in page.content.decode()
    open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)

    form = see(client, members[0].user, "score-give", rubric.pk, candidacies[0].pk).content.decode()
    assert "Why you change your score" in form


def test_the_office_sees_progress_but_no_scores(client, officer_of):
    rubric, members, candidacies = make_scoring(size=3)
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy, 3)
    officer = officer_of(rubric.stage.selection)
    before = see(client, officer, "scoring-detail", rubric.pk).content.decode()
    finish_scoring(rubric=rubric, by=members[0].user)
    after = see(client, officer, "scoring-detail", rubric.pk).content.decode()

    assert "6 of 6 scores" in before
    assert "60.00" not in before
    assert "60.00" in after
    assert "How strict each member scored" in after


def test_the_chair_discusses_finishes_and_all_sign(client):
    rubric, members, candidacies = make_scoring(size=3, candidates=1)
    for member in members:
        give(rubric, member, candidacies[0], 3)
    chair, key = members[0].user, candidacies[0].pk

    assert see(client, members[1].user, "discussion-open", rubric.pk, key).status_code == 403
    send(client, chair, "discussion-open", rubric.pk, key, data={"reason": "Beda jauh"})
    page = send(client, chair, "scoring-finish", rubric.pk).content.decode()
    assert "Close the discussion first" in page
    send(client, chair, "discussion-close", rubric.pk, key)
    assert see(client, members[1].user, "scoring-finish", rubric.pk).status_code == 403
    send(client, chair, "scoring-finish", rubric.pk)
    page = send(client, members[1].user, "minutes-sign", rubric.pk).content.decode()

    assert "Beda jauh" in page
    assert [signature.member for signature in PanelMinutes.objects.get().signatures.all()] == [members[1]]


def test_minutes_as_pdf(client):
    rubric, members, candidacies = make_scoring(size=3, candidates=1)
    for member in members:
        give(rubric, member, candidacies[0], 3)
    finish_scoring(rubric=rubric, by=members[0].user)

    paper = see(client, members[2].user, "minutes-pdf", rubric.pk)

    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_the_code_on_minutes_never_stands_alone_on_a_page():
    rubric, members, candidacies = make_scoring(size=3, candidates=1)
    for member in members:
        give(rubric, member, candidacies[0], 3)
    minutes = finish_scoring(rubric=rubric, by=members[0].user).minutes
    (row,) = minutes.snapshot["candidates"]
    lengths = set()

    for number in range(1, 15):
        minutes.snapshot["candidates"] = [row] * number
        pages = PdfReader(io.BytesIO(minutes_pdf(minutes))).pages
        lengths.add(len(pages))
        text = pages[-1].extract_text()
        assert "SHA-256" in text
        assert row["candidate"] in text

    assert len(lengths) > 1


def test_minutes_name_place_and_day():
    rubric, members, candidacies = make_scoring(size=3, candidates=1)
    government = rubric.stage.selection.unit.government
    government.name = "Kota Medan"
    government.save()
    for member in members:
        give(rubric, member, candidacies[0], 3)
    minutes = finish_scoring(rubric=Rubric.objects.with_stage().get(), by=members[0].user).minutes
    minutes.created_at = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.UTC)

    (page,) = PdfReader(io.BytesIO(minutes_pdf(minutes))).pages

    assert "Medan, 23 November 2026" in " ".join(page.extract_text().split())


def test_other_panels_do_not_exist_for_a_member(client):
    rubric, _members, candidacies = make_scoring()
    stranger = make_panel(CandidacyFactory().selection)[0].user

    for name, args in (
        ("panel-board", [rubric.stage.selection_id]),
        ("panel-conflicts", [rubric.stage.selection_id]),
        ("scoring-detail", [rubric.pk]),
        ("score-give", [rubric.pk, candidacies[0].pk]),
        ("minutes-detail", [rubric.pk]),
        ("proof-detail", [rubric.stage.selection_id]),
    ):
        assert see(client, stranger, name, *args).status_code == 404


def test_who_left_sees_nothing_any_more(client):
    rubric, members, _candidacies = make_scoring()
    PanelMember.objects.filter(pk=members[1].pk).update(left_at="2026-11-02T00:00:00Z", left_reason="Sakit")

    assert see(client, members[1].user, "scoring-detail", rubric.pk).status_code == 404
    assert rubric.stage.selection.title not in see(client, members[1].user, "panel-seats").content.decode()


@pytest.mark.parametrize("name", ["scoring-detail", "panel-detail", "panel-board"])
def test_pages_cost_the_same_with_more_candidates(client, django_assert_max_num_queries, officer_of, name):
    rubric, members, _candidacies = make_scoring(size=3, candidates=1)
    user = officer_of(rubric.stage.selection) if name == "panel-detail" else members[0].user
    key = rubric.pk if name == "scoring-detail" else rubric.stage.selection_id
    see(client, user, name, key)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        see(client, user, name, key)
    for _number in range(3):
        candidacy = CandidacyFactory(selection=rubric.stage.selection)
        ConflictDeclaration.objects.bulk_create(
            ConflictDeclaration(member=member, candidacy=candidacy) for member in members
        )
    with CaptureQueriesContext(connection) as many:
        see(client, user, name, key)

    assert len(many) == len(few)


def test_the_first_page_says_what_waits(client):
    rubric, members, _candidacies = make_scoring(size=3)
    user = members[1].user
    client.force_login(user)

    page = client.get("/").content.decode()
    assert f"Score 2 candidates: {rubric.stage.title}" in page
    ConflictDeclaration.objects.filter(member=members[1]).delete()

    assert "Declare conflicts of interest" in client.get("/").content.decode()


def test_the_list_of_panels_leads_to_a_discussion_and_to_finishing(client):
    rubric, members, candidacies = make_scoring(candidates=1)
    stage, label = rubric.stage.title, str(candidacies[0])
    for member in members:
        give_score(rubric=rubric, member=member, candidacy=candidacies[0], levels={1: 4, 2: 4}, note="", by=member.user)

    assert f"Finish the scoring: {stage}" in see(client, members[0].user, "panel-seats").content.decode()
    open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Nilai berjauhan.", by=members[0].user)

    chairs = see(client, members[0].user, "panel-seats").content.decode()
    assert f"Close the discussion of {label}: {stage}" in chairs
    assert f"Finish the scoring: {stage}" not in chairs
    assert f"Discuss {label} again: {stage}" in see(client, members[1].user, "panel-seats").content.decode()


def test_finishing_what_is_finished_leads_back(client):
    rubric, members, candidacies = make_scoring(candidates=1)
    for member in members:
        give_score(rubric=rubric, member=member, candidacy=candidacies[0], levels={1: 4, 2: 4}, note="", by=member.user)
    finish_scoring(rubric=rubric, by=members[0].user)

    page = see(client, members[0].user, "scoring-finish", rubric.pk)

    assert page.status_code == 302
    assert page["Location"] == rubric.get_absolute_url()
