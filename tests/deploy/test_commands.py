"""Every command of docker-compose.yml, run here as it stands: only addresses, paths and ports are those of the test.

Not run: nginx and curl, which are the proxy's own image.
"""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from celery import Celery
from psycopg.conninfo import conninfo_to_dict

from tests import databases
from tests.deploy import compose
from tools.backup.database import VARIABLES, program
from tools.devkit import ports, redis
from tools.devkit.places import ROOT, STATIC, VENV
from tools.devkit.programs import Program
from tools.devkit.supervisor import Supervisor

pytestmark = pytest.mark.own_database
PATIENCE = 40.0  # seconds
SENT_ID = "0123456789abcdef0123456789abcdef"
NOT_RUN = {"proxy"}


@dataclass
class Installation:
    """The services of the file beside each other on this machine; `database` is one of the tests' server."""

    place: Path
    database: str
    port: int = field(default_factory=ports.any_free)

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(self.place / "records")
        self.queue = f"unix://{self.place}/redis.sock"
        for directory in ("srv/documents", "srv/beat", "srv/backups", "run/metrics", "tmp"):
            (self.place / directory).mkdir(parents=True)

    def environment(self, name: str) -> dict[str, str]:
        given = {**compose.image_environment(), **compose.service(name).get("environment", {})}
        found = {key: compose.outside(value, self.place) for key, value in given.items() if key != "PATH"}
        # The directory's own: it is written without the slash at its end.
        found |= (
            {"PROMETHEUS_MULTIPROC_DIR": f"{self.place}/run/metrics"} if "PROMETHEUS_MULTIPROC_DIR" in found else {}
        )
        here = {"DATABASE_URL": self.database, "REDIS_URL": self.queue, "STATIC_ROOT": str(STATIC)}
        path = f"{VENV / 'bin'}:{os.environ['PATH']}"
        return {"PATH": path, "LANG": "C.UTF-8", **found, **here, "PYTHONDONTWRITEBYTECODE": ""}

    def command(self, name: str) -> list[str]:
        words = [compose.outside(word, self.place) for word in compose.service(name)["command"]]
        here = {"--host=0.0.0.0": "--host=127.0.0.1", "--port=8000": f"--port={self.port}"}
        return [here.get(word, word) for word in words]

    def start(self, name: str, *more: str) -> None:
        command, environment = [*self.command(name), *more], self.environment(name)
        command[0] = shutil.which(command[0], path=environment["PATH"]) or redis.binary()
        log = self.place / f"{name}.log"
        self.supervisor.start(Program(name, command, environment, log, directory=ROOT, patience=20))

    def run(self, words: list[str], name: str) -> subprocess.CompletedProcess[str]:
        environment = self.environment(name)
        return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def is_healthy(self, name: str) -> bool:
        words = [*compose.service(name)["healthcheck"]["test"][1:], *([str(self.port)] if name == "web" else [])]
        return self.run(words, name).returncode == 0

    def log(self, name: str) -> str:
        return (self.place / f"{name}.log").read_text(errors="replace")

    def end(self, name: str, meanwhile: Callable[[], None]) -> int:
        """The exit code of a service asked to stop as the engine asks; `meanwhile` is what happens before it may."""
        self.process(name).send_signal(signal.SIGTERM)
        meanwhile()
        return self.process(name).wait(PATIENCE)

    def process(self, name: str) -> subprocess.Popen[bytes]:
        return next(child.process for child in self.supervisor.children() if child.program.name == name)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with databases.fresh_database() as name:
        made = Installation(tmp_path_factory.mktemp("icv"), databases.url_of(name))
        try:
            made.start("redis", "--port", "0", "--unixsocket", f"{made.place}/redis.sock", "--dir", str(made.place))
            made.start("web")
            made.start("worker")
            made.start("beat")
            yield made
        finally:
            made.supervisor.stop()


