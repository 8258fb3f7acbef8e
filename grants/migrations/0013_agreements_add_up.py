"""What an agreement is made of always comes to its sum, and no tranche is paid more than it is."""

from django.db import migrations

KEEP = """
CREATE FUNCTION grants_agreement_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreed record;
    key bigint;
BEGIN
    IF TG_TABLE_NAME = 'grants_agreement' THEN key := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN key := OLD.agreement_id;
    ELSE key := NEW.agreement_id;
    END IF;
    SELECT amount, status INTO agreed FROM grants_agreement WHERE id = key;
    IF NOT FOUND OR agreed.status NOT IN ('signing', 'active', 'completed', 'terminated') THEN
        RETURN NULL;
    END IF;
    IF agreed.amount IS DISTINCT FROM (SELECT sum(amount) FROM grants_tranche WHERE agreement_id = key) THEN
        RAISE EXCEPTION 'the tranches of agreement % do not come to its sum', key USING ERRCODE = 'check_violation';
    END IF;
    IF agreed.amount IS DISTINCT FROM (SELECT sum(amount) FROM grants_agreementline WHERE agreement_id = key) THEN
        RAISE EXCEPTION 'the lines of agreement % do not come to its sum', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_agreement_sums AFTER INSERT OR UPDATE ON grants_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grants_agreement_adds_up();
CREATE CONSTRAINT TRIGGER grants_tranche_sums AFTER INSERT OR UPDATE OR DELETE ON grants_tranche
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grants_agreement_adds_up();
CREATE CONSTRAINT TRIGGER grants_line_sums AFTER INSERT OR UPDATE OR DELETE ON grants_agreementline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grants_agreement_adds_up();
CREATE FUNCTION grants_tranche_is_not_exceeded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM grants_payment WHERE tranche_id = NEW.tranche_id)
        > (SELECT amount FROM grants_tranche WHERE id = NEW.tranche_id) THEN
        RAISE EXCEPTION 'tranche % is paid more than it is', NEW.tranche_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER grants_payment_within AFTER INSERT OR UPDATE ON grants_payment
    FOR EACH ROW EXECUTE FUNCTION grants_tranche_is_not_exceeded();
"""
LET_GO = """
DROP TRIGGER grants_payment_within ON grants_payment;
DROP FUNCTION grants_tranche_is_not_exceeded();
DROP TRIGGER grants_line_sums ON grants_agreementline;
DROP TRIGGER grants_tranche_sums ON grants_tranche;
DROP TRIGGER grants_agreement_sums ON grants_agreement;
DROP FUNCTION grants_agreement_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("grants", "0012_agreements_tranches_and_reports")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
