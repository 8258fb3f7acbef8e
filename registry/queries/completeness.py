"""How full a record is: what is missing, why somebody wants it, and where it is filled in. For its own people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models import Organisation
from registry.queries.words import LABELS

Text = Any


@dataclass(frozen=True)
class Item:
    """A fact that a full record has; ``url`` leads to its field."""

    label: str
    why: str
    url: str


@dataclass(frozen=True)
class Completeness:
    """``done`` of ``total`` facts are there; ``missing`` are the others, the most useful first."""

    done: int
    total: int
    missing: list[Item]

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 only when nothing is missing."""
        return self.done * 100 // self.total


def _field(name: str) -> Callable[[Organisation], bool]:
    return lambda organisation: bool(getattr(organisation, name))


# Field, why, whether it is there, page: the most useful first. «Works as a charity» and «Works with volunteers» are not
# here: their «no» is an answer.
WANTED: tuple[tuple[str, Text, Callable[[Organisation], bool], str], ...] = (
    (
        "spheres",
        _("Contests check that the charter names their sphere. Without it the organisation cannot apply."),
        lambda organisation: bool(organisation.spheres.all()),
        "ngo-edit",
    ),
    (
        "description",
        _("It is the first thing that people and experts read, and search finds the organisation by its words."),
        _field("description"),
        "ngo-edit",
    ),
    (
        "charter_goals",
        _("A commission compares a project with the goals of the charter."),
        _field("charter_goals"),
        "ngo-edit",
    ),
    (
        "founders",
        _("The law asks for founders in the database of NGOs, and conflicts of interest are found by them."),
        lambda organisation: bool(organisation.founders.all()),
        "ngo-founders",
    ),
    ("head_name", _("Agreements are signed by the head."), _field("head_name"), "ngo-edit"),
    ("email", _("The operator writes to this address."), _field("email"), "ngo-edit"),
    ("phone", _("People who need help call."), _field("phone"), "ngo-edit"),
    ("address", _("People who need help come, and monitoring visits go there."), _field("address"), "ngo-edit"),
    ("website", _("Reports and news are looked for there."), _field("website"), "ngo-edit"),
    ("languages", _("People see in which language they will be answered."), _field("languages"), "ngo-edit"),
    ("sdgs", _("International donors look for partners by goal."), _field("sdgs"), "ngo-edit"),
    ("logo", _("People recognise the organisation at a glance."), lambda one: one.logo_id is not None, "ngo-logo-edit"),
)


def completeness(organisation: Organisation) -> Completeness:
    """Ask with ``with_card()`` so that no query is needed."""
    missing = [
        Item(str(LABELS[name]), str(why), f"{reverse(f'registry:{page}', args=[organisation.bin])}#id_{anchor}")
        for name, why, is_there, page in WANTED
        for anchor in (_ANCHORS.get(name, name),)
        if not is_there(organisation)
    ]
    return Completeness(len(WANTED) - len(missing), len(WANTED), missing)


# Checkboxes have an id for each choice; the first one is where the group begins.
_ANCHORS = {
    "spheres": "spheres_0",
    "languages": "languages_0",
    "sdgs": "sdgs_0",
    "founders": "founders-0-name",
    "logo": "file",
}
