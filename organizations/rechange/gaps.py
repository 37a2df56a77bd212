"""What keeps a change from being applied for: each gap with the field at which it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from organizations.bodies import Organization
from organizations.changes import Matter, to_be_recognised
from organizations.readiness import Gap, before_territory
from organizations.rechange.paper import BYLAWS, MINUTES
from records.attachments import papers_for

if TYPE_CHECKING:
    from organizations.rechange.case import Rechange

SAME = "今と同じです。変えないときは、「変えること」の印を外してください。"


def gaps_of(case: Rechange, typed: dict[str, Any], areas: Sequence[Any], *, on: date) -> list[Gap]:
    body, matters = case.organization, typed["matters"]
    gaps = [] if matters else [Gap("matters", "変えることを1つ以上選んでください。")]
    if others := [Matter(matter).label for matter in matters if matter not in to_be_recognised(body)]:
        gaps.append(Gap("matters", f"{'、'.join(others)}は、市の認可を受けずに変更届で変えられます。"))
    if body.president(on=on) is None:
        gaps.append(Gap("matters", "今の会長を役員名簿に入れてください。申請は、会長の名前で出します。"))
    if not papers_for(case, MINUTES):
        gaps.append(Gap("minutes", f"{MINUTES}を付けてください。"))
    for matter, of_matter in ((Matter.NAME, of_name), (Matter.OFFICE, of_office)):
        gaps += of_matter(body, typed) if matter in matters else ()
    if Matter.AREAS in matters:
        gaps += of_areas(body, areas, on=on)
    if Matter.BYLAWS in matters and not papers_for(case, BYLAWS):
        gaps.append(Gap("bylaws", "新しい規約の文書を付けてください。"))
    return gaps


def of_name(body: Organization, typed: dict[str, Any]) -> Iterator[Gap]:
    name = typed.get("new_name", "")
    if not name or not typed.get("new_furigana"):
        yield Gap("new_name" if not name else "new_furigana", "新しい名前と、そのふりがなを入れてください。")
    elif name == body.name:
        yield Gap("new_name", SAME)
    elif Organization.objects.filter(name=name).exclude(pk=body.pk).exists():
        yield Gap(
            "new_name", "この名前の団体は、もう登録されています。ほかの名前にするか、市の担当に相談してください。"
        )


def of_office(body: Organization, typed: dict[str, Any]) -> Iterator[Gap]:
    office = typed.get("new_office", "")
    if not office:
        yield Gap("new_office", "新しい事務所の所在地を入れてください。")
    elif office == body.office_address:
        yield Gap("new_office", SAME)


def of_areas(body: Organization, areas: Sequence[Any], *, on: date) -> Iterator[Gap]:
    if areas and {area.pk for area in areas} == set(body.areas.values_list("pk", flat=True)):
        yield Gap("new_areas", SAME)
        return
    for gap in before_territory(body, areas, on=on):
        yield Gap("new_areas", gap.sentence)
