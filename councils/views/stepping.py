"""Small pages of one form and one action, and buttons without a form: said once for all work of a council."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from councils.models import Council
from councils.views.acting import done, stepped


@dataclass(frozen=True)
class Asked:
    """A page that asks for a few words. ``back`` is where it leads afterwards; ``quoted`` is what the words are about."""

    council: Council
    form: Any
    heading: Any
    back: str
    caption: Any = ""
    quoted: str = ""
    button: Any = ""
    intro: Any = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def ask(request: HttpRequest, asked: Asked, act: Callable[..., Any], told: Any) -> HttpResponse:
    """Show the form; when it is sent, ``act`` takes its values. Refusals stand at their fields, nothing is lost."""
    form = asked.form
    if done(request, form, lambda: act(**form.cleaned_data), told):
        return redirect(asked.back)
    context = {"asked": asked, "council": asked.council, "form": form, **asked.more}
    return render(request, "councils/work_step.html", context)


def press(request: HttpRequest, back: str, act: Callable[[], Any], told: Any) -> HttpResponse:
    """Do what a button says; what stands against it is told on the page that it leads back to."""
    stepped(request, act, told)
    return redirect(back)


def step_of(steps: Mapping[str, tuple[Callable[..., Any], Any]], name: str) -> tuple[Callable[..., Any], Any]:
    """The action of a button and what is said afterwards; not found for an unknown one."""
    if name not in steps:
        raise Http404
    return steps[name]
