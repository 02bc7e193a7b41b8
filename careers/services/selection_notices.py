"""Who is told what about a selection. Called inside the transaction that makes it true."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.notifications.services import notify
from careers.models import Candidacy, Selection, SelectionStage, StageObjection, StageResult
from careers.panel_recipients import office_of, signers_of


def submitted(candidacy: Candidacy) -> None:
    _tell(
        candidacy,
        title=lambda: _("Your application was received: %(number)s") % {"number": candidacy.registration},
        body=lambda: (
            _("In public documents you are called %(pseudonym)s. Keep it: only you and the office know it is you.")
            % {"pseudonym": candidacy.pseudonym}
        ),
    )


def published(stage: SelectionStage, candidacy: Candidacy, result: StageResult | None) -> None:
    """The candidate's own result."""
    _tell(
        candidacy,
        title=lambda: _("Result of “%(stage)s”: %(title)s") % {"stage": stage.title, "title": stage.selection.title},
        body=lambda: " ".join(filter(None, [_result_words(result), _objection_words(stage)])),
    )


def objection_filed(objection: StageObjection) -> None:
    """The office is told of what it has to answer; the panel is told by `panel_hears`."""
    from careers.services import stage_objection

    if stage_objection.panel_hears(objection):
        return
    selection = objection.stage.selection
    notify(
        office_of(selection),
        kind="careers.selection_work",
        title=lambda: _("Objection to “%(stage)s”: %(title)s") % {"stage": objection.stage.title, "title": selection},
        body=lambda: _("Answer it by %(day)s.") % {"day": formats.date_format(objection.due_on)},
        url=objection.get_absolute_url(),
    )


def answer_waits(objection: StageObjection, by: Any) -> None:
    selection = objection.stage.selection
    people = {user.pk: user for user in office_of(selection)}
    people |= {user.pk: user for user in signers_of(selection)}
    people.pop(by.pk, None)
    notify(
        people.values(),
        kind="careers.selection_work",
        title=lambda: _("An answer to an objection waits for a second signature: %(title)s") % {"title": selection},
        url=reverse("careers:objection-sign", args=[objection.pk]),
    )


def panel_hears(objection: StageObjection, members: Any, url: str) -> None:
    notify(
        [member.user for member in members],
        kind="careers.panel",
        title=lambda: _("A candidate objects to the panel's score: %(stage)s") % {"stage": objection.stage.title},
        body=lambda: _("Read the objection and score the candidate once more."),
        url=url,
    )


def objection_answered(objection: StageObjection) -> None:
    _tell(
        objection.candidacy,
        title=lambda: _("Your objection to “%(stage)s” was answered") % {"stage": objection.stage.title},
        body=lambda: objection.answer,
    )


def amendment_proposed(selection: Selection, by: Any) -> None:
    people = {user.pk: user for user in office_of(selection)}
    people |= {user.pk: user for user in signers_of(selection)}
    people.pop(by.pk, None)
    notify(
        people.values(),
        kind="careers.selection_work",
        title=lambda: _("An amendment of the plan waits for a second signature: %(title)s") % {"title": selection},
        url=reverse("careers:selection-plan", args=[selection.pk]),
    )


def amended(selection: Selection, reason: str) -> None:
    scored = StageResult.objects.filter(stage__selection=selection, stage__published_at__isnull=False)
    is_ranked = scored.filter(score__isnull=False).exists()

    def body() -> str:
        if is_ranked:
            return _("Reason: %(reason)s Both rankings are shown in public.") % {"reason": f"{reason} "}
        return _("Reason: %(reason)s") % {"reason": reason}

    for candidacy in _candidates(selection):
        _tell(
            candidacy,
            title=lambda: _("The scoring plan was amended: %(title)s") % {"title": selection},
            body=body,
        )


def names_proposed(selection: Selection) -> None:
    notify(
        signers_of(selection),
        kind="careers.selection_work",
        title=lambda: _("Choose one of the proposed names: %(title)s") % {"title": selection},
        url=reverse("careers:selection-decide", args=[selection.pk]),
    )


def decided(selection: Selection) -> None:
    notify(
        office_of(selection),
        kind="careers.selection_work",
        title=lambda: _("The head of agency has chosen: %(title)s") % {"title": selection},
        url=reverse("careers:selection-appoint", args=[selection.pk]),
    )


def appointed(selection: Selection, chosen: Candidacy) -> None:
    _tell(
        chosen,
        title=lambda: _("You are appointed: %(position)s") % {"position": selection.position.title},
        body=lambda: _("From %(day)s.") % {"day": formats.date_format(selection.appointed_on)},
    )
    for candidacy in _candidates(selection).exclude(pk=chosen.pk):
        _tell(
            candidacy,
            title=lambda: _("The selection has ended: %(title)s") % {"title": selection},
            body=lambda: _(
                "Somebody else was appointed this time. Thank you for competing: your own results stay on your page, "
                "stage by stage, so that you can see where you were strong and what to work on."
            ),
        )


def cancelled(selection: Selection) -> None:
    for candidacy in _candidates(selection):
        _tell(
            candidacy,
            title=lambda: _("The selection was cancelled: %(title)s") % {"title": selection},
            body=lambda: selection.cancel_reason,
        )


def _candidates(selection: Selection) -> Any:
    return selection.candidacies.submitted().select_related("employee__user", "selection")


def _tell(candidacy: Candidacy, *, title: Any, body: Any = "") -> None:
    user = candidacy.employee.user
    if user is not None:
        url = reverse("careers:vacancy-detail", args=[candidacy.selection_id])
        notify(user, kind="careers.candidacy", title=title, body=body, url=url)


def _result_words(result: StageResult | None) -> str:
    if result is None:
        return ""
    words = []
    if result.score is not None:
        words.append(_("Your score: %(score)s.") % {"score": formats.number_format(result.score)})
    if result.passed is not None:
        words.append(_("You passed.") if result.passed else _("You did not pass."))
    return " ".join(words)


def _objection_words(stage: SelectionStage) -> str:
    until = stage.objections_until
    return _("You can object until %(day)s.") % {"day": formats.date_format(until)} if until else ""
