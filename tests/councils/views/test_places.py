"""Comments, questions and facts with a place: typed without a script, shown on a map with a table, never too exactly."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from councils.actions.acts import drafts, remarks
from councils.actions.control import findings
from councils.models import ActRemark, ControlFact, HeadQuestion
from foundation.core import clock
from foundation.core.calendar import local_date
from registry.rules.placing import Typed
from tests.builders import council_work as build
from tests.builders.councils import sitting
from tests.factories.accounts import UserFactory
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db

POINT = {"latitude": "43,238949", "longitude": "76.889709"}


def test_a_comment_with_a_point_is_on_the_map_and_in_the_table(client: Client) -> None:
    built = sitting(3)
    act = build.sent(built)
    drafts.open_to_public(act=act, public_until=local_date(clock.now()), by=built.secretary)
    client.force_login(UserFactory())
    page = reverse("councils:act-comment", args=[built.council.slug, act.number])
    words = {"text": "The river smells here"}

    wrong = client.post(page, words | {"latitude": "55,75", "longitude": "37,61"}).content.decode()
    answer = client.post(page, words | POINT)

    assert ("This point is not in Kazakhstan." in wrong, 'value="37,61"' in wrong, "smells here" in wrong) == (
        True,
    ) * 3
    assert answer.status_code == 302
    remark = ActRemark.objects.get()
    assert (remark.latitude, remark.longitude, remark.kato) == (Decimal("43.239"), Decimal("76.890"), "")
    shown = client.get(act.get_absolute_url()).content.decode()
    assert shown.count('href="#remark-1"') == 2  # the mark and the row of the table
    assert ("43.239, 76.890" in shown, "43.238949" in shown, "<script>" in shown) == (True, False, False)
    assert not re.search(r"<[^>]+\sstyle=", shown)
    remarks.hide(remark=remark, reason="Rude", by=built.secretary)
    assert "43.239" not in client.get(act.get_absolute_url()).content.decode()


def test_a_question_and_a_fact_carry_a_place(client: Client) -> None:
    built = sitting(3)
    report = build.announced_report(built)
    client.force_login(UserFactory())
    region = RegionFactory()
    asked = client.post(
        reverse("councils:head-question-ask", args=[built.council.slug, report.number]),
        {"text": "Why here?", "region": region.pk},
    )
    control = build.ended_control(built)
    findings.record_fact(
        control=control,
        text="Bins are full",
        where=Typed(latitude=Decimal("51.1"), longitude=Decimal("71.4")),
        by=built.secretary,
    )

    assert (asked.status_code, HeadQuestion.objects.get().kato) == (302, region.pk)
    assert ControlFact.objects.get(text="Bins are full").point == (51.1, 71.4)
    hidden = client.get(control.get_absolute_url()).content.decode()
    unread = Client().get(report.get_absolute_url()).content.decode()
    client.force_login(built.secretary)
    facts = client.get(control.get_absolute_url()).content.decode()
    questions = client.get(report.get_absolute_url()).content.decode()
    assert ["51.100, 71.400" in text for text in (hidden, facts)] == [False, True]
    assert ['href="#question-1"' in text for text in (unread, questions)] == [False, True]
    assert "centre of the region" in questions


def test_marks_near_each_other_become_one() -> None:
    built = sitting(3)
    act = build.sent(built)
    for number, latitude in enumerate(("43.200", "43.201", "43.400")):
        where = Typed(latitude=Decimal(latitude), longitude=Decimal("76.9"))
        remarks.comment(act=act, article=None, text=f"Here {number}", where=where, by=built.users[0])

    page = Client().get(act.get_absolute_url()).content.decode()

    assert (page.count('class="cp-points__mark"'), "2 here: № 1, 2" in page) == (2, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_costs_a_fixed_number_of_queries(rows: int, django_assert_num_queries) -> None:
    built = sitting(3)
    act = build.sent(built)
    for number in range(rows):
        where = Typed(region=RegionFactory(), latitude=Decimal("43.2"), longitude=Decimal("76.9"))
        remarks.comment(act=act, article=None, text=f"Here {number}", where=where, by=built.users[0])

    with django_assert_num_queries(6):
        Client().get(act.get_absolute_url())


def test_the_database_keeps_points_in_the_country_and_whole() -> None:
    built = sitting(3)
    act = build.sent(built)
    remark = remarks.comment(act=act, article=None, text="Here", by=built.users[0])

    for change in ({"latitude": 43}, {"latitude": 10, "longitude": 76}, {"kato": "abc"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActRemark.objects.filter(pk=remark.pk).update(**change)
