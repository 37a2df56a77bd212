"""認可通知書 and 不認可通知書: what the city answers to an application for recognition (domain: letters 5.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounts.models import User
from organizations import wording
from records.era import era_date
from records.letters import Addressee, Letter, Letterhead, LetterModel, kind
from records.templatetags.japanese import local_day
from staff.offices import letterhead

if TYPE_CHECKING:
    from organizations.models import Organization, Recognition

APPLICATION = {
    "団体の種類": "地域運営組織",
    "呼び名": "認可",
    "申請日": "令和7年5月12日",
    "収受番号": "52",
    "名称": "見本地区まちづくり協議会",
    "代表者": "会長 見本 花子",
}


@dataclass(frozen=True)
class AnswerLetter(LetterModel):
    """To the organization, in the name of whoever represents it on the day of the letter."""

    recognition: Recognition
    on: date

    @property
    def case(self) -> Recognition:
        return self.recognition

    @property
    def organization(self) -> Organization:
        return self.recognition.organization

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def addressee(self) -> Addressee:
        president = self.organization.president(on=self.on)
        person = str(president) if president else self.recognition.representative
        return Addressee(self.recognition.name, person, self.recognition.office_address)

    def recipients(self) -> Iterable[User]:
        return self.organization.contacts(on=self.on)

    def values(self) -> Mapping[str, str]:
        case = self.recognition
        return {
            "団体の種類": self.organization.terms.name,
            "呼び名": self.organization.word,
            "申請日": era_date(local_day(case.submitted_at)) if case.submitted_at else "",
            "収受番号": str(case.receipt_number or ""),
            "名称": case.name,
            "代表者": case.representative,
        }


@kind(
    "organizations.recognised",
    "認可通知書",
    {
        **APPLICATION,
        "区域": "見本町、東見本町",
        "事務所": "見本市見本町1番地",
        "認可年月日": "令和7年6月1日",
        "条件": "規約や役員が変わったときは、遅滞なく届け出ること。",
    },
    usual=wording.RECOGNISED,
    sometimes={"条件": "条件をつけて認可するとき"},
)
@dataclass(frozen=True)
class RecognitionLetter(AnswerLetter):
    @property
    def meaning(self) -> str:
        day = era_date(self.recognition.effective_on) if self.recognition.effective_on else ""
        body = self.organization
        return f"{self.recognition.name}は、{day}から市の{body.word}を受けた{body.terms}です。"

    def values(self) -> Mapping[str, str]:
        case = self.recognition
        return {
            **super().values(),
            "区域": "、".join(str(area) for area in case.areas.all()),
            "事務所": case.office_address,
            "認可年月日": era_date(case.effective_on) if case.effective_on else "",
            "条件": case.conditions,
        }


@kind(
    "organizations.refused",
    "不認可通知書",
    {**APPLICATION, "理由": "規約に、総会の議決の方法の定めがないため(要綱第3条第2号)。"},
    usual=wording.REFUSED,
)
@dataclass(frozen=True)
class RefusalLetter(AnswerLetter):
    @property
    def meaning(self) -> str:
        word = self.organization.word
        return f"{self.recognition.name}の{word}は、今回は見送られました。理由を直して、もう一度申請できます。"

    def values(self) -> Mapping[str, str]:
        return {**super().values(), "理由": self.recognition.grounds}


def letter_for(recognition: Recognition, *, on: date) -> AnswerLetter:
    """The letter that says what is proposed or decided."""
    letter = RefusalLetter if recognition.outcome == recognition.Outcome.REFUSE else RecognitionLetter
    return letter(recognition, on)


def first_recognition(organization: Organization) -> Letter | None:
    """認可通知書 of the recognition that holds: the newest, if it was recognised more than once."""
    return _newest(organization, "organizations.recognised")


def in_force(organization: Organization) -> Letter | None:
    """What the organization holds in its hands about its recognition: 認可通知書, or the last 変更認可通知書 since."""
    return _newest(organization, "organizations.recognised", "organizations.rechanged")


def _newest(organization: Organization, *kinds: str) -> Letter | None:
    found: Letter | None = Letter.objects.filter(organization=organization, kind__in=kinds).order_by("pk").last()
    return found
