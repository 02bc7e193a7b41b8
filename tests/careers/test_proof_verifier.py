"""The downloaded verifier against a bundle in which something was changed."""

import ast
import datetime
import hashlib
import json
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers import proof_verifier as verifier
from careers.domain.proof import GENESIS, Entry, Peaks, Tree, canonical
from careers.domain.ranking import Entry as Scored
from careers.domain.ranking import TieScope, Weighted, rank
from careers.domain.scoring_plan import plan_hash

MOMENT = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
PEOPLE = ["ANGGREKA", "BOUGENVI", "CEMPAKAA", "DAHLIAAA"]
PLAN = {
    "stages": [
        {"order": 1, "kind": "administrative", "weight": "0.00"},
        {"order": 2, "kind": "paper", "weight": "40.00"},
        {"order": 3, "kind": "interview", "weight": "60.00"},
    ],
    "rank_range": {"z": "1.96"},
    "tie_rule": ["interview", "assessment", "track_record"],
    "tie_scope": "range",
}
SCORES = {
    2: {"ANGGREKA": ("80.00", "2.00"), "BOUGENVI": ("81.00", "2.00"), "CEMPAKAA": ("60.00", None)},
    3: {"ANGGREKA": ("84.00", "1.50"), "BOUGENVI": ("83.00", "1.00"), "CEMPAKAA": ("90.00", None)},
}


class Chain:
    """A chain as the portal writes it."""

    def __init__(self):
        self.entries, self.peaks, self.checkpoints = [], Peaks(), []

    def add(self, kind, payload):
        entry = Entry(
            selection="CAMAT-26",
            sequence=len(self.entries) + 1,
            kind=kind,
            at=MOMENT + datetime.timedelta(seconds=len(self.entries)),
            payload=payload,
            previous=self.entries[-1].hash if self.entries else GENESIS,
        )
        self.entries.append(entry)
        self.peaks.add(bytes.fromhex(entry.hash))

    def checkpoint(self):
        row = {"root": self.peaks.root.hex(), "size": len(self.entries)}
        self.add("checkpoint", row)
        self.checkpoints.append({"at": self.entries[-1].body()["at"], **row})

    def lines(self):
        return b"".join(entry.line() + b"\n" for entry in self.entries)


def lines_of(rows):
    return b"".join(canonical(row) + b"\n" for row in rows)


def result_row(stage, who, score, error, passed=True):
    row = {"passed": passed, "pseudonym": who, "salt": hashlib.md5(who.encode()).hexdigest(), "score": score}  # noqa: S324
    return {**row, "stage": stage, **({"se": error} if error else {})}


def selection_chain(*, scores_public=True):
    chain, rows = Chain(), {}
    chain.add("announced", {"plan": PLAN, "plan_hash": plan_hash(PLAN)})
    chain.checkpoint()
    for who in PEOPLE:
        chain.add("application_submitted", {"pseudonym": who})
    for who in PEOPLE:
        rows[1, who] = result_row(1, who, None, None, passed=who != "DAHLIAAA")
    for stage, scores in SCORES.items():
        for who, (score, error) in scores.items():
            rows[stage, who] = result_row(stage, who, score, error)
    for stage in (1, 2, 3):
        mine = [row for (number, _who), row in sorted(rows.items()) if number == stage]
        for row in mine:
            chain.add(
                "result",
                {"stage": stage, "pseudonym": row["pseudonym"], "commitment": verifier.commitment(row)},
            )
        public = []
        for row in mine:
            told = {"pseudonym": row["pseudonym"], "passed": row["passed"], "commitment": verifier.commitment(row)}
            if scores_public and row["score"] is not None:
                told |= {"score": row["score"], "salt": row["salt"]}
            public.append(told)
        chain.add("stage_published", {"stage": stage, "results": public})
        chain.checkpoint()
    return chain, rows


