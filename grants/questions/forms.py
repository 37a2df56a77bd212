"""What the section types about its questions: one row each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from grants.questions.asking import KIND_NAMES, LONGEST, NUMBER, TEXT
from records.forms import ChoiceField, LongTextField, SheetForm, TextField

if TYPE_CHECKING:
    from grants.schemes import Scheme

CONDITION = re.compile(r"(?:質問)?\s*(\d{1,3})\s*=\s*(.+)")
MUST = [("", "任意"), ("yes", "必ず")]


class QuestionForm(SheetForm):
    text = TextField(label="質問", max_length=LONGEST, width="")
    kind = ChoiceField(label="答え方", choices=lambda: list(KIND_NAMES.items()), widget=forms.Select, initial=TEXT)
    required = ChoiceField(label="必須", choices=lambda: MUST, widget=forms.Select, required=False)
    options = LongTextField(label="選ぶ答え・表の列・単位", rows=2, max_length=1000, required=False)
    help = TextField(label="説明", max_length=200, required=False, width="")
    condition = TextField(label="条件", max_length=200, required=False, width="")

    def clean_options(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["options"]).splitlines() if line.strip()]

    def clean_condition(self) -> tuple[int, list[str]] | None:
        typed = unicodedata.normalize("NFKC", str(self.cleaned_data["condition"])).strip()
        if not typed:
            return None
        if (found := CONDITION.fullmatch(typed)) is None:
            raise ValidationError(
                "「1=はい」のように、前の質問の番号と答えを入れてください。答えは「、」で並べられます。"
            )
        answers = [each.strip() for each in re.split(r"[、,]", found[2]) if each.strip()]
        return int(found[1]), answers


def question_rows(scheme: Scheme) -> list[dict[str, Any]]:
    """As the sheet first shows them."""
    return [
        {
            "text": question.text,
            "kind": question.kind,
            "required": "yes" if question.required else "",
            "options": question.unit or "\n".join(question.options),
            "help": question.help,
            "condition": f"{question.after}={'、'.join(question.answers)}" if question.after else "",
        }
        for question in scheme.questions.all()
    ]


def as_questions(lines: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What was typed, as the scheme keeps it: the one word of a number is its unit."""
    for line in lines:
        after, answers = line["condition"] or (None, [])
        is_number = line["kind"] == NUMBER
        yield {
            "text": line["text"],
            "kind": line["kind"],
            "required": line["required"] == "yes",
            "options": [] if is_number else line["options"],
            "unit": "、".join(line["options"])[:10] if is_number else "",
            "help": line["help"],
            "after": after,
            "answers": answers,
        }
