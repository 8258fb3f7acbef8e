"""The draft from its first words to the final text: what the body does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import work_notices as notices
from councils.actions.work import locked, next_number, wait_until
from councils.choices.acts import Stage
from councils.models import Article, Council, DraftAct
from councils.rules import acts as rules
from councils.rules import terms
from councils.scoring.articles import Part, split
from councils.workflow import ACT
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from foundation.documents import actions as documents
from registry.models import Body

FACTS = ("title_kk", "title_ru", "kind", "purpose")


@transaction.atomic(durable=True)
def write(
    *, council: Council, body: Body, values: Mapping[str, Any], upload: UploadedFile | None = None, by: Any
) -> DraftAct:
    """Write a draft for a council: ``FACTS``, ``kazakh`` and ``russian`` (whole texts, taken apart into articles).

    Raises NotPermitted, or Invalid with every fault.
    """
    council = lock(Council, council.pk)
    rules.check_sends(by, body)
    kazakh, russian = split(values["kazakh"]), split(values["russian"])
    refuse(rules.text_faults(dict(values), kazakh, russian))
    act = DraftAct.objects.create(
        council=council,
        body=body,
        number=next_number(DraftAct, council),
        created_by=by,
        file=documents.store(upload=upload, by=by) if upload else None,
        **{name: values[name].strip() for name in FACTS},
    )
    _keep_articles(act, Stage.DRAFT, kazakh, russian)
    record("councils.act.written", act, by=by, changes={"title": act.title_ru, "articles": len(kazakh)})
    return act


@transaction.atomic(durable=True)
def change(*, act: DraftAct, values: Mapping[str, Any], upload: UploadedFile | None = None, by: Any) -> DraftAct:
    """Change a draft that is not sent yet; its articles are made anew. Raises NotPermitted, Conflict or Invalid."""
    act = locked(act)
    rules.check_can_change(by, act)
    kazakh, russian = split(values["kazakh"]), split(values["russian"])
    refuse(rules.text_faults(dict(values), kazakh, russian))
    for name in FACTS:
        setattr(act, name, values[name].strip())
    if upload:
        act.file = documents.store(upload=upload, by=by)
    act.save(update_fields=[*FACTS, "file"])
    act.articles.all().delete()
    _keep_articles(act, Stage.DRAFT, kazakh, russian)
    record("councils.act.changed", act, by=by, changes={"title": act.title_ru, "articles": len(kazakh)})
    return act


@transaction.atomic(durable=True)
def send(*, act: DraftAct, by: Any) -> DraftAct:
    """Send it to the council; the term of the opinion begins (rule R59). Raises NotPermitted or Invalid."""
    act = locked(act)
    rules.check_sends(by, act.body)
    step = ACT.step("send", act.status)
    if not act.articles.exists() and act.file_id is None:
        raise Invalid(Fault(_("Add the text or a file first.")))
    act.status, act.sent_at = step.target, clock.now()
    act.opinion_due_on = terms.day_by(terms.ACT, local_date(act.sent_at))
    act.save(update_fields=["status", "sent_at", "opinion_due_on", *wait_until(act, act.opinion_due_on)])
    record(step.verb, act, by=by, changes={"due_on": act.opinion_due_on})
    notices.tell_body(act, act.council.body, notices.ACT_SENT)
    notices.tell_members(act, notices.ACT_SENT)
    return act


@transaction.atomic(durable=True)
def open_to_public(*, act: DraftAct, public_until: dt.date | None, by: Any) -> DraftAct:
    """The secretariat lets everybody comment until a day. Raises NotPermitted, Conflict or Invalid."""
    act = locked(act)
    rules.check_can_open(by, act)
    refuse(rules.opening_faults(act, public_until, local_date(clock.now())))
    before, act.public_until = act.public_until, public_until
    act.save(update_fields=["public_until"])
    record("councils.act.opened", act, by=by, changes={"public_until": [before, public_until]})
    return act


@transaction.atomic(durable=True)
def withdraw(*, act: DraftAct, reason: str, by: Any) -> DraftAct:
    """The body takes the draft back; everything said about it stays. Raises NotPermitted or Invalid."""
    act = locked(act)
    rules.check_sends(by, act.body)
    step = ACT.step("withdraw", act.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    act.status, act.withdraw_reason = step.target, reason.strip()
    act.save(update_fields=["status", "withdraw_reason", *wait_until(act, None)])
    record(step.verb, act, by=by, reason=act.withdraw_reason)
    return act


@transaction.atomic(durable=True)
def adopt(*, act: DraftAct, values: Mapping[str, Any], by: Any) -> DraftAct:
    """Enter the act as it was adopted: ``act_number``, ``adopted_on``, ``kazakh``, ``russian``.

    Everybody reads article by article what has changed. Raises NotPermitted or Invalid.
    """
    act = locked(act)
    rules.check_sends(by, act.body)
    step = ACT.step("adopt", act.status)
    kazakh, russian = split(values["kazakh"]), split(values["russian"])
    refuse(_final_faults(act, values, kazakh, russian))
    act.status, act.act_number, act.adopted_on = step.target, values["act_number"].strip(), values["adopted_on"]
    act.save(update_fields=["status", "act_number", "adopted_on"])
    _keep_articles(act, Stage.FINAL, kazakh, russian)
    record(step.verb, act, by=by, changes={"act_number": act.act_number, "articles": len(kazakh)})
    return act


def _final_faults(
    act: DraftAct, values: Mapping[str, Any], kazakh: Sequence[Part], russian: Sequence[Part]
) -> list[Fault]:
    found = rules.article_faults(kazakh, russian)
    if not kazakh and act.articles.exists():
        found.append(Fault(_("Enter the final text."), "kazakh"))
    if not values["act_number"].strip():
        found.append(Fault(_("Enter the number of the act."), "act_number"))
    if values["adopted_on"] is None or values["adopted_on"] > local_date(clock.now()):
        found.append(Fault(_("The day of adoption must not be in the future."), "adopted_on"))
    return found


def _keep_articles(act: DraftAct, stage: str, kazakh: Sequence[Part], russian: Sequence[Part]) -> None:
    pairs = zip(kazakh, russian, strict=True)
    Article.objects.bulk_create(
        Article(act=act, stage=stage, position=place, key=number, text_kk=in_kazakh, text_ru=in_russian)
        for place, ((number, in_kazakh), (_number, in_russian)) in enumerate(pairs, 1)
    )
