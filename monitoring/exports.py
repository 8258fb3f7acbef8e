"""Results of a survey as CSV: counts alone, never single answers."""

from __future__ import annotations

import csv
import io

from foundation.core.cells import plain
from monitoring.queries.results import Results

COLUMNS = (
    "question",
    "text_kk",
    "text_ru",
    "text_en",
    "choice",
    "label",
    "count",
    "of",
    "percent",
    "percent_low",
    "percent_high",
    "mean",
    "mean_low",
    "mean_high",
)


def results_csv(found: Results) -> str:
    """One row for each choice of each question; percentages and means with their 95 % intervals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in found.questions:
        question, mean = one.question, one.mean
        texts = [question.code, question.text_kk, question.text_ru, question.text_en]
        means = [mean.mean, mean.low, mean.high] if mean else ["", "", ""]
        for row in one.rows:
            share = row.share
            counts = [share.count, share.total, share.percent, share.low, share.high]
            writer.writerow([plain(str(cell)) for cell in (*texts, row.code, row.label, *counts, *means)])
    return out.getvalue()
