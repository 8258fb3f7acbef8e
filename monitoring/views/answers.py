"""Everybody: answering a survey without signing in, on a phone, without JavaScript."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.core.errors import DomainError, Text
from monitoring.actions import answers
from monitoring.choices import Access
from monitoring.forms.answers import AnswerForm
from monitoring.models import Survey
from monitoring.rules import surveys as rules

COOKIE_SALT = "monitoring.device"
COOKIE_SECONDS = 183 * 24 * 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: HttpRequest, token: str, code: str = "") -> HttpResponse:
    """The questions, by the open link or with a ticket; what was typed stays when something is refused."""
    survey = get_object_or_404(Survey.objects.to_answer(), token=token)
    refusal = _refusal(request, survey)
    if refusal:
        return render(request, "monitoring/survey_over.html", {"survey": survey, "refusal": refusal})
    is_sent = request.method == "POST"
    form = AnswerForm(request.POST if is_sent else None, survey=survey, initial={"ticket": code})
    if is_sent and form.is_valid() and _received(request, form):
        response = redirect("monitoring:survey-thanks", token)
        response.set_signed_cookie(_cookie(survey), "1", COOKIE_SALT, **_cookie_options())
        return response
    if is_sent:
        form.again()
    return render(request, "monitoring/survey_answer.html", {"survey": survey, "form": form})


def _refusal(request: HttpRequest, survey: Survey) -> Text | None:
    try:
        rules.check_takes_answers(survey)
    except DomainError as refusal:
        return refusal.message
    if survey.access == Access.LINK and request.get_signed_cookie(_cookie(survey), "", COOKIE_SALT):
        return rules.ANSWERED_HERE
    return None


def _received(request: HttpRequest, form: AnswerForm) -> bool:
    visitor = answers.Visitor(form.cleaned_data.get("ticket", ""), visitor_address(request))
    try:
        answers.receive(survey=form.survey, typed=form.typed(), visitor=visitor)
    except DomainError as refusal:
        form.refuse(refusal)
        if isinstance(refusal, rules.AlreadyAnswered | rules.TooMany):
            answers.note_refusal(survey=form.survey)
        return False
    return True


def visitor_address(request: HttpRequest) -> str:
    """The network address of who asks; behind our own proxy the last one that it has named."""
    named = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return named.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _cookie(survey: Survey) -> str:
    return f"survey-{survey.token}"


def _cookie_options() -> dict[str, object]:
    secure = settings.SESSION_COOKIE_SECURE
    return {"max_age": COOKIE_SECONDS, "secure": secure, "httponly": True, "samesite": "Lax"}


@require_safe
def survey_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Said after an answer; it knows nothing of it."""
    survey = get_object_or_404(Survey.objects.to_answer(), token=token)
    return render(request, "monitoring/survey_thanks.html", {"survey": survey})
