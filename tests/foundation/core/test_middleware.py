from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.core import context
from foundation.core.errors import Conflict, NotPermitted
from foundation.core.middleware import DomainErrorMiddleware, RequestIdMiddleware
from foundation.core.workflow import TransitionNotAllowed

REQUEST = RequestFactory().get("/")


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [("abcd1234-from-the-proxy", True), ("short", False), ("with spaces and\nlines", False), ("x" * 65, False)],
)
def test_a_request_has_an_id_and_the_answer_says_it(given: str, is_kept: bool) -> None:
    seen = []

    def respond(request):
        seen.append(context.request_id())
        return HttpResponse()

    response = RequestIdMiddleware(respond)(
        RequestFactory().get("/", headers={"X-Request-Id": given.replace("\n", "")})
    )

    assert response["X-Request-Id"] == seen[0]
    assert (seen[0] == given) is is_kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        (NotPermitted("Only an officer may do this."), 403, "Only an officer may do this."),
        (Conflict("Somebody else was faster."), 409, "Somebody else was faster."),
        (TransitionNotAllowed("submit", "funded"), 409, "the state has changed meanwhile"),
    ],
)
def test_a_refusal_becomes_a_page_with_its_sentence(rf, client, fault: Exception, status: int, sentence: str) -> None:
    request = rf.get("/en/")
    request.user = request.session = None
    middleware = DomainErrorMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(request, fault)

    assert response.status_code == status
    assert sentence in response.content.decode()


def test_a_fault_of_ours_stays_a_fault() -> None:
    assert DomainErrorMiddleware(lambda request: HttpResponse()).process_exception(REQUEST, ValueError()) is None
