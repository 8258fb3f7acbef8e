"""Sheets to print: tickets with their QR codes, or one poster for an open link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from monitoring.models import Survey, Ticket
from monitoring.scoring import tickets

ON_A_SHEET = 60
# Kazakh first; the page itself offers the other languages.
LANGUAGE = "kk"


@dataclass(frozen=True, slots=True)
class Printed:
    """A QR code and what stands beside it for those who type."""

    picture: str
    address: str
    code: str = ""
    number: int = 0


def answer_address(survey: Survey, code: str = "") -> str:
    """The whole address that leads to the questions."""
    with override(LANGUAGE):
        if code:
            path = reverse("monitoring:ticket-answer", args=[survey.token, code])
        else:
            path = reverse("monitoring:survey-answer", args=[survey.token])
    return f"{settings.PUBLIC_ADDRESS}{path}"


def picture(address: str) -> str:
    """``address`` as a QR code: an SVG in a data address, which the content policy allows for images."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True))


def poster(survey: Survey) -> Printed:
    """One code for everybody."""
    address = answer_address(survey)
    return Printed(picture(address), address)


def sheet(survey: Survey, unused: Sequence[Ticket]) -> list[Printed]:
    """A code for each ticket. It is computed anew each time: the database does not hold it."""
    printed = []
    for ticket in unused:
        code = tickets.code(settings.SECRET_KEY, survey.token, ticket.number)
        address = answer_address(survey, code)
        printed.append(Printed(picture(address), address, code, ticket.number))
    return printed
