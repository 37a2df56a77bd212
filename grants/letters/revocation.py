"""交付決定取消通知書: how much is revoked, why, and by which article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grants import wording
from grants.cases import Grant
from grants.letters.decision import DecidedLetter
from grants.revoking import Revocation
from records.letters import kind
from records.templatetags.japanese import kin, yen

ASKED = "既に交付した額のうち、取消し後の交付決定額を超える額の返還を求める。期限と方法は、返還命令書で通知する。"
NOT_ASKED = "返還を要しない。"


@kind(
    "grants.revocation",
    "交付決定取消通知書",
    {
        "年度": "令和7年度",
        "制度": "見本市小規模多機能自治一括交付金",
        "決定日": "令和7年6月2日",
        "決定番号": "市協第12号",
        "範囲": "一部",
        "取消し前の額": "金1,839,000円",
        "取消額": "金139,000円",
        "取消し後の額": "金1,700,000円",
        "理由": "交付金を他の用途に使用したこと\n防災倉庫の購入に充てる額を、役員の旅行の費用に使った。",
        "根拠条項": "見本市補助金等交付規則第15条第1項第2号",
        "返還の要否": ASKED,
    },
    usual=wording.REVOCATION,
    sometimes={"取消し後の額": "一部の取消しのとき"},
)
@dataclass(frozen=True)
class RevocationLetter(DecidedLetter):
    revocation: Revocation
    on: date

    @property
    def case(self) -> Revocation:
        return self.revocation

    @property
    def grant(self) -> Grant:
        return self.revocation.grant

    @property
    def amount_decided(self) -> int | None:  # type: ignore[override]  # the protocol has a plain default
        return self.revocation.after or None

    @property
    def meaning(self) -> str:
        taken, after = yen(self.revocation.taken), self.revocation.after
        left = f"これからの交付決定額は{yen(after)}です。" if after else "交付決定の全部が取り消されました。"
        return f"{taken}の交付決定が取り消されました。{left}"

    def values(self) -> Mapping[str, str]:
        case = self.revocation
        return {
            **super().values(),
            "範囲": case.get_scope_display(),
            "取消し前の額": kin(case.before),
            "取消額": kin(case.taken),
            "取消し後の額": kin(case.after) if case.after else "",
            "理由": f"{case.get_grounds_display()}\n{case.reason}",
            "根拠条項": case.article,
            "返還の要否": ASKED if case.asks_back else NOT_ASKED,
        }
