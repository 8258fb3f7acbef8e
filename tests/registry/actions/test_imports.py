from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import NotPermitted
from foundation.core.models import Job, JobStatus
from registry.actions import imports, search
from registry.models import FacetCount, Organisation, OrganisationImport, SearchEntry, Word, WordDeletion
from registry.queries import Choice
from registry.queries import search as find
from tests.builders import registry as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

HEAD = "bin,name_kk,name_ru,name_en,legal_form,region,status,spheres,registered_on"
FIRST = "450140000015,«Шырақ» ҚҚ,ОФ «Шырак»,,public_fund,710000000,active,3;10,2020-05-31"
SECOND = "450741000429,,Филиал «Дос»,,Филиал,г. Алматы,приостановлена,4,31.05.2021"
NO_BIN = ",«Ескі» ҚБ,,,ҚБ,Шымкент қаласы,БСН жоқ,,"


def upload(*lines: str, encoding: str = "utf-8", name: str = "ngos.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\r\n".join((HEAD, *lines, "")).encode(encoding), "text/csv")


def loaded(*lines: str, is_dry_run: bool = False, **options) -> OrganisationImport:
    load = imports.request(upload=upload(*lines, **options), is_dry_run=is_dry_run, by=build.officer())
    jobs.run(str(load.job_id))
    load.refresh_from_db()
    assert Job.objects.get(pk=load.job_id).error == ""
    return load


def failed(file: SimpleUploadedFile) -> str:
    load = imports.request(upload=file, is_dry_run=False, by=build.officer())
    jobs.run(str(load.job_id))
    job = Job.objects.get(pk=load.job_id)
    assert job.status == JobStatus.FAILED
    assert Organisation.objects.count() == 0
    return job.error


def counted(load: OrganisationImport) -> tuple[int, ...]:
    return tuple(load.outcome[name] for name in ("rows", "new", "changed", "same", "refused"))


def test_a_file_fills_the_registry_and_its_search(reference: None) -> None:
    load = loaded(FIRST, SECOND, NO_BIN)

    assert counted(load) == (3, 3, 0, 0, 0)
    first, second, third = Organisation.objects.order_by("pk")
    assert (first.bin, first.name_kk, first.legal_form, first.region_id, first.status, first.registered_on) == (
        "450140000015",
        "«Шырақ» ҚҚ",
        "public_fund",
        "710000000",
        "active",
        dt.date(2020, 5, 31),
    )
    assert (second.legal_form, second.region_id, second.status) == ("branch", "750000000", "suspended")
    assert (third.bin, third.region_id, third.status, third.registered_on) == (None, "790000000", "no_bin", None)
    assert sorted(first.spheres.values_list("pk", flat=True)) == [3, 10]
    assert [one.pk for one in find(Choice(text="shyraq")).organisations] == [first.pk]
    assert FacetCount.objects.get(region_code="", legal_form="", status="", topic=0).entries == 3


def test_what_a_load_leaves_is_what_a_rebuild_makes(reference: None) -> None:
    build.registered(1, description="Сажаем деревья", name_ru="Старое имя")
    loaded(FIRST.replace("450140000015", Organisation.objects.get().bin), SECOND, NO_BIN)

    def derived() -> list:
        return [
            sorted(SearchEntry.objects.values_list()),
            sorted(
                (*values, [(topic, count) for topic, count in enumerate(by_topic, start=1) if count])
                for *values, by_topic in FacetCount.objects.filter(entries__gt=0).values_list(
                    "word", "region_code", "legal_form", "status", "topic", "entries", "by_topic"
                )
            ),
        ]

    before = derived()
    words = set(Word.objects.values_list("word", flat=True))

    assert search.rebuild() == 3

    assert derived() == before
    assert set(Word.objects.values_list("word", flat=True)) == words - {
        "staroe",
        "imia",
        "invented",
        "fund",
        "oidan",
        "şigarilgan",
        "1",
    }
    assert WordDeletion.objects.filter(word="şirak").count() == 6


