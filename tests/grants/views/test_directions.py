"""Pages of priority directions: what each person finds, may do, and does not see."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.core.calendar import ALMATY
from grants.actions import direction_comments, direction_lists, direction_proposals
from grants.choices import ListStatus, PlanStatus, ProposalStatus
from grants.models import DirectionComment, DirectionList, DirectionProposal, YearPlan
from grants.queries.desk import desk_tasks
from tests.builders import directions as build
from tests.builders.evaluation import officer_of
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(build.OPENED, tick=False) as traveller:
        yield traveller


def url(name: str, *arguments: object) -> str:
    return reverse(f"grants:{name}", args=arguments)


def text(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def day(value: dt.date, name: str) -> dict[str, str]:
    return {f"{name}_0": str(value.day), f"{name}_1": str(value.month), f"{name}_2": str(value.year)}


def posted(found: DirectionList, **changes: str) -> dict[str, str]:
    typed = build.typed(**changes) | {"sphere": "3", "region": ""}
    return {name: str(value) for name, value in typed.items()}


# For everybody


def test_the_overview_sorts_lists_by_what_can_be_done(client: Client) -> None:
    collecting, discussing, approved = build.collecting(), build.discussing(), build.approved()
    cancelled = build.collecting()
    direction_lists.cancel(found=cancelled, reason="No budget", by=build.officer_for(cancelled))

    lists = client.get(url("direction-overview")).context["lists"]

    assert lists == {"collecting": [collecting], "discussing": [discussing], "approved": [approved]}
    assert client.get(cancelled.get_absolute_url()).status_code == 404
    client.force_login(build.officer_for(cancelled))
    assert "No budget" in text(client, cancelled.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_is_read_with_the_same_queries_however_long(
    client: Client, django_assert_num_queries, count: int
) -> None:
    found = build.discussing(directions=count)

    with django_assert_num_queries(7):
        response = client.get(found.get_absolute_url())

    assert [one.listed.list_id for one in response.context["shown"]] == [found.pk] * count
    assert response.content.decode().count("No evaluation of the effect yet.") == count


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_and_comments_are_read_with_the_same_queries(
    client: Client, django_assert_num_queries, count: int
) -> None:
    found = build.collecting()
    for _number in range(count):
        build.proposed(found)
    with django_assert_num_queries(2):
        proposals = client.get(url("proposal-list", found.pk)).context["page"].rows
    found = build.discussed(found)
    direction = found.directions.get()
    for _number in range(count):
        direction_comments.make(listed=direction, organisation=None, text="Good", by=UserFactory())
    with django_assert_num_queries(5):
        comments = client.get(direction.get_absolute_url()).context["page"].rows
    with django_assert_num_queries(2):
        listed = client.get(url("comment-list", found.pk)).context["page"].rows

    assert (len(proposals), len(comments), len(listed)) == (count, count, count)


def test_a_private_person_is_named_by_first_name_and_initial(client: Client) -> None:
    found = build.collecting()
    proposal = build.proposed(found)
    head = MembershipFactory()
    in_its_name = build.proposed(found, head.user, organisation=head.organisation, title="Other", problem="Another")

    for address in (proposal.get_absolute_url(), url("proposal-list", found.pk)):
        page = text(client, address)
        assert "Ерсабыр С." in page
        assert "Сынақбай" not in page
    page = text(client, in_its_name.get_absolute_url())
    assert head.organisation.name_en in page
    assert head.user.full_name not in page


def test_hidden_words_are_for_their_author_and_the_officers(client: Client) -> None:
    found = build.discussing()
    officer, author = build.officer_for(found), UserFactory()
    direction = found.directions.get()
    comment = direction_comments.make(listed=direction, organisation=None, text="Secret words", by=author)
    direction_comments.hide(comment=comment, reason="An insult", by=officer)
    addresses = (direction.get_absolute_url(), url("comment-list", found.pk))

    def seen(who: User | None) -> set[bool]:
        client.logout()
        if who:
            client.force_login(who)
        return {"Secret words" in text(client, address) for address in addresses}

    assert [seen(who) for who in (None, UserFactory(), officer_of(BodyFactory()), author, officer)] == [
        {False},
        {False},
        {False},
        {True},
        {True},
    ]


def test_a_draft_of_a_plan_is_not_for_everybody(client: Client) -> None:
    found = build.approved()
    plan = build.planned(found, 500)
    officer = build.officer_for(found)

    assert client.get(plan.get_absolute_url()).status_code == 404
    client.force_login(officer)
    assert "2,162,500" in text(client, plan.get_absolute_url())
    answer = client.post(url("plan-approve", plan.pk), follow=True)
    client.logout()

    assert "Everybody sees it now." in answer.content.decode()
    assert "nothing hangs on it" in text(client, plan.get_absolute_url())
    assert "2,162,500" in text(client, plan.get_absolute_url())
    assert str(plan.get_absolute_url()) in text(client, found.get_absolute_url())


def test_the_order_is_a_file_for_everybody(client: Client) -> None:
    found, open_list = build.approved(), build.collecting()

    response = client.get(url("list-order", found.pk))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response.streaming_content) == pdf()
    assert client.get(url("list-order", open_list.pk)).status_code == 404


def test_a_direction_is_followed_by_its_code(client: Client) -> None:
    found = build.approved()
    direction = found.directions.get().direction

    page = client.get(direction.get_absolute_url())

    assert [(listed.list.year, known) for listed, known in page.context["rows"]] == [(2026, None)]
    assert "It is in no approved list yet." in text(
        client, build.collecting().directions.get().direction.get_absolute_url()
    )


# Proposing


def test_somebody_proposes_and_is_shown_what_is_nearly_the_same(client: Client) -> None:
    found = build.collecting()
    near, address = build.proposed(found), url("proposal-create", found.pk)
    build.proposed(found, title="A library in the village", problem="There are no books for children there.")
    person = UserFactory()
    client.force_login(person)
    typed = posted(found, title="Clean the banks of our river", problem="Forty tonnes of litter lie there.")

    shown = client.post(address, typed)
    sent = client.post(address, typed | {"seen": "1"}, follow=True)
    again = client.post(address, typed | {"seen": "1"})

    assert shown.context["alike"] == [near]
    assert "Forty tonnes of litter lie there." in shown.content.decode()
    assert "Your proposal is sent." in sent.content.decode()
    assert again.context["form"].errors["title"] == ["You have proposed this already, in the same words."]
    assert DirectionProposal.objects.get(author=person).organisation is None
    assert "Clean the banks of our river" in text(client, url("proposal-own"))


def test_what_is_hidden_or_taken_back_is_not_shown_as_alike(client: Client) -> None:
    found = build.collecting()
    hidden, back = build.proposed(found), build.proposed(found)
    direction_proposals.hide(proposal=hidden, reason="An insult", by=build.officer_for(found))
    direction_proposals.withdraw(proposal=back, by=back.author)
    client.force_login(UserFactory())

    assert client.post(url("proposal-create", found.pk), posted(found)).status_code == 302


def test_a_proposal_in_the_name_of_an_ngo_and_nothing_typed_is_lost(client: Client) -> None:
    found, head = build.collecting(), MembershipFactory()
    RegionFactory()
    client.force_login(head.user)
    address = url("proposal-create", found.pk)

    faulty = client.post(address, posted(found, title="") | {"organisation": str(head.organisation.pk)})
    client.post(address, posted(found) | {"organisation": str(head.organisation.pk), "region": "710000000"})

    assert list(faulty.context["form"].errors) == ["title"]
    assert "Forty tonnes" in faulty.content.decode()
    proposal = DirectionProposal.objects.get()
    assert (proposal.organisation, proposal.region_id) == (head.organisation, "710000000")
    withdrawn = client.post(url("proposal-withdraw", proposal.pk), follow=True)
    assert "Your proposal is taken back." in withdrawn.content.decode()


def test_a_late_proposal_is_refused_in_words(client: Client, now) -> None:
    found = build.collecting()
    client.force_login(UserFactory())
    now.move_to(dt.datetime(2026, 12, 24, tzinfo=ALMATY))
    client.force_login(UserFactory())

    answer = client.post(url("proposal-create", found.pk), posted(found))

    assert answer.status_code == 409
    assert "Proposals were taken until the end of" in answer.content.decode()
    assert DirectionProposal.objects.count() == 0


# Officers


def test_an_officer_runs_a_list_from_page_to_page(client: Client, now) -> None:
    build.with_parameters()
    build.SphereFactory()
    officer = officer_of(BodyFactory())
    client.force_login(officer)
    body = officer.memberships.get().body
    client.post(url("list-create"), {"body": body.pk, "year": "2026", **day(dt.date(2026, 12, 1), "proposals_until")})
    found = DirectionList.objects.get()
    proposal, other = build.proposed(found), build.proposed(found, title="Buses", problem="They are old.")
    assert [task.title for task in desk_tasks(officer)] == [f"2 proposals wait for an answer: {found}"]
    client.post(url("direction-add", found.pk), build.words() | {"sphere": "3", "region": "", "direction": ""})
    listed = found.directions.get()
    client.post(url("direction-edit", listed.pk), build.words(title_en="Lakes") | {"sphere": "3", "region": ""})
    declined = client.post(url("proposal-answer", other.pk), {"into": "none", "answer": ""})
    client.post(url("proposal-answer", other.pk), {"into": "none", "answer": "Not for grants"})
    client.post(url("proposal-answer", proposal.pk), {"into": str(listed.pk), "answer": ""})
    short = client.post(url("list-step", found.pk, "discuss"), day(dt.date(2026, 12, 4), "last_day"))
    client.post(url("list-step", found.pk, "discuss"), day(build.LAST_DAY, "last_day"))
    visitor = Client()
    visitor.force_login(UserFactory())
    visitor.post(url("direction-comment", listed.pk), {"text": "Also the springs"})
    comment = DirectionComment.objects.get()
    client.post(url("comment-answer", comment.pk), {"answer": "They are in it."})
    early = client.post(
        url("list-approve", found.pk),
        {"order_number": "15-n", "order": upload(pdf(), "a.pdf"), **day(dt.date(2026, 11, 23), "order_on")},
    )
    now.move_to(build.AFTER)
    client.force_login(officer)
    assert [task.title for task in desk_tasks(officer)] == [
        f"The discussion is over; approve the list by an order: {found}"
    ]
    done = client.post(
        url("list-approve", found.pk),
        {"order_number": "15-n", "order": upload(pdf(), "a.pdf"), **day(dt.date(2026, 12, 8), "order_on")},
        follow=True,
    )
    found.refresh_from_db()

    assert declined.context["form"].errors["answer"]
    assert "until 7 December 2026 or later. (R23)" in short.context["form"].errors["last_day"][0]
    assert "The public discussion runs until the end of" in early.content.decode()
    assert "The list is approved and frozen." in done.content.decode()
    assert (found.status, found.directions.get().title_en) == (ListStatus.APPROVED, "Lakes")
    assert desk_tasks(officer) == []


def test_an_officer_plans_the_money(client: Client) -> None:
    found = build.approved()
    listed = found.directions.get()
    client.force_login(build.officer_for(found))
    create, fixed = url("plan-create", found.pk), day(dt.date(2025, 12, 15), "budget_approved_on")

    over = client.post(create, {"total": "20 000 000", f"line_{listed.pk}": "5000", **fixed})
    assert YearPlan.objects.count() == 0
    client.post(create, {"total": "20 000 000", f"line_{listed.pk}": "3000", **fixed})
    plan = YearPlan.objects.get()
    again = client.post(url("plan-edit", plan.pk), {"total": "1", f"line_{listed.pk}": "4000", **fixed})
    client.post(url("plan-edit", plan.pk), {"total": "20 000 000", f"line_{listed.pk}": "4000", **fixed})

    assert "more than the plan" in over.context["form"].errors["total"][0]
    assert list(again.context["form"].errors) == ["total"]
    assert (plan.status, [line.amount for line in plan.lines.all()]) == (PlanStatus.DRAFT, [17_300_000])
    assert "4000" in text(client, url("plan-edit", plan.pk))


def test_steps_of_an_officer_are_nobody_elses(client: Client) -> None:
    found = build.discussing()
    direction, proposal = found.directions.get(), None
    comment = direction_comments.make(listed=direction, organisation=None, text="A", by=UserFactory())
    collecting = build.collecting()
    proposal = build.proposed(collecting)
    client.force_login(officer_of(BodyFactory()))
    closed = [
        url("list-step", found.pk, "extend"),
        url("list-approve", found.pk),
        url("direction-add", collecting.pk),
        url("direction-edit", collecting.directions.get().pk),
        url("plan-create", found.pk),
        url("proposal-answer", proposal.pk),
        url("proposal-moderate", proposal.pk),
        url("proposal-reconsider", proposal.pk),
        url("comment-answer", comment.pk),
        url("comment-moderate", comment.pk),
    ]

    assert {client.get(address).status_code for address in closed} <= {403, 404}
    assert {client.post(address).status_code for address in closed} <= {403, 404}
    client.force_login(UserFactory())
    assert client.get(url("list-create")).status_code == 403
    client.force_login(build.officer_for(found))
    assert client.get(url("list-step", found.pk, "nonsense")).status_code == 404


def test_an_officer_moderates_and_reconsiders(client: Client) -> None:
    found = build.collecting()
    officer, proposal = build.officer_for(found), build.proposed(found)
    client.force_login(officer)
    client.post(url("proposal-answer", proposal.pk), {"into": "none", "answer": "No"})
    client.post(url("proposal-reconsider", proposal.pk), {"reason": "A mistake"})
    client.post(url("proposal-moderate", proposal.pk), {"reason": "An insult"})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.hidden_reason) == (ProposalStatus.SUBMITTED, "An insult")
    client.logout()
    assert client.get(proposal.get_absolute_url()).status_code == 404
    client.force_login(officer)
    assert "Show the text again" in text(client, url("proposal-moderate", proposal.pk))
    client.post(url("proposal-moderate", proposal.pk), {"reason": "A mistake"})
    build.discussed(found)
    comment = direction_comments.make(listed=found.directions.get(), organisation=None, text="A", by=UserFactory())
    for reason in ("Spam", "A mistake"):
        client.post(url("comment-moderate", comment.pk), {"reason": reason})
    comment.refresh_from_db()

    assert comment.hidden_at is None
    assert client.get(proposal.get_absolute_url()).status_code == 200


# The discussion


def test_a_visitor_supports_and_comments(client: Client, now) -> None:
    found = build.discussing()
    direction, head = found.directions.get(), MembershipFactory()
    support, comment = url("direction-support", direction.pk), url("direction-comment", direction.pk)
    assert "To support or comment, sign in." in text(client, direction.get_absolute_url())
    client.force_login(head.user)

    given = client.post(support, {"support": "give"}, follow=True).content.decode()
    empty = client.post(comment, {"text": " "})
    said = client.post(comment, {"text": "Good", "organisation": str(head.organisation.pk)}, follow=True)
    again = client.post(comment, {"text": "Good", "organisation": str(head.organisation.pk)})
    back = client.post(support, {"support": "back"}, follow=True).content.decode()

    assert "You support this direction." in given
    assert "1 person supports it" in given
    assert "0 people support it" in back
    assert empty.context["form"].errors["text"] == ["Write your comment."]
    assert head.organisation.name_en in said.content.decode()
    assert again.context["form"].errors["text"] == ["You have said this already, in the same words."]
    now.move_to(build.AFTER)
    client.force_login(head.user)
    late = client.post(support, {"support": "give"})
    assert (late.status_code, "ran until the end of 7 December 2026" in late.content.decode()) == (409, True)


def test_officers_are_reminded_of_the_end(now) -> None:
    found = build.discussing()
    officer = build.officer_for(found)
    direction_comments.make(listed=found.directions.get(), organisation=None, text="A", by=UserFactory())

    assert [task.title for task in desk_tasks(officer)] == [f"1 comment waits for an answer: {found}"]
    now.move_to(dt.datetime(2026, 12, 6, 9, tzinfo=ALMATY))
    tasks = desk_tasks(officer)
    assert tasks[0].title == f"The discussion ends soon: {found}"
    assert tasks[0].due_at == dt.datetime(2026, 12, 7, 23, 59, tzinfo=ALMATY)
    collecting = build.collecting()
    now.move_to(dt.datetime(2027, 2, 1, 9, tzinfo=ALMATY))
    assert [task.title for task in desk_tasks(build.officer_for(collecting))] == [
        f"Form directions and open their discussion: {collecting}"
    ]


def test_the_home_page_and_the_grants_page_lead_there(client: Client) -> None:
    found = build.discussing()

    assert found.get_absolute_url() in text(client, "/en/")
    assert url("direction-overview") in text(client, "/en/grants/")
