"""The ``make`` that started this process: when it goes, we go.

GNU make passes SIGTERM on to its recipe, but SIGINT and SIGHUP sent to make alone (not by Ctrl-C, which reaches the
whole terminal) leave it waiting for ever for a recipe that has heard nothing.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
WATCHED = (signal.SIGINT, signal.SIGHUP)


class Maker:
    """The parent process, if it is make on Linux; otherwise every answer is that nothing has happened."""

    def __init__(self) -> None:
        self.pid = os.getppid() if _is_make(os.getppid()) else 0
        self._handled = self._caught()

    def end_with_it(self) -> None:
        """Ask the kernel to send this process SIGTERM when make is killed."""
        if self.pid:
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)

    def was_interrupted(self) -> bool:
        """Whether make has had a signal to stop: it gives up its handler for it, and then waits for us."""
        return bool(self.pid) and self._handled & ~self._caught() != 0

    def _caught(self) -> int:
        """The bits of the watched signals that make has a handler for."""
        if not self.pid:
            return 0
        watched = sum(1 << (number - 1) for number in WATCHED)
        try:
            with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as status:
                mask = next((line.split()[1] for line in status if line.startswith("SigCgt:")), "")
        except OSError:
            return self._handled if hasattr(self, "_handled") else 0
        return int(mask, 16) & watched if mask else 0


def _is_make(pid: int) -> bool:
    if not sys.platform.startswith("linux") or "MAKELEVEL" not in os.environ:
        return False
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8") as name:
            return name.read().strip() in {"make", "gmake"}
    except OSError:
        return False
