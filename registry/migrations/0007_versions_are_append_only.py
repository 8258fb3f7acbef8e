"""The table of versions takes new rows and nothing else, whoever asks."""

from django.db import migrations

FORBID = """
CREATE FUNCTION registry_version_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions are append-only: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER registry_organisationversion_no_change BEFORE UPDATE OR DELETE ON registry_organisationversion
  FOR EACH ROW EXECUTE FUNCTION registry_version_is_append_only();
"""
ALLOW = """
DROP TRIGGER registry_organisationversion_no_change ON registry_organisationversion;
DROP FUNCTION registry_version_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_record_versions_founders_and_reference")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
