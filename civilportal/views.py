"""Pages that belong to no room: home, a person's own desk, help, errors."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civilportal import desk as desk_tasks
from civilportal import home as home_facts
from civilportal.help import TOPICS
from foundation.accounts.models import User
from foundation.accounts.typed import signed_in
from foundation.api import problems
from foundation.core.models import Job


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, open calls, key figures, newest decisions."""
    return render(request, "home.html", home_facts.facts())


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by role, and the person's background work."""
    person = cast("User", request.user)
    jobs = Job.objects.filter(owner=person).order_by("-created_at")[:10]
    return render(
        request,
        "desk.html",
        {"groups": desk_tasks.groups(person), "jobs": jobs, "eligible": desk_tasks.eligible_calls(person)},
    )


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    """Help by role."""
    return render(request, "help/index.html", {"topics": TOPICS.values()})


@require_safe
def help_topic(request: HttpRequest, code: str) -> HttpResponse:
    """What people of one role ask, and the way to where it is done."""
    if code not in TOPICS:
        raise Http404
    return render(request, "help/topic.html", {"topic": TOPICS[code]})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or in two tabs: show what was typed, so that nothing is lost."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
        if value
    ]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problems.server_error(request)
    return render(request, "500.html", status=500)
