"""The plan of a sitting: when and where, agenda, materials, invitation, calendar."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.ics import CONTENT_TYPE, calendar
from foundation.core.text import localized
from foundation.documents.refusals import FileRefused
from foundation.documents.serving import serve
from grants.actions.commission import agenda as actions
from grants.actions.commission import meetings
from grants.forms.commission.meetings import AgendaForm, MaterialForm, PlanForm
from grants.queries import decisions as queries
from grants.queries.commission.calendars import event_of
from grants.views.commission.access import meeting_of
from registry.choices import Role

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Another moment, place, link, number or chair; members who were invited are told."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    data = typed.posted(request)
    form = PlanForm(data, call=meeting.call, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.replan(meeting=meeting, plan=form.plan(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The plan of the meeting is saved."))
            return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_plan.html", {"call": meeting.call, "form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The order of the points, and points beside the applications."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    items = list(meeting.agenda.select_related("application"))
    form = AgendaForm(typed.posted(request), items=items)
    if request.method == "POST" and form.is_valid():
        actions.arrange(meeting=meeting, agenda=form.agenda(), by=request.user)
        messages.success(request, _("The agenda is saved."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_agenda.html", {"call": meeting.call, "form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def meeting_materials(request: HttpRequest, slug: str) -> HttpResponse:
    """Files for the members: add one, take one out."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MaterialForm(*sent, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_material(meeting=meeting, by=request.user, upload=said.pop("file"), **said)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The file is added."))
            return redirect("grants:meeting-materials", slug)
    files = meeting.materials.select_related("document", "application")
    return render(request, "grants/meeting_materials.html", {"call": meeting.call, "form": form, "files": files})


@require_POST
@signed_in
def material_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file out."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    actions.remove_material(material=get_object_or_404(meeting.materials.all(), pk=pk), by=request.user)
    messages.success(request, _("The file is taken out."))
    return redirect("grants:meeting-materials", slug)


@never_cache
@require_safe
@signed_in
def material_download(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A file, for the secretary and the members; one about an application not for those who take no part in it."""
    meeting = meeting_of(request, slug, Role.SECRETARY, Role.COMMISSION)
    sitting = queries.sitting(meeting, request.user)
    shown = [one.pk for one in sitting.open_materials]
    material = get_object_or_404(meeting.materials.filter(pk__in=shown).select_related("document"), pk=pk)
    return cast("HttpResponse", serve(material.document))  # a stream of bytes is a response like any other


@require_POST
@signed_in
def meeting_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the members when and where the commission meets."""
    actions.invite(meeting=meeting_of(request, slug, Role.SECRETARY), by=request.user)
    messages.success(request, _("The members are invited."))
    return redirect("grants:meeting-detail", slug)


@never_cache
@require_safe
@signed_in
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The sitting as a calendar file."""
    meeting = meeting_of(request, slug, Role.SECRETARY, Role.COMMISSION)
    text = calendar(localized(meeting.call, "title"), [event_of(meeting)], stamp=clock.now())
    answer = HttpResponse(text, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="commission.ics"'
    return answer
