"""審査表: what the section finds about each criterion, and what the portal itself can see of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from django.forms import BoundField
from django.http import QueryDict

from grants.deciding import Verdicts
from grants.evidence import Evidence
from records.forms import ChoiceField, Form, LongTextField
from records.reviews import Finding, Verdict


class Looked(Protocol):
    """A case that is judged, with what is looked at around it (``grants.evidence.Seen``)."""

    @property
    def case(self) -> Any: ...
    @property
    def criteria(self) -> Iterable[Any]: ...
    def evidence_for(self, criterion: Any) -> Evidence | None: ...


class Entry(NamedTuple):
    criterion: Any  # code, position, text
    evidence: Evidence | None
    finding: Finding | None


class ReviewSheet:
    """The criteria of a case as they stand."""

    def __init__(self, seen: Looked) -> None:
        self.seen = seen
        kept = Finding.objects.about(seen.case).select_related("reviewer")
        found = {finding.criterion: finding for finding in kept}
        self.entries = [
            Entry(criterion, seen.evidence_for(criterion), found.get(criterion.code)) for criterion in seen.criteria
        ]

    @property
    def total(self) -> int:
        return len(self.entries)

    @property
    def done(self) -> int:
        return sum(entry.finding is not None for entry in self.entries)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def has_mend(self) -> bool:
        return self._found(Verdict.MEND)

    @property
    def has_unfit(self) -> bool:
        return self._found(Verdict.UNFIT)

    @property
    def is_fit(self) -> bool:
        return not (self.left or self.has_mend or self.has_unfit)

    def _found(self, verdict: Verdict) -> bool:
        return any(entry.finding and entry.finding.verdict == verdict for entry in self.entries)


class Line(NamedTuple):
    entry: Entry
    verdict: BoundField
    comment: BoundField
    chosen: str


class ReviewForm(Form):
    """One verdict and one comment for each criterion; it may be saved while some are still open."""

    def __init__(self, sheet: ReviewSheet, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.sheet = sheet
        for criterion, evidence, finding in sheet.entries:
            seen_to_fit = Verdict.FIT if evidence and evidence.fits else ""
            self.fields[f"verdict-{criterion.code}"] = ChoiceField(
                label=f"基準{criterion.position}の確認",
                choices=Verdict.choices,
                initial=finding.verdict if finding else seen_to_fit,
                required=False,
            )
            self.fields[f"comment-{criterion.code}"] = LongTextField(
                label=f"基準{criterion.position}の所見",
                initial=finding.comment if finding else "",
                required=False,
                max_length=1000,
            )

    @property
    def lines(self) -> Iterator[Line]:
        for entry in self.sheet.entries:
            verdict, comment = self[f"verdict-{entry.criterion.code}"], self[f"comment-{entry.criterion.code}"]
            yield Line(entry, verdict, comment, str(verdict.value() or ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for criterion, _, _ in self.sheet.entries:
            verdict, comment = data.get(f"verdict-{criterion.code}"), data.get(f"comment-{criterion.code}")
            if verdict in {Verdict.UNFIT, Verdict.MEND} and not comment:
                self.add_error(f"comment-{criterion.code}", "「否」と「要補正」には、理由を書いてください。")
        return data

    @property
    def verdicts(self) -> Verdicts:
        data = self.cleaned_data
        return {
            criterion.code: (data[f"verdict-{criterion.code}"], data[f"comment-{criterion.code}"])
            for criterion, _, _ in self.sheet.entries
            if data[f"verdict-{criterion.code}"]
        }
