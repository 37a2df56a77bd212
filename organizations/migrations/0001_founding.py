import datetime as dt
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import organizations.figures.values
import organizations.kinds.kind
import organizations.meetings.kinds
import records.codes
import records.fiscal


class Migration(migrations.Migration):
    replaces = [("organizations", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(help_text="英字。例 rmo", max_length=30, unique=True, verbose_name="コード")),
                ("name", models.CharField(help_text="例 地域運営組織", max_length=40, verbose_name="種類の名前")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="どんな団体か")),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[("認可", "認可"), ("認定", "認定"), ("登録", "登録"), ("指定", "指定")],
                        max_length=10,
                        verbose_name="市が認めることの呼び名",
                    ),
                ),
                (
                    "steps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("awareness", "機運づくり"),
                                ("preparing", "準備会"),
                                ("planning", "将来計画"),
                                ("founded", "設立"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="それまでの段階",
                    ),
                ),
                ("needs_area", models.BooleanField(default=True, verbose_name="区域がいる")),
                ("needs_plan", models.BooleanField(default=True, verbose_name="将来計画がいる")),
                ("needs_bylaws", models.BooleanField(default=True, verbose_name="規約がいる")),
                ("officers", models.PositiveSmallIntegerField(default=3, verbose_name="役員の人数(何人以上)")),
                ("may_get_grants", models.BooleanField(default=True, verbose_name="交付金を申請できる")),
                (
                    "matters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("name", "団体の名前"),
                                ("office_address", "主たる事務所の所在地"),
                                ("areas", "活動の区域"),
                                ("bylaws", "規約"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=organizations.kinds.kind.usual_matters,
                        size=None,
                        verbose_name="変えるときに市の認可がいること",
                    ),
                ),
                ("is_public", models.BooleanField(default=True, verbose_name="市民の名簿に載せる")),
                (
                    "public_parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("areas", "活動の区域"),
                                ("representative", "代表者の氏名"),
                                ("officers", "役員の役職と氏名"),
                                ("office", "事務所の所在地"),
                                ("phone", "電話"),
                                ("legal_form", "法人格"),
                                ("members", "構成団体"),
                                ("sections", "部会"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="公開すること",
                    ),
                ),
                ("is_retired", models.BooleanField(default=False, verbose_name="新しくは登録しない")),
            ],
            options={
                "verbose_name": "団体の種類",
                "verbose_name_plural": "団体の種類",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="no_two_kinds_bear_the_same_name",
                        violation_error_message="この名前の種類は、もうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("word", ""), _negated=True), ("matters", []), _connector="OR"),
                        name="only_what_is_recognised_asks_for_changes",
                        violation_error_message="市が認めない種類では、「変えるときに市の認可がいること」を選べません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名前")),
                (
                    "host",
                    models.CharField(
                        choices=[("organization", "団体"), ("city", "市(区域のために)"), ("either", "団体か市")],
                        default="organization",
                        max_length=12,
                        verbose_name="開くところ",
                    ),
                ),
                (
                    "city_helps",
                    models.BooleanField(
                        default=False,
                        help_text="担当の係と地域担当職員も、お知らせや記録を書けます。",
                        verbose_name="市が事務局を手伝う",
                    ),
                ),
                (
                    "counting",
                    models.CharField(
                        choices=[
                            ("none", "数えない"),
                            ("all", "通し番号(第N回)"),
                            ("yearly", "年度ごと(令和N年度 第N回)"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="回の数え方",
                    ),
                ),
                ("in_section", models.BooleanField(default=False, verbose_name="部会の名前を入れる")),
                (
                    "is_open",
                    models.BooleanField(
                        default=False, help_text="お知らせを公開します。", verbose_name="だれでも参加できる"
                    ),
                ),
                ("has_notes", models.BooleanField(default=False, verbose_name="意見のメモを集める(ワークショップ)")),
                ("announce_days", models.PositiveSmallIntegerField(default=0, verbose_name="何日前までに知らせるか")),
                (
                    "quorum_of",
                    models.CharField(
                        blank=True,
                        help_text="例 構成員。空けると、定足数はありません。",
                        max_length=20,
                        verbose_name="定足数をだれで数えるか",
                    ),
                ),
                ("quorum_over", models.PositiveSmallIntegerField(default=1, verbose_name="定足数の分子")),
                ("quorum_under", models.PositiveSmallIntegerField(default=2, verbose_name="定足数の分母")),
                ("quorum_is_more", models.BooleanField(default=True, verbose_name="ちょうどでは足りない(過半数)")),
                ("takes_written", models.BooleanField(default=False, verbose_name="書面表決を認める")),
                ("takes_proxies", models.BooleanField(default=False, verbose_name="委任状を認める")),
                (
                    "contact",
                    models.CharField(
                        choices=[("none", "聞かない"), ("optional", "書きたい人だけ"), ("required", "かならず聞く")],
                        default="optional",
                        max_length=8,
                        verbose_name="申し込みで連絡先を聞くか",
                    ),
                ),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        default=organizations.meetings.kinds.usual_groups,
                        help_text="「,」で区切って入れます。",
                        size=None,
                        verbose_name="参加者の所属の分け方",
                    ),
                ),
                ("is_used", models.BooleanField(default=True, verbose_name="使う")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
            ],
            options={
                "verbose_name": "会議の種類",
                "verbose_name_plural": "会議の種類",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quorum_over__gte", 1), ("quorum_under__gte", models.F("quorum_over"))),
                        name="a_quorum_is_a_share_of_the_whole",
                        violation_error_message="定足数は「分母分の分子」です。分子は1以上、分母は分子以上にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quorum_of", ""), _negated=True),
                            models.Q(("takes_proxies", False), ("takes_written", False)),
                            _connector="OR",
                        ),
                        name="written_votes_and_proxies_need_a_quorum",
                        violation_error_message="書面表決と委任状は、定足数のある会議だけで使えます。「だれで数えるか」を入れてください。",
                    ),
                ],
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
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="例 高齢化率 43.1% なら 1", verbose_name="小数のけた数"
                    ),
                ),
                (
                    "adds_up",
                    models.BooleanField(
                        default=True,
                        help_text="率や平均は、区域の値を足しても意味がないので、外してください。",
                        verbose_name="足し合わせてよい",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="例 住民基本台帳", max_length=100, verbose_name="いつもの出典"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="数え方。例 外国人住民をふくむ", max_length=200, verbose_name="説明"
                    ),
                ),
                (
                    "is_listed",
                    models.BooleanField(
                        default=True, help_text="地域の一覧、地域のページ、交付金の計算式", verbose_name="一覧に出す"
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("m", "男"), ("f", "女")],
                        help_text="人口の一部の指標だけ",
                        max_length=1,
                        verbose_name="男女",
                    ),
                ),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="人口の一部の指標だけ。例 75歳以上なら 75",
                        null=True,
                        verbose_name="何歳から",
                    ),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="空なら、それ以上すべて", null=True, verbose_name="何歳まで"
                    ),
                ),
            ],
            options={
                "verbose_name": "指標",
                "verbose_name_plural": "指標",
                "ordering": ["order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_to", None),
                            models.Q(("age_from__isnull", False), ("age_to__gte", models.F("age_from"))),
                            _connector="OR",
                        ),
                        name="an_age_group_begins_before_it_ends",
                        violation_error_message="「何歳まで」は、「何歳から」以上の年にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 3)),
                        name="an_indicator_has_at_most_three_decimals",
                        violation_error_message="小数は3けたまでです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="ファイルの名前")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("source", models.CharField(max_length=100, verbose_name="出典")),
                ("first_day", models.DateField(verbose_name="はじめの基準日")),
                ("last_day", models.DateField(verbose_name="おわりの基準日")),
                ("areas", models.PositiveIntegerField(verbose_name="区域の数")),
                ("added", models.PositiveIntegerField(verbose_name="加えた数値")),
                ("changed", models.PositiveIntegerField(verbose_name="直した数値")),
                ("same", models.PositiveIntegerField(verbose_name="同じだった数値")),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="読み込んだ人",
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="読み込んだ日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "数値のファイル",
                "verbose_name_plural": "数値のファイル",
                "ordering": ["-taken_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="a_file_of_figures_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaSystem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="地図のアドレスに使います。例 junior-high",
                        max_length=20,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9-]*\\Z",
                                "小文字の英字で始め、英字・数字・ハイフンで書いてください。例 junior-high",
                            )
                        ],
                        verbose_name="コード",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="例 中学校区、行政区、コミュニティエリア",
                        max_length=30,
                        unique=True,
                        verbose_name="名前",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "市"), ("district", "地区"), ("oaza", "大字"), ("other", "ほかの分け方")],
                        default="other",
                        max_length=10,
                        verbose_name="役割",
                    ),
                ),
                ("may_overlap", models.BooleanField(default=False, verbose_name="区域どうしが重なってもよい")),
                (
                    "keeps_former",
                    models.BooleanField(
                        default=False,
                        help_text="例 閉校した小学校の、旧小学校区",
                        verbose_name="なくなった区域も、団体の活動の区域に選べる",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
            ],
            options={
                "verbose_name": "区域の分け方",
                "verbose_name_plural": "区域の分け方",
                "ordering": ["order", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "other"), _negated=True),
                        fields=("kind",),
                        name="each_level_of_the_tree_has_one_name",
                        violation_error_message="その役割の分け方は、もうあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "市"), ("district", "地区"), ("oaza", "大字"), ("other", "ほかの分け方")],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="コード")),
                ("name", models.CharField(max_length=60, verbose_name="名前")),
                ("furigana", models.CharField(blank=True, max_length=80, verbose_name="ふりがな")),
                (
                    "system",
                    models.ForeignKey(
                        blank=True,
                        help_text="種類が「ほかの分け方」のときだけ選びます。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="organizations.areasystem",
                        verbose_name="分け方",
                    ),
                ),
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
                ("order", models.PositiveIntegerField(default=0, verbose_name="並び順")),
                (
                    "starts_on",
                    models.DateField(
                        blank=True, help_text="前からあるときは、あけておきます。", null=True, verbose_name="できた日"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="今もあるときは、あけておきます。", null=True, verbose_name="最後の日"
                    ),
                ),
            ],
            options={
                "verbose_name": "区域",
                "verbose_name_plural": "区域",
                "ordering": ["order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["city", "other"]), ("parent", None)),
                            models.Q(("kind__in", ["district", "oaza"]), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="only_the_city_has_no_area_above_it",
                        violation_error_message="地区と大字には、上の区域を選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="no_area_is_its_own_parent",
                        violation_error_message="上の区域に、その区域自身は選べません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), ("system__isnull", False)),
                            models.Q(models.Q(("kind", "other"), _negated=True), ("system", None)),
                            _connector="OR",
                        ),
                        name="an_area_beside_the_tree_names_its_system",
                        violation_error_message="「ほかの分け方」の区域には、分け方を選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="an_area_ends_after_it_started",
                        violation_error_message="最後の日を、できた日より後にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overlap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "inner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lies_in",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "outer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="takes_in",
                        to="organizations.area",
                        verbose_name="ふくむ区域",
                    ),
                ),
                (
                    "extent",
                    models.CharField(
                        choices=[("whole", "全部"), ("most", "大半"), ("part", "一部")],
                        max_length=10,
                        verbose_name="どれだけ",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("hand", "手で入れた"), ("measured", "地図から")],
                        default="hand",
                        max_length=10,
                        verbose_name="どこから",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域の重なり",
                "verbose_name_plural": "区域の重なり",
                "ordering": ["outer", "inner"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inner", "outer", "source"),
                        name="two_areas_overlap_once",
                        violation_error_message="その2つの区域の関係は、もう書いてあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("inner", models.F("outer")), _negated=True),
                        name="an_area_does_not_overlap_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeighbourWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="neighbour_words",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organizations.area",
                        verbose_name="となりの区域",
                    ),
                ),
                ("are_neighbours", models.BooleanField(verbose_name="となりである")),
            ],
            options={
                "verbose_name": "となりの区域(手で入れた)",
                "verbose_name_plural": "となりの区域(手で入れた)",
                "ordering": ["area", "other"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "other"), name="one_word_about_two_neighbours"),
                    models.CheckConstraint(
                        condition=models.Q(("area__lt", models.F("other"))),
                        name="two_neighbours_stand_once_in_their_order",
                    ),
                ],
            },
        ),
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
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organizations",
                        to="organizations.kind",
                        verbose_name="種類",
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
                ("suspended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="休止した日")),
                ("dissolved_on", models.DateField(blank=True, editable=False, null=True, verbose_name="解散した日")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("awareness", "機運づくり"),
                            ("preparing", "準備会"),
                            ("planning", "将来計画づくり"),
                            ("founded", "設立"),
                            ("active", "認可・活動中"),
                            ("working", "活動中"),
                            ("revoked", "認可の取消し"),
                            ("suspended", "活動の休止"),
                            ("dissolved", "解散"),
                        ],
                        default="awareness",
                        editable=False,
                        max_length=12,
                        verbose_name="段階",
                    ),
                ),
                (
                    "areas",
                    models.ManyToManyField(
                        related_name="organizations", to="organizations.area", verbose_name="活動の区域"
                    ),
                ),
            ],
            options={
                "verbose_name": "団体",
                "verbose_name_plural": "団体",
                "ordering": ["furigana", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="no_two_organizations_bear_the_same_name",
                        violation_error_message="この名前の団体は、もう登録されています。名前を変えるか、市の担当に相談してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recognised_on__isnull", False), ("status__in", ["active", "revoked"])),
                            ("status__in", ["suspended", "dissolved"]),
                            models.Q(
                                models.Q(
                                    ("status__in", ["active", "revoked", "suspended", "dissolved"]), _negated=True
                                ),
                                ("recognised_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="an_organization_knows_its_day_exactly_when_it_was_recognised",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revoked_on__gt", models.F("recognised_on")),
                                ("revoked_on__isnull", False),
                                ("status", "revoked"),
                            ),
                            ("status", "dissolved"),
                            models.Q(
                                models.Q(("status__in", ["revoked", "dissolved"]), _negated=True), ("revoked_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_recognition_ends_after_it_began_exactly_when_it_was_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dissolved_on__isnull", False), ("status", "dissolved")),
                            models.Q(models.Q(("status", "dissolved"), _negated=True), ("dissolved_on", None)),
                            _connector="OR",
                        ),
                        name="an_organization_has_a_last_day_exactly_when_dissolved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "suspended"), ("suspended_on__isnull", False)),
                            models.Q(models.Q(("status", "suspended"), _negated=True), ("suspended_on", None)),
                            _connector="OR",
                        ),
                        name="a_suspended_organization_knows_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["founded", "active", "revoked"]), _negated=True),
                            ("founded_on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_founded_organization_knows_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
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
            name="Territory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territories",
                        to="organizations.area",
                        verbose_name="区域",
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
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入力した人",
                    ),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="入力を始めた日時"
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="控えを送った日時")),
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
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="organizations.intake",
                        verbose_name="代理入力",
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
            ],
            options={
                "verbose_name": "代理入力した案件",
                "verbose_name_plural": "代理入力した案件",
                "ordering": ["intake", "pk"],
                "indexes": [models.Index(fields=["case_type", "case_id"], name="intake_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "case_type", "case_id"), name="an_intake_names_each_case_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_bodies",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="構成団体の名前")),
                (
                    "sort",
                    models.CharField(
                        blank=True,
                        help_text="例 自治会、PTA、老人会、消防団",
                        max_length=40,
                        verbose_name="どんな団体か",
                    ),
                ),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="世帯数")),
            ],
            options={
                "verbose_name": "構成団体",
                "verbose_name_plural": "構成団体",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_member_body_ends_after_starting",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organization", "="),
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
                        name="a_member_body_belongs_once_at_a_time",
                        violation_error_message="この構成団体は、その期間もう載っています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("name", models.CharField(help_text="例 福祉部会", max_length=60, verbose_name="部会の名前")),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="すること")),
            ],
            options={
                "verbose_name": "部会",
                "verbose_name_plural": "部会",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_section_ends_after_starting",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organization", "="),
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
                        name="one_section_of_a_name_at_a_time",
                        violation_error_message="この名前の部会は、その期間もうあります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="organizations.section",
                        verbose_name="部会",
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
                    "role",
                    models.CharField(
                        choices=[("head", "部会長"), ("deputy", "副部会長"), ("member", "部会員")],
                        default="member",
                        max_length=8,
                        verbose_name="役",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="氏名")),
            ],
            options={
                "verbose_name": "部会の人",
                "verbose_name_plural": "部会の人",
                "ordering": ["section", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_seat_ends_after_starting",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("role", "head")),
                        expressions=[
                            ("section", "="),
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
                        name="one_head_of_a_section_at_a_time",
                        violation_error_message="その期間には、もう部会長がいます。前の部会長のおわりの日を入れてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organizations.meetingkind",
                        verbose_name="種類",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organizations.section",
                        verbose_name="部会",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name="第何回"
                    ),
                ),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="年度")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="題名")),
                ("starts_at", models.DateTimeField(verbose_name="はじまり")),
                ("ends_at", models.DateTimeField(verbose_name="おわり")),
                ("place", models.CharField(max_length=100, verbose_name="会場")),
                ("about", models.TextField(blank=True, max_length=2000, verbose_name="案内")),
                ("is_open", models.BooleanField(default=False, verbose_name="だれでも参加できる")),
                ("takes_signups", models.BooleanField(default=False, verbose_name="申し込みを受ける")),
                ("capacity", models.PositiveIntegerField(null=True, verbose_name="定員")),
                ("signup_until", models.DateField(null=True, verbose_name="申し込みの締切")),
                (
                    "contact",
                    models.CharField(
                        choices=[("none", "聞かない"), ("optional", "書きたい人だけ"), ("required", "かならず聞く")],
                        max_length=8,
                        verbose_name="連絡先を聞くか",
                    ),
                ),
                ("inquiries", models.CharField(blank=True, max_length=100, verbose_name="問い合わせ先")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "準備中"),
                            ("announced", "お知らせ済み"),
                            ("held", "開催した"),
                            ("drafted", "議事録の確認中"),
                            ("checked", "議事録を確認済み"),
                            ("published", "議事録を公開"),
                            ("cancelled", "中止"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("called_off", models.CharField(blank=True, max_length=300, verbose_name="中止・延期の理由")),
                ("eligible", models.PositiveIntegerField(null=True, verbose_name="議決権のある人の数")),
                ("present", models.PositiveIntegerField(null=True, verbose_name="出席した人の数")),
                ("written", models.PositiveIntegerField(default=0, verbose_name="書面表決の数")),
                ("proxies", models.PositiveIntegerField(default=0, verbose_name="委任状の数")),
                (
                    "stands_as",
                    models.CharField(
                        blank=True,
                        choices=[("meeting", "成立"), ("talk", "不成立(懇談会として開催)")],
                        max_length=8,
                        verbose_name="成立",
                    ),
                ),
                ("room_code", models.CharField(blank=True, editable=False, max_length=6, verbose_name="会場のコード")),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用意した人",
                    ),
                ),
                ("announced_at", models.DateTimeField(editable=False, null=True, verbose_name="知らせた日時")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="変えた日時"),
                ),
            ],
            options={
                "verbose_name": "会議",
                "verbose_name_plural": "会議",
                "ordering": ["starts_at", "pk"],
                "indexes": [models.Index(fields=["starts_at"], name="meeting_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("area", None), ("organization__isnull", False)),
                            models.Q(("area__isnull", False), ("organization", None)),
                            _connector="OR",
                        ),
                        name="a_meeting_is_held_by_an_organization_or_for_an_area",
                        violation_error_message="会議を開くところを、団体か区域のどちらか1つにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("section", None), ("organization__isnull", False), _connector="OR"),
                        name="only_a_meeting_of_an_organization_is_of_a_section",
                        violation_error_message="部会を選べるのは、団体の会議だけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="a_meeting_ends_after_it_begins",
                        violation_error_message="おわりは、はじまりより後の時刻にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("eligible", None),
                            (
                                "eligible__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("present"), "+", models.F("written")
                                    ),
                                    "+",
                                    models.F("proxies"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="no_more_people_are_counted_than_may_vote",
                        violation_error_message="出席・書面表決・委任状の合計が、議決権のある人の数より多くなっています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stands_as", ""), ("status__in", ["planned", "announced", "cancelled"])),
                            models.Q(
                                models.Q(("status__in", ["planned", "announced", "cancelled"]), _negated=True),
                                models.Q(("stands_as", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_meeting_stands_as_something_exactly_once_it_was_held",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            ("number__isnull", False),
                            ("organization__isnull", False),
                        ),
                        fields=("kind", "organization", "section", "fiscal_year", "number"),
                        name="no_organization_holds_the_same_meeting_twice",
                        nulls_distinct=False,
                        violation_error_message="その回の会議は、もうあります。回の数を確かめてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            ("area__isnull", False),
                            ("number__isnull", False),
                        ),
                        fields=("kind", "area", "fiscal_year", "number"),
                        name="no_area_has_the_same_meeting_twice",
                        violation_error_message="その回の会議は、もうあります。回の数を確かめてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("room_code", ""), _negated=True),
                        fields=("room_code",),
                        name="no_two_rooms_show_the_same_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signups",
                        to="organizations.meeting",
                        verbose_name="会議",
                    ),
                ),
                ("token", models.UUIDField(editable=False, unique=True)),
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
                ("group", models.CharField(max_length=30, verbose_name="所属")),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("child", "小・中学生まで"),
                            ("youth", "高校生から20代"),
                            ("middle", "30代から50代"),
                            ("senior", "60代から74歳"),
                            ("elder", "75歳以上"),
                            ("unsaid", "答えない"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="配慮してほしいこと")),
                (
                    "state",
                    models.CharField(
                        choices=[("in", "受付済み"), ("waiting", "キャンセル待ち"), ("out", "取り消し")],
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
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="変えた日時")),
                ("came_at", models.DateTimeField(editable=False, null=True, verbose_name="来た日時")),
            ],
            options={
                "verbose_name": "参加の申し込み",
                "verbose_name_plural": "参加の申し込み",
                "ordering": ["made_at", "pk"],
                "indexes": [models.Index(fields=["meeting", "state"], name="signup_of_meeting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "out"), _negated=True), ("came_at", None), _connector="OR"
                        ),
                        name="who_cancelled_did_not_come",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="headcounts",
                        to="organizations.meeting",
                        verbose_name="会議",
                    ),
                ),
                ("group", models.CharField(max_length=30, verbose_name="所属")),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("child", "小・中学生まで"),
                            ("youth", "高校生から20代"),
                            ("middle", "30代から50代"),
                            ("senior", "60代から74歳"),
                            ("elder", "75歳以上"),
                            ("unsaid", "答えない"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("people", models.PositiveIntegerField(default=0, verbose_name="人数")),
            ],
            options={
                "verbose_name": "その場で数えた人数",
                "verbose_name_plural": "その場で数えた人数",
                "ordering": ["meeting", "group", "age_band"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "group", "age_band"), name="one_headcount_per_meeting_group_and_age_band"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="organizations.meeting",
                        verbose_name="会議",
                    ),
                ),
                ("chair", models.CharField(blank=True, max_length=60, verbose_name="議長・進行")),
                ("signers", models.CharField(blank=True, max_length=120, verbose_name="議事録署名人")),
                ("text", models.TextField(max_length=20000, verbose_name="話し合ったこと")),
                (
                    "written_by",
                    models.ForeignKey(
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
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
                ("checked_at", models.DateTimeField(editable=False, null=True, verbose_name="確かめた日時")),
            ],
            options={
                "verbose_name": "議事録",
                "verbose_name_plural": "議事録",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            models.Q(("checked_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_checks_their_own_minutes",
                        violation_error_message="議事録は、書いた人とは別の人が確かめます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("checked_by", None)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="minutes_are_checked_by_somebody_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmitRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("what", models.CharField(max_length=150, verbose_name="すること")),
                ("page", models.CharField(max_length=200, verbose_name="ページ")),
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
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="頼んだ日時"),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="出した日時")),
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
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="職員",
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
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申し出た人",
                    ),
                ),
                (
                    "declared_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="申し出た日時"
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derecognitions",
                        to="organizations.organization",
                        verbose_name="団体",
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
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="はじまり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="おわり")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="名前")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("center", "コミュニティセンター"),
                            ("hall", "公民館"),
                            ("assembly", "集会所"),
                            ("school", "学校・旧校舎"),
                            ("welfare", "福祉施設"),
                            ("other", "そのほか"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                ("address", models.CharField(max_length=120, verbose_name="所在地")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                (
                    "operation",
                    models.CharField(
                        choices=[
                            ("designated", "指定管理"),
                            ("direct", "市の直営"),
                            ("lent", "市から借りている"),
                            ("own", "団体の建物"),
                        ],
                        max_length=10,
                        verbose_name="運営のしかた",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facilities",
                        to="organizations.organization",
                        verbose_name="運営する団体",
                    ),
                ),
                ("opens_at", models.TimeField(default=dt.time(9, 0), verbose_name="開く時刻")),
                ("closes_at", models.TimeField(default=dt.time(21, 0), verbose_name="閉まる時刻")),
                (
                    "closed_weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[(0, "月"), (1, "火"), (2, "水"), (3, "木"), (4, "金"), (5, "土"), (6, "日")]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="休みの曜日",
                    ),
                ),
                ("takes_bookings", models.BooleanField(default=True, verbose_name="部屋の申し込みを受ける")),
                (
                    "days_ahead",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(400),
                        ],
                        verbose_name="何日先まで申し込めるか",
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="利用の案内")),
            ],
            options={
                "verbose_name": "拠点施設",
                "verbose_name_plural": "拠点施設",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_facility_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="a_facility_closes_after_it_opens",
                        violation_error_message="閉まる時刻を、開く時刻より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("operation", "designated"), _negated=True),
                            ("manager__isnull", False),
                            _connector="OR",
                        ),
                        name="a_designated_manager_is_an_organization",
                        violation_error_message="指定管理のときは、運営する団体を選んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="organizations.facility",
                        verbose_name="施設",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="部屋の名前")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="定員"
                    ),
                ),
                (
                    "fee",
                    models.PositiveIntegerField(default=0, help_text="0円は無料です。", verbose_name="使用料(1時間)"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="例 畳、調理台4つ、土足禁止", max_length=200, verbose_name="備考"
                    ),
                ),
                ("in_use", models.BooleanField(default=True, verbose_name="申し込みを受ける")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
            ],
            options={
                "verbose_name": "部屋",
                "verbose_name_plural": "部屋",
                "ordering": ["facility", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility", "name"),
                        name="rooms_of_a_facility_have_different_names",
                        violation_error_message="その名前の部屋は、もうあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment",
                        to="organizations.facility",
                        verbose_name="施設",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="例 プロジェクター、長机、AED、放送設備", max_length=60, verbose_name="設備の名前"
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="数")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
            ],
            options={
                "verbose_name": "設備",
                "verbose_name_plural": "設備",
                "ordering": ["facility", "name"],
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closings",
                        to="organizations.facility",
                        verbose_name="施設",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="休みのはじめの日")),
                ("ends_on", models.DateField(verbose_name="休みの終わりの日")),
                (
                    "reason",
                    models.CharField(help_text="例 年末年始、工事、選挙の投票所", max_length=100, verbose_name="理由"),
                ),
            ],
            options={
                "verbose_name": "休みの日",
                "verbose_name_plural": "休みの日",
                "ordering": ["facility", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="a_closing_ends_after_it_started",
                        violation_error_message="おわりの日を、はじまりの日より後にしてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "返事を待っています"),
                            ("confirmed", "使えます"),
                            ("refused", "使えません"),
                            ("cancelled", "取り消しました"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="organizations.room",
                        verbose_name="部屋",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="はじめ")),
                ("ends_at", models.DateTimeField(verbose_name="おわり")),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="申し込む人の名前")),
                ("phone", models.CharField(max_length=20, verbose_name="電話")),
                ("purpose", models.CharField(max_length=200, verbose_name="使う目的")),
                (
                    "headcount",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="人数"
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="返事")),
                ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="合言葉")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申し込んだ人",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="申し込んだ日時")),
            ],
            options={
                "verbose_name": "部屋の申し込み",
                "verbose_name_plural": "部屋の申し込み",
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="a_booking_ends_after_it_starts",
                        violation_error_message="おわりの時刻を、はじめの時刻より後にしてください。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status__in", ["asked", "confirmed"])),
                        expressions=[
                            ("room", "="),
                            (
                                models.Func(
                                    models.F("starts_at"),
                                    models.F("ends_at"),
                                    function="TSTZRANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="no_room_is_given_twice_at_a_time",
                        violation_error_message="その時間は、もうふさがっています。ほかの時間か、ほかの部屋を選んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("as_of", models.DateField(verbose_name="基準日")),
                ("value", organizations.figures.values.FigureField(decimal_places=3, max_digits=15, verbose_name="値")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="出典")),
                (
                    "file",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="organizations.figurefile",
                        verbose_name="ファイル",
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
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "former",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organizations.organization",
                        verbose_name="前の団体",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organizations.organization",
                        verbose_name="後の団体",
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[("converted", "移行"), ("merged", "合併"), ("split", "分割")],
                        max_length=10,
                        verbose_name="どうなったか",
                    ),
                ),
                ("on", models.DateField(verbose_name="その日")),
            ],
            options={
                "verbose_name": "団体の系譜",
                "verbose_name_plural": "団体の系譜",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("former", "later"),
                        name="one_line_between_two_bodies",
                        violation_error_message="この2つの団体のつながりは、もう入っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("former", models.F("later")), _negated=True),
                        name="no_body_descends_from_itself",
                        violation_error_message="別の団体を選んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dissolutions",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("reported", "届出"),
                            ("proposed", "決裁待ち"),
                            ("accepted", "受理・清算中"),
                            ("closed", "清算ずみ"),
                            ("dropped", "取りやめ"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("dissolved_on", models.DateField(null=True, verbose_name="解散した日")),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resolved", "総会で解散を決めた"),
                            ("merged", "ほかの団体と合併した"),
                            ("empty", "構成員がいなくなった"),
                            ("other", "そのほか"),
                        ],
                        max_length=10,
                        verbose_name="解散の理由",
                    ),
                ),
                ("resolved_on", models.DateField(null=True, verbose_name="決めた総会の日")),
                ("residue", models.TextField(blank=True, max_length=2000, verbose_name="残った財産の扱い")),
                ("grant_left", models.PositiveBigIntegerField(default=0, verbose_name="残っている交付金")),
                ("reserve_left", models.PositiveBigIntegerField(default=0, verbose_name="残っている積立金")),
                ("liquidator", models.CharField(blank=True, max_length=100, verbose_name="清算する人")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="清算する人の電話")),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="届け出た人",
                    ),
                ),
                ("reported_at", models.DateTimeField(editable=False, null=True, verbose_name="届け出た日時")),
                ("receipt_number", models.PositiveIntegerField(editable=False, null=True, verbose_name="収受番号")),
                ("returned", models.PositiveBigIntegerField(null=True, verbose_name="市に返された額")),
                ("settled_on", models.DateField(null=True, verbose_name="清算がすんだ日")),
                ("settlement", models.TextField(blank=True, max_length=1000, verbose_name="清算の確かめ")),
            ],
            options={
                "verbose_name": "解散届",
                "verbose_name_plural": "解散届",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "reported", "proposed", "accepted"])),
                        fields=("organization",),
                        name="one_open_dissolution_per_organization",
                        violation_error_message="この団体の解散届は、もうあります。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "dropped"]),
                            models.Q(
                                ("dissolved_on__isnull", False),
                                ("reported_at__isnull", False),
                                ("resolved_on__isnull", False),
                                models.Q(("cause", ""), _negated=True),
                                models.Q(("residue", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_reported_dissolution_says_when_and_what_is_left",
                        violation_error_message="解散した日、理由、総会の日、残った財産の扱いを入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True),
                            models.Q(
                                ("returned__isnull", False),
                                ("settled_on__isnull", False),
                                models.Q(("settlement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_dissolution_tells_of_its_money",
                        violation_error_message="市に返された額と、清算の確かめを入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned", None),
                            (
                                "returned__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("grant_left"), "+", models.F("reserve_left")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="no_more_comes_back_than_was_left",
                        violation_error_message="市に返された額を、残っている交付金と積立金の計までにしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["accepted", "closed"]),
                            ),
                            _connector="OR",
                        ),
                        name="only_an_accepted_dissolution_was_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rechange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "matters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("name", "団体の名前"),
                                ("office_address", "主たる事務所の所在地"),
                                ("phone", "電話"),
                                ("president", "代表者"),
                                ("officers", "役員"),
                                ("bylaws", "規約"),
                                ("areas", "活動の区域"),
                                ("plan", "将来計画"),
                            ],
                            max_length=16,
                        ),
                        default=list,
                        size=None,
                        verbose_name="変えること",
                    ),
                ),
                ("new_name", models.CharField(blank=True, max_length=100, verbose_name="新しい名前")),
                ("new_furigana", models.CharField(blank=True, max_length=150, verbose_name="新しい名前のふりがな")),
                ("new_office", models.CharField(blank=True, max_length=200, verbose_name="新しい事務所の所在地")),
                ("wanted_on", models.DateField(null=True, verbose_name="変える日")),
                ("resolved_on", models.DateField(null=True, verbose_name="総会で決めた日")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="変える理由")),
                ("contact_name", models.CharField(blank=True, max_length=100, verbose_name="連絡する人")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="昼間につながる電話")),
                (
                    "applicant",
                    models.CharField(blank=True, editable=False, max_length=100, verbose_name="申請したときの名前"),
                ),
                ("representative", models.CharField(blank=True, editable=False, max_length=140, verbose_name="代表者")),
                (
                    "office_address",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="申請したときの事務所"),
                ),
                ("differences", models.JSONField(default=list, editable=False, verbose_name="変更の内容")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechanges",
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
                            ("approved", "変更認可"),
                            ("refused", "変更不認可"),
                            ("withdrawn", "取下げ"),
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
                        choices=[("approve", "変更を認可する"), ("refuse", "変更を認可しない")],
                        max_length=10,
                        verbose_name="決定の案",
                    ),
                ),
                ("effective_on", models.DateField(null=True, verbose_name="変更の効力が生じる日")),
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
                (
                    "new_areas",
                    models.ManyToManyField(related_name="+", to="organizations.area", verbose_name="新しい活動の区域"),
                ),
            ],
            options={
                "verbose_name": "変更の認可の申請",
                "verbose_name_plural": "変更の認可の申請",
                "ordering": ["organization", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "submitted", "returned", "proposed"])),
                        fields=("organization",),
                        name="one_open_rechange_per_organization",
                        violation_error_message="この団体の変更の認可の申請は、もうあります。その続きを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "withdrawn"]),
                            models.Q(
                                ("receipt_number__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_submitted_rechange_knows_who_sent_it_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at", None),
                            models.Q(("matters__len__gt", 0), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_submitted_rechange_says_what_changes",
                        violation_error_message="変えることと、その理由を入れてください。",
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
                        name="rechange_is_decided_exactly_when_someone_decided_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_their_own_rechange",
                        violation_error_message="申請した人は、その申請を決定できません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("effective_on__isnull", False),
                            _connector="OR",
                        ),
                        name="an_approved_rechange_says_from_when_it_holds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("grounds", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_rechange_says_why",
                        violation_error_message="認可しない理由を書いてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", records.fiscal.FiscalYearField(editable=False, verbose_name="年度")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="番号")),
                ("noticed_on", models.DateField(editable=False, verbose_name="告示した日")),
                ("title", models.CharField(max_length=200, verbose_name="件名")),
                ("text", models.TextField(max_length=4000, verbose_name="本文")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_notices",
                        to="organizations.organization",
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
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="告示した日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "告示",
                "verbose_name_plural": "告示",
                "ordering": ["-fiscal_year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("fiscal_year", "number"), name="one_public_notice_per_number"),
                    models.UniqueConstraint(
                        fields=("case_type", "case_id"),
                        name="one_public_notice_per_decision",
                        violation_error_message="このことは、もう告示してあります。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="f496668f73df1b9c0bad8630fb3957eee1c1be8c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a7cd6",
                    table="organizations_publicnotice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="40f340656697d315217655ec375512b7d09ab6cb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_01542",
                    table="organizations_publicnotice",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Guidance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidances",
                        to="organizations.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "準備"),
                            ("proposed", "決裁待ち"),
                            ("dropped", "取りやめ"),
                            ("given", "答えを待っている"),
                            ("answered", "答えがあった"),
                            ("closed", "すんだ"),
                        ],
                        default="given",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("advice", "助言"),
                            ("guidance", "指導"),
                            ("demand", "改善の求め"),
                            ("recommend", "勧告"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("word", "口頭"), ("writing", "文書")], max_length=10, verbose_name="伝え方"
                    ),
                ),
                ("given_on", models.DateField(null=True, verbose_name="伝えた日")),
                ("told_to", models.CharField(max_length=100, verbose_name="伝えた相手")),
                ("matter", models.TextField(max_length=2000, verbose_name="伝えたこと")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="答えの期限")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当した人",
                    ),
                ),
                ("prepared_at", models.DateTimeField(editable=False, null=True, verbose_name="準備をはじめた日時")),
                ("answer_text", models.TextField(blank=True, max_length=2000, verbose_name="団体の答え")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="答えた日時")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="市が確かめたこと")),
            ],
            options={
                "verbose_name": "指導・助言",
                "verbose_name_plural": "指導・助言",
                "ordering": ["organization", "-given_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_text", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer_text", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_answer_has_its_words_and_its_time",
                        violation_error_message="答えを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on", None), ("due_on__gte", models.F("given_on")), _connector="OR"),
                        name="an_answer_is_due_after_it_was_asked_for",
                        violation_error_message="答えの期限を、伝えた日か、それより後の日にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_closed_guidance_says_what_was_found",
                        violation_error_message="市が確かめたことを書いてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given_on", None),
                                ("prepared_at__isnull", False),
                                ("status__in", ["prepared", "proposed", "dropped"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["prepared", "proposed", "dropped"]), _negated=True),
                                ("given_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_guidance_has_its_day_exactly_when_it_was_given",
                        violation_error_message="伝えた日を入れてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("way", "writing"),
                                models.Q(("status__in", ["prepared", "proposed", "dropped"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_guidance_in_writing_is_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("given_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_the_guidance_that_they_prepared",
                        violation_error_message="準備した人は、その文書を決定できません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="organizations.meeting",
                        verbose_name="会議",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="番号")),
                ("title", models.CharField(max_length=100, verbose_name="議題")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="説明")),
                ("is_proposal", models.BooleanField(default=False, verbose_name="議決する")),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("half", "出席者の過半数"),
                            ("two_thirds", "出席者の3分の2以上"),
                            ("all", "全員(議決権のある人)の4分の3以上"),
                        ],
                        default="half",
                        max_length=12,
                        verbose_name="可決に要る数",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("carried", "可決"),
                            ("lost", "否決"),
                            ("agreed", "全員一致・合意"),
                            ("later", "次回に続ける"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="結果",
                    ),
                ),
                ("in_favour", models.PositiveIntegerField(editable=False, null=True, verbose_name="賛成")),
                ("against", models.PositiveIntegerField(editable=False, null=True, verbose_name="反対")),
                ("abstained", models.PositiveIntegerField(editable=False, null=True, verbose_name="棄権")),
                ("decision", models.CharField(blank=True, editable=False, max_length=300, verbose_name="決まったこと")),
            ],
            options={
                "verbose_name": "議題",
                "verbose_name_plural": "議題",
                "ordering": ["meeting", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("abstained", None), ("against", None), ("in_favour", None)),
                            models.Q(
                                ("abstained__isnull", False), ("against__isnull", False), ("in_favour__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="votes_are_counted_all_three_or_not_at_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["carried", "lost"]), _negated=True),
                            ("in_favour__isnull", False),
                            _connector="OR",
                        ),
                        name="a_proposal_is_carried_or_lost_by_counted_votes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Todo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="todos",
                        to="organizations.meeting",
                        verbose_name="会議",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="番号")),
                ("text", models.CharField(max_length=200, verbose_name="やること")),
                ("person", models.CharField(max_length=60, verbose_name="だれが")),
                ("due_on", models.DateField(verbose_name="いつまでに")),
                ("done_on", models.DateField(editable=False, null=True, verbose_name="済んだ日")),
                ("result", models.CharField(blank=True, editable=False, max_length=300, verbose_name="どうなったか")),
                ("reminded_on", models.DateField(editable=False, null=True, verbose_name="知らせた日")),
            ],
            options={
                "verbose_name": "やること",
                "verbose_name_plural": "やること",
                "ordering": ["due_on", "meeting", "position"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="organizations.meeting",
                        verbose_name="会議",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                ("day", models.DateField(verbose_name="出た日")),
                (
                    "kind",
                    models.CharField(
                        choices=[("problem", "課題"), ("asset", "魅力・資源"), ("idea", "アイデア")],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="メモ")),
                ("theme", models.CharField(blank=True, max_length=40, verbose_name="テーマ")),
                ("dots", models.PositiveSmallIntegerField(default=0, verbose_name="シールの数")),
                ("from_phone", models.BooleanField(default=False, verbose_name="参加者がスマートフォンで書いた")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "まだ見ていない"), ("shown", "公開"), ("hidden", "出さない")],
                        default="new",
                        max_length=8,
                        verbose_name="公開",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="書いた日時"),
                ),
            ],
            options={
                "verbose_name": "ワークショップのメモ",
                "verbose_name_plural": "ワークショップのメモ",
                "ordering": ["meeting", "kind", "pk"],
                "indexes": [models.Index(fields=["area", "state"], name="note_of_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_note_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoundaryFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "確かめています"),
                            ("taken", "取り込みました"),
                            ("dropped", "取りやめました"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("system_code", models.CharField(max_length=20, verbose_name="分け方のコード")),
                ("starts_on", models.DateField(verbose_name="いつからの境か")),
                ("name", models.CharField(max_length=200, verbose_name="ファイルの名前")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "figures",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="図形の数"
                    ),
                ),
                ("content", models.JSONField(blank=True, default=list, verbose_name="内容")),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="読み込んだ人",
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="読み込んだ日時")),
            ],
            options={
                "verbose_name": "境のファイル",
                "verbose_name_plural": "境のファイル",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="boundaries",
                        to="organizations.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boundaries",
                        to="organizations.boundaryfile",
                        verbose_name="もとのファイル",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="いつからの境か")),
                ("geometry", models.JSONField(verbose_name="座標(経度・緯度)")),
                ("path", models.TextField(verbose_name="図の線")),
                ("x0", models.IntegerField(verbose_name="左")),
                ("y0", models.IntegerField(verbose_name="上")),
                ("x1", models.IntegerField(verbose_name="右")),
                ("y1", models.IntegerField(verbose_name="下")),
                ("label_x", models.IntegerField(verbose_name="名前の場所(横)")),
                ("label_y", models.IntegerField(verbose_name="名前の場所(縦)")),
                ("square_metres", models.BigIntegerField(verbose_name="面積(平方メートル)")),
                ("points", models.PositiveIntegerField(verbose_name="点の数")),
                (
                    "touches",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="となり(区域の番号)"
                    ),
                ),
            ],
            options={
                "verbose_name": "区域の境",
                "verbose_name_plural": "区域の境",
                "ordering": ["area", "-starts_on"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["touches"], name="boundary_touches")],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "starts_on"), name="one_boundary_of_an_area_from_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("square_metres__gt", 0), ("x0__lt", models.F("x1")), ("y0__lt", models.F("y1"))
                        ),
                        name="a_boundary_has_a_width_and_a_height",
                        violation_error_message="面積のない形があります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organizations.area",
                        verbose_name="前の区域",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organizations.area",
                        verbose_name="後の区域",
                    ),
                ),
                ("on", models.DateField(verbose_name="再編の日")),
                (
                    "how",
                    models.CharField(
                        choices=[("merge", "合併"), ("absorb", "編入"), ("split", "分割")],
                        max_length=10,
                        verbose_name="再編の種類",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域の再編",
                "verbose_name_plural": "区域の再編",
                "ordering": ["-on", "before", "after"],
                "constraints": [
                    models.UniqueConstraint(fields=("before", "after"), name="an_area_succeeds_another_once"),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="no_area_comes_from_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudentActivity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("school", models.CharField(max_length=60, verbose_name="学校")),
                ("title", models.CharField(max_length=60, verbose_name="活動の名前")),
                ("text", models.TextField(max_length=2000, verbose_name="したこと")),
                ("fiscal_year", records.fiscal.FiscalYearField(verbose_name="年度")),
                ("students", models.PositiveSmallIntegerField(null=True, verbose_name="学生の人数")),
                ("teacher", models.CharField(blank=True, max_length=60, verbose_name="担当の先生")),
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
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="いっしょにした団体",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "下書き"), ("sent", "確認待ち"), ("published", "公開")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="公開した日")),
            ],
            options={
                "verbose_name": "学生の活動",
                "verbose_name_plural": "学生の活動",
                "ordering": ["-fiscal_year", "school", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", False), ("status", "published")),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_on", None)),
                            _connector="OR",
                        ),
                        name="an_activity_is_public_exactly_when_there_is_a_day",
                    )
                ],
            },
        ),
    ]
