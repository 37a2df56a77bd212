"""A scheme's formula: the document that is kept with it, read as a rule that the kernel applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from grants.formula.book import read_rule
from grants.formula.expressions import Impossible
from grants.formula.reading import Fault
from grants.formula.rule import Figure, Rule, read_back
from grants.formula.writing import rule_document
from organizations.models import Indicator
from records.telling import Told

if TYPE_CHECKING:
    from grants.schemes import Scheme

EMPTY: Mapping[str, Any] = {"figures": {}, "pools": {}, "components": [], "total": {}}


def usual_figures() -> tuple[Figure, ...]:
    """What the city counts in its areas: every formula may ask for it."""
    return tuple(Figure(each.code, each.name, each.unit) for each in Indicator.objects.listed())


def read(scheme: Scheme, document: Mapping[str, Any]) -> tuple[Rule, list[Fault]]:
    """The document as the rule of the scheme: its rounding and its cap are the scheme's own."""
    total = {**document.get("total", {}), "round": {"unit": scheme.rounding_unit, "mode": scheme.rounding_mode}}
    if scheme.cap is not None:
        total["cap"] = scheme.cap
    return read_rule({**document, "total": total}, scheme.base_date, scheme.fiscal_year.number, usual_figures())


def rule_of(scheme: Scheme) -> Rule:
    """Raises Impossible where the city has taken away what the formula asks for."""
    rule, faults = read(scheme, scheme.formula)
    if faults:
        raise Impossible(*sentences(faults))
    return rule


def told_formula(rule: Rule, document: Mapping[str, Any]) -> Told:
    """The formula as the history tells it: its sentences, its pools, and what it counts of its own."""
    found: dict[str, tuple[str, str]] = {}
    for row in read_back(rule):
        label = f"算定の項目「{row.name}」"
        found[f"{label}{len(found)}" if label in found else label] = (label, row.sentence)
    for pool in rule.pools:
        found[f"pool {pool.code}"] = (f"原資「{pool.name}」", rule.pool_name(pool.code))
    for code in document.get("figures", {}):
        figure = rule.known[code]
        text = figure.value.says(rule.name) if figure.value is not None else figure.unit
        found[f"figure {code}"] = (f"数「{figure.name}」", text or figure.name)
    return {**found, "total": ("合計", rule.total.sentence())}


def sentences(faults: Iterable[Fault]) -> list[str]:
    return [fault.sentence for fault in faults]


def as_kept(rule: Rule, document: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose rule is right, in the form in which it is kept: figures by their codes."""
    written = rule_document(rule)
    own = document.get("figures", {})
    total = {name: each for name, each in written["total"].items() if name not in ("round", "cap")}
    return {
        "figures": {code: each for code, each in written.get("figures", {}).items() if code in own},
        "pools": written.get("pools", {}),
        "components": written["components"],
        "total": total,
    }
