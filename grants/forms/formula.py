"""What the section types about one component of a formula: a box for each of its fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from grants.formula import fields as f
from grants.formula.fields import Spec
from grants.formula.kinds import KINDS
from grants.formula.language import NotUnderstood, parse, renamed
from grants.formula.numbers import NotExact, exact, said
from grants.formula.rounding import MODES
from grants.formula.rule import Rule
from grants.schemes import Scheme
from organizations.models import Organization
from records.forms import CheckField, ChoiceField, Form, LongTextField, TextField

BRACKET = re.compile(r"(?P<start>[\d,.]+)[^\d=:→]*?(?P<over>超)?[^\d=:→超]*[=:→\s]\s*(?P<value>\S+)")
ROWS = {
    f.BRACKETS: "1行に1段。例 「100以上 = 50,000」「30超 = 80,000」。いちばん下の段より小さい数では0円です。",
    f.SUMS: "1行に1団体。例 「国津地域づくり委員会 = 500,000」。わけがあれば「= 500,000 = 支所がないため」。",
}
HINTS = {
    f.EXPRESSION: "数の名前か、式。例 {example}",
    f.RATIOS: "「,」で区切ります。例 {example}",
    f.ROUNDING: "数の単位。例 1,000",
}


def shown(spec: Spec, value: Any, names: Mapping[str, str]) -> Any:
    """A kept value as it stands in its box."""
    if spec.type == f.BRACKETS:
        return "\n".join(
            f"{said(exact(row.get('from', row.get('over'))))}{'超' if 'over' in row else '以上'} = "
            f"{said(exact(row[spec.column]))}"
            for row in value
        )
    if spec.type == f.SUMS:
        told = [(row["organization"], said(exact(row["amount"])), row.get("note")) for row in value]
        return "\n".join(" = ".join(filter(None, row)) for row in told)
    if spec.type == f.RATIOS:
        return ", ".join(str(each) for each in value)
    if spec.type == f.EXPRESSION:
        return renamed(str(value), {code: name for name, code in names.items()})
    if spec.type == f.MONEY:
        return said(exact(value))
    return value


class ComponentForm(Form):
    """The boxes of one kind; what stands inside the component (``inside``) is kept as it is."""

    def __init__(self, scheme: Scheme, rule: Rule, kind: str, doc: Mapping[str, Any], data: QueryDict | None) -> None:
        super().__init__(data)
        self.scheme, self.rule, self.kind, self.doc = scheme, rule, kind, doc
        self.names = {figure.name: code for code, figure in rule.known.items()}
        for spec in KINDS[kind].specs().values():
            self.add(spec)
        self.name_fields()

    def add(self, spec: Spec) -> None:
        told: dict[str, Any] = {"label": spec.label, "required": spec.required}
        if spec.key in self.doc:
            told["initial"] = shown(spec, self.doc[spec.key], self.names)
        example = HINTS.get(spec.type, "例 {example}").format(example=spec.example) if spec.example else ""
        if spec.type in (f.PART, f.PARTS, f.LISTED):
            return
        if spec.type == f.FLAG:
            self.fields[spec.key] = CheckField(**{**told, "required": False})
        elif spec.type in (f.CHOICE, f.POOL):
            choices = spec.choices or {pool.code: pool.name for pool in self.rule.pools}
            self.fields[spec.key] = ChoiceField(choices=list(choices.items()), **told)
        elif spec.type in ROWS:
            self.fields[spec.key] = LongTextField(rows=6, max_length=4000, help_text=ROWS[spec.type], **told)
        elif spec.type == f.ROUNDING:
            self.add_rounding(spec)
        else:
            self.fields[spec.key] = TextField(max_length=300, help_text=example, **told)

    def add_rounding(self, spec: Spec) -> None:
        kept = self.doc.get(spec.key, {})
        modes = [("", "決めない"), *MODES.items()]
        self.fields["round"] = forms.ChoiceField(
            label="端数の処理", choices=modes, required=False, initial=kept.get("mode", ""),
            help_text="決めないときは、外側の項目は1円未満切捨て、中の計算は端数を残します。",
        )  # fmt: skip
        self.fields["unit"] = TextField(
            label="端数の単位(円)",
            required=False,
            initial=str(kept.get("unit", "")),
            help_text="例 1,000",
            max_length=20,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        doc: dict[str, Any] = {"kind": self.kind}
        for spec in KINDS[self.kind].specs().values():
            if spec.type in (f.PART, f.PARTS, f.LISTED):
                doc |= {spec.key: self.doc[spec.key]} if spec.key in self.doc else {}
            elif data.get(spec.key) not in (None, "", False):
                try:
                    doc[spec.key] = self.read(spec, data)
                except (ValueError, NotUnderstood) as problem:
                    self.add_error(spec.key, str(problem))
        return {"component": doc}

    def read(self, spec: Spec, data: Mapping[str, Any]) -> Any:
        """What was typed into a box, as the document keeps it; ValueError says how to mend it."""
        typed = data[spec.key]
        if spec.type == f.EXPRESSION:
            return parse(typed, {**self.names, **{code: code for code in self.rule.known}}).text()
        if spec.type == f.ROUNDING:
            return {"mode": typed, **({"unit": data["unit"]} if data.get("unit") else {})}
        if spec.type == f.BRACKETS:
            return [bracket(line, spec.column) for line in lines(typed)]
        return READ[spec.type](typed) if spec.type in READ else typed


def amount(typed: str) -> str:
    found = exact(typed)
    if found < 0:
        raise NotExact("0以上の数を入れてください。")
    return f"{found.numerator}/{found.denominator}"


def lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def bracket(line: str, column: str) -> dict[str, Any]:
    found = BRACKET.fullmatch(unicodedata.normalize("NFKC", line))
    if found is None:
        raise ValueError(f"「{line[:40]}」が読めません。「100以上 = 50,000」のように入れてください。")
    return {"over" if found["over"] else "from": found["start"], column: found["value"]}


def named(typed: Iterable[str]) -> Iterable[dict[str, Any]]:
    """Each organization must be one of the register."""
    keys = {organization.name: str(organization.pk) for organization in Organization.objects.all()}
    for line in typed:
        name, _, rest = (part.strip() for part in line.partition("="))
        amount, _, note = (part.strip() for part in rest.partition("="))
        if name not in keys:
            raise ValueError(f"「{name[:40]}」という団体がありません。登録した名前のとおりに入れてください。")
        yield {"organization": name, "amount": str(exact(amount)), "key": keys[name]} | ({"note": note} if note else {})


class TotalForm(Form):
    """What becomes of the sum beside rounding and cap, which stand among the scheme's basics."""

    floor = TextField(
        label="1団体の下限額(円)", required=False, max_length=30, help_text="ないときは、空けておきます。"
    )
    budget = TextField(
        label="全団体の計の上限(円)", required=False, max_length=30,
        help_text="全団体の計がこの額をこえるとき、みな同じ割合で減らします。ないときは、空けておきます。",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data, total = super().clean() or {}, {}
        for name in self.fields:
            if typed := data.get(name):
                try:
                    total[name] = str(exact(typed))
                except NotExact as problem:
                    self.add_error(name, str(problem))
        return {"total": total}


READ: Mapping[str, Callable[[str], Any]] = {
    f.MONEY: amount,
    f.RATIO: amount,
    f.YEAR: lambda typed: int(exact(typed)),
    f.RATIOS: lambda typed: [each for each in re.split(r"[,、\s]+", unicodedata.normalize("NFKC", typed)) if each],
    f.SUMS: lambda typed: list(named(lines(typed))),
}
