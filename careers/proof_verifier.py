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
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

EVENTS, CHECKPOINTS, PLAN, RESULTS, SLIPS = (
    "events.jsonl",
    "checkpoints.jsonl",
    "plan.json",
    "results.jsonl",
    "slips.jsonl",
)
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
    "ranking": (
        "{file}, catatan {entry}: peringkat yang diumumkan tidak sama dengan hasil hitung ulang ({detail}).",
        "{file}, entry {entry}: the published ranking differs from the one computed again ({detail}).",
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


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def refuse_number(text):
    raise ValueError("no such number is written here: " + text)


def read_json(line):
    return json.loads(line.decode(), parse_float=refuse_number, parse_constant=refuse_number)


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
    roots_wanted, anchored = dict(expected), 0
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
    root = roots_wanted.pop(tree.size, None)
    if root is not None and root != tree.root():
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
