from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from socialorder.choices.reviews import ReviewStatus
from socialorder.querysets.offices import belongs, serves


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published ones for everybody; before that officers of the body, and the supplier that it is under way."""
        shown = self.select_related(
            "round", "signature", "contract__lot__tender__body", "contract__lot__topic", "contract__bid__organisation"
        )
        own = serves(user, "contract__lot__tender__body") | belongs(user, "contract__bid__organisation")
        return shown.filter(Q(status=ReviewStatus.PUBLISHED) | own)

    def published(self) -> Self:
        return self.filter(status=ReviewStatus.PUBLISHED)
