#!/usr/bin/env python3
"""Memeriksa bukti sebuah seleksi. Checks the proof of a selection.

    python3 verify.py BERKAS.zip                       (atau map hasil ekstraksi / or the unpacked folder)
    python3 verify.py BERKAS.zip --checkpoint 120:9f…  angka dan sidik jari dari surat atau halaman pengumuman
                                                       size and root from the mail or the public page
    python3 verify.py BERKAS.zip --pseudonym KXQWERTZ  kedudukan satu peserta / the standing of one candidate
    python3 verify.py BERKAS.zip --lang en

Hanya memakai pustaka standar Python 3.9 ke atas; tidak memakai internet dan tidak mengubah apa pun.
Needs nothing but Python 3.9 or later; uses no network and changes nothing. Exit code: 0 all fits, 1 something was
changed, 2 the bundle can't be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal

FILES = ("events.jsonl", "checkpoints.jsonl", "plan.json", "results.jsonl", "ranking.jsonl", "slips.jsonl")
EVENTS, CHECKPOINTS, PLAN, RESULTS, RANKING, SLIPS = FILES
GENESIS = "0" * 64
ENTRY_KEYS = {"at", "hash", "kind", "payload", "previous", "selection", "sequence"}
CHECKPOINT = "checkpoint"
CENT = Decimal("0.01")

MESSAGES = {
    "unreadable": (
        "{file} tidak dapat dibaca: {detail}",
        "{file} can't be read: {detail}",
    ),
    "spelling": (
        "{file}, baris {entry}: bukan catatan yang ditulis portal. Paling sedikit satu bita diubah.",
        "{file}, line {entry}: not an entry as the portal writes it. At least one byte was changed.",
    ),
    "changed": (
        "{file}, catatan {entry}: isinya tidak lagi cocok dengan sidik jarinya. Catatan ini diubah.",
        "{file}, entry {entry}: its content no longer fits its fingerprint. This entry was changed.",
    ),
    "missing": (
        "{file}, catatan {entry}: tidak ada di tempatnya; di situ berdiri catatan {found}. Catatan dihapus atau "
        "urutannya diubah.",
        "{file}, entry {entry}: not in its place, where entry {found} stands. An entry was removed or the order "
        "was changed.",
    ),
    "extra": (
        "{file}, baris {entry}: catatan ini tidak ada dalam urutan aslinya. Catatan disisipkan atau diulang.",
        "{file}, line {entry}: this entry isn't part of the original order. An entry was inserted or repeated.",
    ),
    "replaced": (
        "{file}, catatan {entry}: bukan catatan yang dilanjutkan oleh catatan sesudahnya. Catatan ini diganti.",
        "{file}, entry {entry}: not the one that the next entry was written after. This entry was replaced.",
    ),
    "foreign": (
        "{file}, catatan {entry}: milik seleksi lain ({found}).",
        "{file}, entry {entry}: belongs to another selection ({found}).",
    ),
    "end": (
        "{file}, catatan {entry}: hilang. Berkas berakhir sebelum titik periksa terakhir.",
        "{file}, entry {entry}: missing. The file ends before the last checkpoint.",
    ),
    "root": (
        "{file}, catatan {entry}: catatan {first}–{last} tidak menghasilkan sidik jari titik periksa ini. Paling "
        "sedikit satu di antaranya ditulis ulang.",
        "{file}, entry {entry}: entries {first}–{last} don't give the fingerprint of this checkpoint. At least one of "
        "them was rewritten.",
    ),
    "outside": (
        "{file}: {entry} catatan pertama tidak menghasilkan sidik jari yang Anda berikan. Catatan ditulis ulang, atau "
        "angkanya salah ketik.",
        "{file}: the first {entry} entries don't give the fingerprint that you named. Entries were rewritten, or the "
        "numbers were mistyped.",
    ),
    "checkpoint": (
        "{file}, baris {entry}: tidak sama dengan titik periksa dalam catatan.",
        "{file}, line {entry}: differs from the checkpoint among the entries.",
    ),
    "plan": (
        "{file}, baris {entry}: rencana penilaian tidak sama dengan yang diumumkan pada catatan {found}.",
        "{file}, line {entry}: the scoring plan differs from the one announced in entry {found}.",
    ),
    "plan_hash": (
        "{file}, catatan {entry}: sidik jari rencana penilaian tidak cocok dengan rencananya.",
        "{file}, entry {entry}: the fingerprint of the scoring plan doesn't fit the plan.",
    ),
    "result": (
        "{file}, baris {entry}: tidak sama dengan hasil yang dihitung ulang dari catatan ({detail}).",
        "{file}, line {entry}: differs from the result computed again from the entries ({detail}).",
    ),
    "recorded": (
        "{file}, catatan {entry}: hasil {detail} yang diumumkan bukan hasil yang terakhir dicatat (catatan {found}). "
        "Hasil itu diubah di antaranya.",
        "{file}, entry {entry}: the published result of {detail} isn't the one recorded last (entry {found}). It was "
        "changed in between.",
    ),
    "ranking": (
        "{file}, catatan {entry}: peringkat yang diusulkan tidak sama dengan hasil hitung ulang ({detail}).",
        "{file}, entry {entry}: the proposed ranking differs from the one computed again ({detail}).",
    ),
    "names": (
        "{file}, catatan {entry}: nama yang diusulkan tidak sama dengan yang ditentukan rencana penilaian ({detail}).",
        "{file}, entry {entry}: the names proposed aren't those that the scoring plan gives ({detail}).",
    ),
    "chosen": (
        "{file}, catatan {entry}: {detail} tidak ada di antara nama yang diusulkan, atau bukan yang dipilih.",
        "{file}, entry {entry}: {detail} isn't among the names proposed, or isn't the one chosen.",
    ),
    "waiting": (
        "{file}, catatan {entry}: nama diusulkan sebelum sanggahan {detail} dijawab.",
        "{file}, entry {entry}: names were proposed before the objection of {detail} was answered.",
    ),
    "slip": (
        "{file}, baris {entry}: bukti kepesertaan tidak menuju ke sidik jari titik periksa.",
        "{file}, line {entry}: the inclusion proof doesn't lead to the fingerprint of the checkpoint.",
    ),
    "fine": (
        "COCOK. {events} catatan, {checkpoints} titik periksa, {results} hasil: tidak ada yang diubah.",
        "ALL FITS. {events} entries, {checkpoints} checkpoints, {results} results: nothing was changed.",
    ),
    "head": (
        "Seleksi {selection}. Titik periksa terakhir: {size}:{root}\nBandingkan dengan surat atau halaman pengumuman.",
        "Selection {selection}. Last checkpoint: {size}:{root}\nCompare it with the mail or the public page.",
    ),
    "wrong": ("TIDAK COCOK. Yang pertama salah:", "DOES NOT FIT. The first thing that is wrong:"),
    "unknown": ("Tidak ada peserta {pseudonym} dalam hasil.", "There is no candidate {pseudonym} among the results."),
}


class Wrong(Exception):
    """The first thing that doesn't fit: `code` of MESSAGES, the file, and the entry or line in it (from 1)."""

    def __init__(self, code, file, entry=0, **details):
        super().__init__(code, file, entry)
        self.code, self.file, self.entry, self.details = code, file, entry, details

    def text(self, language):
        return say(self.code, language, file=self.file, entry=self.entry, **self.details)


