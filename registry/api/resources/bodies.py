"""State bodies."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.inputs import of_form
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from registry.actions import bodies
from registry.forms.people import BodyChangeForm, BodyFilterForm, NewBodyForm
from registry.models import Body, Region
from registry.queries import people as reads
from registry.rules import people


class BodyRead(Read):
    """A state body, an akimat, a quasi-state entity or the operator."""

    class Meta:
        model = Body
        fields = (
            "code", "bin", "name_kk", "name_ru", "name_en", "kind", "region",
            "address", "email", "phone", "website", "is_invented",
        )  # fmt: skip


def _facts(sent: dict[str, Any], _body: Body | None) -> dict[str, Any]:
    reason = {"reason": sent.pop("reason")} if "reason" in sent else {}
    if "region" in sent:
        sent["region"] = Region.objects.filter(pk=sent["region"]).first()
    return {"values": sent, **reason}


class Bodies(Resource):
    """State bodies are public; the portal's administrator enters and changes them."""

    area = "registry"
    title = "State bodies"
    read = BodyRead
    everything = Body.objects.all()
    is_public = True
    lookup_field = "code"
    followed = Body
    lookup_value_converter = "slug"
    order = ("code",)
    filters = BodyFilterForm
    creates = Act(
        run=bodies.create, takes=of_form(NewBodyForm), values=_facts, summary="Enter a state body",
        check=lambda user, _body: people.check_can_edit_body(user),
    )  # fmt: skip
    changes = Act(
        run=bodies.update, subject="body", takes=of_form(BodyChangeForm, partial=True, needs=("reason",)), values=_facts,
        summary="Change facts of a state body", check=lambda user, _body: people.check_can_edit_body(user),
    )  # fmt: skip

    def narrowed(self, found: QuerySet[Body], asked: dict[str, Any]) -> QuerySet[Body]:
        return reads.narrowed_bodies(found, asked)
