"""After the award: agreements are signed, tranches paid, reports accepted; one is amended, one report of today is overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.files.base import ContentFile

from civilportal.demo import cast, letters
from civilportal.demo.play import DAY, HOUR, Contest
from civilportal.demo.script import Line
from civilportal.demo.stage import almaty, at
from foundation.accounts.esignature import requests, trial
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import local_date
from grants.actions import agreement_amendments as amendments
from grants.actions import agreements, expenses, payment_imports, report_ladder, reports, signatures, tranches
from grants.choices import Side
from grants.models import Agreement, AgreementLine, AgreementVersion, ProjectReport
from grants.rules.agreements import Plan, PlannedReport, PlannedTranche
from grants.scoring import schedule
from publishing.reports import pdf
from publishing.reports.blocks import Paragraph, Printed, Section

MONTHS, LONGER = 4, 5
BEGUN, STARTS_ON = almaty("2022-07-08 10:00"), dt.date(2022, 7, 18)
INTERIM_SENT, FINAL_SENT = almaty("2022-09-20 15:00"), almaty("2022-11-22 15:00")
AMENDED, LONGER_SENT = almaty("2022-09-05 11:00"), almaty("2022-12-20 15:00")
SAID = {
    "ru": {
        "supplier": "Вымышленный поставщик",
        "paper": "Счёт",
        "done": "Работы шли по плану: {step}.",
        "results": "Участники получили то, что было обещано; записи есть в журнале проекта.",
        "counted": "По спискам занятий",
        "evidence": "Журнал проекта и фотографии",
        "reason": "Набор группы занял больше времени: срок нужен на месяц дольше.",
        "condition": "После промежуточного отчёта",
    },
    "kk": {
        "supplier": "Ойдан шығарылған жеткізуші",
        "paper": "Шот",
        "done": "Жұмыс жоспар бойынша жүрді: {step}.",
        "results": "Қатысушылар уәде етілгенді алды; жоба журналында жазба бар.",
        "counted": "Сабақ тізімдері бойынша",
        "evidence": "Жоба журналы және фотосуреттер",
        "reason": "Топ жинау ұзаққа созылды: мерзім бір айға ұзартылуы керек.",
        "condition": "Аралық есептен кейін",
    },
}


@dataclass(frozen=True)
class Deal:
    """One agreement with who carries it out."""

    contest: Contest
    line: Line
    number: str

    @property
    def agreement(self) -> Agreement:
        return Agreement.objects.with_parties().get(number=self.number)

    @property
    def head(self) -> User:
        return self.line.applicant.head

    @property
    def officer(self) -> User:
        return self.contest.cast.officer

    @property
    def words(self) -> dict[str, str]:
        return SAID[self.line.project.language]

    def report(self, number: int) -> ProjectReport:
        found = ProjectReport.objects.get(agreement__number=self.number, number=number)
        found.agreement = self.agreement
        return found


def carry_out(contest: Contest) -> None:
    """The seven grants of 2022: agreed in July, reported on in September, over by the end of the year."""
    deals = list(_begun(contest, BEGUN, STARTS_ON))
    if not deals:
        return
    _pay_by_file(deals, 1, almaty("2022-07-20 12:00"))
    longer = next(deal for deal in deals if deal.line.applicant.place == 0)
    _amend(longer, AMENDED)
    for number, deal in enumerate(deals):
        _report(deal, 1, INTERIM_SENT + number * HOUR, share=Decimal("0.7"))
    _pay_by_file(deals, 2, almaty("2022-10-05 12:00"))
    for number, deal in enumerate(deals):
        moment = (LONGER_SENT if deal == longer else FINAL_SENT) + number * HOUR
        _report(deal, 2, moment, share=Decimal(1))
        with at(moment + 4 * DAY):
            agreements.complete(agreement=deal.agreement, by=deal.officer)


def leave_overdue(contest: Contest, begun: dt.datetime) -> None:
    """An agreement of today, signed on paper by the NGO, whose interim report has not come."""
    deals = list(_begun(contest, begun, local_date(begun) + 3 * DAY, months=6, on_paper=True))
    if deals:
        _pay_by_file(deals, 1, begun + 5 * DAY)
        report_ladder.remind_all()


def _begun(
    contest: Contest, moment: dt.datetime, starts_on: dt.date, *, months: int = MONTHS, on_paper: bool = False
) -> Iterator[Deal]:
    """Agreements of the grants that were accepted, signed by both sides; those that were begun earlier are left out."""
    second = cast.second_officer(contest.cast.operator)
    for place, line in enumerate(contest.lines):
        application = contest.application(line)
        if not hasattr(application, "award") or not application.award.is_accepted or hasattr(application, "agreement"):
            continue
        with at(moment + place * HOUR / 4):
            agreement = agreements.start(application=application, by=contest.cast.officer)
            deal = Deal(contest, line, agreement.number)
            plan = _plan(deal, starts_on, months)
            agreements.prepare(agreement=deal.agreement, plan=plan, by=deal.officer)
            agreements.propose(agreement=deal.agreement, by=deal.officer)
        with at(moment + DAY + place * HOUR / 4):
            agreements.approve(agreement=deal.agreement, by=second)
            if on_paper:
                _sign_on_paper(deal, second)
            else:
                _sign(deal, Side.NGO, deal.head)
            _sign(deal, Side.BODY, deal.officer)
        yield deal


def _plan(deal: Deal, starts_on: dt.date, months: int) -> Plan:
    terms = schedule.Terms()
    due = schedule.reports(starts_on, months, terms)
    sums = schedule.tranches(deal.agreement.amount, due, terms)
    said = ("", deal.words["condition"])
    return Plan(
        starts_on=starts_on,
        months=months,
        tranches=[PlannedTranche(amount, day, text) for (amount, day), text in zip(sums, said, strict=True)],
        reports=[PlannedReport(one.ends_on, one.due_on) for one in due],
    )


def _sign(deal: Deal, side: str, by: User) -> None:
    version = _newest(deal)
    wanted = signatures.bin_of(deal.agreement, side)
    request = requests.open_request(
        user=by,
        purpose=signatures.PURPOSE,
        subject=signatures.subject_of(version, side),
        facts=signatures.facts_of(version, side),
        bin_=wanted,
    )
    owner = trial.Owner(by.full_name, trial.IIN, wanted, "Demo")
    key = trial.Authority.of_this_portal().issue(owner, clock.now())
    examined = requests.examine(request=request, signature=key.sign(request.content))
    signatures.sign(version=version, side=side, examined=examined, by=by)


def _sign_on_paper(deal: Deal, second: User) -> None:
    scan = ContentFile(letters.letter(deal.line.project, clock.now()), name="scan.pdf")
    signature = signatures.add_scan(version=_newest(deal), side=Side.NGO, upload=scan, by=deal.head)
    signatures.confirm_scan(signature=signature, by=second)


def _newest(deal: Deal) -> AgreementVersion:
    return AgreementVersion.objects.select_related("agreement").filter(agreement__number=deal.number).latest("number")


def _pay_by_file(deals: list[Deal], number: int, moment: dt.datetime) -> None:
    """The officer orders the tranches and enters the bank's confirmations from one file."""
    officer, operator = deals[0].officer, deals[0].contest.cast.operator
    rows = ["reference,agreement,tranche,paid_on,amount"]
    with at(moment):
        for deal in deals:
            tranche = deal.agreement.tranches.select_related("agreement").get(number=number)
            tranches.order(tranche=tranche, by=officer)
            rows.append(f"ДЕМО-{deal.number}-{number},{deal.number},{number},{local_date(moment)},{tranche.amount}")
        upload = ContentFile("\n".join(rows).encode(), name=f"payments-{local_date(moment)}.csv")
        document = payment_imports.receive(upload=upload, operator=operator, by=officer)
        load, _job = payment_imports.want(document=document, operator=operator, by=officer)
        payment_imports.run(load=load, report=lambda _done, _total: None)


