"""Who may open 設定 is told by a dated duty. The marks on accounts become duties from this day on.

The two columns stay for one release with a default, so that the release before can still be started; its unused tables
of groups and permissions go at once.
"""

from django.db import migrations
from django.utils import timezone

KEEPER = "設定の管理者"


def flags_to_duties(apps, _editor):
    users = apps.get_model("accounts", "User").objects.filter(is_staff=True, is_active=True)
    flagged = list(users.exclude(duties__post__runs_settings=True))
    if not flagged:
        return
    today, model = timezone.localdate(), apps.get_model
    post = model("staff", "Post").objects.filter(name=KEEPER).first()
    if post is None:
        office = model("staff", "Department").objects.create(name="設定の管理", order=999, starts_on=today)
        mark = {"department": office, "title": "管理者", "rank": 900, "runs_settings": True}
        post = model("staff", "Post").objects.create(name=KEEPER, **mark)
    for user in flagged:
        model("staff", "Duty").objects.create(user=user, post=post, starts_on=today)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("staff", "0002_settings_post"),
    ]

    operations = [
        migrations.RunPython(flags_to_duties, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(
            "ALTER TABLE accounts_user ALTER COLUMN is_staff SET DEFAULT false, "
            "ALTER COLUMN is_superuser SET DEFAULT false",
            "ALTER TABLE accounts_user ALTER COLUMN is_staff DROP DEFAULT, ALTER COLUMN is_superuser DROP DEFAULT",
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="user", name="is_staff"),
                migrations.RemoveField(model_name="user", name="is_superuser"),
            ]
        ),
        migrations.RemoveField(model_name="user", name="groups"),
        migrations.RemoveField(model_name="user", name="user_permissions"),
    ]
