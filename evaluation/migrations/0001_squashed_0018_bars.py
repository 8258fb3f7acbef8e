"""All tables as they stood after the migrations named in ``replaces``."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from foundation.core.whole_schema import WholeSchema

SNAPSHOTS_DO_NOT_CHANGE = """
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
UNDO_SNAPSHOTS_DO_NOT_CHANGE = """
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
CHANGES_STAY = """
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
UNDO_CHANGES_STAY = """
DROP TRIGGER evaluation_calibrationanswer_no_change ON evaluation_calibrationanswer;
DROP TRIGGER evaluation_sheetchange_no_change ON evaluation_sheetchange;
DROP FUNCTION evaluation_kept_guard();
"""
ACCEPTED_ASSIGNMENTS_DO_NOT_CHANGE = """
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
UNDO_ACCEPTED_ASSIGNMENTS_DO_NOT_CHANGE = """
DROP TRIGGER evaluation_declaration_no_change ON evaluation_declaration;
DROP FUNCTION evaluation_declaration_guard();
DROP TRIGGER evaluation_assignment_no_change ON evaluation_assignment;
DROP FUNCTION evaluation_assignment_guard();
"""
VERDICTS_AND_BUNDLES_DO_NOT_CHANGE = """
CREATE FUNCTION evaluation_snapshot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% never changes: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_verdict_no_change BEFORE UPDATE OR DELETE ON evaluation_verdict
  FOR EACH ROW EXECUTE FUNCTION evaluation_snapshot_guard();
CREATE TRIGGER evaluation_bundle_no_change BEFORE UPDATE OR DELETE ON evaluation_bundle
  FOR EACH ROW EXECUTE FUNCTION evaluation_snapshot_guard();
"""
UNDO_VERDICTS_AND_BUNDLES_DO_NOT_CHANGE = """
DROP TRIGGER evaluation_bundle_no_change ON evaluation_bundle;
DROP TRIGGER evaluation_verdict_no_change ON evaluation_verdict;
DROP FUNCTION evaluation_snapshot_guard();
"""
ADMISSION = """
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
UNDO_ADMISSION = """
DROP TRIGGER evaluation_run_admission_no_change ON evaluation_run;
DROP FUNCTION evaluation_run_admission_guard();
"""
ANSWERS_AND_THRESHOLDS_DO_NOT_CHANGE = """
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
UNDO_ANSWERS_AND_THRESHOLDS_DO_NOT_CHANGE = """
DROP TRIGGER evaluation_round_announced ON evaluation_round;
DROP FUNCTION evaluation_round_guard();
DROP TRIGGER evaluation_answer_no_change ON evaluation_answer;
"""
QUOTAS = """
CREATE FUNCTION evaluation_round_quotas_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'preparing' AND OLD.quotas IS DISTINCT FROM NEW.quotas THEN
    RAISE EXCEPTION 'quotas never change after the announcement' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evaluation_round_quotas_no_change BEFORE UPDATE OF quotas ON evaluation_round
  FOR EACH ROW EXECUTE FUNCTION evaluation_round_quotas_guard();
