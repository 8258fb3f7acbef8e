"""``make demo``: the whole portal on this machine, with data to look at, until Ctrl-C."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from civilportal.embedded import ports
from civilportal.embedded.errors import StopAsked
from civilportal.embedded.house import ROOT, House, changed
from civilportal.embedded.processes import Program
from civilportal.embedded.terminal import say, table
from civilportal.management.commands.compile_translations import compile_changed

DEMO = ROOT / ".demo"
READY_SECONDS = 60.0
WEB_WORKERS = "2"
JOB_WORKERS = "2"


def run() -> int:
    """Start everything, print the address and the accounts, and stay until asked to stop. Returns the exit code."""
    began = time.monotonic()
    wanted = os.environ.get("PORT") or "8000"
    with House(DEMO, "demo") as house:
        house.supervisor.listen()
        try:
            house.open(address=f"http://{ports.LOOPBACK}:{wanted}/", guarded=True)
            port = ports.wanted(wanted)
            _prepare(house, port)
            _fill(house, port)
            _welcome(port, time.monotonic() - began)
            house.supervisor.watch()
        except StopAsked:
            say("\nStopping ...")
    say("Everything is stopped; the data is kept in .demo.")
    return 0


def _prepare(house: House, port: int) -> None:
    """Services, tables and translations."""
    house.env |= _variables(house, port)
    with _step("Starting the services"):
        house.start_services()
    house.state.remember_environment(changed(house.env))
    with _step("Preparing the database"):
        compile_changed()
        _manage(house, "migrate", "--no-input", "--verbosity", "0")


def _fill(house: House, port: int) -> None:
    """The portal's own programs, and through them the demo's data: it is made by real actions and real workers."""
    for program in (_worker(house), _beat(house), _web(house, port)):
        house.supervisor.start(program)
    # Meanwhile the programs come up: what the demo asks of the workers waits in the queue for them.
    with _step("Loading the demo"):
        _manage(house, "load_demo")
    with _step("Waiting for the portal"):
        house.supervisor.wait(
            lambda: is_ready(port),
            what=f"The portal did not say that it is ready at port {port}",
            seconds=READY_SECONDS,
        )


def _variables(house: House, port: int) -> dict[str, str]:
    path = house.state.path
    media = path / "media"
    media.mkdir(mode=0o700, exist_ok=True)
    return {
        "PORTAL_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "civilportal.settings",
        "SECRET_KEY": house.state.secret("secret.key"),
        "MEDIA_ROOT": os.environ.get("MEDIA_ROOT") or str(media),
        "EMAIL_FILE_PATH": str(path / "mail"),
        "ESIGN_TRUST_FOLDER": os.environ.get("ESIGN_TRUST_FOLDER") or str(path / "trust"),
        "PORT": str(port),
    }


@contextlib.contextmanager
def _step(title: str) -> Iterator[None]:
    began = time.monotonic()
    say(f"{title} ...")
    yield
    say(f"    done in {time.monotonic() - began:.1f} s")


def _manage(house: House, *arguments: str) -> None:
    argv = [sys.executable, str(ROOT / "manage.py"), *arguments]
    house.supervisor.call(argv, env=house.env, cwd=ROOT, what=f"manage.py {arguments[0]}")


def _program(house: House, name: str, *arguments: str, orphan: signal.Signals = signal.SIGTERM) -> Program:
    return Program(
        name=name,
        argv=[sys.executable, "-m", *arguments],
        env=house.env,
        log=house.state.logs / f"{name}.log",
        orphan=orphan,
        cwd=ROOT,
    )


def _web(house: House, port: int) -> Program:
    bind = f"{ports.LOOPBACK}:{port}"
    flags = ["--bind", bind, "--workers", WEB_WORKERS, "--timeout", "60", "--graceful-timeout", "5", "--preload"]
    flags += ["--access-logfile", "-", "--no-control-socket", "--limit-request-line", "0"]
    return _program(house, "web", "gunicorn", *flags, "civilportal.wsgi:application", orphan=signal.SIGQUIT)


def _worker(house: House) -> Program:
    flags = ["--pool", "prefork", "--concurrency", JOB_WORKERS, "--loglevel", "INFO", "-O", "fair"]
    flags += ["--without-mingle", "--without-gossip"]
    # An orphan must not wait for the job in hand: it is taken up again at the next start.
    return _program(house, "worker", "celery", "-A", "civilportal", "worker", *flags, orphan=signal.SIGKILL)


def _beat(house: House) -> Program:
    flags = ["--schedule", str(house.state.path / "beat"), "--pidfile=", "--loglevel", "INFO"]
    return _program(house, "beat", "celery", "-A", "civilportal", "beat", *flags)


def is_ready(port: int) -> bool:
    """Whether ``/readyz`` answers 200: database, broker and a worker are there."""
    line = http.client.HTTPConnection(ports.LOOPBACK, port, timeout=10)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def _welcome(port: int, seconds: float) -> None:
    say(f"\nThe portal is ready after {seconds:.0f} s: http://{ports.LOOPBACK}:{port}/\n")
    accounts = accounts_table(DEMO / "accounts.json")
    if accounts:
        say(accounts + "\n")
    say("Mail is written to .demo/mail, logs to .demo/logs. Ctrl-C stops everything; the data is kept.")


def accounts_table(path: Path) -> str:
    """The accounts of the demo as a table; empty while there are none."""
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    rows = [("role", "e-mail or client", "password or secret", "note")]
    for account in accounts:
        name = account.get("email") or account.get("client_id") or ""
        secret = account.get("password") or account.get("client_secret") or ""
        rows.append((account.get("role", ""), name, secret, account.get("note", "")))
    return table(rows) if accounts else ""
