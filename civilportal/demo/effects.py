"""What came of the grants of 2022: the direction that they stood on, and the evaluations of projects, the call and the direction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from civilportal.demo.cast import Cast
from civilportal.demo.data import read
from civilportal.demo.play import DAY, Contest
from civilportal.demo.stage import almaty, at
from foundation.core.calendar import add_working_days, local_date
from grants.actions import direction_lists, effects, listed_directions
from grants.models import Effect, ListedDirection
from grants.queries.effects import effect_of, projects_of
from publishing.reports import pdf
from publishing.reports.blocks import Items, Printed, Section
from registry.models import CalendarDay, Sphere

YEAR, BEGUN, DISCUSSED = 2022, almaty("2022-03-28 10:00"), almaty("2022-04-18 10:00")
WORKING_DAYS = 12
WRITTEN = almaty("2023-02-06 11:00")
# The last but one is written and waits for approval, the last one for an officer.
LEFT = 2


def direction(cast: Cast) -> ListedDirection:
    """The direction of the operator's list of 2022, discussed and approved by an order before the contest."""
    known = ListedDirection.objects.filter(list__body=cast.operator, list__year=YEAR, list__status="approved").first()
    if known is not None:
        return known
    texts, officer = read("directions.toml")["sdg"], cast.officer
    with at(BEGUN):
        found = direction_lists.create(
            body=cast.operator, year=YEAR, proposals_until=local_date(BEGUN) + 14 * DAY, by=officer, is_invented=True
        )
        named = {name: text for name, text in texts.items() if name.startswith(("title", "goal"))}
        words: dict[str, Any] = named | {"sphere": Sphere.objects.get(pk=texts["sphere"]), "region": None}
        listed = listed_directions.add(found=found, direction=None, values=words, by=officer)
    last_day = add_working_days(local_date(DISCUSSED), WORKING_DAYS, CalendarDay.objects.overrides())
    with at(DISCUSSED):
        direction_lists.open_discussion(found=found, last_day=last_day, by=officer)
    with at(DISCUSSED + (last_day - local_date(DISCUSSED) + DAY)):
        order = ContentFile(_order(listed, texts), "order.pdf")
        direction_lists.approve(found=found, number=texts["number"], order_on=last_day + DAY, order=order, by=officer)
    return ListedDirection.objects.select_related("list").get(pk=listed.pk)


def _order(listed: ListedDirection, texts: dict[str, str]) -> bytes:
    words = read("directions.toml")["order"]
    document = Printed(
        title=words["title"],
        subtitle=f"№ {texts['number']}",
        author=listed.list.body.name_kk,
        language="kk",
        footer=words["notice"],
        sections=[Section(words["title"], [Items([f"{listed.direction.code}. {listed.title_kk}"])])],
        notice=words["notice"],
    )
    return pdf.render(document, moment=DISCUSSED)


def is_loaded() -> bool:
    """Whether everything of this part is there; the call comes last."""
    return Effect.objects.exclude(call=None).exclude(figures=None).exists()


def load(contest: Contest) -> None:
    """Projects first, then the direction of the call, then the call: one officer concludes, another approves."""
    projects = list(projects_of(contest.call()).select_related("application__call"))
    texts = read("directions.toml")["effects"]
    for number, agreement in enumerate(projects[: len(projects) - 1 if len(projects) > LEFT else None]):
        said = texts["projects"][number % len(texts["projects"])]
        waits = len(projects) > LEFT and number == len(projects) - LEFT
        _evaluate(contest, agreement, said, WRITTEN + number * DAY / 24, is_approved=not waits)
    call = contest.call()
    if call.direction is not None:
        _evaluate(contest, call.direction, texts["direction"], WRITTEN + 14 * DAY)
    if projects:
        _evaluate(contest, call, texts["call"], WRITTEN + 21 * DAY)


def _evaluate(
    contest: Contest, of: Any, said: dict[str, str], moment: dt.datetime, *, is_approved: bool = True
) -> None:
    name = "listed" if isinstance(of, ListedDirection) else of._meta.model_name
    effect = effect_of(**{name: of})
    if effect is None:
        with at(moment):
            effect = effects.write(
                of=of, conclusion=said["conclusion"], reasons=said["reasons"], by=contest.cast.officer
            )
    if is_approved and not effect.is_approved:
        with at(moment + 3 * DAY):
            effects.approve(of=of, by=contest.cast.second)
