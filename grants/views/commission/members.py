"""What a member of the commission does: declares conflicts, reads applications, votes, signs the protocol."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.accounts.esignature import views
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, Invalid
from foundation.core.forms import add_faults
from grants.actions.commission import protocols, seats
from grants.actions.commission import votes as actions
from grants.choices import ConflictSource
from grants.forms.commission.votes import DeclarationForm, VotesForm
from grants.models import Meeting
from grants.queries import decisions as queries
from grants.queries.commission import protocol
from grants.queries.commission.applications import case_of
from grants.rules.commission import votes as rules
from grants.rules.commission.protocol import check_can_sign
from grants.views.commission.access import meeting_of
from grants.visibility import conflicts_of
from registry.choices import Role

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_declare(request: HttpRequest, slug: str) -> HttpResponse:
    """Which applications are not for the member; until that is said, the list and the files stay closed."""
    meeting = meeting_of(request, slug, Role.COMMISSION)
    seat = rules.check_can_declare(request.user, meeting)
    applications, ballots = rules.listed(meeting.call), list(seat.ballots.exclude(conflict=""))
    declared = {one.application_id for one in ballots if one.source == ConflictSource.DECLARED}
    noted = conflicts_of(request.user, meeting, applications)
    known = {key: names for key, names in noted.items() if key not in declared}
    data = typed.posted(request)
    form = DeclarationForm(data, applications=applications, ballots=ballots, known=known)
    if request.method == "POST" and form.is_valid():
        seats.declare(meeting=meeting, ties=form.ties(), by=request.user)
        messages.success(request, _("Thank you. What is not for you is out of everything that you see and vote on."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_declare.html", {"call": meeting.call, "form": form, "seat": seat})


@never_cache
@require_safe
@signed_in
def meeting_application(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One application as the commission reads it, with its files and the CVs of its team."""
    meeting = meeting_of(request, slug, Role.SECRETARY, Role.COMMISSION)
    sitting = queries.sitting(meeting, request.user)
    case = case_of(sitting, number, request.user)
    if case is None:
        raise Http404
    context = {"call": meeting.call, "sitting": sitting, "case": case}
    return render(request, "grants/meeting_application.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """A member's votes, one for each application that is for this member."""
    meeting = meeting_of(request, slug, Role.COMMISSION)
    sitting = queries.sitting(meeting, request.user)
    rules.check_can_vote(request.user, meeting)
    data = typed.posted(request)
    form = VotesForm(data, lines=sitting.lines, version=meeting.version)
    if request.method == "POST" and form.is_valid() and _cast(request, meeting, form):
        messages.success(request, _("Your votes are recorded. You can change them until the meeting is concluded."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_vote.html", {"call": meeting.call, "sitting": sitting, "form": form})


def _cast(request: HttpRequest, meeting: Meeting, form: VotesForm) -> bool:
    """Whether the votes count; a refusal is said in the form."""
    version = form.cleaned_data["version"]
    try:
        actions.cast(meeting=meeting, votes=form.votes(), version=version, by=request.user)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
    except Conflict as refusal:
        form.take_new(str(refusal), meeting.version)
    else:
        return True
    return False


@views.signing_page
@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign the protocol of the concluded meeting."""
    meeting = meeting_of(request, slug, Role.SECRETARY, Role.COMMISSION)
    check_can_sign(request.user, meeting)
    signing = views.to_sign(
        request,
        purpose=protocol.PURPOSE,
        subject=protocol.signing_subject(meeting),
        facts=lambda: protocol.signed_facts(meeting),
    )
    form, is_signed = views.sign(
        request, signing, lambda examined: protocols.sign(meeting=meeting, examined=examined, by=request.user)
    )
    if is_signed:
        messages.success(request, _("The protocol is signed."))
        return redirect("grants:meeting-detail", slug)
    context = {"call": meeting.call, "form": form, **views.context(signing, form)}
    return render(request, "grants/meeting_sign.html", context)
