"""What a standard must say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault

CRITERION = ("text_kk", "text_ru", "measure")


def standard_faults(values: Mapping[str, Any], criteria: Sequence[Mapping[str, str]]) -> list[Fault]:
    """A cost above zero with its grounds, and at least one criterion of quality."""
    found = []
    if values["unit_cost"] <= 0:
        found.append(Fault(_("The cost of a unit is above zero."), "unit_cost"))
    if not values["cost_grounds"].strip():
        found.append(Fault(_("Say how the cost of a unit was found."), "cost_grounds", "R17"))
    if not criteria:
        found.append(Fault(_("Name at least one criterion of quality."), "criteria", "R17"))
    return found
