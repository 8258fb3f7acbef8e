from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.base import File

from foundation.documents import kinds
from foundation.documents.examining import examine, shown_name
from foundation.documents.refusals import FileRefused
from tests.builders import files

WHOLE = [
    ("pdf", "application/pdf", files.pdf()),
    ("docx", kinds.DOCX.content_type, files.docx()),
    ("xlsx", kinds.XLSX.content_type, files.xlsx()),
    ("odt", kinds.ODT.content_type, files.odt()),
    ("jpg", "image/jpeg", files.jpeg()),
    ("png", "image/png", files.png()),
    ("csv", "text/csv", "атауы;сома\nҚор;500000\n".encode()),
    ("txt", "text/plain", "Ә".encode() * 50_000),
]


def refusal(content: bytes, name: str, **options: object) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        examine(files.upload(content, name), **options)
    return caught.value


@pytest.mark.parametrize(("ending", "content_type", "content"), WHOLE)
def test_a_whole_file_of_each_kind_is_known(ending: str, content_type: str, content: bytes) -> None:
    found = examine(files.upload(content, f"Жоспар.{ending}"))

    assert (found.kind.content_type, found.name, found.size) == (content_type, f"Жоспар.{ending}", len(content))


@pytest.mark.parametrize(("ending", "content_type", "content"), WHOLE)
def test_the_name_says_nothing_about_the_kind(ending: str, content_type: str, content: bytes) -> None:
    found = examine(files.upload(content, "scan.zip"))

    assert found.kind.content_type in {content_type, "text/plain"}


@pytest.mark.parametrize("name", ["file_faults", "other"])
def test_file_faults_have_five_distinct_sentences(name: str, settings) -> None:
    """Must not fail 4: size, type, empty, broken, infected."""
    settings.DOCUMENT_MAX_BYTES = 1000
    faults = [
        refusal(b"a" * 1001, f"{name}.txt"),
        refusal(files.program(), f"{name}.pdf"),
        refusal(b"", f"{name}.pdf"),
        refusal(files.pdf()[:-40], f"{name}.pdf"),
        refusal(files.virus_test_file(), f"{name}.pdf"),
    ]

    assert [(fault.code, str(fault)) for fault in faults] == [
        (
            "too_large",
            f"“{name}.txt” is 1001\xa0bytes. The largest file that can be sent is 1000\xa0bytes. Make it smaller or split it.",
        ),
        (
            "wrong_type",
            f"“{name}.pdf” is a program, not a PDF file. Choose one of these: PDF, DOCX, XLSX, ODT, JPG, PNG, CSV, TXT.",
        ),
        ("empty", f"“{name}.pdf” is empty: it has 0 bytes. Save it again and choose it once more."),
        (
            "broken",
            f"“{name}.pdf” is damaged or was not copied to its end, so it cannot be opened as PDF. Save it again and choose it once more.",
        ),
        (
            "infected",
            f"“{name}.pdf” was not taken: the virus check found harmful code in it. Check your computer for viruses.",
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("PDF", files.pdf()[:-40]),
        ("DOCX", files.docx()[:-30]),
        ("DOCX", files.docx().replace(b"PK\x03\x04", b"PK\x03\x05", 2).replace(b"PK\x03\x05", b"PK\x03\x04", 1)),
        ("PNG", files.png()[:-3]),
        ("PNG", files.png()[:-20]),
        ("PNG", files.png()[:12]),
        ("PNG", files.png().replace(b"IHDR", b"IHDX")),
        ("PNG", files.png()[:40] + b"\x00" + files.png()[41:]),
        ("PNG", files.png(0, 0)),
        ("JPG", files.jpeg()[:-10]),
        ("JPG", files.jpeg()[:4]),
        ("JPG", files.jpeg()[:22]),
        ("JPG", files.jpeg()[:30]),
        ("JPG", files.jpeg(0, 0)),
        ("JPG", b"\xff\xd8\xff\xe0\x00\x00\xff\xd9"),
        ("JPG", b"\xff\xd8\xff\xd0\xff\xff\xe0\x00\x02\x00"),
        ("TXT", b"a" * 5000 + b"\x00\x01"),
        ("TXT", b"\xff\xfea"),
        ("TXT", b"caf\xe9 " * 1000 + b"\x98"),
    ],
)
def test_a_damaged_file_is_called_broken(kind: str, content: bytes) -> None:
    fault = refusal(content, f"report.{kind.lower()}")

    assert (fault.code, f"opened as {kind}." in str(fault)) == ("broken", True)