def test_the_same_file_twice_changes_nothing(reference: None) -> None:
    loaded(FIRST, SECOND, NO_BIN)
    before = list(Organisation.objects.order_by("pk").values())
    entries = list(SearchEntry.objects.order_by("pk").values())

    load = loaded(FIRST, SECOND, NO_BIN)

    assert counted(load) == (3, 0, 0, 3, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before
    assert list(SearchEntry.objects.order_by("pk").values()) == entries


def test_a_known_bin_is_changed_and_what_the_file_lacks_stays(reference: None) -> None:
    organisation = build.registered(1, phone="+7 7172 000000", description="Сажаем деревья", head_iin="900101300017")

    load = loaded(FIRST.replace("450140000015", organisation.bin))

    organisation.refresh_from_db()
    assert counted(load) == (1, 0, 1, 0, 0)
    assert (organisation.name_ru, organisation.phone, organisation.head_iin) == (
        "ОФ «Шырак»",
        "+7 7172 000000",
        "900101300017",
    )
    assert [one.pk for one in find(Choice(text="деревья")).organisations] == [organisation.pk]
    assert sorted(organisation.spheres.values_list("pk", flat=True)) == [3, 10]


def test_a_change_of_spheres_alone_is_a_change(reference: None) -> None:
    loaded(FIRST)

    load = loaded(FIRST.replace("3;10", "3"))

    assert counted(load) == (1, 0, 1, 0, 0)
    assert list(Organisation.objects.get().spheres.values_list("pk", flat=True)) == [3]


def test_a_dry_run_tells_and_changes_nothing(reference: None) -> None:
    loaded(FIRST)
    events = Event.objects.filter(verb="registry.organisations.imported").count()

    load = loaded(FIRST.replace("active", "suspended"), SECOND, "1,,,,,,,,", is_dry_run=True)

    assert counted(load) == (3, 1, 1, 0, 1)
    assert Organisation.objects.get().status == "active"
    assert Event.objects.filter(verb="registry.organisations.imported").count() == events
    assert load.errors is not None


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (
            FIRST.replace("450140000015", "450140000016"),
            "bin",
            "This BIN has a typing error: its check digit does not fit.",
        ),
        (
            FIRST.replace("450140000015", "990101500016"),
            "bin",
            "This looks like a person's number (IIN), not like the BIN of an organisation.",
        ),
        (FIRST.replace("450140000015", ""), "bin", "An active organisation has a BIN."),
        (FIRST.replace("public_fund", "party"), "legal_form", "This legal form is not in the list."),
        (
            FIRST.replace("public_fund", "branch"),
            "legal_form",
            "The 6th digit of the BIN and the legal form do not agree (branch: 1, office: 2).",
        ),
        (
            FIRST.replace("710000000", "Atlantis"),
            "region",
            "This region is not in the list. Write its KATO code or its name.",
        ),
        (FIRST.replace("active", "asleep"), "status", "This status is not in the list."),
        (
            FIRST.replace("3;10", "3;20"),
            "spheres",
            "Write the numbers of spheres from the list, divided by semicolons.",
        ),
        (
            FIRST.replace("3;10", "three"),
            "spheres",
            "Write the numbers of spheres from the list, divided by semicolons.",
        ),
        (FIRST.replace("2020-05-31", "2020-02-31"), "registered_on", "Write the date like 2024-05-31 or 31.05.2024."),
        (FIRST.replace("2020-05-31", "31.05"), "registered_on", "Write the date like 2024-05-31 or 31.05.2024."),
        (
            FIRST.replace("ОФ «Шырак»", "=cmd()"),
            "name_ru",
            "This is a formula. Save the file with values instead of formulas.",
        ),
        (FIRST.replace("ОФ «Шырак»", "Ш" * 501), "name_ru", "This text is too long."),
        (FIRST.replace("ОФ «Шырак»", "Ш\ue000"), "name_ru", "There are characters here that cannot be printed."),
        (
            FIRST.replace("«Шырақ» ҚҚ", "").replace("ОФ «Шырак»", ""),
            "name_kk",
            "The name is missing in every language.",
        ),
        (FIRST + ",more", "", "The row has 10 cells, the headings are 9."),
    ],
)
def test_each_fault_is_told_with_line_column_and_reason(reference: None, row: str, column: str, reason: str) -> None:
    load = loaded(SECOND, row)

    (fault,) = load.outcome["first_faults"]
    assert (fault["line"], fault["column"], fault["reason"]) == (3, column, reason)
    assert counted(load) == (2, 1, 0, 0, 1)
    assert Organisation.objects.get().bin == "450741000429"


def test_all_faults_of_a_row_are_told_and_the_file_of_faults_is_safe_to_open(reference: None) -> None:
    load = loaded('1,"=1+1",,,x,x,x,x,x')

    assert [fault["column"] for fault in load.outcome["first_faults"]] == [
        *("bin", "name_kk", "legal_form", "region", "status", "spheres", "registered_on"),
    ]
    with load.errors.file.open() as file:
        text = file.read().decode("utf-8-sig")
    assert text.splitlines()[:2] == ["line,column,value,reason", "2,bin,1,A BIN has exactly 12 digits."]
    assert text.splitlines()[2].startswith("2,name_kk,'=1+1,")
    assert counted(load) == (1, 0, 0, 0, 1)


