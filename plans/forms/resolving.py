"""The day on which the general meeting decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from records.forms import EraDateField, Form


class AssemblyForm(Form):
    """Asked when a plan is sent; left empty it goes as 案."""

    resolved_on = EraDateField(
        label="総会の議決日", required=False, help_text="総会の前に出すときは、空けておくと「案」として出ます。"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolved_on"].not_after = today  # type: ignore[attr-defined]


class ResolvedForm(AssemblyForm):
    resolved_on = EraDateField(label="総会の議決日", help_text="総会で、この計画を決めた日です。")


class AdoptForm(AssemblyForm):
    resolved_on = EraDateField(label="総会の議決日", help_text="総会で、この将来計画を決めた日です。")
