"""What the city writes to a body at work: 指導・勧告 in writing, and that its 解散届 was taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from accounts.models import User
from organizations import wording
from organizations.letters import first_recognition
from records.era import era_date
from records.letters import Addressee, Letterhead, LetterModel, kind
from records.templatetags.japanese import kin, local_day
from staff.offices import letterhead

if TYPE_CHECKING:
    from organizations.bodies import Organization
    from organizations.life.dissolution import Dissolution
    from organizations.life.guidance import Guidance


@dataclass(frozen=True)
class LifeLetter(LetterModel):
    """To the body, in the name of whoever represents it on the day of the letter."""

    about: Any
    on: date

    @property
    def case(self) -> Any:
        return self.about

    @property
    def organization(self) -> Organization:
        body: Organization = self.about.organization
        return body

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


@kind(
    "organizations.guided",
    "指導・勧告の通知書",
    {
        "種別": "勧告",
        "名称": "見本地区まちづくり協議会",
        "代表者": "会長 見本 花子",
        "内容": "令和7年度の総会が開かれていません。規約第12条のとおり、総会を開いてください。",
        "回答の期限": "令和8年6月30日",
    },
    usual=wording.GUIDED,
    sometimes={"回答の期限": "団体に答えを求めるとき"},
)
@dataclass(frozen=True)
class GuidanceLetter(LifeLetter):
    about: Guidance

    @property
    def meaning(self) -> str:
        due = f"{era_date(self.about.due_on)}までに、市に答えてください。" if self.about.due_on else ""
        return f"{self.organization.name}に、市から{self.about.get_kind_display()}がありました。{due}"

    def values(self) -> Mapping[str, str]:
        return {
            "種別": self.about.get_kind_display(),
            "名称": self.organization.name,
            "代表者": self.representative,
            "内容": self.about.matter,
            "回答の期限": era_date(self.about.due_on) if self.about.due_on else "",
        }


@kind(
    "organizations.dissolved",
    "解散届受理通知書",
    {
        "届出日": "令和8年4月10日",
        "収受番号": "52",
        "団体の種類": "地域運営組織",
        "呼び名": "認可",
        "名称": "見本地区まちづくり協議会",
        "清算する人": "見本 花子",
        "解散年月日": "令和8年3月31日",
        "解散の理由": "総会で解散を決めた",
        "残余財産": "備品は見本小学校に渡す。",
        "残っている交付金": "金120,000円",
        "残っている積立金": "金30,000円",
        "認可日": "令和7年5月20日",
        "認可番号": "市協第12号",
    },
    usual=wording.DISSOLVED,
    sometimes={"認可日": "市が認可した団体のとき", "認可番号": "市が認可した団体のとき"},
)
@dataclass(frozen=True)
class DissolutionLetter(LifeLetter):
    """To whoever winds the body up."""

    about: Dissolution

    @property
    def addressee(self) -> Addressee:
        person = f"清算人 {self.about.liquidator}" if self.about.liquidator else self.representative
        return Addressee(self.organization.name, person, self.organization.office_address)

    @property
    def meaning(self) -> str:
        day = era_date(self.about.dissolved_on) if self.about.dissolved_on else ""
        return f"{self.organization.name}は、{day}に解散しました。残ったお金と財産の扱いは、市がこのあと確かめます。"

    def values(self) -> Mapping[str, str]:
        case, first = self.about, first_recognition(self.organization)
        return {
            "届出日": era_date(local_day(case.reported_at)) if case.reported_at else "",
            "収受番号": str(case.receipt_number or ""),
            "団体の種類": self.organization.terms.name,
            "呼び名": self.organization.word,
            "名称": self.organization.name,
            "清算する人": case.liquidator,
            "解散年月日": era_date(case.dissolved_on) if case.dissolved_on else "",
            "解散の理由": case.get_cause_display(),
            "残余財産": case.residue,
            "残っている交付金": kin(case.grant_left),
            "残っている積立金": kin(case.reserve_left),
            "認可日": era_date(first.issued_on) if first else "",
            "認可番号": first.document_number if first else "",
        }
