"""Calls for applications as the CommonGrants protocol has them (Core 0.5): one opportunity, a page, what was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Case, DateTimeField, F, IntegerField, Max, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from foundation.core.presentation import local
from grants.choices import CallStatus
from grants.models import Call, CallVersion
from publishing.opendata import identifiers
from publishing.opendata.declared import Public
from publishing.opendata.identifiers import CURRENCY
from publishing.opendata.writing import Row, filled, moment
from registry.rules.eligibility import RULES

# In the order in which the protocol sorts them.
STATES = ("forecasted", "open", "custom", "closed")
FORECASTED, OPEN, CUSTOM, CLOSED = range(len(STATES))


def opportunities(now: dt.datetime) -> QuerySet[Call]:
    """Every announced call with ``state`` (a place in STATES) at ``now`` and ``changed_at``."""
    versions = CallVersion.objects.filter(call=OuterRef("pk")).order_by().values("call")
    announced = {"status": CallStatus.ANNOUNCED}
    state = Case(
        When(status=CallStatus.CANCELLED, then=Value(CUSTOM)),
        When(**announced, opens_at__gt=now, then=Value(FORECASTED)),
        When(**announced, closes_at__gte=now, then=Value(OPEN)),
        default=Value(CLOSED),
        output_field=IntegerField(),
    )
    changed = Greatest(
        F("announced_at"),
        F("decided_at"),
        Subquery(versions.annotate(last=Max("made_at")).values("last")),
        output_field=DateTimeField(),
    )
    found = Call.objects.public().annotate(state=state, changed_at=changed)
    return found.select_related("operator").prefetch_related("spheres")


def by_key(now: dt.datetime, key: Any) -> Call | None:
    """The call whose identifier is ``key``; identifiers follow from slugs and are stored nowhere."""
    slugs = Call.objects.public().values_list("slug", flat=True)
    slug = next((slug for slug in slugs.iterator() if identifiers.unique("call", slug) == key), None)
    return opportunities(now).filter(slug=slug).first() if slug else None


def opportunity(row: Any) -> Row:
    """One call, in the language in force."""
    call = Public(row)
    return filled(
        id=str(identifiers.unique("call", call.slug)),
        title=call.said("title"),
        identifiers=_identifiers("call", call.slug, "opp:kz:civilportal", call.slug),
        status=_status(call, row.state),
        description=call.said("summary") or call.said("title"),
        funding=filled(
            details=_terms(call),
            totalAmountAvailable=_money(call.budget),
            minAwardAmount=_money(call.amount_min),
            maxAwardAmount=_money(call.amount_max),
        ),
        funders={"primary": _funder(call.operator)},
        keyDates=_dates(call),
        source=identifiers.page("grants:call-detail", call.slug),
        acceptedApplicantTypes=[
            {
                "value": "custom",
                "customValue": "kz_ngo",
                "description": _("A non-governmental organisation of Kazakhstan"),
            }
        ],
        customFields=_custom(call),
        createdAt=moment(call.announced_at),
        lastModifiedAt=moment(row.changed_at),
    )


def _status(call: Public, state: int) -> Row:
    custom = {"customValue": str(call.status)} if state == CUSTOM else {}
    return {"value": STATES[state], **custom, "description": call.label("status")}


def _identifiers(kind: str, key: str, scheme: str, own: str) -> Row:
    return {"systemId": {"id": str(identifiers.unique(kind, key))}, "otherIds": {scheme: {"id": own}}}


def _funder(body: Public) -> Row:
    scheme, own = ("org:kz:bin", body.bin) if body.bin else ("org:kz:civilportal", body.code)
    return {
        "id": str(identifiers.unique("body", body.code)),
        "name": body.said("name"),
        "identifiers": _identifiers("body", body.code, scheme, own),
    }


def _money(amount: Decimal) -> Row:
    return {"amount": format(amount, "f"), "currency": CURRENCY}


def _terms(call: Public) -> str:
    return _("%(kind)s; from %(least)s to %(most)s months") % {
        "kind": call.label("kind"),
        "least": call.months_min,
        "most": call.months_max,
    }


def _dates(call: Public) -> Row:
    other = {"enquiriesUntil": _event(_("Questions are taken until"), call.enquiries_until)}
    return filled(
        postDate=_event(_("Applications from"), call.opens_at),
        closeDate=_event(_("Applications until"), call.closes_at),
        otherDates=filled(**other),
    )


def _event(name: str, at: dt.datetime | None) -> Row | None:
    """The protocol knows a plain clock time alone: it is the time of Astana, and says so."""
    if at is None:
        return None
    there = local(at)
    return {
        "name": name,
        "eventType": "singleDate",
        "date": there.date().isoformat(),
        "time": there.time().replace(microsecond=0).isoformat(),
        "description": _("Astana time"),
    }


def _custom(call: Public) -> Row:
    spheres = [{"code": str(one.number), "name": one.said("name")} for one in call.spheres]
    rules = [str(RULES[rule["code"]].title) for rule in call.eligibility if rule.get("code") in RULES]
    languages = list(call.languages)
    return {
        name: {"name": name, "fieldType": "array", "value": value, "description": description}
        for name, value, description in (
            ("spheres", spheres, _("Spheres")),
            ("eligibility", rules, _("Who may apply")),
            ("languages", languages, _("Languages")),
        )
        if value
    }


def page(rows: QuerySet[Call], number: int, size: int) -> tuple[list[Row], Row]:
    """Items and what the protocol says of the page."""
    total = rows.count()
    items = [opportunity(row) for row in rows[(number - 1) * size : number * size]]
    pages = -(-total // size)
    return items, {"page": number, "pageSize": size, "totalItems": total, "totalPages": pages}


def answered(data: Mapping[str, Any]) -> Row:
    return {"status": 200, "message": "Success", **data}
