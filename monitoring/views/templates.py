"""Officers: writing lists of questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.forms import add_faults
from monitoring.actions import templates as actions
from monitoring.forms.templates import PREFIX, QuestionFormSet, TemplateForm, initial_rows
from monitoring.models import Template
from monitoring.rules import templates as rules
from registry.choices import Role
from registry.rules.roles import bodies_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def template_create(request: HttpRequest) -> HttpResponse:
    """A new list; ``?copy=`` takes over the questions of another one."""
    source = request.GET.get("copy", "")
    copied = Template.objects.filter(pk=source).first() if source.isascii() and source.isdecimal() else None
    return _written(request, copied, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a list."""
    template = get_object_or_404(Template.objects.newest().select_related("body"), pk=pk)
    rules.check_can_change(request.user, template)
    return _written(request, template, template)


def _written(request: HttpRequest, start: Template | None, instead_of: Template | None) -> HttpResponse:
    bodies = bodies_of(request.user, Role.OFFICER)
    if not bodies.exists():
        raise NotPermitted(_("Only officers of a state body write lists of questions."))
    data = typed.posted(request)
    initial = {name: getattr(start, name) for name in ("kind", "title_kk", "title_ru", "title_en")} if start else {}
    form = TemplateForm(data, initial=initial, bodies=bodies, is_new=instead_of is None)
    rows = QuestionFormSet(data, prefix=PREFIX, initial=None if data else initial_rows(start))
    if request.method == "POST" and form.is_valid() & rows.is_valid() and _is_kept(request, form, rows, instead_of):
        messages.success(request, _("The list is written. New surveys and visits can be prepared with it."))
        return redirect("monitoring:template-list")
    context = {"form": form, "rows": rows, "template": instead_of, "copied": None if instead_of else start}
    return render(request, "monitoring/template_edit.html", context)


def _is_kept(request: HttpRequest, form: TemplateForm, rows: Any, instead_of: Template | None) -> bool:
    body = instead_of.body if instead_of else form.cleaned_data["body"]
    kind = instead_of.kind if instead_of else form.cleaned_data["kind"]
    values = {"kind": kind, "titles": form.titles(), "questions": rows.questions(), "body": body}
    try:
        actions.write(**values, by=request.user, instead_of=instead_of)
    except Invalid as refusal:
        add_faults(form, [fault for fault in refusal.faults if not fault.field.startswith(PREFIX)])
        rows.add_faults([fault for fault in refusal.faults if fault.field.startswith(PREFIX)])
        return False
    return True
