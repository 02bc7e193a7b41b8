"""A crowd in an exam: so many candidates in one sitting, each saving an answer every ten seconds.

    python -m bench.exam_crowd --candidates 1000 --seconds 60 [--kills 2]

Makes a database of its own beside DATABASE_URL and drops it at the end. gunicorn runs on 127.0.0.1 as `make run` does;
the candidates are played by this process, so both share the machine. Each save goes over a connection of its own and
is tried again until it is acknowledged, as static/js/exam.js does. With --kills the web server and its workers are
killed with -9 so often in a second run, and started again at once.

Prints the times of acknowledged saves, and whether every acknowledged answer is in the database and the remaining time
is right; leaves with 1 otherwise. Times of saves that a kill hit count from the first try.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

from bench import database

EVERY = 10.0
WAITS = (1.0, 2.0, 4.0, 8.0)
ITEMS = 40
LOG = PROJECT / "var" / "log" / "bench-exam.log"


@dataclass
class Player:
    """One candidate: their token and cookie, the items of their paper, and what was acknowledged."""

    key: int
    token: str
    cookie: str
    items: list[int]
    deadline: datetime.datetime
    acknowledged: dict[int, tuple[int, int]] = field(default_factory=dict)
    turn: int = 0


@dataclass
class Tally:
    times: list[float] = field(default_factory=list)
    tries: int = 0
    failures: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    off_by: list[float] = field(default_factory=list)


def stage(count: int) -> list[Player]:
    """A sitting with `count` candidates who have started."""
    from django.contrib.auth.hashers import make_password
    from django.core import signing
    from django.utils import timezone

    from asn_portal.accounts.models import User
    from careers.enums import AttendanceState
    from careers.models import PaperItem, SittingCandidate
    from careers.services.exam_paper import make_papers
    from careers.services.exam_sitting import open_sitting
    from careers.views.exam_save import SALT, _mark
    from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory
    from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, SittingFactory

    unit = UnitFactory(parent=UnitFactory(name="Bench", slug="bench"))
    bank = ItemBankFactory(unit=unit)
    ItemFactory.create_batch(ITEMS * 2, bank=bank)
    sitting = SittingFactory(blueprint=BlueprintFactory(bank=bank, parts=[("Anggaran", "easy", "", ITEMS, 1)]))
    password = make_password(None)
    users = User.objects.bulk_create(
        User(username=f"bench{number}", name=f"Peserta {number}", password=password) for number in range(count)
    )
    position = PositionFactory(unit=unit)
    for number, user in enumerate(users, start=1):
        person = EmployeeFactory(unit=unit, position=position, user=user, histories=False)
        SittingCandidate.objects.create(sitting=sitting, employee=person, number=number)
    officer = UserFactory()
    open_sitting(sitting=make_papers(sitting=sitting, by=officer), by=officer)
    now = timezone.now()
    deadline = now + datetime.timedelta(minutes=sitting.minutes)
    sitting.candidates.update(state=AttendanceState.RUNNING, started_at=now, deadline=deadline, device=1)
    items: dict[int, list[int]] = {}
    for key, candidate in PaperItem.objects.values_list("pk", "paper__candidate"):
        items.setdefault(candidate, []).append(key)
    return [
        Player(
            key=candidate.pk,
            token=signing.dumps([candidate.pk, 1, _mark(f"bench-session-{candidate.pk}")], salt=SALT),
            cookie=f"bench-session-{candidate.pk}",
            items=items[candidate.pk],
            deadline=candidate.deadline,
        )
        for candidate in sitting.candidates.all()
    ]


async def ask(port: int, player: Player, body: dict[str, object]) -> tuple[int, dict[str, object]]:
    from django.conf import settings

    text = json.dumps({"token": player.token, **body}).encode()
    head = (
        f"POST /p/exam/save/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"Content-Length: {len(text)}\r\nCookie: {settings.SESSION_COOKIE_NAME}={player.cookie}\r\n\r\n"
    )
    reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 10)
    try:
        writer.write(head.encode() + text)
        answer = await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()
    top, _separator, rest = answer.partition(b"\r\n\r\n")
    # The body may come in chunks, with their lengths around it.
    return int(top[9:12]), json.loads(rest[rest.index(b"{") : rest.rindex(b"}") + 1])


async def play(port: int, player: Player, ends: float, tally: Tally, rng: random.Random) -> None:
    """Answer one item after another, the first ones again when all are answered."""
    await asyncio.sleep(rng.random() * EVERY)
    while time.monotonic() < ends:
        began = time.monotonic()
        # One sequence for all items: each save is newer than every earlier one.
        item, sequence, value = player.items[player.turn % ITEMS], player.turn + 1, rng.randrange(4)
        player.turn += 1
        await save(port, player, (item, sequence, value), tally, ends)
        await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))


async def save(port: int, player: Player, what: tuple[int, int, int], tally: Tally, ends: float) -> None:
    item, sequence, value = what
    began, tries = time.monotonic(), 0
    while time.monotonic() < ends + 20:
        tally.tries += 1
        try:
            status, answer = await ask(port, player, {"item": item, "sequence": sequence, "value": value})
            if status != 200:
                tally.refused[f"{status} {answer}"[:120]] += 1
                return
            tally.times.append(time.monotonic() - began)
            if not answer["saved"]:
                tally.refused[f"superseded {answer}"[:120]] += 1
            player.acknowledged[item] = (sequence, value)
            left = (player.deadline - datetime.datetime.now(datetime.UTC)).total_seconds()
            tally.off_by.append(abs(left - float(str(answer["seconds"]))))
            return
        except (TimeoutError, OSError, ValueError):
            tally.failures += 1
            await asyncio.sleep(WAITS[min(tries, len(WAITS) - 1)])
            tries += 1


class Server:
    """gunicorn on a free port; `kill` ends it and its workers at once, without a word."""

    def __init__(self) -> None:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        own = {"HOST": "127.0.0.1", "PORT": str(self.port), "WEB_CONCURRENCY": "2", "LOG_LEVEL": "WARNING"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "asn_portal.wsgi:application"],
            cwd=PROJECT,
            env={**os.environ, **own},
            stdout=LOG.open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def answers(self) -> None:
        for _try in range(600):
            with contextlib.suppress(OSError):
                _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            await asyncio.sleep(0.1)
        raise SystemExit("The web server does not start.")


async def run(players: list[Player], seconds: float, kills: int) -> tuple[Tally, list[float]]:
    tally, downs, rng = Tally(), [], random.Random(1)
    server = Server()
    try:
        await server.answers()
        await asyncio.sleep(3)
        begin = time.monotonic()
        ends = begin + seconds
        crowd = asyncio.gather(*(play(server.port, player, ends, tally, rng) for player in players))
        for number in range(kills):
            await asyncio.sleep(max(0.0, begin + seconds * (number + 1) / (kills + 1) - time.monotonic()))
            down = time.monotonic()
            server.kill()
            server.start()
            await server.answers()
            downs.append(time.monotonic() - down)
        await crowd
    finally:
        server.kill()
    return tally, downs


def check(players: list[Player]) -> list[str]:
    """What is not as it was acknowledged."""
    from careers.models import Answer, SittingCandidate

    stored = {
        key: (sequence, value) for key, sequence, value in Answer.objects.values_list("paper_item", "sequence", "value")
    }
    deadlines = dict(SittingCandidate.objects.values_list("pk", "deadline"))
    wrong = []
    for player in players:
        for item, told in player.acknowledged.items():
            found = stored.get(item)
            # A later save may have arrived without its acknowledgement; an older or another one must not be there.
            if found is None or found[0] < told[0] or (found[0] == told[0] and found != told):
                wrong.append(f"candidate {player.key}, item {item}: {told} acknowledged, {found} stored")
        if deadlines[player.key] != player.deadline:
            wrong.append(f"candidate {player.key}: the deadline moved")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=0)
    given = parser.parse_args()
    database.create()
    try:
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        players = stage(given.candidates)
        is_right = True
        for kills in [0, given.kills] if given.kills else [0]:
            connections.close_all()
            tally, downs = asyncio.run(run(players, given.seconds, kills))
            wrong = check(players)
            report(players, given.seconds, tally, downs, wrong)
            is_right = is_right and not wrong and not tally.refused
        connections.close_all()
    finally:
        database.remove()
    return 0 if is_right else 1


def report(players: list[Player], seconds: float, tally: Tally, downs: list[float], wrong: list[str]) -> None:
    ordered = sorted(tally.times) or [float("nan")]
    figures = {
        "candidates": len(players),
        "seconds": seconds,
        "kills": len(downs),
        "saves": len(ordered),
        "per_second": round(len(ordered) / seconds, 1),
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 1),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)] * 1000, 1),
        "slowest_ms": round(ordered[-1] * 1000),
        "failed_tries": tally.failures,
        "refused": dict(tally.refused),
        "down_s": [round(down, 1) for down in downs],
        "answers_acknowledged": sum(len(player.acknowledged) for player in players),
        "answers_wrong": len(wrong),
        "seconds_left_off_by_at_most": round(max(tally.off_by, default=0), 2),
        "load_of_machine": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(figures))
    print("\n".join(wrong[:20]) or "Every acknowledged answer is stored; every deadline is as it was.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
