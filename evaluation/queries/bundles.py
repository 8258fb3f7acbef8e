"""What goes into the bundle of a contest: everything needed to repeat it, and nothing that names a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from evaluation.choices import SeatStatus
from evaluation.models import Round, Run, ScoreSheet, SheetChange
from evaluation.queries.divergence import extra_documents
from evaluation.queries.documents import LANGUAGES, draw_document
from evaluation.queries.rankings import result_documents
from evaluation.scoring.canonical import canonical
from evaluation.visibility import masked

PROGRAMS = ("recompute.py", "draw.py")
README = """\
Files of a contest, as the portal published them. Nothing else is needed to repeat it but Python 3.8 or newer:

    python recompute.py --bundle <this archive>

checks the digest of every file, repeats the draw of the experts, computes every total and rank again from the marks, and
compares them with what was published. It ends with 1 when anything differs.

inputs.json     rubric and every submitted mark; experts are numbers: who is «Expert 2» is not told; quotas, where there are any
results.json    what was computed, and whom the quotas moved
sheets.json     the reasons that the experts gave, with numbers of documents, telephones and addresses masked
changes.json    what was changed in sheets that had been submitted: old, new and why, masked in the same way
checks.json     applications that the formal check did not admit, what was not met and why, masked in the same way
extra.json      experts who were called because the marks for an entry diverged: how far, over which threshold, why
decisions.json  what was decided about each entry, the amount and the reason
draw.json       (empty where the commission was seated without a draw) seed, its digest published before the draw, the numbers of the pool, who was drawn
rules.json      what the contest was, its panel, its dates, and why an earlier ranking was replaced
manifest.json   SHA-256 of each file
"""


def bundle_files(run: Run) -> dict[str, bytes]:
    """Name → content of each file, the same for the same run."""
    programs = {name: Path(settings.BASE_DIR, "docs", "verify", name).read_bytes() for name in PROGRAMS}
    results = {"engine": run.engine_version, "results": result_documents(run), "summary": run.summary}
    return {
        "README.txt": README.encode(),
        "inputs.json": canonical(run.inputs),
        "results.json": canonical(results),
        "sheets.json": canonical(_sheets(run)),
        "changes.json": canonical(_changes(run)),
        "extra.json": canonical(extra_documents(run.round)),
        "checks.json": canonical(_checks(run)),
        "decisions.json": canonical(_decisions(run)),
        "draw.json": canonical(draw_document(run.round) if run.round.seed_digest else {}),
        "rules.json": canonical(_rules(run)),
        **programs,
    }


def _sheets(run: Run) -> list[dict[str, Any]]:
    """Reasons of the sheets that the run counted, in the order of entries and experts."""
    counted = {(entry["number"], sheet["expert"]) for entry in run.inputs["entries"] for sheet in entry["sheets"]}
    rows = ScoreSheet.objects.filter(entry__round=run.round_id).order_by("entry__number", "seat__number")
    return [
        {"entry": entry, "expert": expert, "reasons": _masked(comments)}
        for entry, expert, comments in rows.values_list("entry__number", "seat__number", "comments")
        if (entry, expert) in counted
    ]


def _changes(run: Run) -> list[dict[str, Any]]:
    """Marks are hundredths, as in the inputs; totals follow from them and the weights."""
    rows = SheetChange.objects.filter(sheet__entry__round=run.round_id).select_related("sheet__entry", "sheet__seat")
    return [
        {
            "entry": row.sheet.entry.number,
            "expert": row.sheet.seat.number,
            "kind": row.kind,
            "made_at": row.made_at.isoformat(),
            "reason": masked(row.reason),
            "marks": [row.marks_before, row.marks_after],
            "reasons": [_masked(row.comments_before), _masked(row.comments_after)],
        }
        for row in rows.order_by("sheet__entry__number", "sheet__seat__number", "number")
    ]


def _masked(comments: dict[str, str]) -> dict[str, str]:
    return {code: masked(text) for code, text in comments.items()}


def _checks(run: Run) -> list[dict[str, Any]]:
    return [
        item | {"reason": masked(item["reason"]), "unmet": {code: masked(why) for code, why in item["unmet"].items()}}
        for item in run.admission
    ]


def _decisions(run: Run) -> list[dict[str, Any]]:
    rows = run.verdicts.order_by("entry__number").select_related("entry")
    return [
        {
            "entry": row.entry.number,
            "reference": row.entry.reference,
            "title": row.entry.title,
            "is_awarded": row.is_awarded,
            "amount": None if row.amount is None else f"{row.amount:.2f}",
            "reason": masked(row.reason),
        }
        for row in rows
    ]


def _rules(run: Run) -> dict[str, Any]:
    round_: Round = run.round
    return {
        "titles": {language: getattr(round_, f"title_{language}") for language in LANGUAGES},
        "subject": f"{round_.subject_type}:{round_.subject_id}",
        "is_blind": round_.is_blind,
        "is_drawn": bool(round_.seed_digest),
        "main_seats": round_.main_seats,
        "reserve_seats": round_.reserve_seats,
        "experts_per_entry": round_.experts_per_entry,
        "extra_over": None if round_.extra_over is None else f"{round_.extra_over:.2f}",
        "answer_days": round_.answer_days,
        "experts_recused": round_.seats.filter(status=SeatStatus.RECUSED).count(),
        "budget": None if round_.budget is None else f"{round_.budget:.2f}",
        "scoring_until": round_.scoring_until.isoformat() if round_.scoring_until else None,
        "ranking": run.number,
        "replaces": [{"ranking": number, "reason": reason} for number, reason in _earlier(run)],
        "reason": run.reason,
        "inputs_digest": run.inputs_digest,
        "outcome_digest": run.outcome_digest,
    }


def _earlier(run: Run) -> list[tuple[int, str]]:
    rows = Run.objects.light().filter(round=run.round_id, number__lt=run.number).order_by("number")
    return list(rows.values_list("number", "reason"))
