"""A rule book: a scheme version with its rule, made of one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from grants.formula.about import ABOUT, about
from grants.formula.component import Component
from grants.formula.examples import Example, read_examples
from grants.formula.expressions import Call, Expression, Name, Number
from grants.formula.fields import DAY, EXPRESSION, MONEY, ROUNDING, TEXT, Spec
from grants.formula.papers import LetterLook, read_forms, read_letters
from grants.formula.pools import PoolShare
from grants.formula.reading import Fault, Path, Reader
from grants.formula.rounding import WHOLE_YEN
from grants.formula.rule import BUILT_IN, Figure, Grand, Pool, Rule
from grants.formula.values import EARLIEST
from grants.questions.asking import Question
from grants.questions.reading import read_questions

FORMAT = 1
SECTIONS = (
    "kyodo",
    "scheme",
    "figures",
    "pools",
    "components",
    "total",
    "conditions",
    "criteria",
    "questions",
    "forms",
    "letters",
    "examples",
)
FIGURE = {
    "name": Spec(TEXT, "名前", "name"),
    "unit": Spec(TEXT, "単位", "unit"),
    "base_date": Spec(DAY, "基準日", "base_date"),
    "source": Spec(TEXT, "出典", "source"),
    "missing": Spec(MONEY, "入っていないときの数", "missing"),
    "value": Spec(EXPRESSION, "値", "value"),
    "round": Spec(ROUNDING, "端数の処理", "round"),
}
POOL = {
    "name": Spec(TEXT, "名前", "name"),
    "amount": Spec(EXPRESSION, "額", "amount", required=True),
}
TOTAL = {
    "round": Spec(ROUNDING, "端数の処理", "round"),
    "floor": Spec(MONEY, "1団体の下限額", "floor"),
    "cap": Spec(MONEY, "1団体の上限額", "cap"),
    "budget": Spec(MONEY, "予算の額", "budget"),
}


class NotARuleBook(ValueError):
    """The document is wrong; ``faults`` say where and why, all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.sentence for fault in faults))


