"""受付通知書 and 補正依頼書 about an application for recognition or for a change of it: the section's one button."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from organizations import wording
from organizations.bodies import Organization
from organizations.rechange.case import Rechange
from organizations.recognition import Recognition
from records.cases import NotNow
from records.corrections import Correction
from records.era import era_date
from records.letters import Addressee, Letter, Letterhead, LetterModel, issue, kind
from records.templatetags.japanese import local_day
from staff.offices import letterhead

Paper = Recognition | Rechange
NAMES: dict[type[Paper], str] = {Recognition: "認可申請書", Rechange: "認可事項変更認可申請書"}
ABOUT = {"書類": "認可申請書", "名称": "見本地区まちづくり協議会", "受付日": "令和7年5月12日", "収受番号": "52"}


@dataclass(frozen=True)
class NoticeLetter(LetterModel):
    paper: Paper
    on: date

    @property
    def case(self) -> Paper:
        return self.paper

    @property
    def organization(self) -> Organization:
        return self.paper.organization

    @property
    def name(self) -> str:
        return NAMES[type(self.paper)]

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def addressee(self) -> Addressee:
        president = self.organization.president(on=self.on)
        person = str(president) if president else self.paper.representative
        return Addressee(self.paper.name, person, self.paper.office_address)

    def recipients(self) -> Iterable[User]:
        return self.organization.contacts(on=self.on)

    def values(self) -> Mapping[str, str]:
        paper = self.paper
        return {
            "書類": self.name,
            "名称": paper.name,
            "受付日": era_date(local_day(paper.submitted_at)) if paper.submitted_at else "",
            "収受番号": str(paper.receipt_number or ""),
        }


@kind("organizations.received", "認可の受付通知書", ABOUT, usual=wording.RECEIVED, decides=False)
@dataclass(frozen=True)
class ReceivedLetter(NoticeLetter):
    @property
    def meaning(self) -> str:
        return f"{self.name}を市が受け付けました。結果は、あとで知らせます。"


@kind(
    "organizations.correction",
    "認可の補正依頼書",
    {**ABOUT, "補正の期限": "令和7年5月30日", "直すところ": "目的:規約の目的の条と同じ言葉にしてください。"},
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
        asked = list(Correction.objects.about(self.paper).open())
        return {
            **super().values(),
            "補正の期限": era_date(max(each.due_on for each in asked)) if asked else "",
            "直すところ": "\n".join(f"{each.label}:{' '.join(each.comment.split())}" for each in asked),
        }


def notice_of(paper: Paper, *, on: date) -> NoticeLetter | None:
    """The one that can be sent now; of a paper that was received before, no second receipt."""
    if paper.status == paper.Status.RETURNED:
        return CorrectionLetter(paper, on)
    if paper.status != paper.Status.SUBMITTED:
        return None
    told = Letter.objects.about(paper).filter(kind=ReceivedLetter.kind).exists()
    return None if told else ReceivedLetter(paper, on)


@transaction.atomic
def send_notice(paper: Paper, *, by: User, on: date) -> Letter:
    paper.lock()
    if (letter := notice_of(paper, on=on)) is None:
        raise NotNow("今は、出せる通知がありません。画面を開き直して、今の状態を確かめてください。")
    return issue(letter, by=by, on=on)
