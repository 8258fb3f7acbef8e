"""``python -m benchmarks [TOPIC...]``: runs the benchmarks and tells every figure; exit code 1 when one is missed."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

import django
from django.core.management import call_command

import benchmarks
from benchmarks.figures import HEADINGS, Figure
from civilportal.embedded.terminal import say, table

NOT_TOPICS = {"__main__", "bare", "figures", "registry_rows"} | {"__main__", "figures", "invented"}


def topics(wanted: Sequence[str]) -> list[str]:
    """The topics there are, or those of them that are ``wanted``; a topic that is not there ends the program."""
    known = sorted({module.name for module in pkgutil.iter_modules(benchmarks.__path__)} - NOT_TOPICS)
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise SystemExit(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(known) or 'none yet'}.")
    return list(wanted) or known


def outcome(topic: str) -> tuple[list[Figure], list[str]]:
    """The figures of a topic, and the names of what was missed."""
    say(f"{topic} ...")
    result = importlib.import_module(f"benchmarks.{topic}").run()
    if isinstance(result, bool):
        return [], [] if result else [topic]
    measured = list(result)
    return measured, [figure.name for figure in measured if not figure.holds]


def main(wanted: Sequence[str]) -> int:
    chosen = topics(wanted)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    outcomes = [outcome(topic) for topic in chosen]
    measured = [figure for figures, _ in outcomes for figure in figures]
    if measured:
        say("\n" + table([HEADINGS, *(figure.row() for figure in measured)]))
    missed = [name for _, names in outcomes for name in names]
    say("\nEverything holds." if not missed else "\nMissed: " + ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
