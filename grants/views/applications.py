"""The applicant's pages: the task list, sending, the receipt, and what was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.permissions import allowed
from grants import visibility
from grants.actions import applications as actions
from grants.choices import FileKind, PartnerStatus, SectionName
from grants.forms.applications import WithdrawForm
from grants.models import Application, Call, SubmittedVersion
from grants.models.parts import main_part
from grants.queries import applications as queries
from grants.queries import awards, following, results
from grants.queries.conversations import waits_label
from grants.rules import appeals, checks, sections, statements
from grants.rules import applications as rules
from grants.rules import awards as award_rules
from grants.rules.following import check_can_follow
from grants.rules.regranting import check_can_set
from grants.workflow import APPLICATION
from registry.rules.roles import organisations_of


def visible_application(request: HttpRequest, number: str) -> Application:
    """The application, for those who may see it; for others it does not exist."""
    found = Application.objects.visible_to(request.user).with_place()
    return get_object_or_404(found, number=number)


def own_application(request: HttpRequest, number: str) -> Application:
    """The application, for people of the NGO that makes it."""
    return get_object_or_404(Application.objects.of_applicant(request.user).with_place(), number=number)


def version_of(application: Application, number: int | None = None) -> SubmittedVersion:
    """A version that was sent, the last one without ``number``; 404 when there is none."""
    found = queries.latest_version(application) if number is None else queries.sent_version(application, number)
    if found is None:
        raise Http404
    found.application = application
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def application_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start an application, or go to the one that runs already. A GET (after signing in) goes back to the call."""
    call = get_object_or_404(Call.objects.visible_to(request.user), slug=slug)
    if request.method != "POST":
        return redirect(call)
    organisations = list(organisations_of(request.user))
    chosen = [item for item in organisations if str(item.pk) == request.POST.get("organisation", "")]
    if not chosen and len(organisations) != 1:
        messages.error(request, _("Choose the NGO that applies."))
        return redirect(call)
    application = actions.start(
        call=call, organisation=(chosen or organisations)[0], another="another" in request.POST, by=request.user
    )
    return redirect(application)


@never_cache
@require_safe
@typed.signed_in
def application_list(request: HttpRequest) -> HttpResponse:
    """Applications of the NGOs in which the person has a role, newest first."""
    page = queries.own_applications(request.user, request.GET.get("after", ""))
    return render(request, "grants/application_list.html", {"page": page})


@never_cache
@require_safe
@typed.signed_in
def application_detail(request: HttpRequest, number: str) -> HttpResponse:
    """The task list of a draft; of a sent application its state, its versions and what can be done with it."""
    application = visible_application(request, number)
    return render(request, "grants/application_detail.html", _overview(request, application))


def _overview(request: HttpRequest, application: Application) -> dict[str, Any]:
    is_own = allowed(rules.check_can_read_draft, request.user, application)
    is_draft = is_own and application.status in rules.EDITABLE
    versions = application.versions.select_related("submitted_by").defer("document")
    context = {
        "application": application,
        "is_draft": is_draft,
        "is_own": is_own,
        "versions": list(versions.order_by("-number")),
        "correct_until": checks.correction_until(application),
        "own": results.own_result(application) if is_own else None,
        "may_answer": is_own and queries.is_asked(application),
        "subject": following.subject_of(application),
    }
    if is_draft:
        context |= _draft(application)
    return context | _steps(request, application) | (_after_decision(request, application) if is_own else {})


def _after_decision(request: HttpRequest, application: Application) -> dict[str, Any]:
    """The grant and the appeals of an application of one's own."""
    is_decided = visibility.results_are_public(application.call)
    award = awards.award_of(application) if is_decided else None
    return {
        "award": award,
        "appeals": application.appeals.all() if application.status in appeals.APPEALED else [],
        "can_answer": award is not None and allowed(award_rules.check_can_answer, request.user, award),
    }


