"""``make messages`` and its gate: every sentence of the sources is in every catalogue, translated.

Reads the sources itself, in plain Python: templates through Django's own ``templatize``, Python through its syntax tree.
So neither a translator nor a fresh machine needs the gettext programs.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from civilportal.embedded.terminal import say

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "civilportal",
    "foundation",
    "registry",
    "evaluation",
    "monitoring",
    "grants",
    "socialorder",
    "councils",
    "publishing",
)
LANGUAGES = ("kk", "ru")
# The places of context, singular and plural among the arguments of each function.
CALLS: dict[str, dict[str, int]] = {
    "gettext": {"msgid": 0},
    "ngettext": {"msgid": 0, "plural": 1},
    "pgettext": {"context": 0, "msgid": 1},
    "npgettext": {"context": 0, "msgid": 1, "plural": 2},
}
CALLS |= {f"{name}_{kind}": places for name, places in list(CALLS.items()) for kind in ("lazy", "noop")}
CALLS["_"] = CALLS["gettext"]
# Sentences that reach these places as values are marked with gettext_noop where they are written.
MARKED_ELSEWHERE = {"foundation/notifications/wording.py"}
IN_TEMPLATE = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Message:
    msgid: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.msgid)


def found() -> dict[Message, set[str]]:
    """Every message of the sources, with the files that it stands in."""
    messages: dict[Message, set[str]] = {}
    for path in sources():
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))):
            messages.setdefault(message, set()).add(str(path.relative_to(ROOT)))
    return messages


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for folder in (ROOT / "templates", *(ROOT / package / "templates" for package in PACKAGES)):
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".txt"})


def in_python(text: str, name: str) -> Iterator[Message]:
    """The messages of a Python source, also under another name (``gettext_lazy as _``)."""
    tree = ast.parse(text, name)
    aliases = {
        alias.asname or alias.name: CALLS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            places = _places(node, aliases)
            if places and not (name in MARKED_ELSEWHERE and isinstance(node.args[0], ast.Name)):
                yield _message(node, places, name)


def in_template(text: str, name: str) -> Iterator[Message]:
    """The messages of a template."""
    python = templatize(text, origin=name)
    for match in IN_TEMPLATE.finditer(python):
        call = ast.parse(_whole_call(python, match.start()), mode="eval").body
        if isinstance(call, ast.Call):
            yield _message(call, CALLS[match[1]], name)


def _places(call: ast.Call, aliases: dict[str, dict[str, int]]) -> dict[str, int] | None:
    if isinstance(call.func, ast.Name):
        return aliases.get(call.func.id)
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return CALLS.get(call.func.attr) if call.func.value.id == "translation" else None
    return None


def _message(call: ast.Call, places: dict[str, int], name: str) -> Message:
    texts = {part: _text(call, place, name) for part, place in places.items()}
    return Message(**texts)


def _text(call: ast.Call, place: int, name: str) -> str:
    argument = call.args[place] if len(call.args) > place else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise SystemExit(
        f"{name}:{call.lineno}: what is translated must be a plain text, so that a translator can find it."
    )


def _whole_call(python: str, start: int) -> str:
    """The call that begins at ``start``: up to the first closing bracket that makes it complete."""
    end = start
    while (end := python.find(")", end) + 1) > 0:
        try:
            ast.parse(python[start:end], mode="eval")
        except SyntaxError:
            continue
        return python[start:end]
    raise SystemExit(f"Cannot read the translated text: {python[start : start + 80]!r}")


def catalogue(language: str) -> polib.POFile:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = polib.POFile(wrapwidth=110)
    made.fpath = str(path)
    made.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
    }
    return made


def plural_forms(language: str) -> str:
    """As in Django's own catalogue of the language, which ours must agree with."""
    import django.conf  # noqa: PLC0415 - only a new catalogue needs it

    theirs = Path(django.conf.__file__).parent / "locale" / language / "LC_MESSAGES" / "django.po"
    return str(polib.pofile(str(theirs)).metadata["Plural-Forms"])


def update(language: str, messages: dict[Message, set[str]]) -> str:
    """Write the catalogue: new messages added empty, vanished ones kept at the end as obsolete; returns a line."""
    book = catalogue(language)
    wanted = {message.key: message for message in messages}
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in book}
    for key, entry in known.items():
        entry.obsolete = key not in wanted
    for key in sorted(set(wanted) - set(known), key=lambda key: (min(messages[wanted[key]]), key)):
        book.append(_entry(wanted[key], language))
    for key, entry in ((key, entry) for key, entry in {**known, **_by_key(book)}.items() if key in wanted):
        entry.occurrences = [(name, "") for name in sorted(messages[wanted[key]])]
    book.sort(key=lambda entry: (entry.obsolete, entry.occurrences[0] if entry.occurrences else ("", ""), entry.msgid))
    book.save(book.fpath)
    missing = len(book.untranslated_entries()) + len(book.fuzzy_entries())
    return f"{language}: {len(wanted)} messages, {missing} to be translated"


def _by_key(book: polib.POFile) -> dict[tuple[str, str], polib.POEntry]:
    return {(entry.msgctxt or "", entry.msgid): entry for entry in book}


def _entry(message: Message, language: str) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        forms = int(re.search(r"nplurals=(\d)", plural_forms(language))[1])  # type: ignore[index]
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    if "%(" in message.msgid:
        entry.flags.append("python-format")
    return entry


def faults(language: str, messages: dict[Message, set[str]]) -> Iterator[str]:
    """What is wrong with a catalogue, one line each."""
    book = _by_key(catalogue(language))
    for message, names in sorted(messages.items(), key=lambda item: (min(item[1]), item[0].msgid)):
        entry = book.get(message.key)
        where = f"{language}: {min(names)}: {message.msgid!r}"
        if entry is None or entry.obsolete:
            yield f"{where} is not in the catalogue; make messages puts it there"
        elif not entry.translated() or entry.fuzzy:
            yield f"{where} is not translated"
        elif lost := _lost_placeholders(message, entry):
            yield f"{where} has other placeholders in its translation: {', '.join(sorted(lost))}"
    wanted = {message.key for message in messages}
    for key, entry in sorted(book.items()):
        if key not in wanted and not entry.obsolete:
            yield f"{language}: {entry.msgid!r} is no longer in the sources; make messages marks it"


def _lost_placeholders(message: Message, entry: polib.POEntry) -> set[str]:
    """Names that only one side has. A plural may leave out its number in some of its forms ("one day")."""
    original = _names(message.msgid) | _names(message.plural)
    if not message.plural:
        return original ^ _names(entry.msgstr)
    forms = [_names(form) for form in entry.msgstr_plural.values()]
    return set().union(*forms) ^ original


def _names(text: str) -> set[str]:
    return {match[1] or match[2] for match in PLACEHOLDER.finditer(text)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make messages")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a translation is missing")
    given = parser.parse_args()
    settings.configure()
    messages = found()
    if not given.check:
        for language in LANGUAGES:
            say(update(language, messages))
        return 0
    wrong = [fault for language in LANGUAGES for fault in faults(language, messages)]
    for fault in wrong:
        say(fault)
    say(f"{len(messages)} messages, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
