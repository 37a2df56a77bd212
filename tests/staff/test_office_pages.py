"""担当の設定: the city's rule and its absences, written and read on pages that need no script."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from records.era import era_date
from records.fiscal import FiscalYear
from staff.models import Absence, DecisionRule, Duty, Post, RuleStop, Substitute
from tests.cast import LONG_AGO, Hall
from tests.portal import PortalClient

Ceiling = DjangoAssertNumQueries
AsUser = Callable[[User], PortalClient]
RULES, NEW, COPY = (reverse(f"staff:{name}") for name in ("rules", "rule_new", "rules_copy"))
ABSENCES, AWAY, LENT = (reverse(f"staff:{name}") for name in ("absences", "absence_new", "substitute_new"))
THIS = FiscalYear.of(timezone.localdate())


def typed(hall: Hall, *stops: str, **otherwise: Any) -> dict[str, Any]:
    rows: dict[str, Any] = {"stops-TOTAL_FORMS": len(stops), "stops-INITIAL_FORMS": 0}
    for n, (part, post) in enumerate(stop.split(":") for stop in stops):
        rows |= {f"stops-{n}-part": part, f"stops-{n}-post": hall.posts[post].pk, f"stops-{n}-ORDER": n}
    form = {"case_kind": "grants.grant", "name": "課長専決", "below": "1,000,000", "department": ""}
    return {**form, **rows, "save": "1", **otherwise}


@pytest.fixture
def copied(hall: Hall) -> list[DecisionRule]:
    """This year's own rules, copied from the cast's older ones."""
    return DecisionRule.copy_year(THIS, by=hall.drafter, on=timezone.localdate())


class TestRulesPage:
    def test_draws_each_way_with_todays_people(self, as_user: AsUser, hall: Hall) -> None:
        page = as_user(hall.stranger).get(RULES).text
        assert page.count("回議 二郎") == DecisionRule.objects.count()
        assert "令和2年度の規程が、そのまま使われます" in page
        assert "決裁が止まる職" not in page
        assert NEW not in page

    def test_warns_of_a_post_that_nobody_holds(self, as_user: AsUser, hall: Hall) -> None:
        Duty.objects.filter(post=hall.posts["manager"]).update(ends_on=LONG_AGO)
        page = as_user(hall.drafter).get(RULES)
        assert "総合政策課長に、いま就いている人がいません。" in page.text
        assert page.text.count("就いている人がいません</span>") == DecisionRule.objects.count()
        assert "総合政策課長に、いま就いている人がいません。" in as_user(hall.drafter).get(reverse("staff:office")).text

    def test_warns_of_amounts_for_which_nobody_decides(
        self, as_user: AsUser, hall: Hall, copied: list[DecisionRule]
    ) -> None:
        DecisionRule.objects.filter(fiscal_year=THIS, case_kind="grants.grant").update(below=100)
        assert "上限より大きい額の起案を決裁できません" in as_user(hall.drafter).get(RULES).text

    def test_copies_a_year_with_one_button(self, as_user: AsUser, hall: Hall) -> None:
        answer = as_user(hall.drafter).post(COPY, {"year": THIS.next.number}, follow=True)
        assert f"{THIS.next}の規程をつくりました" in answer.text
        new, old = (DecisionRule.objects.filter(fiscal_year=year).count() for year in (THIS.next, FiscalYear(2020)))
        assert new == old > 0
        again = as_user(hall.drafter).post(COPY, {"year": THIS.next.number}, follow=True)
        assert "もうあります" in again.text

    @pytest.mark.parametrize("year", ["2019", "令和元年度", "abc", "9999999", ""])
    def test_any_year_in_the_address_gives_a_page(self, as_user: AsUser, hall: Hall, year: str) -> None:
        assert as_user(hall.drafter).get(RULES, {"year": year}).status_code == 200

    def test_costs_the_same_for_three_hundred_rules(
        self,
        as_user: AsUser,
        hall: Hall,
        copied: list[DecisionRule],
        django_assert_max_num_queries: Ceiling,
    ) -> None:
        rules = DecisionRule.objects.bulk_create(
            DecisionRule(fiscal_year=THIS, case_kind="grants.change", name=f"第{n}", below=n) for n in range(1, 301)
        )
        RuleStop.objects.bulk_create(
            RuleStop(rule=rule, position=1, post=hall.posts["manager"], part="decide") for rule in rules
        )
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(11):
            assert browser.get(RULES).text.count("合議 三子") == 300 + len(copied)


class TestRulePage:
    def test_writes_a_rule(self, as_user: AsUser, hall: Hall, copied: list[DecisionRule]) -> None:
        form = typed(hall, "consult:chief", "consult:clerk", "decide:manager", "read:mayor")
        answer = as_user(hall.drafter).post(NEW, form, follow=True)
        assert "道すじを足しました。" in answer.text
        rule = DecisionRule.objects.get(name="課長専決")
        assert (rule.fiscal_year, rule.below) == (THIS, 1_000_000)
        assert [(stop.position, stop.part) for stop in rule.stops_in_order()] == [
            (1, "consult"), (1, "consult"), (2, "decide"), (3, "read"),
        ]  # fmt: skip

    def test_shows_the_way_as_typed_and_saves_nothing(
        self, as_user: AsUser, hall: Hall, copied: list[DecisionRule]
    ) -> None:
        form = typed(hall, "circulate:chief", "decide:manager", preview="1")
        page = as_user(hall.drafter).post(NEW, form)
        assert page.text.count('<div class="post next') == 2
        assert not DecisionRule.objects.filter(name="課長専決").exists()

    def test_its_rows_move_without_a_script(self, as_user: AsUser, hall: Hall, copied: list[DecisionRule]) -> None:
        form = typed(hall, "circulate:chief", "decide:manager", add="stops")
        page = as_user(hall.drafter).post(NEW, form)
        assert 'name="stops-2-post"' in page.text
        assert f'<option value="{hall.posts["manager"].pk}" selected>' in page.text

    @pytest.mark.parametrize(
        ("stops", "otherwise", "sentence"),
        [
            (["circulate:chief"], {}, "決裁する職をちょうど1つ"),
            (["decide:chief"], {"below": "多い"}, "数字で"),
            (["decide:chief"], {"below": ""}, "もうあります"),
            (["decide:chief"], {"case_kind": "plans.future"}, "金額がない"),
            (["decide:chief"], {"name": ""}, "決裁区分を入れて"),
        ],
    )
    def test_tells_a_mistake_and_keeps_what_was_typed(
        self, as_user: AsUser, hall: Hall, copied: list[DecisionRule], stops: list[str], otherwise: Any, sentence: str
    ) -> None:
        page = as_user(hall.drafter).post(NEW, typed(hall, *stops, **otherwise))
        assert sentence in page.text
        assert f'<option value="{hall.posts["chief"].pk}" selected>' in page.text
        assert DecisionRule.objects.filter(fiscal_year=THIS).count() == len(copied)

    def test_revises_and_removes(self, as_user: AsUser, hall: Hall, copied: list[DecisionRule]) -> None:
        rule, browser = copied[0], as_user(hall.drafter)
        edit, remove = (reverse(f"staff:{name}", args=[rule.pk]) for name in ("rule", "rule_remove"))
        assert "前の規程から写した" in browser.get(edit).text
        form = typed(hall, "decide:mayor", case_kind=rule.case_kind, name="市長決裁", below="")
        assert "はじめの道すじのまま進みます" in browser.post(edit, form, follow=True).text
        rule.refresh_from_db()
        assert (rule.name, rule.stops.get().post) == ("市長決裁", hall.posts["mayor"])
        assert "市長決裁を消す" in browser.get(remove).text
        browser.post(remove)
        assert not DecisionRule.objects.filter(pk=rule.pk).exists()

    def test_outsiders(self, as_user: AsUser, hall: Hall, copied: list[DecisionRule], nanami: User) -> None:
        edit = reverse("staff:rule", args=[copied[0].pk])
        assert [as_user(who).get(edit).status_code for who in (hall.drafter, hall.stranger, nanami)] == [200, 403, 404]
        assert [as_user(who).post(COPY, {"year": "2030"}).status_code for who in (hall.stranger, nanami)] == [403, 403]
        assert [as_user(nanami).get(url).status_code for url in (RULES, ABSENCES, reverse("staff:office"))] == [403] * 3


class TestAbsencesPage:
    def test_one_registers_oneself_and_comes_back(self, as_user: AsUser, hall: Hall) -> None:
        browser, today = as_user(hall.stranger), timezone.localdate()
        form = {"user": hall.stranger.pk, "starts_on": era_date(today), "ends_on": "", "reason": "出張"}
        assert "財政 六助さんの不在を登録しました。" in browser.post(AWAY, form, follow=True).text
        absence = Absence.objects.get()
        assert "戻った<" in browser.get(ABSENCES).text
        assert "戻った<" not in as_user(hall.liaison).get(ABSENCES).text
        browser.post(reverse("staff:absence_back", args=[absence.pk]))
        assert not Absence.objects.held(on=today).exists()

    def test_only_the_section_registers_others(self, as_user: AsUser, hall: Hall) -> None:
        form = {"user": hall.chief.pk, "starts_on": era_date(timezone.localdate()), "ends_on": "", "reason": "休暇"}
        assert "一覧の中から選んでください" in as_user(hall.stranger).post(AWAY, form).text
        assert "回議 二郎さんの不在を登録しました" in as_user(hall.drafter).post(AWAY, form, follow=True).text
        absence = Absence.objects.get()
        back = reverse("staff:absence_back", args=[absence.pk])
        assert as_user(hall.stranger).post(back).status_code == 403

    def test_a_past_day_is_told_at_the_day(self, as_user: AsUser, hall: Hall) -> None:
        yesterday = era_date(timezone.localdate() - timedelta(days=1))
        form = {"user": hall.stranger.pk, "starts_on": yesterday, "ends_on": "", "reason": "出張"}
        page = as_user(hall.stranger).post(AWAY, form)
        assert "過ぎた日からにはできません" in page.context["form"].errors["starts_on"][0]
        assert 'value="出張"' in page.text

    def test_a_deputy_is_named_by_who_holds_the_post(self, as_user: AsUser, hall: Hall) -> None:
        today = era_date(timezone.localdate())
        form = {
            "post": hall.posts["director"].pk, "deputy": hall.posts["manager"].pk, "order": "1",
            "starts_on": today, "ends_on": "",
        }  # fmt: skip
        assert "一覧の中から選んでください" in as_user(hall.stranger).post(LENT, form).text
        assert "総務部長の代わりを決めました" in as_user(hall.director).post(LENT, form, follow=True).text
        again = as_user(hall.drafter).post(LENT, {**form, "deputy": hall.posts["chief"].pk})
        assert "もう決まっています" in again.context["form"].errors["order"][0]
        release = reverse("staff:substitute_release", args=[Substitute.objects.get().pk])
        assert as_user(hall.stranger).post(release).status_code == 403
        as_user(hall.director).post(release)
        assert not Substitute.objects.exists()

    def test_costs_the_same_for_three_hundred_substitutes(
        self, as_user: AsUser, hall: Hall, django_assert_max_num_queries: Ceiling
    ) -> None:
        posts = Post.objects.bulk_create(
            Post(department=hall.section, name=f"第{n}課長", title="課長") for n in range(300)
        )
        Substitute.objects.bulk_create(
            Substitute(post=post, deputy=hall.posts["chief"], starts_on=LONG_AGO) for post in posts
        )
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(10):
            assert browser.get(ABSENCES).text.count("やめる<") == 300
