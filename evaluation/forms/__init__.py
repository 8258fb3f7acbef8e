"""Input of people, read into clean values; nothing is saved here."""

from evaluation.forms.panels import DeclarationForm, DrawForm, EntryConflictForm, HintForm, TermsForm
from evaluation.forms.sheets import (
    AnswerForm,
    CalibrationForm,
    DiscussForm,
    LineForm,
    OpenForm,
    ReasonForm,
    RequiredReasonForm,
    ReviseForm,
    ScoreForm,
    StatementForm,
    add_faults,
)

__all__ = [
    "AnswerForm",
    "CalibrationForm",
    "DeclarationForm",
    "DiscussForm",
    "DrawForm",
    "EntryConflictForm",
    "HintForm",
    "LineForm",
    "OpenForm",
    "ReasonForm",
    "RequiredReasonForm",
    "ReviseForm",
    "ScoreForm",
    "StatementForm",
    "TermsForm",
    "add_faults",
]
