"""The officer's pages of rubrics: list, editor, and the rubric as an expert will see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import queries, rules
from evaluation.actions import rubrics
from evaluation.forms import ScoreForm
from evaluation.forms.rubrics import CriterionRows, RubricForm, add_rubric_faults, initial_of
from evaluation.models import Rubric
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from registry.rules.roles import offices_of

Facts = Mapping[str, Any]
EMPTY: dict[str, Any] = {"form": {}, "rows": [{}]}


def _visible(request: HttpRequest, pk: int) -> Rubric:
    return get_object_or_404(Rubric.objects.visible_to(request.user).select_related("body"), pk=pk)


@never_cache
@require_safe
@signed_in
def rubric_list(request: HttpRequest) -> HttpResponse:
    """Rubrics with their versions, and the templates to start from."""
    context = {
        "rubrics": queries.rubric_list(request.user),
        "starters": queries.starters().values(),
        "can_write": allowed(rules.check_can_create_rubric, request.user),
    }
    return render(request, "evaluation/rubric_list.html", context)


@never_cache
@require_safe
@signed_in
def rubric_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The rubric as an expert will see it, with what may be done with it."""
    rubric = _visible(request, pk)
    criteria = list(rubric.criteria.all())
    context = {
        "rubric": rubric,
        "criteria": criteria,
        "form": ScoreForm(criteria=criteria, initial={"version": 0}),
        "versions": Rubric.objects.visible_to(request.user).filter(code=rubric.code).order_by("-version"),
        "can_edit": allowed(rules.check_can_edit_rubric, request.user, rubric),
        "can_write": allowed(rules.check_can_create_rubric, request.user),
        "copy_url": reverse("evaluation:rubric-create") + f"?copy={rubric.pk}",
        "is_own": Rubric.objects.written_by(request.user).filter(pk=rubric.pk).exists(),
    }
    return render(request, "evaluation/rubric_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def rubric_create(request: HttpRequest) -> HttpResponse:
    """A new rubric: empty, from a template (``?template=``), or from a copy of another (``?copy=``)."""
    rules.check_can_create_rubric(request.user)

    def act(body: Any, facts: Facts) -> Rubric:
        return rubrics.write(body=body, facts=facts, by=request.user)

    return _edited(request, _start(request), act, heading=_("Write a rubric"))


def _start(request: HttpRequest) -> Facts | None:
    name, copied = request.GET.get("template", ""), request.GET.get("copy", "")
    if name:
        if name not in queries.starters():
            raise Http404
        return queries.starters()[name].facts
    if copied:
        facts = queries.rubric_facts(_visible(request, int(copied) if copied.isdecimal() else 0))
        return {key: value for key, value in facts.items() if key != "body"}
    return None


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def rubric_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rubric by which nothing has been announced."""
    rubric = _visible(request, pk)
    if request.method == "GET":
        rules.check_can_edit_rubric(request.user, rubric)

    def act(body: Any, facts: Facts) -> Rubric:
        return rubrics.edit(rubric=rubric, facts=facts, by=request.user)

    return _edited(request, queries.rubric_facts(rubric), act, heading=_("Change the rubric"), rubric=rubric)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def rubric_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version of a frozen rubric; contests that run keep theirs."""
    rubric = get_object_or_404(Rubric.objects.written_by(request.user).select_related("body"), pk=pk)

    def act(body: Any, facts: Facts) -> Rubric:
        return rubrics.write(body=body, facts=facts, by=request.user, code=rubric.code)

    return _edited(request, queries.rubric_facts(rubric), act, heading=_("Make a new version"), rubric=rubric)


def _edited(
    request: HttpRequest,
    facts: Facts | None,
    act: Callable[[Any, Facts], Rubric],
    *,
    heading: str,
    rubric: Rubric | None = None,
) -> HttpResponse:
    """The form; when it is sent and whole, ``act``, and the rubric as experts will see it."""
    form, rows = _forms(request, facts, rubric)
    if form.is_bound and _is_whole(form, rows):
        try:
            written = act(form.cleaned_data["body"], form.facts(rows))
        except Invalid as refusal:
            add_rubric_faults(form, rows, refusal.faults)
        else:
            messages.success(request, _("The rubric is saved. This is how experts will see it."))
            return redirect("evaluation:rubric-detail", written.pk)
    status = 422 if form.is_bound and not rows.rows_changed else 200
    context = {"form": form, "rows": rows, "heading": heading, "rubric": rubric}
    return render(request, "evaluation/rubric_edit.html", context, status=status)


def _forms(request: HttpRequest, facts: Facts | None, rubric: Rubric | None) -> tuple[RubricForm, Any]:
    data = request.POST if request.method == "POST" else None
    initial, rows = initial_of(facts) if facts else (EMPTY["form"], EMPTY["rows"])
    bodies = offices_of(request.user)
    if rubric is not None:
        bodies = bodies.filter(rubrics=rubric)
    # Rows hold the whole rubric each time: none of them is «stored».
    form = RubricForm(data, initial=initial, bodies=bodies)
    return form, CriterionRows(data, initial=None if data else rows, prefix="criteria")


def _is_whole(form: RubricForm, rows: Any) -> bool:
    rows_are_valid = rows.is_valid()
    return form.is_valid() and rows_are_valid and rows.check_percent(form.cleaned_data["weighting"])
