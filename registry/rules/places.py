"""Where an organisation is, and which unit of the classifier a person means by what was typed (rule R07)."""

from __future__ import annotations

import re

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from registry.choices import KatoLevel
from registry.models import KatoUnit, Organisation, Region

_NINE_DIGITS = re.compile(r"[0-9]{9}")
OFFERED = 5


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


def place_code(typed: str, region: Region) -> tuple[str, list[Fault]]:
    """The KATO code of a name or of a code within ``region``, and what is wrong; '' is the whole region (rule R07)."""
    typed = typed.strip()
    if not typed:
        return "", []
    if _NINE_DIGITS.fullmatch(typed):
        return _checked(typed, region)
    if typed.isdecimal():
        return "", [Fault(_("A KATO code has exactly 9 digits."), "place", "R07")]
    named = Q(name_kk__iexact=typed) | Q(name_ru__iexact=typed) | Q(name_en__iexact=typed)
    units = list(KatoUnit.objects.filter(named, code__startswith=region.pk[:2], valid_to=None)[: OFFERED + 1])
    if len(units) == 1:
        return units[0].code, []
    if units:
        codes = ", ".join(f"{unit.code} ({unit})" for unit in units[:OFFERED])
        message = _("There are several places of this name. Enter the code of one: %(codes)s") % {"codes": codes}
        return "", [Fault(message, "place", "R07")]
    return "", [Fault(_("The classifier knows no such place in this region. Check the name or leave it out."), "place")]


def _checked(code: str, region: Region) -> tuple[str, list[Fault]]:
    if code[:2] != region.pk[:2]:
        return "", [Fault(_("The first two digits of the KATO code are not those of the region."), "place", "R07")]
    if code == region.pk or KatoUnit.objects.filter(code=code, valid_to=None).exists():
        return "" if code == region.pk else code, []
    return "", [Fault(_("The classifier has no unit with this code. Check the digits."), "place", "R07")]