def say(code, language, **details):
    return MESSAGES[code][1 if language == "en" else 0].format(**details)


# --- Spelling and hashes ----------------------------------------------------------------------------------------------


def refuse_number(text):
    raise ValueError("no such number is written here: " + text)


# Made once: a hundred thousand lines are read and spelled again.
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
DECODER = json.JSONDecoder(parse_float=refuse_number, parse_constant=refuse_number)


def canonical(value):
    return ENCODER.encode(value).encode()


def read_json(line):
    return DECODER.decode(line.decode())


def read_lines(data, file):
    """Objects of a file of JSON lines; each must be spelled exactly as the portal spells it."""
    lines = data.split(b"\n")
    unfinished = lines.pop()
    if unfinished:
        lines.append(unfinished)
    for number, line in enumerate(lines, start=1):
        try:
            value = read_json(line)
            is_own_spelling = isinstance(value, dict) and canonical(value) == line
        except (ValueError, RecursionError):
            is_own_spelling = False
        if not is_own_spelling or (unfinished and number == len(lines)):
            raise Wrong("spelling", file, number)
        yield number, value


def leaf_hash(content):
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class GrowingTree:
    """The Merkle root (RFC 6962) after each leaf, from the roots of the full trees inside."""

    def __init__(self):
        self.size, self.full = 0, []

    def add(self, leaf):
        size, node = self.size, leaf
        while size % 2:
            node = node_hash(self.full.pop(), node)
            size //= 2
        self.full.append(node)
        self.size += 1

    def root(self):
        if not self.full:
            return hashlib.sha256(b"").hexdigest()
        node = self.full[-1]
        for left in reversed(self.full[:-1]):
            node = node_hash(left, node)
        return node.hex()


