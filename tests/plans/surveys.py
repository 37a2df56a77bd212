"""Questionnaires as they come about by the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from plans.models import FuturePlan, Survey

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


def survey_draft(plan: FuturePlan, by: User, **head: Any) -> Survey:
    return Survey.begin(plan, by=by, head=HEAD | head, questions=QUESTIONS)


def survey(plan: FuturePlan, by: User, **head: Any) -> Survey:
    """Open, so that everybody may answer."""
    made = survey_draft(plan, by, **head)
    made.open(by=by, on=date(2025, 5, 12))
    return made
