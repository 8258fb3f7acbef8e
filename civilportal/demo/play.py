"""One contest, played from its announcement as far as wanted, by calling the actions that people call.

Every part asks the data what is done already, so an interrupted load goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from civilportal.demo import company, letters, marks, projects
from civilportal.demo.cast import Cast
from civilportal.demo.data import read
from civilportal.demo.script import Line, sending_moments
from civilportal.demo.stage import Stage, at
from evaluation.actions import assignments, calibration, rounds, rubrics, runs, seats, sheets
from evaluation.choices import RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import CalibrationExample, Round, Rubric, ScoreSheet, Seat
from evaluation.queries import accepted_assignment, latest_run, proposed_assignment
from evaluation.reports import statement
from grants.actions import applications, attachments, call_quotas, calls, checks, phases
from grants.choices import ApplicationStatus, CallKind, CallStatus, CheckConclusion, CheckItem, CheckStage
from grants.models import Application, Call, FormalCheck
from grants.rules.checks import Answer

RULES = ("R06", "R08", "R11", "R13", "R14")
LANGUAGES = ("kk", "ru", "en")
HOUR, DAY, MINUTE = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(minutes=1)
LETTER = {"ru": "Письмо поддержки", "kk": "Қолдау хаты"}


@dataclass(frozen=True)
class Contest:
    """One contest of the demo. ``facts`` are those of ``grants.actions.calls``; ``lines`` its applications."""

    facts: Mapping[str, Any]
    lines: Sequence[Line]
    cast: Cast
    stage: Stage

    @property
    def slug(self) -> str:
        return str(self.facts["slug"])

    def call(self) -> Call:
        """The call as it is now."""
        return Call.objects.select_related("round", "operator", "rubric").get(slug=self.slug)

    def round(self) -> Round:
        """Its round of evaluation; there once the call is announced."""
        return Round.objects.select_related("rubric").get(call__slug=self.slug)

    def application(self, line: Line) -> Application:
        return Application.objects.select_related("call", "organisation").get(
            call__slug=self.slug, organisation=line.applicant.organisation
        )


def facts_of(name: str, *, opens: dt.datetime, closes: dt.datetime, **changes: Any) -> dict[str, Any]:
    """Facts of the call ``name`` of ``calls.toml``; small grants, applications in Kazakh or Russian."""
    texts = read("calls.toml")["calls"][name]
    said = {
        f"{field}_{language}": texts[f"{field}_{language}"] for field in ("title", "summary") for language in LANGUAGES
    }
    notes = {
        f"note_{code}": texts.get(f"note_{code}") or read("calls.toml")["invented"][f"note_{code}"]
        for code in LANGUAGES
    }
    return {
        "slug": texts["slug"],
        "number_prefix": texts["prefix"],
        "kind": CallKind.SMALL,
        "opens_at": opens,
        "closes_at": closes,
        "budget": Decimal(3_500_000),
        "amount_min": Decimal(100_000),
        "amount_max": Decimal(500_000),
        "months_min": 3,
        "months_max": 6,
        "languages": list(LANGUAGES[:2]),
        "eligibility": [{"code": code} for code in RULES],
        "is_invented": True,
        **said,
        **notes,
        **changes,
    }


def rubric(cast: Cast) -> Rubric:
    """Five criteria, marks 0 to 10, 100 points in all; a reason with every mark."""
    texts = read("calls.toml")["rubric"]
    found = Rubric.objects.filter(code=texts["code"]).first()
    return found or rubrics.create(
        code=texts["code"],
        titles=texts["titles"],
        criteria=[
            {**criterion, "weight": Decimal(marks.WEIGHTS[criterion["code"]])} for criterion in texts["criteria"]
        ],
        body=cast.operator,
        maximum_total=Decimal(texts["maximum_total"]),
        pass_mark=Decimal(texts["pass_mark"]),
        by=cast.officer,
    )


def announce(contest: Contest) -> Call:
    """The officer writes the call and announces it a few hours before it opens."""
    officer, facts = contest.cast.officer, contest.facts
    with at(facts["opens_at"] - 18 * HOUR):
        call = Call.objects.filter(slug=contest.slug).first() or calls.create(
            operator=contest.cast.operator, facts={**facts, "rubric": rubric(contest.cast)}, by=officer
        )
    if call.status == CallStatus.DRAFT:
        if facts.get("quotas"):
            with at(facts["opens_at"] - 18 * HOUR):
                call = call_quotas.write(call=call, quotas=facts["quotas"], by=officer)
        with at(facts["opens_at"] - 17 * HOUR):
            call = calls.announce(call=call, by=officer)
    return call


def calibrate(contest: Contest) -> None:
    """The officer prepares an example that every expert of the call will score before the first application."""
    texts = read("calibration.toml")
    if CalibrationExample.objects.filter(round=contest.round()).exists():
        return
    with at(contest.facts["opens_at"] - 16 * HOUR):
        calibration.write(
            round=contest.round(),
            titles={language: texts[f"title_{language}"] for language in ("kk", "ru", "en")},
            texts={language: texts[f"text_{language}"] for language in ("kk", "ru", "en")},
            marks={code: item["mark"] * 100 for code, item in texts["marks"].items()},
            reasons={code: item["reason"] for code, item in texts["marks"].items()},
            by=contest.cast.officer,
        )


def apply(contest: Contest, *, drafts: int = 0) -> None:
    """The NGOs type and send. The last ``drafts`` applications are not sent, and the very last is half empty."""
    call = contest.call()
    sent = len(contest.lines) - drafts
    moments = sending_moments(call.opens_at, min(call.closes_at, timezone.now()), sent)
    for number, line in enumerate(contest.lines):
        moment = moments[number] if number < sent else call.opens_at + (number + 1) * HOUR
        is_whole = number + 1 < len(contest.lines) or not drafts
        # One in six has a co-applicant: the NGO of the line before it.
        other = contest.lines[number - 1] if number % 6 == 4 else None
        _apply(call, line, moment, other, is_sent=number < sent, is_whole=is_whole)


def _apply(call: Call, line: Line, moment: dt.datetime, other: Line | None, *, is_sent: bool, is_whole: bool) -> None:
    head, project = line.applicant.head, line.project
    begun = max(call.opens_at + MINUTE, moment - 3 * HOUR)
    with at(begun):
        application = applications.start(call=call, organisation=line.applicant.organisation, by=head)
    if application.status != ApplicationStatus.DRAFT or application.versions.exists():
        return
    versions = dict(application.sections.values_list("name", "version"))
    for step, (name, typed) in enumerate(project.sections.items()):
        if not is_whole and step > 1:
            return
        with at(begun + (moment - begun) * (step + 1) / 10):
            applications.save_section(
                application=application, name=name, typed=typed, version=versions[name], by=head, saved_from="demo"
            )
    _attach(application, line, moment)
    if other is not None:
        company.join(application, line, other, moment)
        company.with_cv(application, line, moment)
    if is_sent:
        with at(moment):
            applications.submit(application=application, by=head)


def _attach(application: Application, line: Line, moment: dt.datetime) -> None:
    if application.attachments.exists():
        return
    title = LETTER[line.project.language]
    upload = ContentFile(letters.letter(line.project, moment), name=f"{title}.pdf")
    with at(moment - MINUTE):
        attachments.add(application=application, upload=upload, title=title, by=line.applicant.head)


def check(contest: Contest, *, most: int | None = None) -> None:
    """The formal check on the working days after the window: eight answers for each application, ``most`` of them."""
    call, officer = contest.call(), contest.cast.officer
    if call.status == CallStatus.ANNOUNCED:
        with at(call.closes_at + 15 * HOUR):
            phases.start_check(call=call, by=officer)
    for number, line in enumerate(contest.lines[:most]):
        application = contest.application(line)
        if application.status == ApplicationStatus.SUBMITTED:
            _check(application, line, contest, call.closes_at + 15 * HOUR + (number + 1) * 8 * MINUTE)


def _check(application: Application, line: Line, contest: Contest, moment: dt.datetime) -> None:
    """One officer concludes, the other confirms five minutes later."""
    found = FormalCheck.objects.filter(application=application, stage=CheckStage.PROPOSED).first()
    with at(moment):
        found = found or conclude(application, line, contest)
    with at(moment + 5 * MINUTE):
        checks.confirm(check=found, by=contest.cast.second)


def conclude(application: Application, line: Line, contest: Contest) -> FormalCheck:
    """The first officer's conclusion on one application."""
    fault = line.project.fault
    answers = [
        Answer(item, is_met=not (fault and fault.item == item), reason=fault.reason if fault else "")
        for item in CheckItem.values
    ]
    return checks.conclude(
        application=application,
        version=1,
        answers=answers,
        conclusion=CheckConclusion.REFUSE if fault else CheckConclusion.ADMIT,
        reason=fault.reason if fault else "",
        by=contest.cast.officer,
    )


