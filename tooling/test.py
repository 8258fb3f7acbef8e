"""``make test``: pytest with services of its own. Without arguments everything, side by side and with coverage."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "There is no Chromium here, so the tests that drive a browser are skipped. "
    "To run them too: apt install chromium (Debian, Ubuntu), and run the tests again."
)


def main(arguments: list[str]) -> None:
    """Becomes pytest."""
    parser = argparse.ArgumentParser(prog="make test")
    parser.add_argument("--workers", default="2")
    known, chosen = parser.parse_known_args(arguments)
    if not any(shutil.which(name) for name in BROWSERS):
        sys.stdout.write(f"{NO_BROWSER}\n")
        sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-n", known.workers]
    # A part of the tests cannot reach the share of code that all of them reach.
    command += chosen or ["--cov", "--cov-report=term:skip-covered"]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main(sys.argv[1:])
