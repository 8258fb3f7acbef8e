"""Named reads of the engine."""

from evaluation.queries.desk import Task, desk_tasks
from evaluation.queries.documents import draw_document, inputs_document, inputs_of_entry, rubric_document
from evaluation.queries.panels import SeatRow, given_marks, seat_rows, sheets_for_expert, submitted_sheets
from evaluation.queries.rankings import (
    PAGE,
    Explanation,
    MarkedRow,
    explanation,
    has_pass_marks,
    latest_run,
    place_of,
    ranking,
    ranking_after,
    result_documents,
)

__all__ = [
    "PAGE",
    "Explanation",
    "MarkedRow",
    "SeatRow",
    "Task",
    "desk_tasks",
    "draw_document",
    "explanation",
    "given_marks",
    "has_pass_marks",
    "inputs_document",
    "inputs_of_entry",
    "latest_run",
    "place_of",
    "ranking",
    "ranking_after",
    "result_documents",
    "rubric_document",
    "seat_rows",
    "sheets_for_expert",
    "submitted_sheets",
]
