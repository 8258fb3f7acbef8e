"""Which entries look like others (see ``evaluation.scoring.likeness``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import F, Q, QuerySet

from evaluation.models import Entry, Likeness, Round, Sketch
from evaluation.scoring.likeness import (
    FUNCTIONS,
    NEAR,
    VERSION,
    WITH_PEOPLE,
    Runs,
    candidates,
    marked,
    runs,
    section_texts,
    share,
    signature,
)

ENTRIES_AT_ONCE = 500
# The nearest ones; an entry with more is a case for people anyway.
PAIRS_PER_ENTRY = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A pair to look at: ids of entries, the later one first (see ``evaluation.models.Likeness``)."""

    entry: int
    other: int
    share: int
    passages: list[dict[str, int]]
    people: int


def comparable(round_: Round) -> QuerySet[Entry]:
    """Entries with which those of ``round_`` are compared: of the same body, and of other bodies once they are decided."""
    decided = Q(round__runs__published_at__isnull=False)
    return Entry.objects.filter(Q(round__body=round_.body_id) | decided, round_id__lte=round_.pk).distinct()


def sketches_to_make(round_: Round) -> Iterator[dict[int, tuple[list[int], bytes]]]:
    """For entries that have none of this version: id → (sections, signatures), some hundreds at a time."""
    missing = comparable(round_).exclude(sketch__version=VERSION).order_by("pk").values_list("pk", "content")
    rows = missing.iterator(ENTRIES_AT_ONCE)
    while batch := list(islice(rows, ENTRIES_AT_ONCE)):
        yield {entry: _sketched(content) for entry, content in batch}


def _sketched(content: list[dict[str, Any]]) -> tuple[list[int], bytes]:
    found = [(place, runs(text)) for place, text in enumerate(section_texts(content))]
    long_enough = [(place, of) for place, of in found if len(of)]
    return [place for place, _ in long_enough], b"".join(signature(of).tobytes() for _, of in long_enough)


def find(round_: Round) -> list[Found]:
    """Pairs of an entry of ``round_`` and another of it or of an earlier round, nearest first for each entry."""
    sketches = list(
        Sketch.objects.filter(entry__in=comparable(round_).order_by())
        .order_by("entry_id")
        .values_list("entry_id", "entry__round_id", "sections", "signatures", "people")
    )
    own = {entry for entry, in_round, *_ in sketches if in_round == round_.pk}
    common_people = _common_people(((entry, people) for entry, _, _, _, people in sketches), own)
    sections = [(entry, place) for entry, _, places, _, _ in sketches for place in places]
    joined = b"".join(bytes(signatures) for _, _, _, signatures, _ in sketches)
    near = candidates(
        np.frombuffer(joined, np.uint32).reshape(-1, FUNCTIONS), np.array([entry in own for entry, _ in sections], bool)
    )
    pairs: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for one, other in near:
        (first, place), (second, other_place) = sections[one], sections[other]
        if first != second:
            pairs[second, first].add((other_place, place))
    places = {entry: sections_ for entry, _, sections_, _, _ in sketches}
    for later, earlier in common_people:
        pairs[later, earlier] |= {(one, other) for one in places[later] for other in places[earlier]}
    return _nearest(_compared(pairs, common_people))


def _common_people(teams: Iterable[tuple[int, list[int]]], own: set[int]) -> dict[tuple[int, int], int]:
    """(later, earlier) → how many people stand in both teams, where one of the two is of the round."""
    by_person: dict[int, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for entry, people in teams:
        for person in people:
            for earlier in by_person[person]:
                if entry in own or earlier in own:
                    found[entry, earlier] += 1
            by_person[person].append(entry)
    return found


def _compared(
    pairs: dict[tuple[int, int], set[tuple[int, int]]], people: dict[tuple[int, int], int]
) -> Iterator[Found]:
    texts = _Texts({entry for pair in pairs for entry in pair})
    for (later, earlier), places in sorted(pairs.items()):
        found = [(one, other, share(texts.of(later, one), texts.of(earlier, other))) for one, other in sorted(places)]
        count = people.get((later, earlier), 0)
        least = WITH_PEOPLE if count else NEAR
        passages = [
            {"section": one, "other_section": other, "share": value} for one, other, value in found if value >= least
        ]
        if passages:
            passages.sort(key=lambda passage: (-passage["share"], passage["section"], passage["other_section"]))
            yield Found(later, earlier, passages[0]["share"], passages, count)


class _Texts:
    """Runs of words of the sections of candidates, made when they are asked for."""

    def __init__(self, entries: set[int]) -> None:
        self._contents = dict(Entry.objects.filter(pk__in=entries).values_list("pk", "content"))
        self._made: dict[tuple[int, int], Runs] = {}

    def of(self, entry: int, place: int) -> Runs:
        if (entry, place) not in self._made:
            self._made[entry, place] = runs(section_texts(self._contents[entry])[place])
        return self._made[entry, place]


def _nearest(found: Iterable[Found]) -> list[Found]:
    by_entry: dict[int, list[Found]] = defaultdict(list)
    for item in found:
        by_entry[item.entry].append(item)
    return [
        item
        for entry in sorted(by_entry)
        for item in sorted(by_entry[entry], key=lambda one: (-one.share, one.other))[:PAIRS_PER_ENTRY]
    ]


@dataclass(frozen=True, slots=True)
class Passage:
    """One section beside another: pieces of text, and whether each piece stands in both."""

    share: int
    heading: str
    other_heading: str
    pieces: list[tuple[str, bool]]
    other_pieces: list[tuple[str, bool]]

    @property
    def percent(self) -> int:
        return self.share // 10


def likenesses(user: Any, round_: Round) -> QuerySet[Likeness]:
    """Pairs of the round that the person may see, what is not judged yet first."""
    rows = Likeness.objects.visible_to(user).filter(entry__round=round_)
    related = ("entry__organisation", "other__organisation", "other__round", "judged_by")
    return (
        rows.select_related(*related)
        .defer("entry__content", "other__content")
        .order_by(F("judged_at").asc(nulls_first=True), "-share", "pk")
    )


def passages_of(likeness: Likeness) -> list[Passage]:
    """The sections that are alike, side by side."""
    mine, theirs = likeness.entry.content, likeness.other.content
    my_texts, their_texts = section_texts(mine), section_texts(theirs)
    return [
        Passage(
            share=item["share"],
            heading=mine[item["section"]]["heading"],
            other_heading=theirs[item["other_section"]]["heading"],
            pieces=marked(my_texts[item["section"]], [their_texts[item["other_section"]]]),
            other_pieces=marked(their_texts[item["other_section"]], [my_texts[item["section"]]]),
        )
        for item in likeness.passages
    ]
