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
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import applications as actions
from grants.forms.applications import WithdrawForm
from grants.models import Application, Call, SubmittedVersion
from grants.queries import applications as queries
from grants.queries import awards, following, results
from grants.rules import applications as rules
from grants.rules import awards as award_rules
from grants.rules import checks, sections
from grants.rules.following import check_can_follow
from grants.workflow import APPLICATION
from registry.rules.roles import organisations_of


def visible_application(request: HttpRequest, number: str) -> Application:
    """The application, for those who may see it; for others it does not exist."""
    found = Application.objects.visible_to(request.user).with_place()
    return get_object_or_404(found, number=number)


def own_application(request: HttpRequest, number: str) -> Application:
    """The application, for people of the NGO that makes it."""
    return get_object_or_404(Application.objects.of_applicant(request.user).with_place(), number=number)


def _version(application: Application, number: int | None = None) -> SubmittedVersion:
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
    application = actions.start(call=call, organisation=(chosen or organisations)[0], by=request.user)
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
    listed = sections.progress(sections.draft_of(application)) if is_draft else []
    versions = application.versions.select_related("submitted_by").defer("document")
    award = awards.award_of(application) if is_own else None
    return {
        "application": application,
        "is_draft": is_draft,
        "is_own": is_own,
        "tasks": listed,
        "done": sum(task.state is sections.State.COMPLETE for task in listed),
        "files": application.attachments.filter(removed_at=None).count() if is_draft else 0,
        "versions": list(versions.order_by("-number")),
        "correct_until": checks.correction_until(application),
        "own": results.own_result(application) if is_own else None,
        "may_answer": is_own and queries.is_asked(application),
        "subject": following.subject_of(application),
        "award": award,
        "can_answer": award is not None and allowed(award_rules.check_can_answer, request.user, award),
    } | _steps(request, application)


def _steps(request: HttpRequest, application: Application) -> dict[str, bool]:
    """What this person may do with the application now."""
    user, now = request.user, clock.now()
    steps = {step.name for step in APPLICATION.allowed(application.status)}
    return {
        "is_editable": allowed(rules.check_can_edit, user, application, now),
        "can_reopen": "reopen" in steps and allowed(rules.check_can_reopen, user, application, now),
        "can_withdraw": "withdraw" in steps and allowed(rules.check_can_withdraw, user, application),
        "can_check": allowed(checks.check_can_check, user, application),
        "can_follow": allowed(check_can_follow, user, application),
    }


@never_cache
@require_safe
@typed.signed_in
def application_preview(request: HttpRequest, number: str) -> HttpResponse:
    """What has been typed so far, as it would be sent and printed."""
    application = own_application(request, number)
    typed_now = sections.canonical(sections.draft_of(application))
    files = application.attachments.filter(removed_at=None).select_related("document")
    context = {"application": application, "blocks": queries.outline(application, typed_now), "files": files}
    return render(request, "grants/application_preview.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def application_submit(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that is wrong at once, or the button that sends. A second press lands on the receipt."""
    application, status = own_application(request, number), 200
    faults: list[Any] = []
    if request.method == "POST":
        try:
            actions.submit(application=application, by=request.user)
        except Invalid as refusal:
            faults, status = refusal.faults, refusal.status_code
        else:
            return redirect("grants:application-receipt", number)
    elif application.status not in rules.EDITABLE:
        return redirect(application)
    else:
        rules.check_can_edit(request.user, application, clock.now())
        faults = rules.submission_faults(application, clock.now())
    context = {"application": application, "faults": faults, "was_sent": request.method == "POST"}
    return render(request, "grants/application_submit.html", context, status=status)


@never_cache
@require_safe
@typed.signed_in
def application_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The number, the moment and the digest of what was sent last."""
    application = visible_application(request, number)
    context = {"application": application, "version": _version(application)}
    return render(request, "grants/application_receipt.html", context)


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
    form = WithdrawForm(request.POST if request.method == "POST" else typed.take(request))
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
    sent = _version(application, version)
    context = {
        "application": application,
        "version": sent,
        "blocks": queries.outline(application, sent.document["sections"]),
        "files": sent.attachments.select_related("document"),
    }
    return render(request, "grants/version_detail.html", context)


@never_cache
@require_safe
@typed.signed_in
def version_diff(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """What a version says differently from the one before it; both sides see the same page."""
    application = visible_application(request, number)
    old, new = _version(application, version - 1), _version(application, version)
    context = {"application": application, "old": old, "new": new, "changes": queries.changes(old, new)}
    return render(request, "grants/version_diff.html", context)
