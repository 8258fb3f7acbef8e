"""What many small pages do with a form: act, tell, or show every fault at its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from foundation.core.errors import Invalid
from foundation.core.forms import add_faults


def done(request: HttpRequest, form: forms.Form, act: Callable[[], Any], told: Any) -> bool:
    """Whether ``form`` was sent and ``act`` has taken it; a refusal stands at the fields of the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, str(told))
    return True


def stepped(request: HttpRequest, act: Callable[[], Any], told: Any) -> bool:
    """The same for a button without a form: a refusal is told above the page."""
    try:
        act()
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
        return False
    messages.success(request, str(told))
    return True
