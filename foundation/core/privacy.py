"""Who may know what a field of a model holds: said once for every field, in ``privacy.py`` of its room. Pure.

Three kinds. *Public* may leave the portal in open data, wherever the row itself is public. *Internal* is for whoever
works with the row. *Personal* says something of a person: it is in no open data, whatever the row is. A field that is
said nothing of counts as personal; ``manage.py undeclared_fields`` prints what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Privacy(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Fields:
    """The fields of one model by what they are; a name stands in one of the three.

    ``parts``: a field that is not public as a whole, and the keys in its JSON that are.
    """

    public: frozenset[str]
    internal: frozenset[str]
    personal: frozenset[str]
    parts: Mapping[str, frozenset[str]]

    def kind(self, name: str) -> Privacy | None:
        """What the field ``name`` is; None when nobody has said."""
        for kind in Privacy:
            if name in getattr(self, kind):
                return kind
        return None

    @property
    def names(self) -> frozenset[str]:
        return self.public | self.internal | self.personal


def fields(
    *, public: str = "", internal: str = "", personal: str = "", parts: Mapping[str, str] | None = None
) -> Fields:
    """Names with spaces between them. Raises ValueError when a name is there twice."""
    kinds = [public.split(), internal.split(), personal.split()]
    names = [name for kind in kinds for name in kind]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"declared twice: {', '.join(sorted(twice))}")
    keys = {name: frozenset(text.split()) for name, text in (parts or {}).items()}
    return Fields(*(frozenset(kind) for kind in kinds), parts=keys)


FIELDS = {
    "Job": fields(
        internal="id name key status request_id done total attempts sends created_at sent_at started_at finished_at",
        personal="arguments owner result error",
    ),
}
