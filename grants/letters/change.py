"""変更交付決定通知書, 変更(中止・廃止)承認通知書, and the refusal: what the city decided about a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from grants import wording
from grants.cases import Grant
from grants.change import Change
from grants.letters.decision import DecidedLetter
from records.era import era_date
from records.letters import kind
from records.templatetags.japanese import kin, yen

MOST = 8  # projects that a letter names one by one
COMMON = {
    "年度": "令和7年度",
    "制度": "見本市小規模多機能自治一括交付金",
    "決定日": "令和7年6月2日",
    "決定番号": "市協第12号",
    "申請日": "令和7年9月1日",
    "区分": "変更",
    "変更前の額": "金1,839,000円",
}
AMOUNTS = {
    "変更後の額": "金1,700,000円",
    "増減額": "△139,000円",
    "変更の内容": "敬老のつどい:事業費430,000円→291,000円、うち交付金372,000円→233,000円\n見守り訪問:時期",
}


@dataclass(frozen=True)
class ChangeLetter(DecidedLetter):
    change: Change
    on: date

    @property
    def case(self) -> Change:
        return self.change

    @property
    def grant(self) -> Grant:
        return self.change.grant

    def values(self) -> Mapping[str, str]:
        change = self.change
        asked_on = timezone.localdate(change.received_at) if change.received_at else None
        return {
            **super().values(),
            "申請日": era_date(asked_on) if asked_on else "",
            "区分": change.get_kind_display(),
            "変更前の額": kin(change.before),
        }


class Approving(ChangeLetter):
    @property
    def amount_decided(self) -> int | None:  # type: ignore[override]  # the protocol has a plain default
        return self.change.after or None

    @property
    def meaning(self) -> str:
        change = self.change
        if change.after == change.before:
            return f"{change.get_kind_display()}が認められました。交付決定額は{yen(change.after)}のままです。"
        return f"{change.get_kind_display()}が認められました。これからの交付決定額は{yen(change.after)}です。"

    def values(self) -> Mapping[str, str]:
        change = self.change
        return {
            **super().values(),
            "変更後の額": kin(change.after),
            "増減額": yen(change.after - change.before),
            "変更の内容": content_of(change),
        }


@kind("grants.changed", "変更交付決定通知書", {**COMMON, **AMOUNTS}, usual=wording.CHANGED)
@dataclass(frozen=True)
class ChangedLetter(Approving):
    """Another amount."""


@kind("grants.approved", "変更(中止・廃止)承認通知書", {**COMMON, **AMOUNTS}, usual=wording.APPROVED)
@dataclass(frozen=True)
class ApprovedLetter(Approving):
    """The same amount, or the work stands still or ends."""


@kind(
    "grants.change_refused",
    "変更(中止・廃止)不承認通知書",
    {**COMMON, "理由": "変更後の事業が、要綱第4条に定める対象外の経費に当たるため。"},
    usual=wording.CHANGE_REFUSED,
)
@dataclass(frozen=True)
class ChangeRefusedLetter(ChangeLetter):
    @property
    def meaning(self) -> str:
        return f"{self.change.get_kind_display()}は認められませんでした。理由は通知書にあります。前の決定のままです。"

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "理由": self.change.grounds}


def content_of(change: Change) -> str:
    """What changes, a line for each project; the plan itself where there are too many of them."""
    lines = [str(project) for project in change.what_changes()]
    if len(lines) > MOST:
        lines = [*lines[:MOST], f"ほか{len(lines) - MOST}事業(変更後の年度計画のとおり)"]
    return "\n".join(lines) or change.reason


def letter_of(change: Change, *, on: date) -> ChangeLetter:
    """The letter that the change's proposal leads to."""
    if change.outcome == Change.Outcome.REFUSE:
        return ChangeRefusedLetter(change, on)
    same = change.after == change.before or change.kind != Change.Kind.CHANGE
    return ApprovedLetter(change, on) if same else ChangedLetter(change, on)
