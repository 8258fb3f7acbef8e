"""Entries that look alike: found by a job across rounds, judged by people, never refused by it."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from evaluation import queries
from evaluation.actions import likenesses, runs
from evaluation.choices import LikenessStatus
from evaluation.models import Entry, Likeness, Round, Sketch
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.models import Job, JobStatus
from foundation.core.workflow import TransitionNotAllowed
from tests.builders import evaluation as build

pytestmark = pytest.mark.django_db

WORDS = [f"word{n}" for n in range(2000)]


def text(seed: int, *, copy_of: int | None = None, changed: float = 0.0, count: int = 120) -> str:
    """Text by chance; a copy has a share of its words replaced."""
    chance = np.random.default_rng(seed if copy_of is None else copy_of)
    found = [WORDS[place] for place in chance.integers(0, len(WORDS), count)]
    other = np.random.default_rng(seed)
    return " ".join(WORDS[other.integers(len(WORDS))] if other.random() < changed else word for word in found)


def content(goal: str, plan: str) -> list[dict]:
    return [
        {"heading": "Project", "rows": [["Goal", goal], ["Place", "Astana"]]},
        {"heading": "Plan", "table": {"head": ["Step"], "rows": [[plan]]}},
    ]


def fill(panel: build.Panel, texts: list[tuple[str, str]], people: list[list[str]] | None = None) -> build.Panel:
    for number, (goal, plan) in enumerate(texts, start=len(panel.entries) + 1):
        team = people[number - 1] if people else []
        with transaction.atomic():
            panel.entries.append(build.add_entry(panel, number, content=content(goal, plan), people=team))
    return panel


def search(panel: build.Panel) -> list[tuple[str, str, int, int]]:
    job = likenesses.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.SUCCEEDED, "")
    rows = Likeness.objects.filter(entry__round=panel.round).select_related("entry", "other").order_by("entry", "other")
    return [(row.entry.reference, row.other.reference, len(row.passages), row.people) for row in rows]


def test_the_search_begins_with_the_draw() -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2)), (text(3), text(4, copy_of=2))])

    build.rounds.draw(round=panel.round, by=panel.officer)
    jobs.run_waiting()

    pair = Likeness.objects.get()
    assert (pair.entry.reference, pair.other.reference, pair.share) == ("A-2", "A-1", 1000)
    assert pair.passages == [{"section": 1, "other_section": 1, "share": 1000}]
    assert pair.status == LikenessStatus.OPEN


def test_planted_copies_across_rounds_are_found_and_nothing_else() -> None:
    """Precision and recall on forty entries in two rounds of one body, with twelve copies of one section each."""
    first = fill(build.prepared(entries=0), [(text(n), text(100 + n)) for n in range(20)])
    second = build.prepared(entries=0)
    Round.objects.filter(pk=second.round.pk).update(body=first.body)
    second.round.refresh_from_db()
    second.officer = first.officer
    fill(
        second,
        [
            (text(200 + n, copy_of=n if n < 12 else None, changed=0.015 * n if n < 12 else 0), text(300 + n))
            for n in range(20)
        ],
    )

    found = search(second)

    planted = {(f"A-{n}", f"A-{n}") for n in range(1, 13)}
    listed = {(entry, other) for entry, other, _, _ in found}
    assert listed - planted == set()
    assert len(listed & planted) / len(planted) >= 0.9


def test_the_same_people_need_less_common_wording() -> None:
    """A quarter of the words replaced is no copy by itself; with the same person it is worth a look."""
    texts = [
        (text(1), text(2)),
        (text(3, copy_of=1, changed=0.25), text(4)),
        (text(5, copy_of=1, changed=0.25), text(6)),
    ]
    people = [["Серікова Айгүл", "Ким Ян"], ["АЙГҮЛ СЕРІКОВА", " "], ["Other Person"]]
    panel = fill(build.prepared(entries=0), texts, people)

    assert search(panel) == [("A-2", "A-1", 1, 1)]


def test_the_same_people_with_other_work_are_not_listed() -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2)), (text(3), text(4))], [["A Person"], ["A Person"]])

    assert search(panel) == []


def test_names_of_people_are_not_kept() -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2))], [["Серікова Айгүл"]])

    row = Sketch.objects.filter(entry=panel.entries[0]).values().get()

    assert [type(value) for value in row["people"]] == [int]
    assert "Серікова" not in str(row)


def test_texts_of_other_bodies_are_compared_only_when_they_are_decided() -> None:
    elsewhere, run = build.computed()
    Entry.objects.filter(round=elsewhere.round, number=1).update(content=content(text(1), text(2)))
    panel = fill(build.prepared(entries=0), [(text(3, copy_of=1), text(4))])

    before = search(panel)
    with transaction.atomic():
        runs.publish(run=run, by=elsewhere.officer)
    after = search(panel)

    assert (before, after) == ([], [("A-1", "A-1", 1, 0)])


def test_a_later_round_is_no_reason_to_look_at_an_earlier_one() -> None:
    first = fill(build.prepared(entries=0), [(text(1), text(2))])
    second = fill(build.prepared(entries=0), [(text(1), text(2))])
    Round.objects.filter(pk=second.round.pk).update(body=first.body)

    assert search(first) == []


def test_searching_again_keeps_what_was_judged_and_makes_sketches_once() -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2)), (text(1), text(3))])
    search(panel)
    pair = Likeness.objects.get()
    likenesses.judge(likeness=pair, is_copy=False, reason="The goal is from the law.", by=panel.officer)

    again = search(panel)

    pair.refresh_from_db()
    assert (again, pair.status, pair.reason) == ([("A-2", "A-1", 1, 0)], "dismissed", "The goal is from the law.")
    assert (pair.judged_by, list(queries.sketches_to_make(panel.round))) == (panel.officer, [])


def test_a_search_killed_in_the_middle_completes_once(transactional_db, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2)), (text(1), text(3))])
    job = likenesses.request(round=panel.round, by=panel.officer)
    with monkeypatch.context() as broken:
        broken.setattr("evaluation.tasks.queries.find", lambda _round: (_ for _ in ()).throw(ConnectionError("gone")))
        jobs.run(str(job.pk))
    between = Likeness.objects.count(), Job.objects.get(pk=job.pk).status

    jobs.run(str(job.pk))

    assert (between, Likeness.objects.count()) == ((0, JobStatus.QUEUED), 1)
    assert Job.objects.get(pk=job.pk).status == JobStatus.SUCCEEDED


def test_an_officer_judges_with_a_reason_and_may_think_again() -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2)), (text(1), text(3))])
    search(panel)
    pair = Likeness.objects.get()

    with pytest.raises(NotPermitted):
        likenesses.judge(likeness=pair, is_copy=True, reason="x", by=build.officer_of(build.BodyFactory()))
    with pytest.raises(Invalid, match="Say what you have looked at"):
        likenesses.judge(likeness=pair, is_copy=True, reason=" ", by=panel.officer)
    confirmed = likenesses.judge(likeness=pair, is_copy=True, reason="Word for word.", by=panel.officer)
    with pytest.raises(TransitionNotAllowed):
        likenesses.judge(likeness=pair, is_copy=True, reason="Again.", by=panel.officer)
    likenesses.judge(likeness=confirmed, is_copy=False, reason="It is their own text of last year.", by=panel.officer)

    events = Event.objects.filter(subject_type="evaluation.likeness").order_by("pk")
    assert list(events.values_list("verb", "reason")) == [
        ("evaluation.likeness.confirmed", "Word for word."),
        ("evaluation.likeness.dismissed", "It is their own text of last year."),
    ]
    assert Entry.objects.count() == 2


def test_only_officers_search() -> None:
    panel = build.prepared()

    with pytest.raises(NotPermitted):
        likenesses.request(round=panel.round, by=panel.experts[0].user)


def test_the_database_takes_no_judgement_without_a_reason() -> None:
    panel = fill(build.prepared(entries=0), [(text(1), text(2)), (text(1), text(3))])
    search(panel)

    with pytest.raises(IntegrityError, match="evaluation_likeness_judged"), transaction.atomic():
        Likeness.objects.update(status=LikenessStatus.CONFIRMED)
