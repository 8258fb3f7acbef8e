"""Quotas of a call: how much goes to which region, direction or group."""

import django.db.models as models
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("grants", "0020_strategic_partnership"), ("evaluation", "0017_quotas")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="quotas",
            field=models.JSONField(
                blank=True, db_default=[], default=list, help_text="How much goes to which group: grants.models.quotas."
            ),
        ),
    ]
