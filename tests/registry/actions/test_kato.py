from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from foundation.audit.models import Event
from foundation.core.errors import Invalid
from registry.actions import kato
from registry.models import KatoUnit

pytestmark = pytest.mark.django_db

HEAD = ("te", "ab", "cd", "ef", "hij", "k", "name_kaz", "name_rus", "nn")
ROWS = [
    (100000000, 10, 0, 0, 0, 0, "Абай облысы", "область Абай", ""),
    (101000000, 10, 10, 0, 0, 0, "Семей қ.ә.", "Семей г.а.", ""),
    (101033000, 10, 10, 33, 0, 0, "Абыралы а.о.", "Абралинский с.о.", ""),
    (101033102, 10, 10, 33, 102, 0, "Ойдан ауылы", "село Выдуманное", ""),
    (710000000, 71, 0, 0, 0, 0, "Астана қаласы", "г. Астана", ""),
    (711110000, 71, 11, 10, 0, 0, "Алматы ауданы", "район Алматы", ""),
]
SOURCE, ON = "stat.gov.kz, invented rows", dt.date(2026, 1, 1)


def written(folder: Path, rows=ROWS, delimiter: str = ",", head=HEAD) -> Path:
    path = folder / "kato.csv"
    lines = [delimiter.join(map(str, row)) for row in (head, *rows)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def load(path: Path, on: dt.date = ON) -> list[int]:
    return list(kato.load(path=path, source=SOURCE, on=on).values())


def test_a_file_fills_the_levels_below_the_regions_and_a_second_load_changes_nothing(reference, tmp_path) -> None:
    path = written(tmp_path)

    assert load(path) == [4, 0, 0, 2]
    assert load(path) == [0, 0, 0, 6]

    units = KatoUnit.objects.filter(code__startswith="10").values_list("code", "level", "parent_id", "name_ru")
    assert list(units) == [
        ("100000000", 1, None, "область Абай"),
        ("101000000", 2, "100000000", "Семей г.а."),
        ("101033000", 3, "101000000", "Абралинский с.о."),
        ("101033102", 4, "101033000", "село Выдуманное"),
    ]
    # There is no unit 711100000, so this one lies in the city itself.
    assert KatoUnit.objects.get(pk="711110000").parent_id == "710000000"
    assert KatoUnit.objects.get(pk="101000000").source == SOURCE
    assert Event.objects.filter(verb="registry.kato.loaded").count() == 1


def test_a_workbook_says_the_same(reference, tmp_path) -> None:
    book = Workbook()
    for row in (("Классификатор",), HEAD, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "kato.xlsx")

    assert load(tmp_path / "kato.xlsx") == [4, 0, 0, 2]
    assert KatoUnit.objects.get(pk="101033102").name_kk == "Ойдан ауылы"


def test_the_code_is_made_of_its_parts_when_the_file_has_no_column_for_it(reference, tmp_path) -> None:
    rows = [row[1:] for row in ROWS]

    assert load(written(tmp_path, rows, ";", HEAD[1:])) == [4, 0, 0, 2]
    assert KatoUnit.objects.filter(pk="101033102").exists()


def test_a_unit_that_is_gone_ends_the_day_before_and_comes_back_when_it_is_there_again(reference, tmp_path) -> None:
    load(written(tmp_path))
    renamed = [*ROWS[:3], ROWS[4], (*ROWS[5][:6], "Жаңа аудан", "Новый район", "")]

    assert load(written(tmp_path, renamed), dt.date(2027, 1, 1)) == [0, 1, 1, 4]

    gone = KatoUnit.objects.get(pk="101033102")
    assert (gone.valid_from, gone.valid_to) == (ON, dt.date(2026, 12, 31))
    assert KatoUnit.objects.get(pk="711110000").name_ru == "Новый район"
    assert load(written(tmp_path), dt.date(2028, 1, 1)) == [0, 2, 0, 4]
    assert KatoUnit.objects.get(pk="101033102").valid_to is None


def test_regions_are_never_ended_and_keep_their_names(reference, tmp_path) -> None:
    load(written(tmp_path, [(100000000, 10, 0, 0, 0, 0, "Басқа", "Другое", "")]))

    assert KatoUnit.objects.filter(valid_to=None).count() == 20
    assert KatoUnit.objects.get(pk="100000000").name_ru == "область Абай"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "The file has no rows."),
        ([("10", 10, 0, 0, 0, 0, "а", "а", "")], "Line 2: “10” is no code."),
        ([(100000000, 10, 0, 0, 0, 0, "а", "", "")], "Line 2: the unit has no name."),
        ([(101000000, 10, 10, 0, 0, 0, "а", "а", "")], "Line 2: the file has no region of this unit."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(reference, tmp_path, rows, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        load(written(tmp_path, rows))
    assert KatoUnit.objects.count() == 20


def test_headings_are_needed(reference, tmp_path) -> None:
    with pytest.raises(Invalid, match="headings te, ab, cd, ef, hij"):
        load(written(tmp_path, head=("a", "b")))


def test_the_command_says_what_it_did(reference, tmp_path, capsys) -> None:
    call_command("load_kato", str(written(tmp_path)), source=SOURCE, on=ON)
    assert capsys.readouterr().out == "new: 4, changed: 0, closed: 0, same: 2\n"
    # The command that updates all reference data takes the same file.
    call_command("update_reference", kato=written(tmp_path), source=SOURCE, on=ON)
    assert capsys.readouterr().out.splitlines() == [
        "0 rows added or changed.",
        "new: 0, changed: 0, closed: 0, same: 6",
    ]
    with pytest.raises(CommandError):
        call_command("load_kato", str(tmp_path / "none.csv"), source=SOURCE, on=ON)