def draw(contest: Contest, moment: dt.datetime, scoring_until: dt.datetime) -> None:
    """Hand over to the experts, draw them, let one step back and the others sign, and give them their sheets."""
    call, officer = contest.call(), contest.cast.officer
    if call.status == CallStatus.CHECKING:
        with at(moment):
            phases.start_scoring(call=call, by=officer)
    round_ = contest.round()
    if round_.status == RoundStatus.ANNOUNCED:
        with at(moment + HOUR):
            round_ = rounds.draw(round=round_, by=officer)
    if round_.status == RoundStatus.ASSEMBLING:
        _sign(contest, moment + 3 * HOUR)
        _assign(contest, moment + 12 * HOUR)
        with at(moment + DAY):
            rounds.open(round=round_, scoring_until=scoring_until, by=officer)


def _sign(contest: Contest, moment: dt.datetime) -> None:
    """The main expert with the middle number steps back, the first of the reserve takes the seat, and all sign."""
    texts = read("calls.toml")["recusal"]
    drawn = Seat.objects.filter(round__call__slug=contest.slug).select_related("expert__user", "round")
    if not drawn.filter(status=SeatStatus.RECUSED).exists():
        leaving = drawn.filter(kind=SeatKind.MAIN).order_by("number")[1]
        with at(moment):
            seats.recuse(seat=leaving, reason=texts["reason"], by=leaving.expert.user)
    for number, seat in enumerate(drawn.filter(kind=SeatKind.MAIN, status=SeatStatus.DRAWN).order_by("number")):
        language = projects.LANGUAGES[number % 2]
        with at(moment + (number + 1) * HOUR), translation.override(language):
            seats.accept(seat=seat, statement=statement(seat.round), by=seat.expert.user)


