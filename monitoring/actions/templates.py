"""Lists of questions that come with the portal, from ``monitoring/data/templates.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.audit.record import record
from monitoring.models import Question, Template

FILE = Path(__file__).resolve().parent.parent / "data" / "templates.toml"
LANGUAGES = ("kk", "ru", "en")


@transaction.atomic(durable=True)
def load(*, by: Any = None) -> int:
    """Add the lists that are not there yet; returns how many. A list that is there is never changed."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["template"]
    return sum(_load(one, by) for one in written)


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
