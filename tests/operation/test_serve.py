"""`make run`, tried with a portal of a few lines; all that it starts is real."""

import contextlib
import hashlib
import json
import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import psutil

PARTS = ("gunicorn", "celery", "postgres", "redis-server")


def page(portal, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{portal.port}/{path}", timeout=10) as response:
        return response.read().decode()


def belongings(portal):
    """Everything that runs for this portal: by its working folder, which the servers keep in their own state."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd"]):
        line = " ".join(process.info["cmdline"] or [])
        if process.info["cwd"] == str(portal.folder) and any(part in line for part in (*PARTS, "asn_portal.serve")):
            found.append(process)
    state = state_of(portal)
    if (state / "servers.json").exists():
        known = json.loads((state / "servers.json").read_text())
        found += [psutil.Process(entry["pid"]) for entry in servers_in(known) if psutil.pid_exists(entry["pid"])]
    return [process for process in found if process.status() != psutil.STATUS_ZOMBIE]


def servers_in(known):
    return [known[name] for name in ("postgres", "redis") if known.get(name)]


def state_of(portal):
    if os.geteuid() != 0:
        return portal.folder / "var" / "embedded" / "run"
    return Path("/var/lib/asn-portal") / hashlib.sha256(str(portal.folder).encode()).hexdigest()[:12] / "run"


def part(portal, word):
    """The main process of a part: the one whose parent is the supervisor."""
    children = psutil.Process(portal.process.pid).children()
    return next(child for child in children if word in child.cmdline())


def test_run_starts_all_and_control_c_leaves_nothing(small_portal):
    small_portal.start().wait_for("The portal is ready")

    assert page(small_portal, "people") == "1"
    assert f"http://127.0.0.1:{small_portal.port}/" in small_portal.said()
    assert "Employee: amir / rahasia" in small_portal.said()
    assert {part(small_portal, word).is_running() for word in ("gunicorn", "worker", "beat")} == {True}
    assert len(belongings(small_portal)) >= 6  # or an empty list below would prove nothing

    began = time.monotonic()
    os.killpg(small_portal.process.pid, signal.SIGINT)  # as the terminal does: to the whole group
    assert small_portal.process.wait(30) == 0

    assert time.monotonic() - began < 25
    assert belongings(small_portal) == []
    assert "Traceback" not in small_portal.said()


def test_run_again_keeps_the_data_and_repeats_no_work(small_portal):
    small_portal.start().wait_for("The portal is ready")
    small_portal.process.terminate()
    small_portal.process.wait(30)

    small_portal.start().wait_for("The portal is ready")

    assert page(small_portal, "people") == "1"
    for work in ("Preparing the database", "Collecting static files", "Demo loaded"):
        assert work not in small_portal.said()


def test_run_says_who_holds_the_port(small_portal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", small_portal.port))
        other.listen()
        small_portal.start()

        assert small_portal.process.wait(60) == 1

    assert f"Port {small_portal.port} is taken by" in small_portal.said()
    assert f"process {os.getpid()}" in small_portal.said()
    assert f"make run PORT={small_portal.port + 1}" in small_portal.said()
    assert belongings(small_portal) == []


def test_run_refuses_a_second_one_of_the_same_folder(small_portal):
    small_portal.start().wait_for("The portal is ready")
    first = small_portal.process

    small_portal.start(PORT="1")
    assert small_portal.process.wait(60) == 1

    assert f"runs already (process {first.pid})" in small_portal.said()
    small_portal.process = first


def appears(look, seconds=40):
    """What `look` gives as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(Exception):
            if found := look():
                return found
        time.sleep(0.1)
    raise AssertionError("It did not appear in time.")


def test_a_part_that_dies_is_started_again(small_portal):
    small_portal.start().wait_for("The portal is ready")
    killed = {word: part(small_portal, word) for word in ("gunicorn", "worker", "beat")}

    for process in killed.values():
        process.kill()

    for word, process in killed.items():
        # The one that was killed may be seen for a moment more.
        assert appears(lambda word=word, process=process: part(small_portal, word).pid != process.pid)
    assert appears(lambda: page(small_portal, "people")) == "1"
    assert "The part “worker” ended unexpectedly" in small_portal.said()
    small_portal.process.terminate()
    assert small_portal.process.wait(40) == 0
    assert belongings(small_portal) == []


def test_servers_that_die_are_started_again(small_portal):
    small_portal.start().wait_for("The portal is ready")
    known = json.loads((state_of(small_portal) / "servers.json").read_text())

    for entry in servers_in(known):
        os.kill(entry["pid"], signal.SIGKILL)

    small_portal.wait_for("Starting it again")
    assert appears(lambda: page(small_portal, "people")) == "1"
    small_portal.process.terminate()
    assert small_portal.process.wait(40) == 0
    assert belongings(small_portal) == []


def test_run_gives_up_on_a_part_that_dies_again_and_again(small_portal):
    small_portal.start().wait_for("The portal is ready")

    while small_portal.process.poll() is None:
        with contextlib.suppress(StopIteration, psutil.Error):
            part(small_portal, "beat").kill()
        time.sleep(0.05)

    assert small_portal.process.wait(40) == 1
    assert "times within 60 s" in small_portal.said()
    assert belongings(small_portal) == []


def test_run_continues_after_it_was_killed(small_portal):
    small_portal.start().wait_for("The portal is ready")
    small_portal.process.kill()
    small_portal.process.wait(10)

    small_portal.start().wait_for("The portal is ready")

    assert page(small_portal, "people") == "1"
    small_portal.process.terminate()
    assert small_portal.process.wait(30) == 0
    assert belongings(small_portal) == []


def test_run_can_be_stopped_while_it_starts(small_portal):
    small_portal.start().wait_for("Starting PostgreSQL")

    os.killpg(small_portal.process.pid, signal.SIGINT)

    assert small_portal.process.wait(40) == 0
    assert belongings(small_portal) == []
