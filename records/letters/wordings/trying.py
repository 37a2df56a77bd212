"""A wording tried on real cases: those that have such a letter, and those whose decision is just being made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import User
from records.approvals import Item, Proposal
from records.letters.again import model_of
from records.letters.issuing import Preview, sample_preview, tried_preview
from records.letters.kinds import KINDS, LetterModel
from records.letters.letter import Letter
from records.letters.paper import Entry
from records.letters.setting import LetterSetting

MOST = 20  # cases that are offered, newest first


@dataclass(frozen=True)
class Sample:
    """A case whose letter can be written with the wording."""

    key: str
    label: str
    letter: LetterModel | None = None  # of an issued one: made when it is chosen
    issued: Letter | None = None

    def model(self, *, on: date) -> LetterModel:
        return self.letter or model_of(self.issued, on=on)  # type: ignore[arg-type]  # one of the two is there


def samples(kind: str, *, user: User, on: date) -> list[Sample]:
    """What the person may see, newest first: first what is before the posts, then what went out."""
    return [*proposed(kind, user=user, on=on), *issued(kind, user=user, on=on)]


def proposed(kind: str, *, user: User, on: date) -> Iterator[Sample]:
    running = Proposal.objects.visible_to(user, on=on).running()
    items = Item.objects.waiting().filter(proposal__in=running, case_type__app_label=kind.partition(".")[0])
    for item in items.select_related("case_type").prefetch_related("case").order_by("-pk")[:MOST]:
        letters = item.case.decision_letters(on=on) if item.case else []
        for letter in letters:
            if letter.kind == kind:
                yield Sample(f"item-{item.pk}", f"決裁中 {letter.addressee.organization}", letter)


def issued(kind: str, *, user: User, on: date) -> Iterator[Sample]:
    letters = Letter.objects.visible_to(user, on=on).for_lists().filter(kind=kind, corrects=None)
    for letter in letters.select_related("organization")[:MOST]:
        yield Sample(f"letter-{letter.pk}", f"{letter.document_number} {letter.addressee}", issued=letter)


@dataclass(frozen=True)
class Value:
    """A named value as the palette shows it."""

    name: str
    example: str
    here: str  # in the chosen case
    sometimes: str  # when it is there, if not always

    @property
    def code(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Trial:
    """The cases on offer and the one that was chosen; none is the examples of the kind."""

    kind: str
    samples: list[Sample]
    key: str
    on: date

    @classmethod
    def of(cls, kind: str, key: str, *, user: User, on: date) -> Trial:
        return cls(kind, samples(kind, user=user, on=on), key, on)

    @property
    def chosen(self) -> Sample | None:
        return next((sample for sample in self.samples if sample.key == self.key), None)

    def letter(self) -> LetterModel | None:
        """NotNow where the case's letter cannot be written any more."""
        return self.chosen.model(on=self.on) if self.chosen else None

    def preview(self, setting: LetterSetting, entries: Iterable[Entry] | None = None) -> Preview:
        """The wording on the chosen case; on the examples where its letter cannot be written any more."""
        try:
            letter = self.letter()
        except ValidationError:
            letter = None
        return tried_preview(setting, letter, entries) if letter else sample_preview(setting, entries)

    def palette(self, preview: Preview) -> list[Value]:
        known = KINDS[self.kind]
        here = preview.paper.values if self.chosen else {}
        return [
            Value(name, example, here.get(name, ""), known.sometimes.get(name, ""))
            for name, example in known.sample_values().items()
        ]
