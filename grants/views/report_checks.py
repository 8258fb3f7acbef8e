"""The officer's page of a report, and what was sent in each version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import posted, signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from grants.actions import reports as actions
from grants.forms.reports import DecisionForm
from grants.models import ProjectReport
from grants.queries import agreements as agreement_queries
from grants.queries import reports as queries
from grants.rules import agreements as agreement_rules
from grants.rules import reports as rules
from grants.views.reports import visible_report


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def report_check(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Read the report, with a remark at each answer and a verdict on each expense, and decide."""
    report = visible_report(request, number, place)
    agreement_rules.check_is_officer(request.user, report.agreement.application.call)
    latest = report.versions.order_by("-number").first()
    if latest is None or report.status != "submitted":
        return redirect(report)
    parts, expenses = rules.draft_of(report).parts, queries.expenses_of(report)
    initial = {"version": latest.number} | {f"accepted_{one.pk}": one.amount for one in expenses}
    form = DecisionForm(posted(request), initial=initial, parts=parts, expenses=expenses)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, report, form)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
            status = refusal.status_code
        else:
            messages.success(request, _("The report is decided, and the NGO is told."))
            return redirect(report.agreement)
    return render(request, "grants/report_check.html", _shown(report, latest, parts, form), status=status)


def _decide(request: HttpRequest, report: ProjectReport, form: DecisionForm) -> None:
    values: dict[str, Any] = form.cleaned_data
    common = {"report": report, "version": values["version"], "remarks": values["remarks"], "by": request.user}
    if values["decision"] == "accept":
        actions.decide(verdicts=form.verdicts, **common)
    else:
        actions.send_back(at_fields=form.at_fields, correct_until=values["correct_until"], **common)


def _shown(report: ProjectReport, version: Any, parts: Any, form: DecisionForm) -> dict[str, Any]:
    fields = form.remark_fields
    blocks = queries.blocks(parts, version.document, version)
    return {
        "report": report,
        "agreement": report.agreement,
        "form": form,
        "version": version,
        "blocks": [(block.heading, [(one, fields[one.place]) for one in block.answers]) for block in blocks],
        "photos": queries.photos_of(report),
        "lines": agreement_queries.lines_of(report.agreement),
        "sums": queries.sums(list(form.expenses)),
    }


@never_cache
@require_safe
@signed_in
def report_version(request: HttpRequest, number: str, place: int, version: int) -> HttpResponse:
    """One version as it was sent, and what it changed."""
    report = visible_report(request, number, place)
    sent = get_object_or_404(report.versions.select_related("submitted_by", "signature"), number=version)
    parts = rules.draft_of(report).parts
    old = report.versions.filter(number=version - 1).first()
    context = {
        "report": report,
        "agreement": report.agreement,
        "version": sent,
        "blocks": queries.blocks(parts, sent.document, sent),
        "changes": queries.version_changes(parts, old, sent) if old else [],
        "old": old,
    }
    return render(request, "grants/report_version.html", context)
