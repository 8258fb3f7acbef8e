"""Formal checks: the conclusion of one officer, confirmed by another."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import checks as actions
from grants.choices import CheckStage
from grants.forms.checks import SendBackForm
from grants.models import Application, FormalCheck, FormalCheckItem
from grants.rules.checks import check_can_review
from grants.workflow import CHECK


class ItemRead(Read):
    """One of the eight answers."""

    class Meta:
        model = FormalCheckItem
        fields = ("item", "is_met", "reason")


class CheckRead(Read):
    """The conclusion of a formal check. It counts when a second officer has confirmed it."""

    application = of("application.number")
    call = of("application.call.slug")
    version = of("version.number")
    items = ItemRead(many=True)

    class Meta:
        model = FormalCheck
        fields = (
            "id", "application", "call", "version", "number", "conclusion", "reason", "stage", "correct_until",
            "checked_at", "reviewed_at", "remark", "items",
        )  # fmt: skip


class Checks(Resource):
    """Formal checks of the calls of the asker's body. Who concludes does not confirm: another officer does."""

    area = "grants"
    title = "Formal checks"
    followed = FormalCheck
    read = CheckRead
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(call="application__call__slug", application="application__number", stage=CheckStage)
    region = "application__call__operator__region_id"
    workflow = CHECK
    status = "stage"
    acts = {
        "confirm": Act(
            run=actions.confirm, subject="check", step="confirm", check=check_can_review,
            summary="Confirm the conclusion of another officer",
        ),
        "send-back": Act(
            run=actions.send_back, subject="check", step="send_back", check=check_can_review,
            takes=of_form(SendBackForm, name="SendCheckBack"), summary="Send a conclusion back with a remark",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[FormalCheck]:
        seen = FormalCheck.objects.filter(application__in=Application.objects.to_officer(reader))
        beneath = ("application__call__operator", "version")
        return seen.select_related(*beneath).prefetch_related("items") if reader.is_authenticated else seen.none()
