from __future__ import annotations

import base64
import hashlib

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from foundation.core.errors import Conflict
from foundation.documents import actions, kinds, serving
from foundation.documents.models import Document
from tests.builders import files
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return actions.store(upload=files.upload(files.pdf(), "Хаттама №5.pdf"), by=UserFactory())


def test_a_file_is_served_as_a_download_that_can_do_nothing(document: Document) -> None:
    response = serving.serve(document)
    content = b"".join(response.streaming_content)
    response.close()

    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    assert content == files.pdf()
    assert dict(response.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(content)),
        "Content-Disposition": "attachment; filename*=utf-8''%D0%A5%D0%B0%D1%82%D1%82%D0%B0%D0%BC%D0%B0%20%E2%84%965.pdf",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Content-Encoding": "identity",
        "Repr-Digest": f"sha-256=:{digest}:",
    }


def test_the_policy_of_the_pages_does_not_replace_that_of_files(document: Document) -> None:
    from csp.middleware import CSPMiddleware  # noqa: PLC0415
    from django.middleware.gzip import GZipMiddleware  # noqa: PLC0415

    def view(request: HttpRequest):
        return serving.serve(document)

    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    response = GZipMiddleware(CSPMiddleware(view))(request)
    response.close()

    assert (response["Content-Security-Policy"], response["Content-Length"]) == (serving.POLICY, str(document.size))


def test_lost_bytes_are_said_in_words(document: Document) -> None:
    document.file.storage.delete(document.file.name)

    with pytest.raises(Conflict, match="This file cannot be read just now"):
        serving.serve(document)


def test_no_address_serves_a_document_by_itself(client, document: Document) -> None:
    """A file belongs to an object, and only that object's own view, which asks its rule, may serve it."""
    for path in (f"/media/{document.file.name}", f"/{document.file.name}", f"/en/documents/{document.pk}/"):
        assert client.get(path).status_code == 404


def test_a_text_file_is_never_a_page() -> None:
    made = actions.store_bytes(content=b"hello", name="notes.txt", kind=kinds.TEXT)
    response = serving.serve(made)
    response.close()

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/plain",
        'attachment; filename="notes.txt"',
    )
