"""Objections to a panel's score: the members judge once more."""

import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.home.registry import actions_for
from asn_portal.notifications.models import Notification
from careers.enums import ObjectionState, StageKind
from careers.models import (
    ConflictDeclaration,
    ObjectionScore,
    PanelMember,
    PanelScore,
    ProofEvent,
    StageObjection,
    StageResult,
)
from careers.registration.panel import panel_actions
from careers.selection_integrity import rewritten
from careers.services.candidacy import withdraw_application
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_objection import answer_by_panel, score_again
from careers.services.panel_score import finish_scoring, give_score
from careers.services.selection import cancel_selection
from careers.services.stage_objection import answer_objection, file_objection, panel_hears, sign_answer
from careers.services.stage_publication import publish_stage, unfinished_stages
from tests.factories.employees import UserFactory, make_officer
from tests.factories.panels import PanelMemberFactory, make_scoring
from tests.factories.selections import (
    CandidacyFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
)
from tests.shown import post_shown, stamp_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def objected():
    """(objection, members, officer): all gave 60 in a stage that is published."""
    rubric, members, candidacies = make_scoring(candidates=1, pass_mark=70)
    for member in members:
        give_score(rubric=rubric, member=member, candidacy=candidacies[0], levels={1: 3, 2: 3}, note="", by=member.user)
    minutes = finish_scoring(rubric=rubric, by=members[0].user).minutes
    for member in members[:2]:
        sign_minutes(minutes=minutes, member=member, by=member.user)
    officer = make_officer(Role.HR_OFFICER, rubric.stage.selection.unit)
    stage = publish_stage(stage=rubric.stage, by=officer)
    objection = file_objection(stage=stage, candidacy=candidacies[0], text="Jawaban saya tercatat salah.", by=officer)
    return objection, members, officer


def again(objection, member, level, **fields):
    return score_again(
        objection=objection,
        member=member,
        levels={1: level, 2: level},
        **{"reason": "Rekaman saya dengar lagi.", "by": member.user, **fields},
    )


def answer(objection, member):
    return answer_by_panel(objection=objection, member=member, answer="Dinilai ulang.", by=member.user)


def test_the_office_does_not_answer_for_the_panel(objected):
    objection, members, officer = objected

    with pytest.raises(DomainError, match="the panel answers"):
        answer_objection(objection=objection, upheld=True, answer="Ya.", score=Decimal(100), by=officer)

    assert (
        Notification.objects.filter(user__in=[member.user for member in members], title__contains="menyanggah").count()
        == 3
    )


def test_more_than_half_score_again_and_the_mean_becomes_the_result(objected):
    objection, members, _officer = objected
    again(objection, members[0], 5)
    with pytest.raises(DomainError, match="More than half"):
        answer(objection, members[0])
    again(objection, members[1], 5)
    with pytest.raises(DomainError, match="chair"):
        answer(objection, members[1])

    answered = answer(objection, members[0])

    # The mean of 100, 100 and the 60 of who did not score again.
    result = StageResult.objects.get()
    assert (answered.state, result.score, result.passed) == (ObjectionState.UPHELD, Decimal("86.67"), True)
    assert (result.detail["n"], answered.before["score"]) == (3, "60.00")
    assert set(PanelScore.objects.values_list("score", flat=True)) == {Decimal(60)}
    told = str(list(ProofEvent.objects.filter(kind="objection_scored").values_list("payload", flat=True)))
    assert objection.candidacy.pseudonym not in told
    with pytest.raises(DomainError, match="answered already"):
        again(objection, members[2], 5)


def test_nobody_loses_points_by_objecting(objected):
    objection, members, _officer = objected
    for member in members:
        again(objection, member, 1)

    answered = answer(objection, members[0])

    assert (answered.state, StageResult.objects.get().score) == (ObjectionState.DISMISSED, 60)


def test_who_is_in_conflict_or_says_no_reason_does_not_score(objected):
    objection, members, _officer = objected
    ConflictDeclaration.objects.filter(member=members[0]).update(
        has_conflict=True, reason="Sepupu", late_at=timezone.now()
    )

    with pytest.raises(DomainError, match="do not judge"):
        again(objection, members[0], 5)
    with pytest.raises(DomainError, match="Say why"):
        again(objection, members[1], 5, reason=" ")
    for member in members[1:]:
        again(objection, member, 5)
    # The chair has a conflict, so another member speaks for the panel.
    assert answer(objection, members[1]).state == ObjectionState.UPHELD
    assert ObjectionScore.objects.count() == 2


