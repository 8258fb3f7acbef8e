"""What was decided on the strength of a ranking, and the bundle of a contest, refuse to be changed."""

from django.db import migrations

FORBID = """
CREATE FUNCTION evaluation_snapshot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% never changes: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_verdict_no_change BEFORE UPDATE OR DELETE ON evaluation_verdict
  FOR EACH ROW EXECUTE FUNCTION evaluation_snapshot_guard();
CREATE TRIGGER evaluation_bundle_no_change BEFORE UPDATE OR DELETE ON evaluation_bundle
  FOR EACH ROW EXECUTE FUNCTION evaluation_snapshot_guard();
"""
ALLOW = """
DROP TRIGGER evaluation_bundle_no_change ON evaluation_bundle;
DROP TRIGGER evaluation_verdict_no_change ON evaluation_verdict;
DROP FUNCTION evaluation_snapshot_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0011_verdicts_bundles_and_likenesses")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
