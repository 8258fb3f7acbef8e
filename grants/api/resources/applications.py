"""Applications as the body that runs the call sees them: what was sent, never a draft."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import judge
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from grants.actions import agreements, following
from grants.actions import checks as actions
from grants.api.resources.agreements import AgreementRead
from grants.api.resources.cases import WRITE
from grants.api.resources.checks import CheckRead
from grants.api.resources.giving_on import SET_ASIDE
from grants.choices import ApplicationStatus, CheckConclusion, CheckItem
from grants.forms.checks import NO, YES, CheckForm
from grants.models import Application, Attachment, SubmittedVersion
from grants.querysets import UNSENT
from grants.rules.agreements import check_can_start
from grants.rules.checks import check_can_check
from grants.rules.following import check_can_follow
from grants.workflow import APPLICATION
from monitoring.models import Subject


class VersionRead(Read):
    """What was sent: the canonical document and its SHA-256."""

    class Meta:
        model = SubmittedVersion
        fields = ("number", "document", "digest", "submitted_at")


class AttachmentRead(Read):
    """A file that was sent; its bytes are at `/api/v1/documents/{document}/content/`. The title of a CV is its person."""

    name = of("document.name")
    size = serializers.IntegerField(source="document.size")
    sha256 = of("document.sha256")
    versions: Any = serializers.SlugRelatedField(
        many=True, read_only=True, slug_field="number", help_text="Numbers of the versions that it was sent with."
    )

    class Meta:
        model = Attachment
        fields = ("id", "kind", "title", "document", "name", "size", "sha256", "versions")


class ApplicationRow(Read):
    """An application, as lists show it."""

    call = of("call.slug")
    bin = of("organisation.bin")
    name_kk = of("organisation.name_kk")
    name_ru = of("organisation.name_ru")

    class Meta:
        model = Application
        fields = (
            "number", "call", "bin", "name_kk", "name_ru", "status", "language", "title", "requested", "awarded",
            "submitted_at",
        )  # fmt: skip


class ApplicationRead(ApplicationRow):
    """An application with every version that was sent, and the files of all of them."""

    versions = VersionRead(many=True)
    files = AttachmentRead(source="shown_files", many=True)

    class Meta:
        model = ApplicationRow.Meta.model
        fields = (*ApplicationRow.Meta.fields, "decision_reason", "versions", "files")


class FollowedRead(Read):
    """What is followed: its surveys and visits are at `/api/v1/followed/`."""

    class Meta:
        model = Subject
        fields = ("id",)


def _item_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for item in CheckItem:
        fields[item.value] = serializers.ChoiceField(choices=[YES, NO], help_text=str(item.label))
        fields[f"{item.value}_reason"] = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    return fields


def _judged(self: Any, sent: dict[str, Any]) -> dict[str, Any]:
    form: Any = judge(CheckForm, sent, {"application": self.context["subject"]})
    return form.values()


CheckInput = type("CheckInput", (Strict,), {
    "__doc__": "Eight answers about the version that was read, and what follows from them.",
    "version": serializers.IntegerField(min_value=1, max_value=32767, help_text="Number of the version that was read."),
    "conclusion": serializers.ChoiceField(choices=CheckConclusion.choices),
    "reason": serializers.CharField(max_length=2000, required=False, allow_blank=True),
    **_item_fields(),
    "validate": _judged,
})  # fmt: skip


class Applications(Resource):
    """Applications to the calls of the asker's body, from the end of their windows on."""

    area = "grants"
    title = "Applications"
    followed = Application
    read = ApplicationRead
    row = ApplicationRow
    rows_tell_actions = False
    lookup_field = "number"
    lookup_value_converter = "slug"
    order = ("-pk",)
    filters = by(
        call="call__slug", bin="organisation__bin", region="organisation__region", status=ApplicationStatus
    )  # fmt: skip
    region = "call__operator__region_id"
    workflow = APPLICATION
    acts = {
        "check": Act(
            run=actions.conclude, subject="application", check=check_can_check, takes=CheckInput, gives=CheckRead,
            summary="Conclude the formal check: admit, refuse or return; a second officer confirms",
        ),
        "start-agreement": Act(
            run=agreements.start, subject="application", check=check_can_start, gives=AgreementRead,
            summary="Begin the agreement on an award that was accepted",
        ),
        "follow": Act(
            run=following.follow, subject="application", check=check_can_follow, gives=FollowedRead,
            summary="Begin to follow a funded project by surveys and visits",
        ),
        "write-message": WRITE,
        "set-aside": SET_ASIDE,
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Application]:
        files = Attachment.objects.visible_to(reader).select_related("document").prefetch_related("versions")
        return self.rows(reader).prefetch_related("versions", Prefetch("attachments", files, to_attr="shown_files"))

    def rows(self, reader: Any) -> QuerySet[Application]:
        seen = Application.objects.visible_to(reader).filter(~Q(status__in=UNSENT), submitted_at__isnull=False)
        return seen.select_related("call__operator", "organisation")
