"""The fiscal year (会計年度): 1 April to 31 March, named by the year in which it begins (地方自治法208条)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import total_ordering
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from records.era import ERAS, era_of, western, year_name


@total_ordering
class FiscalYear:
    """A value: ``FiscalYear(2025)`` is 令和7年度, 2025-04-01 to 2026-03-31."""

    __slots__ = ("number",)
    number: int

    def __init__(self, number: int) -> None:
        if not 1873 <= number <= 9998:
            raise ValueError("年度は1873から9998までです。")
        object.__setattr__(self, "number", number)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a fiscal year does not change")

    def __reduce__(self) -> tuple[type[FiscalYear], tuple[int]]:
        """So that a model that has one can be pickled and copied."""
        return FiscalYear, (self.number,)

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """Reads 令和7年度, R7, 令和７, 2025, 2025年度; ValueError says how to mend the rest."""
        found = re.fullmatch(
            r"(令和|平成|昭和|大正|明治|[RHSTM]|西暦)?\s*(元|\d{1,4})\s*年?度?",
            unicodedata.normalize("NFKC", text).strip(),
            re.IGNORECASE,
        )
        if not found:
            raise ValueError("年度として読めません。「例 令和7年度」のように入れてください。")
        number = 1 if found[2] == "元" else int(found[2])
        era = next((e for e in ERAS if (found[1] or "").upper() in (e.name, e.letter)), None)
        if era is None and number < 1000:
            raise ValueError("年度の元号を入れてください。例 令和7年度")
        return cls(number if era is None else era.first_year + number - 1)

    @property
    def start(self) -> date:
        return date(self.number, 4, 1)

    @property
    def end(self) -> date:
        return date(self.number + 1, 3, 31)

    @property
    def closes(self) -> date:
        """The end of 出納整理期間: the last day on which the year's money may still move."""
        return date(self.number + 1, 5, 31)

    @property
    def next(self) -> FiscalYear:
        return FiscalYear(self.number + 1)

    @property
    def previous(self) -> FiscalYear:
        return FiscalYear(self.number - 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        """令和7年度, or 2025年度. The year 2019, which began in 平成, is 令和元年度, as offices name it."""
        if western():
            return f"{self.number}年度"
        era = era_of(self.start)
        if self.number == 2019:
            era = ERAS[0]
        return f"{era.name}{year_name(era, self.number)}年度"

    def __repr__(self) -> str:
        return f"FiscalYear({self.number})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FiscalYear) and self.number == other.number

    def __lt__(self, other: FiscalYear) -> bool:
        return self.number < other.number

    def __hash__(self) -> int:
        return hash(self.number)


if TYPE_CHECKING:
    YearColumn = models.SmallIntegerField[FiscalYear | int | str, FiscalYear]  # what one may set, what one gets
else:
    YearColumn = models.SmallIntegerField


class FiscalYearField(YearColumn):
    """A column that holds a fiscal year by its first calendar year and gives a FiscalYear."""

    description = "fiscal year"
    if TYPE_CHECKING:
        _pyi_lookup_exact_type: FiscalYear | int | str  # type: ignore[assignment]

    def from_db_value(self, value: int | None, expression: object, connection: object) -> FiscalYear | None:
        return None if value is None else FiscalYear(value)

    def to_python(self, value: Any) -> FiscalYear | None:
        if value is None or isinstance(value, FiscalYear):
            return value
        try:
            return FiscalYear.parse(str(value))
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    def get_prep_value(self, value: Any) -> int | None:
        year = self.to_python(value)
        return None if year is None else year.number

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)) or "")

    def run_validators(self, value: Any) -> None:
        """The range is the value type's own; the integer validators would compare a FiscalYear with a number."""

    def formfield(self, **kwargs: Any) -> Any:
        from records.forms import FiscalYearField as FormField  # forms know models' values, not the other way round

        return FormField(
            **{"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text, **kwargs}
        )
