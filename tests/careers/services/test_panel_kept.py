"""What an appointed panel stays bound to: its stages, its minutes; and acts on it that come at once."""

import threading
from decimal import Decimal

import pytest
from django.db import OperationalError, connections
from django.urls import reverse
from django.utils import translation

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from careers.enums import SelectionKind, StageKind
from careers.models import ConflictDeclaration, MinutesSignature, PanelMember, PanelScore, StageResult
from careers.services.panel import add_member, appoint_panel, declare_conflicts, remove_member, undeclared
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_score import finish_scoring, give_score
from careers.services.stage_publication import publication_faults
from careers.services.stage_result import put_result
from employees.dates import today
from tests.factories.employees import UserFactory, make_officer
from tests.factories.panels import PanelMemberFactory, make_panel, make_scoring
from tests.factories.selections import CandidacyFactory, SelectionStageFactory

pytestmark = pytest.mark.django_db


def give(rubric, member, candidacy, level=3):
    return give_score(
        rubric=rubric, member=member, candidacy=candidacy, levels={1: level, 2: level}, note="", by=member.user
    )


def remove(member, officer):
    remove_member(member=member, reason="Pindah", by=officer)


def add(selection, officer, *, chair=False):
    return add_member(
        selection=selection, user=UserFactory(), institution="USU", is_internal=False, is_chair=chair, by=officer
    )


def appoint(selection, officer, number="800/99/2026"):
    return appoint_panel(
        selection=selection, decree_number=number, decree_date=today(), deviation_reason="Uji", by=officer
    )


# --- The source of a stage --------------------------------------------------------------------------------------------


def test_the_stages_of_an_appointed_panel_stay_its_own_when_its_members_have_left():
    stage = SelectionStageFactory(kind=StageKind.INTERVIEW, selection__kind=SelectionKind.SUPERVISOR)
    candidacy = CandidacyFactory(selection=stage.selection)
    officer = make_officer(Role.HR_OFFICER, stage.selection.unit)
    make_panel(stage.selection)
    # As a version before let it happen.
    PanelMember.objects.update(left_at="2026-11-02T00:00:00Z", left_reason="Pindah")

    with pytest.raises(DomainError, match="come from the panel"):
        put_result(stage=stage, candidacy=candidacy, score=Decimal(99), passed=None, detail={}, by=officer)

    assert not StageResult.objects.exists()


def test_a_resting_panel_is_filled_up_before_another_member_leaves():
    stage = SelectionStageFactory(kind=StageKind.INTERVIEW)
    selection = stage.selection
    officer = make_officer(Role.HR_OFFICER, selection.unit)
    members = make_panel(selection)
    PanelMember.objects.update(created_at="2026-01-01T00:00:00Z")
    remove(members[0], officer)
    with pytest.raises(DomainError, match="rests with 4 members"):
        remove(members[1], officer)

    wrong = add(selection, officer)
    remove(members[1], officer)
    # Whom no decree has named leaves at any time.
    remove(wrong, officer)

    assert PanelMember.objects.active().count() == 3


# --- Minutes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def finished():
    """(stage, minutes, the five who scored, officer), the scoring ended."""
    rubric, members, candidacies = make_scoring(size=5)
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)
    minutes = finish_scoring(rubric=rubric, by=members[0].user).minutes
    return rubric.stage, minutes, members, make_officer(Role.HR_OFFICER, rubric.stage.selection.unit)


def unsigned(stage):
    # A request before may have left another language.
    with translation.override("en"):
        return [fault for fault in publication_faults(stage.selection, stage) if "must be signed" in fault]


def test_newcomers_do_not_sign_for_scores_of_others(finished, client):
    stage, minutes, members, officer = finished
    PanelMember.objects.filter(pk__in=[member.pk for member in members]).update(
        left_at="2026-11-02T00:00:00Z", left_reason="Menolak"
    )
    new = [add(stage.selection, officer, chair=number == 0) for number in range(5)]
    appoint(stage.selection, officer)
    url = reverse("careers:minutes-sign", args=[minutes.rubric_id])

    for member in new[:3]:
        with pytest.raises(DomainError, match="who gave the scores"):
            sign_minutes(minutes=minutes, member=member, by=member.user)
    client.force_login(new[1].user)
    assert client.post(url).status_code == 403
    assert url not in client.get(minutes.get_absolute_url()).content.decode()
    # As a version before took them.
    for member in new:
        MinutesSignature.objects.create(minutes=minutes, member=member)
    assert len(unsigned(stage)) == 1

    # Those who scored sign, also when they have left; with the chair gone, all of them.
    for member in members[1:]:
        assert len(unsigned(stage)) == 1
        client.force_login(member.user)
        assert url in client.get(minutes.get_absolute_url()).content.decode()
        assert client.post(url).status_code == 302
    assert unsigned(stage) == []


def test_chair_and_more_than_half_of_those_who_scored_sign(finished):
    stage, minutes, members, _officer = finished
    # Somebody who joined afterwards makes no majority larger.
    for _number in range(4):
        PanelMemberFactory(selection=stage.selection)

    for member in members[:3]:
        assert len(unsigned(stage)) == 1
        sign_minutes(minutes=minutes, member=member, by=member.user)

    assert unsigned(stage) == []


# --- At once ----------------------------------------------------------------------------------------------------------


def at_once(*calls):
    """Run all at the same moment; the deadlocks they met."""
    gate, errors = threading.Barrier(len(calls)), []

    def run(call):
        try:
            gate.wait(timeout=30)
            call()
        except OperationalError as error:
            errors.append(str(error))
        except DomainError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


@pytest.mark.django_db(transaction=True)
def test_scores_and_changes_of_the_panel_do_not_wait_for_each_other():
    rubric, members, candidacies = make_scoring(size=7, candidates=6)
    selection = rubric.stage.selection
    officer = make_officer(Role.HR_OFFICER, selection.unit)
    late = members[6]
    ConflictDeclaration.objects.filter(member=late).delete()
    conflicts = {candidacies[5].pk: "Saudara"}
    seen = {candidacy.pk for candidacy in undeclared(late)}
    errors = []

    # While it is appointed, then while it rests: a score is refused then, and still meets the same locks.
    errors += at_once(
        lambda: give(rubric, members[1], candidacies[0]),
        lambda: declare_conflicts(member=late, conflicts=conflicts, seen=seen, by=late.user),
    )
    for number, (act, candidacy) in enumerate(
        [
            (lambda: add(selection, officer), candidacies[1]),
            (lambda: remove(members[4], officer), candidacies[2]),
            (lambda: add(selection, officer), candidacies[3]),
            (lambda: remove(members[5], officer), candidacies[4]),
        ]
    ):
        errors += at_once(lambda candidacy=candidacy: give(rubric, members[1], candidacy), act)
        while PanelMember.objects.active().count() % 2 == 0:
            add(selection, officer)
        appoint(selection, officer, number=f"800/{number}/2026")

    assert errors == []
    assert PanelScore.objects.filter(member=members[1], candidacy=candidacies[0]).exists()
