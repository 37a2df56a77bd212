"""Takes figures as the boundaries of areas: judged against all others of the day, drawn, measured, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from shapely.geometry.base import BaseGeometry

from accounts.models import User
from organizations.areas import Area
from organizations.places.boundaries import Boundary
from organizations.places.files import BoundaryFile
from organizations.places.geojson import MOST_FAULTS, Feature
from organizations.places.geometry import (
    ANY,
    MOST,
    WHOLE,
    beside,
    clashes,
    drawn_columns,
    geometry_of,
    shares,
    simplified,
    unsound,
)
from organizations.places.lineage import NewArea, begin
from organizations.places.matching import codes_of, kana_of
from organizations.places.relations import Overlap, Source
from organizations.places.systems import AreaSystem
from records.events import record

Shapes = dict[int, BaseGeometry]  # by the key of the area


def faults_within(features: Sequence[Feature], system: AreaSystem) -> list[str]:
    """What is wrong with the figures by themselves: they cross themselves, or lie on each other."""
    shapes = [geometry_of(feature.polygons) for feature in features]
    told = [sentence for feature, shape in zip(features, shapes, strict=True) if (sentence := unsound(feature, shape))]
    if not told and not system.may_overlap:
        told = [f"{features[c.first].title}と{features[c.second].title}{c}" for c in clashes(shapes)]
    return told[:MOST_FAULTS]


def faults_beside(file: BoundaryFile, chosen: Mapping[int, Area | str]) -> list[str]:
    """Where a figure is unsound, or lies on an area of the same system that the file leaves as it is."""
    given = {area.pk for area in chosen.values() if isinstance(area, Area)}
    features = [feature for feature in file.features if feature.number in chosen]
    shapes = [geometry_of(feature.polygons) for feature in features]
    told = [sentence for feature, shape in zip(features, shapes, strict=True) if (sentence := unsound(feature, shape))]
    if told or file.system.may_overlap:
        return told[:MOST_FAULTS]
    standing = Area.objects.of_system(file.system).standing(on=file.starts_on).exclude(pk__in=given)
    rows = list(Boundary.objects.held(on=file.starts_on).filter(area__in=standing).select_related("area"))
    old = [geometry_of(row.geometry) for row in rows]
    found = (clash for clash in clashes(shapes, old=old) if clash.second >= len(shapes))
    return [f"{features[c.first].title}と、今ある「{rows[c.second - len(shapes)].area}」{c}" for c in found][
        :MOST_FAULTS
    ]


def survey(file: BoundaryFile, chosen: Mapping[int, Area | str], *, by: User) -> int:
    """The deed of ``BoundaryFile.take_in``."""
    if faults := faults_beside(file, chosen):
        raise ValidationError(faults)
    areas = {number: _area(file, number, area, by=by) for number, area in chosen.items()}
    if len({area.pk for area in areas.values()}) < len(areas):
        raise ValidationError("1つの区域に、2つの図形を選んでいます。図形ごとに、別の区域を選んでください。")
    features = {areas[each.number].pk: each for each in file.features if each.number in areas}
    shapes = {key: geometry_of(feature.polygons) for key, feature in features.items()}
    _draw(file, areas.values(), features, shapes, by=by)
    ground = Ground.of(file, shapes)
    _note_neighbours(file, shapes, ground)
    _note_overlaps(shapes, ground)
    return len(areas)


def _area(file: BoundaryFile, number: int, area: Area | str, *, by: User) -> Area:
    if isinstance(area, Area):
        return area
    feature = next(each for each in file.features if each.number == number)
    first = codes_of(file.features).get(number, str(number))
    codes = (f"{file.system_code}-{own}"[:20] for own in chain([first], count(number)))
    code = next(each for each in codes if not Area.objects.filter(code=each).exists())
    city = Area.objects.filter(kind=Area.Kind.CITY).first() if file.system.kind == Area.Kind.DISTRICT else None
    return begin(file.system, NewArea(code, area, kana_of(feature)), by=by, on=None, parent=city)


def _draw(
    file: BoundaryFile, areas: Iterable[Area], features: Mapping[int, Feature], shapes: Shapes, *, by: User
) -> None:
    small = dict(zip(shapes, simplified(list(shapes.values())), strict=True))
    Boundary.objects.filter(area__in=shapes, starts_on=file.starts_on).delete()  # of this very day: drawn anew
    rows = []
    for area in areas:
        columns = drawn_columns(shapes[area.pk], small[area.pk])
        geometry = features[area.pk].polygons
        rows.append(Boundary(area=area, file=file, starts_on=file.starts_on, geometry=geometry, **columns))
        size = f"{columns['square_metres'] / 1_000_000:,.2f}平方キロメートル"
        record(area, "area.draw", by=by, on=file.starts_on, after={"面積": size}, digest=file.digest)
    Boundary.objects.bulk_create(rows)


@dataclass(frozen=True)
class Ground:
    """All boundaries of a day, whatever their system, those of the file among them."""

    shapes: Shapes
    areas: dict[int, Area]

    @classmethod
    def of(cls, file: BoundaryFile, shapes: Shapes) -> Ground:
        rows = Boundary.objects.held(on=file.starts_on).exclude(area__in=shapes).select_related("area")
        standing = [row for row in rows if row.area.stands(on=file.starts_on)]
        old = {row.area_id: geometry_of(row.geometry) for row in standing}
        return cls(old | shapes, {row.area_id: row.area for row in standing} | Area.objects.in_bulk(list(shapes)))

    def kind(self, key: int) -> tuple[str, int | None]:
        return self.areas[key].kind, self.areas[key].system_id


def _note_neighbours(file: BoundaryFile, shapes: Shapes, ground: Ground) -> None:
    kind = next(ground.kind(key) for key in shapes)
    found = beside(shapes, {key: shape for key, shape in ground.shapes.items() if ground.kind(key) == kind})
    rows = list(Boundary.objects.filter(area__in=found, starts_on=file.starts_on).only("pk", "area_id", "touches"))
    for row in rows:
        row.touches = found[row.area_id]
    Boundary.objects.bulk_update(rows, ["touches"])


def _note_overlaps(shapes: Shapes, ground: Ground) -> None:
    """With the areas of every other system; the city itself lies over all and says nothing."""
    Overlap.objects.filter(Q(inner__in=shapes) | Q(outer__in=shapes), source=Source.MEASURED).delete()
    kind = next(ground.kind(key) for key in shapes)
    if kind[0] == Area.Kind.CITY:
        return
    others = {
        key: shape for key, shape in ground.shapes.items() if ground.kind(key) not in (kind, (Area.Kind.CITY, None))
    }
    rows: list[Overlap] = []
    for one, other, part_of_one, part_of_other in shares(shapes, others):
        rows += _overlap(one, other, part_of_one) + _overlap(other, one, part_of_other)
    Overlap.objects.bulk_create(rows)


def _overlap(inner: int, outer: int, part: float) -> list[Overlap]:
    extents = ((WHOLE, Overlap.Extent.WHOLE), (MOST, Overlap.Extent.MOST), (ANY, Overlap.Extent.PART))
    facts: dict[str, Any] = {"inner_id": inner, "outer_id": outer, "source": Source.MEASURED}
    return next(([Overlap(extent=extent, **facts)] for least, extent in extents if part >= least), [])
