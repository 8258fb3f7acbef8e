"""The protocol of an opening as PDF."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.builders import socialorder as build

pytestmark = pytest.mark.django_db


def test_protocol_is_printed_for_everybody_once_it_is_there() -> None:
    world, tender = build.announced()
    url = reverse("publishing:opening-pdf", args=[tender.slug])
    assert Client().get(url).status_code == 404
    build.sealed(world.lot(tender), build.bid_values("1800000.00"))
    tender = build.opened(world, tender)

    found = Client().get(url)

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(found.content)).pages)
    assert found["Content-Type"] == "application/pdf"
    assert "1,800,000" in text.replace("\u00a0", " ")
    assert tender.opening.sha256[:16] in text.replace("\n", "")
    assert Client().get(url).content == found.content
