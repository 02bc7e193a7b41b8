"""`make run`: the whole portal on one machine, from one command — `python -m asn_portal.serve`.

Starts PostgreSQL and Redis where none are given, prepares the database, then runs web, worker and beat until Ctrl-C,
and stops everything it started. What ends unasked is started again. The parts run in sessions of their own: a Ctrl-C of
the terminal reaches only this process, which ends them in order. If this process is killed hard, the kernel ends the
parts (Linux), and the next start clears the rest.
"""

# ruff: noqa: S603 -- starts our own programs with arguments of our own

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from asn_portal import embedded, translations

PROJECT = Path(__file__).resolve().parent.parent
RUN = PROJECT / "var" / "run"
LOGS = PROJECT / "var" / "log"
READY_SECONDS = 90
# So many deaths of parts or servers within so many seconds are no accident any more.
RESTARTS = 5
RESTART_SECONDS = 60
LOG_BYTES = 10_000_000
# What each part is told, and its seconds: first "finish your work", then "drop it", then the end of its whole session.
STOP_STEPS = ((signal.SIGTERM, 8.0), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 2.0))
PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>: the signal that the kernel sends when our parent ends


class CannotServeError(Exception):
    """Ends the start with one sentence for the person at the terminal."""


class StopRequest(BaseException):
    """Somebody asked us to end."""


