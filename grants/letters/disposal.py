"""財産処分承認通知書, and the refusal: what the city decided about a thing that was bought with a grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from grants import wording
from grants.cases import Grant
from grants.equipment.disposals import ItemDisposal
from grants.letters.decision import DecidedLetter
from records.era import era_date
from records.letters import kind
from records.templatetags.japanese import kin, yen

COMMON = {
    "年度": "令和7年度",
    "制度": "見本市小規模多機能自治一括交付金",
    "決定日": "令和7年6月2日",
    "決定番号": "市協第12号",
    "申請日": "令和9年9月1日",
    "品名": "草刈機",
    "取得日": "令和7年7月10日",
    "取得額": "金198,000円",
    "処分の方法": "売る",
    "処分日": "令和9年9月30日",
}


@dataclass(frozen=True)
class DisposalLetter(DecidedLetter):
    disposal: ItemDisposal
    on: date

    @property
    def case(self) -> ItemDisposal:
        return self.disposal

    @property
    def grant(self) -> Grant:
        return self.disposal.grant

    def values(self) -> Mapping[str, str]:
        case, item = self.disposal, self.disposal.item
        asked_on = timezone.localdate(case.received_at) if case.received_at else None
        return {
            **super().values(),
            "申請日": era_date(asked_on) if asked_on else "",
            "品名": item.name,
            "取得日": era_date(item.acquired_on),
            "取得額": kin(item.price),
            "処分の方法": case.get_kind_display(),
            "処分日": era_date(case.planned_on),
        }


@kind(
    "grants.disposal_approved",
    "財産処分承認通知書",
    {**COMMON, "市に返す額": "金98,000円", "条件": "納入通知書により、30日以内に納付すること。"},
    usual=wording.DISPOSAL_APPROVED,
)
@dataclass(frozen=True)
class DisposalApprovedLetter(DisposalLetter):
    @property
    def meaning(self) -> str:
        payback = self.disposal.payback
        asked = f"ただし、{yen(payback)}を市に返してください。" if payback else ""
        return f"「{self.disposal.item}」の処分が認められました。{asked}"

    def values(self) -> Mapping[str, str]:
        case = self.disposal
        return {**super().values(), "市に返す額": kin(case.payback) if case.payback else "", "条件": case.condition}


@kind(
    "grants.disposal_refused",
    "財産処分不承認通知書",
    {**COMMON, "理由": "まだ使うことができ、地域の事業に必要と認められるため。"},
    usual=wording.DISPOSAL_REFUSED,
)
@dataclass(frozen=True)
class DisposalRefusedLetter(DisposalLetter):
    @property
    def meaning(self) -> str:
        return f"「{self.disposal.item}」の処分は認められませんでした。理由は通知書にあります。"

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "理由": self.disposal.grounds}


def letter_of(case: ItemDisposal, *, on: date) -> DisposalLetter:
    """The letter that the disposal's proposal leads to."""
    refusing = case.outcome == ItemDisposal.Outcome.REFUSE
    return DisposalRefusedLetter(case, on) if refusing else DisposalApprovedLetter(case, on)
