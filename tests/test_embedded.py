"""The embedded server's life, with real processes that come, go and are killed."""

import contextlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from archive.embedded import account, acl, cluster, server
from archive.embedded.files import (
    EmbeddedServerError,
    Postmaster,
    ServerFiles,
    is_alive,
    postgres_processes,
)

ROOT = Path(__file__).resolve().parents[1]
CLIENT = """
    import json, os, sys, psycopg
    from pathlib import Path
    from archive.embedded import server
    for line in sys.stdin:
        if line == "fork\\n" and os.fork():
            continue
        if line == "fork\\n":
            sys.stdin.readline()
            sys.exit()
        try:
            host = str(server.join(Path(sys.argv[1])))
            with psycopg.connect(host=host, user="postgres", dbname="postgres") as connection:
                answer = connection.execute(line)
                print(json.dumps(answer.fetchone() if answer.description else None), flush=True)
        except Exception as error:
            print(json.dumps(f"{type(error).__name__}: {error}"), flush=True)
"""


def run_python(source, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd="/",
        **options,
    )


class Client:
    """A process that joins at the first query, and leaves when its input ends."""

    def __init__(self, data_dir):
        self.process = run_python(CLIENT, data_dir)

    def send(self, line):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def receive(self):
        return json.loads(self.process.stdout.readline())

    def ask(self, query="SELECT 1"):
        self.send(query)
        return self.receive()

    def leave(self):
        self.process.stdin.close()
        assert self.process.wait(30) == 0

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def shared_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("embedded") / "postgres"


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "var" / "postgres"


@pytest.fixture
def clients():
    """Make clients that end with the test, and the servers of their folders with them."""
    made = []

    def make(data_dir):
        made.append((Client(data_dir), data_dir))
        return made[-1][0]

    yield make
    for client, _ in made:
        client.kill()
    for _, data_dir in made:
        wait_until(lambda folder=data_dir: not is_served(folder))


def wait_until(condition, seconds=15):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_served(data_dir):
    return any(postgres_processes(data_dir))


def postmaster_of(data_dir):
    return Postmaster.read(data_dir).pid


def keeper_of(data_dir):
    return psutil.Process(int(ServerFiles(data_dir).keeper.read_text()))


def kill(process):
    process.kill()
    wait_until(lambda: not is_alive(process))


def test_several_processes_share_one_server_and_the_last_one_out_stops_it(clients, shared_dir):
    first, second = clients(shared_dir), clients(shared_dir)
    assert first.ask() == [1]
    postmaster = postmaster_of(shared_dir)
    assert second.ask() == [1]
    first.leave()
    assert second.ask() == [1]
    assert postmaster_of(shared_dir) == postmaster
    second.leave()
    assert not is_served(shared_dir)


def test_four_at_once_start_one_server(clients, data_dir):
    four = [clients(data_dir) for _ in range(4)]
    for client in four:
        client.send("SELECT pg_postmaster_start_time()::text")
    assert len({str(client.receive()) for client in four}) == 1
    assert sum(p.pid == postmaster_of(data_dir) for p in postgres_processes(data_dir)) == 1


def test_killing_the_only_client_leaves_no_server(clients, shared_dir):
    client = clients(shared_dir)
    client.ask()
    client.kill()
    wait_until(lambda: not is_served(shared_dir), seconds=5)


def test_a_newcomer_waits_for_the_stop_and_starts_anew(clients, shared_dir):
    for _ in range(3):
        client = clients(shared_dir)
        assert client.ask() == [1]
        client.kill()


def test_a_killed_postgresql_comes_back_with_what_was_committed(clients, shared_dir):
    client = clients(shared_dir)
    client.ask("CREATE TABLE kept_here AS SELECT 42 AS answer")
    os.kill(postmaster_of(shared_dir), signal.SIGKILL)
    wait_until(lambda: client.ask("SELECT answer FROM kept_here") == [42])


def test_after_everything_was_killed_the_next_start_recovers(clients, data_dir):
    client = clients(data_dir)
    client.ask("CREATE TABLE kept_here AS SELECT 42 AS answer")
    kill(keeper_of(data_dir))
    for process in list(postgres_processes(data_dir)):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    client.kill()
    assert clients(data_dir).ask("SELECT answer FROM kept_here") == [42]


def test_the_next_client_finds_a_new_keeper_for_an_abandoned_server(clients, shared_dir):
    first, second = clients(shared_dir), clients(shared_dir)
    first.ask()
    postmaster, keeper = postmaster_of(shared_dir), keeper_of(shared_dir)
    kill(keeper)
    assert second.ask() == [1]
    assert postmaster_of(shared_dir) == postmaster
    second.leave()
    first.leave()
    assert not is_served(shared_dir)


def test_the_last_one_out_stops_an_abandoned_server_too(clients, shared_dir):
    client = clients(shared_dir)
    client.ask()
    kill(keeper_of(shared_dir))
    client.leave()
    assert not is_served(shared_dir)


def test_forked_children_share_the_server_and_do_not_stop_it(clients, shared_dir):
    parent = clients(shared_dir)
    parent.ask()
    parent.send("fork")  # this child's first line ends it, as a worker ends
    (child,) = wait_for_children(parent)
    parent.kill()
    time.sleep(1)
    assert is_served(shared_dir)
    parent.process.stdin.close()
    wait_until(lambda: not is_alive(child))
    wait_until(lambda: not is_served(shared_dir))


def wait_for_children(client):
    process = psutil.Process(client.process.pid)
    wait_until(process.children)
    return process.children()


