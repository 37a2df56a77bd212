"""Where an area ends, by dated versions: what was uploaded in full, and what a map draws of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from organizations.areas import Area


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    def held(self, *, on: date) -> BoundaryQuerySet:
        """Of each area the newest version that had begun on a day."""
        newer = Boundary.objects.filter(area=OuterRef("area"), starts_on__lte=on, starts_on__gt=OuterRef("starts_on"))
        return self.filter(~Exists(newer), starts_on__lte=on)


class Boundary(models.Model):
    """One version. The plane is that of ``geometry``: metres of the Mercator projection, y downwards."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="boundaries", verbose_name="区域")
    file = models.ForeignKey(
        "organizations.BoundaryFile", on_delete=models.PROTECT, related_name="boundaries", verbose_name="もとのファイル"
    )
    starts_on = models.DateField("いつからの境か")
    geometry = models.JSONField("座標(経度・緯度)")  # the coordinates of a GeoJSON MultiPolygon
    path = models.TextField("図の線")
    x0 = models.IntegerField("左")
    y0 = models.IntegerField("上")
    x1 = models.IntegerField("右")
    y1 = models.IntegerField("下")
    label_x = models.IntegerField("名前の場所(横)")
    label_y = models.IntegerField("名前の場所(縦)")
    square_metres = models.BigIntegerField("面積(平方メートル)")
    points = models.PositiveIntegerField("点の数")
    touches = ArrayField(models.BigIntegerField(), default=list, verbose_name="となり(区域の番号)")

    objects: ClassVar[models.Manager[Boundary]] = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域の境"
        ordering = ["area", "-starts_on"]
        indexes = [GinIndex(fields=["touches"], name="boundary_touches")]
        constraints = [
            models.UniqueConstraint(fields=["area", "starts_on"], name="one_boundary_of_an_area_from_a_day"),
            models.CheckConstraint(
                name="a_boundary_has_a_width_and_a_height",
                condition=Q(x0__lt=F("x1"), y0__lt=F("y1"), square_metres__gt=0),
                violation_error_message="面積のない形があります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}の境"

    @property
    def square_kilometres(self) -> float:
        return round(self.square_metres / 1_000_000, 2)
