"""The sentences for a file that is not taken: each fault has its own, and each says what to do."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from foundation.core.errors import Fault, Invalid, Text
from foundation.documents.kinds import Kind, labels

TOO_LARGE = "too_large"
WRONG_TYPE = "wrong_type"
EMPTY = "empty"
BROKEN = "broken"
INFECTED = "infected"
NOT_SCANNED = "not_scanned"


class FileRefused(Invalid):
    """A file is not taken. ``code`` is one of the constants of this module; ``field`` the name of the form field."""

    def __init__(self, code: str, message: Text, *, field: str = "") -> None:
        super().__init__(Fault(message, field=field, rule=code), message=message)
        self.code = code
        self.args = (code, message)

    def at(self, field: str) -> FileRefused:
        """The same refusal, said at ``field``."""
        return FileRefused(self.code, self.message, field=field)


def too_large(name: str, size: int, limit: int) -> FileRefused:
    sentence = _("“%(name)s” is %(size)s. The largest file that can be sent is %(limit)s. Make it smaller or split it.")
    return FileRefused(
        TOO_LARGE, sentence % {"name": name, "size": filesizeformat(size), "limit": filesizeformat(limit)}
    )


def empty(name: str) -> FileRefused:
    sentence = _("“%(name)s” is empty: it has 0 bytes. Save it again and choose it once more.")
    return FileRefused(EMPTY, sentence % {"name": name})


def broken(name: str, kind: Kind) -> FileRefused:
    sentence = _(
        "“%(name)s” is damaged or was not copied to its end, so it cannot be opened as %(kind)s. Save it again and"
        " choose it once more."
    )
    return FileRefused(BROKEN, sentence % {"name": name, "kind": kind.label})


def infected(name: str) -> FileRefused:
    sentence = _("“%(name)s” was not taken: the virus check found harmful code in it. Check your computer for viruses.")
    return FileRefused(INFECTED, sentence % {"name": name})


def not_scanned(name: str) -> FileRefused:
    sentence = _("“%(name)s” could not be checked for viruses, so it was not taken. Try again in a few minutes.")
    return FileRefused(NOT_SCANNED, sentence % {"name": name})


def wrong_type(name: str, found: Text, allowed: Iterable[Kind], *, claimed: str = "") -> FileRefused:
    """``found`` says what the file is («a program»); ``claimed`` is the kind that its name pretends to be, if any."""
    values = {"name": name, "found": found, "claimed": claimed, "allowed": labels(allowed)}
    if claimed:
        sentence = _("“%(name)s” is %(found)s, not a %(claimed)s file. Choose one of these: %(allowed)s.")
    else:
        sentence = _("“%(name)s” is %(found)s. Choose one of these: %(allowed)s.")
    return FileRefused(WRONG_TYPE, sentence % values)
