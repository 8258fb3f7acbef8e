"""The backend that ``ENGINE`` in the settings names. Django looks for exactly this module and this class."""

from __future__ import annotations

import time

from django.db.backends.postgresql import base

# Django asks before each request: a question to the database more, a tenth of the time of a small answer. Who asks a thousand
# times in a second learns nothing by it.
FRESH_SECONDS = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that was found alive less than a second ago is taken to live; one that has failed is asked at once."""

    found_alive_at = 0.0
    health_check_done: bool

    def is_usable(self) -> bool:
        alive = bool(super().is_usable())
        self.found_alive_at = time.monotonic() if alive else 0.0
        return alive

    def close_if_health_check_failed(self) -> None:
        if self.health_check_done or self.errors_occurred or time.monotonic() - self.found_alive_at >= FRESH_SECONDS:
            super().close_if_health_check_failed()
        else:
            self.health_check_done = True
