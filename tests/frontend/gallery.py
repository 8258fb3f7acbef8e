"""A page with every component, beside the real pages: what the tests of the face look at."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from civilportal import urls
from foundation.core.calendar import ALMATY
from foundation.core.forms import DateField, MomentField, MoneyField, NumberField, RowFormSet, UploadField

LONG_WORD = "Қайырымдылықшылдандырылмағандықтарыңыздан"


class EveryForm(forms.Form):
    title = forms.CharField(label="Title", max_length=20, help_text="As in the charter.")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput, required=False)
    summary = forms.CharField(label="Summary", max_length=50, widget=forms.Textarea)
    region = forms.ChoiceField(label="Region", choices=[("", "Choose"), ("71", "Астана"), ("75", "Алматы")])
    answer = forms.ChoiceField(label="Answer", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    spheres = forms.MultipleChoiceField(
        label="Spheres", choices=[("1", "Youth"), ("2", LONG_WORD)], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="I have read the rules", help_text="All of them.")
    people = forms.IntegerField(label="People", min_value=1)
    mark = NumberField(label="Mark", max_digits=5, decimal_places=2, required=False)
    starts_on = DateField(label="Starts on", help_text="Like 31 3 2026.")
    closes_at = MomentField(label="Closes at")
    amount = MoneyField(label="Amount")
    paper = UploadField(label="Paper", accept=["pdf", "docx"], max_bytes=1024, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choice_hints = {"no": "Say why in the summary."}


class LineForm(forms.Form):
    name = forms.CharField(label="Name", max_length=100)
    amount = MoneyField(label="Amount")
    row_widths = {"name": 8, "amount": 4}


LineFormSet = formset_factory(
    LineForm, formset=RowFormSet, extra=0, min_num=1, validate_min=True, max_num=5, can_delete=True
)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; a POST that is right is answered with «accepted»."""
    form = EveryForm(request.POST or None, request.FILES or None)
    lines = LineFormSet(request.POST or None, prefix="lines")
    if form.is_valid() and lines.is_valid():
        return HttpResponse("accepted")
    if request.method == "GET" and "message" in request.GET:
        messages.success(request, "It is done.")
    return render(request, "gallery.html", facts() | {"form": form, "lines": lines})


def facts() -> dict[str, Any]:
    moment = dt.datetime(2022, 6, 20, 18, 0, tzinfo=ALMATY)
    return {
        "moment": moment,
        "date": moment.date(),
        "amount": Decimal("500000.00"),
        "long_word": LONG_WORD,
        "intervals": [("Алматы қаласының жастар ұйымы", 12, 10, 14, 13), (LONG_WORD, 9, None, None)],
        "bars": [("Алматы қаласының жастар ұйымы", 12), (LONG_WORD, Decimal("7.5"), "7,5")],
        "figures": [(23335, "Organisations in the registry", "/en/"), ("500 000 ₸", "A grant"), (7, LONG_WORD)],
        "steps": [("Mean of 5 experts", Decimal("17.40")), ("Weight", "× 2"), ("Points", Decimal("34.80"))],
        "named": SimpleNamespace(title_kk="Шағын гранттар", title_ru="Малые гранты", title_en=""),
        "job": SimpleNamespace(
            pk=1,
            is_active=True,
            status="running",
            get_status_display="Running",
            done=12,
            total=57,
            error="",
            result=None,
        ),
    }


def autosave(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"saved_at": "14:05", "version": 4})


def job(request: HttpRequest) -> HttpResponse:
    """A job that is done as soon as it is asked about."""
    done = SimpleNamespace(
        pk=1, is_active=False, status="succeeded", get_status_display="Done", done=57, total=57, error="", result=None
    )
    return HttpResponse(
        engines["django"].get_template("_components/job_progress.html").render({"job": done, "url": ""})
    )


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/autosave/", autosave, name="gallery-autosave"),
    path("gallery/job/", job, name="gallery-job"),
    *urls.urlpatterns,
]
