"""``make check``: every gate, all of them even when one fails. ``make format`` (``--mend``) lets the tools mend."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from civilportal.embedded.errors import CannotStart
from civilportal.embedded.runs import passing_house
from civilportal.embedded.terminal import say

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "civilportal",
    "foundation",
    "registry",
    "evaluation",
    "monitoring",
    "grants",
    "socialorder",
    "councils",
    "publishing",
)
BIN = Path(sys.executable).parent
AT_ONCE = 2


@dataclass(frozen=True)
class Gate:
    """One thing to be checked; ``mends`` is the command that repairs it, if a tool can."""

    name: str
    argv: Sequence[str]
    mends: Sequence[str] = ()


@dataclass(frozen=True)
class Outcome:
    gate: Gate
    passed: bool
    output: str
    seconds: float


def gates() -> list[Gate]:
    """The slowest first, so that the others run beside it."""
    sources = [str(path.relative_to(ROOT)) for path in python_files()]
    return [
        Gate("types", [tool("mypy")]),
        Gate("missing migrations", django("makemigrations", "--check", "--dry-run")),
        Gate("Django's own checks", django("check", "--fail-level", "WARNING")),
        Gate("diagrams", django("draw_workflows", "--check")),
        Gate("translations", [sys.executable, "-m", "tooling.messages", "--check"]),
        Gate("import contracts", [tool("lint-imports"), "--no-logo"]),
        Gate("format", [tool("ruff"), "format", "--check", "."], [tool("ruff"), "format", "."]),
        Gate("lint", [tool("ruff"), "check", "--quiet", "."], [tool("ruff"), "check", "--fix", "--quiet", "."]),
        Gate("template indentation", [tool("djhtml"), "--check", "templates"], [tool("djhtml"), "templates"]),
        Gate("template lint", [tool("djlint"), "--lint", "--quiet", "templates"]),
        Gate("outdated Django", upgrade("--check", *sources), upgrade(*sources)),
        Gate("dependencies", [tool("deptry"), "."]),
        Gate("spelling", [tool("codespell"), *texts()]),
    ]


def tool(name: str) -> str:
    return str(BIN / name)


def django(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def upgrade(*arguments: str) -> list[str]:
    return [tool("django-upgrade"), "--target-version", "5.2", *arguments]


def python_files() -> list[Path]:
    """The sources of the portal; migrations stay as Django has written them."""
    roots = (ROOT / name for name in (*PACKAGES, "tests", "benchmarks", "tooling"))
    return sorted(path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts)


def texts() -> list[str]:
    """What people write in English: code, templates and documents."""
    folders = [*PACKAGES, "tests", "benchmarks", "tooling", "templates", "docs", "deploy"]
    return [name for name in folders if (ROOT / name).exists()] + [path.name for path in sorted(ROOT.glob("*.md"))]


def run(gate: Gate, env: Mapping[str, str]) -> Outcome:
    began = time.monotonic()
    try:
        done = subprocess.run(gate.argv, cwd=ROOT, env=dict(env), capture_output=True, text=True, check=False)
    except OSError as fault:
        return Outcome(gate, passed=False, output=str(fault), seconds=0.0)
    return Outcome(gate, done.returncode == 0, done.stdout + done.stderr, time.monotonic() - began)


def check(chosen: Sequence[Gate]) -> int:
    """Run the gates, two at a time, and tell each as it ends. Returns the number that failed."""
    with passing_house("test") as house, ThreadPoolExecutor(AT_ONCE) as pool:
        # A gate that prints in the reader's language would be hard to search for.
        env = {**house.env, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        outcomes = []
        for outcome in pool.map(lambda gate: run(gate, env), chosen):
            outcomes.append(outcome)
            say(f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.gate.name}  ({outcome.seconds:.1f} s)")
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        say(f"\n===== {outcome.gate.name} =====\n{outcome.output.rstrip()}")
    names = ", ".join(outcome.gate.name for outcome in failed)
    say(f"\n{len(outcomes) - len(failed)} of {len(outcomes)} gates passed." + (f" Failed: {names}." if failed else ""))
    if any(outcome.gate.mends for outcome in failed):
        say("make format mends part of it.")
    return len(failed)


def mend() -> int:
    """Let every tool that can do so repair the files; what remains is for ``make check``."""
    for gate in gates():
        if gate.mends:
            say(gate.name)
            subprocess.run(gate.mends, cwd=ROOT, check=False)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make check")
    parser.add_argument("--mend", action="store_true", help="repair what the tools can repair")
    parser.add_argument("only", nargs="*", help="parts of names of gates")
    given = parser.parse_args()
    os.chdir(ROOT)
    if given.mend:
        return mend()
    chosen = [gate for gate in gates() if not given.only or any(part in gate.name for part in given.only)]
    try:
        return 1 if check(chosen) else 0
    except CannotStart as fault:
        say(str(fault))
        return 1


if __name__ == "__main__":
    sys.exit(main())
