"""What the city writes about an application: review (form 3.21), correction, proposal (form 3.22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.forms import BoundField

from organizations.criteria import CRITERIA, Criterion
from organizations.models import Recognition
from records.corrections import Ask
from records.forms import ChoiceField, EraDateField, Form, LongTextField, TextField
from records.reviews import Finding, Verdict, Word
from records.workdays import workdays

TIME_TO_MEND = 14  # days
USUAL_CONDITION = "規約、役員、事務所又は区域が変わったときは、遅滞なく届け出ること。"
AS_PRINTED = "通知書にそのまま載ります。"


class Line(NamedTuple):
    """One criterion on the sheet."""

    criterion: Criterion
    known: str  # what the portal found by itself
    verdict: BoundField
    why: BoundField


class ReviewForm(Form):
    """審査表: a verdict and a word for each criterion; may be saved half done."""

    def __init__(
        self, *args: Any, findings: Iterable[Finding], criteria: Sequence[Criterion] = CRITERIA, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        stands = {finding.criterion: finding for finding in findings}
        for number, criterion in enumerate(criteria, start=1):
            said = stands.get(criterion.code)
            verdict = ChoiceField(
                label=criterion.label,
                choices=Verdict.choices,
                required=False,
                initial=said.verdict if said else "",
            )
            verdict.choices = [("", "まだ"), *Verdict.choices]
            self.fields[criterion.code] = verdict
            self.fields[f"{criterion.code}_why"] = TextField(
                label=f"所見(基準{number})",
                required=False,
                max_length=1000,
                width="w-30",
                initial=said.comment if said else "",
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for criterion in self.criteria:
            verdict, why = said.get(criterion.code), f"{criterion.code}_why"
            if verdict in {Verdict.UNFIT, Verdict.MEND} and not said.get(why):
                self.add_error(why, "「否」と「要補正」には、理由を書いてください。")
        return said

    def lines(self, known: Mapping[str, str]) -> list[Line]:
        return [
            Line(criterion, known.get(criterion.code, ""), self[criterion.code], self[f"{criterion.code}_why"])
            for criterion in self.criteria
        ]

    def words(self) -> list[Word]:
        return [
            Word(criterion.code, criterion.label, verdict, self.cleaned_data[f"{criterion.code}_why"])
            for criterion in self.criteria
            if (verdict := self.cleaned_data[criterion.code])
        ]


class CorrectionForm(Form):
    """補正のお願い: a comment at each field that is to be mended, and one day for all."""

    due_on = EraDateField(label="いつまでに")

    def __init__(
        self,
        *args: Any,
        printed: dict[str, str],
        today: date,
        labels: Mapping[str, str] = Recognition.LABELS,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"due_on": workdays().after(today, TIME_TO_MEND).day}
        super().__init__(*args, **kwargs)
        self.fields["due_on"].not_before = today  # type: ignore[attr-defined]
        self.printed, self.labels = printed, labels
        for field, label in labels.items():
            self.fields[f"ask_{field}"] = TextField(label=label, required=False, max_length=1000, width="")

    def lines(self) -> list[tuple[BoundField, str]]:
        """Each line of the paper as a field, with what stands there now."""
        return [(self[f"ask_{field}"], self.printed[field]) for field in self.labels]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(f"ask_{field}") for field in self.labels) and not self.errors:
            self.add_error(f"ask_{next(iter(self.labels))}", "直してほしい欄に、お願いを書いてください。")
        return said

    def asks(self) -> Sequence[Ask]:
        return [
            Ask(field=field, label=label, comment=comment)
            for field, label in self.labels.items()
            if (comment := self.cleaned_data[f"ask_{field}"])
        ]


class ProposalForm(Form):
    """起案: what is to be decided, from when, on what grounds, and the sentence that asks for it."""

    outcome = ChoiceField(label="決定の案", choices=Recognition.Outcome.choices)
    effective_on = EraDateField(
        label="認可の効力が生じる日", required=False, help_text="認可するときに入れます。決裁が終わる日より後にします。"
    )
    conditions = LongTextField(
        label="条件", required=False, rows=3, help_text=f"認可するときの条件。1行に1つ。{AS_PRINTED}"
    )
    grounds = LongTextField(
        label="認可しない理由",
        required=False,
        rows=3,
        help_text=f"認可しないときに書きます。根拠の条も入れます。{AS_PRINTED}",
    )
    reason = LongTextField(label="伺い", rows=3, help_text="決裁する人が読みます。")

    def __init__(self, *args: Any, case: Recognition, today: date, **kwargs: Any) -> None:
        columns = ("outcome", "effective_on", "conditions", "grounds")
        values = {name: getattr(case, name) for name in columns if getattr(case, name)}  # of a proposal sent back
        reason = f"{case.name}から認可の申請がありました。審査の結果、次のとおり決定してよろしいか伺います。"
        kwargs["initial"] = {"reason": reason, "conditions": USUAL_CONDITION, **values}
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].not_before = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        typed = said.get("effective_on") or "effective_on" in self.errors
        if said.get("outcome") == Recognition.Outcome.RECOGNISE and not typed:
            self.add_error("effective_on", "認可の効力が生じる日を入れてください。")
        if said.get("outcome") == Recognition.Outcome.REFUSE and not said.get("grounds"):
            self.add_error("grounds", "認可しない理由を書いてください。")
        return said
