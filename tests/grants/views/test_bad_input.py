"""Bad input on the pages: told in the reader's language, at its place, with the rule and the way out; nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from grants.actions import agreements, tranches
from grants.choices import ApplicationStatus, CheckConclusion, CheckItem
from grants.forms.checks import NO, YES
from grants.models import FormalCheck
from tests.builders import agreements as build
from tests.builders import decisions, files
from tests.builders.grants import application_at, head_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")
TYPED = "Сорок мешков мусора собрали за неделю, қалғаны көктемде."


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def in_each_language(client: Client, name: str, arguments: list[Any], post: dict[str, Any]) -> dict[str, Any]:
    """Language → the answer to the same bad input."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            for value in post.values():
                for upload in value if isinstance(value, list) else [value]:
                    if hasattr(upload, "seek"):
                        upload.seek(0)
            found[language] = client.post(reverse(f"grants:{name}", args=arguments), post)
    return found


def texts(answers: dict[str, Any]) -> dict[str, str]:
    return {language: answer.text.replace("\xa0", " ") for language, answer in answers.items()}


def test_a_report_on_a_terminated_agreement_is_refused_with_its_text_kept() -> None:
    deal = build.paid()
    agreements.terminate(agreement=deal.agreement, reason="The work has stopped.", by=deal.officer)
    arguments = [deal.agreement.number, 1, "narrative"]

    answers = in_each_language(signed_in(deal.head), "report-section", arguments, {"done": TYPED, "version": "0"})

    assert {answer.status_code for answer in answers.values()} == {409}
    said = texts(answers)
    assert [TYPED in text for text in said.values()] == [True] * 3
    assert "The agreement was terminated, so this is not possible any more" in said["en"]
    assert ("Шарт бұзылды" in said["kk"], "Договор расторгнут" in said["ru"]) == (True, True)
    assert not deal.report(1).sections.filter(name="narrative").exists()


def test_a_payment_above_the_tranche_says_how_much_is_left() -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    today = {"day_0": "1", "day_1": "1", "day_2": "2026"}
    sent = {"reference": "PP-17", "amount": "350 000,01", **today}

    answers = in_each_language(signed_in(deal.officer), "tranche-pay", [deal.agreement.number, 1], sent)

    said = texts(answers)
    left = {"kk": "350 000 ₸", "ru": "350 000 ₸", "en": "350,000 ₸"}
    for language, text in said.items():
        errors = answers[language].context["form"].errors
        assert [left[language] in str(errors["amount"]).replace("\xa0", " "), "350 000,01" in text] == [True, True]
    assert len({str(answer.context["form"].errors["amount"]) for answer in answers.values()}) == 3
    assert not deal.tranche(1).payments.exists()


def test_three_hundred_pages_in_a_field_for_two_thousand_characters_stay_and_are_to_be_shortened() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    long_text = "Жағалау қоқысқа толы. " * 27_000
    client = signed_in(head_of(application.organisation))
    assert len(long_text) > 300 * 1_800
    found = []
    for language in LANGUAGES:
        version = application.sections.get(name="project").version
        with translation.override(language):
            url = reverse("grants:section-edit", args=[application.number, "project"])
            answer = client.post(url, {"justification": long_text, "version": str(version)})
        found.append(str(answer.context["form"].errors["justification"]))

    kept = application.sections.get(name="project").data["justification"]
    assert kept == long_text.strip()
    over = len(kept) - 2_000
    assert [("2000" in said.replace("\xa0", "").replace(" ", "").replace(",", "")) for said in found] == [True] * 3
    assert [str(over) in said.replace("\xa0", "").replace(" ", "").replace(",", "") for said in found] == [True] * 3
    assert len(set(found)) == 3


def test_a_program_named_pdf_and_too_many_files_are_told_in_three_languages() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client = signed_in(head_of(application.organisation))
    program = SimpleUploadedFile("plan.pdf", b"MZ" + b"\x90" * 200)
    many = [SimpleUploadedFile(f"letter-{number}.pdf", files.pdf(str(number))) for number in range(31)]

    renamed = in_each_language(client, "attachment-list", [application.number], {"title": TYPED, "file": program})
    heap = in_each_language(client, "attachment-list", [application.number], {"title": TYPED, "file": many})

    for answers in (renamed, heap):
        errors = [answer.context["form"].errors["file"][0] for answer in answers.values()]
        assert len(set(errors)) == 3, errors
        assert [answer.context["form"]["title"].value() for answer in answers.values()] == [TYPED] * 3
    assert all("plan.pdf" in answer.text or "PDF" in answer.text for answer in renamed.values())
    assert application.attachments.count() == 0


def test_two_officers_decide_on_one_application_and_the_later_one_loses_no_word() -> None:
    contest = decisions.checking(applications=1)
    application = contest.application(0)
    second = signed_in(contest.second)
    page = second.get(reverse("grants:check-detail", args=[application.number]))
    assert page.status_code == 200
    decisions.conclude_check(contest, 0)
    sent = {item.value: YES for item in CheckItem} | {"version": "1", "conclusion": CheckConclusion.REFUSE}
    sent |= {"territory": NO, "territory_reason": TYPED, "reason": TYPED}

    answers = in_each_language(second, "check-detail", [application.number], sent)

    assert {answer.status_code for answer in answers.values()} == {409}
    said = texts(answers)
    assert [TYPED in text for text in said.values()] == [True] * 3
    assert FormalCheck.objects.filter(application=application).count() == 1
