from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from socialorder.choices.complaints import PENDING


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> ComplaintQuerySet:
        """That there is a complaint, whose, about what, and what came of it, is public. Words and files have their own
        rules: ``socialorder.visibility``."""
        return self.select_related("tender__body", "lot__topic", "organisation", "body", "reviewer_body", "question")

    def pending(self) -> ComplaintQuerySet:
        return self.filter(status__in=PENDING)

    def followed(self) -> ComplaintQuerySet:
        """Something was ordered and is not done yet."""
        return self.exclude(remedy="").filter(carried_out_at=None)

    def overdue(self, today: dt.date) -> ComplaintQuerySet:
        """A term is over: of the reviewer, of the body's answer, of what was ordered."""
        return self.filter(Q(due_on__lt=today) | Q(answer_due_on__lt=today))

    def holding(self, tender: Any, lot: Any = None) -> ComplaintQuerySet:
        """Those that keep a contract from being drawn up: not decided, or not carried out, about the tender or the lot."""
        waiting = Q(status__in=PENDING) | ~Q(remedy="") & Q(carried_out_at=None)
        about = Q() if lot is None else Q(lot=None) | Q(lot=lot)
        return self.filter(waiting & about, tender=tender)
