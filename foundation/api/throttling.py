"""How often one may ask: counted in Redis for a minute at a time, for all processes together.

When Redis does not answer nobody is refused: the limit protects the portal from carelessness, not from attacks.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from redis import Redis, RedisError
from rest_framework.throttling import BaseThrottle

from foundation.api.authentication import actor_of

WINDOW_SECONDS = 60


class PerMinute(BaseThrottle):
    """Requests of one asker in the running minute; 0 is no limit."""

    def allow_request(self, request: Any, view: Any) -> bool:
        signed_in = request.user.is_authenticated
        limit = settings.API_PER_MINUTE if signed_in else settings.API_PER_MINUTE_PUBLIC
        if not limit:
            return True
        return _count(actor_of(request)) <= limit

    def wait(self) -> float:
        return WINDOW_SECONDS - time.time() % WINDOW_SECONDS


def _count(actor: str) -> int:
    key = f"api:{actor}:{int(time.time()) // WINDOW_SECONDS}"
    try:
        with _redis(settings.CELERY_BROKER_URL).pipeline(transaction=False) as pipe:
            return int(pipe.incr(key).expire(key, 2 * WINDOW_SECONDS).execute()[0])
    except (RedisError, OSError):
        return 0


@lru_cache(maxsize=4)
def _redis(url: str) -> Any:
    return Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
