"""What the kernel does and what it refuses: a sentence at each place, nothing half calculated."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from grants.formula.book import NotARuleBook, read_book
from grants.formula.calculating import Calculation, calculate
from grants.formula.desk import Body, Reading
from grants.formula.expressions import Impossible
from grants.formula.language import NotUnderstood, parse
from grants.formula.numbers import NotExact, exact, printed, written
from grants.formula.rounding import Rounding
from grants.formula.rule import Rule

NAMES = {
    "人口": "population",
    "population": "population",
    "世帯数": "households",
    "65歳以上": "aged65",
    "人口(外)": "abroad",
}
HEAD: dict[str, Any] = {"kyodo": 1, "scheme": {"name": "例", "fiscal_year": 2025, "base_date": date(2025, 4, 1)}}
FIGURES = {
    "population": {"name": "人口", "unit": "人"},
    "households": {"name": "世帯数", "unit": "世帯"},
    "area": {"name": "面積", "unit": "㎡"},
}


def rule(*components: dict[str, Any], **sections: Any) -> Rule:
    return read_book({**HEAD, "figures": FIGURES, **sections, "components": list(components)}).rule


def fixed(amount: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "fixed", "amount": amount, **more}


def rate(amount: Any, count: str, **more: Any) -> dict[str, Any]:
    return {"kind": "rate", "rate": amount, "count": count, **more}


def body(name: str = "北", **figures: Any) -> Body:
    return Body(name, name, {code: Reading(None if value is None else exact(value)) for code, value in figures.items()})


def amounts(found: Calculation) -> dict[str, int]:
    return {key: sheet.amount for key, sheet in found.sheets.items()}


def sentences(found: Calculation, key: str = "北") -> list[str]:
    return [gap.sentence for gap in found.gaps[key]]


def refusals(*components: dict[str, Any], **sections: Any) -> str:
    with pytest.raises(NotARuleBook) as wrong:
        rule(*components, **sections)
    return " ".join(fault.sentence for fault in wrong.value.faults)


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("１，８３９，０００円", 1_839_000),
            ("1/100", "0.01"),
            ("60%", "3/5"),
            ("△500", -500),
            ("0.1", "1/10"),
            (" 1 234 ", 1234),
        ],
    )
    def test_are_read_as_offices_write_them(self, typed: str, value: Any):
        assert exact(typed) == Fraction(value)

    @pytest.mark.parametrize("typed", ["", "約100", "1,00", "1/0", "1e5", "9" * 40, True, None, "1兆", "1000000000001"])
    def test_that_are_none_are_refused(self, typed: Any):
        with pytest.raises(NotExact):
            exact(typed)

    def test_are_printed(self):
        assert printed(Fraction(24_500_000 * 5_000, 79_000)) == "1,550,632.911…"
        assert (printed(Fraction(-25, 2)), written(Fraction(1, 3)), written(Fraction("12.30"))) == (
            "△12.5",
            "1/3",
            "12.3",
        )

    @pytest.mark.parametrize(
        ("mode", "results"), [("down", (10, 10, 10)), ("up", (10, 20, 20)), ("half", (10, 10, 20))]
    )
    def test_are_rounded_to_any_unit(self, mode: str, results: tuple[int, ...]):
        assert tuple(Rounding(Fraction(10), mode).apply(Fraction(value)) for value in ("10", "14.99", "15")) == results

    def test_are_rounded_half_up_in_the_middle(self):
        assert Rounding(Fraction(1, 10), "half").apply(Fraction("16.65")) == Fraction("16.7")


class TestExpression:
    @pytest.mark.parametrize(
        ("typed", "text"),
        [
            ("人口", "population"),
            ("世帯数＋人口＊１／２", "households + population × 1 ÷ 2"),
            ("人口 - (世帯数 - 65歳以上)", "population - (households - aged65)"),
            ("切捨て(人口, 0.1) × 60%", "切捨て(population, 0.1) × 0.6"),
            ("down(「人口(外)」、 10)", "切捨て(abroad, 10)"),
            ("団体の数()", "団体の数()"),
        ],
    )
    def test_is_read_and_written(self, typed: str, text: str):
        assert parse(typed, NAMES).text() == text
        assert parse(text, {code: code for code in NAMES.values()}).text() == text

    @pytest.mark.parametrize(
        ("typed", "word"),
        [
            ("", "何の数か"), ("人工", "使える数"), ("人口 人口", "前に"), ("人口 +", "途中"), ("(人口", "足りません"),
            ("× 人口", "数の名前"), ("切捨て(人口)", "2つ"), ("計算(人口)", "ありません"), ("人口; drop", "読めません"),
            ("(" * 50 + "人口" + ")" * 50, "多すぎ"), ("人口+" * 400 + "人口", "長すぎ"),
        ],
    )  # fmt: skip
    def test_that_is_none_is_refused(self, typed: str, word: str):
        with pytest.raises(NotUnderstood, match=word):
            parse(typed, NAMES)

    def test_says_that_nothing_is_divided_by_zero(self):
        with pytest.raises(Impossible, match="0では割れません"):
            parse("1 ÷ (2 - 2)", {}).value(None)  # type: ignore[arg-type]


class TestBadFigures:
    def test_every_missing_figure_is_named_at_once(self):
        known = rule(rate(600, "households", name="世帯割"), rate(1, "population + area", name="人口割"))
        found = calculate(known, [body(), body("南", households=1, population=1, area=1)])
        assert sentences(found) == [
            "北の「世帯数」(令和7年4月1日現在)がありません。数値を入れてください。",
            "北の「人口」(令和7年4月1日現在)がありません。数値を入れてください。",
            "北の「面積」(令和7年4月1日現在)がありません。数値を入れてください。",
        ]
        assert [gap.place for gap in found.gaps["北"]] == ["世帯割", "人口割", "人口割"]
        assert amounts(found) == {"南": 602}

    def test_a_base_date_without_figures_is_told_once(self):
        found = calculate(rule(rate(600, "households")), [body(), body("南")])
        assert sentences(found) == sentences(found, "南")
        assert "どの団体にもありません。基準日を確かめて" in sentences(found)[0]

    def test_division_by_zero_is_told_at_its_component(self):
        known = rule(rate(1, "population ÷ households", name="1世帯の人数"), fixed(1))
        found = calculate(known, [body(population=5, households=0)])
        assert [(gap.place, gap.sentence[:9]) for gap in found.gaps["北"]] == [("1世帯の人数", "0では割れません。")]

    def test_an_absurd_amount_is_refused(self):
        found = calculate(rule(rate(1_000_000, "population")), [body(population=100_000_000)])
        assert "1兆円をこえました" in sentences(found)[0]

    def test_an_absurd_number_on_the_way_is_refused(self):
        found = calculate(rule(rate(1, "population × population")), [body(population=10**9)])
        assert "計算の途中の数が1兆をこえました" in sentences(found)[0]

    def test_a_negative_figure_is_refused(self):
        found = calculate(rule(rate(1, "population")), [body(population=-5)])
        assert "マイナス" in sentences(found)[0]

    def test_a_negative_total_is_refused_unless_it_has_a_floor(self):
        less = [fixed(100), fixed(300, minus=True)]
        assert "マイナス(△200円)" in sentences(calculate(rule(*less), [body()]))[0]
        assert amounts(calculate(rule(*less, total={"floor": 0}), [body()])) == {"北": 0}

    def test_one_missing_figure_stops_the_whole_pool(self):
        known = rule({"kind": "pool", "pool": "p", "by": "population"}, pools={"p": {"amount": 100}})
        found = calculate(known, [body(population=1), body("南")])
        assert set(found.gaps) == {"北", "南"}
        assert "南の数値を確かめてください" in sentences(found)[0]

    def test_a_pool_of_nobody_is_refused(self):
        known = rule({"kind": "pool", "pool": "p", "by": "population"}, pools={"p": {"amount": 100}})
        assert "0なので、原資を分けられません" in sentences(calculate(known, [body(population=0)]))[0]

    def test_months_are_whole_and_at_most_twelve(self):
        known = rule({"kind": "months", "part": fixed(1200)})
        assert "0から12までの整数" in sentences(calculate(known, [body(months=13)]))[0]

    def test_nobody_at_all_is_no_mistake(self):
        assert calculate(rule(fixed(1)), []).amount == 0


class TestBadRule:
    @pytest.mark.parametrize(
        ("component", "word"),
        [
            ({"kind": "fixd", "amount": 1}, "計算の種類"),
            ({"kind": "fixed"}, "「額」\\(amount\\)"),
            ({"kind": "fixed", "amount": -1}, "0以上"),
            ({"kind": "fixed", "amount": 10**13}, "1兆"),
            ({"kind": "fixed", "amount": 1, "colour": "red"}, "「colour」という項目"),
            ({"kind": "fixed", "amount": 1, "floor": 5, "cap": 4}, "下限額を、上限額まで"),
            ({"kind": "fixed", "amount": 1, "round": {"unit": 0}}, "0より大きい"),
            ({"kind": "fixed", "amount": 1, "round": {"mode": "near"}}, "切捨て"),
            ({"kind": "rate", "rate": 1, "count": "人工"}, "人工"),
            ({"kind": "rate", "rate": 1, "per": 0, "count": "population"}, "0より大きい"),
            ({"kind": "steps", "by": "population", "table": []}, "1つ以上"),
            ({"kind": "steps", "by": "population", "table": [{"from": 5, "amount": 1}] * 2}, "順"),
            ({"kind": "steps", "by": "population", "table": [{"from": 5, "over": 5, "amount": 1}]}, "どちらか"),
            ({"kind": "brackets", "by": "population", "table": [{"over": 0, "rate": 1}]}, "以上"),
            ({"kind": "greater", "parts": [fixed(1)]}, "2つ以上"),
            ({"kind": "sum", "parts": []}, "1つ以上"),
            ({"kind": "pool", "pool": "q"}, "原資がありません"),
            ({"kind": "pool", "pool": "p", "round": {"mode": "up"}}, "切捨て"),
            ({"kind": "pool", "pool": "p", "floor": 1}, "下限"),
            ({"kind": "pool", "pool": "p", "of": "population"}, "割る数"),
            ({"kind": "limit_change", "part": fixed(1)}, "限度"),
            ({"kind": "transition", "since": 2025, "kept": [2], "old": fixed(1), "new": fixed(1)}, "0%から100%"),
            ({"kind": "named", "sums": [{"organization": "北", "amount": 1}] * 2}, "2回"),
        ],
    )  # fmt: skip
    def test_is_refused_with_its_reason(self, component: dict[str, Any], word: str):
        with pytest.raises(NotARuleBook, match=word):
            rule(component, pools={"p": {"amount": 1}})

    def test_without_components_is_refused(self):
        assert "1つ以上" in refusals()

    def test_a_figure_that_counts_itself_is_refused(self):
        circle = {"a": {"value": "b + 1"}, "b": {"value": "a × 2"}}
        assert "自分自身" in refusals(fixed(1), figures=circle)

    def test_a_pool_beyond_all_of_itself_is_refused(self):
        share = {"kind": "pool", "pool": "p", "portion": "60%"}
        assert "100%をこえます" in refusals(share, share, pools={"p": {"amount": 1}})

    def test_a_pool_that_pays_for_itself_is_refused(self):
        share = {"kind": "pool", "pool": "p", "name": "割"}
        assert "この原資から" in refusals(share, pools={"p": {"amount": 1, "less": ["割"]}})

    @pytest.mark.parametrize("pool", [{"amount": "ない"}, {}, {"amount": True}, {"amount": "1", "less": 3}, 5])
    def test_a_pool_without_an_amount_is_refused(self, pool: Any):
        assert refusals(fixed(1), pools={"p": pool})

    @pytest.mark.parametrize(
        "figure",
        [5, {"value": "ない"}, {"round": 3}, {"missing": "x"}, {"base_date": 2025}, {"base_date": "1800-01-01"}],
    )
    def test_a_figure_that_is_none_is_refused(self, figure: Any):
        assert refusals(fixed(1), figures={"a": figure})

    @pytest.mark.parametrize("wrong", [{"base_date": date(1800, 1, 1)}, {"fiscal_year": 7}, {"fiscal_year": "令和7"}])
    def test_a_year_before_all_calendars_is_refused(self, wrong: dict[str, Any]):
        with pytest.raises(NotARuleBook):
            read_book({**HEAD, "components": [fixed(1)], "scheme": {**HEAD["scheme"], **wrong}})

    @pytest.mark.parametrize("section", ["figures", "pools", "total", "components", "scheme", "examples", "criteria"])
    @pytest.mark.parametrize("wrong", [5, "x", [1], True])
    def test_a_section_that_is_none_is_refused(self, section: str, wrong: Any):
        with pytest.raises(NotARuleBook):
            read_book({**HEAD, "components": [fixed(1)], section: wrong})

    def test_a_pool_of_one_organizations_figure_is_refused(self):
        assert "全団体の計(人口)" in refusals(fixed(1), pools={"p": {"amount": "population"}})

    def test_parts_in_parts_without_end_are_refused(self):
        deep: dict[str, Any] = fixed(1)
        for _ in range(12):
            deep = {"kind": "sum", "parts": [deep]}
        assert "8段まで" in refusals(deep)


class TestSheet:
    def test_tells_inputs_steps_and_rounding(self):
        known = rule(
            rate("1", "population × 1/3", name="割", round={"unit": 100, "mode": "half"}, cap=300),
            total={"round": {"unit": 1000, "mode": "up"}},
        )
        sheet = calculate(known, [body(population=1000)]).sheets["北"]
        (line,) = sheet.lines
        assert line.text == "1円 × 人口1,000人 × 1 ÷ 3"
        assert line.notes == ("100円未満四捨五入: 333.333…円 → 300円",)
        assert [(each.name, str(each.value), each.base_date) for each in line.inputs] == [
            ("人口", "1000", date(2025, 4, 1))
        ]
        assert (str(sheet.total), sheet.notes, sheet.amount) == ("300", ("1,000円未満切上げ: 300円 → 1,000円",), 1000)

    def test_tells_what_a_cap_took(self):
        known = rule(fixed(623_450), total={"round": {"unit": 1000}, "cap": 500_000})
        assert calculate(known, [body()]).sheets["北"].notes == (
            "1,000円未満切捨て: 623,450円 → 623,000円",
            "上限500,000円をこえる123,000円を除く",
        )

    def test_tells_the_remainder_of_a_pool(self):
        known = rule({"kind": "pool", "pool": "p", "name": "割"}, pools={"p": {"name": "原資", "amount": 100}})
        (log,) = calculate(known, [body(), body("中"), body("南")]).pools
        assert [int(each) for each in (log.amount, log.given, log.remainder)] == [100, 99, 1]
        assert log.rule == "余りは配らずに残す"
