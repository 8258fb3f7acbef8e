from __future__ import annotations

import polib
import pytest

from tooling import messages
from tooling.messages import Message, in_python, in_template

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
from django.utils import translation

TITLE = _("Applications")
LONG = _("Two parts "
         "of one sentence.")
DAYS = ngettext("%(n)s day", "%(n)s days", n)
MONTH = pgettext("month", "May")
LATE = translation.gettext("Too late.")
OTHER = gettext("not imported here")
other._("not a translation")
"""
TEMPLATE = """{% load i18n %}
<h1 title="{% translate "Call (open)" %}">{% blocktranslate trimmed with sum=call.sum %}
  Up to {{ sum }} tenge,
  {{ share }}%
{% endblocktranslate %}</h1>
{% blocktranslate count n=calls|length %}One call{% plural %}{{ n }} calls{% endblocktranslate %}
{% translate "May" context "month" %} {{ _("in a variable") }} {{ name|default:_("nobody") }}
{# {% translate "in a comment" %} #}{% comment %}{% translate "in a long comment" %}{% endcomment %}
"""


@pytest.fixture
def locale(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return tmp_path / "locale"


def book(locale, language: str = "ru") -> polib.POFile:
    return polib.pofile(str(locale / language / "LC_MESSAGES" / "django.po"))


def test_messages_of_python():
    assert list(in_python(PYTHON, "x.py")) == [
        Message("Applications"),
        Message("Two parts of one sentence."),
        Message("%(n)s day", plural="%(n)s days"),
        Message("May", context="month"),
        Message("Too late."),
    ]


def test_messages_of_a_template():
    assert list(in_template(TEMPLATE, "x.html")) == [
        Message("Call (open)"),
        Message("Up to %(sum)s tenge, %(share)s%%"),
        Message("One call", plural="%(n)s calls"),
        Message("May", context="month"),
        Message("in a variable"),
        Message("nobody"),
    ]


def test_text_that_is_put_together_is_refused_with_its_place():
    source = "from django.utils.translation import gettext as _\n\n_(f'{name} is late')\n"

    with pytest.raises(SystemExit, match=r"^x\.py:3: what is translated must be a plain text"):
        list(in_python(source, "x.py"))


@pytest.mark.parametrize(("language", "forms"), [("kk", 2), ("ru", 4)])
def test_new_catalogue_has_the_plural_forms_of_the_language(locale, language, forms):
    messages.update(language, {Message("One", plural="Many"): {"a.py"}})

    assert book(locale, language).metadata["Plural-Forms"].startswith(f"nplurals={forms};")
    assert sorted(book(locale, language)[0].msgstr_plural) == list(range(forms))


def test_update_adds_marks_and_keeps(locale):
    messages.update("ru", {Message("Stays"): {"a.py"}, Message("Goes"): {"a.py"}})
    catalogue = book(locale)
    for entry in catalogue:
        entry.msgstr = f"{entry.msgid} по-русски"
    catalogue.save()

    line = messages.update("ru", {Message("Stays"): {"b.py"}, Message("Comes"): {"b.py"}})

    assert line == "ru: 2 messages, 1 to be translated"
    assert [(entry.msgid, entry.msgstr, entry.obsolete) for entry in book(locale)] == [
        ("Comes", "", 0),
        ("Stays", "Stays по-русски", 0),
        ("Goes", "Goes по-русски", 1),
    ]


def test_message_that_comes_back_keeps_its_translation(locale):
    messages.update("ru", {Message("Returns"): {"a.py"}})
    catalogue = book(locale)
    catalogue[0].msgstr = "Вернулось"
    catalogue.save()
    messages.update("ru", {})

    messages.update("ru", {Message("Returns"): {"a.py"}})

    assert [(entry.msgid, entry.msgstr, entry.obsolete) for entry in book(locale)] == [("Returns", "Вернулось", 0)]


def test_update_twice_changes_nothing(locale):
    found = {Message("One", plural="Many"): {"a.py"}, Message("May", context="month"): {"b.py", "a.py"}}
    messages.update("ru", found)
    before = (locale / "ru" / "LC_MESSAGES" / "django.po").read_bytes()

    messages.update("ru", found)

    assert (locale / "ru" / "LC_MESSAGES" / "django.po").read_bytes() == before


def test_every_fault_is_told(locale):
    found = {Message(text): {"a.py"} for text in ("Empty", "Fuzzy", "Good", "Sum %(sum)s")}
    messages.update("ru", found | {Message("Old"): {"a.py"}})
    catalogue = book(locale)
    for entry in catalogue:
        entry.msgstr = {"Empty": "", "Sum %(sum)s": "Сумма %(total)s"}.get(entry.msgid, "перевод")
        if entry.msgid == "Fuzzy":
            entry.flags.append("fuzzy")
    catalogue.save()

    assert list(messages.faults("ru", found | {Message("New"): {"b.py"}})) == [
        "ru: a.py: 'Empty' is not translated",
        "ru: a.py: 'Fuzzy' is not translated",
        "ru: a.py: 'Sum %(sum)s' has other placeholders in its translation: sum, total",
        "ru: b.py: 'New' is not in the catalogue; make messages puts it there",
        "ru: 'Old' is no longer in the sources; make messages marks it",
    ]


def test_plural_may_leave_out_its_number_in_a_form(locale):
    message = Message("%(n)s day", plural="%(n)s days")
    messages.update("kk", {message: {"a.py"}})
    catalogue = book(locale, "kk")
    catalogue[0].msgstr_plural = {0: "бір күн", 1: "%(n)s күн"}
    catalogue.save()

    assert list(messages.faults("kk", {message: {"a.py"}})) == []