def until(condition: Callable[[], bool], installation: Installation, name: str) -> None:
    """Wait until it holds, as long as the service lives."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        is_over = installation.process(name).poll() is not None or time.monotonic() > deadline
        assert not is_over, installation.log(name)[-5000:]
        time.sleep(0.1)


def test_every_service_is_run_here_or_named():
    run_here = {"redis", "web", "worker", "beat", "migrate", "backup", "database"}
    assert run_here | NOT_RUN == set(compose.raw()["services"])


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_each_part_becomes_healthy(installation: Installation, name: str):
    until(lambda: installation.is_healthy(name), installation, name)


def test_the_migration_job_has_nothing_to_do_where_all_is_done(installation: Installation):
    ran = installation.run([str(VENV / "bin/python"), *installation.command("migrate")[1:]], "migrate")
    assert ran.returncode == 0, ran.stderr
    assert "No migrations to apply" in ran.stdout


def test_the_backup_job_writes_a_backup(installation: Installation):
    ran = installation.run([str(VENV / "bin/python"), *installation.command("backup")[1:]], "backup")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (backup,) = (installation.place / "srv/backups").iterdir()
    assert (backup / "manifest.json").exists()


def test_the_queue_and_the_database_are_asked_as_the_file_says(installation: Installation):
    words = compose.service("redis")["healthcheck"]["test"][1:]
    client = Path(redis.binary()).parent.glob("redis-cli")
    assert (
        installation.run([str(next(client)), "-s", f"{installation.place}/redis.sock", *words[1:]], "redis").returncode
        == 0
    )
    words = compose.service("database")["healthcheck"]["test"][1:]
    facts = {
        VARIABLES[key]: str(value) for key, value in conninfo_to_dict(installation.database).items() if key in VARIABLES
    }
    asked = subprocess.run([program("pg_isready"), *words[1:]], env={**os.environ, **facts}, check=False)
    assert asked.returncode == 0


def fetch(installation: Installation, path: str, **headers: str) -> tuple[int, Any, str]:
    """As the proxy asks."""
    given = {"Host": "icv.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", **headers}
    request = urllib.request.Request(f"http://127.0.0.1:{installation.port}{path}", headers=given)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read().decode()


def test_figures_are_those_of_both_processes(installation: Installation):
    for _ in range(8):
        assert fetch(installation, "/sign-in/")[0] == 200
    status, _headers, text = fetch(installation, "/metrics/", Authorization="Bearer figures-for-prometheus")
    assert status == 200
    assert 'portal_requests_total{status="200",view="account_login"} 8.0' in text
    assert "portal_database_up 1.0" in text
    assert "portal_redis_up 1.0" in text
    assert re.search(r"^portal_database_connections [1-9]", text, re.MULTILINE)
    assert fetch(installation, "/metrics/")[0] == 404


def lock_of(installation: Installation, table: str) -> psycopg.Connection[Any]:
    connection = psycopg.connect(installation.database)
    connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    return connection


def waits_for_lock(installation: Installation) -> bool:
    name = urlsplit(installation.database).path.strip("/")
    with psycopg.connect(databases.url_of("postgres")) as server:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        found = server.execute(asked, [name]).fetchone()
    return bool(found and found[0])


def test_the_worker_ends_what_it_is_at(installation: Installation):
    """And says in its lines which request had asked for it."""
    held = lock_of(installation, "approvals_term")
    with Celery(broker=installation.queue.replace("unix://", "redis+socket://"), set_as_current=False) as queue:
        queue.send_task("approvals.tasks.remind", headers={"request_id": SENT_ID})
    until(lambda: waits_for_lock(installation), installation, "worker")

    def release() -> None:
        time.sleep(1)
        held.close()

    assert installation.end("worker", release) == 0
    told = [line for line in installation.log("worker").splitlines() if "Reminders: 0 terms" in line]
    assert len(told) == 1
    assert f'"request_id": "{SENT_ID}"' in told[0]
    with psycopg.connect(installation.database) as connection:
        traces = "SELECT 1 FROM sweeps_sweep WHERE task = 'approvals.tasks.remind' AND finished_at IS NOT NULL"
        assert connection.execute(traces).fetchone()


def test_the_web_server_answers_what_it_was_asked(installation: Installation):
    held = lock_of(installation, "django_migrations")
    answers: list[tuple[int, Any, str]] = []
    asking = threading.Thread(target=lambda: answers.append(fetch(installation, "/health/ready/")))
    asking.start()
    until(lambda: waits_for_lock(installation), installation, "web")

    def release() -> None:
        time.sleep(1)
        assert not answers
        held.close()
        asking.join(PATIENCE)

    assert installation.end("web", release) == 0
    assert [status for status, _headers, _text in answers] == [200]


def test_the_beat_stops_when_it_is_asked(installation: Installation):
    assert installation.end("beat", lambda: None) == 0
