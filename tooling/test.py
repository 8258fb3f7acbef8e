"""``make test``: pytest with services of its own. Without arguments everything, side by side.

``make test COVERAGE=1`` also counts what is reached; it takes half as long again, so that the build asks for it and a person need not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "There is no Chromium here, so the tests that drive a browser are skipped. "
    "To run them too: apt install chromium (Debian, Ubuntu), and run the tests again."
)
COVERAGE = [sys.executable, "-m", "coverage"]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make test")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--coverage", action="store_true")
    known, chosen = parser.parse_known_args(arguments)
    if not any(shutil.which(name) for name in BROWSERS):
        sys.stdout.write(f"{NO_BROWSER}\n")
        sys.stdout.flush()
    # loadgroup: tests that share one long preparation stay in one process.
    pytest = ["-m", "pytest", "-n", known.workers, "--dist", "loadgroup", *chosen]
    if chosen or not known.coverage:
        # A part of the tests cannot reach the share of code that all of them reach, so it is never counted.
        os.execv(sys.executable, [sys.executable, *pytest])
    # Ctrl-C comes to pytest too; it stops its services and says what it has seen so far.
    signal.signal(signal.SIGINT, lambda *_: None)
    return counted(pytest)


def counted(pytest: list[str]) -> int:
    """Run the tests and count the lines that they reach. Returns pytest's exit code, or 2 when too few were reached."""
    subprocess.run([*COVERAGE, "erase"], check=True)
    tests = subprocess.run([*COVERAGE, "run", *pytest], check=False)
    subprocess.run([*COVERAGE, "combine", "--quiet"], check=False)
    report = subprocess.run([*COVERAGE, "report"], check=False)
    return tests.returncode or report.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