def _draft(application: Application) -> dict[str, Any]:
    """How far a draft is, and who carries it."""
    listed = sections.progress(sections.draft_of(application))
    return {
        "tasks": listed,
        "done": sum(task.state is sections.State.COMPLETE for task in listed),
        "files": application.attachments.filter(removed_at=None, kind=FileKind.FILE).count(),
    } | _company(application)


def _company(application: Application) -> dict[str, Any]:
    """Who carries a draft together: partners with their consents, and who saved last."""
    partners = list(application.partners.standing().select_related("organisation"))
    waiting = [one for one in partners if one.status != PartnerStatus.AGREED]
    saved = sorted((one.saved_at, one.pk, one) for one in application.sections.all() if one.saved_at)
    return {
        "has_partners": main_part(application.call) == SectionName.PROJECT,
        "partners": len(partners),
        "waiting_partners": ", ".join(f"{one}: {one.get_status_display()}" for one in waiting),
        "saved": saved[-1][2] if saved else None,
    }


def _steps(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What this person may do with the application now, and whose answer it waits for."""
    user, now = request.user, clock.now()
    steps = {step.name for step in APPLICATION.allowed(application.status)}
    return {
        "waits_for": waits_label(application),
        "is_editable": application.status in rules.EDITABLE and allowed(rules.check_can_edit, user, application, now),
        "can_reopen": "reopen" in steps and allowed(rules.check_can_reopen, user, application, now),
        "can_withdraw": "withdraw" in steps and allowed(rules.check_can_withdraw, user, application),
        "can_set_aside": allowed(check_can_set, user, application),
        "can_check": allowed(checks.check_can_check, user, application),
        "can_appeal": application.status in appeals.APPEALED and allowed(appeals.check_can_appeal, user, application),
        "can_follow": allowed(check_can_follow, user, application),
    }


@never_cache
@require_safe
@typed.signed_in
def application_preview(request: HttpRequest, number: str) -> HttpResponse:
    """What has been typed so far, as it would be sent and printed."""
    application = own_application(request, number)
    typed_now = sections.canonical(sections.draft_of(application))
    partners = queries.partner_blocks({"partners": statements.partners_said(application)})
    files = statements.files_of(application)
    context = {
        "application": application,
        "blocks": [*queries.outline(application, typed_now), *partners],
        "files": files,
    }
    return render(request, "grants/application_preview.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def application_reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Ask, then take a sent application back to a draft."""
    application = own_application(request, number)
    if request.method == "POST":
        actions.reopen(application=application, by=request.user)
        messages.success(request, _("You can change the application now. It counts only when you send it again."))
        return redirect(application)
    rules.check_can_reopen(request.user, application, clock.now())
    return render(request, "grants/application_reopen.html", {"application": application})


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def application_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the reason, if there is one to give, then withdraw."""
    application = own_application(request, number)
    form = WithdrawForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw(application=application, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The application is withdrawn."))
        return redirect(application)
    rules.check_can_withdraw(request.user, application)
    return render(request, "grants/application_withdraw.html", {"application": application, "form": form})


@never_cache
@require_safe
@typed.signed_in
def version_detail(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """One version as it was sent: for reading and for paper."""
    application = visible_application(request, number)
    sent = version_of(application, version)
    context = {
        "application": application,
        "version": sent,
        "blocks": [
            *queries.outline(application, sent.document["sections"], asked=sent.document.get("questions", [])),
            *queries.partner_blocks(sent.document),
        ],
        "files": sent.attachments.select_related("document"),
    }
    return render(request, "grants/version_detail.html", context)


@never_cache
@require_safe
@typed.signed_in
def version_diff(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """What a version says differently from the one before it; both sides see the same page."""
    application = visible_application(request, number)
    old, new = version_of(application, version - 1), version_of(application, version)
    context = {"application": application, "old": old, "new": new, "changes": queries.changes(old, new)}
    return render(request, "grants/version_diff.html", context)
