"""What the demo tells: the contest of 2022 from end to end, and five calls of today, each in another phase."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from civilportal.demo import appeals, carrying, commission, company, effects, play, premiums, second_stage
from civilportal.demo.cast import Cast
from civilportal.demo.data import read
from civilportal.demo.play import DAY, HOUR, Contest, facts_of
from civilportal.demo.script import Applicant, lines, with_copy
from civilportal.demo.stage import Stage, almaty
from evaluation.choices import SeatStatus
from evaluation.models import Seat
from foundation.core.calendar import cut_off, local_date
from foundation.core.presentation import MONTHS
from grants.actions import checks
from grants.choices import ApplicationStatus, CallStatus, CheckConclusion, CheckItem, VoteChoice
from grants.models import Call
from grants.rules.checks import Answer
from publishing import actions as reports
from publishing.choices import ReportKind
from publishing.queries import latest_report

SDG_SEED = 57
AMOUNTS = (420_000, 500_000, 450_000)
LANGUAGES = ("kk", "ru", "en")
OPENING_TIME, CLOSING_TIME = dt.time(9), dt.time(18, 30)
OPEN_DAYS = 30
OPEN_APPLICATIONS = 5
# Whose applications are in which contest: places in the list of applicants.
IN_SDG, IN_OPEN, IN_CHECKING, IN_SCORING, IN_VOTING = (0, 57), (57, 61), (61, 66), (66, 71), (71, 76)
IN_RUNNING = (57, 59)
VOTES_OF_2022 = (VoteChoice.FOR, VoteChoice.FOR, VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.FOR)


def sdg(cast: Cast, applicants: list[Applicant], stage: Stage, today: dt.datetime) -> Contest:
    """The small-grant contest of 2–20 June 2022: 57 applications, 25 admitted, 7 grants, decided on 1 July 2022."""
    texts = read("calls.toml")["calls"]["sdg"]
    playing = applicants[slice(*IN_SDG)][: texts["applications"]]
    opens, closes = almaty("2022-06-02 09:00"), almaty("2022-06-20 18:30")
    facts = facts_of(
        "sdg",
        opens=opens,
        closes=closes,
        amount_min=texts["amount"],
        amount_max=texts["amount"],
        reserve_size=3,
        appeal_days=5,
        direction=effects.direction(cast),
    )
    written = lines(playing, admitted=texts["admitted"], amounts=[texts["amount"]], seed=SDG_SEED)
    return Contest(facts, written, cast, stage)


def play_sdg(contest: Contest) -> None:
    """From the announcement of 1 June to the decision of 1 July 2022."""
    play.announce(contest)
    play.apply(contest)
    play.check(contest)
    play.draw(contest, almaty("2022-06-22 10:00"), almaty("2022-06-29 18:00"))
    play.score(contest, almaty("2022-06-24 09:00"))
    play.rank(contest, almaty("2022-06-29 18:10"))
    held = almaty("2022-07-01 11:00")
    meeting = commission.sit(contest, commission.Sitting("1 (демо)", held, conflict=2))
    commission.vote(contest, meeting, held, VOTES_OF_2022)
    commission.conclude(contest, meeting, held + HOUR)
    commission.accept(contest, almaty("2022-07-04 10:00"))
    appeals.play(contest, almaty("2022-07-07 15:00"))
    carrying.carry_out(contest)


def make_reports(contest: Contest) -> None:
    """The protocol and the score table in three languages; made by workers at the true moment."""
    call = contest.call()
    wanted = [
        reports.request(call=call, kind=kind, language=language, by=contest.cast.secretary)
        for kind in (ReportKind.GRANT_PROTOCOL, ReportKind.GRANT_SCORES)
        for language in LANGUAGES
        if latest_report(call, kind, language) is None
    ]
    for report in wanted:
        if report.job:
            contest.stage.finish(report.job)


def checking(cast: Cast, applicants: list[Applicant], stage: Stage, today: dt.datetime) -> Contest:
    """A call in its formal check: some are checked, one is returned to ``ngo_head`` for correction, the rest wait."""
    playing = [applicants[0], *applicants[slice(*IN_CHECKING)]]
    facts = facts_of(
        "checking", opens=morning(today, -30), closes=evening(today, -3), allows_return=True, correction_days=10
    )
    return Contest(facts, lines(playing, admitted=5, amounts=AMOUNTS, seed=61, first_idea=7), cast, stage)


def play_checking(contest: Contest) -> None:
    play.announce(contest)
    play.apply(contest)
    play.check(contest, most=0)
    _return_first(contest)
    play.check(contest, most=3)
    waiting = contest.application(contest.lines[3])
    if waiting.status == ApplicationStatus.SUBMITTED and not waiting.checks.exists():
        play.conclude(waiting, contest.lines[3], contest)
    closes = contest.call().closes_at
    for line, is_answered in zip(contest.lines[3:5], (True, False), strict=False):
        company.talk(contest.application(line), line, contest.cast, closes + 20 * play.HOUR, is_answered=is_answered)


def _return_first(contest: Contest) -> None:
    application = contest.application(contest.lines[0])
    if application.status != ApplicationStatus.SUBMITTED:
        return
    texts = read("calls.toml")["returning"]
    answers = [Answer(item, is_met=item != CheckItem.TERRITORY, reason=texts["answer"]) for item in CheckItem.values]
    check = checks.conclude(
        application=application,
        version=1,
        answers=answers,
        conclusion=CheckConclusion.RETURN,
        reason=texts["reason"],
        by=contest.cast.officer,
    )
    checks.confirm(check=check, by=contest.cast.second)


def scoring(cast: Cast, applicants: list[Applicant], stage: Stage, today: dt.datetime) -> Contest:
    """A call whose experts are scoring, two of three for each entry: one has finished, one is half-way, one has not begun.

    The best application and one that is much like it are for the officer to compare.
    """
    playing = applicants[slice(*IN_SCORING)]
    facts = facts_of("scoring", opens=morning(today, -45), closes=evening(today, -14), experts_per_entry=2)
    written = lines(playing, admitted=4, amounts=AMOUNTS, seed=66, first_idea=21)
    return Contest(facts, with_copy(written), cast, stage)


def play_scoring(contest: Contest) -> None:
    play.announce(contest)
    play.apply(contest)
    play.check(contest)
    closes = contest.call().closes_at
    play.draw(contest, closes + 3 * DAY, evening(closes, 14 + 21))
    play.score(contest, closes + 6 * DAY, shares=(1, 0.5, 0))


def voting(cast: Cast, applicants: list[Applicant], stage: Stage, today: dt.datetime) -> Contest:
    """A call before its commission, after a discussion of its experts and with a quota: four members have voted; the fifth, and then the secretary, are waited for."""
    playing = applicants[slice(*IN_VOTING)]
    written = lines(playing, admitted=4, amounts=AMOUNTS, seed=71, first_idea=33)
    # The money is enough for two: a place is reserved for the direction of the third.
    third = sorted(written, key=lambda line: line.level)[-3]
    facts = facts_of(
        "voting",
        opens=morning(today, -60),
        closes=evening(today, -25),
        budget=1_000_000,
        has_discussion=True,
        quotas=[reserved("direction", third.project.sections["project"]["sphere"])],
    )
    return Contest(facts, written, cast, stage)


def play_voting(contest: Contest) -> None:
    play.announce(contest)
    play.apply(contest)
    play.check(contest)
    closes = contest.call().closes_at
    play.draw(contest, closes + 3 * DAY, evening(closes, 12))
    play.score(contest, closes + 6 * DAY)
    play.discuss(contest, closes + 10 * DAY, evening(closes, 12))
    play.rank(contest, evening(closes, 12) + HOUR)
    held = closes + 24 * DAY
    meeting = commission.sit(contest, commission.Sitting("2 (демо)", held, conflict=1, departs=True))
    commission.vote(contest, meeting, held, (VoteChoice.FOR,) * 4)


def running(cast: Cast, applicants: list[Applicant], stage: Stage, today: dt.datetime) -> Contest:
    """A call whose grants are being carried out; ``ngo_head2`` has won one and owes a report.

    Its commission scored too, in a second stage, and one grant was reserved for the region of the last applicant, whose
    project did not reach the pass mark.
    """
    playing = [applicants[1], *applicants[slice(*IN_RUNNING)]]
    facts = facts_of(
        "running",
        opens=morning(today, -230),
        closes=evening(today, -205),
        budget=1_000_000,
        commission_rubric=second_stage.rubric(cast),
        quotas=[reserved("region", playing[-1].organisation.region_id)],
    )
    return Contest(facts, lines(playing, admitted=3, amounts=AMOUNTS, seed=77, first_idea=40), cast, stage)


def play_running(contest: Contest) -> None:
    play.announce(contest)
    play.apply(contest)
    play.check(contest)
    closes = contest.call().closes_at
    play.draw(contest, closes + 3 * DAY, evening(closes, 12))
    play.score(contest, closes + 6 * DAY)
    play.rank(contest, evening(closes, 12) + HOUR)
    second_stage.score(contest, evening(closes, 13))
    held = closes + 24 * DAY
    meeting = commission.sit(contest, commission.Sitting("3 (демо)", held, departs=True))
    commission.vote(contest, meeting, held, (VoteChoice.FOR,) * 5)
    commission.conclude(contest, meeting, held + HOUR)
    commission.accept(contest, held + 2 * DAY)
    carrying.leave_overdue(contest, held + 5 * DAY)


def reserved(of: str, value: str) -> dict[str, Any]:
    """At least one grant for projects of this region or direction."""
    return {"code": "q1", "bound": "at_least", "unit": "awards", "figure": 1, "of": of, "values": [value]}


def open_now() -> Call | None:
    """The demo's call that takes applications at this moment; None when the last one has closed."""
    prefix = read("calls.toml")["calls"]["open"]["slug"]
    now = timezone.now()
    calls = Call.objects.filter(slug__startswith=prefix, status=CallStatus.ANNOUNCED, opens_at__lte=now)
    return calls.filter(closes_at__gt=now).order_by("closes_at").first()


