"""地域担当職員任命通知書: to the official who becomes an area's liaison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounts.models import User
from records.era import era_date
from records.letters import Addressee, Letterhead, LetterModel, kind
from staff import wording
from staff.offices import letterhead

if TYPE_CHECKING:
    from staff.nominations import Nomination

OPEN_END = "別に命ずる日"


@kind(
    "staff.appointed",
    "地域担当職員任命通知書",
    {
        "職員": "見本 花子",
        "所属": "総務部 見本課",
        "地区": "見本地区",
        "区分": "主担当",
        "はじまり": "令和7年4月1日",
        "おわり": "令和8年3月31日",
        "連絡先": "000-000-0000",
    },
    usual=wording.APPOINTED,
    sometimes={"連絡先": "連絡先を入れたとき"},
)
@dataclass(frozen=True)
class AppointmentLetter(LetterModel):
    nomination: Nomination
    on: date

    @property
    def case(self) -> Nomination:
        return self.nomination

    @property
    def organization(self) -> None:
        return None

    @property
    def official(self) -> User:  # type: ignore[override]  # the protocol has a plain default
        return self.nomination.user

    @property
    def letterhead(self) -> Letterhead:
        return letterhead(on=self.on)

    @property
    def office(self) -> str:
        """Where the official works on the letter's day."""
        duties = self.official.duties_on(self.on)
        return duties[0].post.department.full_name if duties else ""

    @property
    def addressee(self) -> Addressee:
        return Addressee(self.office, self.official.name)

    @property
    def meaning(self) -> str:
        case = self.nomination
        return f"{era_date(case.starts_on)}から、{case.area}の地域担当職員({case.role})です。"

    def recipients(self) -> Iterable[User]:
        return [self.official]

    def values(self) -> Mapping[str, str]:
        case = self.nomination
        return {
            "職員": self.official.name,
            "所属": self.office,
            "地区": str(case.area),
            "区分": str(case.role),
            "はじまり": era_date(case.starts_on),
            "おわり": era_date(case.ends_on) if case.ends_on else OPEN_END,
            "連絡先": case.phone,
        }
