"""Opinions, controls, heads and appeals of a year are counted once, late ones apart, other years not at all."""

from __future__ import annotations

import datetime as dt

import pytest

from councils.actions import appeals
from councils.models import DraftAct
from councils.queries.year_work import work_of
from councils.queries.years import span
from foundation.core import clock
from foundation.core.calendar import local_date
from tests.builders import council_work
from tests.builders.councils import sitting
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOTHING = {
    "drafts": 0,
    "opinions": 0,
    "opinions_in_time": 0,
    "documents": 0,
    "heads": 0,
    "appeals": 0,
    "appeals_answered": 0,
}


def test_each_work_is_counted_in_its_year(django_assert_num_queries) -> None:
    built = sitting()
    year = local_date(clock.now()).year
    council_work.sent(built)
    council_work.decided(built)
    late = council_work.decided(built)
    DraftAct.objects.filter(pk=late.pk).update(opinion_due_on=local_date(clock.now()) - dt.timedelta(days=1))
    council_work.concluded(built)
    for text in ("No light", "It bites"):
        appeal = appeals.send(council=built.council, topic="Lamp", text=text, may_publish=False, by=UserFactory())
    appeals.settle(appeal=appeal, step="answer", text="Ask the police", by=built.secretary)

    with django_assert_num_queries(4):
        found = work_of(built.council, *span(year))

    assert found == NOTHING | {
        "drafts": 3,
        "opinions": 2,
        "opinions_in_time": 1,
        "documents": 1,
        "appeals": 2,
        "appeals_answered": 1,
    }
    assert work_of(built.council, *span(year - 1)) == NOTHING
    assert work_of(sitting().council, *span(year)) == NOTHING
