"""What was changed after filing, and what an expert gave to the calibration example, stay as they were written."""

from django.db import migrations

FORBID = """
CREATE FUNCTION evaluation_kept_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % never change: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_sheetchange_no_change BEFORE UPDATE OR DELETE ON evaluation_sheetchange
  FOR EACH ROW EXECUTE FUNCTION evaluation_kept_guard();
CREATE TRIGGER evaluation_calibrationanswer_no_change BEFORE UPDATE OR DELETE ON evaluation_calibrationanswer
  FOR EACH ROW EXECUTE FUNCTION evaluation_kept_guard();
"""
ALLOW = """
DROP TRIGGER evaluation_calibrationanswer_no_change ON evaluation_calibrationanswer;
DROP TRIGGER evaluation_sheetchange_no_change ON evaluation_sheetchange;
DROP FUNCTION evaluation_kept_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0006_rubric_editor_discussion_calibration")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
