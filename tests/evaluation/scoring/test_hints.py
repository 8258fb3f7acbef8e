from __future__ import annotations

import pytest

from evaluation.scoring.hints import Applicant, Hint, Person, domain, find, surname
from foundation.core.text import fold


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ("Ойданова Айгүл Серікқызы", "Ойданов Ерлан"),
        ("Вымышленская Анна", "Вымышленский Пётр"),
        ("Ильина Ольга", "Ильин Олег"),
        ("Shyraqova Aigul", "Шырақов Бек"),
        ("Ким Ирина", "Ким Виктор"),
    ],
)
def test_a_surname_is_the_same_for_women_and_men_in_every_alphabet(woman: str, man: str) -> None:
    assert surname(fold(woman)) == surname(fold(man)) != ""


def test_other_surnames_differ() -> None:
    assert surname(fold("Ойданов Ерлан")) != surname(fold("Ойдамов Ерлан"))
    assert surname("") == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Aigul@Oidan.example", "oidan.example"),
        ("https://www.oidan.example/about", "oidan.example"),
        ("someone@mail.ru", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_a_domain_belongs_to_somebody_or_counts_for_nothing(address: str, expected: str) -> None:
    assert domain(address) == expected


def test_each_kind_of_sign_is_found_and_a_known_tie_is_none() -> None:
    people = [
        Person(1, user=11, surname="oidanov"),
        Person(2, user=12, domain="fund.example"),
        Person(3, user=13, tied=frozenset({99})),
        Person(4, user=14, former=frozenset({7})),
        Person(5, user=15, surname="oidanov", tied=frozenset({7})),
    ]
    applicants = [
        Applicant(7, frozenset({("oidanov", 0)}), frozenset({"fund.example"}), frozenset({"tel 7010000001"})),
        Applicant(8, frozenset({("other", 0)})),
    ]
    contacts = {99: frozenset({"tel 7010000001"}), 7: frozenset({"tel 7010000001"})}

    assert find(people, applicants, contacts) == [
        Hint(1, 7, "surname"),
        Hint(2, 7, "email"),
        Hint(3, 7, "contact"),
        Hint(4, 7, "former"),
    ]


@pytest.mark.parametrize(("owners", "found"), [(1, [1]), (3, [1, 2, 3]), (4, [])])
def test_a_domain_of_many_applicants_is_a_mail_service(owners: int, found: list[int]) -> None:
    applicants = [Applicant(number, domains=frozenset({"fund.example"})) for number in range(1, owners + 1)]

    hints = find([Person(1, user=11, domain="fund.example")], applicants, {})

    assert [hint.organisation for hint in hints] == found


def test_nobody_is_a_namesake_of_oneself() -> None:
    people = [Person(1, user=11, surname="oidanov"), Person(2, user=12, surname="oidanov"), Person(3, user=13)]
    applicants = [Applicant(7, frozenset({("oidanov", 11), ("", 0)}))]

    assert find(people, applicants, {}) == [Hint(2, 7, "surname")]
