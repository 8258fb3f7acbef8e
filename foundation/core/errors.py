"""What can be wrong with a request, said in words for the person who made it.

Each error is a fact. Views and the API never translate them one by one: the middleware maps the family to pages,
and a form shows them at the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Text = Any  # a str or a lazy translation; both render by str()


class DomainError(Exception):
    """Something the portal refuses, with a sentence for the person refused.

    ``message`` may be lazy: it is turned into the reader's language when it is shown.
    """

    status_code = 409

    def __init__(self, message: Text, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(DomainError):
    """This person may not do this; the reason can be displayed."""

    status_code = 403


class DeadlinePassed(DomainError):
    """The moment until which this could be done is over (server clock)."""

    def __init__(self, message: Text = _("The deadline has passed."), *, code: str = "deadline") -> None:
        super().__init__(message, code=code)


class Conflict(DomainError):
    """Someone else changed the object meanwhile, or the object is no longer in the right state."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with what was given: where, what, by which rule, and the page where it can be mended."""

    message: Text
    field: str = ""
    rule: str = ""
    url: str = ""


class Invalid(DomainError):
    """All faults of an input at once, never only the first."""

    status_code = 422

    def __init__(self, *faults: Fault, message: Text = _("There is a problem with what you entered.")) -> None:
        super().__init__(message, code="invalid")
        self.faults = list(faults)

    def __str__(self) -> str:
        return "; ".join(str(fault.message) for fault in self.faults) or str(self.message)


def refuse(faults: Sequence[Fault]) -> None:
    """Raise Invalid with all of ``faults`` at once; no faults, no refusal."""
    if faults:
        raise Invalid(*faults)
