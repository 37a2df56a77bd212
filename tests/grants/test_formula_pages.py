"""算定の式 in the browser: each component is a sentence and a form; nothing needs a script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from grants.formula.files import read_file
from grants.formula.kinds import KINDS
from grants.models import Scheme
from organizations.models import Indicator, Organization
from records.fiscal import FiscalYear
from tests.cast import Hall, Land
from tests.grants import build
from tests.grants.test_city_pages import sheet
from tests.grants.typist import Typist, bodies_named_in
from tests.house.walk import ROOT
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
BOOKS = sorted((ROOT / "tests/grants/rulebooks").glob("*.toml"))
FIXED = {"name": "均等割", "group": "基本額", "amount": "６００，０００"}


def address(name: str, scheme: Scheme, *more: str) -> str:
    return reverse(f"grants:{name}", args=[scheme.pk, *more])


@pytest.fixture
def money(hall: Hall, land: Land) -> Scheme:
    return build.scheme_draft(hall.drafter)


class Editor:
    def __init__(self, browser: PortalClient, money: Scheme) -> None:
        self.browser, self.money = browser, money

    def types(self, at: str, kind: str = "", **typed: str) -> str:
        url = f"{address('component', self.money)}?at={at}" + (f"&kind={kind}" if kind else "")
        return self.browser.post(url, typed, follow=True).text

    def presses(self, button: str, at: str) -> str:
        return self.browser.post(address("formula", self.money), {button: at}, follow=True).text

    @property
    def components(self) -> list[dict[str, Any]]:
        self.money.refresh_from_db()
        found: list[dict[str, Any]] = self.money.formula["components"]
        return found


@pytest.fixture
def editor(as_user: AsUser, hall: Hall, money: Scheme) -> Editor:
    return Editor(as_user(hall.drafter), money)


class TestFormula:
    def test_reads_as_sentences(self, editor: Editor):
        text = editor.browser.get(address("formula", editor.money)).text
        for told in ("どの団体も300,000円。", "世帯数 1世帯につき400円。", "合計を1,000円未満切捨て。"):
            assert told in text

    def test_is_rearranged_without_a_script(self, editor: Editor):
        editor.presses("down", "components.0")
        assert [each["name"] for each in editor.components] == ["世帯割", "均等割"]
        editor.presses("up", "components.0")
        editor.presses("remove", "components.0")
        assert [each["name"] for each in editor.components] == ["均等割"]

    @pytest.mark.parametrize(
        "at", ["components.9", "components", "total", "x.y", "components.0.amount", "components.x"]
    )
    def test_a_place_that_is_gone_is_told(self, editor: Editor, at: str):
        for button in ("up", "down", "remove"):
            assert "その項目は、もうありません" in editor.presses(button, at)
        assert len(editor.components) == 2

    def test_is_tried_on_one_organization(self, editor: Editor, north: Organization, nanami: User):
        build.recognised(north, nanami)
        text = editor.browser.get(f"{address('formula', editor.money)}?try={north.pk}").text
        assert "400円 × 世帯数561世帯" in text
        assert "524,000" in text
        north.areas.clear()
        assert "活動の区域を登録" in editor.browser.get(f"{address('formula', editor.money)}?try={north.pk}").text

    def test_opens_though_a_figure_is_gone(self, editor: Editor):
        Indicator.objects.filter(code="households").update(code="families")
        assert "households" in editor.browser.get(f"{address('component', editor.money)}?at=components.1").text
        editor.presses("up", "components.1")
        text = editor.browser.get(address("formula", editor.money)).text
        assert "使う数がなくなったので、計算できません" in text
        assert "?at=components.0" in text
        assert "という数はありません" in editor.presses("down", "components.0")
        assert [each["name"] for each in editor.components] == ["均等割", "世帯割"]
        editor.presses("remove", "components.1")
        assert [each["name"] for each in editor.components] == ["均等割"]

    def test_is_closed_once_the_scheme_is_adopted(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        for name in ("formula", "formula_total"):
            assert "準備中に戻す" in as_user(hall.drafter).get(address(name, scheme), follow=True).text

    def test_is_the_section_s(self, as_user: AsUser, money: Scheme, hall: Hall, nanami: User):
        for name in ("formula", "component", "formula_total"):
            assert as_user(hall.director).get(address(name, money)).status_code == 403
            assert as_user(nanami).get(address(name, money)).status_code == 404


class TestComponent:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_has_a_form(self, editor: Editor, kind: str):
        page = editor.browser.get(f"{address('component', editor.money)}?at=components.2&kind={kind}").text
        assert KINDS[kind].label in page

    def test_is_added_and_changed(self, editor: Editor):
        assert "保存しました" in editor.types("components.2", "fixed", **FIXED)
        assert editor.components[2] == {"kind": "fixed", "name": "均等割", "group": "基本額", "amount": 600_000}
        editor.types("components.2", **{**FIXED, "amount": "1/2", "round": "up", "unit": "10", "minus": "on"})
        assert editor.components[2]["round"] == {"mode": "up", "unit": 10}
        assert editor.components[2]["minus"] is True

    def test_becomes_another_kind_and_keeps_its_name(self, editor: Editor):
        editor.types("components.1", "rate", name="世帯割", rate="1", per="100", count="「世帯数」 × 1/2")
        assert editor.components[1] == {
            "kind": "rate", "name": "世帯割", "rate": 1, "per": 100, "count": "households × 1 ÷ 2"
        }  # fmt: skip

    def test_holds_others(self, editor: Editor):
        editor.types("components.0", "smaller", name="小さい方")
        assert [part["kind"] for part in editor.components[0]["parts"]] == ["fixed", "fixed"]
        editor.types("components.0.parts.0", "months", name="月割")
        editor.types("components.0.parts.0.part", "fixed", amount="120,000")
        editor.types("components.0.parts.2", "cost", rate="１／２")
        assert editor.components[0]["parts"] == [
            {"kind": "months", "name": "月割", "part": {"kind": "fixed", "amount": 120_000}},
            {"kind": "fixed", "amount": 0},
            {"kind": "cost", "rate": "0.5"},
        ]
        editor.presses("remove", "components.0.parts.1")
        text = editor.browser.get(address("formula", editor.money)).text
        assert "もとになる計算: 定額" in text
        assert "次の計算の額 × 月数 ÷ 12。" in text

    def test_has_tables_one_line_a_row(self, editor: Editor):
        editor.types("components.2", "steps", by="世帯数", table="0以上 = 30,000\n３０超　５万\n")
        assert len(editor.components) == 2
        editor.types(
            "components.2", "steps", by="世帯数", table="0以上 = 30,000\n３０超 = ５０，０００\n100世帯以上: 80000\n"
        )
        assert editor.components[2]["table"] == [
            {"from": 0, "amount": 30_000},
            {"over": 30, "amount": 50_000},
            {"from": 100, "amount": 80_000},
        ]
        page = editor.browser.get(f"{address('component', editor.money)}?at=components.2").text
        assert "30超 = 50,000" in page

    def test_names_organizations_of_the_register(self, editor: Editor, north: Organization):
        text = editor.types("components.2", "named", sums="どこか = 5", otherwise="1")
        assert "「どこか」という団体がありません" in text
        editor.types("components.2", "named", sums=f"{north.name} = 500,000 = 支所がない", otherwise="300,000")
        (row,) = editor.components[2]["sums"]
        assert (row["key"], row["amount"], row["note"]) == (str(north.pk), 500_000, "支所がない")

    @pytest.mark.parametrize(
        ("kind", "typed", "sentence"),
        [
            ("fixed", {"amount": ""}, "額を入れてください"),
            ("fixed", {"amount": "多め"}, "数字として読めません"),
            ("fixed", {"amount": "-5"}, "0以上"),
            ("fixed", {"amount": "1", "floor": "5", "cap": "4"}, "下限額を、上限額まで"),
            ("rate", {"rate": "1", "count": "人工"}, "「人工」という数はありません"),
            ("rate", {"rate": "1", "count": "世帯数 +"}, "途中で終わっています"),
            ("steps", {"by": "世帯数", "table": "たくさん"}, "「100以上 = 50,000」のように"),
            ("limit_change", {"up": "", "down": ""}, "限度を入れて"),
            ("transition", {"since": "2025", "kept": "200%"}, "0%から100%"),
            ("fixed", {"amount": "1", "round": "up", "unit": "0"}, "0より大きい"),
        ],
    )
    def test_says_how_to_mend_what_was_typed(self, editor: Editor, kind: str, typed: dict[str, str], sentence: str):
        text = editor.types("components.2", kind, name="書きかけの名前", **typed)
        assert sentence in text
        assert "書きかけの名前" in text
        assert len(editor.components) == 2

    @pytest.mark.parametrize(
        "query", ["", "at=components.9", "at=total&kind=fixed", "at=components.2&kind=x", "at=components.2"]
    )
    def test_a_wrong_address_is_not_found(self, editor: Editor, query: str):
        assert editor.browser.get(f"{address('component', editor.money)}?{query}").status_code == 404


class TestTotalAndLists:
    def test_has_a_floor_and_a_budget(self, editor: Editor):
        editor.browser.post(address("formula_total", editor.money), {"floor": "50,000", "budget": "5,000,000"})
        editor.money.refresh_from_db()
        assert editor.money.formula["total"] == {"floor": 50_000, "budget": 5_000_000}
        assert (
            "数字として読めません" in editor.browser.post(address("formula_total", editor.money), {"floor": "x"}).text
        )

    def test_counts_what_the_scheme_names(self, editor: Editor, north: Organization):
        blank = {"unit": "", "value": "", "missing": "", "base_date": "", "cut": "", "mode": ""}
        rows = [
            {**blank, "code": "half", "name": "世帯の半分", "value": "世帯数 ÷ 2", "cut": "0.1", "mode": "down"},
            {**blank, "code": "merged_in", "name": "合併した年度", "missing": "0", "base_date": "R7.5.1"},
        ]
        url = address("scheme_rows", editor.money, "counted")
        editor.browser.post(url, sheet("counted", *rows))
        editor.money.refresh_from_db()
        assert editor.money.formula["figures"] == {
            "half": {"name": "世帯の半分", "value": "households ÷ 2", "round": {"unit": "0.1", "mode": "down"}},
            "merged_in": {"name": "合併した年度", "missing": 0, "base_date": "2025-05-01"},
        }
        assert "世帯数 ÷ 2" in editor.browser.get(url).text
        assert "「ない」という数" in editor.browser.post(url, sheet("counted", {**rows[0], "value": "ない"})).text
        typed = {"organization": str(north.pk), "code": "合併した年度", "value": "2,025", "basis": ""}
        figures = address("scheme_rows", editor.money, "figures")
        assert "という数はありません" in editor.browser.post(figures, sheet("figures", {**typed, "code": "距離"})).text
        editor.browser.post(figures, sheet("figures", typed))
        assert [(row.code, int(row.value)) for row in editor.money.figures.all()] == [("merged_in", 2025)]
        assert "合併した年度" in editor.browser.get(figures).text

    def test_shares_pools(self, editor: Editor):
        row = {"code": "main", "name": "原資", "amount": "全団体の計(世帯数) × 1000", "less": "均等割"}
        url = address("scheme_rows", editor.money, "pools")
        editor.browser.post(url, sheet("pools", row))
        editor.types("components.2", "pool", name="割", pool="main", portion="60%", by="世帯数", remainder="largest")
        assert editor.components[2]["portion"] == "0.6"
        assert "全団体の計(世帯数) × 1000" in editor.browser.get(url).text
        assert "原資「原資(全団体の計(世帯数) × 1,000円から均等割の計を引いた残り)」の60%" in editor.presses(
            "up", "components.2"
        )
        assert "原資がありません" in editor.browser.post(url, sheet("pools", {**row, "code": "other"})).text


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.stem)
def test_every_city_s_formula_is_entered_as_an_officer_would(as_user: AsUser, hall: Hall, land: Land, file: Path):
    """Box by box through the pages; the rule book that is exported then gives every example to the yen."""
    book = read_file(file.read_bytes())
    total, year = book.rule.total, FiscalYear(book.rule.fiscal_year)
    money = build.scheme_draft(
        hall.drafter, fiscal_year=year, base_date=book.rule.base_date, completion_by=year.end,
        rounding_unit=int(total.round.unit), rounding_mode=total.round.mode, cap=total.cap and int(total.cap),
    )  # fmt: skip
    money.formulate({"components": []}, by=hall.drafter)
    typist = Typist(Editor(as_user(hall.drafter), money), book)
    for name in sorted(bodies_named_in(typist.doc)):
        Organization.objects.create(name=name, furigana="だんたい", office_address="市内")
    typist.enters_everything()
    money.refresh_from_db()
    exported = as_user(hall.drafter).get(address("rulebook", money)).content
    rule = read_file(exported).rule
    for example in book.examples:
        assert list(example.differences(rule)) == []
