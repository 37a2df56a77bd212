"""審査表: what the section finds about each criterion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.forms import BoundField
from django.http import QueryDict

from grants.cases import Grant
from grants.deciding import Verdicts
from grants.evidence import Evidence, evidence_for
from grants.scheme_rows import Criterion
from records.forms import ChoiceField, Form, LongTextField
from records.reviews import Finding, Verdict


class ReviewRow(NamedTuple):
    criterion: Criterion
    evidence: Evidence | None
    verdict: BoundField
    comment: BoundField
    finding: Finding | None


class ReviewForm(Form):
    """One verdict and one comment for each criterion; it may be saved while some are still open."""

    def __init__(self, data: QueryDict | None = None, *, grant: Grant) -> None:
        super().__init__(data)
        kept = Finding.objects.about(grant).select_related("reviewer")
        self.found = {finding.criterion: finding for finding in kept}
        self.criteria = [(criterion, evidence_for(criterion, grant)) for criterion in grant.scheme.criteria.all()]
        for criterion, evidence in self.criteria:
            finding = self.found.get(criterion.code)
            seen_to_fit = Verdict.FIT if evidence and evidence.fits else None
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
                rows=2,
                max_length=1000,
            )

    @property
    def rows(self) -> Iterator[ReviewRow]:
        for criterion, evidence in self.criteria:
            verdict, comment = self[f"verdict-{criterion.code}"], self[f"comment-{criterion.code}"]
            yield ReviewRow(criterion, evidence, verdict, comment, self.found.get(criterion.code))

    @property
    def total(self) -> int:
        return len(self.criteria)

    @property
    def done(self) -> int:
        """Criteria that have a finding, as it is kept."""
        return len(self.found)

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
        return any(finding.verdict == verdict for finding in self.found.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for criterion, _ in self.criteria:
            verdict, comment = data.get(f"verdict-{criterion.code}"), data.get(f"comment-{criterion.code}")
            if verdict in {Verdict.UNFIT, Verdict.MEND} and not comment:
                self.add_error(f"comment-{criterion.code}", "「否」と「要補正」には、理由を書いてください。")
        return data

    @property
    def verdicts(self) -> Verdicts:
        data = self.cleaned_data
        return {
            criterion.code: (data[f"verdict-{criterion.code}"], data[f"comment-{criterion.code}"])
            for criterion, _ in self.criteria
            if data[f"verdict-{criterion.code}"]
        }
