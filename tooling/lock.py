"""``make lock``: pyproject.toml resolved into the three lists of exact versions with hashes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"
# dev first: the others take their versions from there, so that what is tested is what runs, and one .venv serves all.
AS_TESTED = ["--constraint", "requirements/dev.txt"]
LISTS: tuple[tuple[str, list[str]], ...] = (
    ("dev", ["--group", "dev"]),
    ("runtime", AS_TESTED),
    ("demo", ["--group", "embedded", *AS_TESTED]),
)


def main() -> int:
    for name, flags in LISTS:
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        command += ["pyproject.toml", "--python-version", OLDEST_PYTHON, *flags]
        command += ["--output-file", f"requirements/{name}.txt", *sys.argv[1:]]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
