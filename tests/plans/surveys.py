"""Questionnaires as they come about by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from plans.models import FuturePlan, Survey
from plans.surveys.answers import enter
from staff.models import Department

OPTIONS = "買い物\n通院\n除雪"
HEAD: dict[str, Any] = {
    "title": "暮らしのアンケート",
    "lead": "これからのためにたずねます。",
    "closes_on": date(2099, 3, 31),
}
QUESTIONS: list[dict[str, Any]] = [
    {"id": None, "text": "こまっていること", "kind": "several", "options": OPTIONS},
    {"id": None, "text": "住みつづけたいですか", "kind": "one", "options": "はい\nいいえ"},
    {"id": None, "text": "地域のよいところ", "kind": "words", "options": ""},
]


def survey_draft(owner: FuturePlan | Department, by: User, **head: Any) -> Survey:
    return Survey.begin(owner, by=by, head=HEAD | head, questions=QUESTIONS)


def survey(owner: FuturePlan | Department, by: User, **head: Any) -> Survey:
    """Open, so that everybody may answer."""
    made = survey_draft(owner, by, **head)
    made.open(by=by, on=date(2025, 5, 12))
    return made


def sheet(survey: Survey, *, chosen: tuple[str, ...] = ("通院",), words: str = "") -> dict[int, list[str] | str]:
    first, second, third = survey.questions.all()
    return {first.pk: list(chosen), second.pk: ["はい"], third.pk: words}


def closed(owner: FuturePlan | Department, by: User, *, sheets: int = 5, **head: Any) -> Survey:
    """Asked on paper, with so many sheets."""
    made = survey(owner, by, **head)
    for _ in range(sheets):
        enter(made, sheet(made, words="夜に開いてほしい。"), by=by)
    made.close(by=by)
    return made
