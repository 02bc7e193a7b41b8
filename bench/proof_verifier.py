"""The verifier that people download, on a bundle of so many entries, as a program of its own.

python -m bench.proof_verifier [ENTRIES]   prints JSON: entries, seconds, processor_seconds, megabytes, changed, named

`named` is the entry that the verifier names after one byte of the entry `changed` was.
"""

from __future__ import annotations

import datetime
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from careers import proof_verifier as verifier
from careers.domain.proof import GENESIS, Entry, Peaks, Tree, canonical
from careers.domain.scoring_plan import plan_hash

MOMENT = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
CANDIDATES = 1000
PLAN = {
    "stages": [{"order": 1, "kind": "exam", "weight": "100.00"}],
    "rank_range": {"z": "1.96"},
    "tie_rule": ["interview"],
    "tie_scope": "range",
}
RUNS = 3


def write_bundle(folder: Path, size: int) -> None:
    """An exam of CANDIDATES: their answers fill the chain; a checkpoint every thousand entries; one published stage."""
    people = [f"K{number:07d}" for number in range(CANDIDATES)]
    rows = {
        (1, who): {
            "passed": True,
            "pseudonym": who,
            "salt": f"{number:032x}",
            "score": f"{40 + number % 60}.00",
            "se": "3.10",
            "stage": 1,
        }
        for number, who in enumerate(people)
    }
    public = [
        {
            "commitment": verifier.commitment(row),
            "passed": True,
            "pseudonym": row["pseudonym"],
            "salt": row["salt"],
            "score": row["score"],
            "se": row["se"],
        }
        for row in rows.values()
    ]
    entries: list[Entry] = []
    peaks = Peaks()
    checkpoints = []

    def add(kind: str, payload: dict) -> None:
        entry = Entry("UJIAN-26", len(entries) + 1, kind, MOMENT, payload, entries[-1].hash if entries else GENESIS)
        entries.append(entry)
        peaks.add(bytes.fromhex(entry.hash))

    def checkpoint() -> None:
        row = {"root": peaks.root.hex(), "size": len(entries)}
        add("checkpoint", row)
        checkpoints.append({"at": entries[-1].body()["at"], **row})

    add("announced", {"plan": PLAN, "plan_hash": plan_hash(PLAN)})
    for who in people:
        add("application_submitted", {"pseudonym": who})
    while len(entries) < size - CANDIDATES - 2:
        number = len(entries)
        if number % 1000 == 0:
            checkpoint()
        else:
            add(
                "answer",
                {"commitment": f"{number:064x}", "item": number % 100, "pseudonym": people[number % CANDIDATES]},
            )
    for row in rows.values():
        add("result", {"commitment": verifier.commitment(row), "pseudonym": row["pseudonym"], "stage": 1})
    add("stage_published", {"results": public, "stage": 1})
    checkpoint()

    covered = checkpoints[-1]["size"]
    tree = Tree(bytes.fromhex(entry.hash) for entry in entries[:covered])
    slips = (
        {
            "hash": entry.hash,
            "path": [step.hex() for step in tree.proof(index)],
            "pseudonym": entry.payload["pseudonym"],
            "root": checkpoints[-1]["root"],
            "sequence": entry.sequence,
            "size": covered,
        }
        for index, entry in enumerate(entries[:covered])
        if entry.kind in verifier.SLIP_KINDS
    )
    read = [json.loads(entry.line()) for entry in entries]
    files = {
        verifier.EVENTS: b"".join(entry.line() + b"\n" for entry in entries),
        verifier.CHECKPOINTS: b"".join(canonical(row) + b"\n" for row in checkpoints),
        verifier.PLAN: verifier.plan_text(PLAN),
        verifier.RESULTS: b"".join(canonical(rows[key]) + b"\n" for key in sorted(rows)),
        verifier.RANKING: b"".join(canonical(row) + b"\n" for row in verifier.ranking(PLAN, rows, read) or []),
        verifier.SLIPS: b"".join(canonical(slip) + b"\n" for slip in slips),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


def run(folder: Path) -> tuple[float, float, str]:
    """Seconds on the clock, seconds of the processor, and what the program said."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    program = Path(verifier.__file__)
    told = subprocess.run([sys.executable, "-I", program, folder, "--lang", "en"], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - began, worked, told.stdout


def main(size: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_bundle(folder, size)
        times, worked = [], []
        for _run in range(RUNS):
            seconds, busy, told = run(folder)
            if not told.startswith("ALL FITS"):
                raise SystemExit(told)
            times.append(seconds)
            worked.append(busy)
        events = folder / verifier.EVENTS
        lines = events.read_bytes().splitlines(keepends=True)
        middle = len(lines) // 2
        megabytes = events.stat().st_size / 1e6
        lines[middle] = lines[middle].replace(b'"sequence":', b'"sequence": ', 1)
        events.write_bytes(b"".join(lines))
        named = re.search(r"(?:line|entry) (\d+)", run(folder)[2])
    result = {
        "entries": len(lines),
        "seconds": round(sorted(times)[RUNS // 2], 2),
        "processor_seconds": round(sorted(worked)[RUNS // 2], 2),
        "megabytes": round(megabytes, 1),
        "changed": middle + 1,
        "named": int(named.group(1)) if named else None,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
