"""What the page of a draft act shows: articles, what was said, what was answered, what has changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from councils.choices import MotionStatus
from councils.choices.acts import ActStatus, RemarkKind, Stage, Verdict
from councils.models import ActRemark, Article, DraftAct, Motion
from councils.scoring.articles import in_order
from foundation.core.content.changes import pieces
from foundation.core.text import localized

Marked = list[tuple[str, str]]
TAKEN = (Verdict.ACCEPTED, Verdict.PARTLY)


@dataclass
class ArticleLine:
    """An article with everything said about it. ``change`` marks what differs in the final text; [] when nothing does;
    ``asked_by`` is what was taken of the remarks: from a change the reader goes to who asked for it.

    ``article`` is None for the whole act, and for an article that only the final text has.
    """

    key: str
    article: Article | None
    text: str
    remarks: list[ActRemark] = field(default_factory=list)
    change: Marked = field(default_factory=list)
    asked_by: list[ActRemark] = field(default_factory=list)


@dataclass(frozen=True)
class ActSight:
    """A draft act as its reader sees it. ``whole`` holds what was said about no single article."""

    whole: ArticleLine
    articles: list[ArticleLine]
    counts: list[tuple[Any, int]]
    unanswered: int

    @property
    def changed(self) -> list[ArticleLine]:
        """Articles that the final text words differently, has new, or has no more."""
        return [line for line in self.articles if line.change]


def act_sight(act: DraftAct) -> ActSight:
    """Articles and remarks (three queries, whatever their number). Answers are counted once all are sent."""
    copies = Prefetch("copies", ActRemark.objects.select_related("author", "seat"))
    rows = act.remarks.select_related("author", "seat", "same_as").prefetch_related(copies)
    remarks = list(rows)
    for remark in remarks:
        remark.act = act
    said: dict[int | None, list[ActRemark]] = defaultdict(list)
    for remark in _points_first(remarks):
        said[remark.article_id].append(remark)
    lines = _lines(list(act.articles.all()), said, is_final=bool(act.adopted_on))
    for line in lines:
        # A new article has no remarks of its own: what was taken on the whole act may have asked for it.
        line.asked_by = [one for one in (line.remarks if line.article else said[None]) if _verdict(one) in TAKEN]
    shown = [one for one in remarks if one.hidden_at is None]
    counts = [(kind.label, sum(one.kind == kind for one in shown)) for kind in RemarkKind]
    if act.answered_at:
        counts += [(verdict.label, sum(_verdict(one) == verdict for one in shown)) for verdict in Verdict]
    unanswered = sum(not _verdict(one) for one in shown)
    return ActSight(ArticleLine("", None, "", said[None]), lines, counts, unanswered)


def _points_first(remarks: list[ActRemark]) -> list[ActRemark]:
    return sorted(remarks, key=lambda one: (one.kind != RemarkKind.POINT, one.number))


def _verdict(remark: ActRemark) -> str:
    return remark.same_as.verdict if remark.same_as else remark.verdict


def _lines(articles: list[Article], said: dict[int | None, list[ActRemark]], *, is_final: bool) -> list[ArticleLine]:
    draft = {one.key: one for one in articles if one.stage == Stage.DRAFT}
    if not is_final:
        return [ArticleLine(key, one, localized(one, "text"), said[one.pk]) for key, one in draft.items()]
    final = {one.key: one for one in articles if one.stage == Stage.FINAL}
    return [_laid(key, draft.get(key), final.get(key), said) for key in in_order(list(draft), list(final))]


def _laid(
    key: str, before: Article | None, after: Article | None, said: dict[int | None, list[ActRemark]]
) -> ArticleLine:
    old, new = (localized(one, "text") if one else "" for one in (before, after))
    if not before or not after:
        change = [("gone", old)] if before else [("new", new)]
    else:
        change = pieces(old, new) if old != new else []
    return ArticleLine(key, before, new or old, said[before.pk] if before else [], change)


def term_counts(asked: Mapping[str, Any], today: dt.date) -> list[tuple[Any, int]]:
    """How councils and bodies keep the terms of drafts that were sent (one query); ``asked``: ``council``, ``body``."""
    rows = DraftAct.objects.exclude(status=ActStatus.DRAFT)
    if asked.get("council"):
        rows = rows.filter(council__slug=asked["council"])
    if asked.get("body"):
        rows = rows.filter(body__code=asked["body"])
    given, answered = Q(decided_at__isnull=False), Q(answered_at__isnull=False)
    counted = rows.aggregate(
        sent=Count("pk"),
        given=Count("pk", filter=given),
        given_in_time=Count("pk", filter=given & Q(opinion_is_late=False)),
        answered=Count("pk", filter=answered),
        answered_in_time=Count("pk", filter=answered & Q(answer_is_late=False)),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
    )
    return [
        (_("Drafts sent"), counted["sent"]),
        (_("Opinions given"), counted["given"]),
        (_("of them in time"), counted["given_in_time"]),
        (_("Answered by the body"), counted["answered"]),
        (_("of them in time"), counted["answered_in_time"]),
        (_("Overdue"), counted["overdue"]),
    ]


def carried_motions(act: DraftAct) -> Any:
    """Votes of the council that an opinion can stand on, the newest first."""
    rows = Motion.objects.filter(item__meeting__council=act.council_id, status=MotionStatus.CARRIED)
    return rows.order_by("-pk")


def texts_of(act: DraftAct) -> dict[str, str]:
    """The articles of the draft as two whole texts, as they are typed."""
    rows = [one for one in act.articles.all() if one.stage == Stage.DRAFT]
    return {
        "kazakh": "\n\n".join(one.text_kk for one in rows),
        "russian": "\n\n".join(one.text_ru for one in rows),
    }
