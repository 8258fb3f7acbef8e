"""What people ask of the public list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.text import fold
from registry.choices import LegalForm, OrganisationStatus
from registry.queries.conditions import BY_NAME, NEWEST, RECEIVED, SORTS, Choice
from registry.queries.labels import Names
from registry.queries.offers import ANNUAL_LABELS, FLAG_LABELS
from registry.queries.paging import Cursor, decode

TEXT_MAX = 200
_DIGITS = re.compile(r"(?:KZ-BIN-)?([0-9]{3,12})", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
SORT_LABELS = {BY_NAME: _("By name"), NEWEST: _("Newest registration first"), RECEIVED: _("Most public money first")}


@dataclass(frozen=True)
class Asked:
    """A search as asked: what was typed, the choice it means, the place in the list, and what could not be heeded."""

    typed: str
    choice: Choice
    after: Cursor | None
    notes: list[str]

    @property
    def is_empty_text(self) -> bool:
        """Whether something was typed of which nothing is left to look for."""
        return bool(self.typed.strip()) and not self.choice.text


def asked(data: QueryDict, names: Names) -> Asked:
    """Read the parameters of a search: q, the facets, sort, after. Never raises; odd values give a note."""
    notes: list[str] = []
    typed = data.get("q", "").replace("\x00", " ")
    if len(typed) > TEXT_MAX:
        typed = typed[:TEXT_MAX]
        notes.append(
            gettext("The text was too long: only its first %(count)s characters are used.") % {"count": TEXT_MAX}
        )
    text, digits = understood(typed)
    if typed.strip() and not text:
        notes.append(gettext("There is no letter and no digit in what you typed, so there is nothing to look for."))
    listed = partial(_listed, data, notes=notes)
    annual = listed("annual", list(ANNUAL_LABELS))
    choice = Choice(
        text=text,
        digits=digits,
        regions=listed("region", names.codes["region"]),
        forms=listed("form", LegalForm.values),
        statuses=listed("status", OrganisationStatus.values),
        spheres=tuple(map(int, listed("sphere", names.codes["sphere"]))),
        sdgs=tuple(map(int, listed("sdg", names.codes["sdg"]))),
        # Both of the two are as good as none.
        annual=annual[0] if len(annual) == 1 else "",
        **{name: bool(listed(name, ["yes"])) for name in FLAG_LABELS},
        year=names.last_due(),
        language=presentation.language(),
        sort=(listed("sort", list(SORTS)) or (BY_NAME,))[0],
    )
    place = data.get("after", "")
    after = decode(place, choice) if place else None
    if place and after is None:
        notes.append(
            gettext("This place in the list belongs to another search, so the list starts from the beginning.")
        )
    if "page" in data:
        notes.append(gettext("Pages of this list have no numbers, so the list starts from the beginning."))
    return Asked(typed, choice, after, list(dict.fromkeys(notes)))


def understood(typed: str) -> tuple[str, str]:
    """What of a typed text there is to look for: (text, digits of a BIN or of its beginning), each may be ''."""
    text = typed if fold(typed) else ""
    digits = _DIGITS.fullmatch(_SPACES.sub("", typed))
    return text, digits[1] if digits else ""


def _listed(data: QueryDict, name: str, known: Iterable[str], notes: list[str]) -> tuple[str, ...]:
    """The chosen values of one facet in the order of its list, each once; what is not in the list gives a note."""
    values = [value for value in data.getlist(name) if value]
    if not values:
        return ()
    found = tuple(value for value in known if value in values)
    if not set(values) <= set(found):
        notes.append(gettext("One of the chosen filters is not known, so it is left out."))
    return found
