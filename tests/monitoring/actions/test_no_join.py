"""No answer can be joined to a ticket, a person or a moment: not by rows, not by audit, not by order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.models import ForeignKey

from foundation.audit.models import Event
from foundation.core.models import Job
from monitoring.actions import surveys
from monitoring.choices import Access
from monitoring.models import AddressMark, Answer, Arrival, Remark, Ticket
from tests.builders import monitoring as build

pytestmark = pytest.mark.django_db(transaction=True)


def rows(table: str, what: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM {table} ORDER BY ctid")  # noqa: S608 - the test names them
        return list(cursor.fetchall())


def test_what_is_kept_of_an_answer_has_no_column_in_common_with_who_gave_it() -> None:
    def columns(model: Any) -> set[str]:
        return {f"{field.column}" for field in model._meta.concrete_fields} - {"id"}

    for answer in (Answer, Remark):
        for other in (Ticket, AddressMark, Arrival):
            assert columns(answer) & columns(other) == {"survey_id"}
        assert {field.name for field in answer._meta.concrete_fields if isinstance(field, ForeignKey)} == {
            "survey",
            "batch",
        }
    assert columns(Ticket) == {"survey_id", "number", "is_used"}
    assert columns(Answer) == {"survey_id", "batch_id", "chosen"}


def test_neither_transaction_nor_place_nor_audit_tells_which_answer_came_with_which_ticket() -> None:
    work = build.followed()
    survey = build.opened(work, tickets=40)
    events = Event.objects.count()
    order = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3]
    places = set()
    for number, mark in enumerate(order, 1):
        build.answer(survey, number, mark, q4=f"remark {number}")
        box = rows("monitoring_answer", "xmin::text, chosen->>'q1'")
        places.add(tuple(chosen for _xmin, chosen in box))
    survey.refresh_from_db()
    # All that lies in the box was written by the last transaction: no row shares one with its own ticket.
    waiting = rows("monitoring_answer", "xmin::text, batch_id")
    assert len({xmin for xmin, batch in waiting if batch is None}) == 1
    surveys.close(survey=survey, by=work.officer)

    stored = [chosen for (chosen,) in rows("monitoring_answer", "chosen->>'q1'")]
    words = [text for (text,) in rows("monitoring_remark", "text")]
    assert sorted(stored) == sorted(str(mark) for mark in order)
    assert (stored != [str(mark) for mark in order], words != [f"remark {n}" for n in range(1, 29)]) == (True, True)
    assert len(places) > len(order) // 2  # the box is shaken each time
    # No transaction wrote exactly one answer, and no ticket shares a transaction with fewer than five.
    by_xmin: dict[str, int] = {}
    for (xmin,) in rows("monitoring_answer", "xmin::text"):
        by_xmin[xmin] = by_xmin.get(xmin, 0) + 1
    assert min(by_xmin.values()) >= survey.shown_from
    # The audit tells of groups, never of one answer, and holds none of what was said.
    told = list(Event.objects.order_by("pk").values_list("verb", "changes")[events:])
    assert {verb for verb, _changes in told} == {"monitoring.survey.released", "monitoring.survey.closed"}
    assert all(changes["answers"] >= 5 for _verb, changes in told)
    assert "remark" not in str(told)
    assert not Job.objects.filter(arguments__icontains="remark").exists()


def test_two_looks_at_the_results_never_differ_by_less_than_five() -> None:
    work = build.followed()
    survey = build.opened(work, tickets=40, access=Access.TICKETS)
    seen = []
    for number in range(1, 24):
        build.answer(survey, number)
        seen.append(Answer.objects.filter(batch__isnull=False).count())
    surveys.close(survey=survey, by=work.officer)
    seen.append(Answer.objects.filter(batch__isnull=False).count())

    steps = [after - before for before, after in pairwise(seen) if after != before]
    assert (steps, seen[-1]) == ([5, 5, 5, 8], 23)
