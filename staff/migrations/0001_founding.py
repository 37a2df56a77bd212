import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import records.codes
import records.fiscal
import staff.words.words


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
        ("staff", "0002_rechange"),
        ("staff", "0003_profile"),
        ("staff", "0004_committees_of_kinds"),
        ("staff", "0005_inquiries"),
        ("staff", "0006_reports"),
        ("staff", "0007_roster"),
        ("staff", "0008_dunning_kind"),
        ("staff", "0009_matching"),
        ("staff", "0010_words_of_people"),
        ("staff", "0011_guidance_by_letter"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organizations", "0001_founding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
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
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="staff.department",
                        verbose_name="部署",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "職",
                "verbose_name_plural": "職",
                "ordering": ["rank", "pk"],
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
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="受けた日から数えて、市が答えるまでの開庁日の数。1件ごとに変えられます。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="声と要望に答えるまでの日数",
                    ),
                ),
                (
                    "liaisons_public",
                    models.BooleanField(
                        default=False,
                        help_text="地域担当職員の名前と所属を、サインインしないで見られるページに載せます。",
                        verbose_name="担当職員の名簿を公開する",
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
                (
                    "years",
                    models.CharField(
                        choices=[("era", "元号(令和7年)"), ("western", "西暦(2025年)")],
                        default="era",
                        help_text="画面と、これから出す通知書の年です。日付を入れるときは、どちらでも読みます。",
                        max_length=10,
                        verbose_name="年の書きかた",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        choices=[("blue", "青"), ("green", "緑"), ("cyan", "青緑"), ("purple", "紫"), ("red", "赤")],
                        default="blue",
                        max_length=10,
                        verbose_name="色",
                    ),
                ),
                ("mark", models.CharField(blank=True, editable=False, max_length=16, verbose_name="市章の印")),
            ],
            options={
                "verbose_name": "市",
                "verbose_name_plural": "市",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="a_portal_serves_one_city")],
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
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
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
            name="Substitute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutes",
                        to="staff.post",
                        verbose_name="職",
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
                    "order",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="1の職の人もいないときは、2の職の人が代わります。", verbose_name="順番"
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "審査会(案件に意見を述べる)"),
                            ("citizens", "市民の推進委員会(計画の策定・進捗・評価)"),
                            ("staff", "職員の推進委員会(庁内)"),
                        ],
                        default="review",
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("most", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="定員(人)")),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "citizens"), ("most__isnull", False)),
                            models.Q(("kind", "citizens"), _negated=True),
                            _connector="OR",
                        ),
                        name="a_citizens_committee_has_a_number_of_seats",
                        violation_error_message="市民の推進委員会には、定員(例 5人)を入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most", None), ("most__gt", 0), _connector="OR"),
                        name="a_committee_has_a_seat_at_least",
                        violation_error_message="定員は、1人以上にしてください。",
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
        pgtrigger.migrations.AddTrigger(
            model_name="committeemember",
            trigger=pgtrigger.compiler.Trigger(
                name="a_committee_seats_no_more_than_its_number",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE busiest integer; seats integer;",
                    func="\n                    SELECT most INTO seats FROM staff_committee WHERE id = NEW.committee_id;\n                    SELECT max(sitting.number) INTO busiest FROM (\n                        SELECT count(*) AS number FROM staff_committeemember AS day\n                        JOIN staff_committeemember AS member ON member.committee_id = day.committee_id\n                            AND member.starts_on <= day.starts_on\n                            AND (member.ends_on IS NULL OR member.ends_on >= day.starts_on)\n                        WHERE day.committee_id = NEW.committee_id AND day.starts_on >= NEW.starts_on\n                        GROUP BY day.id\n                    ) AS sitting;\n                    IF seats IS NOT NULL AND busiest > seats THEN\n                        RAISE EXCEPTION 'A committee has no more members than seats.' USING ERRCODE = '23514';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="343c74c902ec4fabadec3aaf3c882d9a3886c11b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_a_committee_seats_no_more_than_its_number_46f51",
                    table="staff_committeemember",
                    when="AFTER",
                ),
            ),
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
                            ("organizations.rechange", "認可事項の変更"),
                            ("organizations.revocation", "認可の取消し"),
                            ("organizations.guidance", "指導・勧告の文書"),
                            ("organizations.dissolution", "解散届の受理"),
                            ("plans.future", "将来計画の受理"),
                            ("plans.yearly", "年度計画の受理"),
                            ("plans.cityplan", "協働推進計画の決定"),
                            ("grants.scheme", "交付金の制度の決定"),
                            ("grants.allotment", "内示"),
                            ("grants.grant", "交付決定"),
                            ("grants.change", "変更"),
                            ("grants.confirmation", "額の確定"),
                            ("grants.revocation", "取消し"),
                            ("grants.refund", "返還命令"),
                            ("grants.dunning", "返還の督促状"),
                            ("grants.disposal", "財産の処分"),
                            ("staff.liaison", "地域担当職員の任命"),
                            ("letters.correction", "通知書の訂正"),
                        ],
                        max_length=40,
                        verbose_name="案件",
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
                (
                    "below",
                    models.BigIntegerField(
                        blank=True,
                        help_text="空けておくと、いくらでも、金額がない案件にも当たります。",
                        null=True,
                        verbose_name="金額の上限(円、未満)",
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
            name="RuleStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stops",
                        to="staff.decisionrule",
                        verbose_name="決裁の道すじ",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="staff.post", verbose_name="職"),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("circulate", "回議"), ("consult", "合議"), ("decide", "決裁"), ("read", "供覧")],
                        default="circulate",
                        max_length=10,
                        verbose_name="役目",
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
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=staff.words.words.own_code,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="記号",
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名前")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "is_used",
                    models.BooleanField(
                        default=True,
                        help_text="外すと、これからは選べません。前に選んだものは残ります。",
                        verbose_name="使う",
                    ),
                ),
            ],
            options={
                "verbose_name": "つなぐ分野",
                "verbose_name_plural": "つなぐ分野",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LiaisonRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=staff.words.words.own_code,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="記号",
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名前")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "is_used",
                    models.BooleanField(
                        default=True,
                        help_text="外すと、これからは選べません。前に選んだものは残ります。",
                        verbose_name="使う",
                    ),
                ),
                (
                    "leads",
                    models.BooleanField(
                        default=False,
                        help_text="この区分の人がだれもいない地区は、「欠員」と出ます。",
                        verbose_name="地区を代表する",
                    ),
                ),
            ],
            options={
                "verbose_name": "担当職員の区分",
                "verbose_name_plural": "担当職員の区分",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=staff.words.words.own_code,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="記号",
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名前")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "is_used",
                    models.BooleanField(
                        default=True,
                        help_text="外すと、これからは選べません。前に選んだものは残ります。",
                        verbose_name="使う",
                    ),
                ),
                (
                    "is_school",
                    models.BooleanField(
                        default=False, help_text="学校の「学生の活動」を書けます。", verbose_name="大学・学校の人"
                    ),
                ),
            ],
            options={
                "verbose_name": "支え手の種類",
                "verbose_name_plural": "支え手の種類",
                "ordering": ["order", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("png", models.BinaryField(verbose_name="画像")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "市章",
                "verbose_name_plural": "市章",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="a_city_has_one_mark")],
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
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="はじめた人",
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="はじめた日時"
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
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_column="kind",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.partnerkind",
                        to_field="code",
                        verbose_name="種類",
                    ),
                ),
                ("affiliation", models.CharField(blank=True, max_length=60, verbose_name="所属")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="連絡先")),
            ],
            options={
                "verbose_name": "地域の支え手",
                "verbose_name_plural": "地域の支え手",
                "ordering": ["area__order", "area", "kind", "starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_partner_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("area", "="),
                            ("user", "="),
                            ("kind", "="),
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
                        name="nobody_is_the_same_partner_of_one_area_twice",
                        violation_error_message="この人は、その期間もうこの地区の支え手です。期間か地区を変えてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("report", "地域の報告"),
                            ("web", "ウェブ"),
                            ("letter", "手紙・ファクス"),
                            ("phone", "電話"),
                            ("email", "メール"),
                            ("meeting", "会議・懇談会"),
                            ("counter", "窓口"),
                        ],
                        max_length=10,
                        verbose_name="受けた方法",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("request", "要望"), ("opinion", "意見"), ("question", "質問")],
                        default="request",
                        max_length=10,
                        verbose_name="区分",
                    ),
                ),
                ("subject", models.CharField(max_length=60, verbose_name="件名")),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="受けた日")),
                (
                    "code",
                    models.CharField(
                        default=records.codes.drawn_by_lot,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="受付番号",
                    ),
                ),
                ("sender_name", models.CharField(blank=True, max_length=100, verbose_name="声を寄せた人")),
                ("sender_contact", models.CharField(blank=True, max_length=254, verbose_name="連絡先")),
                ("wants_answer", models.BooleanField(default=True, verbose_name="答えがほしい")),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受けた人",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "受付"),
                            ("routed", "回答待ち"),
                            ("answered", "回答あり"),
                            ("told", "伝えた"),
                            ("published", "公表"),
                            ("closed", "終わり(回答なし)"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="担当課",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当の支え手",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="回答期限")),
                ("answer_text", models.TextField(blank=True, verbose_name="答え")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答えた人",
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="答えた日")),
                ("told_on", models.DateField(null=True, verbose_name="伝えた日")),
                ("told_how", models.CharField(blank=True, max_length=60, verbose_name="伝え方")),
                ("public_question", models.TextField(blank=True, verbose_name="公表する声")),
                ("public_answer", models.TextField(blank=True, verbose_name="公表する答え")),
                ("published_on", models.DateField(null=True, verbose_name="公表した日")),
            ],
            options={
                "verbose_name": "声と要望",
                "verbose_name_plural": "声と要望",
                "ordering": ["due_on", "received_on", "pk"],
                "indexes": [models.Index(fields=["status", "department"], name="inquiry_of_desk")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["received", "closed"]),
                            models.Q(("department__isnull", False), ("due_on__isnull", False), ("partner", None)),
                            models.Q(("department", None), ("due_on__isnull", False), ("partner__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_inquiry_on_its_way_lies_on_one_desk",
                        violation_error_message="担当課か、地域の支え手の、どちらか1つを選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["answered", "told", "published"]), _negated=True),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                                models.Q(("answer_text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_inquiry_has_its_answer",
                        violation_error_message="答えを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", False),
                                ("status", "published"),
                                models.Q(("public_question", ""), _negated=True),
                                models.Q(("public_answer", ""), _negated=True),
                            ),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_on", None)),
                            _connector="OR",
                        ),
                        name="what_is_public_has_words_for_the_public",
                        violation_error_message="公表する声と答えを、両方書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="staff.inquiry",
                        verbose_name="声と要望",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="回答期限")),
                ("number", models.PositiveSmallIntegerField(verbose_name="何回目")),
                ("names", models.CharField(max_length=300, verbose_name="知らせた人")),
                (
                    "sent_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="知らせた日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "回答の催促",
                "verbose_name_plural": "回答の催促",
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inquiry", "due_on", "number"),
                        name="a_desk_is_reminded_once_per_step",
                        violation_error_message="この声と要望は、もう知らせました。",
                    )
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
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
                    "role",
                    models.ForeignKey(
                        db_column="role",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.liaisonrole",
                        to_field="code",
                        verbose_name="区分",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="連絡先")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
            ],
            options={
                "verbose_name": "地域担当職員",
                "verbose_name_plural": "地域担当職員",
                "ordering": ["area__order", "area", "role", "starts_on"],
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
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
                    "role",
                    models.ForeignKey(
                        db_column="role",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.liaisonrole",
                        to_field="code",
                        verbose_name="区分",
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
                    "liaison",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.liaisonassignment",
                        verbose_name="担当",
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
            name="LiaisonReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="報告した人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.department",
                        verbose_name="報告した人の所属",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                ("visited_on", models.DateField(null=True, verbose_name="行った日")),
                ("starts_at", models.TimeField(null=True, verbose_name="はじまり")),
                ("ends_at", models.TimeField(null=True, verbose_name="おわり")),
                (
                    "hours",
                    models.CharField(
                        choices=[("inside", "勤務時間内"), ("outside", "勤務時間外")],
                        default="inside",
                        max_length=10,
                        verbose_name="勤務の区分",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="場所")),
                ("meeting", models.CharField(blank=True, max_length=60, verbose_name="会議・行事の名前")),
                ("attendees", models.CharField(blank=True, max_length=200, verbose_name="参加した人")),
                ("headcount", models.PositiveSmallIntegerField(null=True, verbose_name="人数")),
                ("content", models.TextField(blank=True, verbose_name="内容")),
                ("thoughts", models.TextField(blank=True, verbose_name="感じたことと次の予定")),
                ("inside", models.TextField(blank=True, verbose_name="市の中だけのメモ")),
                ("is_shared", models.BooleanField(default=False, verbose_name="地域の支え手にも見せる")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "提出"),
                            ("read", "確認済み"),
                            ("dropped", "取りやめ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="出した日時")),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
                ("read_at", models.DateTimeField(editable=False, null=True, verbose_name="確認した日時")),
                ("reply", models.CharField(blank=True, max_length=200, verbose_name="確認した人のひとこと")),
            ],
            options={
                "verbose_name": "地域の報告",
                "verbose_name_plural": "地域の報告",
                "ordering": ["-visited_on", "-pk"],
                "indexes": [models.Index(fields=["area", "-visited_on"], name="report_of_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "dropped"]),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="what_is_sent_ends_after_it_begins",
                        violation_error_message="おわりの時刻を、はじまりより後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("read_at__isnull", False),
                                ("read_by__isnull", False),
                                ("status", "read"),
                                models.Q(("read_by", models.F("author")), _negated=True),
                            ),
                            models.Q(models.Q(("status", "read"), _negated=True), ("read_at", None), ("read_by", None)),
                            _connector="OR",
                        ),
                        name="a_report_is_read_by_another_than_its_author",
                        violation_error_message="自分の報告を、自分で確認することはできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="staff.liaisonreport",
                        verbose_name="報告",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("voice", "住民の声"), ("request", "市への要望・質問")],
                        max_length=10,
                        verbose_name="区分",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="番号")),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "inquiry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line",
                        to="staff.inquiry",
                        verbose_name="声と要望",
                    ),
                ),
            ],
            options={
                "verbose_name": "報告の中の声",
                "verbose_name_plural": "報告の中の声",
                "ordering": ["kind", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("inquiry", None), ("kind", "request"), _connector="OR"),
                        name="only_a_request_becomes_an_inquiry",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("need", "してほしい"), ("offer", "できる")], max_length=6, verbose_name="区分"
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("person", "個人"),
                            ("body", "地域の団体・自治会"),
                            ("group", "サークル・グループ"),
                            ("company", "会社・お店"),
                            ("student", "学生・学校"),
                        ],
                        default="person",
                        max_length=8,
                        verbose_name="出した人",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "ウェブ"),
                            ("phone", "電話"),
                            ("counter", "窓口"),
                            ("meeting", "会議・ワークショップ"),
                            ("course", "講座を修了した人"),
                        ],
                        default="web",
                        max_length=8,
                        verbose_name="受けた方法",
                    ),
                ),
                ("title", models.CharField(max_length=40, verbose_name="件名")),
                ("text", models.TextField(verbose_name="寄せられた内容")),
                ("words", models.TextField(blank=True, verbose_name="公開する内容")),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.theme",
                        verbose_name="分野",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("project", models.CharField(blank=True, max_length=60, verbose_name="どの活動のためか")),
                ("time_told", models.CharField(blank=True, max_length=60, verbose_name="いつ")),
                ("people", models.PositiveSmallIntegerField(null=True, verbose_name="人数")),
                ("things", models.CharField(blank=True, max_length=120, verbose_name="いるもの・出せるもの")),
                ("until", models.DateField(verbose_name="募集の期限")),
                ("name", models.CharField(max_length=100, verbose_name="お名前")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                (
                    "code",
                    models.CharField(
                        default=records.codes.drawn_by_lot,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="受付番号",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered",
                        to="staff.card",
                        verbose_name="どの募集に応えたか",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="受けた日")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入力した人",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "確認待ち"),
                            ("open", "募集中"),
                            ("matched", "成立"),
                            ("done", "済み"),
                            ("refused", "載せない"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="received",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="終わった日")),
            ],
            options={
                "verbose_name": "してほしい・できる",
                "verbose_name_plural": "してほしい・できる",
                "ordering": ["-received_on", "-pk"],
                "indexes": [models.Index(fields=["status", "side", "until"], name="card_that_is_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["received", "refused", "withdrawn"]),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_everybody_reads_has_words_for_everybody",
                        violation_error_message="公開する内容を書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", False), ("status__in", ["done", "refused", "withdrawn"])),
                            models.Q(
                                models.Q(("status__in", ["done", "refused", "withdrawn"]), _negated=True),
                                ("ended_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_card_has_ended_exactly_when_there_is_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_need",
                        to="staff.card",
                        verbose_name="してほしい",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_offer",
                        to="staff.card",
                        verbose_name="できる",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="紹介の言葉")),
                (
                    "introduced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="紹介した人",
                    ),
                ),
                ("introduced_on", models.DateField(verbose_name="紹介した日")),
                ("need_said_on", models.DateField(null=True, verbose_name="してほしい側が答えた日")),
                ("offer_said_on", models.DateField(null=True, verbose_name="できる側が答えた日")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "返事待ち"),
                            ("agreed", "成立"),
                            ("done", "済み"),
                            ("thanked", "お礼あり"),
                            ("failed", "成立しなかった"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("agreed_on", models.DateField(null=True, verbose_name="成立した日")),
                ("ended_on", models.DateField(null=True, verbose_name="済んだ日、またはやめた日")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="成立しなかった理由")),
                ("thanks", models.TextField(blank=True, verbose_name="お礼の言葉")),
                ("thanks_on", models.DateField(null=True, verbose_name="お礼の日")),
                ("thanks_open", models.BooleanField(default=False, verbose_name="載せてよい")),
                ("thanks_words", models.TextField(blank=True, verbose_name="載せるお礼の言葉")),
            ],
            options={
                "verbose_name": "紹介",
                "verbose_name_plural": "紹介",
                "ordering": ["-introduced_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["agreed", "done", "thanked"]), _negated=True),
                            models.Q(
                                ("agreed_on__isnull", False),
                                ("need_said_on__isnull", False),
                                ("offer_said_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="both_have_said_yes_to_what_is_agreed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed"])),
                        fields=("need",),
                        name="a_need_is_introduced_to_one_at_a_time",
                        violation_error_message="この「してほしい」は、ほかの紹介の返事を待っています。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed"])),
                        fields=("offer",),
                        name="an_offer_is_introduced_to_one_at_a_time",
                        violation_error_message="この「できる」は、ほかの紹介の返事を待っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("thanks_words", ""),
                            models.Q(("status", "thanked"), ("thanks_open", True)),
                            _connector="OR",
                        ),
                        name="only_thanks_that_may_be_read_are_published",
                        violation_error_message="載せてよいと言われていないお礼は、載せられません。",
                    ),
                ],
            },
        ),
    ]
