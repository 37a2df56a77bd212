"""The demonstration areas' plans, made from one text and each area's own figures."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from accounts.models import User
from organizations.models import Area, Organization
from plans.models import BudgetCategory, FuturePlan, ProjectPattern, Survey, YearlyPlan
from plans.surveys.answers import enter
from plans.surveys.telling import close
from records.fiscal import FiscalYear

TEXTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("plans.toml").read_text())
FEE = 1000  # yen per household and year
EVENTS, SUNDRIES = 120_000, 1_000  # yen


def write_future_plan(body: Organization, first: FiscalYear, *, by: User, on: date, district: str) -> FuturePlan:
    """The whole plan as a draft."""
    plan = FuturePlan.begin(body, first, by=by)
    texts = {
        name: TEXTS["future"][name].format(district=district) for name in ("situation", "vision", "slogan", "system")
    }
    held = [on + timedelta(days=days) for days, _, _ in TEXTS["future"]["gatherings"]]
    plan.write(
        {"title": f"{district} 将来計画", "from_year": plan.from_year, "to_year": plan.to_year, **texts},
        {
            "gatherings": [
                {"held_on": day, "method": method, "participants": people}
                for day, (_, method, people) in zip(held, TEXTS["future"]["gatherings"], strict=True)
            ],
            "issues": [{"text": text} for text in TEXTS["future"]["issues"]],
            "goals": [{"key": str(n), "text": text} for n, text in enumerate(TEXTS["future"]["goals"], start=1)],
            "measures": [
                {
                    "goal": str(goal),
                    "field": field,
                    "content": content,
                    "actor": actor,
                    "timing": timing,
                    "indicator": indicator,
                }
                for goal, field, content, actor, timing, indicator in TEXTS["future"]["measures"]
            ],
        },
        by=by,
        seen=plan.revision,
    )
    return plan


def write_patterns() -> None:
    """事業のひな形, as the city keeps them under 設定."""
    ProjectPattern.objects.bulk_create(
        ProjectPattern(field=field, name=name, starts_in=first, ends_in=last, cost=cost, content=content)
        for field, name, first, last, cost, content in TEXTS["patterns"]["rows"]
    )


def ask_people(plan: FuturePlan, *, by: User, on: date) -> None:
    """The area's questionnaire: handed out on paper, typed in, closed."""
    told = TEXTS["survey"]
    head = {"title": told["title"], "lead": told["lead"], "closes_on": on}
    questions = [{"text": text, "kind": kind, "options": options} for text, kind, options in told["questions"]]
    survey = Survey.begin(plan, by=by, head=head, questions=questions)
    survey.open(by=by, on=on)
    keys = [question.pk for question in survey.questions.all()]
    for sheets, several, one, words in told["answers"]:
        for _ in range(sheets):
            enter(survey, dict(zip(keys, (several, [one], words), strict=True)), by=by)
    close(survey, by=by)


def write_yearly_plan(body: Organization, year: FiscalYear, *, by: User, grant: int) -> YearlyPlan:
    """The whole plan and budget as a draft that asks for ``grant`` yen, a multiple of 1,000."""
    plan = YearlyPlan.begin(body, year, by=by)
    write_rows(plan, by=by, grant=grant)
    return plan


def write_rows(plan: YearlyPlan, *, by: User, grant: int) -> None:
    """Projects and budget of a draft, for so much of the grant."""
    fees = FEE * households(list(plan.organization.areas.all()), plan.fiscal_year)
    income = {"交付金": grant, "会費": fees, "事業収入": EVENTS, "雑入": SUNDRIES}
    total = sum(income.values())
    notes = {"会費": f"{fees // FEE:,}世帯 × {FEE:,}円", "事業収入": "敬老のつどい 参加費ほか", "雑入": "預金の利息"}
    categories = {category.name: category for category in BudgetCategory.objects.all()}
    shares = [row[1] for row in TEXTS["yearly"]["expenses"]]
    lines = [
        {"category": categories[name], "amount": amount, "note": notes.get(name, "")} for name, amount in income.items()
    ] + [
        {"category": categories[name], "amount": amount, "note": note}
        for (name, _, note), amount in zip(TEXTS["yearly"]["expenses"], split(total, shares), strict=True)
    ]
    plan.write(
        by=by,
        seen=plan.revision,
        emphasis=TEXTS["yearly"]["emphasis"],
        projects=projects(plan, total, grant),
        lines=lines,
    )


def projects(plan: YearlyPlan, total: int, grant: int) -> list[dict[str, Any]]:
    rows = TEXTS["yearly"]["projects"]
    measures = {measure.order: measure for measure in plan.future_plan.measures.all()}
    costs, shares = split(total, [row[4] for row in rows]), split(grant, [row[5] for row in rows])
    return [
        {
            "name": name,
            "measure": measures[measure],
            "starts_in": starts,
            "ends_in": ends,
            "cost": cost,
            "grant_share": min(share, cost),
            "section": section,
            "content": content,
        }
        for (name, measure, starts, ends, _, _, section, content), cost, share in zip(rows, costs, shares, strict=True)
    ]


def split(total: int, percents: list[int]) -> list[int]:
    """The parts of a sum in whole thousands, the rest in the last part: they add up to the yen."""
    parts = [total * percent // 100_000 * 1000 for percent in percents[:-1]]
    return [*parts, total - sum(parts)]


def households(areas: list[Area], year: FiscalYear) -> int:
    figures = [area.figures.filter(indicator__code="households", as_of__lte=year.start).first() for area in areas]
    return sum(int(figure.value) for figure in figures if figure)
