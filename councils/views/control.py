"""Public control: plan, people, checklist, facts, final document."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions.control import findings, plans
from councils.choices.control import ControlStatus
from councils.forms.work import (
    ChecklistForm,
    ControlPlanForm,
    DocumentForm,
    FactForm,
    ParticipantForm,
    ProposalForm,
    ProposalFormSet,
    QuestionsForm,
    WorkFilterForm,
)
from councils.models import Control, Participant
from councils.queries import control as queries
from councils.queries.places import map_of_facts
from councils.queries.references import CONTROL as REFERENCE
from councils.queries.work import page_of
from councils.rules import control as rules
from councils.rules.councils import check_serves
from councils.views import saving
from councils.views.councils import READ_AND_WRITE, served_council
from councils.views.stepping import Asked, ask, press, step_of
from councils.workflow import CONTROL
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from foundation.documents.serving import serve

STEPS = {
    "announce": (plans.announce, gettext_lazy("The control is announced; members and the body are told.")),
    "start": (plans.start, gettext_lazy("The control is under way.")),
    "end": (plans.end, gettext_lazy("The control is over. The final document is due in seven working days.")),
}


def control_of(request: HttpRequest, slug: str, number: int) -> Control:
    """The control, for those who may see it."""
    return get_object_or_404(Control.objects.visible_to(request.user), council__slug=slug, number=number)


def served_control(request: HttpRequest, slug: str, number: int) -> Control:
    """The control, for the secretariat; NotPermitted for everybody else."""
    control = control_of(request, slug, number)
    check_serves(request.user, control.council)
    return control


def participant_of(control: Control, pk: int) -> Participant:
    """A participant of this control."""
    found = get_object_or_404(control.participants, pk=pk)
    found.control = control
    return found


def _today() -> Any:
    return local_date(clock.now())


def _subjects(control: Control) -> list[str]:
    return [str(person) for person in rules.people_of(control, _today())]


@require_safe
def control_list(request: HttpRequest) -> HttpResponse:
    """All controls, the newest first."""
    form = WorkFilterForm(request.GET, statuses=ControlStatus)
    context = {
        "form": form,
        "saved": "control",
        "page": page_of(Control, request.user, form.asked(), _today(), request.GET.get("before", "")),
        "today": _today(),
        "heading": _("Public control"),
        "lead": _(
            "Discussions, hearings, monitoring and expertise of councils: what was looked at, found and answered."
        ),
        "empty": _("No public control fits."),
    }
    return render(request, "councils/work_list.html", context)


@require_safe
def control_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Plan, participants and their checks, programme; after the end facts, final document, replies."""
    control = control_of(request, slug, number)
    of_a_side, sight = rules.is_of_a_side(request.user, control), queries.control_sight(control)
    sees_facts = rules.sees_findings(request.user, control)
    context = {
        "control": control,
        "council": control.council,
        "sight": sight,
        "map": map_of_facts(sight.facts) if sees_facts else None,
        "people": rules.people_of(control, _today()),
        "today": _today(),
        "serves": allowed(check_serves, request.user, control.council),
        "may_change": allowed(rules.check_can_change, request.user, control),
        "may_record": allowed(rules.check_can_record, request.user, control),
        "of_a_side": of_a_side,
        "sees_facts": sees_facts,
        "steps": [step.name for step in CONTROL.allowed(control.status)],
        "reference_kind": REFERENCE,
    }
    return render(request, "councils/control_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def control_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a control."""
    council = served_council(request, slug)
    form = ControlPlanForm(typed.posted(request), initial={"body": council.body})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            control = plans.plan(council=council, body=values.pop("body"), values=values, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The control is planned. Name its participants now."))
            return redirect(control)
    asked = Asked(council, form, _("Plan a public control"), council.get_absolute_url(), council)
    return render(request, "councils/work_step.html", {"asked": asked, "council": council, "form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def control_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a plan that is not announced."""
    control = served_control(request, slug, number)
    rules.check_can_change(request.user, control)
    form = ControlPlanForm(typed.posted(request), initial=ControlPlanForm.initial_of(control))

    def change(**given: Any) -> None:
        plans.change(control=control, body=given.pop("body"), values=given, by=request.user)

    return _ask(request, control, form, _("Change the plan"), change)


@require_POST
@signed_in
def control_step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Announce, begin, end."""
    action, told = step_of(STEPS, step)
    control = served_control(request, slug, number)
    return press(request, control.get_absolute_url(), lambda: action(control=control, by=request.user), told)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def control_cancel(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give it up, with the reason."""
    control = served_control(request, slug, number)
    form = ReasonForm(typed.posted(request), needed=False)
    return _ask(
        request,
        control,
        form,
        _("Cancel the control"),
        lambda **given: plans.cancel(control=control, by=request.user, **given),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def participant_add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Name a participant."""
    control = served_control(request, slug, number)
    rules.check_can_change(request.user, control)
    form = ParticipantForm(typed.posted(request), control=control)
    return _ask(
        request,
        control,
        form,
        _("Add a participant"),
        lambda **_given: plans.add_participant(control=control, values=form.values(), by=request.user),
    )


@require_POST
@signed_in
def participant_remove(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Take somebody out."""
    control = served_control(request, slug, number)
    person = participant_of(control, pk)
    back = control.get_absolute_url()
    return press(
        request,
        back,
        lambda: plans.remove_participant(participant=person, by=request.user),
        _("The changes are saved."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def participant_dismiss(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Say why a sign of a conflict does not stand in the way."""
    control = served_control(request, slug, number)
    person = participant_of(control, pk)
    form = ReasonForm(typed.posted(request), needed=False)
    return _ask(
        request,
        control,
        form,
        _("Why this is no conflict of interest: %(name)s") % {"name": person.full_name},
        lambda **given: plans.dismiss_sign(participant=person, by=request.user, **given),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def checklist_write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write the questions of the checklist."""
    control = served_control(request, slug, number)
    rules.check_can_plan(request.user, control)
    written = "\n".join(control.questions.values_list("text", flat=True))
    form = QuestionsForm(typed.posted(request), initial={"questions": written})

    def write(questions: str) -> None:
        findings.write_checklist(control=control, questions=questions.splitlines(), by=request.user)

    return _ask(request, control, form, _("Write the checklist"), write)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def checklist_fill(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The checklist on a phone: answer what can be answered now, save, come back."""
    control = control_of(request, slug, number)
    rules.check_can_record(request.user, control)
    form = ChecklistForm(typed.posted(request), control=control)
    return _ask(
        request,
        control,
        form,
        _("Checklist"),
        lambda **_given: findings.fill_checklist(control=control, answers=form.answers(), by=request.user),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def fact_record(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write a fact down, with a photograph or a file."""
    control = control_of(request, slug, number)
    rules.check_can_record(request.user, control)
    form = FactForm(typed.posted(request), request.FILES or None)
    return _ask(
        request,
        control,
        form,
        _("Write a fact down"),
        lambda **given: findings.record_fact(control=control, by=request.user, **given),
    )


@require_safe
def evidence(request: HttpRequest, slug: str, number: int, position: int) -> HttpResponse:
    """A file of a fact: for the two sides, and for everybody when it is public and the document is published."""
    control = control_of(request, slug, number)
    fact = get_object_or_404(control.facts.select_related("evidence"), position=position, evidence__isnull=False)
    fact.control = control
    if not rules.sees_evidence(request.user, fact):
        raise Http404
    return cast("HttpResponse", serve(cast("Any", fact.evidence)))  # a stream is a response like any other


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def control_conclude(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The final document: it begins with what was planned and found, and saves itself."""
    control = served_control(request, slug, number)
    kept = saving.saved(request, f"control-document-{control.pk}")
    if saving.is_saving(request):
        return saving.save(request, kept.key)
    data = typed.posted(request)
    form = DocumentForm(data, initial=queries.first_words(control, _subjects(control)) | kept.initial(DocumentForm))
    rows = ProposalFormSet(data, prefix="proposals", initial=kept.rows(ProposalForm, "proposals"))
    if request.method == "POST" and rows.is_valid() and form.is_valid() and _concluded(request, control, form, rows):
        saving.forget(request, kept.key)
        return redirect(control)
    context = {"form": form, "rows": rows, "control": control, "council": control.council, "kept": kept}
    return render(request, "councils/control_conclude.html", context)


def _concluded(request: HttpRequest, control: Control, form: DocumentForm, rows: Any) -> bool:
    asked = [row.cleaned_data["text"] for row in rows.forms]
    try:
        findings.conclude(control=control, values=form.cleaned_data, proposals=asked, by=request.user)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, _("The final document is published and sent."))
    return True


def _ask(request: HttpRequest, control: Control, form: Any, heading: str, act: Any) -> HttpResponse:
    asked = Asked(control.council, form, heading, control.get_absolute_url(), control.title)
    return ask(request, asked, act, _("The changes are saved."))