def test_the_pages_of_an_objection(client, objected):
    objection, members, officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    rubric = objection.stage.rubric
    score = reverse("careers:objection-score", args=[rubric.pk, objection.candidacy_id])
    send = reverse("careers:objection-panel-answer", args=[rubric.pk, objection.candidacy_id])
    for member in members[:2]:
        client.force_login(member.user)
        assert score in client.get(rubric.get_absolute_url()).content.decode()
        assert objection.text in client.get(score).content.decode()
        client.post(score, {"level_1": 5, "level_2": 5, "reason": "Benar."})
    client.force_login(officer)
    page = client.get(objection.get_absolute_url()).content.decode()
    assert "the panel answers" in page
    assert reverse("careers:objection-answer", args=[objection.pk]) not in page
    client.force_login(members[0].user)
    assert "So far 2 of 3" in client.get(send).content.decode()

    # What a member changes meanwhile isn't answered unread.
    old = stamp_on(client, send)
    again(objection, members[1], 1)
    page = client.post(send, {"answer": "Anda benar.", "shown": old}).content.decode()
    assert "A score changed since you opened this page" in page
    assert "60.00 → 20.00" in page
    objection.refresh_from_db()
    assert objection.state == ObjectionState.OPEN
    again(objection, members[1], 5)
    post_shown(client, send, {"answer": "Anda benar."})

    objection.refresh_from_db()
    assert (objection.state, objection.answered_by) == (ObjectionState.UPHELD, members[0].user)
    client.force_login(officer)
    assert "Scored once more by the panel" in client.get(objection.get_absolute_url()).content.decode()


def test_an_objection_ends_with_the_application(objected):
    objection, members, _officer = objected
    again(objection, members[0], 5)

    withdraw_application(candidacy=objection.candidacy, by=objection.candidacy.employee.user)

    objection.refresh_from_db()
    assert (objection.state, objection.answer) == (ObjectionState.DISMISSED, "Ended: the application was taken back.")
    assert not StageObjection.objects.open().exists()
    with pytest.raises(DomainError, match="answered already"):
        answer(objection, members[0])
    assert not any("objection" in fault for fault in unfinished_stages(objection.stage.selection))


def test_who_came_later_hears_no_objection(objected):
    objection, members, officer = objected
    late = PanelMemberFactory(selection=objection.stage.selection)
    ConflictDeclaration.objects.create(member=late, candidacy=objection.candidacy, has_conflict=False)

    with pytest.raises(DomainError, match="do not judge"):
        again(objection, late, 5)
    again(objection, members[1], 5)

    # Where half of those who scored have left, the office answers, with two signatures, and never downwards.
    PanelMember.objects.filter(pk__in=[member.pk for member in members[1:]]).update(
        left_at=timezone.now(), left_reason="Pindah tugas."
    )
    with pytest.raises(DomainError, match="the office answers"):
        again(objection, members[0], 5)
    with pytest.raises(DomainError, match="never lowers"):
        answer_objection(objection=objection, upheld=True, answer="Ya.", score=Decimal(10), passed=False, by=officer)
    dismissed = answer_objection(objection=objection, upheld=False, answer="Tidak.", by=officer)
    assert (dismissed.state, dismissed.first_signer) == (ObjectionState.OPEN, officer)
    waiting = answer_objection(
        objection=objection, upheld=True, answer="Ya.", score=Decimal(80), passed=True, by=officer
    )
    assert waiting.state == ObjectionState.OPEN
    head = make_officer(Role.HEAD_OF_AGENCY, objection.stage.selection.unit)
    assert sign_answer(objection=waiting, by=head).state == ObjectionState.UPHELD
    result = StageResult.objects.get()
    assert (result.score, result.detail) == (Decimal(80), {"source": "hand"})


def test_members_with_a_conflict_elsewhere_are_told(objected):
    objection, members, officer = objected
    Notification.objects.all().delete()
    other = CandidacyFactory(selection=objection.stage.selection)
    ConflictDeclaration.objects.create(member=members[1], candidacy=other, has_conflict=True, reason="Ipar.")
    objection.delete()

    file_objection(stage=objection.stage, candidacy=objection.candidacy, text="Salah hitung.", by=officer)

    told = Notification.objects.filter(user__in=[member.user for member in members], title__contains="menyanggah")
    assert told.count() == 3


