"""How bodies answer: each figure from the rows that it counts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from councils.actions import recommendations
from councils.actions.acts import drafts, opinions, remarks
from councils.models import DraftAct
from councils.queries.body_marks import InTime, lines
from foundation.core import clock
from foundation.core.calendar import local_date
from tests.builders import council_work as build
from tests.builders.councils import Built, sitting

pytestmark = pytest.mark.django_db


def answered(built: Built, act: DraftAct) -> None:
    remarks.answer(remark=act.remarks.get(), verdict="accepted", text="We agree", by=built.secretary)
    opinions.finish_answers(act=act, by=built.secretary)


def test_opinions_and_proposals_of_control_are_counted_beside_recommendations() -> None:
    built = sitting(3)
    today = local_date(clock.now())
    answered(built, build.decided(built))
    waiting = build.decided(built)
    build.sent(built)  # no opinion yet: the body owes nothing
    drafts.withdraw(act=build.decided(built), reason="Changed plans", by=built.secretary)
    document = build.concluded(built, proposals=("Empty the bins", "Count them"))
    first = document.recommendations.order_by("number").first()
    assert first is not None
    recommendations.reply(
        recommendation=first, kind="accepted", text="Yes", do_until=today + dt.timedelta(days=30), by=built.secretary
    )

    now, later = lines(today)[0], lines(today + dt.timedelta(days=60))[0]

    assert (now.acts, now.control, now.overdue) == (InTime(1, 1, 0), InTime(1, 1, 0), 0)
    assert (later.acts, later.control) == (InTime(2, 1, 1), InTime(2, 1, 1))
    assert (later.recommendations.sent, later.recommendations.overdue, later.overdue) == (2, 1, 2)
    assert waiting.answer_due_on is not None
    assert (later.acts.share, InTime().share) == (50, None)


def test_a_body_with_draft_acts_alone_is_listed_and_each_figure_explained() -> None:
    built = sitting(3)
    answered(built, build.decided(built))

    page = Client().get(reverse("councils:body-marks")).content.decode()

    assert f"{reverse('councils:act-list')}?body={built.body.code}" in page
    assert ("1 / 1" in page, "How these figures are counted" in page, "withdrawn drafts are left out" in page) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_marks_ask_the_same_number_of_queries(rows: int, django_assert_num_queries) -> None:
    for _number in range(rows):
        built = sitting(3)
        build.decided(built)

    with django_assert_num_queries(4):
        assert len(lines(local_date(clock.now()))) == rows
