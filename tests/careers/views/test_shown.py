"""Old pages: nobody signs or decides what changed after they opened it, and the page shows what stands now."""

import pytest
from django.urls import reverse
from django.utils import timezone

from asn_portal.access.roles import Role
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, ItemState, StageKind
from careers.models import Candidacy, Item, Selection, SelectionPanel, TalentPlacement
from careers.selection_plan import plan_of
from careers.services.candidacy import submit_application, withdraw_application, write_application
from careers.services.panel import add_member, remove_member
from careers.services.stage_result import put_result
from tests.factories.employees import UserFactory, make_officer
from tests.factories.exam import ItemFactory
from tests.factories.panels import PanelMemberFactory
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
)
from tests.factories.talent import TalentObjectionFactory, TalentPlacementFactory
from tests.shown import post_shown, stamp_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_for(client_for, settings):
    """Of people who read English."""

    def sign_in(role):
        client = client_for(role)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


def body(response):
    return response.content.decode()


@pytest.fixture
def objection(world):
    objection = StageObjectionFactory(stage__selection__position__unit=world.village)
    StageResultFactory(stage=objection.stage, candidacy=objection.candidacy, score=60)
    return objection


def test_the_second_signature_of_an_old_page_is_refused_and_the_new_answer_shown(objection, client_for):
    answer = reverse("careers:objection-answer", args=[objection.pk])
    sign = reverse("careers:objection-sign", args=[objection.pk])
    officer, head = client_for("hr_officer"), client_for("head_of_agency")
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik sedikit.", "score": "70"})
    old = stamp_on(head, sign)
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik banyak.", "score": "100"})

    for stamp in (old, "", "palsu"):
        page = body(head.post(sign, {"shown": stamp}))
        assert "changed since you opened this page" in page
        assert "Naik banyak." in page
        assert "60.00 → 100.00" in page
        objection.refresh_from_db()
        assert objection.state == "open"
    head.post(sign, {"shown": stamp_on(head, sign)})

    objection.refresh_from_db()
    assert objection.state == "upheld"


def test_answering_from_an_old_page_shows_the_answer_that_waits(objection, client_for):
    answer = reverse("careers:objection-answer", args=[objection.pk])
    officer = client_for("hr_officer")
    old = stamp_on(officer, answer)
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik sedikit.", "score": "70"})

    page = body(officer.post(answer, {"upheld": "no", "answer": "Ditolak saja.", "shown": old}))

    assert "changed since you opened this page" in page
    assert "Naik sedikit." in page
    assert "Ditolak saja." in page
    assert old not in page
    objection.refresh_from_db()
    assert (objection.state, objection.draft["score"]) == ("open", "70.00")


def test_a_form_that_comes_back_for_another_fault_keeps_its_stamp(objection, client_for):
    answer = reverse("careers:objection-answer", args=[objection.pk])
    officer = client_for("hr_officer")
    old = stamp_on(officer, answer)
    post_shown(officer, answer, {"upheld": "yes", "answer": "Naik sedikit.", "score": "70"})

    page = body(officer.post(answer, {"upheld": "no", "answer": "", "shown": old}))

    assert f'name="shown" value="{old}"' in page


@pytest.fixture
def stage(world):
    """Two candidates, 70 and 60."""
    selection = SelectionFactory(closed=True, position__unit=world.village)
    stage = SelectionStageFactory(selection=selection)
    for score in (70, 60):
        StageResultFactory(stage=stage, candidacy=CandidacyFactory(selection=selection), score=score)
    return stage


def results_of(stage):
    return [str(score) for score in stage.results.order_by("candidacy").values_list("score", flat=True)]


def sent(page, **typed):
    """What a browser sends of the results: everything that the form shows, with what was typed over it."""
    form = page.context["form"]
    shown = {bound.html_name: "" if bound.value() is None else str(bound.value()) for bound in form}
    return {**shown, **typed}


def test_results_that_a_colleague_entered_survive_an_old_page(world, stage, client_for):
    officer = client_for("hr_officer")
    address = reverse("careers:stage-results", args=[stage.selection_id, stage.pk])
    one, other = (result.candidacy for result in stage.results.order_by("candidacy"))
    old = officer.get(address)
    colleague = make_officer(Role.HR_OFFICER, world.village, name="Rina Kolega")
    put_result(stage=stage, candidacy=one, score=80, passed=None, detail={}, by=colleague)

    # The line that the reader left alone keeps what the colleague entered.
    officer.post(address, sent(old, **{f"result_{other.pk}": "65"}))
    assert results_of(stage) == ["80.00", "65.00"]

    # A line that both changed is refused as a whole, and sent again it counts.
    page = officer.post(address, sent(old, **{f"result_{one.pk}": "75", f"result_{other.pk}": "66"}))
    assert results_of(stage) == ["80.00", "65.00"]
    assert "since you opened this page" in body(page)
    assert "Rina Kolega entered 80.00 meanwhile" in body(page)
    officer.post(address, sent(page))
    assert results_of(stage) == ["75.00", "66.00"]


