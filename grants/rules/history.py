"""Who may take past awards in, what a sound row is, and which organisation it speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from foundation.core.text import fold
from grants.models import PastAward
from registry.actions.sheets.reading import RowFault
from registry.choices import Role
from registry.models import Organisation
from registry.models.names import name_words, whole_name, without_form
from registry.rules import roles

NAMES = ("name_kk", "name_ru", "name_en")
Key = tuple[str, str, dt.date]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award as a file tells it. ``line`` is its line in the file, ``amount`` tenge."""

    line: int
    organisation_name: str
    bin: str
    programme: str
    amount: Decimal
    decided_on: dt.date
    source: str

    @property
    def key(self) -> Key:
        """What makes two awards the same one."""
        return (self.organisation_name, self.programme, self.decided_on)


def check_can_import(user: Any) -> None:
    """Officers of any body; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER):
        raise NotPermitted(_("Only an officer of a state body can take past awards in."))


def known_awards(rows: Iterable[AwardRow]) -> dict[Key, PastAward]:
    """Awards of ``rows`` that are there already, by their key."""
    names = {row.organisation_name for row in rows}
    found = PastAward.objects.filter(organisation_name__in=names)
    return {(award.organisation_name, award.programme, award.decided_on): award for award in found}


def contradictions(rows: Sequence[AwardRow]) -> list[RowFault]:
    """Rows that speak of an award that is known with another amount: one of the two sources is wrong."""
    known = known_awards(rows)
    text = _("This award is known with another amount. Find out which source is right.")
    return [
        RowFault(row.line, "amount", text) for row in rows if row.key in known and known[row.key].amount != row.amount
    ]


def organisation_of(row: AwardRow) -> Organisation | None:
    """The one organisation with this BIN, else the one with exactly this name folded; None when in doubt."""
    if row.bin:
        return Organisation.objects.filter(bin=row.bin).first()
    wanted, words = fold(row.organisation_name), name_words(row.organisation_name)
    if not words:
        return None
    lexeme = whole_name(without_form(words))
    candidates = Organisation.objects.extra(
        tables=["registry_searchentry"],
        where=[
            "registry_searchentry.organisation_id = registry_organisation.id",
            "registry_searchentry.words @@ %s::tsquery",
        ],
        params=[f"'{lexeme}'"],
    )
    same = [one for one in candidates if wanted in {fold(getattr(one, name)) for name in NAMES}]
    return same[0] if len(same) == 1 else None
