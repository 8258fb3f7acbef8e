"""The registry of experts: numbers for everybody, names for officers; ties and places of work."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.page_forms import REASON, of_page
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core import presentation
from foundation.core.permissions import allowed
from registry.actions import experts, invitations
from registry.api.places import reader_of
from registry.api.resources.people import InvitationRead
from registry.forms.people import EndForm, EnrolForm, ExpertFilterForm, TermsForm, TieForm, WorkForm
from registry.models import Affiliation, Employment, Expert
from registry.queries import people as reads
from registry.rules import people, roles


class ExpertRead(Read):
    """An expert. Everybody reads the number, officers also the name; who an expert is, no other key can find out."""

    name = serializers.SerializerMethodField(help_text="For officers and the expert; else empty.")
    spheres = serializers.SerializerMethodField()

    class Meta:
        model = Expert
        fields = ("number", "name", "spheres", "languages", "region", "is_active")

    def get_name(self, expert: Expert) -> str:
        return expert.user.full_name if allowed(people.check_can_see_expert, reader_of(self.context), expert) else ""

    def get_spheres(self, expert: Expert) -> list[int]:
        return sorted(sphere.pk for sphere in expert.spheres.all())


class AffiliationRead(Read):
    """A tie of an expert with an NGO; it counts for twelve months after its end."""

    expert = serializers.IntegerField(source="expert.number", help_text="Number of the expert.")
    organisation = serializers.CharField(source="organisation.bin", allow_null=True, help_text="BIN.")
    entered_by = serializers.CharField(source="entered_by.full_name", allow_null=True, default=None)

    class Meta:
        model = Affiliation
        fields = ("id", "expert", "organisation", "kind", "since", "until", "entered_at", "entered_by")


class EmploymentRead(Read):
    """Where an expert works or worked; it counts for twelve months after its end."""

    expert = serializers.IntegerField(source="expert.number", help_text="Number of the expert.")
    entered_by = serializers.CharField(source="entered_by.full_name", allow_null=True, default=None)

    class Meta:
        model = Employment
        fields = ("id", "expert", "employer_name", "employer_bin", "since", "until", "entered_at", "entered_by")


def _check_keeps(user: Any, _expert: Any) -> None:
    roles.check_can_enrol_expert(user)


def _invited(form: EnrolForm) -> dict[str, Any]:
    return {"email": form.cleaned_data["email"], "terms": form.terms(), "language": presentation.language()}


def _terms(form: TermsForm) -> dict[str, Any]:
    return {**form.terms(), "region": form.region_chosen()}


def _told(sent: dict[str, Any], _expert: Expert) -> dict[str, Any]:
    return {"values": sent}


def _suspend(expert: Expert, reason: str, by: Any) -> Expert:
    return experts.set_active(expert=expert, is_active=False, reason=reason, by=by)


def _take_back(expert: Expert, reason: str, by: Any) -> Expert:
    return experts.set_active(expert=expert, is_active=True, reason=reason, by=by)


class Experts(Resource):
    """Experts score applications. They are drawn by number; names are not published, so that nobody can press them."""

    area = "registry"
    title = "Experts"
    read = ExpertRead
    is_public = True
    lookup_field = "number"
    lookup_value_converter = "int"
    order = ("number",)
    filters = ExpertFilterForm
    creates = Act(
        run=invitations.invite_expert, takes=of_page(EnrolForm, values=_invited), gives=InvitationRead, check=_check_keeps,
        summary="Invite a person to the registry of experts; the number is given when the invitation is accepted",
    )  # fmt: skip
    changes = Act(
        run=experts.update, subject="expert", check=_check_keeps,
        takes=of_page(TermsForm, name="ExpertTerms", initial=TermsForm.initial_of, values=_terms),
        summary="Change for what an expert may be drawn",
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        "suspend": Act(
            run=_suspend, subject="expert", takes=REASON, check=_check_keeps,
            summary="Take an expert out of future draws, with a reason",
        ),
        "take-back": Act(
            run=_take_back, subject="expert", takes=REASON, check=_check_keeps,
            summary="Let an expert be drawn again, with a reason",
        ),
        "declare-tie": Act(
            run=experts.tie, subject="expert", takes=of_form(TieForm), check=people.check_can_see_expert,
            values=_told, gives=AffiliationRead, summary="Enter a tie of an expert with an NGO",
        ),
        "declare-work": Act(
            run=experts.declare_employment, subject="expert", takes=of_form(WorkForm), check=people.check_can_see_expert,
            values=_told, gives=EmploymentRead, summary="Enter where an expert works",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Expert]:
        return reads.all_experts()

    def narrowed(self, found: QuerySet[Expert], asked: dict[str, Any]) -> QuerySet[Expert]:
        return reads.narrowed_experts(found, asked)


def _check_ends(user: Any, row: Affiliation | Employment) -> None:
    people.check_can_see_expert(user, row.expert)
    people.check_lasts(row)


END = of_form(EndForm, name="TieEndInput")


class TieFilterForm(forms.Form):
    """Whose ties, or ties with which NGO."""

    expert = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    organisation = forms.CharField(label=_("BIN"), required=False, max_length=12)
    columns = {"expert": "expert__number", "organisation": "organisation__bin"}


class WorkFilterForm(forms.Form):
    """Whose places of work, or who works at which employer."""

    expert = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    employer_bin = forms.CharField(label=_("BIN of the employer"), required=False, max_length=12)
    columns = {"expert": "expert__number"}


class ExpertTies(Resource):
    """Ties of experts with NGOs: for officers, and for the expert."""

    area = "registry"
    title = "Ties of experts"
    read = AffiliationRead
    everything = Affiliation.objects.all()
    order = ("-entered_at", "pk")
    lookup_value_converter = "int"
    filters = TieFilterForm
    acts: ClassVar[dict[str, Act]] = {
        "end": Act(
            run=experts.end_affiliation, subject="affiliation", takes=END, check=_check_ends, summary="Say when a tie ended",
        ),
    }  # fmt: skip


class ExpertWorks(Resource):
    """Where experts work and worked: for officers, and for the expert."""

    area = "registry"
    title = "Places of work of experts"
    read = EmploymentRead
    everything = Employment.objects.all()
    order = ("-since", "pk")
    lookup_value_converter = "int"
    filters = WorkFilterForm
    acts: ClassVar[dict[str, Act]] = {
        "end": Act(
            run=experts.end_employment, subject="employment", takes=END, check=_check_ends, summary="Say when a work ended",
        ),
    }  # fmt: skip
