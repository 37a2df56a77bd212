"""A rule as a document, and a document as a TOML file that people can read: what is read back is the same rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from grants.formula import fields as f
from grants.formula.book import FORMAT, Book
from grants.formula.component import Component
from grants.formula.examples import Example, Wanted
from grants.formula.fields import Spec
from grants.formula.numbers import written
from grants.formula.rounding import EXACT, WHOLE_YEN, Rounding
from grants.formula.rule import Rule, Words
from grants.questions.reading import question_document


def number(value: Fraction) -> int | str:
    """A whole number, or the text of one that has none: "0.5", "1/3"."""
    return value.numerator if value.denominator == 1 else written(value)


def rounding(value: Rounding) -> dict[str, Any]:
    return {"mode": EXACT} if value.mode == EXACT else {"unit": number(value.unit), "mode": value.mode}


def brackets(value: Any, spec: Spec) -> list[dict[str, Any]]:
    return [{"over" if row.over else "from": number(row.start), spec.column: number(row.value)} for row in value]


COLUMNS = {f.Sum: ("organization", "amount", "note", "key"), f.Listed: ("organization", "name", "amount", "basis")}


def rows(value: Any, _spec: Spec) -> list[dict[str, Any]]:
    """Rows by their own names; what is empty is left out."""
    found = [
        {
            key: number(each) if isinstance(each, Fraction) else each
            for key, each in zip(COLUMNS[type(row)], row, strict=True)
        }
        for row in value
    ]
    return [{key: each for key, each in row.items() if each != ""} for row in found]


def one(value: Any, _spec: Spec) -> Any:
    return value


WRITE: Mapping[str, Callable[[Any, Spec], Any]] = {
    f.MONEY: lambda value, _: number(value),
    f.RATIO: lambda value, _: number(value),
    f.RATIOS: lambda value, _: [number(each) for each in value],
    f.EXPRESSION: lambda value, _: value.text(),
    f.ROUNDING: lambda value, _: rounding(value),
    f.PART: lambda value, _: component(value),
    f.PARTS: lambda value, _: [component(each) for each in value],
    f.BRACKETS: brackets,
    f.SUMS: rows,
    f.LISTED: rows,
    f.DAY: lambda value, _: value.isoformat(),
}


def component(value: Component) -> dict[str, Any]:
    """Only what says more than silence; names first, inner components last."""
    found: dict[str, Any] = {"kind": value.kind}
    specs = value.specs()
    order = sorted(specs, key=lambda name: (name not in ("name", "group"), specs[name].type.startswith(f.PART)))
    for name in order:
        each, spec = getattr(value, name), specs[name]
        if each is None or each == type(value).__dataclass_fields__[name].default:
            continue
        found[spec.key] = WRITE.get(spec.type, one)(each, spec)
    return found


def rule_document(rule: Rule) -> dict[str, Any]:
    """The sections of a rule, as ``book.read_rule`` reads them."""
    doc: dict[str, Any] = {}
    for figure in rule.figures:
        told = {
            "name": figure.name,
            "unit": figure.unit,
            "base_date": figure.base_date.isoformat() if figure.base_date else "",
            "source": figure.source,
            "missing": number(figure.missing) if figure.missing is not None else "",
            "value": figure.value.text() if figure.value is not None else "",
            "round": rounding(figure.round) if figure.round else "",
        }
        doc.setdefault("figures", {})[figure.code] = {key: each for key, each in told.items() if each != ""}
    for pool in rule.pools:
        doc.setdefault("pools", {})[pool.code] = {"name": pool.name, "amount": pool.amount.text()} | (
            {"less": list(pool.less)} if pool.less else {}
        )
    doc["components"] = [component(each) for each in rule.components]
    limits = {"floor": rule.total.floor, "cap": rule.total.cap, "budget": rule.total.budget}
    total = {"round": rounding(rule.total.round)} if rule.total.round != WHOLE_YEN else {}
    doc["total"] = {**total, **{key: number(each) for key, each in limits.items() if each is not None}}
    return doc


def book_document(book: Book) -> dict[str, Any]:
    about = {key: number(each) if isinstance(each, Fraction) else each for key, each in book.about.items()}
    criteria = [{"text": text} | ({"evidence": evidence} if evidence else {}) for text, evidence in book.criteria]
    more = {"conditions": list(book.conditions)} if book.conditions else {}
    return {
        "kyodo": FORMAT,
        **more,
        "scheme": about,
        **rule_document(book.rule),
        **({"criteria": criteria} if criteria else {}),
        **({"questions": [question_document(each) for each in book.questions]} if book.questions else {}),
        **({"forms": dict(book.forms)} if book.forms else {}),
        **({"letters": [each.document for each in book.letters]} if book.letters else {}),
        **({"examples": [example(each) for each in book.examples]} if book.examples else {}),
    }


def example(value: Example) -> dict[str, Any]:
    year = {} if value.fiscal_year is None else {"fiscal_year": value.fiscal_year}
    return {"name": value.name, **year, "organizations": [wanted(each) for each in value.organizations]}


def wanted(value: Wanted) -> dict[str, Any]:
    told = {"figures": amounts(value.figures), "lines": amounts(value.lines)}
    return {"name": value.name, "amount": number(value.amount), **{name: each for name, each in told.items() if each}}


def amounts(value: Mapping[str, Fraction]) -> dict[str, int | str]:
    return {name: number(each) for name, each in value.items()}


def toml(book: Book) -> str:
    """The file; above each component its sentence, so that it reads without the portal."""
    doc, words = book_document(book), Words(book.rule)
    told = [each.sentence(words) for each in book.rule.components]
    out = ["# 制度のルールブック。書き方は docs/rulebook.md にあります。", f"kyodo = {doc['kyodo']}"]
    out += pair("conditions", doc["conditions"]) if "conditions" in doc else []
    out += ["", "[scheme]", *lines_of(doc["scheme"])]
    for name in ("figures", "pools"):
        for code, each in doc.get(name, {}).items():
            out += ["", f"[{name}.{key(code)}]", *lines_of(each)]
    for sentence, each in zip(told, doc["components"], strict=True):
        out += ["", f"# {sentence}。", *component_lines(each, "components", array=True)]
    out += ["", f"# {book.rule.total.sentence()}", "[total]", *lines_of(doc["total"])]
    if "forms" in doc:
        out += ["", "[forms]", *lines_of(doc["forms"])]
    for name in ("criteria", "questions", "letters", "examples"):
        for each in doc.get(name, []):
            out += ["", f"[[{name}]]", *lines_of(each)]
    return "\n".join(out) + "\n"


def component_lines(doc: Mapping[str, Any], path: str, *, array: bool) -> Iterator[str]:
    """A component's own keys, then a table for each component inside it."""
    yield f"[[{path}]]" if array else f"[{path}]"
    inner = {name for name, each in doc.items() if is_part(each)}
    yield from lines_of({name: each for name, each in doc.items() if name not in inner})
    for name in doc:
        if name in inner:
            many = doc[name] if isinstance(doc[name], list) else [doc[name]]
            for each in many:
                yield ""
                yield from component_lines(each, f"{path}.{name}", array=isinstance(doc[name], list))


def is_part(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, Mapping) and "kind" in first


def lines_of(doc: Mapping[str, Any]) -> Iterator[str]:
    for name, each in doc.items():
        yield from pair(name, each)


def pair(name: str, value: Any) -> list[str]:
    """One line, or one for each row of a table."""
    if (
        isinstance(value, list)
        and value
        and (isinstance(value[0], Mapping) or (len(value) > 1 and len(str(value)) > 80))
    ):
        return [f"{key(name)} = [", *(f"  {inline(each)}," for each in value), "]"]
    return [f"{key(name)} = {inline(value)}"]


def inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:_}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key(name)} = {inline(each)}" for name, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    return quoted(str(value))


def key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else quoted(name)


def quoted(text: str) -> str:
    marks = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(marks.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in text) + '"'