def test_the_second_row_of_a_bin_is_refused(reference: None) -> None:
    load = loaded(FIRST, SECOND, FIRST.replace("Шырак", "Другой"), NO_BIN, NO_BIN)

    assert counted(load) == (5, 3, 0, 0, 2)
    assert [(fault["line"], fault["reason"]) for fault in load.outcome["first_faults"]] == [
        (4, "The same organisation is in line 2 already."),
        (6, "The same organisation is in line 5 already."),
    ]
    assert Organisation.objects.get(bin="450140000015").name_ru == "ОФ «Шырак»"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_with_and_without_a_mark(reference: None, encoding: str) -> None:
    assert counted(loaded(FIRST, encoding=encoding)) == (1, 1, 0, 0, 0)
    assert Organisation.objects.get().name_kk == "«Шырақ» ҚҚ"


def test_windows_1251_is_read_and_told(reference: None) -> None:
    load = loaded(SECOND, encoding="cp1251")

    assert (counted(load), load.outcome["encoding"]) == ((1, 1, 0, 0, 0), "cp1251")
    assert Organisation.objects.get().name_ru == "Филиал «Дос»"


def test_semicolons_quotes_lines_within_cells_and_lost_zeros(reference: None) -> None:
    lines = [
        HEAD.replace(",", ";"),
        '140000002;"Жаңа\nЖол ""А""";;;ҚҚ;Астана қаласы;active;;',
        "1;;;;;;;;",
    ]
    file = SimpleUploadedFile("ngos.csv", "\n".join(lines).encode(), "text/csv")
    load = imports.request(upload=file, is_dry_run=False, by=build.officer())
    jobs.run(str(load.job_id))
    load.refresh_from_db()

    assert counted(load) == (2, 1, 0, 0, 1)
    assert (Organisation.objects.get().bin, Organisation.objects.get().name_kk) == ("000140000002", 'Жаңа Жол "А"')
    assert {fault["line"] for fault in load.outcome["first_faults"]} == {4}


def test_a_file_without_the_columns_is_refused_as_a_whole(reference: None) -> None:
    assert failed(SimpleUploadedFile("a.csv", b"number,title\n1,2\n", "text/csv")) == (
        "The first line must name the columns. Missing: bin, name_kk. Known: bin, name_kk, name_ru, name_en, "
        "legal_form, region, status, spheres, registered_on, address, email, phone, website, head_name, is_invented."
    )
    assert (
        failed(SimpleUploadedFile("a.csv", f"{HEAD},bin\n".encode(), "text/csv"))
        == "These columns are there twice: bin."
    )


def test_optional_columns_are_taken_and_unknown_ones_named(reference: None) -> None:
    head = f"{HEAD},Email,website,is_invented,colour"
    file = SimpleUploadedFile("a.csv", f"{head}\n{FIRST},a@example.kz,example.kz,иә,red\n".encode(), "text/csv")
    load = imports.request(upload=file, is_dry_run=False, by=build.officer())
    jobs.run(str(load.job_id))
    load.refresh_from_db()

    organisation = Organisation.objects.get()
    assert (organisation.email, organisation.website, organisation.is_invented) == (
        "a@example.kz",
        "https://example.kz",
        True,
    )
    assert load.outcome["ignored_columns"] == ["colour"]


def test_a_load_is_one_event_and_a_repeat_of_the_job_does_nothing(reference: None) -> None:
    load = loaded(FIRST, SECOND)
    event = Event.objects.get(verb="registry.organisations.imported")
    assert event.changes == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "rows": 2,
        "refused": 0,
        "sha256": load.document.sha256,
    }
    Organisation.objects.filter(bin="450140000015").update(name_ru="later")

    assert imports.run(load=load, report=lambda done, total: None) == load

    assert Organisation.objects.get(bin="450140000015").name_ru == "later"
    assert Event.objects.filter(verb="registry.organisations.imported").count() == 1


def test_only_officers_ask_for_a_load() -> None:
    with pytest.raises(NotPermitted):
        imports.request(upload=upload(FIRST), is_dry_run=True, by=UserFactory())
    with pytest.raises(NotPermitted):
        imports.request_path(path=Path(__file__), by=UserFactory())
    assert OrganisationImport.objects.count() == Job.objects.count() == 0
