"""Who reviews a complaint is never below the body complained of; lots without a winner free their money."""

from django.db import migrations

OUTSIDE = """
CREATE FUNCTION socialorder_reviewer_is_outside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bought_by bigint;
    above bigint := NEW.reviewer_body_id;
    steps integer := 0;
BEGIN
    SELECT body_id INTO bought_by FROM socialorder_tender WHERE id = NEW.tender_id;
    IF NEW.body_id <> bought_by THEN
        RAISE EXCEPTION 'complaint % is about another body than its tender', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    WHILE above IS NOT NULL AND steps < 20 LOOP
        IF above = NEW.body_id THEN
            RAISE EXCEPTION 'the reviewer of complaint % is below the body complained of', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT subordinate_to_id INTO above FROM registry_body WHERE id = above;
        steps := steps + 1;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER socialorder_complaint_reviewer AFTER INSERT OR UPDATE ON socialorder_complaint
    FOR EACH ROW EXECUTE FUNCTION socialorder_reviewer_is_outside();

CREATE FUNCTION socialorder_concluded_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'completed' THEN
        RAISE EXCEPTION 'the protocol of a sitting is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER socialorder_sitting_stays BEFORE UPDATE ON socialorder_sitting
    FOR EACH ROW EXECUTE FUNCTION socialorder_concluded_stays();
"""
HOLDS = """
CREATE OR REPLACE FUNCTION socialorder_topic_holds_lots() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHERE lot.topic_id = key AND tender.status NOT IN ('failed', 'cancelled'){failed}) > whole THEN
        RAISE EXCEPTION 'the lots of topic % are more than its amount', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
LET_GO = """
DROP TRIGGER socialorder_sitting_stays ON socialorder_sitting;
DROP FUNCTION socialorder_concluded_stays();
DROP TRIGGER socialorder_complaint_reviewer ON socialorder_complaint;
DROP FUNCTION socialorder_reviewer_is_outside();
"""
# Lots of tenders that ended before lots had a state of their own.
PAST = """
UPDATE socialorder_lot lot SET status = 'awarded', decided_at = COALESCE(tender.ended_at, now())
    FROM socialorder_tender tender
    WHERE tender.id = lot.tender_id AND tender.status = 'decided'
    AND EXISTS (SELECT 1 FROM socialorder_bid bid WHERE bid.lot_id = lot.id AND bid.status = 'awarded');
UPDATE socialorder_lot lot SET status = 'failed', failure = 'no_bids', decided_at = COALESCE(tender.ended_at, now())
    FROM socialorder_tender tender
    WHERE tender.id = lot.tender_id AND tender.status IN ('decided', 'failed') AND lot.status = 'open';
"""


class Migration(migrations.Migration):
    dependencies = [("socialorder", "0005_complaints_and_commission"), ("registry", "0022_bodies_above")]

    operations = [
        migrations.RunSQL(OUTSIDE, LET_GO),
        migrations.RunSQL(HOLDS.replace("{failed}", " AND lot.status <> 'failed'"), HOLDS.replace("{failed}", "")),
        migrations.RunSQL(PAST, migrations.RunSQL.noop),
    ]