def _amend(deal: Deal, moment: dt.datetime) -> None:
    """One more month, proposed by the NGO, approved, and signed by both sides."""
    with at(moment):
        amendment = amendments.start(agreement=deal.agreement, side=Side.NGO, by=deal.head)
        term = {"months": str(LONGER)}
        amendments.save_section(amendment=amendment, name="term", typed=term, version=0, by=deal.head)
        amendments.propose(amendment=amendment, reason=deal.words["reason"], by=deal.head)
    with at(moment + 2 * DAY):
        amendments.approve(amendment=amendment, by=deal.officer)
        _sign(deal, Side.NGO, deal.head)
        _sign(deal, Side.BODY, deal.officer)


def _report(deal: Deal, number: int, moment: dt.datetime, *, share: Decimal) -> None:
    """Filled in, sent and accepted; ``share`` of the grant is spent by then."""
    with at(moment):
        for line, amount in _to_spend(deal, share):
            spent = expenses.Spent(
                line=line,
                spent_on=local_date(moment) - 10 * DAY,
                supplier=deal.words["supplier"],
                purpose=line.name[:300],
                amount=amount,
                paper_number=f"{deal.words['paper']} {number}-{line.number}",
            )
            upload = ContentFile(_receipt(deal.line.project.language), name="receipt.pdf")
            expenses.add(report=deal.report(number), spent=spent, upload=upload, by=deal.head)
        for name, typed in _typed(deal, share).items():
            reports.save_section(report=deal.report(number), name=name, typed=typed, version=0, by=deal.head)
        version = reports.submit(report=deal.report(number), by=deal.head)
    with at(moment + 3 * DAY):
        reports.decide(report=deal.report(number), version=version.number, by=deal.officer)