@pytest.mark.parametrize("deleted", ["postgres", "postgres.lock", "postgres.keeper"])
def test_the_server_ends_when_its_files_are_deleted(clients, data_dir, deleted):
    clients(data_dir).ask()
    processes = list(postgres_processes(data_dir))
    path = data_dir.with_name(deleted)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert psutil.wait_procs(processes, timeout=5)[1] == []


@pytest.mark.parametrize(
    "name",
    ['d\'oude "krant" $HOME', "façade, ĳs", "diep/" * 30 + "x" * 200],
    ids=["quotes and spaces", "comma and non-ascii", "long"],
)
def test_any_path_will_do(clients, tmp_path, name):
    data_dir = tmp_path / name / "postgres"
    client = clients(data_dir)
    assert client.ask() == [1]
    socket_dir = Postmaster.read(data_dir).socket_dir
    assert stat.S_IMODE(socket_dir.stat().st_mode) == 0o700
    client.leave()
    assert socket_dir == data_dir or not socket_dir.exists()


def test_a_process_number_that_was_given_to_another_program_is_no_obstacle(clients, shared_dir):
    client = clients(shared_dir)
    client.ask()
    stale = (shared_dir / "postmaster.pid").read_text().split("\n", 1)[1]
    client.leave()
    (shared_dir / "postmaster.pid").write_text(f"{os.getpid()}\n{stale}")
    assert clients(shared_dir).ask() == [1]


def test_a_half_made_database_is_thrown_away(clients, data_dir):
    leftover = data_dir.with_name(".postgres.new-abc")
    (leftover / "base").mkdir(parents=True)
    assert clients(data_dir).ask() == [1]
    assert not leftover.exists()


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("PG_VERSION", "17\n", "PostgreSQL 17"),
        ("postgresql.auto.conf", "oops = 1\n", "wilde niet starten"),
        ("notes.txt", "mine", "niet leeg"),
    ],
)
def test_what_hinders_the_start_is_explained(clients, data_dir, file, content, says):
    if file != "notes.txt":
        client = clients(data_dir)
        client.ask()
        client.leave()
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / file).write_text(content)
    answer = clients(data_dir).ask()
    assert answer.startswith("EmbeddedServerError")
    assert says in answer


def test_the_data_of_another_user_are_refused_with_advice(monkeypatch, tmp_path):
    (tmp_path / "postgres").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(EmbeddedServerError, match="sudo chown -R 54321"):
        server.join(tmp_path / "postgres")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_as_root_a_private_folder_opens_for_the_server_alone(clients, tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    clients(private / "postgres").ask()
    assert private.stat().st_mode & 0o007 == 0
    assert (private / "postgres").stat().st_uid != 0


def test_without_access_control_lists_a_folder_may_be_passed_but_not_read(monkeypatch, tmp_path):
    monkeypatch.setattr(acl, "_ATTRIBUTE", "system.unknown")
    tmp_path.chmod(0o700)
    account._allow(tmp_path, 12345, account.EXECUTE)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o701


def test_nobody_else_gains_by_a_permission_for_one_user():
    owner, group, mask, other = (
        (tag, acl._NO_ID) for tag in (acl._OWNER, acl._OWNING_GROUP, acl._MASK, acl._OTHER)
    )
    before = {owner: 7, (acl._USER, 8): 7, group: 5, mask: 4, other: 0}
    assert acl.with_user(before, 9, 1) == {
        owner: 7,
        (acl._USER, 8): 4,
        (acl._USER, 9): 1,
        group: 4,
        mask: 5,
        other: 0,
    }


DJANGO = """
    import sys, django
    from pathlib import Path
    from django.conf import settings
    from django.core.management import call_command

    data_dir = Path(sys.argv[1])
    settings.configure(DATABASES={"default": {
        "ENGINE": "archive.embedded",
        "NAME": "archive",
        "OPTIONS": {"data_dir": data_dir, "pool": {"min_size": 1, "max_size": 4}},
    }})
    django.setup()
    from django.db import connection
    assert not data_dir.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), datcollate, datlocprovider, pg_encoding_to_char"
            "(encoding) FROM pg_database WHERE datname = current_database()")
        print(*cursor.fetchone())
    connection.close()
    connection.creation.create_test_db(verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_checksums")
        print(connection.settings_dict["NAME"], *cursor.fetchone())
    connection.creation.destroy_test_db("archive", verbosity=0)
    sys.stdout.flush()
    call_command("dbshell", "--", "-Atc", "SELECT datname FROM pg_database ORDER BY 1")
"""


def test_django_connects_pools_makes_test_databases_and_opens_a_shell(data_dir):
    with run_python(DJANGO, data_dir, stderr=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=60)
    assert (err, process.returncode) == ("", 0)
    assert out.splitlines() == [
        "archive C b UTF8",
        "test_archive on",
        *("archive", "postgres", "template0", "template1"),
    ]
    assert not is_served(data_dir)


def test_a_command_without_a_database_prints_the_reason_and_no_traceback(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "notes.txt").touch()
    source = DJANGO.partition("    assert not")[0] + (
        "    from django.core.management import execute_from_command_line\n"
        "    execute_from_command_line(['manage.py', 'dbshell'])\n"
    )
    with run_python(source, tmp_path / "postgres", stderr=subprocess.PIPE) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "niet leeg" in err
    assert "Traceback" not in err


def test_the_server_listens_on_no_network():
    assert cluster.server_settings()["listen_addresses"] == ""
