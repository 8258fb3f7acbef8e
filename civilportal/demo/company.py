"""Who carries a project of the demo together with the applicant, and what is said about an application."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile

from civilportal.demo import letters
from civilportal.demo.cast import Cast
from civilportal.demo.data import read
from civilportal.demo.script import Line
from civilportal.demo.stage import at
from grants.actions import attachments, conversations, partners
from grants.choices import FileKind, PartnerKind
from grants.models import Application

MINUTE = dt.timedelta(minutes=1)


def join(application: Application, line: Line, other: Line, moment: dt.datetime) -> None:
    """Another NGO of the contest is asked to be a co-applicant, and its head consents."""
    if line.applicant.organisation == other.applicant.organisation or application.partners.exists():
        return
    texts = read("parts.toml")[line.project.language]
    with at(moment - 40 * MINUTE):
        partner = partners.ask(
            application=application,
            organisation=other.applicant.organisation,
            kind=PartnerKind.CO_APPLICANT,
            contribution=texts["contribution"],
            may_edit=False,
            by=line.applicant.head,
        )
    with at(moment - 20 * MINUTE):
        partners.answer(partner=partner, consents=True, by=other.applicant.head)


def with_cv(application: Application, line: Line, moment: dt.datetime) -> None:
    """The leader of the team adds a CV."""
    name = line.project.sections["team"]["rows"][0]["full_name"]
    title = read("parts.toml")[line.project.language]["cv"]
    upload = ContentFile(letters.letter(line.project, moment), name=f"{title}.pdf")
    with at(moment - 10 * MINUTE):
        attachments.add(application=application, upload=upload, title=name, kind=FileKind.CV, by=line.applicant.head)


def talk(application: Application, line: Line, cast: Cast, moment: dt.datetime, *, is_answered: bool) -> None:
    """The officer asks, and the applicant answers or has not answered yet."""
    if application.messages.exists():
        return
    texts = read("parts.toml")[line.project.language]
    with at(moment):
        conversations.send(application=application, text=texts["question"], wants_answer=True, by=cast.officer)
    if is_answered:
        with at(moment + 90 * MINUTE):
            conversations.send(
                application=application, text=texts["answer"], wants_answer=False, by=line.applicant.head
            )