def test_chair_reads_new_scores_before_answering_and_minutes_name_the_change(objected, client):
    objection, members, _officer = objected
    again(objection, members[0], 5)
    again(objection, members[1], 5)
    client.force_login(members[0].user)

    page = client.get(
        reverse("careers:objection-panel-answer", args=[objection.stage.rubric.pk, objection.candidacy.pk])
    )

    content = page.content.decode()
    assert "60,00 → 100,00" in content
    assert "86,67" in content
    answer(objection, members[0])
    minutes = client.get(reverse("careers:minutes-detail", args=[objection.stage.rubric.pk])).content.decode()
    assert "86,67" in minutes
    assert "60,00" in minutes


def test_a_score_rewritten_past_the_portal_is_not_taken(objected):
    objection, members, _officer = objected
    for level in (3, 5):
        for member in members[:2]:
            again(objection, member, level)
    row = ObjectionScore.objects.get(member=members[1])
    ObjectionScore.objects.filter(pk=row.pk).update(score=99)

    with pytest.raises(DomainError, match=f"{members[1].code}. Tell the auditor"):
        answer(objection, members[0])

    ObjectionScore.objects.filter(pk=row.pk).update(score=row.score)
    assert answer(objection, members[0]).state == ObjectionState.UPHELD


def test_a_score_rewritten_after_the_answer_is_found(objected):
    objection, members, _officer = objected
    for member in members[:2]:
        again(objection, member, 5)
    answer(objection, members[0])
    selection = objection.stage.selection
    assert rewritten(selection) == []
    row = ObjectionScore.objects.get(member=members[1])

    ObjectionScore.objects.filter(pk=row.pk).update(score=99)
    (changed,) = rewritten(selection)
    ObjectionScore.objects.filter(pk=row.pk).delete()
    (missing,) = rewritten(selection)

    assert changed == missing
    assert f"{members[1].code}. Tell the auditor" in changed


def test_an_earlier_score_is_not_put_back(objected):
    objection, members, _officer = objected
    again(objection, members[1], 4)
    early = again(objection, members[0], 5)
    again(objection, members[0], 4)
    ObjectionScore.objects.filter(pk=early.pk).update(levels=early.levels, score=early.score, salt=early.salt)

    with pytest.raises(DomainError, match=f"{members[0].code}. Tell the auditor"):
        answer(objection, members[0])


def waits(user, name):
    return [item.url for item in actions_for(user) if name in item.url]


def test_an_objection_to_the_panel_is_a_task_of_those_who_must_act(client, objected):
    objection, members, officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    args = [objection.stage.rubric.pk, objection.candidacy_id]
    score, send = (reverse(f"careers:{name}", args=args) for name in ("objection-score", "objection-panel-answer"))

    assert waits(officer, "objection") == []
    assert not Notification.objects.filter(user=officer, kind="careers.selection_work").exists()
    assert [waits(member.user, "objection") for member in members] == [[score]] * 3
    client.force_login(members[1].user)
    for page in ("panel-seats", "panel-board"):
        url = reverse(f"careers:{page}", args=[objection.stage.selection_id] if page == "panel-board" else [])
        assert "Hear 1 objection" in client.get(url).content.decode()

    again(objection, members[0], 5)
    assert [waits(member.user, "objection") for member in members] == [[], [score], [score]]
    again(objection, members[1], 5)
    assert [waits(member.user, "objection") for member in members] == [[send], [], [score]]
    answer(objection, members[0])
    assert not any(waits(member.user, "objection") for member in members)


def test_two_acts_on_one_objection_are_one_objection(client, objected):
    objection, members, _officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for member in members[1:]:
        again(objection, member, 5)
    assert len(waits(members[0].user, "objection")) == 2

    client.force_login(members[0].user)
    for page, args in (("panel-seats", []), ("panel-board", [objection.stage.selection_id])):
        assert "Hear 1 objection\n" in client.get(reverse(f"careers:{page}", args=args)).content.decode()


def test_an_objection_is_a_task_of_the_office_where_half_of_the_panel_is_gone(objected):
    objection, members, officer = objected
    declared = ConflictDeclaration.objects.filter(member=members[0])
    declared.update(has_conflict=True, reason="Sepupu", late_at=timezone.now())
    assert waits(officer, "objection") == []
    assert panel_hears(objection)

    PanelMember.objects.filter(pk=members[1].pk).update(left_at=timezone.now(), left_reason="Pindah tugas.")

    assert waits(officer, "objection") == [objection.get_absolute_url()]
    assert not panel_hears(objection)
    assert not waits(members[2].user, "objection")


