"""The questions of a rule book: read with the place of everything that is wrong, and written again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grants.formula.fields import CHOICE as ONE_OF
from grants.formula.fields import FLAG, LINES, TEXT, YEAR, Spec
from grants.formula.reading import Reader
from grants.questions.asking import KIND_NAMES, TABLE, Question, faults

QUESTION: Mapping[str, Spec] = {
    "text": Spec(TEXT, "質問", "text", required=True),
    "kind": Spec(ONE_OF, "答え方", "kind", choices=KIND_NAMES),
    "required": Spec(FLAG, "必ず答える", "required"),
    "options": Spec(LINES, "選ぶ答え", "options"),
    "columns": Spec(LINES, "表の列", "columns"),
    "unit": Spec(TEXT, "単位", "unit"),
    "help": Spec(TEXT, "説明", "help"),
    "after": Spec(YEAR, "前の質問の番号", "after"),
    "answers": Spec(LINES, "前の質問の答え", "answers"),
}


def read_questions(reader: Reader, doc: Mapping[str, Any]) -> tuple[Question, ...]:
    found: list[Question] = []
    before = len(reader.faults)
    for at, each in enumerate(reader.array(doc.get("questions", []), ("questions",))):
        row = reader.table(each, ("questions", at))
        reader.unknown(row, QUESTION, ("questions", at))
        told = reader.fields(row, QUESTION, ("questions", at))
        lists = {
            "options": tuple(told.pop("columns", told.get("options", ()))),
            "answers": tuple(told.get("answers", ())),
        }
        found.append(Question(**{"text": "", **told, **lists}))
    if len(reader.faults) == before:
        for number, field, sentence in faults(found):
            reader.fault(("questions", number - 1, field), sentence)
    return tuple(found)


def question_document(question: Question) -> dict[str, Any]:
    """Only what says more than silence."""
    lists = {"columns" if question.kind == TABLE else "options": list(question.options)}
    told = {
        "text": question.text,
        "kind": question.kind,
        "required": question.required,
        **lists,
        "unit": question.unit,
        "help": question.help,
        "after": question.after,
        "answers": list(question.answers),
    }
    return {name: each for name, each in told.items() if each not in ("", None, [], False)}
