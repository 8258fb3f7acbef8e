"""The command line: ``python -m civilportal.embedded demo | run [--profile P] -- COMMAND | manage ARGUMENTS``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from civilportal.embedded import demo, runs
from civilportal.embedded.errors import CannotStart
from civilportal.embedded.postgres import PROFILES
from civilportal.embedded.terminal import say


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m civilportal.embedded", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="the whole portal with data to look at, until Ctrl-C")
    run = commands.add_parser("run", help="a command with services of its own")
    run.add_argument("--profile", choices=sorted(PROFILES), default="test")
    run.add_argument("argv", nargs="+", metavar="COMMAND")
    manage = commands.add_parser("manage", help="manage.py with the services of the running demo")
    manage.add_argument("argv", nargs=argparse.REMAINDER, metavar="ARGUMENT")
    given = parser.parse_args(arguments)
    try:
        if given.command == "demo":
            return demo.run()
        if given.command == "run":
            return runs.run(given.argv, given.profile)
        return runs.manage(given.argv)
    except CannotStart as fault:
        say(f"\n{fault}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