class Portal:
    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self.address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"  # noqa: S104 -- compared only
        self.environment = dict(os.environ)
        self.environment.update(HOST=host, PORT=str(port), PYTHONUNBUFFERED="1")
        self.environment.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")
        own = {"DEMO": "1", "SITE_URL": self.address.rstrip("/"), "WEB_GRACEFUL_SECONDS": "5"}
        self.environment.update({name: value for name, value in own.items() if not setting(name)})
        self.servers: embedded.EmbeddedServers | None = None
        self.wanted: dict[str, bool] = {}
        self.urls: dict[str, str] = {}
        self.restarts: list[float] = []
        self.commands = commands()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.deferred = False
        self.asked_to_stop = False

    # --- the run

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        with only_one():
            end_leftovers()
            check_port(self.host, self.port)
            try:
                self._start_servers()
                accounts = self._prepare()
                self._start_parts()
                self._wait_until_ready()
                self._greet(accounts)
                self._watch()
            except StopRequest:
                say("\nStopping …")
            finally:
                self.deferred = True
                self._stop()
        say("Stopped. The data is kept; `make run` continues with it.")

    def _asked_to_stop(self, _number: int, _frame: Any) -> None:
        first, self.asked_to_stop = not self.asked_to_stop, True
        if first and not self.deferred:
            raise StopRequest

    @contextlib.contextmanager
    def _uninterrupted(self) -> Iterator[None]:
        """Puts a stop off until the block is through, so that nothing is started without being known."""
        self.deferred = True
        try:
            yield
        finally:
            self.deferred = False
        if self.asked_to_stop:
            raise StopRequest

    def _start_servers(self) -> None:
        missing = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
        self.wanted = {name: not setting(variable) for name, variable in missing.items()}
        if not any(self.wanted.values()):
            return
        say("Starting PostgreSQL and Redis …")
        with self._uninterrupted():
            self.servers = embedded.servers("run")
            urls = self.servers.start(**self.wanted)
        self.urls = {missing[name]: getattr(urls, field) for name, field in FIELDS.items() if self.wanted[name]}
        self.environment.update(self.urls)

    def _prepare(self) -> str:
        """Run `_prepare_database` in a process of its own; returns the text about the demo accounts."""
        reading, writing = os.pipe()
        with self._uninterrupted():
            process = subprocess.Popen(
                [sys.executable, "-m", "asn_portal.serve", "--prepare", str(writing)],
                cwd=PROJECT,
                env=self.environment,
                pass_fds=[writing],
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
            self.parts["prepare"] = process
            os.close(writing)
        with os.fdopen(reading) as accounts:
            text = accounts.read()
        if process.wait() != 0:
            raise CannotServeError("Preparing the database failed; the lines above say why.")
        del self.parts["prepare"]
        return text

    def _start_parts(self) -> None:
        say("Starting web, worker and beat …")
        LOGS.mkdir(parents=True, exist_ok=True)
        for name in self.commands:
            self._start_part(name)

    def _start_part(self, name: str) -> None:
        with self._uninterrupted(), open_log(name) as log:
            self.parts[name] = subprocess.Popen(
                self.commands[name],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
            remember(self.parts)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.address + "healthz"):
            for name in self._ended():
                raise CannotServeError(self._farewell(name))
            if time.monotonic() > deadline:
                raise CannotServeError(f"The portal does not answer after {READY_SECONDS} s.\n{tail('web')}")
            time.sleep(0.2)

    def _greet(self, accounts: str) -> None:
        say(f"\n{accounts.rstrip()}\n" if accounts.strip() else "")
        say(f"The portal is ready: {self.address}")
        say("Logs: var/log/    Ctrl-C stops everything.")

    def _watch(self) -> None:
        """Start again what ended without being asked to; give up when that happens again and again."""
        while True:
            if self.servers is not None and not self.servers.living(**self.wanted):
                self._note_restart(f"PostgreSQL or Redis ended unexpectedly; see the logs in {self.servers.state}.")
                former = self.urls
                self._start_servers()
                if self.urls != former:
                    # The old port is taken by now: what still talks to it has to learn the new one.
                    end(list(self.parts.values()))
            for name in self._ended():
                self._note_restart(self._farewell(name))
                # What it started may have outlived it.
                end([self.parts[name]])
                self._start_part(name)
            time.sleep(0.5)

    def _note_restart(self, why: str) -> None:
        now = time.monotonic()
        self.restarts = [*(moment for moment in self.restarts if now - moment < RESTART_SECONDS), now]
        if len(self.restarts) > RESTARTS:
            raise CannotServeError(f"{why}\nThat was {len(self.restarts)} times within {RESTART_SECONDS} s.")
        say(f"{why}\nStarting it again …")

    def _ended(self) -> list[str]:
        return [name for name, process in self.parts.items() if process.poll() is not None]

    def _farewell(self, name: str) -> str:
        return f"The part “{name}” ended unexpectedly (exit {self.parts[name].returncode}).\n{tail(name)}"

    def _stop(self) -> None:
        end(list(self.parts.values()))
        (RUN / "parts.json").unlink(missing_ok=True)
        if self.servers is not None and not self.servers.release() and any(self.servers.status().values()):
            say("PostgreSQL and Redis stay up: something else uses them, or they were started by hand.")


def commands() -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "-A", "asn_portal"]
    return {
        "web": [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "asn_portal.wsgi:application"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "info", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "info", "--schedule", str(RUN / "beat-schedule"), "--pidfile="],
    }


FIELDS = {"postgres": "database", "redis": "redis"}


# --- one at a time, and what a hard kill left


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two portals on one database would run every scheduled task twice as often."""
    RUN.mkdir(parents=True, exist_ok=True)
    with (RUN / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotServeError(
                f"The portal of this folder runs already ({lock.read().strip()}); stop that one first."
            )
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        yield


def remember(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    (RUN / "parts.json").write_text(json.dumps([embedded._identity(process.pid) for process in parts.values()]))


def end_leftovers() -> None:
    """End the parts of a former run that was killed before it could do so itself."""
    try:
        entries = json.loads((RUN / "parts.json").read_text())
    except (FileNotFoundError, ValueError):
        return
    end([process for entry in entries if (process := embedded._process(entry)) is not None])
    (RUN / "parts.json").unlink(missing_ok=True)


def end(processes: list[Any]) -> None:
    """End processes and everything in their sessions, all at the same time: waiting adds up otherwise."""
    sessions = [process.pid for process in processes]
    for number, seconds in STOP_STEPS:
        waiting = [process for process in processes if is_running(process)]
        if number is signal.SIGKILL:
            # The children of a killed worker or server, too.
            for session in sessions:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(session, number)
        for process in waiting:
            with contextlib.suppress(ProcessLookupError, psutil.Error):
                process.send_signal(number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and any(is_running(process) for process in waiting):
            time.sleep(0.05)


def is_running(process: Any) -> bool:
    if isinstance(process, subprocess.Popen):
        return process.poll() is None
    with contextlib.suppress(psutil.Error):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def end_with_parent() -> None:
    """In a new part: the kernel shall end us when the supervisor ends, however it ends. Only Linux can do it."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