def opening(cast: Cast, applicants: list[Applicant], stage: Stage, today: dt.datetime) -> Contest:
    """A call that a visitor can apply to for a month; opened anew when the last one has closed."""
    texts = read("calls.toml")["calls"]["open"]
    day = local_date(today)
    named = {
        f"title_{code}": texts[f"title_{code}"].format(month=f"{day.day} {MONTHS[code][day.month - 1]} {day.year}")
        for code in LANGUAGES
    }
    facts = facts_of("open", opens=morning(today, -6), closes=evening(today, OPEN_DAYS), **named)
    slug = f"{texts['slug']}-{day:%Y-%m-%d}"
    # Somebody may have cancelled the one of this day to see how that looks.
    over = (
        Call.objects.filter(slug__startswith=slug).exclude(status__in=(CallStatus.DRAFT, CallStatus.ANNOUNCED)).count()
    )
    facts |= {
        "slug": f"{slug}-{over + 1}" if over else slug,
        "number_prefix": f"{texts['prefix']}{day:%y%m%d}{over or ''}",
    }
    playing = [*applicants[slice(*IN_OPEN)], applicants[1]]
    written = lines(playing, admitted=len(playing), amounts=AMOUNTS, seed=day.toordinal(), first_idea=day.day)
    return Contest(facts, written, cast, stage)


