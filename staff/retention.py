"""What the city's offices note of their people: who did what when stays, why somebody was away goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, Ended, holds
from staff.models import (
    Absence,
    Card,
    CommitteeMember,
    Inquiry,
    Introduction,
    LiaisonAssignment,
    LiaisonReport,
    Nomination,
    Partner,
)


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
    model, related = LiaisonAssignment, ("area", "role")
    blanks: ClassVar[Mapping[str, object]] = {"phone": "", "note": ""}

    def label(self, row: Any) -> str:
        return f"{row.area} {row.role}"


@holds
class Nominations(CaseHolding):
    code, name, usual = "staff.nomination", "地域担当職員の任命の案", Period.FIVE
    erases = frozenset({"staff.Nomination"})
    model, related = Nomination, ("area", "role", "user")

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


@holds
class Partners(Ended):
    code, name, usual = "staff.partner", "終わった地域の支え手の所属と連絡先", Period.FIVE
    erases = frozenset({"staff.Partner"})
    model, related = Partner, ("area", "kind")
    blanks: ClassVar[Mapping[str, object]] = {"phone": "", "affiliation": ""}

    def label(self, row: Any) -> str:
        return f"{row.area} {row.kind}"


@holds
class Inquiries(CaseHolding):
    """Who asked goes with what was written inside; what the city published stays, for it names nobody."""

    code, name, usual = "staff.inquiry", "市民の声と要望", Period.FIVE
    erases = frozenset({"staff.InquiryReminder"})
    model, related = Inquiry, ("area",)

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.told_on or case.answered_on or case.received_on)

    def runs(self, case: Any) -> bool:
        return super().runs(case) and bool(case.status != "answered" or case.owes_word)

    def blanks(self, case: Any) -> Mapping[str, object]:
        inside = {"sender_name": "", "sender_contact": "", "text": GONE, "told_how": ""}
        return inside | ({"answer_text": GONE} if case.answer_text else {})

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.reminders.all(), {"names": ""}


@holds
class Cards(CaseHolding):
    """してほしい・できる: what was asked for and offered where stays; who it was goes."""

    code, name, usual = "staff.card", "してほしい・できるの連絡先", Period.ONE
    model, related = Card, ("area",)

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.ended_on or case.until)

    def runs(self, case: Any) -> bool:
        """What expired by itself is over."""
        return super().runs(case) and not case.is_stale(on=timezone.localdate())

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"name": GONE, "email": "", "phone": "", "text": GONE, "words": GONE if case.words else ""}


@holds
class Introductions(CaseHolding):
    """紹介: that it came about stays; what was written goes, but for the thanks that everybody may read."""

    code, name, usual = "staff.introduction", "紹介の言葉とお礼", Period.ONE
    model, related = Introduction, ("need", "offer")

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.thanks_on or case.ended_on or case.introduced_on)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {name: GONE if getattr(case, name) else "" for name in ("note", "reason", "thanks")}


@holds
class Reports(CaseHolding):
    """Where somebody was when stays; what was said there and noted goes."""

    code, name, usual = "staff.liaisonreport", "地域の報告", Period.FIVE
    erases = frozenset({"staff.ReportLine"})
    model, related = LiaisonReport, ("area",)

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.visited_on or timezone.localdate())  # a draft has no day, and is never listed

    def runs(self, case: Any) -> bool:
        """A draft nobody sent is the author's own until it is sent or given up; a report need not be read to be old."""
        return bool(case.status == "draft")

    def blanks(self, case: Any) -> Mapping[str, object]:
        written = {name: GONE for name in ("content", "thoughts", "inside") if getattr(case, name)}
        return {**written, "attendees": "", "reply": ""}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.lines.all(), {"text": GONE}
