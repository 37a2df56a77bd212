"""The cases of a proposal as its page lists them: what is agreed to about each, and the letters that it leads to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from records.approvals import Item
from records.letters import Preview
from records.pieces import Tag

OUTCOMES = {
    Item.Outcome.PENDING: Tag("まだ"),
    Item.Outcome.DONE: Tag("済み", "good"),
    Item.Outcome.FAILED: Tag("できませんでした", "late"),
    Item.Outcome.DROPPED: Tag("見送り", "over"),
}


@dataclass(frozen=True)
class Line:
    """One case of the proposal; ``url`` only for those who may see the case itself."""

    number: int
    item: Item
    url: str
    tag: Tag
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Draft:
    """The letters of one case as they would print today, or why they cannot be written."""

    letters: list[Preview]
    refusal: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, item: Item, *, on: date) -> Draft:
        try:
            return cls(item.previews(on=on))
        except ValidationError as refusal:
            return cls([], refusal.messages)


def labels_of(item: Item) -> list[str]:
    """The facts' labels in the case's own order, which the database does not keep."""
    try:
        said = item.case.decided_facts()
    except ValidationError:  # the city's own register has a gap; the letter's draft says which
        said = {}
    return [label for label in {**said, **item.facts} if label in item.facts]


def telling(items: list[Item]) -> list[str]:
    """Up to three short facts in which the cases differ: the columns of their list."""
    labels = labels_of(items[0]) if items else []
    short = [label for label in labels if all(len(item.facts.get(label, "")) <= 24 for item in items)]
    return [label for label in short if len({item.facts.get(label) for item in items}) > 1][:3]
