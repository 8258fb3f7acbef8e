"""A page with one form and one action, and the guards of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from foundation.accounts import typed
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults

READ_AND_WRITE = ["GET", "POST"]


def typed_form(request: HttpRequest, form: type[BaseForm], **options: Any) -> Any:
    """The form with what was posted, or with what the person had typed before signing in again."""
    return form(typed.posted(request), **options)


def step_page(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    *,
    context: dict[str, Any],
    done: Any,
    template: str = "socialorder/step_form.html",
) -> HttpResponse:
    """Show the form; when it is right, act and go to what the action gave, else say each fault at its field.

    ``done`` is the sentence afterwards; ``context["back"]`` is where to go when the action gave nothing.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                result = act()
            except Invalid as refusal:
                add_faults(form, refusal.faults)
            else:
                messages.success(request, done)
                return redirect(context.get("back") or result)
    return render(request, template, {"form": form, **context}, status=status)
