"""Telling people what became of their proposals and comments. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from foundation.core import presentation
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.choices import ProposalStatus
from grants.models import DirectionComment, DirectionList, DirectionProposal

TOPIC = "grants.directions"
TAKEN = Letter(
    TOPIC,
    gettext_noop("Your proposal is taken into a direction"),
    gettext_noop("“%(title)s” is taken into the direction “%(direction)s” of %(body)s.\n\n%(answer)s"),
)
DECLINED = Letter(
    TOPIC,
    gettext_noop("Your proposal is answered"),
    gettext_noop("%(body)s has not taken “%(title)s” into its directions.\n\nThe reason: %(answer)s"),
)
DISCUSSED = Letter(
    TOPIC,
    gettext_noop("Directions of %(year)s are discussed: %(body)s"),
    gettext_noop("You proposed something for this list. Support directions and comment on them until %(until)s."),
)
COMMENTED = Letter(
    TOPIC,
    gettext_noop("Your comment on a direction is answered"),
    gettext_noop("%(body)s about “%(direction)s”:\n\n%(answer)s"),
)
HIDDEN = Letter(
    TOPIC,
    gettext_noop("Your text is hidden from the public"),
    gettext_noop("%(body)s has hidden what you wrote about directions.\n\nThe reason: %(reason)s"),
)


def tell_answered(proposal: DirectionProposal) -> None:
    """The author reads what became of the proposal."""
    context = {
        "title": proposal.title,
        "body": trilingual(proposal.list.body, "name"),
        "answer": proposal.answer,
        "direction": trilingual(proposal.taken_into, "title") if proposal.taken_into else "",
    }
    letter = TAKEN if proposal.status == ProposalStatus.TAKEN else DECLINED
    moment = proposal.answered_at.isoformat() if proposal.answered_at else ""
    key = f"grants.proposal.{proposal.pk}.{moment}"
    notify(to=proposal.author, letter=letter, context=context, link=proposal.get_absolute_url(), key=key)


def tell_discussed(found: DirectionList) -> None:
    """Whoever proposed something for the list may now discuss it."""
    seen = set()
    until = presentation.day(found.discussed_until) if found.discussed_until else ""
    context = {"body": trilingual(found.body, "name"), "year": found.year, "until": until}
    for proposal in found.proposals.exclude(status=ProposalStatus.WITHDRAWN).select_related("author"):
        if proposal.author_id not in seen:
            seen.add(proposal.author_id)
            key = f"grants.discussion.{found.pk}.{found.discussed_until}"
            notify(to=proposal.author, letter=DISCUSSED, context=context, link=found.get_absolute_url(), key=key)


def tell_commented(comment: DirectionComment) -> None:
    """The author of a comment reads the official answer."""
    context = {
        "body": trilingual(comment.list.body, "name"),
        "direction": trilingual(comment.direction, "title"),
        "answer": comment.answer,
    }
    key = f"grants.comment.{comment.pk}.answered"
    notify(to=comment.author, letter=COMMENTED, context=context, link=comment.get_absolute_url(), key=key)


def tell_hidden(text: DirectionComment | DirectionProposal) -> None:
    """Whoever wrote a hidden text is told why."""
    context = {"body": trilingual(text.list.body, "name"), "reason": text.hidden_reason}
    moment = text.hidden_at.isoformat() if text.hidden_at else ""
    key = f"{text._meta.label_lower}.{text.pk}.{moment}"
    notify(to=text.author, letter=HIDDEN, context=context, link=text.get_absolute_url(), key=key)
