import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organizations", "0001_initial"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "submits_by",
                    models.CharField(
                        choices=[
                            ("anyone", "書ける役員なら、だれでも"),
                            ("president", "会長だけ"),
                            ("deputy", "会長か副会長"),
                        ],
                        default="anyone",
                        editable=False,
                        max_length=10,
                        verbose_name="市に出す人",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="団体の名前")),
                ("furigana", models.CharField(max_length=150, verbose_name="ふりがな")),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("voluntary", "任意団体"),
                            ("authorized_neighbourhood", "認可地縁団体"),
                            ("npo", "NPO法人"),
                            ("other", "そのほか"),
                        ],
                        default="voluntary",
                        max_length=30,
                        verbose_name="法人格",
                    ),
                ),
                ("office_address", models.CharField(blank=True, max_length=200, verbose_name="主たる事務所の所在地")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                (
                    "predecessor",
                    models.CharField(
                        blank=True, help_text="例 ○○地域振興会", max_length=100, verbose_name="母体の団体"
                    ),
                ),
                ("activities", models.TextField(blank=True, max_length=2000, verbose_name="準備会の活動と予定")),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="準備会を置いた日")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="設立した日")),
                ("recognised_on", models.DateField(blank=True, null=True, verbose_name="認可の効力が生じた日")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="認可の取消しの効力が生じる日")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("awareness", "機運づくり"),
                            ("preparing", "準備会"),
                            ("planning", "将来計画づくり"),
                            ("founded", "設立"),
                            ("active", "認可・活動中"),
                            ("revoked", "認可の取消し"),
                        ],
                        default="awareness",
                        editable=False,
                        max_length=12,
                        verbose_name="段階",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体",
                "verbose_name_plural": "団体",
                "ordering": ["furigana", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "市"), ("district", "地区"), ("oaza", "大字")],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="コード")),
                ("name", models.CharField(max_length=60, verbose_name="名前")),
                ("furigana", models.CharField(max_length=80, verbose_name="ふりがな")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organizations.area",
                        verbose_name="上の区域",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域",
                "verbose_name_plural": "区域",
                "ordering": ["order", "code"],
            },
        ),
    ]
