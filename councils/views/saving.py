"""Long forms that save themselves: what was typed comes back on every device, without errors for what is unfinished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone

from councils.actions import typing
from councils.models import TypedForm
from foundation.core.errors import Conflict, Invalid

NOT_KEPT = ("csrfmiddlewaretoken", "version", "row-action")


@dataclass(frozen=True)
class Saved:
    """What is kept of a form: its fields and the version that the page begins with; 0 and no fields for a fresh one."""

    key: str
    version: int
    data: QueryDict

    def initial(self, form: type[forms.Form] | forms.Form, prefix: str = "") -> dict[str, Any]:
        """Values of the fields as they were typed, finished or not."""
        if not self.version:
            return {}
        lead = f"{prefix}-" if prefix else ""
        fields = form.base_fields
        return {
            name: field.widget.value_from_datadict(self.data, {}, f"{lead}{name}")
            for name, field in fields.items()
            if not isinstance(field, forms.FileField)
        }

    def rows(self, form: type[forms.Form], prefix: str) -> list[dict[str, Any]]:
        """The same for the rows of a formset."""
        total = self.data.get(f"{prefix}-TOTAL_FORMS", "")
        count = int(total) if total.isdecimal() and len(total) < 4 else 0
        return [self.initial(form, f"{prefix}-{number}") for number in range(count)]


def saved(request: HttpRequest, key: str) -> Saved:
    """What this person has typed into the form before (one query)."""
    held = TypedForm.objects.filter(author=request.user.pk, key=key).first()
    return Saved(key, held.version, QueryDict(held.data)) if held else Saved(key, 0, QueryDict())


def is_saving(request: HttpRequest) -> bool:
    """Whether the page saves itself, and nobody has pressed a button."""
    return request.method == "POST" and "X-Autosave" in request.headers


def save(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what was typed, finished or not, and say so as the script expects it."""
    data = request.POST.copy()
    given = data.get("version", "")
    version = int(given) if given.isdecimal() and len(given) < 9 else 0
    for name in NOT_KEPT:
        data.pop(name, None)
    try:
        held = typing.keep(key=key, data=data.urlencode(), version=version, by=request.user)
    except Conflict as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    except Invalid as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    return JsonResponse({"saved_at": timezone.localtime(held.saved_at).strftime("%H:%M"), "version": held.version})


def forget(request: HttpRequest, key: str) -> None:
    """The form was sent."""
    typing.forget(key=key, by=request.user)
