"""What an organisation was called before, and which records became a part of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from registry.choices import VersionKind
from registry.models import Organisation

BIN_LENGTH = 12
FIELDS = tuple(f"{kind}_{code}" for kind in ("name", "short_name") for code in ("kk", "ru", "en"))


@dataclass(frozen=True)
class Former:
    """``names`` are (language, name), the newest first; ``records`` were merged into this one."""

    names: list[tuple[str, str]]
    records: list[Organisation]


def former(organisation: Organisation, moment: dt.datetime | None = None) -> Former:
    """Names of before that the record has no more, and merged records, both as of ``moment`` (two queries)."""
    now = {getattr(organisation, field) for field in FIELDS}
    versions = organisation.versions.filter(changes__has_any_keys=FIELDS).exclude(kind=VersionKind.ENTERED)
    records = Organisation.objects.filter(merged_into=organisation)
    if moment is not None:
        versions = versions.filter(at__lte=moment)
        records = records.filter(versions__changes__has_key="merged_into", versions__at__lte=moment).distinct()
    names: dict[tuple[str, str], None] = {}
    for changes in versions.order_by("-at", "-id").values_list("changes", flat=True):
        for field in FIELDS:
            old = (changes.get(field) or [""])[0]
            if old and old not in now:
                names.setdefault((field[-2:], old))
    return Former(list(names), list(records.order_by("pk")))


def replaced(digits: str) -> Organisation | None:
    """The record that one with this BIN became a part of."""
    if len(digits) != BIN_LENGTH:
        return None
    gone = Organisation.objects.filter(bin=digits, merged_into__isnull=False).select_related("merged_into").first()
    return gone.merged_into if gone else None
