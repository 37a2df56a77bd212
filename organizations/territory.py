"""The territory of recognised organizations: for each area at most one of them at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from organizations.areas import Area
from organizations.places.relations import Overlap
from records.terms import Dated, DatedQuerySet, ends_after_start, term


class Territory(Dated):
    """The area that a recognised organization stands for; no two stand for the same one at a time."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="territory", verbose_name="団体"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="territories", verbose_name="区域")

    objects: ClassVar[models.Manager[Territory]] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "認可された区域"
        ordering = ["organization", "area"]
        constraints = [
            ends_after_start("a_territory_ends_after_it_started"),
            ExclusionConstraint(
                name="recognised_organizations_do_not_overlap",
                expressions=[("area", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="区域が、すでに認可された団体と重なっています。区域を分けてから申請してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.area}"


def ground(areas: Collection[Area]) -> models.QuerySet[Area]:
    """The areas and all that lies within them: two organizations overlap if their grounds do.

    Within: in the tree 市 > 地区 > 大字, and wholly or for the most part in an area of another system (旧小学校区).
    """
    chosen = [area.pk for area in areas]
    other = [area.pk for area in areas if area.kind == Area.Kind.OTHER]
    inner = Overlap.objects.filter(outer__in=other).exclude(extent=Overlap.Extent.PART).values("inner")
    within = Q(parent__in=chosen) | Q(parent__parent__in=chosen)
    return Area.objects.filter(Q(pk__in=chosen) | within | Q(pk__in=inner) if other else Q(pk__in=chosen) | within)
