from monitoring.models.subjects import Subject
from monitoring.models.surveys import AddressMark, Answer, Arrival, Batch, DailySalt, Remark, Survey, Ticket
from monitoring.models.templates import Question, Template

__all__ = [
    "AddressMark",
    "Answer",
    "Arrival",
    "Batch",
    "DailySalt",
    "Question",
    "Remark",
    "Subject",
    "Survey",
    "Template",
    "Ticket",
]