@dataclass(frozen=True)
class Book:
    rule: Rule
    about: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    examples: tuple[Example, ...] = ()
    questions: tuple[Question, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    letters: tuple[LetterLook, ...] = ()


def read_book(doc: Mapping[str, Any]) -> Book:
    """Raises NotARuleBook with everything that is wrong."""
    head = Reader({}, {})
    head.unknown(doc, dict.fromkeys(SECTIONS), ())
    if doc.get("kyodo") != FORMAT:
        head.fault(("kyodo",) if "kyodo" in doc else (), f"ファイルの形式の番号「kyodo = {FORMAT}」を書いてください。")
    scheme = head.table(doc.get("scheme", {}), ("scheme",))
    head.unknown(scheme, ABOUT, ("scheme",))
    told = head.fields(scheme, ABOUT, ("scheme",))
    conditions, criteria = about(head, doc)
    questions, forms, letters = read_questions(head, doc), read_forms(head, doc), read_letters(head, doc)
    if told.get("fiscal_year", EARLIEST) < EARLIEST:
        head.fault(("scheme", "fiscal_year"), f"{EARLIEST}年度からの年度にしてください。例 2025")
    base_date, year = told.get("base_date", date(2000, 4, 1)), told.get("fiscal_year", 2000)
    rule, faults = read_rule(doc, base_date, year)
    if faults := [*head.faults, *faults]:
        raise NotARuleBook(faults)
    tested = Reader(names_of(rule), {})
    examples = read_examples(tested, rule, doc)
    if tested.faults:
        raise NotARuleBook(tested.faults)
    return Book(rule, told, conditions, criteria, examples, questions, forms, letters)


def names_of(rule: Rule) -> dict[str, str]:
    return {**{each.name: code for code, each in rule.known.items()}, **{code: code for code in rule.known}}


def read_rule(
    doc: Mapping[str, Any], base_date: date, fiscal_year: int, figures: tuple[Figure, ...] = ()
) -> tuple[Rule, list[Fault]]:
    """The rule in a document's sections; ``figures`` are those that the city knows without the document."""
    head = Reader({}, {})
    written = {key: head.table(value, ("figures", key)) for key, value in section(head, doc, "figures").items()}
    pools = {key: head.table(value, ("pools", key)) for key, value in section(head, doc, "pools").items()}
    reader = Reader(names(written, figures), called(pools))
    known = {figure.code: figure for figure in figures}
    known |= {code: figure_of(reader, code, each, known.get(code)) for code, each in written.items()}
    shared = tuple(pool_of(reader, code, each) for code, each in pools.items())
    found = [
        reader.component(each, ("components", at))
        for at, each in enumerate(reader.array(doc.get("components", []), ("components",)))
    ]
    total = reader.table(doc.get("total", {}), ("total",))
    reader.unknown(total, TOTAL, ("total",))
    grand = Grand(**{"round": WHOLE_YEN, **reader.fields(total, TOTAL, ("total",))})
    components = tuple(each for each in found if each is not None)
    rule = Rule(components, base_date, fiscal_year, tuple(known.values()), shared, grand)
    faults = [*head.faults, *reader.faults]
    return rule, faults or list(contradictions(rule))


def section(reader: Reader, doc: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return reader.table(doc.get(name, {}), (name,))


def names(written: Mapping[str, Mapping[str, Any]], figures: tuple[Figure, ...]) -> dict[str, str]:
    """What a figure may be called in an expression: its code or its name."""
    given = {code: str(each.get("name", code)) for code, each in written.items()}
    usual = {figure.code: figure.name for figure in (*BUILT_IN, *figures)}
    every = {**usual, **given}
    ordered = {**given, **usual} | given
    return {
        **{name.replace(" ", ""): code for code, name in reversed(ordered.items())},
        **{code: code for code in every},
    }


def called(pools: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    return {**{str(each.get("name", code)): code for code, each in pools.items()}, **{code: code for code in pools}}


def figure_of(reader: Reader, code: str, doc: Mapping[str, Any], usual: Figure | None) -> Figure:
    path: Path = ("figures", code)
    reader.unknown(doc, FIGURE, path)
    values = {"name": usual.name if usual else code, "unit": usual.unit if usual else ""}
    return Figure(code, **{**values, **reader.fields(doc, FIGURE, path)})


def pool_of(reader: Reader, code: str, doc: Mapping[str, Any]) -> Pool:
    path: Path = ("pools", code)
    reader.unknown(doc, {**POOL, "less": None}, path)
    less = reader.array(doc.get("less", []), (*path, "less"))
    told = {"name": code, "amount": Number(Fraction(0)), **reader.fields(doc, POOL, path)}
    return Pool(code, **told, less=tuple(str(each) for each in less))


def contradictions(rule: Rule) -> Iterator[Fault]:
    """What is wrong with a rule though each of its parts is right."""
    if not rule.components:
        yield Fault(("components",), "計算の項目([[components]])を1つ以上書いてください。")
    circular = [figure for figure in rule.figures if leads_to(rule, figure.value, figure.code, frozenset())]
    yield from (
        Fault(("figures", each.code, "value"), f"「{each.name}」が、自分自身で計算されています。") for each in circular
    )
    if not circular:
        yield from contradictions_of_pools(rule)
    if rule.total.floor is not None and rule.total.cap is not None and rule.total.floor > rule.total.cap:
        yield Fault(("total", "floor"), "1団体の下限額を、上限額までにしてください。")


def leads_to(rule: Rule, expression: Expression | None, code: str, seen: frozenset[str]) -> bool:
    if expression is None:
        return False
    named = set(expression.codes())
    if code in named:
        return True
    return any(leads_to(rule, rule.known[each].value, code, seen | named) for each in named - seen)


def contradictions_of_pools(rule: Rule) -> Iterator[Fault]:
    shares = [each for each in rule.all_components() if isinstance(each, PoolShare)]
    named = {component.name: component for component in rule.components if component.name}
    for pool in rule.pools:
        portions = sum((each.portion for each in shares if each.pool == pool.code), Fraction(0))
        if portions > 1:
            yield Fault(("pools", pool.code), f"原資「{pool.name}」の割合を合わせると、100%をこえます。")
        if own := [code for code in alone(pool.amount) if not rule.known[code].is_city]:
            name = rule.name(own[0])
            sentence = f"「{name}」は団体ごとの数です。原資には「全団体の計({name})」と書いてください。"
            yield Fault(("pools", pool.code, "amount"), sentence)
        yield from (
            Fault(("components",), f"「{each.title}」の割る数には、市全体の数か「全団体の計( )」を書いてください。")
            for each in shares
            if each.pool == pool.code and each.of and any(not rule.known[code].is_city for code in alone(each.of))
        )
        for less in pool.less:
            if less not in named:
                yield Fault(("pools", pool.code, "less"), f"「{less}」という名前の項目がありません。")
            elif any(draws_on(rule, part, pool.code, frozenset()) for part in named[less].all_parts()):
                yield Fault(("pools", pool.code, "less"), f"「{less}」は、この原資から計算されています。")


def draws_on(rule: Rule, part: Component, code: str, seen: frozenset[str]) -> bool:
    """Whether a component shares a pool, or one that follows from it."""
    if not isinstance(part, PoolShare) or part.pool in seen:
        return False
    if part.pool == code:
        return True
    less = [each for each in rule.components if each.name in rule.pool[part.pool].less]
    return any(draws_on(rule, inner, code, seen | {part.pool}) for each in less for inner in each.all_parts())


def alone(expression: Expression) -> Iterator[str]:
    """The figures of an expression that stand outside of 全団体の計."""
    if isinstance(expression, Name):
        yield expression.code
    if not (isinstance(expression, Call) and expression.function == "全団体の計"):
        for part in expression.parts():
            yield from alone(part)
