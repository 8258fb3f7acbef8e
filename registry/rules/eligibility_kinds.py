"""What a rule of eligibility is, what it is asked and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.models import Organisation

PASS, FAIL, CANNOT_TELL = "pass", "fail", "cannot_tell"

Facts = Mapping[str, Any]
Text = Any


@dataclass(frozen=True)
class Finding:
    """What a rule found: verdict, the fact as a sentence, and what to do where when it does not pass.

    ``known_on`` is the day of the fact; None: the day on which the record was changed last.
    """

    verdict: str
    fact: str
    remedy: str = ""
    url: str = ""
    known_on: dt.date | None = None


@dataclass(frozen=True)
class Answer:
    """One rule answered for one organisation, in the language of the moment; every text is a plain ``str``."""

    code: str
    title: str
    verdict: str
    fact: str
    remedy: str
    url: str
    explanation: str
    legal_basis: str
    certainty: str
    known_on: str = ""
    mender: str = ""

    @property
    def known_day(self) -> dt.date | None:
        """``known_on`` as a date."""
        return dt.date.fromisoformat(self.known_on) if self.known_on else None


@dataclass(frozen=True)
class Asked:
    """What a rule is asked about.

    ``facts`` may hold ``amount`` (Decimal tenge) and ``months`` of a request, and ``if_filed``: the answer as if the
    annual information were filed today.
    """

    organisation: Organisation
    parameters: Mapping[str, Any]
    on: dt.date
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A rule that calls may choose. ``parameters`` are the defaults; texts are lazy; ``find`` answers.

    ``mender`` says who can correct the fact.
    """

    code: str
    title: Text
    explanation: Text
    legal_basis: Text
    certainty: str
    find: Callable[[Asked], Finding]
    mender: Text
    parameters: Mapping[str, Any] = field(default_factory=dict)
