"""Draft acts from the body to the council and back (rules R59, R61)."""

from __future__ import annotations

import datetime as dt

import pytest

from councils.actions import work
from councils.actions.acts import drafts, opinions, remarks
from councils.choices.acts import ActStatus
from councils.models import ActRemark, DraftAct
from councils.queries.acts import act_sight
from councils.tasks import remind_of_work
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.models import RuleParameters
from tests.builders import council_work as build
from tests.builders import councils
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
DUE = dt.date(2026, 12, 7)  # the tenth working day


def faults(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.field, str(fault.message)) for fault in refusal.value.faults]


def test_draft_is_written_changed_and_sent_with_its_clock() -> None:
    built, stranger = councils.sitting(3), UserFactory()
    build.with_terms()
    with pytest.raises(NotPermitted, match="body whose draft"):
        drafts.write(council=built.council, body=built.body, values=build.act_values(), by=stranger)
    with pytest.raises(Invalid) as refusal:
        build.written(built, title_ru=" ", purpose="", russian="Статья 1. Вода\nСтатья 3. Пробы")
    assert faults(refusal) == [
        ("title_ru", "Enter the title in Kazakh and in Russian."),
        ("purpose", "Say why the act is needed."),
        ("russian", "The texts do not have the same articles. In one language alone: 2, 3."),
    ]
    with pytest.raises(Invalid, match="another order"):
        build.written(built, russian="Статья 2. Пробы\nСтатья 1. Вода")
    empty = build.written(built, kazakh="", russian="")
    with pytest.raises(Invalid, match="Add the text or a file first"):
        drafts.send(act=empty, by=built.secretary)
    changed = drafts.change(
        act=empty, values=build.act_values(title_ru="О реках"), upload=upload(pdf(), "a.pdf"), by=built.secretary
    )
    assert [changed.title_ru, changed.file.name, changed.articles.count()] == ["О реках", "a.pdf", 2]
    with build.at(MONDAY):
        act = drafts.send(act=changed, by=built.secretary)
    assert (act.status, act.due_on, act.opinion_due_on) == (ActStatus.SENT, DUE, DUE)
    with pytest.raises(Conflict, match="its words stay"):
        drafts.change(act=act, values=build.act_values(), by=built.secretary)
    told = Message.objects.filter(subject__contains="waits for the opinion").values_list("recipient", flat=True)
    assert set(told) == {built.secretary.pk, *(user.pk for user in built.users)}


def test_without_a_parameter_there_is_no_term() -> None:
    built = councils.sitting(3)
    act = drafts.send(act=build.written(built), by=built.secretary)
    assert RuleParameters.objects.count() == 0
    assert (act.due_on, act.opinion_due_on) == (None, None)


def test_members_comment_and_the_public_only_while_it_is_open() -> None:
    built, citizen = councils.sitting(3), UserFactory()
    with build.at(MONDAY):
        act = build.sent(built)
        first = act.articles.get(key="1")
        own = remarks.comment(act=act, article=first, text="Clean by which norm?", by=built.users[0])
        assert (own.kind, own.seat, own.number) == ("member", built.seats[0], 1)
        with pytest.raises(NotPermitted, match="members of the council alone"):
            remarks.comment(act=act, article=None, text="Mine too", by=citizen)
        for day, text in ((MONDAY - dt.timedelta(days=1), "past"), (DUE + dt.timedelta(days=1), "before the opinion")):
            with pytest.raises(Invalid, match=text):
                drafts.open_to_public(act=act, public_until=day, by=built.secretary)
        act = drafts.open_to_public(act=act, public_until=MONDAY, by=built.secretary)
        said = remarks.comment(act=act, article=None, text="Mine too", by=citizen)
        with pytest.raises(Invalid, match="said this already"):
            remarks.comment(act=act, article=None, text="Mine too ", by=citizen)
        with pytest.raises(Invalid, match="Write your comment"):
            remarks.comment(act=act, article=None, text=" ", by=citizen)
        other = build.sent(built)
        with pytest.raises(Invalid, match="article of this draft"):
            remarks.comment(act=act, article=other.articles.get(key="1"), text="x", by=built.users[1])
    with build.at(MONDAY + dt.timedelta(days=1)), pytest.raises(NotPermitted):
        remarks.comment(act=act, article=None, text="Too late", by=citizen)
    with pytest.raises(Conflict, match="never hidden"):
        remarks.hide(remark=own, reason="x", by=built.secretary)
    with pytest.raises(NotPermitted):
        remarks.hide(remark=said, reason="x", by=citizen)
    with pytest.raises(Invalid, match="Give the reason"):
        remarks.hide(remark=said, reason=" ", by=built.secretary)
    hidden = remarks.hide(remark=said, reason="Insults", by=built.secretary)
    with pytest.raises(Conflict, match="hidden already"):
        remarks.hide(remark=hidden, reason="x", by=built.secretary)
    assert Message.objects.get(recipient=citizen).context["reason"] == "Insults"
    with pytest.raises(Invalid, match="stands by itself"):
        remarks.group(remark=own, same_as=hidden, by=built.secretary)


