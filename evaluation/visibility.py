"""What may be seen inside a row: blinding by the phase of the round.

* An expert sees the text of an entry and, while the round is blind, never whose it is.
* Nobody sees a mark, a mean or a count of another's sheets before the closing; officers see how many sheets each expert
  has submitted, which says nothing about entries.
* In rankings experts are «Expert 1», «Expert 2»; the numbers are dealt by chance and say nothing about the draw.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from evaluation.choices import RoundKind
from evaluation.models import Entry, Round
from foundation.documents.models import Document
from registry.models import Organisation


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """What an expert sees of an entry. While the round is blind ``organisation`` is None and there are no ``files``."""

    number: int
    reference: str
    title: str
    content: list[dict[str, Any]]
    organisation: Organisation | None
    files: list[Document]


def for_expert(entry: Entry, round_: Round) -> ShownEntry:
    """The entry as an expert may see it."""
    return ShownEntry(
        number=entry.number,
        reference=entry.reference,
        title=entry.title,
        content=entry.content,
        organisation=None if round_.is_blind else entry.organisation,
        files=[] if round_.is_blind else list(entry.files.order_by("created_at", "pk")),
    )


def shows_applicants(round_: Round) -> bool:
    """Whether entries that are read beside each other may say whose they are: never in a blind round before its ranking is
    published, so that no comparison is made by name."""
    return not round_.is_blind or round_.runs.filter(published_at__isnull=False).exists()


HIDDEN = "[…]"
_PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\d)\d{12}(?!\d)|(?<!\d)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
)


def masked(text: str) -> str:
    """``text`` without numbers of identity documents, telephones and e-mail addresses that somebody wrote into it."""
    return _PRIVATE.sub(HIDDEN, text)


def expert_name(number: int) -> str:
    """How an expert is called in everything that is published."""
    return _("Expert %(number)d") % {"number": number}


def member_name(number: int) -> str:
    """How a member of the commission is called in everything that is published about the second stage."""
    return _("Member %(number)d of the commission") % {"number": number}


def naming(round_: Round) -> Callable[[int], str]:
    """How those who score ``round_`` are called."""
    return member_name if round_.kind == RoundKind.COMMISSION else expert_name
