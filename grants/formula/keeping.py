"""What is kept with a decision: the inputs, so that it can be calculated again, and the sheet as it was printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from grants.formula.book import NotARuleBook, read_rule
from grants.formula.calculating import Sheet
from grants.formula.component import Input, Step, Told
from grants.formula.desk import Body, Reading
from grants.formula.fields import Listed
from grants.formula.numbers import exact
from grants.formula.printing import exactly, step_json
from grants.formula.rule import Rule
from grants.formula.writing import rule_document

FORM = 2  # of what is kept; the first form had no number


def inputs_as_json(rule: Rule, bodies: tuple[Body, ...], sheet: Sheet) -> dict[str, Any]:
    """All that the sheet follows from, and what it says of rounding and limits."""
    return {
        "form": FORM,
        "rule": rule_document(rule.used()),
        "base_date": rule.base_date.isoformat(),
        "fiscal_year": rule.fiscal_year,
        "bodies": [body_as_json(body) for body in bodies],
        "body": sheet.body.key,
        "notes": list(sheet.notes),
    }


def body_as_json(body: Body) -> dict[str, Any]:
    figures = {
        code: {"value": None if each.value is None else exactly(each.value), "detail": each.detail}
        for code, each in body.figures.items()
    }
    listed = [{"name": row.name, "amount": exactly(row.amount), "basis": row.basis} for row in body.listed]
    return {"key": body.key, "name": body.name, "figures": figures, "listed": listed}


def inputs_from_json(kept: Mapping[str, Any]) -> tuple[Rule, tuple[Body, ...], str]:
    """What was kept in any form, so that an auditor can calculate it again."""
    if "form" not in kept:
        kept = from_first_form(kept)
    rule, faults = read_rule(kept["rule"], date.fromisoformat(kept["base_date"]), kept["fiscal_year"])
    if faults:
        raise NotARuleBook(faults)
    return rule, tuple(body_from_json(each) for each in kept["bodies"]), kept["body"]


def body_from_json(kept: Mapping[str, Any]) -> Body:
    figures = {
        code: Reading(None if each["value"] is None else exact(each["value"]), each["detail"])
        for code, each in kept["figures"].items()
    }
    listed = tuple(Listed(kept["key"], row["name"], exact(row["amount"]), row["basis"]) for row in kept["listed"])
    return Body(kept["key"], kept["name"], figures, listed)


def from_first_form(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The first form knew four kinds of components and one organization; it gives the same amounts in this one."""
    rule, facts = kept["rule"], kept["facts"]
    limits = {"cap": rule["cap"]} if rule["cap"] is not None else {}
    figures: dict[str, Any] = {"cost": {"value": facts["cost"], "detail": ""}} if facts["cost"] is not None else {}
    for code in dict.fromkeys(each["indicator"] for each in facts["figures"]):
        parts = [each for each in facts["figures"] if each["indicator"] == code]
        detail = "、".join(f"{each['area']} {each['value']:,}" for each in parts) if len(parts) > 1 else ""
        figures[code] = {"value": sum(each["value"] for each in parts), "detail": detail}
    body = {"key": "1", "name": "", "figures": figures, "listed": facts["subsidies"]}
    elements = rule["elements"]
    return {
        "form": FORM,
        "rule": {
            "figures": {
                each["indicator"]: {"name": each["indicator_name"], "unit": each["unit"]}
                for each in elements
                if each["indicator"]
            },
            "components": [component_of(each) for each in elements],
            "total": {"round": {"unit": rule["rounding_unit"], "mode": "down"}, **limits},
        },
        "base_date": rule["base_date"],
        "fiscal_year": date.fromisoformat(rule["base_date"]).year,
        "bodies": [body],
        "body": "1",
    }


def component_of(element: Mapping[str, Any]) -> dict[str, Any]:
    """A component of the first form: ``top``/``bottom`` was yen, yen per unit, or a share of the cost."""
    told = {key: element[key] for key in ("name", "group") if element.get(key)}
    ratio = f"{element['top']}/{element['bottom']}"
    match element["kind"]:
        case "fixed":
            return {"kind": "fixed", **told, "amount": ratio}
        case "rate":
            counted = f"「{element['indicator']}」"
            return {"kind": "rate", **told, "rate": element["top"], "per": element["bottom"], "count": counted}
        case "share":
            return {"kind": "cost", **told, "rate": ratio}
    return {"kind": "integrated", **told}


def steps_from_json(kept: list[dict[str, Any]]) -> tuple[Step, ...]:
    """The lines as they were printed; nothing is calculated again."""
    return tuple(step_from_json(each) if "kind" in each else step_of_line(each) for each in kept)


def step_from_json(kept: Mapping[str, Any]) -> Step:
    inputs = tuple(
        Input(**{**each, "value": exact(each["value"]), "base_date": date.fromisoformat(each["base_date"])})
        for each in kept["inputs"]
    )
    told, parts = Told(kept["text"], tuple(kept["notes"]), inputs), steps_from_json(kept["parts"])
    known = {name: kept[name] for name in ("name", "group", "kind")}
    return Step(**known, exact=exact(kept["exact"]), amount=exact(kept["amount"]), tell=lambda: told, parts=parts)


def step_of_line(kept: Mapping[str, Any]) -> Step:
    """A line of the first form: name, group, amount, count, unit, rate, basis."""
    amount = Fraction(kept["amount"])
    text = f"{kept['rate']}円 × {kept['count']:,}{kept['unit']}" if kept["count"] is not None else ""
    basis = f"({kept['basis']})" if kept["basis"] and text else kept["basis"]
    return Step(kept["name"], kept["group"], "", amount, amount, lambda: Told(f"{text}{basis}"))


def lines_as_json(sheet: Sheet) -> list[dict[str, Any]]:
    return [step_json(line) for line in sheet.lines]
