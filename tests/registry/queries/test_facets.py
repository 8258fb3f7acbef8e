"""Facets: what each would leave, whether the counts are ready or made on the spot; orders; what is not found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.actions import annual, funding, search
from registry.choices import FundingKind, OrganisationStatus
from registry.models import FacetCount, Organisation, SearchEntry, Word
from registry.models.search import FIRST_YEAR_BIT, LAST_BIT, topics_of, year_bit
from registry.queries import Choice, counts, listing, public_names
from registry.queries import search as find
from registry.queries.conditions import Condition
from registry.queries.facets import _from_entries, kept
from registry.queries.paging import decode
from tests.builders import registry as build
from tests.builders.kept import kept as kept_world

pytestmark = pytest.mark.django_db

SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NOVEMBER = dt.datetime(2026, 11, 22, 6, tzinfo=dt.UTC)


def told(organisation: Organisation, **facts) -> Organisation:
    """The organisation with these facts, as an action would leave it."""
    Organisation.objects.filter(pk=organisation.pk).update(**facts)
    organisation.refresh_from_db()
    search.index(organisation)
    return organisation


def paid(organisation: Organisation, reference: str, amount: int) -> None:
    values = {"title": "Invented", "payer_name": "Invented", "amount": amount, "decided_on": dt.date(2026, 1, 1)}
    funding.enter(organisation=organisation, kind=FundingKind.GRANT, reference=reference, values=values, by=None)


@pytest.fixture
def various(db: None) -> list[Organisation]:
    return seven()


@kept_world
def seven() -> list[Organisation]:
    """Seven organisations that differ in everything that can be asked for."""
    build.with_reference()
    found = [
        told(
            build.registered(
                serial,
                name_ru=f"ОФ «Молодая {'сила' if serial % 2 else 'гвардия'}»",
                region_id=build.ALMATY if serial % 3 == 0 else build.ASTANA,
                spheres=(3,) if serial % 2 else (3, 10),
                status="suspended" if serial == 4 else "active",
                registered_on=dt.date(2020, 1, serial),
            ),
            is_charity=serial in (1, 2, 3),
            has_volunteers=serial in (2, 3, 4),
            sdgs=[4, 13][: serial % 3],
        )
        for serial in range(1, 8)
    ]
    for place, year in ((0, 2025), (1, 2025), (1, 2024), (2, 2024), (5, 2026)):
        with time_machine.travel(dt.datetime(year + 1, 1, 5, tzinfo=dt.UTC), tick=False):
            build.annual_filed(found[place], year)
        search.index(found[place])
    for serial in (3, 5, 6):
        paid(found[serial - 1], f"g-{serial}", serial * 1000)
    return found


def serials(choice: Choice) -> list[int]:
    return sorted(Organisation.objects.get(pk=line.pk).registered_on.day for line in find(choice).lines)


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        ({"charity": True}, [1, 2, 3]),
        ({"volunteers": True}, [2, 3, 4]),
        ({"charity": True, "volunteers": True}, [2, 3]),
        ({"money": True}, [3, 5, 6]),
        ({"annual": "filed"}, [1, 2]),
        ({"annual": "missing"}, [3, 4, 5, 6, 7]),
        ({"sdgs": (4,)}, [1, 2, 4, 5, 7]),
        ({"sdgs": (13,)}, [2, 5]),
        ({"sdgs": (4, 13)}, [1, 2, 4, 5, 7]),
        ({"spheres": (10,), "sdgs": (13,)}, [2]),
        ({"regions": (build.ALMATY, build.ASTANA)}, [1, 2, 3, 4, 5, 6, 7]),
        ({"regions": (build.ALMATY,), "money": True}, [3, 6]),
        ({"statuses": ("suspended", "inactive")}, [4]),
    ],
)
@pytest.mark.parametrize("text", ["", "молодая"])
def test_each_facet_narrows(various, facets: dict, expected: list[int], text: str) -> None:
    choice = Choice(text=text, language="ru", year=2025, **facets)

    assert serials(choice) == expected
    assert counts(find(choice).condition, choice).total == len(expected)


def test_counts_tell_what_each_choice_would_leave(various) -> None:
    choice = Choice(language="ru", year=2025)
    seen = counts(find(choice).condition, choice)

    assert (seen.total, seen.money, seen.charity, seen.volunteers) == (7, 3, 3, 3)
    assert (seen.sphere, seen.sdg) == ({3: 7, 10: 3}, {4: 5, 13: 2})
    assert seen.annual == {"filed": 2, "missing": 5}
    for name, value in (("annual", "filed"), ("sdgs", (13,)), ("charity", True)):
        narrowed = replace(choice, **{name: value})
        under = counts(find(narrowed).condition, narrowed)
        assert under.sphere == counts(Condition("true", kind="text"), narrowed).sphere


CHOICES = st.builds(
    Choice,
    regions=st.sampled_from([(), (build.ALMATY,), (build.ALMATY, build.ASTANA)]),
    forms=st.sampled_from([(), ("public_fund",), ("branch",)]),
    statuses=st.sampled_from([(), ("active",), ("active", "suspended")]),
    spheres=st.sampled_from([(), (3,), (10,), (3, 10), (4,)]),
    sdgs=st.sampled_from([(), (4,), (4, 13)]),
    annual=st.sampled_from(["", "filed", "missing"]),
    money=st.booleans(),
    charity=st.booleans(),
    volunteers=st.booleans(),
    year=st.sampled_from([0, 2024, 2025, 2026, 3000]),
    language=st.just("ru"),
)


@SETTINGS
@given(choice=CHOICES)
def test_counts_that_are_ready_agree_with_counts_on_the_spot(various, choice: Choice) -> None:
    assert counts(Condition("true"), choice) == _from_entries(Condition("true"), choice)


@SETTINGS
@given(choice=CHOICES)
def test_a_total_is_what_the_list_has(various, choice: Choice) -> None:
    page = find(choice)
    assert counts(page.condition, choice).total == len(page.lines)


@pytest.fixture
def frequent(various, monkeypatch) -> list[Organisation]:
    monkeypatch.setattr(search.counting, "COUNTED_LEAST", 2)
    search.rebuild()
    return various


def test_frequent_words_are_counted_ahead_and_stay_right(frequent) -> None:
    assert {"molodaia", "sila", "gvardia", "of"} <= set(
        Word.objects.filter(is_counted=True).values_list("pk", flat=True)
    )
    told(frequent[0], name_ru="ОФ «Гвардия силы»", is_charity=False)
    told(frequent[1], merged_into=frequent[0])
    build.registered(9, name_ru="ОФ «Молодая»", region_id=build.ALMATY)

    for text, narrowing in product(("молодая", "сила", "гвардия", "ОФ"), ({}, {"regions": (build.ALMATY,)})):
        choice = Choice(text=text, language="ru", year=2025, **narrowing)
        page = find(choice)
        assert page.condition.word != ""
        assert counts(page.condition, choice) == _from_entries(page.condition, choice), text
        assert counts(page.condition, choice).total == len(page.lines)
    held = list(FacetCount.objects.filter(word="molodaia", region_code="", legal_form="", status=""))
    assert [row.entries for row in held] == [6]


def test_one_at_a_time_leaves_the_same_counts_as_all_at_once(frequent) -> None:
    def held() -> list:
        return sorted(
            (*values, [(topic, count) for topic, count in enumerate(by_topic, start=1) if count])
            for *values, by_topic in FacetCount.objects.filter(
                entries__gt=0, word__in=("", "molodaia", "sila")
            ).values_list("word", "region_code", "legal_form", "status", "topic", "entries", "by_topic")
        )

    told(frequent[2], name_ru="ОФ «Молодая гвардия силы»", sdgs=[1, 17])
    paid(frequent[3], "g-9", 5)
    funding.annul(kind=FundingKind.GRANT, reference="g-3", reason="Taken back", by=None)
    before = held()

    search.count_facets()

    assert held() == before


def test_a_new_due_year_needs_no_new_count(various) -> None:
    """The facet asks for the last due year at the moment of the question."""
    organisation = Organisation.objects.get(registered_on=dt.date(2020, 1, 6))
    with time_machine.travel(NOVEMBER, tick=False):
        this_year = public_names().last_due()
    with time_machine.travel(dt.datetime(2027, 4, 2, tzinfo=dt.UTC), tick=False):
        next_year = public_names().last_due()

    assert (this_year, next_year) == (2025, 2026)
    # It filed 2026 ahead of time and 2025 never.
    assert organisation.registered_on.day not in serials(Choice(annual="filed", year=this_year))
    assert serials(Choice(annual="filed", year=next_year)) == [6]
    assert counts(Condition("true"), Choice(year=next_year)).annual == {"filed": 1, "missing": 6}


def test_information_that_is_returned_is_missing_again(various) -> None:
    row = various[0].annual_information.get()
    annual.send_back(information=row, remarks="Sum?", by=build.officer())
    search.index(various[0])

    assert serials(Choice(annual="filed", year=2025)) == [2]


def test_annulled_money_does_not_count(various) -> None:
    funding.annul(kind=FundingKind.GRANT, reference="g-3", reason="Taken back", by=None)

    assert serials(Choice(money=True)) == [5, 6]
    assert SearchEntry.objects.get(pk=various[2].pk).received == 0


def test_orders_and_their_pages(various) -> None:
    paid(various[0], "g-10", 6000)

    def walked(sort: str, text: str = "") -> list[int]:
        choice, after, seen = Choice(text=text, language="ru", sort=sort), None, []
        while True:
            page = find(choice, after, size=2)
            seen += [line.registered_on.day for line in page.lines]
            if not page.next:
                return seen
            after = decode(page.next, choice)
            assert after is not None

    assert walked("newest") == [7, 6, 5, 4, 3, 2, 1]
    assert walked("money")[:4] == [6, 1, 5, 3] or walked("money")[:4] == [1, 6, 5, 3]
    assert sorted(walked("money")) == list(range(1, 8))
    told(various[2], name_ru="ОФ «Молодая»")
    # The exact name comes first in every order.
    assert walked("newest", "молодая") == [3, 7, 6, 5, 4, 2, 1]
    assert walked("money", "молодая")[0] == 3
    assert walked("name", "молодая")[0] == 3


def test_a_cursor_fits_its_order_alone(various) -> None:
    newest, by_name = Choice(sort="newest"), Choice()
    cursor = find(newest, size=1).next

    assert decode(cursor, newest) is not None
    assert decode(cursor, by_name) is None


def test_a_beginning_of_bins_is_listed_by_bin(various) -> None:
    choice = Choice(text="4501", digits="4501")
    numbers = sorted(one.bin for one in various)
    first = find(choice, size=3)
    second = find(choice, decode(first.next, choice), size=10)

    assert [line.bin for line in (*first.lines, *second.lines)] == numbers


def test_merged_records_are_not_found_and_come_back(various) -> None:
    gone = told(various[0], merged_into=various[1])
    assert serials(Choice(language="ru")) == [2, 3, 4, 5, 6, 7]
    assert find(Choice(text=gone.bin, digits=gone.bin)).lines == []
    assert counts(Condition("true"), Choice()).total == 6
    assert search.rebuild() == 6

    told(gone, merged_into=None)

    assert serials(Choice(language="ru")) == [1, 2, 3, 4, 5, 6, 7]


def test_short_names_are_found_too(various) -> None:
    told(various[4], short_name_kk="ЖҰ «Шырақ»", short_name_ru="МГА", short_name_en="YGA")

    assert [serials(Choice(text=text, language="ru")) for text in ("shyrak", "мга", "YGA")] == [[5], [5], [5]]
    assert find(Choice(text="МГА", language="ru")).kind == "name"


def test_counts_are_right_before_anything_was_counted_ahead(various) -> None:
    FacetCount.objects.all().delete()

    choice = Choice(year=2025, statuses=(OrganisationStatus.SUSPENDED,))

    assert counts(Condition("true"), choice).total == 1
    assert counts(Condition("true"), Choice(regions=("150000000",))).total == 0


def test_years_and_topics_have_their_bits() -> None:
    assert [year_bit(year) for year in (2015, 2016, 2057, 2058, -1)] == [0, FIRST_YEAR_BIT, LAST_BIT, 0, 0]
    assert topics_of(1 << 3 | 1 << 10, 1 << 4 | 1 << 18) == [3, 10, 34, 48]


def test_kept_counts_follow_every_change(various) -> None:
    choice = Choice(language="ru", year=2025)
    everybody = Condition("true")

    before = kept(everybody, choice)
    assert before == counts(everybody, choice)
    assert kept(everybody, choice) is before

    told(various[0], is_charity=not various[0].is_charity)
    assert kept(everybody, choice) == counts(everybody, choice) != before
    assert kept(everybody, Choice(charity=True, sdgs=(4,))) is None


def test_a_short_list_is_counted_by_its_lines(various) -> None:
    choice = Choice(text="молодая", language="ru", year=2025)

    found, seen = listing(choice)
    assert found.is_whole
    assert seen == counts(found.condition, choice)
    assert seen.total == len(found.lines) > 0
