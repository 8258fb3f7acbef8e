"""What a contract is made of always comes to its sum; it stays within its lot and 36 months; payments follow acceptance."""

from django.db import migrations

KEEP = """
CREATE FUNCTION socialorder_contract_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreed record;
    key bigint;
BEGIN
    IF TG_TABLE_NAME = 'socialorder_contract' THEN key := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN key := OLD.contract_id;
    ELSE key := NEW.contract_id;
    END IF;
    SELECT contract.amount, contract.status, contract.starts_on, contract.ends_on, lot.amount AS most INTO agreed
        FROM socialorder_contract contract JOIN socialorder_lot lot ON lot.id = contract.lot_id WHERE contract.id = key;
    IF NOT FOUND OR agreed.status NOT IN ('in_review', 'signing', 'active', 'completed', 'terminated') THEN
        RETURN NULL;
    END IF;
    IF agreed.amount > agreed.most THEN
        RAISE EXCEPTION 'contract % is more than its lot', key USING ERRCODE = 'check_violation';
    END IF;
    IF agreed.ends_on >= agreed.starts_on + interval '36 months' THEN
        RAISE EXCEPTION 'contract % is longer than 36 months', key USING ERRCODE = 'check_violation';
    END IF;
    IF agreed.amount IS DISTINCT FROM (SELECT sum(amount) FROM socialorder_contractstage WHERE contract_id = key) THEN
        RAISE EXCEPTION 'the stages of contract % do not come to its sum', key USING ERRCODE = 'check_violation';
    END IF;
    IF agreed.amount IS DISTINCT FROM (SELECT sum(amount) FROM socialorder_contractline WHERE contract_id = key) THEN
        RAISE EXCEPTION 'the lines of contract % do not come to its sum', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER socialorder_contract_sums AFTER INSERT OR UPDATE ON socialorder_contract
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_contract_adds_up();
CREATE CONSTRAINT TRIGGER socialorder_stage_sums AFTER INSERT OR UPDATE OR DELETE ON socialorder_contractstage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_contract_adds_up();
CREATE CONSTRAINT TRIGGER socialorder_line_sums AFTER INSERT OR UPDATE OR DELETE ON socialorder_contractline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_contract_adds_up();

CREATE FUNCTION socialorder_payment_follows_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    accepted timestamptz;
BEGIN
    SELECT decided_at INTO accepted FROM socialorder_act WHERE stage_id = NEW.stage_id AND status = 'accepted';
    IF accepted IS NULL OR NEW.paid_on < (accepted AT TIME ZONE 'Asia/Almaty')::date THEN
        RAISE EXCEPTION 'stage % is paid before it is accepted', NEW.stage_id USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT sum(amount) FROM socialorder_stagepayment WHERE stage_id = NEW.stage_id)
        > (SELECT amount FROM socialorder_contractstage WHERE id = NEW.stage_id) THEN
        RAISE EXCEPTION 'stage % is paid more than it is', NEW.stage_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER socialorder_payment_after AFTER INSERT OR UPDATE ON socialorder_stagepayment
    FOR EACH ROW EXECUTE FUNCTION socialorder_payment_follows_acceptance();
"""
LET_GO = """
DROP TRIGGER socialorder_payment_after ON socialorder_stagepayment;
DROP FUNCTION socialorder_payment_follows_acceptance();
DROP TRIGGER socialorder_line_sums ON socialorder_contractline;
DROP TRIGGER socialorder_stage_sums ON socialorder_contractstage;
DROP TRIGGER socialorder_contract_sums ON socialorder_contract;
DROP FUNCTION socialorder_contract_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("socialorder", "0003_contracts")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
