"""Evaluation of the results of a contract: a council is asked, its marks are copied, concluded, signed and published."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.actions import rounds, rubrics, runs
from evaluation.choices import CommentRule
from evaluation.models import Rubric
from evaluation.queries.rankings import latest_run
from evaluation.scoring.canonical import digest
from foundation.accounts.esignature import SignatureRefused
from foundation.accounts.esignature.requests import Examined, accept
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, refuse
from socialorder.actions.reviews import notices
from socialorder.choices.reviews import ReviewStage
from socialorder.models import Contract, Review
from socialorder.queries import reviews as queries
from socialorder.rules import reviews as rules
from socialorder.rules.offices import check_serves
from socialorder.workflow import REVIEW

SUBJECT, PURPOSE = "socialorder.review", "socialorder.review"
DATA = tomllib.loads((Path(__file__).parents[2] / "data" / "results.toml").read_text(encoding="utf-8"))
LOWEST, LOW, HIGHEST = Decimal(1), Decimal(3), Decimal(5)


def rubric(*, by: Any) -> Rubric:
    """The five criteria of the portal's data; written when no one has used them yet."""
    found = Rubric.objects.filter(code=DATA["code"]).order_by("-version").first()
    scale: dict[str, Any] = {"minimum": LOWEST, "maximum": HIGHEST, "step": Decimal(1), "weight": Decimal(1)}
    # A low mark has its reason; the council's conclusion stands for the others.
    scale |= {"comment_rule": CommentRule.BELOW, "comment_below": LOW}
    return found or rubrics.create(
        code=DATA["code"],
        titles=DATA["titles"],
        criteria=[{**one, **scale} for one in DATA["criteria"]],
        maximum_total=HIGHEST * len(DATA["criteria"]),
        by=by,
    )


def begin(*, contract: Contract, stage: str, main_seats: int, reserve_seats: int, by: Any) -> Review:
    """Ask a council that will be drawn. Raises NotPermitted, Conflict (too early, begun already) or Invalid."""
    rules.check_can_begin(by, contract, stage)
    refuse(rules.seats_faults(main_seats, reserve_seats))
    return _begin(contract, stage, (main_seats, reserve_seats), rubric(by=by), by)


@transaction.atomic(durable=True)
def _begin(contract: Contract, stage: str, seats: tuple[int, int], criteria: Rubric, by: Any) -> Review:
    contract = lock(Contract, contract.pk)
    rules.check_can_begin(by, contract, stage)
    topic, name = contract.lot.topic, ReviewStage(stage)
    round_ = rounds.prepare(
        subject_type=SUBJECT,
        subject_id=f"{contract.pk}-{stage}",
        body=contract.body,
        rubric=criteria,
        titles=dict.fromkeys(("kk", "ru", "en"), f"{contract.number}: {topic}"[:300]),
        spheres=[topic.sphere],
        main_seats=seats[0],
        reserve_seats=seats[1],
        is_blind=False,
        by=by,
    )
    round_ = rounds.announce(round=round_, by=by)
    rounds.add_entry(
        round=round_,
        reference=contract.number,
        title=str(topic)[:300],
        organisation=contract.organisation,
        content=queries.content_of(contract),
        sphere=topic.sphere,
        by=by,
    )
    review = Review.objects.create(contract=contract, stage=name, round=round_, begun_at=clock.now(), begun_by=by)
    record("socialorder.review.begun", review, by=by, changes={"stage": stage, "experts": seats[0]})
    return review


@transaction.atomic(durable=True)
def conclude(*, review: Review, conclusion_kk: str, conclusion_ru: str, by: Any) -> Review:
    """Copy the marks and keep the council's words; until they are signed they can be written again.

    Raises NotPermitted, Conflict while the marks are not computed, or Invalid.
    """
    review = lock(Review, review.pk)
    check_serves(by, review.contract.body)
    step = REVIEW.step("conclude", review.status)
    refuse(rules.conclusion_faults({"conclusion_kk": conclusion_kk, "conclusion_ru": conclusion_ru}))
    run = latest_run(review.round)
    if run is None:
        raise Conflict(_("The marks of the council are not computed yet. Close the scoring and compute them first."))
    before, review.status = review.status, step.target
    review.figures = queries.figures(run, DATA["bands"])
    review.conclusion_kk, review.conclusion_ru = conclusion_kk.strip(), conclusion_ru.strip()
    review.digest = digest(queries.document(review))
    review.save(update_fields=["status", "figures", "conclusion_kk", "conclusion_ru", "digest"])
    changes = {"status": [before, review.status], "sha256": review.digest}
    record(step.verb, review, by=by, changes=changes)
    return review


def facts_of(review: Review) -> dict[str, Any]:
    """What is signed: which evaluation, and the digest of its figures and words."""
    return {"contract": review.contract.number, "stage": review.stage, "sha256": review.digest}


def subject_of(review: Review) -> str:
    """What a signature is for."""
    return f"review-{review.pk}"


@transaction.atomic(durable=True)
def publish(*, review: Review, examined: Examined, by: Any) -> Review:
    """Sign the conclusion for the body; from then on everybody reads it, with every mark.

    Raises NotPermitted, TransitionNotAllowed or SignatureRefused.
    """
    review = lock(Review, review.pk)
    check_serves(by, review.contract.body)
    step = REVIEW.step("publish", review.status)
    if json.loads(examined.request.document)["facts"] != facts_of(review):
        raise SignatureRefused("altered")
    run = latest_run(review.round)
    if run is None or run.outcome_digest != review.figures["outcome_digest"]:
        raise Conflict(_("The marks were computed again after the conclusion. Write it again."))
    review.signature = accept(examined=examined, purpose=PURPOSE, subject=subject_of(review), by=by)
    runs.publish(run=run, by=by)
    before, review.status = review.status, step.target
    review.published_at = clock.now()
    review.save(update_fields=["status", "published_at", "signature"])
    changes = {"status": [before, review.status], "sha256": review.digest}
    record(step.verb, review, by=by, changes=changes)
    notices.tell_published(review)
    return review
