"""``python -m benchmarks [TOPIC...]``: runs the benchmarks and tells every figure; exit code 1 when one is missed."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable, Sequence

import django
from django.core.management import call_command

import benchmarks
from benchmarks.figures import HEADINGS, Figure
from civilportal.embedded.terminal import say, table

PREFIX = "bench_"


def topics(wanted: Sequence[str]) -> list[str]:
    """The topics there are, or those of them that are ``wanted``; a topic that is not there ends the program."""
    known = sorted(
        module.name.removeprefix(PREFIX)
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith(PREFIX)
    )
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise SystemExit(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(known) or 'none yet'}.")
    return list(wanted) or known


def figures(topic: str) -> Iterable[Figure]:
    say(f"{topic} ...")
    return importlib.import_module(f"benchmarks.{PREFIX}{topic}").run()


def main(wanted: Sequence[str]) -> int:
    chosen = topics(wanted)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    measured = [figure for topic in chosen for figure in figures(topic)]
    if measured:
        say("\n" + table([HEADINGS, *(figure.row() for figure in measured)]))
    missed = [figure.name for figure in measured if not figure.holds]
    say(f"\n{len(measured) - len(missed)} of {len(measured)} figures hold." + "".join(f"\nMissed: {n}" for n in missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
