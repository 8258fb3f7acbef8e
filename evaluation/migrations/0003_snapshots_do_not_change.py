"""A computed ranking, its results and a frozen rubric refuse to be changed, whoever asks.

A run may go from waiting to computed once, and may be published once afterwards.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION evaluation_run_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a ranking is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (OLD.id, OLD.round_id, OLD.number, OLD.reason, OLD.engine_version, OLD.inputs_digest, OLD.requested_by_id,
      OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.round_id, NEW.number, NEW.reason, NEW.engine_version,
      NEW.inputs_digest, NEW.requested_by_id, NEW.created_at) OR OLD.inputs IS DISTINCT FROM NEW.inputs THEN
    RAISE EXCEPTION 'the inputs of a ranking never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status = 'computed' AND ((OLD.status, OLD.outcome_digest, OLD.computed_at, OLD.summary)
      IS DISTINCT FROM (NEW.status, NEW.outcome_digest, NEW.computed_at, NEW.summary)
      OR (OLD.published_at IS NOT NULL AND OLD.published_at IS DISTINCT FROM NEW.published_at)) THEN
    RAISE EXCEPTION 'a computed ranking never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evaluation_run_no_change BEFORE UPDATE OR DELETE ON evaluation_run
  FOR EACH ROW EXECUTE FUNCTION evaluation_run_guard();

CREATE FUNCTION evaluation_result_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'results never change: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_result_no_change BEFORE UPDATE OR DELETE ON evaluation_result
  FOR EACH ROW EXECUTE FUNCTION evaluation_result_guard();

CREATE FUNCTION evaluation_result_insert_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM evaluation_run WHERE status = 'computed' AND id IN (SELECT run_id FROM added)) THEN
    RAISE EXCEPTION 'a computed ranking takes no more results' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER evaluation_result_no_late_row AFTER INSERT ON evaluation_result
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION evaluation_result_insert_guard();

CREATE FUNCTION evaluation_rubric_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'a frozen rubric never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER evaluation_rubric_frozen BEFORE UPDATE OR DELETE ON evaluation_rubric
  FOR EACH ROW EXECUTE FUNCTION evaluation_rubric_guard();

CREATE FUNCTION evaluation_criterion_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM evaluation_rubric WHERE frozen_at IS NOT NULL
      AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.rubric_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.rubric_id END)) THEN
    RAISE EXCEPTION 'a frozen rubric never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER evaluation_criterion_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_criterion
  FOR EACH ROW EXECUTE FUNCTION evaluation_criterion_guard();
"""
ALLOW = """
DROP TRIGGER evaluation_criterion_frozen ON evaluation_criterion;
DROP FUNCTION evaluation_criterion_guard();
DROP TRIGGER evaluation_rubric_frozen ON evaluation_rubric;
DROP FUNCTION evaluation_rubric_guard();
DROP TRIGGER evaluation_result_no_late_row ON evaluation_result;
DROP FUNCTION evaluation_result_insert_guard();
DROP TRIGGER evaluation_result_no_change ON evaluation_result;
DROP FUNCTION evaluation_result_guard();
DROP TRIGGER evaluation_run_no_change ON evaluation_run;
DROP FUNCTION evaluation_run_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_seats_and_published_runs")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
