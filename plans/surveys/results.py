"""集計: how many chose what. Few people could be known by what they chose: small numbers are not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plans.surveys.answers import SurveyAnswer
from plans.surveys.survey import Survey, SurveyQuestion

SMALL = 3  # one and two are told as 「3人未満」
ENOUGH = 5  # responses below which nothing is told
BAR = 200  # width of the longest bar


def told(counts: Sequence[int]) -> list[int | None]:
    """The numbers that may be told; None for a small one, and for the next smallest where one alone would follow
    from the sum of the others."""
    shown: list[int | None] = [None if 0 < count < SMALL else count for count in counts]
    if shown.count(None) == 1:
        rest = [count for count in shown if count]
        if rest:
            shown[shown.index(min(rest))] = None
    return shown


@dataclass(frozen=True)
class Bar:
    label: str
    count: int | None
    width: int

    @property
    def said(self) -> str:
        return "少数" if self.count is None else f"{self.count}人"


@dataclass(frozen=True)
class Result:
    question: SurveyQuestion
    number: int
    bars: list[Bar]
    words: list[str]


def results(survey: Survey, *, with_words: bool) -> list[Result] | None:
    """Question by question; None while there are too few responses. What people wrote is for the organization alone."""
    if survey.responses.count() < ENOUGH:
        return None
    chosen: dict[int, Counter[str]] = {}
    words: dict[int, list[str]] = {}
    for row in SurveyAnswer.objects.filter(response__survey=survey).order_by("words", "pk"):
        chosen.setdefault(row.question_id, Counter()).update(row.chosen)
        if row.words:
            words.setdefault(row.question_id, []).append(row.words)
    return [
        Result(
            question,
            number,
            bars_of(question, chosen.get(question.pk, Counter())),
            words.get(question.pk, []) if with_words else [],
        )
        for number, question in enumerate(survey.questions.all(), start=1)
    ]


def bars_of(question: SurveyQuestion, counts: Counter[str]) -> list[Bar]:
    numbers = told([counts[label] for label in question.choices])
    most = max((number for number in numbers if number), default=1)
    return [
        Bar(label, number, (number or 0) * BAR // most) for label, number in zip(question.choices, numbers, strict=True)
    ]
