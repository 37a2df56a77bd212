"""What the city looks at before it recognises an organization (life cycle 2.1), and what the portal knows about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from organizations.readiness import before_territory
from records.era import era_date
from records.reviews import Verdict
from records.templatetags.japanese import number

if TYPE_CHECKING:
    from organizations.recognition import Recognition


class Criterion(NamedTuple):
    code: str
    label: str
    look_at: str  # where the reviewer finds it


CRITERIA = (
    Criterion("purpose", "地域の課題を解決し、暮らしを支えることを目的にしている", "申請書の目的、規約の目的の条"),
    Criterion("open", "だれでも参加でき、話し合いで決める、民主的な運営である", "規約の総会と役員の条、議事録"),
    Criterion("autonomous", "特定の団体や市から独立して、自分たちで運営する", "規約、役員名簿、予算書"),
    Criterion("area", "活動の区域がはっきりしていて、ほかの認可された団体と重ならない", "申請書の区域"),
    Criterion("residents", "区域の住民が主な構成員である", "構成する世帯と団体の数、構成員名簿"),
    Criterion("bylaws", "規約に、定めるべきことがすべてある", "規約の条の一覧"),
    Criterion("plan", "地域の将来計画を総会で決めている", "将来計画、総会の議事録"),
)
CODES = tuple(criterion.code for criterion in CRITERIA)


def evidence(case: Recognition, *, on: date) -> dict[str, str]:
    """For the criteria that the portal can check by itself: what it found."""
    areas = list(case.areas.all())
    overlap = before_territory(case.organization, areas, on=on)
    missing = case.bylaws.missing_clauses() if case.bylaws else ["規約"]
    plan = case.future_plan
    resolved_on = plan.resolved_on if plan else None
    return {
        "area": overlap[0].sentence if overlap else f"{'、'.join(map(str, areas))}。重なりなし",
        "residents": f"{number(case.households)}世帯、{number(case.member_bodies)}団体",
        "bylaws": f"条の記入なし:{'、'.join(missing)}" if missing else "定めるべき9つの条がすべてある",
        "plan": f"{plan}。{era_date(resolved_on)}の総会で決定" if resolved_on else "総会で決めた計画がない",
    }


def objection(verdicts: Mapping[str, str], *, recognises: bool, codes: Collection[str] = CODES) -> str:
    """Why the decision does not follow from the review; empty if it does: all criteria met, or one of them not."""
    if set(codes) - verdicts.keys():
        return "審査が終わっていません。すべての基準を確かめてから起案してください。"
    if recognises and set(verdicts.values()) != {Verdict.FIT}:
        return "「適」でない基準があります。補正をお願いするか、「認可しない」で起案してください。"
    if not recognises and Verdict.UNFIT not in verdicts.values():
        return "「否」の基準がないので、「認可しない」では起案できません。審査を確かめてください。"
    return ""
