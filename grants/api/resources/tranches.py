"""Tranches and what is paid on them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import tranches as actions
from grants.choices import TrancheStatus
from grants.forms.agreements import PaymentForm
from grants.models import Agreement, Payment, Tranche
from grants.rules.tranches import check_can_record
from grants.workflow import TRANCHE


class PaymentRead(Read):
    """A payment as the bank confirms it."""

    class Meta:
        model = Payment
        fields = ("reference", "paid_on", "amount", "recorded_at")


class TrancheRead(Read):
    """A part of the sum of an agreement, and what was paid on it."""

    agreement = of("agreement.number")
    payments = PaymentRead(many=True)

    class Meta:
        model = Tranche
        fields = ("id", "agreement", "number", "amount", "due_on", "condition", "status", "ordered_at", "payments")


def confirmed(form: Any) -> dict[str, Any]:
    """What the bank says, as the actions take it."""
    given = form.cleaned_data
    return {"confirmation": actions.Confirmation(given["reference"], given["day"], given["amount"])}


class Tranches(Resource):
    """Tranches of the agreements of the asker's body. The same reference of a payment is one payment."""

    area = "grants"
    title = "Tranches"
    followed = Tranche
    read = TrancheRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="agreement__number", call="agreement__application__call__slug", status=TrancheStatus)
    region = "agreement__application__call__operator__region_id"
    workflow = TRANCHE
    acts = {
        "order-payment": Act(
            run=actions.order, subject="tranche", step="order", check=about(check_can_record, "agreement"),
            summary="Order the payment of a tranche; what hinders it is told",
        ),
        "revoke": Act(
            run=actions.revoke, subject="tranche", step="revoke", check=about(check_can_record, "agreement"),
            takes=REASON, summary="Take the order of a payment back with a reason",
        ),
        "record-payment": Act(
            run=actions.record_payment, subject="tranche", step="pay", check=about(check_can_record, "agreement"),
            takes=of_page(PaymentForm, name="Payment", values=confirmed),
            summary="Note a payment as the bank confirms it",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Tranche]:
        seen = Tranche.objects.filter(agreement__in=Agreement.objects.visible_to(reader))
        seen = seen.select_related("agreement__application__call__operator").prefetch_related("payments")
        return seen if reader.is_authenticated else seen.none()
