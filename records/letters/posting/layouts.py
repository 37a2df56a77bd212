"""Where an address stands on paper: in the window of an envelope after a three-fold, or on sheets of labels. In mm."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from records.events import record
from records.telling import made, overwrite

A4 = (Decimal(210), Decimal(297))
COLUMNS = ("kind", "name", "left", "top", "width", "height", "columns", "rows", "gap_x", "gap_y")


def millimetres(label: str, **more: object) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=4, decimal_places=1, **more)  # type: ignore[arg-type]


class SheetLayout(models.Model):
    IS_THE_CITY_S_OWN: ClassVar = True
    SAID: ClassVar = {"begin": "宛名の位置を決めた", "amend": "宛名の位置を直した"}

    class Kind(models.TextChoices):
        WINDOW = "window", "窓あき封筒"
        LABELS = "labels", "ラベル用紙"

    kind = models.CharField("何に使うか", max_length=6, choices=Kind.choices)
    name = models.CharField("名前", max_length=60, help_text="例 長形3号 窓あき封筒")
    left = millimetres("左の余白(mm)", help_text="A4の紙の左のはしから、宛名の左まで。")
    top = millimetres("上の余白(mm)", help_text="A4の紙の上のはしから、宛名の上まで。")
    width = millimetres("宛名1つの幅(mm)")
    height = millimetres("宛名1つの高さ(mm)")
    columns = models.PositiveSmallIntegerField("横に並ぶ数", default=1, help_text="窓あき封筒は1です。")
    rows = models.PositiveSmallIntegerField("縦に並ぶ数", default=1, help_text="窓あき封筒は1です。")
    gap_x = millimetres("横のすき間(mm)", default=Decimal(0))
    gap_y = millimetres("縦のすき間(mm)", default=Decimal(0))

    class Meta:
        verbose_name = verbose_name_plural = "宛名の位置"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="one_layout_per_name",
                violation_error_message="同じ名前のものが、もうあります。",
            ),
            models.CheckConstraint(
                name="an_address_has_room_and_stands_on_the_paper",
                condition=Q(left__gte=0, top__gte=0, gap_x__gte=0, gap_y__gte=0)
                & Q(width__gte=30, height__gte=15, columns__range=(1, 6), rows__range=(1, 20)),
                violation_error_message="宛名は、幅30mm・高さ15mmより大きくしてください。並ぶ数は、横6、縦20までです。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("letters:layout", args=[self.pk])

    def clean(self) -> None:
        """All of it stands on a sheet of A4."""
        room: dict[str, tuple[Decimal, Decimal, int, Decimal, Decimal]] = {
            "width": (self.left, self.width, self.columns, self.gap_x, A4[0]),
            "height": (self.top, self.height, self.rows, self.gap_y, A4[1]),
        }
        for field, parts in room.items():
            if None in parts:
                continue
            first, each, count, gap, paper = parts
            if (end := first + each * count + gap * (count - 1)) > paper:
                raise ValidationError({field: f"A4の紙({paper}mm)からはみ出します。今は{end}mmまであります。"})

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    def places(self) -> Iterator[tuple[Decimal, Decimal]]:
        """Left and top of each address of a sheet, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * (self.width + self.gap_x), self.top + row * (self.height + self.gap_y)

    @transaction.atomic
    def decide(self, *, by: User) -> None:
        """Keeps it, new or mended, as the form has judged it."""
        if self._state.adding:
            self.save()
            record(self, "sheetlayout.begin", by=by, changes=made(self))
            return
        standing = SheetLayout.objects.select_for_update(no_key=True).get(pk=self.pk)
        if changes := overwrite(standing, {name: getattr(self, name) for name in COLUMNS}):
            standing.save()
            record(standing, "sheetlayout.amend", by=by, changes=changes)


USUAL = (
    ("window", "長形3号 窓あき封筒(三つ折り)", "24", "18", "86", "34", 1, 1, "0", "0"),
    ("labels", "ラベル12面(横2×縦6)", "18.6", "21.6", "86.4", "42.3", 2, 6, "0", "0"),
    ("labels", "ラベル24面(横3×縦8)", "6", "12.9", "66", "33.9", 3, 8, "0", "0"),
)


def write_usual_layouts(**_signal: object) -> None:
    """After the tables were made, once; from then on the list is the city's."""
    if not SheetLayout.objects.exists():
        SheetLayout.objects.bulk_create(SheetLayout(**dict(zip(COLUMNS, row, strict=True))) for row in USUAL)


def known() -> models.QuerySet[SheetLayout]:
    """Every place that the city has written down; nobody else has any."""
    return SheetLayout._base_manager.order_by("kind", "name")
