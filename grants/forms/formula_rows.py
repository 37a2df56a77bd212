"""The parts of a formula that are lists: what the scheme counts beside the city's figures, and the pools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from grants.formula.language import renamed
from grants.formula.numbers import NotExact, exact
from grants.formula.rounding import MODES
from grants.formulas import EMPTY, read
from grants.schemes import Scheme
from records.forms import ChoiceField, EraDateField, SheetForm, TextField

PARTS_OF_FORMULA = {"counted": "figures", "pools": "pools"}
CODE = re.compile(r"[a-z][a-z0-9_]*")


class CodeField(TextField):
    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if not CODE.fullmatch(str(found)):
            raise ValidationError("英小文字で始めて、英小文字・数字・_ だけで入れてください。")
        return found


class ExactField(TextField):
    """An exact number, kept as its text."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        try:
            return str(exact(found)) if found else ""
        except NotExact as problem:
            raise ValidationError(str(problem)) from problem


class CountedForm(SheetForm):
    code = CodeField(label="コード", max_length=40, width="")
    name = TextField(label="名前", max_length=40, width="")
    unit = TextField(label="単位", max_length=10, required=False, width="")
    value = TextField(label="計算する式か、市全体の数", max_length=300, required=False, width="")
    missing = ExactField(label="ないときの数", max_length=30, required=False, width="")
    base_date = EraDateField(label="基準日(ちがうとき)", required=False)
    cut = ExactField(label="端数の単位", max_length=20, required=False, width="")
    mode = ChoiceField(
        label="端数", choices=lambda: [("", "そのまま"), *list(MODES.items())[:3]], required=False, widget=forms.Select
    )


class PoolForm(SheetForm):
    code = CodeField(label="コード", max_length=40, width="")
    name = TextField(label="名前", max_length=40, width="")
    amount = TextField(label="額(円)か、市全体の数の式", max_length=300, width="")
    less = TextField(label="先に引く項目の名前", max_length=200, required=False, width="")


def rows_of_formula(scheme: Scheme, kind: str) -> list[dict[str, Any]]:
    """The rows as the sheet first shows them, figures by their names."""
    known = read(scheme, scheme.formula)[0].known
    names = {code: figure.name for code, figure in known.items()}

    def told(text: Any) -> str:
        return renamed(str(text), names)

    kept = scheme.formula.get(PARTS_OF_FORMULA[kind], {})
    if kind == "pools":
        return [
            {"code": code, "name": row["name"], "amount": told(row["amount"]), "less": "、".join(row.get("less", []))}
            for code, row in kept.items()
        ]
    return [
        {**row, "code": code, "value": told(row["value"]) if "value" in row else "",
         "cut": row.get("round", {}).get("unit", ""), "mode": row.get("round", {}).get("mode", "")}
        for code, row in kept.items()
    ]  # fmt: skip


def with_rows(scheme: Scheme, kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The scheme's formula with these rows in the place of the old ones."""
    made: dict[str, Any] = {}
    for row in rows:
        if row["code"] in made:
            raise ValidationError(f"コード「{row['code']}」が2回あります。")
        made[row["code"]] = counted(row) if kind == "counted" else pool(row)
    return {**EMPTY, **scheme.formula, PARTS_OF_FORMULA[kind]: made}


def counted(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ("name", "unit", "value", "missing") if row[name]}
    if row["base_date"]:
        told["base_date"] = row["base_date"].isoformat()
    if row["mode"]:
        told["round"] = {"mode": row["mode"], "unit": row["cut"] or 1}
    return told


def pool(row: Mapping[str, Any]) -> dict[str, Any]:
    less = [name for name in re.split(r"[,、]\s*", row["less"] or "") if name]
    return {"name": row["name"], "amount": row["amount"], **({"less": less} if less else {})}
