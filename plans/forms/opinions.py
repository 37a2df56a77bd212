"""The city's opinion sheet: a box per measure, and one for the whole plan."""

from __future__ import annotations

from typing import Any

from plans.future import FuturePlan
from plans.measures import Measure
from records.forms import Form, LongTextField

WHOLE = "whole"


class OpinionForm(Form):
    def __init__(self, *args: Any, plan: FuturePlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures: dict[str, Measure | None] = {f"measure-{m.pk}": m for m in plan.measures.all()}
        self.measures[WHOLE] = None
        for name, measure in self.measures.items():
            label = f"{measure}({measure.get_actor_display()})" if measure else "全体について"
            self.fields[name] = LongTextField(label=label, required=False, max_length=1000, rows=2)

    @property
    def said(self) -> dict[Measure | None, str]:
        return {measure: self.cleaned_data[name] for name, measure in self.measures.items()}
