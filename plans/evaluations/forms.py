"""What is typed about joint projects: goals, one side's sheet, the sheet of the talk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from accounts.models import User
from organizations.models import Organization
from plans.budget import Project
from plans.evaluations.project import JointProject
from plans.evaluations.rows import HIGH, LOW, WORDS, EvaluationItem, Improvement, Party, Viewpoint
from records.forms import (
    CheckField,
    ChoiceField,
    EraDateField,
    FiscalYearField,
    Form,
    LongTextField,
    NumberField,
    RowField,
    RowsField,
    TextField,
)
from staff.models import Department

ROWS = 5  # of improvements on one page


class GoalsForm(Form):
    """What both sides agree on before the start."""

    title = TextField(label="事業名", max_length=100, width="w-30")
    fiscal_year = FiscalYearField(label="年度")
    starts_on = EraDateField(label="事業がはじまる日", help_text="目標は、この日までに両方が合意します。")
    purpose = LongTextField(label="共通の目的", max_length=1000, rows=3)
    goal = LongTextField(label="成果目標", required=False, max_length=1000, rows=3)
    indicators = LongTextField(
        label="指標と目標値",
        required=False,
        rows=4,
        help_text="1行に1つ。指標と目標値を「、」で区切ります。例 見守りに参加した人、60人",
    )
    beneficiaries = LongTextField(
        label="受けた人の評価をどう聞くか",
        required=False,
        max_length=500,
        rows=2,
        help_text="例 参加した人へのアンケート",
    )
    MENDED_AT: ClassVar = {"one_evaluation_per_project_organization_and_year": "title"}

    def __init__(self, data: Any = None, *, project: JointProject | None = None, **kwargs: Any) -> None:
        if project:
            first: dict[str, Any] = {name: getattr(project, name) for name in JointProject.TEXTS}
            first["indicators"] = "\n".join(f"{each.name}、{each.target}" for each in project.indicators.all())
            kwargs["initial"] = first
        super().__init__(data, **kwargs)

    def clean_indicators(self) -> list[dict[str, str]]:
        rows = []
        for number, line in enumerate(self.cleaned_data["indicators"].splitlines(), start=1):
            if not line.strip():
                continue
            name, _, target = (part.strip() for part in line.partition("、"))
            if not name or not target:
                raise forms.ValidationError(
                    f"{number}行目: 指標と目標値を「、」で区切ってください。例 参加した人、60人"
                )
            if len(name) > 100 or len(target) > 60:
                raise forms.ValidationError(f"{number}行目: 指標は100文字、目標値は60文字までにしてください。")
            rows.append({"name": name, "target": target})
        return rows


class BeginForm(GoalsForm):
    """Besides: who takes part. ``project``: the row of the organization's yearly plan, where there is one."""

    department = RowField(Department.objects.none(), label="市の担当課")
    organizations = RowsField(Organization.objects.none(), label="いっしょにする団体")
    project = RowField(Project.objects.none(), label="年度計画の事業", required=False, empty_label="選ばない")
    field_order = ("title", "fiscal_year", "department", "organizations", "project")

    def __init__(self, data: Any = None, *, user: User, departments: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["organizations"].queryset = bodies  # type: ignore[attr-defined]
        in_force = Project.objects.filter(
            plan__organization__in=bodies, plan__status__in=["submitted", "returned", "accepted"]
        )
        rows: Any = self.fields["project"]
        rows.queryset = in_force.select_related("plan__organization").order_by("-plan__fiscal_year", "plan", "order")
        rows.label_from_instance = lambda row: f"{row.plan.organization} {row.plan.fiscal_year} {row}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        row, bodies = data.get("project"), data.get("organizations") or []
        if row and row.plan.organization not in bodies:
            self.add_error("project", "選んだ団体の年度計画の事業を選んでください。")
        return data


class SheetForm(Form):
    """自己評価: of each viewpoint the points and why; results of indicators; answers to last year's improvements."""

    def __init__(
        self,
        data: Any,
        *,
        project: JointProject,
        party: Party,
        items: Sequence[EvaluationItem],
        carried: Sequence[Improvement],
    ) -> None:
        self.items, self.carried, self.project = items, carried, project
        super().__init__(data, initial=self.first(party))
        for item in items:
            words = [(str(n), f"{n} {WORDS[n]}") for n in range(HIGH, LOW - 1, -1)]
            label = f"{item}の点"
            points = ChoiceField(
                label=label, choices=words, required=False, help_text=item.description, coerce=int, empty_value=None
            )
            points.choices = words  # who has not chosen leaves it
            self.fields[f"points_{item.pk}"] = points
            self.fields[f"reason_{item.pk}"] = LongTextField(
                label=f"{item}の理由", required=False, max_length=1000, rows=2
            )
        for indicator in project.indicators.all():
            hint = f"目標 {indicator.target}"
            self.fields[f"result_{indicator.pk}"] = TextField(
                label=f"結果 {indicator}", required=False, max_length=60, help_text=hint
            )
        for each in carried:
            self.fields[f"outcome_{each.pk}"] = ChoiceField(
                label=f"前の年度の改善「{each}」は", choices=Improvement.Outcome.choices, required=False
            )
            self.fields[f"answer_{each.pk}"] = LongTextField(label="したこと", required=False, max_length=1000, rows=2)
        self.fields["overall"] = LongTextField(label="全体について", required=False, max_length=2000, rows=3)
        self.name_fields()

    def first(self, party: Party) -> dict[str, Any]:
        found: dict[str, Any] = {"overall": party.overall}
        for row in party.scores.all():
            found |= {f"points_{row.item_id}": row.points, f"reason_{row.item_id}": row.reason}
        found |= {f"result_{each.pk}": each.result for each in self.project.indicators.all()}
        for improvement in self.carried:
            found[f"outcome_{improvement.pk}"] = improvement.outcome
            found[f"answer_{improvement.pk}"] = improvement.answer
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for each in self.carried:
            if bool(data.get(f"outcome_{each.pk}")) != bool(data.get(f"answer_{each.pk}")):
                self.add_error(f"answer_{each.pk}", "どうなったかと、したことの両方を書いてください。")
        return data

    @property
    def scores(self) -> dict[int, tuple[int | None, str]]:
        data = self.cleaned_data
        return {item.pk: (data[f"points_{item.pk}"] or None, data[f"reason_{item.pk}"]) for item in self.items}

    @property
    def results(self) -> dict[int, str]:
        return {each.pk: self.cleaned_data[f"result_{each.pk}"] for each in self.project.indicators.all()}


class TalkForm(Form):
    """相互評価シート."""

    def __init__(
        self, data: Any, *, project: JointProject, items: Sequence[EvaluationItem], parties: Sequence[Party]
    ) -> None:
        self.items, self.parties = items, {str(party.pk): party for party in parties}
        first: dict[str, Any] = {"conclusion": project.conclusion}
        first |= {f"item_{item.pk}": item.concluded for item in items}
        for n, each in enumerate(project.improvements.all()[:ROWS], start=1):
            first |= {f"text_{n}": each.text, f"owner_{n}": str(each.owner_id), f"due_{n}": each.due_on}
        super().__init__(data, initial=first)
        for item in items:
            self.fields[f"item_{item.pk}"] = LongTextField(
                label=f"{item}について、話し合って分かったこと", required=False, max_length=1000, rows=2
            )
        self.fields["conclusion"] = LongTextField(label="話し合いの結論", max_length=3000, rows=4)
        sides = [(key, str(party)) for key, party in self.parties.items()]
        for n in range(1, ROWS + 1):
            self.fields[f"text_{n}"] = TextField(
                label=f"改善{n} すること", required=False, max_length=300, width="w-30"
            )
            self.fields[f"owner_{n}"] = ChoiceField(label=f"改善{n} だれが", choices=sides, required=False)
            self.fields[f"due_{n}"] = EraDateField(label=f"改善{n} いつまでに", required=False)
        self.name_fields()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(1, ROWS + 1):
            if data.get(f"text_{n}"):
                for name, sentence in (
                    (f"owner_{n}", "だれがするかを選んでください。"),
                    (f"due_{n}", "いつまでにするかを入れてください。"),
                ):
                    if not data.get(name) and name not in self.errors:
                        self.add_error(name, sentence)
            elif (data.get(f"owner_{n}") or data.get(f"due_{n}")) and f"text_{n}" not in self.errors:
                self.add_error(f"text_{n}", "することを書くか、だれがといつまでにを空けてください。")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        rows = [
            {"text": data[f"text_{n}"], "owner": self.parties[data[f"owner_{n}"]], "due_on": data[f"due_{n}"]}
            for n in range(1, ROWS + 1)
            if data[f"text_{n}"]
        ]
        concluded = {item.pk: data[f"item_{item.pk}"] for item in self.items}
        return {"conclusion": data["conclusion"], "concluded": concluded, "improvements": rows}


class ViewpointForm(Form):
    name = TextField(label="視点", max_length=60)
    description = TextField(label="何を見るか", required=False, max_length=200, width="w-30")
    order = NumberField(label="並び順", max_value=999)
    in_use = CheckField(label="使う", required=False)

    def __init__(self, data: Any = None, *, row: Viewpoint | None = None) -> None:
        names = ("name", "description", "order", "in_use")
        super().__init__(data, initial={name: getattr(row, name) for name in names} if row else {"in_use": True})
