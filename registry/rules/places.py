"""Where an organisation is: its KATO code agrees with its region and with the classifier (rule R07)."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from registry.choices import KatoLevel
from registry.models import KatoUnit, Organisation

_NINE_DIGITS = re.compile(r"[0-9]{9}")


def kato_faults(organisation: Organisation) -> list[Fault]:
    """What is wrong with the KATO code; a code that the classifier lacks is a fault where its region was loaded."""
    code = organisation.kato
    if not code:
        return []
    if not _NINE_DIGITS.fullmatch(code):
        return [Fault(_("A KATO code has exactly 9 digits."), "kato", "R07")]
    if organisation.region_id and code[:2] != organisation.region_id[:2]:
        return [Fault(_("The first two digits of the KATO code are not those of the region."), "kato", "R07")]
    units = KatoUnit.objects.filter(code__startswith=code[:2], valid_to=None)
    if units.filter(level__gt=KatoLevel.REGION).exists() and not units.filter(code=code).exists():
        return [Fault(_("The classifier has no unit with this code. Check the digits."), "kato", "R07")]
    return []
