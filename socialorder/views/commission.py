"""The commission of a tender: its members, sittings, votes and protocols."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.scoring.canonical import canonical
from foundation.accounts.esignature import views
from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from socialorder.actions.commission import members as actions
from socialorder.actions.commission import sittings
from socialorder.choices import SittingStatus
from socialorder.forms.commission import LotVotesForm, MembersForm, SittingForm, TiesForm
from socialorder.models import Lot, MemberConflict, Sitting
from socialorder.queries import outcome as outcome_queries
from socialorder.queries import sittings as queries
from socialorder.rules import commission as rules
from socialorder.rules.offices import check_serves
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.views.tenders import served_tender, visible_tender
from socialorder.workflow import SITTING, TENDER


@never_cache
@require_safe
@signed_in
def commission_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Members with what they have declared, and sittings."""
    tender = visible_tender(request, slug)
    rules.check_reads(request.user, tender)
    context = {
        "tender": tender,
        "members": list(tender.members.select_related("person").prefetch_related("conflicts__lot")),
        "sittings": list(tender.sittings.all()),
        "serves": allowed(check_serves, request.user, tender.body),
        "may_name": allowed(rules.check_can_name, request.user, tender),
        "may_declare": allowed(rules.check_can_declare, request.user, tender),
        "may_begin": "decide" in {step.name for step in TENDER.allowed(tender.status)},
    }
    return render(request, "socialorder/commission_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def commission_name(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the members."""
    tender = served_tender(request, slug)
    rules.check_can_name(request.user, tender)
    before = "\n".join(tender.members.values_list("person__email", flat=True))
    form = typed_form(request, MembersForm, initial={"people": before})

    def act() -> Any:
        actions.name(tender=tender, by=request.user, **form.cleaned_data)

    context = {"heading": _("Name the commission"), "button": _("Name it"), "caption": str(tender), "tender": tender}
    context["back"] = reverse("socialorder:commission-detail", args=[slug])
    return step_page(request, form, act, context=context, done=_("The commission is named; its members are told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def commission_declare(request: HttpRequest, slug: str) -> HttpResponse:
    """A member says what is not for them."""
    tender = visible_tender(request, slug)
    rules.check_can_declare(request.user, tender)
    lots = list(Lot.objects.with_topic().filter(tender=tender))
    form = typed_form(request, TiesForm, lots=lots)

    def act() -> Any:
        actions.declare(tender=tender, ties=form.ties(), by=request.user)

    context = {"tender": tender, "lots": outcome_queries.bidders_of(tender)}
    context["back"] = reverse("socialorder:commission-detail", args=[slug])
    done = _("Thank you. You do not vote on what is not for you.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/commission_declare.html")


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def sitting_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Call the roll and propose."""
    tender = served_tender(request, slug)
    TENDER.step("decide", tender.status)
    found = outcome_queries.outcomes(tender)
    form = typed_form(request, SittingForm, members=list(tender.members.select_related("person")), outcomes=found)

    def act() -> Any:
        given = {"present": form.members(), "choices": form.chosen()}
        return sittings.begin(tender=tender, by=request.user, **given)

    context = {"tender": tender, "outcomes": found}
    done = _("The sitting is begun; members vote on their own pages.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/sitting_begin.html")


def _sitting(request: HttpRequest, slug: str, number: int) -> Sitting:
    """A concluded one for everybody; one that runs for officers and members."""
    tender = visible_tender(request, slug)
    found = get_object_or_404(Sitting.objects.filter(tender=tender), number=number)
    if found.status != SittingStatus.CONCLUDED:
        rules.check_reads(request.user, tender)
    found.tender = tender
    return found


@never_cache
@require_safe
def sitting_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The votes as they stand, or the protocol."""
    sitting = _sitting(request, slug, number)
    context = {
        "sitting": sitting,
        "tender": sitting.tender,
        "lines": queries.lines(sitting, rules.roll_of),
        "protocol": queries.shown(sitting),
        "signatures": sitting.signatures.select_related("signer", "signature").order_by("pk"),
        "serves": allowed(check_serves, request.user, sitting.tender.body),
        "may_vote": allowed(rules.check_can_vote, request.user, sitting),
        "may_sign": allowed(rules.check_can_sign, request.user, sitting),
        "steps": {step.name for step in SITTING.allowed(sitting.status)},
    }
    return render(request, "socialorder/sitting_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def sitting_vote(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A member's votes."""
    sitting = _sitting(request, slug, number)
    member = rules.check_can_vote(request.user, sitting)
    barred = MemberConflict.objects.filter(member=member).values("lot")
    proposals = list(sitting.proposals.exclude(lot__in=barred).select_related("lot__topic", "winner__organisation"))
    form = typed_form(request, LotVotesForm, proposals=proposals)

    def act() -> Any:
        sittings.vote(sitting=sitting, votes=form.votes(), by=request.user)
        return sitting

    context = {"heading": _("Vote"), "button": _("Vote"), "caption": str(sitting.tender), "tender": sitting.tender}
    return step_page(
        request, form, act, context=context, done=_("Your votes are kept. You can change them until the end.")
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def sitting_end(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Conclude it, or dissolve it."""
    sitting = _sitting(request, slug, number)
    check_serves(request.user, sitting.tender.body)
    SITTING.step(step, sitting.status)
    form = typed_form(request, ReasonForm, needed=False)
    action = {"conclude": sittings.conclude, "dissolve": sittings.dissolve}[step]
    heading = {"conclude": _("Conclude the sitting"), "dissolve": _("Dissolve the sitting")}[step]

    def act() -> Any:
        return action(sitting=sitting, by=request.user, **form.cleaned_data)

    context = {"heading": heading, "button": heading, "caption": str(sitting.tender), "tender": sitting.tender}
    return step_page(request, form, act, context=context, done=_("It is done."))


@views.signing_page
@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def sitting_sign(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A member who was there signs the protocol."""
    sitting = _sitting(request, slug, number)
    rules.check_can_sign(request.user, sitting)
    signing = views.to_sign(
        request,
        purpose=queries.PURPOSE,
        subject=queries.signing_subject(sitting),
        facts=lambda: queries.signed_facts(sitting),
    )
    form, is_signed = views.sign(
        request, signing, lambda examined: sittings.sign(sitting=sitting, examined=examined, by=request.user)
    )
    if is_signed:
        messages.success(request, _("The protocol is signed."))
        return redirect(sitting)
    context = {"tender": sitting.tender, "form": form, **views.context(signing, form)}
    return render(request, "socialorder/sitting_sign.html", context)


@require_safe
def sitting_download(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The very bytes whose SHA-256 the protocol names."""
    sitting = get_object_or_404(
        Sitting.objects.filter(tender=visible_tender(request, slug), status=SittingStatus.CONCLUDED), number=number
    )
    response = HttpResponse(canonical(sitting.protocol), content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, f"{slug}-sitting-{number}.json") or ""
    return response
