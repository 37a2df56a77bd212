"""A filled-in workbook held against the plan: every difference, every conflict, every wrong cell; then all or nothing.

The rows go through the page on which the plan is written, so that a cell is read and refused as if it had been typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from accounts.models import User
from plans.forms.yearly import YearlyPage
from plans.workbooks.grids import KIND, SHEETS, facts, grids, offered
from plans.yearly import YearlyPlan
from records.cases import NotNow
from records.events import Event
from records.sheets.files import NotASheet, heading
from records.workbooks.identity import Identity
from records.workbooks.merging import Conflict, Difference, Merger
from records.workbooks.opening import open_workbook
from records.workbooks.reading import Wrong, read_page

TAKE_ANEW = "この計画のページから、表を取り出し直してください。"


@dataclass
class Look:
    """What the workbook would do to the plan; with anything wrong it does nothing."""

    plan: YearlyPlan
    source: str
    identity: Identity
    mergers: dict[str, Merger] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    page: YearlyPage | None = None

    @property
    def conflicts(self) -> list[tuple[str, Conflict]]:
        return [(SHEETS[name], each) for name, merger in self.mergers.items() for each in merger.conflicts]

    @property
    def differing(self) -> list[tuple[str, Difference]]:
        return [(SHEETS[name], each) for name, merger in self.mergers.items() for each in merger.differing]

    @property
    def reordered(self) -> list[str]:
        return [SHEETS[name] for name, merger in self.mergers.items() if merger.is_reordered]

    @property
    def may_go_in(self) -> bool:
        return not (self.wrong or self.conflicts) and bool(self.differing or self.reordered)

    @property
    def is_stale(self) -> bool:
        return self.identity.revision != self.plan.revision

    def counts(self) -> dict[str, int]:
        words = [each.word for _, each in self.differing]
        return {word: words.count(word) for word in ("added", "changed", "removed")}

    def since(self) -> list[Event]:
        """Who has written in the plan since the workbook was taken, newest first."""
        behind = self.plan.revision - self.identity.revision
        written = Event.objects.about(self.plan).filter(verb="yearlyplan.write").order_by("-pk")
        return list(written[: max(behind, 0)])


def look_through(plan: YearlyPlan, file: UploadedFile[Any]) -> Look:
    """NotASheet where the file is not this plan's workbook at all."""
    sheets = grids(plan)
    book, identity = open_workbook(file, list(SHEETS.values()))
    check_identity(plan, identity)
    look = Look(plan, file.name or "", identity)
    for name, grid in sheets.items():
        page = read_page(book[grid.title], grid)
        if page.is_whole:
            look.mergers[name] = Merger(page, identity.prints.get(grid.title, {}))
        else:
            look.wrong += page.wrong
    if not look.wrong:
        judge(look)
    return look


def check_identity(plan: YearlyPlan, identity: Identity) -> None:
    """The workbook is of this plan, and not of another organization, year or version."""
    said, now = identity.facts, facts(plan)
    if said.get("表の種類") != KIND:
        raise NotASheet(f"これは「{said.get('表の種類', '別のもの')}」の表です。「{KIND}」の表を選んでください。")
    if said["計画の番号"] != now["計画の番号"]:
        raise NotASheet(of_another(said, now))
    if identity.revision > plan.revision:
        raise NotASheet(f"この表は、今の計画より新しいことになっています。{TAKE_ANEW}")


def of_another(said: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which plan the workbook is of instead."""
    if said["団体の番号"] != now["団体の番号"]:
        return f"これは「{said['団体']}」の表です。「{now['団体']}」の表を選んでください。"
    if said["年度"] != now["年度"]:
        return f"これは{said['年度']}の表です。{now['年度']}の計画には入れられません。{TAKE_ANEW}"
    return f"これは第{said['版']}版の表です。今は第{now['版']}版を書いています。{TAKE_ANEW}"


def judge(look: Look) -> None:
    """Through the page's own forms, and each of their sentences back to its cell."""
    blank = YearlyPage(look.plan)
    data = QueryDict(mutable=True)
    data["emphasis"] = look.plan.emphasis
    lists = offered(blank)
    for name, merger in look.mergers.items():
        data.update(form_data(name, merger, lists))
        look.wrong += merger.page.wrong
    look.page = page = YearlyPage(look.plan, data)
    if not page.is_valid():
        unread = {(each.sheet, row_of(each.cell)) for each in look.wrong}  # what they lack says nothing about the rest
        look.wrong += [each for each in page_mistakes(look, page) if (each.sheet, row_of(each.cell)) not in unread]


def row_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def form_data(name: str, merger: Merger, lists: dict[str, dict[str, str]]) -> dict[str, str]:
    data = {f"{name}-TOTAL_FORMS": str(len(merger.rows)), f"{name}-INITIAL_FORMS": "0"}
    for n, row in enumerate(merger.rows):
        data[f"{name}-{n}-id"], data[f"{name}-{n}-ORDER"] = row.key, str(n + 1)
        for column in merger.grid.columns:
            text = row.cells[column.name]
            if column.kind == "choice" and text:
                text = picked(text, lists[column.choices])
                if not text:
                    told = f"「{row.cells[column.name]}」は、{column.choices}にありません。一覧の中から選んでください。"
                    merger.page.blame(row.number or 0, merger.page.place_of(column.name), told)
            data[f"{name}-{n}-{column.name}"] = text
    return data


def picked(text: str, words: dict[str, str]) -> str:
    """The key of what was chosen; empty if the list has no such word."""
    alike = {heading(word): key for word, key in words.items()}
    return alike.get(heading(text), "")


def page_mistakes(look: Look, whole: YearlyPage) -> Iterator[Wrong]:
    for name, merger in look.mergers.items():
        sheet: Any = getattr(whole, name)
        for sentence in sheet.non_form_errors():
            yield Wrong(SHEETS[name], "A1", sentence)
        for form, row in zip(sheet.rows, merger.rows, strict=False):
            for field_name, sentences in form.errors.items():
                column = merger.page.place_of(field_name)
                place = merger.place(row, column)
                yield from (Wrong(SHEETS[name], place, sentence) for sentence in sentences)


def take(look: Look, *, by: User) -> None:
    """The whole workbook becomes the plan's rows. NotNow with every sentence if there is anything against it."""
    if look.wrong or look.conflicts or look.page is None:
        raise NotNow([str(each) for each in look.wrong] or "ポータルでも直された行があります。確かめてください。")
    look.page.source = f"表「{look.source}」から"
    look.page.save(by=by, seen=look.plan.revision)
