"""Weak signs of a tie between an expert and an applicant. They bar nobody: an officer looks at them.

Texts come in folded: one alphabet, small letters (see ``foundation.core.text.fold``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SURNAME, EMAIL, CONTACT, FORMER = "surname", "email", "contact", "former"
# Anybody can have an address there.
FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "mail.ru",
        "bk.ru",
        "list.ru",
        "inbox.ru",
        "internet.ru",
        "yandex.ru",
        "yandex.kz",
        "yandex.com",
        "ya.ru",
        "rambler.ru",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "proton.me",
        "protonmail.com",
        "nur.kz",
        "mail.kz",
    ]
)
# A domain that more applicants of one round give as theirs belongs to a mail service or a provider.
OWNERS_AT_MOST = 3
FEMALE = {"ova": "ov", "eva": "ev", "ina": "in", "yna": "yn", "skaia": "ski", "skaya": "ski", "ckaia": "ski"}


@dataclass(frozen=True, slots=True)
class Person:
    """An expert: account, surname, the domain of the e-mail address, and organisations with a tie, now or earlier."""

    expert: int
    user: int = 0
    surname: str = ""
    domain: str = ""
    tied: frozenset[int] = frozenset()
    former: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Applicant:
    """An organisation: its people as (surname, account or 0), its own domains, and what it can be reached by."""

    organisation: int
    people: frozenset[tuple[str, int]] = frozenset()
    domains: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    expert: int
    organisation: int
    kind: str


def surname(folded: str) -> str:
    """The surname that official names begin with, the same for women and men; '' for an empty name."""
    first = folded.partition(" ")[0]
    for female, male in FEMALE.items():
        if first.endswith(female) and len(first) > len(female) + 1:
            return first.removesuffix(female) + male
    return first


def domain(address: str) -> str:
    """The domain of an e-mail address or a web address that belongs to somebody; '' for a free mail service."""
    host = address.strip().casefold().rpartition("@")[2].rpartition("//")[2].partition("/")[0].removeprefix("www.")
    return "" if host in FREE_MAIL or "." not in host else host


def find(
    people: Iterable[Person], applicants: Iterable[Applicant], contacts: Mapping[int, frozenset[str]]
) -> list[Hint]:
    """Every hint, in order. ``contacts``: by organisation, what those can be reached by with which experts have ties."""
    index = _Index.of(applicants)
    found: set[Hint] = set()
    for person in people:
        for kind, organisations in index.of_person(person, contacts):
            found |= {Hint(person.expert, organisation, kind) for organisation in organisations - person.tied}
    return sorted(found)


@dataclass(slots=True)
class _Index:
    """Applicants by what may coincide."""

    numbers: set[int] = field(default_factory=set)
    people: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    domains: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    contacts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, applicants: Iterable[Applicant]) -> _Index:
        index = cls()
        for applicant in applicants:
            index.numbers.add(applicant.organisation)
            for surname_, account in applicant.people:
                index.people[surname_].add((applicant.organisation, account))
            for name in ("domains", "contacts"):
                for key in getattr(applicant, name) - {""}:
                    getattr(index, name)[key].add(applicant.organisation)
        return index

    def of_person(self, person: Person, contacts: Mapping[int, frozenset[str]]) -> Iterable[tuple[str, set[int]]]:
        namesakes = self.people.get(person.surname, set()) if person.surname else set()
        yield SURNAME, {number for number, account in namesakes if not account or account != person.user}
        owners = self.domains.get(person.domain, set())
        yield EMAIL, owners if len(owners) <= OWNERS_AT_MOST else set()
        yield FORMER, self.numbers & person.former
        for organisation in person.tied | person.former:
            for contact in contacts.get(organisation, frozenset()):
                yield CONTACT, self.contacts.get(contact, set()) - {organisation}
