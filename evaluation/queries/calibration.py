"""What an expert gave to the calibration example, beside the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluation.models import CalibrationAnswer, Criterion, Seat
from evaluation.scoring.numbers import decimal_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion: the own mark, the reference, and both reasons."""

    criterion: Criterion
    own: Decimal
    reference: Decimal
    own_reason: str
    reason: str

    @property
    def difference(self) -> Decimal:
        return self.own - self.reference


def compared(seat: Seat, criteria: Sequence[Criterion]) -> list[Compared]:
    """The expert's answer to the example criterion by criterion. Raises CalibrationAnswer.DoesNotExist."""
    answer = CalibrationAnswer.objects.select_related("example").get(seat=seat)
    return [
        Compared(
            criterion=item,
            own=decimal_of(own),
            reference=decimal_of(reference),
            own_reason=answer.comments.get(item.code, ""),
            reason=answer.example.reasons.get(item.code, ""),
        )
        for item, own, reference in zip(criteria, answer.marks, answer.example.marks, strict=True)
    ]
