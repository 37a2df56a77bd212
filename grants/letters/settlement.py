"""額の確定通知書 (domain 5.5) and 返還命令書: what a grant comes to, and what is to come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from grants import wording
from grants.cases import Grant
from grants.closing import accounting_of
from grants.letters.decision import DecidedLetter
from grants.refunds import Refund
from grants.reports import Report
from records.era import era_date
from records.letters import kind
from records.templatetags.japanese import kin, yen

ABOUT = {
    "年度": "令和7年度",
    "制度": "見本市小規模多機能自治一括交付金",
    "決定日": "令和7年6月2日",
    "決定番号": "市協第12号",
}


@kind(
    "grants.confirmation",
    "額の確定通知書",
    {
        **ABOUT,
        "報告日": "令和8年4月8日",
        "交付決定額": "金1,839,000円",
        "交付確定額": "金1,790,000円",
        "既交付額": "金1,839,000円",
        "追加交付額": "金0円",
        "返還額": "金49,000円",
        "繰越額": "金0円",
        "積立額": "金0円",
        "次年度に差し引く額": "金0円",
    },
    usual=wording.CONFIRMATION,
    sometimes={
        "追加交付額": "残りを交付するとき",
        "返還額": "返してもらう額があるとき",
        "繰越額": "次の年度へ繰り越すとき",
    },
)
@dataclass(frozen=True)
class ConfirmationLetter(DecidedLetter):
    report: Report
    on: date

    @property
    def case(self) -> Report:
        return self.report

    @property
    def grant(self) -> Grant:
        return self.report.grant

    @property
    def amount_decided(self) -> int | None:  # type: ignore[override]  # the protocol has a plain default
        return self.report.settlement().confirmed

    @property
    def meaning(self) -> str:
        settled = self.report.settlement()
        told = f"交付金の額が{yen(settled.confirmed)}に決まりました。"
        if settled.balance:
            return f"{told}残りの{yen(settled.balance)}を請求してください。"
        if settled.refund:
            return f"{told}{yen(settled.refund)}を返していただきます。期限と方法は、返還命令書で知らせます。"
        if settled.offset:
            return f"{told}使わなかった{yen(settled.offset)}は、次の年度の交付額から差し引きます。"
        return told

    def values(self) -> Mapping[str, str]:
        settled, received = self.report.settlement(), self.report.received_at
        some = {"追加交付額": settled.balance, "返還額": settled.refund, "繰越額": settled.carried}
        some |= {"積立額": settled.reserved, "次年度に差し引く額": settled.offset}
        return {
            **super().values(),
            "報告日": era_date(timezone.localdate(received)) if received else "",
            "交付決定額": kin(settled.granted),
            "交付確定額": kin(settled.confirmed),
            "既交付額": kin(settled.paid),
            **{name: kin(amount) for name, amount in some.items() if amount},
        }


BACK = {
    **ABOUT,
    "返還期限": "令和8年5月11日",
    "既交付額": "金1,839,000円",
    "確定額": "金1,790,000円",
    "理由": "交付した額が、確定した額を超えるため。",
    "根拠条項": "見本市補助金等交付規則第16条",
    "会計の扱い": "令和7年度の歳出への戻入",
}


@dataclass(frozen=True)
class BackLetter(DecidedLetter):
    """What both say of the money that is to come back."""

    refund: Refund
    on: date

    @property
    def case(self) -> Refund:
        return self.refund

    @property
    def grant(self) -> Grant:
        return self.refund.grant

    @property
    def amount_decided(self) -> int | None:  # type: ignore[override]  # the protocol has a plain default
        return self.refund.amount

    @property
    def meaning(self) -> str:
        return f"{era_date(self.refund.due_on)}までに、{yen(self.refund.amount)}を返してください。"

    def values(self) -> Mapping[str, str]:
        refund, grant = self.refund, self.grant
        return {
            **super().values(),
            "返還期限": era_date(refund.due_on),
            "既交付額": kin(grant.paid()),
            "確定額": kin(grant.earned),
            "理由": refund.grounds,
            "根拠条項": refund.article,
            "会計の扱い": accounting_of(grant.scheme.fiscal_year, refund.due_on),
        }


@kind("grants.refund", "返還命令書", {**BACK, "返還を命ずる額": "金49,000円"}, usual=wording.REFUND)
@dataclass(frozen=True)
class RefundLetter(BackLetter):
    def values(self) -> Mapping[str, str]:
        return {**super().values(), "返還を命ずる額": kin(self.refund.amount)}


@kind("grants.refund_notice", "精算・返納のお知らせ", {**BACK, "返納額": "金49,000円"}, usual=wording.REFUND_NOTICE)
@dataclass(frozen=True)
class RefundNotice(BackLetter):
    """The same without an order: 精算 showed that something is left, and the organization gives it back."""

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "返納額": kin(self.refund.amount)}
