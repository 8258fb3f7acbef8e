from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("grants", "0023_past_votes_to_ballots")]

    operations = [
        migrations.RemoveConstraint(
            model_name="attendee",
            name="grants_attendee_conflict",
        ),
        migrations.RemoveConstraint(
            model_name="attendee",
            name="grants_attendee_vote",
        ),
        migrations.RemoveConstraint(
            model_name="attendee",
            name="grants_attendee_remark",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="conflict",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="remark",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="vote",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="voted_at",
        ),
    ]
