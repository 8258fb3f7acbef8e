"""Input of people, read into clean values; nothing is saved here."""

from evaluation.forms.panels import (
    CompareForm,
    DeclarationForm,
    DrawForm,
    EntryConflictForm,
    HintForm,
    NamedHintForm,
    TermsForm,
)
from evaluation.forms.sheets import (
    AnswerForm,
    CalibrationForm,
    DiscussForm,
    ExtraForm,
    LikenessForm,
    LineForm,
    OpenForm,
    ReviseForm,
    ScoreForm,
    StatementForm,
    WeightsForm,
    add_faults,
)

__all__ = [
    "AnswerForm",
    "CalibrationForm",
    "CompareForm",
    "DeclarationForm",
    "DiscussForm",
    "DrawForm",
    "EntryConflictForm",
    "ExtraForm",
    "HintForm",
    "LikenessForm",
    "LineForm",
    "NamedHintForm",
    "OpenForm",
    "ReviseForm",
    "ScoreForm",
    "StatementForm",
    "TermsForm",
    "WeightsForm",
    "add_faults",
]
