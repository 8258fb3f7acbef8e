"""Weak signs of conflicts, entries that look alike and answers of applicants through the API."""

from __future__ import annotations

import pytest

from evaluation.models import HintReview, Likeness
from tests.builders import api
from tests.builders import evaluation as build
from tests.builders.api_walk import done, read, refused

pytestmark = pytest.mark.django_db


def test_a_weak_sign_is_read_and_reviewed() -> None:
    panel = build.drawn(entries=1)
    seat, applicant = panel.seats[0], panel.entries[0].organisation
    seat.expert.user.full_name, applicant.head_name = "Сериков Арман", "Сериков Болат"
    seat.expert.user.save(update_fields=["full_name"])
    applicant.save(update_fields=["head_name"])
    own, at = api.system_of(panel.body), f"rounds/{panel.round.pk}/"

    (sign,) = [one for one in read(own, f"{at}conflicts/")["hints"] if one["kind"] == "surname"]
    assert (sign["seat"], sign["organisation"], sign["review"]) == (seat.number, applicant.bin, None)
    named = {"seat": seat.number, "organisation": applicant.bin, "kind": "surname", "outcome": "upheld"}
    assert refused(own, f"{at}review-hint/", named) == (422, "invalid")
    assert refused(own, f"{at}review-hint/", named | {"reason": "Asked.", "kind": "email"})[0] == 404
    told = done(own, f"{at}review-hint/", named | {"reason": "They are brothers."})
    assert (told["outcome"], told["reason"]) == ("upheld", "They are brothers.")
    review = HintReview.objects.get()
    assert (review.expert, review.organisation, review.reviewed_by.is_service) == (seat.expert, applicant, True)
    (sign,) = read(own, f"{at}conflicts/")["hints"]
    assert sign["review"]["outcome"] == "upheld"


def test_two_entries_that_look_alike_are_judged() -> None:
    panel = build.drawn(entries=3)
    first, second, third = panel.entries
    pair = Likeness.objects.create(
        entry=second, other=first, share=900, passages=[{"section": 0, "other_section": 0, "share": 900}]
    )
    Likeness.objects.create(entry=third, other=first, share=800)
    own, foreign = api.system_of(panel.body), api.system_of(api.akimat())

    rows = read(own, f"likenesses/?round={panel.round.pk}")["results"]
    assert [(row["reference"], row["other_reference"], row["percent"]) for row in rows] == [
        ("A-2", "A-1", 90), ("A-3", "A-1", 80),
    ]  # fmt: skip
    (passage,) = read(own, f"likenesses/{pair.pk}/")["passages"]
    assert (passage["percent"], passage["heading"]) == (90, "Project")
    assert refused(foreign, f"likenesses/{pair.pk}/judge/")[0] == 404
    assert refused(own, f"likenesses/{pair.pk}/judge/", {"verdict": "confirmed"}) == (422, "invalid")
    told = done(own, f"likenesses/{pair.pk}/judge/", {"verdict": "confirmed", "reason": "Word by word."})
    pair.refresh_from_db()
    assert (told["status"], pair.status, pair.reason) == ("confirmed", "confirmed", "Word by word.")
    assert done(own, f"rounds/{panel.round.pk}/search-likenesses/")["status"] in {"waiting", "queued"}
