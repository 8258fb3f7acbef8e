"""Fuller records of a few NGOs: founders, a logo, goals, a branch; told by their heads and by an officer."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile

from civilportal.demo.data import read
from civilportal.demo.ngos import people
from civilportal.demo.script import Applicant
from foundation.accounts.models import User
from registry.actions import founders, logos, organisations
from registry.actions.founders import Facts
from registry.choices import FounderKind, LegalForm
from registry.models import Organisation

FULL = 3
FOUNDERS_FROM = 180  # names of people that nobody else of the demo bears
COLOURS = ((0, 103, 127), (254, 197, 12))
SIDE = 96


def fill(applicants: Sequence[Applicant], officer: User) -> None:
    """What the first applicants say of themselves; a second time changes nothing."""
    texts = read("records.toml")
    names = people(200)[FOUNDERS_FROM:]
    for applicant in applicants[:FULL]:
        organisation, head, place = applicant.organisation, applicant.head, applicant.place
        organisations.update(organisation=organisation, values=texts["said"][place], by=head)
        if not organisation.founders.exists():
            told = [Facts(kind=FounderKind.PERSON, name=names[place], since=organisation.registered_on)]
            other = applicants[FULL + place].organisation
            told.append(Facts(kind=FounderKind.LEGAL, name=other.name_ru, bin=other.bin or ""))
            founders.replace(organisation=organisation, founders=told, by=head)
    _first(applicants[0], officer, texts)


def _first(applicant: Applicant, officer: User, texts: dict[str, Any]) -> None:
    """The first one has a logo, and an officer has entered its short names and its branch."""
    organisation = Organisation.objects.get(pk=applicant.organisation.pk)
    if organisation.logo is None:
        logos.put(organisation=organisation, upload=ContentFile(picture(), "logo.png"), by=applicant.head)
    organisations.update(organisation=organisation, values=texts["official"], by=officer, reason=texts["reason"])
    branch = Organisation.objects.filter(legal_form=LegalForm.BRANCH, is_invented=True).exclude(bin=None).first()
    if branch is not None and branch.parent_id is None:
        organisations.update(
            organisation=branch, values={"parent": organisation}, by=officer, reason=texts["branch_reason"]
        )


def picture() -> bytes:
    """A sun on the steppe, as PNG."""
    middle, rows = SIDE / 2, []
    for y in range(SIDE):
        row = [COLOURS[(x - middle) ** 2 + (y - middle) ** 2 < (SIDE / 3) ** 2] for x in range(SIDE)]
        rows.append(b"\0" + bytes(value for colour in row for value in colour))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
