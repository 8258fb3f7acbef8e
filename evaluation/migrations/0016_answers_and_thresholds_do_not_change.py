"""An answer of an applicant, and what a round has announced about diverging marks and answers, refuse to be changed."""

from django.db import migrations

FORBID = """
CREATE TRIGGER evaluation_answer_no_change BEFORE UPDATE OR DELETE ON evaluation_answer
  FOR EACH ROW EXECUTE FUNCTION evaluation_snapshot_guard();

CREATE FUNCTION evaluation_round_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'preparing'
      AND (OLD.extra_over, OLD.answer_days) IS DISTINCT FROM (NEW.extra_over, NEW.answer_days) THEN
    RAISE EXCEPTION 'what a round has announced never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evaluation_round_announced BEFORE UPDATE ON evaluation_round
  FOR EACH ROW EXECUTE FUNCTION evaluation_round_guard();
"""
ALLOW = """
DROP TRIGGER evaluation_round_announced ON evaluation_round;
DROP FUNCTION evaluation_round_guard();
DROP TRIGGER evaluation_answer_no_change ON evaluation_answer;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0015_extra_experts_and_answers")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
