from django.db import migrations


def split(apps, schema_editor):
    """A vote on a whole list was a vote on each of its lines; a member with a conflict was out for all of them."""
    names = ("Attendee", "Proposal", "Ballot", "AgendaItem")
    attendee, proposals, ballot, agenda_item = (apps.get_model("grants", name) for name in names)
    listed = {}
    for proposal in proposals.objects.order_by("meeting_id", "application__number"):
        listed.setdefault(proposal.meeting_id, []).append(proposal.application_id)
    for meeting, applications in listed.items():
        agenda_item.objects.bulk_create(
            agenda_item(meeting_id=meeting, application_id=pk, position=position)
            for position, pk in enumerate(applications, 1)
        )
    for seat in attendee.objects.exclude(vote="", conflict=""):
        values = (
            {"source": "known", "conflict": seat.conflict}
            if seat.conflict
            else {"choice": seat.vote, "remark": seat.remark, "voted_at": seat.voted_at}
        )
        ballot.objects.bulk_create(
            ballot(attendee_id=seat.pk, application_id=pk, **values) for pk in listed.get(seat.meeting_id, [])
        )
        attendee.objects.filter(pk=seat.pk).update(declared_at=seat.voted_at)


class Migration(migrations.Migration):
    dependencies = [("grants", "0022_commission_votes")]

    operations = [migrations.RunPython(split, migrations.RunPython.noop, elidable=True)]
