"""Pages of selections: who sees which name, and that each path can be walked."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from asn_portal.audit.models import RecordView
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, SelectionState, StageKind
from careers.models import Candidacy, PanelScore, Selection, SelectionStage
from careers.selection_plan import plan_of
from careers.services.stage_result import commitment
from employees.enums import PositionType
from tests.factories.employees import EmployeeFactory, PositionFactory
from tests.factories.panels import PanelMemberFactory, RubricFactory, write_rubrics
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionRequirementFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
    days,
)
from tests.shown import post_shown

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def client_for(client_for, settings):
    """Of people who read English."""

    def sign_in(role):
        client = client_for(role)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def running(world):
    """Two candidates through a published check and interview; the first is "employee"."""
    selection = SelectionFactory(closed=True, position__unit=world.village)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0, published=True)
    interview = SelectionStageFactory(selection=selection, published=True)
    SelectionRequirementFactory(selection=selection)
    rival = EmployeeFactory(unit=world.village, name="Saingan Rahasia")
    for employee, score in ((world.users["employee"].employee, 70), (rival, 80)):
        candidacy = CandidacyFactory(selection=selection, employee=employee)
        StageResultFactory(stage=check, candidacy=candidacy, score=None, passed=True)
        StageResultFactory(stage=interview, candidacy=candidacy, score=score)
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    return selection


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_officer_drafts_and_announces(world, client_for):
    position = PositionFactory(unit=world.village, title="Camat", position_type=PositionType.JPT_PRATAMA)
    officer = client_for("hr_officer")
    officer.post(
        reverse("careers:selection-create"),
        {
            "position": position.pk,
            "kind": "jpt_pratama",
            "title": "Seleksi Camat",
            "code": "camat-26",
            "opens_on": days(0).isoformat(),
            "closes_on": days(40).isoformat(),
        },
    )
    selection = Selection.objects.get()
    text = body(officer.get(selection.get_absolute_url()))
    assert "The announcement is empty" in text
    assert "Announce it" not in body(officer.get(reverse("careers:selection-announce", args=[selection.pk])))

    officer.post(
        reverse("careers:selection-write", args=[selection.pk]),
        {
            "position": position.pk,
            "title": "Seleksi Camat",
            "code": "CAMAT-26",
            "announcement": "Dibuka.",
            "opens_on": days(0).isoformat(),
            "closes_on": days(40).isoformat(),
            "proposed": "3",
            "objection_days": "3",
            "answer_days": "7",
            "ties": "range",
            "weights_reason": "",
            "seen": str(selection.edit),
        },
    )
    officer.post(
        reverse("careers:requirement-create", args=[selection.pk, "experience"]),
        {"years": "2", "types": ["PENGAWAS"], "text": ""},
    )
    assert selection.requirements.last().text == "At least 2 years as: Supervisory official"
    assert "The panel has no rubric for “Paper”" in body(officer.get(selection.get_absolute_url()))
    write_rubrics(selection)
    officer.post(reverse("careers:selection-announce", args=[selection.pk]))

    selection.refresh_from_db()
    assert selection.state == SelectionState.ANNOUNCED


def test_a_stage_form_keeps_what_was_typed_and_numbers_anew(world, client_for):
    selection = SelectionFactory(position__unit=world.village)
    SelectionStageFactory(selection=selection, order=1)
    officer, address = client_for("hr_officer"), reverse("careers:stage-create", args=[selection.pk])
    values = {
        "order": "1",
        "kind": "exam",
        "title": "Ujian tulis",
        "weight": "40",
        "pass_mark": "",
        "starts_on": days(50).isoformat(),
        "ends_on": days(49).isoformat(),
    }

    text = body(officer.post(address, values))
    assert "Ujian tulis" in text
    assert "must end on or after" in text
    officer.post(address, {**values, "ends_on": days(50).isoformat()})

    assert [(stage.order, stage.kind) for stage in selection.stages.all()] == [(1, "exam"), (2, "interview")]


def test_staff_read_the_failing_rule_in_words(world, client_for):
    selection = SelectionFactory(announced=True, position__unit=world.village)
    SelectionRequirementFactory(selection=selection, value={"rank": "IV/a"}, text="Pangkat IV/a")
    SelectionRequirementFactory(selection=selection, kind="other", value={}, text="Sehat")

    text = body(client_for("employee").get(reverse("careers:vacancy-detail", args=[selection.pk])))

    assert "Not met" in text
    assert "Rank on record: III/c." in text
    assert "To be checked by hand" in text


def test_applying_page_by_page(world, client_for):
    selection = SelectionFactory(announced=True, position__unit=world.village)
    SelectionRequirementFactory(selection=selection, kind="rating", value={"least": "BAIK", "years": 1}, text="Baik")
    employee = client_for("employee")
    write = reverse("careers:application-write", args=[selection.pk])
    send = reverse("careers:application-submit", args=[selection.pk])
    assert "What is missing in the records" in body(employee.get(write))

    assert employee.post(write, {"statement": "Saya siap."}).url == send
    assert "No rating is on record" in body(employee.post(send))
    upload = SimpleUploadedFile("nilai.pdf", PDF, "application/pdf")
    assert employee.post(write, {"statement": "Saya siap.", "document": upload}).url == write
    assert "nilai.pdf" in body(employee.get(send))
    employee.post(send)

    candidacy = Candidacy.objects.get()
    assert candidacy.state == CandidacyState.SUBMITTED
    text = body(employee.get(reverse("careers:vacancy-detail", args=[selection.pk])))
    assert candidacy.registration in text
    assert candidacy.pseudonym in text
    # Sent once: the form is no more.
    assert employee.get(write).status_code == 302


def test_the_list_of_positions_says_what_is_filled_or_sought(world, client_for):
    filled = PositionFactory(unit=world.village, title="Kepala Seksi Satu", position_type="PENGAWAS")
    EmployeeFactory(unit=world.village, position=filled)
    sought = PositionFactory(unit=world.village, title="Kepala Seksi Dua", position_type="PENGAWAS")
    SelectionFactory(announced=True, position=sought)

    text = body(client_for("hr_officer").get(reverse("careers:selection-create")))

    assert f"Kepala Seksi Satu – {world.village.name} · filled" in text
    assert f"Kepala Seksi Dua – {world.village.name} · selection running" in text


def test_admitting_against_a_rule_asks_for_a_reason_and_refusing_knows_the_rule(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    failing = {"kind": "age", "text": "Paling tua 56", "outcome": "not_met", "found": "age", "values": {"age": 57}}
    candidacy = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED, eligibility=[failing])
    other = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED)
    officer, address = client_for("hr_officer"), reverse("careers:candidacy-admit", args=[candidacy.pk])

    assert "Paling tua 56" in body(officer.get(address))
    assert "Admitted." not in body(officer.post(address, follow=True))
    refusal = body(officer.get(reverse("careers:candidacy-refuse", args=[candidacy.pk])))
    assert '<option value="age" selected>' in refusal
    assert "Admitted. The candidate is told" in body(
        post_shown(officer, address, {"reason": "Dispensasi."}, follow=True)
    )
    told = post_shown(officer, reverse("careers:candidacy-admit", args=[other.pk]), follow=True)

    assert "Admitted. The candidate is told" in body(told)
    assert "Dispensasi." in body(officer.get(candidacy.get_absolute_url()))


def test_what_is_looked_at_by_hand_is_found_met_and_read_by_the_candidate(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    letter = {"kind": "other", "text": "Surat rekomendasi", "outcome": "by_hand", "found": "by_hand", "values": {}}
    candidacy = CandidacyFactory(
        selection=selection,
        employee=world.users["employee"].employee,
        state=CandidacyState.SUBMITTED,
        eligibility=[letter],
    )
    officer, address = client_for("hr_officer"), reverse("careers:candidacy-admit", args=[candidacy.pk])
    mine = reverse("careers:vacancy-detail", args=[selection.pk])

    assert "Admitted." not in body(officer.post(address, follow=True))
    assert "Admitted. The candidate is told" in body(post_shown(officer, address, {"finding_0": "yes"}, follow=True))
    assert "The office has looked at it" not in body(client_for("employee").get(mine))
    check.published_at = timezone.now()
    check.save()
    assert "The office has looked at it" in body(client_for("employee").get(mine))


def test_the_office_reads_who_was_chosen_and_how_it_ended_for_the_others(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    interview = SelectionStageFactory(selection=selection, published=True)
    chosen = CandidacyFactory(selection=selection, state=CandidacyState.CHOSEN)
    failed, other = (CandidacyFactory(selection=selection) for _number in range(2))
    for candidacy in (chosen, other):
        StageResultFactory(stage=interview, candidacy=candidacy, passed=True)
    StageResultFactory(stage=interview, candidacy=failed, score=10, passed=False)
    selection.plan = plan_of(selection)
    selection.state, selection.decision_reason = SelectionState.APPOINTED, "Terbaik"
    selection.proposed_at = selection.decided_at = timezone.now()
    selection.save()
    officer = client_for("hr_officer")

    ranking = body(officer.get(reverse("careers:selection-ranking", args=[selection.pk])))
    assert "among the names to propose" not in ranking
    assert chosen.registration in ranking
    assert chosen.employee.full_name in body(officer.get(selection.get_absolute_url()))
    people = body(officer.get(reverse("careers:selection-candidates", args=[selection.pk])))
    words = {each: people.split(each.pseudonym)[0].rsplit("cell-title", 1)[1] for each in (chosen, failed, other)}
    assert "Chosen" in words[chosen]
    assert "Not passed" in words[failed]
    assert "Not chosen" in words[other]


def test_forms_of_acts_that_are_done_lead_back_with_a_sentence(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village, proposed_at=timezone.now())
    stage = SelectionStageFactory(selection=selection, published=True)
    officer = client_for("hr_officer")

    for name, args, said in (
        ("selection-propose", [selection.pk], "with the head of agency already"),
        ("amendment-create", [selection.pk], "before names are proposed"),
        ("stage-publish", [selection.pk, stage.pk], "published already"),
    ):
        assert said in body(officer.get(reverse(f"careers:{name}", args=args), follow=True))
    closed = client_for("employee").get(reverse("careers:application-write", args=[selection.pk]), follow=True)
    assert "Registration for this selection is not open" in body(closed)


def test_who_was_not_chosen_reads_so(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0, published=True)
    CandidacyFactory(selection=selection, employee=world.users["employee"].employee)
    selection.state, selection.decision_reason = "appointed", "Terbaik"
    selection.save()

    assert "Not chosen" in body(client_for("employee").get(reverse("careers:vacancy-detail", args=[selection.pk])))


def test_a_verdict_of_the_office_is_not_shown_before_publication(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    candidacy = CandidacyFactory(
        selection=selection,
        employee=world.users["employee"].employee,
        state=CandidacyState.REJECTED,
        reject_code="education",
        reject_text="Ijazah D-III.",
    )
    StageResultFactory(stage=check, candidacy=candidacy, score=None, passed=False)
    address = reverse("careers:vacancy-detail", args=[selection.pk])
    employee = client_for("employee")

    text = body(employee.get(address)) + body(employee.get(reverse("careers:vacancy-list")))
    assert "Ijazah D-III." not in text
    assert "Not admitted" not in text
    SelectionStage.objects.filter(pk=check.pk).update(published_at=selection.announced_at)
    text = body(employee.get(address))

    assert "Ijazah D-III." in text
    assert "Not admitted" in text


def test_a_candidate_sees_own_results_with_the_commitment_and_nobody_elses_name(world, client_for, running):
    text = body(client_for("employee").get(reverse("careers:vacancy-detail", args=[running.pk])))

    own = running.candidacies.get(employee=world.users["employee"].employee)
    result = own.results.get(stage__kind=StageKind.INTERVIEW)
    assert "70.00" in text
    assert commitment(result) in text
    assert "place 2, rank range 2" in text
    rival = running.candidacies.exclude(pk=own.pk).get()
    assert "Saingan Rahasia" not in text
    assert rival.pseudonym not in text


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


def test_an_officer_who_competes_is_shut_out(world, client_for, running):
    officer = world.users["hr_officer"]
    CandidacyFactory(selection=running, employee=EmployeeFactory(unit=world.village, user=officer))
    stage, rival = running.stages.last(), running.candidacies.get(employee__name="Saingan Rahasia")
    client = client_for("hr_officer")

    for name, arguments in (
        ("selection-detail", [running.pk]),
        ("selection-candidates", [running.pk]),
        ("selection-stage", [running.pk, stage.pk]),
        ("selection-ranking", [running.pk]),
        ("selection-propose", [running.pk]),
    ):
        assert client.get(reverse(f"careers:{name}", args=arguments)).status_code == 403
    assert client.get(reverse("careers:candidacy-detail", args=[rival.pk])).status_code == 404


def test_the_head_learns_only_the_proposed_names(world, client_for, running):
    rival = running.candidacies.get(employee__name="Saingan Rahasia")
    head, ranking = client_for("head_of_agency"), reverse("careers:selection-ranking", args=[running.pk])
    assert "Saingan Rahasia" not in body(head.get(ranking))
    assert head.get(rival.get_absolute_url()).status_code == 404

    Candidacy.objects.filter(pk=rival.pk).update(state=CandidacyState.PROPOSED)

    text = body(head.get(ranking))
    assert "Saingan Rahasia" in text
    assert world.users["employee"].employee.name not in text
    assert head.get(rival.get_absolute_url()).status_code == 200


def test_the_ranking_names_each_score_on_a_phone(world, client_for, running):
    text = body(client_for("hr_officer").get(reverse("careers:selection-ranking", args=[running.pk])))

    assert f'data-label="{running.stages.last().title}"' in text


def test_pages_of_acts_that_are_over_lead_back_with_a_sentence(world, client_for, running):
    officer = client_for("hr_officer")
    for name, said in (
        ("selection-announce", "is announced: its plan is frozen"),
        ("selection-decide", "nothing to choose now"),
        ("selection-appoint", "nobody to appoint now"),
    ):
        client = client_for("head_of_agency") if name == "selection-decide" else officer
        assert said in body(client.get(reverse(f"careers:{name}", args=[running.pk]), follow=True)).replace(
            "&#x27;", "'"
        )
    Selection.objects.filter(pk=running.pk).update(state="cancelled", cancel_reason="Dihapus")
    assert "has ended" in body(officer.get(reverse("careers:selection-cancel", args=[running.pk]), follow=True))


def test_a_second_objection_is_answered_with_a_sentence(world, client_for, running):
    own = running.candidacies.get(employee=world.users["employee"].employee)
    stage = running.stages.last()
    StageObjectionFactory(stage=stage, candidacy=own)

    page = client_for("employee").get(reverse("careers:objection-create", args=[running.pk, stage.pk]), follow=True)

    assert "You have already objected to this stage." in body(page)


def test_who_objects_to_a_panel_reads_that_the_panel_answers(world, client_for, running):
    stage = running.stages.last()
    ask = reverse("careers:objection-create", args=[running.pk, stage.pk])
    assert "The office reads it" in body(client_for("employee").get(ask))

    rubric = RubricFactory(stage=stage, state="finished", finished_at=timezone.now(), opened_at=timezone.now())
    member = PanelMemberFactory(selection=running)
    own = running.candidacies.get(employee=world.users["employee"].employee)
    PanelScore.objects.create(rubric=rubric, member=member, candidacy=own, levels={"1": 3, "2": 3}, score=60)

    page = body(client_for("employee").get(ask))
    assert "its members score you once more" in page
    assert "The office reads it" not in page


def test_discipline_is_for_those_who_keep_it(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    candidacy = CandidacyFactory(
        selection=selection,
        state=CandidacyState.PROPOSED,
        eligibility=[
            {"kind": "discipline", "text": "Bersih", "outcome": "not_met", "found": "sanction", "values": {}},
            {"kind": "rank", "text": "Pangkat", "outcome": "met", "found": "rank", "values": {"rank": "III/c"}},
        ],
    )

    assert "A sanction is in force" in body(client_for("hr_officer").get(candidacy.get_absolute_url()))
    text = body(client_for("head_of_agency").get(candidacy.get_absolute_url()))
    assert "A sanction is in force" not in text
    assert "Pangkat" in text


def test_opening_a_file_is_noted(world, client_for, running):
    rival = running.candidacies.get(employee__name="Saingan Rahasia")

    client_for("auditor").get(rival.get_absolute_url())

    view = RecordView.objects.get(what="candidacy")
    assert (view.viewer, view.subject_id) == (world.users["auditor"], str(rival.employee_id))


def test_results_are_entered_together_or_not_at_all(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    stage = SelectionStageFactory(selection=selection)
    one, other = CandidacyFactory(selection=selection), CandidacyFactory(selection=selection)
    officer, address = client_for("hr_officer"), reverse("careers:stage-results", args=[selection.pk, stage.pk])

    text = body(officer.post(address, {f"result_{one.pk}": "80.5", f"result_{other.pk}": "120"}))
    assert "80.5" in text
    assert not stage.results.exists()
    officer.post(address, {f"result_{one.pk}": "80.5", f"result_{other.pk}": ""})

    assert [(result.candidacy, str(result.score)) for result in stage.results.all()] == [(one, "80.50")]
    assert "No result yet" in body(officer.get(stage.get_absolute_url()))


def test_a_panels_stage_offers_no_results_by_hand_and_the_overview_names_the_missing_panel(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village, kind="jpt_pratama")
    stage = SelectionStageFactory(selection=selection)
    CandidacyFactory(selection=selection)
    officer, address = client_for("hr_officer"), reverse("careers:stage-results", args=[selection.pk, stage.pk])

    assert address not in body(officer.get(stage.get_absolute_url()))
    assert "come from the panel" in body(officer.get(address, follow=True))
    assert "No panel is appointed yet" in body(officer.get(selection.get_absolute_url()))


def test_answering_an_objection(world, client_for):
    objection = StageObjectionFactory(stage__selection__position__unit=world.village)
    StageResultFactory(stage=objection.stage, candidacy=objection.candidacy, score=60)
    officer, address = client_for("hr_officer"), reverse("careers:objection-answer", args=[objection.pk])

    text = body(officer.post(address, {"upheld": "no", "answer": "Sudah benar.", "score": "70"}))
    assert "changes no result" in text
    post_shown(officer, address, {"upheld": "yes", "answer": "Anda benar.", "score": "70"})
    objection.refresh_from_db()
    assert (objection.state, objection.draft["score"]) == ("open", "70.00")
    sign = reverse("careers:objection-sign", args=[objection.pk])
    head = client_for("head_of_agency")
    page = body(head.get(sign))
    assert "60.00 → 70.00" in page
    assert objection.candidacy.employee.full_name not in page
    assert sign not in body(officer.get(objection.get_absolute_url()))
    post_shown(head, sign)

    objection.refresh_from_db()
    assert (objection.state, objection.before["score"], objection.after["score"]) == ("upheld", "60.00", "70.00")
    assert "60.00" in body(officer.get(objection.get_absolute_url()))


def test_amending_on_the_pages(world, client_for, running):
    check, interview = running.stages.all()
    officer, head = client_for("hr_officer"), client_for("head_of_agency")
    SelectionStageFactory(selection=running, kind=StageKind.TRACK_RECORD, weight=0)
    Selection.objects.filter(pk=running.pk).update(plan=plan_of(running))
    track = running.stages.last()
    officer.post(
        reverse("careers:amendment-create", args=[running.pk]),
        {
            f"weight_{check.order}": "0",
            f"weight_{interview.order}": "80",
            f"weight_{track.order}": "20",
            f"mark_{track.order}": "",
            f"from_{track.order}": track.starts_on.isoformat(),
            f"until_{track.order}": track.ends_on.isoformat(),
            "proposed": "3",
            "reason": "Rekam jejak ikut dinilai.",
        },
    )
    amendment = running.amendments.get()
    sign = reverse("careers:amendment-sign", args=[running.pk, amendment.pk])
    text = body(head.get(sign))
    assert "Rekam jejak ikut dinilai." in text
    head.cookies["django_language"] = "id"
    assert "100,00" in body(head.get(sign))
    assert "100.00" not in body(head.get(sign))
    head.post(sign)

    assert [stage.weight for stage in running.stages.all()] == [0, 80, 20]
    public = body(client_for("anonymous").get(reverse("public_selection:detail", args=[running.code])))
    assert "Rekam jejak ikut dinilai." in public


def test_too_few_applicants_lead_to_an_extension(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    officer = client_for("hr_officer")

    text = body(officer.get(selection.get_absolute_url()))
    assert "0 people have applied; the rule wants at least 4." in text
    assert reverse("careers:amendment-create", args=[selection.pk]) in text

    form = officer.get(reverse("careers:amendment-create", args=[selection.pk])).context["form"]
    assert form["closes_on"].initial == selection.closes_on


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    for _number in range(rows):
        CandidacyFactory(selection=SelectionFactory(announced=True, position__unit=world.village))
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        client.get(reverse("careers:selection-list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_candidate_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection)
    for _number in range(rows):
        CandidacyFactory(selection=selection)
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        client.get(reverse("careers:selection-candidates", args=[selection.pk]))
