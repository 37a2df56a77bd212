"""督促状: what is late, until when it is asked for now; for money, and for papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grants import wording
from grants.cases import Grant
from grants.dues.dunning import Dunning
from grants.letters.decision import DecidedLetter
from grants.letters.settlement import ABOUT
from records.era import era_date
from records.letters import kind
from records.templatetags.japanese import kin, yen

BOTH = {**ABOUT, "期限": "令和8年4月10日", "指定期限": "令和8年5月11日"}


@dataclass(frozen=True)
class LateLetter(DecidedLetter):
    dunning: Dunning
    on: date

    @property
    def case(self) -> Dunning:
        return self.dunning

    @property
    def grant(self) -> Grant:
        assert self.dunning.grant is not None  # noqa: S101  # without a grant there is no letter
        return self.dunning.grant

    def values(self) -> Mapping[str, str]:
        both = {"期限": era_date(self.dunning.due_on), "指定期限": era_date(self.dunning.answer_by)}
        return {**super().values(), **both}


@kind(
    "grants.dunning",
    "督促状",
    {**BOTH, "督促する額": "金49,000円", "延滞金": "金1,500円"},
    usual=wording.DUNNING,
    decides=False,
    sometimes={"延滞金": "延滞金・加算金がかかっているとき"},
)
@dataclass(frozen=True)
class DunningLetter(LateLetter):
    @property
    def amount_decided(self) -> int | None:  # type: ignore[override]  # the protocol has a plain default
        return self.dunning.amount

    @property
    def meaning(self) -> str:
        amount, until = yen(self.dunning.amount), era_date(self.dunning.answer_by)
        return f"返還の期限が過ぎています。{until}までに、{amount}を返してください。"

    def values(self) -> Mapping[str, str]:
        more = {"延滞金": kin(self.dunning.surcharge)} if self.dunning.surcharge else {}
        return {**super().values(), "督促する額": kin(self.dunning.amount), **more}


@kind("grants.overdue", "提出の督促", {**BOTH, "提出するもの": "実績報告"}, usual=wording.OVERDUE, decides=False)
@dataclass(frozen=True)
class OverdueLetter(LateLetter):
    @property
    def meaning(self) -> str:
        until = era_date(self.dunning.answer_by)
        return f"{self.dunning.name}の期限が過ぎています。{until}までに出してください。"

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "提出するもの": self.dunning.name}
