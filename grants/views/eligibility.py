"""Testing an NGO against calls before anything is written, and what decided about an application."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.calendar import local_date
from grants.forms.nominations import TestForm
from grants.models import Call
from grants.queries import eligible
from grants.rules import applications as rules
from grants.views.applications import visible_application
from registry.models import Organisation
from registry.rules.roles import organisations_of


@never_cache
@require_safe
def eligibility_test(request: HttpRequest) -> HttpResponse:
    """Every open call for one of the person's own NGOs, rule by rule; ``if_filed`` asks «what if»."""
    own = organisations_of(request.user)
    form = TestForm(request.GET or None, own=own)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    organisation = chosen.get("organisation") or own.first()
    if_filed = bool(chosen.get("if_filed"))
    if organisation is not None and not form.is_bound:
        form = TestForm(own=own, initial={"organisation": organisation})
    listed = _standings(organisation, chosen.get("call", ""), if_filed=if_filed) if organisation else []
    context = {"form": form, "organisation": organisation, "standings": listed, "if_filed": if_filed}
    return render(request, "grants/eligibility_test.html", context | {"one": chosen.get("call", "")})


def _standings(organisation: Organisation, slug: str, *, if_filed: bool) -> list[eligible.Standing]:
    calls = [call for call in eligible.open_calls(clock.now()) if slug in ("", call.slug)]
    return eligible.standings(calls, organisation, partial(_ask, if_filed=if_filed))


def _ask(call: Call, organisation: Organisation, *, if_filed: bool) -> Any:
    return rules.eligibility_answers(call, organisation, local_date(clock.now()), if_filed=if_filed)


@never_cache
@require_safe
@typed.signed_in
def application_eligibility(request: HttpRequest, number: str) -> HttpResponse:
    """What the rules said when the application was started, sent and checked, with the facts of that moment."""
    application = visible_application(request, number)
    snapshots = application.eligibility_snapshots.order_by("-pk")
    return render(request, "grants/application_eligibility.html", {"application": application, "snapshots": snapshots})
