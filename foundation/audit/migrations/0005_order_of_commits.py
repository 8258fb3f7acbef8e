"""The transaction that wrote an event: with it a reader can tell that no earlier one is still to come.

The table is written anew once (a minute for a million events). No field of the model: only the feed of changes asks it.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE audit_event ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX audit_event_order ON audit_event (txid, id);
"""
BACK = "ALTER TABLE audit_event DROP COLUMN txid;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain_is_append_only")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
