"""What several pages of a selection show."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import rules
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from careers.enums import CandidacyState
from careers.models import Candidacy, PlanAmendment, Selection


def office_tabs(selection: Selection, user: Any, current: str) -> list[tuple[str, str, bool]]:
    """(address, name, whether it is open): overview, panel, candidates, each stage, ranking, plan, proof."""
    tabs = [("overview", selection.get_absolute_url(), _("Overview"))]
    if rules.permissions.permissions["careers.view_panel"].test(user, selection):
        tabs.append(("panel", reverse("careers:panel-detail", args=[selection.pk]), _("Panel")))
    if selection.announced_at is not None:
        if rules.permissions.permissions["careers.list_candidates"].test(user, selection):
            tabs.append(("candidates", reverse("careers:selection-candidates", args=[selection.pk]), _("Candidates")))
            tabs += [(f"stage-{stage.pk}", stage.get_absolute_url(), stage.title) for stage in selection.stages.all()]
        tabs.append(("ranking", reverse("careers:selection-ranking", args=[selection.pk]), _("Ranking")))
        tabs.append(("plan", reverse("careers:selection-plan", args=[selection.pk]), _("Scoring plan")))
        tabs.append(("proof", reverse("careers:proof-detail", args=[selection.pk]), _("Proof")))
    return [(url, name, key == current) for key, url, name in tabs]


def chosen_of(selection: Selection, user: Any) -> Candidacy | None:
    """Whom the head chose, for who may know the name."""
    rows = selection.candidacies.filter(state=CandidacyState.CHOSEN)
    found: Candidacy | None = rows.visible_to(user).with_people().first()
    return found


def changes_of(amendment: PlanAmendment) -> list[tuple[str, str, str]]:
    """(what, before, after) of what differs between the plans."""
    old, new = amendment.old_plan, amendment.new_plan
    rows = []
    ends = [each.get("registration", {}).get("until", "–") for each in (old, new)]
    if ends[0] != ends[1]:
        rows.append((_("Last day of registration"), *(_local("until", end) for end in ends)))
    if old.get("proposed") != new.get("proposed"):
        rows.append((_("Names proposed"), str(old.get("proposed", "–")), str(new.get("proposed", "–"))))
    words = {"weight": _("weight (%)"), "pass_mark": _("pass mark"), "from": _("from"), "until": _("until")}
    before = {stage["order"]: stage for stage in old.get("stages", ())}
    for stage in new.get("stages", ()):
        was = before.get(stage["order"], {})
        rows += [
            (f"{stage['title']}: {word}", _local(key, was.get(key)), _local(key, stage.get(key)))
            for key, word in words.items()
            if was.get(key) != stage.get(key)
        ]
        if was.get("rubric") != stage.get("rubric"):
            rubrics = [_rubric_words(each.get("rubric")) for each in (was, stage)]
            rows.append((stage["title"] + ": " + _("Rubric"), *rubrics))
    return rows


def _rubric_words(rubric: Mapping[str, Any] | None) -> str:
    """Criteria with weights and levels, as text."""
    if not rubric:
        return "–"
    rows = [
        f"{row['title']} {_local('weight', row['weight'])} %: {' / '.join(row['anchors'])}"
        for row in rubric["criteria"]
    ]
    return "; ".join([*rows, *filter(None, [rubric["instructions"]])])


def _local(key: str, value: str | None) -> str:
    """A text of the plan, as the reader writes dates and numbers."""
    if not value or value == "–":
        return "–"
    if key in {"from", "until"}:
        return str(formats.date_format(datetime.date.fromisoformat(value)))
    return str(formats.number_format(Decimal(value)))
