"""Figures and sentences for pages, in the reader's language."""

from evaluation.reports.assignments import assignment_figures
from evaluation.reports.explanations import (
    Line,
    Titles,
    explanation_lines,
    number,
    rank_range,
    split_steps,
    statement,
)

__all__ = [
    "Line",
    "Titles",
    "assignment_figures",
    "explanation_lines",
    "number",
    "rank_range",
    "split_steps",
    "statement",
]
