"""The portal's own programs: web server, worker and beat, and the environment its settings are read from."""

import http.client
import os
import secrets
import signal
from pathlib import Path

from . import commands
from .locks import waiting_for
from .places import DATA, LOGS, PYTHON, STATIC, VAR, VENV
from .ports import HOST
from .programs import Program
from .services import Services

THREADS, WORKER_PROCESSES = 4, 2


def secret_key() -> str:
    """The key that signs sessions; made once for a checkout, unless the environment names one."""
    file = VAR / "secret_key"
    with waiting_for(VAR / "secret_key.lock"):
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(50))
            unfinished.replace(file)
        return file.read_text()


def address(port: int) -> str:
    return f"http://{HOST}:{port}"


def environment(services: Services, port: int) -> dict[str, str]:
    """What icv_portal/settings.py reads; what the caller's environment names already stays, but for the addresses."""
    chosen = {
        "SECRET_KEY": secret_key(),
        "DEBUG": "0",
        "ALLOWED_HOSTS": f"localhost,{HOST},[::1]",
        "STATIC_ROOT": str(STATIC),
        "MEDIA_ROOT": str(DATA / "documents"),
        "BASE_URL": address(port),
        "MAIL_PAGE": "1",
        "MAIL_FOLDER": str(DATA / "mail"),
        "LOG_FORMAT": "lines",
    }
    chosen = {name: os.environ.get(name, value) for name, value in chosen.items()}
    found = {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url, "PYTHONUNBUFFERED": "1"}
    return commands.environment(DJANGO_SETTINGS_MODULE="icv_portal.settings") | chosen | found


def web(environment: dict[str, str], port: int, logs: Path = LOGS) -> Program:
    listening = ["--host", HOST, "--port", str(port), "--blocking-threads", str(THREADS)]
    return Program(
        name="web",
        command=[
            str(VENV / "bin/granian"), "--interface", "wsgi", *listening, "--respawn-failed-workers", "--no-ws",
            "--workers-kill-timeout", "5", "icv_portal.wsgi:application",
        ],
        environment=environment,
        log=logs / "web.log",
    )  # fmt: skip


def worker(environment: dict[str, str], logs: Path = LOGS) -> Program:
    return Program(
        name="worker",
        command=[
            str(PYTHON), "-m", "celery", "--quiet", "-A", "icv_portal", "worker", "--loglevel", "INFO",
            "--concurrency", str(WORKER_PROCESSES), "--without-gossip", "--without-mingle",
        ],
        # Whoever runs all of it as root has decided so; ten lines of warning at every start say nothing new.
        environment=environment | {"PYTHONWARNINGS": "ignore:You're running the worker"},
        log=logs / "worker.log",
        orphan_signal=signal.SIGQUIT,  # at once; what it was doing is done again
    )  # fmt: skip


def beat(environment: dict[str, str], schedule: Path, logs: Path = LOGS) -> Program:
    schedule.parent.mkdir(parents=True, exist_ok=True)
    return Program(
        name="beat",
        command=[
            str(PYTHON), "-m", "celery", "--quiet", "-A", "icv_portal", "beat", "--loglevel", "WARNING",
            "--schedule", str(schedule), "--pidfile", "",
        ],
        environment=environment,
        log=logs / "beat.log",
    )  # fmt: skip


def answers(port: int) -> bool:
    """Whether the web server answers, with anything but an error of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
