from __future__ import annotations

from importlib import import_module

import pytest

from registry.choices import LegalForm, OrganisationStatus
from registry.models import Organisation
from registry.queries import counts, search, spelling
from registry.queries.conditions import Choice
from registry.queries.paging import decode
from tests.builders import registry as build
from tests.builders.kept import kept

pytestmark = pytest.mark.django_db

NAMES = {
    1: ("«Шырақ» ҚҚ", "ОФ «Шырак»", ""),
    2: ("«Жас Ұлан» РҚБ", "РОО «Жас Улан»", ""),
    3: ("", "ОФ «Молодая гвардия»", ""),
    4: ("«Ұлы дала» ҚБ", "ОО «Великая степь»", "Great Steppe"),
    5: ("", "Молодая гвардия Актобе", ""),
    6: ("«Қазақстан әйелдері» ҚБ", "ОО «Женщины Казахстана»", ""),
    7: ("Әлеуметті жеделдетiп дамыту", "", ""),
}


@pytest.fixture
def named(db: None) -> dict[int, Organisation]:
    return seven()


@kept
def seven() -> dict[int, Organisation]:
    build.with_reference()
    return {
        serial: build.registered(serial, name_kk=kk, name_ru=ru, name_en=en) for serial, (kk, ru, en) in NAMES.items()
    }


def found(text: str, **choice) -> list[int]:
    known = {organisation.bin: serial for serial, organisation in _all().items()}
    digits = text if text.isdigit() else ""
    page = search(Choice(text=text, digits=digits, language="ru", **choice))
    return [known[organisation.bin] for organisation in page.organisations]


def _all() -> dict[int, Organisation]:
    return dict(enumerate(Organisation.objects.order_by("pk"), start=1))


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("Шырақ", [1]),
        ("shyrak", [1]),
        ("Şyraq", [1]),
        ("ШЫРАК", [1]),
        ("жас ұлан", [2]),
        ("ЖасҰлан", [2]),
        ("улан жас", [2]),
        ("Молодая гвардия", [3, 5]),  # the whole name first, then names that have the words
        ('ОФ "Молодая гвардия"', [3, 5]),
        ("общественный фонд молодая гвардия", [3, 5]),
        ("гвард", [3, 5]),
        ("молодая гвардия актобе", [5]),
        ("улы дала", [4]),
        ("Great", [4]),
        ("Qazaqstan", [6]),
        ("жеделдетіп", [7]),
        ("жеделдетип", [7]),
        ("малодая гвордия", [3, 5]),
        ("моладая", [3, 5]),
        ("гвадрия", [3, 5]),
        ("шыраақ", [1]),
        ("вардия", [3, 5]),
        ("несуществующее", []),
        ("гвардия шырақ", []),
    ],
)
def test_names_are_found_in_any_alphabet(named, text: str, serials: list[int]) -> None:
    assert found(text) == serials


def test_a_bin_is_found_whole_and_by_its_beginning(named) -> None:
    number = named[3].bin

    assert found(number) == [3]
    assert sorted(found("450140")) == list(NAMES)
    assert found("999999") == []


def test_a_name_that_looks_like_a_legal_form_is_found(reference: None) -> None:
    build.registered(1, name_ru="ОФ «КБ»", name_kk="", name_en="")
    build.registered(2)

    assert found("ОФ «кб»") == [1, 2]
    assert sorted(found("«кб» ОФ")) == [1, 2]


def test_digits_that_are_no_bin_are_looked_for_in_names(reference: None) -> None:
    build.registered(1, name_ru="ОФ «Поколение 2050»")
    build.registered(2)

    assert found("2050") == [1]


def test_a_description_is_looked_in_last(reference: None) -> None:
    build.registered(1, description="Строим площадки для слепых собак")
    build.registered(2)

    page = search(Choice(text="слепых собак", language="ru"))

    assert ([one.pk for one in page.organisations], page.kind) == ([_all()[1].pk], "text")


def test_corrected_words_are_told(named) -> None:
    page = search(Choice(text="малодая гвардия", language="ru"))

    assert (page.kind, page.corrections) == ("corrected", {"malodaia": "molodaia"})


def test_facets_narrow_and_do_not_turn_a_name_into_a_typing_error(reference: None) -> None:
    build.registered(1, name_ru="ОФ «Шырак»", name_kk="", name_en="")
    build.registered(2, name_ru="ОФ «Шырок»", name_kk="", name_en="", region_id=build.ALMATY)

    assert found("шырак") == [1]
    assert found("шырак", regions=(build.ASTANA,)) == [1]
    assert found("шырак", regions=(build.ALMATY,)) == []
    assert found("шырук", regions=(build.ALMATY,)) == [2]
    assert found("", forms=(LegalForm.PUBLIC_FUND.value,)) == [1, 2]
    assert found("", statuses=(OrganisationStatus.SUSPENDED.value,)) == []
    assert found("", spheres=(3,)) == [1, 2]
    assert found("", spheres=(4,)) == []


