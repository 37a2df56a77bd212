"""The cast: the same people, known by name, in every test. Their names are obviously invented.

City hall: 係員 起案 花子 drafts, 係長 回議 二郎 checks, 課長 合議 三子 and 部長 決裁 四郎 decide; 見本 一郎 is mayor;
税務 五月 is liaison of 北地区; 財政 六助 works elsewhere. Communities: 会長 北野 七海 and 会計 北野 八郎 of 北の会,
会長 南野 九子 of 南の会: the outsider, always on stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from organizations.models import Area, AreaFigure, Indicator, Officer, Organization
from records.approvals import Part
from staff.models import (
    City,
    Committee,
    CommitteeMember,
    DecisionRule,
    Department,
    Duty,
    LiaisonAssignment,
    Post,
    RuleStop,
)

LONG_AGO = date(2020, 4, 1)
MONDAY = date(2025, 5, 12)  # the day on which most tests play

DECIDED = (  # what the director decides
    "organizations.recognition",
    "organizations.rechange",
    "organizations.revocation",
    "organizations.guidance",
    "organizations.dissolution",
    "plans.cityplan",
    "grants.scheme",
    "grants.allotment",
    "grants.grant",
    "grants.confirmation",
    "grants.refund",
)


def person(name: str, mail: str, furigana: str = "みほん") -> User:
    return User.objects.create_user(f"{mail}@example.jp", "correct horse battery", name=name, furigana=furigana)


@dataclass(frozen=True)
class Hall:
    """The city's side."""

    city: City
    section: Department
    drafter: User
    chief: User
    manager: User
    director: User
    mayor: User
    liaison: User
    stranger: User
    posts: dict[str, Post]


def city_hall() -> Hall:
    bureau = Department.objects.create(name="総務部", starts_on=LONG_AGO)
    division = Department.objects.create(name="総合政策課", parent=bureau, starts_on=LONG_AGO)
    section = Department.objects.create(
        name="協働推進係", parent=division, starts_on=LONG_AGO, is_section=True, phone="0867-00-1234"
    )
    tax = Department.objects.create(name="税務課", starts_on=LONG_AGO)
    everything = Post.Reach.ALL
    posts = {
        "mayor": Post(department=bureau, name="見本市長", title="市長", rank=1, reach=everything),
        "director": Post(department=bureau, name="総務部長", title="部長", rank=10, reach=everything),
        "manager": Post(department=division, name="総合政策課長", title="課長", rank=20, reach=everything),
        "chief": Post(department=section, name="協働推進係長", title="係長", rank=30, reach=everything),
        "drafter": Post(department=section, name="協働推進係員", title="主任", rank=40, reach=everything),
        "clerk": Post(department=tax, name="税務課員", title="主事", rank=50),
    }
    Post.objects.bulk_create(posts.values())
    people = {
        "mayor": person("見本 一郎", "mayor"),
        "director": person("決裁 四郎", "director"),
        "manager": person("合議 三子", "manager"),
        "chief": person("回議 二郎", "chief"),
        "drafter": person("起案 花子", "drafter"),
    }
    liaison, stranger = person("税務 五月", "liaison"), person("財政 六助", "stranger")
    holders = [*people.items(), ("clerk", liaison), ("clerk", stranger)]
    Duty.objects.bulk_create(Duty(user=user, post=posts[role], starts_on=LONG_AGO) for role, user in holders)
    rules("部長専決", DECIDED, posts["chief"], posts["manager"], posts["director"])
    city = City(
        name="見本市", furigana="みほんし", prefecture="見本県", address="見本市見本1番地", phone="0867-00-0000"
    )
    city.mayor = posts["mayor"]
    city.save()
    return Hall(city=city, section=section, liaison=liaison, stranger=stranger, posts=posts, **people)


def rule(name: str, kind: str, *posts: Post, department: Department | None = None) -> DecisionRule:
    """A way through the posts in turn, of which the last decides."""
    return rules(name, [kind], *posts, department=department)[0]


def rules(name: str, kinds: Sequence[str], *posts: Post, department: Department | None = None) -> list[DecisionRule]:
    """The same way for each of the kinds, in few statements: most tests begin with it."""
    made = DecisionRule.objects.bulk_create(
        DecisionRule(name=name, case_kind=kind, fiscal_year=2020, department=department) for kind in kinds
    )
    parts = [*[Part.CIRCULATE] * (len(posts) - 1), Part.DECIDE]
    stops = list(enumerate(zip(posts, parts, strict=True), start=1))
    RuleStop.objects.bulk_create(
        RuleStop(rule=each, position=position, post=post, part=part)
        for each in made
        for position, (post, part) in stops
    )
    return made


@dataclass(frozen=True)
class Land:
    """市 > 北地区(北大字・中大字), 南地区(南大字), with figures of one day."""

    city: Area
    north: Area
    south: Area
    north_oaza: Area
    middle_oaza: Area
    south_oaza: Area
    households: Indicator
    population: Indicator


def land(as_of: date = date(2025, 4, 1)) -> Land:
    kinds = Area.Kind
    city = Area.objects.create(kind=kinds.CITY, code="0", name="見本市", furigana="みほんし")
    north = Area.objects.create(kind=kinds.DISTRICT, code="1", name="北地区", furigana="きたちく", parent=city)
    south = Area.objects.create(kind=kinds.DISTRICT, code="2", name="南地区", furigana="みなみちく", parent=city)
    oaza = {
        code: Area(kind=kinds.OAZA, code=code, name=name, furigana=kana, parent=parent)
        for code, name, kana, parent in (
            ("11", "北大字", "きたおおあざ", north),
            ("12", "中大字", "なかおおあざ", north),
            ("21", "南大字", "みなみおおあざ", south),
        )
    }
    Area.objects.bulk_create(oaza.values())
    households = Indicator.objects.create(code="households", name="世帯数", unit="世帯", order=1)
    population = Indicator.objects.create(code="population", name="人口", unit="人", order=2)
    AreaFigure.objects.bulk_create(
        AreaFigure(area=oaza[code], indicator=indicator, as_of=as_of, value=value)
        for code, homes, people in (("11", 300, 700), ("12", 261, 587), ("21", 200, 560))
        for indicator, value in ((households, homes), (population, people))
    )
    return Land(city, north, south, oaza["11"], oaza["12"], oaza["21"], households, population)


def organization(name: str, *areas: Area, furigana: str = "みほんのかい") -> Organization:
    body = Organization.objects.create(
        name=name, furigana=furigana, office_address="見本市北1番地", phone="0867-00-5678"
    )
    body.areas.set(areas)
    return body


def officer(body: Organization, user: User, kind: str = Officer.Kind.PRESIDENT, since: date = LONG_AGO) -> Officer:
    return Officer.objects.create(
        organization=body, kind=kind, name=user.name, furigana=user.furigana, starts_on=since, user=user
    )


def assign_liaison(user: User, area: Area, role: str = "main") -> LiaisonAssignment:
    return LiaisonAssignment.objects.create(user=user, area=area, role_id=role, starts_on=LONG_AGO)


def committee(*people: User, name: str = "協働のまちづくり審査会") -> Committee:
    """People from outside the city hall; the first of them is the chair."""
    made = Committee.objects.create(name=name, purpose="交付金の申請と将来計画について、市に意見を述べる")
    for number, user in enumerate(people):
        kind = CommitteeMember.Kind.MEMBER if number else CommitteeMember.Kind.CHAIR
        CommitteeMember.objects.create(committee=made, user=user, kind=kind, starts_on=LONG_AGO)
    return made
