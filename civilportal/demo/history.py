"""The seven real awards of the contest, from the journal that told of them, through the import of past awards."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile

from civilportal.demo.data import HERE
from foundation.accounts.models import User
from grants.actions import history
from grants.forms.history import parse
from grants.models import AwardImport

FILE = HERE / "past_awards_2022.csv"


def is_loaded() -> bool:
    """Whether this file was taken in."""
    return AwardImport.objects.filter(file_name=FILE.name).exists()


def load(officer: User) -> None:
    """Take the file in as an officer does: sent, read, and all its rows at once. Raises RuntimeError for a fault in it."""
    if is_loaded():
        return
    content = FILE.read_bytes()
    history.receive(upload=ContentFile(content, name=FILE.name), by=officer)
    parsed = parse(content)
    if parsed.faults:
        raise RuntimeError(f"{FILE.name}: {parsed.faults[0].message}")
    digest = hashlib.sha256(content).hexdigest()
    history.import_awards(rows=parsed.rows, digest=digest, file_name=FILE.name, by=officer)
