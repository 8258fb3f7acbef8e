"""Contracting processes with everything that is public of them, in the order in which they changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import DateTimeField, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from publishing.opendata.declared import Public
from publishing.opendata.paging import Place
from publishing.opendata.writing import CHUNK
from socialorder.choices import QuestionStatus
from socialorder.choices.contracts import ActStatus
from socialorder.models import Bid, Contract, Lot, Tender, TenderQuestion
from socialorder.models.acts import Act, StagePayment
from socialorder.models.contract_changes import ContractAmendment


@dataclass(frozen=True)
class Process:
    """A tender as everybody sees it, and the moment of the last thing that is public of it."""

    tender: Public
    changed_at: dt.datetime
    key: int


def processes(*, since: dt.datetime | None = None, after: Place | None = None) -> QuerySet[Tender]:
    """Announced tenders that changed at ``since`` or later, those first that changed first, behind the place ``after``."""
    rows = _with_change(Tender.objects.visible_to(AnonymousUser())).order_by("changed_at", "pk")
    if since:
        rows = rows.filter(changed_at__gte=since)
    if after:
        rows = rows.filter(Q(changed_at__gt=after.moment) | Q(changed_at=after.moment, pk__gt=after.key))
    return rows.select_related("body__region", "rubric", "opening").prefetch_related(
        "versions", Prefetch("lots", _lots()), Prefetch("questions", _answered())
    )


def read(rows: QuerySet[Tender]) -> Iterator[Process]:
    """In constant memory: a server-side cursor, a few at a time."""
    for tender in rows.iterator(chunk_size=CHUNK):
        yield process(tender)


def process(tender: Any) -> Process:
    return Process(Public(tender), tender.changed_at, tender.pk)


def _lots() -> QuerySet[Lot]:
    bids = Bid.objects.opened().select_related("organisation__region").order_by("sealed_at", "pk")
    return (
        Lot.objects.with_topic()
        .select_related("topic__plan")
        .prefetch_related(Prefetch("bids", bids), Prefetch("contracts", _contracts()))
        .order_by("number")
    )


def _contracts() -> QuerySet[Contract]:
    return (
        Contract.objects.public()
        .select_related("bid")
        .prefetch_related(
            "stages__payments",
            Prefetch("stages__acts", Act.objects.filter(status=ActStatus.ACCEPTED)),
            Prefetch("amendments", ContractAmendment.objects.filter(version__effective_at__isnull=False)),
            "amendments__version",
        )
        .order_by("pk")
    )


def _answered() -> QuerySet[TenderQuestion]:
    return TenderQuestion.objects.filter(status=QuestionStatus.ANSWERED).order_by("number")


def _with_change(rows: QuerySet[Tender]) -> QuerySet[Tender]:
    """With ``changed_at``. GREATEST of PostgreSQL passes over what is empty."""
    contracts = Contract.objects.public().filter(lot__tender=OuterRef("pk"))
    own = [F("announced_at"), F("ended_at"), F("opening__opened_at")]
    return rows.annotate(
        changed_at=Greatest(
            *own,
            _last(rows.model.versions.rel.related_model.objects.filter(tender=OuterRef("pk")), "made_at", "tender"),
            _last(_answered().filter(tender=OuterRef("pk")), "answered_at", "tender"),
            _last(contracts, "concluded_at", "lot__tender"),
            _last(contracts, "ended_at", "lot__tender"),
            _last(contracts, "amendments__version__effective_at", "lot__tender"),
            _last(
                Act.objects.filter(status=ActStatus.ACCEPTED, stage__contract__lot__tender=OuterRef("pk")),
                "decided_at",
                "stage__contract__lot__tender",
            ),
            _last(
                StagePayment.objects.filter(stage__contract__lot__tender=OuterRef("pk")),
                "recorded_at",
                "stage__contract__lot__tender",
            ),
            output_field=DateTimeField(),
        )
    )


def _last(rows: QuerySet[Any], name: str, by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(last=Max(name)).values("last"))
