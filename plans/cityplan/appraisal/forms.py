"""What is typed about an appraisal: its begin, one action's sheet, the summary, what the committee said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plans.cityplan.appraisal.appraisal import HIGH, LOW, ActionAppraisal, PlanAppraisal
from plans.cityplan.plan import CityPlan
from records.fiscal import FiscalYear
from records.forms import ChoiceField, EraDateField, Form, LongTextField

WORDS = ActionAppraisal.WORDS


class BeginForm(Form):
    kind = ChoiceField(label="評価の種類", choices=PlanAppraisal.Kind.choices)
    year = ChoiceField(label="どの年度までを評価するか")
    due_on = EraDateField(label="自己評価の期限")

    def __init__(self, data: Any = None, *, plan: CityPlan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["year"].choices = [(str(year.number), str(year)) for year in plan.years]  # type: ignore[attr-defined]

    def clean_year(self) -> FiscalYear:
        return FiscalYear(int(self.cleaned_data["year"]))


class SheetForm(Form):
    """Half-written is fine; the section sees what is missing."""

    done = LongTextField(label="したこと", required=False, max_length=2000, rows=5)
    points = ChoiceField(
        label="自己評価",
        choices=[(n, f"{n} {WORDS[n]}") for n in range(HIGH, LOW - 1, -1)],
        required=False,
        coerce=int,
        empty_value=None,
    )
    reason = LongTextField(label="評価の理由", required=False, max_length=1000, rows=3)
    course = ChoiceField(label="これから", choices=ActionAppraisal.Next.choices, required=False)
    next_step = LongTextField(label="次にすること", required=False, max_length=1000, rows=3)

    def __init__(self, data: Any = None, *, sheet: ActionAppraisal) -> None:
        super().__init__(data, initial={name: getattr(sheet, name) for name in ActionAppraisal.OWN})


class LayForm(Form):
    summary = LongTextField(
        label="総括", max_length=2000, rows=6, help_text="計画の全体がどこまで進んだかを、市民に分かる言葉で書きます。"
    )


class HearForm(Form):
    """What the committee said; of an action only where it said something."""

    opinion = LongTextField(label="委員会の総合意見", max_length=2000, rows=5)

    def __init__(self, data: Any = None, *, appraisal: PlanAppraisal, sheets: Sequence[ActionAppraisal]) -> None:
        self.sheets = sheets
        first = {f"opinion_{each.pk}": each.opinion for each in sheets}
        super().__init__(data, initial={"opinion": appraisal.opinion, **first})
        for each in sheets:
            label = f"取組{each.action.number} {each.action.heading}への意見"
            self.fields[f"opinion_{each.pk}"] = LongTextField(
                label=label, required=False, max_length=1000, rows=2, help_text=f"自己評価 {each.judged}"
            )
        self.name_fields()

    @property
    def opinions(self) -> dict[int, str]:
        return {each.pk: self.cleaned_data[f"opinion_{each.pk}"] for each in self.sheets}
