"""Which papers the cases of the apps have, and which forms there are; the apps tell when the portal starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accounts.models import User
from records.papers.form import FormPaper
from records.papers.setting import FormSetting

Make = Callable[[Any], Iterable[FormPaper]]


@dataclass(frozen=True)
class Form:
    """A form of the city: its name on the list, and the number with which a city begins."""

    code: str
    name: str
    number: str


def is_written(case: Any) -> bool:
    return bool(case.can("submit"))


def of_no_programme(_case: Any) -> str:
    return ""


def reads_all(_user: User, _case: Any, _on: date) -> bool:
    return False


@dataclass(frozen=True)
class PaperSet:
    """The papers that go to the city together on one occasion, printed in this order.

    ``make`` draws them from the case as it stands. ``is_open``: whether the organization still writes, so that what is
    drawn is a draft. One that is not ``drawn`` exists only as what was sent (a withdrawal is written when it is made).
    ``reads_less``: whether somebody sees them without addresses and telephones.
    """

    model: str  # grants.grant
    code: str
    title: str
    make: Make
    is_open: Callable[[Any], bool] = is_written
    programme: Callable[[Any], str] = of_no_programme
    reads_less: Callable[[User, Any, date], bool] = reads_all
    drawn: bool = True

    def papers(self, case: Any) -> list[FormPaper]:
        """As the case stands now, with the city's numbers."""
        settings = FormSetting.of(self.programme(case))
        return [numbered(paper, settings) for paper in self.make(case)]


def numbered(paper: FormPaper, settings: dict[str, FormSetting]) -> FormPaper:
    own = settings.get(paper.code)
    number = own.number if own else FORMS[paper.code].number
    return replace(paper, number=number, sign=own.sign if own and paper.sender else "")


FORMS: dict[str, Form] = {}
SETS: dict[str, dict[str, PaperSet]] = {}
BESIDE: dict[str, Callable[[Any, User, date], Iterable[Any]]] = {}


def form(code: str, name: str, number: str) -> str:
    """Tells of a form; returns its code."""
    FORMS[code] = Form(code, name, number)
    return code


def prints(papers: PaperSet) -> PaperSet:
    """Tells of a set."""
    SETS.setdefault(papers.model, {})[papers.code] = papers
    return papers


def beside(model: str, cases: Callable[[Any, User, date], Iterable[Any]]) -> None:
    """Other cases whose papers stand on the page of a case of this model: a grant's requests and reports."""
    BESIDE[model] = cases


def sets_of(case: Any) -> list[PaperSet]:
    return list(SETS.get(case._meta.label_lower, {}).values())


def beside_of(case: Any, user: User, *, on: date) -> list[Any]:
    cases = BESIDE.get(case._meta.label_lower)
    return list(cases(case, user, on)) if cases else []
