"""A page with a text and buttons, each of which is a step of the object's workflow."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.accounts import typed
from foundation.core.errors import Invalid
from registry.forms.oversight import StepForm


def step_form(request: HttpRequest, steps: Iterable[str]) -> StepForm:
    """The form for ``steps``: bound when something was sent, or typed before the session ended."""
    return StepForm(typed.posted(request), steps=list(steps))


def is_done(request: HttpRequest, form: StepForm, act: Callable[[str, str], object]) -> bool:
    """Carry out ``act(step, text)`` when the form is sent and sound; what the action refuses is shown at the text."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data["step"], form.cleaned_data["text"])
    except Invalid as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, _("Done."))
    return True