def _assign(contest: Contest, moment: dt.datetime) -> None:
    """Where not every expert scores everything: the portal works out who scores what, and the officer accepts it."""
    officer, round_ = contest.cast.officer, contest.round()
    if not round_.experts_per_entry or accepted_assignment(round_) is not None:
        return
    with at(moment):
        job = assignments.propose(round=round_, by=officer)
    contest.stage.finish(job)
    proposal = proposed_assignment(round_)
    if proposal is None:
        raise RuntimeError("no assignment was worked out")
    with at(moment + HOUR):
        assignments.accept(assignment=proposal, by=officer)


def discuss(contest: Contest, moment: dt.datetime, until: dt.datetime) -> None:
    """The experts see each other's marks; the strictest thinks again about the best application and says why."""
    officer, round_ = contest.cast.officer, contest.round()
    if round_.status != RoundStatus.SCORING:
        return
    with at(moment):
        rounds.discuss(round=round_, discussion_until=until, by=officer)
    seat = sitting(contest)[0]
    best = max(contest.lines, key=lambda line: line.level)
    sheet = ScoreSheet.objects.select_related("seat__round__rubric", "entry").get(
        seat=seat, entry__reference=contest.application(best).number
    )
    given = sheet_of(best, 0)
    thought_again = {code: mark * 100 for code, mark in zip(marks.WEIGHTS, given.marks, strict=True)}
    first, mark = next(iter(thought_again.items()))
    thought_again[first] = mark + 100 if mark < marks.HIGHEST * 100 else mark - 100
    with at(moment + 2 * HOUR):
        sheets.revise(
            sheet=sheet,
            marks=thought_again,
            comments=given.comments,
            version=sheet.version,
            reason=read("calls.toml")["discussion"][f"reason_{best.project.language}"],
            by=seat.expert.user,
        )


def sitting(contest: Contest) -> list[Seat]:
    """The seats that score, by number; their order here, not the number, decides how strict an expert is."""
    return list(
        Seat.objects.sitting().filter(round__call__slug=contest.slug).select_related("expert__user").order_by("number")
    )


def score(contest: Contest, moment: dt.datetime, *, shares: Sequence[float] = (1, 1, 1)) -> None:
    """The experts fill in their sheets; ``shares`` say how much of them each does."""
    for place, (seat, share) in enumerate(zip(sitting(contest), shares, strict=True)):
        listed = list(
            ScoreSheet.objects.filter(seat=seat)
            .select_related("entry", "seat__round__rubric")
            .order_by("entry__number")
        )
        by_reference = {contest.application(line).number: line for line in contest.lines}
        for number, one in enumerate(listed[: int(len(listed) * share)]):
            if one.status == SheetStatus.DRAFT:
                with at(moment + place * HOUR + number * 25 * MINUTE):
                    _score(one, by_reference[one.entry.reference], place, seat)


def _score(sheet: ScoreSheet, line: Line, place: int, seat: Seat) -> None:
    given = sheet_of(line, place)
    hundredths = {code: mark * 100 for code, mark in zip(marks.WEIGHTS, given.marks, strict=True)}
    by = seat.expert.user
    # Typed in two sittings, as people do: the first half saves itself.
    half = {code: hundredths[code] for code in list(hundredths)[:3]}
    said = {code: given.comments[code] for code in half}
    sheet = sheets.save_marks(sheet=sheet, marks=half, comments=said, version=sheet.version, by=by)
    sheets.submit(sheet=sheet, marks=hundredths, comments=given.comments, version=sheet.version, by=by)


def sheet_of(line: Line, place: int) -> marks.Sheet:
    """What the expert at ``place`` thinks of the application."""
    project = line.project
    return marks.sheet(level=line.level, expert=place, language=project.language, words=project.words, seed=line.seed)


def rank(contest: Contest, moment: dt.datetime) -> None:
    """Close the scoring, have the ranking computed by a worker, and hand it to the commission."""
    officer, round_ = contest.cast.officer, contest.round()
    if round_.status in {RoundStatus.SCORING, RoundStatus.DISCUSSION}:
        with at(moment):
            rounds.close(round=round_, by=officer)
    if latest_run(round_) is None:
        with at(moment + HOUR):
            _run, job = runs.request(round=round_, by=officer)
        contest.stage.finish(job)
    call = contest.call()
    if call.status == CallStatus.SCORING:
        with at(moment + 2 * HOUR):
            phases.start_decision(call=call, by=officer)
