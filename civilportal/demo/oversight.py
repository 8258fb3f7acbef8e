"""Public money from more than one source, a question with its answer, and a name that was on a list by chance."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile

from civilportal.demo.script import Applicant
from civilportal.demo.stage import Stage
from foundation.accounts.models import User
from foundation.core.models import Job
from registry.actions import flags, signals, suppliers, taken_files
from registry.choices import FileContent, FlagTopic, MatchStatus, SignalRule, SignalStatus
from registry.models import Flag, Signal, SupplierMatch, TakenFile

AWARDS = ("kind", "bin", "title", "payer", "amount", "decided_on", "starts_on", "ends_on", "sphere", "source")
LISTED = ("name", "ground", "listed_on", "until", "source")
INVENTED = "Ойдан шығарылған · Вымышлено"
# Place among the applicants, kind, title, payer, amount, decided on, from, until, sphere.
ROWS: tuple[tuple[Any, ...], ...] = (
    (
        0,
        "order",
        "Ауылдағы жасөспірімдерге арналған көмек орталығы",
        "A",
        4_800_000,
        "2025-02-10",
        "2025-03-01",
        "2025-11-30",
        4,
    ),
    (
        0,
        "order",
        "Жасөспірімдерге арналған ауылдағы көмек орталығы",
        "B",
        3_900_000,
        "2025-03-05",
        "2025-04-01",
        "2025-12-15",
        4,
    ),
    (0, "premium", "Жыл еріктісі", "B", 7_000_000, "2024-12-05", "", "", 16),
    (
        1,
        "order",
        "Помощь на дому пожилым людям отдалённых сёл",
        "A",
        6_250_000,
        "2025-02-12",
        "2025-03-01",
        "2025-12-01",
        17,
    ),
    (
        1,
        "order",
        "Летний лагерь для детей из многодетных семей",
        "A",
        2_100_000,
        "2024-05-20",
        "2024-06-01",
        "2024-08-31",
        7,
    ),
    (2, "grant", "Су үнемдеу мектебі", "B", 3_200_000, "2023-09-01", "2023-10-01", "2024-06-30", 3),
)
PAYERS = {
    "A": "Дала облысының Қоғамдық даму басқармасы (ойдан шығарылған)",
    "B": "Азаматтық бастамалар қоры (ойдан шығарылған)",
}


def is_loaded() -> bool:
    """Whether everything of this part is there; the observation comes last."""
    return Flag.objects.exists()


def load(applicants: Sequence[Applicant], officer: User, stage: Stage) -> None:
    """Awards from a file, the list of unreliable suppliers from another, the question, the answer, the decisions."""
    rows = [
        (kind, applicants[place].organisation.bin, title, PAYERS[payer], *rest, INVENTED)
        for place, kind, title, payer, *rest in ROWS
    ]
    _take(FileContent.AWARDS, AWARDS, rows, officer, stage)
    name = applicants[1].organisation.name_ru or applicants[1].organisation.name_kk
    listed = [(name, INVENTED, "2025-05-15", "2027-05-15", INVENTED)]
    _take(FileContent.UNRELIABLE, LISTED, listed, officer, stage)
    _dismiss_match(officer)
    _answer_signal(applicants[0])
    if not is_loaded():
        flags.open_note(
            organisation=applicants[2].organisation,
            topic=FlagTopic.CONTRACT,
            text="2024 жылғы гранттың қорытынды есебі екі апта кешікті (ойдан шығарылған).",
            source=INVENTED,
            observed_on=dt.date(2024, 7, 15),
            by=officer,
        )


def _take(what: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], officer: User, stage: Stage) -> None:
    if TakenFile.objects.filter(what=what).exclude(taken_at=None).exists():
        return
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    upload = ContentFile(text.getvalue().encode(), name=f"demo-{what}.csv")
    document = taken_files.receive(upload=upload, by=officer)
    stage.finish(Job.objects.get(pk=taken_files.want(document=document, what=what, by=officer).pk))


def _dismiss_match(officer: User) -> None:
    for match in SupplierMatch.objects.filter(status=MatchStatus.SUGGESTED):
        reason = "Атауы ұқсас, бірақ тізімдегі ұйым басқа облыста тіркелген (ойдан шығарылған)."
        suppliers.decide(match=match, step="dismiss", reason=reason, by=officer)


def ask_again() -> None:
    """What there is to ask once everything is awarded, as each night does."""
    signals.compute()


def _answer_signal(applicant: Applicant) -> None:
    signals.compute()
    rows = Signal.objects.filter(organisation=applicant.organisation, rule=SignalRule.DUPLICATE)
    for signal in rows.filter(status=SignalStatus.OPEN):
        text = (
            "Екі бөлек ауыл: біріншісі солтүстікте, екіншісі оңтүстікте. Қатысушылар тізімі бөлек (ойдан шығарылған)."
        )
        signals.answer(signal=signal, text=text, by=applicant.head)
