"""Who may say and decide what about a draft act (rules R59, R61)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import MotionStatus, TermStatus
from councils.choices.acts import ActStatus, Opinion, RemarkKind, Verdict
from councils.models import ActRemark, Council, DraftAct, Motion, Seat
from councils.rules.councils import check_serves
from councils.rules.terms import check_acts_for
from councils.scoring.articles import Part
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.models import Body


def check_sends(user: Any, body: Body) -> None:
    """Officers of the body whose draft it is; raises NotPermitted."""
    check_acts_for(user, body, _("Only an officer of the body whose draft it is can do this."))


def check_can_change(user: Any, act: DraftAct) -> None:
    """The body, before it sends the draft; raises NotPermitted or Conflict."""
    check_sends(user, act.body)
    if act.status != ActStatus.DRAFT:
        raise Conflict(_("The draft has been sent: its words stay."))


def check_can_open(user: Any, act: DraftAct) -> None:
    """The secretariat, while the opinion is being made; raises NotPermitted or Conflict."""
    check_serves(user, act.council)
    if act.status != ActStatus.SENT:
        raise Conflict(_("The opinion is given: it is too late for comments."))


def check_can_moderate(user: Any, remark: ActRemark) -> None:
    """The secretariat hides comments of citizens, never of members; raises NotPermitted or Conflict."""
    check_serves(user, remark.act.council)
    if remark.kind != RemarkKind.PUBLIC:
        raise Conflict(_("What members say is never hidden."))
    if remark.hidden_at:
        raise Conflict(_("The comment is hidden already."))
    if remark.answered_at:
        raise Conflict(_("The comment has been answered: it stays."))


def check_can_answer(user: Any, remark: ActRemark) -> None:
    """The body, between the opinion and its last answer; raises NotPermitted or Conflict."""
    check_sends(user, remark.act.body)
    if remark.act.status != ActStatus.DECIDED:
        raise Conflict(_("Answers are given after the opinion and before they are sent."))
    if remark.hidden_at or remark.same_as_id:
        raise Conflict(_("This comment is hidden, or joined to another one that is answered for both."))


def check_can_group(user: Any, remark: ActRemark) -> None:
    """The secretariat before the opinion, the body while it answers; raises NotPermitted or Conflict."""
    if remark.act.status == ActStatus.SENT:
        check_can_open(user, remark.act)
    else:
        check_can_answer(user, remark)


def seat_in(council: Council, user: Any) -> Seat | None:
    """The seat that ``user`` has in the sitting composition of ``council``."""
    if not getattr(user, "is_authenticated", False):
        return None
    term = {"term__council": council, "term__status": TermStatus.SITTING}
    return Seat.objects.filter(user=user.pk, ended_on=None, **term).first()


def is_open_to_all(act: DraftAct, today: dt.date) -> bool:
    """Whether everybody may comment on ``today``."""
    return act.status == ActStatus.SENT and act.public_until is not None and today <= act.public_until


def check_can_comment(user: Any, act: DraftAct, today: dt.date) -> Seat | None:
    """A member while the opinion is being made, everybody else while it is open; the member's seat, or None.

    Raises Conflict or NotPermitted.
    """
    if act.status != ActStatus.SENT:
        raise Conflict(_("The council has given its opinion: comments are over."))
    seat = seat_in(act.council, user)
    if seat is None and not is_open_to_all(act, today):
        raise NotPermitted(_("This draft is open to comments of the members of the council alone."))
    return seat


def text_faults(values: dict[str, Any], kazakh: Sequence[Part], russian: Sequence[Part]) -> list[Fault]:
    """A draft says what it is and why, and both languages have the same articles."""
    found = [
        Fault(_("Enter the title in Kazakh and in Russian."), name)
        for name in ("title_kk", "title_ru")
        if not values[name].strip()
    ]
    if not values["purpose"].strip():
        found.append(Fault(_("Say why the act is needed."), "purpose"))
    return found + article_faults(kazakh, russian)


def article_faults(kazakh: Sequence[Part], russian: Sequence[Part]) -> list[Fault]:
    """Both languages have the same articles by their numbers."""
    numbers = [[number for number, _text in part] for part in (kazakh, russian)]
    if numbers[0] == numbers[1]:
        return []
    alone = sorted(set(numbers[0]) ^ set(numbers[1]))
    if alone:
        text = _("The texts do not have the same articles. In one language alone: %(numbers)s.")
        return [Fault(text % {"numbers": ", ".join(alone)}, "russian")]
    return [Fault(_("The articles stand in another order in the other language."), "russian")]


def opening_faults(act: DraftAct, until: dt.date | None, today: dt.date) -> list[Fault]:
    """Comments end before the opinion is due, and not in the past."""
    if until is None or until < today:
        return [Fault(_("The last day of comments must not be in the past."), "public_until")]
    if act.opinion_due_on and until > act.opinion_due_on:
        return [Fault(_("Comments must end before the opinion is due."), "public_until", "R59")]
    return []


def opinion_faults(act: DraftAct, opinion: str, text: str, motion: Motion | None, own_rules: str) -> list[Fault]:
    """An opinion has words, points where something is recommended, and a vote or a clause of the rules behind it."""
    found = []
    if opinion not in Opinion.values:
        found.append(Fault(_("Choose the opinion."), "opinion"))
    if not text.strip():
        found.append(Fault(_("Write the opinion."), "opinion_text"))
    points = act.remarks.filter(kind=RemarkKind.POINT).exists()
    if opinion in (Opinion.REMARKS, Opinion.REFUSED) and not points:
        found.append(Fault(_("Write at least one point first: the body answers point by point."), "opinion"))
    if opinion == Opinion.AGREED and points:
        found.append(Fault(_("There are points that ask for something: choose another opinion."), "opinion"))
    return found + _ground_faults(act, motion, own_rules)


def _ground_faults(act: DraftAct, motion: Motion | None, own_rules: str) -> list[Fault]:
    if (motion is None) == (not own_rules.strip()):
        return [Fault(_("Name either the vote or the clause of the council's rules, not both."), "own_rules")]
    if motion and (motion.status != MotionStatus.CARRIED or motion.item.meeting.council_id != act.council_id):
        return [Fault(_("The vote behind an opinion must be one of this council that was carried."), "motion")]
    return []


def answer_faults(verdict: str, text: str) -> list[Fault]:
    """An answer says whether the text changes, and why."""
    found = []
    if verdict not in Verdict.values:
        found.append(Fault(_("Choose whether it is taken into the text."), "verdict"))
    if not text.strip():
        found.append(Fault(_("Give the reasons. Everybody reads them."), "text", "R61"))
    return found


def to_answer(act: DraftAct) -> Any:
    """Points and comments that the body has to answer by themselves: not hidden, not joined to another one."""
    return act.remarks.filter(hidden_at=None, same_as=None)


def finish_faults(act: DraftAct) -> list[Fault]:
    """Every point and comment has its answer before the answers are sent."""
    missing = [str(number) for number in to_answer(act).filter(verdict="").values_list("number", flat=True)]
    if not missing:
        return []
    return [Fault(_("Not answered yet: № %(numbers)s.") % {"numbers": ", ".join(missing)}, rule="R61")]


def group_faults(remark: ActRemark, head: ActRemark | None) -> list[Fault]:
    """A comment is joined to a shown one of the same act that is itself not joined."""
    if head is None or head.pk == remark.pk or head.hidden_at or head.same_as_id:
        return [Fault(_("Choose another comment that stands by itself."), "same_as")]
    if remark.kind == RemarkKind.POINT or remark.answered_at or remark.copies.exists():
        return [Fault(_("Only a comment without an answer and without others joined to it can be joined."), "same_as")]
    return []
