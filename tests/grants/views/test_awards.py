"""Pages of awards: the winner's answer and the officer's list."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from grants.actions.commission import awards
from grants.choices import AwardStatus
from grants.queries.desk import award_tasks
from tests.builders import decisions as build
from tests.builders import grants as build_grants
from tests.grants.actions.commission.test_awards import decided, head, late

pytestmark = pytest.mark.django_db


def test_the_head_accepts_or_declines_on_the_page_of_the_application(client: Client) -> None:
    contest = decided()
    first, second = (contest.applications[index].number for index in range(2))
    client.force_login(head(contest, 0))
    page = client.get(reverse("grants:application-detail", args=[first])).content.decode()

    assert [task.title for task in award_tasks(head(contest, 0))] == [f"Accept or decline the grant: Garden {1}"]
    assert reverse("grants:award-accept", args=[first]) in page
    client.post(reverse("grants:award-accept", args=[first]))
    assert build.award(contest, 0).status == AwardStatus.ACCEPTED
    assert award_tasks(head(contest, 0)) == []
    # Another NGO's award does not exist for this head, and a viewer sees no buttons.
    assert client.post(reverse("grants:award-accept", args=[second])).status_code == HTTPStatus.NOT_FOUND
    viewer = build_grants.person_of(contest.applications[1].organisation, "ngo_viewer")
    client.force_login(viewer)
    assert (
        reverse("grants:award-accept", args=[second])
        not in client.get(reverse("grants:application-detail", args=[second])).content.decode()
    )
    assert client.get(reverse("grants:award-decline", args=[second])).status_code == HTTPStatus.FORBIDDEN
    client.force_login(head(contest, 1))
    url = reverse("grants:award-decline", args=[second])
    assert "Give the reason." in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "The team has left."})
    assert build.award(contest, 1).status == AwardStatus.DECLINED


def test_the_officer_lets_lapse_takes_back_and_offers(client: Client) -> None:
    contest = decided()
    late(build.award(contest, 0))
    awards.accept(award=build.award(contest, 1), by=head(contest, 1))
    first, second = (contest.applications[index].number for index in range(2))
    url = reverse("grants:award-list", args=[contest.call.slug])

    client.force_login(contest.officer)
    page = client.get(url).content.decode()
    assert [task.url for task in award_tasks(contest.officer)] == [url]
    assert reverse("grants:award-lapse", args=[first]) in page
    assert reverse("grants:award-offer", args=[contest.call.slug]) not in page  # no money is left
    client.post(reverse("grants:award-lapse", args=[first]))
    client.post(reverse("grants:award-fall-through", args=[second]), {"reason": "No papers."})
    client.post(reverse("grants:award-offer", args=[contest.call.slug]))
    assert [build.award(contest, index).status for index in range(3)] == [
        AwardStatus.LAPSED,
        AwardStatus.FALLEN,
        AwardStatus.OFFERED,
    ]
    client.force_login(contest.secretary)
    assert reverse("grants:award-offer", args=[contest.call.slug]) not in client.get(url).content.decode()
    for stranger in (head(contest, 0), contest.commission[0]):
        client.force_login(stranger)
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("count", [1, 3])
def test_award_list_queries(client: Client, django_assert_num_queries, count: int) -> None:
    contest = build.decided(applications=count + 1, budget=500_000 * count, reserve_size=1)
    client.force_login(contest.officer)
    url = reverse("grants:award-list", args=[contest.call.slug])
    client.get(url)

    with django_assert_num_queries(11):
        page = client.get(url).content.decode()

    assert all(contest.applications[index].number in page for index in range(count + 1))
