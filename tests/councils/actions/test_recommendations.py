from __future__ import annotations

import datetime as dt

import pytest

from councils.actions import recommendations
from councils.choices import RecommendationStatus, ReplyKind
from councils.models import Recommendation
from councils.queries.councils import mark_of
from councils.queries.recommendations import body_marks
from councils.rules.recommendations import due_on
from councils.tasks import remind_of_replies
from foundation.core import clock
from foundation.core.calendar import cut_off
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.choices import BodyKind
from tests.builders import councils as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
SENT = dt.date(2026, 3, 2)


def at(day: dt.date):
    return clock.playing(cut_off(day, dt.time(12)))


def sent_on(day: dt.date, built: build.Built) -> Recommendation:
    with at(day):
        return build.sent(built)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (dt.date(2026, 2, 2), dt.date(2026, 2, 16)),  # two weeks without a day off
        (dt.date(2026, 3, 2), dt.date(2026, 3, 17)),  # 8 March is a Sunday: Monday is off
        (dt.date(2026, 3, 16), dt.date(2026, 4, 2)),  # Nauryz
    ],
)
def test_reply_is_due_ten_working_days_later(day: dt.date, due: dt.date) -> None:
    assert due_on(day) == due


def test_recommendation_is_answered_and_done() -> None:
    built = build.sitting(3)
    body = BodyFactory(kind=BodyKind.CENTRAL)
    officer = build.officer_of(body)
    with at(SENT):
        one = build.sent(built, body)
    assert (one.status, one.reply_due_on) == (RecommendationStatus.SENT, dt.date(2026, 3, 17))
    until = dt.date(2026, 6, 1)
    with at(dt.date(2026, 3, 17)):
        reply = recommendations.reply(
            recommendation=one, kind=ReplyKind.PARTLY, text="Twice a year", do_until=until, by=officer
        )
    one = recommendations.finish(recommendation=one, result="Tested in May", by=officer)

    assert (reply.is_late, one.do_until, one.status) == (False, until, RecommendationStatus.DONE)
    told = Message.objects.order_by("pk").values_list("recipient", "subject")
    assert list(told) == [
        (officer.pk, "Recommendation № %(number)s waits for your reply"),
        (built.secretary.pk, "Recommendation № %(number)s is answered"),
    ]
    mark = mark_of(council=built.council)
    assert (mark.sent, mark.answered, mark.in_time, mark.overdue, mark.done) == (1, 1, 1, 0, 1)


def test_reply_is_refused_with_all_faults_and_from_strangers() -> None:
    built = build.sitting(3)
    one = sent_on(SENT, built)
    with at(SENT), pytest.raises(Invalid) as refusal:
        recommendations.reply(recommendation=one, kind="accepted", text=" ", do_until=None, by=built.secretary)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("text", "R61"), ("do_until", "R63")]
    with at(SENT), pytest.raises(Invalid) as refusal:
        recommendations.reply(recommendation=one, kind="?", text="x", do_until=None, by=built.secretary)
    assert [fault.field for fault in refusal.value.faults] == ["kind"]
    past = dt.date(2026, 3, 1)
    with at(SENT), pytest.raises(Invalid):
        recommendations.reply(recommendation=one, kind="partly", text="x", do_until=past, by=built.secretary)
    for stranger in (UserFactory(), built.users[0]):
        with pytest.raises(NotPermitted):
            recommendations.reply(recommendation=one, kind="declined", text="x", do_until=None, by=stranger)
        with pytest.raises(NotPermitted):
            recommendations.send(recommendation=one, by=stranger)


def test_late_reply_and_one_that_is_no_answer() -> None:
    built = build.sitting(3)
    one = sent_on(SENT, built)
    with at(dt.date(2026, 3, 18)):
        reply = recommendations.reply(
            recommendation=one, kind=ReplyKind.DECLINED, text="No.", do_until=None, by=built.secretary
        )
        assert reply.is_late
        assert mark_of(council=built.council).in_time == 0
        with pytest.raises(Invalid):
            recommendations.return_reply(recommendation=one, reason=" ", by=built.secretary)
        one = recommendations.return_reply(recommendation=one, reason="It names no law", by=built.secretary)
    assert (one.status, one.reply_due_on) == (RecommendationStatus.SENT, dt.date(2026, 4, 6))
    assert one.replies.get().returned_reason == "It names no law"
    with pytest.raises(TransitionNotAllowed):
        recommendations.finish(recommendation=one, result="Done", by=built.secretary)


def test_words_are_changed_before_sending_alone() -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=3)
    lost, won = build.decided(built, meeting, "aaa"), build.decided(built, meeting, "fff")
    with pytest.raises(Invalid) as refusal:
        recommendations.write(council=built.council, addressee=built.body, text="", motion=lost, by=built.secretary)
    assert [fault.field for fault in refusal.value.faults] == ["text", "motion"]
    one = recommendations.write(
        council=built.council, addressee=built.body, text="Test", motion=won, by=built.secretary
    )
    one = recommendations.change(recommendation=one, addressee=built.body, text="Test it", by=built.secretary)
    one = recommendations.send(recommendation=one, by=built.secretary)
    with pytest.raises(Conflict):
        recommendations.change(recommendation=one, addressee=built.body, text="x", by=built.secretary)
    assert one.text == "Test it"


def test_ladder_tells_each_step_once() -> None:
    built = build.sitting(3)
    body = BodyFactory()
    officer = build.officer_of(body)
    with at(SENT):
        build.sent(built, body)
    Message.objects.all().delete()
    told = []
    for day in (dt.date(2026, 3, 13), dt.date(2026, 3, 14), dt.date(2026, 3, 17), dt.date(2026, 3, 18)):
        with at(day):
            told.append((remind_of_replies(), remind_of_replies()))
    assert told == [(0, 0), (1, 0), (1, 0), (1, 0)]
    subjects = Message.objects.filter(recipient=officer).order_by("pk").values_list("subject", flat=True)
    assert [subject.split("is ")[1] for subject in subjects] == ["due on %(due)s", "due on %(due)s", "overdue"]
    assert Message.objects.filter(recipient=built.secretary).count() == 1


def test_marks_of_bodies_add_up() -> None:
    built = build.sitting(3)
    quick, slow = BodyFactory(), BodyFactory()
    officer = build.officer_of(quick)
    with at(SENT):
        for body in (quick, quick, slow):
            build.sent(built, body)
        first = Recommendation.objects.filter(addressee=quick).first()
        recommendations.reply(
            recommendation=first, kind="accepted", text="Yes", do_until=dt.date(2026, 5, 1), by=officer
        )
    by_body = {mark.body: mark for mark in body_marks(dt.date(2026, 3, 18))}
    assert list(by_body) == [quick, slow]
    assert [by_body[quick].sent, by_body[quick].due, by_body[quick].in_time, by_body[quick].overdue] == [2, 2, 1, 1]
    assert (by_body[quick].share_in_time, by_body[slow].share_in_time, by_body[quick].share_done) == (50, 0, 0)
