from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from civilportal.embedded.state import State
from civilportal.embedded.supervisor import Supervisor


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "house")
    state.take()
    yield state
    state.release()


@pytest.fixture
def place() -> Iterator[Path]:
    """A short folder of its own for a house with a real PostgreSQL.

    Not ``tmp_path``: root's PostgreSQL must pass through the folders above, and every pytest that starts closes those.
    """
    with tempfile.TemporaryDirectory(prefix="house-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """A supervisor whose programs end with the test, and whose signal handlers go with it."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    supervisor = Supervisor()
    yield supervisor
    supervisor.stop()
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a fresh machine, where nobody has said where PostgreSQL and Redis are."""
    for name in ("DATABASE_URL", "REDIS_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be collected by its parent does not."""
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False
