"""The demonstration city before anything happens in it: offices, people of the city hall, areas and figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from config.demo import ages
from organizations.models import Area, AreaFigure, Indicator
from records.approvals import Part
from records.fiscal import FiscalYear
from staff.models import City, DecisionRule, Department, Duty, Post, Substitute

FACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("niimi.toml").read_text())
PASSWORD = "mihon-no-aikotoba"  # noqa: S105  # of the demonstration accounts, printed for everybody who runs it
LONG_AGO = date(2014, 4, 1)
SHRINKING = (1000, 982, 965)  # per mille of the first year's figure: what three years take from such areas
EARLIER = {10: 1190, 5: 1056}  # years ago: the same, for population and households


def account(key: str, name: str, furigana: str, **fields: Any) -> User:
    email = f"{key}@kyodo.example"
    return User.objects.create(email=email, password=password_hash(), name=name, furigana=furigana, **fields)


@cache
def password_hash() -> str:
    """Hashing takes a while on purpose; the demonstration's one password is no secret, so once is enough."""
    return make_password(PASSWORD)


@dataclass(frozen=True)
class Hall:
    """The city hall by its demonstration accounts and posts."""

    people: dict[str, User]
    posts: dict[str, Post]

    def holder(self, post: Post) -> User:
        return next(user for user in self.people.values() if user.duties.filter(post=post).exists())


def build_hall(facts: dict[str, Any] = FACTS) -> Hall:
    """The offices and their people; another city's ``facts`` have the same shape."""
    offices: dict[str, Department] = {}
    for order, (key, name, parent, phone, is_section) in enumerate(facts["departments"]):
        offices[key] = Department.objects.create(
            name=name, parent=offices.get(parent), phone=phone, is_section=is_section, order=order, starts_on=LONG_AGO
        )
    posts = {
        key: Post.objects.create(
            department=offices[office],
            name=name,
            title=title,
            rank=rank,
            reach=Post.Reach.ALL if sees_all else Post.Reach.AREA,
            runs_settings=sets,
            audits=key in facts["auditing"],
            pays=key in facts["paying"],
        )
        for key, office, name, title, rank, sees_all, sets in facts["posts"]
    }
    people = {}
    for key, name, furigana, post in facts["staff"]:
        people[key] = account(key, name, furigana)
        Duty.objects.create(user=people[key], post=posts[post], starts_on=LONG_AGO)
    City(**facts["city"], mayor=posts["mayor"]).save()
    build_rules(posts, facts, by=people["officer"])
    return Hall(people, posts)


def build_rules(posts: dict[str, Post], told: dict[str, Any], *, by: User) -> None:
    """The city's rule of long ago, and who stands in for whom."""
    for name, case, below, keys in told["rules"]:
        stops = [(Part.CONSULT if key[0] == "=" else Part.CIRCULATE, posts[key.strip("=")]) for key in keys]
        facts = {"name": name, "case_kind": case, "below": below or None, "department": None}
        stops[-1] = (Part.DECIDE, stops[-1][1])
        DecisionRule.establish(by=by, on=LONG_AGO, fiscal_year=FiscalYear.of(LONG_AGO), stops=stops, **facts)
    for post, deputy in told["substitutes"]:
        facts = {"post": posts[post], "deputy": posts[deputy], "order": 1}
        Substitute.appoint(by=by, starts_on=LONG_AGO, ends_on=None, on=LONG_AGO, **facts)


def build_land(this: FiscalYear) -> dict[str, list[Area]]:
    """The oaza of each body, with figures on 1 April of the last three years."""
    indicators = [
        Indicator.objects.create(code=code, name=name, unit=unit, order=order)
        for order, (code, name, unit) in enumerate(FACTS["indicators"])
    ]
    city = Area.objects.create(
        kind=Area.Kind.CITY, code="33210", name=FACTS["city"]["name"], furigana=FACTS["city"]["furigana"]
    )
    kinds = ages.indicators()
    figures = figures_of(city, indicators, FACTS["figures_of_city"], this, kinds=kinds)
    land: dict[str, list[Area]] = {}
    for number, body in enumerate(FACTS["bodies"], start=1):
        name, furigana = body["district"]
        district = Area.objects.create(
            kind=Area.Kind.DISTRICT, code=f"{number:02}", name=name, furigana=furigana, parent=city, order=number * 100
        )
        land[body["key"]] = []
        for part, (oaza_name, oaza_kana, *values) in enumerate(body["oaza"], start=1):
            oaza = Area.objects.create(
                kind=Area.Kind.OAZA,
                code=f"{number:02}-{part}",
                name=oaza_name,
                furigana=oaza_kana,
                parent=district,
                order=number * 100 + part,
            )
            land[body["key"]].append(oaza)
            figures += figures_of(oaza, indicators, values, this, kinds=kinds)
    AreaFigure.objects.bulk_create(figures)
    return land


def figures_of(
    area: Area, indicators: list[Indicator], values: list[int], this: FiscalYear, *, kinds: dict[str, Indicator]
) -> list[AreaFigure]:
    years = (this.previous.previous, this.previous, this)
    rates = dict(zip((year.start for year in years), SHRINKING, strict=True))
    before = {FiscalYear(this.number - ago).start: rate for ago, rate in EARLIER.items()}
    found = [
        AreaFigure(area=area, indicator=indicator, as_of=day, value=value * rate // 1000, source=ages.SOURCE)
        for indicator, value in zip(indicators, values, strict=True)
        for day, rate in (rates if indicator.code == "aged75" else rates | before).items()
    ]
    _, people, aged = values
    for day, rate, old in ((this.start, SHRINKING[-1], SHRINKING[-1]), (five_years_before(this), EARLIER[5], 1010)):
        counted = people * rate // 1000, aged * old // 1000
        found += ages.by_age(area, *counted, day=day, kinds=kinds, turn=area.pk % 7 + (day == this.start))
    return found


def five_years_before(this: FiscalYear) -> date:
    return FiscalYear(this.number - 5).start