def bundle(chain=None, rows=None, *, sealed=False):
    if chain is None:
        chain, rows = selection_chain()
    entries = [json.loads(entry.line()) for entry in chain.entries]
    size = chain.checkpoints[-1]["size"]
    tree = Tree(bytes.fromhex(entry.hash) for entry in chain.entries[:size])
    slips = [
        {
            "hash": entry.hash,
            "path": [step.hex() for step in tree.proof(index)],
            "pseudonym": entry.payload["pseudonym"],
            "root": chain.checkpoints[-1]["root"],
            "sequence": entry.sequence,
            "size": size,
        }
        for index, entry in enumerate(chain.entries[:size])
        if entry.kind in verifier.SLIP_KINDS
    ]
    shown = {
        key: {name: row[name] for name in ("passed", "pseudonym", "stage")} if sealed or row["score"] is None else row
        for key, row in rows.items()
    }
    places = verifier.ranking(PLAN, shown, entries)
    return {
        verifier.EVENTS: chain.lines(),
        verifier.CHECKPOINTS: lines_of(chain.checkpoints),
        verifier.PLAN: verifier.plan_text(PLAN),
        verifier.RESULTS: lines_of(shown[key] for key in sorted(shown)),
        verifier.RANKING: lines_of(places or []),
        verifier.SLIPS: lines_of(slips),
    }


GENUINE = bundle()
LINES = GENUINE[verifier.EVENTS].splitlines(keepends=True)
COUNT = len(LINES)


def first_wrong(files, expected=()):
    with pytest.raises(verifier.Wrong) as caught:
        verifier.check_bundle(files, expected)
    return caught.value.file, caught.value.entry


def events(lines):
    return {**GENUINE, verifier.EVENTS: b"".join(lines)}


def rewritten(line, **changes):
    """An entry changed by somebody who also made its own fingerprint fit."""
    entry = {**json.loads(line), **changes}
    entry["hash"] = verifier.own_hash(entry)
    return canonical(entry) + b"\n"


def test_a_genuine_bundle_fits():
    found = verifier.check_bundle(GENUINE)

    assert len(found["entries"]) == COUNT
    assert [checkpoint["size"] for checkpoint in found["checkpoints"]] == [1, 11, 16, 21]


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


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_byte_is_found_in_its_entry(data):
    place = data.draw(st.integers(0, COUNT - 1))
    line = bytearray(LINES[place])
    at = data.draw(st.integers(0, len(line) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[at]))
    line[at] = value

    assert first_wrong(events([*LINES[:place], bytes(line), *LINES[place + 1 :]])) == (verifier.EVENTS, place + 1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, COUNT - 1))
def test_a_deleted_entry_is_found(place):
    assert first_wrong(events(LINES[:place] + LINES[place + 1 :])) == (verifier.EVENTS, place + 1)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_swapped_entries_are_found_at_the_first(data):
    first = data.draw(st.integers(0, COUNT - 2))
    second = data.draw(st.integers(first + 1, COUNT - 1))
    lines = list(LINES)
    lines[first], lines[second] = lines[second], lines[first]

    assert first_wrong(events(lines)) == (verifier.EVENTS, first + 1)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_entry_repeated_elsewhere_is_found(data):
    copied = data.draw(st.integers(0, COUNT - 1))
    place = data.draw(st.integers(0, COUNT))
    lines = [*LINES[:place], LINES[copied], *LINES[place:]]
    # Beside the original nobody can say which of both is the copy: the second is named.
    wrong = place + 2 if place == copied else place + 1

    assert first_wrong(events(lines)) == (verifier.EVENTS, wrong)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, COUNT - 1))
def test_a_forged_entry_put_between_is_found(place):
    """It follows the entry before as it should; but what comes next doesn't follow it."""
    forged = rewritten(LINES[place], payload={"pseudonym": "PENYUSUP"}, kind="note")
    lines = [*LINES[:place], forged, *LINES[place:]]

    assert first_wrong(events(lines)) == (verifier.EVENTS, place + 1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, COUNT - 2))
def test_an_entry_rewritten_with_its_fingerprint_is_found(place):
    forged = rewritten(LINES[place], at="2026-01-01T00:00:00.000000Z")

    assert first_wrong(events([*LINES[:place], forged, *LINES[place + 1 :]])) == (verifier.EVENTS, place + 1)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, COUNT - 1))
