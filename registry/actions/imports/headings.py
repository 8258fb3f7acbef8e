"""How the columns of other people's files are called, in three languages and in the 360Giving standard."""

from __future__ import annotations

from foundation.core.text import fold
from registry.actions.imports.values import HEADINGS, NAMES, REQUIRED

# Columns that are read and become others: a name in a language that is not told, an identifier with its scheme.
# No heading is called so after ``canonical``.
NAME, IDENTIFIER = "*name", "*identifier"
_WAYS = {
    "bin": "БИН|БСН|BIN|БИН организации|БСН нөмірі|ИИН/БИН|ЖСН/БСН|Бизнес-идентификационный номер",
    "name_kk": "наименование на казахском языке|наименование на казахском|наименование (каз)|название на казахском"
    "|атауы|қазақша атауы|мемлекеттік тілдегі атауы|ұйымның атауы|name in Kazakh",
    "name_ru": "наименование|наименование на русском языке|наименование на русском|наименование (рус)|название"
    "|название на русском|полное наименование|наименование организации|наименование НПО|орысша атауы|name in Russian",
    "name_en": "наименование на английском|наименование на английском языке|ағылшынша атауы|name in English",
    "legal_form": "организационно-правовая форма|ОПФ|правовая форма|форма|ұйымдық-құқықтық нысаны|құқықтық нысаны"
    "|legal form",
    "region": "регион|область|область, город|КАТО|код КАТО|өңір|облыс|аймақ|ӘАОЖ|region",
    "status": "статус|состояние|мәртебесі|күйі|status",
    "spheres": "сферы деятельности|сфера деятельности|направления деятельности|қызмет салалары|қызмет бағыттары|spheres",
    "registered_on": "дата регистрации|дата государственной регистрации|тіркелген күні|registered on",
    "address": "адрес|юридический адрес|мекенжайы|мекен-жайы|заңды мекенжайы|address",
    "email": "электронная почта|эл. почта|e-mail|email|электрондық пошта",
    "phone": "телефон|контактный телефон|байланыс телефоны|phone",
    "website": "сайт|веб-сайт|интернет-ресурс|website",
    "head_name": "руководитель|ФИО руководителя|басшысы|басшының аты-жөні|head",
}
_GIVING = {
    IDENTIFIER: "Recipient Org:Identifier|recipientOrganization/0/id",
    NAME: "Recipient Org:Name|recipientOrganization/0/name",
    "bin": "Recipient Org:Company Number|recipientOrganization/0/companyNumber",
    "website": "Recipient Org:Web Address|recipientOrganization/0/url",
    "email": "Recipient Org:Email|recipientOrganization/0/email",
    "phone": "Recipient Org:Telephone|recipientOrganization/0/telephone",
    "region": "Recipient Org:Location:0:Geographic Code|recipientOrganization/0/location/0/geoCode"
    "|Recipient Org:Location:Geographic Code|Recipient Org:City|recipientOrganization/0/addressLocality",
}
GIVING_MARKS = frozenset(fold(way) for way in _GIVING[IDENTIFIER].split("|"))


def _by_way() -> dict[str, str]:
    known = {fold(name): name for name in HEADINGS}
    for ways in (_GIVING, _WAYS):
        for name, text in ways.items():
            for way in text.split("|"):
                known.setdefault(fold(way), name)
    return known


KNOWN = _by_way()


def canonical(headings: list[str]) -> list[str]:
    """The portal's name of each column; a column that it does not know keeps its own. The first of two wins."""
    found: list[str] = []
    for heading in headings:
        name = KNOWN.get(fold(heading), heading)
        found.append(name if name == heading or name not in found else heading)
    return found


def are_giving(headings: list[str]) -> bool:
    """Whether these are columns of a 360Giving spreadsheet: grants, whose recipients are of interest here."""
    return any(fold(heading) in GIVING_MARKS for heading in headings)


def missing(columns: list[str]) -> list[str]:
    """What a file must have and has not: a number and a name in some language."""
    lacks = [] if {"bin", IDENTIFIER} & set(columns) else ["bin"]
    return lacks if {*NAMES, NAME} & set(columns) else [*lacks, "name_kk"]


def absent(columns: list[str]) -> list[str]:
    """Columns of a record that the file does not tell, and that a known record keeps."""
    return [name for name in REQUIRED if name not in columns]
