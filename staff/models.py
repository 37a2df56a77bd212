"""The city's side: its offices, who holds which post when, who decides what, and who is assigned to which area."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from records.approvals import Part
from records.terms import Dated, DatedQuerySet, ends_after_start, term


class City(models.Model):
    """The one city whose portal this is."""

    name = models.CharField("市の名前", max_length=40)
    furigana = models.CharField("ふりがな", max_length=60)
    prefecture = models.CharField("都道府県", max_length=10)
    address = models.CharField("所在地", max_length=120)
    phone = models.CharField("電話", max_length=20)
    portal_name = models.CharField("ポータルの名前", max_length=40, default="協働ポータル")
    hours = models.CharField("窓口の時間", max_length=60, default="平日 8時30分〜17時15分")
    mayor = models.ForeignKey(
        "staff.Post", on_delete=models.PROTECT, verbose_name="長の職", related_name="+", null=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "市"
        constraints = [models.CheckConstraint(name="a_portal_serves_one_city", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def current(cls) -> City:
        """The city's row; an unsaved sample before the city has been set up."""
        return cls.objects.select_related("mayor").first() or cls(name="見本市", prefecture="見本県")


class Department(Dated):
    """部・課・係, with dates: names and telephone numbers on letters are those of the letter's day."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="上の組織")
    name = models.CharField("名前", max_length=60)
    phone = models.CharField("電話", max_length=20, blank=True)
    is_section = models.BooleanField(
        "協働の担当", default=False, help_text="団体の認可や交付金を受け持つ係に印をつけます。"
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)

    objects: ClassVar[models.Manager[Department]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部署"
        ordering = ["order", "pk"]
        constraints = [ends_after_start("a_department_ends_after_it_started")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """総務部 総合政策課 協働推進係."""
        return f"{self.parent.full_name} {self.name}" if self.parent else self.name


class Post(models.Model):
    """職: what signs, not who. 「総合政策課長」 stays when its holder changes."""

    class Reach(models.TextChoices):
        ALL = "all", "すべての団体"
        AREA = "area", "担当する地区の団体"

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts", verbose_name="部署")
    name = models.CharField("職の名前", max_length=60, unique=True, help_text="例 総合政策課長")
    title = models.CharField("職名", max_length=30, help_text="例 課長")
    rank = models.PositiveSmallIntegerField("席次", default=100, help_text="小さいほど上です。")
    reach = models.CharField("見える範囲", max_length=4, choices=Reach.choices, default=Reach.AREA)

    class Meta:
        verbose_name = verbose_name_plural = "職"
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name

    def holders(self, *, on: date) -> list[str]:
        """Names of those who hold the post on a day."""
        return [duty.user.name for duty in self.duties.held(on=on).select_related("user")]


class Duty(Dated):
    """Somebody holds a post for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties", verbose_name="職員"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duties", verbose_name="職")

    objects: ClassVar[models.Manager[Duty]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "職への配置"
        ordering = ["post__rank", "starts_on"]
        constraints = [
            ends_after_start("a_duty_ends_after_it_started"),
            ExclusionConstraint(
                name="nobody_holds_the_same_post_twice_at_once",
                expressions=[("user", RangeOperators.EQUAL), ("post", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この人は、その期間すでに同じ職についています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.user}"


class DecisionRule(Dated):
    """専決規程の一行: which kind of case, up to which amount, goes which way."""

    name = models.CharField("決裁区分", max_length=60, help_text="例 部長専決(300万円未満)")
    case_kind = models.CharField(
        "案件",
        max_length=40,
        choices=[("organizations.recognition", "認可"), ("grants.grant", "交付金の交付決定")],
    )
    below = models.BigIntegerField(
        "金額の上限(円、未満)",
        null=True,
        blank=True,
        help_text="空けておくと、いくらでも、金額がない案件にも当たります。",
    )

    objects: ClassVar[models.Manager[DecisionRule]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "決裁の道すじ"
        verbose_name_plural = "決裁の道すじ(専決規程)"
        ordering = ["case_kind", F("below").asc(nulls_last=True)]
        constraints = [
            ends_after_start("a_decision_rule_ends_after_it_started"),
            models.CheckConstraint(name="a_decision_limit_is_positive", condition=Q(below=None) | Q(below__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class RuleStop(models.Model):
    """One post of a rule's way."""

    rule = models.ForeignKey(DecisionRule, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField("順番")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, verbose_name="職")
    part = models.CharField("役目", max_length=10, choices=Part.choices, default=Part.CIRCULATE)

    class Meta:
        verbose_name = verbose_name_plural = "道すじの職"
        ordering = ["rule", "position"]
        constraints = [models.UniqueConstraint(fields=["rule", "position"], name="one_stop_per_position_of_a_rule")]

    def __str__(self) -> str:
        return f"{self.position} {self.post}({self.get_part_display()})"


class LiaisonAssignment(Dated):
    """地域担当職員: an employee who is the pipe between an area and the city, besides the normal duties."""

    class Role(models.TextChoices):
        MAIN = "main", "主担当"
        DEPUTY = "deputy", "副担当"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="liaisons", verbose_name="職員"
    )
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, related_name="liaisons", verbose_name="地区"
    )
    role = models.CharField("区分", max_length=10, choices=Role.choices)
    phone = models.CharField("連絡先", max_length=20, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)

    objects: ClassVar[models.Manager[LiaisonAssignment]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地域担当職員"
        ordering = ["area__order", "area", "-role", "starts_on"]
        constraints = [
            ends_after_start("a_liaison_ends_after_it_started"),
            ExclusionConstraint(
                name="one_liaison_per_area_and_role_at_a_time",
                expressions=[("area", RangeOperators.EQUAL), ("role", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="その地区には、同じ区分の担当職員がその期間にもういます。期間か区分を変えてください。",
            ),
            ExclusionConstraint(
                name="nobody_is_two_liaisons_of_one_area_at_once",
                expressions=[("area", RangeOperators.EQUAL), ("user", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この人は、その期間もうこの地区の担当です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.get_role_display()} {self.user}"
