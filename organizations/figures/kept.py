"""Figures by area and base date, and the files from which they came."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from organizations.areas import Area
from organizations.figures.indicators import Indicator
from organizations.figures.values import FigureField, Value


class FigureFile(models.Model):
    """One file that was taken in whole; its figures name it."""

    name = models.CharField("ファイルの名前", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    source = models.CharField("出典", max_length=100)
    first_day = models.DateField("はじめの基準日")
    last_day = models.DateField("おわりの基準日")
    areas = models.PositiveIntegerField("区域の数")
    added = models.PositiveIntegerField("加えた数値")
    changed = models.PositiveIntegerField("直した数値")
    same = models.PositiveIntegerField("同じだった数値")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="読み込んだ人"
    )
    taken_at = models.DateTimeField("読み込んだ日時", default=timezone.now, editable=False)

    SAID: ClassVar = {"take": "数値のファイルを読み込んだ"}

    class Meta:
        verbose_name = verbose_name_plural = "数値のファイル"
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_file_of_figures_ends_after_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaFigureQuerySet(models.QuerySet["AreaFigure"]):
    def latest_by(self, on: date) -> AreaFigureQuerySet:
        """For each area and indicator the newest figure whose base date is not after a day."""
        return (
            self.filter(as_of__lte=on).order_by("area_id", "indicator_id", "-as_of").distinct("area_id", "indicator_id")
        )

    def listed(self) -> AreaFigureQuerySet:
        return self.filter(indicator__is_listed=True)


class AreaFigure(models.Model):
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="figures", verbose_name="区域")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures", verbose_name="指標")
    as_of = models.DateField("基準日")
    value = FigureField("値")
    source = models.CharField("出典", max_length=100, blank=True)
    file = models.ForeignKey(
        FigureFile, on_delete=models.PROTECT, null=True, related_name="figures", editable=False, verbose_name="ファイル"
    )

    objects: ClassVar[models.Manager[AreaFigure]] = AreaFigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域の数値"
        ordering = ["area", "indicator", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "indicator", "as_of"],
                name="one_figure_per_area_indicator_and_day",
                violation_error_message="その区域の、その基準日の数値はもうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.indicator} {self.value}"

    def clean(self) -> None:
        value: Value | None = self.value  # nothing, where the cell itself was wrong
        if self.indicator_id and value is not None and (sentence := self.indicator.against(value)):
            raise ValidationError({"value": sentence})
