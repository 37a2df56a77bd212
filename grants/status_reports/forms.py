"""状況報告 as one page, typed over days and from a phone; and what the section asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant
from grants.status_reports.papers import StatusReport
from plans.forms.fields import KeptRow
from records.forms import ChoiceField, EraDateField, Form, LongTextField, NumberField, YenField, sheet_of

USUAL = timedelta(days=14)


class HeadForm(Form):
    income = YenField(label="収入の計", required=False, help_text="今年度に入ったお金の計。交付金も入れます。")
    expense = YenField(label="支出の計", required=False, help_text="今年度に使ったお金の計。")
    grant_spent = YenField(label="支出のうち交付金", required=False, help_text="交付金から出したお金の計。")
    outlook = ChoiceField(
        label="終わる見込み",
        choices=StatusReport.Outlook.choices,
        required=False,
        help_text="計画を変えたいときは、別に「変更の申請」を出してください。",
    )
    issues = LongTextField(
        label="困っていること", required=False, rows=4, help_text="市に伝えたいこと、手伝ってほしいことも書けます。"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        spent, expense = data.get("grant_spent"), data.get("expense")
        if spent is not None and expense is not None and spent > expense:
            self.add_error("grant_spent", "支出の計より多くできません。")
        return data


class ProjectRow(KeptRow):
    """How far one project is; its name and cost are the plan's."""

    progress = NumberField(label="進みぐあい", unit="%", max_value=100, required=False)
    told = LongTextField(label="したことと、これからすること", max_length=1000, rows=3, required=False)

    def __init__(self, *args: Any, known: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = known.get(str(self["id"].value()))


Projects = sheet_of(ProjectRow, "事業", extra=0)


class StatusPage:
    """``data`` is what was sent, or kept the last time."""

    def __init__(self, report: StatusReport, data: QueryDict | None = None) -> None:
        self.report = report
        self.head = HeadForm(data, initial={name: getattr(report, name) for name in HeadForm.base_fields})
        rows = list(report.projects.all())
        self.projects = Projects(
            data,
            prefix="projects",
            initial=[{"id": row.pk, "progress": row.progress, "told": row.told} for row in rows],
            form_kwargs={"known": {str(row.pk): row for row in rows}},
        )

    @property
    def forms(self) -> Sequence[Any]:
        return (self.projects, self.head)

    def is_valid(self) -> bool:
        return False not in [form.is_valid() for form in self.forms]

    def save(self, *, by: User, seen: int) -> None:
        projects = list(self.projects.lines)
        self.report.write(by=by, seen=seen, head=self.head.cleaned_data, projects=projects)

    def refuse(self, problem: ValidationError) -> None:
        self.head.add_error(None, problem)


class AskForm(Form):
    as_of = EraDateField(label="いつ現在の状況か")
    due_on = EraDateField(label="報告の期限")
    reason = LongTextField(label="求める理由", rows=3, max_length=500, help_text="団体に、そのまま届きます。")

    def __init__(self, data: QueryDict | None, *, grant: Grant, on: date) -> None:
        as_of = min(on, grant.scheme.fiscal_year.end)
        super().__init__(data, initial={"as_of": as_of, "due_on": on + USUAL})


class SendBackForm(Form):
    comment = LongTextField(label="直すところ", rows=3, max_length=1000, help_text="団体に、そのまま届きます。")
