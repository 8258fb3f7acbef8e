"""Ends what a house left running when it was killed and could not stop its programs itself."""

from __future__ import annotations

import contextlib
import math
from pathlib import Path

import psutil

# Set for every program of a house and inherited by whatever it starts.
MARK = "CIVILPORTAL_HOUSE"
# These write their state over their own environment, for the process list; they are known by their folder instead.
BY_FOLDER = {"postgres": "postgres", "redis-server": "redis", "valkey-server": "redis"}
PATIENCE_SECONDS = 5.0


def sweep(house: Path, *, before: float = math.inf) -> list[str]:
    """End the leftovers of ``house`` that were started ``before`` (seconds of the system's clock).

    The caller holds the lock of the house, or says ``before``: else the programs could be another's.
    Returns the names of the programs that were ended.
    """
    found = [process for process in psutil.process_iter() if _belongs(process, house, before)]
    names = sorted({_name(process) for process in found})
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, alive = psutil.wait_procs(found, timeout=PATIENCE_SECONDS)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=PATIENCE_SECONDS)
    return names


def _belongs(process: psutil.Process, house: Path, before: float) -> bool:
    try:
        if process.pid == psutil.Process().pid or process.create_time() >= before:
            return False
        return _is_marked(process, house) or _lives_in(process, house)
    except (psutil.Error, OSError):  # it has ended, or is another user's
        return False


def _is_marked(process: psutil.Process, house: Path) -> bool:
    return bool(process.environ().get(MARK) == str(house))


def _lives_in(process: psutil.Process, house: Path) -> bool:
    name = process.name()
    folder = next((folder for program, folder in BY_FOLDER.items() if name.startswith(program)), None)
    return folder is not None and process.cwd() == str(house / folder)


def _name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.Error:
        return "a program"
