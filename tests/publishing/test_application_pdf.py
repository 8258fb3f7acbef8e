"""An application on paper: number, digest, plan and sums; the same bytes each time, for its readers alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from grants.choices import ApplicationStatus
from grants.models import Application
from tests.builders.grants import application_at, close_and_check, head_of, officer_for
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def url(application: Application, version: int) -> str:
    return reverse("publishing:application-pdf", args=[application.number, version])


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_what_was_sent_is_printed_whole_and_always_the_same(client: Client) -> None:
    application = application_at()
    client.force_login(head_of(application.organisation))

    first, second = (client.get(url(application, 1)) for _ in range(2))

    assert (first.status_code, first["Content-Type"], first.content == second.content) == (200, "application/pdf", True)
    said = words(first.content)
    version = application.versions.get()
    expected = [application.number, version.digest, "Clean the banks", "2–3", "High water", "All costs", "90.9"]
    assert [text for text in expected if text not in said] == []
    close_and_check(application.call)
    client.force_login(officer_for(application.call))
    assert client.get(url(application, 1)).status_code == 200
    assert (client.get(url(application, 0)).status_code, client.get(url(application, 2)).status_code) == (404, 404)
    client.force_login(MembershipFactory().user)
    assert client.get(url(application, 1)).status_code == 404


def test_a_draft_says_that_it_was_not_sent(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(head_of(application.organisation))

    said = words(client.get(url(application, 0)).content)

    assert "This is a draft. It has not been sent." in said
