"""`python -m bench [--quick] [--keep]`: see docs/performance.md. Prints a table and writes var/bench.json."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import database, load

PROJECT = Path(__file__).resolve().parent.parent
RESULT = PROJECT / "var" / "bench.json"
LOGS = PROJECT / "var" / "log"
# Portal and bare view take turns, so that a disturbance of the machine meets both.
ROUNDS = 5
LIST = "/employees/?rank_group=III&status=01&sort=-rank"
# "Rahmawati Siregar" and a NIP, as they are typed.
MISSPELT = "/search/?q=Rahmwati+Sireggar"
SURVEY = "/p/kelurahan-ukur/survey/?lang=id"
ELEMENTS = (
    "requirements",
    "procedures",
    "completion_time",
    "cost",
    "product",
    "staff_competence",
    "staff_behaviour",
    "facilities",
    "complaint_handling",
)


@dataclass
class Report:
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        what: str,
        value: float,
        unit: str,
        *,
        budget: float | None = None,
        more_is_better: bool = False,
        note: str = "",
    ) -> None:
        met = None if budget is None else (value >= budget if more_is_better else value <= budget)
        sign = "≥" if more_is_better else "≤"
        row = {"what": what, "value": round(value, 2), "unit": unit, "budget": budget, "met": met, "note": note}
        self.rows.append(row)
        limit = "" if budget is None else f"{sign} {budget:g}"
        verdict = {None: "", True: "met", False: "MISSED"}[met]
        print(f"{what:<58}{value:>10.1f} {unit:<12}{limit:>8}  {verdict:<7}{note}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="The portal beside a bare Django view.")
    parser.add_argument("--quick", action="store_true", help="10,000 employees only, shorter rounds")
    parser.add_argument("--million", action="store_true", help="also 1,000,000 employees; takes a long while")
    parser.add_argument("--keep", action="store_true", help="leave the database for a look")
    options = parser.parse_args()
    began = time.monotonic()
    report = Report()
    sizes = [10_000] if options.quick else [10_000, 100_000]
    if options.million:
        sizes.append(1_000_000)
    seconds = 1.5 if options.quick else 3.0
    lists: dict[int, float] = {}

    database.create()
    os.environ.update(DJANGO_SETTINGS_MODULE="asn_portal.settings", DEMO="1", DEBUG="", TRUSTED_PROXY_COUNT="1")
    # The load is no attack.
    os.environ["SURVEY_ATTACK_ANSWERS"] = str(10**9)
    try:
        _prepare()
        from bench.people import fill

        with _served("plain", "bench.plain:application") as plain_port:
            for size in sizes:
                started = time.monotonic()
                officer = fill(size)
                print(f"\n{size:,} employees (filled in {time.monotonic() - started:.0f} s)", flush=True)
                with _served("portal", "asn_portal.wsgi:application") as port:
                    _measure_pages(report, port, plain_port, _session(officer), size, seconds)
                    if size == sizes[0]:
                        _measure_survey(report, port, plain_port, seconds)
                if size == sizes[0]:
                    _measure_survey_report(report)
                cost = _child("bench.page_cost")
                if size == sizes[0]:
                    frame = cost["frame"]
                    report.add("Signed-in page, fixed cost: queries", frame["queries"], "queries", budget=5)
                    cpu = f"of which {frame['cpu_ms']} ms in Python"
                    report.add("Signed-in page, fixed cost: time", frame["ms"], "ms", budget=6, note=cpu)
                    report.add(
                        "First page of an HR officer",
                        cost["home"]["ms"],
                        "ms",
                        note=f"{cost['home']['queries']} queries",
                    )
                report.add(f"List of {size:,}: queries", cost["list"]["queries"], "queries", budget=12)
                report.add(f"List of {size:,}: inside the database", cost["list"]["database_ms"], "ms")
                record = cost["record"]
                report.add(f"Record page among {size:,}", record["ms"], "ms", note=f"{record['queries']} queries")
                lists[size] = cost["list"]["ms"]
                if size > 100_000:
                    grown = lists[size] / lists[10_000]
                    report.add(f"List of {size:,} beside that of 10,000", grown, "times as long", budget=1.5)
                if size == 100_000:
                    _measure_exports(report, size)
                _measure_imports(report, size)
    finally:
        if not options.keep:
            _disconnect()
            database.remove()
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(
        json.dumps(
            {
                "measured": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
                "seconds": round(time.monotonic() - began),
                "results": report.rows,
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )
    missed = [row["what"] for row in report.rows if row["met"] is False]
    print(f"\n{RESULT.relative_to(PROJECT)} written after {time.monotonic() - began:.0f} s.", end=" ")
    print(f"Missed: {'; '.join(missed)}." if missed else "Every budget is met.")
    return 0


def _prepare() -> None:
    """Migrations, compiled translations, static files, and the table of the bare view."""
    import django

    django.setup()
    from django.core.management import call_command

    from asn_portal import serve, translations

    print("Preparing …", flush=True)
    translations.compile_all()
    call_command("migrate", interactive=False, verbosity=0)
    serve.RUN.mkdir(parents=True, exist_ok=True)
    serve.collect_static()
    subprocess.run([sys.executable, "-m", "bench.plain"], cwd=PROJECT, check=True)


def _measure_pages(report: Report, port: int, plain_port: int, cookie: str, size: int, seconds: float) -> None:
    headers = {"Cookie": cookie}
    typed = {**headers, "HX-Request": "true"}
    with_list = load.get(LIST, headers)
    _warm(port, with_list, 200)
    alone = load.run(port, lambda _n: with_list, expect=200, connections=1, seconds=seconds)
    report.add(f"List of {size:,}: answer, one at a time (median)", alone.median_ms, "ms", budget=30)
    together, plain = _in_turns(
        (port, lambda _n: with_list, 200), (plain_port, lambda _n: load.get("/query"), 200), seconds
    )
    report.add(
        f"List of {size:,}: 8 connections",
        together.per_second,
        "requests/s",
        budget=100,
        more_is_better=True,
        note=f"bare view {plain.per_second:.0f}/s, ratio {together.per_second / plain.per_second:.0%}",
    )
    for what, path in (("name with typing errors", MISSPELT), ("NIP", "/search/?q=198801")):
        search = load.get(path, typed)
        _warm(port, search, 200)
        found = load.run(port, lambda _n, search=search: search, expect=200, connections=1, seconds=seconds)
        report.add(f"Search in {size:,}: {what} (median)", found.median_ms, "ms", budget=50)


def _measure_survey(report: Report, port: int, plain_port: int, seconds: float) -> None:
    from surveys.services.guard import opened_mark

    def send(number: int) -> bytes:
        answers = "&".join(f"{name}={1 + (number + place) % 4}" for place, name in enumerate(ELEMENTS))
        # Each sender has an address of their own: the limit per address is not what is measured.
        sender = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        key = str(uuid.uuid4())
        fields = f"{answers}&key={key}&opened={opened_mark(key, time.time() - 60)}"
        return load.post(SURVEY, fields, {"X-Forwarded-For": sender})

    form = load.get(SURVEY)
    _warm(port, form, 200)
    shown, plain = _in_turns((port, lambda _n: form, 200), (plain_port, lambda _n: load.get("/query"), 200), seconds)
    report.add(
        "Survey form: GET beside a bare view with one query",
        100 * shown.per_second / plain.per_second,
        "%",
        budget=40,
        more_is_better=True,
        note=f"{shown.per_second:.0f}/s and {plain.per_second:.0f}/s",
    )
    stored, plain = _in_turns((port, send, 303), (plain_port, lambda _n: load.get("/insert"), 200), seconds)
    report.add(
        "Survey form: POST beside a bare view with one insert",
        100 * stored.per_second / plain.per_second,
        "%",
        budget=40,
        more_is_better=True,
        note=f"{stored.per_second:.0f}/s and {plain.per_second:.0f}/s",
    )

    _measure_nothing_lost(report, port, send, 3.0 if seconds < 3 else 30.0)


def _measure_nothing_lost(report: Report, port: int, send: Callable[[int], bytes], seconds: float) -> None:
    """Many connections for long: what was acknowledged is what is stored."""
    from surveys.models import SurveyResponse

    before = SurveyResponse.objects.count()
    done = load.run(port, send, expect=303, connections=64, seconds=seconds, finish=True)
    stored = SurveyResponse.objects.count() - before
    report.add(
        f"Survey form: POST, 64 connections for {seconds:.0f} s",
        done.per_second,
        "requests/s",
        note=f"{done.requests} acknowledged, {stored} stored, {done.errors} refused, median {done.median_ms:.0f} ms",
    )
    report.add(
        "Survey form: acknowledged but not stored, or stored twice", abs(done.requests - stored), "answers", budget=0
    )


def _measure_imports(report: Report, size: int) -> None:
    # Numbers that no filled person has; each import brings people of its own.
    first = 2_000_000
    for rows, at, budget in ((500, 10_000, 5), (10_000, 10_000, None), (100_000, 100_000, 90)):
        first += rows
        if at != size:
            continue
        done = _child("bench.staff_import", str(rows), str(first))
        report.add(
            f"Import of {rows:,} rows into {size:,}",
            done["seconds"],
            "s",
            budget=budget,
            note=f"checked after {done['preview_s']} s",
        )
        report.add(f"Import of {rows:,} rows: peak memory", done["memory_mb"], "MB", budget=600 if rows > 500 else None)


def _measure_survey_report(report: Report) -> None:
    few, many = _child("bench.survey_report", "200"), _child("bench.survey_report", "20000")
    report.add("Report of a year's survey with 20,000 answers, PDF", many["report_s"], "s", budget=5)
    note = f"with 200 answers {few['page_ms']} ms; {many['queries']} queries"
    report.add("Results page of 20,000 answers", many["page_ms"], "ms", note=note)


def _measure_exports(report: Report, size: int) -> None:
    for kind, what in (("list", "the list"), ("records", "whole records")):
        done = _child("bench.exports", kind, "")
        if done["rows"] != size:
            raise SystemExit(f"The export of {what} has {done['rows']} rows instead of {size}.")
        report.add(f"Export of {what}, {size:,} rows", done["seconds"], "s")
        report.add(f"Export of {what}: peak memory", done["memory_mb"], "MB", budget=300)


Side = tuple[int, Callable[[int], bytes], int]


def _in_turns(portal: Side, plain: Side, seconds: float) -> tuple[load.Load, load.Load]:
    """The median round of each."""
    rounds = [
        [load.run(port, request, expect=expect, seconds=seconds) for port, request, expect in (portal, plain)]
        for _ in range(ROUNDS)
    ]
    chosen = [sorted(side, key=lambda done: done.per_second)[ROUNDS // 2] for side in zip(*rounds, strict=True)]
    for done in chosen:
        if done.errors:
            raise SystemExit(f"{done.errors} of {done.requests} answers had an unexpected status.")
    return chosen[0], chosen[1]


def _warm(port: int, request: bytes, expect: int) -> None:
    """Both workers load their templates; a wrong status ends the measurement with its answer's beginning."""
    done = load.run(port, lambda _n: request, expect=expect, connections=8, seconds=1)
    if done.errors:
        raise SystemExit(f"Unexpected answers to {request[:80]!r}: {done.errors} of {done.requests}")


def _session(user: Any) -> str:
    """The cookie of a signed-in session, as signing in would make it."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _child(module: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=PROJECT,
        env={**os.environ, "LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _disconnect() -> None:
    from django.db import connections

    connections.close_all()


@contextlib.contextmanager
def _served(name: str, application: str) -> Iterator[int]:
    """gunicorn as `make run` starts it, with two workers, on a free port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    LOGS.mkdir(parents=True, exist_ok=True)
    own = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": "2", "WEB_GRACEFUL_SECONDS": "2"}
    with (LOGS / f"bench-{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", application],
            cwd=PROJECT,
            env={**os.environ, **own},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 60
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{name} does not start; see {log.name}")
                time.sleep(0.2)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