def root_of_proof(leaf, index, size, proof):
    """RFC 9162 2.1.3.2; None when the proof has the wrong length."""
    position, last, root = index, size - 1, leaf
    for neighbour in proof:
        if last == 0:
            return None
        if position % 2 or position == last:
            root = node_hash(neighbour, root)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            root = node_hash(root, neighbour)
        position, last = position // 2, last // 2
    return root if last == 0 else None


# --- The chain --------------------------------------------------------------------------------------------------------


def is_entry(value):
    return (
        set(value) == ENTRY_KEYS
        and all(isinstance(value[key], str) for key in ("at", "hash", "kind", "previous", "selection"))
        and isinstance(value["payload"], dict)
        and type(value["sequence"]) is int
    )


def own_hash(entry):
    return leaf_hash(canonical({key: entry[key] for key in entry if key != "hash"})).hex()


def check_events(data, expected=()):
    """The entries, when each follows from the one before; `expected` are (size, root) known from elsewhere."""
    entries, tree = [], GrowingTree()
    roots_wanted, anchored = {}, 0
    for size, root in expected:
        roots_wanted.setdefault(size, set()).add(root)
    try:
        for number, entry in read_lines(data, EVENTS):
            entries.append(entry)
            check_entry(entries, number)
            if number - 2 >= 0:
                # An entry counts once the next one, which names its hash, was seen to follow.
                add_checked(entries, number - 2, tree, roots_wanted)
    except Wrong as wrong:
        raise blamed(wrong, data, entries, tree) from None
    if entries:
        add_checked(entries, len(entries) - 1, tree, roots_wanted)
    for index, entry in enumerate(entries):
        if entry["kind"] == CHECKPOINT:
            anchored = index
    if not entries or anchored != len(entries) - 1:
        raise Wrong("end", EVENTS, len(entries) + 1)
    for size in roots_wanted:
        raise Wrong("end", EVENTS, min(size, len(entries)) + 1)
    return entries


def add_checked(entries, index, tree, roots_wanted):
    """Grow the tree by one entry; a checkpoint must tell the root of everything before it."""
    entry = entries[index]
    if entry["kind"] == CHECKPOINT and entry["payload"] != {"root": tree.root(), "size": index}:
        last = next((at for at in range(index - 1, -1, -1) if entries[at]["kind"] == CHECKPOINT), -1)
        raise Wrong("root", EVENTS, index + 1, first=last + 2, last=index)
    tree.add(bytes.fromhex(entry["hash"]))
    roots = roots_wanted.pop(tree.size, None)
    if roots is not None and roots != {tree.root()}:
        raise Wrong("outside", EVENTS, tree.size)


