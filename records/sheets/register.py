"""A table of the register as a sheet: rows are found by what names them; all are right, or none is written."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult

from accounts.models import User
from records.cases import spoken
from records.events import record
from records.sheets.columns import ShownColumn
from records.sheets.files import is_blank, plain

logger = logging.getLogger(__name__)
FIRST_ROW = 2  # the first stands below the headings


@dataclass(frozen=True)
class Problem:
    """What is wrong, where: sheet, row and column as the spreadsheet program shows them."""

    sheet: str
    sentence: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = f"シート「{self.sheet}」"
        if self.row:
            place += f"の{self.row}行目"
        return f"{place}{f'「{self.column}」' if self.column else ''}:{self.sentence}"


@dataclass(frozen=True)
class Cell:
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Line:
    """One row as it would be written."""

    number: int
    kind: str  # new, update, skip
    cells: list[Cell]


@dataclass
class Outcome:
    """What an import did, or would do; with a problem it did nothing."""

    headings: list[str]
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def added(self) -> int:
        return sum(line.kind == RowResult.IMPORT_TYPE_NEW for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(line.kind == RowResult.IMPORT_TYPE_UPDATE for line in self.lines)

    @property
    def same(self) -> int:
        return len(self.lines) - self.added - self.changed


class NamedRows(BaseInstanceLoader):  # type: ignore[misc]  # the library is untyped
    """Finds the row that a line means by the columns that name it; all rows are asked for once."""

    def __init__(self, resource: RegisterSheet, dataset: tablib.Dataset | None = None) -> None:
        super().__init__(resource, dataset)
        self.naming = [resource.fields[name] for name in resource.get_import_id_fields()]
        self.known = {self.name_of(found): found for found in resource.get_queryset()}

    def name_of(self, found: Model) -> tuple[Any, ...]:
        return tuple(column.get_value(found) for column in self.naming)

    def get_instance(self, row: Mapping[str, Any]) -> Model | None:
        try:
            return self.known.get(tuple(column.clean(row) for column in self.naming))
        except ValueError:
            return None  # told when the cell itself is read


class Comparison:
    """The cells of a row before and after."""

    def __init__(self, resource: RegisterSheet, instance: Model, new: bool) -> None:
        blank = [""] * len(resource.get_import_fields())
        self.before = blank if new else self.cells(resource, instance)
        self.after = blank

    def compare_with(self, resource: RegisterSheet, instance: Model) -> None:
        self.after = self.cells(resource, instance)

    def as_html(self) -> list[Cell]:
        """Not HTML: the page draws them."""
        return [Cell(before, after) for before, after in zip(self.before, self.after, strict=True)]

    @staticmethod
    def cells(resource: RegisterSheet, instance: Model) -> list[str]:
        return [plain(column.export(instance)) for column in resource.get_import_fields()]


class RegisterSheet(resources.Resource):  # type: ignore[misc]
    """Base of every sheet. ``Meta.import_id_fields`` are the columns that name a row."""

    title: ClassVar[str]
    mended_at: ClassVar[Mapping[str, str]] = {}  # constraint: the attribute whose column its sentence stands at

    class Meta:
        instance_loader_class = NamedRows
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True
        store_instance = True

    numbers: list[int]  # of the lines being imported, as the spreadsheet program shows them
    first_seen: dict[tuple[str, ...], int]

    def init_instance(self, row: Any = None) -> Model:
        made: Model = self._meta.model()
        return made

    @classmethod
    def get_diff_class(cls) -> type[Comparison]:
        return Comparison

    def arranged(self, table: tablib.Dataset) -> list[tuple[int, list[Any]]]:
        """The lines with their row numbers, in the order in which they can be written."""
        return list(enumerate((list(row) for row in table), start=FIRST_ROW))

    def take_in(self, table: tablib.Dataset, *, by: User, source: str, dry_run: bool) -> Outcome:
        """Imports a table, or says what it would do. Every problem is named; with one of them nothing is written."""
        outcome = Outcome([column.column_name for column in self.get_import_fields()])
        outcome.problems = list(self.wrong_headings(table))
        if outcome.problems:
            return outcome
        lines = [(number, row) for number, row in self.arranged(table) if not is_blank(row)]
        self.numbers, self.first_seen = [number for number, _ in lines], {}
        ordered = tablib.Dataset(*(row for _, row in lines), headers=table.headers)
        with transaction.atomic():
            result = self.import_data(
                ordered, dry_run=dry_run, rollback_on_validation_errors=True, user=by, source=source
            )
            outcome.problems = sorted(self.problems(result, table.title), key=lambda problem: problem.row or 0)
            outcome.lines = self.lines(result)
            if not (dry_run or outcome.problems):
                facts: dict[str, Any] = {
                    "sheet": self.title,
                    "file": source,
                    "added": outcome.added,
                    "changed": outcome.changed,
                }
                record(by, "sheet.import", by=by, comment=f"{self.title} {source}", **facts)
        return outcome

    def wrong_headings(self, table: tablib.Dataset) -> Iterator[Problem]:
        known = {column.column_name: column for column in self.get_import_fields()}
        for position, name in enumerate(table.headers, start=1):
            if not name and not is_blank(row[position - 1] for row in table):
                yield Problem(table.title, f"{position}列目に見出しがありません。1行目に見出しを入れてください。", 1)
            elif name and name not in known:
                yield Problem(table.title, f"この見出しは使えません。使えるのは、{'・'.join(known)}です。", 1, name)
            elif name and table.headers.index(name) < position - 1:
                yield Problem(table.title, "同じ見出しが2つあります。どちらかの列を消してください。", 1, name)
        for name, column in known.items():
            if column.is_required and name not in table.headers:
                yield Problem(table.title, "この列がありません。1行目に見出しを入れてください。", 1, name)
        if not any(not is_blank(row) for row in table):
            yield Problem(table.title, "2行目から下に、読み込む行がありません。")

    def problems(self, result: Any, title: str) -> Iterator[Problem]:
        headings = {column.attribute: column.column_name for column in self.get_import_fields()}
        for line in result.invalid_rows:
            for attribute, sentences in line.error_dict.items():
                for sentence in sentences:
                    place = self.blamed(sentence) if attribute == NON_FIELD_ERRORS else attribute
                    yield Problem(title, sentence, self.numbers[line.number - 1], headings.get(place, ""))
        for line in result.error_rows:
            logger.error("A row of %s could not be imported.", self.title, exc_info=line.errors[0].error)
            yield Problem(title, "この行は読み込めませんでした。値を確かめてください。", self.numbers[line.number - 1])
        for error in result.base_errors:
            raise error.error

    def blamed(self, sentence: str) -> str:
        """The attribute at which a violated constraint is mended, found by the constraint's own sentence."""
        for constraint in self._meta.model._meta.constraints:
            if constraint.get_violation_error_message() == sentence:
                return self.mended_at.get(constraint.name, "")
        return ""

    def lines(self, result: Any) -> list[Line]:
        done = [
            Line(number, row.import_type, row.diff)
            for number, row in zip(self.numbers, result.rows, strict=True)
            if row.is_valid()
        ]
        return sorted(done, key=lambda line: line.number)

    def import_instance(self, instance: Model, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Reads every cell; also those of several rows, which the library sets once the row has been saved."""
        errors: dict[str, Any] = {}
        for column in self.get_import_fields():
            try:
                if not column.is_many:
                    self.import_field(column, instance, row, **kwargs)
                elif column.column_name in row:
                    column.clean(row)
            except ValueError as problem:
                errors[column.attribute] = ValidationError(str(problem))
        if not errors:
            errors = self.twice(instance, kwargs["row_number"])
        if errors:
            raise ValidationError(errors)

    def twice(self, instance: Model, row_number: int) -> dict[str, Any]:
        """A second line for the same row of the register would silently win over the first."""
        naming = [self.fields[name] for name in self.get_import_id_fields()]
        name = tuple(plain(column.export(instance)) for column in naming)
        number = self.numbers[row_number - 1]
        first = self.first_seen.setdefault(name, number)
        if first == number:
            return {}
        return {naming[0].attribute: ValidationError(f"{first}行目と同じものです。どちらかの行を消してください。")}

    def validate_instance(
        self, instance: Model, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """As the library does, without asking the database once more for every row that a cell named."""
        errors = dict(import_validation_errors or {})
        named = {source.name for source in instance._meta.fields if isinstance(source, ForeignKey)}
        checks: tuple[Callable[[], None], ...] = (
            lambda: instance.clean_fields(exclude={*errors, *named}),
            instance.clean,
            lambda: instance.validate_unique(exclude=set(errors)),
            lambda: instance.validate_constraints(exclude=set(errors)),
        )
        for check in checks:
            try:
                check()
            except ValidationError as problem:
                errors = problem.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def do_instance_save(self, instance: Model, is_create: bool) -> None:
        with spoken(type(instance)):
            instance.save(force_insert=is_create)

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        if kwargs["dry_run"] or row_result.import_type == RowResult.IMPORT_TYPE_SKIP:
            return
        changes = [
            {"label": column.column_name, "before": cell.before, "after": cell.after}
            for column, cell in zip(self.get_import_fields(), row_result.diff, strict=True)
            if cell.is_changed and not isinstance(column, ShownColumn)
        ]
        verb = "register.add" if row_result.is_new() else "register.change"
        origin = f"{kwargs['source']}の{self.numbers[kwargs['row_number'] - 1]}行目"
        record(row_result.instance, verb, by=kwargs["user"], changes=changes, comment=origin)

    def put_out(self, rows: QuerySet[Any], *, by: User, form: str) -> tablib.Dataset:
        """Writes rows into a table; that somebody took them out of the portal is on record."""
        table = self.export(rows)
        table.title = self.title
        record(
            by, "sheet.export", by=by, comment=f"{self.title} {len(table)}件 {form}", sheet=self.title, rows=len(table)
        )
        return table
