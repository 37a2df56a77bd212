"""What the pages of inspections show: those of one scheme, and one inspection for either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.inspections.cases import Inspection
from grants.inspections.draws import Draw, population_of
from grants.inspections.forms import MendForm, ReleaseForm
from grants.inspections.risks import risks_of
from grants.inspections.rules import may_choose, may_conclude, may_plan
from grants.rules import may_see_inside
from grants.schemes import Scheme
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Figure, Tag
from records.templatetags.japanese import yen

Status = Inspection.Status
TAGS = {
    Status.CHOSEN: Tag("検査の対象", "way"),
    Status.PLANNED: Tag("検査の予定", "way"),
    Status.MENDING: Tag("直しを待っている", "back"),
    Status.DONE: Tag("検査済み", "good"),
    Status.RELEASED: Tag("対象から外した", "over"),
}


@dataclass(frozen=True)
class Row:
    """A grant of the scheme: its reasons, and its inspection if it has one."""

    grant: Grant
    risks: list[str]
    case: Inspection | None
    tag: Tag | None


def scheme_page(scheme: Scheme, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    cases = list(
        Inspection.objects.visible_to(user, on=today)
        .live()
        .filter(grant__scheme=scheme)
        .select_related("grant__organization", "grant__scheme", "draw")
        .order_by("grant__organization__furigana", "pk")
    )
    chosen = {case.grant_id for case in cases}
    population = population_of(scheme)
    rest = [grant for grant in population if grant.pk not in chosen]
    risks = risks_of(scheme, rest, on=today)
    listed = sorted(rest, key=lambda grant: (-len(risks[grant.pk]), grant.organization.furigana))
    done = sum(case.status == Status.DONE for case in cases)
    return {
        "scheme": scheme,
        "chosen": [Row(case.grant, case.risks, case, TAGS[Status(case.status)]) for case in cases],
        "rest": [Row(grant, risks[grant.pk], None, None) for grant in listed],
        "draws": list(Draw.objects.filter(scheme=scheme).select_related("drawn_by")),
        "figures": [
            Figure("額の確定を待つ交付金", f"{len(population)}件"),
            Figure("検査の対象", f"{len(cases)}件", f"うち抽出 {sum(case.draw_id is not None for case in cases)}件"),
            Figure("検査済み", f"{done}件"),
        ],
        "may_choose": bool(may_choose(user, scheme)),
    }


def facts_of(case: Inspection) -> list[Fact]:
    """検査調書: what was to be looked at, when, by whom, and what was found."""
    team = "、".join(str(user) for user in case.team())
    facts = [
        Fact("団体名", case.organization.name),
        Fact("交付金", str(case.grant.scheme)),
        Fact("交付決定額", yen(case.grant.amount_current)),
        Fact("検査の予定日", era_date(case.planned_on) if case.planned_on else None),
        Fact("方法", case.get_way_display() or None),
        Fact("場所", case.place or None),
        Fact("検査員", team or None),
        Fact("用意してもらうもの", case.request or None),
    ]
    if case.held_on:
        facts += [
            Fact("検査をした日", era_date(case.held_on)),
            Fact("立ち会った人", case.attended or None),
            Fact("結果", case.get_result_display()),
            Fact("所見", case.findings or None),
        ]
    if case.mend_by:
        facts += [Fact("直す期限", era_date(case.mend_by)), Fact("直ったこと", case.mended or None)]
    return facts


def reasons_of(case: Inspection) -> list[str]:
    """Why it is inspected; for the city only."""
    origin = f"{case.draw}" if case.draw else f"係が加えた: {case.why}"
    return [origin, *case.risks]


def inspection_page(case: Inspection, user: User) -> dict[str, Any]:
    inside = bool(may_see_inside(user, None))
    plans = bool(may_plan(user, case))
    events = Event.objects.about(case)
    return {
        "inspection": case,
        "grant": case.grant,
        "tag": TAGS[Status(case.status)],
        "inside": inside,
        "facts": facts_of(case),
        "reasons": reasons_of(case) if inside else [],
        "plans": plans and case.can("plan"),
        "concludes": case.can("finish") and bool(may_conclude(user, case)),
        "mend_form": MendForm() if plans and case.can("mend") else None,
        "release_form": ReleaseForm() if plans and case.can("release") and not case.draw_id else None,
        "events": list(events if inside else events.exclude(verb="inspection.choose")),
    }


def of_report(grant: Grant, user: User) -> dict[str, Any]:
    """For the city's page of a performance report: why to look closely, and the inspection if there is one."""
    if not may_see_inside(user, None):
        return {"risks": [], "inspection": None, "inspection_tag": None}
    case = Inspection.objects.live().filter(grant=grant).select_related("draw").first()
    risks = risks_of(grant.scheme, [grant], on=timezone.localdate())[grant.pk] if grant.status in Grant.STANDING else []
    return {"risks": risks, "inspection": case, "inspection_tag": TAGS[Status(case.status)] if case else None}
