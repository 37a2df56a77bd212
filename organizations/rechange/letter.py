"""変更認可通知書 and 変更不認可通知書: what the city answers to an application to change what it recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounts.models import User
from organizations import wording
from organizations.letters import first_recognition
from records.era import era_date
from records.letters import Addressee, Letterhead, LetterModel, kind
from records.templatetags.japanese import local_day
from staff.offices import letterhead

if TYPE_CHECKING:
    from organizations.bodies import Organization
    from organizations.rechange.case import Rechange

ABOUT = {
    "団体の種類": "地域運営組織",
    "呼び名": "認可",
    "申請日": "令和8年5月12日",
    "収受番号": "52",
    "名称": "見本地区まちづくり協議会",
    "代表者": "会長 見本 花子",
    "認可日": "令和7年5月20日",
    "認可番号": "市協第12号",
    "変更の内容": "団体の名前:見本地区まちづくり協議会 → 見本まちづくり協議会",
}


@dataclass(frozen=True)
class ChangeLetter(LetterModel):
    """To the organization under the name with which it applied, to whoever represents it on the day of the letter."""

    rechange: Rechange
    on: date

    @property
    def case(self) -> Rechange:
        return self.rechange

    @property
    def organization(self) -> Organization:
        return self.rechange.organization

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def addressee(self) -> Addressee:
        president = self.organization.president(on=self.on)
        person = str(president) if president else self.rechange.representative
        return Addressee(self.rechange.applicant, person, self.rechange.office_address)

    def recipients(self) -> Iterable[User]:
        return self.organization.contacts(on=self.on)

    def values(self) -> Mapping[str, str]:
        case, first = self.rechange, first_recognition(self.organization)
        recognised_on = first.issued_on if first else self.organization.recognised_on
        lines = [f"{row['label']}:{row['before'] or '(なし)'} → {row['after']}" for row in case.differences]
        return {
            "団体の種類": self.organization.terms.name,
            "呼び名": self.organization.word,
            "申請日": era_date(local_day(case.submitted_at)) if case.submitted_at else "",
            "収受番号": str(case.receipt_number or ""),
            "名称": case.applicant,
            "代表者": case.representative,
            "認可日": era_date(recognised_on) if recognised_on else "",
            "認可番号": first.document_number if first else "",
            "変更の内容": "\n".join(lines),
        }


@kind(
    "organizations.rechanged",
    "変更認可通知書",
    {**ABOUT, "変更年月日": "令和8年6月1日", "条件": "変更したことを、区域の住民に知らせること。"},
    usual=wording.RECHANGED,
    sometimes={"条件": "条件をつけて認可するとき"},
)
@dataclass(frozen=True)
class ApprovedLetter(ChangeLetter):
    @property
    def meaning(self) -> str:
        day = era_date(self.rechange.effective_on) if self.rechange.effective_on else ""
        labels = "、".join(row["label"] for row in self.rechange.differences)
        return f"{labels}の変更が、市の{self.organization.word}を受けました。{day}から、新しい内容になります。"

    def values(self) -> Mapping[str, str]:
        case = self.rechange
        day = era_date(case.effective_on) if case.effective_on else ""
        return {**super().values(), "変更年月日": day, "条件": case.conditions}


@kind(
    "organizations.rechange_refused",
    "変更不認可通知書",
    {**ABOUT, "理由": "変更した後の区域が、ほかの団体の区域と重なるため(要綱第3条第1号)。"},
    usual=wording.RECHANGE_REFUSED,
)
@dataclass(frozen=True)
class NotApprovedLetter(ChangeLetter):
    @property
    def meaning(self) -> str:
        word = self.organization.word
        kept = f"{word}は、今までの内容のまま続きます。"
        return f"変更の{word}は、今回は見送られました。{kept}理由を直して、もう一度申請できます。"

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "理由": self.rechange.grounds}


def letter_for(case: Rechange, *, on: date) -> ChangeLetter:
    """The letter that says what is proposed or decided."""
    letter = NotApprovedLetter if case.outcome == case.Outcome.REFUSE else ApprovedLetter
    return letter(case, on)
