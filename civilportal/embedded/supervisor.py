"""Keeps a set of programs running, and ends all of them together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from civilportal.embedded import maker
from civilportal.embedded.errors import CannotStart, StopAsked
from civilportal.embedded.processes import TICK_SECONDS, Child, Program, command, stop_all
from civilportal.embedded.terminal import say

# A program that ends this often within so many seconds will not get better by starting it again.
CRASHES = 3
CRASH_SECONDS = 60.0


class Supervisor:
    """Starts programs, starts again what crashes, stops all in the reverse order.

    Used from the main thread only: the kernel ties a child's life to the thread that started it.
    """

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._asked: signal.Signals | None = None
        self._crashes: dict[str, list[float]] = defaultdict(list)
        self._maker = maker.Maker()

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as the wish to stop; ``nohup`` stays in force."""
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._ask)
        self._maker.end_with_it()

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        self._asked = signal.Signals(number)

    def start(self, program: Program) -> Child:
        child = Child(program)
        self.children.append(child)
        return child

    def call(self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, what: str) -> None:
        """Run a command to its end, its output to the terminal; the programs are looked after meanwhile.

        Raises CannotStart when it fails.
        """
        # Its own group, so that Ctrl-C comes to it once, from here.
        process = subprocess.Popen(command(argv), env=dict(env), cwd=cwd, start_new_session=True)
        try:
            while process.poll() is None:
                self.tick()
        finally:
            _end(process)
        if process.returncode:
            raise CannotStart(f"{what} failed (exit code {process.returncode}); its words are above.")

    def wait(self, check: Callable[[], bool], *, what: str, seconds: float) -> None:
        """Wait until ``check`` is true. Raises CannotStart after ``seconds``."""
        deadline = time.monotonic() + seconds
        while not check():
            self.tick()
            if time.monotonic() > deadline:
                raise CannotStart(f"{what} within {seconds:.0f} seconds.{self._all_last_words()}")

    def watch(self) -> None:
        """Look after the programs until somebody asks to stop. Raises StopAsked then, CannotStart if one is lost."""
        while True:
            self.tick()

    def tick(self) -> None:
        """One look round: start again what has crashed, and raise StopAsked if that is wished."""
        if self._asked or self._maker.was_interrupted():
            raise StopAsked(self._asked.name if self._asked else "SIGINT")
        for child in self.children:
            if not child.is_running:
                self._mend(child)
        time.sleep(TICK_SECONDS)

    def _mend(self, child: Child) -> None:
        name, code = child.program.name, child.process.returncode
        now = time.monotonic()
        recent = [moment for moment in self._crashes[name] if now - moment < CRASH_SECONDS]
        self._crashes[name] = [*recent, now]
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        if len(recent) + 1 >= CRASHES:
            raise CannotStart(
                f"{name} {how}, {CRASHES} times within a minute. Its log is {child.program.log}; it ends:\n"
                f"{child.last_words()}"
            )
        say(f"{name} {how}; it is started again.")
        child.restart()

    def stop(self) -> None:
        """End all programs: what works first and together, then the services below it, the last started first."""
        services = [child for child in self.children if child.program.is_service]
        stop_all([child for child in reversed(self.children) if not child.program.is_service])
        stop_all(list(reversed(services)))
        self.children.clear()

    def _all_last_words(self) -> str:
        words = [(child.program.name, child.last_words()) for child in self.children]
        return "".join(f"\nThe log of {name} ends:\n{text}" for name, text in words if text)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
