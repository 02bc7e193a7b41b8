"""What the tests of this folder share."""

import datetime
import hashlib
import json

import pytest

from careers import proof_verifier as verifier
from careers.domain.proof import GENESIS, Entry, Peaks, Tree, canonical
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
