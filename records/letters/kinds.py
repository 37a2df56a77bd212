"""The kinds of letters that the apps write, and what each must offer.

An app writes its letters in ``<app>/letters.py`` as frozen view-models, marked with ``@kind``; they are found when the
portal starts. The wording of a kind (title, sentence, items, conditions, seal …) is data: ``LetterSetting``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from django.db import models

from accounts.models import User
from records.periods import Period

if TYPE_CHECKING:
    from organizations.models import Organization

PLAIN = "records/letters/letter.html"


@dataclass(frozen=True)
class Addressee:
    """To whom: 「青葉谷まちづくり協議会」 「会長 青木 和子」; the directive layout prints the address too."""

    organization: str
    person: str
    address: str = ""


@dataclass(frozen=True)
class Letterhead:
    """Who writes, on the letter's day: the city, the office that signs with its holder, and the section to ask."""

    city: str
    title: str
    name: str
    section: str
    phone: str

    def values(self) -> dict[str, str]:
        """The named values that every letter has."""
        return {"市": self.city, "発信者": self.title, "担当": self.section, "電話": self.phone}


SAMPLE_LETTERHEAD = Letterhead("見本市", "見本市長", "見本 一郎", "総務部 見本課 見本係", "000-000-0000")
SAMPLE_ADDRESSEE = Addressee("見本地区まちづくり協議会", "会長 見本 花子", "見本市見本町1番地")
BASIS = "適用規則"  # the rules that the setting names


class LetterModel(Protocol):
    """What a letter needs to know of its case, taken on the day of the decision.

    ``values`` are the named values of the texts, printed as the paper shows them (金1,234,000円, 令和7年4月1日); one
    that the case does not have yet is left out or empty, and the officer is told before the decision. A value of
    several lines becomes several points where it stands alone on its line.
    """

    kind: ClassVar[str] = ""  # set by @kind
    template: ClassVar[str] = PLAIN  # an app's own extends ``layout`` and fills the block ``extra`` (a table, say)
    amount_decided: int | None = None  # the yen that the letter decides; the public check tells its band
    official: User | None = None  # an official of the city to whom it goes, where it goes to no organization
    programme: str = ""  # code of the programme whose wording is used; empty where one wording serves all

    @property
    def case(self) -> models.Model: ...

    @property
    def organization(self) -> Organization | None: ...

    @property
    def letterhead(self) -> Letterhead: ...

    @property
    def addressee(self) -> Addressee: ...

    @property
    def meaning(self) -> str:
        """One plain sentence at the head of the reader's page: 「1,839,000円の交付が決まりました。」"""
        ...

    @classmethod
    def of(cls, case: Any, *, on: date) -> LetterModel:
        """The letter of a case as of a day, to write it once more. Most are made from just these two."""
        return cls(case, on)  # type: ignore[call-arg]  # a protocol has no constructor

    def recipients(self) -> Iterable[User]:
        """Who is told by mail that the letter has come."""
        ...

    def values(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Usual:
    """The wording with which a city begins; after that it is the city's own (通知書の文面), this is not read again."""

    title: str
    body: str
    entries: Sequence[tuple[str, str]]  # 見出し and 文
    optional: frozenset[str] = frozenset()  # 見出し of those that are left out where their values are absent
    layout: str = "notice"
    legal_basis: str = ""
    appeal: str = ""
    appeal_printed: bool = False
    keep: int = Period.FIVE  # 保存年限


@dataclass(frozen=True)
class Kind:
    """A kind of letter: its code, its name on the city's list, and its named values, each with an example."""

    code: str
    name: str
    examples: Mapping[str, str]
    usual: Usual | None = None
    model: type[LetterModel] | None = None
    sometimes: Mapping[str, str] = field(default_factory=dict)  # name → when the value is there
    decides: bool = True  # tells of a decision; else it only tells that something came, or asks for something

    @property
    def has_programmes(self) -> bool:
        """Whether a programme may have a wording of its own for these letters."""
        return self.model is not None and not isinstance(self.model.programme, str)

    def sample_values(self) -> dict[str, str]:
        """Every value that the texts of this kind may use, with an example; for officers who write the texts."""
        return {**SAMPLE_LETTERHEAD.values(), BASIS: "見本市補助金等交付規則", **self.examples}


KINDS: dict[str, Kind] = {}
M = TypeVar("M", bound=type)


def kind(
    code: str,
    name: str,
    examples: Mapping[str, str],
    *,
    usual: Usual | None = None,
    sometimes: Mapping[str, str] | None = None,
    decides: bool = True,
) -> Callable[[M], M]:
    """Marks a view-model as a kind of letter; ``examples`` names every value that its texts may use.

    ``sometimes`` says of a value that not every case has when it is there: 「一部の取消しのとき」.
    """

    def register(model: M) -> M:
        model.kind = code  # type: ignore[attr-defined]
        KINDS[code] = Kind(code, name, examples, usual, model, sometimes or {}, decides)
        return model

    return register


Programmes = Callable[[], Iterable[tuple[str, str]]]
SOURCES: list[Programmes] = []


def names_programmes(source: Programmes) -> Programmes:
    """Marks a function that gives the code and name of every programme that may have wordings of its own."""
    SOURCES.append(source)
    return source


def programme_names() -> dict[str, str]:
    return {code: name for source in SOURCES for code, name in source()}


def kind_name(code: str) -> str:
    """The kind's name, or its code if no app writes it any more."""
    return KINDS[code].name if code in KINDS else code


def kind_choices() -> list[tuple[str, str]]:
    return sorted((kind.code, kind.name) for kind in KINDS.values())


def kinds_that_decide_nothing() -> list[str]:
    """They only tell that something came, or ask for something."""
    return [kind.code for kind in KINDS.values() if not kind.decides]
