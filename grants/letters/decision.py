"""交付決定通知書 and 不交付決定通知書: what the decision says, taken from the grant as it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from grants import wording
from grants.cases import Grant
from grants.reserves.offsets import deduction_of
from organizations.models import Organization
from records.era import era_date
from records.letters import Addressee, Letterhead, LetterModel, kind
from records.letters.kinds import BASIS
from records.templatetags.japanese import kin, yen
from staff.offices import letterhead

COMMON = {
    "年度": "令和7年度",
    "制度": "見本市小規模多機能自治一括交付金",
    "申請日": "令和7年5月12日",
    "申請額": "金1,839,000円",
    "根拠条": "第6条",
}


class AboutGrant(LetterModel):
    """To whom and from whom."""

    if TYPE_CHECKING:
        on: date

        @property
        def grant(self) -> Grant: ...

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    @property
    def programme(self) -> str:  # type: ignore[override]  # the protocol has a plain default
        return self.grant.scheme.programme

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def addressee(self) -> Addressee:
        """Who represents the organization on the letter's day; the application keeps who did when it was sent."""
        president = self.grant.organization.president(on=self.on)
        person = str(president) if president else self.grant.representative
        return Addressee(self.grant.applicant, person, self.grant.office_address)

    def recipients(self) -> Iterable[User]:
        return self.grant.organization.contacts(on=self.on)


class DecidedLetter(AboutGrant):
    """What becomes of a decision later; it names the decision by its letter."""

    def values(self) -> Mapping[str, str]:
        grant, scheme = self.grant, self.grant.scheme
        first = grant.letter_of_decision()
        return {
            "年度": str(scheme.fiscal_year),
            "制度": scheme.name,
            "決定日": era_date(first.issued_on) if first else "",
            "決定番号": first.document_number if first else "",
            BASIS: f"{scheme.rule_name}\n{scheme.guideline_name}",
        }


@dataclass(frozen=True)
class GrantLetter(AboutGrant):
    """What both letters say of the application."""

    grant: Grant
    on: date

    @property
    def case(self) -> Grant:
        return self.grant

    def values(self) -> Mapping[str, str]:
        grant, scheme = self.grant, self.grant.scheme
        applied_on = timezone.localdate(grant.received_at) if grant.received_at else None
        return {
            "年度": str(scheme.fiscal_year),
            "制度": scheme.name,
            "申請日": era_date(applied_on) if applied_on else "",
            "申請額": kin(grant.amount_applied),
            "根拠条": scheme.article,
            BASIS: f"{scheme.rule_name}\n{scheme.guideline_name}",
        }


@kind(
    "grants.decision",
    "交付決定通知書",
    {
        **COMMON,
        "交付決定額": "金1,839,000円",
        "差引額": "金0円",
        "差引後の額": "金1,839,000円",
        "完了期限": "令和8年3月31日",
        "交付の方法": "概算払により、6月に全額を交付する。",
        "実績報告期限": "令和8年4月10日",
        "交付の条件": "申請書の事業のほかに使わないこと。\n事業の内容を変えるときは、前もって市長の承認を受けること。",
    },
    usual=wording.DECISION,
    sometimes={"交付の条件": "条件があるとき"},
)
@dataclass(frozen=True)
class DecisionLetter(GrantLetter):
    @property
    def amount_decided(self) -> int | None:  # type: ignore[override]  # the protocol has a plain default
        return self.grant.amount_proposed

    @property
    def meaning(self) -> str:
        told = f"{yen(self.grant.amount_proposed)}の交付が決まりました。"
        if less := deduction_of(self.grant):
            return f"{told}前の年度の使い残し{yen(less)}を差し引いて支払います。"
        return told

    def values(self) -> Mapping[str, str]:
        grant, scheme = self.grant, self.grant.scheme
        less = deduction_of(grant)
        reduced = {"差引額": kin(less), "差引後の額": kin((grant.amount_proposed or 0) - less)} if less else {}
        return {
            **super().values(),
            "交付決定額": kin(grant.amount_proposed),
            **reduced,
            "完了期限": era_date(scheme.completion_by),
            "交付の方法": scheme.payment_method,
            "実績報告期限": era_date(scheme.report_due),
            "交付の条件": "\n".join(grant.conditions),
        }


@kind(
    "grants.refusal",
    "不交付決定通知書",
    {**COMMON, "理由": "要綱第3条に定める団体に当たらないため。"},
    usual=wording.REFUSAL,
)
@dataclass(frozen=True)
class RefusalLetter(GrantLetter):
    @property
    def meaning(self) -> str:
        return "今回は交付しないことが決まりました。理由は通知書にあります。"

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "理由": self.grant.grounds}


def letter_of(grant: Grant, *, on: date) -> GrantLetter:
    """The letter that the grant's proposal leads to."""
    return DecisionLetter(grant, on) if grant.outcome == Grant.Outcome.GRANT else RefusalLetter(grant, on)
