"""Signals in public money: what they stand on, what was answered, what officers decide."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from registry.actions import signals
from registry.api.resources.overseen import REGION, decided
from registry.api.resources.public_money import AwardRead
from registry.choices import SignalRule, SignalStatus
from registry.models import Signal, SignalAnswer
from registry.queries.oversight import signal_pages
from registry.rules.signals import WHY, explained
from registry.workflow import SIGNAL


class SignalAnswerRead(Read):
    """What the organisation says to it."""

    class Meta:
        model = SignalAnswer
        fields = ("id", "text", "given_at")


class SignalRow(Read):
    """A question that the ledger of public money raises; never a verdict."""

    organisation = of("organisation.bin", "BIN")
    region = of("organisation.region_id", "KATO code of the region of the organisation")

    class Meta:
        model = Signal
        fields = ("id", "organisation", "region", "rule", "key", "status", "certainty", "raised_at", "decided_at")


class ComputedRead(serializers.Serializer):
    """One line of the computation, in the language that is asked for."""

    label = serializers.CharField()  # type: ignore[assignment]  # a column of ours
    value = serializers.CharField()


class SignalRead(SignalRow):
    """A signal with the facts, the thresholds and the awards that it was computed from, and the answers to it."""

    why = serializers.SerializerMethodField(help_text="Why the portal asks, in the language that is asked for.")
    computation = serializers.SerializerMethodField(help_text="The computation line by line, in the same language.")
    awards = AwardRead(source="rows", many=True)
    answers = SignalAnswerRead(many=True)

    class Meta:
        model = Signal
        fields = (
            *SignalRow.Meta.fields, "decision_reason", "inputs", "context", "parameters", "digest",
            "why", "computation", "awards", "answers",
        )  # fmt: skip

    def get_why(self, signal: Signal) -> str:
        return str(WHY[signal.rule])

    def get_computation(self, signal: Signal) -> list[dict[str, str]]:
        return [{"label": str(label), "value": str(value)} for label, value in explained(signal)]


class Signals(Resource):
    """Signals in public money, the newest first. Officers of any body read all; the organisation answers on its page."""

    area = "registry"
    title = "Signals in public money"
    read = SignalRead
    row = SignalRow
    followed = Signal
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(rule=SignalRule, status=SignalStatus, region="organisation__region", organisation="organisation__bin")
    region = REGION
    workflow = SIGNAL
    acts = {
        "keep": decided(signals.decide, "signal", "keep", "Keep a signal: the question stays open"),
        "dismiss": decided(signals.decide, "signal", "dismiss", "Dismiss a signal; the same facts are not asked about again"),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Signal]:
        return signal_pages(reader)

    def rows(self, reader: Any) -> QuerySet[Signal]:
        return Signal.objects.visible_to(reader).select_related("organisation").defer("inputs", "context", "parameters")
