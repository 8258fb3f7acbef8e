"""Lists of directions from the first proposal to the order, and each refusal on the way."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError

from foundation.audit.models import Event
from foundation.core.calendar import ALMATY
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications import wording
from foundation.notifications.models import Message
from grants.actions import calls, direction_comments, direction_lists, direction_proposals, listed_directions
from grants.choices import CallStatus, ListStatus, ProposalStatus
from grants.models import Direction, DirectionComment, DirectionList, DirectionProposal
from registry.choices import Role
from registry.models import CalendarDay, Membership, RuleParameters
from registry.queries import parameters
from tests.builders import directions as build
from tests.builders.evaluation import officer_of
from tests.builders.files import pdf, upload
from tests.builders.grants import call_at, officer_for
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def verbs(found: DirectionList) -> list[str]:
    about = Event.objects.filter(subject_id=str(found.pk), subject_type="grants.directionlist")
    return list(about.order_by("pk").values_list("verb", flat=True))


def faults(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


# Lists


def test_a_list_goes_from_proposals_to_the_order() -> None:
    with time_machine.travel(build.OPENED, tick=False):
        found = build.collecting()
        officer, direction = build.officer_for(found), found.directions.get()
        taken, declined = build.proposed(found), build.proposed(found, title="Buy buses", problem="They are old.")
        direction_proposals.take(proposal=taken, into=direction, answer="", by=officer)
        direction_proposals.decline(proposal=declined, answer="Not for grants.", by=officer)
        found = build.discussed(found)
        comment = direction_comments.make(listed=direction, organisation=None, text="Also the lakes", by=taken.author)
    with time_machine.travel(build.AFTER, tick=False):
        direction_comments.answer(comment=comment, text="Next year.", by=officer)
        found = build.order_of(found)

    assert (found.status, found.order_number, found.order_on) == (ListStatus.APPROVED, "15-n", dt.date(2026, 12, 8))
    assert found.order_document is not None
    assert verbs(found) == [
        "grants.direction_list.created",
        "grants.direction_list.discussion_opened",
        "grants.direction_list.approved",
    ]
    told = {wording.subject(message) for message in Message.objects.filter(recipient=taken.author)}
    assert told == {
        "Your proposal is taken into a direction",
        f"Directions of 2026 are discussed: {found.body}",
        "Your comment on a direction is answered",
    }
    declining = Message.objects.get(recipient=declined.author, subject="Your proposal is answered")
    assert "Not for grants." in wording.body(declining)


def test_the_order_waits_for_the_term_and_for_every_answer() -> None:
    found = build.discussing()
    officer, direction = build.officer_for(found), found.directions.get()
    with time_machine.travel(build.OPENED, tick=False):
        comment = direction_comments.make(listed=direction, organisation=None, text="Lakes", by=UserFactory())
        spam = direction_comments.make(listed=direction, organisation=None, text="Buy pills", by=UserFactory())
        DirectionList.objects.filter(pk=found.pk).update(status=ListStatus.COLLECTING)
        proposal = build.proposed(DirectionList.objects.get(pk=found.pk))
        DirectionList.objects.filter(pk=found.pk).update(status=ListStatus.DISCUSSING)

        with pytest.raises(Invalid) as early:
            build.order_of(found)
        direction_comments.hide(comment=spam, reason="An advertisement", by=officer)
    with time_machine.travel(build.AFTER, tick=False):
        with pytest.raises(Invalid) as unanswered:
            build.order_of(found)
        direction_comments.answer(comment=comment, text="Next year.", by=officer)
        direction_proposals.take(proposal=proposal, into=direction, answer="Yes", by=officer)
        assert build.order_of(found).status == ListStatus.APPROVED

    assert [str(fault.message) for fault in early.value.faults] == [
        "The public discussion runs until the end of 7 December 2026. The order comes after it.",
        "1 proposal has no answer yet.",
        "2 comments have no official answer yet.",
        "The order comes after the last day of the discussion.",
    ]
    assert [str(fault.message) for fault in unanswered.value.faults] == [
        "1 proposal has no answer yet.",
        "1 comment has no official answer yet.",
    ]


@pytest.mark.parametrize(
    ("number", "on", "expected"),
    [
        (" ", dt.date(2026, 12, 8), [("order_number", "")]),
        ("1", dt.date(2026, 12, 9), [("order_on", "")]),
        ("1", dt.date(2026, 12, 7), [("order_on", "R23")]),
    ],
)
def test_an_order_has_a_number_and_a_day_that_fits(number: str, on: dt.date, expected: list) -> None:
    found = build.discussing()
    with time_machine.travel(build.AFTER, tick=False), pytest.raises(Invalid) as refusal:
        direction_lists.approve(
            found=found, number=number, order_on=on, order=upload(pdf(), "a.pdf"), by=build.officer_for(found)
        )

    assert faults(refusal) == expected


def test_a_day_off_that_comes_later_makes_the_discussion_too_short() -> None:
    found = build.discussing()
    CalendarDay.objects.create(day=dt.date(2026, 12, 1), is_working=False, reason="A bridge")
    with time_machine.travel(build.AFTER, tick=False):
        with pytest.raises(Invalid) as refusal:
            build.order_of(found)
        officer = build.officer_for(found)
        later = direction_lists.extend(found=found, last_day=dt.date(2026, 12, 8), reason="A bridge day", by=officer)
    with time_machine.travel(build.AFTER + dt.timedelta(days=1), tick=False):
        assert build.order_of(later).status == ListStatus.APPROVED

    assert faults(refusal) == [("", "R23")]
    assert refusal.value.faults[0].url.endswith(f"/directions/{found.pk}/steps/extend/")


def test_a_discussion_takes_its_term_and_needs_something_to_discuss() -> None:
    with time_machine.travel(build.OPENED, tick=False):
        found, empty = build.collecting(), build.collecting(directions=0)
        with pytest.raises(Invalid) as short:
            build.discussed(found, build.LAST_DAY - dt.timedelta(days=1))
        with pytest.raises(Invalid) as nothing:
            build.discussed(empty)
        RuleParameters.objects.filter(code=parameters.DISCUSSION).delete()
        with pytest.raises(Invalid) as unknown:
            build.discussed(found)

    assert [str(fault.message) for fault in short.value.faults] == [
        "The discussion takes at least 10 working days: until 7 December 2026 or later."
    ]
    assert faults(nothing) == [("", "")]
    assert faults(unknown) == [("last_day", "R23")]


def test_a_list_is_extended_only_forward_and_taken_back_with_a_reason() -> None:
    found = build.discussing()
    officer = build.officer_for(found)
    with time_machine.travel(build.AFTER, tick=False):
        for day in (build.LAST_DAY, dt.date(2026, 12, 1)):
            with pytest.raises(Invalid):
                direction_lists.extend(found=found, last_day=day, reason="More time", by=officer)
        with pytest.raises(Invalid):
            direction_lists.extend(found=found, last_day=dt.date(2026, 12, 20), reason=" ", by=officer)
        again = direction_lists.collect_again(
            found=found, proposals_until=dt.date(2026, 12, 20), reason="The words were wrong", by=officer
        )

    assert (again.status, again.discussed_from, again.discussed_until) == (ListStatus.COLLECTING, None, None)


def test_an_approved_list_is_frozen_and_changed_by_a_new_one_that_names_it() -> None:
    old = build.approved()
    officer, direction = build.officer_for(old), old.directions.get()
    with time_machine.travel(build.AFTER, tick=False):
        for act in (
            lambda: listed_directions.edit(listed=direction, values=build.words(title_en="Other"), by=officer),
            lambda: listed_directions.remove(listed=direction, by=officer),
            lambda: direction_lists.edit(found=old, proposals_until=dt.date(2027, 1, 1), by=officer),
        ):
            with pytest.raises(Conflict):
                act()
        with pytest.raises(TransitionNotAllowed):
            direction_lists.cancel(found=old, reason="No", by=officer)
        facts = {"body": old.body, "year": build.YEAR, "proposals_until": dt.date(2027, 1, 10), "by": officer}
        with pytest.raises(Invalid) as silent:
            direction_lists.create(**facts)
        new = direction_lists.create(**facts, replacement_reason="The budget was cut")
        with pytest.raises(Conflict):
            direction_lists.create(**facts, replacement_reason="Once more")
        new = build.discussed(new, dt.date(2026, 12, 25))
    with time_machine.travel(build.AFTER + dt.timedelta(days=30), tick=False):
        new = build.order_of(new)
    old.refresh_from_db()

    assert faults(silent) == [("replacement_reason", "")]
    assert (old.status, new.status, new.replaces) == (ListStatus.REPLACED, ListStatus.APPROVED, old)
    assert [row.direction_id for row in new.directions.all()] == [direction.direction_id]
    assert Event.objects.get(verb="grants.direction_list.replaced").reason == "The budget was cut"


def test_only_officers_of_the_body_run_a_list() -> None:
    found = build.discussing()
    stranger, direction = officer_of(BodyFactory()), found.directions.get()
    comment = DirectionComment.objects.create(list=found, direction=direction, author=stranger, text="A")

    for act in (
        lambda: direction_lists.create(body=found.body, year=2030, proposals_until=dt.date(2027, 1, 1), by=stranger),
        lambda: direction_lists.extend(found=found, last_day=dt.date(2027, 1, 1), reason="A", by=stranger),
        lambda: direction_lists.cancel(found=found, reason="A", by=stranger),
        lambda: direction_lists.approve(
            found=found, number="1", order_on=dt.date(2026, 12, 8), order=upload(pdf(), "a.pdf"), by=stranger
        ),
        lambda: direction_comments.answer(comment=comment, text="A", by=stranger),
        lambda: direction_comments.hide(comment=comment, reason="A", by=stranger),
    ):
        with pytest.raises(NotPermitted):
            act()


# Directions


def test_a_direction_lives_on_under_its_code() -> None:
    old = build.approved(directions=2)
    first, second = (row.direction for row in old.directions.all())
    officer = build.officer_for(old)
    with time_machine.travel(build.AFTER, tick=False):
        new = direction_lists.create(body=old.body, year=2027, proposals_until=dt.date(2027, 1, 10), by=officer)
        build.listed(new, direction=first)
        fresh = build.listed(new)
        with pytest.raises(Conflict):
            build.listed(new, direction=first)

    assert [first.code, second.code, fresh.direction.code] == [f"{old.body.code}-0{n}" for n in (1, 2, 3)]
    assert Direction.objects.count() == 3


def test_a_direction_with_peoples_words_stays() -> None:
    found = build.collecting(directions=2)
    officer, (kept, gone) = build.officer_for(found), found.directions.all()
    proposal = build.proposed(found)
    direction_proposals.take(proposal=proposal, into=kept, answer="", by=officer)

    with pytest.raises(Conflict):
        listed_directions.remove(listed=kept, by=officer)
    listed_directions.remove(listed=gone, by=officer)
    changed = listed_directions.edit(listed=kept, values=build.words(title_en="Clean lakes"), by=officer)

    assert (found.directions.count(), changed.title_en) == (1, "Clean lakes")
    assert Event.objects.get(verb="grants.direction.edited").changes == {"title_en": ["Clean rivers", "Clean lakes"]}


def test_support_is_one_of_each_person_and_can_be_taken_back() -> None:
    found = build.discussing()
    direction, person = found.directions.get(), UserFactory()
    with time_machine.travel(build.OPENED, tick=False):
        with pytest.raises(Conflict):
            listed_directions.take_support_back(listed=direction, by=person)
        for _time in range(2):
            listed_directions.support(listed=direction, by=person)
        assert direction.supports.filter(taken_back_at=None).count() == 1
        listed_directions.take_support_back(listed=direction, by=person)
        assert direction.supports.filter(taken_back_at=None).count() == 0
        listed_directions.support(listed=direction, by=person)
    with time_machine.travel(build.AFTER, tick=False), pytest.raises(DeadlinePassed):
        listed_directions.take_support_back(listed=direction, by=person)

    assert direction.supports.get().taken_back_at is None
    assert Event.objects.filter(verb="grants.direction.supported").count() == 2


# Proposals


def test_the_same_text_of_a_person_counts_once() -> None:
    found, person = build.collecting(), UserFactory()
    first = build.proposed(found, person)

    with pytest.raises(Invalid) as again:
        build.proposed(found, person, title="«CLEAN» the banks of the river!")
    build.proposed(found, UserFactory())
    direction_proposals.withdraw(proposal=first, by=person)
    build.proposed(found, person)

    assert faults(again) == [("title", "")]
    assert DirectionProposal.objects.exclude(status=ProposalStatus.WITHDRAWN).count() == 2


def test_only_head_and_editor_speak_for_an_ngo() -> None:
    found, head = build.collecting(), MembershipFactory()
    viewer = MembershipFactory(organisation=head.organisation, role=Role.NGO_VIEWER)

    proposal = build.proposed(found, head.user, organisation=head.organisation)
    for person in (viewer.user, UserFactory()):
        with pytest.raises(NotPermitted):
            build.proposed(found, person, organisation=head.organisation)

    assert proposal.organisation == head.organisation


def test_proposals_are_taken_until_the_end_of_the_last_day_in_almaty() -> None:
    last = dt.date(2026, 12, 23)
    with time_machine.travel(build.OPENED, tick=False):
        found = build.collecting()
    assert found.proposals_until == last
    with time_machine.travel(dt.datetime(2026, 12, 23, 23, 59, 59, tzinfo=ALMATY), tick=False):
        build.proposed(found)
    midnight = time_machine.travel(dt.datetime(2026, 12, 24, tzinfo=ALMATY), tick=False)
    with midnight, pytest.raises(DeadlinePassed) as late:
        build.proposed(found)

    assert str(late.value) == "Proposals were taken until the end of 23 December 2026."


def test_an_answer_is_given_once_and_taken_back_with_a_reason() -> None:
    found, other = build.collecting(), build.collecting()
    officer, proposal = build.officer_for(found), build.proposed(found)
    direction = found.directions.get()

    with pytest.raises(Invalid):
        direction_proposals.decline(proposal=proposal, answer=" ", by=officer)
    with pytest.raises(Conflict):
        direction_proposals.take(proposal=proposal, into=other.directions.get(), answer="", by=officer)
    with pytest.raises(NotPermitted):
        direction_proposals.take(proposal=proposal, into=direction, answer="", by=build.officer_for(other))
    direction_proposals.decline(proposal=proposal, answer="No", by=officer)
    with pytest.raises(TransitionNotAllowed):
        direction_proposals.take(proposal=proposal, into=direction, answer="", by=officer)
    with pytest.raises(TransitionNotAllowed):
        direction_proposals.withdraw(proposal=proposal, by=proposal.author)
    with pytest.raises(Invalid):
        direction_proposals.reconsider(proposal=proposal, reason="", by=officer)
    direction_proposals.reconsider(proposal=proposal, reason="A mistake", by=officer)
    direction_proposals.take(proposal=proposal, into=direction, answer="Yes", by=officer)
    proposal.refresh_from_db()

    assert (proposal.status, proposal.taken_into, proposal.answer) == (ProposalStatus.TAKEN, direction, "Yes")
    assert Message.objects.filter(recipient=proposal.author).count() == 2


def test_only_its_author_takes_a_proposal_back() -> None:
    proposal = build.proposed(build.collecting())

    with pytest.raises(NotPermitted):
        direction_proposals.withdraw(proposal=proposal, by=UserFactory())


def test_words_of_the_public_are_in_no_event_and_hiding_leaves_a_trace() -> None:
    found = build.collecting()
    officer = build.officer_for(found)
    proposal = build.proposed(found, title="Call Aigerim at 87010000000")

    direction_proposals.hide(proposal=proposal, reason="A private number", by=officer)
    with pytest.raises(Conflict):
        direction_proposals.hide(proposal=proposal, reason="Again", by=officer)
    seen = [set(DirectionProposal.objects.visible_to(who)) for who in (UserFactory(), proposal.author, officer)]
    told = Message.objects.get(recipient=proposal.author, subject="Your text is hidden from the public")
    direction_proposals.show(proposal=proposal, reason="Asked", by=officer)
    with pytest.raises(Conflict):
        direction_proposals.show(proposal=proposal, reason="Asked", by=officer)

    assert seen == [set(), {proposal}, {proposal}]
    assert "A private number" in wording.body(told)
    assert [
        event.verb for event in Event.objects.all() if "87010000000" in f"{event.subject_name}{event.changes}"
    ] == []
    assert Event.objects.get(verb="grants.direction_proposal.hidden").reason == "A private number"


# Comments


def test_comments_are_made_and_answered_in_their_time() -> None:
    found = build.discussing()
    officer, direction, head = build.officer_for(found), found.directions.get(), MembershipFactory()
    facts = {"listed": direction, "organisation": head.organisation, "by": head.user}
    with time_machine.travel(build.OPENED, tick=False):
        comment = direction_comments.make(**facts, text=" Good ")
        for text in ("", "Good"):
            with pytest.raises(Invalid):
                direction_comments.make(**facts, text=text)
        with pytest.raises(NotPermitted):
            direction_comments.make(**facts | {"by": UserFactory()}, text="Mine")
    with time_machine.travel(build.AFTER, tick=False):
        with pytest.raises(DeadlinePassed):
            direction_comments.make(**facts, text="Late")
        with pytest.raises(Invalid):
            direction_comments.answer(comment=comment, text=" ", by=officer)
        direction_comments.answer(comment=comment, text="Thanks", by=officer)
        with pytest.raises(Conflict):
            direction_comments.answer(comment=comment, text="Again", by=officer)
        direction_comments.hide(comment=comment, reason="Off topic", by=officer)
        direction_comments.show(comment=comment, reason="A mistake", by=officer)
    comment.refresh_from_db()

    assert (comment.text, comment.answer, comment.hidden_at) == ("Good", "Thanks", None)
    with pytest.raises(Conflict):
        direction_comments.make(**facts | {"listed": build.collecting().directions.get()}, text="Not yet")


# What the database itself refuses


def test_no_script_can_approve_without_an_order() -> None:
    found = build.discussing()

    with pytest.raises(IntegrityError):
        DirectionList.objects.filter(pk=found.pk).update(status=ListStatus.APPROVED)


# Calls


def test_a_call_stands_on_a_direction_where_its_operator_has_a_list() -> None:
    body = BodyFactory()
    found, other = build.approved(body), build.approved()
    officer = Membership.objects.filter(body=body, role=Role.OFFICER).first().user
    with time_machine.travel(build.AFTER, tick=False):
        call = call_at(CallStatus.DRAFT, officer=officer)
        for direction in (None, other.directions.get()):
            changed = calls.edit(call=call, facts={"direction": direction}, by=officer)
            with pytest.raises(Invalid) as refusal:
                calls.announce(call=changed, by=officer)
            assert faults(refusal) == [("direction", "R24")]
        calls.edit(call=call, facts={"direction": found.directions.get()}, by=officer)
        announced = calls.announce(call=call, by=officer)

    assert (announced.status, announced.direction) == (CallStatus.ANNOUNCED, found.directions.get())


def test_a_call_without_a_known_list_or_before_the_rule_needs_no_direction() -> None:
    free = build.approved()
    with time_machine.travel(build.AFTER, tick=False):
        assert call_at().status == CallStatus.ANNOUNCED
        assert call_at(direction=free.directions.get()).status == CallStatus.ANNOUNCED
        RuleParameters.objects.filter(code=parameters.REQUIRED).update(valid_from=dt.date(2027, 1, 1))
        assert call_at(officer=build.officer_for(free)).status == CallStatus.ANNOUNCED
        open_list = build.discussing()
        with pytest.raises(Invalid) as refusal:
            call_at(direction=open_list.directions.get())
        draft = call_at(CallStatus.DRAFT)

    assert faults(refusal) == [("direction", "R24")]
    assert officer_for(draft)
