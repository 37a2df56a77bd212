"""How areas lie to each other: within areas of another division of the city, and beside each other.

Boundaries tell it (``surveying``); what somebody wrote by hand goes before what was measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q

from accounts.models import User
from organizations.areas import Area, AreaQuerySet
from organizations.places.boundaries import Boundary
from records.cases import NotNow
from records.events import record


class Source(models.TextChoices):
    HAND = "hand", "手で入れた"
    MEASURED = "measured", "地図から"


class Overlap(models.Model):
    """How much of an area lies within one of another system: 第一小学区 takes in the greater part of 多摩中学区."""

    class Extent(models.TextChoices):
        WHOLE = "whole", "全部"
        MOST = "most", "大半"
        PART = "part", "一部"

    inner = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="lies_in", verbose_name="区域")
    outer = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="takes_in", verbose_name="ふくむ区域")
    extent = models.CharField("どれだけ", max_length=10, choices=Extent.choices)
    source = models.CharField("どこから", max_length=10, choices=Source.choices, default=Source.HAND)

    objects: ClassVar[models.Manager[Overlap]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域の重なり"
        ordering = ["outer", "inner"]
        constraints = [
            models.UniqueConstraint(
                fields=["inner", "outer", "source"],
                name="two_areas_overlap_once",
                violation_error_message="その2つの区域の関係は、もう書いてあります。",
            ),
            models.CheckConstraint(name="an_area_does_not_overlap_itself", condition=~Q(inner=F("outer"))),
        ]

    def __str__(self) -> str:
        return f"{self.outer}に{self.inner}の{self.get_extent_display()}"

    @classmethod
    @transaction.atomic
    def relate(cls, *, inner: Area, outer: Area, extent: str, by: User) -> None:
        """By hand: so much of ``inner`` lies in ``outer``. Said again, it replaces what was said."""
        if (inner.kind, inner.system_id) == (outer.kind, outer.system_id):
            raise NotNow({"inner": "別の分け方の区域を選んでください。同じ分け方の区域どうしは「となり」です。"})
        key: dict[str, Any] = {"inner": inner, "outer": outer, "source": Source.HAND}
        cls.objects.update_or_create(**key, defaults={"extent": extent})
        told = {f"{inner}": cls.Extent(extent).label}
        record(outer, "area.relate", by=by, after=told)

    @transaction.atomic
    def unrelate(self, *, by: User) -> None:
        """Takes back what was written by hand; what the boundaries say stands again."""
        if self.source != Source.HAND:
            raise NotNow("地図からわかったことは消せません。違うときは、手で入れ直してください。")
        record(self.outer, "area.unrelate", by=by, before={f"{self.inner}": self.get_extent_display()})
        self.delete()


def overlaps_of(area: Area, *, on: date) -> list[Overlap]:
    """What lies in an area and in what it lies, of areas that stand on a day; by hand before measured."""
    found = Overlap.objects.filter(Q(inner=area) | Q(outer=area)).select_related("inner__system", "outer__system")
    best: dict[tuple[int, int], Overlap] = {}
    for overlap in sorted(found, key=lambda each: each.source != Source.HAND):
        best.setdefault((overlap.inner_id, overlap.outer_id), overlap)
    other = {overlap: overlap.outer if overlap.inner_id == area.pk else overlap.inner for overlap in best.values()}
    standing = [overlap for overlap, beside in other.items() if beside.stands(on=on)]
    return sorted(standing, key=lambda each: (other[each].kind, other[each].system_id or 0, other[each].order))


class NeighbourWord(models.Model):
    """By hand: two areas are neighbours, or are not, whatever their boundaries say (a ridge without a road …)."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="neighbour_words", verbose_name="区域")
    other = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+", verbose_name="となりの区域")
    are_neighbours = models.BooleanField("となりである")

    objects: ClassVar[models.Manager[NeighbourWord]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "となりの区域(手で入れた)"
        ordering = ["area", "other"]
        constraints = [
            models.UniqueConstraint(fields=["area", "other"], name="one_word_about_two_neighbours"),
            models.CheckConstraint(name="two_neighbours_stand_once_in_their_order", condition=Q(area__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.area}と{self.other}"

    @classmethod
    @transaction.atomic
    def say(cls, area: Area, other: Area, *, are_neighbours: bool, by: User) -> None:
        if area == other or (area.kind, area.system_id) != (other.kind, other.system_id):
            raise NotNow({"other": "同じ分け方の、ほかの区域を選んでください。"})
        first, second = sorted((area, other), key=lambda each: each.pk)
        defaults = {"are_neighbours": are_neighbours}
        cls.objects.update_or_create(area=first, other=second, defaults=defaults)
        word = "となり" if are_neighbours else "となりではない"
        record(area, "area.neighbour", by=by, after={f"{other}": word})


def neighbours(area: Area, on: date) -> AreaQuerySet:
    """The areas of its own system beside it on a day: as the boundaries tell, corrected by hand."""
    measured = _measured(area, on)
    words = NeighbourWord.objects.filter(Q(area=area) | Q(other=area)).values_list("area", "other", "are_neighbours")
    for first, second, are_neighbours in words:
        other = second if first == area.pk else first
        (measured.add if are_neighbours else measured.discard)(other)
    return Area.objects.standing(on=on).filter(pk__in=measured)


def _measured(area: Area, on: date) -> set[int]:
    """Of two boundaries only the newer one knows of the other: its word counts."""
    own = area.boundary(on)
    if own is None:
        return set()
    held = Boundary.objects.held(on=on).filter(Q(touches__contains=[area.pk]) | Q(area__in=own.touches))
    days = {row.area_id: row for row in held.only("area_id", "starts_on", "touches")}
    newer = {key for key in own.touches if key in days and days[key].starts_on <= own.starts_on}
    return newer | {key for key, row in days.items() if row.starts_on >= own.starts_on and area.pk in row.touches}


def parts_of(area: Area, *, on: date) -> list[Area]:
    """The areas of other systems that lie wholly in this one: of them sums over this one are made."""
    whole = Overlap.Extent.WHOLE
    return [each.inner for each in overlaps_of(area, on=on) if each.outer_id == area.pk and each.extent == whole]


@dataclass(frozen=True)
class Beside:
    """How an area of another system lies to this one, in the direction that says most."""

    area: Area
    overlap: Overlap
    lies_in: bool  # this one in the other

    @property
    def words(self) -> str:
        return (
            f"この区域の{self.overlap.get_extent_display()}が入る"
            if self.lies_in
            else self.overlap.get_extent_display()
        )


def others_beside(area: Area, *, on: date) -> list[Beside]:
    """One line for each area of another system: 「連光寺小学校区の全部」 says more than 「その一部がここ」."""
    ranks = list(Overlap.Extent.values)
    best: dict[int, Beside] = {}
    for overlap in sorted(overlaps_of(area, on=on), key=lambda each: ranks.index(each.extent)):
        inside = overlap.inner_id == area.pk
        other = overlap.outer if inside else overlap.inner
        best.setdefault(other.pk, Beside(other, overlap, inside))
    return sorted(best.values(), key=lambda each: (each.area.kind, each.area.system_id or 0, each.area.order))
