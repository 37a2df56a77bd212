"""Which questions are asked, and what is wrong with a list of them. Pure: the kernel's rule books read it too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

TEXT, NUMBER, CHOICE, FILE, TABLE = KINDS = ("text", "number", "choice", "file", "table")
KIND_NAMES = {TEXT: "文", NUMBER: "数", CHOICE: "選ぶ", FILE: "ファイル", TABLE: "表"}
MOST_COLUMNS, LONGEST, LONGEST_OPTION = 8, 200, 60


class Asking(Protocol):
    """A question as a row of the scheme or as a part of a rule book.

    ``options``: the answers of a choice, the columns of a table. ``after`` is the number of an earlier choice, counted
    from one; then the question is asked only where that has one of ``answers``.
    """

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def options(self) -> Sequence[str]: ...
    @property
    def after(self) -> int | None: ...
    @property
    def answers(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Question:
    text: str
    kind: str = TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""
    after: int | None = None
    answers: tuple[str, ...] = ()

    @property
    def row(self) -> dict[str, Any]:
        """As a scheme keeps it."""
        return {**asdict(self), "options": list(self.options), "answers": list(self.answers)}


def asked(questions: Sequence[Asking], given: Mapping[int, Any]) -> list[int]:
    """The numbers of those that are asked where these answers were given; one that is not asked has no answer."""
    found: list[int] = []
    for number, question in enumerate(questions, start=1):
        if question.after is None or (question.after in found and given.get(question.after) in question.answers):
            found.append(number)
    return found


def following(questions: Sequence[Asking], numbers: set[int]) -> set[int]:
    """These, and all whose being asked depends on one of them."""
    found = set(numbers)
    for number, question in enumerate(questions, start=1):
        if question.after in found:
            found.add(number)
    return found


def faults(questions: Sequence[Asking]) -> Iterator[tuple[int, str, str]]:
    """Number, field and sentence of everything that is wrong."""
    seen: set[str] = set()
    for number, question in enumerate(questions, start=1):
        if question.text in seen:
            yield number, "text", f"質問{number}: 同じ質問が、もうあります。"
        seen.add(question.text)
        yield from ((number, field, f"質問{number}: {sentence}") for field, sentence in faults_of(question))
        yield from faults_of_condition(questions, number)


def faults_of(question: Asking) -> Iterator[tuple[str, str]]:
    options = [option.strip() for option in question.options]
    if question.kind == CHOICE and (len(options) < 2 or len(set(options)) < len(options)):
        yield "options", "選ぶ答えを、ちがう言葉で2つ以上入れてください。"
    elif question.kind == TABLE and not (1 <= len(options) <= MOST_COLUMNS and len(set(options)) == len(options)):
        yield "options", f"表の列の名前を、1つから{MOST_COLUMNS}つまで、ちがう言葉で入れてください。"
    elif question.kind not in (CHOICE, TABLE) and options:
        yield "options", "選ぶ答えや列の名前は、「選ぶ」と「表」の質問だけに入れます。"
    if any(not option or len(option) > LONGEST_OPTION for option in options):
        yield "options", f"選ぶ答えと列の名前は、1文字から{LONGEST_OPTION}文字までにしてください。"


def faults_of_condition(questions: Sequence[Asking], number: int) -> Iterator[tuple[int, str, str]]:
    question = questions[number - 1]
    if question.after is None:
        return
    if not 1 <= question.after < number:
        yield number, "after", f"質問{number}: 条件には、前にある質問の番号を入れてください。"
        return
    earlier = questions[question.after - 1]
    if earlier.kind != CHOICE:
        yield number, "after", f"質問{number}: 条件にできるのは、「選ぶ」質問の答えだけです。"
    elif not question.answers or set(question.answers) - set(earlier.options):
        told = "、".join(earlier.options)
        yield number, "answers", f"質問{number}: 条件の答えは、質問{question.after}の答えから選んでください: {told}"


def condition_of(questions: Sequence[Asking], question: Asking) -> str:
    """「質問1「送迎をしますか」で「はい」と答えたときだけ」; empty where it is always asked."""
    if question.after is None:
        return ""
    answers = "か".join(f"「{answer}」" for answer in question.answers)
    return f"質問{question.after}「{questions[question.after - 1].text}」で{answers}と答えたときだけ"


def said(question: Asking, number: int) -> str:
    """「1 送迎をしますか(選ぶ: はい、いいえ。必ず)」, for those who decide about the scheme."""
    kind = KIND_NAMES[question.kind]
    told = f"{kind}: {'、'.join(question.options)}" if question.options else kind
    return f"{number} {question.text}({told}{'。必ず' if question.required else ''})"