@pytest.mark.parametrize(
    ("found", "content"),
    [
        ("a program", b"\x7fELF" + b"\x00" * 60),
        ("a program", b"#!/bin/sh\nrm -rf /\n"),
        ("a program", b"MZ %PDF-1.4 startxref %%EOF"),
        ("an archive", b"Rar!\x1a\x07\x00aaaa"),
        ("an archive", b"\x1f\x8b\x08\x00" + b"a" * 40),
        ("an archive", files.archive({"notes.txt": "hello"})),
        ("an archive", files.archive({"[Content_Types].xml": files.TYPES, "ppt/presentation.xml": "x"})),
        ("an archive", files.archive({"mimetype": "application/epub+zip", "content.xml": "x"})),
        (
            "a document of an old Office format or one with a password",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50,
        ),
        ("a web page or markup", b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>"),
        ("a web page or markup", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a web page or markup", b"<html>%PDF-1.4 startxref %%EOF"),
        ("a document with macros (small programs)", files.docx(**{"word/vbaProject.bin": b"x"})),
        ("a document with macros (small programs)", files.odt(**{"Basic/Standard/Module1.xml": b"x"})),
        ("a file of another type (gif)", b"GIF89a" + b"\x00" * 50),
        ("a file of an unknown type", b"\x00\x01\x02\x03\x00\x05qqqq"),
    ],
)
def test_what_is_not_allowed_is_named(found: str, content: bytes) -> None:
    fault = refusal(content, "scan.bin")

    assert str(fault) == (f"“scan.bin” is {found}. Choose one of these: PDF, DOCX, XLSX, ODT, JPG, PNG, CSV, TXT.")


def test_a_place_may_accept_fewer_kinds() -> None:
    fault = refusal(files.png(), "photo.pdf", accept=[kinds.PDF, kinds.DOCX])

    assert str(fault) == "“photo.pdf” is PNG, not a PDF file. Choose one of these: PDF, DOCX."


def test_an_archive_that_unpacks_into_too_much_is_refused_before_it_is_unpacked() -> None:
    dense = files.docx(**{"word/media/image1.bin": b"\x00" * 20_000_000})
    many = files.docx(**{f"word/{number}.xml": b"" for number in range(kinds.UNPACKED_MAX_MEMBERS)})

    for content in (dense, many):
        assert "unpacks into far more than it is" in str(refusal(content, "bomb.docx"))


def test_a_part_with_a_password_is_broken() -> None:
    content = bytearray(files.docx())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at, offset = content.rfind(mark), 6 if mark == b"PK\x03\x04" else 8
        content[at + offset] |= 1

    assert refusal(bytes(content), "secret.docx").code == "broken"


def test_a_changed_byte_in_a_part_is_noticed() -> None:
    content = files.docx()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml") + 2
    changed = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]

    assert refusal(changed, "plan.docx").code == "broken"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\me\\план.pdf", "план.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ('"><script>.pdf', "script .pdf"),
        ("report\u202efdp.exe", "report fdp.exe"),
        ("...", "file"),
        ("", "file"),
        ("я" * 400 + ".pdf", "я" * 147 + ".pdf"),
    ],
)
def test_names_are_made_safe(given: str, shown: str) -> None:
    assert (shown_name(given), shown_name(shown_name(given))) == (shown, shown)


@pytest.mark.parametrize(
    ("content", "given", "kept"),
    [
        (files.jpeg(), "photo.png", "photo.jpg"),
        (files.pdf(), "protocol", "protocol.pdf"),
        (files.pdf(), "letter no.5", "letter no.5.pdf"),
        (files.pdf(), "PLAN.PDF", "PLAN.PDF"),
    ],
)
def test_the_ending_follows_the_bytes(content: bytes, given: str, kept: str) -> None:
    assert examine(files.upload(content, given)).name == kept


def test_an_upload_is_read_once(monkeypatch) -> None:
    upload = files.upload(files.pdf())
    first = examine(upload)
    monkeypatch.setattr("foundation.documents.scanning.find_virus", lambda stream: "would be asked again")

    assert examine(upload) is first


def test_browser_limits_come_from_the_same_list(settings) -> None:
    settings.DOCUMENT_MAX_BYTES = 5
    assert (kinds.endings([kinds.PDF, kinds.JPEG]), kinds.labels([kinds.PDF, kinds.JPEG]), kinds.max_bytes()) == (
        ["pdf", "jpg", "jpeg"],
        "PDF, JPG",
        5,
    )


def test_a_large_text_is_read_in_constant_memory(tmp_path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        for _ in range(200):
            stream.write("Ұлттық қор; \n".encode() * 5_000)
    tracemalloc.start()
    with path.open("rb") as stream:
        examine(File(stream, name="large.txt"), limit=10**9)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (path.stat().st_size > 10_000_000, peak < 3_000_000) == (True, True)
