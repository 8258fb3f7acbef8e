"""The public discussion of topics: every comment gets an answer."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, refuse
from socialorder.actions.plans import notices
from socialorder.models import Topic, TopicComment
from socialorder.rules import plans as rules
from socialorder.rules.offices import check_serves, text_faults


@transaction.atomic(durable=True)
def comment(*, topic: Topic, text: str, by: Any) -> TopicComment:
    """Say something about a topic. The same text of one person stands once."""
    topic = lock(Topic, topic.pk)
    now = clock.now()
    rules.check_can_comment(by, topic, local_date(now))
    refuse(text_faults(text, _("Write your comment."), "text", 2000))
    made, is_new = TopicComment.objects.get_or_create(
        topic=topic, author=by, text=text.strip(), defaults={"made_at": now}
    )
    if is_new:
        record("socialorder.comment.made", made, by=by)
    return made


@transaction.atomic(durable=True)
def answer(*, comment: TopicComment, text: str, by: Any) -> TopicComment:
    """The body's answer, once; everybody reads it."""
    comment = lock(TopicComment, comment.pk)
    check_serves(by, comment.topic.plan.body)
    if comment.answered_at is not None:
        raise Conflict(_("This comment is answered already."))
    refuse(text_faults(text, _("Write the answer"), "text", 2000))
    comment.answer, comment.answered_at, comment.answered_by = text.strip(), clock.now(), by
    comment.save(update_fields=["answer", "answered_at", "answered_by"])
    record("socialorder.comment.answered", comment, by=by, reason=comment.answer)
    notices.tell_comment_answered(comment)
    return comment


@transaction.atomic(durable=True)
def hide(*, comment: TopicComment, reason: str, by: Any) -> TopicComment:
    """Hide insults or personal data from the public, with a reason."""
    comment = lock(TopicComment, comment.pk)
    check_serves(by, comment.topic.plan.body)
    if comment.hidden_at is not None:
        raise Conflict(_("It is hidden already."))
    refuse(text_faults(reason, _("Say why it is hidden."), "reason"))
    comment.hidden_at, comment.hidden_reason = clock.now(), reason.strip()
    comment.save(update_fields=["hidden_at", "hidden_reason"])
    record("socialorder.comment.hidden", comment, by=by, reason=comment.hidden_reason)
    return comment