def test_opinion_needs_points_and_a_vote_or_a_clause() -> None:
    built = councils.sitting(3)
    with build.at(MONDAY):
        act = build.sent(built)
    bare = {"act": act, "opinion_text": "", "motion": None, "own_rules": "", "by": built.secretary}
    with pytest.raises(Invalid) as refusal:
        opinions.decide(opinion="refused", **bare)
    assert [field for field, _text in faults(refusal)] == ["opinion_text", "opinion", "own_rules"]
    with pytest.raises(Invalid, match="Choose the opinion"):
        opinions.decide(opinion="x", **bare)
    point = remarks.add_point(act=act, article=None, text="Name the norm", by=built.secretary)
    with pytest.raises(Invalid, match="choose another opinion"):
        opinions.decide(opinion="agreed", **bare)
    with pytest.raises(Invalid, match="Write what the council recommends"):
        remarks.add_point(act=act, article=None, text=" ", by=built.secretary)
    meeting = councils.opened(built, 3)
    motion = councils.decided(built, meeting, "faa")
    with pytest.raises(Invalid, match="of this council that was carried"):
        opinions.decide(opinion="remarks", **{**bare, "opinion_text": "Well", "motion": motion})
    remarks.remove_point(point=point, by=built.secretary)
    carried = councils.decided(built, meeting, "fff")
    with build.at(DUE + dt.timedelta(days=1)):
        act = opinions.decide(opinion="agreed", **{**bare, "opinion_text": "Well", "motion": carried})
        assert (act.opinion_is_late, act.motion, act.due_on) == (True, carried, dt.date(2026, 12, 23))
        done = opinions.finish_answers(act=act, by=built.secretary)
    assert (done.status, done.answer_is_late, done.due_on) == (ActStatus.ANSWERED, False, None)


def test_body_answers_every_point_and_comment_before_it_sends_the_answers() -> None:
    built, citizen, other = councils.sitting(3), UserFactory(), UserFactory()
    with build.at(MONDAY):
        act = build.sent(built)
        act = drafts.open_to_public(act=act, public_until=DUE, by=built.secretary)
        said, again = (remarks.comment(act=act, article=None, text=f"Tests {n}", by=citizen) for n in (1, 2))
        rude = remarks.comment(act=act, article=None, text="Rude", by=other)
        remarks.hide(remark=rude, reason="Insults", by=built.secretary)
        act = build.decided(built, act)
    point = act.remarks.get(kind="point")
    joined = remarks.group(remark=again, same_as=said, by=built.secretary)
    with pytest.raises(Invalid, match="Only a comment"):
        remarks.group(remark=said, same_as=point, by=built.secretary)
    for wrong in (joined, rude):
        with pytest.raises(Conflict, match="hidden, or joined"):
            remarks.answer(remark=wrong, verdict="accepted", text="x", by=built.secretary)
    with pytest.raises(NotPermitted):
        remarks.answer(remark=point, verdict="accepted", text="x", by=citizen)
    with pytest.raises(Invalid) as refusal:
        remarks.answer(remark=point, verdict="x", text=" ", by=built.secretary)
    assert [field for field, _text in faults(refusal)] == ["verdict", "text"]
    remarks.answer(remark=point, verdict="accepted", text="We agree", by=built.secretary)
    with pytest.raises(Invalid, match=r"Not answered yet: № 1\."):
        opinions.finish_answers(act=act, by=built.secretary)
    remarks.answer(remark=said, verdict="refused", text="Dear", by=built.secretary)
    remarks.answer(remark=said, verdict="partly", text="Twice", by=built.secretary)
    with build.at(dt.date(2026, 12, 9)):
        act = opinions.finish_answers(act=act, by=built.secretary)
    assert (act.status, act.answer_is_late) == (ActStatus.ANSWERED, True)
    with pytest.raises(Conflict, match="before they are sent"):
        remarks.answer(remark=point, verdict="refused", text="No", by=built.secretary)
    sight = act_sight(act)
    assert [count for _label, count in sight.counts] == [1, 0, 2, 1, 2, 0]
    assert sight.unanswered == 0
    assert Message.objects.filter(recipient=citizen, subject__contains="is answered").count() == 2
    assert not Message.objects.filter(recipient=other, subject__contains="is answered").exists()


