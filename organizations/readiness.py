"""What must be there before the next step: each gap names the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from organizations.officers import Officer
from organizations.papers import Paper
from organizations.territory import Territory, ground
from records.attachments import papers_for
from records.cases import NotNow

if TYPE_CHECKING:
    from organizations.areas import Area
    from organizations.bodies import Organization

FOUNDING_ROLES = (Officer.Kind.PRESIDENT, Officer.Kind.TREASURER, Officer.Kind.AUDITOR)
RESOLVED_PLANS = ("adopted", "acknowledged")  # states of a plan that the general meeting has resolved


@dataclass(frozen=True)
class Gap:
    where: str  # the fact on the page that lacks something
    sentence: str


def refuse_if(gaps: Iterable[Gap]) -> None:
    """NotNow with every gap at its place, so that all of them can be mended at once."""
    places: dict[str, list[str]] = {}
    for gap in gaps:
        places.setdefault(gap.where, []).append(gap.sentence)
    if places:
        raise NotNow(places)


def before_committee(organization: Organization, *, on: date) -> list[Gap]:
    """準備会: somebody speaks for it, and it is known who belongs to it."""
    gaps = []
    if organization.president(on=on) is None:
        gaps.append(Gap("president", "準備会を代表する人を、会長として役員名簿に入れてください。"))
    if not papers_for(organization, Paper.MEMBERS):
        gaps.append(Gap("members", "準備会の構成員名簿を付けてください。"))
    return gaps


def before_founding(organization: Organization, *, on: date) -> list[Gap]:
    """設立: the meeting elected who leads, keeps the money and audits, and its minutes are here."""
    held = set(organization.officers.held(on=on).values_list("kind", flat=True))
    gaps = [
        Gap("officers", f"{kind.label}を役員名簿に入れてください。任期のはじまりは、設立した日までの日にします。")
        for kind in FOUNDING_ROLES
        if kind not in held
    ]
    if not papers_for(organization, Paper.MINUTES):
        gaps.append(Gap("minutes", "設立総会の議事録を付けてください。"))
    return gaps


def before_application(organization: Organization, *, on: date) -> list[Gap]:
    """認可の申請: all that its kind asks for (founded, represented, bylaws, a resolved plan, an area of its own)."""
    gaps, terms = [], organization.terms
    if organization.founded_on is None and "founded" in terms.steps:
        gaps.append(Gap("founded_on", "設立総会を開き、団体のページで設立を届け出てください。"))
    if organization.president(on=on) is None:
        gaps.append(Gap("representative", "今の会長を役員名簿に入れてください。"))
    if not organization.office_address:
        gaps.append(Gap("office_address", "主たる事務所の所在地を入れてください。"))
    if (named := officers_named(organization, on=on)) < terms.officers:
        gaps.append(Gap("officers", f"役員を{terms.officers}人以上、名簿に入れてください。今は{named}人です。"))
    if terms.needs_bylaws:
        gaps += before_bylaws(organization)
    if terms.needs_plan and not organization.future_plans.filter(status__in=RESOLVED_PLANS).exists():
        gaps.append(Gap("future_plan", "地域の将来計画を作り、総会で決めてください。"))
    areas = organization.areas.all()
    return gaps + before_territory(organization, areas, on=on) if terms.needs_area or areas else gaps


def before_bylaws(organization: Organization) -> list[Gap]:
    bylaws = organization.bylaws.first()
    if bylaws is None:
        return [Gap("bylaws", "規約を入れてください。")]
    missing = bylaws.missing_clauses()
    return [Gap("bylaws", f"規約の条を入れてください:{'、'.join(missing)}。")] if missing else []


def officers_named(organization: Organization, *, on: date) -> int:
    """How many people hold a role, without those who only read."""
    held = organization.officers.held(on=on).exclude(kind=Officer.Kind.VIEWER)
    return held.values("name").distinct().count()


def before_territory(organization: Organization, areas: Iterable[Area], *, on: date) -> list[Gap]:
    """区域: at least one area, and none that a recognised organization stands for."""
    areas = list(areas)
    if not areas:
        return [Gap("areas", "活動の区域を1つ以上選んでください。")]
    taken = Territory.objects.held(on=on).filter(area__in=ground(areas)).exclude(organization=organization)
    names = "、".join(f"{row.area}({row.organization})" for row in taken.select_related("area", "organization"))
    return [Gap("areas", f"区域が、すでに認可された団体と重なっています:{names}。")] if names else []
