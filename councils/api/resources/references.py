"""What recommendations and controls speak about: a call, a grant, an order. A council joins them and takes it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.response import Response

from councils.actions import references as actions
from councils.api.resources.shared import secretariat
from councils.queries.references import entered_at, name_of
from foundation.api import filters
from foundation.api.page_forms import REASON
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Strict
from registry.models import Reference
from registry.queries.references import Line, Shown, money_found, references_of


class MoneyRead(serializers.Serializer):
    """A call, a grant or an order on which money is spent: how a reference names it, and its page."""

    target = serializers.CharField(help_text="Kind and key, as `join` takes them.")
    label = serializers.CharField()  # type: ignore[assignment]
    title = serializers.CharField()
    url = serializers.CharField()
    state = serializers.CharField()


class ReferenceRead(MoneyRead):
    """What a thing is joined to. `id` is taken by `part` when the council itself has joined them."""

    id = serializers.IntegerField()
    note = serializers.CharField()


def _told(one: Shown) -> dict[str, Any]:
    return {
        "target": f"{one.kind}:{one.key}",
        "label": str(one.label),
        "title": one.title,
        "url": one.url,
        "state": str(one.state),
    }


def _line(one: Line) -> dict[str, Any]:
    return {"id": one.pk, "note": one.note, **_told(one.other)}


class WithReferences(serializers.Serializer):
    """Mixed into what is shown of one thing: what it speaks about."""

    references = serializers.SerializerMethodField()

    def get_references(self, thing: Any) -> list[dict[str, Any]]:
        return list(ReferenceRead([_line(one) for one in references_of(*name_of(thing))], many=True).data)


class JoinInput(Strict):
    """What it speaks about, as `/api/v1/money-named/` gives it, and why they belong together."""

    target = serializers.CharField(max_length=200)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class PartInput(REASON):  # type: ignore[valid-type, misc]
    """A reference that the council has entered, and why it is taken back."""

    reference = serializers.IntegerField(min_value=1, max_value=2**63 - 1)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        found = entered_at(self.context["subject"]).filter(pk=sent.pop("reference")).first()
        if found is None:
            raise serializers.ValidationError({"reference": [_("The council has entered no such reference here.")]})
        return {"reference": found, **super().validate(sent)}


class MadeRead(serializers.ModelSerializer):
    """A reference as it stands."""

    target = serializers.SerializerMethodField()

    class Meta:
        model = Reference
        fields = ("id", "target", "note", "end_reason")

    def get_target(self, one: Reference) -> str:
        return f"{one.target_kind}:{one.target_key}"


def acts_of(word: str) -> dict[str, Act]:
    """Joining and parting, for a kind of thing; ``word`` says which in the description."""
    return {
        "join": Act(
            run=actions.join, subject="thing", check=secretariat("council"), takes=JoinInput, gives=MadeRead,
            values=lambda sent, _thing: {"note": "", **sent},
            summary=f"Join {word} to the call, grant or order that it speaks about",
        ),
        "part": Act(
            run=actions.part, subject="thing", check=secretariat("council"), takes=PartInput, gives=MadeRead,
            summary=f"Take a reference of {word} back with a reason",
        ),
    }  # fmt: skip


class WordsForm(forms.Form):
    """What is looked for: a number or words of a title."""

    words = forms.CharField(max_length=100, required=False)


class Money(Resource):
    """Calls, grants and orders by number or title, for joining. Not in pages: a few, the best first."""

    area = "councils"
    title = "Calls, grants and orders by name"
    read = MoneyRead
    rows_tell_actions = False
    is_public = True
    is_shown = False
    filters = WordsForm
    is_paged = False

    def listing(self, request: Any, **kwargs: Any) -> Response:
        """What the words name; `next` is always null."""
        filters.check_known(request, self.list_parameters(), beside=())
        found = money_found(filters.read(self.filters, request).get("words", ""))
        return Response({"results": MoneyRead([_told(one) for one in found], many=True).data, "next": None})

    def objects(self, reader: Any) -> QuerySet[Reference]:
        return Reference.objects.none()
