"""Questions about a call: asked by anybody, answered for everybody at once, nobody named."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions import enquiries
from grants.choices import ApplicationStatus
from grants.models import Enquiry
from grants.queries.enquiries import enquiries_of
from registry.choices import Role
from tests.builders.evaluation import officer_of
from tests.builders.grants import application_at, call_at, officer_for, person_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def told(user) -> list[tuple[str, str]]:
    return [
        (message.subject, message.context.get("answer", ""))
        for message in Message.objects.filter(recipient=user, topic="grants.calls").order_by("pk")
    ]


def test_an_answer_is_there_for_everybody_at_once_and_names_nobody() -> None:
    call = call_at()
    application = application_at(ApplicationStatus.DRAFT, call=call, is_filled=False)
    editor = person_of(application.organisation, Role.NGO_EDITOR)
    viewer = person_of(application.organisation, Role.NGO_VIEWER)
    asker, stranger, officer = UserFactory(), UserFactory(), officer_for(call)

    enquiry = enquiries.ask(call=call, text=" May a school take part? ", by=asker)

    # Until the answer is there only the asker and the operator see the question.
    seen = {name: enquiries_of(call, who) for name, who in {"asker": asker, "officer": officer}.items()}
    assert seen == {"asker": [enquiry], "officer": [enquiry]}
    assert enquiries_of(call, stranger) == enquiries_of(call, AnonymousUser()) == []
    assert told(officer) == [("A question about the call “%(call)s”", "")]

    enquiries.answer(enquiry=enquiry, text="Yes, as a partner.", by=officer)

    for reader in (asker, stranger, AnonymousUser()):
        found = enquiries_of(call, reader)
        assert [(one.text, [answer.text for answer in one.given]) for one in found] == [
            ("May a school take part?", ["Yes, as a partner."])
        ]
    answered = [("An answer about the call “%(call)s”", "Yes, as a partner.")]
    assert [told(user) for user in (asker, application.created_by, editor)] == [answered] * 3
    assert (told(stranger), told(viewer)) == ([], [])
    messages = Message.objects.filter(topic="grants.calls")
    assert not any(str(asker) in str(message.context) for message in messages)


def test_a_correction_stands_before_the_answer_that_it_corrects() -> None:
    call, asker = call_at(), UserFactory()
    enquiry = enquiries.ask(call=call, text="Until when?", by=asker)
    officer = officer_for(call)
    enquiries.answer(enquiry=enquiry, text="Until Friday.", by=officer)

    enquiries.correct(enquiry=enquiry, text="Until Monday.", reason="Friday is a holiday.", by=officer)

    given = enquiries_of(call, asker)[0].given
    assert [(one.text, one.reason) for one in given] == [
        ("Until Monday.", "Friday is a holiday."),
        ("Until Friday.", ""),
    ]
    assert [answer for _subject, answer in told(asker)] == ["Until Friday.", "Until Monday."]
    event = Event.objects.get(verb="grants.enquiry.corrected")
    assert (event.changes, event.reason) == ({"answer": ["Until Friday.", "Until Monday."]}, "Friday is a holiday.")
    with pytest.raises(Invalid) as refusal:
        enquiries.correct(enquiry=enquiry, text="Until Monday.", reason="Again.", by=officer)
    assert [fault.field for fault in refusal.value.faults] == ["text"]


def test_a_question_is_withheld_with_a_reason_that_everybody_reads() -> None:
    call, asker, officer = call_at(), UserFactory(), None
    officer = officer_for(call)
    enquiry = enquiries.ask(call=call, text="Is Aigerim Invented a thief?", by=asker)

    with pytest.raises(Invalid) as refusal:
        enquiries.withhold(enquiry=enquiry, reason=" ", by=officer)
    enquiries.withhold(enquiry=enquiry, reason="It names a person.", by=officer)

    assert [fault.field for fault in refusal.value.faults] == ["reason"]
    public = enquiries_of(call, AnonymousUser())
    assert [(one.status, one.withheld_reason) for one in public] == [("withheld", "It names a person.")]
    assert [subject for subject, _answer in told(asker)] == ["Your question about the call “%(call)s” is not published"]
    for step in (enquiries.answer, enquiries.correct):
        more = {"reason": "x"} if step is enquiries.correct else {}
        with pytest.raises(TransitionNotAllowed):
            step(enquiry=enquiry, text="No.", by=officer, **more)


def test_only_officers_of_the_operator_answer_and_the_second_of_two_finds_it_done() -> None:
    call, asker = call_at(), UserFactory()
    enquiry = enquiries.ask(call=call, text="Who?", by=asker)

    for stranger in (asker, officer_of(BodyFactory())):
        with pytest.raises(NotPermitted):
            enquiries.answer(enquiry=enquiry, text="Me.", by=stranger)
        with pytest.raises(NotPermitted):
            enquiries.withhold(enquiry=enquiry, reason="No.", by=stranger)
    enquiries.answer(enquiry=enquiry, text="You.", by=officer_for(call))
    with pytest.raises(TransitionNotAllowed):
        enquiries.answer(enquiry=Enquiry.objects.get(pk=enquiry.pk), text="They.", by=officer_for(call))

    assert [answer.text for answer in enquiry.answers.all()] == ["You."]


@pytest.mark.parametrize(("shift", "is_taken"), [(-SECOND, True), (dt.timedelta(0), True), (SECOND, False)])
def test_questions_are_taken_until_their_last_second(shift: dt.timedelta, is_taken: bool) -> None:
    call, asker = call_at(), UserFactory()
    until = (call.closes_at - dt.timedelta(days=3)).replace(microsecond=0)
    type(call).objects.filter(pk=call.pk).update(enquiries_until=until)

    with time_machine.travel(until + shift, tick=False):
        if is_taken:
            assert enquiries.ask(call=call, text="In time?", by=asker).number == 1
        else:
            with pytest.raises(DeadlinePassed, match="Questions were taken until"):
                enquiries.ask(call=call, text="In time?", by=asker)


def test_a_double_click_asks_once_and_nobody_floods_the_operator() -> None:
    call, asker = call_at(), UserFactory()

    first, again = (enquiries.ask(call=call, text="Same?", by=asker) for _press in range(2))
    for number in range(4):
        enquiries.ask(call=call, text=f"More {number}?", by=asker)
    with pytest.raises(Conflict, match="5 questions of yours"):
        enquiries.ask(call=call, text="One more?", by=asker)
    with pytest.raises(Invalid):
        enquiries.ask(call=call, text="  ", by=UserFactory())
    with pytest.raises(Conflict, match="No questions"):
        enquiries.ask(call=call_at("draft"), text="Early?", by=asker)

    assert (first, call.enquiries.count()) == (again, 5)