def test_forms_that_can_only_be_refused_lead_back(client, objected):
    objection, members, officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    rubric = objection.stage.rubric
    later = SelectionStageFactory(selection=objection.stage.selection)
    for user, name, args, said, back in (
        (
            members[1].user,
            "objection-panel-answer",
            [rubric.pk, objection.candidacy_id],
            "The chair of the panel answers.",
            rubric.get_absolute_url(),
        ),
        (
            officer,
            "stage-publish",
            [later.selection_id, later.pk],
            "Go on after it.",
            later.get_absolute_url(),
        ),
    ):
        client.force_login(user)
        page = client.get(reverse(f"careers:{name}", args=args), follow=True)
        assert page.redirect_chain == [(back, 302)]
        assert said in page.content.decode()


def redirected(client, user, name, args):
    """Where a page leads instead of opening, and what is said there."""
    client.force_login(user)
    page = client.get(reverse(f"careers:{name}", args=args), follow=True)
    return page.redirect_chain, page.content.decode()


def test_a_panel_that_cannot_be_heard_or_answer_yet_is_led_back(client, objected):
    objection, members, _officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    rubric = objection.stage.rubric
    args, back = [rubric.pk, objection.candidacy_id], [(rubric.get_absolute_url(), 302)]
    again(objection, members[0], 5)

    chain, text = redirected(client, members[0].user, "objection-panel-answer", args)
    assert chain == back
    assert "1 of 3 members have scored the candidate once more. More than half must." in text
    assert reverse("careers:objection-score", args=args) in text
    assert reverse("careers:objection-panel-answer", args=args) not in text

    PanelMember.objects.filter(pk__in=[member.pk for member in members[1:]]).update(
        left_at=timezone.now(), left_reason="Pindah tugas."
    )
    for name in ("objection-score", "objection-panel-answer"):
        chain, text = redirected(client, members[0].user, name, args)
        assert chain == back
        assert "the office answers." in text
        assert reverse("careers:objection-score", args=args) not in text


def test_nobody_answers_in_a_cancelled_selection(client, objected):
    objection, members, officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    rubric, selection = objection.stage.rubric, objection.stage.selection
    for member in members[:2]:
        again(objection, member, 5)
    cancel_selection(selection=selection, reason="Jabatan dihapus.", by=officer)

    said = "The selection was cancelled; nothing in it is decided any more."
    args = [rubric.pk, objection.candidacy_id]
    for user, name, to, back in (
        (members[0].user, "objection-score", args, rubric),
        (members[0].user, "objection-panel-answer", args, rubric),
        (officer, "objection-answer", [objection.pk], objection),
    ):
        chain, text = redirected(client, user, name, to)
        assert chain == [(back.get_absolute_url(), 302)]
        assert said in text
        assert reverse(f"careers:{name}", args=to) not in text
    StageObjection.objects.update(first_signer=members[0].user, draft={"upheld": False, "answer": "x"})
    chain, text = redirected(client, officer, "objection-sign", [objection.pk])
    assert chain == [(selection.get_absolute_url(), 302)]
    assert said in text


def test_more_objections_to_a_panel_cost_no_more_queries(objected, django_assert_num_queries):
    objection, members, _officer = objected
    with CaptureQueriesContext(connection) as before:
        panel_actions_of(members[1])
    for _number in range(3):
        candidacy = CandidacyFactory(selection=objection.stage.selection)
        for member in members:
            ConflictDeclaration.objects.create(member=member, candidacy=candidacy, has_conflict=False)
            PanelScore.objects.create(
                rubric=objection.stage.rubric, member=member, candidacy=candidacy, levels={"1": 3, "2": 3}, score=60
            )
        StageObjectionFactory(stage=objection.stage, candidacy=candidacy)

    with django_assert_num_queries(len(before)):
        assert len(panel_actions_of(members[1])) == 4


def panel_actions_of(member):
    return list(panel_actions(get_user_model().objects.get(pk=member.user_id)))


