"""市民アンケート: what the city asked on paper for an action of its plan, and what it learned; one that is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from config.demo.city import Hall
from config.demo.clock import Story
from plans.models import CityPlan, Survey
from plans.surveys.answers import enter
from plans.surveys.outcome import publish

OPEN, READ = timedelta(days=56), timedelta(days=21)


def begin(facts: dict[str, Any], hall: Hall, on: date, until: date, **of: Any) -> Survey:
    """By the section; from now on people answer."""
    officer, office = hall.people["officer"], hall.posts["officer"].department
    head = {name: facts[name] for name in ("title", "lead")} | {"closes_on": until, "action": None, **of}
    rows = [dict(zip(("text", "kind", "options"), row, strict=True)) for row in facts["questions"]]
    survey = Survey.begin(office, by=officer, head=head, questions=rows)
    survey.open(by=officer, on=on)
    return survey


def ask(facts: dict[str, Any], plan: CityPlan, hall: Hall, day: date) -> Story[Survey]:
    """Asked for an action, typed in sheet by sheet, closed, and told to everybody; gives the questionnaire."""
    officer = hall.people["officer"]
    on = yield day
    survey = begin(facts, hall, on, on + OPEN, action=plan.actions.get(number=facts["action"]))
    yield on + OPEN
    keys = list(survey.questions.values_list("pk", flat=True))
    for sheet in facts["sheets"]:
        enter(survey, dict(zip(keys, sheet, strict=True)), by=officer)
    survey.close(by=officer)
    on = yield on + OPEN + READ
    publish(survey, by=officer, on=on, conclusion=facts["conclusion"])
    return survey


def waiting(facts: dict[str, Any], hall: Hall, today: date) -> Story[None]:
    """One that everybody can answer today."""
    on = yield today - timedelta(days=10)
    begin(facts, hall, on, today + timedelta(days=50))