def test_the_page_of_refused_results_shows_what_others_entered_elsewhere(world, stage, client_for):
    officer = client_for("hr_officer")
    address = reverse("careers:stage-results", args=[stage.selection_id, stage.pk])
    one, other = (result.candidacy for result in stage.results.order_by("candidacy"))
    old = officer.get(address)
    colleague = make_officer(Role.HR_OFFICER, world.village)
    for candidacy, score in ((one, 80), (other, 90)):
        put_result(stage=stage, candidacy=candidacy, score=score, passed=None, detail={}, by=colleague)

    page = officer.post(address, sent(old, **{f"result_{one.pk}": "75"}))
    officer.post(address, sent(page))

    assert results_of(stage) == ["75.00", "90.00"]


def test_results_are_compared_in_the_readers_own_spelling(world, stage, client_for, settings):
    officer = client_for("hr_officer")
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    address = reverse("careers:stage-results", args=[stage.selection_id, stage.pk])
    one, other = (result.candidacy for result in stage.results.order_by("candidacy"))
    fields = {one.pk: "70,00", other.pk: "60,00"}
    old = body(officer.get(address))
    assert all(f'name="seen_{pk}" value="{score.replace(",", ".")}"' in old for pk, score in fields.items())
    typed = {f"result_{pk}": score for pk, score in fields.items()}
    seen = {f"seen_{pk}": score.replace(",", ".") for pk, score in fields.items()}
    for candidacy in (one, other):
        put_result(stage=stage, candidacy=candidacy, score=80, passed=None, detail={}, by=world.users["hr_officer"])

    page = body(officer.post(address, {**typed, **seen, f"result_{one.pk}": "75,5"}))

    assert "mengisi 80,00" in page
    assert f'name="result_{other.pk}" value="80,00"' in page
    assert results_of(stage) == ["80.00", "80.00"]


