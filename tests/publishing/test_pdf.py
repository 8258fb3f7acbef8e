from __future__ import annotations

import datetime as dt
import io
import json

import pypdf
import pytest

from publishing.reports import pdf, typesetter
from publishing.reports.blocks import Facts, Items, Paragraph, Printed, Section, Table

MOMENT = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі ₸ № « » Ё"


def document(language: str = "kk", rows: int = 3) -> Printed:
    table = Table(
        ["Атауы", "Сома"], [[f"Қор {n} #strong[x] $y$ _z_", "500 000 ₸"] for n in range(rows)], [3, 1], numbers=[1]
    )
    return Printed(
        title=f"Хаттама {LETTERS}",
        subtitle="Шағын гранттар",
        author="Оператор",
        language=language,
        footer="Хаттама № 7",
        notice="Бұл – көрсетілім.",
        sections=[
            Section("Бірінші", [Paragraph("Мәтін <b>қалың</b>"), Facts([("Кілт", "Мән")]), Items(["бір", "екі"])]),
            Section("Екінші", [table]),
        ],
    )


def read(content: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_every_kazakh_letter_can_be_copied_out() -> None:
    reader, text = read(pdf.render(document(), moment=MOMENT))

    assert LETTERS in text
    assert (reader.metadata.title, reader.metadata.author) == (f"Хаттама {LETTERS}", "Оператор")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_pdf_can_be_read_aloud(language: str) -> None:
    """PDF/UA-1: tagged, with its language and title, table heads marked as heads, the font within."""
    reader, _ = read(pdf.render(document(language), moment=MOMENT))
    root = reader.trailer["/Root"]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        language,
        True,
        True,
    )
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert {"/H1", "/H2", "/P", "/L", "/Table", "/TH", "/TD"} <= tags(root["/StructTreeRoot"])
    fonts = [font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert all("GolosText" in font for font in fonts)


def tags(node) -> set[str]:
    node = node.get_object()
    if isinstance(node, list):
        return set().union(*(tags(item) for item in node))
    if not isinstance(node, dict):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | (tags(node["/K"]) if "/K" in node else set())


def test_typed_text_is_text_and_no_markup() -> None:
    _, text = read(pdf.render(document(), moment=MOMENT))

    assert ("#strong[x] $y$ _z_" in text, "<b>қалың</b>" in text) == (True, True)


def test_pages_are_numbered_and_heads_of_tables_repeat() -> None:
    reader, text = read(pdf.render(document(rows=120), moment=MOMENT))

    pages = len(reader.pages)
    assert pages > 2
    assert [f"{n} / {pages}" in page.extract_text() for n, page in enumerate(reader.pages, 1)] == [True] * pages
    assert text.count("Атауы") == pages


def test_the_same_data_and_moment_give_the_same_bytes() -> None:
    one, other = (pdf.render(document(), moment=MOMENT) for _ in range(2))

    assert one == other
    assert pdf.digest(document()) != pdf.digest(document("ru"))


def test_a_table_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(["A", "B"], [["1"]], [1, 1])
    with pytest.raises(ValueError, match="as many cells"):
        Table(["A", "B"], [["1", "2"]], [1])


def test_a_template_that_is_wrong_is_told_in_its_own_words(tmp_path) -> None:
    template = tmp_path / "wrong.typ"
    template.write_text("#unknown-word")

    with pytest.raises(pdf.NotTypeset, match="unknown variable: unknown-word"):
        pdf.render(document(), moment=MOMENT, template=template)


def test_a_document_that_takes_too_long_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(pdf, "TIMEOUT_SECONDS", 0.01)

    with pytest.raises(pdf.NotTypeset, match=r"not ready after 0\.01 seconds"):
        pdf.render(document(), moment=MOMENT)


def test_a_typesetter_that_ends_without_a_word_is_told(monkeypatch, tmp_path) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text("raise SystemExit(7)")
    monkeypatch.setattr(pdf, "TYPESETTER", silent)

    with pytest.raises(pdf.NotTypeset, match="ended with 7"):
        pdf.render(document(), moment=MOMENT)


def test_many_documents_do_not_fill_the_memory_of_the_worker() -> None:
    import resource  # noqa: PLC0415

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for rows in range(40, 46):
        pdf.render(document(rows=rows), moment=MOMENT)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    assert grown < 10  # MB


def test_the_typesetter_says_what_it_refuses(monkeypatch, capsysbinary, tmp_path) -> None:
    """In this process, because coverage does not look into others."""
    template = tmp_path / "wrong.typ"
    asked = {"template": str(template), "fonts": str(pdf.FONTS), "data": pdf.data_of(document()), "timestamp": 0}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(asked)))
    template.write_text("#nothing")
    assert typesetter.main() == 1
    assert b"unknown variable: nothing" in capsysbinary.readouterr().err

    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(asked | {"template": str(pdf.TEMPLATE)})))
    assert typesetter.main() == 0
    assert capsysbinary.readouterr().out.startswith(b"%PDF-")