def check_entry(entries, number):
    entry = entries[-1]
    if not is_entry(entry):
        raise Wrong("spelling", EVENTS, number)
    if own_hash(entry) != entry["hash"]:
        raise Wrong("changed", EVENTS, number)
    if entry["selection"] != entries[0]["selection"]:
        raise Wrong("foreign", EVENTS, number, found=entry["selection"])
    before = entries[-2]["hash"] if number > 1 else GENESIS
    if entry["sequence"] > number:
        raise Wrong("missing", EVENTS, number, found=entry["sequence"])
    if entry["sequence"] < number:
        raise Wrong("extra", EVENTS, number)
    if entry["previous"] != before:
        raise Wrong("replaced", EVENTS, number)


def blamed(wrong, data, entries, tree):
    """Two entries don't fit together, though each fits itself: the one that the following entries know is genuine."""
    if wrong.code not in {"extra", "replaced", "foreign"} or wrong.entry < 2:
        return wrong
    number = wrong.entry
    here, before = entries[number - 1], entries[number - 2]
    if wrong.code != "foreign" and here == before:
        return wrong
    following = following_entry(data, number)
    if following is not None:
        is_genuine = following["previous"] == here["hash"]
    else:
        # The last one is a checkpoint; when it knows everything before it, that is genuine.
        grown = GrowingTree()
        grown.size, grown.full = tree.size, list(tree.full)
        grown.add(bytes.fromhex(before["hash"]))
        is_genuine = here["payload"] != {"root": grown.root(), "size": number - 1}
    continues = wrong.code == "replaced" or here["previous"] == before["previous"]
    if is_genuine and (continues or (wrong.code == "foreign" and number == 2)):
        code = "foreign" if wrong.code == "foreign" else ("replaced" if wrong.code == "replaced" else "extra")
        return Wrong(code, EVENTS, number - 1, found=before["selection"])
    return wrong


