from __future__ import annotations

import pytest

from registry.queries.reference import ROWS_SHOWN, TABLES

pytestmark = pytest.mark.django_db


def test_every_table_has_a_page_and_a_file(reference: None, client) -> None:
    html = client.get("/en/registry/reference/").content.decode()

    for name in TABLES:
        page = f"/en/registry/reference/{name}/"
        assert f'href="{page}"' in html
        assert client.get(page).status_code == 200
        response = client.get(f"/en/registry/reference/{name}.csv")
        assert response["Content-Disposition"] == f'attachment; filename="{name}.csv"'
        assert b"".join(response.streaming_content).decode().splitlines()[0] == ",".join(TABLES[name].columns)


def test_the_file_has_every_row(reference: None, client) -> None:
    lines = b"".join(client.get("/en/registry/reference/mrp.csv").streaming_content).decode().splitlines()

    assert len(lines) == 10
    assert lines[1].startswith("4325.00,2026-01-01,,Press on the budget law")


def test_a_long_table_shows_its_beginning(reference: None, client, monkeypatch) -> None:
    assert "the file has all" not in client.get("/en/registry/reference/regions/").content.decode()
    monkeypatch.setattr("registry.queries.reference.ROWS_SHOWN", 5)

    html = client.get("/en/registry/reference/regions/").content.decode()

    assert "Shown are the first 5 rows; the file has all." in html
    assert html.count('<tr role="row">') == 6
    assert ROWS_SHOWN == 300


def test_an_unknown_table_is_not_found(client) -> None:
    assert client.get("/en/registry/reference/passwords/").status_code == 404
    assert client.get("/en/registry/reference/passwords.csv").status_code == 404
