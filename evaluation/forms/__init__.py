"""Input of people, read into clean values; nothing is saved here."""

from evaluation.forms.sheets import (
    AnswerForm,
    CalibrationForm,
    DiscussForm,
    LikenessForm,
    LineForm,
    OpenForm,
    ReasonForm,
    RequiredReasonForm,
    ReviseForm,
    ScoreForm,
    StatementForm,
    WeightsForm,
    add_faults,
)

__all__ = [
    "AnswerForm",
    "CalibrationForm",
    "DiscussForm",
    "LikenessForm",
    "LineForm",
    "OpenForm",
    "ReasonForm",
    "RequiredReasonForm",
    "ReviseForm",
    "ScoreForm",
    "StatementForm",
    "WeightsForm",
    "add_faults",
]
