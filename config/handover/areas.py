"""引継書 of an area at the end of a term: made from what happened there, with what the reader sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.handover.sheets import ROWS, Sheet
from grants.models import Grant
from organizations.models import Area, Meeting, Officer, Organization, Todo
from plans.models import FuturePlan, YearlyPlan
from records.era import era_date
from records.fiscal import FiscalYear
from records.pieces import Figure
from records.templatetags.japanese import yen
from staff.models import Inquiry, LiaisonAssignment, LiaisonReport, Partner, ReportLine


@dataclass(frozen=True)
class Cell:
    text: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """One table of the sheet; on the page and on paper it is drawn from the same rows."""

    title: str
    heads: Sequence[str]
    rows: list[list[Cell]]
    none: str

    @property
    def lines(self) -> list[list[tuple[str, Cell]]]:
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def line(*cells: object) -> list[Cell]:
    return [cell if isinstance(cell, Cell) else Cell(str(cell or "–")) for cell in cells]


def case_cell(case: Any) -> Cell:
    return Cell(str(case), case.get_absolute_url())


@dataclass
class AreaSheet(Sheet):
    """``on``: the first day of those who come; the term is the fiscal year that ends on its eve."""

    area: Area
    reader: User

    template = "handover/area.html"
    signers = ("前任者", "後任者", "立会人")

    @property
    def title(self) -> str:
        return f"引継書 {self.area} {era_date(self.on)}"

    @cached_property
    def year(self) -> FiscalYear:
        return FiscalYear.of(self.eve)

    def names(self, on: date) -> str:
        held = LiaisonAssignment.objects.held(on=on).filter(area=self.area).select_related("user", "role")
        return "、".join(f"{each.user}({each.role})" for each in held) or "欠員"

    @property
    def before(self) -> str:
        return self.names(self.eve)

    @property
    def after(self) -> str:
        return self.names(self.on)

    @cached_property
    def bodies(self) -> list[Organization]:
        seen = Organization.objects.visible_to(self.reader, on=self.today)
        return list(seen.within(self.area).order_by("furigana", "pk"))

    @cached_property
    def reports(self) -> list[LiaisonReport]:
        """Of the term, the newest first."""
        seen = LiaisonReport.objects.visible_to(self.reader, on=self.today).sent().for_lists()
        return list(seen.filter(area=self.area, visited_on__range=(self.year.start, self.year.end)))

    @cached_property
    def inquiries(self) -> list[Inquiry]:
        """Of the term, and older ones that nobody has answered yet."""
        seen = Inquiry.objects.visible_to(self.reader, on=self.today).filter(area=self.area)
        found = seen.filter(received_on__range=(self.year.start, self.year.end)) | seen.unanswered()
        return list(found.select_related("department", "partner").order_by("received_on", "pk"))

    @property
    def open(self) -> list[Inquiry]:
        waiting = {"received", "routed", "answered"}
        return [each for each in self.inquiries if each.status in waiting and (each.owes_word or not each.answered_on)]

    @property
    def figures(self) -> list[Figure]:
        minutes = sum(report.minutes for report in self.reports)
        return [
            Figure("報告", f"{len(self.reports)}件", f"合わせて{minutes // 60}時間{minutes % 60}分"),
            Figure("会った人", f"{sum(report.headcount or 0 for report in self.reports)}人", "のべ"),
            Figure("声と要望", f"{len(self.inquiries)}件"),
            Figure("まだ終わっていない要望", f"{len(self.open)}件"),
            Figure("団体", f"{len(self.bodies)}団体"),
        ]

    @property
    def parts(self) -> Iterable[Part]:
        yield self.waiting()
        yield self.grants()
        yield self.plans()
        yield self.meetings()
        yield self.promises()
        yield self.visits()
        yield self.voices()
        yield self.contacts()

    def waiting(self) -> Part:
        rows = [
            line(case_cell(each), each.desk, each.get_status_display(), era_date(each.due_on) if each.due_on else "")
            for each in self.open
        ]
        none = "引き継ぐ要望はありません。"
        return Part("まだ終わっていない要望", ("要望", "担当", "今", "回答期限"), rows[:ROWS], none)

    def grants(self) -> Part:
        seen = Grant.objects.visible_to(self.reader, on=self.today).filter(organization__in=self.bodies)
        found = seen.filter(scheme__fiscal_year__gte=self.year.number).select_related("scheme", "organization")
        rows = [
            line(
                each.organization, Cell(str(each.scheme), each.get_absolute_url()), each.get_status_display(),
                yen(each.amount_current) if each.amount_current is not None else "",
            )
            for each in found.order_by("organization__furigana", "scheme__fiscal_year", "pk")
        ]  # fmt: skip
        return Part("交付金", ("団体", "交付金", "今", "決まった額"), rows[:ROWS], "この期間の交付金はありません。")

    def plans(self) -> Part:
        def seen(plans: Any) -> Any:
            mine = plans.visible_to(self.reader, on=self.today).filter(organization__in=self.bodies)
            return mine.exclude(status="superseded").select_related("organization")

        found = [*seen(FuturePlan.objects), *seen(YearlyPlan.objects).filter(fiscal_year__gte=self.year.number)]
        rows = [line(case_cell(each), each.get_status_display()) for each in found]
        return Part("計画", ("計画", "今"), rows[:ROWS], "計画はまだありません。")

    def meetings(self) -> Part:
        """Of the term, and those that come after it."""
        seen = Meeting.objects.visible_to(self.reader, on=self.today).of_area(self.area).with_hosts()
        begin = datetime.combine(self.year.start, time.min, tzinfo=timezone.get_default_timezone())
        found = seen.filter(starts_at__gte=begin).exclude(status=Meeting.Status.CANCELLED).order_by("starts_at", "pk")
        rows = [
            line(era_date(each.day), meeting_cell(each), each.host, each.get_status_display()) for each in found[:ROWS]
        ]
        return Part("会議", ("日", "会議", "開くところ", "今"), rows, "この期間の会議はありません。")

    def promises(self) -> Part:
        """Whatever the year of the meeting: nobody has done it yet."""
        seen = Meeting.objects.visible_to(self.reader, on=self.today).of_area(self.area).values("pk")
        found = Todo.objects.open().filter(meeting__in=seen).select_related("meeting__kind", "meeting__section")
        rows = [
            line(
                each.text, each.person, era_date(each.due_on), Cell(each.meeting.name, each.meeting.get_absolute_url())
            )
            for each in found.order_by("due_on", "pk")[:ROWS]
        ]
        heads = ("やること", "だれが", "いつまでに", "決めた会議")
        return Part("会議で決まった、まだ済んでいないこと", heads, rows, "残っていることはありません。")

    def visits(self) -> Part:
        rows = [
            line(era_date(each.visited_on), case_cell_of(each), each.author, each.thoughts)
            for each in self.reports
            if each.visited_on
        ]
        heads = ("日", "会議・行事", "報告した人", "感じたことと次の予定")
        return Part("この期間の報告", heads, rows[:ROWS], "この期間の報告はありません。")

    def voices(self) -> Part:
        said = ReportLine.objects.filter(report__in=self.reports, kind="voice").select_related("report")
        rows = [line(era_date(each.report.visited_on), each.text) for each in said if each.report.visited_on]
        return Part("聞いた住民の声", ("日", "声"), rows[:ROWS], "この期間に書いた声はありません。")

    def contacts(self) -> Part:
        """Whom to call: the organizations' presidents, and who supports the area from outside."""
        presidents = Officer.objects.held(on=self.today).filter(kind=Officer.Kind.PRESIDENT)
        speakers = {officer.organization_id: officer for officer in presidents.filter(organization__in=self.bodies)}
        rows = [line(case_cell(body), speaker_of(speakers.get(body.pk)), body.phone) for body in self.bodies]
        near = Partner.objects.in_area(self.area, on=self.today)
        rows += [line(str(each.kind), f"{each.user} {each.affiliation}", each.phone) for each in near]
        return Part("連絡先", ("団体・役割", "人", "電話"), rows, "連絡先はまだありません。")


def speaker_of(president: Officer | None) -> str:
    return f"会長 {president.name}" if president else "会長は欠員"


def meeting_cell(meeting: Meeting) -> Cell:
    return Cell(meeting.name, meeting.get_absolute_url())


def case_cell_of(report: LiaisonReport) -> Cell:
    return Cell(report.meeting, report.get_absolute_url())
