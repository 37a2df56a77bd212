import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import records.fiscal


class Migration(migrations.Migration):
    replaces = [
        ("staff", "0001_initial"),
        ("staff", "0002_settings_post"),
        ("staff", "0003_routes_and_absences"),
        ("staff", "0004_auditing_post"),
        ("staff", "0005_nominations"),
        ("staff", "0006_papers_and_ties"),
        ("staff", "0007_joint_appointments"),
        ("staff", "0008_paying_post"),
        ("staff", "0009_letter_corrections"),
        ("staff", "0010_committees"),
        ("staff", "0011_duties_in_order"),
        ("staff", "0012_scheme_versions"),
        ("staff", "0013_rollovers"),
        ("staff", "0014_equipment"),
        ("staff", "0015_allotments"),
        ("staff", "0016_kinds_of_cases"),
        ("staff", "0017_derecognition"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organizations", "0001_founding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="例 協働のまちづくり審査会", max_length=60, unique=True, verbose_name="名前"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        help_text="例 交付金の申請について意見を述べる", max_length=200, verbose_name="何をする委員会か"
                    ),
                ),
            ],
            options={
                "verbose_name": "委員会",
                "verbose_name_plural": "委員会",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                ("name", models.CharField(max_length=60, verbose_name="名前")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                (
                    "is_section",
                    models.BooleanField(
                        default=False,
                        help_text="団体の認可や交付金を受け持つ係に印をつけます。",
                        verbose_name="協働の担当",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="staff.department",
                        verbose_name="上の組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "部署",
                "verbose_name_plural": "部署",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_department_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                (
                    "name",
                    models.CharField(help_text="例 部長専決(300万円未満)", max_length=60, verbose_name="決裁区分"),
                ),
                (
                    "case_kind",
                    models.CharField(
                        choices=[
                            ("organizations.recognition", "認可"),
                            ("organizations.revocation", "認可の取消し"),
                            ("plans.future", "将来計画の受理"),
                            ("plans.yearly", "年度計画の受理"),
                            ("grants.scheme", "交付金の制度の決定"),
                            ("grants.allotment", "内示"),
                            ("grants.grant", "交付決定"),
                            ("grants.change", "変更"),
                            ("grants.confirmation", "額の確定"),
                            ("grants.revocation", "取消し"),
                            ("grants.refund", "返還命令"),
                            ("grants.disposal", "財産の処分"),
                            ("staff.liaison", "地域担当職員の任命"),
                            ("letters.correction", "通知書の訂正"),
                        ],
                        max_length=40,
                        verbose_name="案件",
                    ),
                ),
                (
                    "below",
                    models.BigIntegerField(
                        blank=True,
                        help_text="空けておくと、いくらでも、金額がない案件にも当たります。",
                        null=True,
                        verbose_name="金額の上限(円、未満)",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        help_text="決めておくと、その部署と下の部署の起案に当たります。空けておくと、どの部署にも当たります。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="部署",
                    ),
                ),
            ],
            options={
                "verbose_name": "決裁の道すじ",
                "verbose_name_plural": "決裁の道すじ(専決規程)",
                "ordering": [
                    "-fiscal_year",
                    "case_kind",
                    models.OrderBy(models.F("department"), nulls_first=True),
                    models.OrderBy(models.F("below"), nulls_last=True),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("below", None), ("below__gt", 0), _connector="OR"),
                        name="a_decision_limit_is_positive",
                    ),
                    models.UniqueConstraint(
                        fields=("fiscal_year", "case_kind", "department", "below"),
                        name="one_rule_per_year_kind_department_and_limit",
                        nulls_distinct=False,
                        violation_error_message="同じ年度、案件、部署、金額の上限の道すじが、もうあります。そちらを直してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LiaisonAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "主担当"), ("deputy", "副担当")], max_length=10, verbose_name="区分"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="連絡先")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
            ],
            options={
                "verbose_name": "地域担当職員",
                "verbose_name_plural": "地域担当職員",
                "ordering": ["area__order", "area", "-role", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_liaison_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("area", "="),
                            ("role", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_liaison_per_area_and_role_at_a_time",
                        violation_error_message="その地区には、同じ区分の担当職員がその期間にもういます。期間か区分を変えてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("area", "="),
                            ("user", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="nobody_is_two_liaisons_of_one_area_at_once",
                        violation_error_message="この人は、その期間もうこの地区の担当です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "主担当"), ("deputy", "副担当")], max_length=10, verbose_name="区分"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(null=True, verbose_name="おわり")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="連絡先")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "案"),
                            ("proposed", "決裁待ち"),
                            ("appointed", "任命"),
                            ("returned", "差し戻し"),
                            ("dropped", "見送り"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                (
                    "liaison",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.liaisonassignment",
                        verbose_name="担当",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
            ],
            options={
                "verbose_name": "担当職員の任命の案",
                "verbose_name_plural": "担当職員の任命の案",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["prepared", "proposed"])),
                        fields=("area", "role"),
                        name="one_nomination_at_a_time_per_area_and_role",
                        violation_error_message="この地区のこの区分は、任命の案がもうあります。決裁に回っているか、起案を待っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("liaison__isnull", False), ("status", "appointed")),
                            models.Q(models.Q(("status", "appointed"), _negated=True), ("liaison", None)),
                            _connector="OR",
                        ),
                        name="a_nomination_is_appointed_exactly_with_its_liaison",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="例 総合政策課長", max_length=60, unique=True, verbose_name="職の名前"),
                ),
                ("title", models.CharField(help_text="例 課長", max_length=30, verbose_name="職名")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(default=100, help_text="小さいほど上です。", verbose_name="席次"),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[("all", "すべての団体"), ("area", "担当する地区の団体")],
                        default="area",
                        max_length=4,
                        verbose_name="見える範囲",
                    ),
                ),
                (
                    "runs_settings",
                    models.BooleanField(
                        default=False,
                        help_text="「設定」を開いて、職員、部署、決裁の道すじ、通知書の文面などを直す職に印をつけます。",
                        verbose_name="設定を使える",
                    ),
                ),
                (
                    "audits",
                    models.BooleanField(
                        default=False,
                        help_text="監査委員事務局の職に印をつけます。すべての案件と記録を見ますが、何も書けません。",
                        verbose_name="監査する職",
                    ),
                ),
                (
                    "pays",
                    models.BooleanField(
                        default=False,
                        help_text="会計の職に印をつけます。交付金の支払いと、返ってきたお金を記録します。",
                        verbose_name="支払いを記録する職",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="staff.department",
                        verbose_name="部署",
                    ),
                ),
            ],
            options={
                "verbose_name": "職",
                "verbose_name_plural": "職",
                "ordering": ["rank", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="staff.post",
                        verbose_name="職",
                    ),
                ),
            ],
            options={
                "verbose_name": "職への配置",
                "verbose_name_plural": "職への配置",
                "ordering": ["post__rank", "starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_duty_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("post", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="nobody_holds_the_same_post_twice_at_once",
                        violation_error_message="この人は、その期間すでに同じ職についています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="City",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="市の名前")),
                ("furigana", models.CharField(max_length=60, verbose_name="ふりがな")),
                ("prefecture", models.CharField(max_length=10, verbose_name="都道府県")),
                ("address", models.CharField(max_length=120, verbose_name="所在地")),
                ("phone", models.CharField(max_length=20, verbose_name="電話")),
                ("portal_name", models.CharField(default="協働ポータル", max_length=40, verbose_name="ポータルの名前")),
                ("hours", models.CharField(default="平日 8時30分〜17時15分", max_length=60, verbose_name="窓口の時間")),
                (
                    "tie_years",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="団体の役員をやめてからこの年数のあいだ、その職員は団体の審査と決裁に加わりません。",
                        verbose_name="役員をやめた職員が外れる年数",
                    ),
                ),
                (
                    "liaisons_enter",
                    models.BooleanField(
                        default=False,
                        help_text="団体から紙・ファクス・窓口で届いた書類を、地域担当職員も入力できるようにします。",
                        verbose_name="地域担当職員も代わりに入力できる",
                    ),
                ),
                (
                    "mayor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.post",
                        verbose_name="長の職",
                    ),
                ),
            ],
            options={
                "verbose_name": "市",
                "verbose_name_plural": "市",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="a_portal_serves_one_city")],
            },
        ),
        migrations.CreateModel(
            name="Rollover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, unique=True, verbose_name="新しい年度")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "準備中"), ("done", "終わり")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="はじめた日時"
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="はじめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度更新",
                "verbose_name_plural": "年度更新",
                "ordering": ["-fiscal_year"],
            },
        ),
        migrations.CreateModel(
            name="RuleStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "part",
                    models.CharField(
                        choices=[("circulate", "回議"), ("consult", "合議"), ("decide", "決裁"), ("read", "供覧")],
                        default="circulate",
                        max_length=10,
                        verbose_name="役目",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="staff.post", verbose_name="職"),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stops",
                        to="staff.decisionrule",
                        verbose_name="決裁の道すじ",
                    ),
                ),
            ],
            options={
                "verbose_name": "道すじの職",
                "verbose_name_plural": "道すじの職",
                "ordering": ["rule", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("part__in", ("consult", "read")), _negated=True),
                        fields=("rule", "position"),
                        name="only_parts_that_act_side_by_side_share_a_position",
                        violation_error_message="同じ順番にできるのは、合議と供覧だけです。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("rule", "="), ("position", "="), ("part", "<>")],
                        name="the_posts_of_one_position_have_one_part",
                        violation_error_message="同じ順番の職には、同じ役目を入れてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "decide")),
                        fields=("rule",),
                        name="a_way_has_one_decision",
                        violation_error_message="決裁する職は、1つの道すじに1つです。",
                    ),
                    models.UniqueConstraint(
                        fields=("rule", "post"),
                        name="a_post_stands_once_on_a_way",
                        violation_error_message="同じ職は、1つの道すじに1度だけ入れられます。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Substitute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="1の職の人もいないときは、2の職の人が代わります。", verbose_name="順番"
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to="staff.post",
                        verbose_name="代わる職",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutes",
                        to="staff.post",
                        verbose_name="職",
                    ),
                ),
            ],
            options={
                "verbose_name": "代決する職",
                "verbose_name_plural": "代決する職",
                "ordering": ["post__rank", "post", "order", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_substitute_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post", models.F("deputy")), _negated=True),
                        name="nobody_stands_in_for_themselves",
                        violation_error_message="ちがう職を選んでください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("post", "="),
                            ("order", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="a_post_has_one_substitute_of_each_order_at_a_time",
                        violation_error_message="その職の同じ順番の代わりは、その期間にもう決まっています。順番を変えてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("post", "="),
                            ("deputy", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="nobody_is_substitute_of_one_post_twice_at_once",
                        violation_error_message="この職は、その期間もう代わりに決まっています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "reason",
                    models.CharField(
                        help_text="例 出張、休暇。ほかの職員にも見えます。", max_length=60, verbose_name="理由"
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
            ],
            options={
                "verbose_name": "不在",
                "verbose_name_plural": "不在",
                "ordering": ["starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="an_absence_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="nobody_is_away_twice_at_once",
                        violation_error_message="この人の不在は、その期間にもう登録されています。先に今のものを終えてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "kind",
                    models.CharField(
                        choices=[("chair", "委員長"), ("member", "委員")],
                        default="member",
                        max_length=6,
                        verbose_name="役",
                    ),
                ),
                (
                    "background",
                    models.CharField(
                        blank=True, help_text="例 学識経験者、公募の市民", max_length=60, verbose_name="選ばれた立場"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="staff.committee",
                        verbose_name="委員会",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="委員",
                    ),
                ),
            ],
            options={
                "verbose_name": "委員",
                "verbose_name_plural": "委員",
                "ordering": ["committee", "kind", "user__furigana", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_committee_member_ends_after_starting",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("committee", "="),
                            ("user", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="nobody_sits_twice_on_a_committee_at_once",
                        violation_error_message="この人は、その期間もうこの委員会の委員です。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "chair")),
                        expressions=[
                            ("committee", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="a_committee_has_one_chair_at_a_time",
                        violation_error_message="その期間には、もう委員長がいます。前の委員長の任期のおわりを入れてください。",
                    ),
                ],
            },
        ),
    ]
