"""認可取消通知書: from when the recognition is gone, why, and by which article."""

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
from staff.offices import letterhead

if TYPE_CHECKING:
    from organizations.bodies import Organization
    from organizations.derecognition.case import Derecognition


@kind(
    "organizations.revoked",
    "認可取消通知書",
    {
        "団体の種類": "地域運営組織",
        "呼び名": "認可",
        "認可日": "令和7年5月20日",
        "認可番号": "市協第12号",
        "名称": "見本地区まちづくり協議会",
        "代表者": "会長 見本 花子",
        "事務所": "見本市見本町1番地",
        "取消年月日": "令和8年4月1日",
        "理由": "正当な理由なく1年以上活動をしていないこと\n令和6年5月から総会も役員会も開かれていない。",
        "根拠条項": "地域運営組織の認可に関する要綱第9条第1項第3号",
    },
    usual=wording.REVOKED,
)
@dataclass(frozen=True)
class DerecognitionLetter(LetterModel):
    """To the organization, in the name of whoever represents it on the day of the letter."""

    derecognition: Derecognition
    on: date

    @property
    def case(self) -> Derecognition:
        return self.derecognition

    @property
    def organization(self) -> Organization:
        return self.derecognition.organization

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def addressee(self) -> Addressee:
        return Addressee(self.organization.name, self.representative, self.organization.office_address)

    @property
    def representative(self) -> str:
        president = self.organization.president(on=self.on)
        return str(president) if president else "代表者"

    def recipients(self) -> Iterable[User]:
        return self.organization.contacts(on=self.on)

    @property
    def meaning(self) -> str:
        day = era_date(self.derecognition.effective_on)
        return f"{self.organization.name}の市の{self.organization.word}は、{day}に取り消されます。"

    def values(self) -> Mapping[str, str]:
        case, body, first = self.derecognition, self.organization, first_recognition(self.organization)
        day = first.issued_on if first else body.recognised_on
        return {
            "団体の種類": body.terms.name,
            "呼び名": body.word,
            "認可日": era_date(day) if day else "",
            "認可番号": first.document_number if first else "",
            "名称": body.name,
            "代表者": self.representative,
            "事務所": body.office_address,
            "取消年月日": era_date(case.effective_on),
            "理由": f"{case.get_grounds_display()}\n{case.reason}",
            "根拠条項": case.article,
        }
