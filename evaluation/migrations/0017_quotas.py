"""Quotas of a round and what entries are asked by them; the first stay as they are once the round is announced.

The words for an aggregation are the same for experts and for members of a commission.
"""

import django.db.models as models
from django.db import migrations

FREEZE = """
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

UNFREEZE = """
DROP TRIGGER evaluation_round_quotas_no_change ON evaluation_round;
DROP FUNCTION evaluation_round_quotas_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0016_answers_and_thresholds_do_not_change")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="groups",
            field=models.JSONField(
                blank=True,
                db_default={},
                default=dict,
                help_text="What the quotas ask for: region, direction … → values.",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="quotas",
            field=models.JSONField(
                blank=True,
                db_default=[],
                default=list,
                help_text="How much goes to which group at least or at most (evaluation.scoring.inputs); frozen at the announcement.",
            ),
        ),
        migrations.AlterField(
            model_name="rubric",
            name="aggregation",
            field=models.CharField(
                choices=[
                    ("mean", "Mean of the score sheets"),
                    ("median", "Median of the score sheets"),
                    ("trimmed", "Mean without the highest and the lowest"),
                ],
                default="mean",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(quotas=[]) | models.Q(budget__isnull=False), name="evaluation_round_quotas_of_money"
            ),
        ),
        migrations.RunSQL(FREEZE, UNFREEZE),
    ]
