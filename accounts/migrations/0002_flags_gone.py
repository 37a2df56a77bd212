"""The two flags of Django's own users: their duties say more, since long. A new database never had them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_founding")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE accounts_user DROP COLUMN IF EXISTS is_staff, DROP COLUMN IF EXISTS is_superuser",
            migrations.RunSQL.noop,
            elidable=True,
        )
    ]