def test_final_text_shows_what_changed_and_who_asked_for_it() -> None:
    built = councils.sitting(3)
    act = build.adopted(built)
    sight = act_sight(act)
    assert [(line.key, [one.number for one in line.asked_by]) for line in sight.changed] == [("2", [1]), ("3", [])]
    gone = [text for mark, text in sight.changed[0].change if mark == "gone"]
    assert gone in (["екі"], ["два"])
    with pytest.raises(TransitionNotAllowed):
        drafts.withdraw(act=act, reason="x", by=built.secretary)


def test_final_text_needs_number_day_and_both_languages() -> None:
    built = councils.sitting(3)
    act = build.decided(built)
    remarks.answer(remark=act.remarks.get(), verdict="refused", text="No", by=built.secretary)
    act = opinions.finish_answers(act=act, by=built.secretary)
    wrong = {"act_number": "", "adopted_on": dt.date(2100, 1, 1), "kazakh": "", "russian": ""}
    with pytest.raises(Invalid) as refusal:
        drafts.adopt(act=act, values=wrong, by=built.secretary)
    assert [field for field, _text in faults(refusal)] == ["kazakh", "act_number", "adopted_on"]


def test_draft_is_withdrawn_with_a_reason_and_waits_for_nobody() -> None:
    built = councils.sitting(3)
    act = build.sent(built)
    with pytest.raises(Invalid, match="Give the reason"):
        drafts.withdraw(act=act, reason=" ", by=built.secretary)
    act = drafts.withdraw(act=act, reason="Another law", by=built.secretary)
    assert (act.status, act.due_on, act.withdraw_reason) == (ActStatus.WITHDRAWN, None, "Another law")
    with pytest.raises(Conflict, match="comments are over"):
        remarks.comment(act=act, article=None, text="x", by=built.users[0])
    with pytest.raises(Conflict, match="too late"):
        drafts.open_to_public(act=act, public_until=DUE, by=built.secretary)


def test_ladder_tells_whoever_is_waited_for_each_step_once() -> None:
    built, body = councils.sitting(3), BodyFactory()
    officer = councils.officer_of(body)
    with build.at(MONDAY):
        build.with_terms()
        act = drafts.write(council=built.council, body=body, values=build.act_values(), by=officer)
        act = drafts.send(act=act, by=officer)
    before = Message.objects.count()
    told = []
    for day in (MONDAY, DUE - dt.timedelta(days=3), DUE, DUE, DUE + dt.timedelta(days=1)):
        with build.at(day):
            told.append(remind_of_work())
    assert told == [0, 1, 1, 0, 1]
    assert {message.recipient for message in Message.objects.order_by("-pk")[:3]} == {built.secretary}
    assert Message.objects.count() == before + 3
    act.refresh_from_db()
    with build.at(DUE + dt.timedelta(days=1)):
        build.decided(built, act)
    assert work.remind(today=dt.date(2026, 12, 24)) == 1
    assert Message.objects.order_by("-pk")[0].recipient == officer
    assert Event.objects.filter(verb="councils.work.reminded").count() == 4


def test_points_stay_when_comments_are_joined_and_members_words_stay() -> None:
    built = councils.sitting(3)
    act = build.sent(built)
    point = remarks.add_point(act=act, article=None, text="Name the norm", by=built.secretary)
    said = remarks.comment(act=act, article=None, text="The norm!", by=built.users[0])
    remarks.group(remark=said, same_as=point, by=built.secretary)
    with pytest.raises(Conflict, match="joined to this point"):
        remarks.remove_point(point=point, by=built.secretary)
    with pytest.raises(Conflict, match="What somebody has said stays"):
        remarks.remove_point(point=said, by=built.secretary)
    assert (ActRemark.objects.count(), DraftAct.objects.count()) == (2, 1)
