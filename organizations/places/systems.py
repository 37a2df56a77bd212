"""The ways in which a city divides itself; each is a row that the city names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from organizations.areas import Area
from records.cases import spoken
from records.events import record
from records.telling import overwrite

CODE = RegexValidator(
    r"\A[a-z][a-z0-9-]*\Z", "小文字の英字で始め、英字・数字・ハイフンで書いてください。例 junior-high"
)


class AreaSystemQuerySet(models.QuerySet["AreaSystem"]):
    def public(self) -> AreaSystemQuerySet:
        """How a city divides itself is for everybody to see."""
        return self


class AreaSystem(models.Model):
    """行政区, 小学校区, 中学校区, コミュニティエリア …; or the city's own word for a level of the tree (地区, 大字)."""

    IS_THE_CITY_S_OWN = True
    SAID: ClassVar = {"define": "区域の分け方を決めた", "revise": "区域の分け方を直した"}

    code = models.CharField(
        "コード", max_length=20, unique=True, validators=[CODE], help_text="地図のアドレスに使います。例 junior-high"
    )
    name = models.CharField("名前", max_length=30, unique=True, help_text="例 中学校区、行政区、コミュニティエリア")
    kind = models.CharField("役割", max_length=10, choices=Area.Kind.choices, default=Area.Kind.OTHER)
    may_overlap = models.BooleanField("区域どうしが重なってもよい", default=False)
    keeps_former = models.BooleanField(
        "なくなった区域も、団体の活動の区域に選べる", default=False, help_text="例 閉校した小学校の、旧小学校区"
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)

    objects: ClassVar[models.Manager[AreaSystem]] = AreaSystemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域の分け方"
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind="other"),
                name="each_level_of_the_tree_has_one_name",
                violation_error_message="その役割の分け方は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:map", args=[self.code])

    @property
    def is_of_tree(self) -> bool:
        return self.kind != Area.Kind.OTHER

    @classmethod
    @transaction.atomic
    def define(cls, *, by: User, **columns: Any) -> AreaSystem:
        """A new way to divide the city, without areas yet."""
        with spoken(cls):
            system = cls.objects.create(**columns)
        record(system, "areasystem.define", by=by, name=system.name)
        return system

    @transaction.atomic
    def revise(self, *, by: User, **columns: Any) -> None:
        changes = overwrite(self, columns)
        with spoken(AreaSystem):
            self.save()
        record(self, "areasystem.revise", by=by, changes=changes)


def systems() -> list[AreaSystem]:
    """All of the city, the levels of the tree first; a level that the city has not named has its usual name.

    A row for such a level is not in the database: it has no key, only ``code``, ``name`` and ``kind``.
    """
    rows = list(AreaSystem.objects.all())
    named = {row.kind for row in rows}
    usual = [
        AreaSystem(code=kind.value, name=str(kind.label), kind=kind.value)
        for kind in (Area.Kind.CITY, Area.Kind.DISTRICT, Area.Kind.OAZA)
        if kind not in named
    ]
    levels = list(Area.Kind.values)
    return sorted([*usual, *rows], key=lambda row: (levels.index(row.kind), row.order, row.code))


def system_of(area: Area) -> AreaSystem:
    """The system to which an area belongs."""
    if area.system is not None:
        return area.system
    return next(row for row in systems() if row.kind == area.kind)
