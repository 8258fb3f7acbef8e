"""«What came of it»: from the final report and the survey to a public page that is frozen."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from grants.actions import agreements as agreements_of
from grants.actions import effects as actions
from grants.actions import following, tranches
from grants.models import Call, Effect
from grants.queries import effects as queries
from grants.queries.direction_effect import known_of, known_years
from grants.queries.effect_desk import effect_tasks
from grants.scoring.balances import Position
from monitoring.actions import surveys
from tests.builders import agreements as build
from tests.builders import directions, monitoring
from tests.builders.registry import officer as officer_of
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import TemplateFactory

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def finished(marks: tuple[int, ...] = (5, 5, 4, 4, 3), *, last: int = 50_000) -> build.Deal:
    """A deal whose reports are accepted, with a closed survey."""
    deal = build.paid()
    build.accepted(deal, 1, Decimal(350_000))
    build.paid(2, deal=deal)
    build.accepted(deal, 2, Decimal(last))
    deal.fresh()
    subject = following.follow(application=deal.agreement.application, by=deal.officer)
    work = monitoring.Followed(subject, deal.officer, deal.head)
    survey = monitoring.answered(monitoring.opened(work, template=TemplateFactory()), marks)
    surveys.close(survey=survey, by=deal.officer)
    return deal


def test_a_project_is_evaluated_by_one_officer_approved_by_another_and_then_frozen() -> None:
    deal = finished()
    number = deal.agreement.number
    page, data = reverse("grants:effect-detail", args=[number]), reverse("grants:effect-data", args=[number])
    assert "Nobody has approved an evaluation yet" in Client().get(page).text
    officer, second = signed_in(deal.officer), signed_in(deal.second)
    write, approve = reverse("grants:effect-write", args=[number]), reverse("grants:effect-approve", args=[number])

    assert "Give your reasons" in officer.post(write, {"conclusion": "reached", "reasons": " "}).text
    officer.post(write, {"conclusion": "reached", "reasons": "The banks are clean."})
    assert "The banks are clean." not in Client().get(page).text
    assert officer.post(approve).status_code == 403
    assert second.post(approve).status_code == 302
    assert officer.get(write).status_code == 409

    text, found = Client().get(page).text, Client().get(data).json()
    assert [part in text for part in ("The goal is reached", "The banks are clean.", "4.20", "100.0 %")] == [True] * 4
    figures = found["figures"]
    assert (figures["cost"], figures["marks"]) == (
        "400000.00",
        {"3": 1, "4": 2, "5": 2},
    )
    assert figures["indicators"][0]["value"] == "12.00"
    canonical = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert found["evaluation"]["sha256_of_figures"] == sha256(canonical.encode()).hexdigest()
    assert not [name for name in (deal.officer.full_name, deal.head.full_name) if name in json.dumps(found)]
    project = Client().get(reverse("grants:project-detail", args=[number]))
    assert page in project.text


def test_who_may_not_and_what_is_too_early() -> None:
    deal = build.active()

    assert Client().get(reverse("grants:effect-detail", args=[deal.agreement.number])).status_code == 404
    with pytest.raises(Conflict, match="last report"):
        actions.write(of=deal.agreement, conclusion="reached", reasons="Soon", by=deal.officer)
    for stranger in (deal.head, UserFactory()):
        with pytest.raises(NotPermitted):
            actions.write(of=deal.agreement, conclusion="reached", reasons="Mine", by=stranger)
    with pytest.raises(Conflict, match="Nobody has written"):
        actions.approve(of=deal.agreement, by=deal.second)
    assert Effect.objects.count() == 0


def test_a_direction_adds_up_its_projects_and_feeds_the_next_year() -> None:
    deal = finished()
    listed = directions.approved().directions.get()
    Call.objects.filter(pk=deal.agreement.application.call_id).update(direction=listed)
    year, pk = listed.list.year, listed.direction_id
    assert known_of([pk], year)[pk].effect is None
    writer = directions.officer_for(listed.list)
    officer, second = signed_in(writer), signed_in(officer_of(listed.list.body))
    with pytest.raises(Invalid):
        actions.write(of=listed, conclusion="good", reasons="", by=writer)

    officer.post(
        reverse("grants:direction-effect-write", args=[listed.pk]), {"conclusion": "partly", "reasons": "More."}
    )
    second.post(reverse("grants:direction-effect-approve", args=[listed.pk]))

    known = known_of([pk], year)[pk]
    assert (known.agreements, known.position) == (1, Position(*map(Decimal, (500_000, 500_000, 400_000, 0))))
    words = "The goal is reached in part; projects evaluated: 1; satisfaction 4.20 of 5"
    assert (known_of([pk], year)[pk].effect, known_years(pk)[year].effect) == (words, words)
    page = Client().get(reverse("grants:direction-effect", args=[listed.pk]))
    data = Client().get(reverse("grants:direction-effect-data", args=[listed.pk])).json()
    assert ("The goal is reached in part" in page.text, data["figures"]["projects"]) == (True, [deal.agreement.number])
    slug = deal.agreement.application.call.slug
    call, call_data = (Client().get(reverse(f"grants:call-effect{end}", args=[slug])) for end in ("", "-data"))
    assert (deal.agreement.number in call.text, call_data.json()["figures"]) == (True, data["figures"])
    money = "1 agreement signed for 500,000 ₸; paid 500,000 ₸, spent and accepted 400,000 ₸."
    following_year = directions.collecting(listed.list.body, year=year + 1)
    proposal = directions.proposed(following_year, person := UserFactory())
    shown_on = [
        (Client(), reverse("grants:direction-effect", args=[listed.pk])),
        (Client(), following_year.get_absolute_url()),
        (signed_in(person), reverse("grants:proposal-create", args=[following_year.pk])),
        (officer, reverse("grants:proposal-answer", args=[proposal.pk])),
    ]
    assert [money in client.get(url).text.replace("\xa0", " ") for client, url in shown_on] == [True] * 4


def test_a_call_is_evaluated_when_its_projects_are_over_and_each_step_waits_on_a_desk() -> None:
    deal = finished(last=90_000)
    call, number = deal.agreement.application.call, deal.agreement.number
    page = reverse("grants:call-effect", args=[call.slug])
    mine = lambda user: [task.title for task in effect_tasks(user)]  # noqa: E731
    subjects = lambda user: list(  # noqa: E731
        Message.objects.filter(recipient=user, key__startswith="grants.effect.")
        .order_by("pk")
        .values_list("link", flat=True)
    )
    project = reverse("grants:effect-detail", args=[number])
    assert (subjects(deal.officer), subjects(deal.second), subjects(deal.head)) == ([project], [project], [])
    # The agreement runs still, so the call waits; the project does not.
    evaluate = f"Evaluate what came of it: {deal.agreement.title}"
    assert (mine(deal.officer), mine(deal.second), mine(deal.head)) == ([evaluate], [evaluate], [])
    back = tranches.Confirmation("R-1", local_date(timezone.now()), Decimal(60_000))
    tranches.record_refund(agreement=deal.fresh(), confirmation=back, by=deal.officer)
    agreements_of.complete(agreement=deal.fresh(), by=deal.officer)
    of_call = f"Evaluate what came of it: {call.title_en}"
    assert mine(deal.officer) == [evaluate, of_call]

    actions.write(of=deal.agreement, conclusion="reached", reasons="Clean.", by=deal.officer)
    officer, second = signed_in(deal.officer), signed_in(deal.second)
    officer.post(
        reverse("grants:call-effect-write", args=[call.slug]), {"conclusion": "reached", "reasons": "All clean."}
    )
    approve = ["Approve the evaluation of effect: " + name for name in (deal.agreement.title, call.title_en)]
    assert (mine(deal.officer), mine(deal.second)) == ([], approve)
    assert "All clean." not in Client().get(page).text
    assert officer.post(reverse("grants:call-effect-approve", args=[call.slug])).status_code == 403
    second.post(reverse("grants:call-effect-approve", args=[call.slug]))
    actions.approve(of=deal.agreement, by=deal.second)

    assert (mine(deal.officer), mine(deal.second)) == ([], [])
    assert "All clean." in Client().get(page).text
    found = Client().get(reverse("grants:call-effect-data", args=[call.slug])).json()
    assert (found["evaluation"]["conclusion"], found["figures"]["projects"]) == ("reached", [number])
    assert (subjects(deal.second), subjects(deal.head)) == ([project, project, page], [project])
    with pytest.raises(Conflict, match="approved"):
        actions.write(of=call, conclusion="missed", reasons="No", by=deal.officer)


def test_figures_of_many_projects_take_as_many_questions_as_of_one(django_assert_num_queries) -> None:
    deal = finished()

    with django_assert_num_queries(6):
        known = queries.bases(queries.finished())

    assert [(one.key, one.people, len(one.counted)) for one in known] == [(deal.agreement.number, known[0].people, 1)]
