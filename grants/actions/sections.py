"""Keeping what is typed in the sections of an application, by one author or by several at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.content.items import Typed
from foundation.core.content.merging import Merged, merge
from foundation.core.db import lock
from foundation.core.errors import Conflict
from grants.models.applications import Application, Section, SectionVersion, SectionVisit
from grants.models.parts import main_part, parts_of
from grants.rules import applications as rules
from grants.rules import sections

# Saves of a section that are remembered: what a page can have begun from.
VERSIONS_KEPT = 100


class StaleSection(Conflict):
    """Somebody else, or another tab, changed the same words since this text was begun. ``section`` is what is stored
    now, ``merged`` the joined text with what has to be chosen.
    """

    def __init__(self, section: Section, merged: Merged) -> None:
        super().__init__(
            _("Not saved: %(person)s changed this section at %(time)s. Both texts are kept: choose between them.")
            % {
                "person": section.saved_by,
                "time": timezone.localtime(section.saved_at).strftime("%H:%M"),
            },
            code="stale",
        )
        self.section, self.merged = section, merged


@dataclass(frozen=True)
class Typing:
    """What a page sends: the text, the version that it began from, its own name, and what the author chose between two
    texts. ``is_checked`` when the author has looked through what was copied. A page that saves by itself cannot show
    other rows than it has, so it may not ``can_reshape``.
    """

    typed: Typed
    version: int
    page: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    is_checked: bool = False
    can_reshape: bool = True


@transaction.atomic(durable=True)
def save(*, application: Application, name: str, typing: Typing, by: Any) -> Section:
    """Keep what was typed in the section ``name``, complete or not; what others changed meanwhile in other fields stays.

    Raises StaleSection when both changed the same words, Invalid beyond technical limits, Conflict or DeadlinePassed
    when the application cannot be changed now. Nothing is written when nothing has changed. ``joined`` of the section
    tells what was taken from another author.
    """
    application = lock(Application, application.pk)
    rules.check_can_edit(by, application, clock.now())
    sections.check_size(parts_of(application.call)[name], typing.typed)
    section = application.sections.select_related("saved_by").get(name=name)
    section.application = application
    section.joined = _joined(section, typing)
    typed = without_empty(section.joined.typed if section.joined else typing.typed)
    if section.copied_from and typing.is_checked:
        section.copied_from = ""
        section.save(update_fields=["copied_from"])
    if section.data != typed:
        write(section=section, typed=typed, page=typing.page, by=by)
        copy_facts(application)
    return section


def without_empty(typed: Typed) -> dict[str, Any]:
    return {key: value for key, value in typed.items() if value}


def _joined(section: Section, typing: Typing) -> Merged | None:
    """The joined text when another page has saved meanwhile, or when the author has chosen; raises StaleSection."""
    is_own = section.version == typing.version or (typing.page and section.saved_from == typing.page)
    if is_own and not typing.chosen:
        return None
    base = section.data if is_own else _base(section, typing.version)
    part = parts_of(section.application.call)[section.name]
    merged = merge(part, None if is_own else base, typing.typed, section.data, typing.chosen)
    if not is_own and (merged.clashes or (merged.is_reshaped and not typing.can_reshape)):
        raise StaleSection(section, merged)
    return merged


def _base(section: Section, version: int) -> Typed | None:
    """What the section said in ``version``; None when that is too long ago."""
    known = section.history.filter(number=version).values_list("data", flat=True).first()
    return {} if known is None and version == 0 else known


def write(*, section: Section, typed: Typed, page: str, by: Any) -> None:
    """Step: the next version of a section. The caller has locked the application and asked the rule."""
    changed = sorted(key for key in {*section.data, *typed} if section.data.get(key) != typed.get(key))
    section.data, section.version, section.saved_from = dict(typed), section.version + 1, page
    section.saved_at, section.saved_by = clock.now(), by
    section.save(update_fields=["data", "version", "saved_from", "saved_at", "saved_by", "copied_from"])
    SectionVersion.objects.create(
        section=section, number=section.version, data=section.data, saved_at=section.saved_at, saved_by=by
    )
    section.history.filter(number__lte=section.version - VERSIONS_KEPT).delete()
    # What was typed is private until it is sent: the event names the fields, not their text.
    record(
        "grants.application.section_saved",
        section.application,
        by=by,
        changes={"section": section.name, "version": section.version, "fields": changed},
    )


def copy_facts(application: Application) -> None:
    """Step: title, language and sum stand in lists, so they are copied from the sections."""
    draft = sections.draft_of(application)
    project = draft.sections.get(main_part(application.call), {})
    application.title = project.get("title", "")[:300]
    if project.get("language") in application.call.languages:
        application.language = project["language"]
    application.requested = sections.requested(draft)
    application.save(update_fields=["title", "language", "requested"])


@transaction.atomic(durable=True)
def note_visit(*, section: Section, by: Any, now: dt.datetime) -> None:
    """``by`` has the page of the section open. No event: it is a hint that lives for a minute."""
    SectionVisit.objects.update_or_create(section=section, user=by, defaults={"seen_at": now})
