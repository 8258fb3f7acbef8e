from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from publishing.reports import pdf
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
