"""Which wording holds for which letters from when on, kind by kind and programme by programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from records.letters.kinds import KINDS, Kind, programme_names
from records.letters.setting import LetterSetting, LetterSettingQuerySet
from records.letters.wordings.drafting import Drafting
from records.telling import Difference, changes, discreet, kept_in

DRAFT, ADOPTED = Drafting.Status.DRAFT, Drafting.Status.ADOPTED
NOT_COMPARED = {"starts_on", "programme", "kind"}


@dataclass(frozen=True)
class Series:
    """The wordings of one kind for one programme (or for all), newest first."""

    kind: Kind
    programme: str
    name: str  # of the programme
    wordings: list[LetterSetting]
    on: date

    @property
    def now(self) -> LetterSetting | None:
        return next((w for w in self.wordings if w.status == ADOPTED and w.starts_on <= self.on), None)

    @property
    def coming(self) -> list[LetterSetting]:
        return [w for w in self.wordings if w.status == ADOPTED and w.starts_on > self.on]

    @property
    def draft(self) -> LetterSetting | None:
        return next((w for w in self.wordings if w.status == DRAFT), None)


@dataclass(frozen=True)
class OfKind:
    kind: Kind
    series: list[Series]

    @property
    def general(self) -> Series:
        return self.series[0]

    @property
    def own(self) -> list[Series]:
        """Of single programmes."""
        return self.series[1:]

    @property
    def drafts(self) -> list[LetterSetting]:
        return [series.draft for series in self.series if series.draft]


def by_kind(wordings: LetterSettingQuerySet, *, on: date, kinds: Iterable[str] | None = None) -> list[OfKind]:
    """Every kind that the portal writes, with its wordings, by the order of its code."""
    found: dict[str, dict[str, list[LetterSetting]]] = defaultdict(lambda: defaultdict(list))
    asked = sorted(KINDS if kinds is None else kinds)
    for wording in wordings.filter(kind__in=asked).order_by("-starts_on", "-pk"):
        found[wording.kind][wording.programme].append(wording)
    names = programme_names()
    return [
        OfKind(
            KINDS[code],
            [
                Series(KINDS[code], programme, names.get(programme, programme), found[code][programme], on)
                for programme in ["", *sorted(found[code].keys() - {""})]
            ],
        )
        for code in asked
    ]


def series_of(wording: LetterSetting, *, on: date) -> Series:
    same = LetterSetting.objects.filter(kind=wording.kind, programme=wording.programme)
    name = programme_names().get(wording.programme, wording.programme)
    return Series(KINDS[wording.kind], wording.programme, name, list(same.order_by("-starts_on", "-pk")), on)


def differences(wording: LetterSetting) -> list[Difference]:
    """What the wording says otherwise than the one that it was begun from."""
    if wording.based_on is None:
        return []
    before, after = (
        {k: v for k, v in each.told().items() if k not in NOT_COMPARED} for each in (wording.based_on, wording)
    )
    return kept_in({"changes": discreet(changes(before, after))})
