from __future__ import annotations

import pytest
from django.urls import reverse

from evaluation.models import Likeness
from foundation.core import jobs
from foundation.core.models import Job
from registry.choices import Role
from tests.builders import evaluation as build
from tests.evaluation.actions.test_likenesses import fill, search, text
from tests.evaluation.views.pages import errors, table, words
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def alike(count: int = 2) -> build.Panel:
    panel = fill(build.prepared(entries=0), [(text(1), text(10 + n)) for n in range(count)])
    search(panel)
    return panel


def listed(panel: build.Panel) -> str:
    return reverse("evaluation:likeness-list", args=[panel.round.pk])


def detail(pair: Likeness) -> str:
    return reverse("evaluation:likeness-detail", args=[pair.pk])


def test_an_officer_sees_pairs_reads_both_texts_and_judges(client) -> None:
    panel = alike()
    pair = Likeness.objects.get()
    client.force_login(panel.officer)

    page = client.get(listed(panel))
    reading = client.get(detail(pair))
    done = client.post(detail(pair), {"verdict": "confirmed", "reason": "Word for word."}, follow=True)

    names = [str(entry.organisation) for entry in reversed(panel.entries)]
    assert table(page, "Pairs to look at") == [
        [f"A-2 Project 2 {names[0]}", f"A-1 Project 1 {names[1]}", "100 %", "0", "To be looked at"]
    ]
    assert reading.content.decode().count("<mark>") == 2
    assert "Project · 100 %" in words(reading)
    assert table(done, "Pairs to look at")[0][-1] == "A copy or the same work Word for word."
    assert "Your word is kept." in done.content.decode()


def test_what_is_missing_is_told_and_nothing_typed_is_lost(client) -> None:
    panel = alike()
    client.force_login(panel.officer)

    response = client.post(detail(Likeness.objects.get()), {"verdict": "", "reason": "I have read both"})

    assert (response.status_code, errors(response)) == (
        422,
        ["What are they?: Choose what the two entries are to each other."],
    )
    assert "I have read both" in response.content.decode()


def test_who_may_see_it(client) -> None:
    panel = alike()
    pair = Likeness.objects.get()
    people = {
        "officer": panel.officer,
        "auditor": UserFactory(is_auditor=True),
        "applicant": MembershipFactory(organisation=panel.entries[0].organisation).user,
        "expert": panel.experts[0].user,
        "commission": MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user,
        "elsewhere": build.officer_of(build.BodyFactory()),
    }

    seen = {}
    for who, person in people.items():
        client.force_login(person)
        seen[who] = client.get(listed(panel)).status_code, client.get(detail(pair)).status_code

    assert seen == {
        "officer": (200, 200),
        "auditor": (200, 200),
        "applicant": (404, 404),
        "expert": (404, 404),
        "commission": (404, 404),
        "elsewhere": (404, 404),
    }


def test_an_auditor_reads_and_does_not_judge(client) -> None:
    panel = alike()
    client.force_login(UserFactory(is_auditor=True))

    assert "Your word" not in words(client.get(detail(Likeness.objects.get())))
    assert "Compare again" not in words(client.get(listed(panel)))
    refused = client.post(detail(Likeness.objects.get()), {"verdict": "confirmed", "reason": "x"})
    assert (refused.status_code, Likeness.objects.get().status) == (403, "open")


def test_comparing_again_is_a_job(client) -> None:
    panel = build.prepared()
    client.force_login(panel.officer)

    empty = client.get(listed(panel))
    response = client.post(reverse("evaluation:likeness-search", args=[panel.round.pk]))
    jobs.run_waiting()

    job = Job.objects.get(name="evaluation.find_likenesses")
    assert "No two entries look alike." in words(empty)
    assert response.url == reverse("jobs:job-detail", args=[job.pk])
    assert job.result["found"] == 0


@pytest.mark.parametrize("count", [2, 3])
def test_lists_of_any_length_take_the_same_number_of_queries(client, count: int, django_assert_num_queries) -> None:
    panel = alike(count)
    client.force_login(panel.officer)
    client.get(listed(panel))

    with django_assert_num_queries(6):
        response = client.get(listed(panel))

    assert len(table(response, "Pairs to look at")) == {2: 1, 3: 3}[count]
