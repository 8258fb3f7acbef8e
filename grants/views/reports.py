"""The NGO's pages of a report: sections, expenses, photographs, sending."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.esignature import requests, views
from foundation.accounts.esignature.forms import SignatureForm
from foundation.accounts.models import SigningRequest
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from grants.actions import expenses as expense_actions
from grants.actions import reports as actions
from grants.forms.reports import ExpenseForm, PhotoForm, SignedForm
from grants.models import ProjectReport
from grants.queries import reports as queries
from grants.queries import totals
from grants.rules import reports as rules
from grants.views import saved_sections
from grants.views.agreements import visible_agreement
from grants.views.saved_sections import Saving


def visible_report(request: HttpRequest, number: str, place: int) -> ProjectReport:
    """The report, for the two parties of its agreement."""
    agreement = visible_agreement(request, number)
    found = get_object_or_404(agreement.reports.select_related("submitted_by", "decided_by"), number=place)
    found.agreement = agreement
    return found


@never_cache
@require_safe
@typed.signed_in
def report_detail(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The task list while it is written; what was sent afterwards."""
    report = visible_report(request, number, place)
    draft = rules.draft_of(report)
    can_edit = allowed(rules.check_can_edit, request.user, report)
    expenses, photos = queries.expenses_of(report), queries.photos_of(report)
    context = {
        "report": report,
        "agreement": report.agreement,
        "can_edit": can_edit,
        "can_decide": report.status == "submitted" and allowed(rules.check_can_decide, request.user, report),
        "tasks": rules.progress(draft) if can_edit else [],
        "expenses": expenses,
        "photos": photos,
        "sums": queries.sums(expenses),
        "remarks": queries.open_remarks(report, draft.parts) if report.status == "returned" else [],
        "versions": list(report.versions.select_related("submitted_by").defer("document").order_by("-number")),
    }
    return render(request, "grants/report_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def report_section(request: HttpRequest, number: str, place: int, name: str) -> HttpResponse:
    """The form of one section, with the remarks on its answers."""
    report = visible_report(request, number, place)
    rules.check_can_edit(request.user, report)
    return saved_sections.edit(request, _saving(report, name, request.user))


@require_POST
@typed.signed_in
def report_autosave(request: HttpRequest, number: str, place: int, name: str) -> JsonResponse:
    """Keep a half-filled section."""
    return saved_sections.autosave(request, _saving(visible_report(request, number, place), name, request.user))


def _saving(report: ProjectReport, name: str, by: Any) -> Saving:
    draft = rules.draft_of(report)
    if name not in draft.parts:
        raise Http404
    place = [report.agreement.number, report.number, name]

    def save(said: Any, version: int, page: str) -> Any:
        return actions.save_section(report=report, name=name, typed=said, version=version, saved_from=page, by=by)

    return Saving(
        part=draft.parts[name],
        choices=rules.CHOICES,
        stored=report.sections.filter(name=name).first(),
        caption=f"{report.get_kind_display()}, {report.agreement.number}",
        back_url=report.get_absolute_url(),
        edit_url=reverse("grants:report-section", args=place),
        autosave_url=reverse("grants:report-autosave", args=place),
        key=f"report-{report.pk}-{name}",
        save=save,
        faults=lambda said: rules.faults_in(rules.with_typed(draft, name, said), name),
        remarks=[
            (label, text) for section, label, text in queries.open_remarks(report, draft.parts) if section == name
        ],
    )


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def report_expenses(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Expenses with their papers, and one more."""
    report = visible_report(request, number, place)
    rules.check_can_edit(request.user, report)
    form = ExpenseForm(typed.posted(request), request.FILES or None, agreement=report.agreement)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        upload = values.pop("file")
        try:
            spent = expense_actions.Spent(**values)
            expense_actions.add(report=report, spent=spent, upload=upload, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The expense is added."))
            return redirect("grants:report-expenses", number, place)
    expenses = queries.expenses_of(report)
    context = {"report": report, "agreement": report.agreement, "form": form, "expenses": expenses}
    return render(request, "grants/report_expenses.html", context | {"sums": queries.sums(expenses)})


@require_POST
@typed.signed_in
def expense_remove(request: HttpRequest, number: str, place: int, pk: int) -> HttpResponse:
    """Take an expense out."""
    report = visible_report(request, number, place)
    expense = get_object_or_404(report.expenses.all(), pk=pk)
    expense.report = report
    expense_actions.remove(expense=expense, by=request.user)
    messages.success(request, _("The expense is taken out."))
    return redirect("grants:report-expenses", number, place)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def report_photos(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Photographs, each with what is in it and the consent of who is in it."""
    report = visible_report(request, number, place)
    rules.check_can_edit(request.user, report)
    form = PhotoForm(typed.posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        upload = values.pop("file")
        try:
            expense_actions.add_photo(report=report, upload=upload, by=request.user, **values)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The photograph is added."))
            return redirect("grants:report-photos", number, place)
    context = {"report": report, "agreement": report.agreement, "form": form, "photos": queries.photos_of(report)}
    return render(request, "grants/report_photos.html", context)


@require_POST
@typed.signed_in
def photo_remove(request: HttpRequest, number: str, place: int, pk: int) -> HttpResponse:
    """Take a photograph out."""
    report = visible_report(request, number, place)
    photo = get_object_or_404(report.photos.all(), pk=pk)
    photo.report = report
    expense_actions.remove_photo(photo=photo, by=request.user)
    messages.success(request, _("The photograph is taken out."))
    return redirect("grants:report-photos", number, place)


@never_cache
@require_safe
@typed.signed_in
def report_file(request: HttpRequest, number: str, place: int, what: str, pk: int) -> HttpResponse:
    """The paper of an expense or a photograph."""
    report = visible_report(request, number, place)
    rows: Any = report.expenses if what == "expense" else report.photos
    found = get_object_or_404(rows.select_related("document"), pk=pk)
    return cast("HttpResponse", serve(found.document))


@views.signing_page
@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def report_submit(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Everything that is wrong at once, or the button that sends; with a signature where the agreement asks for one."""
    report = visible_report(request, number, place)
    is_signed = report.agreement.signs_reports
    rules.check_can_submit(request.user, report, clock.now())
    signing = _request(request, report) if is_signed else None
    form: Any = SignatureForm(request.POST or None, request.FILES or None) if signing else SignedForm(request.POST)
    faults = _faults(report)
    if request.method == "POST" and form.is_valid():
        try:
            signature = form.cleaned_data["signature"] if signing else b""
            examined = requests.examine(request=signing, signature=signature) if signing else None
            actions.submit(report=report, by=request.user, examined=examined)
        except Invalid as refusal:
            add_faults(form, [fault for fault in refusal.faults if fault.field == "signature"])
            faults = [fault for fault in refusal.faults if fault.field != "signature"]
        else:
            messages.success(request, _("The report is sent."))
            return redirect(report)
    return _submit_page(request, report, signing, form, faults)


def _submit_page(
    request: HttpRequest, report: ProjectReport, signing: SigningRequest | None, form: Any, faults: list[Any]
) -> HttpResponse:
    context = {"report": report, "agreement": report.agreement, "form": form, "faults": faults}
    context |= views.context(signing, form) if signing else {}
    return render(
        request, "grants/report_submit.html", context, status=422 if faults and request.method == "POST" else 200
    )


def _faults(report: ProjectReport) -> list[Any]:
    expenses = queries.expenses_of(report)
    return rules.faults(rules.draft_of(report), expenses, totals.position_of(report.agreement))


def _request(request: HttpRequest, report: ProjectReport) -> SigningRequest:
    return views.to_sign(
        request,
        purpose=actions.PURPOSE,
        subject=actions.subject_of(report),
        facts=lambda: actions.facts_to_sign(report),
        bin_=str(report.agreement.application.organisation.bin or ""),
    )
