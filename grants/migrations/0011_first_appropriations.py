"""Schemes that were decided before the budget had lines get their first one, in the name of who decided them."""

from django.db import migrations

INITIAL = """
    INSERT INTO grants_appropriation (scheme_id, kind, amount, reason, recorded_by_id, recorded_at)
    SELECT s.id, 'initial', s.appropriation, '', e.actor_id, now()
    FROM grants_scheme s JOIN LATERAL (
        SELECT e.actor_id FROM records_event e JOIN django_content_type t ON t.id = e.case_type_id
        WHERE t.app_label = 'grants' AND t.model = 'scheme' AND e.case_id = s.id AND e.verb = 'scheme.adopt'
        ORDER BY e.id DESC LIMIT 1
    ) e ON true
    WHERE s.status = 'adopted'
"""


class Migration(migrations.Migration):
    dependencies = [("grants", "0010_appropriations"), ("records", "__first__")]

    operations = [migrations.RunSQL(INITIAL, migrations.RunSQL.noop, elidable=True)]
