from __future__ import annotations

import json
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from civilportal.embedded import __main__ as command_line
from civilportal.embedded import demo, house, ports, runs
from civilportal.embedded.errors import CannotStart, StopAsked
from civilportal.embedded.state import State
from civilportal.embedded.supervisor import Supervisor
from civilportal.embedded.terminal import say

SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""
ACCOUNTS = [
    {"role": "officer", "email": "officer@demo.example", "password": "steppe-1", "note": "announces calls"},
    {"role": "api_client", "client_id": "akimat", "client_secret": "sun-2"},
]


@pytest.fixture
def folder(place: Path, monkeypatch, no_addresses) -> Path:
    """A demo in a folder of its own, without Django: the commands are noted down, a small server says it is ready."""
    port = str(ports.any_free())
    called = []

    def manage(house, *arguments):
        called.append((arguments[0], house.env["PORTAL_MODE"]))
        if arguments[0] == "load_demo":
            (place / "accounts.json").write_text(json.dumps(ACCOUNTS))

    def program(house, name, *_arguments, orphan=signal.SIGTERM):
        code = SERVER if name == "web" else "import time; time.sleep(60)"
        return demo.Program(name, [sys.executable, "-c", code, port], house.env, place / "logs" / name, orphan=orphan)

    monkeypatch.setenv("PORT", port)
    monkeypatch.setattr(demo, "DEMO", place)
    monkeypatch.setattr(demo, "_manage", manage)
    monkeypatch.setattr(demo, "compile_changed", lambda: called.append(("compile", "all")))
    monkeypatch.setattr(demo, "_program", program)
    monkeypatch.setattr(demo, "called", called, raising=False)
    # Whatever the test does, the handlers of pytest stay.
    monkeypatch.setattr(Supervisor, "listen", lambda self: None)
    return place


def stop_at_once(supervisor: Supervisor) -> None:
    raise StopAsked("SIGINT")


def test_demo_prepares_starts_loads_shows_and_stops(folder, monkeypatch, capsys):
    running = []

    def watch(supervisor):
        running.extend(child.program.name for child in supervisor.children if child.is_running)
        stop_at_once(supervisor)

    monkeypatch.setattr(Supervisor, "watch", watch)

    assert command_line.main(["demo"]) == 0

    said = capsys.readouterr().out
    assert demo.called == [("compile", "all"), ("migrate", "demo"), ("load_demo", "demo")]
    assert running == ["redis", "postgres", "worker", "beat", "web"]
    assert f"http://127.0.0.1:{demo.os.environ['PORT']}/\n" in said
    assert "officer     officer@demo.example  steppe-1            announces calls" in said
    assert said.endswith("\nStopping ...\nEverything is stopped; the data is kept in .demo.\n")
    assert State(folder).is_taken() is False
    assert list((folder / "postgres").glob("postmaster.pid")) == []


def test_demo_keeps_its_key_and_its_data(folder, monkeypatch):
    monkeypatch.setattr(Supervisor, "watch", stop_at_once)
    keys = []
    for _ in range(2):
        demo.run()
        keys.append((folder / "secret.key").read_text())

    assert keys[0] == keys[1]
    assert (folder / "postgres" / "PG_VERSION").exists()


def test_second_demo_says_where_the_first_one_runs(folder, capsys):
    first = State(folder)
    first.take(address="http://127.0.0.1:8000/")

    assert command_line.main(["demo"]) == 1

    assert f"The portal already runs from {folder} at http://127.0.0.1:8000/" in capsys.readouterr().out
    first.release()


def test_busy_port_is_told_before_anything_starts(folder, capsys):
    with HTTPServer((ports.LOOPBACK, int(demo.os.environ["PORT"])), BaseHTTPRequestHandler):
        assert command_line.main(["demo"]) == 1

    said = capsys.readouterr().out
    assert said.startswith(f"\nPort {demo.os.environ['PORT']} is busy: another program listens on it")
    assert not (folder / "postgres").exists()


