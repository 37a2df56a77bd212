"""The answers of an application: what is asked, what is open, what is still missing, and how an answer reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grants.questions.asking import FILE, TABLE, asked, following
from plans.places import Place
from records.attachments import Attachment
from records.corrections import Correction

if TYPE_CHECKING:
    from grants.applying import Applying
    from grants.questions.models import SchemeQuestion

SHORT = 60  # letters of a question in the name of a place


@dataclass(frozen=True)
class Answer:
    """One question that is asked, with what was answered."""

    question: SchemeQuestion
    value: Any
    files: Sequence[Attachment] = ()

    @property
    def is_given(self) -> bool:
        return bool(self.files) if self.question.kind == FILE else self.value not in (None, "", [])

    @property
    def is_table(self) -> bool:
        return self.question.kind == TABLE and bool(self.value)

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """Of a table: each row's cells with the names of their columns."""
        return [list(zip(self.question.options, row, strict=False)) for row in self.value or []]

    @property
    def words(self) -> str:
        """On one line, as a history and a comparison tell it."""
        if self.question.kind == FILE:
            return "、".join(file.filename for file in self.files)
        if self.question.kind == TABLE:
            return " / ".join("、".join(cell for cell in row if cell) for row in self.value or [])
        return f"{self.value}{self.question.unit}" if self.is_given else ""


class Answers:
    """All of one application; ``given``: by the questions' numbers."""

    def __init__(self, grant: Applying) -> None:
        self.grant = grant

    @cached_property
    def questions(self) -> list[SchemeQuestion]:
        return list(self.grant.scheme.questions.all())

    @property
    def given(self) -> dict[int, Any]:
        return {int(number): value for number, value in self.grant.answers.items()}

    @cached_property
    def files(self) -> dict[str, list[Attachment]]:
        """By purpose."""
        found: dict[str, list[Attachment]] = {}
        for paper in self.grant.papers() if any(each.kind == FILE for each in self.questions) else ():
            found.setdefault(paper.purpose, []).append(paper)
        return found

    def all(self) -> list[Answer]:
        numbers = asked(self.questions, self.given)
        return [self.of(question) for question in self.questions if question.position in numbers]

    def of(self, question: SchemeQuestion) -> Answer:
        files = self.files.get(question.purpose, []) if question.kind == FILE else []
        return Answer(question, self.given.get(question.position), files)

    def missing(self) -> Iterator[SchemeQuestion]:
        return (each.question for each in self.all() if each.question.required and not each.is_given)

    def open(self) -> list[SchemeQuestion]:
        """Those that may be answered now: after a return only what is to be mended, with what hangs on it."""
        if not self.grant.is_being_mended:
            return self.questions
        codes = set(Correction.objects.about(self.grant).open().values_list("field", flat=True))
        wanted = {each.position for each in self.questions if each.code in codes}
        wanted |= {each.position for each in self.missing()}
        numbers = following(self.questions, wanted)
        return [each for each in self.questions if each.position in numbers]

    def closed(self) -> list[Answer]:
        """What was answered and is not to be answered again."""
        numbers = {question.position for question in self.open()}
        return [each for each in self.all() if each.question.position not in numbers]

    def with_these(self, typed: Mapping[int, Any]) -> dict[str, Any]:
        """As the application keeps them: the open ones as typed, the others as they are, none that is not asked."""
        numbers = {question.position for question in self.open()}
        merged = {**self.given, **{number: value for number, value in typed.items() if number in numbers}}
        kept = asked(self.questions, merged)
        return {str(number): merged[number] for number in kept if merged.get(number) not in (None, "", [])}


def answer_places(grant: Applying) -> Iterator[Place]:
    for answer in Answers(grant).all():
        question = answer.question
        text = question.text if len(question.text) <= SHORT else f"{question.text[:SHORT]}…"
        yield Place(question.code, "交付申請書", f"質問{question.position}「{text}」", answer.words)
