"""What becomes of areas: they begin, end, are merged and split, and each knows from which it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F, Q

from accounts.models import User
from organizations.areas import Area
from organizations.places.systems import AreaSystem
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.telling import overwrite


class Succession(models.Model):
    """From one area came another, on a day."""

    class How(models.TextChoices):
        MERGE = "merge", "合併"
        ABSORB = "absorb", "編入"
        SPLIT = "split", "分割"

    before = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions", verbose_name="前の区域")
    after = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="origins", verbose_name="後の区域")
    on = models.DateField("再編の日")
    how = models.CharField("再編の種類", max_length=10, choices=How.choices)

    objects: ClassVar[models.Manager[Succession]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "区域の再編"
        ordering = ["-on", "before", "after"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="an_area_succeeds_another_once"),
            models.CheckConstraint(name="no_area_comes_from_itself", condition=~Q(before=F("after"))),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


@dataclass(frozen=True)
class NewArea:
    """What is to be said of an area that arises; ``children`` of the divided one go with it."""

    code: str
    name: str
    furigana: str = ""
    children: Sequence[Area] = ()


@transaction.atomic
def begin(system: AreaSystem, new: NewArea, *, by: User, on: date | None, parent: Area | None = None) -> Area:
    """A new area of a system; ``on`` is the first day, None where it has always been there."""
    area = _made(new, kind=system.kind, system=None if system.is_of_tree else system, parent=parent, on=on)
    record(area, "area.begin", by=by, on=on)
    return area


@transaction.atomic
def end(area: Area, *, by: User, on: date) -> None:
    """``on`` is its last day. Nobody takes its place; what is to follow it is merged or split instead."""
    _lock([area])
    _refuse_if_over(area)
    if area.starts_on and on < area.starts_on:
        raise NotNow({"on": f"「{area}」は{era_date(area.starts_on)}にできました。それより後の日を入れてください。"})
    if area.children.standing(on=on + timedelta(days=1)).exists():
        raise NotNow(
            f"「{area}」の中に区域があります。先に、中の区域をなくすか、「分ける」「合わせる」を使ってください。"
        )
    changes = overwrite(area, {"ends_on": on})
    area.save()
    record(area, "area.end", by=by, changes=changes, on=on)


@transaction.atomic
def rename(area: Area, *, by: User, name: str, furigana: str) -> None:
    changes = overwrite(area, {"name": name, "furigana": furigana})
    area.save()
    record(area, "area.rename", by=by, changes=changes)


@transaction.atomic
def merge(areas: Iterable[Area], *, into: NewArea | Area, on: date, by: User) -> Area:
    """Several areas become one from ``on``: a new one (合併), or one of them takes the others in (編入).

    What lies within them in the tree moves along. Organizations and liaisons stay where they are: people decide about
    them (``left_behind`` names them).
    """
    chosen = list(dict.fromkeys(areas))
    _lock(chosen)
    _refuse_if_strangers(chosen)
    for area in chosen:
        _refuse_unless_over_on(area, on)
    first = chosen[0]
    if isinstance(into, Area):
        gone, made, how = [area for area in chosen if area != into], into, Succession.How.ABSORB
        if len(gone) == len(chosen):
            raise NotNow({"into": "編入先は、合わせる区域の中から選んでください。"})
    else:
        gone, how = chosen, Succession.How.MERGE
        made = _made(into, kind=first.kind, system=first.system, parent=first.parent, on=on, order=first.order)
        record(made, "area.arise", by=by, on=on, before=None, after={"もとの区域": names(gone)})
    for area in gone:
        area.children.update(parent=made)
        _succeed(area, [made], on=on, how=how)
        record(area, "area.merge", by=by, on=on, after={"合わせた先": str(made)})
    return made


@transaction.atomic
def split(area: Area, *, into: Sequence[NewArea], on: date, by: User) -> list[Area]:
    """One area becomes several from ``on``; each area within it must be told into which it goes."""
    _lock([area])
    _refuse_if_strangers([area, area])
    _refuse_unless_over_on(area, on)
    if len(into) < 2:
        raise NotNow("分けた後の区域を、2つ以上書いてください。")
    told = [child.pk for new in into for child in new.children]
    inside = set(area.children.values_list("pk", flat=True))
    if sorted(told) != sorted(inside):
        raise NotNow(f"「{area}」の中の区域は、どれも、新しい区域の1つだけに入れてください。")
    made = []
    for new in into:
        part = _made(new, kind=area.kind, system=area.system, parent=area.parent, on=on, order=area.order)
        Area.objects.filter(pk__in=[child.pk for child in new.children]).update(parent=part)
        record(part, "area.arise", by=by, on=on, after={"もとの区域": str(area)})
        made.append(part)
    _succeed(area, made, on=on, how=Succession.How.SPLIT)
    record(area, "area.split", by=by, on=on, after={"分けた先": names(made)})
    return made


@dataclass(frozen=True)
class LeftBehind:
    """Who still stands for an area that is over."""

    organizations: list[object]
    liaisons: list[object]

    def __bool__(self) -> bool:
        return bool(self.organizations or self.liaisons)


def left_behind(area: Area, *, on: date) -> LeftBehind:
    """Organizations and liaisons of an area that has ended, unless its system lets former areas live on."""
    if area.ends_on is None or on <= area.ends_on or (area.system is not None and area.system.keeps_former):
        return LeftBehind([], [])
    liaisons = area.liaisons.held(on=on).select_related("user", "role")
    return LeftBehind(list(area.organizations.exclude(status__in=["dissolved", "revoked"])), list(liaisons))


def names(areas: Iterable[Area]) -> str:
    return "、".join(str(area) for area in areas)


def _made(
    new: NewArea, *, kind: str, system: AreaSystem | None, parent: Area | None, on: date | None, order: int = 0
) -> Area:
    if Area.objects.filter(code=new.code).exists():
        raise NotNow({"code": f"コード「{new.code}」は、もう使われています。別のコードを入れてください。"})
    area = Area(
        kind=kind, system=system, parent=parent, starts_on=on, order=order,
        code=new.code, name=new.name, furigana=new.furigana,
    )  # fmt: skip
    area.clean()
    with spoken(Area):
        area.save()
    return area


def _succeed(area: Area, made: Iterable[Area], *, on: date, how: str) -> None:
    area.ends_on = on - timedelta(days=1)
    with spoken(Area):
        area.save()
    Succession.objects.bulk_create(Succession(before=area, after=each, on=on, how=how) for each in made)


def _lock(areas: Iterable[Area]) -> None:
    keys = sorted(area.pk for area in areas)
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    for area in areas:
        area.refresh_from_db(fields=["starts_on", "ends_on"])


def _refuse_if_over(area: Area) -> None:
    if area.ends_on:
        raise NotNow(f"「{area}」は{era_date(area.ends_on)}でなくなっています。今ある区域を選んでください。")


def _refuse_unless_over_on(area: Area, on: date) -> None:
    """The eve of ``on`` is the last day of what is divided or united."""
    _refuse_if_over(area)
    if area.starts_on and on <= area.starts_on:
        since = era_date(area.starts_on)
        raise NotNow({"on": f"「{area}」は{since}にできました。再編の日は、それより後の日を入れてください。"})


def _refuse_if_strangers(areas: Sequence[Area]) -> None:
    if len(areas) < 2:
        raise NotNow("合わせる区域を、2つ以上選んでください。")
    first = areas[0]
    if first.kind == Area.Kind.CITY:
        raise NotNow("市は、合わせることも分けることもできません。")
    if any((area.kind, area.system_id) != (first.kind, first.system_id) for area in areas):
        raise NotNow("同じ分け方の区域だけを合わせられます。")
    if any(area.parent_id != first.parent_id for area in areas):
        raise NotNow("上の区域が違う区域は、合わせられません。先に、上の区域を合わせてください。")
