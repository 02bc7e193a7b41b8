"""The downloaded verifier against rankings, proposed names and the choice."""

import json
from decimal import Decimal

import pytest

from careers import proof_verifier as verifier
from careers.domain.ranking import Entry as Scored
from careers.domain.ranking import TieScope, Weighted, rank
from careers.domain.scoring_plan import plan_hash
from tests.careers.proof_verifier.conftest import (
    GENUINE,
    PEOPLE,
    PLAN,
    SCORES,
    Chain,
    bundle,
    first_wrong,
    selection_chain,
)

PUBLIC = {"ANGGREKA": 2, "BOUGENVI": 3, "CEMPAKAA": 1}


def ended(*entries, places=PUBLIC, names=2):
    """A selection of `names` proposed, its ranking without ranges, and what came after."""
    plan = {**PLAN, "proposed": names}
    told = [{"pseudonym": who, "place": place, "range": [place, place]} for who, place in places.items()]
    chain = Chain()
    chain.add("announced", {"plan": plan, "plan_hash": plan_hash(plan)})
    for kind, payload in entries:
        chain.add(kind, {"ranking": told, **payload} if kind == "names_proposed" else payload)
    return [json.loads(entry.line()) for entry in chain.entries]


def test_the_ranking_is_the_portals():
    weighted = [Weighted(stage["order"], stage["kind"], Decimal(stage["weight"])) for stage in PLAN["stages"]]
    scored = [
        Scored(
            who,
            {stage: Decimal(SCORES[stage][who][0]) for stage in SCORES},
            {stage: Decimal(SCORES[stage][who][1]) for stage in SCORES if SCORES[stage][who][1]},
        )
        for who in PEOPLE[:3]
    ]
    weighted = [stage for stage in weighted if stage.weight]
    standings = rank(scored, weighted, tie_rule=PLAN["tie_rule"], tie_scope=TieScope.RANGE)

    assert verifier.check_bundle(GENUINE)["ranking"] == [
        {
            "best": row.best,
            "final": str(row.score),
            "place": row.place,
            "pseudonym": row.key,
            "worst": row.worst,
        }
        for row in standings
    ]


def test_sealed_scores_are_not_told_and_still_fit():
    chain, rows = selection_chain(scores_public=False)

    sealed = verifier.check_bundle(bundle(chain, rows, sealed=True))
    opened = verifier.check_bundle(bundle(chain, rows))

    assert (sealed["ranking"], len(opened["ranking"])) == ([], 3)


def test_a_proposed_ranking_that_the_scores_do_not_give_is_found():
    chain, rows = selection_chain()
    told = [
        {"pseudonym": who, "place": place, "range": [1, 3], "score": "80.00"}
        for place, who in enumerate(["CEMPAKAA", "ANGGREKA", "BOUGENVI"], start=1)
    ]
    chain.add("names_proposed", {"ranking": told, "proposed": ["CEMPAKAA"]})
    chain.checkpoint()
    files = bundle(chain, rows)

    assert first_wrong(files) == (verifier.EVENTS, 23)


@pytest.mark.parametrize(
    ("places", "names", "fits"),
    [
        (PUBLIC, ["CEMPAKAA", "ANGGREKA"], True),
        (PUBLIC, ["CEMPAKAA"], False),
        (PUBLIC, ["CEMPAKAA", "BOUGENVI"], False),
        (PUBLIC, ["ANGGREKA", "BOUGENVI", "CEMPAKAA"], False),
        # Who shares the last place is among them.
        ({**PUBLIC, "BOUGENVI": 2}, ["ANGGREKA", "BOUGENVI", "CEMPAKAA"], True),
        ({**PUBLIC, "BOUGENVI": 2}, ["ANGGREKA", "CEMPAKAA"], False),
    ],
)
def test_the_names_proposed_are_those_the_plan_gives(places, names, fits):
    entries = ended(("names_proposed", {"proposed": names}), places=places)
    if fits:
        verifier.check_names(entries, [])
        return
    with pytest.raises(verifier.Wrong) as wrong:
        verifier.check_names(entries, [])
    assert (wrong.value.code, wrong.value.entry) == ("names", 2)


@pytest.mark.parametrize(
    ("after", "wrong"),
    [
        ([("decided", "ANGGREKA"), ("appointed", "ANGGREKA")], None),
        ([("application_withdrawn", "CEMPAKAA"), ("decided", "ANGGREKA")], None),
        ([("decided", "BOUGENVI")], 3),
        ([("decided", "ANGGREKA"), ("appointed", "CEMPAKAA")], 4),
        ([("application_withdrawn", "ANGGREKA"), ("decided", "ANGGREKA")], 4),
        ([("appointed", "ANGGREKA")], 3),
    ],
)
def test_who_is_chosen_and_appointed_was_proposed(after, wrong):
    names = ("names_proposed", {"proposed": ["CEMPAKAA", "ANGGREKA"]})
    entries = ended(names, *((kind, {"pseudonym": who}) for kind, who in after))
    if wrong is None:
        verifier.check_names(entries, [])
        return
    with pytest.raises(verifier.Wrong) as found:
        verifier.check_names(entries, [])
    assert (found.value.code, found.value.entry) == ("chosen", wrong)


def test_names_are_proposed_once_and_before_the_choice():
    names = ("names_proposed", {"proposed": ["CEMPAKAA", "ANGGREKA"]})
    for entries in (ended(names, names), ended(("decided", {"pseudonym": "ANGGREKA"}))):
        with pytest.raises(verifier.Wrong):
            verifier.check_names(entries, [])


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("left_out", PEOPLE[:3])
def test_a_ranking_without_one_who_passed_everything_is_found(sealed, left_out):
    chain, rows = selection_chain(scores_public=not sealed)
    places = [who for who in PEOPLE[:3] if who != left_out]
    told = [{"pseudonym": who, "place": place, "range": [1, 2]} for place, who in enumerate(places, start=1)]
    chain.add("names_proposed", {"ranking": told, "proposed": places})
    chain.checkpoint()

    with pytest.raises(verifier.Wrong) as wrong:
        verifier.check_bundle(bundle(chain, rows, sealed=sealed))
    assert (wrong.value.code, wrong.value.entry) == ("ranking", 23)


def test_a_number_that_nobody_can_compute_with_is_told():
    plan = {**PLAN, "stages": [*PLAN["stages"][:2], {**PLAN["stages"][2], "weight": "1e999999"}]}
    with pytest.raises(verifier.Wrong) as caught:
        verifier.check_ranking(b"", plan, selection_chain()[1], [{"kind": "note", "payload": {}}])

    assert (caught.value.code, caught.value.file) == ("unreadable", verifier.PLAN)
