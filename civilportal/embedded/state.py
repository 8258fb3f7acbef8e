"""The folder that one running house keeps its data in, and the lock that lets only one run there."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

from civilportal.embedded.errors import CannotStart

# sun_path of a Unix socket holds 108 bytes, the last one a zero.
SOCKET_PATH_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432"
# libpq reads a comma in a host as a list, and a space or a quote needs escaping in each tool anew.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


class State:
    """A folder such as ``.demo/``: the data, the logs, the lock and the secret of one house."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._lock: IO[str] | None = None

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def environment_file(self) -> Path:
        """Variables of the running house, for a second command beside it; readable by the owner alone."""
        return self.path / "environment.json"

    def take(self, *, address: str = "") -> None:
        """Make the folder and lock it until ``release`` or the end of this process.

        Raises CannotStart when another process holds it; the sentence says which one, and where it answers.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # Closed to others; but where root runs PostgreSQL under an account of its own, that one passes through.
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            lock = (self.path / "lock").open("a+", encoding="utf-8")
        except OSError as fault:
            raise CannotStart(
                f"Cannot write to {self.path}: {fault.strerror}. If another user has made that folder, "
                "run the command as that user, or remove the folder; its data is lost then."
            ) from fault
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            with lock:
                raise CannotStart(self._occupied(lock)) from fault
        lock.seek(0)
        lock.truncate()
        json.dump({"pid": os.getpid(), "address": address}, lock)
        lock.flush()
        self._lock = lock

    def release(self) -> None:
        """Remove what holds only while the house runs, and unlock; nothing if the lock is another's."""
        if self._lock is None:
            return
        self.environment_file.unlink(missing_ok=True)
        self.forget_sockets()
        self._lock.close()
        self._lock = None

    def is_taken(self) -> bool:
        """Whether some process runs a house here now."""
        try:
            with (self.path / "lock").open("r", encoding="utf-8") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def remember_environment(self, variables: dict[str, str]) -> None:
        write_private(self.environment_file, json.dumps(variables, indent=2))

    def secret(self, name: str) -> str:
        """A random text of 67 characters that is made once and kept in the folder, readable by the owner alone."""
        path = self.path / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(50))
        return path.read_text(encoding="utf-8").strip()

    def socket_directory(self) -> Path:
        """An empty private folder for PostgreSQL's socket: here, or in the system's temporary folder.

        The second is taken when the path here is too long for a Unix socket or holds characters that do not fit into
        a database address. It is remembered, so that ``release``, or the start after a crash, removes it.
        """
        self.forget_sockets()
        here = self.path / "run"
        if fits(here):
            here.mkdir(mode=0o700)
            return here
        short = Path(tempfile.mkdtemp(prefix="civilportal-"))
        if not fits(short):
            short.rmdir()
            raise CannotStart(f"The path {short} is too long for PostgreSQL's socket. Set TMPDIR to a shorter folder.")
        write_private(self.path / "socket_directory", str(short))
        return short

    def forget_sockets(self) -> None:
        """Remove the folder that ``socket_directory`` has made, now or before a crash."""
        shutil.rmtree(self._made_socket_directory(), ignore_errors=True)
        (self.path / "socket_directory").unlink(missing_ok=True)

    def _made_socket_directory(self) -> Path:
        try:
            remembered = (self.path / "socket_directory").read_text(encoding="utf-8").strip()
        except OSError:
            remembered = ""
        # Only a folder that this module has made may be removed, whatever the file says.
        name = Path(remembered).name
        return Path(remembered) if name.startswith("civilportal-") else self.path / "run"

    def _occupied(self, lock: IO[str]) -> str:
        lock.seek(0)
        try:
            holder: dict[str, Any] = json.load(lock)
        except ValueError:
            holder = {}
        process = f" (process {holder['pid']})" if holder.get("pid") else ""
        where = f" at {holder['address']}" if holder.get("address") else ""
        return (
            f"The portal already runs from {self.path}{where}{process}. "
            "Use that one, or stop it with Ctrl-C in its terminal, and start again."
        )


def fits(directory: Path) -> bool:
    """Whether a PostgreSQL socket in ``directory`` has a path that the system and a database address can carry."""
    path = directory / SOCKET_NAME
    return len(os.fsencode(path)) <= SOCKET_PATH_BYTES and bool(PLAIN_PATH.fullmatch(str(directory)))


def write_private(path: Path, text: str) -> None:
    """Write ``text`` so that only the owner can read it, and never half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
