"""What a station on the way of the money is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from records.attachments import Attachment
from records.events import Event
from records.pieces import Fact


@dataclass(frozen=True)
class Check:
    """Two amounts that have to stand to each other as ``rule`` says."""

    label: str
    left: int
    rule: str
    right: int

    @property
    def holds(self) -> bool:
        return self.left == self.right if self.rule == "=" else self.left <= self.right


@dataclass(frozen=True)
class Station:
    title: str
    facts: list[Fact]
    url: str = ""
    link: str = ""
    acts: list[Event] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    damage: str = ""  # a sentence, where something is not as it was written


def told(files: Iterable[Attachment]) -> str:
    return "、".join(f"{file.purpose}({file.filename})" for file in files) or "なし"
