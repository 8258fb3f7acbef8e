"""Secret ballots on paper: the protocol of the counting commission."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from councils.actions import paper as actions
from councils.forms.paper import PaperCountForm
from councils.models import PaperCount
from councils.rules import meetings as rules
from councils.views.acting import done
from councils.views.councils import READ_AND_WRITE
from councils.views.meetings import meeting_of, motion_of, served_meeting
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.documents.serving import serve


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def vote_paper(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """Numbers, who counted, the signed protocol."""
    meeting = served_meeting(request, slug, pk)
    put = motion_of(meeting, motion)
    rules.check_can_run(request.user, meeting)
    form = PaperCountForm(typed.posted(request), request.FILES or None, motion=put)
    told = _("The protocol is entered. Close the vote now.")
    if done(request, form, lambda: actions.enter(motion=put, by=request.user, **form.values()), told):
        return redirect(f"{meeting.get_absolute_url()}#motion-{motion}")
    context = {"meeting": meeting, "council": meeting.council, "motion": put, "form": form}
    return render(request, "councils/vote_paper.html", context)


@require_safe
@signed_in
def paper_file(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """The signed protocol, for the secretariat and the members of the council alone."""
    meeting = meeting_of(request, slug, pk)
    count = get_object_or_404(PaperCount.objects.select_related("protocol"), motion=motion_of(meeting, motion))
    if not rules.sees_protocol(request.user, meeting):
        raise Http404
    return cast("HttpResponse", serve(count.protocol))  # a stream of bytes is a response like any other
