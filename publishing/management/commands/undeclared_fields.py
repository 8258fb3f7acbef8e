"""Say which fields of models nobody has declared public, internal or personal, ready to be pasted (docs/adr/0045)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Field

from foundation.accounts.models import User
from publishing.opendata import declared

# What names such as these hold says something of a person; a guess that whoever pastes it looks at.
TELLING = ("name", "email", "phone", "iin", "address", "password", "secret", "text", "document", "data", "remark")
WIDTH = 96


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [(model, names) for model in declared.own_models() if (names := declared.undeclared(model))]
        for model, names in missing:
            room = apps.get_app_config(model._meta.app_label).name.replace(".", "/")
            self.stdout.write(f"# {room}/privacy.py")
            self.stdout.write(_lines(model, names))
        gone = declared.vanished()
        for name in gone:
            self.stdout.write(f"# is there no more: {name}")
        if missing or gone:
            raise CommandError(f"{sum(len(names) for _model, names in missing)} undeclared, {len(gone)} gone")
        self.stdout.write("every field is declared")


def _lines(model: declared.Model, names: list[str]) -> str:
    """A declaration to paste. What was said of the other fields of the model is in it too."""
    said = declared.of(model)
    kinds: dict[str, list[str]] = {"public": [], "internal": [], "personal": []}
    for name in declared.field_names(model):
        kind = said.kind(name) if said and name not in names else None
        kinds[kind or _guess(model._meta.get_field(name))].append(name)
    parts = [f'        {kind}="{" ".join(found)}",' for kind, found in kinds.items() if found]
    return "\n".join([f'    "{model.__name__}": fields(', *parts, "    ),"])


def _guess(field: Field) -> str:
    tells = field.related_model is User or any(word in field.name for word in TELLING)
    return "personal" if tells else "internal"
