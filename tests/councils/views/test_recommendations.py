"""Pages of recommendations."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from civilportal.desk import groups
from councils.choices import RecommendationStatus
from councils.models import Recommendation
from foundation.core import clock
from foundation.core.calendar import cut_off
from tests.builders import councils as build
from tests.councils.views.test_councils import client_of, day
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db


def test_recommendation_is_written_sent_answered_returned_and_done_with_clicks() -> None:
    built, body = build.sitting(3), BodyFactory()
    secretary, officer_user = client_of(built.secretary), build.officer_of(body)
    officer, slug = client_of(officer_user), built.council.slug
    secretary.post(reverse("councils:recommendation-write", args=[slug]), {"addressee": body.pk, "text": "Test it"})
    one = Recommendation.objects.get()

    def url(name: str) -> str:
        return reverse(f"councils:recommendation-{name}", args=[slug, one.number])

    assert Client().get(one.get_absolute_url()).status_code == 404
    assert "Send it" in secretary.get(one.get_absolute_url()).text
    secretary.post(url("send"))
    assert [str(task.title) for group in groups(officer_user) for task in group.tasks] == [
        f"Reply to a recommendation of the council: {built.council}"
    ]
    late = {"kind": "accepted", "text": "Yes"}
    assert "Say until when it will be done." in officer.post(url("reply"), late).text
    until = clock.now().date() + dt.timedelta(days=90)
    officer.post(url("reply"), {**late, **day("do_until", until)})
    assert "Say what the reply does not answer." in secretary.post(url("return"), {"reason": " "}).text
    secretary.post(url("return"), {"reason": "No day is named"})
    officer.post(url("reply"), {**late, **day("do_until", until)})
    officer.post(url("finish"), {"result": "Tested in May"})

    one.refresh_from_db()
    assert one.status == RecommendationStatus.DONE
    page = Client().get(one.get_absolute_url()).text
    for said in ("Test it", "No day is named", "Tested in May", "Accepted"):
        assert said in page
    for name, who in (("reply", secretary), ("finish", secretary), ("return", officer)):
        assert who.get(url(name)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_public_table_and_marks_ask_the_same_whatever_their_length(
    client: Client, count: int, django_assert_num_queries
) -> None:
    built, body = build.sitting(3), BodyFactory()
    with clock.playing(cut_off(dt.date(2026, 3, 2), dt.time(12))):
        for _n in range(count):
            build.sent(built, body)
    with django_assert_num_queries(2):
        page = client.get(reverse("councils:recommendation-list")).text
    assert page.count("Test the water monthly") == count
    with django_assert_num_queries(3):
        marks = client.get(reverse("councils:body-marks")).text
    assert f"0 / {count} (0&nbsp;%)" in marks


def test_table_is_narrowed_and_wrong_filters_narrow_nothing(client: Client) -> None:
    built, other = build.sitting(3), BodyFactory()
    with clock.playing(cut_off(dt.date(2026, 3, 2), dt.time(12))):
        build.sent(built)
    build.sent(built, other)
    url = reverse("councils:recommendation-list")
    for asked, found in (
        ({"status": "overdue"}, [1]),
        ({"body": other.code}, [2]),
        ({"council": built.council.slug}, [2, 1]),
        ({"status": "done"}, []),
        ({"status": "x", "body": "nobody", "before": "y", "council": "a b"}, [2, 1]),
        ({"before": str(Recommendation.objects.get(number=2).pk)}, [1]),
    ):
        assert [one.number for one in client.get(url, asked).context["page"].rows] == found
    assert "Reply is overdue" in client.get(url, {"status": "overdue"}).text


def test_reply_address_of_a_wrong_number_is_not_found(client: Client) -> None:
    built = build.sitting(3)
    assert client.get(reverse("councils:recommendation-detail", args=[built.council.slug, 7])).status_code == 404
