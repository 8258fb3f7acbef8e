from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """The text of a kind of message: English sentences marked with ``gettext_noop``, with named placeholders.

    ``topic`` is a code declared by ``topics.register``; the person may switch its mail off or to once a day.
    """

    topic: str
    subject: str
    body: str = ""