def test_an_answer_signed_once_is_a_task_of_those_who_may_sign(client):
    stage = SelectionStageFactory(kind=StageKind.TRACK_RECORD, published=True)
    unit = stage.selection.unit
    first, second = (make_officer(Role.HR_OFFICER, unit) for _number in range(2))
    head = make_officer(Role.HEAD_OF_AGENCY, unit)
    candidacy = CandidacyFactory(selection=stage.selection)
    StageResultFactory(stage=stage, candidacy=candidacy, recorded_by=first)
    objection = StageObjectionFactory(stage=stage, candidacy=candidacy)
    assert [bool(waits(user, "objection")) for user in (first, second, head)] == [True, True, False]

    answer_objection(objection=objection, upheld=True, answer="Ya.", score=Decimal(90), by=first)

    sign = reverse("careers:objection-sign", args=[objection.pk])
    assert [waits(user, "objection") for user in (first, second, head)] == [[], [sign], [sign]]
    client.force_login(head)
    page = client.get(sign).content.decode()
    assert objection.text in page
    assert candidacy.employee.name not in page
    client.force_login(first)
    assert client.get(sign, follow=True).redirect_chain == [(objection.get_absolute_url(), 302)]


# --- Addresses of what is over ----------------------------------------------------------------------------------------


def test_the_address_of_a_signed_answer_says_that_it_is_answered(client):
    stage = SelectionStageFactory(kind=StageKind.TRACK_RECORD, published=True)
    selection = stage.selection
    officer, head = (make_officer(role, selection.unit) for role in (Role.HR_OFFICER, Role.HEAD_OF_AGENCY))
    stranger = make_officer(Role.HEAD_OF_AGENCY, SelectionStageFactory().selection.unit)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    candidacy = CandidacyFactory(selection=selection)
    StageResultFactory(stage=stage, candidacy=candidacy, recorded_by=officer)
    objection = StageObjectionFactory(stage=stage, candidacy=candidacy)
    answer_objection(objection=objection, upheld=True, answer="Ya.", score=Decimal(90), by=officer)
    sign_answer(objection=objection, by=head)

    for user in (head, officer):
        chain, text = redirected(client, user, "objection-sign", [objection.pk])
        assert chain == [(selection.get_absolute_url(), 302)]
        assert "answered already" in text
    client.force_login(stranger)
    assert client.get(reverse("careers:objection-sign", args=[objection.pk])).status_code == 404


@pytest.mark.parametrize(("end", "said"), [("answered", "answered already"), ("withdrawn", "taken back")])
def test_the_address_of_an_objection_that_is_over_leads_its_judges_back(client, objected, end, said):
    objection, members, officer = objected
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    rubric = objection.stage.rubric
    args = [rubric.pk, objection.candidacy_id]
    ConflictDeclaration.objects.filter(member=members[2]).update(
        has_conflict=True, reason="Sepupu", late_at=timezone.now()
    )
    if end == "answered":
        for member in members[:2]:
            again(objection, member, 5)
        answer(objection, members[0])
    else:
        withdraw_application(candidacy=objection.candidacy, by=objection.candidacy.employee.user or officer)

    for name in ("objection-score", "objection-panel-answer"):
        chain, text = redirected(client, members[0].user, name, args)
        assert chain == [(rubric.get_absolute_url(), 302)]
        assert said in text
        for user in (members[2].user, UserFactory()):
            client.force_login(user)
            assert client.get(reverse(f"careers:{name}", args=args)).status_code == 404


def test_who_scored_once_more_sees_the_new_score_and_no_first_button(client, objected):
    objection, members, _officer = objected
    rubric = objection.stage.rubric
    client.force_login(members[1].user)
    button = re.compile(r'class="btn btn-primary"\s+href="[^"]*/objection/"')
    assert button.search(client.get(rubric.get_absolute_url()).content.decode())

    again(objection, members[1], 5)

    page = client.get(rubric.get_absolute_url())
    assert not button.search(page.content.decode())
    assert [line["again"].score for line in page.context["rows"]] == [100]


def test_taking_back_says_that_the_objection_ends_and_promises_no_closed_registration(client, objected):
    objection, _members, _officer = objected
    candidacy = objection.candidacy
    candidacy.employee.user = UserFactory()
    candidacy.employee.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(candidacy.employee.user)

    page = client.get(reverse("careers:application-withdraw", args=[candidacy.selection_id])).context["consequences"]

    assert page == [
        "You take no further part in this selection.",
        "Your objection that waits for an answer ends with it.",
    ]
