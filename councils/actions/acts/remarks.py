"""Comments on a draft act, and the points of the opinion."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import work_notices as notices
from councils.actions.work import locked
from councils.choices.acts import RemarkKind
from councils.models import ActRemark, Article, DraftAct
from councils.rules import acts as rules
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse
from registry.rules.placing import NOWHERE, Typed, place_of


@transaction.atomic(durable=True)
def comment(*, act: DraftAct, article: Article | None, text: str, where: Typed = NOWHERE, by: Any) -> ActRemark:
    """Say something about an article or the whole, perhaps of a place.

    Raises NotPermitted, Conflict, or Invalid (empty, said before, a place that is none).
    """
    act = locked(act)
    seat = rules.check_can_comment(by, act, local_date(clock.now()))
    if not text.strip():
        raise Invalid(Fault(_("Write your comment."), "text"))
    if act.remarks.filter(author=by, article=article, text=text.strip()).exists():
        raise Invalid(Fault(_("You have said this already, in the same words."), "text"))
    place, faults = place_of(where)
    refuse(faults)
    kind = RemarkKind.MEMBER if seat else RemarkKind.PUBLIC
    remark = _new(act, kind, article, text, author=by, seat=seat, **asdict(place))
    record("councils.remark.made", remark, by=by, changes={"kind": kind, "article": article.key if article else ""})
    return remark


@transaction.atomic(durable=True)
def add_point(*, act: DraftAct, article: Article | None, text: str, by: Any) -> ActRemark:
    """Write a point of the opinion: the body answers it by itself. Raises NotPermitted, Conflict or Invalid."""
    act = locked(act)
    rules.check_can_open(by, act)
    if not text.strip():
        raise Invalid(Fault(_("Write what the council recommends."), "text"))
    point = _new(act, RemarkKind.POINT, article, text)
    record("councils.remark.point_added", point, by=by, changes={"article": article.key if article else ""})
    return point


@transaction.atomic(durable=True)
def remove_point(*, point: ActRemark, by: Any) -> None:
    """Take out a point of an opinion that is not given yet. Raises NotPermitted or Conflict."""
    act = locked(point.act)
    rules.check_can_open(by, act)
    point = lock(ActRemark, point.pk)
    if point.kind != RemarkKind.POINT:
        raise Conflict(_("What somebody has said stays."))
    if point.copies.exists():
        raise Conflict(_("Comments are joined to this point: it stays."))
    record("councils.remark.point_removed", act, by=by, changes={"number": point.number})
    point.delete()


@transaction.atomic(durable=True)
def hide(*, remark: ActRemark, reason: str, by: Any) -> ActRemark:
    """Hide a comment of a citizen, with a reason that everybody reads; its author is told."""
    act = locked(remark.act)
    remark = _locked(remark, act)
    rules.check_can_moderate(by, remark)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason. Everybody reads it."), "reason"))
    if remark.copies.exists():
        raise Conflict(_("Other comments are joined to this one: it stays."))
    remark.hidden_at, remark.hidden_reason, remark.same_as = clock.now(), reason.strip(), None
    remark.save(update_fields=["hidden_at", "hidden_reason", "same_as"])
    record("councils.remark.hidden", remark, by=by, reason=remark.hidden_reason)
    notices.tell_commented(remark, notices.REMARK_HIDDEN, reason=remark.hidden_reason)
    return remark


@transaction.atomic(durable=True)
def group(*, remark: ActRemark, same_as: ActRemark | None, by: Any) -> ActRemark:
    """Join a comment to another one that says the same; the body answers both at once. Raises Invalid, NotPermitted."""
    act = locked(remark.act)
    remark = _locked(remark, act)
    rules.check_can_group(by, remark)
    head = act.remarks.filter(pk=same_as.pk).first() if same_as else None
    refuse(rules.group_faults(remark, head))
    remark.same_as = head
    remark.save(update_fields=["same_as"])
    record("councils.remark.grouped", remark, by=by, changes={"same_as": head.number if head else ""})
    return remark


@transaction.atomic(durable=True)
def answer(*, remark: ActRemark, verdict: str, text: str, by: Any) -> ActRemark:
    """The body answers one point or comment; it may change the answer until all are sent. Raises Invalid, Conflict."""
    act = locked(remark.act)
    remark = _locked(remark, act)
    rules.check_can_answer(by, remark)
    refuse(rules.answer_faults(verdict, text))
    before = [remark.verdict, remark.answer]
    remark.verdict, remark.answer, remark.answered_at, remark.answered_by = verdict, text.strip(), clock.now(), by
    remark.save(update_fields=["verdict", "answer", "answered_at", "answered_by"])
    changes = {"verdict": [before[0], verdict], "answer": [before[1], remark.answer]}
    record("councils.remark.answered", remark, by=by, changes=changes)
    return remark


def _new(act: DraftAct, kind: str, article: Article | None, text: str, **people: Any) -> ActRemark:
    if article is not None and article.act_id != act.pk:
        raise Invalid(Fault(_("Choose an article of this draft."), "article"))
    last = act.remarks.order_by("-number").first()
    return ActRemark.objects.create(
        act=act,
        number=last.number + 1 if last else 1,
        kind=kind,
        article=article,
        text=text.strip(),
        made_at=clock.now(),
        **people,
    )


def _locked(remark: ActRemark, act: DraftAct) -> ActRemark:
    held = lock(ActRemark, remark.pk)
    held.act = act
    return held
