"""Calendar files, read back by the grammar of RFC 5545."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from foundation.core.ics import CalendarEvent, calendar

STAMP = dt.datetime(2026, 11, 27, 12, 0, tzinfo=dt.UTC)


def lines_of(text: str) -> list[str]:
    """The content lines, unfolded; every line of the file ends in CRLF and has 75 bytes at most."""
    assert text.endswith("\r\n")
    raw = text.removesuffix("\r\n").split("\r\n")
    assert max(len(line.encode()) for line in raw) <= 75
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def value(lines: list[str], name: str) -> str:
    (found,) = [line.partition(":")[2] for line in lines if line.split(":")[0].split(";")[0] == name]
    plain = found.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    return plain.replace("\\\\", "\\")


def test_a_moment_is_in_utc_and_a_day_is_a_day() -> None:
    almaty = dt.timezone(dt.timedelta(hours=5))
    closes = CalendarEvent(
        "rivers-closes@x",
        dt.datetime(2026, 12, 1, 18, 30, tzinfo=almaty),
        "Жабылады, қараңыз; бәрі\\",
        "Екі\nжол",
        "https://x/y",
        STAMP,
        3,
    )
    checked = CalendarEvent("rivers-checked@x", dt.date(2026, 12, 15), "Checked", is_cancelled=True)

    lines = lines_of(calendar("Calls", [closes, checked], stamp=STAMP))

    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    first = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert {
        "UID:rivers-closes@x",
        "DTSTAMP:20261127T120000Z",
        "SEQUENCE:3",
        "DTSTART:20261201T133000Z",
        "SUMMARY:Жабылады\\, қараңыз\\; бәрі\\\\",
        "DESCRIPTION:Екі\\nжол",
        "URL:https://x/y",
        "STATUS:CONFIRMED",
    } <= set(first)
    assert {"DTSTART;VALUE=DATE:20261215", "STATUS:CANCELLED"} <= set(lines)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\\\u2028\u2029\x85"), max_size=300))
def test_no_text_breaks_the_file(text: str) -> None:
    lines = lines_of(calendar("x", [CalendarEvent("u", STAMP, text)], stamp=STAMP))

    assert value(lines, "SUMMARY") == text
    assert [line for line in lines if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
