from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import records.attachments
import records.events
import records.fiscal
import records.letters.posting.posting


class Migration(migrations.Migration):
    replaces = [
        ("records", "0002_initial"),
        ("records", "0003_letter_codes"),
        ("records", "0004_read_afterwards"),
        ("records", "0005_trail"),
        ("records", "0006_jobs"),
        ("records", "0007_plan_of_the_chain"),
        ("records", "0008_approvals"),
        ("records", "0009_approvals_kept"),
        ("records", "0010_approvals_settled"),
        ("records", "0011_together"),
        ("records", "0012_reminders"),
        ("records", "0013_register_and_retention"),
        ("records", "0014_acts_behind"),
        ("records", "0015_overdue_opinions"),
        ("records", "0016_letter_corrections"),
        ("records", "0017_letters_that_change"),
        ("records", "0018_plans_of_the_commit"),
        ("records", "0019_wording_drafts"),
        ("records", "0020_forms_on_paper"),
        ("records", "0021_workdays_and_mail_of_case"),
        ("records", "0022_posting"),
        ("records", "0023_notices"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("organizations", "0001_founding"),
        ("records", "0001_extensions"),
        ("staff", "0001_founding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("verb", models.CharField(max_length=60, verbose_name="したこと")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="した人",
                    ),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100, verbose_name="その日の氏名")),
                ("as_post", models.CharField(blank=True, max_length=120, verbose_name="立場")),
                ("on_behalf", models.CharField(blank=True, max_length=200, verbose_name="だれのために")),
                ("from_address", models.GenericIPAddressField(null=True, verbose_name="IPアドレス")),
                ("from_agent", models.CharField(blank=True, max_length=200, verbose_name="ブラウザ・処理")),
                ("facts", models.JSONField(default=dict, encoder=records.events.PlainJSONEncoder, verbose_name="内容")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="日時")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="記録した日時",
                    ),
                ),
            ],
            options={
                "verbose_name": "できごと",
                "verbose_name_plural": "できごと",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["case_type", "case_id", "-at"], name="event_of_case"),
                    models.Index(fields=["actor", "-at"], name="event_of_actor"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="a488a6f9b1c1a2dc8d90f45251ced2f7a6a5d1e6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_54c2e",
                    table="records_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="cf8ab7c695218dffc6faf2125277d0a12c9b578b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_7002f",
                    table="records_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="linked_at_commit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE place bigint; head text; now_linked timestamptz;",
                    func="\n    PERFORM pg_advisory_xact_lock(20250512);\n    -- what this commit still has to check is planned for the tables as they are now, not for when they were small\n    PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);\n    -- planned each time: a plan from when the table was small would read all of it for ever\n    EXECUTE 'SELECT position + 1, digest FROM records_traillink ORDER BY position DESC LIMIT 1' INTO place, head;\n    IF place IS NULL THEN\n        place := 1;\n        head := '0000000000000000000000000000000000000000000000000000000000000000';\n    END IF;\n    now_linked := clock_timestamp();\n    INSERT INTO records_traillink (position, event_id, form, linked_at, previous, digest)\n    SELECT place, NEW.id, 1, now_linked, head, encode(sha256(convert_to(string_agg(\n        coalesce(octet_length(part) || ':' || part, '-'), ',' ORDER BY n), 'UTF8')), 'hex')\n    FROM unnest(ARRAY[(place)::text, (to_char(now_linked AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'))::text, (1)::text, (head)::text, (NEW.id)::text, (NEW.case_type_id)::text, (NEW.case_id)::text, (NEW.verb)::text, (NEW.actor_id)::text, (NEW.actor_name)::text, (NEW.as_post)::text, (NEW.on_behalf)::text, (host(NEW.from_address))::text, (NEW.from_agent)::text, (NEW.facts)::text, (to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'))::text, (to_char(NEW.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'))::text]) WITH ORDINALITY AS covered(part, n);\n    RETURN NULL;\n",
                    hash="22503934737365e0f4289959bef45738efd56702",
                    operation="INSERT",
                    pgid="pgtrigger_linked_at_commit_004fe",
                    table="records_event",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SealImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="例 新見市長之印", max_length=60, verbose_name="公印の名前")),
                ("jpeg", models.BinaryField(verbose_name="画像")),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True, verbose_name="SHA-256")),
                ("registered_on", models.DateField(verbose_name="登録した日")),
            ],
            options={
                "verbose_name": "公印の印影",
                "verbose_name_plural": "公印の印影",
                "ordering": ["-registered_on", "-pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealimage",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="2b2b65136950ea4685eba5640212a601b445b4ff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e640b",
                    table="records_sealimage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealimage",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="b1a0aa703c1ba30c3e6c8362f1b01204c4eab64f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_90090",
                    table="records_sealimage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LetterSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "下書き"), ("adopted", "決定"), ("dropped", "取りやめ")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.lettersetting",
                        verbose_name="もとの文面",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最後に直した人",
                    ),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                ("adopted_at", models.DateTimeField(editable=False, null=True, verbose_name="決めた日時")),
                ("kind", models.CharField(max_length=60, verbose_name="通知書")),
                (
                    "programme",
                    models.CharField(
                        blank=True,
                        help_text="この制度だけの文面のときに入れます。空けておくと、どの制度でも使います。",
                        max_length=40,
                        verbose_name="制度の記号",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(help_text="この日からの通知書に使います。", verbose_name="使いはじめる日"),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("notice", "通知(番号・日付・宛先・発信者・題名・本文の順)"),
                            ("directive", "指令(番号・題名・宛先・本文・日付・発信者の順)"),
                        ],
                        default="notice",
                        max_length=10,
                        verbose_name="体裁",
                    ),
                ),
                (
                    "symbol",
                    models.CharField(
                        help_text="例 市協(「市協第123号」の「市協」)", max_length=20, verbose_name="文書記号"
                    ),
                ),
                (
                    "form_number",
                    models.CharField(
                        blank=True, help_text="例 様式第2号(第5条関係)", max_length=60, verbose_name="様式の番号"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="{ } で囲んだ名前のところに、案件の値が入ります。",
                        max_length=200,
                        verbose_name="題名",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="{ } で囲んだ名前のところに、案件の値が入ります。",
                        max_length=2000,
                        verbose_name="本文",
                    ),
                ),
                (
                    "legal_basis",
                    models.TextField(
                        blank=True,
                        help_text="文の中では {適用規則} と書きます。",
                        max_length=500,
                        verbose_name="適用する規則・要綱",
                    ),
                ),
                ("closing", models.BooleanField(default=False, verbose_name="おわりに「以上」を入れる")),
                ("honorific", models.CharField(default="様", max_length=4, verbose_name="敬称")),
                (
                    "seal_mode",
                    models.CharField(
                        choices=[
                            ("image", "公印を印刷する"),
                            ("omitted", "(公印省略)と印刷する"),
                            ("blank", "空けておく(紙に押す)"),
                        ],
                        default="omitted",
                        max_length=8,
                        verbose_name="公印",
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.sealimage",
                        verbose_name="印影",
                    ),
                ),
                ("appeal_printed", models.BooleanField(default=False, verbose_name="教示を入れる")),
                (
                    "appeal",
                    models.TextField(
                        blank=True,
                        help_text="1行が1項になります。{ } で囲んだ名前のところに、案件の値が入ります。",
                        max_length=2000,
                        verbose_name="教示",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        default="担当\u3000{担当}\n電話\u3000{電話}",
                        help_text="{ } で囲んだ名前のところに、案件の値が入ります。",
                        max_length=400,
                        verbose_name="担当",
                    ),
                ),
                (
                    "retention_years",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1年"), (3, "3年"), (5, "5年"), (10, "10年"), (0, "永年")],
                        default=5,
                        verbose_name="保存年限",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知書の文面",
                "verbose_name_plural": "通知書の文面",
                "ordering": ["kind", "programme", "-starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("kind", "programme"),
                        name="one_draft_of_a_wording_per_kind_and_programme",
                        violation_error_message="この通知書には、書きかけの下書きがもうあります。先にそれを決めるか、取りやめてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted_by", None),
                            ("written_by", None),
                            models.Q(("adopted_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_adopts_the_wording_they_wrote",
                        violation_error_message="自分が最後に直した文面は、自分では決められません。ほかの係員に頼んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_at", None), ("adopted_by", None)),
                            models.Q(
                                ("adopted_at__isnull", False), ("adopted_by__isnull", False), ("status", "adopted")
                            ),
                            _connector="OR",
                        ),
                        name="who_adopted_a_wording_did_so_at_a_moment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "adopted")),
                        fields=("kind", "programme", "starts_on"),
                        name="one_wording_per_kind_programme_and_first_day",
                        violation_error_message="同じ通知書の、同じ日からの文面がもうあります。使いはじめる日を変えてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seal_mode", "image"), _negated=True), ("seal__isnull", False), _connector="OR"
                        ),
                        name="a_letter_with_a_printed_seal_has_its_image",
                        violation_error_message="公印を印刷するには、印影を選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appeal_printed", False), models.Q(("appeal", ""), _negated=True), _connector="OR"
                        ),
                        name="a_printed_appeal_notice_has_a_text",
                        violation_error_message="教示を入れるには、教示の文を書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retention_years__in", [1, 3, 5, 10, 0])),
                        name="a_letter_is_kept_for_a_period_of_the_city",
                        violation_error_message="保存年限は、1年・3年・5年・10年・永年から選んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="records.lettersetting",
                        verbose_name="文面",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("label", models.CharField(help_text="例 交付決定額", max_length=60, verbose_name="見出し")),
                (
                    "text",
                    models.TextField(
                        help_text="2行より多いと、(1)、(2)と番号がつきます。{ } で囲んだ名前のところに、案件の値が入ります。",
                        max_length=4000,
                        verbose_name="文",
                    ),
                ),
                ("optional", models.BooleanField(default=False, verbose_name="値がないときは載せない")),
            ],
            options={
                "verbose_name": "記の項目",
                "verbose_name_plural": "記の項目",
                "ordering": ["setting", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("setting", "position"),
                        name="one_entry_per_position_of_a_letter",
                        violation_error_message="同じ順番の項目があります。順番を変えてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="宛先の人",
                    ),
                ),
                ("to_address", models.EmailField(max_length=254, verbose_name="宛先")),
                ("subject", models.CharField(max_length=200, verbose_name="件名")),
                ("body", models.TextField(verbose_name="本文")),
                ("is_secret", models.BooleanField(default=False, editable=False, verbose_name="送ったら本文を消す")),
                (
                    "case_type",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="案件の種類",
                    ),
                ),
                ("case_id", models.PositiveBigIntegerField(editable=False, null=True, verbose_name="案件の番号")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="書いた日時"),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="送った日時")),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="送信の回数")),
                (
                    "next_try_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, null=True, verbose_name="次に送る日時"
                    ),
                ),
                ("failure", models.TextField(blank=True, editable=False, verbose_name="送れなかった理由")),
            ],
            options={
                "verbose_name": "メール",
                "verbose_name_plural": "メール",
                "ordering": ["-written_at", "-pk"],
                "indexes": [
                    models.Index(condition=models.Q(("sent_at", None)), fields=["written_at"], name="unsent_mail"),
                    models.Index(
                        condition=models.Q(("case_id__isnull", False)),
                        fields=["case_type", "case_id"],
                        name="mail_of_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="数えるもの")),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最後の番号")),
            ],
            options={
                "verbose_name": "番号",
                "verbose_name_plural": "番号",
                "ordering": ["-fiscal_year", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "fiscal_year"), name="one_series_per_name_and_fiscal_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="案件")),
                ("subject", models.CharField(max_length=200, verbose_name="件名")),
                ("reason", models.TextField(max_length=2000, verbose_name="伺い")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起案した人",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="起案日時"),
                ),
                ("drafted_as", models.CharField(blank=True, max_length=160, verbose_name="起案した職")),
                ("rule_name", models.CharField(max_length=100, verbose_name="決裁区分")),
                ("rule", models.JSONField(default=dict, verbose_name="決裁の定め")),
                ("amount", models.BigIntegerField(null=True, verbose_name="金額(円)")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("running", "決裁待ち"),
                            ("decided", "決裁済み"),
                            ("returned", "差し戻し"),
                            ("pulled_back", "引き戻し"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="running",
                        editable=False,
                        max_length=12,
                        verbose_name="状態",
                    ),
                ),
            ],
            options={
                "verbose_name": "起案",
                "verbose_name_plural": "起案",
                "ordering": ["-drafted_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="records.proposal",
                        verbose_name="起案",
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
                ("facts", models.JSONField(default=dict, verbose_name="承認する内容")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "まだ"),
                            ("done", "済み"),
                            ("failed", "できませんでした"),
                            ("dropped", "見送り"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="結果",
                    ),
                ),
                ("failure", models.TextField(blank=True, verbose_name="できなかった理由")),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="済んだ日時")),
            ],
            options={
                "verbose_name": "決裁する案件",
                "verbose_name_plural": "決裁する案件",
                "ordering": ["proposal", "pk"],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="item_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome__in", ["pending", "failed"])),
                        fields=("case_type", "case_id"),
                        name="one_running_proposal_per_case",
                        violation_error_message="この案件は、すでに決裁の途中です。",
                    ),
                    models.UniqueConstraint(
                        fields=("proposal", "case_type", "case_id"), name="a_proposal_names_each_case_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("outcome", "done")),
                            models.Q(models.Q(("outcome", "done"), _negated=True), ("done_at", None)),
                            _connector="OR",
                        ),
                        name="an_item_is_done_exactly_with_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_item_says_why_it_failed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Together",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="した人",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="した日時"),
                ),
            ],
            options={
                "verbose_name": "まとめての承認",
                "verbose_name_plural": "まとめての承認",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("purpose", models.CharField(max_length=60, verbose_name="書類")),
                ("filename", models.CharField(max_length=255, verbose_name="ファイル名")),
                ("media_type", models.CharField(editable=False, max_length=100, verbose_name="種類")),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="大きさ(バイト)")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="照合の値(SHA-256)")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=records.attachments.private_name, verbose_name="ファイル"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="付けた人",
                    ),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="付けた日時"),
                ),
                ("removed_at", models.DateTimeField(editable=False, null=True, verbose_name="外した日時")),
            ],
            options={
                "verbose_name": "添付ファイル",
                "verbose_name_plural": "添付ファイル",
                "ordering": ["purpose", "pk"],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="attachment_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("field", models.CharField(max_length=60, verbose_name="欄")),
                ("label", models.CharField(max_length=120, verbose_name="直すところ")),
                ("comment", models.TextField(max_length=1000, verbose_name="お願い")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="お願いした人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="お願いした日時"
                    ),
                ),
                ("before", models.TextField(blank=True, verbose_name="直す前")),
                ("after", models.TextField(blank=True, verbose_name="直した後")),
                (
                    "mended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="直した人",
                    ),
                ),
                ("mended_at", models.DateTimeField(null=True, verbose_name="直した日時")),
            ],
            options={
                "verbose_name": "補正のお願い",
                "verbose_name_plural": "補正のお願い",
                "ordering": ["asked_at", "pk"],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="correction_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mended_at", None), ("mended_by", None)),
                            models.Q(("mended_at__isnull", False), ("mended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_correction_is_mended_exactly_when_somebody_mended_it",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("content", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "書きかけ",
                "verbose_name_plural": "書きかけ",
                "ordering": ["-saved_at"],
            },
        ),
        migrations.CreateModel(
            name="WorkerRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="始めた日時"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="最後に動いていた日時"
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="止めた日時")),
            ],
            options={
                "verbose_name": "裏の作業が動いた時間",
                "verbose_name_plural": "裏の作業が動いた時間",
                "ordering": ["-began_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SheetLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("window", "窓あき封筒"), ("labels", "ラベル用紙")],
                        max_length=6,
                        verbose_name="何に使うか",
                    ),
                ),
                ("name", models.CharField(help_text="例 長形3号 窓あき封筒", max_length=60, verbose_name="名前")),
                (
                    "left",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="A4の紙の左のはしから、宛名の左まで。",
                        max_digits=4,
                        verbose_name="左の余白(mm)",
                    ),
                ),
                (
                    "top",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="A4の紙の上のはしから、宛名の上まで。",
                        max_digits=4,
                        verbose_name="上の余白(mm)",
                    ),
                ),
                ("width", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="宛名1つの幅(mm)")),
                ("height", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="宛名1つの高さ(mm)")),
                (
                    "columns",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="窓あき封筒は1です。", verbose_name="横に並ぶ数"
                    ),
                ),
                (
                    "rows",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="窓あき封筒は1です。", verbose_name="縦に並ぶ数"
                    ),
                ),
                (
                    "gap_x",
                    models.DecimalField(
                        decimal_places=1, default=Decimal(0), max_digits=4, verbose_name="横のすき間(mm)"
                    ),
                ),
                (
                    "gap_y",
                    models.DecimalField(
                        decimal_places=1, default=Decimal(0), max_digits=4, verbose_name="縦のすき間(mm)"
                    ),
                ),
            ],
            options={
                "verbose_name": "宛名の位置",
                "verbose_name_plural": "宛名の位置",
                "ordering": ["kind", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="one_layout_per_name",
                        violation_error_message="同じ名前のものが、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gap_x__gte", 0),
                            ("gap_y__gte", 0),
                            ("left__gte", 0),
                            ("top__gte", 0),
                            ("columns__range", (1, 6)),
                            ("height__gte", 15),
                            ("rows__range", (1, 20)),
                            ("width__gte", 30),
                        ),
                        name="an_address_has_room_and_stands_on_the_paper",
                        violation_error_message="宛名は、幅30mm・高さ15mmより大きくしてください。並ぶ数は、横6、縦20までです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("taken", "番号を取った"), ("sent", "施行した"), ("cancelled", "欠番")],
                        default="taken",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("symbol", models.CharField(editable=False, max_length=20, verbose_name="文書記号")),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="年度")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="番号")),
                ("subject", models.CharField(max_length=300, verbose_name="件名")),
                ("addressee", models.CharField(blank=True, max_length=300, verbose_name="宛先")),
                ("taken_on", models.DateField(editable=False, verbose_name="番号を取った日")),
                (
                    "taken_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取った人",
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="番号を取った日時",
                    ),
                ),
                ("sent_on", models.DateField(editable=False, null=True, verbose_name="施行した日")),
                ("reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="欠番の理由")),
            ],
            options={
                "verbose_name": "紙の文書の番号",
                "verbose_name_plural": "紙の文書の番号",
                "ordering": ["symbol", "-fiscal_year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("symbol", "fiscal_year", "number"), name="one_paper_per_number_of_a_register"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("status", "cancelled"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="a_number_is_missing_exactly_when_its_reason_is_written",
                        violation_error_message="欠番にする理由を書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_on__isnull", False), ("status", "sent")),
                            models.Q(models.Q(("status", "sent"), _negated=True), ("sent_on", None)),
                            _connector="OR",
                        ),
                        name="a_paper_is_sent_exactly_when_it_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_on", None), ("sent_on__gte", models.F("taken_on")), _connector="OR"),
                        name="a_paper_is_not_sent_before_its_number_was_taken",
                        violation_error_message="施行した日を、番号を取った日か、それより後にしてください。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papernumber",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="f34ef71871bddcae05e8fe518862f3c985b0fe7f",
                    operation="DELETE",
                    pgid="pgtrigger_kept_2a8ab",
                    table="records_papernumber",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papernumber",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="ed4318286720e277da52b610008923b2c949045e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_kept_truncate_dd921",
                    table="records_papernumber",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="KeptPapers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case_type",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="案件の種類",
                    ),
                ),
                ("case_id", models.PositiveBigIntegerField(editable=False, verbose_name="案件の番号")),
                ("code", models.CharField(editable=False, max_length=40, verbose_name="何の書類か")),
                ("content", models.JSONField(editable=False, verbose_name="中身")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="照合の値(SHA-256)")),
                (
                    "kept_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出した人",
                    ),
                ),
                (
                    "kept_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="出した日時"),
                ),
            ],
            options={
                "verbose_name": "出した書類の控え",
                "verbose_name_plural": "出した書類の控え",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["case_type", "case_id", "code"], name="kept_papers_of_case")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keptpapers",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_papers_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.content <> '[]'::jsonb OR NEW.sha256 <> OLD.sha256)",
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="4640439f5493f1aaf807a4de8b2e22d4b64e435a",
                    operation="UPDATE",
                    pgid="pgtrigger_kept_papers_stay_3fc3b",
                    table="records_keptpapers",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keptpapers",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_papers_are_not_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="451d22607e06c506cc991d4c130106a50b57aa59",
                    operation="DELETE",
                    pgid="pgtrigger_kept_papers_are_not_removed_388ac",
                    table="records_keptpapers",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keptpapers",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_papers_are_not_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="a844dec1a0b9095e492364be7e65e6d14e55098f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_kept_papers_are_not_emptied_6f62f",
                    table="records_keptpapers",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="FormSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=60, verbose_name="様式")),
                ("programme", models.CharField(blank=True, editable=False, max_length=40, verbose_name="制度のコード")),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="例 様式第1号(第4条関係)", max_length=60, verbose_name="様式の番号"
                    ),
                ),
                (
                    "sign",
                    models.CharField(
                        blank=True,
                        choices=[("", "求めない"), ("signature", "署名を求める"), ("seal", "押印を求める")],
                        default="",
                        max_length=9,
                        verbose_name="署名・押印",
                    ),
                ),
            ],
            options={
                "verbose_name": "様式の番号",
                "verbose_name_plural": "様式の番号",
                "ordering": ["code", "programme"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "programme"), name="one_number_per_form_and_programme"),
                    models.CheckConstraint(
                        condition=models.Q(("sign__in", ["", "signature", "seal"])),
                        name="a_form_is_signed_in_a_known_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("criterion", models.CharField(max_length=60, verbose_name="基準の記号")),
                ("label", models.CharField(max_length=200, verbose_name="基準")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("fit", "適"), ("unfit", "否"), ("mend", "要補正")], max_length=10, verbose_name="確認"
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=1000, verbose_name="所見")),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="審査した人",
                    ),
                ),
                ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="審査した日時")),
            ],
            options={
                "verbose_name": "審査の結果",
                "verbose_name_plural": "審査の結果",
                "ordering": ["case_type", "case_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_type", "case_id", "criterion"), name="one_finding_per_criterion_of_a_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "fit"), models.Q(("comment", ""), _negated=True), _connector="OR"
                        ),
                        name="a_finding_that_is_not_fit_says_why",
                        violation_error_message="「否」と「要補正」には、理由を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=60, unique=True, verbose_name="種類の記号")),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1年"), (3, "3年"), (5, "5年"), (10, "10年"), (0, "永年")],
                        help_text="書類ができあがった年度の次の4月1日から数えます。",
                        verbose_name="保存年限",
                    ),
                ),
            ],
            options={
                "verbose_name": "保存年限",
                "verbose_name_plural": "保存年限",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("years__in", [1, 3, 5, 10, 0])),
                        name="a_document_is_kept_for_a_period_of_the_city",
                        violation_error_message="保存年限は、1年・3年・5年・10年・永年から選んでください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="印刷した人",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="印刷した日時"
                    ),
                ),
                ("by_area", models.BooleanField(default=True, verbose_name="区域の順")),
                ("with_list", models.BooleanField(default=True, verbose_name="発送一覧を付ける")),
                ("duplex", models.BooleanField(default=False, verbose_name="両面印刷")),
                (
                    "window",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.sheetlayout",
                        verbose_name="窓あき封筒",
                    ),
                ),
                (
                    "labels",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.sheetlayout",
                        verbose_name="ラベル",
                    ),
                ),
                ("first_label", models.PositiveSmallIntegerField(default=1, verbose_name="何枚めのラベルから")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pending", "作っています"), ("done", "できました"), ("failed", "作れませんでした")],
                        default="pending",
                        editable=False,
                        max_length=7,
                        verbose_name="結果",
                    ),
                ),
                (
                    "failure",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="作れなかった理由"),
                ),
                (
                    "list_pages",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="発送一覧のページ数"),
                ),
                (
                    "address_pages",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="宛名票のページ数"),
                ),
                (
                    "letter_pages",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="通知書のページ数"),
                ),
                ("blank_pages", models.PositiveIntegerField(default=0, editable=False, verbose_name="白紙のページ数")),
                ("pages", models.PositiveIntegerField(default=0, editable=False, verbose_name="全体のページ数")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=records.letters.posting.posting.private_name,
                        verbose_name="ファイル",
                    ),
                ),
                (
                    "labels_file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=records.letters.posting.posting.private_name,
                        verbose_name="ラベルのファイル",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知書の発送",
                "verbose_name_plural": "通知書の発送",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pages",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("list_pages"), "+", models.F("address_pages")
                                        ),
                                        "+",
                                        models.F("letter_pages"),
                                    ),
                                    "+",
                                    models.F("blank_pages"),
                                ),
                            )
                        ),
                        name="the_pages_of_a_posting_are_those_of_its_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "failed"), models.Q(("failure", ""), _negated=True)),
                            models.Q(models.Q(("outcome", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="a_posting_says_why_it_failed_and_only_then",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("prepared", "承認待ち"), ("done", "廃棄ずみ"), ("returned", "差し戻し")],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="廃棄する年度")),
                (
                    "prepared_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "prepared_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="作った日時"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認した人",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="承認した日時")),
            ],
            options={
                "verbose_name": "廃棄予定",
                "verbose_name_plural": "廃棄予定",
                "ordering": ["-fiscal_year", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "prepared")),
                        fields=("fiscal_year",),
                        name="one_open_disposal_list_per_fiscal_year",
                        violation_error_message="この年度の廃棄予定は、もうあります。その承認を待ってください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_approves_their_own_disposal_list",
                        violation_error_message="廃棄予定を作った人は、承認できません。ほかの人に頼んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("status", "prepared")),
                            models.Q(
                                models.Q(("status", "prepared"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_disposal_list_is_decided_exactly_when_someone_did",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisposalItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "disposal",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="records.disposal",
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=60, verbose_name="種類")),
                ("key", models.PositiveBigIntegerField(editable=False, verbose_name="書類の番号")),
                ("label", models.CharField(editable=False, max_length=300, verbose_name="書類")),
                ("completed", records.fiscal.FiscalYearField(editable=False, verbose_name="できあがった年度")),
                ("kept_because", models.CharField(blank=True, max_length=300, verbose_name="残す理由")),
                ("disposed_at", models.DateTimeField(editable=False, null=True, verbose_name="廃棄した日時")),
            ],
            options={
                "verbose_name": "廃棄予定の書類",
                "verbose_name_plural": "廃棄予定の書類",
                "ordering": ["kind", "completed", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("disposal", "kind", "key"), name="a_document_stands_once_on_a_disposal_list"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("disposed_at__isnull", False),
                            models.Q(("kind__in", ["records.mail", "records.draft"]), _negated=True),
                        ),
                        fields=("kind", "key"),
                        name="a_document_is_disposed_of_once",
                        violation_error_message="もう廃棄した書類が、一覧に入っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("disposed_at", None), ("kept_because", ""), _connector="OR"),
                        name="what_is_kept_is_not_disposed_of",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrailLink",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="位置")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="records.event",
                        verbose_name="できごと",
                    ),
                ),
                ("form", models.PositiveSmallIntegerField(verbose_name="照合の版")),
                ("linked_at", models.DateTimeField(verbose_name="つないだ日時")),
                ("previous", models.CharField(max_length=64, verbose_name="前の照合の値")),
                ("digest", models.CharField(max_length=64, verbose_name="照合の値(SHA-256)")),
            ],
            options={
                "verbose_name": "記録の鎖",
                "verbose_name_plural": "記録の鎖",
                "ordering": ["-position"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traillink",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="19b4a57c530040f5e57facba7c30babd270f5bba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_16549",
                    table="records_traillink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traillink",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="cd96830331d6844212061e5c7b336272c8b57db0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_a3b39",
                    table="records_traillink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="traillink",
            trigger=pgtrigger.compiler.Trigger(
                name="only_from_its_event",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'A link is written by its event alone.' USING ERRCODE = '23514';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="fe8834f4f43ad3b35b5151cf34e8f36e014f31e0",
                    operation="INSERT",
                    pgid="pgtrigger_only_from_its_event_b126a",
                    table="records_traillink",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TrailAnchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="日")),
                ("position", models.PositiveBigIntegerField(verbose_name="位置")),
                ("digest", models.CharField(max_length=64, verbose_name="照合の値(SHA-256)")),
                ("events", models.PositiveBigIntegerField(verbose_name="できごとの数")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="とめた日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "記録の錨",
                "verbose_name_plural": "記録の錨",
                "ordering": ["-day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("events", models.F("position"))),
                        name="an_anchor_holds_a_chain_without_gaps",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trailanchor",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="c284f8bb31794e056382509171c0cdee693e6475",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f7d1",
                    table="records_trailanchor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trailanchor",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="5a7c881378876202978da934688e9687b88e3b77",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_3e17f",
                    table="records_trailanchor",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("day", models.PositiveSmallIntegerField(verbose_name="日")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="空けておくと、毎年になります。", null=True, verbose_name="年(西暦)"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="例 年末年始、開庁記念日", max_length=40, verbose_name="閉庁の理由"),
                ),
            ],
            options={
                "verbose_name": "閉庁日(土日と祝日のほか)",
                "verbose_name_plural": "閉庁日(土日と祝日のほか)",
                "ordering": ["month", "day", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "day", "year"),
                        name="a_closed_day_is_listed_once",
                        nulls_distinct=False,
                        violation_error_message="この日は、もう入っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__range", (1, 31)), ("month__range", (1, 12))),
                        name="a_closed_day_is_a_day_of_the_calendar",
                        violation_error_message="月は1から12、日は1から31で入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="records.proposal",
                        verbose_name="起案",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="回")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.post",
                        verbose_name="職",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("circulate", "回議"), ("consult", "合議"), ("decide", "決裁"), ("read", "供覧")],
                        max_length=10,
                        verbose_name="役目",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True, verbose_name="番になった日時")),
                (
                    "act_taken",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "起案"),
                            ("approve", "承認"),
                            ("condition", "条件付き承認"),
                            ("object", "異議"),
                            ("decide", "決裁"),
                            ("send_back", "差し戻し"),
                            ("pull_back", "引き戻し"),
                            ("withdraw", "取り下げ"),
                            ("ask", "意見を求める"),
                            ("answer", "意見"),
                            ("reassign", "職の変更"),
                            ("acknowledge", "後閲"),
                            ("read", "供覧"),
                            ("void", "承認の取り消し"),
                        ],
                        max_length=11,
                        verbose_name="したこと",
                    ),
                ),
                (
                    "acted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="した人",
                    ),
                ),
                ("acted_at", models.DateTimeField(null=True, verbose_name="した日時")),
                ("acted_as", models.CharField(blank=True, max_length=160, verbose_name="立場")),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.post",
                        verbose_name="代決した職",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="意見")),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="後閲した人",
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(null=True, verbose_name="後閲した日時")),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り消した人",
                    ),
                ),
                ("voided_at", models.DateTimeField(null=True, verbose_name="取り消した日時")),
                ("voided_why", models.TextField(blank=True, max_length=2000, verbose_name="取り消した理由")),
            ],
            options={
                "verbose_name": "決裁の段階",
                "verbose_name_plural": "決裁の段階",
                "ordering": ["proposal", "position", "number"],
                "indexes": [
                    models.Index(models.F("post"), condition=models.Q(("acted_at", None)), name="open_step_of_post")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "number"), name="one_step_per_number_of_a_proposal"),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at", None), models.Q(("act_taken", "send_back"), _negated=True)),
                        fields=("proposal", "position", "post"),
                        name="one_live_step_per_position_and_post_of_a_proposal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("act_taken__in", ("approve", "condition", "object", "decide")), ("voided_at", None)
                        ),
                        fields=("proposal", "acted_by"),
                        name="nobody_fills_two_steps_of_a_proposal",
                        violation_error_message="同じ人が2つの段階を受け持つことはできません。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("act_taken", "decide"), ("voided_at", None)),
                        fields=("proposal",),
                        name="one_decision_per_proposal_and_no_more",
                        violation_error_message="この起案は、もう決裁されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_taken", ""), ("acted_at", None), ("acted_by", None)),
                            models.Q(
                                models.Q(("act_taken", ""), _negated=True),
                                ("acted_at__isnull", False),
                                ("acted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_step_is_done_exactly_when_somebody_did_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at", None), ("voided_by", None), ("voided_why", "")),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("voided_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_step_is_voided_by_somebody_who_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_taken", "decide"), _negated=True), ("part", "decide"), _connector="OR"
                        ),
                        name="only_the_deciding_post_decides",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.acted_at IS NOT NULL AND (OLD.act_taken, OLD.acted_by_id, OLD.acted_at, OLD.acted_as, OLD.deputy_id, OLD.comment, OLD.position, OLD.part, OLD.post_id, OLD.round) IS DISTINCT FROM (NEW.act_taken, NEW.acted_by_id, NEW.acted_at, NEW.acted_as, NEW.deputy_id, NEW.comment, NEW.position, NEW.part, NEW.post_id, NEW.round))",
                    func="RAISE EXCEPTION 'What was done in a step is never rewritten.' USING ERRCODE = '23514';",
                    hash="64c342664d5be99079d46dd50449a2049e51c680",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_82b4f",
                    table="records_step",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="records.proposal",
                        verbose_name="起案",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="番号")),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.step",
                        verbose_name="段階",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="たずねた人",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions_asked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="たずねられた人",
                    ),
                ),
                ("question", models.TextField(max_length=1000, verbose_name="たずねること")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="たずねた日時"
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="意見")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答えた日時")),
            ],
            options={
                "verbose_name": "求めた意見",
                "verbose_name_plural": "求めた意見",
                "ordering": ["proposal", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "number"), name="one_opinion_per_number_of_a_proposal"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_opinion_is_answered_exactly_with_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("of", models.F("asked_by")), _negated=True),
                        name="nobody_asks_for_their_own_opinion",
                        violation_error_message="自分に意見を求めることはできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="records.proposal",
                        verbose_name="起案",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft", "起案"),
                            ("approve", "承認"),
                            ("condition", "条件付き承認"),
                            ("object", "異議"),
                            ("decide", "決裁"),
                            ("send_back", "差し戻し"),
                            ("pull_back", "引き戻し"),
                            ("withdraw", "取り下げ"),
                            ("ask", "意見を求める"),
                            ("answer", "意見"),
                            ("reassign", "職の変更"),
                            ("acknowledge", "後閲"),
                            ("read", "供覧"),
                            ("void", "承認の取り消し"),
                        ],
                        max_length=11,
                        verbose_name="したこと",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.step",
                        verbose_name="段階",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="した人",
                    ),
                ),
                ("as_post", models.CharField(blank=True, max_length=160, verbose_name="立場")),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="意見")),
                ("facts", models.JSONField(default=dict, encoder=records.events.PlainJSONEncoder, verbose_name="内容")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="日時")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="記録した日時",
                    ),
                ),
            ],
            options={
                "verbose_name": "決裁の記録",
                "verbose_name_plural": "決裁の記録",
                "ordering": ["proposal", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "number"), name="one_act_per_number_of_a_proposal")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="ba1b563a739ee07641631928f9868b81969f726d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_80f52",
                    table="records_act",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="be7f749b2c77166cc77f2d7234ee64c5bfb4c1c9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_22bfe",
                    table="records_act",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "together",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ticks", to="records.together"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.proposal",
                        verbose_name="起案",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.step",
                        verbose_name="決裁の段階",
                    ),
                ),
                ("deed", models.CharField(default="approve", editable=False, max_length=20, verbose_name="すること")),
                ("said", models.JSONField(default=dict, editable=False, verbose_name="書いたこと")),
                ("told", models.CharField(blank=True, editable=False, max_length=200, verbose_name="したこと")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pending", "まだ"), ("done", "承認しました"), ("failed", "できませんでした")],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="結果",
                    ),
                ),
                ("failure", models.TextField(blank=True, editable=False, verbose_name="できなかった理由")),
            ],
            options={
                "verbose_name": "まとめて承認する起案",
                "verbose_name_plural": "まとめて承認する起案",
                "ordering": ["together", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("together", "step"), name="a_step_is_ticked_once_at_a_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "failed"), models.Q(("failure", ""), _negated=True)),
                            models.Q(models.Q(("outcome", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="a_tick_says_why_it_failed_and_only_then",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="records.step",
                        verbose_name="段階",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="records.opinion",
                        verbose_name="求めた意見",
                    ),
                ),
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
                "verbose_name": "決裁の催促",
                "verbose_name_plural": "決裁の催促",
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "number"),
                        name="a_step_is_reminded_once_per_interval",
                        violation_error_message="この段階には、もう知らせました。",
                    ),
                    models.UniqueConstraint(
                        fields=("opinion", "number"),
                        name="an_opinion_is_reminded_once_per_interval",
                        violation_error_message="この意見は、もう催促しました。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opinion__isnull", False), ("step", None)),
                            models.Q(("opinion", None), ("step__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_reminder_is_of_a_step_or_of_an_opinion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(editable=False, max_length=60, verbose_name="種類")),
                (
                    "setting",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="records.lettersetting",
                        verbose_name="文面",
                    ),
                ),
                (
                    "case_type",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="案件の種類",
                    ),
                ),
                ("case_id", models.PositiveBigIntegerField(editable=False, verbose_name="案件の番号")),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="宛先の職員",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.letter",
                        verbose_name="訂正する通知書",
                    ),
                ),
                (
                    "changes",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.letter",
                        verbose_name="内容を変えた通知書",
                    ),
                ),
                ("symbol", models.CharField(editable=False, max_length=20, verbose_name="文書記号")),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="年度")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="番号")),
                (
                    "code",
                    models.CharField(
                        blank=True, editable=False, max_length=12, null=True, unique=True, verbose_name="確認のコード"
                    ),
                ),
                ("amount", models.BigIntegerField(editable=False, null=True, verbose_name="金額")),
                ("issued_on", models.DateField(editable=False, verbose_name="日付")),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="施行した人",
                    ),
                ),
                (
                    "issued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="施行した日時",
                    ),
                ),
                ("addressee", models.CharField(editable=False, max_length=300, verbose_name="宛先")),
                ("subject", models.CharField(editable=False, max_length=300, verbose_name="題名")),
                ("meaning", models.CharField(editable=False, max_length=300, verbose_name="意味")),
                ("snapshot", models.JSONField(editable=False, verbose_name="写した値")),
                ("fingerprint", models.CharField(editable=False, max_length=64, verbose_name="中身の照合の値")),
                ("template_version", models.CharField(editable=False, max_length=64, verbose_name="様式の版")),
                ("html", models.TextField(editable=False, verbose_name="本文(HTML)")),
                (
                    "html_sha256",
                    models.CharField(editable=False, max_length=64, verbose_name="本文の照合の値(SHA-256)"),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.sealimage",
                        verbose_name="公印",
                    ),
                ),
                ("keep_until", models.DateField(editable=False, null=True, verbose_name="保存する期限")),
            ],
            options={
                "verbose_name": "通知書",
                "verbose_name_plural": "通知書",
                "ordering": ["-issued_on", "-pk"],
                "indexes": [
                    models.Index(fields=["case_type", "case_id"], name="letter_of_case"),
                    models.Index(fields=["organization", "-issued_on"], name="letter_of_organization"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("symbol", "fiscal_year", "number"), name="one_letter_per_number_of_a_register"
                    ),
                    models.UniqueConstraint(
                        fields=("fingerprint",),
                        name="one_letter_is_issued_once",
                        violation_error_message="この通知書は、もう出してあります。",
                    ),
                    models.UniqueConstraint(
                        fields=("corrects",),
                        name="a_letter_is_corrected_once",
                        violation_error_message="この通知書には、もう訂正があります。訂正した通知書のほうを直してください。",
                    ),
                    models.UniqueConstraint(
                        fields=("changes",),
                        name="a_letter_is_changed_by_one_later_letter",
                        violation_error_message="この通知書の内容は、もう別の通知書で変えてあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="a_letter_number_begins_at_one"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="cbf97514489b0c5132de4f10dd4e0a2c30edde17",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f67e8",
                    table="records_letter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="a8d5b261a211f82721537eed293728eb2191ee2b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_812d5",
                    table="records_letter",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LetterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="records.letter",
                    ),
                ),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("pages", models.PositiveSmallIntegerField(editable=False, verbose_name="ページ数")),
                ("engine", models.CharField(editable=False, max_length=60, verbose_name="印刷の道具")),
                ("style_sha256", models.CharField(editable=False, max_length=64)),
                ("faces", models.JSONField(editable=False, verbose_name="書体")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="作った日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "通知書のPDF",
                "verbose_name_plural": "通知書のPDF",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letterfile",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="953bd4124bdedf003c4d7141df24b50f4747742c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_51302",
                    table="records_letterfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letterfile",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="f92607218774b620673c80024e4be63b7b53eaaf",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_f1e4f",
                    table="records_letterfile",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LetterCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="records.letter",
                        verbose_name="訂正する通知書",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.lettersetting",
                        verbose_name="文面",
                    ),
                ),
                ("values", models.JSONField(default=dict, editable=False, verbose_name="直した値")),
                ("addressee", models.JSONField(default=dict, editable=False, verbose_name="宛先")),
                ("reason", models.TextField(max_length=300, verbose_name="訂正する理由")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "決裁待ち"), ("issued", "訂正ずみ"), ("returned", "差し戻し")],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "issued",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.letter",
                        verbose_name="訂正した通知書",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知書の訂正",
                "verbose_name_plural": "通知書の訂正",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")),
                        fields=("letter",),
                        name="one_correction_of_a_letter_on_its_way",
                        violation_error_message="この通知書の訂正は、もう決裁に回っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued__isnull", False), ("status", "issued")),
                            models.Q(models.Q(("status", "issued"), _negated=True), ("issued", None)),
                            _connector="OR",
                        ),
                        name="a_correction_is_issued_exactly_with_its_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="records.posting",
                        verbose_name="発送",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.letter",
                        verbose_name="通知書",
                    ),
                ),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="順番")),
                ("pages", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="ページ数")),
            ],
            options={
                "verbose_name": "発送する通知書",
                "verbose_name_plural": "発送する通知書",
                "ordering": ["posting", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("posting", "letter"), name="a_letter_is_posted_once_at_a_time"),
                    models.UniqueConstraint(fields=("posting", "position"), name="one_letter_per_place_of_a_posting"),
                ],
            },
        ),
    ]
