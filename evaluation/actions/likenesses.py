"""Entries that look like others: found by a job, judged by an officer. Nothing is refused by it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import rules
from evaluation.models import Entry, Likeness, Round, Sketch
from evaluation.queries.likenesses import Found
from evaluation.scoring.likeness import VERSION, words
from evaluation.workflow import LIKENESS
from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.core.models import Job

NOT_MADE = 0


def sketch(entry: Entry, people: Iterable[str]) -> Sketch:
    """A step: remember who would do the work as keyed hashes; what is compared of the text is made later, by the job."""
    hashes = sorted({_keyed(name) for name in people if words(name)})
    return Sketch.objects.create(entry=entry, version=NOT_MADE, people=hashes)


def _keyed(name: str) -> int:
    """The same for the same name in any order of its words; nobody without the key of the portal can try names."""
    text = " ".join(sorted(words(name)))
    code = hmac.new(settings.SECRET_KEY.encode(), f"likeness:{text}".encode(), hashlib.sha256).digest()
    return int.from_bytes(code[:8], "big", signed=True)


@transaction.atomic(durable=True)
def request(*, round: Round, by: Any) -> Job:  # noqa: A002 - the word of the domain
    """Want the entries of the round compared with those of this and of earlier rounds. While one waits, that is it."""
    round_ = lock(Round, round.pk)
    rules.check_officer(by, round_.body)
    return search(round_, by=by)


def search(round_: Round, *, by: Any) -> Job:
    """A step of whoever has completed the entries of a round."""
    return jobs.enqueue(
        "evaluation.find_likenesses", owner=by, key=f"evaluation.likeness:{round_.pk}", round_id=round_.pk
    )


@transaction.atomic(durable=True)
def keep_sketches(made: Mapping[int, tuple[list[int], bytes]]) -> None:
    """Store what is compared: ids of entries → (sections, signatures). A second time changes nothing."""
    people = dict(Sketch.objects.filter(entry__in=made).values_list("entry_id", "people"))
    Sketch.objects.bulk_create(
        [
            Sketch(
                entry_id=entry, version=VERSION, sections=sections, signatures=signatures, people=people.get(entry, [])
            )
            for entry, (sections, signatures) in made.items()
        ],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["version", "sections", "signatures"],
    )


@transaction.atomic(durable=True)
def keep(*, round: Round, found: Iterable[Found]) -> int:  # noqa: A002 - the word of the domain
    """Store new pairs; pairs that are known stay as they are, with what was judged. Returns how many the round has."""
    round_ = lock(Round, round.pk)
    Likeness.objects.bulk_create(
        [
            Likeness(
                entry_id=item.entry,
                other_id=item.other,
                share=item.share,
                passages=item.passages,
                people=item.people,
                found_at=clock.now(),
            )
            for item in found
        ],
        ignore_conflicts=True,
    )
    return Likeness.objects.filter(entry__round=round_).count()


@transaction.atomic(durable=True)
def judge(*, likeness: Likeness, is_copy: bool, reason: str, by: Any) -> Likeness:
    """An officer says whether the two are a copy or the same work, and why. Raises Invalid without a reason."""
    likeness = lock(Likeness, likeness.pk)
    rules.check_officer(by, likeness.entry.round.body)
    step = LIKENESS.step("confirm" if is_copy else "dismiss", likeness.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say what you have looked at and why you think so."), field="reason"))
    before, likeness.status, likeness.reason = likeness.status, step.target, reason.strip()
    likeness.judged_at, likeness.judged_by = clock.now(), by
    likeness.save(update_fields=["status", "reason", "judged_at", "judged_by"])
    changes = {
        "status": [before, likeness.status],
        "entry": likeness.entry.reference,
        "other": likeness.other.reference,
    }
    record(step.verb, likeness, by=by, changes=changes, reason=likeness.reason)
    return likeness
