"""Seals, like the events, are written once."""

from django.db import migrations

FORBID = "".join(
    f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();"
    f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();"
    for table in ("audit_batch", "audit_sealedevent")
)
ALLOW = "".join(
    f"DROP TRIGGER {table}_no_truncate ON {table}; DROP TRIGGER {table}_no_change ON {table};"
    for table in ("audit_batch", "audit_sealedevent")
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chain_of_seals")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
