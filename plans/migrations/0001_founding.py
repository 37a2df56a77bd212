import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import records.fiscal


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0002_offered_versions"),
        ("plans", "0003_brought_over"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organizations", "0001_founding"),
    ]

    operations = [
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
            name="FuturePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
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
                ("acknowledged_at", models.DateTimeField(editable=False, null=True, verbose_name="市が受理した日時")),
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
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="future_plans",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
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
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=100, verbose_name="基本目標")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
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
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=300, verbose_name="地域の課題")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
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
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
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
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="plans.goal",
                        verbose_name="基本目標",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
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
                ("about", models.CharField(blank=True, max_length=250, verbose_name="取組")),
                ("text", models.TextField(max_length=1000, verbose_name="市の意見")),
                ("as_post", models.CharField(blank=True, max_length=120, verbose_name="職")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="書いた日時"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="plans.futureplan"
                    ),
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
            name="YearlyPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
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
                ("emphasis", models.TextField(blank=True, max_length=1000, verbose_name="今年度の重点")),
                ("resolved_on", models.DateField(editable=False, null=True, verbose_name="総会の議決日")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="提出した日時")),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="受理した日時")),
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
                (
                    "future_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yearly_plans",
                        to="plans.futureplan",
                        verbose_name="もとになる将来計画",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yearly_plans",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "年度計画",
                "verbose_name_plural": "年度計画",
                "ordering": ["-fiscal_year", "organization", "-version"],
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
                "indexes": [models.Index(fields=["fiscal_year", "status"], name="plan_of_year")],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="No")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="事業名")),
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
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
                ("order", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("amount", models.BigIntegerField(default=0, verbose_name="本年度予算額")),
                ("previous", models.BigIntegerField(default=0, editable=False, verbose_name="前年度予算額")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="摘要")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="plans.budgetcategory",
                        verbose_name="科目",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
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
    ]
