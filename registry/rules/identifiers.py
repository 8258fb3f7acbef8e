"""BIN and IIN: twelve digits with a date, a class and a check digit (rules R01–R05; domain facts 1.2).

The check digit is computed by the package ``idnumbers``; the parts are named here, so that a person reads which digit
is wrong. The check digit is not a proof: the 11th digit has weight 11, which is 0 modulo 11, so a mistake there is
seen only by the second pass.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from idnumbers.nationalid.KAZ import BusinessIDNumber, IndividualIDNumber

from foundation.core.errors import Fault, Invalid
from registry.choices import LegalForm

_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_SPACES = re.compile(r"[\s\u200b-\u200f\ufeff]+")

_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_UNIT_FORMS = {"1": LegalForm.BRANCH, "2": LegalForm.REPRESENTATION}

Text = Any


def normalised(value: str) -> str:
    """``value`` without spaces, also those that come along with a copied number."""
    return _SPACES.sub("", value)


def bin_faults(value: str, *, field: str = "bin") -> list[Fault]:
    """Everything wrong with a BIN, one sentence per fault; empty when it is right."""
    if not _TWELVE_DIGITS.fullmatch(value):
        return [Fault(_("A BIN has exactly 12 digits."), field, "R01")]
    faults = [Fault(message, field, rule) for message, rule in _bin_parts(value)]
    if not faults and not _check_digit_is_right(value, BusinessIDNumber.checksum(value)):
        faults.append(_check_digit_fault(_("This BIN has a typing error: its check digit does not fit."), field))
    return faults


def _bin_parts(value: str) -> list[tuple[Text, str]]:
    found: list[tuple[Text, str]] = []
    if not 1 <= int(value[2:4]) <= 12:
        found.append((_("Digits 3 and 4 of a BIN are the month of registration, 01 to 12."), "R02"))
    if value[4] in "0123":
        found.append((_("This looks like a person's number (IIN), not like the BIN of an organisation."), "R02"))
    elif value[4] not in "456":
        found.append((_("The 5th digit of a BIN is 4, 5 or 6; this one is not a legal person's."), "R02"))
    if value[5] not in "0123":
        found.append((_("The 6th digit of a BIN is 0, 1, 2 or 3: head office, branch or other unit."), "R03"))
    return found


def iin_faults(value: str, *, on: dt.date, field: str = "iin") -> list[Fault]:
    """Everything wrong with an IIN on the day ``on``; empty when it is right."""
    if not _TWELVE_DIGITS.fullmatch(value):
        return [Fault(_("An IIN has exactly 12 digits."), field, "R05")]
    faults = [Fault(message, field, "R05") for message in _iin_parts(value, on)]
    if not faults and not _check_digit_is_right(value, IndividualIDNumber.checksum(value)):
        faults.append(_check_digit_fault(_("This IIN has a typing error: its check digit does not fit."), field))
    return faults


def _iin_parts(value: str, on: dt.date) -> list[Text]:
    if value[4] in "456":
        return [_("This looks like the BIN of an organisation, not like a person's number (IIN).")]
    if value[6] not in _CENTURIES:
        return [_("The 7th digit of an IIN is 1 to 6: the century of birth and the sex.")]
    try:
        born_on = dt.date(_CENTURIES[value[6]] + int(value[:2]), int(value[2:4]), int(value[4:6]))
    except ValueError:
        return [_("The first 6 digits of an IIN are the date of birth; there is no such date.")]
    return [_("The date of birth in this IIN is in the future.")] if born_on > on else []


def _check_digit_is_right(value: str, computed: int | bool | None) -> bool:
    # The package says False for a wrong shape and None for a number that is not issued; 0 is a right digit.
    return computed is not None and computed is not False and int(value[-1]) == computed


def _check_digit_fault(message: Text, field: str) -> Fault:
    return Fault(message, field, "R04")


def form_faults(value: str, legal_form: str, *, field: str = "legal_form") -> list[Fault]:
    """Whether the 6th digit of a right BIN agrees with the legal form: branch 1, representative office 2 (rule R03)."""
    expected = _UNIT_FORMS.get(value[5])
    if expected is None and legal_form not in _UNIT_FORMS.values():
        return []
    if expected == legal_form:
        return []
    return [Fault(_("The 6th digit of the BIN and the legal form do not agree (branch: 1, office: 2)."), field, "R03")]


def check_bin(value: str, *, field: str = "bin") -> str:
    """The BIN without spaces; raises Invalid with every fault."""
    cleaned = normalised(value)
    faults = bin_faults(cleaned, field=field)
    if faults:
        raise Invalid(*faults)
    return cleaned
