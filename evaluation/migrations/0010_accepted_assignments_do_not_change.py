"""An accepted assignment and a declaration refuse to be changed, whoever asks; a proposal may be thrown away."""

from django.db import migrations

FORBID = """
CREATE FUNCTION evaluation_assignment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.accepted_at IS NOT NULL THEN
    RAISE EXCEPTION 'an accepted assignment never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND ((OLD.id, OLD.round_id, OLD.number, OLD.digest) IS DISTINCT FROM
      (NEW.id, NEW.round_id, NEW.number, NEW.digest) OR OLD.document IS DISTINCT FROM NEW.document) THEN
    RAISE EXCEPTION 'the list of an assignment never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER evaluation_assignment_no_change BEFORE UPDATE OR DELETE ON evaluation_assignment
  FOR EACH ROW EXECUTE FUNCTION evaluation_assignment_guard();

CREATE FUNCTION evaluation_declaration_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a declaration of a conflict never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_declaration_no_change BEFORE UPDATE OR DELETE ON evaluation_declaration
  FOR EACH ROW EXECUTE FUNCTION evaluation_declaration_guard();
"""
ALLOW = """
DROP TRIGGER evaluation_declaration_no_change ON evaluation_declaration;
DROP FUNCTION evaluation_declaration_guard();
DROP TRIGGER evaluation_assignment_no_change ON evaluation_assignment;
DROP FUNCTION evaluation_assignment_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0009_panels_conflicts_and_assignments")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
