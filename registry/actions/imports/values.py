"""From the cells of a file to the values of an organisation: each fault with its column and a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from foundation.core.text import fold
from registry.choices import LegalForm, OrganisationStatus
from registry.rules import identifiers

Text = Any

NAMES = ("name_kk", "name_ru", "name_en")
REQUIRED = ("bin", *NAMES, "legal_form", "region", "status", "spheres", "registered_on")
# Left as they are when the file has no such column.
OPTIONAL = ("address", "email", "phone", "website", "head_name", "is_invented")
HEADINGS = (*REQUIRED, *OPTIONAL)
ABBREVIATION_LENGTH = 5
LENGTHS = {"address": 500, "email": 254, "phone": 50, "website": 200, "head_name": 200} | dict.fromkeys(NAMES, 500)

_FORMS = {
    LegalForm.PUBLIC_ASSOCIATION: "общественное объединение|қоғамдық бірлестік|қоғамдық бірлестігі|ОО|ҚБ|РОО|РҚБ|МОО",
    LegalForm.PUBLIC_FUND: "общественный фонд|қоғамдық қор|қоғамдық қоры|ОФ|ҚҚ",
    LegalForm.PRIVATE_FUND: "частный фонд|жеке қор|жеке қоры|ЧФ|ЖҚ",
    LegalForm.CORPORATE_FUND: "корпоративный фонд|корпоративтік қор|корпоративтік қоры|КФ|КҚ",
    LegalForm.PRIVATE_INSTITUTION: "частное учреждение|жеке мекеме|жеке мекемесі|ЧУ|ЖМ",
    LegalForm.LEGAL_ENTITIES_ASSOCIATION: "объединение юридических лиц|заңды тұлғалар бірлестігі|ОЮЛ|ЗТБ",
    LegalForm.NONPROFIT_JSC: "некоммерческое акционерное общество|коммерциялық емес акционерлік қоғам|НАО|КЕАҚ",
    LegalForm.CONSUMER_COOPERATIVE: "потребительский кооператив|тұтыну кооперативі|ПК|ТК",
    LegalForm.RELIGIOUS_ASSOCIATION: "религиозное объединение|діни бірлестік|РО|ДБ",
    LegalForm.BRANCH: "филиал",
    LegalForm.REPRESENTATION: "представительство|өкілдік",
}
_STATUSES = {
    OrganisationStatus.ACTIVE: "действующая|активная|белсенді|жұмыс істейді",
    OrganisationStatus.NO_BIN: "нет БИН|БСН жоқ|без БИН",
    OrganisationStatus.INACTIVE: "недействующая|неактивная|белсенді емес",
    OrganisationStatus.LIQUIDATING: "в стадии ликвидации|ликвидируется|таратылуда",
    OrganisationStatus.SUSPENDED: "приостановлена|тоқтатылған",
}
_YES, _NO = {"yes", "true", "1", "да", "иә"}, {"", "no", "false", "0", "нет", "жоқ"}
# Marks that come along with copied text and that nobody sees.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPLIT = re.compile(r"[;,\s]+")


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken; ``value`` is what it says."""

    column: str
    value: str
    reason: Text


