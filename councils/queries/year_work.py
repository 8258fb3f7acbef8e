"""What a council did to the work of bodies in a year: opinions, controls, heads heard, appeals. Counts alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from councils.models import Appeal, Council, DraftAct, FinalDocument, HeadReport
from foundation.core.calendar import ALMATY

DECIDED_ON = TruncDate("decided_at", tzinfo=ALMATY)


def work_of(council: Council, first: dt.datetime, next_: dt.datetime) -> dict[str, Any]:
    """Drafts received, opinions given and given in time, final documents, heads heard, appeals and those answered, from
    ``first`` until before ``next_`` (four queries).
    """
    acts = DraftAct.objects.filter(council=council).aggregate(
        drafts=Count("pk", filter=_within("sent_at", first, next_)),
        opinions=Count("pk", filter=_within("decided_at", first, next_)),
        opinions_in_time=Count("pk", filter=_within("decided_at", first, next_) & Q(opinion_due_on__gte=DECIDED_ON)),
    )
    documents = FinalDocument.objects.filter(_within("sent_at", first, next_), control__council=council)
    heads = HeadReport.objects.filter(_within("heard_at", first, next_), council=council)
    appeals = Appeal.objects.filter(_within("sent_at", first, next_), council=council)
    return {
        **acts,
        "documents": documents.count(),
        "heads": heads.count(),
        **appeals.aggregate(appeals=Count("pk"), appeals_answered=Count("pk", filter=Q(answered_at__isnull=False))),
    }


def _within(name: str, first: dt.datetime, next_: dt.datetime) -> Q:
    return Q(**{f"{name}__gte": first, f"{name}__lt": next_})
