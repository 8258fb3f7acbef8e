"""Reading pages in tests."""

from __future__ import annotations

import html
import re


def words(response) -> str:
    """Text of the main part of a page with single spaces."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def table(response, caption: str) -> list[list[str]]:
    """Rows of the body of the table with this caption."""
    found = re.search(
        rf"<caption[^>]*>{re.escape(caption)}</caption>.*?<tbody>(.*?)</tbody>", response.content.decode(), re.S
    )
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found[1], re.S)
    return [[_plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


def _plain(cell: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())


def errors(response) -> list[str]:
    """Sentences of the error summary."""
    found = re.search(r"govuk-error-summary__list\">(.*?)</ul>", response.content.decode(), re.S)
    return [_plain(item) for item in re.findall(r"<li>(.*?)</li>", found[1], re.S)] if found else []


def explanation(response) -> list[tuple[str, str]]:
    """Lines of the explanation."""
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", response.content.decode(), re.S)
    return [(_plain(label), _plain(value)) for label, value in found]
