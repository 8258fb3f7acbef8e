"""Named reads of the engine."""

from evaluation.queries.calibration import Compared, compared
from evaluation.queries.desk import Task, desk_tasks
from evaluation.queries.discussion import ShownChange, changes_of_entry, others_marks, visible_changes
from evaluation.queries.documents import (
    draw_document,
    entry_document,
    inputs_document,
    inputs_of_entry,
    rubric_document,
)
from evaluation.queries.judging import (
    SHEETS_AT_MOST,
    assessment,
    entries_of,
    has_amounts,
    inputs_of,
    line_of,
    quick_sheets,
    rerun_of,
)
from evaluation.queries.likenesses import find, likenesses, passages_of, sketches_to_make
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
from evaluation.queries.rubrics import Starter, rubric_facts, rubric_list, starters
from evaluation.queries.stages import StageRow, Stages, stages_of
from evaluation.queries.way import Way, way_of

__all__ = [
    "PAGE",
    "SHEETS_AT_MOST",
    "Compared",
    "Explanation",
    "MarkedRow",
    "SeatRow",
    "ShownChange",
    "StageRow",
    "Stages",
    "Starter",
    "Task",
    "Way",
    "assessment",
    "changes_of_entry",
    "compared",
    "desk_tasks",
    "draw_document",
    "entries_of",
    "entry_document",
    "explanation",
    "find",
    "given_marks",
    "has_amounts",
    "has_pass_marks",
    "inputs_document",
    "inputs_of",
    "inputs_of_entry",
    "latest_run",
    "likenesses",
    "line_of",
    "others_marks",
    "passages_of",
    "place_of",
    "quick_sheets",
    "ranking",
    "ranking_after",
    "rerun_of",
    "result_documents",
    "rubric_document",
    "rubric_facts",
    "rubric_list",
    "seat_rows",
    "sheets_for_expert",
    "sketches_to_make",
    "stages_of",
    "starters",
    "submitted_sheets",
    "visible_changes",
    "way_of",
]
