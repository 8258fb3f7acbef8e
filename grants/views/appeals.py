"""Appeals: the head sends one, a reviewer answers, everybody reads the log."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from grants.actions import appeals as actions
from grants.choices import AppealStatus
from grants.forms.appeals import AnswerForm, AppealFileForm, AppealForm
from grants.models import Appeal, Call
from grants.queries import appeals as queries
from grants.rules import appeals as rules
from grants.views.applications import own_application

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def _appeal(request: HttpRequest, pk: int) -> Appeal:
    seen = Appeal.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("application__call__operator", "application__call__rubric", "application__organisation"),
        pk=pk,
    )


@require_safe
def appeal_log(request: HttpRequest, slug: str) -> HttpResponse:
    """All appeals of a call with their answers and what they changed, without personal data."""
    call = get_object_or_404(Call.objects.public().select_related("operator"), slug=slug)
    return render(request, "grants/appeal_log.html", {"call": call, "log": queries.log(call)})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def appeal_create(request: HttpRequest, number: str) -> HttpResponse:
    """Ground, text and a file."""
    application = own_application(request, number)
    subject = rules.check_can_appeal(request.user, application)
    form = AppealForm(typed.posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            appeal = actions.submit(
                application=application,
                ground=values["ground"],
                text=values["text"],
                upload=values["file"],
                by=request.user,
            )
        except Invalid as refusal:
            return _refused(request, form, refusal, {"application": application, "subject": subject})
        messages.success(request, _("The appeal is sent."))
        return redirect(appeal)
    context = {"form": form, "application": application, "subject": subject}
    return render(request, "grants/appeal_create.html", context)


def _refused(request: HttpRequest, form: forms.Form, refusal: Invalid, context: dict[str, object]) -> HttpResponse:
    """A file that is not taken has its sentence at the field."""
    form.add_error("file", str(refusal))
    return render(request, "grants/appeal_create.html", {"form": form, **context}, status=refusal.status_code)


@never_cache
@require_safe
@signed_in
def appeal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The appeal for its own side and for the operator, with what the reader can do."""
    appeal = _appeal(request, pk)
    is_own = allowed(rules.check_is_head, request.user, appeal.application.organisation)
    can_review = appeal.is_open and allowed(rules.check_can_review, request.user, appeal)
    context = {
        "appeal": appeal,
        "entry": queries.entry_of(appeal),
        "files": appeal.documents.order_by("created_at"),
        "can_withdraw": is_own and appeal.is_open,
        "can_add": allowed(rules.check_can_add_file, request.user, appeal),
        "can_take": can_review and appeal.status == AppealStatus.SUBMITTED,
        "can_answer": can_review and appeal.status == AppealStatus.IN_REVIEW,
        "form": AppealFileForm(),
    }
    return render(request, "grants/appeal_detail.html", context)


@require_POST
@signed_in
def appeal_add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One more file."""
    appeal, form = _appeal(request, pk), AppealFileForm(request.POST, request.FILES)
    if form.is_valid():
        actions.add_file(appeal=appeal, upload=form.cleaned_data["file"], by=request.user)
        messages.success(request, _("The file is added."))
    else:
        messages.error(request, str(form.errors["file"][0]))
    return redirect(appeal)


@never_cache
@require_safe
@signed_in
def appeal_file(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """A file of an appeal, for those who may see it."""
    found = get_object_or_404(_appeal(request, pk).documents, pk=document)
    return cast("HttpResponse", serve(found))  # a stream of bytes is a response like any other


@require_POST
@signed_in
def appeal_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the review."""
    appeal = actions.take(appeal=_appeal(request, pk), by=request.user)
    messages.success(request, _("You review this appeal."))
    return redirect(appeal)


@require_POST
@signed_in
def appeal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the appeal back."""
    appeal = actions.withdraw(appeal=_appeal(request, pk), by=request.user)
    messages.success(request, _("The appeal is withdrawn."))
    return redirect(appeal)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def appeal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviewer's word with its reason and effect."""
    appeal = _appeal(request, pk)
    rules.check_can_review(request.user, appeal)
    form = AnswerForm(typed.posted(request), appeal=appeal)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(appeal=appeal, by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The appeal is answered."))
            return redirect(appeal)
    return render(request, "grants/appeal_answer.html", {"appeal": appeal, "form": form})