def following_entry(data, number):
    lines = data.split(b"\n")
    try:
        entry = read_json(lines[number])
    except (IndexError, ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and is_entry(entry) else None


# --- What the entries say ---------------------------------------------------------------------------------------------

# Entries of one candidate, for which the bundle brings a proof.
SLIP_KINDS = ("application_submitted", "result")


def check_checkpoints(data, entries):
    """The file lists the checkpoints among the entries, in order."""
    expected = [
        {"at": entry["at"], "root": entry["payload"]["root"], "size": entry["payload"]["size"]}
        for entry in entries
        if entry["kind"] == CHECKPOINT
    ]
    found = 0
    for number, row in read_lines(data, CHECKPOINTS):
        if number > len(expected):
            # The file knows of more than the entries: they were cut off.
            size = row.get("size")
            if type(size) is int and size >= len(entries):
                raise Wrong("end", EVENTS, len(entries) + 1)
            raise Wrong("checkpoint", CHECKPOINTS, number)
        if row != expected[number - 1]:
            raise Wrong("checkpoint", CHECKPOINTS, number)
        found = number
    if found < len(expected):
        raise Wrong("checkpoint", CHECKPOINTS, found + 1)
    return expected


def plan_of(entries):
    """The scoring plan in force and the number of its entry: the announced one or its last amendment."""
    plan, place = None, 0
    for entry in entries:
        payload = entry["payload"]
        if isinstance(payload.get("plan"), dict) and "plan_hash" in payload:
            if hashlib.sha256(canonical(payload["plan"])).hexdigest() != payload["plan_hash"]:
                raise Wrong("plan_hash", EVENTS, entry["sequence"])
            plan, place = payload["plan"], entry["sequence"]
    return plan, place


def check_plan(data, entries):
    """The file is the plan in force, key by key on lines of their own; the first line that differs is named."""
    plan, place = plan_of(entries)
    expected = plan_text(plan)
    if data == expected:
        return plan
    ours, theirs = expected.split(b"\n"), data.split(b"\n")
    number = 1
    while number <= min(len(ours), len(theirs)) and ours[number - 1] == theirs[number - 1]:
        number += 1
    raise Wrong("plan", PLAN, number, found=place)


def plan_text(plan):
    return json.dumps(plan, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def commitment(row):
    """What the chain holds of a result before it is published."""
    parts = {"passed": row["passed"], "salt": row["salt"], "score": row["score"]}
    if row.get("se") is not None:
        parts["se"] = row["se"]
    return hashlib.sha256(canonical(parts)).hexdigest()


def published_results(entries):
    """The latest published result by (stage, pseudonym), with the number of the entry that tells it."""
    results = {}
    for entry in entries:
        payload = entry["payload"]
        if entry["kind"] == "stage_published":
            for row in payload["results"]:
                results[payload["stage"], row["pseudonym"]] = (entry["sequence"], row)
        elif entry["kind"] == "objection_answered" and isinstance(payload.get("result"), dict):
            results[payload["stage"], payload["pseudonym"]] = (entry["sequence"], payload["result"])
    return results


def check_results(data, entries):
    """Rows by (stage, pseudonym). A row with a score opens the commitment that was published."""
    expected, rows = sorted(published_results(entries).items()), {}
    number = 0
    for number, row in read_lines(data, RESULTS):
        if number > len(expected):
            raise Wrong("result", RESULTS, number, detail="+")
        (stage, pseudonym), (place, public) = expected[number - 1]
        told = {"passed": public["passed"], "pseudonym": pseudonym, "stage": stage}
        is_told = {key: row.get(key) for key in told} == told
        if public.get("score") is not None:
            is_told = is_told and row.get("score") == public["score"] and row.get("salt") == public.get("salt")
        if set(row) not in ({*told}, {*told, "salt", "score"}, {*told, "salt", "score", "se"}) or not is_told:
            raise Wrong("result", RESULTS, number, detail=str(place))
        if "salt" in row and commitment(row) != public["commitment"]:
            raise Wrong("result", RESULTS, number, detail=str(place))
        rows[stage, pseudonym] = row
    if number < len(expected):
        raise Wrong("result", RESULTS, number + 1, detail=str(expected[number][1][0]))
    return rows


def check_recorded(entries, rows):
    """Each published result has the commitment that was recorded last for it, before anybody knew what it would mean.

    Until November 2026 an amendment of a pass mark changed verdicts without recording them. There the commitment may
    differ, but for the verdict only; where the score is sealed, that can't be told.
    """
    recorded, marks, amended = {}, {}, {}
    for entry in entries:
        kind, payload = entry["kind"], entry["payload"]
        if isinstance(payload.get("plan"), dict):
            for stage in payload["plan"]["stages"]:
                if marks.setdefault(stage["order"], stage.get("pass_mark")) != stage.get("pass_mark"):
                    marks[stage["order"]], amended[stage["order"]] = stage.get("pass_mark"), entry["sequence"]
        elif kind == "result":
            recorded[payload["stage"], payload["pseudonym"]] = (entry["sequence"], payload["commitment"])
        elif kind == "stage_published" or (kind == "objection_answered" and isinstance(payload.get("result"), dict)):
            stage = payload["stage"]
            for public in payload["results"] if kind == "stage_published" else [payload["result"]]:
                who = public["pseudonym"]
                place, known = recorded.get((stage, who), (0, None))
                if public["commitment"] == known:
                    continue
                is_old = known is not None and place < amended.get(stage, 0)
                if not is_old or not differs_in_verdict(rows.get((stage, who), {}), public["commitment"], known):
                    raise Wrong("recorded", EVENTS, entry["sequence"], detail=who, found=place or "–")


def differs_in_verdict(row, told, known):
    """Also when the row doesn't open what was told."""
    if "salt" not in row or commitment(row) != told:
        return True
    return known in [commitment({**row, "passed": passed}) for passed in (True, False, None)]


def check_slips(data, entries, roots):
    """Each entry of a candidate is shown to be under the last checkpoint."""
    size, root = roots[-1]["size"], roots[-1]["root"]
    expected = [entry for entry in entries[:size] if entry["kind"] in SLIP_KINDS]
    number = 0
    for number, slip in read_lines(data, SLIPS):
        entry = expected[number - 1] if number <= len(expected) else None
        told = entry and {
            "hash": entry["hash"],
            "pseudonym": entry["payload"]["pseudonym"],
            "root": root,
            "sequence": entry["sequence"],
            "size": size,
        }
        path = slip.pop("path", None)
        try:
            steps = [bytes.fromhex(step) for step in path]
            leads_to = root_of_proof(bytes.fromhex(slip["hash"]), slip["sequence"] - 1, size, steps)
        except (TypeError, ValueError, KeyError):
            leads_to = None
        is_told = slip == told and leads_to is not None and leads_to.hex() == root
        # `fromhex` also takes capitals and spaces.
        if not is_told or [step.hex() for step in steps] != path:
            raise Wrong("slip", SLIPS, number)
    if number < len(expected):
        raise Wrong("slip", SLIPS, number + 1)


# --- The ranking ------------------------------------------------------------------------------------------------------


def ranking(plan, rows, entries):
    """The order that plan and scores give, as rows of the ranking file; None while scores are missing or sealed.

    Final score: sum of weight * score / 100, rounded half up to 2 decimals. Two people are told apart when their final
    scores differ by at least z * sqrt(SE1^2 + SE2^2); the tie rule sorts those who are not.
    """
    weighted = weighted_stages(plan)
    if any(all(stage["order"] != order for order, _who in rows) for stage in weighted):
        return None
    found = {}
    for who in ranked_people(weighted, rows, entries):
        scores = {stage["order"]: rows[stage["order"], who].get("score") for stage in weighted}
        if any(score is None for score in scores.values()):
            return None
        errors = {stage["order"]: rows[stage["order"], who].get("se") for stage in weighted}
        found[who] = standing_of(weighted, scores, errors)
    if not found or not weighted:
        return None
    z = Decimal(plan["rank_range"]["z"])

    def apart(one, other):
        difference = found[one]["final"] - found[other]["final"]
        return difference != 0 and difference**2 >= z**2 * (found[one]["variance"] + found[other]["variance"])

    placed, waiting = [], sorted(found, key=lambda who: found[who]["final"], reverse=True)
    keys = {who: (tie_key(plan, weighted, found[who]), found[who]["final"]) for who in found}
    while waiting:
        leader = waiting[0]
        group = [
            who
            for who in waiting
            if found[who]["final"] == found[leader]["final"]
            or (plan["tie_scope"] == "range" and not apart(leader, who))
        ]
        group.sort(key=lambda who: keys[who], reverse=True)
        first = place = len(placed) + 1
        for number, who in enumerate(group):
            if number and keys[who] != keys[group[number - 1]]:
                place = first + number
            placed.append((who, place))
        waiting = [who for who in waiting if who not in group]
    lines = []
    for who, place in placed:
        above = sum(1 for other in found if found[other]["final"] > found[who]["final"] and apart(other, who))
        below = sum(1 for other in found if found[other]["final"] < found[who]["final"] and apart(who, other))
        lines.append(
            {
                "best": 1 + above,
                "final": "{:.2f}".format(found[who]["final"]),
                "place": place,
                "pseudonym": who,
                "worst": len(found) - below,
            }
        )
    return sorted(lines, key=lambda line: (line["place"], line["pseudonym"]))


def weighted_stages(plan):
    return [stage for stage in plan["stages"] if Decimal(stage["weight"]) > 0]


def ranked_people(weighted, rows, entries):
    """Who has a result in every stage that counts, failed in none and took nothing back."""
    gone = set()
    for entry in entries:
        if entry["kind"] == "application_withdrawn":
            gone.add(entry["payload"]["pseudonym"])
        elif entry["kind"] == "application_submitted":
            gone.discard(entry["payload"]["pseudonym"])
    gone |= {who for (_stage, who), row in rows.items() if row["passed"] is False}
    people = sorted({who for _stage, who in rows} - gone)
    return [who for who in people if all((stage["order"], who) in rows for stage in weighted)]


def standing_of(weighted, scores, errors):
    points = {order: Decimal(score) for order, score in scores.items()}
    total = sum((Decimal(stage["weight"]) * points[stage["order"]] for stage in weighted), Decimal(0))
    variance = sum(
        (
            (Decimal(stage["weight"]) / 100 * Decimal(errors[stage["order"]])) ** 2
            for stage in weighted
            if errors[stage["order"]] is not None
        ),
        Decimal(0),
    )
    return {
        "final": (total / 100).quantize(CENT, ROUND_HALF_UP),
        "variance": variance,
        "scores": points,
    }


def tie_key(plan, weighted, standing):
    key = []
    for kind in plan["tie_rule"]:
        of_kind = [stage for stage in weighted if stage["kind"] == kind]
        total = sum((Decimal(stage["weight"]) for stage in of_kind), Decimal(0))
        points = sum((Decimal(stage["weight"]) * standing["scores"][stage["order"]] for stage in of_kind), Decimal(0))
        key.append(points / total if total else Decimal(0))
    return tuple(key)


def until_proposal(entries):
    """The entries up to the proposal of names, after which the order no longer changes; all where there is none."""
    for place, entry in enumerate(entries):
        if entry["kind"] == "names_proposed":
            return entries[: place + 1]
    return entries


def check_ranking(data, plan, rows, entries):
    """The file's order is the one that plan and scores give, and so is the one that was proposed."""
    entries = until_proposal(entries)
    try:
        expected = ranking(plan, rows, entries) or []
        people = set(ranked_people(weighted_stages(plan), rows, entries))
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise Wrong("unreadable", PLAN, detail=repr(error)) from None
    number = 0
    for number, line in read_lines(data, RANKING):
        if number > len(expected) or line != expected[number - 1]:
            raise Wrong("result", RANKING, number, detail=EVENTS)
    if number < len(expected):
        raise Wrong("result", RANKING, number + 1, detail=EVENTS)
    last = entries[-1]
    if last["kind"] == "names_proposed" and "ranking" in last["payload"]:
        told = {row["pseudonym"]: (row["place"], row["range"]) for row in last["payload"]["ranking"]}
        # Sealed scores leave open who has which place, but not who has one.
        again = {row["pseudonym"]: (row["place"], [row["best"], row["worst"]]) for row in expected}
        again = again or {who: told.get(who) for who in people}
        if told != again:
            who = min(name for name in {*told, *again} if told.get(name) != again.get(name) or name not in told)
            raise Wrong("ranking", EVENTS, last["sequence"], detail=who)
    return expected


def check_names(entries, places):
    """As many names were proposed as the plan then said, with all who share the last place; decided and appointed was
    one of them. `places` stand in for a ranking that the proposal doesn't tell. Before, every objection was answered;
    older entries, without the day by which it must be, weren't always followed by one."""
    plan, proposed, decided, waiting = {}, None, None, set()
    for entry in entries:
        kind, payload = entry["kind"], entry["payload"]
        if isinstance(payload.get("plan"), dict):
            plan = payload["plan"]
        elif kind == "names_proposed":
            if waiting:
                raise Wrong("waiting", EVENTS, entry["sequence"], detail=min(who for _stage, who in waiting))
            named = set(payload["proposed"])
            rows = payload.get("ranking") or places
            # Names are proposed once.
            unlike = named if proposed is not None else set()
            if rows and type(plan.get("proposed")) is int:
                unlike = unlike or named ^ {row["pseudonym"] for row in rows if row["place"] <= plan["proposed"]}
            if unlike:
                raise Wrong("names", EVENTS, entry["sequence"], detail=min(unlike))
            proposed = named
        elif kind == "objection_filed" and "due" in payload:
            waiting.add((payload["stage"], payload["pseudonym"]))
        elif kind == "objection_answered":
            waiting.discard((payload["stage"], payload["pseudonym"]))
        elif kind == "application_withdrawn":
            waiting = {each for each in waiting if each[1] != payload["pseudonym"]}
            proposed = proposed and proposed - {payload["pseudonym"]}
        elif kind in ("decided", "appointed"):
            who = payload["pseudonym"]
            if who not in (proposed or ()) or (kind == "appointed" and who != decided):
                raise Wrong("chosen", EVENTS, entry["sequence"], detail=who)
            decided = who


# --- The bundle -------------------------------------------------------------------------------------------------------


def read_bundle(path):
    """The files of a bundle, packed or unpacked. OSError or zipfile.BadZipFile when there is none."""
    if os.path.isdir(path):
        files = {}
        for name in FILES:
            with open(os.path.join(path, name), "rb") as file:
                files[name] = file.read()
        return files
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in FILES}


def check_bundle(files, expected=()):
    """What the bundle holds, when all of it fits together; Wrong names the first thing that doesn't."""
    entries = check_events(files[EVENTS], expected)
    try:
        checkpoints = check_checkpoints(files[CHECKPOINTS], entries)
        plan = check_plan(files[PLAN], entries)
        rows = check_results(files[RESULTS], entries)
        check_recorded(entries, rows)
        places = check_ranking(files[RANKING], plan, rows, entries) if plan else []
        check_names(entries, places)
        check_slips(files[SLIPS], entries, checkpoints)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # The chain fits, but an entry doesn't say what entries of its kind say.
        raise Wrong("unreadable", EVENTS, detail=repr(error)) from None
    return {"entries": entries, "checkpoints": checkpoints, "plan": plan, "results": rows, "ranking": places}


def show_candidate(found, pseudonym, language):
    rows = [row for (_stage, who), row in sorted(found["results"].items()) if who == pseudonym]
    if not rows:
        return say("unknown", language, pseudonym=pseudonym)
    lines = ["{stage}: {passed} {score}".format(**{"score": "", **row}).rstrip() for row in rows]
    lines += [
        "{place} ({best}–{worst}): {final}".format(**place)
        for place in found["ranking"]
        if place["pseudonym"] == pseudonym
    ]
    return "\n".join([pseudonym, *lines])


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, add_help=True
    )
    parser.add_argument("bundle")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="SIZE:ROOT")
    parser.add_argument("--pseudonym")
    parser.add_argument("--lang", choices=("id", "en"), default="id")
    options = parser.parse_args(arguments)
    try:
        expected = [(int(size), root.lower()) for size, root in (text.split(":") for text in options.checkpoint)]
    except ValueError:
        parser.error("--checkpoint SIZE:ROOT")
    try:
        files = read_bundle(options.bundle)
    except Exception as error:  # Whatever zipfile and what it unpacks with raise about a damaged or locked file.
        print(say("unreadable", options.lang, file=options.bundle, detail=error))
        return 2
    try:
        found = check_bundle(files, expected)
    except Wrong as wrong:
        print(say("wrong", options.lang))
        print(wrong.text(options.lang))
        return 1
    last = found["checkpoints"][-1]
    print(
        say(
            "fine",
            options.lang,
            events=len(found["entries"]),
            checkpoints=len(found["checkpoints"]),
            results=len(found["results"]),
        )
    )
    print(say("head", options.lang, selection=found["entries"][0]["selection"], size=last["size"], root=last["root"]))
    if options.pseudonym:
        print(show_candidate(found, options.pseudonym.upper(), options.lang))
    return 0


if __name__ == "__main__":
    sys.exit(main())
