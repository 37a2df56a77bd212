"""Areas (市 > 地区 > 大字)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, user: User, *, on: date) -> AreaQuerySet:
        """Areas and what is counted in them are public; whoever holds a post or a role sees them all."""
        return self if user.duties_on(on) or user.roles_on(on) else self.none()

    def districts(self) -> AreaQuerySet:
        return self.filter(kind=Area.Kind.DISTRICT)


class Area(models.Model):
    class Kind(models.TextChoices):
        CITY = "city", "市"
        DISTRICT = "district", "地区"
        OAZA = "oaza", "大字"

    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    code = models.CharField("コード", max_length=20, unique=True)
    name = models.CharField("名前", max_length=60)
    furigana = models.CharField("ふりがな", max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上の区域"
    )
    order = models.PositiveIntegerField("並び順", default=0)

    ABOVE: ClassVar[dict[str, Kind]] = {Kind.DISTRICT: Kind.CITY, Kind.OAZA: Kind.DISTRICT}

    objects: ClassVar[models.Manager[Area]] = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="only_the_city_has_no_area_above_it",
                condition=Q(kind="city", parent=None) | ~Q(kind="city") & Q(parent__isnull=False),
                violation_error_message="地区と大字には、上の区域を選んでください。",
            ),
            models.CheckConstraint(
                name="no_area_is_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                violation_error_message="上の区域に、その区域自身は選べません。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:detail", args=[self.pk])

    def clean(self) -> None:
        above = self.ABOVE.get(self.kind)
        if above and self.parent and self.parent.kind != above:
            kinds = f"「{self.parent}」は{self.parent.get_kind_display()}です。"
            sentence = f"{self.get_kind_display()}の上には{above.label}を選んでください。{kinds}"
            raise ValidationError({"parent": sentence})
