"""The discussion of the experts, and what was changed after filing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import queries, rules
from evaluation.actions import sheets
from evaluation.choices import RoundStatus
from evaluation.forms import ReviseForm, add_faults
from evaluation.models import Round, ScoreSheet
from evaluation.views.experts import STALE, own_sheet
from evaluation.visibility import for_expert
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, Invalid
from foundation.core.permissions import allowed


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def sheet_discuss(request: HttpRequest, pk: int) -> HttpResponse:
    """The others' marks as Expert 1…n beside one's own, which may be changed with a reason. No total, no mean."""
    sheet = own_sheet(request, pk)
    rules.check_can_see_others(request.user, sheet)
    criteria = list(sheet.seat.round.rubric.criteria.all())
    if request.method == "GET":
        return _page(request, sheet, ReviseForm(initial=ReviseForm.initial_of(sheet, criteria), criteria=criteria))
    form = ReviseForm(request.POST, criteria=criteria)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    return _revised(request, sheet, form)


def _revised(request: HttpRequest, sheet: ScoreSheet, form: ReviseForm) -> HttpResponse:
    data = form.cleaned_data
    values = {"marks": form.marks(), "comments": form.comments(), "version": data["version"], "reason": data["reason"]}
    try:
        sheets.revise(sheet=sheet, by=request.user, **values)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return _page(request, sheet, form, status=refusal.status_code)
    except Conflict as refusal:
        if refusal.code == STALE:
            sheet = own_sheet(request, sheet.pk)
            form = form.on_version(sheet.version)
        form.add_error(None, str(refusal))
        return _page(request, sheet, form, status=refusal.status_code)
    messages.success(request, _("Your marks are changed. The old ones are kept with your reason."))
    return redirect("evaluation:sheet-discuss", sheet.pk)


def _page(request: HttpRequest, sheet: ScoreSheet, form: ReviseForm, *, status: int = 200) -> HttpResponse:
    round_: Round = sheet.seat.round
    context: dict[str, Any] = {
        "sheet": sheet,
        "round": round_,
        "entry": for_expert(sheet.entry, round_),
        "form": form,
        "given": queries.given_marks(sheet, form.criteria),
        "others": queries.others_marks(sheet, form.criteria),
        "changes": queries.changes_of_entry(sheet, form.criteria),
        "can_revise": allowed(rules.check_can_revise, request.user, sheet),
    }
    return render(request, "evaluation/sheet_discuss.html", context, status=status)


@never_cache
@require_safe
def change_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed in submitted sheets: old, new and why. Everybody's once the ranking is published."""
    round_ = get_object_or_404(Round.objects.exclude(status=RoundStatus.PREPARING).select_related("rubric"), pk=pk)
    context = {"round": round_, "changes": queries.visible_changes(request.user, round_)}
    return render(request, "evaluation/change_list.html", context)
