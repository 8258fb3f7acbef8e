"""One house: a locked folder, a supervisor, and the services that nobody has given us an address for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from civilportal.embedded.leftovers import MARK, sweep
from civilportal.embedded.postgres import Postgres
from civilportal.embedded.reaper import Reaper
from civilportal.embedded.redis_server import Redis
from civilportal.embedded.state import State
from civilportal.embedded.supervisor import Supervisor
from civilportal.embedded.terminal import say

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60.0
# They would send PostgreSQL's programs, and Django's, to another server than ours.
FOREIGN = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSERVICE", "PGOPTIONS", "PGDATA")


class House:
    """Use as a context: on leaving, everything that was started is stopped.

    ``profile`` is demo, test or bench. ``env`` holds what the programs of the portal need to find the services.
    """

    def __init__(self, path: Path, profile: str) -> None:
        self.state = State(path)
        self.supervisor = Supervisor()
        self.postgres = Postgres(self.state, profile)
        self.reaper: Reaper | None = None
        self.redis = Redis(self.state)
        self.env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.env |= {MARK: str(self.state.path), "PYTHONUNBUFFERED": "1"}

    def open(self, *, address: str = "", guarded: bool = False) -> None:
        """Lock the folder and end what a crash has left there; ``guarded`` starts a reaper against the next one."""
        self.state.take(address=address)
        ended = sweep(self.state.path)
        if ended:
            say(f"An earlier run had left programs behind; they are ended now: {', '.join(ended)}.")
        if guarded:
            self.reaper = Reaper(self.state.path)

    def start_services(self) -> None:
        """Start PostgreSQL unless ``DATABASE_URL`` is set, Redis unless ``REDIS_URL`` is set, and wait for both.

        Raises CannotStart with the end of the log when one does not answer in a minute.
        """
        waits = []
        if not self.env.get("REDIS_URL"):
            self.supervisor.start(self.redis.prepare(self.env))
            self.env["REDIS_URL"] = self.redis.url
            waits.append(("Redis", self.redis.answers))
        if not self.env.get("DATABASE_URL"):
            self.supervisor.start(self.postgres.prepare(self.env))
            self.env["DATABASE_URL"] = self.postgres.url
            waits.append(("PostgreSQL", self.postgres.answers))
        for name, answers in waits:
            self.supervisor.wait(answers, what=f"{name} did not answer", seconds=START_SECONDS)

    def close(self) -> None:
        self.supervisor.stop()
        if self.reaper:
            self.reaper.dismiss()
        self.state.release()

    def __enter__(self) -> House:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def changed(env: Mapping[str, str]) -> dict[str, str]:
    """What ``env`` has that this process's own environment has not: all that a second command needs."""
    return {name: value for name, value in env.items() if os.environ.get(name) != value and name != MARK}
