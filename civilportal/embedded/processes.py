"""Long-running programs as children: start, look, stop, and leave nothing behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SHIM = Path(__file__).with_name("child.py")
TICK_SECONDS = 0.05
LOG_TAIL_LINES = 15
# A log larger than this is put aside at the next start, so that .demo does not grow for ever.
LOG_BYTES = 5_000_000


@dataclass(frozen=True)
class Program:
    """What to run and how to end it.

    ``stop`` asks it to finish, ``orphan`` is sent by the kernel when its parent dies, ``patience`` is the number of
    seconds between ``stop`` and SIGKILL, ``user`` the account to run as (root only). A service is stopped after all
    that use it.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    stop: signal.Signals = signal.SIGTERM
    orphan: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    user: str = "-"
    is_service: bool = False
    cwd: Path = field(default_factory=Path.cwd)


def command(argv: Sequence[str], *, user: str = "-", orphan: signal.Signals = signal.SIGTERM) -> list[str]:
    """``argv`` wrapped so that the program ends with this process and runs as ``user``."""
    return [sys.executable, "-I", "-S", str(SHIM), str(os.getpid()), str(int(orphan)), user, *argv]


class Child:
    """A started program, leader of its own process group: Ctrl-C in the terminal reaches only the parent."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._is_gone = False
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with open_log(self.program.log) as log:
            return subprocess.Popen(
                command(self.program.argv, user=self.program.user, orphan=self.program.orphan),
                env=dict(self.program.env),
                cwd=self.program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def restart(self) -> None:
        self.kill_group()
        self._is_gone = False
        self.process = self._start()

    def ask_to_stop(self) -> None:
        if self.is_running:
            self.process.send_signal(self.program.stop)

    def wait_stopped(self, deadline: float) -> None:
        """Wait until ``deadline`` (monotonic seconds), then kill; in the end also whatever it has left behind."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        self.kill_group()

    def kill_group(self) -> None:
        """Kill the program and whatever it has started in its group; once, for the number may be given away later."""
        if self._is_gone:
            return
        self._is_gone = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        return tail(self.program.log)


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to finish at once, then wait for each as long as it may take."""
    for child in children:
        child.ask_to_stop()
    asked = time.monotonic()
    for child in children:
        child.wait_stopped(asked + child.program.patience)


@contextlib.contextmanager
def open_log(path: Path) -> Iterator[int]:
    """A descriptor of ``path`` for appending, readable by the owner alone; one older generation is kept."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".old.log"))
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield number
    finally:
        os.close(number)


def tail(path: Path) -> str:
    """The last lines of a log, indented."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-LOG_TAIL_LINES:])
