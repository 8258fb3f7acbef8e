"""The sealed chain for everybody; the events themselves for auditors, since they name people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.audit import canonical, sealing
from foundation.audit.forms import EventFilter
from foundation.audit.models import Batch, Event
from foundation.core.errors import NotPermitted

PAGE = 50


def auditors_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in auditors and the portal's administrators."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponseBase:
        if not any(getattr(request.user, role, False) for role in ("is_auditor", "is_admin")):
            raise NotPermitted(_("Only an auditor may read audit events, because they name people."))
        return view(request, **kwargs)

    return guarded


@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    """Batches, the newest first; ``?before=`` a number goes on."""
    before = request.GET.get("before", "")
    batches = (
        Batch.objects.filter(number__lt=int(before)) if before.isdigit() and len(before) < 18 else Batch.objects.all()
    )
    page = list(batches[: PAGE + 1])
    older = page[PAGE - 1].number if len(page) > PAGE else None
    return render(request, "audit/chain.html", {"batches": page[:PAGE], "older": older})


@require_safe
def chain_download(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain as JSON Lines: a batch a line with the hashes of its events, which give nobody away."""
    response = StreamingHttpResponse(_lines(), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="chain.jsonl"'
    return response


def _lines() -> Iterator[str]:
    for batch in Batch.objects.order_by("number").iterator():
        leaves = [leaf.hex() for leaf in sealing.leaves_of(batch)]
        line = {"number": batch.number, "previous": batch.previous, "root": batch.root, "seal": batch.seal}
        yield json.dumps(line | {"sealed_at": batch.sealed_at.isoformat(), "leaves": leaves}) + "\n"


@auditors_only
def event_list(request: HttpRequest) -> HttpResponse:
    """Events, the newest first, by subject, person or verb."""
    form = EventFilter(request.GET or None)
    page = form.events(PAGE + 1)
    older = page[PAGE - 1].pk if len(page) > PAGE else None
    return render(request, "audit/event_list.html", {"form": form, "events": page[:PAGE], "older": older})


@auditors_only
def event_download(request: HttpRequest, pk: int) -> HttpResponse:
    """One event as the very bytes that were sealed."""
    event = Event.objects.filter(pk=pk).first()
    if event is None:
        raise Http404
    return HttpResponse(canonical.canonical(event), content_type="application/json")