@cache
def _receipt(language: str) -> bytes:
    """One paper for all invented expenses of a language: it says that it is invented."""
    paper, notice = SAID[language]["paper"], letters.NOTICE[language]
    section = Section(paper, [Paragraph(SAID[language]["supplier"])])
    document = Printed(
        title=paper, subtitle="", author="", language=language, footer=notice, sections=[section], notice=notice
    )
    return pdf.render(document, moment=BEGUN)


def _to_spend(deal: Deal, share: Decimal) -> Iterator[tuple[AgreementLine, Decimal]]:
    """What is left of each line until ``share`` of the grant is spent."""
    left = deal.agreement.amount * share - sum(
        (one.accepted or Decimal(0) for report in deal.agreement.reports.all() for one in report.expenses.all()),
        Decimal(0),
    )
    for line in deal.agreement.lines.prefetch_related("expenses"):
        free = line.amount - sum((one.amount for one in line.expenses.all()), Decimal(0))
        amount = min(free, left)
        if amount > 0:
            left -= amount
            yield line, amount


def _typed(deal: Deal, share: Decimal) -> dict[str, dict[str, Any]]:
    said, sections = deal.words, deal.line.project.sections
    steps = "; ".join(row["activity"] for row in sections["work_plan"]["rows"])
    facts: dict[str, str] = {}
    for one in deal.agreement.indicators.filter(is_dropped=False):
        # A little under the plan in the end, as it happens; the deviation that is let pass is 10 per cent.
        reached = one.target * share * (Decimal("0.96") if one.number % 2 else Decimal("1.03"))
        facts[f"value_{one.number}"] = str(max(1, int(reached)) if one.target >= 20 else int(one.target * share))
        facts[f"evidence_{one.number}"] = said["evidence"]
    people = int(int(sections["target_group"]["people"]) * share)
    return {
        "narrative": {"done": said["done"].format(step=steps), "results": said["results"]},
        "indicators": facts,
        "beneficiaries": {
            "people": str(people),
            "vulnerable": str(people // 3),
            "women": str(people * 6 // 10),
            "counted": said["counted"],
        },
    }
