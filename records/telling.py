"""What an act changed, in the words of the page: every difference that the trail keeps is made here.

``told`` says what a row is, ``changes`` what differs between two tellings; ``made`` and ``gone`` tell a row that is new
or no more. An event can never be erased, so ``discreet`` leaves values out by which a person is found: of those it says
only that they changed. A long text is told by the passage that differs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any, TypedDict

from django.db import models

from records.era import era_date
from records.templatetags.japanese import era_clock, number, yen

CHANGED = "変更あり"
PRIVATE_LABELS = frozenset({  # of the columns by which a person is found; tests/house holds them against the models
    "メールアドレス",
    "電話",
    "グループの代表者",
    "住所",
    "所在地",
    "主たる事務所の所在地",
    "申請したときの事務所",
    "昼間につながる電話",
    "清算する人の電話",
    "連絡先",
    "口座番号",
    "口座の名義",
    "名義のカナ",
})  # fmt: skip
LONG = 120  # characters from which on a text is told by its passage
AROUND = 15  # characters that stay on both sides of it
MOST = 400  # of a passage that the trail keeps
UNIT = re.compile(r"\(円.*\)$")
MONEY = re.compile(r"-?[0-9,]*[0-9]円")

Told = Mapping[str, Sequence[str]]  # code → label, words


class Change(TypedDict):
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One change as the history shows it."""

    label: str
    before: Any
    after: Any

    @property
    def is_private(self) -> bool:
        """Only that it changed is on record."""
        return bool(self.before == self.after == CHANGED)

    @property
    def amount(self) -> int | None:
        """How much more it is; None unless both are numbers, or amounts of money as they are written."""
        old, new = number_in(self.before), number_in(self.after)
        return None if old is None or new is None else new - old


def kept_in(facts: Mapping[str, Any]) -> list[Difference]:
    """The changes that an event or an act has kept."""
    return [Difference(each["label"], each["before"], each["after"]) for each in facts.get("changes", [])]


def number_in(value: Any) -> int | None:
    if isinstance(value, int):
        return value
    return int(value[:-1].replace(",", "")) if isinstance(value, str) and MONEY.fullmatch(value) else None


def told(row: models.Model, names: Collection[str] | None = None, *, but: Collection[str] = ()) -> Told:
    """The row's columns, those that people write or those that are named, each with its label and its words."""
    columns = [column for column in row._meta.concrete_fields if is_told(column, names) and column.name not in but]
    return {column.name: (label_of(column), words(row, column)) for column in columns}


def is_told(column: models.Field[Any, Any], names: Collection[str] | None) -> bool:
    if names is not None:
        return column.name in names
    return column.editable and not column.primary_key and not isinstance(column, models.BinaryField)


def told_rows(rows: Iterable[models.Model], *, but: Collection[str] = ()) -> Told:
    """Rows that belong to a case: each is one entry, named by what it is and who it is."""
    found = {}
    for row in rows:
        label = f"{row._meta.verbose_name}「{row}」"
        open_to_all = [(name, text) for name, text in told(row, but=but).values() if not is_private(name)]
        texts = [f"{name} {text}" for name, text in open_to_all if text and text != str(row)]
        found[f"{row._meta.model_name}-{row.pk}"] = (label, "、".join(texts) or str(row))
    return found


def changes(before: Told, after: Told) -> list[Change]:
    """What differs, in the order in which it stands now; what is gone comes last.

    A row that was written anew under another code is compared with the one that bore its label.
    """
    left = {label: code for code, (label, _) in before.items() if code not in after}
    pairs = [(code if code in before else left.pop(label, ""), code) for code, (label, _) in after.items()]
    pairs += [(code, "") for code in left.values()]
    nothing = ("", "")
    found = [(before.get(old, nothing), after.get(new, nothing)) for old, new in pairs]
    return [Change(label=now[0] or then[0], before=then[1], after=now[1]) for then, now in found if then[1] != now[1]]


def made(row: models.Model, names: Collection[str] | None = None, *, but: Collection[str] = ()) -> list[Change]:
    """A row that is new: what stands in it."""
    return changes({}, told(row, names, but=but))


def gone(row: models.Model, names: Collection[str] | None = None, *, but: Collection[str] = ()) -> list[Change]:
    """A row that is to be no more: what stood in it."""
    return changes(told(row, names, but=but), {})


def overwrite(row: models.Model, values: Mapping[str, object]) -> list[Change]:
    """Sets the columns that change and says what differs; the caller saves."""
    names = [name for name, value in values.items() if getattr(row, name) != value]
    before = told(row, names)
    for name in names:
        setattr(row, name, values[name])
    return changes(before, told(row, names))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs between two sets of labelled values, in the order in which people read them."""
    labels = [*before, *(label for label in after if label not in before)]
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [{"label": label, "before": old, "after": new} for label, old, new in pairs if old != new]


def discreet(found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The changes as the trail may keep them for ever."""
    return [abridged(change) if not is_private(change["label"]) else hidden(change) for change in found]


def is_private(label: str) -> bool:
    return label.rsplit(" ", maxsplit=1)[-1] in PRIVATE_LABELS


def hidden(change: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": change["label"], "before": CHANGED, "after": CHANGED}


def abridged(change: Mapping[str, Any]) -> dict[str, Any]:
    """Long texts by the passage that differs, with a few characters around it."""
    before, after = change["before"], change["after"]
    if not (isinstance(before, str) and isinstance(after, str)) or max(len(before), len(after)) <= LONG:
        return dict(change)
    start = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    rest = min(len(before), len(after)) - start
    backwards = zip(reversed(before), reversed(after), strict=False)
    end = min(len(list(takewhile(lambda pair: pair[0] == pair[1], backwards))), rest)
    return {
        "label": change["label"],
        "before": passage(before, start, len(before) - end),
        "after": passage(after, start, len(after) - end),
    }


def passage(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    shown = text[first : min(last, first + MOST)]
    more = f"…(ほか{last - first - MOST:,}字)" if last - first > MOST else ""
    return f"{'…' if first else ''}{shown}{more}{'…' if last < len(text) and not more else ''}"


def label_of(column: models.Field[Any, Any]) -> str:
    return UNIT.sub("", str(column.verbose_name))


def words(row: models.Model, column: models.Field[Any, Any]) -> str:
    """The column's value as the page prints it."""
    value = getattr(row, column.name)
    if value is None or value in ("", []):
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, list):
        return "、".join(str(each) for each in in_words(column, value))
    return plain(value, money=UNIT.search(str(column.verbose_name)) is not None)


def in_words(column: models.Field[Any, Any], values: list[Any]) -> list[Any]:
    base = getattr(column, "base_field", None)
    names = dict(base.flatchoices) if base is not None and base.choices else {}
    return [
        " ".join(value.values()) if isinstance(value, dict) else names.get(value) or plain(value, money=False)
        for value in values
    ]


def plain(value: object, *, money: bool = False) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int):
        return yen(value) if money else number(value)
    if isinstance(value, datetime):
        return era_clock(value)
    return era_date(value) if isinstance(value, date) else str(value)
