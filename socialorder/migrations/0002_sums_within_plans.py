"""Lots stay within their topic and topics within their approved plan; protocols and versions are never changed."""

from django.db import migrations

KEEP = """
CREATE FUNCTION socialorder_topic_holds_lots() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key bigint;
    plan_key bigint;
    whole numeric;
BEGIN
    IF TG_TABLE_NAME = 'socialorder_topic' THEN key := NEW.id; ELSE key := NEW.topic_id; END IF;
    -- Two transactions that place lots of one topic wait for each other here.
    SELECT plan_id INTO plan_key FROM socialorder_topic WHERE id = key;
    PERFORM 1 FROM socialorder_plan WHERE id = plan_key FOR UPDATE;
    SELECT amount INTO whole FROM socialorder_topic WHERE id = key;
    IF (SELECT COALESCE(sum(lot.amount), 0) FROM socialorder_lot lot
        JOIN socialorder_tender tender ON tender.id = lot.tender_id
        WHERE lot.topic_id = key AND tender.status NOT IN ('failed', 'cancelled')) > whole THEN
        RAISE EXCEPTION 'the lots of topic % are more than its amount', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER socialorder_lot_within AFTER INSERT OR UPDATE ON socialorder_lot
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_topic_holds_lots();
CREATE CONSTRAINT TRIGGER socialorder_topic_above_lots AFTER UPDATE ON socialorder_topic
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_topic_holds_lots();

CREATE FUNCTION socialorder_plan_holds_topics() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key bigint;
    plan record;
BEGIN
    IF TG_TABLE_NAME = 'socialorder_plan' THEN key := NEW.id; ELSE key := NEW.plan_id; END IF;
    SELECT status, amount INTO plan FROM socialorder_plan WHERE id = key FOR UPDATE;
    IF plan.status = 'approved' AND (SELECT COALESCE(sum(amount), 0) FROM socialorder_topic
        WHERE plan_id = key AND dropped_at IS NULL) > plan.amount THEN
        RAISE EXCEPTION 'the topics of plan % are more than its amount', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER socialorder_topic_within AFTER INSERT OR UPDATE ON socialorder_topic
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_plan_holds_topics();
CREATE CONSTRAINT TRIGGER socialorder_plan_above_topics AFTER UPDATE ON socialorder_plan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socialorder_plan_holds_topics();

CREATE FUNCTION socialorder_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER socialorder_opening_stays BEFORE UPDATE ON socialorder_opening
    FOR EACH ROW EXECUTE FUNCTION socialorder_is_never_changed();
CREATE TRIGGER socialorder_version_stays BEFORE UPDATE ON socialorder_tenderversion
    FOR EACH ROW EXECUTE FUNCTION socialorder_is_never_changed();
"""
LET_GO = """
DROP TRIGGER socialorder_version_stays ON socialorder_tenderversion;
DROP TRIGGER socialorder_opening_stays ON socialorder_opening;
DROP FUNCTION socialorder_is_never_changed();
DROP TRIGGER socialorder_plan_above_topics ON socialorder_plan;
DROP TRIGGER socialorder_topic_within ON socialorder_topic;
DROP FUNCTION socialorder_plan_holds_topics();
DROP TRIGGER socialorder_topic_above_lots ON socialorder_topic;
DROP TRIGGER socialorder_lot_within ON socialorder_lot;
DROP FUNCTION socialorder_topic_holds_lots();
"""


class Migration(migrations.Migration):
    dependencies = [("socialorder", "0001_social_orders")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
