"""地域カルテ of the whole city and of a district: open to everybody, each the sum of what its parts were counted."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from time import process_time

from django.db import connection
from django.test import Client
from django.urls import reverse

from config.demo.ages import by_age, indicators
from organizations.figures.kept import AreaFigure
from organizations.figures.parts import HOUSEHOLDS
from organizations.models import Area, Indicator, Organization
from tests import cast
from tests.bench.pages import ROUNDS, Row, fresh_database, queries_of
from tests.bench.rows_of_grants import BODIES, build

DISTRICTS, PLACES = 23, 8  # a mountain city: so many districts of so many 大字
NOW, YEARS = date(2025, 4, 1), 20
MOST = 100.0  # milliseconds of the processor for one page


def rows() -> Iterator[Row]:
    with fresh_database():
        city, district = populate()
        for name, area in (("city", city), ("district", district)):
            page = opening(reverse("chart", args=[area.pk]))
            yield f"chart of the {name}, {DISTRICTS * PLACES} places, {BODIES} bodies: processor", spent(page), "ms"
            yield f"chart of the {name}, queries", queries_of(page), ""


def populate() -> tuple[Area, Area]:
    """The city and one of its districts; nothing is counted but in the 大字."""
    hall, land = cast.city_hall(), cast.land()
    build(1000, hall, land)
    people, kinds = land.population, indicators()
    homes = Indicator.objects.get(code=HOUSEHOLDS)
    AreaFigure.objects.all().delete()
    for old in (land.north, land.south):
        Area.objects.filter(parent=old).update(ends_on=NOW)
    Area.objects.filter(pk__in=[land.north.pk, land.south.pk]).update(ends_on=NOW)
    made: list[AreaFigure] = []
    places: list[Area] = []
    for number in range(DISTRICTS):
        district = add("district", f"地区{number}", land.city)
        for at in range(PLACES):
            place = add("oaza", f"大字{number}の{at}", district)
            places.append(place)
            for back in range(YEARS):
                day, count = date(NOW.year - back, 4, 1), 400 + 8 * back + at
                for kind, value in ((people, count), (homes, count // 2)):
                    made.append(AreaFigure(area=place, indicator=kind, as_of=day, value=value, source="住民基本台帳"))
                if back in (0, 5):
                    made += by_age(place, count, count // 3, day=day, kinds=kinds, turn=at)
    AreaFigure.objects.bulk_create(made, batch_size=2000)
    bodies = list(Organization.objects.all())
    Organization.areas.through.objects.all().delete()
    Organization.areas.through.objects.bulk_create(
        Organization.areas.through(organization=body, area=places[at % len(places)]) for at, body in enumerate(bodies)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return land.city, district


def add(kind: str, name: str, parent: Area) -> Area:
    return Area.objects.create(kind=kind, code=f"{kind}{name}", name=name, furigana="みほん", parent=parent)


def opening(url: str) -> Callable[[], None]:
    client = Client()

    def get() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)

    return get


def spent(page: Callable[[], None]) -> float:
    """The median of the processor's milliseconds, in this process."""
    taken: list[float] = []
    for turn in range(ROUNDS + 2):
        gc.collect()
        start = process_time()
        page()
        if turn > 1:  # the first rounds warm up
            taken.append((process_time() - start) * 1000)
    return median(taken)
