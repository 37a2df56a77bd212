"""The amount of a grant, to the yen. Formulas are those of real cities (domain 4.1); area figures are illustrative."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.calculation import (
    FIXED,
    INTEGRATED,
    RATE,
    SHARE,
    Element,
    Facts,
    Figure,
    Incomplete,
    Result,
    Rule,
    Subsidy,
    calculate,
    inputs_as_json,
    inputs_from_json,
)

APRIL = date(2025, 4, 1)


def fixed(name: str, yen: int) -> Element:
    return Element(FIXED, name, top=yen)


def rate(name: str, top: int, indicator: str, bottom: int = 1) -> Element:
    return Element(RATE, name, top=top, bottom=bottom, indicator=indicator, indicator_name=indicator, unit="世帯")


def figures(**values: int | None) -> tuple[Figure, ...]:
    return tuple(Figure("北大字", indicator, APRIL, value) for indicator, value in values.items())


KOURA = Rule(
    (
        fixed("区長等経費(均等割)", 100_000),
        rate("区長等経費(世帯割)", 600, "households"),
        fixed("活動費(均等割)", 65_000),
        rate("活動費(世帯割)", 350, "households"),
        rate("活動費(人口割)", 100, "population"),
    ),
    APRIL,
    rounding_unit=1,
)
NIIMI = Rule((Element(SHARE, "対象経費", top=10, bottom=10),), APRIL, rounding_unit=1000, cap=500_000)


class TestCalculate:
    def test_koura_fixed_sums_and_rates(self):
        """甲良町 行政区交付金, 200 households, 560 people."""
        result = calculate(KOURA, Facts(figures(households=200, population=560)))
        assert [line.amount for line in result.lines] == [100_000, 120_000, 65_000, 70_000, 56_000]
        assert (result.total, result.amount) == (411_000, 411_000)

    @pytest.mark.parametrize(("cost", "amount"), [(623_450, 500_000), (437_890, 437_000), (500_000, 500_000), (999, 0)])
    def test_niimi_pays_ten_tenths_in_thousands_up_to_its_cap(self, cost: int, amount: int):
        """新見市 協働のまちづくり交付金."""
        assert calculate(NIIMI, Facts(cost=cost)).amount == amount

    def test_says_what_rounding_and_the_cap_took(self):
        result = calculate(NIIMI, Facts(cost=623_450))
        assert (result.total, result.cut, result.rounded, result.over) == (623_450, -450, 623_000, -123_000)
        assert result.rounding_name == "千円未満の切捨て"

    def test_a_rate_below_one_yen_is_cut_to_whole_yen_on_its_own_line(self):
        """黒潮町: 1 yen for each 100 square metres."""
        rule = Rule((rate("面積割", 1, "area", bottom=100), fixed("均等割", 30_000)), APRIL, rounding_unit=1)
        result = calculate(rule, Facts(figures(area=4_500_099)))
        assert [(line.amount, line.rate) for line in result.lines] == [(45_000, "1/100"), (30_000, "30,000")]

    def test_adds_the_areas_of_one_organization_and_prints_each(self):
        rule = Rule((rate("世帯割", 400, "households"),), APRIL)
        areas = (Figure("北大字", "households", APRIL, 300), Figure("中大字", "households", APRIL, 261))
        (line,) = calculate(rule, Facts(areas)).lines
        assert (line.count, line.amount, line.basis) == (561, 224_400, "北大字 300、中大字 261")

    def test_older_subsidies_have_a_line_each(self):
        rule = Rule((Element(INTEGRATED, "統合した補助金"),), APRIL)
        listed = (Subsidy("敬老会", 372_000, "令和6年度の実績"), Subsidy("環境美化", 210_500))
        result = calculate(rule, Facts(subsidies=listed))
        assert [(line.name, line.group, line.amount) for line in result.lines] == [
            ("敬老会", "統合した補助金", 372_000),
            ("環境美化", "統合した補助金", 210_500),
        ]
        assert result.amount == 582_000

    def test_names_every_missing_figure_with_its_area_and_base_date(self):
        with pytest.raises(Incomplete) as gap:
            calculate(KOURA, Facts(figures(households=None, population=None)))
        assert gap.value.sentences == [
            "北大字のhouseholds(令和7年4月1日現在)が登録されていません。区域の数値に入れてください。",
            "北大字のpopulation(令和7年4月1日現在)が登録されていません。区域の数値に入れてください。",
        ]

    @pytest.mark.parametrize(("rule", "word"), [(KOURA, "活動の区域"), (NIIMI, "年度計画の事業費")])
    def test_says_where_to_mend_facts_that_are_not_there_at_all(self, rule: Rule, word: str):
        with pytest.raises(Incomplete, match=word):
            calculate(rule, Facts())


amounts = st.integers(0, 10**9)
counts = st.integers(0, 10**7)
elements = st.lists(
    st.one_of(
        st.builds(lambda yen: fixed("均等割", yen), amounts),
        st.builds(lambda top, bottom: rate("世帯割", top, "households", bottom), amounts, st.integers(1, 1000)),
        st.just(Element(INTEGRATED, "統合した補助金")),
        st.builds(
            lambda top, bottom: Element(SHARE, "経費", top=top, bottom=bottom), st.integers(0, 10), st.integers(1, 10)
        ),
    ),
    max_size=8,
).map(tuple)
rules = st.builds(
    Rule, elements, st.just(APRIL), st.sampled_from([1, 10, 100, 1000, 10_000]), st.none() | st.integers(0, 10**9)
)
facts = st.builds(
    Facts,
    counts.map(lambda value: figures(households=value)),
    st.lists(st.builds(Subsidy, st.just("敬老会"), amounts), max_size=3).map(tuple),
    amounts,
)


class TestMoney:
    @given(rules, facts)
    def test_nothing_is_lost_but_what_the_paper_shows_as_cut(self, rule: Rule, known: Facts):
        result = calculate(rule, known)
        assert result.total == sum(line.amount for line in result.lines)
        assert result.total + result.cut + result.over == result.amount
        assert -rule.rounding_unit < result.cut <= 0
        assert result.rounded % rule.rounding_unit == 0
        assert result.amount <= result.total
        assert rule.cap is None or result.amount <= rule.cap

    @given(rules, facts)
    def test_every_line_is_less_than_a_yen_below_the_exact_value(self, rule: Rule, known: Facts):
        exact = {FIXED: lambda _: Fraction(1), RATE: lambda _: Fraction(known.figures[0].value or 0)}
        lines = [line for line in calculate(rule, known).lines if line.name in {"均等割", "世帯割"}]
        wanted = [element for element in rule.elements if element.kind in exact]
        for line, element in zip(lines, wanted, strict=True):
            assert 0 <= element.rate * exact[element.kind](None) - line.amount < 1

    @given(rules, facts)
    def test_what_is_kept_calculates_to_the_same_result(self, rule: Rule, known: Facts):
        assert calculate(*inputs_from_json(inputs_as_json(rule, known))) == calculate(rule, known)

    @given(rules, facts, counts)
    def test_more_households_never_mean_less(self, rule: Rule, known: Facts, more: int):
        grown = Facts(figures(households=(known.figures[0].value or 0) + more), known.subsidies, known.cost)
        assert calculate(rule, grown).amount >= calculate(rule, known).amount

    def test_a_result_is_a_value(self):
        known = Facts(figures(households=200, population=560))
        assert isinstance(calculate(KOURA, known), Result)
        assert calculate(KOURA, known) == calculate(KOURA, known)
