"""会議の種類: 総会, 役員会, 推進会議, ワークショップ … as rows with the rules of each; a city writes its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from organizations.meetings.quorum import Share

GROUPS = ("住民(個人)", "町内会・自治会", "PTA・学校", "福祉・ボランティア", "事業所・商店", "市・社協", "そのほか")


def usual_groups() -> list[str]:
    return list(GROUPS)


class MeetingKindQuerySet(models.QuerySet["MeetingKind"]):
    def in_use(self) -> MeetingKindQuerySet:
        return self.filter(is_used=True)

    def for_organizations(self) -> MeetingKindQuerySet:
        return self.in_use().exclude(host=MeetingKind.Host.CITY)

    def for_areas(self) -> MeetingKindQuerySet:
        return self.in_use().exclude(host=MeetingKind.Host.ORGANIZATION)


class MeetingKind(models.Model):
    """What holds for every meeting of a kind. A change holds for meetings that are planned from then on and for those
    that were not held yet; what was held has kept its own count."""

    class Host(models.TextChoices):
        ORGANIZATION = "organization", "団体"
        CITY = "city", "市(区域のために)"
        EITHER = "either", "団体か市"

    class Counting(models.TextChoices):
        NONE = "none", "数えない"
        ALL = "all", "通し番号(第N回)"
        YEARLY = "yearly", "年度ごと(令和N年度 第N回)"

    class Contact(models.TextChoices):
        NONE = "none", "聞かない"
        OPTIONAL = "optional", "書きたい人だけ"
        REQUIRED = "required", "かならず聞く"

    name = models.CharField("名前", max_length=40, unique=True)
    host = models.CharField("開くところ", max_length=12, choices=Host.choices, default=Host.ORGANIZATION)
    city_helps = models.BooleanField(
        "市が事務局を手伝う", default=False, help_text="担当の係と地域担当職員も、お知らせや記録を書けます。"
    )
    counting = models.CharField("回の数え方", max_length=8, choices=Counting.choices, default=Counting.NONE)
    in_section = models.BooleanField("部会の名前を入れる", default=False)
    is_open = models.BooleanField("だれでも参加できる", default=False, help_text="お知らせを公開します。")
    has_notes = models.BooleanField("意見のメモを集める(ワークショップ)", default=False)
    announce_days = models.PositiveSmallIntegerField("何日前までに知らせるか", default=0)
    quorum_of = models.CharField(
        "定足数をだれで数えるか", max_length=20, blank=True, help_text="例 構成員。空けると、定足数はありません。"
    )
    quorum_over = models.PositiveSmallIntegerField("定足数の分子", default=1)
    quorum_under = models.PositiveSmallIntegerField("定足数の分母", default=2)
    quorum_is_more = models.BooleanField("ちょうどでは足りない(過半数)", default=True)
    takes_written = models.BooleanField("書面表決を認める", default=False)
    takes_proxies = models.BooleanField("委任状を認める", default=False)
    contact = models.CharField(
        "申し込みで連絡先を聞くか", max_length=8, choices=Contact.choices, default=Contact.OPTIONAL
    )
    groups: Any = ArrayField(
        models.CharField(max_length=30), verbose_name="参加者の所属の分け方", default=usual_groups,
        help_text="「,」で区切って入れます。",
    )  # fmt: skip
    is_used = models.BooleanField("使う", default=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    objects: ClassVar[models.Manager[MeetingKind]] = MeetingKindQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会議の種類"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_quorum_is_a_share_of_the_whole",
                condition=Q(quorum_over__gte=1, quorum_under__gte=F("quorum_over")),
                violation_error_message="定足数は「分母分の分子」です。分子は1以上、分母は分子以上にしてください。",
            ),
            models.CheckConstraint(
                name="written_votes_and_proxies_need_a_quorum",
                condition=~Q(quorum_of="") | Q(takes_written=False, takes_proxies=False),
                violation_error_message="書面表決と委任状は、定足数のある会議だけで使えます。「だれで数えるか」を入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def share(self) -> Share | None:
        """The quorum; None where nobody counts."""
        return Share(self.quorum_over, self.quorum_under, self.quorum_is_more) if self.quorum_of else None


HALF: dict[str, Any] = {"quorum_over": 1, "quorum_under": 2, "quorum_is_more": True}
OPEN: dict[str, Any] = {"is_open": True, "counting": "all"}
USUAL: tuple[dict[str, Any], ...] = (
    {"name": "総会", "announce_days": 14, "quorum_of": "構成員", "takes_written": True, "takes_proxies": True,
     "counting": "all", **HALF},
    {"name": "役員会", "announce_days": 3, "quorum_of": "役員", "takes_proxies": True, "counting": "yearly", **HALF},
    {"name": "部会", "in_section": True, "counting": "yearly"},
    {"name": "地域づくり推進会議", "host": "either", "city_helps": True, "announce_days": 7, **OPEN,
     "counting": "yearly"},
    {"name": "ワークショップ", "host": "either", "city_helps": True, "has_notes": True, "announce_days": 7, **OPEN},
    {"name": "小地域ケア会議", "host": "either", "city_helps": True, "has_notes": True, "counting": "yearly"},
    {"name": "エリアミーティング", "host": "city", "city_helps": True, "has_notes": True, "announce_days": 14, **OPEN,
     "counting": "yearly"},
)  # fmt: skip


def establish_usual() -> list[MeetingKind]:
    """The kinds with which a city begins, where it has none of that name."""
    there = set(MeetingKind.objects.values_list("name", flat=True))
    return [
        MeetingKind.objects.create(order=order, **row)
        for order, row in enumerate(USUAL, start=1)
        if row["name"] not in there
    ]
