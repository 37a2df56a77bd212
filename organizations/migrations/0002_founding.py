import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import records.codes
import records.fiscal


class Migration(migrations.Migration):
    replaces = [
        ("organizations", "0002_initial"),
        ("organizations", "0003_intakes"),
        ("organizations", "0004_submitting"),
        ("organizations", "0005_ties"),
        ("organizations", "0006_hearings"),
        ("organizations", "0007_derecognition"),
        ("organizations", "0003_figures"),
        ("organizations", "0004_areas_and_boundaries"),
        ("organizations", "0005_rechange"),
        ("organizations", "0006_facilities"),
        ("organizations", "0007_kinds"),
        ("organizations", "0008_life"),
        ("organizations", "0009_meetings"),
        ("organizations", "0010_guidance_by_letter"),
        ("organizations", "0011_sections_of_meetings"),
        ("organizations", "0012_courses_and_students"),
        ("organizations", "0013_lapsed_words"),
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
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bylaws",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
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
                    "bylaws",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clauses", to="organizations.bylaws"
                    ),
                ),
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
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="年度")),
                ("title", models.CharField(max_length=60, verbose_name="講座の名前")),
                ("about", models.TextField(max_length=2000, verbose_name="案内")),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.theme",
                        verbose_name="分野",
                    ),
                ),
                ("for_whom", models.CharField(blank=True, max_length=100, verbose_name="対象")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="会場")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="定員"
                    ),
                ),
                ("apply_until", models.DateField(verbose_name="申し込みの締切")),
                (
                    "needed",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="修了に要る回数"
                    ),
                ),
                ("inquiries", models.CharField(blank=True, max_length=100, verbose_name="問い合わせ先")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "準備中"), ("open", "開講"), ("finished", "修了"), ("cancelled", "中止")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("finished_on", models.DateField(editable=False, null=True, verbose_name="修了の日")),
                ("called_off", models.CharField(blank=True, max_length=200, verbose_name="中止の理由")),
                (
                    "meetings",
                    models.ManyToManyField(related_name="courses", to="organizations.meeting", verbose_name="回"),
                ),
            ],
            options={
                "verbose_name": "講座",
                "verbose_name_plural": "講座",
                "ordering": ["-fiscal_year", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("area", None), ("organization__isnull", False)),
                            models.Q(("area__isnull", False), ("organization", None)),
                            _connector="OR",
                        ),
                        name="a_course_is_held_by_an_organization_or_for_an_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_on__isnull", False), ("status", "finished")),
                            models.Q(models.Q(("status", "finished"), _negated=True), ("finished_on", None)),
                            _connector="OR",
                        ),
                        name="a_course_has_finished_exactly_when_there_is_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("needed__gte", 1)),
                        name="a_course_needs_at_least_one_session",
                        violation_error_message="修了に要る回数は、1回以上にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learners",
                        to="organizations.course",
                        verbose_name="講座",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=records.codes.drawn_by_lot,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="確認の番号",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="氏名")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("can_do", models.CharField(blank=True, max_length=200, verbose_name="手伝えること")),
                ("wants_asked", models.BooleanField(default=False, verbose_name="修了したら地域から声をかけてよい")),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.area",
                        verbose_name="地区",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("in", "受講"), ("waiting", "キャンセル待ち"), ("out", "取り消し")],
                        editable=False,
                        max_length=8,
                        verbose_name="受付",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="申し込んだ日時"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False, null=True, verbose_name="修了の番号")),
                (
                    "card",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learner",
                        to="staff.card",
                        verbose_name="できる",
                    ),
                ),
            ],
            options={
                "verbose_name": "受講者",
                "verbose_name_plural": "受講者",
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", None), ("state", "in"), _connector="OR"),
                        name="only_who_took_part_finishes_a_course",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("card", None), ("wants_asked", True), _connector="OR"),
                        name="only_who_wishes_is_asked_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="organizations.learner",
                        verbose_name="受講者",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.meeting",
                        verbose_name="回",
                    ),
                ),
            ],
            options={
                "verbose_name": "出席",
                "verbose_name_plural": "出席",
                "ordering": ["learner", "meeting"],
                "constraints": [
                    models.UniqueConstraint(fields=("learner", "meeting"), name="nobody_comes_to_a_session_twice")
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("question", models.TextField(max_length=1000, verbose_name="諮問すること")),
                ("due_on", models.DateField(verbose_name="期限")),
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
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答申の日時")),
            ],
            options={
                "verbose_name": "諮問",
                "verbose_name_plural": "諮問",
                "ordering": ["due_on", "pk"],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="hearing_of_case")],
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
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="団体の名称")),
                ("office_address", models.CharField(blank=True, max_length=200, verbose_name="主たる事務所の所在地")),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                ("founded_on", models.DateField(null=True, verbose_name="設立した日")),
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
                ("officers", models.JSONField(default=list, editable=False, verbose_name="役員名簿")),
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
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="目的")),
                ("households", models.PositiveIntegerField(null=True, verbose_name="構成する世帯の数")),
                ("member_bodies", models.PositiveIntegerField(null=True, verbose_name="構成する団体の数")),
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="連絡する人")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="昼間につながる電話")),
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
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "審査"),
                            ("returned", "補正のお願い"),
                            ("proposed", "決裁待ち"),
                            ("recognised", "認可"),
                            ("refused", "不認可"),
                            ("lapsed", "効力のなくなった認可"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="状態",
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
                ("areas", models.ManyToManyField(related_name="+", to="organizations.area", verbose_name="活動の区域")),
            ],
            options={
                "verbose_name": "認可の申請",
                "verbose_name_plural": "認可の申請",
                "ordering": ["submitted_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["refused", "lapsed"]), _negated=True),
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
                                ("status__in", ["recognised", "refused", "lapsed"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["recognised", "refused", "lapsed"]), _negated=True),
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
                            models.Q(("status__in", ["recognised", "lapsed"]), _negated=True),
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
    ]