def play_opening(contest: Contest) -> None:
    """Announced six days ago, with an example for its experts; three applications are in, one draft is whole and one is
    half empty."""
    play.announce(contest)
    play.calibrate(contest)
    play.apply(contest, drafts=2)
    premiums.ask_and_amend(contest.cast, contest.call(), contest.lines[-1].applicant)


def morning(moment: dt.datetime, days: int) -> dt.datetime:
    """9:00 in Almaty, so many days after ``moment``."""
    return cut_off(local_date(moment) + dt.timedelta(days=days), OPENING_TIME)


def evening(moment: dt.datetime, days: int) -> dt.datetime:
    """18:30 in Almaty, so many days after ``moment``."""
    return cut_off(local_date(moment) + dt.timedelta(days=days), CLOSING_TIME)


def seated() -> dict[str, str]:
    """Experts of the call that is being scored, by e-mail, with what waits for them."""
    slug = read("calls.toml")["calls"]["scoring"]["slug"]
    seats = Seat.objects.sitting().filter(round__call__slug=slug, status=SeatStatus.ACCEPTED)
    notes = ("has finished scoring", "has score sheets half filled in", "has score sheets to fill in")
    ordered = seats.select_related("expert__user").order_by("number")
    return {seat.expert.user.email: note for seat, note in zip(ordered, notes, strict=False)}
