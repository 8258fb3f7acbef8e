"""What is followed. The rooms above call this step when their officer starts to follow something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foundation.audit.record import record
from monitoring.models import Subject
from registry.models import Body, Organisation


@dataclass(frozen=True, slots=True)
class Followed:
    """A thing of another room: ``kind`` and ``key`` name it, ``route`` its page, ``titles`` by language."""

    kind: str
    key: str
    route: str
    titles: dict[str, str]
    organisation: Organisation
    body: Body


def follow(*, followed: Followed, by: Any) -> Subject:
    """The subject of ``followed``, made when it is not there yet. A step; who may do it is the other room's rule."""
    subject, is_new = Subject.objects.get_or_create(
        kind=followed.kind,
        key=followed.key,
        defaults={
            "route": followed.route,
            "organisation": followed.organisation,
            "body": followed.body,
            **{f"title_{language}": title[:300] for language, title in followed.titles.items()},
        },
    )
    if is_new:
        record("monitoring.subject.followed", subject, by=by, changes={"kind": followed.kind, "key": followed.key})
    return subject
