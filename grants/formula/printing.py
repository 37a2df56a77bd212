"""A calculation as text and as JSON: what the command line prints, and other programs read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grants.formula.calculating import Calculation, Sheet
from grants.formula.component import Input, Step
from grants.formula.numbers import printed, written, yen
from grants.formula.rule import Rule, read_back
from records.era import era_date


def rule_lines(rule: Rule) -> Iterator[str]:
    """The rule, read back as sentences."""
    for row in read_back(rule):
        group = f"[{row.group}] " if row.group else ""
        yield f"{'  ' * row.depth}・{group}{row.name}: {row.sentence}"
    yield f"・{rule.total.sentence()}"


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    yield f"算定調書 {sheet.body.name}"
    for line in sheet.lines:
        yield from step_lines(line, 1)
    yield f"  合計 {yen(sheet.total)}"
    yield from (f"    {note}" for note in sheet.notes)
    yield f"  交付できる額 {sheet.amount:,}円"
    if sheet.inputs:
        yield "  使った数"
        yield from (f"    {input_line(each)}" for each in sheet.inputs)


def step_lines(step: Step, depth: int) -> Iterator[str]:
    space = "  " * depth
    name = f"{step.name or '計算'}"
    yield f"{space}{name}: {step.text} = {yen(step.amount)}"
    yield from (f"{space}    {note}" for note in step.notes)
    for part in step.parts:
        yield from step_lines(part, depth + 2)


def input_line(each: Input) -> str:
    source = f" 出典 {each.source}" if each.source else ""
    detail = f" ({each.detail})" if each.detail else ""
    return f"{each.name} {printed(each.value)}{each.unit} ({era_date(each.base_date)}現在){source}{detail}"


def result_lines(result: Calculation) -> Iterator[str]:
    for sheet in result.sheets.values():
        yield from sheet_lines(sheet)
        yield ""
    for pool in result.pools:
        yield (
            f"原資「{pool.pool}」({pool.component}): {yen(pool.amount)}のうち{yen(pool.given)}を配る。"
            f"余り {yen(pool.remainder)} ({pool.rule})"
        )
    yield f"{len(result.sheets)}団体 計 {result.amount:,}円"


def exactly(value: Fraction) -> int | str:
    """A whole number as a number, any other as an exact text."""
    return value.numerator if value.denominator == 1 else written(value)


def result_json(result: Calculation, notes: list[str]) -> dict[str, Any]:
    return {
        "base_date": result.rule.base_date.isoformat(),
        "fiscal_year": result.rule.fiscal_year,
        "total": result.amount,
        "organizations": [sheet_json(sheet) for sheet in result.sheets.values()],
        "problems": [
            {"organization": key, "component": gap.place, "sentence": gap.sentence}
            for key, gaps in result.gaps.items() for gap in gaps
        ],
        "pools": [
            {"pool": pool.pool, "component": pool.component, "amount": exactly(pool.amount),
             "given": exactly(pool.given), "remainder": exactly(pool.remainder), "rule": pool.rule}
            for pool in result.pools
        ],
        "notes": notes,
    }  # fmt: skip


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "organization": sheet.body.name,
        "key": sheet.body.key,
        "amount": sheet.amount,
        "total": exactly(sheet.total),
        "notes": list(sheet.notes),
        "components": [step_json(line) for line in sheet.lines],
    }


def step_json(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "group": step.group,
        "kind": step.kind,
        "text": step.text,
        "exact": exactly(step.exact),
        "amount": exactly(step.amount),
        "notes": list(step.notes),
        "inputs": [
            {"code": each.code, "name": each.name, "unit": each.unit, "value": exactly(each.value),
             "base_date": each.base_date.isoformat(), "source": each.source, "detail": each.detail}
            for each in step.inputs
        ],
        "parts": [step_json(part) for part in step.parts],
    }  # fmt: skip
