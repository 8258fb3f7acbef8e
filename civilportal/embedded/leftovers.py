"""Ends what a house left running when it was killed and could not stop its programs itself."""

from __future__ import annotations

import contextlib
import math
from pathlib import Path

import psutil

# Set for every program of a house and inherited by whatever it starts. PostgreSQL overwrites its own environment
# to show its state in the process list, so it is found by the pid file in its data folder.
MARK = "CIVILPORTAL_HOUSE"
PATIENCE_SECONDS = 5.0


def sweep(house: Path, data_directory: Path, *, before: float = math.inf) -> list[str]:
    """End the leftovers of ``house`` that were started ``before`` (seconds of the system's clock).

    The caller holds the lock of the house, or says ``before``: else the programs could be another's.
    Returns the names of the programs that were ended.
    """
    found = [process for process in psutil.process_iter() if _is_marked(process, house)]
    postmaster = _postmaster(data_directory)
    if postmaster:
        found.append(postmaster)
    found = [process for process in found if _started(process) < before]
    names = [_name(process) for process in found]
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, alive = psutil.wait_procs(found, timeout=PATIENCE_SECONDS)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=PATIENCE_SECONDS)
    return names


def _is_marked(process: psutil.Process, house: Path) -> bool:
    try:
        return bool(process.environ().get(MARK) == str(house)) and process.pid != psutil.Process().pid
    except (psutil.Error, OSError):
        return False


def _started(process: psutil.Process) -> float:
    try:
        return float(process.create_time())
    except psutil.Error:
        return math.inf


def _postmaster(data_directory: Path) -> psutil.Process | None:
    try:
        pid = int((data_directory / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        process = psutil.Process(pid)
        # The number may belong to another program by now.
        is_ours = process.name().startswith("postgres") and str(data_directory) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return process if is_ours else None


def _name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.Error:
        return "a program"
