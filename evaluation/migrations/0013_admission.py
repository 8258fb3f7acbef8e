"""Who was not admitted to a contest is kept with its published ranking, and does not change after the publication."""

from django.db import migrations, models

FORBID = """
CREATE FUNCTION evaluation_run_admission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND OLD.admission IS DISTINCT FROM NEW.admission THEN
    RAISE EXCEPTION 'what was published never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evaluation_run_admission_no_change BEFORE UPDATE ON evaluation_run
  FOR EACH ROW EXECUTE FUNCTION evaluation_run_admission_guard();
"""
ALLOW = """
DROP TRIGGER evaluation_run_admission_no_change ON evaluation_run;
DROP FUNCTION evaluation_run_admission_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0012_verdicts_and_bundles_do_not_change")]
    operations = [
        migrations.AddField(
            model_name="run",
            name="admission",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Who was not admitted to this contest and why, as told at the publication.",
            ),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
