"""Commands beside the demo, and commands with services of their own that vanish afterwards."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from civilportal.embedded.demo import DEMO
from civilportal.embedded.errors import CannotStart, StopAsked
from civilportal.embedded.house import ROOT, House
from civilportal.embedded.leftovers import sweep
from civilportal.embedded.state import State

HOUSES = ROOT / ".test"


@contextlib.contextmanager
def passing_house(profile: str, *, mode: str = "test") -> Iterator[House]:
    """A house with new, empty services beside any other; its folder under ``.test`` is removed afterwards."""
    HOUSES.mkdir(mode=0o711, exist_ok=True)
    remove_abandoned(HOUSES)
    folder = Path(tempfile.mkdtemp(prefix=f"{profile}-", dir=HOUSES))
    try:
        with House(folder, profile) as house:
            house.open()
            house.env |= {
                "PORTAL_MODE": mode,
                "DJANGO_SETTINGS_MODULE": "civilportal.settings",
                "MEDIA_ROOT": str(folder / "media"),
                "EMAIL_FILE_PATH": str(folder / "mail"),
            }
            house.start_services()
            yield house
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(houses: Path) -> None:
    """End and remove the houses whose owner was killed: nobody holds their lock any more."""
    for folder in houses.iterdir():
        lock = folder / "lock"
        if not lock.exists():  # being made or removed at this moment, or by somebody else
            continue
        with contextlib.suppress(OSError), lock.open("r+", encoding="utf-8") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            sweep(folder)
            state = State(folder)
            state.forget_sockets()
            shutil.rmtree(folder, ignore_errors=True)


def run(argv: Sequence[str], profile: str) -> int:
    """Run ``argv`` with services of its own; returns 0. Raises CannotStart when the command fails."""
    # A benchmark measures what a visitor meets; the test mode signs with a weak hash and counts template lines.
    with passing_house(profile, mode="demo" if profile == "bench" else "test") as house:
        house.supervisor.listen()
        try:
            house.supervisor.call(argv, env=house.env, cwd=ROOT, what=argv[0])
        except StopAsked:
            return 130
    return 0


def variables_of_running_demo() -> dict[str, str]:
    """The environment of the demo that runs in this checkout; empty when none does or it is just starting."""
    state = State(DEMO)
    if not state.is_taken():
        return {}
    try:
        return dict(json.loads(state.environment_file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def manage(arguments: Sequence[str]) -> int:
    """``manage.py`` with the services of the running demo, in place of this process.

    Raises CannotStart when no demo runs.
    """
    if not State(DEMO).is_taken():
        raise CannotStart("No demo is running here. Start it with make demo, and give the command beside it.")
    variables = variables_of_running_demo()
    if not variables:
        raise CannotStart("The demo is just starting or stopping. Try again in a moment.")
    os.execve(sys.executable, [sys.executable, str(ROOT / "manage.py"), *arguments], {**os.environ, **variables})
