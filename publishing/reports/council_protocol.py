"""The protocol of a council's meeting on paper: the published minutes, who was there, every vote with its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from councils.choices import BallotKind
from councils.models import Attendance, Meeting, Motion
from councils.scoring.roll import needed, quorum
from foundation.core import presentation
from foundation.core.text import localized
from publishing.reports.blocks import Block, Facts, Items, Paragraph, Printed, Section, Table

LINE = "______________________________"


def printed(meeting: Meeting, roll: Sequence[Attendance], motions: Sequence[Motion]) -> Printed:
    """The protocol in the language in force; minutes are written in Kazakh and Russian, so English reads the Russian ones."""
    values = {"number": meeting.number, "held": presentation.moment(meeting.held_at, with_zone=True)}
    name = localized(meeting.council, "name")
    invented = _("This council and its members are made up to show the portal.")
    return Printed(
        title=_("Protocol of the meeting № %(number)s") % values,
        subtitle=f"{name}. {values['held']}",
        author=name,
        language=presentation.language(),
        footer=_("%(council)s, protocol № %(number)s") % {"council": name, **values},
        notice=invented if meeting.council.is_invented else "",
        sections=[
            Section(_("The meeting"), [Facts(_facts(meeting, roll))]),
            Section(_("Minutes"), [Paragraph(text) for text in _minutes(meeting)]),
            Section(_("Votes"), _votes(motions)),
            Section(_("Signatures"), [Facts([(_("Chair"), LINE), (_("Secretary"), LINE)])]),
        ],
    )


def _facts(meeting: Meeting, roll: Sequence[Attendance]) -> list[tuple[str, str]]:
    here = sum(one.is_present for one in roll)
    values = {"present": here, "members": len(roll), "quorum": quorum(len(roll))}
    found = [
        (_("Topic"), meeting.topic),
        (_("Place"), meeting.place or meeting.video_url),
        (_("Present"), _("%(present)s of %(members)s members; the quorum is %(quorum)s") % values),
    ]
    if meeting.published_at:
        found.append((_("Published"), presentation.day(meeting.published_at)))
    if meeting.minutes_due_on:
        found.append((_("To be published until"), presentation.day(meeting.minutes_due_on)))
    found.append((_("Page"), f"{settings.PUBLIC_ADDRESS}{meeting.get_absolute_url()}"))
    return found


def _minutes(meeting: Meeting) -> list[str]:
    text = meeting.minutes_kk if presentation.language() == "kk" else meeting.minutes_ru
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]


def _votes(motions: Sequence[Motion]) -> list[Block]:
    if not motions:
        return [Paragraph(_("Nothing was put to the vote."))]
    head = ["№", _("Put to the vote"), _("For"), _("Against"), _("Abstained"), _("Needed"), _("Result")]
    rows = [
        [
            str(place),
            one.text,
            str(one.in_favour),
            str(one.against),
            str(one.abstained),
            str(needed(one.taking_part or 0, one.majority)),
            str(one.get_status_display()),
        ]
        for place, one in enumerate(motions, 1)
    ]
    table = Table(head, rows, widths=(0, 5, 1, 1.1, 1.4, 1.3, 2), numbers=(0, 2, 3, 4, 5))
    secret = [str(place) for place, one in enumerate(motions, 1) if one.ballot == BallotKind.SECRET]
    note = _("By secret ballot: № %(numbers)s") % {"numbers": ", ".join(secret)}
    papers = [
        line for place, one in enumerate(motions, 1) if one.ballot == BallotKind.PAPER for line in _papers(place, one)
    ]
    lines = ([note] if secret else []) + papers
    return [table, Items(lines)] if lines else [table]


def _papers(place: int, motion: Motion) -> list[str]:
    """What the counting commission found, sum by sum; who took a paper is known to nobody."""
    paper = motion.paper
    values = {
        "place": place,
        "rule": motion.item.meeting.council.paper_rule,
        "part": motion.taking_part,
        "given": paper.given_out,
        "box": paper.in_box,
        "left": paper.not_put_in,
        "valid": paper.valid,
        "invalid": paper.invalid,
        "for": paper.in_favour,
        "against": paper.against,
        "abstained": paper.abstained,
        "names": ", ".join(seat.full_name for seat in paper.counted_by.all()),
    }
    return [
        _("№ %(place)s by secret ballot on paper (%(rule)s): %(given)s papers for %(part)s members taking part.")
        % values,
        _("In the box %(box)s, not put in %(left)s. %(box)s = %(valid)s valid + %(invalid)s invalid.") % values,
        _("%(valid)s = %(for)s for + %(against)s against + %(abstained)s abstained. Counted by: %(names)s.") % values,
    ]
