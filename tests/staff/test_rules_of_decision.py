"""専決規程: which way a case goes, and how the city writes it down."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise, product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from records.approvals import Part
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from staff.models import DecisionRule, Department, RuleStop
from staff.routes import office_of, route_for
from staff.ways import SHARING, Stops, positions
from tests.cast import MONDAY, Hall

THIS = FiscalYear(2025)
GRANT = DecisionRule.Kind.GRANT
Write = Callable[..., DecisionRule]


def way(hall: Hall, *stops: str) -> Stops:
    """「circulate:chief」, …"""
    return [(part, hall.posts[post]) for part, post in (stop.split(":") for stop in stops)]


@pytest.fixture
def write(hall: Hall) -> Write:
    DecisionRule.objects.all().delete()

    def written(name: str, *stops: str, **facts: Any) -> DecisionRule:
        values: dict[str, Any] = {"case_kind": GRANT, "department": None, "below": None, "fiscal_year": THIS, **facts}
        return DecisionRule.establish(
            by=hall.drafter, on=MONDAY, name=name, stops=way(hall, *stops or ("decide:manager",)), **values
        )

    return written


def name_for(amount: int | None, office: Department | None, on: date = MONDAY) -> str:
    return route_for(GRANT, amount=amount, on=on, department=office)[0].name


class TestRouteFor:
    @pytest.mark.parametrize(
        ("amount", "name"),
        [
            (999_999, "課長専決"),
            (1_000_000, "部長専決"),
            (2_999_999, "部長専決"),
            (3_000_000, "市長決裁"),
            (None, "市長決裁"),
        ],
    )
    def test_finds_the_band_of_the_amount(self, write: Write, amount: int | None, name: str) -> None:
        write("市長決裁")
        write("課長専決", below=1_000_000)
        write("部長専決", below=3_000_000)
        assert name_for(amount, None) == name

    def test_the_nearest_department_up_the_tree_wins(self, write: Write, hall: Hall) -> None:
        division = hall.section.parent
        tax = Department.objects.get(name="税務課")
        write("全庁", below=100)
        write("課の道すじ", department=division)
        found = {
            office: route_for(GRANT, amount=50, on=MONDAY, department=office)[0].name for office in (division, tax)
        }
        assert found == {division: "課の道すじ", tax: "全庁"}
        assert route_for(GRANT, amount=50, on=MONDAY, department=hall.section)[0].name == "課の道すじ"
        write("係の道すじ", department=hall.section, below=10)
        names = [route_for(GRANT, amount=n, on=MONDAY, department=hall.section)[0].name for n in (5, 50)]
        assert names == ["係の道すじ", "課の道すじ"]

    def test_a_year_without_rules_of_its_own_takes_those_before(self, write: Write, hall: Hall) -> None:
        write("今の規程")
        DecisionRule.copy_year(FiscalYear(2026), by=hall.drafter, on=MONDAY)
        DecisionRule.objects.filter(fiscal_year=2026).update(name="次の規程")
        found = [
            route_for(GRANT, amount=1, on=day)[0].name
            for day in (MONDAY, date(2026, 3, 31), date(2026, 4, 1), date(2030, 5, 1))
        ]
        assert found == ["今の規程", "今の規程", "次の規程", "次の規程"]

    @pytest.mark.parametrize("kind", ["grants.change", "plans.future"])
    def test_says_where_a_missing_way_is_mended(self, write: Write, kind: str) -> None:
        write("部長専決")
        with pytest.raises(NotNow, match="「担当の設定」の「専決規程」に入れてください"):
            route_for(kind, amount=None, on=MONDAY)

    def test_knows_from_which_office_somebody_drafts(self, hall: Hall) -> None:
        assert office_of(hall.drafter, on=MONDAY) == hall.section
        assert office_of(hall.stranger, on=MONDAY) == hall.posts["clerk"].department

    def test_gives_the_posts_in_order(self, write: Write) -> None:
        write("道すじ", "circulate:chief", "consult:manager", "consult:clerk", "decide:director", "read:mayor")
        stops = route_for(GRANT, amount=1, on=MONDAY)[1]
        assert [(stop.position, str(stop.post)) for stop in stops] == [
            (1, "協働推進係長"), (2, "総合政策課長"), (2, "税務課員"), (3, "総務部長"), (4, "見本市長"),
        ]  # fmt: skip


class TestEstablish:
    @pytest.mark.parametrize(
        ("stops", "sentence"),
        [
            (["circulate:chief"], "ちょうど1つ"),
            (["decide:chief", "decide:manager"], "ちょうど1つ"),
            (["decide:manager", "circulate:chief"], "決裁の前に"),
            (["read:chief", "decide:manager"], "供覧は決裁の後に"),
            (["circulate:manager", "decide:manager"], "総合政策課長が、2度"),
        ],
    )
    def test_is_refused_where_nobody_could_decide(self, write: Write, stops: list[str], sentence: str) -> None:
        with pytest.raises(NotNow, match=sentence):
            write("道すじ", *stops)
        assert not DecisionRule.objects.exists()

    def test_a_kind_without_money_has_no_limit(self, write: Write) -> None:
        with pytest.raises(NotNow, match="認可には金額がない") as refusal:
            write("道すじ", case_kind="organizations.recognition", below=100)
        assert list(refusal.value.message_dict) == ["below"]

    def test_the_same_band_twice_is_refused(self, write: Write) -> None:
        write("一つめ")
        with pytest.raises(ValidationError, match="もうあります"):
            write("二つめ")

    def test_a_single_rule_does_not_begin_a_year_that_has_earlier_rules(self, write: Write) -> None:
        """Every other kind of case would stand without a way."""
        write("今の規程")
        with pytest.raises(NotNow, match="先に、前の規程を写してください"):
            write("次の規程", fiscal_year=FiscalYear(2026))

    def test_is_told(self, write: Write) -> None:
        rule = write("課長専決", "circulate:chief", "decide:manager", below=1_000_000)
        (event,) = Event.objects.about(rule)
        told = {change["label"]: change["after"] for change in event.facts["changes"]}
        assert told["金額の上限"] == "100万円未満"
        assert told["道すじ"] == "協働推進係長(回議) → 総合政策課長(決裁)"


class TestRevise:
    def test_tells_before_and_after(self, write: Write, hall: Hall) -> None:
        rule = write("課長専決", "decide:manager")
        rule.revise(by=hall.drafter, on=MONDAY, name="部長専決", stops=way(hall, "decide:director"))
        event = Event.objects.about(rule)[0]
        assert event.facts["changes"] == [
            {"label": "決裁区分", "before": "課長専決", "after": "部長専決"},
            {"label": "道すじ", "before": "総合政策課長(決裁)", "after": "総務部長(決裁)"},
        ]

    def test_leaves_a_year_that_is_over(self, write: Write, hall: Hall) -> None:
        rule = write("課長専決")
        with pytest.raises(NotNow, match="令和7年度は終わったので"):
            rule.revise(by=hall.drafter, on=date(2026, 4, 1), stops=way(hall, "decide:director"))
        with pytest.raises(NotNow, match="令和7年度は終わったので"):
            rule.abolish(by=hall.drafter, on=date(2026, 4, 1))

    def test_leaves_nothing_behind_when_the_way_is_wrong(self, write: Write, hall: Hall) -> None:
        rule = write("課長専決", "decide:manager")
        with pytest.raises(NotNow):
            rule.revise(by=hall.drafter, on=MONDAY, name="別の名", stops=way(hall, "circulate:chief"))
        rule.refresh_from_db()
        assert (rule.name, rule.stops.get().post) == ("課長専決", hall.posts["manager"])


class TestCopyYear:
    def test_makes_the_next_years_own_rules(self, write: Write, hall: Hall) -> None:
        write("課長専決", "circulate:chief", "decide:manager", below=10, department=hall.section)
        (copied,) = DecisionRule.copy_year(FiscalYear(2026), by=hall.drafter, on=MONDAY)
        assert (copied.fiscal_year, copied.name, copied.below, copied.department) == (
            FiscalYear(2026), "課長専決", 10, hall.section,
        )  # fmt: skip
        assert [str(stop) for stop in copied.stops_in_order()] == ["1 協働推進係長(回議)", "2 総合政策課長(決裁)"]

    def test_is_refused_twice_and_from_nothing(self, write: Write, hall: Hall) -> None:
        with pytest.raises(NotNow, match="写すもとの規程がありません"):
            DecisionRule.copy_year(THIS, by=hall.drafter, on=MONDAY)
        write("課長専決")
        with pytest.raises(NotNow, match="もうあります"):
            DecisionRule.copy_year(THIS, by=hall.drafter, on=MONDAY)


def test_only_neighbours_of_a_sharing_part_share_a_position() -> None:
    """Every way of up to five posts."""
    for parts in (way for length in range(6) for way in product(Part.values, repeat=length)):
        found = positions(parts)
        assert sorted(set(found)) == list(range(1, len(set(found)) + 1))
        shared = [here == before for before, here in pairwise(found)]
        assert shared == [here == before and here in SHARING for before, here in pairwise(parts)]


class TestDatabase:
    @pytest.mark.parametrize(
        ("first", "second", "rule"),
        [
            ("circulate", "circulate", "only_parts_that_act_side_by_side"),
            ("consult", "read", "the_posts_of_one_position_have_one_part"),
        ],
    )
    def test_keeps_positions_in_order(self, hall: Hall, first: str, second: str, rule: str) -> None:
        made = DecisionRule.objects.create(fiscal_year=2024, case_kind=GRANT, name="道すじ")
        RuleStop.objects.create(rule=made, position=1, post=hall.posts["chief"], part=first)
        with pytest.raises(IntegrityError, match=rule):
            RuleStop.objects.create(rule=made, position=1, post=hall.posts["manager"], part=second)
