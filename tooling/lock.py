"""``make lock``: pyproject.toml resolved into the three lists of exact versions with hashes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"
# dev first: the demo takes its versions from there, so that one .venv serves both.
LISTS: tuple[tuple[str, list[str]], ...] = (
    ("runtime", []),
    ("dev", ["--group", "dev"]),
    ("demo", ["--group", "embedded", "--constraint", "requirements/dev.txt"]),
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
