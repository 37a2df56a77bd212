"""What the city's offices note of their people: who did what when stays, why somebody was away goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, Ended, holds
from staff.models import Absence, CommitteeMember, LiaisonAssignment, Nomination


@holds
class Absences(Ended):
    """That somebody was away explains why another decided; the reason is the person's own."""

    code, name, usual = "staff.absence", "終わった不在の理由", Period.FIVE
    erases = frozenset({"staff.Absence"})
    model = Absence
    blanks: ClassVar[Mapping[str, object]] = {"reason": GONE}

    def label(self, row: Any) -> str:
        return "不在"


@holds
class Liaisons(Ended):
    code, name, usual = "staff.liaisonassignment", "終わった地域担当職員の連絡先と備考", Period.FIVE
    erases = frozenset({"staff.LiaisonAssignment"})
    model, related = LiaisonAssignment, ("area",)
    blanks: ClassVar[Mapping[str, object]] = {"phone": "", "note": ""}

    def label(self, row: Any) -> str:
        return f"{row.area} {row.get_role_display()}"


@holds
class Nominations(CaseHolding):
    code, name, usual = "staff.nomination", "地域担当職員の任命の案", Period.FIVE
    erases = frozenset({"staff.Nomination"})
    model, related = Nomination, ("area",)

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.starts_on)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"phone": "", "note": ""}


@holds
class Members(Ended):
    code, name, usual = "staff.committeemember", "任期が終わった委員の「選ばれた立場」", Period.FIVE
    erases = frozenset({"staff.CommitteeMember"})
    model, related = CommitteeMember, ("committee",)
    blanks: ClassVar[Mapping[str, object]] = {"background": ""}

    def label(self, row: Any) -> str:
        return str(row.place)
