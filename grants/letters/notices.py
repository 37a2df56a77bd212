"""受付通知書 and 補正依頼書: what the section sends on paper besides the mails, when a paper came or goes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from grants import wording
from grants.cases import Grant
from grants.change import Change
from grants.letters.decision import AboutGrant
from grants.reports import Report
from records.cases import NotNow
from records.corrections import Correction
from records.era import era_date
from records.letters import Letter, issue, kind
from records.letters.kinds import BASIS

Paper = Grant | Change | Report
NAMES: dict[type[Paper], str] = {Grant: "交付申請書", Change: "変更等承認申請書", Report: "実績報告書"}
ABOUT = {
    "年度": "令和7年度",
    "制度": "見本市小規模多機能自治一括交付金",
    "書類": "交付申請書",
    "受付日": "令和7年5月12日",
    "収受番号": "52",
}


@dataclass(frozen=True)
class NoticeLetter(AboutGrant):
    paper: Paper
    on: date

    @property
    def case(self) -> Paper:
        return self.paper

    @property
    def grant(self) -> Grant:
        return self.paper if isinstance(self.paper, Grant) else self.paper.grant

    @property
    def name(self) -> str:
        return NAMES[type(self.paper)]

    def values(self) -> Mapping[str, str]:
        paper, scheme = self.paper, self.grant.scheme
        return {
            "年度": str(scheme.fiscal_year),
            "制度": scheme.name,
            "書類": self.name,
            "受付日": era_date(timezone.localdate(paper.received_at)) if paper.received_at else "",
            "収受番号": str(paper.receipt_number or ""),
            BASIS: f"{scheme.rule_name}\n{scheme.guideline_name}",
        }


@kind("grants.received", "受付通知書", ABOUT, usual=wording.RECEIVED, decides=False)
@dataclass(frozen=True)
class ReceivedLetter(NoticeLetter):
    @property
    def meaning(self) -> str:
        return f"{self.name}を市が受け付けました。結果は、あとで知らせます。"


@kind(
    "grants.correction",
    "補正依頼書",
    {
        **ABOUT,
        "補正の期限": "令和7年5月30日",
        "直すところ": "年度計画 事業2 事業費:内訳の合計と合っていません。\n収支予算書 会費:金額を確かめてください。",
    },
    usual=wording.CORRECTION,
    sometimes={"補正の期限": "直すところが残っているとき", "直すところ": "直すところが残っているとき"},
    decides=False,
)
@dataclass(frozen=True)
class CorrectionLetter(NoticeLetter):
    @property
    def meaning(self) -> str:
        return f"{self.name}に、直していただくところがあります。期限までに直して、もう一度出してください。"

    def values(self) -> Mapping[str, str]:
        asked = asked_of(self.paper)
        return {
            **super().values(),
            "補正の期限": era_date(max(each.due_on for each in asked)) if asked else "",
            "直すところ": "\n".join(f"{each.label}:{' '.join(each.comment.split())}" for each in asked),
        }


def asked_of(paper: Paper) -> list[Correction]:
    """What is still to be mended, in the paper itself and in the plan that goes with it."""
    plan = paper.yearly_plan if isinstance(paper, Grant) else paper.plan if isinstance(paper, Change) else None
    return [each for case in (paper, plan) if case is not None for each in Correction.objects.about(case).open()]


def notice_of(paper: Paper, *, on: date, letters: Iterable[Letter] | None = None) -> NoticeLetter | None:
    """The one that can be sent now; of a paper that was received before, no second receipt.

    ``letters``: those about the paper, where they are known already.
    """
    scheme = paper.scheme if isinstance(paper, Grant) else paper.grant.scheme
    if paper.status == paper.Status.RETURNED and scheme.sends_corrections and asked_of(paper):
        return CorrectionLetter(paper, on)
    if paper.status != paper.Status.SUBMITTED or not scheme.sends_receipts:
        return None
    known = Letter.objects.about(paper).defer("html", "snapshot") if letters is None else letters
    return None if any(letter.kind == ReceivedLetter.kind for letter in known) else ReceivedLetter(paper, on)


@transaction.atomic
def send_notice(paper: Paper, *, by: User, on: date) -> Letter:
    paper.lock()
    if (letter := notice_of(paper, on=on)) is None:
        raise NotNow("今は、出せる通知がありません。画面を開き直して、今の状態を確かめてください。")
    return issue(letter, by=by, on=on)
