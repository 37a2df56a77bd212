"""What a rule book says of papers: the numbers of forms, and how letters look. Read, refused at its place, written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from grants.formula.fields import TEXT, Spec
from grants.formula.reading import Reader

LETTER: Mapping[str, Spec] = {
    "kind": Spec(TEXT, "通知書", "kind", required=True),
    "layout": Spec(TEXT, "体裁", "layout"),
    "seal": Spec(TEXT, "公印", "seal"),
}
LONGEST_APPEAL = 2000


@dataclass(frozen=True)
class LetterLook:
    """``appeal``: the text of the notice about appeals; nothing where the letter has none."""

    kind: str
    layout: str = "notice"
    seal: str = "omitted"
    appeal: str = ""

    @property
    def document(self) -> dict[str, Any]:
        return {name: each for name, each in asdict(self).items() if each}


def read_forms(reader: Reader, doc: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for code, number in reader.table(doc.get("forms", {}), ("forms",)).items():
        if isinstance(number, str) and 0 < len(number.strip()) <= 60:
            found[code] = number.strip()
        else:
            reader.fault(("forms", code), '様式の番号を、60字までの文字で書いてください。例 "様式第1号"')
    return found


def read_letters(reader: Reader, doc: Mapping[str, Any]) -> tuple[LetterLook, ...]:
    found = []
    for at, each in enumerate(reader.array(doc.get("letters", []), ("letters",))):
        row = reader.table(each, ("letters", at))
        reader.unknown(row, {**LETTER, "appeal": None}, ("letters", at))
        told, appeal = reader.fields(row, LETTER, ("letters", at)), row.get("appeal", "")
        if not isinstance(appeal, str) or len(appeal) > LONGEST_APPEAL:
            reader.fault(("letters", at, "appeal"), f"教示を、{LONGEST_APPEAL}字までの文字で書いてください。")
            appeal = ""
        found.append(LetterLook(**{"kind": "", **told, "appeal": appeal}))
    return tuple(found)