def test_a_cut_chain_is_found_at_its_end(place):
    assert first_wrong(events(LINES[:place])) == (verifier.EVENTS, place + 1)


def rechained(start, change):
    """Everything from an entry on written anew, so that each follows the one before."""
    lines, previous = LINES[:start], json.loads(LINES[start])["previous"]
    for line in LINES[start:]:
        entry = json.loads(line)
        forged = rewritten(line, previous=previous, **(change if entry["sequence"] == start + 1 else {}))
        previous = json.loads(forged)["hash"]
        lines = [*lines, forged]
    return lines


@settings(max_examples=30, deadline=None)
@given(st.integers(0, COUNT - 2))
def test_a_chain_written_anew_meets_its_checkpoint(start):
    lines = rechained(start, {"at": "2026-01-01T00:00:00.000000Z"})
    name, entry = first_wrong(events(lines))

    next_checkpoint = next(
        number for number in range(start + 2, COUNT + 1) if json.loads(LINES[number - 1])["kind"] == "checkpoint"
    )
    assert (name, entry) == (verifier.EVENTS, next_checkpoint)


def test_a_forger_of_everything_meets_the_checkpoint_that_was_mailed():
    chain, rows = selection_chain()
    known = (16, chain.checkpoints[2]["root"])
    forged = Chain()
    for entry in chain.entries:
        if entry.kind == "checkpoint":
            forged.checkpoint()
        else:
            payload = {"pseudonym": "PENYUSUP"} if entry.sequence == 3 else entry.payload
            forged.add(entry.kind, payload)
    files = bundle(forged, rows)

    assert verifier.check_bundle(files)["checkpoints"][-1]["size"] == 21
    assert first_wrong(files, [known]) == (verifier.EVENTS, 16)
    assert verifier.check_bundle(GENUINE, [known, known])
    # Two mails of one size must both fit.
    assert first_wrong(GENUINE, [(known[0], "0" * 64), known]) == first_wrong(GENUINE, [(known[0], "0" * 64)])


@pytest.mark.parametrize("weight", [[40], {}, "viel", None])
def test_a_weight_that_is_no_number_is_told(weight):
    chain, rows = selection_chain()
    plan = {**PLAN, "stages": [PLAN["stages"][0], {**PLAN["stages"][1], "weight": weight}, PLAN["stages"][2]]}
    entries = [json.loads(entry.line()) for entry in chain.entries]

    with pytest.raises(verifier.Wrong) as wrong:
        verifier.check_ranking(b"", plan, rows, entries)

    assert (wrong.value.code, wrong.value.file) == ("unreadable", verifier.PLAN)


def test_a_checkpoint_beyond_the_bundle_is_told():
    assert first_wrong(GENUINE, [(99, "0" * 64)]) == (verifier.EVENTS, COUNT + 1)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_byte_in_any_other_file_is_found_in_its_line(data):
    name = data.draw(st.sampled_from([name for name in verifier.FILES if name != verifier.EVENTS]))
    content = bytearray(GENUINE[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    line = GENUINE[name][:at].count(b"\n") + 1

    assert first_wrong({**GENUINE, name: bytes(content)}) == (name, line)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_row_deleted_swapped_or_repeated_is_found(data):
    name = data.draw(st.sampled_from([verifier.RESULTS, verifier.RANKING, verifier.SLIPS, verifier.CHECKPOINTS]))
    lines = GENUINE[name].splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 2))
    second = data.draw(st.integers(first + 1, len(lines) - 1))
    swapped = list(lines)
    swapped[first], swapped[second] = swapped[second], swapped[first]

    for changed, wrong in (
        (lines[:first] + lines[first + 1 :], first + 1),
        (swapped, first + 1),
        ([*lines[: first + 1], *lines[first:]], first + 2),
    ):
        assert first_wrong({**GENUINE, name: b"".join(changed)}) == (name, wrong)


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


