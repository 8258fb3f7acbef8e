"""Reports of heads: plan, questions of the public, answers."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions import head_reports as actions
from councils.choices.voices import HeadReportStatus
from councils.forms.work import AskForm, HeadReportForm, ModerateForm, QuestionAnswerForm, WorkFilterForm
from councils.models import HeadQuestion, HeadReport
from councils.queries.places import map_of_questions
from councils.queries.voices import questions_for
from councils.queries.work import page_of
from councils.rules import voices as rules
from councils.rules.councils import check_serves
from councils.views.councils import READ_AND_WRITE, served_council
from councils.views.stepping import Asked, ask, press, step_of
from councils.workflow import HEAD_REPORT
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from foundation.documents.serving import serve

STEPS = {
    "announce": (actions.announce, gettext_lazy("The report is announced; everybody may ask.")),
    "hear": (actions.hear, gettext_lazy("The report is heard; the body is told until when to answer.")),
    "close": (actions.close, gettext_lazy("All questions are settled.")),
}


def report_of(request: HttpRequest, slug: str, number: int) -> HeadReport:
    """The report, for those who may see it."""
    return get_object_or_404(HeadReport.objects.visible_to(request.user), council__slug=slug, number=number)


def question_of(request: HttpRequest, slug: str, number: int, question: int) -> HeadQuestion:
    """A question to a report that this reader may see; the caller asks who may act on it."""
    report = report_of(request, slug, number)
    found = get_object_or_404(report.questions.all(), number=question)
    found.report = report
    return found


def _today() -> Any:
    return local_date(clock.now())


@require_safe
def head_report_list(request: HttpRequest) -> HttpResponse:
    """All reports of heads, the newest first."""
    form = WorkFilterForm(request.GET, statuses=HeadReportStatus)
    context = {
        "form": form,
        "saved": "head-reports",
        "page": page_of(HeadReport, request.user, form.asked(), _today(), request.GET.get("before", "")),
        "today": _today(),
        "heading": _("Reports of heads"),
        "lead": _("Heads of bodies report to councils. Ask before; each published question is answered afterwards."),
        "empty": _("No report fits."),
    }
    return render(request, "councils/work_list.html", context)


@require_safe
def head_report_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who reports on what and when, the questions and what was answered."""
    report = report_of(request, slug, number)
    serves = allowed(check_serves, request.user, report.council)
    context = {
        "report": report,
        "council": report.council,
        "questions": (questions := questions_for(report, request.user, serves=serves)),
        "map": map_of_questions(questions.rows),
        "today": _today(),
        "is_asking": rules.is_asking(report, _today()),
        "serves": serves,
        "answers": allowed(rules.check_answers, request.user, report.body),
        "steps": [step.name for step in HEAD_REPORT.allowed(report.status)],
    }
    return render(request, "councils/head_report_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def head_report_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a report."""
    council = served_council(request, slug)
    form = HeadReportForm(typed.posted(request), request.FILES or None, initial={"body": council.body})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        body, upload = values.pop("body"), values.pop("upload")
        try:
            report = actions.plan(council=council, body=body, values=values, upload=upload, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The report is planned. Announce it so that people can ask."))
            return redirect(report)
    asked = Asked(council, form, _("Plan a report of a head"), council.get_absolute_url(), council)
    return render(request, "councils/work_step.html", {"asked": asked, "council": council, "form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def head_report_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a plan that is not announced."""
    report = report_of(request, slug, number)
    rules.check_can_change(request.user, report)
    form = HeadReportForm(typed.posted(request), request.FILES or None, initial=HeadReportForm.initial_of(report))

    def change(**given: Any) -> None:
        body, upload = given.pop("body"), given.pop("upload")
        actions.change(report=report, body=body, values=given, upload=upload, by=request.user)

    asked = Asked(report.council, form, _("Change the plan"), report.get_absolute_url(), report.topic)
    return ask(request, asked, change, _("The changes are saved."))


@require_POST
@signed_in
def head_report_step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Announce, hear, close."""
    action, told = step_of(STEPS, step)
    report = report_of(request, slug, number)
    return press(request, report.get_absolute_url(), lambda: action(report=report, by=request.user), told)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def head_report_cancel(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give it up, with the reason."""
    report = report_of(request, slug, number)
    check_serves(request.user, report.council)
    form = ReasonForm(typed.posted(request), needed=False)
    asked = Asked(report.council, form, _("Cancel the report"), report.get_absolute_url(), report.topic)
    return ask(
        request,
        asked,
        lambda **given: actions.cancel(report=report, by=request.user, **given),
        _("The changes are saved."),
    )


@require_safe
def head_report_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text of the report, for everybody who sees it."""
    report = report_of(request, slug, number)
    if report.file is None:
        raise Http404
    return cast("HttpResponse", serve(report.file))  # a stream of bytes is a response like any other


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def head_question_ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask the head something."""
    report = report_of(request, slug, number)
    rules.check_can_ask(report, _today())
    form = AskForm(typed.posted(request))
    asked = Asked(report.council, form, _("Ask the head"), report.get_absolute_url(), report.topic)
    return ask(
        request,
        asked,
        lambda **given: actions.ask(report=report, by=request.user, **given),
        _("Your question is sent. The secretariat publishes it or tells you why not."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def head_question_moderate(request: HttpRequest, slug: str, number: int, question: int) -> HttpResponse:
    """Publish a question, or say why not."""
    found = question_of(request, slug, number, question)
    check_serves(request.user, found.report.council)
    return _settle(request, found, ModerateForm(typed.posted(request)), _("Read the question"), actions.moderate)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def head_question_answer(request: HttpRequest, slug: str, number: int, question: int) -> HttpResponse:
    """Answer a published question, or say why not."""
    found = question_of(request, slug, number, question)
    rules.check_answers(request.user, found.report.body)
    if found.status not in ("published", "answered", "declined"):
        raise Http404
    return _settle(request, found, QuestionAnswerForm(typed.posted(request)), _("Answer"), actions.answer)


def _settle(request: HttpRequest, question: HeadQuestion, form: Any, heading: str, action: Any) -> HttpResponse:
    back = f"{question.report.get_absolute_url()}#question-{question.number}"
    caption = f"{question.report.topic}, № {question.number}"
    asked = Asked(question.report.council, form, heading, back, caption, quoted=question.text)
    return ask(
        request, asked, lambda **given: action(question=question, by=request.user, **given), _("The changes are saved.")
    )
