"""One appeal of the contest of 2022: granted in part, so that a place of the reserve list changes and the money does not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from civilportal.demo.data import read
from civilportal.demo.play import DAY, Contest
from civilportal.demo.stage import at
from evaluation.models import Result
from grants.actions import appeals
from grants.choices import AppealGround, AppealStatus
from grants.models import Appeal, Application, Meeting
from grants.queries.awards import reserve_list

HUNDREDTH = Decimal("0.01")


def play(contest: Contest, moment: dt.datetime) -> None:
    """The second of the reserve list appeals; an officer who had no part in the decision finds it half right."""
    if Appeal.objects.filter(application__call__slug=contest.slug).exists():
        return
    application = reserve_list(contest.call())[1]
    application.call = contest.call()
    head = next(
        line.applicant.head for line in contest.lines if line.applicant.organisation.pk == application.organisation_id
    )
    texts, language = read("calls.toml")["appeal"], application.language
    with at(moment):
        appeal = appeals.submit(
            application=application, ground=AppealGround.FACTS, text=texts[f"text_{language}"], by=head
        )
    with at(moment + DAY):
        appeals.take(appeal=appeal, by=contest.cast.second)
    with at(moment + 5 * DAY):
        appeals.answer(
            appeal=appeal,
            outcome=AppealStatus.PARTLY,
            reason=texts[f"reason_{language}"],
            total=_between(contest, application),
            by=contest.cast.second,
        )


def _between(contest: Contest, application: Application) -> Decimal:
    """Points that lift it over the first of the reserve and leave it below the last winner."""
    meeting = Meeting.objects.select_related("run").defer("run__inputs").get(call__slug=contest.slug)
    own = Result.objects.get(run=meeting.run, entry__reference=application.number)
    above = Result.objects.filter(run=meeting.run, total__gt=own.total).order_by("total", "-rank")
    winners = contest.call().applications.filter(status="funded").values("number")
    last_winner = above.filter(entry__reference__in=winners)[0].total
    before = above.exclude(entry__reference__in=winners).last()
    least = before.total if before else own.total
    return ((least + last_winner) / 2).quantize(HUNDREDTH)  # type: ignore[operator]  # ranked ones have a total
