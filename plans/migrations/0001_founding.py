import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import records.codes
import records.fiscal


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0002_offered_versions"),
        ("plans", "0003_brought_over"),
        ("plans", "0002_library"),
        ("plans", "0003_surveys"),
        ("plans", "0004_cityplan"),
        ("plans", "0005_evaluations"),
        ("plans", "0006_sessions"),
        ("plans", "0007_survey_slips"),
        ("plans", "0008_mid_term_reviews"),
        ("plans", "0009_appraisals"),
        ("plans", "0010_articles"),
        ("plans", "0011_network"),
        ("plans", "0012_city_surveys"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("organizations", "0001_founding"),
        ("records", "0002_founding"),
        ("staff", "0001_founding"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "よくある質問"), ("case", "取組事例")],
                        max_length=10,
                        verbose_name="使うところ",
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="テーマ")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "in_use",
                    models.BooleanField(
                        default=True, help_text="外すと、新しい記事では選べなくなります。", verbose_name="使う"
                    ),
                ),
            ],
            options={
                "verbose_name": "テーマ",
                "verbose_name_plural": "記事のテーマ",
                "ordering": ["kind", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="one_article_theme_per_name",
                        violation_error_message="同じ名前のテーマが、もうあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("chapter", "手引き"),
                            ("question", "よくある質問"),
                            ("case", "取組事例"),
                            ("news", "お知らせ"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("is_from_body", models.BooleanField(default=False, editable=False, verbose_name="団体が書く")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="作った日時"),
                ),
            ],
            options={
                "verbose_name": "記事",
                "verbose_name_plural": "記事",
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("organization", None), ("kind", "case"), _connector="OR"),
                        name="only_a_case_is_about_an_organization",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_from_body", False), ("organization__isnull", False), _connector="OR"),
                        name="what_a_body_writes_is_about_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("income", "収入"), ("expense", "支出")], max_length=7, verbose_name="収入か支出か"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="科目")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "is_grant",
                    models.BooleanField(
                        default=False,
                        help_text="この科目の額が、事業の「うち交付金」の合計と同じかを確かめます。",
                        verbose_name="一括交付金の科目",
                    ),
                ),
                (
                    "is_brought",
                    models.BooleanField(
                        default=False,
                        help_text="この科目の額が、繰越の台帳の額と同じかを確かめます。",
                        verbose_name="前年度繰越金の科目",
                    ),
                ),
                (
                    "in_use",
                    models.BooleanField(
                        default=True, help_text="外すと、新しい行では選べなくなります。", verbose_name="使う"
                    ),
                ),
            ],
            options={
                "verbose_name": "予算の科目",
                "verbose_name_plural": "予算の科目",
                "ordering": ["-kind", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="one_budget_category_per_name",
                        violation_error_message="同じ名前の科目が、もうあります。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_grant", True)),
                        fields=("is_grant",),
                        name="one_budget_category_is_the_grant",
                        violation_error_message="一括交付金の科目は1つだけです。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_brought", True)),
                        fields=("is_brought",),
                        name="one_budget_category_is_what_was_carried_over",
                        violation_error_message="前年度繰越金の科目は1つだけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_brought", False), ("kind", "income"), _connector="OR"),
                        name="what_was_carried_over_is_an_income",
                        violation_error_message="前年度繰越金の科目は、収入にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_grant", False), ("kind", "income"), _connector="OR"),
                        name="the_grant_is_an_income",
                        violation_error_message="一括交付金の科目は、収入にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CityPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("checked", "点検済み"),
                            ("proposed", "決裁待ち"),
                            ("adopted", "決定"),
                            ("published", "公表"),
                            ("superseded", "前の版"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "title",
                    models.CharField(help_text="例 見本市協働推進計画", max_length=100, verbose_name="計画の名前"),
                ),
                ("from_year", records.fiscal.FiscalYearField(verbose_name="はじまりの年度")),
                ("to_year", records.fiscal.FiscalYearField(verbose_name="おわりの年度")),
                ("vision", models.TextField(blank=True, max_length=2000, verbose_name="目指す姿")),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="もとの資料や、読み方について。表の下に出ます。",
                        max_length=1000,
                        verbose_name="注記",
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="下書きを作った人",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="点検した人",
                    ),
                ),
                ("adopted_on", models.DateField(editable=False, null=True, verbose_name="決めた日")),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="公表した日")),
            ],
            options={
                "verbose_name": "協働推進計画",
                "verbose_name_plural": "協働推進計画",
                "ordering": ["-from_year", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("from_year", "version"), name="one_city_plan_per_term_and_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "checked", "proposed"])),
                        fields=("from_year",),
                        name="one_city_plan_of_a_term_is_being_written",
                        violation_error_message="同じ年度からはじまる計画の下書きが、もうあります。その続きを書いてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["adopted", "published"])),
                        fields=("from_year",),
                        name="one_city_plan_of_a_term_is_in_force",
                        violation_error_message="同じ年度からはじまる計画が、もう決まっています。見直しから始めてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_year__gte", models.F("from_year")),
                            (
                                "to_year__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("from_year"), "+", models.Value(14)
                                ),
                            ),
                        ),
                        name="a_city_plan_ends_after_it_starts",
                        violation_error_message="おわりの年度は、はじまりの年度から15年のうちにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            models.Q(("checked_by", models.F("begun_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_checks_the_city_plan_that_they_drafted",
                        violation_error_message="下書きを作った人は点検できません。ほかの人に頼んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_on", None),
                                ("published_on", None),
                                ("status__in", ["draft", "checked", "proposed"]),
                            ),
                            models.Q(("adopted_on__isnull", False), ("published_on", None), ("status", "adopted")),
                            models.Q(
                                ("adopted_on__isnull", False), ("published_on__isnull", False), ("status", "published")
                            ),
                            models.Q(("adopted_on__isnull", False), ("status", "superseded")),
                            _connector="OR",
                        ),
                        name="a_city_plan_is_adopted_exactly_with_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CityGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goals",
                        to="plans.cityplan",
                        verbose_name="計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="番号")),
                ("text", models.CharField(max_length=200, verbose_name="目標")),
                ("summary", models.TextField(blank=True, max_length=1000, verbose_name="目標の説明")),
            ],
            options={
                "verbose_name": "推進計画の目標",
                "verbose_name_plural": "推進計画の目標",
                "ordering": ["plan", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "order"), name="goals_of_a_city_plan_are_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CityMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="plans.cityplan",
                        verbose_name="計画",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="plans.citygoal",
                        verbose_name="目標",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="番号")),
                ("text", models.CharField(max_length=200, verbose_name="方策")),
                ("points", models.TextField(blank=True, max_length=1000, verbose_name="方策の方針")),
            ],
            options={
                "verbose_name": "推進計画の方策",
                "verbose_name_plural": "推進計画の方策",
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="measures_of_a_city_plan_are_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CityAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="plans.cityplan",
                        verbose_name="計画",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="plans.citymeasure",
                        verbose_name="方策",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="番号")),
                ("heading", models.CharField(max_length=100, verbose_name="取組事項")),
                ("text", models.TextField(max_length=1000, verbose_name="内容")),
                (
                    "related_plan",
                    models.CharField(
                        blank=True, help_text="例 地域防災計画", max_length=200, verbose_name="関連する計画"
                    ),
                ),
            ],
            options={
                "verbose_name": "推進計画の取組",
                "verbose_name_plural": "推進計画の取組",
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"),
                        name="actions_of_a_city_plan_are_numbered_once",
                        violation_error_message="同じ番号の取組が、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_action_of_a_city_plan_says_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionOffice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offices",
                        to="plans.cityaction",
                        verbose_name="取組",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="担当課",
                    ),
                ),
            ],
            options={
                "verbose_name": "取組の担当課",
                "verbose_name_plural": "取組の担当課",
                "ordering": ["action", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "order"), name="offices_of_an_action_have_an_order"),
                    models.UniqueConstraint(fields=("action", "department"), name="a_department_has_an_action_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="plans.cityaction",
                        verbose_name="取組",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("study", "検討"),
                            ("do", "実施"),
                            ("go_on", "継続"),
                            ("widen", "拡充"),
                            ("end", "終了"),
                            ("none", "予定なし"),
                            ("unknown", "未定・資料に記載なし"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="予定",
                    ),
                ),
            ],
            options={
                "verbose_name": "取組の年度別の予定",
                "verbose_name_plural": "取組の年度別の予定",
                "ordering": ["action", "fiscal_year"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "fiscal_year"), name="one_cell_per_action_and_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="plans.cityaction",
                        verbose_name="取組",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("name", models.CharField(max_length=100, verbose_name="指標")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="単位")),
                (
                    "base",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="はじめの値"
                    ),
                ),
                (
                    "target",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="目標値"),
                ),
            ],
            options={
                "verbose_name": "取組の指標",
                "verbose_name_plural": "取組の指標",
                "ordering": ["action", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "order"), name="indicators_of_an_action_have_an_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="plans.cityplan",
                        verbose_name="計画",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "照会中"), ("compiled", "とりまとめ済み"), ("published", "公表")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="総括")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="照会した人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="照会した日時"
                    ),
                ),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="公表した日")),
            ],
            options={
                "verbose_name": "推進計画の進捗状況",
                "verbose_name_plural": "推進計画の進捗状況",
                "ordering": ["-fiscal_year", "plan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "fiscal_year"),
                        name="progress_of_a_plan_is_asked_once_a_year",
                        violation_error_message="この年度の進捗は、もう照会しています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", False), ("status", "published")),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_on", None)),
                            _connector="OR",
                        ),
                        name="progress_is_published_exactly_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"), models.Q(("summary", ""), _negated=True), _connector="OR"
                        ),
                        name="compiled_progress_has_a_summary",
                        violation_error_message="総括を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="plans.progressround",
                        verbose_name="照会",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="plans.cityaction",
                        verbose_name="取組",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="担当課",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "報告を待っています"),
                            ("submitted", "課長の承認待ち"),
                            ("approved", "承認"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_track", "計画どおり"),
                            ("late", "おくれている"),
                            ("changed", "やり方を見直した"),
                            ("not_begun", "手をつけていない"),
                            ("done", "やり終えた"),
                        ],
                        max_length=10,
                        verbose_name="進みぐあい",
                    ),
                ),
                ("done", models.TextField(blank=True, max_length=2000, verbose_name="したこと")),
                ("issues", models.TextField(blank=True, max_length=1000, verbose_name="課題")),
                ("next_step", models.TextField(blank=True, max_length=1000, verbose_name="次の年度にすること")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認した人",
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="承認した日時")),
                ("reminded_on", models.DateField(editable=False, null=True, verbose_name="期限を知らせた日")),
            ],
            options={
                "verbose_name": "取組の進捗の報告",
                "verbose_name_plural": "取組の進捗の報告",
                "ordering": ["round", "action__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "action"), name="one_report_per_action_and_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_approves_their_own_progress_report",
                        violation_error_message="報告を書いた人は、承認できません。ほかの人に頼んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False), ("status", "approved")
                            ),
                            models.Q(
                                models.Q(("status", "approved"), _negated=True),
                                ("approved_at", None),
                                ("approved_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_progress_report_is_approved_exactly_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "asked"),
                            models.Q(
                                models.Q(("state", ""), _negated=True),
                                models.Q(("done", ""), _negated=True),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_submitted_progress_report_says_what_was_done",
                        violation_error_message="進みぐあいと、したことを書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="plans.actionreport",
                        verbose_name="報告",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="plans.actionindicator",
                        verbose_name="指標",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="結果")),
            ],
            options={
                "verbose_name": "指標の結果",
                "verbose_name_plural": "指標の結果",
                "ordering": ["report", "indicator__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "indicator"), name="one_result_per_indicator_and_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="plans.actionreport",
                        verbose_name="報告",
                    ),
                ),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="案件の種類",
                    ),
                ),
                ("case_id", models.PositiveBigIntegerField(verbose_name="案件の番号")),
                ("label", models.CharField(max_length=200, verbose_name="案件")),
            ],
            options={
                "verbose_name": "取組に関係する案件",
                "verbose_name_plural": "取組に関係する案件",
                "ordering": ["report", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "case_type", "case_id"), name="a_case_is_evidence_of_a_report_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAppraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="plans.cityplan",
                        verbose_name="計画",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("middle", "中間評価"), ("end", "期末評価")],
                        default="middle",
                        max_length=6,
                        verbose_name="種類",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="どの年度までを評価するか")),
                ("due_on", models.DateField(verbose_name="自己評価の期限")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "評価中"), ("heard", "委員会の意見を聞いています"), ("published", "公表")],
                        default="open",
                        editable=False,
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="総括")),
                ("opinion", models.TextField(blank=True, max_length=2000, verbose_name="委員会の総合意見")),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="始めた人",
                    ),
                ),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="公表した日")),
            ],
            options={
                "verbose_name": "推進計画の評価",
                "verbose_name_plural": "推進計画の評価",
                "ordering": ["-fiscal_year", "plan", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "kind"),
                        name="a_city_plan_is_appraised_once_of_a_kind",
                        violation_error_message="この計画のこの評価は、もう始まっています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", False), ("status", "published")),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_on", None)),
                            _connector="OR",
                        ),
                        name="an_appraisal_is_published_exactly_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                models.Q(("summary", ""), _negated=True), models.Q(("opinion", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_published_appraisal_has_the_committees_opinion",
                        violation_error_message="総括と、委員会の総合意見を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionAppraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="plans.planappraisal",
                        verbose_name="評価",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraised",
                        to="plans.cityaction",
                        verbose_name="取組",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="担当課",
                    ),
                ),
                ("done", models.TextField(blank=True, max_length=2000, verbose_name="したこと")),
                ("points", models.PositiveSmallIntegerField(null=True, verbose_name="自己評価")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="評価の理由")),
                ("opinion", models.TextField(blank=True, max_length=1000, verbose_name="委員会の意見")),
                (
                    "course",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("go_on", "このまま続ける"),
                            ("widen", "ひろげる"),
                            ("change", "やり方を変える"),
                            ("shrink", "小さくする"),
                            ("end", "終える"),
                        ],
                        max_length=6,
                        verbose_name="これから",
                    ),
                ),
                ("next_step", models.TextField(blank=True, max_length=1000, verbose_name="次にすること")),
            ],
            options={
                "verbose_name": "取組の評価",
                "verbose_name_plural": "取組の評価",
                "ordering": ["appraisal", "action__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("appraisal", "action"), name="one_sheet_per_action_and_appraisal"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points", None), models.Q(("points__gte", 1), ("points__lte", 5)), _connector="OR"
                        ),
                        name="an_action_is_judged_with_one_to_five_points",
                        violation_error_message="自己評価は、1から5までです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="staff.committee",
                        verbose_name="委員会",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                ("number", models.PositiveSmallIntegerField(verbose_name="回")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "予定"), ("held", "開催"), ("published", "公表")],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="日にち")),
                ("place", models.CharField(max_length=100, verbose_name="場所")),
                ("agenda", models.TextField(max_length=1000, verbose_name="議題")),
                ("minutes", models.TextField(blank=True, max_length=6000, verbose_name="会議の記録")),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="plans.progressround",
                        verbose_name="話し合う進捗状況",
                    ),
                ),
                (
                    "attendees",
                    models.ManyToManyField(related_name="+", to="staff.committeemember", verbose_name="出席した委員"),
                ),
            ],
            options={
                "verbose_name": "委員会の会議",
                "verbose_name_plural": "委員会の会議",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "fiscal_year", "number"),
                        name="sessions_of_a_committee_are_numbered_within_a_year",
                        violation_error_message="この年度の同じ回が、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "planned"), models.Q(("minutes", ""), _negated=True), _connector="OR"
                        ),
                        name="a_session_that_was_held_has_minutes",
                        violation_error_message="会議の記録を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="plans.committeesession",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.cityaction",
                        verbose_name="どの取組について",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="意見")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="市の考え")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "委員会の意見",
                "verbose_name_plural": "委員会の意見",
                "ordering": ["session", "action__number", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_opinion_of_a_session_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanDeadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fiscal_year",
                    records.fiscal.FiscalYearField(
                        error_messages={"unique": "この年度の期限は、もうあります。"}, unique=True, verbose_name="年度"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="年度計画の提出期限")),
            ],
            options={
                "verbose_name": "年度計画の提出期限",
                "verbose_name_plural": "年度計画の提出期限",
                "ordering": ["-fiscal_year"],
            },
        ),
        migrations.CreateModel(
            name="Viewpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "同じ視点が、もうあります。"},
                        max_length=60,
                        unique=True,
                        verbose_name="視点",
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="何を見るか")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "in_use",
                    models.BooleanField(
                        default=True, help_text="外すと、これから始まる評価では使いません。", verbose_name="使う"
                    ),
                ),
            ],
            options={
                "verbose_name": "評価の視点",
                "verbose_name_plural": "協働事業の評価の視点",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FuturePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="future_plans",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("in_review", "市の意見を待っています"),
                            ("adopted", "総会で決定"),
                            ("acknowledged", "市が受理"),
                            ("superseded", "前の版"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="状態",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="書き直しの回数")),
                (
                    "title",
                    models.CharField(help_text="例 北地区 みんなの将来計画", max_length=100, verbose_name="計画の名前"),
                ),
                ("from_year", records.fiscal.FiscalYearField(verbose_name="はじまりの年度")),
                ("to_year", records.fiscal.FiscalYearField(verbose_name="おわりの年度")),
                ("situation", models.TextField(blank=True, max_length=4000, verbose_name="地域の現状")),
                ("vision", models.TextField(blank=True, max_length=2000, verbose_name="将来像")),
                ("slogan", models.CharField(blank=True, max_length=100, verbose_name="スローガン")),
                ("system", models.TextField(blank=True, max_length=2000, verbose_name="推進体制と見直し")),
                ("asked_at", models.DateTimeField(editable=False, null=True, verbose_name="市に意見をたずねた日時")),
                ("resolved_on", models.DateField(editable=False, null=True, verbose_name="総会の議決日")),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受け取った人",
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(editable=False, null=True, verbose_name="市が受理した日時")),
            ],
            options={
                "verbose_name": "将来計画",
                "verbose_name_plural": "将来計画",
                "ordering": ["organization", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "version"),
                        name="one_future_plan_per_organization_and_version",
                        violation_error_message="将来計画の新しい版は、もう作られています。画面を開き直してください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review"])),
                        fields=("organization",),
                        name="one_open_future_plan_per_organization",
                        violation_error_message="書きかけの将来計画が、もうあります。その続きを書いてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["adopted", "acknowledged"])),
                        fields=("organization",),
                        name="one_future_plan_in_force_per_organization",
                        violation_error_message="総会で決めた将来計画が、もう1つあります。画面を開き直してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_year__gte", models.F("from_year"))),
                        name="a_future_plan_ends_after_it_starts",
                        violation_error_message="おわりの年度を、はじまりの年度より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_on", None), ("status__in", ["draft", "in_review"])),
                            models.Q(
                                models.Q(("status__in", ["draft", "in_review"]), _negated=True),
                                ("resolved_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_future_plan_is_adopted_exactly_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "acknowledged"), _negated=True),
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_acknowledged_future_plan_names_who_took_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("held_on", models.DateField(null=True, verbose_name="日にち")),
                (
                    "method",
                    models.CharField(help_text="例 ワークショップ、アンケート", max_length=100, verbose_name="方法"),
                ),
                (
                    "participants",
                    models.CharField(
                        blank=True, help_text="例 住民32人、中学生8人", max_length=100, verbose_name="参加した人"
                    ),
                ),
            ],
            options={
                "verbose_name": "策定の経過",
                "verbose_name_plural": "策定の経過",
                "ordering": ["plan", "order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "order"),
                        name="one_gathering_per_line_of_a_plan",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=300, verbose_name="地域の課題")),
            ],
            options={
                "verbose_name": "地域の課題",
                "verbose_name_plural": "地域の課題",
                "ordering": ["plan", "order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "order"),
                        name="one_issue_per_line_of_a_plan",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=100, verbose_name="基本目標")),
            ],
            options={
                "verbose_name": "基本目標",
                "verbose_name_plural": "基本目標",
                "ordering": ["plan", "order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "order"),
                        name="one_goal_per_line_of_a_plan",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="plans.goal",
                        verbose_name="基本目標",
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=9, verbose_name="番号")),
                (
                    "field",
                    models.CharField(blank=True, help_text="例 福祉、防災、交流", max_length=30, verbose_name="分野"),
                ),
                ("content", models.CharField(max_length=200, verbose_name="取組の内容")),
                (
                    "actor",
                    models.CharField(
                        choices=[("community", "地域"), ("city", "市"), ("together", "協働")],
                        default="community",
                        max_length=10,
                        verbose_name="主体",
                    ),
                ),
                (
                    "timing",
                    models.CharField(
                        choices=[("short", "短期(2年まで)"), ("middle", "中期(5年まで)"), ("long", "長期(10年まで)")],
                        default="short",
                        max_length=10,
                        verbose_name="時期",
                    ),
                ),
                (
                    "indicator",
                    models.CharField(blank=True, help_text="例 見守り隊員 20人", max_length=100, verbose_name="指標"),
                ),
            ],
            options={
                "verbose_name": "取組",
                "verbose_name_plural": "取組",
                "ordering": ["plan", "order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "order"),
                        name="one_measure_per_line_of_a_plan",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "number"),
                        name="measures_of_a_plan_have_different_numbers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="plans.futureplan"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opinions",
                        to="plans.measure",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=250, verbose_name="取組")),
                ("text", models.TextField(max_length=1000, verbose_name="市の意見")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("as_post", models.CharField(blank=True, max_length=120, verbose_name="職")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="書いた日時"),
                ),
            ],
            options={
                "verbose_name": "市の意見",
                "verbose_name_plural": "市の意見",
                "ordering": ["plan", "written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_opinion_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectPattern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(help_text="例 福祉、防災、交流", max_length=30, verbose_name="分野")),
                ("name", models.CharField(max_length=100, verbose_name="事業名")),
                ("starts_in", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="はじまりの月")),
                ("ends_in", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="おわりの月")),
                ("cost", models.BigIntegerField(default=0, verbose_name="事業費のめやす(円)")),
                ("section", models.CharField(blank=True, max_length=50, verbose_name="部会")),
                ("purpose", models.TextField(blank=True, max_length=1000, verbose_name="目的")),
                ("audience", models.CharField(blank=True, max_length=100, verbose_name="対象")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="場所")),
                ("content", models.TextField(max_length=2000, verbose_name="内容")),
                ("partners", models.CharField(blank=True, max_length=200, verbose_name="連携先")),
                (
                    "origin",
                    models.CharField(
                        blank=True, help_text="例 令和6年度 取組事例集", max_length=100, verbose_name="出典"
                    ),
                ),
                (
                    "in_use",
                    models.BooleanField(
                        default=True, help_text="外すと、団体の一覧に出なくなります。", verbose_name="使う"
                    ),
                ),
            ],
            options={
                "verbose_name": "事業のひな形",
                "verbose_name_plural": "事業のひな形",
                "ordering": ["field", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="one_pattern_per_name",
                        violation_error_message="同じ名前のひな形が、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost__range", (0, 999999999999))),
                        name="the_cost_of_a_pattern_is_not_negative",
                        violation_error_message="事業費のめやすは、0円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_in", None), ("starts_in", None)),
                            models.Q(("ends_in__range", (1, 12)), ("starts_in__range", (1, 12))),
                            _connector="OR",
                        ),
                        name="a_pattern_has_both_its_months_or_none",
                        violation_error_message="はじまりの月とおわりの月は、両方入れるか、両方空けてください。1から12までです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearlyPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yearly_plans",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "提出"),
                            ("returned", "補正のお願い"),
                            ("accepted", "受理"),
                            ("superseded", "前の版"),
                            ("offered", "変更の申請中"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="状態",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="書き直しの回数")),
                (
                    "future_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yearly_plans",
                        to="plans.futureplan",
                        verbose_name="もとになる将来計画",
                    ),
                ),
                ("emphasis", models.TextField(blank=True, max_length=1000, verbose_name="今年度の重点")),
                ("resolved_on", models.DateField(editable=False, null=True, verbose_name="総会の議決日")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出した人",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="提出した日時")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受け取った人",
                    ),
                ),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="受理した日時")),
            ],
            options={
                "verbose_name": "年度計画",
                "verbose_name_plural": "年度計画",
                "ordering": ["-fiscal_year", "organization", "-version"],
                "indexes": [models.Index(fields=["fiscal_year", "status"], name="plan_of_year")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "fiscal_year", "version"),
                        name="one_yearly_plan_per_organization_year_and_version",
                        violation_error_message="この年度の計画は、もう作られています。その続きを書いてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "offered"])),
                        fields=("organization", "fiscal_year"),
                        name="one_draft_plan_per_organization_and_year",
                        violation_error_message="この年度の計画は、もう書きかけがあります。その続きを書いてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["submitted", "returned", "accepted"])),
                        fields=("organization", "fiscal_year"),
                        name="one_live_plan_per_organization_and_year",
                        violation_error_message="この年度の計画は、もう出してあります。画面を開き直してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "draft"), ("submitted_at", None), ("submitted_by", None)),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_yearly_plan_is_sent_exactly_when_someone_sent_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), _negated=True),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_accepted_yearly_plan_names_who_accepted_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_by", None),
                            models.Q(("accepted_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_accepts_the_yearly_plan_that_they_sent",
                        violation_error_message="提出した人は、その年度計画を受理できません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="No")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="事業名")),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="plans.measure",
                        verbose_name="将来計画の取組",
                    ),
                ),
                ("starts_in", models.PositiveSmallIntegerField(null=True, verbose_name="はじまりの月")),
                ("ends_in", models.PositiveSmallIntegerField(null=True, verbose_name="おわりの月")),
                ("cost", models.BigIntegerField(default=0, verbose_name="事業費")),
                ("grant_share", models.BigIntegerField(default=0, verbose_name="うち交付金")),
                ("section", models.CharField(blank=True, max_length=50, verbose_name="部会")),
                ("purpose", models.TextField(blank=True, max_length=1000, verbose_name="目的")),
                ("audience", models.CharField(blank=True, max_length=100, verbose_name="対象")),
                ("expected", models.PositiveIntegerField(null=True, verbose_name="参加の見込み")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="場所")),
                ("content", models.TextField(blank=True, max_length=2000, verbose_name="内容")),
                ("partners", models.CharField(blank=True, max_length=200, verbose_name="連携先")),
                ("source", models.CharField(blank=True, editable=False, max_length=200, verbose_name="出典")),
            ],
            options={
                "verbose_name": "事業",
                "verbose_name_plural": "事業",
                "ordering": ["plan", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "order"),
                        name="one_project_per_line_of_a_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost__range", (0, 999999999999))),
                        name="the_cost_of_a_project_is_not_negative",
                        violation_error_message="事業費は、0円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grant_share__gte", 0), ("grant_share__lte", models.F("cost"))),
                        name="the_grant_pays_no_more_than_a_project_costs",
                        violation_error_message="「うち交付金」は、事業費より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_in", None), ("starts_in", None)),
                            models.Q(("ends_in__range", (1, 12)), ("starts_in__range", (1, 12))),
                            _connector="OR",
                        ),
                        name="a_project_has_both_its_months_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_in", None),
                            django.db.models.lookups.GreaterThanOrEqual(
                                django.db.models.functions.math.Mod(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("ends_in"), "+", models.Value(8)
                                    ),
                                    12,
                                ),
                                django.db.models.functions.math.Mod(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("starts_in"), "+", models.Value(8)
                                    ),
                                    12,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_project_ends_within_its_fiscal_year",
                        violation_error_message="おわりの月を、はじまりの月より後にしてください。年度は4月から3月までです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="plans.budgetcategory",
                        verbose_name="科目",
                    ),
                ),
                ("amount", models.BigIntegerField(default=0, verbose_name="本年度予算額")),
                ("previous", models.BigIntegerField(default=0, editable=False, verbose_name="前年度予算額")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="摘要")),
            ],
            options={
                "verbose_name": "予算の行",
                "verbose_name_plural": "予算の行",
                "ordering": ["plan", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "order"),
                        name="one_budget_line_per_line_of_a_plan",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "category"),
                        name="one_budget_line_per_category",
                        violation_error_message="同じ科目の行が2つあります。1つにまとめてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__range", (0, 999999999999)), ("previous__range", (0, 999999999999))
                        ),
                        name="amounts_of_a_budget_are_not_negative",
                        violation_error_message="予算額は、0円以上で入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="plans.article",
                        verbose_name="記事",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("asked", "確認待ち"),
                            ("returned", "差し戻し"),
                            ("published", "公開中"),
                            ("superseded", "前の版"),
                            ("withdrawn", "取り下げ"),
                            ("dropped", "とりやめ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="題名")),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="plans.articletheme",
                        verbose_name="テーマ",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="小さい番号から順に並びます。", verbose_name="並び順"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="本文")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                ("year", records.fiscal.FiscalYearField(blank=True, null=True, verbose_name="取り組んだ年度")),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told_in",
                        to="plans.project",
                        verbose_name="計画の事業",
                    ),
                ),
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="目的")),
                ("cost", models.BigIntegerField(blank=True, null=True, verbose_name="かかったお金(円)")),
                ("learned", models.TextField(blank=True, max_length=4000, verbose_name="わかったこと")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="問い合わせ先")),
                ("shown_from", models.DateField(blank=True, null=True, verbose_name="のせる日")),
                ("shown_until", models.DateField(blank=True, null=True, verbose_name="のせる最後の日")),
                ("is_pinned", models.BooleanField(default=False, verbose_name="いちばん上に出す")),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="書いた日時"),
                ),
                ("asked_at", models.DateTimeField(editable=False, null=True, verbose_name="確認を頼んだ日時")),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="公開した日時")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="公開を終えた日時")),
            ],
            options={
                "verbose_name": "記事の版",
                "verbose_name_plural": "記事の版",
                "ordering": ["article", "-version"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("article", "version"), name="one_edition_per_article_and_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "asked", "returned"))),
                        fields=("article",),
                        name="one_open_edition_per_article",
                        violation_error_message="この記事には、書きかけの版があります。その続きを書いてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("article",),
                        name="one_published_edition_per_article",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            models.Q(("checked_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_publishes_an_article_that_they_wrote",
                        violation_error_message="記事は、書いた人とは別の人が確かめて公開します。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["published", "superseded", "withdrawn"]), _negated=True),
                            models.Q(("checked_by__isnull", False), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_published_edition_names_its_checker_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False), ("status__in", ("superseded", "withdrawn", "dropped"))
                            ),
                            models.Q(
                                models.Q(("status__in", ("superseded", "withdrawn", "dropped")), _negated=True),
                                ("ended_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="an_edition_is_past_exactly_with_its_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost", None), ("cost__range", (0, 999999999999)), _connector="OR"),
                        name="the_cost_of_a_told_case_is_not_negative",
                        violation_error_message="かかったお金は、0円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_from", None),
                            ("shown_until", None),
                            ("shown_until__gte", models.F("shown_from")),
                            _connector="OR",
                        ),
                        name="news_are_shown_until_a_day_after_the_first",
                        violation_error_message="のせる最後の日を、のせる日より後にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticlePhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="plans.articleedition",
                        verbose_name="記事の版",
                    ),
                ),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.attachment",
                        verbose_name="写真",
                    ),
                ),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="写真の説明")),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nobody", "だれか分かる人は、写っていません"),
                            ("agreed", "写っている人(子どもは保護者)に、のせてよいと言ってもらいました"),
                        ],
                        max_length=10,
                        verbose_name="写っている人",
                    ),
                ),
            ],
            options={
                "verbose_name": "記事の写真",
                "verbose_name_plural": "記事の写真",
                "ordering": ["edition", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JointProject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=100, verbose_name="事業名")),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="市の担当課",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_projects",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="事業がはじまる日")),
                ("purpose", models.TextField(max_length=1000, verbose_name="共通の目的")),
                ("goal", models.TextField(blank=True, max_length=1000, verbose_name="成果目標")),
                (
                    "beneficiaries",
                    models.TextField(blank=True, max_length=500, verbose_name="受けた人の評価をどう聞くか"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "目標を決めています"),
                            ("agreed", "目標に合意"),
                            ("evaluating", "自己評価"),
                            ("discussing", "話し合い"),
                            ("reviewing", "外部評価"),
                            ("concluded", "評価がまとまった"),
                            ("published", "公表"),
                            ("dropped", "取りやめ"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("conclusion", models.TextField(blank=True, max_length=3000, verbose_name="話し合いの結論")),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="joint_projects",
                        to="plans.project",
                        verbose_name="年度計画の事業",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="plans.jointproject",
                        verbose_name="前の年度の評価",
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="公表した日")),
            ],
            options={
                "verbose_name": "協働事業",
                "verbose_name_plural": "協働事業",
                "ordering": ["-fiscal_year", "title", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("title", "fiscal_year", "organization"),
                        name="one_evaluation_per_project_organization_and_year",
                        violation_error_message="この年度の同じ名前の協働事業が、もう登録されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", False), ("status", "published")),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_on", None)),
                            _connector="OR",
                        ),
                        name="an_evaluation_is_published_exactly_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["reviewing", "concluded", "published"]), _negated=True),
                            models.Q(("conclusion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_was_discussed_has_a_conclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("previous", None), models.Q(("previous", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="an_evaluation_follows_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="plans.jointproject"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "goals_agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("goals_agreed_on", models.DateField(null=True, verbose_name="目標に合意した日")),
                ("overall", models.TextField(blank=True, max_length=2000, verbose_name="全体について")),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sent_on", models.DateField(null=True, verbose_name="自己評価を出した日")),
                (
                    "talk_agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("talk_agreed_on", models.DateField(null=True, verbose_name="話し合いの結果に合意した日")),
            ],
            options={
                "verbose_name": "協働の主体",
                "verbose_name_plural": "協働の主体",
                "ordering": ["project", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "organization"),
                        name="each_side_of_a_project_stands_there_once",
                        nulls_distinct=False,
                        violation_error_message="同じ団体が2つあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("goals_agreed_by", None), ("goals_agreed_on", None)),
                                models.Q(("goals_agreed_by__isnull", False), ("goals_agreed_on__isnull", False)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("sent_by", None), ("sent_on", None)),
                                models.Q(("sent_by__isnull", False), ("sent_on__isnull", False)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("talk_agreed_by", None), ("talk_agreed_on", None)),
                                models.Q(("talk_agreed_by__isnull", False), ("talk_agreed_on__isnull", False)),
                                _connector="OR",
                            ),
                        ),
                        name="a_side_agrees_and_sends_exactly_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="plans.jointproject"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("name", models.CharField(max_length=100, verbose_name="指標")),
                ("target", models.CharField(max_length=60, verbose_name="目標値")),
                ("result", models.CharField(blank=True, max_length=60, verbose_name="結果")),
            ],
            options={
                "verbose_name": "協働事業の指標",
                "verbose_name_plural": "協働事業の指標",
                "ordering": ["project", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "order"), name="indicators_of_a_project_have_an_order"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("target", ""), _negated=True)
                        ),
                        name="an_indicator_of_a_project_has_a_target",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="plans.jointproject"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("name", models.CharField(max_length=60, verbose_name="視点")),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="何を見るか")),
                ("concluded", models.TextField(blank=True, max_length=1000, verbose_name="話し合って分かったこと")),
            ],
            options={
                "verbose_name": "評価の項目",
                "verbose_name_plural": "評価の項目",
                "ordering": ["project", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "order"), name="items_of_an_evaluation_have_an_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="plans.party",
                        verbose_name="主体",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="plans.evaluationitem",
                        verbose_name="視点",
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(null=True, verbose_name="点")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="理由")),
            ],
            options={
                "verbose_name": "自己評価の点",
                "verbose_name_plural": "自己評価の点",
                "ordering": ["party", "item__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("party", "item"), name="a_side_scores_an_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("points", None), ("points__range", (1, 5)), _connector="OR"),
                        name="a_score_lies_between_one_and_five",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Improvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="improvements",
                        to="plans.jointproject",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=300, verbose_name="改善すること")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="improvements",
                        to="plans.party",
                        verbose_name="だれがするか",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="いつまでに")),
                (
                    "answered_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="plans.jointproject",
                        verbose_name="答えた評価",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("done", "できた"), ("partly", "一部できた"), ("not_yet", "できなかった")],
                        max_length=8,
                        verbose_name="どうなったか",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="したこと")),
            ],
            options={
                "verbose_name": "改善",
                "verbose_name_plural": "改善",
                "ordering": ["project", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "order"), name="improvements_of_an_evaluation_have_an_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_in", None), ("outcome", "")),
                            models.Q(
                                ("answered_in__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answered_in", models.F("project")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_improvement_is_answered_in_a_later_evaluation",
                        violation_error_message="どうなったかと、したことを書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_plans",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "future_plan",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                (
                    "yearly_plan",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="見せた人",
                    ),
                ),
                (
                    "shared_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="見せた日時"),
                ),
            ],
            options={
                "verbose_name": "ほかの団体に見せている計画",
                "verbose_name_plural": "ほかの団体に見せている計画",
                "ordering": ["-shared_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("future_plan", None), ("yearly_plan__isnull", False)),
                            models.Q(("future_plan__isnull", False), ("yearly_plan", None)),
                            _connector="OR",
                        ),
                        name="what_is_shared_is_exactly_one_plan",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="たずねる団体",
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="たずねる相手",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "答えを待っています"),
                            ("answered", "答えがあります"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="何について")),
                ("text", models.TextField(max_length=2000, verbose_name="質問")),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="たずねた人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="たずねた日時"
                    ),
                ),
                ("answer_text", models.TextField(blank=True, max_length=4000, verbose_name="答え")),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答えた人",
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答えた日時")),
                (
                    "asker_shares",
                    models.BooleanField(default=False, verbose_name="たずねた団体は、ほかの団体に見せてよい"),
                ),
                (
                    "asked_shares",
                    models.BooleanField(default=False, verbose_name="答えた団体は、ほかの団体に見せてよい"),
                ),
            ],
            options={
                "verbose_name": "団体どうしの質問",
                "verbose_name_plural": "団体どうしの質問",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asker", models.F("asked")), _negated=True),
                        name="nobody_asks_their_own_organization",
                        violation_error_message="自分の団体には、たずねられません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False), ("status", "answered")
                            ),
                            models.Q(
                                models.Q(("status", "answered"), _negated=True),
                                ("answered_at", None),
                                ("answered_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_question_is_answered_exactly_with_its_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "話し合い中"), ("closed", "まとめた"), ("dropped", "取りやめ")],
                        default="open",
                        editable=False,
                        max_length=7,
                        verbose_name="状態",
                    ),
                ),
                ("begun_on", models.DateField(verbose_name="始めた日")),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="始めた人",
                    ),
                ),
                ("talked", models.TextField(blank=True, max_length=2000, verbose_name="話し合いのようす")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="見直しのまとめ")),
                ("closed_on", models.DateField(editable=False, null=True, verbose_name="まとめた日")),
                (
                    "leads_to",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comes_from",
                        to="plans.futureplan",
                        verbose_name="新しい版",
                    ),
                ),
                (
                    "meetings",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="organizations.meeting", verbose_name="話し合った会議"
                    ),
                ),
            ],
            options={
                "verbose_name": "将来計画の中間見直し",
                "verbose_name_plural": "将来計画の中間見直し",
                "ordering": ["plan", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("plan",),
                        name="one_open_review_per_future_plan",
                        violation_error_message="中間見直しは、もう始まっています。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("status", "closed")),
                            models.Q(models.Q(("status", "closed"), _negated=True), ("closed_on", None)),
                            _connector="OR",
                        ),
                        name="a_review_is_closed_exactly_with_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="plans.planreview",
                        verbose_name="中間見直し",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.goal",
                        verbose_name="基本目標",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewed",
                        to="plans.measure",
                        verbose_name="取組",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "続ける"), ("change", "変える"), ("stop", "やめる"), ("add", "加える")],
                        max_length=6,
                        verbose_name="これから",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("content", models.CharField(blank=True, max_length=200, verbose_name="新しい取組の内容")),
                ("progress", models.TextField(blank=True, editable=False, verbose_name="進みぐあい")),
            ],
            options={
                "verbose_name": "中間見直しの取組",
                "verbose_name_plural": "中間見直しの取組",
                "ordering": ["review", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("review", "order"),
                        name="one_item_per_line_of_a_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure", None), ("result", "add"), models.Q(("content", ""), _negated=True)),
                            models.Q(("measure__isnull", False), models.Q(("result", "add"), _negated=True)),
                            _connector="OR",
                        ),
                        name="what_is_added_is_no_measure_of_the_plan",
                        violation_error_message="加える取組は、いちばん下の「加える取組」に、内容を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="たずねる課",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        help_text="どの取組のためにたずねるか。選ぶと、締め切った後で、その取組の進捗の報告に付けられます。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="plans.cityaction",
                        verbose_name="推進計画の取組",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("people", "だれでも(市民アンケート)"), ("staff", "市の職員だけ(意識調査など)")],
                        default="people",
                        help_text="職員だけのときは、サインインした職員が1回ずつ答えます。だれの答えかは、どこにも残りません。",
                        max_length=6,
                        verbose_name="だれにたずねるか",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="例 これからの地域についてのアンケート", max_length=100, verbose_name="題名"
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="だれに、何のためにたずねるかを書きます。",
                        max_length=1000,
                        verbose_name="あいさつ",
                    ),
                ),
                ("closes_on", models.DateField(help_text="この日まで、答えられます。", verbose_name="締め切り")),
                (
                    "by_slip_only",
                    models.BooleanField(
                        default=False,
                        help_text="つけないと、番号のない人も、1つの端末で1回答えられます。",
                        verbose_name="配った番号のある人だけが答える",
                    ),
                ),
                (
                    "code",
                    models.CharField(default=records.codes.drawn_by_lot, editable=False, max_length=12, unique=True),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="始めた日時")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="締め切った日時")),
                ("told_at", models.DateTimeField(editable=False, null=True, verbose_name="策定の経過に入れた日時")),
                (
                    "conclusion",
                    models.TextField(blank=True, editable=False, max_length=2000, verbose_name="結果から分かったこと"),
                ),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="公表した日")),
            ],
            options={
                "verbose_name": "アンケート",
                "verbose_name_plural": "アンケート",
                "ordering": ["plan", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            models.Q(("closed_at__gte", models.F("opened_at")), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_survey_closes_after_it_has_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_at", None), ("closed_at__isnull", False), _connector="OR"),
                        name="a_survey_is_told_of_when_it_has_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", None), ("office", None), ("plan__isnull", False)),
                            models.Q(("office__isnull", False), ("plan", None)),
                            _connector="OR",
                        ),
                        name="a_survey_is_asked_for_a_plan_or_by_an_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience", "people"), ("office__isnull", False), _connector="OR"),
                        name="only_an_office_asks_the_staff",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience", "people"), ("by_slip_only", False), _connector="OR"),
                        name="staff_answer_by_their_accounts_and_not_by_codes",
                        violation_error_message="職員は、サインインして答えます。「配った番号のある人だけ」の印を外してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(("closed_at__isnull", False), ("office__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_office_publishes_what_it_asked_once_it_has_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="plans.survey",
                        verbose_name="アンケート",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=200, verbose_name="質問")),
                (
                    "kind",
                    models.CharField(
                        choices=[("one", "1つ選ぶ"), ("several", "いくつでも選ぶ"), ("words", "ことばで書く")],
                        default="one",
                        max_length=7,
                        verbose_name="答え方",
                    ),
                ),
                ("options", models.TextField(blank=True, max_length=1000, verbose_name="選べる答え")),
            ],
            options={
                "verbose_name": "質問",
                "verbose_name_plural": "質問",
                "ordering": ["survey", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("survey", "order"),
                        name="one_question_per_line_of_a_survey",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveySlip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="plans.survey",
                        verbose_name="アンケート",
                    ),
                ),
                ("batch", models.PositiveSmallIntegerField(verbose_name="何回目")),
                (
                    "code",
                    models.CharField(
                        default=records.codes.drawn_by_lot, editable=False, max_length=12, verbose_name="番号"
                    ),
                ),
                ("is_used", models.BooleanField(default=False, verbose_name="使われた")),
            ],
            options={
                "verbose_name": "アンケートの番号",
                "verbose_name_plural": "アンケートの番号",
                "ordering": ["survey", "batch", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "code"), name="a_slip_of_a_survey_has_its_own_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="plans.survey",
                        verbose_name="アンケート",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
                ("has_answered", models.BooleanField(default=False, verbose_name="答えた")),
            ],
            options={
                "verbose_name": "職員の回答の有無",
                "verbose_name_plural": "職員の回答の有無",
                "ordering": ["survey", "user"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "user"), name="an_employee_has_one_turn_in_a_survey")
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="plans.survey",
                        verbose_name="アンケート",
                    ),
                ),
                ("mark", models.CharField(blank=True, editable=False, max_length=64, verbose_name="端末の印")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答",
                "verbose_name_plural": "回答",
                "ordering": ["survey", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mark", ""), _negated=True),
                        fields=("survey", "mark"),
                        name="one_response_per_device_and_survey",
                        violation_error_message="この端末からは、もう答えてあります。1つの端末で答えられるのは1回です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="plans.surveyresponse"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="plans.surveyquestion"
                    ),
                ),
                ("chosen", models.JSONField(default=list, verbose_name="選んだ答え")),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="書いた答え")),
            ],
            options={
                "verbose_name": "答え",
                "verbose_name_plural": "答え",
                "ordering": ["response", "question"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("response", "question"), name="one_answer_per_question_and_response"
                    )
                ],
            },
        ),
    ]