@dataclass
class Checked:
    """The values of one row, and its faults."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class Refused(Exception):
    """A cell is wrong; the sentence says how."""


@lru_cache(maxsize=10_000)
def key_of(text: str) -> str:
    """What a way of writing is looked up by: folded, but for abbreviations, of which folding would make one of two.

    «ҚҚ» is a public fund and «КҚ» a corporate one; «РОО» is an association and «РО» a religious one.
    """
    return fold(text) if len(text) > ABBREVIATION_LENGTH else text.casefold()


def _by_word(choices: Mapping[Any, str], codes: list[str]) -> dict[str, str]:
    words = {key_of(code): code for code in codes}
    for code, ways in choices.items():
        words |= {key_of(way): str(code.value) for way in ways.split("|")}
    return words


FORM_WORDS = _by_word(_FORMS, LegalForm.values)
STATUS_WORDS = _by_word(_STATUSES, OrganisationStatus.values)


class RowReader:
    """Checks rows against the lists of the moment: ``regions`` maps every way to write a region to its code."""

    def __init__(self, regions: Mapping[str, str], spheres: set[int], columns: list[str], today: dt.date) -> None:
        self.regions, self.spheres, self.columns, self.today = regions, spheres, columns, today
        self.readers: dict[str, Callable[[str], Any]] = {
            "bin": self.bin,
            "legal_form": lambda text: _listed(FORM_WORDS, text, _("This legal form is not in the list.")),
            "status": lambda text: _listed(STATUS_WORDS, text, _("This status is not in the list.")),
            "region": self.region,
            "registered_on": self.date,
            "spheres": self.sphere_mask,
            "email": email,
            "website": website,
            "is_invented": yes_or_no,
        }

    def read(self, row: Mapping[str, str]) -> Checked:
        """The values of ``row`` (heading → cell) and everything that is wrong with it."""
        checked = Checked()
        for column in self.columns:
            cell = " ".join(_INVISIBLE.sub("", row[column]).split())
            try:
                checked.values[column] = self._cell(column, cell)
            except Refused as fault:
                checked.faults.append(Fault(column, cell[:200], fault.args[0]))
        if not checked.faults:
            checked.faults += list(_whole_row(checked.values, row))
        return checked

    def _cell(self, column: str, cell: str) -> Any:
        if not cell.isprintable():
            raise Refused(_("There are characters here that cannot be printed."))
        if cell.startswith(("=", "@")):
            raise Refused(_("This is a formula. Save the file with values instead of formulas."))
        if len(cell) > LENGTHS.get(column, 1000):
            raise Refused(_("This text is too long."))
        return self.readers.get(column, str)(cell)

    def bin(self, text: str) -> str | None:
        number = identifiers.normalised(text)
        # A spreadsheet drops leading zeros of what it takes for a number.
        number = number.zfill(12) if 9 <= len(number) < 12 and number.isascii() and number.isdigit() else number
        faults = identifiers.bin_faults(number) if number else []
        if faults:
            raise Refused(faults[0].message)
        return number or None

    def region(self, text: str) -> str:
        if re.fullmatch(r"[0-9]{9}", text):
            # A unit within a region has the region's first two digits (rule R07).
            text = f"{text[:2]}0000000"
        return _listed(self.regions, text, _("This region is not in the list. Write its KATO code or its name."))

    def date(self, text: str) -> dt.date | None:
        if not text:
            return None
        day, dot, rest = text.partition(".")
        month, _dot, year = rest.partition(".")
        try:
            return dt.date(int(year), int(month), int(day)) if dot else dt.date.fromisoformat(text)
        except ValueError:
            pass
        raise Refused(_("Write the date like 2024-05-31 or 31.05.2024."))

    def sphere_mask(self, text: str) -> int:
        numbers = [part for part in _SPLIT.split(text) if part]
        if not all(part.isascii() and part.isdigit() and int(part) in self.spheres for part in numbers):
            raise Refused(_("Write the numbers of spheres from the list, divided by semicolons."))
        return sum(1 << number for number in {int(part) for part in numbers})


def _listed(words: Mapping[str, str], text: str, sentence: Text) -> str:
    try:
        return words[key_of(text)]
    except KeyError:
        raise Refused(
            sentence if text.strip() else _("This cell is empty: a new organisation needs a value here.")
        ) from None


def _whole_row(values: dict[str, Any], row: Mapping[str, str]) -> list[Fault]:
    """What no cell shows alone."""
    faults = []
    if not any(values[name] for name in NAMES):
        faults.append(Fault(NAMES[0], "", _("The name is missing in every language.")))
    if values["bin"] is None and values["status"] == OrganisationStatus.ACTIVE:
        faults.append(Fault("bin", "", _("An active organisation has a BIN.")))
    if values["bin"]:
        disagreeing = identifiers.form_faults(values["bin"], values["legal_form"])
        faults += [Fault("legal_form", row["legal_form"], fault.message) for fault in disagreeing]
    return faults


def email(text: str) -> str:
    """An e-mail address or nothing."""
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise Refused(_("This is not an e-mail address.")) from None
    return text


def website(text: str) -> str:
    """An address that a browser opens, or nothing; a bare host gets https."""
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/@:]+\.[^\s/@:]+(:\d+)?(/\S*)?", address):
        raise Refused(_("This is not the address of a website."))
    return address


def yes_or_no(text: str) -> bool:
    """Whether the cell says yes."""
    word = text.casefold()
    if word not in _YES | _NO:
        raise Refused(_("Write yes or no."))
    return word in _YES
