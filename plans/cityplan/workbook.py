"""The plan as an Excel workbook: three sheets, written as a template or with a plan in it, read back cell by cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from plans.cityplan.document import (
    ActionEntry,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    NotAPlan,
    PlanDocument,
    checked,
    stage_of,
)
from plans.cityplan.rows import ActionYear
from records.attachments import opens_as_office
from records.fiscal import FiscalYear
from records.sheets.files import BrokenCell, heading, is_blank, sheet_rows, write_cell

PLAN, ACTIONS, INDICATORS = "計画", "取組", "指標"
TEXTS = {
    "title": "計画の名前",
    "from_year": "はじまりの年度",
    "to_year": "おわりの年度",
    "vision": "目指す姿",
    "source": "注記",
}
COLUMNS = (
    "目標",
    "目標の説明",
    "方策の番号",
    "方策",
    "方策の方針",
    "取組の番号",
    "取組事項",
    "内容",
    "担当課",
    "関連する計画",
)
INDICATOR_COLUMNS = ("取組の番号", "指標", "単位", "はじめの値", "目標値")
WIDTHS = (28, 28, 10, 28, 30, 10, 24, 50, 20, 20)
SPLIT = re.compile(r"[、,\n]+")


def as_workbook(document: PlanDocument) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    first: Any = book.active
    first.title = PLAN
    for number, (name, label) in enumerate(TEXTS.items(), start=1):
        write_cell(first.cell(number, 1), label)
        write_cell(first.cell(number, 2), str(getattr(document, name)))
    first.column_dimensions["A"].width, first.column_dimensions["B"].width = 20, 80
    years = range(document.from_year.number, document.to_year.number + 1)
    write_rows(book.create_sheet(ACTIONS), [*COLUMNS, *(str(FiscalYear(y)) for y in years)], action_rows(document))
    write_rows(book.create_sheet(INDICATORS), list(INDICATOR_COLUMNS), indicator_rows(document))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write_rows(sheet: Any, head: list[str], rows: Iterator[list[Any]]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            write_cell(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    sheet.freeze_panes = "A2"


def action_rows(document: PlanDocument) -> Iterator[list[Any]]:
    years = range(document.from_year.number, document.to_year.number + 1)
    for goal in document.goals:
        for measure in goal.measures:
            for action in measure.actions:
                stages = [action.schedule.get(year, ActionYear.Stage.UNKNOWN) for year in years]
                yield [
                    goal.text,
                    goal.summary,
                    measure.number,
                    measure.text,
                    measure.points,
                    action.number,
                    action.heading,
                    action.text,
                    "、".join(action.offices),
                    action.related_plan,
                    *(ActionYear.Stage(stage).label for stage in stages),
                ]


def indicator_rows(document: PlanDocument) -> Iterator[list[Any]]:
    for action in document.actions:
        for each in action.indicators:
            numbers = [None if value is None else float(value) for value in (each.base, each.target)]
            yield [action.number, each.name, each.unit, *numbers]


def from_workbook(file: UploadedFile[Any]) -> PlanDocument:
    """NotAPlan with each wrong cell by its sheet, row and column."""
    import openpyxl

    unreadable = [f"「{file.name}」は開けませんでした。Excelブック(.xlsx)として保存し直して、もう一度選んでください。"]
    if (file.size or 0) > settings.UPLOAD_LIMIT or not opens_as_office(file, "xl/workbook.xml"):
        raise NotAPlan(unreadable)
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        rows = {name: list(sheet_rows(book[name])) for name in (PLAN, ACTIONS, INDICATORS) if name in book.sheetnames}
    except Exception as problem:  # whatever a damaged workbook makes the library stumble over
        raise NotAPlan(unreadable) from problem
    if missing := [name for name in (PLAN, ACTIONS) if name not in rows]:
        raise NotAPlan(
            [f"「{name}」のシートがありません。書き出した表のシートの名前を変えないでください。" for name in missing]
        )
    return Reader(rows).document()


class Reader:
    """Reads the three sheets; every problem is kept with its place until the end."""

    def __init__(self, rows: dict[str, list[list[Any]]]) -> None:
        self.rows, self.problems = rows, list[str]()

    def document(self) -> PlanDocument:
        texts = {heading(row[0]): self.text(row, 1, PLAN, n) for n, row in enumerate(self.rows[PLAN], 1) if row}
        values = {name: texts.get(heading(label), "") for name, label in TEXTS.items()}
        first, last = (self.year(values[name], TEXTS[name]) for name in ("from_year", "to_year"))
        goals = self.goals()
        if self.problems or first is None or last is None:
            raise NotAPlan(self.problems)
        return checked(PlanDocument(values["title"], first, last, values["vision"], values["source"], goals))

    def year(self, text: str, place: str) -> FiscalYear | None:
        try:
            return FiscalYear.parse(text)
        except ValueError as problem:
            self.problems.append(f"{PLAN}の「{place}」: {problem}")
            return None

    def goals(self) -> tuple[GoalEntry, ...]:
        """Rows in their order; a blank cell of goal, measure or heading is the one above it."""
        table, indicators = self.rows[ACTIONS], self.indicators()
        columns = self.columns(table[0] if table else [])
        if columns is None:
            return ()
        goals: list[GoalEntry] = []
        above = dict.fromkeys(COLUMNS, "")
        for number, row in enumerate(table[1:], start=2):
            if is_blank(row):
                continue
            cells = {name: self.text(row, at, ACTIONS, number) for name, at in columns.items()}
            self.carry_down(cells, above)
            action = self.action(cells, number)
            if action:
                put(
                    goals,
                    cells,
                    replace(action, indicators=tuple(indicators.get(action.number, ()))),
                    self.number(cells, "方策の番号", number),
                )
            above = cells
        return tuple(goals)

    def columns(self, head: Sequence[Any]) -> dict[str, int] | None:
        found = {heading(cell): at for at, cell in enumerate(head) if heading(cell)}
        missing = [
            name for name in ("目標", "方策の番号", "方策", "取組の番号", "取組事項", "内容") if name not in found
        ]
        self.problems += [f"{ACTIONS}の1行目: 「{name}」の列がありません。" for name in missing]
        for name in list(found):
            if name not in COLUMNS and not is_year(name):
                self.problems.append(
                    f"{ACTIONS}の1行目: 「{name}」という列は使えません。年度の列は「令和7年度」のように書きます。"
                )
        return None if missing else found

    def carry_down(self, cells: dict[str, str], above: dict[str, str]) -> None:
        if not cells["目標"]:
            cells["目標"], cells["目標の説明"] = above["目標"], above.get("目標の説明", "")
        if not cells["方策の番号"] and not cells["方策"]:
            cells |= {name: above.get(name, "") for name in ("方策の番号", "方策", "方策の方針")}
        if not cells["取組事項"] and cells["方策"] == above["方策"]:
            cells["取組事項"] = above["取組事項"]

    def action(self, cells: dict[str, str], row: int) -> ActionEntry | None:
        number = self.number(cells, "取組の番号", row)
        for name in ("目標", "方策", "取組事項", "内容"):
            if not cells[name]:
                self.problems.append(f"{ACTIONS}の{row}行目「{name}」: 入れてください。")
        schedule = {}
        for name, word in cells.items():
            if is_year(name):
                try:
                    schedule[FiscalYear.parse(name).number] = stage_of(word, f"{ACTIONS}の{row}行目「{name}」")
                except ValueError as problem:
                    self.problems.append(str(problem))
        if number is None:
            return None
        offices = tuple(name.strip() for name in SPLIT.split(cells.get("担当課", "")) if name.strip())
        return ActionEntry(number, cells["取組事項"], cells["内容"], cells.get("関連する計画", ""), offices, schedule)

    def number(self, cells: dict[str, str], name: str, row: int) -> int | None:
        text = cells[name]
        if text.isdecimal() and 0 < int(text) < 1000:
            return int(text)
        problem = f"{ACTIONS}の{row}行目「{name}」: 1から999の数字で入れてください。"
        if problem not in self.problems:
            self.problems.append(problem)
        return None

    def indicators(self) -> dict[int, list[IndicatorEntry]]:
        found: dict[int, list[IndicatorEntry]] = defaultdict(list)
        for number, row in enumerate(self.rows.get(INDICATORS, [])[1:], start=2):
            if is_blank(row):
                continue
            cells = [self.text(row, at, INDICATORS, number) for at in range(len(INDICATOR_COLUMNS))]
            if not cells[0].isdecimal() or not cells[1]:
                self.problems.append(f"{INDICATORS}の{number}行目: 取組の番号と指標の名前を入れてください。")
                continue
            base, target = (self.value(cells[at], number, INDICATOR_COLUMNS[at]) for at in (3, 4))
            found[int(cells[0])].append(IndicatorEntry(cells[1], cells[2], base, target))
        return found

    def value(self, text: str, row: int, name: str) -> Decimal | None:
        try:
            value = Decimal(text.replace(",", "")).quantize(Decimal("0.01")) if text else None
        except InvalidOperation:
            value, text = None, "nan"
        if text == "nan" or (value is not None and (not value.is_finite() or abs(value) >= 10**10)):
            self.problems.append(f"{INDICATORS}の{row}行目「{name}」: 数字で入れてください。")
            return None
        return value

    def text(self, row: Sequence[Any], at: int, sheet: str, number: int) -> str:
        cell = row[at] if at < len(row) else None
        if isinstance(cell, BrokenCell):
            self.problems.append(
                f"{sheet}の{number}行目{at + 1}列目: 式がこわれています({cell})。値を入れ直してください。"
            )
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if cell is None else str(cell).strip()


def put(goals: list[GoalEntry], cells: dict[str, str], action: ActionEntry, number: int | None) -> None:
    """Under the goal and the measure of its row, which go on where the row names them again."""
    if not goals or goals[-1].text != cells["目標"]:
        goals.append(GoalEntry(cells["目標"], cells.get("目標の説明", "")))
    goal = goals[-1]
    if not goal.measures or goal.measures[-1].number != number:
        measure = MeasureEntry(number or 0, cells["方策"], cells.get("方策の方針", ""), (action,))
        goals[-1] = replace(goal, measures=(*goal.measures, measure))
        return
    last = goal.measures[-1]
    goals[-1] = replace(goal, measures=(*goal.measures[:-1], replace(last, actions=(*last.actions, action))))


def is_year(name: str) -> bool:
    try:
        FiscalYear.parse(name)
    except ValueError:
        return False
    return True
