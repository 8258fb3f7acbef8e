"""Lists of questions: those that come with the portal (``monitoring/data/templates.toml``) and those that officers write."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Conflict, Invalid
from monitoring.models import Question, Template
from monitoring.rules import templates as rules
from registry.models import Body

FILE = Path(__file__).resolve().parent.parent / "data" / "templates.toml"
LANGUAGES = ("kk", "ru", "en")


@transaction.atomic(durable=True)
def load(*, by: Any = None) -> int:
    """Add the lists that are not there yet; returns how many. A list that is there is never changed."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["template"]
    return sum(_load(one, by) for one in written)


@transaction.atomic(durable=True)
def write(
    *,
    kind: str,
    titles: Mapping[str, str],
    questions: Sequence[Mapping[str, Any]],
    body: Body,
    by: Any,
    instead_of: Template | None = None,
) -> Template:
    """A list of ``body``; ``instead_of`` an older version, which stays for what was asked with it.

    ``titles``: ``title_kk`` …; each of ``questions`` has code ('' for a new one), kind, ``text_kk`` …, options, is_required,
    is_satisfaction, takes_photo. Raises NotPermitted, Conflict (somebody wrote a newer version meanwhile) or Invalid.
    """
    rules.check_can_write(by, body)
    code, version = f"own-{secrets.token_hex(6)}", 1
    if instead_of is not None:
        code, version = _next(instead_of, by)
        kind = instead_of.kind
    found = rules.faults(kind, titles, questions)
    if found:
        raise Invalid(*found)
    texts = {name: text.strip() for name, text in titles.items()}
    template = Template.objects.create(kind=kind, code=code, version=version, body=body, **texts)
    codes = _codes(questions)
    Question.objects.bulk_create(
        Question(template=template, position=position, **{**asked, "code": code})
        for position, (code, asked) in enumerate(zip(codes, questions, strict=True), 1)
    )
    record("monitoring.template.written", template, by=by, changes={"version": version, "questions": len(questions)})
    return template


def _next(template: Template, by: Any) -> tuple[str, int]:
    template = lock(Template, template.pk)
    rules.check_can_change(by, template)
    newer = Template.objects.filter(kind=template.kind, code=template.code, version__gt=template.version)
    if newer.exists():
        raise Conflict(_("Somebody has written a newer version of this list meanwhile: look at that one."))
    return template.code, template.version + 1


def _codes(questions: Sequence[Mapping[str, Any]]) -> list[str]:
    """A question keeps its code from version to version; a new one gets one that none of them has."""
    kept = {asked["code"] for asked in questions if asked["code"]}
    fresh = (f"q{number}" for number in count(1) if f"q{number}" not in kept)
    return [asked["code"] or next(fresh) for asked in questions]


def _load(written: dict[str, Any], by: Any) -> bool:
    key = {name: written[name] for name in ("kind", "code", "version")}
    template, is_new = Template.objects.get_or_create(**key, defaults=_texts("title", written["title"]))
    if is_new:
        Question.objects.bulk_create(
            _question(template, position, one) for position, one in enumerate(written["question"], 1)
        )
        record("monitoring.template.loaded", template, by=by, changes={"version": template.version})
    return is_new


def _question(template: Template, position: int, written: dict[str, Any]) -> Question:
    names = ("options", "is_required", "is_satisfaction", "takes_photo")
    given = {name: written[name] for name in names if name in written}
    return Question(
        template=template,
        position=position,
        code=written["code"],
        kind=written["kind"],
        **_texts("text", written["text"]),
        **given,
    )


def _texts(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}
