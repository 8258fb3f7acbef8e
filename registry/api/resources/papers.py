"""Documents of organisations that officers verify. The files themselves are at ``/documents/{id}/content/``."""

from __future__ import annotations

from foundation.api.narrowing import by
from foundation.api.own_resources import DocumentRead
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Nothing, Read
from registry.actions import papers
from registry.api.resources.overseen import REGION, decided
from registry.choices import PaperKind, PaperStatus
from registry.models import Paper
from registry.workflow import PAPER


class PaperRead(Read):
    """A document of an organisation with its term; the file is at `/documents/{document.id}/content/`."""

    organisation = of("organisation.bin", "BIN")
    region = of("organisation.region_id", "KATO code of the region of the organisation")
    document = DocumentRead()

    class Meta:
        model = Paper
        fields = (
            "id", "organisation", "region", "kind", "status", "document", "issued_on", "valid_until", "added_at",
            "decided_at", "remark",
        )  # fmt: skip


class Papers(Resource):
    """Documents that organisations have added, also those that were replaced. An organisation adds them on its page."""

    area = "registry"
    title = "Documents of NGOs"
    read = PaperRead
    everything = Paper.objects.select_related("organisation", "document")
    followed = Paper
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        kind=PaperKind, status=PaperStatus, region="organisation__region", organisation="organisation__bin"
    )  # fmt: skip
    region = REGION
    workflow = PAPER
    acts = {
        "verify": decided(papers.decide, "paper", "verify", "Verify a document", takes=Nothing),
        "reject": decided(papers.decide, "paper", "reject", "Refuse a document with what is wrong about it"),
    }
