"""Lists of calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from evaluation.models import Criterion
from evaluation.queries import quota_words
from grants.choices import CallKind, CallStatus, NominationStatus
from grants.models.applications import ENDED, Application
from grants.models.calls import Call
from grants.models.nominations import Nomination
from grants.models.questions import answers_of
from grants.models.quotas import declared
from grants.queries.call_versions import in_words

PAGE_SIZE = 20
SOON = dt.timedelta(days=7)
APPLICANTS_SHOWN = 5
NOMINATIONS_SHOWN = 200
SHOWN = ("draft", "open", "coming", "past")


@dataclass(frozen=True)
class Page:
    """A page of calls; ``after`` is the key of the next one, '' at the end."""

    calls: list[Call]
    after: str


@dataclass(frozen=True)
class Wanted:
    """What the reader looks for; an empty value asks nothing. A call without spheres or regions is for all of them."""

    kind: str = ""
    sphere: int | None = None
    region: str = ""
    amount: Decimal | None = None
    soon: bool = False

    def condition(self, now: dt.datetime) -> Q:
        """As a condition on calls."""
        found = Q(kind=self.kind) if self.kind else Q()
        if self.sphere is not None:
            found &= Q(spheres=self.sphere) | Q(spheres=None)
        if self.region:
            named = [{"code": "region", "parameters": {"regions": [self.region]}}]
            found &= Q(eligibility__contains=named) | ~Q(eligibility__contains=[{"code": "region"}])
        if self.amount is not None:
            found &= Q(amount_min__lte=self.amount, amount_max__gte=self.amount)
        if self.soon:
            found &= Q(closes_at__gte=now, closes_at__lte=now + SOON)
        return found


ALL = Wanted()


def calls_page(*, user: Any, shown: str, now: dt.datetime, after: str = "", wanted: Wanted = ALL) -> Page:
    """Calls of one kind: open and coming by the nearest deadline, past and drafts the newest first."""
    calls = _calls(user, shown, now).filter(wanted.condition(now)).select_related("operator")
    is_rising = shown in ("open", "coming")
    order = ("closes_at", "pk") if is_rising else ("-closes_at", "-pk")
    found = list(_behind(calls, after, is_rising=is_rising).order_by(*order)[: PAGE_SIZE + 1])
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return Page(found[:PAGE_SIZE], f"{last.closes_at.isoformat()}~{last.pk}" if last else "")


def _calls(user: Any, shown: str, now: dt.datetime) -> QuerySet[Call]:
    visible = Call.objects.visible_to(user)
    if shown == "coming":
        return visible.coming_at(now)
    if shown == "past":
        return visible.past_at(now)
    if shown == "draft":
        return visible.filter(status=CallStatus.DRAFT)
    return visible.open_at(now)


def _behind(calls: QuerySet[Call], after: str, *, is_rising: bool) -> QuerySet[Call]:
    """Calls behind the key ``after``; a key that nobody gave out is as none."""
    text, _tilde, pk = after.partition("~")
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not pk.isdecimal() or len(pk) > 18:
        return calls
    sign = "gt" if is_rising else "lt"
    later = calls.filter(**{f"closes_at__{sign}": moment})
    return later | calls.filter(closes_at=moment, **{f"pk__{sign}": int(pk)})


def open_calls(now: dt.datetime, most: int = 6) -> list[Call]:
    """Open calls, the nearest deadline first: for the home page."""
    return list(Call.objects.open_at(now).select_related("operator").order_by("closes_at", "pk")[:most])


@dataclass(frozen=True)
class TimeLeft:
    """Whole days and hours until a moment."""

    days: int
    hours: int
    minutes: int


def time_left(call: Call, now: dt.datetime) -> TimeLeft | None:
    """What is left until the window closes; None when it is not open."""
    if call.status != CallStatus.ANNOUNCED or not call.opens_at <= now <= call.closes_at:
        return None
    rest = call.closes_at - now
    minutes = rest.seconds // 60
    return TimeLeft(rest.days, minutes // 60, minutes % 60)


def criteria(call: Call) -> list[Criterion]:
    """The criteria of the call's rubric in their order, each with ``highest``: weight × highest mark."""
    return list(call.rubric.criteria.annotate(highest=F("weight") * F("maximum")).order_by("position"))


@dataclass(frozen=True)
class OwnQuestion:
    """A question of the call in words, and when it is asked; '' for always."""

    text: str
    condition: str


def own_questions(call: Call) -> list[OwnQuestion]:
    """The call's own questions in the reader's language."""
    by_key = {question["key"]: (place, question) for place, question in enumerate(call.questions, start=1)}
    return [OwnQuestion(in_words(question), _condition(question.get("when"), by_key)) for question in call.questions]


def quota_lines(call: Call) -> list[str]:
    """The quotas of the call in the reader's words, in the order in which they are applied."""
    return [quota_words(quota) for quota in declared(call)]


def _condition(when: Any, by_key: Any) -> str:
    if not when or when["question"] not in by_key:
        return ""
    place, asked = by_key[when["question"]]
    answer = dict(answers_of(asked)).get(when["value"], when["value"])
    return gettext("Only when the answer to question %(number)s is «%(answer)s»") % {"number": place, "answer": answer}


def accepted_nominations(call: Call) -> list[Nomination]:
    """Proposals of a premium that their NGOs have accepted, in the order in which they came; nothing for other calls."""
    if call.kind != CallKind.PREMIUM:
        return []
    accepted = call.nominations.filter(status=NominationStatus.ACCEPTED)
    return list(accepted.select_related("organisation", "sphere", "made_for").order_by("pk")[:NOMINATIONS_SHOWN])


def running_applications(call: Call, user: Any) -> dict[int, Application]:
    """Applications to ``call`` that run, of the NGOs in which ``user`` has a role, by the NGO's key."""
    if not user.is_authenticated:
        return {}
    own = Application.objects.of_applicant(user).filter(call=call).exclude(status__in=ENDED)
    return {application.organisation_id: application for application in own.order_by("place")}
