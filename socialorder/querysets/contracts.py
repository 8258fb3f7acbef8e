from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q

from socialorder.choices.contracts import CONCLUDED, ContractStatus
from socialorder.querysets.offices import belongs, serves


class ContractQuerySet(models.QuerySet):
    """Contracts. The two parties see them whole; everybody the card of one that both have signed."""

    def with_parties(self) -> Self:
        """With who agreed on what, which every page shows."""
        return self.select_related("lot__tender__body", "lot__topic__sphere", "bid__organisation")

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read whole; for anybody else it does not exist."""
        return self.filter(serves(user, "lot__tender__body") | belongs(user, "bid__organisation"))

    def public(self) -> Self:
        """Signed by both sides, whatever came after."""
        return self.filter(status__in=CONCLUDED)

    def readable_by(self, user: Any) -> Self:
        """The card at least."""
        mine = serves(user, "lot__tender__body") | belongs(user, "bid__organisation")
        return self.filter(Q(status__in=CONCLUDED) | mine)

    def late_to_sign_on(self, day: dt.date) -> Self:
        """Offered, and the last day for signing is over."""
        return self.filter(status=ContractStatus.SIGNING, sign_until__lt=day)


class ActQuerySet(models.QuerySet):
    """Acceptance acts are for the two parties alone."""

    def with_contract(self) -> Self:
        return self.select_related("stage__contract__lot__tender__body", "stage__contract__bid__organisation")

    def visible_to(self, user: Any) -> Self:
        """The supplier sees its acts always, the customer from the first handing in on."""
        customer = serves(user, "stage__contract__lot__tender__body") & Q(first_handed_at__isnull=False)
        return self.filter(customer | belongs(user, "stage__contract__bid__organisation"))
