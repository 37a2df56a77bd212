"""What holds for every rule and every figure."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from grants.formula.book import Book, read_book
from grants.formula.calculating import calculate
from grants.formula.desk import Body, Reading
from grants.formula.expressions import FUNCTIONS, Call, Expression, Name, Number, Pair
from grants.formula.files import NotAFile, read_file
from grants.formula.language import NotUnderstood, parse
from grants.formula.rounding import Rounding
from grants.formula.tables import NotATable, read_table
from grants.formula.writing import toml

HEAD = {"kyodo": 1, "scheme": {"name": "例", "fiscal_year": 2025, "base_date": date(2025, 4, 1)}}
CODES = ("population", "households", "area-2")
FIGURES = {code: {"name": f"数 {code}"} for code in CODES}
amounts = st.integers(0, 10**7)
numbers = st.one_of(amounts, st.sampled_from(["0.5", "1/3", "12.34", "60%"]))
modes = st.fixed_dictionaries(
    {"unit": st.sampled_from([1, 10, 1000, "0.1"]), "mode": st.sampled_from(["down", "up", "half"])}
)
names = st.text("割額基本 \"\\'#[]{}=a1", max_size=6)
expressions: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(st.sampled_from(CODES).map(Name), st.integers(0, 999).map(lambda n: Number(Fraction(n, 8)))),
    lambda inner: st.one_of(
        st.builds(Pair, st.sampled_from("+-×÷"), inner, inner),
        st.sampled_from(sorted(FUNCTIONS)).flatmap(
            lambda name: st.builds(Call, st.just(name), st.tuples(*[inner] * FUNCTIONS[name].arguments))
        ),
    ),
    max_leaves=8,
)
counts = st.sampled_from(["population", "households", "population + households × 1/2", "切捨て(「area-2」, 10)"])
brackets = st.lists(
    st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=4, unique_by=lambda row: row[0]
)


def table(column: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return brackets.map(lambda rows: [{"from": start, column: value} for start, value in sorted(rows)])


def kind(name: str, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"kind": st.just(name), **values}, optional={"name": names, "group": names, "round": modes}
    )


leaves = st.one_of(
    kind("fixed", amount=numbers),
    kind("rate", rate=numbers, count=counts),
    kind("steps", by=counts, table=table("amount")),
    kind("brackets", by=counts, table=table("rate")),
    kind("banded", by=counts, table=table("rate"), count=counts),
    kind("cost", rate=st.sampled_from(["1/2", "10/10"])),
)


def wrapped(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        kind("sum", parts=several),
        kind("greater", parts=several),
        kind("smaller", parts=several),
        kind("when", **{"by": counts, "from": st.integers(0, 99), "then": inner, "otherwise": inner}),
        kind("portion", rate=st.sampled_from(["50%", "population ÷ 100"]), part=inner),
        kind("adjusted", by=counts, table=table("factor"), part=inner),
        kind("limit_change", part=inner, up=st.sampled_from(["1/3", "10%"])),
        kind("transition", since=st.integers(2020, 2026), kept=st.just(["2/3", "1/3"]), old=inner, new=inner),
        kind("months", part=inner),
    )


components = st.lists(st.recursive(leaves, wrapped, max_leaves=4), min_size=1, max_size=4)
bodies = st.lists(st.tuples(*[st.integers(0, 500)] * 4), min_size=1, max_size=4)


def book(doc: list[dict[str, Any]], **sections: Any) -> Book:
    return read_book({**HEAD, "figures": FIGURES, **sections, "components": doc})


def people(rows: list[tuple[int, ...]]) -> list[Body]:
    codes = (*CODES, "cost")
    return [
        Body(f"k{at}", f"団体{at}", {code: Reading(Fraction(n)) for code, n in zip(codes, row, strict=True)})
        for at, row in enumerate(rows)
    ]


class TestRule:
    @given(components)
    def test_is_the_same_after_it_was_written_and_read(self, doc: list[dict[str, Any]]):
        made = book(doc)
        assert read_file(toml(made).encode()) == made

    @given(components, bodies, st.randoms())
    def test_gives_the_same_in_any_order_of_its_components(self, doc: list[dict[str, Any]], rows, random):
        mixed = list(doc)
        random.shuffle(mixed)
        one, other = (calculate(book(each).rule, people(rows)) for each in (doc, mixed))
        assert {key: sheet.amount for key, sheet in one.sheets.items()} == {
            key: sheet.amount for key, sheet in other.sheets.items()
        }

    @given(components, bodies, st.integers(1, 5000), st.sampled_from(["down", "up", "half"]))
    def test_is_rounded_by_less_than_a_unit(self, doc: list[dict[str, Any]], rows, unit: int, mode: str):
        found = calculate(book(doc, total={"round": {"unit": unit, "mode": mode}}).rule, people(rows))
        for sheet in found.sheets.values():
            assert sheet.total == sum(line.amount for line in sheet.lines)
            assert abs(sheet.amount - sheet.total) < unit
            assert sheet.amount % unit == 0

    @given(components, bodies)
    def test_gives_each_organization_a_sheet_or_the_reason_why_not(self, doc: list[dict[str, Any]], rows):
        found = calculate(book(doc).rule, people(rows))
        assert len(found.sheets) + len(found.gaps) == len(rows)
        assert all(gaps for gaps in found.gaps.values())


class TestPool:
    @given(
        amounts,
        st.lists(st.integers(0, 1000), min_size=1, max_size=30),
        st.sampled_from(["keep", "first", "largest"]),
        st.sampled_from([1, 10, 1000]),
    )
    def test_never_gives_more_than_there_is(self, amount: int, weights: list[int], remainder: str, unit: int):
        share = {"kind": "pool", "pool": "p", "by": "population", "remainder": remainder, "round": {"unit": unit}}
        shares = [{**share, "portion": "30%"}, {**share, "portion": "70%"}]
        found = calculate(book(shares, pools={"p": {"amount": amount}}).rule, people([(n, 0, 0, 0) for n in weights]))
        assert found.amount <= amount
        for log in found.pools:
            assert log.remainder >= 0
            assert remainder != "first" or log.remainder == 0
            assert remainder != "largest" or log.remainder < unit

    @given(amounts, st.lists(st.integers(1, 1000), min_size=2, max_size=10))
    def test_gives_more_to_who_counts_more(self, amount: int, weights: list[int]):
        share = {"kind": "pool", "pool": "p", "by": "population", "remainder": "largest"}
        found = calculate(book([share], pools={"p": {"amount": amount}}).rule, people([(n, 0, 0, 0) for n in weights]))
        given_to = [found.sheets[f"k{at}"].amount for at in range(len(weights))]
        order = sorted(range(len(weights)), key=lambda at: weights[at])
        assert all(given_to[low] <= given_to[high] + 1 for low, high in pairwise(order))

    @given(st.integers(0, 10**6), st.lists(amounts, min_size=1, max_size=8))
    def test_a_budget_is_kept(self, budget: int, weights: list[int]):
        rule = book([{"kind": "rate", "rate": 1, "count": "population"}], total={"budget": budget}).rule
        found = calculate(rule, people([(n, 0, 0, 0) for n in weights]))
        assert found.amount <= max(budget, 0)


def refused(problem: Exception) -> None:
    assert str(problem)


class TestText:
    @given(expressions)
    def test_an_expression_is_the_same_after_it_was_written_and_read(self, expression: Expression):
        assert parse(expression.text(), {code: code for code in CODES}) == expression

    @given(st.text(max_size=40))
    def test_no_text_breaks_the_language(self, text: str):
        try:
            parse(text, {"人口": "population"})
        except NotUnderstood as problem:
            refused(problem)

    @given(st.binary(max_size=80))
    def test_no_bytes_break_the_reader_of_files(self, content: bytes):
        for read in (read_file, lambda each: read_table(each, book([{"kind": "fixed", "amount": 1}]).rule)):
            try:
                read(content)
            except (NotAFile, NotATable) as problem:
                refused(problem)

    @given(st.fractions(0, 10**6), st.fractions(Fraction(1, 100), 1000), st.sampled_from(["down", "up", "half"]))
    def test_rounding_stays_within_its_unit(self, value: Fraction, unit: Fraction, mode: str):
        rounded = Rounding(unit, mode).apply(value)
        assert abs(rounded - value) < unit
        assert (rounded / unit).denominator == 1
