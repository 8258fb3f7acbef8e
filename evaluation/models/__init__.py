from evaluation.models.answers import Answer
from evaluation.models.assignments import Assignment, Declaration, HintReview, PanelTerms
from evaluation.models.bars import Bar
from evaluation.models.calibration import CalibrationAnswer, CalibrationExample
from evaluation.models.changes import SheetChange
from evaluation.models.likeness import Likeness, Sketch
from evaluation.models.rounds import Entry, Round, ScoreSheet, Seat, SeedHolder
from evaluation.models.rubrics import Criterion, Rubric
from evaluation.models.runs import Bundle, Result, Run, Verdict

__all__ = [
    "Answer",
    "Assignment",
    "Bar",
    "Bundle",
    "CalibrationAnswer",
    "CalibrationExample",
    "Criterion",
    "Declaration",
    "Entry",
    "HintReview",
    "Likeness",
    "PanelTerms",
    "Result",
    "Round",
    "Rubric",
    "Run",
    "ScoreSheet",
    "Seat",
    "SeedHolder",
    "SheetChange",
    "Sketch",
    "Verdict",
]
