"""Areas: the tree of a city, and the other ways in which it divides itself.

The tree 市 > 地区 > 大字 is what liaisons and sums go by. Beside it stand 行政区, 小学校区, コミュニティエリア …: each
is a row of ``organizations.places.systems``; its areas, of the kind OTHER, have nothing above them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User

if TYPE_CHECKING:
    from organizations.places.boundaries import Boundary
    from organizations.places.systems import AreaSystem


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, user: User, *, on: date) -> AreaQuerySet:
        """Areas and what is counted in them are public; whoever holds a post or a role sees them all."""
        return self if user.duties_on(on) or user.roles_on(on) else self.none()

    def public(self) -> AreaQuerySet:
        """Names and boundaries are for everybody."""
        return self

    def districts(self) -> AreaQuerySet:
        return self.filter(kind=Area.Kind.DISTRICT)

    def standing(self, *, on: date) -> AreaQuerySet:
        """Those that there are on a day; an area without days has always been there."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def of_tree(self) -> AreaQuerySet:
        """市 > 地区 > 大字, without the city's other divisions."""
        return self.exclude(kind=Area.Kind.OTHER)

    def of_system(self, system: AreaSystem) -> AreaQuerySet:
        return self.filter(kind=system.kind, system=None if system.is_of_tree else system)

    def choosable(self, *, on: date) -> AreaQuerySet:
        """Where a body may be active: what stands, and former areas where the system lets them live on (旧校区)."""
        former = Q(system__keeps_former=True, ends_on__lt=on)
        return self.filter(Q(pk__in=self.standing(on=on).values("pk")) | former)


class Area(models.Model):
    class Kind(models.TextChoices):
        CITY = "city", "市"
        DISTRICT = "district", "地区"
        OAZA = "oaza", "大字"
        OTHER = "other", "ほかの分け方"

    SAID: ClassVar = {
        "open_sheet": "引継書を開いた",
        "begin": "区域を新しく置いた",
        "end": "区域をなくした",
        "merge": "区域を合わせて、新しい区域にした",
        "split": "区域を分けて、新しい区域にした",
        "arise": "区域の再編でできた",
        "rename": "区域の名前を直した",
        "draw": "区域の境を地図に入れた",
        "relate": "ほかの分け方の区域との関係を書いた",
        "unrelate": "ほかの分け方の区域との関係を消した",
        "neighbour": "となりの区域を直した",
    }

    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    code = models.CharField("コード", max_length=20, unique=True)
    name = models.CharField("名前", max_length=60)
    furigana = models.CharField("ふりがな", max_length=80, blank=True)
    system = models.ForeignKey(
        "organizations.AreaSystem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="areas",
        verbose_name="分け方",
        help_text="種類が「ほかの分け方」のときだけ選びます。",
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上の区域"
    )
    order = models.PositiveIntegerField("並び順", default=0)
    starts_on = models.DateField("できた日", null=True, blank=True, help_text="前からあるときは、あけておきます。")
    ends_on = models.DateField("最後の日", null=True, blank=True, help_text="今もあるときは、あけておきます。")

    ABOVE: ClassVar[dict[str, Kind]] = {Kind.DISTRICT: Kind.CITY, Kind.OAZA: Kind.DISTRICT}

    objects: ClassVar[models.Manager[Area]] = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="only_the_city_has_no_area_above_it",
                condition=Q(kind__in=["city", "other"], parent=None)
                | Q(kind__in=["district", "oaza"], parent__isnull=False),
                violation_error_message="地区と大字には、上の区域を選んでください。",
            ),
            models.CheckConstraint(
                name="no_area_is_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                violation_error_message="上の区域に、その区域自身は選べません。",
            ),
            models.CheckConstraint(
                name="an_area_beside_the_tree_names_its_system",
                condition=Q(kind="other", system__isnull=False) | ~Q(kind="other") & Q(system=None),
                violation_error_message="「ほかの分け方」の区域には、分け方を選んでください。",
            ),
            models.CheckConstraint(
                name="an_area_ends_after_it_started",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="最後の日を、できた日より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:detail", args=[self.pk])

    def stands(self, *, on: date) -> bool:
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)

    def boundary(self, on: date) -> Boundary | None:
        """The boundary in force on a day, without its points (``boundary.geometry`` loads them)."""
        found: Boundary | None = self.boundaries.held(on=on).defer("geometry").first()
        return found

    @property
    def what(self) -> str:
        """What it is in the city's own words: 「中学校区」, 「大字」."""
        return self.system.name if self.system is not None else self.get_kind_display()

    def clean(self) -> None:
        above = self.ABOVE.get(self.kind)
        if above and self.parent and self.parent.kind != above:
            kinds = f"「{self.parent}」は{self.parent.get_kind_display()}です。"
            sentence = f"{self.get_kind_display()}の上には{above.label}を選んでください。{kinds}"
            raise ValidationError({"parent": sentence})
