"""What a KATO code says by itself (domain facts 1.3)."""

from __future__ import annotations

from registry.choices import KatoLevel

# AB-CD-EF-HIJ: where the part of each level ends.
ENDS = {KatoLevel.REGION: 2, KatoLevel.DISTRICT: 4, KatoLevel.OKRUG: 6, KatoLevel.SETTLEMENT: 9}


def level_of(code: str) -> KatoLevel:
    """The level of a unit by its code: trailing zeros say where the code ends."""
    for level in (KatoLevel.SETTLEMENT, KatoLevel.OKRUG, KatoLevel.DISTRICT):
        if code[ENDS[KatoLevel(level - 1)] : ENDS[level]].strip("0"):
            return level
    return KatoLevel.REGION


def codes_above(code: str) -> list[str]:
    """The codes that a unit can lie in, its own last: «101033102» lies in 100000000, 101000000 and 101033000.

    Not each of them needs to exist: a city has no rural districts.
    """
    return sorted({code[:end].ljust(9, "0") for end in ENDS.values()})
