import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organizations", "0002_initial"),
        ("organizations", "0003_intakes"),
        ("organizations", "0004_submitting"),
        ("organizations", "0005_ties"),
        ("organizations", "0006_hearings"),
        ("organizations", "0007_derecognition"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("organizations", "0001_founding"),
        ("plans", "0001_founding"),
        ("records", "0002_founding"),
        ("staff", "0001_founding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bylaws",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版")),
                ("resolved_on", models.DateField(verbose_name="総会で決めた日")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.attachment",
                        verbose_name="規約の書類",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bylaws",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "規約",
                "verbose_name_plural": "規約",
                "ordering": ["organization", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="one_text_per_version_of_the_bylaws"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BylawsClause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name_office", "名称と事務所"),
                            ("purpose", "目的と活動"),
                            ("meeting", "総会と議決の方法"),
                            ("officers", "役員の選び方と役割"),
                            ("accounts", "予算と決算の報告"),
                            ("amendment", "規約の変更"),
                            ("audit", "監査"),
                            ("dissolution", "解散"),
                            ("other", "そのほか運営に必要なこと"),
                        ],
                        max_length=12,
                        verbose_name="定めること",
                    ),
                ),
                ("article", models.CharField(help_text="例 第3条", max_length=30, verbose_name="条")),
                (
                    "bylaws",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clauses", to="organizations.bylaws"
                    ),
                ),
            ],
            options={
                "verbose_name": "規約の定め",
                "verbose_name_plural": "規約の定め",
                "ordering": ["bylaws", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("bylaws", "kind"), name="one_article_per_clause_of_the_bylaws")
                ],
            },
        ),
        migrations.CreateModel(
            name="Derecognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grounds",
                    models.CharField(
                        choices=[
                            ("false", "偽りその他不正の手段により認可を受けたこと"),
                            ("unfit", "認可の基準に適合しなくなったこと"),
                            ("breach", "認可に付した条件に違反したこと"),
                            ("law", "法令、規則若しくは要綱又はこれらに基づく市長の処分に違反したこと"),
                            ("inactive", "正当な理由なく1年以上活動をしていないこと"),
                            ("request", "団体から認可の取消しの申出があったこと"),
                        ],
                        max_length=10,
                        verbose_name="取消しの理由",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="くわしい理由")),
                ("article", models.CharField(max_length=100, verbose_name="根拠の条項")),
                ("effective_on", models.DateField(verbose_name="取消しの効力が生じる日")),
                (
                    "defence",
                    models.CharField(
                        choices=[
                            ("heard", "弁明を聴いた"),
                            ("silent", "機会を設けたが、弁明はなかった"),
                            ("none", "機会を設けなかった"),
                        ],
                        max_length=10,
                        verbose_name="弁明の機会",
                    ),
                ),
                ("defence_on", models.DateField(blank=True, null=True, verbose_name="弁明の日")),
                ("defence_note", models.TextField(max_length=2000, verbose_name="弁明の内容")),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="準備した日時"
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
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
                        verbose_name="決定した人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derecognitions",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "認可の取消し",
                "verbose_name_plural": "認可の取消し",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["prepared", "proposed"])),
                        fields=("organization",),
                        name="one_open_derecognition_per_organization",
                        violation_error_message="この団体の認可の取消しは、もう準備しています。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("article", ""), _negated=True)
                        ),
                        name="a_derecognition_says_why_and_by_which_article",
                        violation_error_message="くわしい理由と根拠の条項を書いてください。通知書に載ります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("defence", "none"), ("defence_on", None)),
                            models.Q(models.Q(("defence", "none"), _negated=True), ("defence_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_defence_has_its_day_where_one_was_offered",
                        violation_error_message="弁明の機会を設けた日を入れてください。設けなかったときは、空けておきます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("defence_note", ""), _negated=True),
                        name="a_derecognition_tells_of_the_defence",
                        violation_error_message="弁明の内容を書いてください。機会を設けなかったときは、そのわけを書きます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False), ("decided_by__isnull", False), ("status", "revoked")
                            ),
                            models.Q(
                                models.Q(("status", "revoked"), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_derecognition_is_decided_exactly_when_someone_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("begun_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_the_derecognition_that_they_began",
                        violation_error_message="準備した人は、その取消しを決定できません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.PositiveBigIntegerField(verbose_name="案件の番号")),
                ("question", models.TextField(max_length=1000, verbose_name="諮問すること")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="諮問した日時"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("asked", "諮問中"), ("answered", "答申"), ("withdrawn", "取り下げ")],
                        default="asked",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("opinion", models.TextField(blank=True, max_length=4000, verbose_name="答申")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答申の日時")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答申を入れた人",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="諮問した人",
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
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="staff.committee",
                        verbose_name="委員会",
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
            ],
            options={
                "verbose_name": "諮問",
                "verbose_name_plural": "諮問",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("case_type", "case_id", "committee"),
                        name="one_open_hearing_per_case_and_committee",
                        violation_error_message="この案件は、この委員会にもう諮問しています。答申を待ってください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("status", "answered"),
                                models.Q(("opinion", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "answered"), _negated=True),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("opinion", ""),
                            ),
                            _connector="OR",
                        ),
                        name="a_hearing_is_answered_exactly_with_its_text_and_who_wrote_it",
                    ),
                ],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="hearing_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        help_text="英字。例 households", max_length=40, unique=True, verbose_name="コード"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名前")),
                ("unit", models.CharField(max_length=10, verbose_name="単位")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
            ],
            options={
                "verbose_name": "指標",
                "verbose_name_plural": "指標",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("recognition", "認可の申請書"),
                            ("future", "将来計画"),
                            ("yearly", "年度計画"),
                            ("grant", "交付金の申請書"),
                            ("change", "変更届"),
                            ("officers", "役員名簿"),
                            ("other", "そのほか"),
                        ],
                        max_length=12,
                        verbose_name="書類",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("paper", "紙(郵送)"), ("counter", "窓口"), ("fax", "ファクス"), ("phone", "電話")],
                        max_length=8,
                        verbose_name="届きかた",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="受け付けた日")),
                ("brought_by", models.CharField(blank=True, max_length=100, verbose_name="届けた人")),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="入力を始めた日時"
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="控えを送った日時")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="確かめた日時")),
                ("objection", models.TextField(blank=True, max_length=1000, verbose_name="ちがうところ")),
                ("settlement", models.TextField(blank=True, max_length=1000, verbose_name="市の答え")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "入力の途中"),
                            ("sent", "団体の確認を待っています"),
                            ("confirmed", "団体が確かめた"),
                            ("objected", "内容がちがう"),
                            ("settled", "市が答えた"),
                            ("dropped", "取りやめ"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入力した人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "代理入力",
                "verbose_name_plural": "代理入力",
                "ordering": ["-begun_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("organization", "entered_by"),
                        name="one_open_intake_per_organization_and_employee",
                        violation_error_message="この団体の代理入力を、もう始めています。先にそれを終えてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at", None), ("status__in", ["open", "dropped"])),
                            models.Q(
                                models.Q(("status__in", ["open", "dropped"]), _negated=True), ("sent_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_intake_that_was_sent_knows_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["objected", "settled"]), _negated=True),
                            models.Q(("objection", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_objection_says_what_is_wrong",
                        violation_error_message="どこがどうちがうかを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_what_they_typed_for_others",
                        violation_error_message="入力した人は、団体に代わって確かめることはできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.PositiveBigIntegerField(verbose_name="案件の番号")),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="案件の種類",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="organizations.intake",
                        verbose_name="代理入力",
                    ),
                ),
            ],
            options={
                "verbose_name": "代理入力した案件",
                "verbose_name_plural": "代理入力した案件",
                "ordering": ["intake", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "case_type", "case_id"), name="an_intake_names_each_case_once"
                    )
                ],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="intake_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("president", "会長"),
                            ("vice_president", "副会長"),
                            ("secretary", "事務局長"),
                            ("treasurer", "会計"),
                            ("auditor", "監事"),
                            ("viewer", "閲覧"),
                        ],
                        max_length=16,
                        verbose_name="役職",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="氏名")),
                ("furigana", models.CharField(max_length=100, verbose_name="ふりがな")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="アカウント",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "役員",
                "verbose_name_plural": "役員",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="an_officer_ends_after_starting",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "president")),
                        expressions=[
                            ("organization", "="),
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
                        name="one_president_at_a_time",
                        violation_error_message="その期間には、もう会長がいます。前の会長の任期のおわりを入れてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organization", "="),
                            ("kind", "="),
                            ("name", "="),
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
                        name="nobody_stands_twice_in_the_same_role",
                        violation_error_message="この人は、その期間もうこの役職の名簿に載っています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="団体の名称")),
                ("office_address", models.CharField(blank=True, max_length=200, verbose_name="主たる事務所の所在地")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("founded_on", models.DateField(null=True, verbose_name="設立した日")),
                ("officers", models.JSONField(default=list, editable=False, verbose_name="役員名簿")),
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="目的")),
                ("households", models.PositiveIntegerField(null=True, verbose_name="構成する世帯の数")),
                ("member_bodies", models.PositiveIntegerField(null=True, verbose_name="構成する団体の数")),
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="連絡する人")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="昼間につながる電話")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "審査"),
                            ("returned", "補正のお願い"),
                            ("proposed", "決裁待ち"),
                            ("recognised", "認可"),
                            ("refused", "不認可"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="状態",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="提出した日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("recognise", "認可する"), ("refuse", "認可しない")],
                        max_length=10,
                        verbose_name="決定の案",
                    ),
                ),
                ("effective_on", models.DateField(null=True, verbose_name="認可の効力が生じる日")),
                ("grounds", models.TextField(blank=True, max_length=2000, verbose_name="理由")),
                ("conditions", models.TextField(blank=True, max_length=2000, verbose_name="条件")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="決定した日時")),
                ("areas", models.ManyToManyField(related_name="+", to="organizations.area", verbose_name="活動の区域")),
                (
                    "bylaws",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognitions",
                        to="organizations.bylaws",
                        verbose_name="規約",
                    ),
                ),
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
                (
                    "future_plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.futureplan",
                        verbose_name="将来計画",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognitions",
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
                "verbose_name": "認可の申請",
                "verbose_name_plural": "認可の申請",
                "ordering": ["submitted_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "refused"), _negated=True),
                        fields=("organization",),
                        name="one_live_recognition_per_organization",
                        violation_error_message="この団体の認可の申請は、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("receipt_number__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_submitted_recognition_knows_who_sent_it_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["recognised", "refused"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["recognised", "refused"]), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="recognition_is_decided_exactly_when_someone_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_their_own_recognition",
                        violation_error_message="申請した人は、その申請を決定できません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "recognised"), _negated=True),
                            ("effective_on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_recognition_says_from_when_it_holds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("grounds", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_recognition_says_why",
                        violation_error_message="認可しない理由を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmitRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.PositiveBigIntegerField(verbose_name="案件の番号")),
                ("what", models.CharField(max_length=150, verbose_name="すること")),
                ("page", models.CharField(max_length=200, verbose_name="ページ")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="頼んだ日時"),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="出した日時")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="頼んだ人",
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
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "提出の依頼",
                "verbose_name_plural": "提出の依頼",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at", None)),
                        fields=("case_type", "case_id"),
                        name="one_open_request_to_send_a_case",
                        violation_error_message="提出は、もう頼んであります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Territory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territories",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "認可された区域",
                "verbose_name_plural": "認可された区域",
                "ordering": ["organization", "area"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_territory_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("area", "="),
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
                        name="recognised_organizations_do_not_overlap",
                        violation_error_message="区域が、すでに認可された団体と重なっています。区域を分けてから申請してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resident", "区域に住んでいる"),
                            ("family", "家族が役員・職員をしている"),
                            ("member", "会員・役員として活動している"),
                            ("trade", "取引や雇用の関係がある"),
                            ("other", "そのほか"),
                        ],
                        max_length=10,
                        verbose_name="関係",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="説明")),
                (
                    "declared_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="申し出た日時"
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申し出た人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体との関係",
                "verbose_name_plural": "団体との関係",
                "ordering": ["organization__furigana", "user__furigana", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_tie_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("organization", "="),
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
                        name="nobody_is_tied_twice_to_one_organization_at_once",
                        violation_error_message="この団体との関係は、その期間もう申し出てあります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "declaration",
                    models.CharField(
                        blank=True,
                        choices=[("free", "関係なし"), ("tied", "関係あり(除斥)")],
                        max_length=4,
                        verbose_name="申し出",
                    ),
                ),
                (
                    "tie_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "区域に住んでいる"),
                            ("family", "家族が役員・職員をしている"),
                            ("member", "会員・役員として活動している"),
                            ("trade", "取引や雇用の関係がある"),
                            ("other", "そのほか"),
                        ],
                        max_length=10,
                        verbose_name="関係",
                    ),
                ),
                ("tie_note", models.CharField(blank=True, max_length=200, verbose_name="説明")),
                ("declared_at", models.DateTimeField(editable=False, null=True, verbose_name="申し出た日時")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[("fit", "適当"), ("conditional", "条件付きで適当"), ("unfit", "不適当")],
                        max_length=12,
                        verbose_name="意見",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="理由")),
                ("given_at", models.DateTimeField(editable=False, null=True, verbose_name="意見を書いた日時")),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="organizations.hearing",
                        verbose_name="諮問",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="staff.committeemember",
                        verbose_name="委員",
                    ),
                ),
            ],
            options={
                "verbose_name": "委員の申し出と意見",
                "verbose_name_plural": "委員の申し出と意見",
                "ordering": ["hearing", "member__kind", "member__user__furigana", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("hearing", "member"), name="one_voice_per_member_of_a_hearing"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declaration", ""), ("declared_at", None)),
                            models.Q(models.Q(("declaration", ""), _negated=True), ("declared_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_member_declares_exactly_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declaration", "tied"), models.Q(("tie_kind", ""), _negated=True)),
                            models.Q(
                                models.Q(("declaration", "tied"), _negated=True), ("tie_kind", ""), ("tie_note", "")
                            ),
                            _connector="OR",
                        ),
                        name="who_declares_a_tie_says_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at", None), ("opinion", "")),
                            models.Q(
                                models.Q(("opinion", ""), _negated=True),
                                models.Q(("declaration", ""), _negated=True),
                                ("given_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_gives_an_opinion_before_declaring",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opinion__in", ["", "fit"]), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="an_opinion_that_is_not_plain_says_why",
                        violation_error_message="条件や理由を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(verbose_name="基準日")),
                ("value", models.PositiveIntegerField(verbose_name="値")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="出典")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="organizations.indicator",
                        verbose_name="指標",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域の数値",
                "verbose_name_plural": "区域の数値",
                "ordering": ["area", "indicator", "-as_of"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "indicator", "as_of"),
                        name="one_figure_per_area_indicator_and_day",
                        violation_error_message="その区域の、その基準日の数値はもうあります。",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="organization",
            name="areas",
            field=models.ManyToManyField(
                related_name="organizations", to="organizations.area", verbose_name="活動の区域"
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "city"), ("parent", None)),
                    models.Q(models.Q(("kind", "city"), _negated=True), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="only_the_city_has_no_area_above_it",
                violation_error_message="地区と大字には、上の区域を選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="no_area_is_its_own_parent",
                violation_error_message="上の区域に、その区域自身は選べません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="no_two_organizations_bear_the_same_name",
                violation_error_message="この名前の団体は、もう登録されています。名前を変えるか、市の担当に相談してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recognised_on__isnull", False), ("status__in", ["active", "revoked"])),
                    models.Q(models.Q(("status__in", ["active", "revoked"]), _negated=True), ("recognised_on", None)),
                    _connector="OR",
                ),
                name="an_organization_knows_its_day_exactly_when_it_was_recognised",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("revoked_on__gt", models.F("recognised_on")),
                        ("revoked_on__isnull", False),
                        ("status", "revoked"),
                    ),
                    models.Q(models.Q(("status", "revoked"), _negated=True), ("revoked_on", None)),
                    _connector="OR",
                ),
                name="a_recognition_ends_after_it_began_exactly_when_it_was_revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["founded", "active", "revoked"]), _negated=True),
                    ("founded_on__isnull", False),
                    _connector="OR",
                ),
                name="a_founded_organization_knows_its_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voice",
            trigger=pgtrigger.compiler.Trigger(
                name="a_tie_stays_declared",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.declaration = 'tied' AND NEW.declaration IS DISTINCT FROM 'tied')",
                    func="RAISE EXCEPTION 'Who has declared a tie stays tied.' USING ERRCODE = '23514';",
                    hash="9c712c64186069f2173683e671aca4f95f868ba0",
                    operation="UPDATE",
                    pgid="pgtrigger_a_tie_stays_declared_8c443",
                    table="organizations_voice",
                    when="BEFORE",
                ),
            ),
        ),
    ]
