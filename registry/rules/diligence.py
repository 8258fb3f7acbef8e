"""The checklist of due diligence: each line a fact with its source, its day, its rule, and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from foundation.core import presentation
from registry.choices import (
    FLAG_OPEN,
    SIGNAL_LIVE,
    Certainty,
    FileContent,
    FlagStatus,
    FlagTopic,
    MatchStatus,
    PaperKind,
    PaperStatus,
)
from registry.models import Flag, Organisation, Paper, RuleParameters, Signal, SupplierMatch, TakenFile
from registry.rules import eligibility
from registry.scoring.diligence import BARRED, CLEAR, LOOK, Line, verdict

BARRING = (FlagStatus.RED, FlagStatus.ESCALATED)
# A fact of these topics is looked at even when it is only noted.
GRAVE = (FlagTopic.TAX_DEBT, FlagTopic.COURT)
OUTCOMES = {eligibility.PASS: CLEAR, eligibility.FAIL: BARRED, eligibility.CANNOT_TELL: LOOK}


@dataclass(frozen=True)
class Checklist:
    """The lines, and what they were made of."""

    organisation: Organisation
    on: dt.date
    lines: Sequence[Line]
    papers: Sequence[Paper]
    flags: Sequence[Flag]
    signals: Sequence[Signal]
    matches: Sequence[SupplierMatch]

    @property
    def verdict(self) -> str:
        """clear, look or barred: one pure function of the lines."""
        return verdict(self.lines)


def with_list(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """``organisations`` with the newest list of unreliable suppliers that was taken in: its moment and its name."""
    newest = TakenFile.objects.filter(what=FileContent.UNRELIABLE).exclude(taken_at=None).order_by("-taken_at")
    return organisations.annotate(
        list_taken_at=Subquery(newest.values("taken_at")[:1]), list_name=Subquery(newest.values("document__name")[:1])
    )


def checklist(organisation: Organisation, on: dt.date) -> Checklist:
    """The checklist of ``organisation`` as of ``on``, in the language of the moment; best one that is ``with_list``."""
    if not hasattr(organisation, "list_taken_at"):
        organisation = with_list(Organisation.objects.all()).get(pk=organisation.pk)
    papers = list(
        Paper.objects.filter(organisation=organisation)
        .exclude(status=PaperStatus.REPLACED)
        .select_related("document", "decided_by")
    )
    flags = list(Flag.objects.filter(organisation=organisation, status__in=FLAG_OPEN))
    signals = list(
        Signal.objects.filter(organisation=organisation, status__in=SIGNAL_LIVE).defer("inputs", "parameters")
    )
    matches = list(SupplierMatch.objects.filter(organisation=organisation).select_related("supplier__file"))
    parameters = RuleParameters.objects.on(on)
    lines = [
        *_standing(organisation, on),
        _unreliable(organisation, matches, on),
        *_papers(organisation, papers, parameters.get("diligence.papers"), on),
        _topic(FlagTopic.TAX_DEBT, flags, gettext("No tax debt")),
        _topic(FlagTopic.COURT, flags, gettext("No court case, nothing seized")),
        _other_flags(flags),
        _signals(signals),
    ]
    return Checklist(organisation, on, lines, papers, flags, signals, matches)


def _standing(organisation: Organisation, on: dt.date) -> Iterator[Line]:
    source = gettext("Registry of NGOs")
    for answer in eligibility.check(organisation, [{"code": "R11"}, {"code": "R13"}], on=on):
        yield Line(
            code=answer.code,
            title=answer.title,
            outcome=OUTCOMES[answer.verdict],
            fact=answer.fact,
            source=source,
            on=on,
            rule=f"{answer.explanation} {answer.legal_basis}",
            certainty=answer.certainty,
            remedy=answer.remedy,
            url=answer.url,
        )


def _unreliable(organisation: Organisation, matches: Iterable[SupplierMatch], on: dt.date) -> Line:
    title, rule = gettext("Not on the list of unreliable suppliers"), _unreliable_rule()
    in_force = [one for one in matches if one.status != MatchStatus.DISMISSED and one.supplier.is_in_force(on)]
    # A confirmed one before those that wait.
    for match in sorted(in_force, key=lambda one: one.status != MatchStatus.CONFIRMED):
        listed = {"name": match.supplier.name, "day": presentation.day(match.supplier.listed_on)}
        if match.status == MatchStatus.CONFIRMED:
            outcome, fact = BARRED, gettext("The list has it since %(day)s as “%(name)s”.")
            remedy = gettext("If it is another organisation, tell an officer by what that can be seen.")
        else:
            outcome, fact = LOOK, gettext("The list has a nearly equal name without a BIN since %(day)s: “%(name)s”.")
            remedy = gettext("An officer confirms or dismisses the match with a reason.")
        source, url = match.supplier.source, match.get_absolute_url()
        day = match.supplier.listed_on
        return Line("unreliable", title, outcome, fact % listed, source, day, rule, Certainty.ASSUMED, remedy, url)
    taken_at = organisation.list_taken_at  # type: ignore[attr-defined]  # by with_list
    if taken_at is None:
        fact, remedy = gettext("No list has been taken in yet."), gettext("An officer takes the list in from a file.")
        return Line("unreliable", title, LOOK, fact, "", None, rule, Certainty.ASSUMED, remedy)
    fact = gettext("The list does not have it, or an officer has dismissed the match.")
    day, source = presentation.local(taken_at).date(), organisation.list_name  # type: ignore[attr-defined]
    return Line("unreliable", title, CLEAR, fact, source, day, rule, Certainty.ASSUMED)


def _unreliable_rule() -> str:
    return gettext("The same BIN counts at once; a nearly equal name counts only when an officer has confirmed it.")


def _papers(
    organisation: Organisation, papers: Iterable[Paper], parameters: RuleParameters | None, on: dt.date
) -> Iterator[Line]:
    by_kind = {paper.kind: paper for paper in papers if paper.kind != PaperKind.OTHER}
    required = parameters.values["required"] if parameters else []
    certainty = parameters.certainty if parameters else Certainty.ASSUMED
    url = reverse("registry:ngo-papers", args=[organisation.bin]) if organisation.bin else ""
    rule = gettext("An officer has verified the document and its term is not over.")
    for kind in PaperKind.values:
        paper = by_kind.get(kind)
        if paper is None and kind not in required:
            continue
        outcome, fact, remedy = _paper(paper, on)
        title = str(PaperKind(kind).label)
        source = str(paper.document) if paper else ""
        day = presentation.local(paper.decided_at or paper.added_at).date() if paper else None
        yield Line(f"paper.{kind}", title, outcome, fact, source, day, rule, certainty, remedy, url if remedy else "")


def _paper(paper: Paper | None, on: dt.date) -> tuple[str, str, str]:
    if paper is None:
        return LOOK, gettext("The document is not here."), gettext("The organisation adds it.")
    if paper.status == PaperStatus.REJECTED:
        fact = gettext("An officer refused it: %(reason)s") % {"reason": paper.remark}
        return LOOK, fact, gettext("The organisation adds a right one.")
    if paper.has_expired(on):
        fact = gettext("Its term was over on %(day)s.") % {"day": presentation.day(paper.valid_until)}  # type: ignore[arg-type]
        return LOOK, fact, gettext("The organisation adds a new one, and an officer verifies it again.")
    if paper.status == PaperStatus.SUBMITTED:
        return LOOK, gettext("No officer has verified it yet."), gettext("An officer verifies it.")
    if paper.valid_until is None:
        return CLEAR, gettext("Verified; it has no end."), ""
    return CLEAR, gettext("Verified; it holds until %(day)s.") % {"day": presentation.day(paper.valid_until)}, ""


def _topic(topic: FlagTopic, flags: Iterable[Flag], title: str) -> Line:
    rule = gettext(
        "What an officer has observed counts until it is closed; the portal asks no other register by itself."
    )
    gravest = _gravest([flag for flag in flags if flag.topic == topic])
    if gravest is None:
        fact = gettext("No officer has entered anything.")
        return Line(f"flag.{topic}", title, CLEAR, fact, "", None, rule, Certainty.ASSUMED)
    return _of_flag(f"flag.{topic}", title, gravest, rule)


def _other_flags(flags: Iterable[Flag]) -> Line:
    title = gettext("No open flag")
    rule = gettext("A note changes nothing, a yellow flag is looked at, a red one bars until it is lowered or closed.")
    gravest = _gravest([flag for flag in flags if flag.topic not in GRAVE])
    if gravest is None:
        return Line("flag.other", title, CLEAR, gettext("There is none."), "", None, rule, Certainty.ASSUMED)
    return _of_flag("flag.other", title, gravest, rule)


def _gravest(flags: Sequence[Flag]) -> Flag | None:
    return max(flags, key=lambda flag: FLAG_OPEN.index(FlagStatus(flag.status)), default=None)


def _of_flag(code: str, title: str, flag: Flag, rule: str) -> Line:
    outcome = LOOK if flag.topic in GRAVE or flag.status != FlagStatus.NOTE else CLEAR
    if flag.status in BARRING:
        outcome = BARRED
    fact = f"{flag.get_status_display()}: {flag.text}"
    remedy = gettext("The organisation answers; an officer lowers or closes it with a reason.")
    return Line(
        code,
        title,
        outcome,
        fact,
        flag.source,
        flag.observed_on,
        rule,
        Certainty.ASSUMED,
        remedy,
        flag.get_absolute_url(),
    )


def _signals(signals: Sequence[Signal]) -> Line:
    title = gettext("No signal in its public money that waits")
    rule = gettext("A signal is a question and never bars; it is looked at until an officer dismisses it.")
    if not signals:
        fact, source = gettext("There is none."), gettext("Ledger of public money")
        return Line("signals", title, CLEAR, fact, source, None, rule, Certainty.ASSUMED)
    count = len(signals)
    fact = ngettext("%(count)s signal.", "%(count)s signals.", count) % {"count": count}
    newest = presentation.local(signals[0].raised_at).date()
    remedy = gettext("The organisation answers; an officer dismisses or keeps it with a reason.")
    url = signals[0].get_absolute_url()
    source = gettext("Ledger of public money")
    return Line("signals", title, LOOK, fact, source, newest, rule, Certainty.ASSUMED, remedy, url)


def plain(listed: Iterable[Line]) -> list[Mapping[str, Any]]:
    """The lines as JSON."""
    return [line.plain() for line in listed]