def test_failing_step_ends_the_demo_with_a_sentence(folder, monkeypatch, capsys):
    def fail(house, *arguments):
        raise CannotStart(f"manage.py {arguments[0]} failed (exit code 1); its words are above.")

    monkeypatch.setattr(demo, "_manage", fail)

    assert command_line.main(["demo"]) == 1

    assert capsys.readouterr().out.endswith("\nmanage.py migrate failed (exit code 1); its words are above.\n")
    assert State(folder).is_taken() is False


def test_commands_of_the_demo_are_run_through_manage(place, monkeypatch):
    asked = []
    monkeypatch.setattr(Supervisor, "call", lambda self, argv, **more: asked.append((argv[1:], more["what"])))

    demo._manage(house.House(place, "demo"), "migrate", "--no-input")

    assert asked == [([str(house.ROOT / "manage.py"), "migrate", "--no-input"], "manage.py migrate")]


def test_programs_of_the_demo(place):
    given = house.House(place, "demo")

    web, worker, beat = demo._web(given, 8000), demo._worker(given), demo._beat(given)

    assert [program.name for program in (web, worker, beat)] == ["web", "worker", "beat"]
    assert web.argv[1:5] == ["-m", "gunicorn", "--bind", "127.0.0.1:8000"]
    assert worker.orphan == signal.SIGKILL
    assert beat.log == place / "logs" / "beat.log"


def test_is_ready_asks_readyz():
    class Busy(BaseHTTPRequestHandler):
        codes = [503, 200]

        def do_GET(self):
            self.send_response(self.codes.pop(0) if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_args):
            pass

    with HTTPServer((ports.LOOPBACK, 0), Busy) as server:
        thread = threading.Thread(target=lambda: [server.handle_request() for _ in range(2)])
        thread.start()
        answers = [demo.is_ready(server.server_port), demo.is_ready(server.server_port)]
        thread.join()

    assert answers == [False, True]
    assert demo.is_ready(ports.any_free()) is False


@pytest.mark.parametrize("content", [None, "no json", "[]"])
def test_accounts_table_is_empty_without_accounts(tmp_path, content):
    if content is not None:
        (tmp_path / "accounts.json").write_text(content)

    assert demo.accounts_table(tmp_path / "accounts.json") == ""


def test_accounts_table_has_a_row_for_each_account(tmp_path):
    (tmp_path / "accounts.json").write_text(json.dumps(ACCOUNTS))

    assert demo.accounts_table(tmp_path / "accounts.json").splitlines() == [
        "role        e-mail or client      password or secret  note",
        "----------  --------------------  ------------------  ---------------",
        "officer     officer@demo.example  steppe-1            announces calls",
        "api_client  akimat                sun-2",
    ]


def test_manage_beside_a_demo_has_its_environment(place, monkeypatch):
    became = []
    monkeypatch.setattr(runs, "DEMO", place)
    monkeypatch.setattr(runs.os, "execve", lambda program, argv, env: became.append((argv[2:], env["DATABASE_URL"])))
    state = State(place)
    state.take()
    state.remember_environment({"DATABASE_URL": "postgres:///demo"})

    command_line.main(["manage", "verify_run", "--all"])

    assert became == [(["verify_run", "--all"], "postgres:///demo")]
    state.release()


def test_manage_without_a_demo_says_so(place, monkeypatch, capsys):
    monkeypatch.setattr(runs, "DEMO", place)

    assert command_line.main(["manage", "migrate"]) == 1

    assert capsys.readouterr().out == (
        "\nNo demo is running here. Start it with make demo, and give the command beside it.\n"
    )


def test_manage_beside_a_demo_that_just_starts_says_so(place, monkeypatch, capsys):
    monkeypatch.setattr(runs, "DEMO", place)
    state = State(place)
    state.take()

    assert command_line.main(["manage", "migrate"]) == 1

    assert "The demo is just starting or stopping." in capsys.readouterr().out
    state.release()


def test_lines_to_a_reader_who_went_away_are_no_failure(monkeypatch):
    class Gone:
        def write(self, _text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())

    say("hello")
