from monitoring.models.subjects import Subject
from monitoring.models.surveys import AddressMark, Answer, Arrival, Batch, DailySalt, Remark, Survey, Ticket
from monitoring.models.templates import Question, Template
from monitoring.models.visits import Finding, FindingMove, Visit, VisitPhoto, VisitReport

__all__ = [
    "AddressMark",
    "Answer",
    "Arrival",
    "Batch",
    "DailySalt",
    "Finding",
    "FindingMove",
    "Question",
    "Remark",
    "Subject",
    "Survey",
    "Template",
    "Ticket",
    "Visit",
    "VisitPhoto",
    "VisitReport",
]