def test_names_are_sorted_by_the_kazakh_alphabet_without_the_legal_form(reference: None) -> None:
    names = ["«Өрлеу» ҚҚ", "ОФ «Орлеу»", "Zeta", "«Әлем» ҚБ", "РОО «Алем»", "«Іздеу»", "«Яблоко»", "2050"]
    for serial, name in enumerate(names, start=1):
        build.registered(serial, name_kk=name, name_ru="", name_en="")

    page = search(Choice(language="kk"))

    assert [one.name_kk for one in page.organisations] == [
        "2050",
        "Zeta",
        "РОО «Алем»",
        "«Әлем» ҚБ",
        "ОФ «Орлеу»",
        "«Өрлеу» ҚҚ",
        "«Іздеу»",
        "«Яблоко»",
    ]


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize("text", ["", "вымышленный", "вымашленный"])
def test_pages_go_through_everything_once(reference: None, monkeypatch, text: str, few: int) -> None:
    labels = import_module("registry.queries.labels")
    monkeypatch.setattr(labels, "_few", lambda: few)
    for serial in range(1, 8):
        build.registered(serial, name_ru="Вымышленный" if serial < 3 else f"Вымышленный {serial % 3}")
    choice = Choice(text=text, language="ru")
    seen: list[int] = []
    after, pages = None, 0

    while True:
        page = search(choice, after, size=2)
        seen += [one.pk for one in page.organisations]
        pages += 1
        if not page.next:
            break
        after = decode(page.next, choice)

    assert pages == 4
    assert sorted(seen) == sorted(Organisation.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen))


def test_a_cursor_belongs_to_its_search(named) -> None:
    choice = Choice(text="молодая", language="ru")
    cursor = search(choice, size=1).next

    assert decode(cursor, choice) is not None
    assert decode(cursor, Choice(text="молодая", language="kk")) is None
    for broken in ("", "zzz", "%%%", "bnVsbA", cursor[:-4], "W10", "W10=", "ÿ"):
        assert decode(broken, choice) is None


def test_counts_of_the_cube_and_of_a_text_agree(named) -> None:
    build.registered(8, name_ru="ОФ «Вымышленный»", region_id=build.ALMATY, spheres=(3, 10), status="suspended")
    for choice in (
        Choice(language="ru"),
        Choice(language="ru", regions=(build.ALMATY,)),
        Choice(language="ru", statuses=("suspended",), spheres=(10,)),
        Choice(language="ru", spheres=(3,)),
        Choice(language="ru", regions=(build.ASTANA,), forms=("branch",)),
    ):
        cube = counts(search(choice).condition, choice)
        # Every organisation has a BIN that begins with these digits, so the text finds them all.
        by_text = Choice(**{**vars_of(choice), "digits": "4501", "text": "4501"})
        assert counts(search(by_text).condition, by_text) == cube


def vars_of(choice: Choice) -> dict:
    return {name: getattr(choice, name) for name in choice.__dataclass_fields__}


def test_counts_show_what_each_other_choice_would_leave(named) -> None:
    build.registered(8, name_ru="ОФ «Молодая сила»", region_id=build.ALMATY, spheres=(10,))

    choice = Choice(text="молодая", language="ru", regions=(build.ALMATY,))
    seen = counts(search(choice).condition, choice)

    assert seen.total == 1
    assert seen.region == {build.ASTANA: 2, build.ALMATY: 1}
    assert (seen.form, seen.status, seen.sphere) == ({"public_fund": 1}, {"active": 1}, {10: 1})


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "ab", 1),
        ("abc", "abd", 1),
        ("abc", "acb", 1),
        ("abc", "xabc", 1),
        ("abcd", "badc", 2),
        ("abc", "", 3),
        ("gvardia", "gvadria", 1),
    ],
)
def test_mistakes_are_counted(one: str, other: str, number: int) -> None:
    assert spelling.mistakes(one, other) == spelling.mistakes(other, one) == number


def test_a_renamed_organisation_is_found_by_its_new_name_alone(reference: None) -> None:
    from registry.actions import organisations  # noqa: PLC0415

    organisation = build.registered(1, name_ru="Старое", name_kk="", name_en="")
    organisations.update(organisation=organisation, values={"name_ru": "Новое"}, by=None)

    assert found("новое") == [1]
    assert found("старое") == []
