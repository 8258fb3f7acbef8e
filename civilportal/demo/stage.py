"""How the demo is played: moments of the story, jobs carried out by workers, a line printed for each part."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from foundation.core import clock, jobs
from foundation.core.calendar import ALMATY
from foundation.core.models import Job, JobStatus

JOB_SECONDS = 300.0
LOOK_EVERY_SECONDS = 0.1


class JobFailed(Exception):
    """A job of the demo failed or nobody carried it out."""


@dataclass
class Stage:
    """``inline`` carries jobs out in this process, for tests and where no worker runs. ``say`` prints a line."""

    say: Callable[[str], None]
    inline: bool = False
    began: float = field(default_factory=time.monotonic)

    @contextmanager
    def part(self, title: str) -> Iterator[None]:
        """One part of the demo, with the seconds that it took."""
        began = time.monotonic()
        yield
        self.say(f"{title}: {time.monotonic() - began:.1f} s")

    def finish(self, job: Job) -> Job:
        """Wait until a worker has done ``job``; raises JobFailed when it failed or nobody did it in five minutes."""
        deadline = time.monotonic() + JOB_SECONDS
        while job.is_active:
            if time.monotonic() > deadline:
                raise JobFailed(f"{job.name} was not carried out: is a worker running?")
            if self.inline:
                jobs.run(str(job.pk))
            else:
                time.sleep(LOOK_EVERY_SECONDS)
            job.refresh_from_db()
        if job.status == JobStatus.FAILED:
            raise JobFailed(f"{job.name}: {job.error}")
        return job


def almaty(text: str) -> dt.datetime:
    """``2022-06-02 09:00`` in Almaty."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Play ``moment``."""
    with clock.playing(moment):
        yield
