"""What organizations hold, and how people leave it when its period is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models

from organizations.meetings import holdings  # noqa: F401  # marks its own kinds of documents
from organizations.models import (
    Booking,
    Course,
    Derecognition,
    Dissolution,
    Guidance,
    Hearing,
    Intake,
    Learner,
    Officer,
    Rechange,
    Recognition,
    Seat,
    StudentActivity,
    Tie,
)
from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, Document, Ended, Holding, holds
from records.retention.papers import OfAYear
from records.templatetags.japanese import local_day


@holds
class Recognitions(CaseHolding):
    code, name, usual = "organizations.recognition", "認可の申請と決定", Period.FOREVER
    model = Recognition
    erases = frozenset(
        {
            "organizations.Recognition",
            "records.Correction",
            "records.Finding",
            "records.Item",
            "records.KeptPapers",
        }
    )

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(local_day(case.decided_at)) if case.decided_at else FiscalYear(9998)

    def blanks(self, case: Any) -> Mapping[str, object]:
        people = {"representative": GONE, "officers": [], "contact_name": "", "contact_phone": ""}
        texts = {"purpose": "", "conditions": "", "grounds": GONE if case.grounds else ""}
        return {**people, **texts, "office_address": ""}


@holds
class Derecognitions(CaseHolding):
    """The texts name what people did; grounds, article and days stay."""

    code, name, usual = "organizations.derecognition", "認可の取消し", Period.FOREVER
    model, related = Derecognition, ("organization",)
    erases = frozenset({"organizations.Derecognition"})

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(local_day(case.decided_at or case.begun_at))

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"reason": GONE, "defence_note": GONE}


@holds
class Rechanges(CaseHolding):
    """What changed stays; who applied and why goes."""

    code, name, usual = "organizations.rechange", "認可事項の変更", Period.FOREVER
    model, related = Rechange, ("organization",)
    erases = frozenset({"organizations.Rechange"})

    def completed(self, case: Any) -> FiscalYear:
        day = case.decided_at or case.submitted_at
        return FiscalYear.of(local_day(day)) if day else FiscalYear(9998)

    def blanks(self, case: Any) -> Mapping[str, object]:
        people = {"representative": GONE, "contact_name": "", "contact_phone": "", "office_address": ""}
        return {**people, "reason": GONE, "conditions": "", "grounds": GONE if case.grounds else ""}


@holds
class Learners(Holding):
    """受講者の名簿: of each course that is over; that somebody finished under which number stays."""

    code, name, usual = "organizations.learner", "講座の受講者の名簿", Period.FIVE
    erases = frozenset({"organizations.Learner"})

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        named = Learner.objects.exclude(name=GONE).values("course")
        for course in Course.objects.filter(fiscal_year__lte=until, pk__in=named).order_by("pk"):
            yield Document(course.pk, f"{course} 受講者の名簿", course.fiscal_year)

    def running(self, key: int) -> bool:
        return Course.objects.filter(pk=key, status__in=["draft", "open"]).exists()

    def erase(self, key: int) -> None:
        gone = {"name": GONE, "email": "", "phone": "", "can_do": "", "area": None}
        Learner.objects.filter(course=key).update(**gone)


@holds
class StudentActivities(CaseHolding):
    """学生の活動: what was done where stays; the teacher goes."""

    code, name, usual = "organizations.studentactivity", "学生の活動の担当の先生", Period.TEN
    model = StudentActivity

    def completed(self, case: Any) -> FiscalYear:
        return case.fiscal_year  # type: ignore[no-any-return]

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"teacher": ""}


@holds
class Hearings(CaseHolding):
    """諮問と答申: who was asked, who was tied, who thought what stays; what was written goes."""

    code, name, usual = "organizations.hearing", "諮問と答申", Period.TEN
    erases = frozenset({"organizations.Hearing", "organizations.Voice"})
    model, related = Hearing, ("committee", "organization")

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(local_day(case.answered_at) if case.answered_at else case.due_on)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"question": GONE, "opinion": GONE if case.opinion else ""}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.voices.exclude(tie_note=""), {"tie_note": ""}
        yield case.voices.exclude(text=""), {"text": GONE}


@holds
class Officers(Holding):
    """役員名簿: the role and its term stay, the person goes."""

    code, name, usual = "organizations.officer", "任期が終わった役員の名簿", Period.FIVE
    erases = frozenset({"organizations.Officer"})

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        past = Officer.objects.filter(ends_on__lte=until.end).exclude(name__startswith=GONE)
        for officer in past.select_related("organization").order_by("pk"):
            assert officer.ends_on  # the filter's own  # noqa: S101
            label = f"{officer.organization} {officer.get_kind_display()}({officer.pk})"
            yield Document(officer.pk, label, FiscalYear.of(officer.ends_on))

    def erase(self, key: int) -> None:
        gone = {"name": f"{GONE}{key}", "furigana": "", "address": "", "phone": "", "note": "", "user": None}
        Officer.objects.filter(pk=key).update(**gone)


@holds
class Guidances(CaseHolding):
    """指導・助言: when and of what kind stays; what was said goes."""

    code, name, usual = "organizations.guidance", "指導・助言", Period.TEN
    model, related = Guidance, ("organization",)
    erases = frozenset({"organizations.Guidance"})

    def completed(self, case: Any) -> FiscalYear:
        if case.given_on is None:
            return FiscalYear.of(local_day(case.prepared_at))
        return FiscalYear.of(local_day(case.answered_at) if case.answered_at else case.given_on)

    def blanks(self, case: Any) -> Mapping[str, object]:
        texts = {name: GONE if getattr(case, name) else "" for name in ("answer_text", "result")}
        return {"matter": GONE, "told_to": GONE, **texts}


@holds
class Dissolutions(CaseHolding):
    """解散: day, cause and sums stay; who wound it up goes."""

    code, name, usual = "organizations.dissolution", "解散届", Period.FOREVER
    model, related = Dissolution, ("organization",)
    erases = frozenset({"organizations.Dissolution"})

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.settled_on) if case.settled_on else FiscalYear(9998)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"residue": GONE, "settlement": GONE, "liquidator": GONE, "contact_phone": ""}


@holds
class Seats(Holding):
    """部会の人: the section and the term stay, the person goes."""

    code, name, usual = "organizations.seat", "部会の人の名簿", Period.FIVE
    erases = frozenset({"organizations.Seat"})

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        past = Seat.objects.filter(ends_on__lte=until.end).exclude(name__startswith=GONE)
        for seat in past.select_related("section").order_by("pk"):
            yield Document(seat.pk, f"{seat.section} {seat.get_role_display()}({seat.pk})", FiscalYear.of(seat.ends_on))

    def erase(self, key: int) -> None:
        Seat.objects.filter(pk=key).update(name=f"{GONE}{key}")


@holds
class Ties(Ended):
    """除斥: for which decisions a tie held stays; what the person said of it goes."""

    code, name, usual = "organizations.tie", "終わった「団体との関係」の説明", Period.FIVE
    erases = frozenset({"organizations.Tie"})
    model, related = Tie, ("organization",)
    blanks: ClassVar[Mapping[str, object]] = {"note": ""}

    def label(self, row: Any) -> str:
        return f"{row.organization} {row.get_kind_display()}"


@holds
class Intakes(OfAYear):
    """代理入力: what came how and when stays; who brought it goes, and what was written to and fro."""

    code, name, usual = "organizations.intake", "代理入力の控え", Period.FIVE
    erases = frozenset({"organizations.Intake"})
    column, label = "sent_at", "代理入力の控え"

    def rows(self) -> models.QuerySet[Any]:
        return Intake.objects.filter(status__in=["confirmed", "settled"]).exclude(brought_by=GONE)

    def erase(self, key: int) -> None:
        rows = self.of(key)
        rows.exclude(objection="").update(objection=GONE)
        rows.exclude(settlement="").update(settlement=GONE)
        rows.update(brought_by=GONE)


@holds
class Bookings(CaseHolding):
    """部屋の申し込み: which room was taken when stays; who it was goes, after a year."""

    code, name, usual = "organizations.booking", "部屋の申し込み", Period.ONE
    model, related = Booking, ("room__facility",)
    erases = frozenset({"organizations.Booking"})

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.day)

    def runs(self, case: Any) -> bool:
        return False

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"name": GONE, "phone": "", "purpose": GONE, "answer": ""}