def test_a_plan_that_does_not_fit_its_hash_is_found():
    chain = Chain()
    chain.add("announced", {"plan": PLAN, "plan_hash": "0" * 64})
    chain.checkpoint()

    with pytest.raises(verifier.Wrong) as caught:
        verifier.plan_of([json.loads(entry.line()) for entry in chain.entries])
    assert (caught.value.code, caught.value.entry) == ("plan_hash", 1)


# --- As a program -----------------------------------------------------------------------------------------------------


def run(*arguments, folder):
    program = Path(verifier.__file__)
    return subprocess.run([sys.executable, "-I", program, *arguments], capture_output=True, text=True, cwd=folder)


@pytest.fixture
def folder(tmp_path):
    for name, content in GENUINE.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "bukti.zip", "w") as packed:
        for name, content in GENUINE.items():
            packed.writestr(name, content)
    return tmp_path


@pytest.mark.parametrize("bundle_path", [".", "bukti.zip"])
def test_the_program_says_that_all_fits(folder, bundle_path):
    indonesian = run(bundle_path, folder=folder)
    english = run(bundle_path, "--lang", "en", "--pseudonym", "anggreka", folder=folder)

    assert indonesian.returncode == english.returncode == 0
    assert indonesian.stdout.startswith(f"COCOK. {COUNT} catatan, 4 titik periksa, 10 hasil: tidak ada yang diubah.")
    assert english.stdout.startswith("ALL FITS.")
    assert "ANGGREKA" in english.stdout


def test_the_program_names_the_first_wrong_entry(folder):
    content = (folder / verifier.EVENTS).read_bytes()
    (folder / verifier.EVENTS).write_bytes(content.replace(b"CEMPAKAA", b"CEMPAKAB", 1))

    told = run(".", folder=folder)

    assert told.returncode == 1
    assert "events.jsonl, catatan 5: isinya tidak lagi cocok dengan sidik jarinya." in told.stdout


@pytest.mark.parametrize("bundle_path", ["nowhere", "plan.json"])
def test_what_is_no_bundle_is_told(folder, bundle_path):
    told = run(bundle_path, "--lang", "en", folder=folder)

    assert (told.returncode, told.stderr) == (2, "")
    assert "can't be read" in told.stdout


@pytest.mark.parametrize(("central", "local", "change"), [(8, 6, 1), (10, 8, 99)])
def test_a_locked_or_strangely_packed_bundle_is_no_bundle(folder, central, local, change):
    """A password is asked for (flag 1), or packed by a method (99) that nobody knows."""
    content = bytearray((folder / "bukti.zip").read_bytes())
    content[content.find(b"PK\x01\x02") + central] = change
    content[content.find(b"PK\x03\x04") + local] = change
    (folder / "bukti.zip").write_bytes(content)

    told = run("bukti.zip", "--lang", "en", folder=folder)

    assert (told.returncode, told.stderr) == (2, "")
    assert "can't be read" in told.stdout


@pytest.mark.parametrize("spelled", [bytes.upper, lambda step: step[:2] + b" " + step[2:]])
def test_a_path_in_another_spelling_is_found(spelled):
    head, opening, path = GENUINE[verifier.SLIPS].partition(b'"path":["')
    assert path[:64].upper() != path[:64]
    changed = head + opening + spelled(path[:64]) + path[64:]

    assert first_wrong({**GENUINE, verifier.SLIPS: changed}) == (verifier.SLIPS, 1)


def test_a_number_that_nobody_can_compute_with_is_told():
    plan = {**PLAN, "stages": [*PLAN["stages"][:2], {**PLAN["stages"][2], "weight": "1e999999"}]}
    with pytest.raises(verifier.Wrong) as caught:
        verifier.check_ranking(b"", plan, selection_chain()[1], [{"kind": "note", "payload": {}}])

    assert (caught.value.code, caught.value.file) == ("unreadable", verifier.PLAN)


