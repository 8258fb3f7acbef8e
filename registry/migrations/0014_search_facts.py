from django.db import migrations

# Bits of ``traits``: goals 1 to 17, 18 charity, 19 volunteers, 20 public money, 21 and on the filed years from 2016.
FILL = """
UPDATE registry_searchentry AS entry SET
    traits = coalesce((SELECT bit_or(1::bigint << number) FROM unnest(organisation.sdgs) AS number), 0)
        | CASE WHEN organisation.is_charity THEN 1::bigint << 18 ELSE 0 END
        | CASE WHEN organisation.has_volunteers THEN 1::bigint << 19 ELSE 0 END
        | CASE WHEN paid.tiyn IS NOT NULL THEN 1::bigint << 20 ELSE 0 END
        | coalesce(filed.years, 0),
    registered_day = coalesce(organisation.registered_on - date '0001-01-01' + 1, 0),
    received = coalesce(paid.tiyn, 0)
FROM registry_organisation AS organisation
LEFT JOIN (
    SELECT organisation_id, bit_or(1::bigint << (year - 1995)) AS years FROM registry_annualinformation
    WHERE status IN ('submitted', 'accepted') AND year BETWEEN 2016 AND 2057 GROUP BY organisation_id
) AS filed ON filed.organisation_id = organisation.id
LEFT JOIN (
    SELECT organisation_id, least(sum(amount) * 100, 9e18)::bigint AS tiyn
    FROM registry_funding WHERE annulled_at IS NULL GROUP BY organisation_id
) AS paid ON paid.organisation_id = organisation.id
WHERE organisation.id = entry.organisation_id
"""
HIDE = """
DELETE FROM registry_searchentry USING registry_organisation AS organisation
WHERE organisation.id = organisation_id AND organisation.merged_into_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0013_more_facets")]

    operations = [
        migrations.RunSQL(HIDE, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
