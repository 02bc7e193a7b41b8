"""What of a scoring waits for whom: scores, discussions, its end."""

import pytest
from django.contrib.auth import get_user_model

from asn_portal.notifications.models import Notification
from careers.models import ConflictDeclaration, PanelMember, Selection
from careers.panel_duties import scoring_duties
from careers.registration.panel import panel_actions
from careers.services import panel
from careers.services.panel_score import close_discussion, finish_scoring, open_discussion
from tests.careers.services.panel_score.conftest import give, give_all
from tests.factories.panels import make_scoring

pytestmark = pytest.mark.django_db


def waits(member):
    """Titles on the first page of a member."""
    return [item.title for item in panel_actions(get_user_model().objects.get(pk=member.user_id))]


def notices_of(member, text):
    return Notification.objects.filter(user=member.user, title__contains=text).count()


def test_the_chair_is_led_to_finishing_once_all_scores_are_given():
    rubric, members, candidacies = make_scoring()
    stage = rubric.stage.title
    for member in members[:-1]:
        give_all(rubric, [member], candidacies)
    assert waits(members[0]) == []

    give(rubric, members[-1], candidacies[0])
    assert notices_of(members[0], "akhiri penilaian") == 0
    give(rubric, members[-1], candidacies[1])

    assert waits(members[0]) == [f"Finish the scoring: {stage}"]
    assert [waits(member) for member in members[1:]] == [[], []]
    assert [notices_of(member, "akhiri penilaian") for member in members] == [1, 0, 0]
    finish_scoring(rubric=rubric, by=members[0].user)
    assert waits(members[0]) == [f"Sign the minutes: {stage}"]


def test_the_chair_is_told_when_the_last_who_owed_a_score_drops_out():
    rubric, members, candidacies = make_scoring(size=6)
    give_all(rubric, members[:-1], candidacies)
    assert notices_of(members[0], "akhiri penilaian") == 0

    for candidacy in candidacies:
        panel.declare_late_conflict(member=members[-1], candidacy=candidacy, reason="Ipar.", by=members[-1].user)

    assert notices_of(members[0], "akhiri penilaian") == 1
    assert waits(members[0]) == [f"Finish the scoring: {rubric.stage.title}"]


def test_a_discussion_waits_for_its_members_and_for_the_chair_who_closes_it():
    rubric, members, candidacies = make_scoring()
    stage, label = rubric.stage.title, str(candidacies[0])
    ConflictDeclaration.objects.filter(member=members[2], candidacy=candidacies[0]).update(
        has_conflict=True, reason="Ipar."
    )
    give_all(rubric, members[:2], candidacies)
    give(rubric, members[2], candidacies[1])

    discussion = open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Nilai berjauhan.", by=members[0].user)

    assert waits(members[0]) == [f"Close the discussion of {label}: {stage}"]
    assert waits(members[1]) == [f"Discuss {label} again: {stage}"]
    assert waits(members[2]) == []
    give(rubric, members[1], candidacies[0], 5, 5, reason="Terlalu ketat.")
    assert waits(members[1]) == []
    close_discussion(discussion=discussion, by=members[0].user)
    assert waits(members[0]) == [f"Finish the scoring: {stage}"]


def test_nothing_waits_in_a_selection_that_is_over():
    rubric, members, candidacies = make_scoring()
    give_all(rubric, members, candidacies)

    Selection.objects.filter(pk=rubric.stage.selection_id).update(state="cancelled", cancel_reason="Formasi dihapus.")

    assert waits(members[0]) == []
    assert scoring_duties(PanelMember.objects.select_related("selection").get(pk=members[0].pk)) == []