"""
UNDO_QUOTAS = """
DROP TRIGGER evaluation_round_quotas_no_change ON evaluation_round;
DROP FUNCTION evaluation_round_quotas_guard();
"""


class Migration(WholeSchema):
    replaces = [
        ("evaluation", "0001_initial"),
        ("evaluation", "0002_seats_and_published_runs"),
        ("evaluation", "0003_snapshots_do_not_change"),
        ("evaluation", "0004_results_by_rank"),
        ("evaluation", "0005_experts_per_entry"),
        ("evaluation", "0006_rubric_editor_discussion_calibration"),
        ("evaluation", "0007_changes_stay"),
        ("evaluation", "0008_files_of_open_rounds"),
        ("evaluation", "0009_panels_conflicts_and_assignments"),
        ("evaluation", "0010_accepted_assignments_do_not_change"),
        ("evaluation", "0011_verdicts_bundles_and_likenesses"),
        ("evaluation", "0012_verdicts_and_bundles_do_not_change"),
        ("evaluation", "0013_admission"),
        ("evaluation", "0014_page_that_saved_a_sheet"),
        ("evaluation", "0015_extra_experts_and_answers"),
        ("evaluation", "0016_answers_and_thresholds_do_not_change"),
        ("evaluation", "0017_quotas"),
        ("evaluation", "0018_bars"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("registry", "0001_squashed_0024_keys_of_regions_load_their_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rubric",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("title_kk", models.CharField(max_length=200)),
                ("title_ru", models.CharField(max_length=200)),
                ("title_en", models.CharField(max_length=200)),
                (
                    "aggregation",
                    models.CharField(
                        choices=[
                            ("mean", "Mean of the score sheets"),
                            ("median", "Median of the score sheets"),
                            ("trimmed", "Mean without the highest and the lowest"),
                        ],
                        default="mean",
                        max_length=10,
                    ),
                ),
                (
                    "weighting",
                    models.CharField(
                        choices=[
                            ("points", "Points: each mark counts as many times as its weight says"),
                            ("percent", "Percentages that make 100: the total is a weighted mean of the marks"),
                        ],
                        default="points",
                        max_length=10,
                    ),
                ),
                (
                    "tie_rule",
                    models.CharField(
                        choices=[
                            ("shared", "Equal totals share the rank"),
                            ("first_criterion", "The higher mean of the criteria decides, in their order"),
                        ],
                        default="shared",
                        max_length=20,
                    ),
                ),
                (
                    "maximum_total",
                    models.DecimalField(decimal_places=2, help_text="Σ weight × highest mark.", max_digits=7),
                ),
                ("pass_mark", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                (
                    "shows_comments",
                    models.BooleanField(
                        default=False,
                        help_text="An applicant who may answer before the decision reads the experts' reasons too.",
                    ),
                ),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose; empty: everybody may use it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rubrics",
                        to="registry.body",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="evaluation_rubric_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pass_mark", None), ("pass_mark__lte", models.F("maximum_total")), _connector="OR"
                        ),
                        name="evaluation_rubric_pass_mark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weighting__in", ["points", "percent"])), name="evaluation_rubric_weighting"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_type", models.CharField(help_text="For instance grants.call.", max_length=50)),
                ("subject_id", models.CharField(max_length=64)),
                ("title_kk", models.CharField(max_length=300)),
                ("title_ru", models.CharField(max_length=300)),
                ("title_en", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("experts", "Experts drawn from the registry"),
                            ("commission", "Commission: second stage"),
                        ],
                        default="experts",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "Being prepared"),
                            ("announced", "Rubric frozen"),
                            ("assembling", "Experts drawn"),
                            ("scoring", "Experts are scoring"),
                            ("extra", "One more expert where marks diverge"),
                            ("discussion", "Experts discuss their marks"),
                            ("closed", "Scoring closed"),
                        ],
                        default="preparing",
                        max_length=12,
                    ),
                ),
                ("is_blind", models.BooleanField(default=True)),
                ("main_seats", models.PositiveSmallIntegerField(default=3)),
                ("reserve_seats", models.PositiveSmallIntegerField(default=3)),
                (
                    "experts_per_entry",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="How many experts score each entry; empty: all of them.", null=True
                    ),
                ),
                (
                    "has_discussion",
                    models.BooleanField(
                        default=False,
                        help_text="After the independent marks the experts see each other's and may change their own.",
                    ),
                ),
                (
                    "extra_over",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="An entry whose sheets are further apart than so many points gets one more expert; empty: none.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Working days in which an applicant may answer its marks before the decision; 0: none.",
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Tenge to be shared out; empty: not known here.",
                        max_digits=18,
                        null=True,
                    ),
                ),
                (
                    "quotas",
                    models.JSONField(
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="How much goes to which group at least or at most (evaluation.scoring.inputs); frozen at the announcement.",
                    ),
                ),
                ("scoring_until", models.DateTimeField(blank=True, null=True)),
                (
                    "extra_until",
                    models.DateTimeField(blank=True, help_text="For experts who were called later.", null=True),
                ),
                ("discussion_until", models.DateTimeField(blank=True, null=True)),
                (
                    "answers_until",
                    models.DateTimeField(blank=True, help_text="Set when applicants are asked.", null=True),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True,
                        help_text="Last day of the term that the contest has set itself; empty: none.",
                        null=True,
                    ),
                ),
                (
                    "seed_digest",
                    models.CharField(
                        blank=True, help_text="SHA-256 of the seed, published before the draw.", max_length=64
                    ),
                ),
                ("seed", models.CharField(blank=True, help_text="Published at the draw.", max_length=100)),
                ("drawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "draw_pool",
                    models.JSONField(default=list, help_text="Numbers of the experts that the draw chose from."),
                ),
                (
                    "body",
                    models.ForeignKey(
                        help_text="Who runs it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="registry.body",
                    ),
                ),
                (
                    "first_stage",
                    models.OneToOneField(
                        blank=True,
                        help_text="The experts' round that a commission's round follows (rule R39).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_stage",
                        to="evaluation.round",
                    ),
                ),
                (
                    "spheres",
                    models.ManyToManyField(
                        blank=True, help_text="Experts are drawn from these; empty: from all.", to="registry.sphere"
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="evaluation.rubric"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_type", "subject_id", "kind"), name="evaluation_round_subject_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_stage", None), ("kind", "experts")),
                            models.Q(("first_stage__isnull", False), ("kind", "commission")),
                            _connector="OR",
                        ),
                        name="evaluation_round_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "discussion"), _negated=True),
                            models.Q(("discussion_until__isnull", False), ("has_discussion", True)),
                            _connector="OR",
                        ),
                        name="evaluation_round_discussion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["preparing", "announced", "assembling", "scoring", "extra", "discussion", "closed"],
                            )
                        ),
                        name="evaluation_round_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extra_over", None), ("extra_until", None)),
                            ("extra_over__gte", 0),
                            _connector="OR",
                        ),
                        name="evaluation_round_extra",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "extra"), _negated=True), ("extra_over__isnull", False), _connector="OR"
                        ),
                        name="evaluation_round_extra_announced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers_until", None), ("answer_days__gte", 1), _connector="OR"),
                        name="evaluation_round_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seed_digest", ""), ("seed_digest__regex", "^[0-9a-f]{64}$"), _connector="OR"
                        ),
                        name="evaluation_round_seed_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quotas", []), ("budget__isnull", False), _connector="OR"),
                        name="evaluation_round_quotas_of_money",
                    ),
                    models.CheckConstraint(condition=models.Q(("main_seats__gte", 1)), name="evaluation_round_seats"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("experts_per_entry", None),
                            models.Q(("experts_per_entry__gte", 1), ("experts_per_entry__lte", models.F("main_seats"))),
                            _connector="OR",
                        ),
                        name="evaluation_round_experts_per_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Number within the round.")),
                ("reference", models.CharField(help_text="Number of the application or bid.", max_length=64)),
                ("title", models.CharField(max_length=300)),
                ("content", models.JSONField(default=list)),
                (
                    "language",
                    models.CharField(blank=True, help_text="Of the text; empty: anybody can read it.", max_length=2),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Tenge asked for; empty: not known here.",
                        max_digits=18,
                        null=True,
                    ),
                ),
                (
                    "groups",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        help_text="What the quotas ask for: region, direction … → values.",
                    ),
                ),
                (
                    "files",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Of an open round alone: a file can name the applicant.",
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="registry.organisation"
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="evaluation.round"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ("round", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="evaluation_entry_number"),
                    models.UniqueConstraint(fields=("round", "reference"), name="evaluation_entry_reference"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalibrationExample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_kk", models.CharField(blank=True, max_length=300)),
                ("title_ru", models.CharField(blank=True, max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("text_kk", models.TextField(blank=True)),
                ("text_ru", models.TextField(blank=True)),
                ("text_en", models.TextField(blank=True)),
                ("marks", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("reasons", models.JSONField(default=dict)),
                ("written_at", models.DateTimeField()),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calibration", to="evaluation.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Bar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bars", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bars", to="evaluation.round"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "user"), name="evaluation_bar_once")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(help_text="SHA-256 of the document.", max_length=64)),
                (
                    "is_extra",
                    models.BooleanField(
                        default=False,
                        help_text="One more expert for entries whose marks diverged, beside the list in force.",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why it replaces the one before, why it is short, why it is extra."
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        help_text="Empty: the portal.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="evaluation.round"
                    ),
                ),
            ],
            options={
                "ordering": ("round", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="evaluation_assignment_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None)),
                        fields=("round",),
                        name="evaluation_assignment_one_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="evaluation_assignment_digest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.SlugField()),
                ("title_kk", models.CharField(max_length=200)),
                ("title_ru", models.CharField(max_length=200)),
                ("title_en", models.CharField(max_length=200)),
                ("guidance_kk", models.TextField(blank=True)),
                ("guidance_ru", models.TextField(blank=True)),
                ("guidance_en", models.TextField(blank=True)),
                (
                    "mark_texts_kk",
                    models.JSONField(blank=True, default=dict, help_text='Mark ("5.00") → what it stands for.'),
                ),
                ("mark_texts_ru", models.JSONField(blank=True, default=dict)),
                ("mark_texts_en", models.JSONField(blank=True, default=dict)),
                ("weight", models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                ("minimum", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("maximum", models.DecimalField(decimal_places=2, default=10, max_digits=5)),
                ("step", models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                ("pass_mark", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                (
                    "comment_rule",
                    models.CharField(
                        choices=[("always", "Always"), ("below", "Below a mark"), ("never", "Never")],
                        default="always",
                        max_length=10,
                    ),
                ),
                ("comment_below", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                (
                    "rubric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="evaluation.rubric"
                    ),
                ),
            ],
            options={
                "ordering": ("rubric", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("rubric", "position"), name="evaluation_criterion_position"),
                    models.UniqueConstraint(fields=("rubric", "code"), name="evaluation_criterion_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maximum__gt", models.F("minimum")),
                            ("minimum__gte", 0),
                            ("step__gt", 0),
                            ("weight__gt", 0),
                        ),
                        name="evaluation_criterion_scale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("computed", "Computed")], default="waiting", max_length=10
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why the ranking was computed again.")),
                ("engine_version", models.CharField(max_length=20)),
                ("inputs", models.JSONField()),
                ("inputs_digest", models.CharField(max_length=64)),
                ("summary", models.JSONField(default=dict, help_text="Figures of the whole round.")),
                ("outcome_digest", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("computed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "published_at",
                    models.DateTimeField(blank=True, help_text="From then on everybody may see it.", null=True),
                ),
                (
                    "admission",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Who was not admitted to this contest and why, as told at the publication.",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="evaluation.round"
                    ),
                ),
            ],
            options={
                "ordering": ("round", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="evaluation_run_number"),
                    models.CheckConstraint(
                        condition=models.Q(("inputs_digest__regex", "^[0-9a-f]{64}$")),
                        name="evaluation_run_inputs_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("computed_at", None), ("status", "waiting")),
                            models.Q(
                                ("computed_at__isnull", False),
                                ("outcome_digest__regex", "^[0-9a-f]{64}$"),
                                ("status", "computed"),
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_run_computed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_at", None), ("status", "computed"), _connector="OR"),
                        name="evaluation_run_published",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")), fields=("round",), name="evaluation_run_one_waiting"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheets", models.PositiveSmallIntegerField()),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=2, help_text="None: no submitted sheet.", max_digits=9, null=True
                    ),
                ),
                (
                    "spread",
                    models.DecimalField(decimal_places=2, help_text="Highest − lowest sheet.", max_digits=9, null=True),
                ),
                ("rank", models.PositiveIntegerField(null=True)),
                (
                    "rank_best",
                    models.PositiveIntegerField(
                        help_text="Best rank, as it is and without each expert in turn.", null=True
                    ),
                ),
                ("rank_worst", models.PositiveIntegerField(help_text="Worst rank of the same.", null=True)),
                ("is_passing", models.BooleanField(null=True)),
                ("criterion_means", models.JSONField(default=list)),
                ("steps", models.JSONField(default=list)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="evaluation.entry"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="evaluation.run"
                    ),
                ),
            ],
            options={
                "ordering": ("run", "rank", "entry__number"),
                "indexes": [models.Index(fields=["run", "rank"], name="evaluation_result_rank")],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "entry"), name="evaluation_result_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rank_best", None), ("rank_worst", None)),
                            models.Q(
                                ("rank_best__gte", 1),
                                ("rank_best__lte", models.F("rank")),
                                ("rank_worst__gte", models.F("rank")),
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_result_rank_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bundle", to="evaluation.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.PositiveSmallIntegerField(help_text="Place in the draw, from 1; unrelated to the number."),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("main", "Main"), ("reserve", "Reserve"), ("extra", "Extra, because marks diverged")],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drawn", "Drawn"),
                            ("accepted", "No-conflict statement signed"),
                            ("recused", "Recused"),
                        ],
                        default="drawn",
                        max_length=10,
                    ),
                ),
                (
                    "statement",
                    models.TextField(blank=True, help_text="The no-conflict statement as it was signed (rule R36)."),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("recused_at", models.DateTimeField(blank=True, null=True)),
                ("recusal_reason", models.TextField(blank=True)),
                (
                    "direction",
                    models.ForeignKey(
                        blank=True,
                        help_text="When drawn by direction.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.sphere",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="registry.expert"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="evaluation.round"
                    ),
                ),
            ],
            options={
                "ordering": ("round", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "expert"), name="evaluation_seat_expert"),
                    models.UniqueConstraint(fields=("round", "number"), name="evaluation_seat_number"),
                    models.UniqueConstraint(fields=("round", "place"), name="evaluation_seat_place"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["drawn", "accepted", "recused"])),
                        name="evaluation_seat_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), _negated=True),
                            models.Q(("signed_at__isnull", False), models.Q(("statement", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evaluation_seat_statement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "recused"), _negated=True),
                            models.Q(("recused_at__isnull", False), models.Q(("recusal_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evaluation_seat_recusal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Being filled in"), ("submitted", "Submitted"), ("void", "Void")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(null=True), default=list, size=None
                    ),
                ),
                ("comments", models.JSONField(default=dict, help_text="Criterion code → reason.")),
                ("total", models.BigIntegerField(blank=True, null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts saves, so that two tabs do not overwrite."
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "saved_from",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="The page that saved last: it never disagrees with itself.",
                        max_length=36,
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                (
                    "filed",
                    models.JSONField(
                        blank=True,
                        help_text="What had been submitted and why it was given back, until it is submitted again.",
                        null=True,
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Place in the expert's order of reading, by the seed."
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="evaluation.entry"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="evaluation.seat"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "seat"), name="evaluation_sheet_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "submitted", "void"])),
                        name="evaluation_sheet_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "submitted"), _negated=True),
                            models.Q(("submitted_at__isnull", False), ("total__isnull", False)),
                            _connector="OR",
                        ),
                        name="evaluation_sheet_submitted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("member", "I am or was its member"),
                            ("employee", "I work or worked for it"),
                            ("founder", "I am its founder"),
                            ("governing", "I am or was in its governing body"),
                            ("head", "I am or was its head"),
                            ("paid", "It has paid or supported me"),
                            ("relative", "A relative of mine is tied to it"),
                            ("other", "Another reason why I cannot judge freely"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("declared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declarations", to="evaluation.entry"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declarations", to="evaluation.seat"
                    ),
                ),
            ],
            options={
                "ordering": ("-declared_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("seat", "entry", "kind"), name="evaluation_declaration_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["member", "employee", "founder", "governing", "head", "paid", "relative", "other"],
                            )
                        ),
                        name="evaluation_declaration_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="evaluation_declaration_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalibrationAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marks", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ("comments", models.JSONField(default=dict)),
                ("given_at", models.DateTimeField()),
                (
                    "example",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="evaluation.calibrationexample",
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calibration_answer",
                        to="evaluation.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeedHolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.CharField(max_length=100)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="secret", to="evaluation.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discussion", "Changed in the discussion"),
                            ("reopened", "Given back and sent again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "marks_before",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                ),
                (
                    "marks_after",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                ),
                ("comments_before", models.JSONField(default=dict)),
                ("comments_after", models.JSONField(default=dict)),
                ("total_before", models.BigIntegerField()),
                ("total_after", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="evaluation.scoresheet"
                    ),
                ),
            ],
            options={
                "ordering": ("sheet", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "number"), name="evaluation_sheetchange_number"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["discussion", "reopened"])), name="evaluation_sheetchange_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="evaluation_sheetchange_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sketch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        help_text="How signatures are made; other versions are made anew."
                    ),
                ),
                (
                    "sections",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                ("signatures", models.BinaryField(default=bytes)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sketch", to="evaluation.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_awarded", models.BooleanField()),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, help_text="Tenge.", max_digits=18, null=True),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="evaluation.entry"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="evaluation.run"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "entry"), name="evaluation_verdict_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), models.Q(("amount__gt", 0), ("is_awarded", True)), _connector="OR"
                        ),
                        name="evaluation_verdict_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000)),
                ("sent_at", models.DateTimeField()),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="evaluation.entry"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="evaluation_answer_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HintReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("surname", "The same surname as its head, a founder or a person of its account"),
                            ("email", "An e-mail address at its own domain"),
                            ("contact", "Its phone, address or e-mail is also that of an organisation with a tie"),
                            ("former", "A tie that ended more than twelve months ago"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("dismissed", "No conflict"), ("upheld", "A conflict: does not score this applicant")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hint_reviews", to="registry.expert"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hint_reviews",
                        to="registry.organisation",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expert", "organisation", "kind"), name="evaluation_hint_review_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["surname", "email", "contact", "former"])),
                        name="evaluation_hint_review_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["dismissed", "upheld"])),
                        name="evaluation_hint_review_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="evaluation_hint_review_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        help_text="Highest share of common wording of a section, in thousandths."
                    ),
                ),
                ("passages", models.JSONField(default=list)),
                ("people", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "To be looked at"),
                            ("dismissed", "Not a copy"),
                            ("confirmed", "A copy or the same work"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="likenesses", to="evaluation.entry"
                    ),
                ),
                (
                    "judged_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.entry"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "likenesses",
                "ordering": ("-share", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "other"), name="evaluation_likeness_once"),
                    models.CheckConstraint(
                        condition=models.Q(("entry", models.F("other")), _negated=True), name="evaluation_likeness_two"
                    ),
                    models.CheckConstraint(condition=models.Q(("share__lte", 1000)), name="evaluation_likeness_share"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at", None), ("judged_by", None), ("reason", ""), ("status", "open")),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                ("judged_at__isnull", False),
                                ("judged_by__isnull", False),
                                ("status__in", ("dismissed", "confirmed")),
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_likeness_judged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelTerms",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="evaluation.round",
                    ),
                ),
                (
                    "by_direction",
                    models.BooleanField(default=False, help_text="The seats are drawn for each sphere of the round."),
                ),
                (
                    "draw_at",
                    models.DateTimeField(
                        blank=True, help_text="Not drawn before; observers know when to come.", null=True
                    ),
                ),
                (
                    "public_source",
                    models.CharField(
                        blank=True, help_text="A value that nobody controls, named before it is known.", max_length=300
                    ),
                ),
                ("public_value", models.CharField(blank=True, help_text="Entered at the draw.", max_length=100)),
                (
                    "ties_bar",
                    models.CharField(
                        choices=[("round", "From the whole round"), ("entry", "From the entries of that applicant")],
                        default="round",
                        max_length=10,
                    ),
                ),
                (
                    "max_load",
                    models.PositiveIntegerField(blank=True, help_text="Entries for one expert at most.", null=True),
                ),
                ("bars_own_region", models.BooleanField(default=False)),
                ("allows_translator", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "panel terms",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ties_bar__in", ["round", "entry"])), name="evaluation_terms_ties_bar"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_load", None), ("max_load__gte", 1), _connector="OR"),
                        name="evaluation_terms_max_load",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public_value", ""), models.Q(("public_source", ""), _negated=True), _connector="OR"
                        ),
                        name="evaluation_terms_public_value",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SNAPSHOTS_DO_NOT_CHANGE, UNDO_SNAPSHOTS_DO_NOT_CHANGE),
        migrations.RunSQL(CHANGES_STAY, UNDO_CHANGES_STAY),
        migrations.RunSQL(ACCEPTED_ASSIGNMENTS_DO_NOT_CHANGE, UNDO_ACCEPTED_ASSIGNMENTS_DO_NOT_CHANGE),
        migrations.RunSQL(VERDICTS_AND_BUNDLES_DO_NOT_CHANGE, UNDO_VERDICTS_AND_BUNDLES_DO_NOT_CHANGE),
        migrations.RunSQL(ADMISSION, UNDO_ADMISSION),
        migrations.RunSQL(ANSWERS_AND_THRESHOLDS_DO_NOT_CHANGE, UNDO_ANSWERS_AND_THRESHOLDS_DO_NOT_CHANGE),
        migrations.RunSQL(QUOTAS, UNDO_QUOTAS),
    ]
