"""Ends the programs of a house whose supervisor was killed and could not end them itself.

    python -m civilportal.embedded.reaper HOUSE

The kernel already sends a signal to each direct child; a worker's busy processes, though, are grandchildren and would
finish their job first. Standard input is a pipe that only the supervisor can write to: its end means that the
supervisor is gone, however that happened.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from civilportal.embedded.leftovers import MARK, sweep

# The time that PostgreSQL needs to end by itself, with a checkpoint, before it is asked again.
GRACE_SECONDS = 1.0


class Reaper:
    """The reaper of the house at ``house``, seen from the supervisor."""

    def __init__(self, house: Path) -> None:
        argv = [sys.executable, "-m", "civilportal.embedded.reaper", str(house)]
        # Without the mark of the house, or it would end itself; without the terminal's Ctrl-C.
        env = {name: value for name, value in os.environ.items() if name != MARK}
        root = Path(__file__).resolve().parent.parent.parent
        self._process = subprocess.Popen(argv, stdin=subprocess.PIPE, cwd=root, env=env, start_new_session=True)

    def dismiss(self) -> None:
        """Everything was ended in good order."""
        self._process.kill()
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()


def main(house: str) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # whoever ends the whole system does not need us to be first
    sys.stdin.buffer.read()
    gone = time.time()
    time.sleep(GRACE_SECONDS)
    # A new supervisor may be here already: what it has started is not ours.
    sweep(Path(house), before=gone)


if __name__ == "__main__":
    main(sys.argv[1])
