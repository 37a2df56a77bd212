"""内示通知書: how much an organization can apply for, until when, and on a page of its own how it was calculated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from grants import wording
from grants.allotments.allotment import Allotment
from grants.formula.calculating import Sheet
from grants.formula.numbers import printed
from grants.formula.numbers import yen as exact_yen
from organizations.models import Organization
from records.era import era_date
from records.letters import Addressee, Letterhead, LetterModel, kind
from records.letters.kinds import BASIS
from records.templatetags.japanese import kin, yen
from staff.offices import letterhead

SHEET = "算定調書"


@kind(
    "grants.allotment",
    "内示通知書",
    {
        "年度": "令和7年度",
        "制度": "見本市小規模多機能自治一括交付金",
        "内示額": "金1,839,000円",
        "申請期限": "令和7年5月30日",
        "基準日": "令和7年4月1日",
        "根拠条": "第6条",
        SHEET: "世帯割: 400円 × 世帯数561世帯 = 224,400円\n交付できる額 1,839,000円",
    },
    usual=wording.ALLOTMENT,
)
@dataclass(frozen=True)
class AllotmentLetter(LetterModel):
    template = "grants/letters/allotment.html"
    allotment: Allotment
    on: date

    @property
    def case(self) -> Allotment:
        return self.allotment

    @property
    def organization(self) -> Organization:
        return self.allotment.organization

    @property
    def programme(self) -> str:  # type: ignore[override]  # the protocol has a plain default
        return self.allotment.scheme.programme

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def addressee(self) -> Addressee:
        body = self.allotment.organization
        president = body.president(on=self.on)
        return Addressee(body.name, str(president) if president else "", body.office_address)

    @property
    def meaning(self) -> str:
        deadline = era_date(self.allotment.scheme.deadline)
        return f"{yen(self.allotment.amount)}まで申請できます。{deadline}までに申請してください。"

    def recipients(self) -> Iterable[User]:
        return self.allotment.organization.contacts(on=self.on)

    def values(self) -> Mapping[str, str]:
        case, scheme = self.allotment, self.allotment.scheme
        return {
            "年度": str(scheme.fiscal_year),
            "制度": scheme.name,
            "内示額": kin(case.amount),
            "申請期限": era_date(scheme.deadline),
            "基準日": era_date(scheme.base_date),
            "根拠条": scheme.article,
            BASIS: f"{scheme.rule_name}\n{scheme.guideline_name}",
            SHEET: "\n".join(told(case.sheet)),
        }


def told(sheet: Sheet) -> Iterator[str]:
    """The calculation line by line, with the figures that went in and their days."""
    for _depth, step in sheet.steps:
        group = f"({step.group})" if step.group else ""
        yield f"{step.name or '計算'}{group}: {step.text} = {exact_yen(step.amount)}"
        yield from step.notes
    yield f"合計 {exact_yen(sheet.total)}"
    yield from sheet.notes
    yield f"交付できる額 {yen(sheet.amount)}"
    for each in sheet.inputs:
        detail = f"({each.detail})" if each.detail else ""
        yield f"使った数: {each.name} {printed(each.value)}{each.unit}({era_date(each.base_date)}現在){detail}"
