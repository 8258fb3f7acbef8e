"""Which bodies review complaints. The portal's administrator names them, with a session: no key is one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from socialorder.actions.complaints import reviewing as actions
from socialorder.forms.complaints import ReviewingBodyForm
from socialorder.models import ReviewingBody
from socialorder.rules.reviewing import check_can_name


class ReviewingRead(Read):
    """A body that reviews complaints about the bodies of a region, or of the whole country when there is none."""

    body = of("body.code")

    class Meta:
        model = ReviewingBody
        fields = ("id", "body", "region", "started_on", "ended_on")


def _names(user: Any, _named: ReviewingBody | None) -> None:
    check_can_name(user)


class ReviewingBodies(Resource):
    """Bodies that review complaints, and those that did."""

    area = "orders"
    title = "Bodies that review complaints"
    read = ReviewingRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(body="body__code", region="region")
    creates = Act(
        run=actions.name_body, check=_names, takes=of_page(ReviewingBodyForm), summary="Name a body that reviews complaints",
    )  # fmt: skip
    acts = {
        "end": Act(run=actions.end_body, subject="named", check=_names, summary="A body gets no new complaints"),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ReviewingBody]:
        return ReviewingBody.objects.select_related("body")
