"""The figures of a sitting for those who read them: the whole, each item, groups compared, dropped items."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.domain.item_analysis import FEWEST
from careers.domain.item_bias import BY_AGE, BY_SEX, FEWEST_OF_A_GROUP, OLDER_FROM, BiasClass
from careers.enums import SittingState
from careers.models import ItemStatistic, Sitting

# Ebel and Frisbie: items below 0.20 are to be looked at; most of a paper should lie between these facilities.
LOW_DISCRIMINATION = Decimal("0.20")
HARD, EASY = Decimal("0.20"), Decimal("0.90")


@dataclass(frozen=True)
class ItemLine:
    statistic: ItemStatistic
    is_dropped: bool
    remarks: list[str]
    comparisons: list[str]


def figures_of(sitting: Sitting, user: Any) -> dict[str, Any]:
    """Context of the page. Texts of items are for those who keep the bank."""
    keeps = scope_of(user).covers(Permission.CAREER_MANAGE, sitting.unit.path)
    dropped = list(sitting.dropped_items.select_related("item", "dropped_by"))
    gone = {row.item_id for row in dropped}
    lines = [
        ItemLine(statistic, statistic.item_id in gone, _remarks(statistic), _comparisons(statistic))
        for statistic in sitting.item_statistics.select_related("item").order_by("item__code")
    ]
    whole = sitting.analysis
    return {
        "whole": {
            name: formats.number_format(value) if isinstance(value, str) else value for name, value in whole.items()
        },
        "no_reliability": _no_reliability(whole),
        "lines": lines,
        "dropped": [(row, _changes(row)) for row in dropped],
        "keeps": keeps,
        "may_drop": keeps and sitting.state == SittingState.CLOSED,
        "reliability_name": "KR-20" if whole.get("is_binary") else _("Cronbach's alpha"),
        "groups": group_sentences(lines),
    }


def _no_reliability(whole: dict[str, Any]) -> str:
    """Why there is no reliability, and hence no standard error; empty where there is one."""
    if whole.get("alpha") is not None:
        return ""
    if whole.get("n", 0) < FEWEST:
        return ngettext(
            "not worked out: needs %(count)s candidate with a score",
            "not worked out: needs %(count)s candidates with a score",
            FEWEST,
        ) % {"count": FEWEST}
    return _("not worked out: too few items in common, or equal scores")


def group_sentences(lines: list[ItemLine]) -> list[str]:
    """What can be said about groups, in a sentence each; too few candidates is said too."""
    names = {BY_SEX: _("women and men"), BY_AGE: _("people from %(age)s on and younger ones") % {"age": OLDER_FROM}}
    found = []
    for comparison, name in names.items():
        parts = [line.statistic.bias[comparison] for line in lines if comparison in line.statistic.bias]
        tested = [part for part in parts if part["enough"]]
        if not tested:
            found.append(
                _("%(groups)s can't be compared: each group needs %(least)s candidates for an item.")
                % {"groups": name.capitalize(), "least": FEWEST_OF_A_GROUP}
            )
            continue
        striking = sum(part["found"] for part in tested)
        found.append(
            _("Compared %(groups)s for %(tested)s items: %(striking)s stand out at a false discovery rate of 5 %%.")
            % {"groups": name, "tested": len(tested), "striking": striking}
        )
    return found


def _remarks(statistic: ItemStatistic) -> list[str]:
    found = []
    # Of a few candidates an item says nothing, as the whole sitting says no reliability.
    if statistic.n < FEWEST:
        return found
    facility, discrimination = statistic.facility, statistic.discrimination
    if discrimination is not None and discrimination < 0:
        found.append(_("Better candidates miss it more often: check the key."))
    elif discrimination is not None and discrimination < LOW_DISCRIMINATION:
        found.append(_("Hardly tells candidates apart."))
    if facility is not None and facility > EASY:
        found.append(_("Very easy."))
    elif facility is not None and facility < HARD:
        found.append(_("Very hard."))
    return found


def _comparisons(statistic: ItemStatistic) -> list[str]:
    found = []
    for name, part in sorted(statistic.bias.items()):
        if not part["found"]:
            continue
        delta = Decimal(part["delta"])
        figures = {
            "size": _SIZES[part["class"]],
            "grade": part["class"],
            "delta": _signed(delta),
            "p": _p_words(Decimal(part["p"])),
        }
        size = _("%(size)s (class %(grade)s, Δ %(delta)s, %(p)s).") % figures
        found.append(" ".join([_side(name, part, harder_for_focal=delta < 0), size]))
    return found


_SIZES = {
    BiasClass.NEGLIGIBLE: gettext_lazy("A negligible difference"),
    BiasClass.MODERATE: gettext_lazy("A moderate difference"),
    BiasClass.LARGE: gettext_lazy("A large difference"),
}


def _side(comparison: str, part: dict[str, Any], *, harder_for_focal: bool) -> str:
    """For whom the item is harder, among people who did equally well on the rest."""
    if comparison == BY_SEX:
        words = (
            _("Harder for women (%(focal)s) than for men (%(reference)s).")
            if harder_for_focal
            else _("Harder for men (%(reference)s) than for women (%(focal)s).")
        )
    else:
        words = (
            _("Harder from %(age)s years on (%(focal)s) than below (%(reference)s).")
            if harder_for_focal
            else _("Harder below %(age)s years (%(reference)s) than from then on (%(focal)s).")
        )
    return words % {"age": OLDER_FROM, "focal": part["focal"], "reference": part["reference"]}


def _signed(delta: Decimal) -> str:
    sign = "−" if delta < 0 else ""
    return f"{sign}{'∞' if delta.is_infinite() else formats.number_format(abs(delta))}"


def _p_words(p_value: Decimal) -> str:
    least = Decimal("0.0001")
    if p_value < least:
        return f"p < {formats.number_format(least)}"
    return f"p = {formats.number_format(p_value)}"


def _changes(row: Any) -> list[tuple[str, str, str]]:
    """(candidate, score before, score after) of each score that the drop changed."""

    def shown(score: str | None) -> str:
        return formats.number_format(score) if score is not None else "–"

    return [
        (f"{int(number):04d}", shown(row.before.get(number)), shown(after))
        for number, after in sorted(row.after.items(), key=lambda each: int(each[0]))
        if row.before.get(number) != after
    ]
