"""Keeping people of the body who have a conflict of interest out of a round. Steps: the caller records why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evaluation.models import Bar, Round


def put_up(*, round: Round, user: Any) -> None:  # noqa: A002 - the word of the domain
    """``user`` reads nothing of the round, and of the one that follows it, before everybody does; twice is once."""
    for one in _both(round):
        Bar.objects.get_or_create(round=one, user=user)


def take_down(*, round: Round, user: Any) -> None:  # noqa: A002 - the word of the domain
    """``user`` has no conflict any more."""
    Bar.objects.filter(round__in=list(_both(round)), user=user).delete()


def _both(round_: Round) -> Iterator[Round]:
    yield round_
    yield from Round.objects.filter(first_stage=round_)