def test_verdicts_that_a_colleague_entered_survive_an_old_page(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    stage = SelectionStageFactory(selection=selection, kind=StageKind.TRACK_RECORD, weight=0)
    candidacy = CandidacyFactory(selection=selection)
    officer = client_for("hr_officer")
    address = reverse("careers:stage-results", args=[selection.pk, stage.pk])
    old = officer.get(address)
    colleague = make_officer(Role.HR_OFFICER, world.village)
    put_result(stage=stage, candidacy=candidacy, score=None, passed=False, detail={}, by=colleague)

    page = officer.post(address, sent(old, **{f"result_{candidacy.pk}": "yes"}))

    assert "entered Not passed meanwhile" in body(page)
    assert stage.results.get().passed is False
    officer.post(address, sent(page))
    assert stage.results.get().passed is True


@pytest.mark.parametrize(("name", "data"), [("admit", {}), ("refuse", {"code": "document", "text": "Kurang."})])
def test_an_application_that_was_sent_anew_is_not_decided_unread(world, client_for, name, data):
    selection = SelectionFactory(announced=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    applicant = world.users["employee"].employee
    candidacy = write_application(
        selection=selection, employee=applicant, statement="Pertama.", files=[], by=applicant.user
    )
    submit_application(candidacy=candidacy, by=applicant.user)
    officer, address = client_for("hr_officer"), reverse(f"careers:candidacy-{name}", args=[candidacy.pk])
    old = stamp_on(officer, address)
    withdraw_application(candidacy=candidacy, by=applicant.user)
    write_application(selection=selection, employee=applicant, statement="Lain.", files=[], by=applicant.user)
    submit_application(candidacy=candidacy, by=applicant.user)

    assert "since you opened this page" in body(officer.post(address, {**data, "shown": old}))
    assert Candidacy.objects.get().state == CandidacyState.SUBMITTED

    post_shown(officer, address, data)
    assert Candidacy.objects.get().state != CandidacyState.SUBMITTED


def test_a_verdict_of_a_colleague_is_not_replaced_unread(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    candidacy = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED)
    officer = client_for("hr_officer")
    admit, refuse = (reverse(f"careers:candidacy-{name}", args=[candidacy.pk]) for name in ("admit", "refuse"))
    old = stamp_on(officer, admit)
    post_shown(officer, refuse, {"code": "document", "text": "Ijazah tidak terbaca."})

    assert "checked by somebody else" in body(officer.post(admit, {"shown": old}))

    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.REJECTED


# --- Decisions --------------------------------------------------------------------------------------------------------


@pytest.fixture
def scored(world):
    """(selection, candidacies, scores in the one stage), ready to be proposed."""
    selection = SelectionFactory(closed=True, position__unit=world.village, proposed=2)
    stage = SelectionStageFactory(selection=selection, weight=100, published=True)
    people = [CandidacyFactory(selection=selection) for _number in range(3)]
    for candidacy, score in zip(people, (90, 80, 70), strict=True):
        StageResultFactory(stage=stage, candidacy=candidacy, score=score)
    Selection.objects.filter(pk=selection.pk).update(plan=plan_of(selection), plan_hash=plan_hash(plan_of(selection)))
    return Selection.objects.get(pk=selection.pk), people, stage


def test_names_are_proposed_only_as_they_were_read(scored, client_for, monkeypatch):
    selection, people, stage = scored
    monkeypatch.setattr("careers.services.selection_decision.proposal_faults", lambda _selection: [])
    officer, address = client_for("hr_officer"), reverse("careers:selection-propose", args=[selection.pk])
    old = stamp_on(officer, address)
    stage.results.filter(candidacy=people[2]).update(score=95)

    page = body(officer.post(address, {"shown": old}))

    assert "The names or their scores changed since you opened this page" in page
    assert not Candidacy.objects.filter(state=CandidacyState.PROPOSED).exists()
    post_shown(officer, address)
    assert set(Candidacy.objects.filter(state=CandidacyState.PROPOSED)) == {people[0], people[2]}


def test_the_head_chooses_among_the_names_that_were_read(scored, client_for, monkeypatch):
    selection, people, _stage = scored
    Candidacy.objects.filter(pk__in=[people[0].pk, people[1].pk]).update(state=CandidacyState.PROPOSED)
    Selection.objects.filter(pk=selection.pk).update(proposed_at=timezone.now())
    monkeypatch.setattr("careers.services.selection_decision.refuse_rewritten", lambda _selection: None)
    head, address = client_for("head_of_agency"), reverse("careers:selection-decide", args=[selection.pk])
    old = stamp_on(head, address)
    withdraw_application(candidacy=people[0], by=people[0].employee.user)
    choice = {"candidacy": people[1].pk, "reason": "Lebih sesuai dari yang lain.", "no_conflict": "on"}

    page = body(head.post(address, {**choice, "shown": old}))

    assert "The names or their scores changed since you opened this page" in page
    assert Selection.objects.get(pk=selection.pk).decided_at is None
    post_shown(head, address, choice)
    assert Selection.objects.get(pk=selection.pk).decided_by is not None


@pytest.mark.parametrize("name", ["talent-decide", "talent-objection-decide"])
def test_a_box_that_was_worked_out_anew_is_not_decided_unread(world, client_for, name):
    placement = TalentPlacementFactory(review__unit=world.government, employee=world.users["employee"].employee)
    subject = placement if name == "talent-decide" else TalentObjectionFactory(placement=placement)
    officer, address = client_for("hr_officer"), reverse(f"careers:{name}", args=[subject.pk])
    data = {"box": "9", "reason": "Memimpin", "panel": "TPK", "verdict": "box", "decision": "Benar"}
    old = stamp_on(officer, address)
    TalentPlacement.objects.update(inputs_sha256="1" * 64)

    page = body(officer.post(address, {**data, "shown": old}))

    assert "The box was worked out or decided anew since you opened this page" in page
    assert TalentPlacement.objects.get().final_box is None
    post_shown(officer, address, data)
    assert TalentPlacement.objects.get().final_box == 9


def test_an_item_that_was_changed_is_not_reviewed_unread(world, client_for):
    item = ItemFactory(bank__unit=world.village, state=ItemState.IN_REVIEW)
    officer, address = client_for("hr_officer"), reverse("careers:exam-item-review", args=[item.pk])
    old = stamp_on(officer, address)
    Item.objects.filter(pk=item.pk).update(text="Soal lain?", edit=item.edit + 1)

    page = body(officer.post(address, {"verdict": "approved", "shown": old}))

    assert "The item was changed since you opened this page" in page
    assert Item.objects.get().state == ItemState.IN_REVIEW
    post_shown(officer, address, {"verdict": "approved"})
    assert Item.objects.get().state == ItemState.APPROVED


def test_a_panel_is_appointed_only_as_it_was_read(world, client_for):
    selection = SelectionFactory(position__unit=world.village)
    for number in range(5):
        member = PanelMemberFactory(selection=selection, is_chair=not number)
    SelectionPanel.objects.filter(selection=selection).update(state="draft", appointed_at=None, decree_number="")
    officer, address = client_for("hr_officer"), reverse("careers:panel-appoint", args=[selection.pk])
    data = {"decree_number": "800/1", "decree_date": "2026-11-02", "deviation_reason": "Daerah kecil."}
    page = officer.get(address)
    assert member.user.name in body(page)
    old = stamp_on(officer, address)
    remove_member(member=member, reason="Salah pilih.", by=world.users["hr_officer"])
    other = add_member(
        selection=selection,
        user=UserFactory(),
        institution="USU",
        is_internal=False,
        is_chair=False,
        by=world.users["hr_officer"],
    )

    page = body(officer.post(address, {**data, "shown": old}))

    assert "The members changed since you opened this page" in page
    assert other.user.name in page
    assert not SelectionPanel.objects.get(selection=selection).is_appointed
    post_shown(officer, address, data)
    assert SelectionPanel.objects.get(selection=selection).is_appointed
