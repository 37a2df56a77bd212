"""試算: other numbers in a scheme's formula, for everybody at once; nothing is kept until somebody says so."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import User
from grants.formula.files import read_file
from grants.formula.writing import rule_document
from grants.models import Scheme
from grants.simulation.chart import BAR, HEIGHT, ceiling, chart
from grants.simulation.forms import SimulationForm
from grants.simulation.outcome import Outcome, Row, outcome, per
from organizations.models import Area, AreaFigure, Indicator, Organization
from records.events import Event
from records.fiscal import FiscalYear
from tests.cast import LONG_AGO, Hall, Land
from tests.grants import build
from tests.house.walk import ROOT
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
BOOKS = sorted((ROOT / "tests/grants/rulebooks").glob("*.toml"))
RATE, BASE = "components.1.rate", "components.0.amount"


def address(scheme: Scheme) -> str:
    return reverse("grants:simulation", args=[scheme.pk])


@pytest.fixture
def money(hall: Hall, land: Land) -> Scheme:
    """300,000 yen and 400 yen for each household, a draft."""
    return build.scheme_draft(hall.drafter)


@pytest.fixture
def body(north: Organization, nanami: User) -> Organization:
    """北の会 with 561 households: 524,400 yen, cut to 524,000."""
    return build.recognised(north, nanami)


def many(count: int, land: Land) -> list[Organization]:
    """Organizations, each with an area of its own and its households."""
    day, households = build.APRIL, Indicator.objects.get(code="households")
    bodies = Organization.objects.bulk_create(
        Organization(
            name=f"{n:03}の会", furigana=f"{n:03}", status="active", founded_on=LONG_AGO, recognised_on=LONG_AGO
        )
        for n in range(count)
    )
    top = land.north_oaza
    areas = Area.objects.bulk_create(
        Area(kind=top.kind, code=f"x{n}", name=f"第{n}区", parent=top.parent) for n in range(count)
    )
    Organization.areas.through.objects.bulk_create(
        Organization.areas.through(organization=one, area=area) for one, area in zip(bodies, areas, strict=True)
    )
    AreaFigure.objects.bulk_create(
        AreaFigure(area=area, indicator=households, as_of=day, value=100 + n) for n, area in enumerate(areas)
    )
    return bodies


class TestPage:
    def test_shows_what_everybody_would_get(self, as_user: AsUser, hall: Hall, money: Scheme, body: Organization):
        text = as_user(hall.drafter).get(address(money)).text
        assert "524,000円" in text
        assert "世帯数 1世帯につき400円。" in text
        assert '<input type="text" name="components.1.rate" value="400"' in text

    def test_other_numbers_give_other_amounts_and_nothing_is_kept(
        self, as_user: AsUser, hall: Hall, money: Scheme, body: Organization
    ):
        before, events = money.formula, Event.objects.count()
        answer = as_user(hall.drafter).post(
            address(money), {RATE: "５００", "scheme.rounding_unit": "100"}, follow=True
        )
        assert "580,500円" in answer.text
        assert "400 → <b>500</b>" in answer.text
        assert "1,000 → <b>100</b>" in answer.text
        assert 'name="components.1.rate" value="５００"' in answer.text
        money.refresh_from_db()
        assert (money.formula, money.rounding_unit, Event.objects.count()) == (before, 1000, events)

    def test_its_address_says_only_what_is_another_number(self, as_user: AsUser, hall: Hall, money: Scheme):
        answer = as_user(hall.drafter).post(address(money), {RATE: "500", BASE: "300000"})
        assert parse_qs(urlsplit(answer["Location"]).query) == {RATE: ["500"]}

    @pytest.mark.parametrize(
        ("name", "typed", "sentence"),
        [
            (RATE, "たくさん", "は数字として読めません"),
            (RATE, "", "を入れてください"),
            (RATE, "-5", "0以上の数を入れてください"),
            (RATE, "9" * 13, "1兆をこえています"),
            ("components.1.per", "0", "0より大きい数にしてください"),
            ("components.1.unit", "x", ""),
            ("components.1.round.unit", "10", "端数の処理を選ぶか"),
            ("components.1.floor", "5", ""),
            ("scheme.cap", "1500", "割り切れる額"),
            ("scheme.cap", "0", "1円以上の整数"),
            ("scheme.rounding_unit", "1/2", "1円以上"),
            ("total.floor", "1/0", "0で割っています"),
        ],
    )
    def test_a_wrong_number_is_told_at_its_box(
        self, as_user: AsUser, hall: Hall, money: Scheme, body: Organization, name: str, typed: str, sentence: str
    ):
        for ask in (as_user(hall.drafter).get, as_user(hall.drafter).post):
            answer = ask(address(money), {name: typed, BASE: "310000"}, follow=True)
            assert answer.status_code == 200
            assert sentence in answer.text
            assert ("か所を直してください" in answer.text) is bool(sentence)
            assert ("試算の結果" in answer.text) is not bool(sentence)
            assert 'value="310000"' in answer.text

    def test_stands_beside_what_was_decided_last_year(
        self, as_user: AsUser, hall: Hall, north: Organization, nanami: User
    ):
        scheme = build.scheme(hall.drafter)
        build.granted(north, scheme, nanami, hall)
        following = Scheme.begin(
            by=hall.drafter, like=scheme,
            **{**build.BASICS, "fiscal_year": FiscalYear(2026), "appropriation": 500_000},
        )  # fmt: skip
        row = outcome(following, following.rule()).rows[0]
        assert (row.amount, row.before, row.difference) == (524_000, 450_000, 74_000)
        text = as_user(hall.drafter).get(address(following)).text
        assert "予算額を24,000円こえます" in text
        assert "74,000円" in text

    def test_says_who_lacks_a_figure(self, as_user: AsUser, hall: Hall, money: Scheme, body: Organization):
        body.areas.clear()
        text = as_user(hall.drafter).get(address(money)).text
        assert "1団体は計算できません" in text
        assert "活動の区域を登録" in text

    def test_a_formula_whose_figure_is_gone_says_so(self, as_user: AsUser, hall: Hall, money: Scheme):
        Indicator.objects.filter(code="households").update(code="families")
        text = as_user(hall.drafter).get(address(money)).text
        assert "households" in text
        assert "試算の結果" not in text

    def test_costs_the_same_for_very_many(
        self,
        as_user: AsUser,
        hall: Hall,
        land: Land,
        money: Scheme,
        django_assert_max_num_queries: Callable[..., object],
    ):
        many(120, land)
        with django_assert_max_num_queries(36):  # type: ignore[attr-defined]
            text = as_user(hall.drafter).get(f"{address(money)}?{RATE}=1000&sort=-amount").text
        assert text.index("119の会") < text.index("118の会")
        assert "120件のうち 1〜50件" in text
        assert f"?{RATE}=1000&amp;sort=-amount&amp;all=1" in text
        assert text.count("h8V1000z") == 120
        everything = as_user(hall.drafter).get(f"{address(money)}?{RATE}=500&all=1&sort=nonsense&page=x").text
        assert everything.count('role="rowheader"') == 121

    def test_a_pool_and_a_share_are_typed_as_offices_write_them(self, hall: Hall, land: Land, money: Scheme):
        share = {"kind": "pool", "name": "均等", "pool": "town"}
        part = {"kind": "portion", "rate": "70%", "part": {"kind": "fixed", "amount": 10}}
        pools = {"town": {"name": "町の原資", "amount": "1000000"}}
        money.formulate({"pools": pools, "components": [share, part]}, by=hall.drafter)
        pool, rate = "pools.town.amount", "components.1.rate"
        form = SimulationForm(money, {pool: "2,000,000円", rate: "２／３"})
        assert (form.standing[pool], form.standing[rate]) == ("1,000,000", "70%")
        assert form.is_valid(), form.errors
        assert form.cleaned_data["document"]["pools"]["town"]["amount"] == 2_000_000
        assert [(each.before, each.after) for each in form.changes] == [("70%", "2/3"), ("1,000,000", "2,000,000")]

    def test_is_the_city_s(self, as_user: AsUser, hall: Hall, money: Scheme, nanami: User):
        scheme = build.scheme(hall.drafter, programme="roads")
        for name in ("simulation", "simulation_sheet"):
            assert as_user(nanami).get(reverse(f"grants:{name}", args=[money.pk])).status_code == 404
            assert as_user(nanami).get(reverse(f"grants:{name}", args=[scheme.pk])).status_code == 403
        assert as_user(hall.director).get(address(money)).status_code == 200
        assert as_user(hall.director).post(address(money), {RATE: "5", "take": "1"}).status_code == 403

    @pytest.mark.parametrize("file", BOOKS, ids=[book.stem for book in BOOKS])
    def test_has_a_box_for_every_number_of_any_rule_book(self, hall: Hall, land: Land, money: Scheme, file: object):
        rule = read_file(file.read_bytes()).rule  # type: ignore[attr-defined]
        money.formula = rule_document(rule)
        form = SimulationForm(money, {})
        assert form.is_valid(), form.errors
        assert form.changes == []
        again = SimulationForm(money, form.standing)
        assert (again.is_valid(), again.changes, again.query) == (True, [], "")


class TestTake:
    def take(self, browser: PortalClient, scheme: Scheme, **typed: str) -> str:
        return browser.post(address(scheme), {**typed, "take": "1"}, follow=True).text

    def test_the_numbers_become_the_scheme_s(self, as_user: AsUser, hall: Hall, money: Scheme):
        typed = {RATE: "500", "components.0.cap": "290,000", "scheme.cap": "1,000,000", "total.floor": "10000"}
        text = self.take(as_user(hall.drafter), money, **typed)
        assert "試算の数字を、制度に入れました" in text
        money.refresh_from_db()
        assert money.formula["components"][1]["rate"] == 500
        assert money.formula["components"][0]["cap"] == 290_000
        assert (money.cap, money.formula["total"]) == (1_000_000, {"floor": 10_000})
        told = [event.verb for event in build.happened(money)][:2]
        assert told == ["scheme.revise", "scheme.revise"]

    def test_nothing_changed_is_told(self, as_user: AsUser, hall: Hall, money: Scheme):
        assert "変えた数がありません" in self.take(as_user(hall.drafter), money)

    def test_is_refused_once_the_scheme_is_adopted(self, as_user: AsUser, hall: Hall, scheme: Scheme):
        text = self.take(as_user(hall.drafter), scheme, **{RATE: "500"})
        assert "「準備中に戻す」を押してください" in text
        assert 'value="500"' in text
        scheme.refresh_from_db()
        assert scheme.formula["components"][1]["rate"] == 400

    def test_is_all_or_nothing(self, as_user: AsUser, hall: Hall, money: Scheme, monkeypatch: pytest.MonkeyPatch):
        def fails(*_: object, **__: object) -> None:
            raise ValueError("no")

        monkeypatch.setattr(Scheme, "formulate", fails)
        with pytest.raises(ValueError, match="no"):
            self.take(as_user(hall.drafter), money, **{RATE: "500", "scheme.cap": "1000"})
        money.refresh_from_db()
        assert money.cap is None


class TestSheet:
    def sheet(self, browser: PortalClient, scheme: Scheme, **asked: str) -> list[tuple[object, ...]]:
        answer = browser.get(reverse("grants:simulation_sheet", args=[scheme.pk]), {"way": "xlsx", **asked})
        return list(load_workbook(BytesIO(answer.content)).active.values)

    def test_holds_the_same_table(self, as_user: AsUser, hall: Hall, money: Scheme, body: Organization):
        Organization.objects.filter(pk=body.pk).update(name="=1+1の会")
        heads, row, total = self.sheet(as_user(hall.drafter), money, **{RATE: "500"})
        assert heads[:4] == ("団体", "試算額", "前年度", "差")
        assert row[:3] == ("=1+1の会", 580_000, None)
        assert (row[6], row[7]) == (561, 1034)
        assert total[:2] == ("計", 580_000)
        csv = as_user(hall.drafter).get(
            reverse("grants:simulation_sheet", args=[money.pk]), {"way": "utf-8-sig", RATE: "500"}
        )
        assert "'=1+1の会,580000" in csv.content.decode()

    def test_wrong_numbers_make_no_file(self, as_user: AsUser, hall: Hall, money: Scheme):
        url = reverse("grants:simulation_sheet", args=[money.pk])
        assert as_user(hall.drafter).get(url, {"way": "xlsx", RATE: "x"}).status_code == 404
        assert as_user(hall.drafter).get(url, {"way": "pdf"}).status_code == 404


def row(amount: int | None, before: int | None) -> Row:
    return Row(Organization(name="会"), amount, before, None, None)


class TestChart:
    def test_is_none_without_amounts(self):
        assert chart([]) is None
        assert chart([row(0, None), row(None, None)]) is None

    @given(st.lists(st.tuples(st.none() | st.integers(0, 10**12), st.none() | st.integers(0, 10**12)), max_size=30))
    def test_every_column_lies_inside(self, pairs: list[tuple[int | None, int | None]]):
        drawn = chart([row(*pair) for pair in pairs])
        if drawn is None:
            return
        for column in drawn.columns:
            assert 0 <= column.y <= HEIGHT
            assert column.mark is None or 0 <= column.mark <= HEIGHT
            assert 0 <= column.x < column.x + BAR <= drawn.width
        assert "".join(path for _, path in drawn.bars).count("z") == len(pairs)
        assert drawn.scale[0] >= max(max(amount or 0, before or 0) for amount, before in pairs)

    @given(st.integers(1, 10**13))
    def test_the_scale_is_just_above_the_highest(self, amount: int):
        assert amount <= ceiling(amount) <= 4 * amount + 4
        assert ceiling(amount) % 4 == 0


class TestOrder:
    @given(st.lists(st.tuples(st.none() | st.integers(0, 999), st.none() | st.integers(0, 999))))
    def test_who_lacks_the_number_comes_last(self, pairs: list[tuple[int | None, int | None]]):
        found = Outcome(Scheme(appropriation=0), [row(*pair) for pair in pairs])
        told = [each.difference for each in found.ordered("-difference")]
        known = [each for each in told if each is not None]
        assert told == sorted(known, reverse=True) + [None] * (len(told) - len(known))
        assert found.ordered("") == found.rows

    def test_per_head_is_rounded_to_the_yen(self):
        from fractions import Fraction

        assert per(100, Fraction(3)) == 33
        assert per(101, Fraction(2)) == 51
        assert per(100, Fraction(0)) is None