# --- settings, port, logs, health


def setting(name: str) -> str:
    """A variable of the environment or of `.env`, which the settings read too."""
    if name in os.environ:
        return os.environ[name]
    file = PROJECT / ".env"
    lines = file.read_text().splitlines() if file.exists() else []
    pairs = [line.partition("=") for line in lines]
    found = [value.strip().strip("'\"") for key, _, value in pairs if key.strip() == name]
    return found[-1] if found else ""


def say(text: str, stream: Any = None) -> None:
    """Print; a terminal that is gone must not keep us from stopping what we started."""
    with contextlib.suppress(OSError):
        print(text, file=stream or sys.stdout, flush=True)


def check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotServeError(
                    f"Port {port} is taken by {holder(port)}. Stop it, or choose another port: make run PORT={port + 1}"
                )
            raise CannotServeError(f"Can't listen on {host}:{port}: {error.strerror}.")


def holder(port: int) -> str:
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("inet"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                process = psutil.Process(connection.pid)
                return f"“{' '.join(process.cmdline())[:120] or process.name()}” (process {connection.pid})"
    return "a program of another user"


def open_log(name: str) -> Any:
    file = LOGS / f"{name}.log"
    if file.exists() and file.stat().st_size > LOG_BYTES:
        file.replace(file.with_suffix(".log.old"))
    return file.open("ab")


def tail(name: str) -> str:
    file = LOGS / f"{name}.log"
    lines = file.read_text(errors="replace").splitlines()[-15:] if file.exists() else []
    return "\n".join([f"The last lines of {file.relative_to(PROJECT)}:", *(f"    {line}" for line in lines)])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 -- our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


# --- the preparing process


def prepare_database(accounts: Any) -> None:
    """Bring database, static files and demo up to date, each only where something changed; write the demo accounts."""
    translations.compile_all()
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if settings.DEMO:
        call_command("load_demo", "--if-empty")
        call_command("demo_accounts", stdout=accounts)


def collect_static() -> None:
    """`collectstatic`, when a source file, the storage or Django's version differs from the last time."""
    import django
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256(f"{django.__version__} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.update(f"{path} {found.st_mtime_ns} {found.st_size}\n".encode())
    stamp = RUN / "static-files"
    target = Path(settings.STATIC_ROOT)
    if target.exists() and stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    say("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    target.mkdir(parents=True, exist_ok=True)
    stamp.write_text(seen.hexdigest())


def main(arguments: list[str]) -> int:
    os.chdir(PROJECT)
    if arguments[:1] == ["--prepare"]:
        with os.fdopen(int(arguments[1]), "w") as accounts:
            prepare_database(accounts)
        return 0
    port = os.environ.get("PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) < 65536):
        say(f"PORT must be a number between 1 and 65535, not {port!r}.", sys.stderr)
        return 1
    try:
        Portal(os.environ.get("HOST") or "127.0.0.1", int(port)).run()
    except (CannotServeError, embedded.EmbeddedError) as problem:
        say(str(problem), sys.stderr)
        return 1
    except StopRequest:  # before anything was started
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
