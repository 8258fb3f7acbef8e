"""What belongs to the request or job being served: its id, for logs, audit and jobs; and what it has asked already."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


def request_id() -> str:
    """Id of the request or job being served; empty outside both."""
    return _request_id.get()


def bind(value: str = "") -> str:
    """Make ``value`` (or a new id) the id of what is being served now."""
    chosen = value or uuid.uuid4().hex
    _request_id.set(chosen)
    return chosen


@contextmanager
def reading() -> Iterator[None]:
    """While a page is only read, what is asked by ``once`` is asked for the first time alone."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: Hashable, find: Callable[[], Found]) -> Found:
    """The answer to ``question``: found anew each time, but once while a page is only read, where nothing changes it."""
    answers = _answers.get()
    if answers is None:
        return find()
    if question not in answers:
        answers[question] = find()
    return answers[question]