def test_it_needs_only_an_old_standard_library():
    tree = ast.parse(Path(verifier.__file__).read_text(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert imported <= {*sys.stdlib_module_names}


def test_every_message_is_in_both_languages():
    assert {len(texts) for texts in verifier.MESSAGES.values()} == {2}


# --- What was recorded is what was published --------------------------------------------------------------------------


def chain_with_amendment(*, told, recorded=None, amended=True, again=None):
    """One stage with the score 65: recorded as passed, the pass mark raised to 70, published as `told`."""
    plans = [
        {**PLAN, "stages": [{"order": 1, "kind": "interview", "weight": "100.00", "pass_mark": mark}]}
        for mark in ("60.00", "70.00" if amended else "60.00")
    ]
    first = recorded or result_row(1, "ANGGREKA", "65.00", "2.00")
    chain = Chain()
    chain.add("announced", {"plan": plans[0], "plan_hash": plan_hash(plans[0])})
    chain.add("application_submitted", {"pseudonym": "ANGGREKA"})
    chain.add("result", {"stage": 1, "pseudonym": "ANGGREKA", "commitment": verifier.commitment(first)})
    if amended:
        chain.add("amendment_signed", {"plan": plans[1], "plan_hash": plan_hash(plans[1]), "reason": "Perwal"})
    if again:
        chain.add("result", {"stage": 1, "pseudonym": "ANGGREKA", "commitment": verifier.commitment(again)})
    public = {"pseudonym": "ANGGREKA", "passed": told["passed"], "commitment": verifier.commitment(told)}
    chain.add("stage_published", {"stage": 1, "results": [public]})
    chain.checkpoint()
    return chain, {(1, "ANGGREKA"): told}


def entry_that_is_wrong(chain, rows, *, sealed=False):
    entries = [json.loads(entry.line()) for entry in chain.entries]
    shown = {key: {name: row[name] for name in ("passed", "pseudonym", "stage")} for key, row in rows.items()}
    try:
        verifier.check_recorded(entries, shown if sealed else rows)
    except verifier.Wrong as wrong:
        return wrong.code, wrong.entry, wrong.details["detail"]
    return None


ROW = result_row(1, "ANGGREKA", "65.00", "2.00")


@pytest.mark.parametrize("sealed", [False, True])
def test_a_result_changed_between_recording_and_publishing_is_found(sealed):
    raised = {**ROW, "score": "99.00"}

    assert entry_that_is_wrong(*chain_with_amendment(told=raised, amended=False), sealed=sealed) == (
        "recorded",
        4,
        "ANGGREKA",
    )
    assert entry_that_is_wrong(*chain_with_amendment(told=ROW, amended=False), sealed=sealed) is None


def test_the_whole_bundle_is_refused():
    chain, rows = selection_chain()
    forged = Chain()
    for entry in chain.entries:
        if entry.kind == "checkpoint":
            forged.checkpoint()
        elif entry.kind == "result" and entry.payload["pseudonym"] == "BOUGENVI" and entry.payload["stage"] == 3:
            forged.add("result", {**entry.payload, "commitment": "0" * 64})
        else:
            forged.add(entry.kind, entry.payload)

    assert first_wrong(bundle(forged, rows)) == (verifier.EVENTS, 21)


def test_an_old_chain_in_which_an_amendment_changed_the_verdict_still_fits():
    failed = {**ROW, "passed": False}
    raised = {**failed, "score": "69.00"}

    assert entry_that_is_wrong(*chain_with_amendment(told=failed)) is None
    assert entry_that_is_wrong(*chain_with_amendment(told=failed), sealed=True) is None
    assert entry_that_is_wrong(*chain_with_amendment(told=raised)) == ("recorded", 5, "ANGGREKA")
    # Since then the new verdict is recorded, and nothing may differ from it.
    assert entry_that_is_wrong(*chain_with_amendment(told=failed, again=failed), sealed=True) is None
    assert entry_that_is_wrong(*chain_with_amendment(told=raised, again=failed), sealed=True) == (
        "recorded",
        6,
        "ANGGREKA",
    )


def test_what_was_never_recorded_is_found():
    chain, rows = selection_chain()
    entries = [json.loads(entry.line()) for entry in chain.entries if entry.kind != "result"]

    with pytest.raises(verifier.Wrong) as caught:
        verifier.check_recorded(entries, rows)
    assert "(catatan –)" in caught.value.text("id")
