import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import grants.dues.setting
import grants.scheme_afterwards
import grants.schemes
import records.fiscal


class Migration(migrations.Migration):
    replaces = [
        ("grants", "0001_initial"),
        ("grants", "0002_payments"),
        ("grants", "0003_reports"),
        ("grants", "0004_what_stands"),
        ("grants", "0005_formula"),
        ("grants", "0006_settling"),
        ("grants", "0007_scheme_versions"),
        ("grants", "0008_transfers"),
        ("grants", "0009_dues"),
        ("grants", "0010_appropriations"),
        ("grants", "0011_first_appropriations"),
        ("grants", "0012_status_and_inspections"),
        ("grants", "0013_what_is_revoked_is_not_paid"),
        ("grants", "0014_surcharges"),
        ("grants", "0015_questions_and_terms"),
        ("grants", "0016_notices"),
        ("grants", "0017_dunning"),
        ("grants", "0018_ledgers"),
        ("grants", "0019_equipment"),
        ("grants", "0020_allotments"),
        ("grants", "0021_short_name"),
        ("grants", "0022_regrants"),
        ("grants", "0002_units_notices_dunning"),
        ("grants", "0003_kinds"),
        ("grants", "0004_result_showing"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("organizations", "0001_founding"),
        ("plans", "0001_founding"),
        ("records", "0002_founding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "eligible_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("voluntary", "任意団体"),
                                ("authorized_neighbourhood", "認可地縁団体"),
                                ("npo", "NPO法人"),
                                ("other", "そのほか"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="申請できる団体の法人格",
                    ),
                ),
                (
                    "needs_future_plan",
                    models.BooleanField(
                        default=False,
                        help_text="将来計画が総会で決まるまで、申請を出せません。",
                        verbose_name="総会で決めた将来計画が要る",
                    ),
                ),
                (
                    "eligible_uses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="対象になる使いみち",
                    ),
                ),
                (
                    "excluded_uses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="対象にならない使いみち",
                    ),
                ),
                (
                    "expense_categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="対象になる支出の科目",
                    ),
                ),
                (
                    "keeps_for",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1年"), (3, "3年"), (5, "5年"), (10, "10年"), (0, "永年")],
                        help_text="市の保存年限の定めより長く残すときに、選びます。",
                        null=True,
                        verbose_name="この制度の文書の保存年限",
                    ),
                ),
                (
                    "instalments",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1回で全額を交付するときは1、4回に分けるときは4と入れます。",
                        verbose_name="交付の回数",
                    ),
                ),
                (
                    "instalment_unit",
                    models.PositiveIntegerField(
                        default=1000,
                        help_text="端数は、第1回に足します。",
                        validators=[
                            django.core.validators.MinValueValidator(1, "1円以上の整数にしてください。"),
                            django.core.validators.MaxValueValidator(
                                10000000, "10,000,000円までの整数にしてください。"
                            ),
                        ],
                        verbose_name="1回の交付額の単位",
                    ),
                ),
                (
                    "report_papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="実績報告に付けてもらう書類",
                    ),
                ),
                (
                    "report_criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150),
                        default=grants.scheme_afterwards.usual_criteria,
                        size=None,
                        verbose_name="実績報告の確認の基準",
                    ),
                ),
                (
                    "confirms_in",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="1にすると、切り捨てません。",
                        validators=[
                            django.core.validators.MinValueValidator(1, "1円以上の整数にしてください。"),
                            django.core.validators.MaxValueValidator(
                                10000000, "10,000,000円までの整数にしてください。"
                            ),
                        ],
                        verbose_name="確定額の端数の切捨て",
                    ),
                ),
                (
                    "surplus",
                    models.CharField(
                        choices=[
                            ("return", "市に返す"),
                            ("carry", "次の年度に繰り越せる"),
                            ("offset", "次の年度の交付額から差し引く"),
                        ],
                        default="return",
                        max_length=6,
                        verbose_name="使い残しの扱い",
                    ),
                ),
                (
                    "carry_cap",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="交付決定額に対する割合。ないときは、空けておきます。",
                        null=True,
                        verbose_name="繰り越せる割合の上限(%)",
                    ),
                ),
                (
                    "reserves",
                    models.BooleanField(
                        default=False,
                        help_text="団体は、実績報告で、使い残しのうち積み立てる額を言えます。",
                        verbose_name="使い残しの積立を認める",
                    ),
                ),
                (
                    "reserve_needs_plan",
                    models.BooleanField(default=True, verbose_name="積立には、総会で認めた計画が要る"),
                ),
                (
                    "reserve_cap",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="交付決定額に対する割合。ないときは、空けておきます。",
                        null=True,
                        verbose_name="積み立てられる割合の上限(%)",
                    ),
                ),
                (
                    "sends_receipts",
                    models.BooleanField(
                        default=True,
                        help_text="申請書・変更の申請書・実績報告書の画面に、ボタンが出ます。",
                        verbose_name="受付通知書を書面で出す",
                    ),
                ),
                (
                    "sends_corrections",
                    models.BooleanField(
                        default=True,
                        help_text="出さなくても、補正のお願いは、画面とメールで知らせます。",
                        verbose_name="補正依頼書を書面で出す",
                    ),
                ),
                (
                    "regrants",
                    models.BooleanField(
                        default=False,
                        help_text="団体は、交付金の一部を、地域のグループに再交付できます。",
                        verbose_name="地域の中での再交付を認める",
                    ),
                ),
                (
                    "status_dates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="状況報告を求める日",
                    ),
                ),
                (
                    "status_within",
                    models.PositiveSmallIntegerField(
                        default=14, help_text="求める日から数えます。", verbose_name="状況報告の期限までの日数"
                    ),
                ),
                (
                    "watch_surplus",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="使い残しが交付額のこの割合以上の団体に、検査の画面で印がつきます。",
                        verbose_name="気をつける使い残しの割合(%)",
                    ),
                ),
                (
                    "equipment_from",
                    models.BigIntegerField(
                        default=50000,
                        help_text="備品購入費の領収書のうち、この額以上のもの。",
                        verbose_name="備品台帳に載せる額(円以上)",
                    ),
                ),
                (
                    "equipment_years",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="台帳に載せるときに、備品ごとに変えられます。",
                        verbose_name="備品の処分を制限する年数",
                    ),
                ),
                (
                    "returns_within",
                    models.PositiveSmallIntegerField(
                        default=20, help_text="返還命令の日から数えます。", verbose_name="返還の期限までの日数"
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        help_text="年度が変わっても同じにします。例 lump_sum",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*\\Z", "英小文字で始めて、英小文字・数字・_ だけで入れてください。"
                            )
                        ],
                        verbose_name="制度のコード",
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="通知書にこのまま載ります。", max_length=100, verbose_name="制度の名前"),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                (
                    "rule_name",
                    models.CharField(help_text="例 見本市補助金等交付規則", max_length=100, verbose_name="規則の名前"),
                ),
                (
                    "guideline_name",
                    models.CharField(
                        help_text="例 見本市一括交付金交付要綱", max_length=100, verbose_name="要綱の名前"
                    ),
                ),
                ("article", models.CharField(help_text="例 第6条", max_length=40, verbose_name="根拠の条")),
                (
                    "purpose",
                    models.TextField(
                        help_text="団体の画面に載ります。", max_length=500, verbose_name="何のための交付金か"
                    ),
                ),
                (
                    "eligible",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("awareness", "機運づくり"),
                                ("preparing", "準備会"),
                                ("planning", "将来計画づくり"),
                                ("founded", "設立"),
                                ("active", "認可・活動中"),
                                ("working", "活動中"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="申請できる団体の段階",
                    ),
                ),
                ("base_date", models.DateField(verbose_name="算定の基準日")),
                ("opens_on", models.DateField(verbose_name="受付のはじまり")),
                ("deadline", models.DateField(verbose_name="申請の期限")),
                ("takes_late", models.BooleanField(default=False, verbose_name="期限の後も受け付ける")),
                ("decides_within", models.PositiveSmallIntegerField(default=30, verbose_name="決定までの日数の目安")),
                ("completion_by", models.DateField(verbose_name="事業の完了期限")),
                ("report_due", models.DateField(verbose_name="実績報告の期限")),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="付けてもらう書類",
                    ),
                ),
                (
                    "light_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="交付金の額も事業の内容も同じで、どの事業費の増減もこの割合までなら、届出だけで足ります。空けておくと、どの変更も承認が要ります。",
                        null=True,
                        verbose_name="届出だけで足りる変更(%)",
                    ),
                ),
                (
                    "gives_up_within",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="交付決定通知書の日付の次の日から数えます。",
                        verbose_name="決定のあと取り下げられる日数",
                    ),
                ),
                (
                    "payment_method",
                    models.CharField(
                        help_text="例 概算払により、6月に全額を交付する。",
                        max_length=200,
                        verbose_name="交付の時期と方法",
                    ),
                ),
                ("appropriation", models.BigIntegerField(verbose_name="予算額(円)")),
                ("appropriated_on", models.DateField(blank=True, null=True, verbose_name="当初予算の議決の日")),
                (
                    "rounding_unit",
                    models.PositiveIntegerField(
                        default=1000,
                        validators=[
                            django.core.validators.MinValueValidator(1, "1円以上の整数にしてください。"),
                            django.core.validators.MaxValueValidator(
                                10000000, "10,000,000円までの整数にしてください。"
                            ),
                        ],
                        verbose_name="端数の単位",
                    ),
                ),
                (
                    "rounding_mode",
                    models.CharField(
                        choices=[("down", "切捨て"), ("up", "切上げ"), ("half", "四捨五入")],
                        default="down",
                        max_length=5,
                        verbose_name="端数の処理",
                    ),
                ),
                ("cap", models.BigIntegerField(blank=True, null=True, verbose_name="1団体の上限額(円)")),
                (
                    "formula",
                    models.JSONField(default=grants.schemes.empty_formula, editable=False, verbose_name="算定の式"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "準備中"), ("proposed", "決裁待ち"), ("adopted", "決定")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
            ],
            options={
                "verbose_name": "交付金の制度",
                "verbose_name_plural": "交付金の制度",
                "ordering": ["-fiscal_year", "programme"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirms_in__gte", 1), ("instalment_unit__gte", 1), ("rounding_unit__gte", 1)
                        ),
                        name="amounts_are_rounded_to_one_yen_at_least",
                        violation_error_message="端数の単位は、1円以上にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instalments__range", (1, 12))),
                        name="a_grant_is_paid_in_one_to_twelve_parts",
                        violation_error_message="交付の回数は、1から12までにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carry_cap", None),
                            models.Q(("carry_cap__range", (1, 100)), ("surplus", "carry")),
                            _connector="OR",
                        ),
                        name="only_what_may_be_carried_over_has_a_cap",
                        violation_error_message="上限は、繰り越せる制度だけに、1から100までの%で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserve_cap", None),
                            models.Q(("reserve_cap__range", (1, 100)), ("reserves", True)),
                            _connector="OR",
                        ),
                        name="only_what_may_be_reserved_has_a_cap",
                        violation_error_message="積立の上限は、積立を認める制度だけに、1から100までの%で入れてください。",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "fiscal_year"),
                        name="one_scheme_per_programme_and_fiscal_year",
                        violation_error_message="この年度の、同じコードの制度がもうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("appropriation__gte", 0)), name="an_appropriation_is_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens_on__lte", models.F("deadline"))),
                        name="a_scheme_opens_before_its_deadline",
                        violation_error_message="申請の期限を、受付のはじまりより後の日にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("light_percent", None), ("light_percent__lte", 100), _connector="OR"),
                        name="a_light_change_is_at_most_the_whole_cost",
                        violation_error_message="届出だけで足りる変更は、100%までにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cap", None),
                            models.Q(
                                ("cap__gt", 0),
                                django.db.models.lookups.Exact(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("cap"), "%%", models.F("rounding_unit")
                                    ),
                                    0,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_cap_is_a_multiple_of_the_rounding_unit",
                        violation_error_message="上限額を、端数の切捨ての単位で割り切れる額にしてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."appropriated_on" IS DISTINCT FROM (NEW."appropriated_on") OR OLD."article" IS DISTINCT FROM (NEW."article") OR OLD."base_date" IS DISTINCT FROM (NEW."base_date") OR OLD."cap" IS DISTINCT FROM (NEW."cap") OR OLD."carry_cap" IS DISTINCT FROM (NEW."carry_cap") OR OLD."completion_by" IS DISTINCT FROM (NEW."completion_by") OR OLD."confirms_in" IS DISTINCT FROM (NEW."confirms_in") OR OLD."deadline" IS DISTINCT FROM (NEW."deadline") OR OLD."decides_within" IS DISTINCT FROM (NEW."decides_within") OR OLD."eligible" IS DISTINCT FROM (NEW."eligible") OR OLD."eligible_kinds" IS DISTINCT FROM (NEW."eligible_kinds") OR OLD."eligible_uses" IS DISTINCT FROM (NEW."eligible_uses") OR OLD."equipment_from" IS DISTINCT FROM (NEW."equipment_from") OR OLD."equipment_years" IS DISTINCT FROM (NEW."equipment_years") OR OLD."excluded_uses" IS DISTINCT FROM (NEW."excluded_uses") OR OLD."expense_categories" IS DISTINCT FROM (NEW."expense_categories") OR OLD."fiscal_year" IS DISTINCT FROM (NEW."fiscal_year") OR OLD."formula" IS DISTINCT FROM (NEW."formula") OR OLD."gives_up_within" IS DISTINCT FROM (NEW."gives_up_within") OR OLD."guideline_name" IS DISTINCT FROM (NEW."guideline_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instalment_unit" IS DISTINCT FROM (NEW."instalment_unit") OR OLD."instalments" IS DISTINCT FROM (NEW."instalments") OR OLD."keeps_for" IS DISTINCT FROM (NEW."keeps_for") OR OLD."light_percent" IS DISTINCT FROM (NEW."light_percent") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."needs_future_plan" IS DISTINCT FROM (NEW."needs_future_plan") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."papers" IS DISTINCT FROM (NEW."papers") OR OLD."payment_method" IS DISTINCT FROM (NEW."payment_method") OR OLD."programme" IS DISTINCT FROM (NEW."programme") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."regrants" IS DISTINCT FROM (NEW."regrants") OR OLD."report_criteria" IS DISTINCT FROM (NEW."report_criteria") OR OLD."report_due" IS DISTINCT FROM (NEW."report_due") OR OLD."report_papers" IS DISTINCT FROM (NEW."report_papers") OR OLD."reserve_cap" IS DISTINCT FROM (NEW."reserve_cap") OR OLD."reserve_needs_plan" IS DISTINCT FROM (NEW."reserve_needs_plan") OR OLD."reserves" IS DISTINCT FROM (NEW."reserves") OR OLD."returns_within" IS DISTINCT FROM (NEW."returns_within") OR OLD."rounding_mode" IS DISTINCT FROM (NEW."rounding_mode") OR OLD."rounding_unit" IS DISTINCT FROM (NEW."rounding_unit") OR OLD."rule_name" IS DISTINCT FROM (NEW."rule_name") OR OLD."sends_corrections" IS DISTINCT FROM (NEW."sends_corrections") OR OLD."sends_receipts" IS DISTINCT FROM (NEW."sends_receipts") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_dates" IS DISTINCT FROM (NEW."status_dates") OR OLD."status_within" IS DISTINCT FROM (NEW."status_within") OR OLD."surplus" IS DISTINCT FROM (NEW."surplus") OR OLD."takes_late" IS DISTINCT FROM (NEW."takes_late") OR OLD."watch_surplus" IS DISTINCT FROM (NEW."watch_surplus"))',
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.id, NEW.id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="c07deab2641f05e2b2e9f8f6265d460c4a11814e",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_once_used_update_81ca1",
                    table="grants_scheme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (NEW.id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="7d0e26ec3d6fd05d4a32cbc68b7c6b23eef2a127",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_once_used_insert_c41ad",
                    table="grants_scheme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN OLD;\n",
                    hash="4febe3729f397e7703dcf92afbcba71271b75745",
                    operation="DELETE",
                    pgid="pgtrigger_frozen_once_used_delete_99753",
                    table="grants_scheme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="covers_allotments",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."appropriation" < (OLD."appropriation"))',
                    func="\n            IF NEW.appropriation < (\n                SELECT COALESCE(SUM(amount_current), 0) FROM grants_grant WHERE scheme_id = NEW.id\n            ) + (\n                SELECT COALESCE(SUM(a.amount), 0) FROM grants_allotment a\n                WHERE a.scheme_id = NEW.id AND a.status = 'allotted' AND NOT EXISTS (\n                    SELECT 1 FROM grants_grant g\n                    WHERE g.scheme_id = a.scheme_id AND g.organization_id = a.organization_id\n                        AND (g.amount_current IS NOT NULL OR g.status IN ('refused', 'withdrawn', 'given_up'))\n                )\n            ) THEN\n                RAISE EXCEPTION '予算額を、決定した額と内示した額の計より少なくはできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'an_appropriation_covers_what_was_told';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="8b3405a6780273c6522bd9988687fd0433a87b05",
                    operation="UPDATE",
                    pgid="pgtrigger_covers_allotments_315aa",
                    table="grants_scheme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
                name="sum_of_entries",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."status" = \'adopted\' AND (NEW."appropriation" IS DISTINCT FROM (OLD."appropriation") OR NEW."status" IS DISTINCT FROM (OLD."status")))',
                    func="IF NEW.appropriation <> (SELECT COALESCE(SUM(a.amount), 0) FROM grants_appropriation a WHERE a.scheme_id = NEW.id) THEN \n        RAISE EXCEPTION '予算額は、当初予算と補正予算の合計です。補正予算として記録してください。'\n            USING ERRCODE = '23514', CONSTRAINT = 'an_appropriation_is_the_sum_of_its_entries';\n    END IF;\n RETURN NEW;",
                    hash="e291450bca1feb292fe244536222f54c5c6b977d",
                    operation="UPDATE",
                    pgid="pgtrigger_sum_of_entries_1a9a1",
                    table="grants_scheme",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Appropriation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appropriations",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("initial", "当初予算"), ("corrected", "当初予算の訂正"), ("supplement", "補正予算")],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(null=True, verbose_name="号")),
                ("resolved_on", models.DateField(null=True, verbose_name="議決の日")),
                ("amount", models.BigIntegerField(verbose_name="額(円)")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "予算の台帳",
                "verbose_name_plural": "予算の台帳",
                "ordering": ["scheme", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "initial")),
                        fields=("scheme",),
                        name="a_scheme_has_one_initial_appropriation",
                    ),
                    models.UniqueConstraint(
                        fields=("scheme", "number"),
                        name="a_supplement_changes_a_scheme_once",
                        violation_error_message="この号の補正予算は、もう記録してあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "supplement"),
                                ("number__gte", 1),
                                ("resolved_on__isnull", False),
                                models.Q(("amount", 0), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(models.Q(("kind", "supplement"), _negated=True), ("number", None)),
                            _connector="OR",
                        ),
                        name="a_supplement_says_when_the_council_resolved_it",
                        violation_error_message="補正予算には、号、議決の日、0円でない額と理由が要ります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "initial"), _negated=True), ("amount__gte", 0), _connector="OR"
                        ),
                        name="an_initial_appropriation_is_not_negative",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appropriation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="24d8cac9a72e756dc5ae0cc7347807696ef1bf91",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a2c44",
                    table="grants_appropriation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appropriation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="7f9c266d4bf04848e4af91859b93c0354c43d77d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_9efb4",
                    table="grants_appropriation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appropriation",
            trigger=pgtrigger.compiler.Trigger(
                name="in_their_order",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.resolved_on > (NEW.recorded_at AT TIME ZONE 'Asia/Tokyo')::date OR NEW.resolved_on < (\n                SELECT MAX(a.resolved_on) FROM grants_appropriation a WHERE a.scheme_id = NEW.scheme_id\n            ) THEN\n                RAISE EXCEPTION '議決の日は、前の議決の日から今日までの日です。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'an_entry_follows_the_resolution';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="49e862c03c67c1fd1e8e8f5e166f0128648abcb6",
                    operation="INSERT",
                    pgid="pgtrigger_in_their_order_911ed",
                    table="grants_appropriation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appropriation",
            trigger=pgtrigger.compiler.Trigger(
                name="changes_sum",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (SELECT s.appropriation FROM grants_scheme s WHERE s.id = NEW.scheme_id) <> (SELECT COALESCE(SUM(a.amount), 0) FROM grants_appropriation a WHERE a.scheme_id = NEW.scheme_id) THEN \n        RAISE EXCEPTION '予算額は、当初予算と補正予算の合計です。補正予算として記録してください。'\n            USING ERRCODE = '23514', CONSTRAINT = 'an_appropriation_is_the_sum_of_its_entries';\n    END IF;\n RETURN NULL;",
                    hash="4a11686d0e5793222eb86f02b00f63fe95b23d91",
                    operation="INSERT",
                    pgid="pgtrigger_changes_sum_0e422",
                    table="grants_appropriation",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SchemeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版")),
                ("adopted_at", models.DateTimeField(verbose_name="決定した日時")),
                (
                    "adopted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                ("book", models.TextField(verbose_name="ルールブック")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "制度の版",
                "verbose_name_plural": "制度の版",
                "ordering": ["scheme_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="a_scheme_has_each_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="versions_of_a_scheme_count_from_one"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="8ee4d73d2a8412208f9a58d6bf0faa9bebd9238b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_970b8",
                    table="grants_schemeversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="2b8c2709b293163d741abaeff939b84dca2870b0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_5b97f",
                    table="grants_schemeversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="AllotmentBasis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                ("inputs", models.JSONField(verbose_name="入力した数")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="計算した人",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="計算した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "内示の算定のもと",
                "verbose_name_plural": "内示の算定のもと",
                "ordering": ["-pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allotmentbasis",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="85a27d844742d9719854cbe3b96cc400b9b4f466",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b9eda",
                    table="grants_allotmentbasis",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allotmentbasis",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="13d9f0a98f3ba092b5d2ccbd265de34a0ea8c0dd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_8cdf5",
                    table="grants_allotmentbasis",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Allotment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allotments",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allotments",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.allotmentbasis",
                        verbose_name="算定のもと",
                    ),
                ),
                ("lines", models.JSONField(verbose_name="項目")),
                ("notes", models.JSONField(default=list, verbose_name="合計の端数と上限")),
                ("total", models.BigIntegerField(verbose_name="合計")),
                ("amount", models.BigIntegerField(verbose_name="内示額(円)")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="外す理由")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "準備"),
                            ("excluded", "除外"),
                            ("proposed", "決裁待ち"),
                            ("allotted", "内示"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
            ],
            options={
                "verbose_name": "内示",
                "verbose_name_plural": "内示",
                "ordering": ["scheme", "organization__furigana", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organization"),
                        name="one_allotment_per_organization_and_scheme",
                        violation_error_message="この団体への内示は、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__gt", 0),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status", "allotted"),
                            ),
                            models.Q(
                                models.Q(("status", "allotted"), _negated=True),
                                ("amount__gte", 0),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="an_allotment_is_told_exactly_when_someone_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "excluded"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_excluded_organization_reads_why",
                        violation_error_message="外す理由を入れてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="allotment",
            trigger=pgtrigger.compiler.Trigger(
                name="allotted_within_appropriation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"status\" = 'allotted')",
                    func="\n            PERFORM 1 FROM grants_scheme WHERE id = NEW.scheme_id FOR NO KEY UPDATE;\n            IF NEW.amount > (\n                SELECT s.appropriation - COALESCE(SUM(a.amount), 0)\n                FROM grants_scheme s\n                LEFT JOIN grants_allotment a ON a.scheme_id = s.id AND a.id <> NEW.id AND a.status = 'allotted'\n                WHERE s.id = NEW.scheme_id GROUP BY s.id\n            ) THEN\n                RAISE EXCEPTION '予算を超える内示はできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'allotments_stay_within_the_appropriation';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="0ab92079e0bbd6488fb01c67644b6171143ea31a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_allotted_within_appropriation_67520",
                    table="grants_allotment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount_current",
                    models.BigIntegerField(editable=False, null=True, verbose_name="今の交付決定額(円)"),
                ),
                ("answers", models.JSONField(default=dict, editable=False, verbose_name="質問への答え")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "scheme_version",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="grants.schemeversion",
                        verbose_name="制度の版",
                    ),
                ),
                (
                    "yearly_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
                ("amount_applied", models.BigIntegerField(default=0, verbose_name="交付申請額(円)")),
                ("amount_calculated", models.BigIntegerField(editable=False, null=True, verbose_name="算定額(円)")),
                ("starts_on", models.DateField(verbose_name="着手予定日")),
                ("ends_on", models.DateField(verbose_name="完了予定日")),
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="連絡する人")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="昼間につながる電話")),
                ("applicant", models.CharField(blank=True, editable=False, max_length=100, verbose_name="団体名")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("office_address", models.CharField(blank=True, editable=False, max_length=200, verbose_name="所在地")),
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
                ("received_at", models.DateTimeField(editable=False, null=True, verbose_name="収受した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("grant", "交付する"), ("refuse", "交付しない")],
                        max_length=10,
                        verbose_name="決定の案",
                    ),
                ),
                ("amount_proposed", models.BigIntegerField(null=True, verbose_name="交付額の案(円)")),
                ("grounds", models.TextField(blank=True, max_length=2000, verbose_name="理由")),
                (
                    "conditions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="交付の条件"
                    ),
                ),
                ("amount_decided", models.BigIntegerField(editable=False, null=True, verbose_name="交付決定額(円)")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
                ("amount_confirmed", models.BigIntegerField(editable=False, null=True, verbose_name="確定額(円)")),
                ("amount_carried", models.BigIntegerField(default=0, editable=False, verbose_name="繰り越す額(円)")),
                ("amount_reserved", models.BigIntegerField(default=0, editable=False, verbose_name="積み立てる額(円)")),
                (
                    "amount_offset",
                    models.BigIntegerField(
                        default=0, editable=False, verbose_name="次の年度の交付額から差し引く額(円)"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="額を確定した人",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(editable=False, null=True, verbose_name="額を確定した日時")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "審査"),
                            ("returned", "補正のお願い"),
                            ("proposed", "決裁待ち"),
                            ("granted", "交付決定"),
                            ("refused", "不交付決定"),
                            ("withdrawn", "取り下げ"),
                            ("suspended", "中止"),
                            ("abolished", "廃止"),
                            ("revoked", "取消し"),
                            ("given_up", "決定後の取り下げ"),
                            ("confirmed", "額の確定"),
                            ("settled", "精算済み"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
            ],
            options={
                "verbose_name": "交付金の申請",
                "verbose_name_plural": "交付金の申請",
                "ordering": ["received_at", "pk"],
                "indexes": [
                    models.Index(fields=["scheme", "status", "received_at", "id"], name="grant_of_scheme"),
                    models.Index(fields=["status", "received_at", "id"], name="grant_by_status"),
                    models.Index(fields=["received_at", "id"], name="grant_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["withdrawn", "refused", "given_up"]), _negated=True),
                        fields=("organization", "scheme"),
                        name="one_live_grant_per_organization_and_scheme",
                        violation_error_message="この交付金の申請は、もうあります。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_applied__gte", 0),
                            models.Q(
                                ("amount_calculated", None),
                                ("amount_applied__lte", models.F("amount_calculated")),
                                _connector="OR",
                            ),
                        ),
                        name="no_more_is_applied_for_than_was_calculated",
                        violation_error_message="申請額は、算定額より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="a_grant_ends_after_it_starts",
                        violation_error_message="完了予定日を、着手予定日より後の日にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "withdrawn"]),
                            models.Q(
                                ("amount_calculated__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                models.Q(("applicant", ""), _negated=True),
                                models.Q(("representative", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_grant_says_who_sent_it_and_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt_number", None), ("received_at", None), ("submitted_at", None)),
                            models.Q(
                                ("receipt_number__isnull", False),
                                ("received_at__isnull", False),
                                ("submitted_at__gte", models.F("received_at")),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_grant_is_received_exactly_with_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("status__in", ("draft", "submitted", "returned", "proposed", "withdrawn")),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ("draft", "submitted", "returned", "proposed", "withdrawn")),
                                    _negated=True,
                                ),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grant_is_decided_exactly_when_someone_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_decided", None),
                                ("status__in", ["draft", "submitted", "returned", "proposed", "withdrawn", "refused"]),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "status__in",
                                        ["draft", "submitted", "returned", "proposed", "withdrawn", "refused"],
                                    ),
                                    _negated=True,
                                ),
                                ("amount_decided__gt", 0),
                                ("amount_decided__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_grant_has_an_amount_exactly_when_it_is_granted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_decided", None),
                            ("amount_decided__lte", models.F("amount_applied")),
                            _connector="OR",
                        ),
                        name="no_more_is_granted_than_was_applied_for",
                        violation_error_message="交付決定額は、申請額より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_proposed", None),
                            models.Q(("amount_proposed__gt", 0), ("amount_proposed__lte", models.F("amount_applied"))),
                            _connector="OR",
                        ),
                        name="no_more_is_proposed_than_was_applied_for",
                        violation_error_message="交付額は、1円以上、申請額までにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_their_own_grant",
                        violation_error_message="申請した人は、その申請を決定できません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("grounds", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_grant_says_why",
                        violation_error_message="交付しない理由を書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_decided", None), ("conditions__len__gt", 0), _connector="OR"),
                        name="a_grant_carries_its_conditions",
                        violation_error_message="交付の条件がありません。起案し直してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None), ("decided_at__gte", models.F("submitted_at")), _connector="OR"
                        ),
                        name="a_grant_is_decided_after_it_was_applied_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_current", None), ("amount_decided", None)),
                            models.Q(
                                ("amount_current__gte", 0),
                                ("amount_current__isnull", False),
                                ("amount_decided__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_stands_of_a_grant_is_known_exactly_when_it_was_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["granted", "suspended"]), _negated=True),
                            ("amount_current__gt", 0),
                            _connector="OR",
                        ),
                        name="something_stands_of_a_grant_that_is_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("revoked", "given_up")), _negated=True),
                            ("amount_current", 0),
                            _connector="OR",
                        ),
                        name="nothing_stands_of_a_void_grant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_confirmed", None),
                            models.Q(
                                ("amount_confirmed__gte", 0),
                                (
                                    "amount_confirmed__lte",
                                    django.db.models.functions.comparison.Greatest(
                                        models.F("amount_decided"), models.F("amount_current")
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="no_more_is_confirmed_than_was_decided",
                        violation_error_message="確定額は、交付決定額より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_carried", 0),
                                ("amount_confirmed", None),
                                ("confirmed_at", None),
                                ("confirmed_by", None),
                                ("amount_offset", 0),
                                ("amount_reserved", 0),
                            ),
                            models.Q(
                                ("amount_carried__gte", 0),
                                ("amount_confirmed__isnull", False),
                                ("amount_offset__gte", 0),
                                ("amount_reserved__gte", 0),
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_confirmed_amount_says_who_confirmed_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["confirmed", "settled"]), _negated=True),
                            ("amount_confirmed__isnull", False),
                            _connector="OR",
                        ),
                        name="a_settled_grant_was_confirmed",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="within_appropriation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."amount_current" IS NOT NULL)',
                    func="\n            PERFORM 1 FROM grants_scheme WHERE id = NEW.scheme_id FOR NO KEY UPDATE;\n            IF NEW.amount_current > (\n                SELECT s.appropriation - COALESCE(SUM(g.amount_current), 0)\n                FROM grants_scheme s LEFT JOIN grants_grant g ON g.scheme_id = s.id AND g.id <> NEW.id\n                WHERE s.id = NEW.scheme_id GROUP BY s.id\n            ) THEN\n                RAISE EXCEPTION '予算を超える交付決定はできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'decisions_stay_within_the_appropriation';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="5a1bc550ea6127f064e602d0ad46cdc06ac30765",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_appropriation_e6f1b",
                    table="grants_grant",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="within_year",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount_decided" IS NULL AND NEW."amount_decided" IS NOT NULL)',
                    func="\n            IF FLOOR((EXTRACT(YEAR FROM NEW.decided_at AT TIME ZONE 'Asia/Tokyo') * 12\n                + EXTRACT(MONTH FROM NEW.decided_at AT TIME ZONE 'Asia/Tokyo') - 4) / 12) <> (\n                SELECT s.fiscal_year FROM grants_scheme s WHERE s.id = NEW.scheme_id\n            ) THEN\n                RAISE EXCEPTION '交付は、その年度の中で決定します。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_decided_within_its_year';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c927355425503a7e5360db3e41f53bda5f5a2fbe",
                    operation="UPDATE",
                    pgid="pgtrigger_within_year_3d4c6",
                    table="grants_grant",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="within_allotment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"status\" = 'submitted')",
                    func="\n            IF NEW.amount_applied > (\n                SELECT amount FROM grants_allotment\n                WHERE scheme_id = NEW.scheme_id AND organization_id = NEW.organization_id AND status = 'allotted'\n            ) THEN\n                RAISE EXCEPTION '内示額を超える申請はできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'applications_stay_within_the_allotment';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="390a86eb7b4281ccc648a812d17de61fd572bb2e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_allotment_0d882",
                    table="grants_grant",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CalculationSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="grants.grant",
                        verbose_name="申請",
                    ),
                ),
                ("inputs", models.JSONField(verbose_name="入力した数")),
                ("lines", models.JSONField(verbose_name="項目")),
                ("total", models.BigIntegerField(verbose_name="合計")),
                ("amount", models.BigIntegerField(verbose_name="交付できる額")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="つくった人",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="つくった日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "算定表",
                "verbose_name_plural": "算定表",
                "ordering": ["grant_id", "-pk"],
                "get_latest_by": "pk",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calculationsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="21967a3917b6dd59b96550b62f43d127fb638bdc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2e68c",
                    table="grants_calculationsheet",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calculationsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="b46b36124759d23f2cc37116a9e03ac530047b2f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_b7e1c",
                    table="grants_calculationsheet",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("change", "変更"), ("suspend", "中止"), ("abolish", "廃止")],
                        max_length=7,
                        verbose_name="区分",
                    ),
                ),
                (
                    "plan_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.yearlyplan",
                        verbose_name="前の計画",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="plans.yearlyplan",
                        verbose_name="新しい計画",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="理由")),
                ("amount_wanted", models.BigIntegerField(blank=True, null=True, verbose_name="変更後の交付申請額(円)")),
                ("is_light", models.BooleanField(editable=False, null=True, verbose_name="届出だけで足りる")),
                ("resolved_on", models.DateField(blank=True, null=True, verbose_name="総会や役員会で決めた日")),
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="連絡する人")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="昼間につながる電話")),
                ("applicant", models.CharField(blank=True, editable=False, max_length=100, verbose_name="団体名")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("office_address", models.CharField(blank=True, editable=False, max_length=200, verbose_name="所在地")),
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
                ("received_at", models.DateTimeField(editable=False, null=True, verbose_name="収受した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("approve", "承認する"), ("refuse", "承認しない")],
                        max_length=10,
                        verbose_name="決定の案",
                    ),
                ),
                ("amount_proposed", models.BigIntegerField(null=True, verbose_name="変更後の額の案(円)")),
                ("grounds", models.TextField(blank=True, max_length=2000, verbose_name="市の理由")),
                ("amount_before", models.BigIntegerField(editable=False, null=True, verbose_name="変更前の額(円)")),
                ("amount_after", models.BigIntegerField(editable=False, null=True, verbose_name="変更後の額(円)")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "審査"),
                            ("returned", "補正のお願い"),
                            ("proposed", "決裁待ち"),
                            ("approved", "承認"),
                            ("refused", "不承認"),
                            ("noted", "届出を承知"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
            ],
            options={
                "verbose_name": "変更(中止・廃止)の申請",
                "verbose_name_plural": "変更(中止・廃止)の申請",
                "ordering": ["grant", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted", "returned", "proposed"))),
                        fields=("grant",),
                        name="one_open_change_per_grant",
                        violation_error_message="変更の申請は、もう書きはじめています。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("plan__isnull", False), ("kind", "abolish"), _connector="OR"),
                        name="a_changed_grant_keeps_a_new_plan_or_gives_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "withdrawn"]),
                            models.Q(
                                ("amount_wanted__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                ("is_light__isnull", False),
                                models.Q(("applicant", ""), _negated=True),
                                models.Q(("representative", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_change_says_who_sent_it_and_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt_number", None), ("received_at", None), ("submitted_at", None)),
                            models.Q(
                                ("receipt_number__isnull", False),
                                ("received_at__isnull", False),
                                ("submitted_at__gte", models.F("received_at")),
                            ),
                            _connector="OR",
                        ),
                        name="a_change_is_received_exactly_with_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_wanted", None), ("amount_wanted__gte", 0), _connector="OR"),
                            models.Q(("amount_proposed", None), ("amount_proposed__gte", 0), _connector="OR"),
                        ),
                        name="amounts_of_a_change_are_not_negative",
                        violation_error_message="金額を0円以上にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_after", None),
                            models.Q(("amount_after__gte", 0), ("amount_after__lte", models.F("amount_wanted"))),
                            _connector="OR",
                        ),
                        name="a_change_gives_no_more_than_was_applied_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__gte", models.F("submitted_at")),
                                ("decided_by__isnull", False),
                                ("status__in", ("approved", "refused", "noted")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("approved", "refused", "noted")), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_change_is_decided_exactly_when_someone_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_after__isnull", False),
                                ("amount_before__isnull", False),
                                ("status__in", ["approved", "noted"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["approved", "noted"]), _negated=True),
                                ("amount_after", None),
                                ("amount_before", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_change_has_its_amounts_exactly_when_it_takes_effect",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "noted"), _negated=True),
                            models.Q(("amount_after", models.F("amount_before")), ("is_light", True)),
                            _connector="OR",
                        ),
                        name="only_a_light_change_is_noted_and_it_keeps_the_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_their_own_change",
                        violation_error_message="申請した人は、その変更を決定できません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("grounds", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_change_says_why",
                        violation_error_message="承認しない理由を書いてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="change",
            trigger=pgtrigger.compiler.Trigger(
                name="leaves_paid",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."amount_after" IS NOT NULL)',
                    func="\n            PERFORM 1 FROM grants_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;\n            IF NEW.amount_after < LEAST(NEW.amount_before, (\n                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p\n                WHERE p.grant_id = NEW.grant_id AND p.status = 'paid'\n            )) THEN\n                RAISE EXCEPTION 'もう交付した額より少なくは変更できません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'a_change_leaves_what_was_paid';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="30c73957013372c6dc9bbe1f5fd85808462e21a0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_leaves_paid_5d148",
                    table="grants_change",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="返還を命ずる額(円)")),
                ("due_on", models.DateField(verbose_name="返還の期限")),
                ("article", models.CharField(max_length=100, verbose_name="根拠の条項")),
                ("grounds", models.TextField(max_length=1000, verbose_name="理由")),
                (
                    "by_notice",
                    models.BooleanField(
                        default=False,
                        help_text="団体が進んで返すときの、処分ではない知らせです。教示は載りません。",
                        verbose_name="返還命令書ではなく、精算・返納のお知らせを出す",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "返還命令の準備"),
                            ("proposed", "決裁待ち"),
                            ("ordered", "返還待ち"),
                            ("closed", "返還済み"),
                            ("dropped", "取りやめ"),
                        ],
                        default="prepared",
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
                        verbose_name="準備した人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="命じた人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="命じた日時")),
            ],
            options={
                "verbose_name": "返還命令",
                "verbose_name_plural": "返還命令",
                "ordering": ["grant", "pk"],
                "indexes": [models.Index(fields=["status", "due_on"], name="refund_by_due_date")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("prepared", "proposed", "ordered"))),
                        fields=("grant",),
                        name="one_open_refund_per_grant",
                        violation_error_message="この交付金の返還命令は、もうあります。その続きを進めてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="a_refund_is_of_money",
                        violation_error_message="返還の額は、1円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["ordered", "closed"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["ordered", "closed"]), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_refund_is_ordered_exactly_when_somebody_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("begun_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_orders_the_refund_that_they_prepared",
                        violation_error_message="準備した人は、その返還を命じられません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurchargeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surcharge_lines",
                        to="grants.refund",
                        verbose_name="返還命令",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("paid", "納付"), ("waived", "減免")], max_length=6, verbose_name="区分"),
                ),
                ("on", models.DateField(verbose_name="日")),
                ("amount", models.BigIntegerField(verbose_name="額(円)")),
                ("voucher", models.CharField(blank=True, max_length=40, verbose_name="収納の番号")),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="減免の理由")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "延滞金・加算金の納付と減免",
                "verbose_name_plural": "延滞金・加算金の納付と減免",
                "ordering": ["refund", "on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="a_line_of_a_surcharge_is_of_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "waived"), ("voucher", ""), models.Q(("reason", ""), _negated=True)),
                            models.Q(("kind", "paid"), ("reason", "")),
                            _connector="OR",
                        ),
                        name="what_is_waived_says_why",
                        violation_error_message="減免の理由を書いてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surchargeline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="d2da5a3040bbaa0b2f0d8d17b2e1c2230ef7461b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_48208",
                    table="grants_surchargeline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surchargeline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="74f9963f876ea98ca1acf156cc9fef58fcd5a48e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_0bae4",
                    table="grants_surchargeline",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="DuesSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues_setting",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=grants.dues.setting.usual_before,
                        size=None,
                        verbose_name="期限の何日前に知らせるか",
                    ),
                ),
                (
                    "after",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=grants.dues.setting.usual_after,
                        size=None,
                        verbose_name="期限の何日後に知らせるか",
                    ),
                ),
                (
                    "request_within",
                    models.PositiveSmallIntegerField(default=30, verbose_name="請求書を出してもらうまでの日数"),
                ),
                (
                    "expects_everyone",
                    models.BooleanField(
                        default=True, verbose_name="申請できる団体は、どの団体も申請するものとして知らせる"
                    ),
                ),
                ("charges_late", models.BooleanField(default=True, verbose_name="返還が遅れたら、延滞金を求める")),
                (
                    "charges_from_receipt",
                    models.BooleanField(default=True, verbose_name="交付決定を取り消したら、加算金を求める"),
                ),
                ("rate", models.PositiveIntegerField(default=1095, verbose_name="延滞金・加算金の割合(年、1万分の1)")),
                (
                    "base_unit",
                    models.PositiveIntegerField(default=1000, verbose_name="計算のもとの額の端数の切捨て(円)"),
                ),
                (
                    "base_least",
                    models.PositiveIntegerField(default=2000, verbose_name="この額に満たない元の額にはかけない(円)"),
                ),
                (
                    "amount_unit",
                    models.PositiveIntegerField(default=100, verbose_name="延滞金・加算金の端数の切捨て(円)"),
                ),
                (
                    "amount_least",
                    models.PositiveIntegerField(
                        default=1000, verbose_name="この額に満たない延滞金・加算金は求めない(円)"
                    ),
                ),
            ],
            options={
                "verbose_name": "期限とお知らせの決まり",
                "verbose_name_plural": "期限とお知らせの決まり",
                "ordering": ["scheme"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rate__lte", 10000)),
                        name="a_surcharge_is_at_most_the_whole_a_year",
                        violation_error_message="割合は、年100%までにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_unit__gte", 1), ("base_unit__gte", 1)),
                        name="a_surcharge_is_cut_to_a_whole_unit",
                        violation_error_message="端数の切捨ては、1円以上にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="grants.refund",
                        verbose_name="返還命令",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="入金の日")),
                ("amount", models.BigIntegerField(verbose_name="入金の額(円)")),
                ("voucher", models.CharField(blank=True, max_length=40, verbose_name="収納の番号")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "返還の入金",
                "verbose_name_plural": "返還の入金",
                "ordering": ["refund", "received_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="what_comes_back_is_money",
                        violation_error_message="入金の額は、1円以上で入れてください。",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="refundreceipt",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="bde672630ed247880691720ddb8729decf662fd0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a2eef",
                    table="grants_refundreceipt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="refundreceipt",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="b2f311d33c3863ae125028832660e5525949dabc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_13b4d",
                    table="grants_refundreceipt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="refundreceipt",
            trigger=pgtrigger.compiler.Trigger(
                name="within_refund",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE claim bigint; ordered date;",
                    func="\n            SELECT r.amount, (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date INTO claim, ordered\n            FROM grants_refund r WHERE r.id = NEW.refund_id FOR NO KEY UPDATE;\n            IF ordered IS NULL OR NEW.received_on < ordered\n                OR NEW.received_on > (NEW.recorded_at AT TIME ZONE 'Asia/Tokyo')::date OR NEW.amount + (\n                SELECT COALESCE(SUM(amount), 0) FROM grants_refundreceipt WHERE refund_id = NEW.refund_id\n            ) > claim THEN\n                RAISE EXCEPTION '命じた返還の額と日を超える入金は記録できません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'no_more_comes_back_than_was_ordered';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="37f563e56a08245e4a28f1297c1231ec68149c19",
                    operation="INSERT",
                    pgid="pgtrigger_within_refund_8186e",
                    table="grants_refundreceipt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="回")),
                ("seed", models.CharField(max_length=200, verbose_name="抽出のことば")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="割合(%)")),
                ("minimum", models.PositiveSmallIntegerField(verbose_name="少なくとも")),
                (
                    "population",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=14), size=None, verbose_name="母集団の番号"
                    ),
                ),
                ("population_sha256", models.CharField(max_length=64, verbose_name="母集団の照合の値")),
                (
                    "drawn",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=14), size=None, verbose_name="抽出した番号"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="もう一度抽出した理由")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽出した人",
                    ),
                ),
                ("drawn_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="抽出した日時")),
            ],
            options={
                "verbose_name": "検査の抽出",
                "verbose_name_plural": "検査の抽出",
                "ordering": ["scheme", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="draws_of_a_scheme_are_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="a_second_draw_says_why",
                        violation_error_message="この制度は、もう抽出しています。もう一度抽出する理由を入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__gte", 0), ("percent__range", (0, 100))),
                        name="a_draw_takes_at_most_all",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="14356ed25fb3c1e8b5dd611c48f4abf4d744da86",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_61a9d",
                    table="grants_draw",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="f70b7b4aff72cf13091958aadf748e02d52b2b95",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_d7934",
                    table="grants_draw",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="grants.draw",
                        verbose_name="抽出",
                    ),
                ),
                ("why", models.CharField(blank=True, editable=False, max_length=200, verbose_name="係が加えた理由")),
                (
                    "risks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="気をつけること",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("chosen", "検査の対象"),
                            ("planned", "検査の予定"),
                            ("mending", "直しを待っている"),
                            ("done", "検査済み"),
                            ("released", "対象から外した"),
                        ],
                        default="chosen",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "書面(帳簿と領収書を見る)"), ("on_site", "現地")],
                        max_length=8,
                        verbose_name="方法",
                    ),
                ),
                ("planned_on", models.DateField(null=True, verbose_name="検査の予定日")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="場所")),
                ("request", models.TextField(blank=True, max_length=500, verbose_name="用意してもらうもの")),
                ("held_on", models.DateField(null=True, verbose_name="検査をした日")),
                ("attended", models.CharField(blank=True, max_length=100, verbose_name="立ち会った人")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("fit", "適正"), ("mend", "指摘あり(直してもらう)"), ("serious", "重大な指摘")],
                        max_length=8,
                        verbose_name="結果",
                    ),
                ),
                ("findings", models.TextField(blank=True, max_length=2000, verbose_name="所見")),
                ("mend_by", models.DateField(null=True, verbose_name="直す期限")),
                ("mended", models.TextField(blank=True, max_length=1000, verbose_name="直ったこと")),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="終えた人",
                    ),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="終えた日時")),
                (
                    "inspectors",
                    models.ManyToManyField(
                        related_name="inspections", to=settings.AUTH_USER_MODEL, verbose_name="検査員"
                    ),
                ),
            ],
            options={
                "verbose_name": "検査",
                "verbose_name_plural": "検査",
                "ordering": ["grant", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "released"), _negated=True),
                        fields=("grant",),
                        name="one_inspection_per_grant",
                        violation_error_message="この交付金は、もう検査の対象です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("draw__isnull", False), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="an_inspection_is_drawn_or_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["chosen", "released"]),
                            models.Q(("planned_on__isnull", False), models.Q(("way", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_inspection_with_a_day_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["mending", "done"]), _negated=True),
                            models.Q(("held_on__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_inspection_that_was_held_says_what_was_found",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "mend"), _negated=True),
                            models.Q(("mend_by__isnull", False), models.Q(("findings", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="what_is_to_be_mended_has_a_day",
                        violation_error_message="直してもらうときは、所見と、直す期限を入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False), ("status", "done")),
                            models.Q(models.Q(("status", "done"), _negated=True), ("done_at", None), ("done_by", None)),
                            _connector="OR",
                        ),
                        name="an_inspection_is_done_exactly_when_somebody_finished_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applicant", models.CharField(blank=True, editable=False, max_length=100, verbose_name="団体名")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("office_address", models.CharField(blank=True, editable=False, max_length=200, verbose_name="所在地")),
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
                ("received_at", models.DateTimeField(editable=False, null=True, verbose_name="収受した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                ("bank_name", models.CharField(blank=True, max_length=40, verbose_name="金融機関の名前")),
                ("bank_code", models.CharField(blank=True, max_length=4, verbose_name="金融機関の番号")),
                ("branch_name", models.CharField(blank=True, max_length=40, verbose_name="支店の名前")),
                ("branch_code", models.CharField(blank=True, max_length=3, verbose_name="支店の番号")),
                (
                    "account_kind",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄")],
                        default="1",
                        max_length=1,
                        verbose_name="預金の種類",
                    ),
                ),
                ("account_number", models.CharField(blank=True, max_length=7, verbose_name="口座番号")),
                ("holder_name", models.CharField(blank=True, max_length=100, verbose_name="口座の名義")),
                ("holder_kana", models.CharField(blank=True, max_length=30, verbose_name="名義のカナ")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="回")),
                ("amount", models.BigIntegerField(editable=False, verbose_name="請求額(円)")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "請求書の下書き"),
                            ("requested", "支払い待ち"),
                            ("returned", "請求書の直し"),
                            ("paid", "支払い済み"),
                            ("dropped", "取りやめ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "sent_back_for",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="直すところ"),
                ),
                ("paid_on", models.DateField(editable=False, null=True, verbose_name="支払った日")),
                ("voucher", models.CharField(blank=True, editable=False, max_length=40, verbose_name="支払番号")),
                (
                    "paid_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                ("paid_at", models.DateTimeField(editable=False, null=True, verbose_name="記録した日時")),
            ],
            options={
                "verbose_name": "交付金の請求と支払い",
                "verbose_name_plural": "交付金の請求と支払い",
                "ordering": ["grant", "number", "pk"],
                "indexes": [models.Index(fields=["status", "received_at"], name="payment_by_status")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "requested", "returned"])),
                        fields=("grant",),
                        name="one_open_request_for_payment_per_grant",
                        violation_error_message="この交付金の請求書は、もうあります。その続きを書いてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dropped"), _negated=True),
                        fields=("grant", "number"),
                        name="payments_of_a_grant_are_numbered_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="a_payment_is_of_money"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["requested", "paid"]), _negated=True),
                            models.Q(
                                ("account_number__regex", "^\\d{7}$"),
                                ("bank_code__regex", "^\\d{4}$"),
                                ("branch_code__regex", "^\\d{3}$"),
                                ("holder_kana__regex", "^[0-9A-Zｦ-ﾟ ()./,¥｢｣-]+$"),
                                models.Q(("bank_name", ""), _negated=True),
                                models.Q(("branch_name", ""), _negated=True),
                                models.Q(("holder_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_request_for_payment_names_a_complete_account",
                        violation_error_message="振込先を、全部入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["requested", "paid"]), _negated=True),
                            models.Q(
                                ("received_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                ("receipt_number__isnull", False),
                                models.Q(("applicant", ""), _negated=True),
                                models.Q(("representative", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_request_for_payment_says_who_sent_it_and_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_at__isnull", False),
                                ("paid_by__isnull", False),
                                ("paid_on__isnull", False),
                                ("status", "paid"),
                            ),
                            models.Q(
                                models.Q(("status", "paid"), _negated=True),
                                ("paid_at", None),
                                ("paid_by", None),
                                ("paid_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_payment_is_paid_exactly_when_somebody_recorded_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_by", None),
                            models.Q(("paid_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_pays_what_they_asked_for_themselves",
                        violation_error_message="請求書を出した人は、その支払いを記録できません。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="within_grant",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"status\" IN ('requested', 'paid'))",
                    declare="DECLARE entitled bigint;",
                    func="\n            IF TG_OP = 'UPDATE' AND OLD.status = NEW.status AND OLD.amount = NEW.amount\n                AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN\n                RETURN NEW;\n            END IF;\n            SELECT LEAST(COALESCE(g.amount_confirmed, g.amount_current), g.amount_current) INTO entitled\n            FROM grants_grant g WHERE g.id = NEW.grant_id FOR NO KEY UPDATE;\n            IF NEW.amount + (\n                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p\n                WHERE p.grant_id = NEW.grant_id AND p.id <> NEW.id AND p.status IN ('requested', 'paid')\n            ) + (\n                SELECT COALESCE(SUM(o.amount), 0) FROM grants_offset o WHERE o.grant_id = NEW.grant_id\n            ) > COALESCE(entitled, 0) THEN\n                RAISE EXCEPTION '交付決定額を超える支払いはできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'payments_stay_within_the_grant';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="1919800a5cfe5aa7c48ffa9444530b8191193a19",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_grant_dd1ba",
                    table="grants_payment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="in_their_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."paid_on" IS NOT NULL)',
                    declare="DECLARE decided timestamptz; year integer;",
                    func="\n            IF TG_OP = 'UPDATE' AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN\n                RETURN NEW;\n            END IF;\n            SELECT g.decided_at, s.fiscal_year INTO decided, year\n            FROM grants_grant g JOIN grants_scheme s ON s.id = g.scheme_id WHERE g.id = NEW.grant_id;\n            IF NEW.paid_on < (decided AT TIME ZONE 'Asia/Tokyo')::date\n                OR NEW.paid_on < (NEW.received_at AT TIME ZONE 'Asia/Tokyo')::date THEN\n                RAISE EXCEPTION '決定と請求より前の日付では、支払えません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_paid_after_its_decision_and_request';\n            END IF;\n            IF NEW.paid_on > make_date(year + 1, 5, 31)\n                OR NEW.paid_on > (NEW.paid_at AT TIME ZONE 'Asia/Tokyo')::date THEN\n                RAISE EXCEPTION '支払いの日は、記録した日まで、出納閉鎖までの日です。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_paid_before_the_books_close';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="6ffc144420833c9f2107450a482e34dfc61de14b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_in_their_time_1e0cd",
                    table="grants_payment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Reserve",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reserves",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="積立の目的")),
                ("target", models.BigIntegerField(verbose_name="目標の額(円)")),
                ("from_year", records.fiscal.FiscalYearField(verbose_name="はじめの年度")),
                ("to_year", records.fiscal.FiscalYearField(verbose_name="使う年度(終わりの年度)")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="総会で認めた日")),
            ],
            options={
                "verbose_name": "積立",
                "verbose_name_plural": "積立",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("target__gt", 0)),
                        name="a_reserve_has_a_target",
                        violation_error_message="目標の額は、1円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_year__gte", models.F("from_year"))),
                        name="a_reserve_ends_after_it_begins",
                        violation_error_message="終わりの年度を、はじめの年度か、それより後にしてください。",
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "purpose"),
                        name="one_reserve_per_purpose",
                        violation_error_message="同じ目的の積立が、もうあります。その計画を直してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReserveEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reserve",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="grants.reserve",
                        verbose_name="積立",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("in", "積立"), ("out", "取崩し")], max_length=3, verbose_name="動き"),
                ),
                ("booked_on", models.DateField(verbose_name="日付")),
                ("amount", models.BigIntegerField(verbose_name="額(円)")),
                ("balance", models.BigIntegerField(verbose_name="残高(円)")),
                (
                    "grant",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reserve_entry",
                        to="grants.grant",
                        verbose_name="使い残した交付金",
                    ),
                ),
                ("project", models.CharField(blank=True, max_length=100, verbose_name="使った事業")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "積立の台帳",
                "verbose_name_plural": "積立の台帳",
                "ordering": ["reserve", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="an_entry_of_a_reserve_is_of_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grant__isnull", False), ("kind", "in"), ("project", "")),
                            models.Q(
                                ("grant", None),
                                ("kind", "out"),
                                models.Q(("project", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_goes_in_comes_from_a_grant_what_goes_out_pays_a_project",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reserveentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="0f50e23c1b228063e0f1d3bbc2dffa72ba36596b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b8aa5",
                    table="grants_reserveentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reserveentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="4c41a36e087eabaabe43f2e9e4ff15f0f57b0ba4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_0fc51",
                    table="grants_reserveentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reserveentry",
            trigger=pgtrigger.compiler.Trigger(
                name="balance_follows",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE last_balance bigint; last_day date; change bigint;",
                    func="\n            PERFORM 1 FROM grants_reserve WHERE id = NEW.reserve_id FOR NO KEY UPDATE;\n            SELECT e.balance, e.booked_on INTO last_balance, last_day FROM grants_reserveentry e\n                WHERE e.reserve_id = NEW.reserve_id ORDER BY e.id DESC LIMIT 1;\n            change := CASE NEW.kind WHEN 'in' THEN NEW.amount ELSE -NEW.amount END;\n            IF NEW.balance <> COALESCE(last_balance, 0) + change OR NEW.balance < 0 THEN\n                RAISE EXCEPTION '台帳の残高は、前の残高に入りを足し、出を引いた額で、0円より少なくなりません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'a_reserve_s_balance_follows_its_last';\n            END IF;\n            IF NEW.booked_on < last_day OR NEW.booked_on > (NEW.recorded_at AT TIME ZONE 'Asia/Tokyo')::date THEN\n                RAISE EXCEPTION '積立の台帳の日付は、前の行の日から記録した日までです。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'a_reserve_s_entries_stand_in_the_order_of_their_days';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d04a250f4aa33df43f7827e648ebf74232873a9a",
                    operation="INSERT",
                    pgid="pgtrigger_balance_follows_5941c",
                    table="grants_reserveentry",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="BankCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_checks",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                ("looked_on", models.DateField(verbose_name="通帳を見た日")),
                ("in_bank", models.BigIntegerField(verbose_name="通帳の残高(円)")),
                ("in_ledger", models.BigIntegerField(verbose_name="台帳の残高(円)")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ちがうときのわけ")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "積立の残高の確認",
                "verbose_name_plural": "積立の残高の確認",
                "ordering": ["organization", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_bank", models.F("in_ledger")), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="a_bank_balance_that_differs_says_why",
                        violation_error_message="通帳と台帳の残高がちがいます。そのわけを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("in_bank__gte", 0)), name="a_bank_balance_is_not_negative"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="542b5907ce5a49382e196bf793c8a07c1615f93b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_de806",
                    table="grants_bankcheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="87e24d1ff1217073098c72714feb04ed15e6f371",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_7f27a",
                    table="grants_bankcheck",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applicant", models.CharField(blank=True, editable=False, max_length=100, verbose_name="団体名")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("office_address", models.CharField(blank=True, editable=False, max_length=200, verbose_name="所在地")),
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
                ("received_at", models.DateTimeField(editable=False, null=True, verbose_name="収受した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                ("amount_disallowed", models.BigIntegerField(default=0, verbose_name="対象外とする額(円)")),
                ("grounds", models.TextField(blank=True, max_length=2000, verbose_name="伺い(理由)")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確定した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="確定した日時")),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "yearly_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "確認"),
                            ("returned", "補正のお願い"),
                            ("proposed", "決裁待ち"),
                            ("confirmed", "額の確定"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="書き直しの回数")),
                ("starts_on", models.DateField(null=True, verbose_name="事業をはじめた日")),
                ("ends_on", models.DateField(null=True, verbose_name="事業を終えた日")),
                ("approved_on", models.DateField(null=True, verbose_name="総会で決算を認めた日")),
                ("remarks", models.TextField(blank=True, max_length=2000, verbose_name="まとめ")),
                (
                    "reserve",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.reserve",
                        verbose_name="積立",
                    ),
                ),
                ("amount_to_reserve", models.BigIntegerField(default=0, verbose_name="積み立てる額(円)")),
                (
                    "amount_spent",
                    models.BigIntegerField(editable=False, null=True, verbose_name="交付金を充てた額(円)"),
                ),
            ],
            options={
                "verbose_name": "実績報告",
                "verbose_name_plural": "実績報告",
                "ordering": ["received_at", "pk"],
                "indexes": [models.Index(fields=["status", "received_at"], name="report_by_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_disallowed__gte", 0),
                            models.Q(
                                ("amount_spent", None),
                                ("amount_disallowed__lte", models.F("amount_spent")),
                                _connector="OR",
                            ),
                        ),
                        name="no_more_is_disallowed_than_was_spent",
                        violation_error_message="対象外とする額は、交付金を充てた額より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False), ("decided_by__isnull", False), ("status", "confirmed")
                            ),
                            models.Q(
                                models.Q(("status", "confirmed"), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_report_is_confirmed_exactly_when_somebody_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_their_own_report",
                        violation_error_message="実績報告を出した人は、その額を確定できません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("received_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                ("receipt_number__isnull", False),
                                models.Q(("applicant", ""), _negated=True),
                                models.Q(("representative", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_report_says_who_sent_it_and_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("amount_spent__gte", 0), ("amount_spent__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_sent_report_says_what_was_spent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="reported_work_ends_after_it_begins",
                        violation_error_message="事業を終えた日を、はじめた日か、それより後の日にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_to_reserve", 0),
                            models.Q(("amount_to_reserve__gt", 0), ("reserve__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_to_be_reserved_names_its_reserve",
                        violation_error_message="積み立てる額と、どの積立に入れるかを、そろえて入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportProject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="grants.report",
                        verbose_name="報告",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="No")),
                ("name", models.CharField(editable=False, max_length=100, verbose_name="事業名")),
                ("cost", models.BigIntegerField(default=0, editable=False, verbose_name="予定の事業費(円)")),
                ("grant_share", models.BigIntegerField(default=0, editable=False, verbose_name="予定のうち交付金(円)")),
                ("done_on", models.CharField(blank=True, max_length=100, verbose_name="実施日")),
                ("participants", models.PositiveIntegerField(null=True, verbose_name="参加した人数")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="成果")),
                ("next_year", models.TextField(blank=True, max_length=1000, verbose_name="課題と次の年度")),
            ],
            options={
                "verbose_name": "事業の実績",
                "verbose_name_plural": "事業の実績",
                "ordering": ["report", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("report", "order"),
                        name="one_project_per_line_of_a_report",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="grants.report",
                        verbose_name="報告",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="順番")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.budgetcategory",
                        verbose_name="科目",
                    ),
                ),
                ("budget", models.BigIntegerField(default=0, editable=False, verbose_name="予算額(円)")),
                ("actual", models.BigIntegerField(default=0, verbose_name="決算額(円)")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="摘要")),
            ],
            options={
                "verbose_name": "決算の行",
                "verbose_name_plural": "決算の行",
                "ordering": ["report", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("report", "order"),
                        name="one_settlement_line_per_line_of_a_report",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("report", "category"),
                        name="one_settlement_line_per_category",
                        violation_error_message="同じ科目の行が2つあります。1つにまとめてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actual__range", (0, 999999999999)), ("budget__range", (0, 999999999999))),
                        name="amounts_of_a_settlement_are_not_negative",
                        violation_error_message="決算額は、0円以上で入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expense",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expenses",
                        to="grants.report",
                        verbose_name="報告",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="証拠番号")),
                ("paid_on", models.DateField(verbose_name="支払日")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenses",
                        to="grants.reportproject",
                        verbose_name="事業",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.budgetcategory",
                        verbose_name="科目",
                    ),
                ),
                ("payee", models.CharField(max_length=100, verbose_name="支払先")),
                ("content", models.CharField(max_length=200, verbose_name="内容")),
                ("amount", models.BigIntegerField(verbose_name="金額(円)")),
                ("grant_share", models.BigIntegerField(default=0, verbose_name="うち交付金(円)")),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "現金"), ("transfer", "振込"), ("other", "そのほか")],
                        default="cash",
                        max_length=8,
                        verbose_name="支払方法",
                    ),
                ),
                ("is_another", models.BooleanField(default=False, verbose_name="同じ内容の別の支払い")),
                (
                    "photo",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.attachment",
                        verbose_name="領収書",
                    ),
                ),
            ],
            options={
                "verbose_name": "支出と領収書",
                "verbose_name_plural": "支出と領収書",
                "ordering": ["report", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="one_receipt_per_number_of_a_report"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__range", (1, 999999999999))),
                        name="an_expense_is_of_money",
                        violation_error_message="金額は、1円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grant_share__gte", 0), ("grant_share__lte", models.F("amount"))),
                        name="the_grant_pays_no_more_than_an_expense",
                        violation_error_message="「うち交付金」は、金額より多くできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "expense",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item",
                        to="grants.expense",
                        verbose_name="領収書",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="品名")),
                ("acquired_on", models.DateField(verbose_name="取得した日")),
                ("price", models.BigIntegerField(verbose_name="取得した額(円)")),
                ("grant_share", models.BigIntegerField(verbose_name="うち交付金(円)")),
                ("place", models.CharField(max_length=100, verbose_name="保管場所")),
                ("limit_years", models.PositiveSmallIntegerField(verbose_name="処分を制限する年数")),
                (
                    "status",
                    models.CharField(
                        choices=[("in_use", "使用中"), ("disposed", "処分した")],
                        default="in_use",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("disposed_on", models.DateField(editable=False, null=True, verbose_name="処分した日")),
            ],
            options={
                "verbose_name": "備品",
                "verbose_name_plural": "備品",
                "ordering": ["grant", "acquired_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grant_share__gte", 0),
                            ("grant_share__lte", models.F("price")),
                            ("price__range", (1, 999999999999)),
                        ),
                        name="the_grant_pays_no_more_than_an_item_costs",
                        violation_error_message="「うち交付金」は、取得した額より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limit_years__lte", 50)),
                        name="an_item_is_bound_for_at_most_fifty_years",
                        violation_error_message="処分を制限する年数は、50年までで入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disposed_on__isnull", False), ("status", "disposed")),
                            models.Q(("disposed_on", None), ("status", "in_use")),
                            _connector="OR",
                        ),
                        name="an_item_is_disposed_of_exactly_when_it_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disposed_on", None), ("disposed_on__gte", models.F("acquired_on")), _connector="OR"
                        ),
                        name="an_item_is_disposed_of_after_it_was_bought",
                        violation_error_message="処分した日を、取得した日か、それより後の日にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="grants.item",
                        verbose_name="備品",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "ある・使っている"),
                            ("broken", "こわれている"),
                            ("missing", "見つからない"),
                        ],
                        max_length=8,
                        verbose_name="現物",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="くわしいこと")),
                ("checked_on", models.DateField(verbose_name="確かめた日")),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "備品の現物確認",
                "verbose_name_plural": "備品の現物確認",
                "ordering": ["item", "-fiscal_year"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "fiscal_year"), name="one_look_at_an_item_per_fiscal_year"),
                    models.CheckConstraint(
                        condition=models.Q(("state", "found"), models.Q(("note", ""), _negated=True), _connector="OR"),
                        name="what_is_not_found_whole_says_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDisposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applicant", models.CharField(blank=True, editable=False, max_length=100, verbose_name="団体名")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("office_address", models.CharField(blank=True, editable=False, max_length=200, verbose_name="所在地")),
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
                ("received_at", models.DateTimeField(editable=False, null=True, verbose_name="収受した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("approve", "承認する"), ("refuse", "承認しない")],
                        max_length=8,
                        verbose_name="決定の案",
                    ),
                ),
                ("payback", models.BigIntegerField(null=True, verbose_name="市に返す額(円)")),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="承認の条件")),
                ("grounds", models.TextField(blank=True, max_length=1000, verbose_name="市の理由")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
                ("paid_back_on", models.DateField(editable=False, null=True, verbose_name="返ってきた日")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposals",
                        to="grants.item",
                        verbose_name="備品",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_disposals",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sell", "売る"), ("give", "ゆずる"), ("scrap", "捨てる"), ("lend", "貸す")],
                        max_length=5,
                        verbose_name="処分の方法",
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="処分する日")),
                ("partner", models.CharField(blank=True, max_length=100, verbose_name="相手")),
                ("proceeds", models.BigIntegerField(default=0, verbose_name="受け取る額(円)")),
                ("reason", models.TextField(max_length=1000, verbose_name="処分する理由")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "審査"),
                            ("returned", "直しのお願い"),
                            ("proposed", "決裁待ち"),
                            ("approved", "承認"),
                            ("refused", "不承認"),
                            ("noted", "届出を承知"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "sent_back_for",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="直すところ"),
                ),
            ],
            options={
                "verbose_name": "財産の処分",
                "verbose_name_plural": "財産の処分",
                "ordering": ["item", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted", "returned", "proposed"))),
                        fields=("item",),
                        name="one_open_disposal_per_item",
                        violation_error_message="この備品の処分の書類は、もうあります。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "withdrawn"]),
                            models.Q(
                                ("received_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                ("receipt_number__isnull", False),
                                models.Q(("applicant", ""), _negated=True),
                                models.Q(("representative", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_disposal_says_who_sent_it_and_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proceeds__gte", 0), models.Q(("payback", None), ("payback__gte", 0), _connector="OR")
                        ),
                        name="proceeds_and_payback_are_not_negative",
                        violation_error_message="金額は、0円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["approved", "refused"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["approved", "refused"]), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_disposal_is_decided_exactly_when_somebody_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_about_their_own_disposal",
                        violation_error_message="書類を出した人は、それを決定できません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid_back_on", None), ("status", "approved"), _connector="OR"),
                        name="only_an_approved_disposal_is_paid_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("applicant", models.CharField(blank=True, editable=False, max_length=100, verbose_name="団体名")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("office_address", models.CharField(blank=True, editable=False, max_length=200, verbose_name="所在地")),
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
                ("received_at", models.DateTimeField(editable=False, null=True, verbose_name="収受した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_reports",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "yearly_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.yearlyplan",
                        verbose_name="年度計画",
                    ),
                ),
                ("as_of", models.DateField(editable=False, verbose_name="いつ現在の状況か")),
                ("due_on", models.DateField(editable=False, verbose_name="報告の期限")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "確認"),
                            ("returned", "直しのお願い"),
                            ("accepted", "確認済み"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="書き直しの回数")),
                (
                    "outlook",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_time", "計画のとおりに終わる"),
                            ("late", "おくれているが、年度の中で終わる"),
                            ("change", "計画のとおりには終わらない"),
                        ],
                        max_length=8,
                        verbose_name="終わる見込み",
                    ),
                ),
                ("income", models.BigIntegerField(null=True, verbose_name="収入の計(円)")),
                ("expense", models.BigIntegerField(null=True, verbose_name="支出の計(円)")),
                ("grant_spent", models.BigIntegerField(null=True, verbose_name="支出のうち交付金(円)")),
                ("issues", models.TextField(blank=True, max_length=2000, verbose_name="困っていること")),
                (
                    "sent_back_for",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="直すところ"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="確認した日時")),
            ],
            options={
                "verbose_name": "状況報告",
                "verbose_name_plural": "状況報告",
                "ordering": ["grant", "as_of"],
                "indexes": [models.Index(fields=["status", "received_at"], name="status_report_by_status")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "as_of"),
                        name="one_status_report_per_grant_and_day",
                        violation_error_message="この日の状況報告は、もうあります。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("received_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                                ("receipt_number__isnull", False),
                                models.Q(("applicant", ""), _negated=True),
                                models.Q(("representative", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_status_report_says_who_sent_it_and_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("expense__isnull", False),
                                ("grant_spent__isnull", False),
                                ("income__isnull", False),
                                models.Q(("outlook", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_status_report_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("income", None), ("income__range", (0, 999999999999)), _connector="OR"),
                            models.Q(("expense", None), ("expense__range", (0, 999999999999)), _connector="OR"),
                            models.Q(("grant_spent", None), ("grant_spent__gte", 0), _connector="OR"),
                        ),
                        name="amounts_of_a_status_report_are_not_negative",
                        violation_error_message="金額は、0円以上で入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grant_spent", None),
                            ("expense", None),
                            ("grant_spent__lte", models.F("expense")),
                            _connector="OR",
                        ),
                        name="no_more_of_the_grant_is_spent_than_is_spent_at_all",
                        violation_error_message="「支出のうち交付金」は、支出の計より多くできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False), ("status", "accepted")
                            ),
                            models.Q(
                                models.Q(("status", "accepted"), _negated=True),
                                ("accepted_at", None),
                                ("accepted_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_status_report_is_accepted_exactly_when_somebody_accepted_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_by", None),
                            models.Q(("accepted_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_accepts_their_own_status_report",
                        violation_error_message="状況報告を出した人は、それを確認できません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusProject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="grants.statusreport",
                        verbose_name="報告",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="No")),
                ("name", models.CharField(editable=False, max_length=100, verbose_name="事業名")),
                ("cost", models.BigIntegerField(default=0, editable=False, verbose_name="予定の事業費(円)")),
                ("grant_share", models.BigIntegerField(default=0, editable=False, verbose_name="予定のうち交付金(円)")),
                ("progress", models.PositiveSmallIntegerField(null=True, verbose_name="進みぐあい(%)")),
                ("told", models.TextField(blank=True, max_length=1000, verbose_name="したことと、これからすること")),
            ],
            options={
                "verbose_name": "事業の状況",
                "verbose_name_plural": "事業の状況",
                "ordering": ["report", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "order"), name="one_project_per_line_of_a_status_report"),
                    models.CheckConstraint(
                        condition=models.Q(("progress", None), ("progress__lte", 100), _connector="OR"),
                        name="progress_is_between_nothing_and_all",
                        violation_error_message="進みぐあいは、0から100までの%で入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_requests",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="いつ現在の状況か")),
                ("due_on", models.DateField(verbose_name="報告の期限")),
                ("reason", models.TextField(max_length=500, verbose_name="求める理由")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="求めた人",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="求めた日時")),
                ("taken_back_at", models.DateTimeField(editable=False, null=True, verbose_name="取りやめた日時")),
            ],
            options={
                "verbose_name": "状況報告の求め",
                "verbose_name_plural": "状況報告の求め",
                "ordering": ["grant", "as_of", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("grant", "as_of"),
                        name="one_request_for_a_status_report_per_grant_and_day",
                        violation_error_message="この日の状況報告は、もう求めています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("as_of"))),
                        name="a_status_is_reported_after_its_day",
                        violation_error_message="報告の期限を、「いつ現在の状況か」の日か、それより後の日にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="何の期限")),
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
                ("due_on", models.DateField(verbose_name="期限")),
                ("threshold", models.SmallIntegerField(verbose_name="期限から何日")),
                ("told", models.PositiveSmallIntegerField(verbose_name="知らせた人の数")),
                (
                    "sent_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="知らせた日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "期限のお知らせ",
                "verbose_name_plural": "期限のお知らせ",
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "kind", "case_type", "case_id", "due_on", "threshold"),
                        name="an_organization_is_reminded_once_per_due_day_and_threshold",
                        violation_error_message="このことは、もう知らせました。",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duereminder",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="7d999d740974683d62c3d0681b3c62eab5a5cb6c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_09bb0",
                    table="grants_duereminder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duereminder",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="8b9c13d8e791b3648266870e2cc66373431e3fe9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_d2b9a",
                    table="grants_duereminder",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Dunning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dunnings",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="何の督促")),
                ("name", models.CharField(max_length=40, verbose_name="督促したこと")),
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
                ("due_on", models.DateField(verbose_name="期限")),
                ("answer_by", models.DateField(verbose_name="指定期限")),
                ("amount", models.BigIntegerField(null=True, verbose_name="督促する額(円)")),
                ("surcharge", models.BigIntegerField(default=0, verbose_name="その日までの延滞金・加算金(円)")),
                ("number", models.PositiveSmallIntegerField(verbose_name="何回目")),
                ("told", models.PositiveSmallIntegerField(verbose_name="メールを出した人の数")),
                ("made_on", models.DateField(verbose_name="督促した日")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="督促した人",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="督促した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "督促",
                "verbose_name_plural": "督促",
                "ordering": ["-made_at", "-pk"],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="dunning_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "kind", "case_type", "case_id", "due_on", "made_on"),
                        name="nobody_is_dunned_twice_on_one_day",
                        violation_error_message="きょう、もう督促しました。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made_on__gt", models.F("due_on"))), name="dunning_comes_after_the_due_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), models.Q(("amount__gt", 0), ("surcharge__gte", 0)), _connector="OR"
                        ),
                        name="a_dunning_for_money_is_of_money",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dunning",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="5952821bff5a9ff9ad85f0be8ebc86399738d4de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_82498",
                    table="grants_dunning",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dunning",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="b9ead1a731cdfb8003675dfc4f7bfcfc47ece884",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_ec5f0",
                    table="grants_dunning",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PlannedDunning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_dunnings",
                        to="grants.refund",
                        verbose_name="返還",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "決裁待ち"), ("sent", "督促した"), ("dropped", "取りやめ")],
                        default="proposed",
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
                        verbose_name="起案した人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "dunning",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned",
                        to="grants.dunning",
                        verbose_name="督促",
                    ),
                ),
            ],
            options={
                "verbose_name": "督促状の案",
                "verbose_name_plural": "督促状の案",
                "ordering": ["refund", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")),
                        fields=("refund",),
                        name="one_planned_dunning_per_refund",
                        violation_error_message="この返還の督促状は、もう決裁に回っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", False), ("dunning__isnull", False), ("status", "sent")),
                            models.Q(
                                models.Q(("status", "sent"), _negated=True), ("decided_by", None), ("dunning", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_planned_dunning_is_sent_exactly_when_somebody_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("begun_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_the_dunning_that_they_proposed",
                        violation_error_message="起案した人は、その督促状を決裁できません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offsets",
                        to="grants.grant",
                        verbose_name="使い残した交付金",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("arisen", "使い残し"), ("deducted", "差し引いた"), ("recalled", "返還に切り替えた")],
                        max_length=8,
                        verbose_name="動き",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deductions",
                        to="grants.grant",
                        verbose_name="差し引いた交付金",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="額(円)")),
                ("balance", models.BigIntegerField(verbose_name="差し引く残り(円)")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "差引きの台帳",
                "verbose_name_plural": "差引きの台帳",
                "ordering": ["source", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="an_offset_is_of_money"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grant__isnull", False), ("kind", "deducted")),
                            models.Q(models.Q(("kind", "deducted"), _negated=True), ("grant", None)),
                            _connector="OR",
                        ),
                        name="only_a_deduction_names_a_later_grant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grant", models.F("source")), _negated=True),
                        name="a_grant_is_not_reduced_by_its_own_surplus",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offset",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="a07512f46ad02e5f8c962c795988c8cc99b4a51f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a0c5a",
                    table="grants_offset",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offset",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="4c4d1f5ac9b3a380be1a154534b39ee127d38bea",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_8656a",
                    table="grants_offset",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offset",
            trigger=pgtrigger.compiler.Trigger(
                name="balance_follows",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE last_balance bigint; change bigint; stands bigint;",
                    func="\n            PERFORM 1 FROM grants_grant WHERE id = NEW.source_id FOR NO KEY UPDATE;\n            SELECT o.balance INTO last_balance FROM grants_offset o\n                WHERE o.source_id = NEW.source_id ORDER BY o.id DESC LIMIT 1;\n            change := CASE NEW.kind WHEN 'arisen' THEN NEW.amount ELSE -NEW.amount END;\n            IF NEW.balance <> COALESCE(last_balance, 0) + change OR NEW.balance < 0 THEN\n                RAISE EXCEPTION '台帳の残高は、前の残高に入りを足し、出を引いた額で、0円より少なくなりません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'an_offset_s_balance_follows_its_last';\n            END IF;\n            IF NEW.grant_id IS NOT NULL THEN\n                SELECT LEAST(COALESCE(g.amount_confirmed, g.amount_current), g.amount_current) INTO stands\n                    FROM grants_grant g WHERE g.id = NEW.grant_id FOR NO KEY UPDATE;\n                IF NEW.amount + (\n                    SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p\n                    WHERE p.grant_id = NEW.grant_id AND p.status IN ('requested', 'paid')\n                ) + (\n                    SELECT COALESCE(SUM(o.amount), 0) FROM grants_offset o WHERE o.grant_id = NEW.grant_id\n                ) > COALESCE(stands, 0) THEN\n                    RAISE EXCEPTION '差し引く額は、まだ交付していない額までです。'\n                        USING ERRCODE = '23514', CONSTRAINT = 'a_deduction_stays_within_the_grant';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="bca35d186d56206d2f2bf8b2271db234cd39d289",
                    operation="INSERT",
                    pgid="pgtrigger_balance_follows_9ed15",
                    table="grants_offset",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CarryOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carry_over",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="繰り越した先の年度")),
                ("amount", models.BigIntegerField(verbose_name="繰り越した額(円)")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="記録した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "繰越の台帳",
                "verbose_name_plural": "繰越の台帳",
                "ordering": ["-fiscal_year", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="what_is_carried_over_is_money")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carryover",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="8e5a7a69b6421a82fb1017ff493570089eeee44b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_94711",
                    table="grants_carryover",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carryover",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="a91002198b184fd5ce12a2034417963f2f0b5a69",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_37106",
                    table="grants_carryover",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="IntegratedSubsidy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subsidies",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="integrated_subsidies",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="補助金の名前")),
                ("amount", models.BigIntegerField(verbose_name="金額(円)")),
                ("basis", models.CharField(blank=True, max_length=100, verbose_name="根拠")),
            ],
            options={
                "verbose_name": "統合した補助金",
                "verbose_name_plural": "統合した補助金",
                "ordering": ["scheme_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organization", "name"),
                        name="a_subsidy_is_integrated_once_per_organization",
                        violation_error_message="同じ団体の、同じ名前の補助金が2つあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="an_integrated_subsidy_is_not_negative"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="integratedsubsidy",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id, NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="1d1a911530d0e71b5b21a8c5636707ac682cd472",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_once_used_update_f91a5",
                    table="grants_integratedsubsidy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="integratedsubsidy",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="662cb6b832eaf8081d9066ed489c38b3cac3d4d7",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_once_used_insert_60acc",
                    table="grants_integratedsubsidy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="integratedsubsidy",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN OLD;\n",
                    hash="94b8c0ba8c6491a0fd562b200989b3daa8937384",
                    operation="DELETE",
                    pgid="pgtrigger_frozen_once_used_delete_eae77",
                    table="grants_integratedsubsidy",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="BodyFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheme_figures",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="数")),
                ("value", models.DecimalField(decimal_places=4, max_digits=17, verbose_name="値")),
                ("basis", models.CharField(blank=True, max_length=100, verbose_name="根拠")),
            ],
            options={
                "verbose_name": "団体ごとの数",
                "verbose_name_plural": "団体ごとの数",
                "ordering": ["scheme_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "organization", "code"),
                        name="a_figure_is_typed_once_per_organization",
                        violation_error_message="同じ団体の、同じ数が2つあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="a_typed_figure_is_not_negative"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id, NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="3ef448cdf328d6109dbf59e8a8ab7aec973f618c",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_once_used_update_60d06",
                    table="grants_bodyfigure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="acd653f802876a96b19e2e3ec027e4ebfc00dcde",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_once_used_insert_e72c6",
                    table="grants_bodyfigure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN OLD;\n",
                    hash="6dfe4a55fe7cd4592bac3c6f2a6e5466b83df545",
                    operation="DELETE",
                    pgid="pgtrigger_frozen_once_used_delete_09aa1",
                    table="grants_bodyfigure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="条件")),
            ],
            options={
                "verbose_name": "交付の条件",
                "verbose_name_plural": "交付の条件",
                "ordering": ["scheme_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "position"), name="one_condition_per_position")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id, NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="33aabdcf05f7735939d423233d37862edf2feb75",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_once_used_update_1a858",
                    table="grants_condition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="e134bf6618caf28877478a0de2345ff3ae74455a",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_once_used_insert_a2050",
                    table="grants_condition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN OLD;\n",
                    hash="1085af7bed186b5718c02913d49f8b19eba6dd8e",
                    operation="DELETE",
                    pgid="pgtrigger_frozen_once_used_delete_fae48",
                    table="grants_condition",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                ("text", models.CharField(max_length=150, verbose_name="基準")),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "人が確かめる"),
                            ("eligible", "団体の段階"),
                            ("plan", "年度計画と将来計画のつながり"),
                            ("balance", "収入と支出の計"),
                            ("within", "申請額と算定額"),
                            ("budget", "予算の残り"),
                        ],
                        max_length=10,
                        verbose_name="自動で確かめること",
                    ),
                ),
            ],
            options={
                "verbose_name": "審査の基準",
                "verbose_name_plural": "審査の基準",
                "ordering": ["scheme_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "position"), name="one_criterion_per_position")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id, NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="a54527a5df75dc83ebb9e6e69c6a3da2d164af7d",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_once_used_update_52f65",
                    table="grants_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="1ab809e5eed4b4053bd15062a5c58237ccbed806",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_once_used_insert_7f0ae",
                    table="grants_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN OLD;\n",
                    hash="827a7081fd086e81b143ecb547cb53f53d78c7be",
                    operation="DELETE",
                    pgid="pgtrigger_frozen_once_used_delete_3ccce",
                    table="grants_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SchemeQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="grants.scheme",
                        verbose_name="制度",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="質問")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文"),
                            ("number", "数"),
                            ("choice", "選ぶ"),
                            ("file", "ファイル"),
                            ("table", "表"),
                        ],
                        default="text",
                        max_length=6,
                        verbose_name="答え方",
                    ),
                ),
                ("required", models.BooleanField(default=False, verbose_name="必ず答える")),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="選ぶ答え・表の列",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="単位")),
                ("help", models.CharField(blank=True, max_length=200, verbose_name="説明")),
                ("after", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="前の質問の番号")),
                (
                    "answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="前の質問の答え",
                    ),
                ),
            ],
            options={
                "verbose_name": "申請のときの質問",
                "verbose_name_plural": "申請のときの質問",
                "ordering": ["scheme_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "position"), name="one_question_per_position"),
                    models.UniqueConstraint(
                        fields=("scheme", "text"),
                        name="a_question_is_asked_once",
                        violation_error_message="同じ質問が2つあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("after", None), ("answers", [])),
                            models.Q(
                                ("after__gte", 1),
                                ("after__lt", models.F("position")),
                                models.Q(("answers", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_question_depends_on_an_earlier_one",
                        violation_error_message="条件には、前にある質問の番号と答えを入れてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemequestion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id, NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="3b909419f761500b113ae34f39ca21080b89ebf5",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_once_used_update_3565b",
                    table="grants_schemequestion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemequestion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (NEW.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN NEW;\n",
                    hash="82eaf9cdf86ee3f6c6628524074a291038122fda",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_once_used_insert_be357",
                    table="grants_schemequestion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemequestion",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_used_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN (OLD.scheme_id)) THEN\n        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'\n            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';\n    END IF;\n    RETURN OLD;\n",
                    hash="1ddee7b2d145fa75ab31235c0e9a74e472e1ca5f",
                    operation="DELETE",
                    pgid="pgtrigger_frozen_once_used_delete_7730e",
                    table="grants_schemequestion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ReGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regrants",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="番号")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("applied", "審査中"),
                            ("returned", "申請の直し"),
                            ("decided", "支払い待ち"),
                            ("refused", "不交付"),
                            ("paid", "報告待ち"),
                            ("reported", "報告の確認中"),
                            ("confirmed", "返金待ち"),
                            ("closed", "完了"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("group", models.CharField(max_length=100, verbose_name="グループの名前")),
                ("kana", models.CharField(max_length=100, verbose_name="ふりがな")),
                ("representative", models.CharField(max_length=60, verbose_name="グループの代表者")),
                ("phone", models.CharField(max_length=20, verbose_name="電話")),
                ("project", models.CharField(max_length=100, verbose_name="年度計画の事業")),
                ("title", models.CharField(max_length=100, verbose_name="取り組みの名前")),
                ("purpose", models.TextField(max_length=1000, verbose_name="目的と内容")),
                ("cost", models.BigIntegerField(verbose_name="事業費")),
                ("asked", models.BigIntegerField(verbose_name="申請額")),
                ("applied_on", models.DateField(verbose_name="申請の日")),
                (
                    "typed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入力した人",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=500, verbose_name="決めた理由・条件")),
                ("amount", models.BigIntegerField(null=True, verbose_name="決定額")),
                ("decided_on", models.DateField(null=True, verbose_name="決めた日")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                ("paid", models.BigIntegerField(null=True, verbose_name="支払った額")),
                ("paid_on", models.DateField(null=True, verbose_name="支払った日")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="したことと成果")),
                ("spent", models.BigIntegerField(null=True, verbose_name="使った額")),
                ("receipts", models.PositiveSmallIntegerField(default=0, verbose_name="領収書の枚数")),
                ("reported_on", models.DateField(null=True, verbose_name="報告の日")),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="報告を入力した人",
                    ),
                ),
                ("confirmed", models.BigIntegerField(null=True, verbose_name="確定額")),
                ("confirmed_on", models.DateField(null=True, verbose_name="確定の日")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確定した人",
                    ),
                ),
                ("returned_on", models.DateField(null=True, verbose_name="返金の日")),
            ],
            options={
                "verbose_name": "地域の中での再交付",
                "verbose_name_plural": "地域の中での再交付",
                "ordering": ["grant", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("grant", "number"), name="regrants_of_a_grant_are_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("asked__gt", 0), ("asked__lte", models.F("cost"))),
                        name="a_regrant_is_asked_for_up_to_its_cost",
                        violation_error_message="申請額は、1円から事業費までの額にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("status__in", ("decided", "paid", "reported", "confirmed", "closed")),
                            ),
                            models.Q(
                                ("amount", None),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("status", "refused"),
                            ),
                            ("status", "withdrawn"),
                            models.Q(
                                ("amount", None),
                                ("decided_by", None),
                                ("decided_on", None),
                                ("status__in", ["draft", "applied", "returned"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_regrant_is_decided_exactly_with_amount_person_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("typed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_a_regrant_that_they_typed",
                        violation_error_message="申請を入力した人は、その再交付を決められません。ほかの役員に頼んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None),
                            models.Q(("amount__gt", 0), ("amount__lte", models.F("asked"))),
                            _connector="OR",
                        ),
                        name="a_regrant_is_of_money_and_no_more_than_was_asked",
                        violation_error_message="決定額は、1円から申請額までの額にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid__isnull", False),
                                ("paid_on__isnull", False),
                                ("status__in", ("paid", "reported", "confirmed", "closed")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("paid", "reported", "confirmed", "closed")), _negated=True),
                                ("paid", None),
                                ("paid_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_regrant_is_paid_exactly_after_its_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid", None),
                            models.Q(("paid__gt", 0), ("paid__lte", models.F("amount"))),
                            _connector="OR",
                        ),
                        name="a_regrant_is_paid_up_to_what_was_decided",
                        violation_error_message="支払う額は、1円から決定額までの額にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reported_by__isnull", False),
                                ("reported_on__isnull", False),
                                ("spent__isnull", False),
                                ("status__in", ("reported", "confirmed", "closed")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("reported", "confirmed", "closed")), _negated=True),
                                ("reported_by", None),
                                ("reported_on", None),
                                ("spent", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_regrant_is_reported_exactly_after_it_was_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("confirmed_on__isnull", False),
                                ("status__in", ("confirmed", "closed")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("confirmed", "closed")), _negated=True),
                                ("confirmed", None),
                                ("confirmed_by", None),
                                ("confirmed_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_regrant_is_confirmed_exactly_after_its_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed", None),
                            models.Q(
                                ("confirmed__gte", 0),
                                ("confirmed__lte", models.F("paid")),
                                ("confirmed__lte", models.F("spent")),
                            ),
                            _connector="OR",
                        ),
                        name="a_regrant_is_confirmed_up_to_what_was_paid_and_spent",
                        violation_error_message="確定額は、支払った額と使った額の、少ないほうまでにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("reported_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_a_regrant_that_they_reported",
                        violation_error_message="報告を入力した人は、その額を確定できません。ほかの役員に頼んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed", models.F("paid")), ("returned_on", None), ("status", "closed")),
                            models.Q(
                                ("confirmed__lt", models.F("paid")),
                                ("returned_on__isnull", False),
                                ("status", "closed"),
                            ),
                            models.Q(models.Q(("status", "closed"), _negated=True), ("returned_on", None)),
                            _connector="OR",
                        ),
                        name="a_regrant_is_closed_when_nothing_is_to_come_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_on", None), ("decided_on__gte", models.F("applied_on")), _connector="OR"
                            ),
                            models.Q(("paid_on", None), ("paid_on__gte", models.F("decided_on")), _connector="OR"),
                            models.Q(("reported_on", None), ("reported_on__gte", models.F("paid_on")), _connector="OR"),
                            models.Q(
                                ("confirmed_on", None), ("confirmed_on__gte", models.F("reported_on")), _connector="OR"
                            ),
                            models.Q(
                                ("returned_on", None), ("returned_on__gte", models.F("confirmed_on")), _connector="OR"
                            ),
                        ),
                        name="the_days_of_a_regrant_stand_in_order",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="regrant",
            trigger=pgtrigger.compiler.Trigger(
                name="within_grant",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."amount" IS NOT NULL)',
                    declare="DECLARE granted bigint; year integer; since date;",
                    func="\n            IF TG_OP = 'UPDATE' AND OLD.amount IS NOT DISTINCT FROM NEW.amount\n                AND OLD.paid IS NOT DISTINCT FROM NEW.paid\n                AND OLD.decided_on IS NOT DISTINCT FROM NEW.decided_on\n                AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN\n                RETURN NEW;\n            END IF;\n            SELECT COALESCE(g.amount_current, 0), s.fiscal_year, (g.decided_at AT TIME ZONE 'Asia/Tokyo')::date\n            INTO granted, year, since\n            FROM grants_grant g JOIN grants_scheme s ON s.id = g.scheme_id\n            WHERE g.id = NEW.grant_id FOR NO KEY UPDATE OF g;\n            IF (TG_OP = 'INSERT' OR OLD.amount IS DISTINCT FROM NEW.amount) AND NEW.amount + (\n                SELECT COALESCE(SUM(r.amount), 0) FROM grants_regrant r\n                WHERE r.grant_id = NEW.grant_id AND r.id <> NEW.id\n                AND r.status IN ('decided', 'paid', 'reported', 'confirmed', 'closed')\n            ) > granted THEN\n                RAISE EXCEPTION '交付決定額を超える再交付はできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'regrants_stay_within_the_grant';\n            END IF;\n            IF NEW.paid IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.paid IS DISTINCT FROM NEW.paid) AND NEW.paid + (\n                SELECT COALESCE(SUM(r.paid), 0) FROM grants_regrant r\n                WHERE r.grant_id = NEW.grant_id AND r.id <> NEW.id\n            ) > (\n                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p\n                WHERE p.grant_id = NEW.grant_id AND p.status = 'paid'\n            ) THEN\n                RAISE EXCEPTION '市から受け取った額を超える再交付はできません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'regrants_are_paid_from_what_has_come';\n            END IF;\n            IF NEW.decided_on < since OR NEW.decided_on > make_date(year + 1, 3, 31)\n                OR NEW.paid_on > make_date(year + 1, 3, 31) THEN\n                RAISE EXCEPTION '再交付は、交付決定から年度の終わりまでに決めて支払います。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'regrants_keep_to_their_year';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="671429d9ed0723c13d8cb9575b90b5fe093fe971",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_grant_9d180",
                    table="grants_regrant",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ResultShowing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="showing",
                        to="grants.report",
                        verbose_name="実績報告",
                    ),
                ),
                ("shown_on", models.DateField(verbose_name="公開した日")),
                (
                    "shown_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "成果の公開",
                "verbose_name_plural": "成果の公開",
                "ordering": ["-shown_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[("whole", "全部"), ("part", "一部")], max_length=5, verbose_name="取消しの範囲"
                    ),
                ),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="取り消す額(円)")),
                (
                    "grounds",
                    models.CharField(
                        choices=[
                            ("false", "偽りその他不正の手段により交付の決定を受けたこと"),
                            ("misuse", "交付金を他の用途に使用したこと"),
                            ("breach", "交付の決定の内容又はこれに付した条件に違反したこと"),
                            ("law", "法令、規則若しくは要綱又はこれらに基づく市長の処分に違反したこと"),
                            ("unfinished", "事業を期限までに完了する見込みがないこと"),
                            (
                                "circumstances",
                                "決定後の事情の変更により、事業の全部又は一部を続ける必要がなくなったこと",
                            ),
                        ],
                        max_length=13,
                        verbose_name="取消しの理由",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="くわしい理由")),
                ("article", models.CharField(max_length=100, verbose_name="根拠の条項")),
                ("asks_back", models.BooleanField(default=False, verbose_name="交付した額の返還を求める")),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="準備した人",
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="準備した日時"
                    ),
                ),
                ("amount_before", models.BigIntegerField(editable=False, null=True, verbose_name="取消し前の額(円)")),
                ("amount_after", models.BigIntegerField(editable=False, null=True, verbose_name="取消し後の額(円)")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to="grants.grant",
                        verbose_name="交付金",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "取消しの準備"),
                            ("proposed", "決裁待ち"),
                            ("revoked", "取消し"),
                            ("dropped", "取りやめ"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
            ],
            options={
                "verbose_name": "交付決定の取消し",
                "verbose_name_plural": "交付決定の取消し",
                "ordering": ["grant", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["prepared", "proposed"])),
                        fields=("grant",),
                        name="one_open_revocation_per_grant",
                        violation_error_message="この交付金の取消しは、もう準備しています。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("scope", "whole")),
                            models.Q(("amount__gt", 0), ("amount__isnull", False), ("scope", "part")),
                            _connector="OR",
                        ),
                        name="a_part_revocation_says_how_much",
                        violation_error_message="一部を取り消すときは、取り消す額を入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("article", ""), _negated=True)
                        ),
                        name="a_revocation_says_why_and_by_which_article",
                        violation_error_message="くわしい理由と根拠の条項を書いてください。通知書に載ります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_after__isnull", False),
                                ("amount_before__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status", "revoked"),
                            ),
                            models.Q(
                                models.Q(("status", "revoked"), _negated=True),
                                ("amount_after", None),
                                ("amount_before", None),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_revocation_is_decided_exactly_with_its_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_after", None),
                            models.Q(("amount_after__gte", 0), ("amount_after__lt", models.F("amount_before"))),
                            _connector="OR",
                        ),
                        name="a_revocation_takes_something_and_no_more_than_there_is",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_after", None),
                            models.Q(("amount_after", 0), ("scope", "whole")),
                            models.Q(("amount_after__gt", 0), ("scope", "part")),
                            _connector="OR",
                        ),
                        name="nothing_is_left_exactly_where_the_whole_is_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("begun_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_the_revocation_that_they_began",
                        violation_error_message="準備した人は、その取消しを決定できません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferClient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=10, verbose_name="振込依頼人コード")),
                ("name_kana", models.CharField(max_length=40, verbose_name="振込依頼人名(カナ)")),
                ("bank_code", models.CharField(max_length=4, verbose_name="銀行の番号")),
                ("bank_kana", models.CharField(max_length=15, verbose_name="銀行の名前(カナ)")),
                ("branch_code", models.CharField(max_length=3, verbose_name="支店の番号")),
                ("branch_kana", models.CharField(max_length=15, verbose_name="支店の名前(カナ)")),
                (
                    "account_kind",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("9", "その他")],
                        default="1",
                        max_length=1,
                        verbose_name="預金の種類",
                    ),
                ),
                ("account_number", models.CharField(max_length=7, verbose_name="口座番号")),
                (
                    "newline",
                    models.CharField(
                        choices=[("crlf", "あり(CRLF)"), ("none", "なし")],
                        default="crlf",
                        max_length=4,
                        verbose_name="行の終わりの改行",
                    ),
                ),
            ],
            options={
                "verbose_name": "振込依頼人",
                "verbose_name_plural": "振込依頼人",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="the_city_is_one_transfer_client"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bank_code__regex", "^\\d{4}$"),
                            ("branch_code__regex", "^\\d{3}$"),
                            ("code__regex", "^\\d{10}$"),
                            ("account_number__regex", "^\\d{7}$"),
                            ("name_kana__regex", "^[0-9A-Zｱ-ﾟ ()./,¥｢｣-]+$"),
                            ("bank_kana__regex", "^[0-9A-Zｱ-ﾟ-]+$"),
                            ("branch_kana__regex", "^[0-9A-Zｱ-ﾟ-]+$"),
                        ),
                        name="a_transfer_client_is_known_to_its_bank",
                        violation_error_message="振込依頼人の番号と名前を、銀行が読める字で入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=7, unique=True, verbose_name="番号")),
                ("kana", models.CharField(max_length=15, verbose_name="カナの名前")),
            ],
            options={
                "verbose_name": "金融機関と支店のカナの名前",
                "verbose_name_plural": "金融機関と支店のカナの名前",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^(\\d{4}|\\d{7})$"), ("kana__regex", "^[0-9A-Zｱ-ﾟ-]+$")),
                        name="a_bank_s_name_is_in_signs_that_banks_read",
                        violation_error_message="カナの名前を、銀行が読める字で入れてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="番号")),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="年度")),
                ("transfer_on", models.DateField(editable=False, verbose_name="振込日")),
                ("count", models.PositiveIntegerField(editable=False, verbose_name="件数")),
                ("total", models.BigIntegerField(editable=False, verbose_name="合計(円)")),
                ("content", models.BinaryField(verbose_name="ファイルの中身")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="ファイルのSHA-256")),
                (
                    "status",
                    models.CharField(
                        choices=[("made", "振込待ち"), ("done", "振込済み"), ("cancelled", "取消し")],
                        default="made",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="取り消した理由"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="作った日時"),
                ),
            ],
            options={
                "verbose_name": "振込データ",
                "verbose_name_plural": "振込データ",
                "ordering": ["-fiscal_year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fiscal_year", "number"), name="transfers_of_a_year_are_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0), ("total__gt", 0)), name="a_transfer_is_of_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("status", "cancelled"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="a_transfer_is_cancelled_exactly_with_a_reason",
                        violation_error_message="取り消す理由を入れてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="bytes_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (NEW.content IS DISTINCT FROM OLD.content AND NEW.content <> '')\n                OR (NEW.sha256, NEW.count, NEW.total, NEW.transfer_on)\n                    IS DISTINCT FROM (OLD.sha256, OLD.count, OLD.total, OLD.transfer_on) THEN\n                RAISE EXCEPTION '作った振込データは変えられません。'\n                    USING ERRCODE = '23514', CONSTRAINT = 'the_bytes_of_a_transfer_stay';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="2a2c1256d4af4116b83902b3b0bfd546a19d9144",
                    operation="UPDATE",
                    pgid="pgtrigger_bytes_stay_ebe82",
                    table="grants_transfer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TransferLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="grants.transfer",
                        verbose_name="振込データ",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfer_lines",
                        to="grants.payment",
                        verbose_name="請求と支払い",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="順番")),
                ("amount", models.BigIntegerField(verbose_name="金額(円)")),
                ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="外した日時")),
                (
                    "struck_for",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="外した理由"),
                ),
            ],
            options={
                "verbose_name": "振込データの行",
                "verbose_name_plural": "振込データの行",
                "ordering": ["transfer", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("payment",),
                        name="a_payment_stands_in_one_live_transfer",
                        violation_error_message="ほかの振込データに入っている請求があります。画面を開き直してください。",
                    ),
                    models.UniqueConstraint(
                        fields=("transfer", "position"), name="lines_of_a_transfer_are_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at", None), ("struck_for", "")),
                            models.Q(("struck_at__isnull", False), models.Q(("struck_for", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_line_is_struck_exactly_with_a_reason",
                    ),
                ],
            },
        ),
    ]
