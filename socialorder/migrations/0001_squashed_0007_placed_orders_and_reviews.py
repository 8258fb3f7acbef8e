"""All tables as they stood after the migrations named in ``replaces``."""

from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from foundation.core.whole_schema import WholeSchema

SUMS_WITHIN_PLANS = """
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
UNDO_SUMS_WITHIN_PLANS = """
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
CONTRACTS_ADD_UP = """
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
UNDO_CONTRACTS_ADD_UP = """
DROP TRIGGER socialorder_payment_after ON socialorder_stagepayment;
DROP FUNCTION socialorder_payment_follows_acceptance();
DROP TRIGGER socialorder_line_sums ON socialorder_contractline;
DROP TRIGGER socialorder_stage_sums ON socialorder_contractstage;
DROP TRIGGER socialorder_contract_sums ON socialorder_contract;
DROP FUNCTION socialorder_contract_adds_up();
"""
REVIEWERS_STAY_OUTSIDE_1 = """
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
UNDO_REVIEWERS_STAY_OUTSIDE_1 = """
DROP TRIGGER socialorder_sitting_stays ON socialorder_sitting;
DROP FUNCTION socialorder_concluded_stays();
DROP TRIGGER socialorder_complaint_reviewer ON socialorder_complaint;
DROP FUNCTION socialorder_reviewer_is_outside();
"""
REVIEWERS_STAY_OUTSIDE_2 = """
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
        WHERE lot.topic_id = key AND tender.status NOT IN ('failed', 'cancelled') AND lot.status <> 'failed') > whole THEN
        RAISE EXCEPTION 'the lots of topic % are more than its amount', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
UNDO_REVIEWERS_STAY_OUTSIDE_2 = """
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
        WHERE lot.topic_id = key AND tender.status NOT IN ('failed', 'cancelled')) > whole THEN
        RAISE EXCEPTION 'the lots of topic % are more than its amount', key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(WholeSchema):
    replaces = [
        ("socialorder", "0001_social_orders"),
        ("socialorder", "0002_sums_within_plans"),
        ("socialorder", "0003_contracts"),
        ("socialorder", "0004_contracts_add_up"),
        ("socialorder", "0005_complaints_and_commission"),
        ("socialorder", "0006_reviewers_stay_outside"),
        ("socialorder", "0007_placed_orders_and_reviews"),
    ]

    dependencies = [
        ("accounts", "0003_accounts_of_systems"),
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("evaluation", "0001_squashed_0018_bars"),
        ("registry", "0001_squashed_0024_keys_of_regions_load_their_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="HolderKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_key", models.CharField(help_text="X25519, hexadecimal.", max_length=64)),
                ("private_box", models.TextField()),
                ("salt", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "holder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holder_key",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_key__regex", "^[0-9a-f]{64}$")), name="socialorder_holder_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("job_id", models.UUIDField(blank=True, null=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.JSONField(blank=True, default=dict)),
                ("wanted_at", models.DateTimeField(blank=True, null=True)),
                ("line", models.PositiveIntegerField(default=0)),
                ("loaded", models.JSONField(blank=True, default=dict)),
                ("loaded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "errors",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wanted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wanted_at", None), ("checked_at__isnull", False), _connector="OR"),
                        name="socialorder_load_checked_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loaded_at", None), ("wanted_at__isnull", False), _connector="OR"),
                        name="socialorder_load_wanted_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacedOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lot_number", models.CharField(db_collation="C", max_length=60, unique=True)),
                ("year", models.PositiveSmallIntegerField(help_text="Of the budget.")),
                ("title", models.CharField(max_length=500)),
                ("customer_bin", models.CharField(blank=True, db_collation="C", max_length=12)),
                ("customer_name", models.CharField(max_length=500)),
                ("supplier_bin", models.CharField(blank=True, db_collation="C", max_length=12)),
                ("supplier_name", models.CharField(blank=True, max_length=500)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("republican", "Republican budget"),
                            ("regional", "Budget of a region or a city of republican significance"),
                            ("district", "Budget of a district"),
                            ("rural", "Budget of a town, a village or a rural district"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("announced", "Order is announced"),
                            ("running", "Contract is being carried out"),
                            ("completed", "Order was carried out"),
                            ("terminated", "Contract was terminated"),
                            ("cancelled", "Did not take place"),
                        ],
                        max_length=12,
                    ),
                ),
                ("planned", models.DecimalField(decimal_places=2, max_digits=18)),
                ("contracted", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("paid", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=300)),
                (
                    "twin",
                    models.CharField(
                        choices=[
                            ("none", "Known from this file alone"),
                            ("due", "May be known already"),
                            ("same", "The same as a known one"),
                            ("different", "Another one"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("twin_reason", models.TextField(blank=True)),
                ("twin_decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placed_orders",
                        to="registry.body",
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        help_text="That wrote it last.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="socialorder.orderload",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placed_orders",
                        to="registry.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.region"
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.sphere",
                    ),
                ),
                (
                    "twin_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.funding",
                    ),
                ),
            ],
            options={
                "ordering": ("-year", "-planned", "pk"),
                "indexes": [
                    models.Index(fields=["year", "region"], name="socialorder_placed_region"),
                    models.Index(fields=["organisation"], name="socialorder_placed_supplier"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["announced", "running", "completed", "terminated", "cancelled"])
                        ),
                        name="socialorder_placed_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["republican", "regional", "district", "rural"])),
                        name="socialorder_placed_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("twin__in", ["none", "due", "same", "different"])),
                        name="socialorder_placed_twin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2003), ("year__lte", 2100)), name="socialorder_placed_year"
                    ),
                    models.CheckConstraint(condition=models.Q(("planned__gt", 0)), name="socialorder_placed_planned"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid", 0),
                            models.Q(("contracted__gte", models.F("paid")), ("paid__gt", 0)),
                            _connector="OR",
                        ),
                        name="socialorder_placed_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contracted__gt", 0),
                                ("signed_on__isnull", False),
                                ("state__in", ("running", "completed", "terminated")),
                                models.Q(("supplier_bin", ""), _negated=True),
                            ),
                            models.Q(("state__in", ("running", "completed", "terminated")), _negated=True),
                            _connector="OR",
                        ),
                        name="socialorder_placed_contract",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("starts_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="socialorder_placed_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("twin", "none"), ("twin_decided_at", None)),
                            models.Q(("twin", "due"), ("twin_decided_at", None), ("twin_of__isnull", False)),
                            models.Q(
                                ("twin__in", ("same", "different")),
                                ("twin_decided_at__isnull", False),
                                ("twin_of__isnull", False),
                                models.Q(("twin_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_placed_twin_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, help_text="Tenge of the body's budget for it.", max_digits=18
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("discussing", "Discussed by the public"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("discussed_from", models.DateField(blank=True, null=True)),
                ("discussed_until", models.DateField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "order_number",
                    models.CharField(blank=True, help_text="Of the order that approved it.", max_length=50),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="order_plans", to="registry.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year"), name="socialorder_plan_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "discussing", "approved"])),
                        name="socialorder_plan_status",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="socialorder_plan_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discussed_until", None), ("status", "draft")),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("discussed_until__gte", models.F("discussed_from")),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_plan_discussion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("status", "approved"),
                                models.Q(("order_number", ""), _negated=True),
                            ),
                            models.Q(models.Q(("status", "approved"), _negated=True), ("approved_at", None)),
                            _connector="OR",
                        ),
                        name="socialorder_plan_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewingBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.region",
                    ),
                ),
            ],
            options={
                "ordering": ("region", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("body", "region"),
                        name="socialorder_reviewing_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("title_kk", models.CharField(max_length=200)),
                ("title_ru", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("content_kk", models.TextField(help_text="What the service consists of and under which conditions.")),
                ("content_ru", models.TextField()),
                (
                    "unit_kk",
                    models.CharField(
                        help_text="What is counted: one consultation, one person for a month.", max_length=100
                    ),
                ),
                ("unit_ru", models.CharField(max_length=100)),
                ("unit_cost", models.DecimalField(decimal_places=2, max_digits=18)),
                ("cost_grounds", models.TextField(help_text="How the cost of a unit was found.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("effective", "In force"),
                            ("superseded", "Replaced by a newer version"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "order_number",
                    models.CharField(blank=True, help_text="Of the order that approved it.", max_length=50),
                ),
                ("approved_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standards", to="registry.body"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.sphere"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="socialorder_standard_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "effective")),
                        fields=("code",),
                        name="socialorder_standard_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "effective", "superseded"])),
                        name="socialorder_standard_status",
                    ),
                    models.CheckConstraint(condition=models.Q(("unit_cost__gt", 0)), name="socialorder_standard_cost"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_on", None), ("status", "draft")),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("approved_on__isnull", False),
                                models.Q(("order_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_standard_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text_kk", models.CharField(max_length=300)),
                ("text_ru", models.CharField(max_length=300)),
                (
                    "measure",
                    models.CharField(help_text="From what it is seen, and the value that is enough.", max_length=200),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="socialorder.standard"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "criteria",
                "ordering": ("standard", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("standard", "position"), name="socialorder_criterion_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("announced", "Announced"),
                            ("effective", "Bids opened"),
                            ("decided", "Decided"),
                            ("failed", "Without a winner"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("questions_until", models.DateTimeField()),
                ("eligibility", models.JSONField(default=list)),
                (
                    "price_points",
                    models.PositiveSmallIntegerField(default=30, help_text="Of 100; the rest is the technical part."),
                ),
                (
                    "must_sign",
                    models.BooleanField(default=True, help_text="A bid is sealed with an electronic signature."),
                ),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, help_text="Cancelled, failed or decided.", null=True)),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenders", to="registry.body"
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="socialorder.tender",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of the technical part.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluation.rubric",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-closes_at"], name="socialorder_tender_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "announced", "effective", "decided", "failed", "cancelled"])
                        ),
                        name="socialorder_tender_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at__lt", models.F("closes_at")), ("questions_until__lte", models.F("closes_at"))
                        ),
                        name="socialorder_tender_window",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_points__gte", 0), ("price_points__lte", 100)),
                        name="socialorder_tender_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "cancelled")), ("announced_at__isnull", False), _connector="OR"
                        ),
                        name="socialorder_tender_announced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_tender_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommissionMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_outside", models.BooleanField(help_text="Does not serve the body that buys.")),
                ("is_chair", models.BooleanField(default=False)),
                ("declared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="socialorder.tender"
                    ),
                ),
            ],
            options={
                "ordering": ("tender", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("tender", "person"), name="socialorder_member_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_chair", True)), fields=("tender",), name="socialorder_member_one_chair"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("voting", "Voting"), ("completed", "Concluded"), ("cancelled", "Dissolved")],
                        default="voting",
                        max_length=10,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                ("protocol", models.JSONField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="socialorder.tender"
                    ),
                ),
            ],
            options={
                "ordering": ("tender", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("tender", "number"), name="socialorder_sitting_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "voting")), fields=("tender",), name="socialorder_sitting_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_at__isnull", False),
                                ("protocol__isnull", False),
                                ("status", "completed"),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                            ),
                            models.Q(("concluded_at", None), ("sha256", ""), ("status__in", ("voting", "cancelled"))),
                            _connector="OR",
                        ),
                        name="socialorder_sitting_concluded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SittingSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_present", models.BooleanField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="socialorder.commissionmember",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="socialorder.sitting"
                    ),
                ),
            ],
            options={
                "ordering": ("sitting", "member"),
                "constraints": [models.UniqueConstraint(fields=("sitting", "member"), name="socialorder_seat_once")],
            },
        ),
        migrations.CreateModel(
            name="SittingSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.signature"
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="socialorder.sitting"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("sitting", "signer"), name="socialorder_sitting_signed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("holders", models.JSONField(help_text="Numbers of the two shares that opened.")),
                ("protocol", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "tender",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opening", to="socialorder.tender"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="socialorder_opening_sha256"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_key", models.CharField(max_length=64)),
                ("generation", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tender",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="key", to="socialorder.tender"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_key__regex", "^[0-9a-f]{64}$")), name="socialorder_tender_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("box", models.TextField()),
                ("lost_at", models.DateTimeField(blank=True, null=True)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="socialorder.tenderkey"
                    ),
                ),
            ],
            options={
                "ordering": ("key", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("key", "number"), name="socialorder_share_number"),
                    models.UniqueConstraint(fields=("key", "holder"), name="socialorder_share_holder"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 3)), name="socialorder_share_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("open", "To open the bids"), ("replace", "To replace a lost share")], max_length=8
                    ),
                ),
                ("box", models.TextField()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="socialorder.share"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="received", to="socialorder.share"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("share", "to", "purpose"), name="socialorder_handover_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share", models.F("to")), _negated=True), name="socialorder_handover_other"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["open", "replace"])), name="socialorder_handover_purpose"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[("due", "Waits for an answer"), ("done", "Answered"), ("refused", "Not published")],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True, help_text="Or why the question is not published.")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="socialorder.tender"
                    ),
                ),
            ],
            options={
                "ordering": ("tender", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("tender", "number"), name="socialorder_question_number"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["due", "done", "refused"])),
                        name="socialorder_question_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("status", "due")),
                            models.Q(
                                models.Q(("status", "due"), _negated=True),
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_question_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="socialorder.tender"
                    ),
                ),
            ],
            options={
                "ordering": ("tender", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("tender", "number"), name="socialorder_version_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="XOR"),
                        name="socialorder_version_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(help_text="Within the plan.")),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("goal_kk", models.TextField()),
                ("goal_ru", models.TextField()),
                ("people_kk", models.TextField(help_text="For whom.")),
                ("people_ru", models.TextField()),
                ("result_kk", models.TextField(help_text="What must be different afterwards.")),
                ("result_ru", models.TextField()),
                ("kato", models.CharField(blank=True, db_collation="C", max_length=9)),
                ("unit_cost", models.DecimalField(decimal_places=2, max_digits=18)),
                ("volume", models.DecimalField(decimal_places=2, help_text="How many units.", max_digits=12)),
                ("amount", models.DecimalField(decimal_places=2, help_text="Unit cost × volume.", max_digits=18)),
                (
                    "grounds",
                    models.TextField(
                        blank=True, help_text="Where the unit cost comes from when not from the standard."
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_reason", models.TextField(blank=True)),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        help_text="The topic of an earlier year that it goes on with: its results are shown beside it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="socialorder.topic",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="socialorder.plan"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.region"
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.sphere"
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="socialorder.standard",
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="socialorder_topic_number"),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 36)), name="socialorder_topic_months"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("unit_cost"), "*", models.F("volume")
                                    ),
                                    precision=2,
                                ),
                            ),
                            ("amount__gt", 0),
                        ),
                        name="socialorder_topic_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continues", None), models.Q(("continues", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="socialorder_topic_continues_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standard__isnull", False), models.Q(("grounds", ""), _negated=True), _connector="OR"
                        ),
                        name="socialorder_topic_grounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kato", ""),
                            models.Q(
                                ("kato__regex", "^\\d{9}$"),
                                ("kato__startswith", django.db.models.functions.text.Left("region_id", 2)),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_topic_kato",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_at", None), ("dropped_reason", "")),
                            models.Q(("dropped_at__isnull", False), models.Q(("dropped_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_topic_dropped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("unit_cost", models.DecimalField(decimal_places=2, max_digits=18)),
                ("volume", models.DecimalField(decimal_places=2, max_digits=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "alike_reason",
                    models.TextField(
                        blank=True, help_text="Why the specification may be nearly the same as that of another goal."
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Being placed"), ("awarded", "Has a winner"), ("failed", "Without a winner")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_bids", "No bid came"),
                            ("none_admitted", "No bid is admitted"),
                            ("none_passing", "No bid reached the pass mark"),
                            ("not_chosen", "The commission chose nobody"),
                            ("not_signed", "The winner has not signed, and there is no reserve"),
                        ],
                        help_text="Why nobody won.",
                        max_length=14,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, help_text="When it got its winner, or failed.", null=True),
                ),
                (
                    "decided_reason",
                    models.TextField(
                        blank=True, help_text="Of this lot alone: a sole bid, or another order than the points."
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="socialorder.lot",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        blank=True,
                        help_text="Experts score the technical part.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluation.round",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="socialorder.tender"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="socialorder.topic"
                    ),
                ),
            ],
            options={
                "ordering": ("tender", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("tender", "number"), name="socialorder_lot_number"),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 36)), name="socialorder_lot_months"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("unit_cost"), "*", models.F("volume")
                                    ),
                                    precision=2,
                                ),
                            ),
                            ("amount__gt", 0),
                        ),
                        name="socialorder_lot_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                (
                                    "failure__in",
                                    ["no_bids", "none_admitted", "none_passing", "not_chosen", "not_signed"],
                                ),
                                ("status", "failed"),
                            ),
                            models.Q(("decided_at__isnull", False), ("failure", ""), ("status", "awarded")),
                            models.Q(("decided_at", None), ("failure", ""), ("status", "open")),
                            _connector="OR",
                        ),
                        name="socialorder_lot_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sealed, not opened"),
                            ("withdrawn", "Withdrawn"),
                            ("received", "Opened"),
                            ("failed", "Could not be opened"),
                            ("admitted", "Admitted"),
                            ("not_admitted", "Not admitted"),
                            ("awarded", "Won"),
                            ("reserve", "Reserve"),
                            ("not_funded", "Not chosen"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("draft_box", models.TextField(blank=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts saves, so that two tabs do not overwrite."
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("sealed_box", models.TextField(blank=True)),
                (
                    "commitment",
                    models.CharField(
                        blank=True, help_text="SHA-256 of the bid with a random salt in it.", max_length=64
                    ),
                ),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.JSONField(blank=True, null=True)),
                ("price", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("reason", models.TextField(blank=True, help_text="Why it was not admitted or not chosen.")),
                (
                    "judged_at",
                    models.DateTimeField(blank=True, help_text="When it was admitted or refused.", null=True),
                ),
                ("price_points", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("technical_points", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bids", to="registry.organisation"
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signature",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bids", to="socialorder.lot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lot", "organisation"), name="socialorder_bid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "sent",
                                    "withdrawn",
                                    "received",
                                    "failed",
                                    "admitted",
                                    "not_admitted",
                                    "awarded",
                                    "reserve",
                                    "not_funded",
                                ],
                            )
                        ),
                        name="socialorder_bid_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("content", None),
                                ("price", None),
                                ("status__in", ("draft", "sent", "withdrawn", "failed")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("draft", "sent", "withdrawn", "failed")), _negated=True),
                                ("content__isnull", False),
                                ("price__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_bid_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("sealed_at__isnull", False),
                                models.Q(("sealed_box", ""), _negated=True),
                                ("commitment__regex", "^[0-9a-f]{64}$"),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_bid_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("awarded", "reserve", "not_funded")), _negated=True),
                            ("price_points__isnull", False),
                            _connector="OR",
                        ),
                        name="socialorder_bid_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "not_admitted"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="socialorder_bid_refused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BidFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "bid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="socialorder.bid"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ("bid", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=100, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being drawn up"),
                            ("in_review", "Waits for a second officer"),
                            ("signing", "Offered for signature"),
                            ("active", "In force"),
                            ("completed", "Completed"),
                            ("terminated", "Terminated"),
                            ("refused", "Not signed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sign_until",
                    models.DateField(blank=True, help_text="The last day on which it can be signed.", null=True),
                ),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, help_text="Completed, terminated or not signed.", null=True),
                ),
                (
                    "end_side",
                    models.CharField(
                        blank=True,
                        choices=[("ngo", "The supplier"), ("body", "The customer")],
                        help_text="Who ended or refused it.",
                        max_length=5,
                    ),
                ),
                (
                    "end_reason",
                    models.TextField(blank=True, help_text="Why it was sent back, not signed or terminated."),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bid",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contract", to="socialorder.bid"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="socialorder.lot"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["status", "-id"], name="socialorder_contract_listing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "in_review", "signing", "active", "completed", "terminated", "refused"],
                            )
                        ),
                        name="socialorder_contract_status",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="socialorder_contract_amount"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "refused"), _negated=True),
                        fields=("lot",),
                        name="socialorder_contract_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_on", None), ("months", None), ("starts_on", None)),
                            models.Q(("ends_on__gte", models.F("starts_on")), ("months__gte", 1), ("months__lte", 36)),
                            _connector="OR",
                        ),
                        name="socialorder_contract_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["signing", "active", "completed", "terminated", "in_review"]),
                                _negated=True,
                            ),
                            models.Q(("prepared_by__isnull", False), ("starts_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="socialorder_contract_prepared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("signing", "active", "completed", "terminated")), _negated=True),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("sign_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_contract_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="socialorder_contract_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_at__isnull", False), ("status__in", ("active", "completed", "terminated"))
                            ),
                            models.Q(
                                models.Q(("status__in", ("active", "completed", "terminated")), _negated=True),
                                ("concluded_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_contract_concluded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("terminated", "refused")), _negated=True),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                                models.Q(("end_side", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_contract_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_side", ""), ("end_side__in", ["ngo", "body"]), _connector="OR"),
                        name="socialorder_contract_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                ("baseline", models.DecimalField(decimal_places=2, max_digits=18)),
                ("target", models.DecimalField(decimal_places=2, max_digits=18)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="socialorder.contract",
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="socialorder_contractindicator_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="socialorder.contract"
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="socialorder_line_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="socialorder_line_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(help_text="What is done.", max_length=500)),
                ("due_on", models.DateField(help_text="The last day in time.")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="socialorder.contract"
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="socialorder_stage_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("number__gte", 1)), name="socialorder_stage_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="socialorder_stage_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("submitted", "Handed in"),
                            ("returned", "Returned with remarks"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("done", models.TextField(blank=True, help_text="What was done.")),
                ("people", models.PositiveIntegerField(blank=True, help_text="How many people it reached.", null=True)),
                (
                    "saves",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts saves, so that two tabs do not overwrite."
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("first_handed_at", models.DateTimeField(blank=True, null=True)),
                ("correct_until", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="socialorder.contractstage"
                    ),
                ),
            ],
            options={
                "ordering": ("stage", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("stage", "number"), name="socialorder_act_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "refused"), _negated=True),
                        fields=("stage",),
                        name="socialorder_act_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "submitted", "returned", "accepted", "refused"])),
                        name="socialorder_act_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("first_handed_at__isnull", False), models.Q(("done", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_act_handed_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ("accepted", "refused")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("accepted", "refused")), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_act_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="socialorder.act"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ("act", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ActFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=2, max_digits=18)),
                (
                    "note",
                    models.CharField(blank=True, help_text="How it can be checked; why it differs.", max_length=500),
                ),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="socialorder.act"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="socialorder.contractindicator",
                    ),
                ),
            ],
            options={
                "ordering": ("act", "indicator__number"),
                "constraints": [
                    models.UniqueConstraint(fields=("act", "indicator"), name="socialorder_actfact_once"),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="socialorder_actfact_value"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActSpending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=18)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spending", to="socialorder.act"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spending",
                        to="socialorder.contractline",
                    ),
                ),
            ],
            options={
                "ordering": ("act", "line__number"),
                "constraints": [
                    models.UniqueConstraint(fields=("act", "line"), name="socialorder_actspending_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="socialorder_actspending_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("effective_at", models.DateTimeField(blank=True, null=True)),
                ("void_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="socialorder.contract"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="socialorder_contractversion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="socialorder_contractversion_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effective_at", None), ("void_at", None), _connector="OR"),
                        name="socialorder_contractversion_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("ngo", "The supplier"), ("body", "The customer")], max_length=5)),
                ("signed_at", models.DateTimeField()),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.signature"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="socialorder.contractversion",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "side"), name="socialorder_contractsignature_once"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ngo", "body"])), name="socialorder_contractsignature_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("ngo", "The supplier"), ("body", "The customer")],
                        help_text="Who asks for it.",
                        max_length=5,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for the other side"),
                            ("signing", "Being signed"),
                            ("effective", "In force"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="socialorder.contract",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendment",
                        to="socialorder.contractversion",
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="socialorder_amendment_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("proposed", "signing"))),
                        fields=("contract",),
                        name="socialorder_amendment_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "signing", "effective", "declined", "withdrawn"])
                        ),
                        name="socialorder_amendment_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["ngo", "body"]), models.Q(("reason", ""), _negated=True)),
                        name="socialorder_amendment_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("signing", "effective")), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False), ("decided_by__isnull", False), ("version__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_amendment_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("decided_at__isnull", False), models.Q(("decision_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_amendment_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="socialorder_amendment_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("low_price", "Price far below the sum of the lot"),
                            ("below_others", "Price far below the other bids"),
                            ("capacity", "Many running orders for its staff"),
                            ("same_people", "Bidders share people or contacts"),
                            ("same_file", "The same file in two bids"),
                            ("same_text", "Two bids with the same text"),
                        ],
                        max_length=14,
                    ),
                ),
                ("inputs", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[("due", "To be judged"), ("excluded", "Confirmed"), ("passed", "No objection")],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "bid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="socialorder.bid"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="socialorder.bid",
                    ),
                ),
            ],
            options={
                "ordering": ("bid", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bid", "other", "rule"), name="socialorder_flag_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rule__in",
                                ["low_price", "below_others", "capacity", "same_people", "same_file", "same_text"],
                            )
                        ),
                        name="socialorder_flag_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("reason", ""), ("status", "due")),
                            models.Q(
                                models.Q(("status", "due"), _negated=True),
                                ("decided_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_flag_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LotProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True)),
                ("is_departure", models.BooleanField(default=False)),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="socialorder.lot"
                    ),
                ),
                (
                    "reserve",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="socialorder.bid",
                    ),
                ),
                (
                    "winner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="socialorder.bid",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="socialorder.sitting"
                    ),
                ),
            ],
            options={
                "ordering": ("sitting", "lot"),
                "constraints": [
                    models.UniqueConstraint(fields=("sitting", "lot"), name="socialorder_proposal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserve", None),
                            models.Q(
                                ("winner__isnull", False), models.Q(("winner", models.F("reserve")), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_proposal_reserve",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_departure", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="socialorder_proposal_departure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LotVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstained")], max_length=8
                    ),
                ),
                ("remark", models.TextField(blank=True)),
                ("voted_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="socialorder.commissionmember",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="socialorder.lotproposal"
                    ),
                ),
            ],
            options={
                "ordering": ("proposal", "member"),
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "member"), name="socialorder_vote_once"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])),
                        name="socialorder_vote_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice", "against"), _negated=True),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="socialorder_vote_remark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("known", "Found in the registry"), ("declared", "Declared by the member")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, help_text="In the member's words; not published.")),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="socialorder.lot"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="socialorder.commissionmember",
                    ),
                ),
            ],
            options={
                "ordering": ("member", "lot"),
                "constraints": [
                    models.UniqueConstraint(fields=("member", "lot"), name="socialorder_conflict_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["known", "declared"])), name="socialorder_conflict_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kato", models.CharField(blank=True, db_collation="C", max_length=9)),
                ("title", models.CharField(max_length=200)),
                ("people", models.CharField(help_text="Whose need it is.", max_length=300)),
                (
                    "people_count",
                    models.PositiveIntegerField(blank=True, help_text="How many they are, roughly.", null=True),
                ),
                ("problem", models.TextField()),
                ("effect", models.TextField(blank=True, help_text="What should be different.")),
                (
                    "fingerprint",
                    models.CharField(help_text="SHA-256 of the folded text: the same text counts once.", max_length=64),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for an answer"),
                            ("taken", "Taken into a topic"),
                            ("declined", "Declined with a reason"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_on", models.DateField(blank=True, help_text="When the akimat should have answered.", null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                (
                    "hidden_reason",
                    models.TextField(blank=True, help_text="Why the public does not see it; its author reads it."),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        help_text="Which body answered.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.body",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.region"
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.sphere"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="socialorder.topic",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["region", "sphere", "status"], name="socialorder_need_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "taken", "declined", "withdrawn"])),
                        name="socialorder_need_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kato", ""),
                            models.Q(
                                ("kato__regex", "^\\d{9}$"),
                                ("kato__startswith", django.db.models.functions.text.Left("region_id", 2)),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_need_kato",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", False), ("status", "taken"), ("topic__isnull", False)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("status", "declined"),
                                ("topic", None),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("status__in", ("proposed", "withdrawn")),
                                ("topic", None),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_need_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("body", None)),
                            models.Q(("answered_at__isnull", False), ("body__isnull", False)),
                            _connector="OR",
                        ),
                        name="socialorder_need_answered_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_reason", "")),
                            models.Q(("hidden_at__isnull", False), models.Q(("hidden_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_need_hidden",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("author", "region", "fingerprint"),
                        name="socialorder_need_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supports", to="socialorder.need"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("need", "person"), name="socialorder_need_support_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Penalty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("sum", "A sum"), ("daily", "A share for each day")], max_length=6)),
                ("clause", models.CharField(help_text="Of the contract or of the law.", max_length=200)),
                ("base", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                (
                    "rate",
                    models.DecimalField(
                        blank=True, decimal_places=4, help_text="Per cent a day.", max_digits=7, null=True
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("reason", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[("due", "Imposed"), ("withdrawn", "Withdrawn")], default="due", max_length=10
                    ),
                ),
                ("imposed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_reason", models.TextField(blank=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="penalties", to="socialorder.contract"
                    ),
                ),
                (
                    "imposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penalties",
                        to="socialorder.contractstage",
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="socialorder_penalty_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["due", "withdrawn"])), name="socialorder_penalty_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            models.Q(("clause", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="socialorder_penalty_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base", None), ("days", None), ("kind", "sum"), ("rate", None)),
                            models.Q(
                                (
                                    "amount",
                                    django.db.models.functions.math.Round(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("base"), "*", models.F("rate")
                                                ),
                                                "*",
                                                models.F("days"),
                                            ),
                                            "/",
                                            models.Value(100),
                                        ),
                                        precision=2,
                                    ),
                                ),
                                ("base__gt", 0),
                                ("days__gte", 1),
                                ("kind", "daily"),
                                ("rate__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_penalty_arithmetic",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lifted_at", None), ("lifted_by", None), ("lifted_reason", ""), ("status", "due")
                            ),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                ("status", "withdrawn"),
                                models.Q(("lifted_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_penalty_lifted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("preliminary", "Preliminary evaluation"), ("final", "Final evaluation")],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("scoring", "The expert council is scoring"),
                            ("signing", "Conclusion waits for a signature"),
                            ("published", "Published"),
                        ],
                        default="scoring",
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("figures", models.JSONField(blank=True, default=dict)),
                ("conclusion_kk", models.TextField(blank=True)),
                ("conclusion_ru", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="socialorder.contract"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.round"
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signature",
                    ),
                ),
            ],
            options={
                "ordering": ("contract", "-stage"),
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "stage"), name="socialorder_review_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["preliminary", "final"])), name="socialorder_review_stage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["scoring", "signing", "published"])),
                        name="socialorder_review_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("status", "scoring")),
                            models.Q(
                                models.Q(("status", "scoring"), _negated=True),
                                ("digest__regex", "^[0-9a-f]{64}$"),
                                models.Q(("conclusion_kk", ""), _negated=True),
                                models.Q(("conclusion_ru", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_review_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False), ("signature__isnull", False), ("status", "published")
                            ),
                            models.Q(
                                models.Q(("status", "published"), _negated=True),
                                ("published_at", None),
                                ("signature", None),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_review_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tasks", "Tasks"),
                            ("activities", "What is to be done"),
                            ("people", "For whom and how they are found"),
                            ("results", "What must be different afterwards"),
                            ("quality", "Quality that is checked"),
                            ("staff", "Who must work on it"),
                            ("reporting", "What is reported and when"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text_kk", models.TextField(blank=True)),
                ("text_ru", models.TextField(blank=True)),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="socialorder.lot"
                    ),
                ),
            ],
            options={
                "ordering": ("lot", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("lot", "kind"), name="socialorder_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["tasks", "activities", "people", "results", "quality", "staff", "reporting"])
                        ),
                        name="socialorder_part_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StagePayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60)),
                ("paid_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="socialorder.contractstage",
                    ),
                ),
            ],
            options={
                "ordering": ("paid_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("body", "reference"), name="socialorder_payment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), models.Q(("reference", ""), _negated=True)),
                        name="socialorder_payment_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("terms", "The terms of the tender"),
                            ("silence", "A question without an answer"),
                            ("refusal", "The refusal of our bid"),
                            ("decision", "The decision"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "public_text",
                    models.TextField(blank=True, help_text="As the reviewer has published it, without personal data."),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Waits to be admitted"),
                            ("returned", "Returned with a reason"),
                            ("in_review", "Under review"),
                            ("granted", "Upheld"),
                            ("partly", "Upheld in part"),
                            ("declined", "Dismissed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("submitted_at", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "answer_due_on",
                    models.DateField(blank=True, help_text="When the body should have answered.", null=True),
                ),
                ("admitted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, help_text="Decided, returned or withdrawn.", null=True)),
                ("is_late", models.BooleanField(default=False, help_text="It ended after its term.")),
                ("reason", models.TextField(blank=True)),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("amend", "Amend the tender"),
                            ("answer", "Answer the question"),
                            ("judge", "Judge the bid anew"),
                            ("decide", "Decide the lot anew"),
                            ("cancel", "Cancel the tender"),
                            ("nothing", "Nothing can be mended any more"),
                        ],
                        max_length=10,
                    ),
                ),
                ("remedy_text", models.TextField(blank=True, help_text="What must be done, in the reviewer's words.")),
                ("carried_out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "bid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="socialorder.bid",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.organisation"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.body"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="socialorder.lot",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="complaints", to="socialorder.tender"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="socialorder.tenderquestion",
                    ),
                ),
            ],
            options={
                "ordering": ("-submitted_at", "-pk"),
                "indexes": [models.Index(fields=["body", "-submitted_at"], name="socialorder_complaint_body")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["submitted", "returned", "in_review", "granted", "partly", "declined", "withdrawn"],
                            )
                        ),
                        name="socialorder_complaint_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bid", None), ("question", None), ("subject", "terms")),
                            models.Q(("bid", None), ("question__isnull", False), ("subject", "silence")),
                            models.Q(
                                ("bid__isnull", False),
                                ("lot__isnull", False),
                                ("question", None),
                                ("subject", "refusal"),
                            ),
                            models.Q(
                                ("bid", None), ("lot__isnull", False), ("question", None), ("subject", "decision")
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_complaint_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", models.F("reviewer_body")), _negated=True),
                        name="socialorder_complaint_outside",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="socialorder_complaint_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("reason", ""), ("status__in", ("submitted", "in_review"))),
                            models.Q(("ended_at__isnull", False), ("reason", ""), ("status", "withdrawn")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("reviewer__isnull", False),
                                ("status", "returned"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("reviewer__isnull", False),
                                ("status__in", ("granted", "partly", "declined")),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_complaint_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("in_review", "granted", "partly", "declined")), _negated=True),
                            models.Q(("admitted_at__isnull", False), models.Q(("public_text", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_complaint_admitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("remedy__in", ["amend", "answer", "judge", "decide", "cancel", "nothing"]),
                                ("status__in", ("granted", "partly")),
                                models.Q(("remedy_text", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status__in", ("granted", "partly")), _negated=True),
                                ("carried_out_at", None),
                                ("remedy", ""),
                                ("remedy_text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_complaint_remedy",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("submitted", "in_review"))),
                        fields=("organisation", "tender", "lot", "subject", "bid", "question"),
                        name="socialorder_complaint_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("changes", models.JSONField(default=dict, help_text="Field → [before, after].")),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="socialorder.plan"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="socialorder.topic",
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="socialorder_plan_change_number"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="socialorder_plan_change_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("name_kk", models.CharField(max_length=200)),
                ("name_ru", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                ("baseline", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=14)),
                ("target", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="socialorder.topic"
                    ),
                ),
            ],
            options={
                "ordering": ("topic", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "position"), name="socialorder_indicator_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.TextField(blank=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="socialorder.topic"
                    ),
                ),
            ],
            options={
                "ordering": ("topic", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="socialorder_comment_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_comment_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_reason", "")),
                            models.Q(("hidden_at__isnull", False), models.Q(("hidden_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_comment_hidden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("handed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Being written"),
                            ("submitted", "Handed in"),
                            ("returned", "Returned with remarks"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("remarks", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="socialorder.act"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer_signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signature",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.signature"
                    ),
                ),
            ],
            options={
                "ordering": ("act", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("act", "number"), name="socialorder_actversion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="socialorder_actversion_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None), ("customer_signature", None), ("outcome", ""), ("remarks", "")
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("customer_signature__isnull", False),
                                ("outcome", "accepted"),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("customer_signature", None),
                                ("outcome__in", ("returned", "refused")),
                                models.Q(("remarks", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="socialorder_actversion_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("complainant", "Complainant"), ("body", "Body complained of")], max_length=12
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="socialorder.complaint"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at", None), ("cleared_by", None)),
                            models.Q(("cleared_at__isnull", False), ("cleared_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="socialorder_file_cleared",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("complainant", "Complainant"), ("body", "Body complained of")], max_length=12
                    ),
                ),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="socialorder.complaint"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["complainant", "body"]), models.Q(("text", ""), _negated=True)
                        ),
                        name="socialorder_word_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_reason", "")),
                            models.Q(("hidden_at__isnull", False), models.Q(("hidden_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="socialorder_word_hidden",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SUMS_WITHIN_PLANS, UNDO_SUMS_WITHIN_PLANS),
        migrations.RunSQL(CONTRACTS_ADD_UP, UNDO_CONTRACTS_ADD_UP),
        migrations.RunSQL(REVIEWERS_STAY_OUTSIDE_1, UNDO_REVIEWERS_STAY_OUTSIDE_1),
        migrations.RunSQL(REVIEWERS_STAY_OUTSIDE_2, UNDO_REVIEWERS_STAY_OUTSIDE_2),
    ]
