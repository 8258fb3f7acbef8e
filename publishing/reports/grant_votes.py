"""The commission's part of its protocol: agenda, who was there, votes, conflicts, departures, signatures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from foundation.core import presentation
from grants.queries.commission.votes import Tally
from grants.queries.results import CallResults, Standing
from grants.scoring.roll import Roll
from publishing.reports.blocks import Block, Facts, Items, Paragraph, Table

NONE = "–"


def agenda(results: CallResults) -> list[Block]:
    """The points in their order."""
    points = results.meeting.agenda.select_related("application")
    told = [
        f"{point.application.number} {point.application.title}" if point.application else point.title
        for point in points
    ]
    return [Table([_("№"), _("Point")], [[str(place), text] for place, text in enumerate(told, 1)], widths=(0, 1))]


def attendance(results: CallResults) -> list[Block]:
    """Who was there, and the quorum with its arithmetic, so that a reader can repeat it (rule R37)."""
    rows = [[str(seat.member), _("yes") if seat.is_present else _("no")] for seat in results.seats]
    there, meeting = results.attendance, results.meeting
    values = {"members": there.members, "quorum": there.quorum, "present": there.present}
    facts = [
        (
            _("Quorum"),
            _("two thirds of all %(members)s members, rounded up = %(quorum)s; present: %(present)s") % values,
        ),
        (_("There is a quorum"), _("yes") if there.has_quorum else _("no")),
    ]
    if meeting.place or meeting.video_url:
        facts.append((_("Place"), meeting.place or meeting.video_url))
    if meeting.chair:
        facts.append((_("Chair"), str(meeting.chair)))
    return [Table([_("Member"), _("Present")], rows, widths=(3, 1)), Facts(facts)]


def votes(results: CallResults) -> list[Block]:
    """Each application: quorum, base, votes, what came of it; then remarks."""
    head = [_("Application"), _("Proposal"), _("Quorum and base"), _("For"), _("Against"), _("Abstained"), _("Adopted")]
    voted = _voted(results)
    rows = [
        [
            one.application.number,
            str(one.proposal.get_outcome_display()) if one.proposal else NONE,
            _base(tally.roll),
            str(tally.roll.in_favour),
            str(tally.roll.against),
            str(tally.roll.abstained),
            _adopted(tally.roll),
        ]
        for one, tally in voted
    ]
    remarks = [
        f"{one.application.number}, {voice.seat.member}, {voice.ballot.get_choice_display()}: {voice.ballot.remark}"
        for one, tally in voted
        for voice in tally.remarked
        if voice.ballot
    ]
    table = Table(head, rows, widths=(1.5, 2, 4, 0, 0, 0, 1.6), numbers=(3, 4, 5))
    said: list[Block] = [Paragraph(_("Remarks of the members:")), Items(remarks)] if remarks else []
    return [table, *_named(results), *said]


def _named(results: CallResults) -> list[Block]:
    """How each member voted: applications in rows, members in columns by their numbers in the list above them."""
    seats = [seat for seat in results.seats if seat.is_present]
    legend = [f"{place}. {seat.member}" for place, seat in enumerate(seats, 1)]
    rows = []
    for one, tally in _voted(results):
        by_seat = {voice.seat.pk: voice.ballot for voice in tally.voices}
        said = [by_seat[seat.pk] for seat in seats]
        cells = [
            NONE if ballot is None else _("out") if ballot.conflict else str(ballot.get_choice_display())
            for ballot in said
        ]
        rows.append([one.application.number, *cells])
    head = [_("Application"), *(str(place) for place in range(1, len(seats) + 1))]
    table = Table(head, rows, widths=(2, *[1] * len(seats)))
    return [Paragraph(_("How each member voted; the columns are the members present:")), Items(legend), table]


def conflicts(results: CallResults) -> list[Block]:
    """Who took no part in what, and why."""
    rows = [
        [
            one.application.number,
            str(voice.seat.member),
            str(voice.ballot.get_source_display()),
            voice.ballot.conflict,
        ]
        for one, tally in _voted(results)
        for voice in tally.barred
        if voice.ballot
    ]
    if not rows:
        return [Paragraph(_("No member had a conflict of interest."))]
    head = [_("Application"), _("Took no part"), _("How it came up"), _("Conflict")]
    return [Table(head, rows, widths=(1.5, 2.5, 2, 4))]


def departures(results: CallResults) -> list[Block]:
    """Where the decision departs from the ranking, and why."""
    rows = [
        [
            one.application.number,
            str(one.result.rank) if one.result and one.result.rank else NONE,
            str(one.proposal.get_departure_display()),
            one.proposal.departure_reason,
        ]
        for one in results.departures
        if one.proposal
    ]
    if not rows:
        return [Paragraph(_("The commission followed the ranking."))]
    head = [_("Application"), _("Rank"), _("Departure"), _("Reason")]
    return [Table(head, rows, widths=(1.5, 0, 2.5, 4.5), numbers=(1,))]


def signatures(results: CallResults) -> list[Block]:
    """E-signatures of those who were there; who has not signed yet is named too."""
    signed = {one.signer_id: one.signature for one in results.signatures}
    people = [seat.member for seat in results.seats if seat.is_present]
    if results.meeting.concluded_by and results.meeting.concluded_by not in people:
        people.append(results.meeting.concluded_by)
    rows = []
    for person in people:
        signature = signed.get(person.pk)
        if signature is None:
            rows.append([str(person), _("not signed yet"), NONE])
        else:
            rows.append([str(person), presentation.moment(signature.signed_at, with_zone=True), signature.sha256])
    head = [_("Who"), _("Signed at"), _("SHA-256 of the signed document")]
    return [Table(head, rows, widths=(2.5, 2.5, 5))]


def _voted(results: CallResults) -> list[tuple[Standing, Tally]]:
    return [(one, one.tally) for one in results.standings if one.proposal and one.tally]


def _base(roll: Roll) -> str:
    values = {
        "present": roll.present,
        "quorum": roll.attendance.quorum,
        "barred": roll.barred,
        "base": roll.base,
        "majority": roll.majority,
    }
    return (
        _(
            "present %(present)s, quorum %(quorum)s; may vote %(present)s − %(barred)s = %(base)s; needed more than half ="
            " %(majority)s"
        )
        % values
    )


def _adopted(roll: Roll) -> str:
    if roll.is_decided_by_chair:
        return _("yes, by the vote of the chair")
    return _("yes") if roll.is_carried else _("no")
