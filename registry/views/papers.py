"""Documents of an organisation: added by it, verified by officers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.documents.serving import serve
from registry import queries
from registry.actions import papers
from registry.choices import PaperStatus
from registry.forms.oversight import PaperForm
from registry.models import Organisation, Paper
from registry.rules import oversight


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ngo_papers(request: HttpRequest, number: str) -> HttpResponse:
    """All documents; the organisation's people add one here."""
    organisation = get_object_or_404(queries.organisations(), bin=number)
    standing = oversight.check_can_see(request.user, organisation)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid() and _is_added(request, organisation, form):
        messages.success(request, _("The document is added. An officer verifies it."))
        return redirect("registry:ngo-papers", organisation.bin)
    rows = Paper.objects.visible_to(request.user).filter(organisation=organisation)
    context = {"ngo": organisation, "standing": standing, "form": form}
    context["papers"] = rows.exclude(status=PaperStatus.REPLACED).select_related("document", "decided_by")
    return render(request, "registry/ngo_papers.html", context)


def _is_added(request: HttpRequest, organisation: Organisation, form: PaperForm) -> bool:
    values = form.cleaned_data
    dates = (values["issued_on"], values["valid_until"])
    try:
        papers.add(organisation=organisation, kind=values["kind"], upload=values["file"], dates=dates, by=request.user)
    except Invalid as refusal:
        for fault in refusal.faults:
            form.add_error(fault.field if fault.field in form.fields else "file", str(fault.message))
        return False
    return True


@login_required
@require_safe
def paper_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related("document"), pk=pk)
    return serve(paper.document)


@require_POST
@signed_in
def paper_decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """An officer verifies or refuses it."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    try:
        papers.decide(paper=paper, step=step, reason=request.POST.get("reason", ""), by=request.user)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("registry:ngo-papers", paper.organisation.bin)
