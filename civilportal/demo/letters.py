"""A letter of support for each application: a real, small PDF, printed by the portal's own means."""

from __future__ import annotations

import datetime as dt

from civilportal.demo.projects import Project
from publishing.reports import pdf
from publishing.reports.blocks import Paragraph, Printed, Section

TITLE = {"ru": "Письмо поддержки", "kk": "Қолдау хаты"}
NOTICE = {
    "ru": "Демонстрационный документ: всё в нём вымышлено.",
    "kk": "Демонстрациялық құжат: бәрі ойдан шығарылған.",
}
TEXT = {
    "ru": "Мы знаем о проекте «{title}» и готовы помогать: дать помещение на время занятий, рассказать о проекте жителям и сообщить, что изменилось.",
    "kk": "Біз «{title}» жобасын білеміз және көмектесуге дайынбыз: сабақ кезінде орын береміз, тұрғындарға жоба туралы айтамыз және не өзгергенін хабарлаймыз.",
}
SIGNED = {"ru": "Совет дома (вымышленный)", "kk": "Үй кеңесі (ойдан шығарылған)"}


def letter(project: Project, moment: dt.datetime) -> bytes:
    """The letter in the language of the application."""
    language = project.language
    text = TEXT[language].format(title=project.title)
    document = Printed(
        title=TITLE[language],
        subtitle=project.sections["project"]["territory"],
        author=SIGNED[language],
        language=language,
        footer=NOTICE[language],
        sections=[Section(TITLE[language], [Paragraph(text), Paragraph(SIGNED[language])])],
        notice=NOTICE[language],
    )
    return pdf.render(document, moment=moment)
