"""指標: what is counted in an area. The city names its own; people by sex and age are indicators as well."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from organizations.figures.parts import HOUSEHOLDS, PEOPLE, Part
from organizations.figures.values import DECIMALS, Value


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def listed(self) -> IndicatorQuerySet:
        """Those that lists and formulas show; the single age groups of a population stand in its chart."""
        return self.filter(is_listed=True)

    def of_people(self) -> IndicatorQuerySet:
        """The population and its parts by sex and age."""
        return self.filter(Q(code=PEOPLE) | ~Q(sex="") | Q(age_from__isnull=False))


class Indicator(models.Model):
    """What is counted in an area: households, population, people of 75 and over …

    The codes ``population`` and ``households`` mean what they say in every city: files are read into them.
    """

    class Sex(models.TextChoices):
        MEN = "m", "男"
        WOMEN = "f", "女"

    code = models.SlugField("コード", max_length=40, unique=True, help_text="英字。例 households")
    name = models.CharField("名前", max_length=40)
    unit = models.CharField("単位", max_length=10)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    decimals = models.PositiveSmallIntegerField("小数のけた数", default=0, help_text="例 高齢化率 43.1% なら 1")
    adds_up = models.BooleanField(
        "足し合わせてよい", default=True, help_text="率や平均は、区域の値を足しても意味がないので、外してください。"
    )
    source = models.CharField("いつもの出典", max_length=100, blank=True, help_text="例 住民基本台帳")
    note = models.CharField("説明", max_length=200, blank=True, help_text="数え方。例 外国人住民をふくむ")
    is_listed = models.BooleanField("一覧に出す", default=True, help_text="地域の一覧、地域のページ、交付金の計算式")
    sex = models.CharField("男女", max_length=1, choices=Sex.choices, blank=True, help_text="人口の一部の指標だけ")
    age_from = models.PositiveSmallIntegerField(
        "何歳から", null=True, blank=True, help_text="人口の一部の指標だけ。例 75歳以上なら 75"
    )
    age_to = models.PositiveSmallIntegerField("何歳まで", null=True, blank=True, help_text="空なら、それ以上すべて")

    objects: ClassVar[models.Manager[Indicator]] = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指標"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="an_age_group_begins_before_it_ends",
                condition=Q(age_to=None) | Q(age_from__isnull=False, age_to__gte=F("age_from")),
                violation_error_message="「何歳まで」は、「何歳から」以上の年にしてください。",
            ),
            models.CheckConstraint(
                name="an_indicator_has_at_most_three_decimals",
                condition=Q(decimals__lte=DECIMALS),
                violation_error_message="小数は3けたまでです。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.decimals and self.code in (PEOPLE, HOUSEHOLDS):
            raise ValidationError({"decimals": "人口と世帯数は、小数にできません。"})

    @property
    def part(self) -> Part | None:
        """Which part of the population it counts; None for what counts no people by sex or age."""
        if self.code == PEOPLE or self.sex or self.age_from is not None:
            return Part(self.sex, self.age_from, self.age_to)
        return None

    def against(self, value: Value) -> str:
        """What is wrong with a value, as a sentence; empty if nothing is."""
        counts = self.part is not None or self.code == HOUSEHOLDS
        if counts and value < 0:
            return "0以上で入れてください。"
        if round(value, self.decimals) != value:
            return f"小数は{self.decimals}けたまでです。" if self.decimals else "小数のない数で入れてください。"
        return ""

    @classmethod
    def for_part(cls, part: Part) -> Indicator:
        """Not saved: the indicator of a part of the population that nobody has named yet."""
        facts: dict[str, Any] = {"sex": part.sex, "age_from": part.low, "age_to": part.high}
        order = 1000 + (part.low or 0) * 3 + ("", "m", "f").index(part.sex)
        return cls(code=part.code, name=part.name, unit="人", order=order, is_listed=part.is_whole, **facts)
