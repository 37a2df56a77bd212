"""検査: a draw that anybody can repeat, reasons for a closer look, and what an inspection keeps from happening."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import User
from grants.inspections import tasks
from grants.inspections.drawing import draw, fingerprint, size
from grants.inspections.risks import risks_of
from grants.models import Draw, Expense, Grant, Inspection, Report, Scheme
from grants.report_review import review
from organizations.models import Officer
from records.cases import NotNow
from records.mail import Mail
from records.retention.kinds import GONE, HOLDINGS
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.checking import concluded, drawn, inspector, planned
from tests.grants.crowd import crowd

CODES = [f"AAAA-BBBB-{n:04}" for n in range(40)]
KNOWN = ["AAAA-BBBB-0014", "AAAA-BBBB-0025", "AAAA-BBBB-0039"]


class TestTheDraw:
    def test_is_the_same_on_every_machine(self):
        """KNOWN was worked out in a shell: printf 'seed\\ncode' | sha256sum, for each code, sorted."""
        assert draw("令和8年4月6日 立会人の言葉", CODES, 3) == KNOWN
        assert draw("令和8年4月6日 立会人の言葉", reversed(CODES), 3) == KNOWN

    @given(some.text(max_size=20), some.sets(some.text(min_size=1, max_size=5), max_size=20), some.integers(0, 25))
    def test_takes_as_many_as_there_are_each_once(self, seed: str, codes: set[str], count: int):
        found = draw(seed, codes, count)
        assert len(found) == len(set(found)) == min(count, len(codes))
        assert set(found) <= codes
        assert found == draw(seed, codes, len(codes))[:count], "a larger draw begins with the smaller one"

    @pytest.mark.parametrize(
        ("population", "percent", "minimum", "count"),
        [(40, 10, 1, 4), (41, 10, 1, 5), (3, 10, 1, 1), (3, 10, 5, 3), (0, 10, 1, 0), (7, 0, 2, 2), (7, 100, 0, 7)],
    )
    def test_is_of_a_share_rounded_up(self, population: int, percent: int, minimum: int, count: int):
        assert size(population, percent=percent, minimum=minimum) == count

    def test_a_population_has_one_fingerprint(self):
        assert fingerprint(CODES) == fingerprint(reversed(CODES)) != fingerprint(CODES[1:])


@pytest.mark.django_db
class TestDraw:
    def test_is_kept_with_its_seed_and_population(self, granted: Grant, hall: Hall):
        made = drawn(granted.scheme, hall)
        assert (made.number, len(made.population), len(made.drawn)) == (1, 1, 1)
        assert made.seed.startswith("立会人の言葉 ")
        assert made.can_be_repeated
        case = Inspection.objects.get()
        assert (case.grant, case.draw, case.status) == (granted, made, "chosen")
        assert build.happened(granted.scheme, "scheme.draw_inspections")[0].actor == hall.drafter

    def test_is_never_rewritten(self, granted: Grant, hall: Hall):
        made = drawn(granted.scheme, hall)
        with pytest.raises(TypeError):
            Draw.objects.all().delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save()

    def test_a_second_one_needs_a_reason_and_takes_nothing_back(self, granted: Grant, hall: Hall):
        drawn(granted.scheme, hall)
        with pytest.raises(ValidationError, match="もう一度抽出する理由"):
            drawn(granted.scheme, hall)
        again = drawn(granted.scheme, hall, reason="交付決定が増えたため")
        assert again.number == 2
        assert Inspection.objects.get().draw.number == 1  # type: ignore[union-attr]

    def test_is_refused_where_there_is_nothing_to_draw(self, proposed: Grant, hall: Hall):
        with pytest.raises(NotNow, match="抽出できる交付金がありません"):
            drawn(proposed.scheme, hall)
        assert not Draw.objects.exists()

    def test_of_nobody_is_refused(self, granted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="1件も抽出されません"):
            drawn(granted.scheme, hall, percent=0, minimum=0)

    def test_many_are_drawn_by_their_share(self, scheme: Scheme, nanami: User, hall: Hall):
        crowd(scheme, 21, sender=nanami, hall=hall, states=["granted"])
        made = drawn(scheme, hall, percent=10)
        assert (len(made.population), len(made.drawn), Inspection.objects.count()) == (21, 3, 3)


@pytest.mark.django_db
class TestRisks:
    def of(self, grant: Grant, on: date = MONDAY) -> list[str]:
        return risks_of(grant.scheme, [grant], on=on)[grant.pk]

    def test_begin_with_a_first_grant_and_nothing_else(self, granted: Grant):
        assert self.of(granted) == ["はじめて交付を受けた団体"]

    def test_see_a_new_president_and_a_large_amount(self, granted: Grant, kuko: User, hall: Hall):
        granted.organization.officers.filter(kind=Officer.Kind.PRESIDENT).update(ends_on=MONDAY)
        cast.officer(granted.organization, cast.person("北野 十子", "toko"), since=MONDAY + timedelta(days=1))
        build.granted(kuko.roles.get().organization, granted.scheme, kuko, hall, 100_000)
        assert {"年度の途中で会長が代わった", "交付額が、平均の1.5倍以上"} <= set(self.of(granted))

    def test_see_odd_receipts_a_late_report_and_a_surplus(self, granted: Grant, nanami: User, hall: Hall):
        build.paid(granted, nanami, hall)
        report = build.reported(granted, nanami, 300_000)
        Expense.objects.update(is_another=True, photo=None)
        Report.objects.filter(pk=report.pk).update(received_at=report.received_at.replace(year=2026))  # type: ignore[union-attr]
        receipts = {"写真のない領収書が1枚", "「同じ内容の別の支払い」の領収書が1枚"}
        assert set(self.of(granted)) >= {*receipts, "実績報告が期限におくれた", "使い残しが交付額の33%"}

    def test_see_that_nothing_came_when_the_day_is_over(self, granted: Grant):
        assert "実績報告が期限におくれた" in self.of(granted, on=date(2026, 4, 11))

    def test_cost_the_same_for_thirty_grants(
        self, scheme: Scheme, nanami: User, hall: Hall, django_assert_max_num_queries: Any
    ):
        grants = crowd(scheme, 30, sender=nanami, hall=hall, states=["granted"])
        with django_assert_max_num_queries(12):
            risks_of(scheme, grants, on=MONDAY)


@pytest.mark.django_db
class TestChoose:
    def test_by_hand_keeps_the_reason_and_the_risks(self, granted: Grant, hall: Hall):
        (case,) = Inspection.choose([granted], by=hall.drafter, why="領収書が読みにくい。")
        assert (case.why, case.risks) == ("領収書が読みにくい。", ["はじめて交付を受けた団体"])
        assert Inspection.choose([granted], by=hall.drafter, why="もう一度") == []

    def test_is_refused_before_the_decision(self, proposed: Grant, hall: Hall):
        with pytest.raises(NotNow, match="交付が決まってから"):
            Inspection.choose([proposed], by=hall.drafter, why="x")

    def test_what_was_drawn_stays(self, granted: Grant, hall: Hall):
        drawn(granted.scheme, hall)
        with pytest.raises(NotNow, match="抽出された検査は、外せません"):
            Inspection.objects.get().release(by=hall.drafter, reason="x")
        assert Inspection.objects.get().status == "chosen"

    def test_what_was_added_can_be_taken_out(self, granted: Grant, hall: Hall):
        (case,) = Inspection.choose([granted], by=hall.drafter, why="x")
        case.release(by=hall.drafter, reason="書類で足りた。")
        assert case.status == "released"


@pytest.fixture
def chosen(granted: Grant, hall: Hall) -> Inspection:
    return Inspection.choose([granted], by=hall.drafter, why="領収書が読みにくい。")[0]


@pytest.mark.django_db
class TestPlan:
    def test_tells_the_organization(self, chosen: Inspection, hall: Hall, nanami: User):
        assert not Inspection.objects.visible_to(nanami, on=MONDAY).exists()
        planned(chosen, hall)
        assert chosen.team() == [inspector(hall)]
        assert Inspection.objects.visible_to(nanami, on=MONDAY).exists()
        assert Mail.objects.filter(subject__contains="の検査を、").exists()

    def test_is_refused_without_inspectors_and_for_yesterday(self, chosen: Inspection, hall: Hall):
        with pytest.raises(NotNow, match="1人以上"):
            planned(chosen, hall, team=[])
        with pytest.raises(NotNow, match="今日か、それより後"):
            planned(chosen, hall, planned_on=MONDAY - timedelta(days=1))

    def test_whoever_judged_the_report_does_not_inspect(self, chosen: Inspection, nanami: User, hall: Hall):
        build.paid(chosen.grant, nanami, hall)
        report = build.reported(chosen.grant, nanami)
        review(report, {"1": ("fit", "")}, by=hall.drafter)
        with pytest.raises(NotNow, match="実績報告の確認をしたので"):
            planned(chosen, hall, team=[hall.drafter])

    def test_those_who_cannot_see_it_do_not_inspect(self, chosen: Inspection, hall: Hall):
        with pytest.raises(NotNow, match="見られない職"):
            planned(chosen, hall, team=[hall.stranger])


@pytest.mark.django_db
class TestConclude:
    def test_ends_with_what_was_found(self, chosen: Inspection, hall: Hall):
        concluded(planned(chosen, hall), hall)
        assert (chosen.status, chosen.result, chosen.done_by) == ("done", "fit", inspector(hall))
        assert Mail.objects.filter(subject__contains="検査の結果").exists()

    def test_is_the_inspectors_own(self, chosen: Inspection, hall: Hall):
        planned(chosen, hall)
        with pytest.raises(NotNow, match="検査員だけ"):
            chosen.conclude(
                by=hall.director, on=MONDAY, result="fit", mend_by=None, held_on=MONDAY, attended="", findings="x"
            )

    def test_waits_for_what_is_to_be_mended(self, chosen: Inspection, hall: Hall):
        concluded(planned(chosen, hall), hall, result="mend", mend_by=MONDAY + timedelta(days=9))
        assert chosen.status == "mending"
        chosen.mend(by=hall.drafter, mended="通帳の写しを見た。")
        assert (chosen.status, chosen.done_by) == ("done", hall.drafter)

    @pytest.mark.parametrize(
        ("facts", "word"),
        [
            ({"held_on": MONDAY + timedelta(days=1)}, "まだ来ていない日"),
            ({"held_on": date(2025, 5, 11)}, "交付を決めた日か"),
            ({"result": "mend", "mend_by": MONDAY - timedelta(days=1)}, "今日か、それより後"),
            ({"result": "mend", "mend_by": None}, "直す期限を入れて"),
        ],
    )
    def test_is_refused_for_days_that_make_no_sense(
        self, chosen: Inspection, hall: Hall, facts: dict[str, Any], word: str
    ):
        planned(chosen, hall)
        with pytest.raises(ValidationError, match=word):
            concluded(chosen, hall, **facts)
        chosen.refresh_from_db()
        assert (chosen.status, chosen.result) == ("planned", "")

    def test_is_refused_before_the_plan(self, chosen: Inspection, hall: Hall):
        with pytest.raises(NotNow, match="予定を決めた検査だけ"):
            concluded(chosen, hall)


@pytest.mark.django_db
class TestTheAmountWaits:
    @pytest.fixture
    def reported(self, granted: Grant, nanami: User, hall: Hall) -> Report:
        build.paid(granted, nanami, hall)
        return build.reported(granted, nanami)

    def test_until_the_inspection_is_done(self, reported: Report, hall: Hall):
        drawn(reported.grant.scheme, hall)
        with pytest.raises(NotNow, match="検査が済んでから、額を確定します"):
            build.confirm_proposed(reported, hall)
        reported.refresh_from_db()
        case = Inspection.objects.get()
        planned(case, hall, team=[hall.mayor])
        concluded(case, hall, by=hall.mayor)
        build.confirmed(reported, hall)
        assert reported.grant.status in {"confirmed", "settled"}

    def test_also_when_it_was_drawn_on_the_way(self, reported: Report, hall: Hall):
        build.confirm_proposed(reported, hall)
        drawn(reported.grant.scheme, hall)
        build.approve(reported, hall.chief, hall.manager)
        with pytest.raises(NotNow, match="検査が済んでから"):
            build.approve(reported, hall.director)
        reported.grant.refresh_from_db()
        assert reported.grant.amount_confirmed is None

    def test_whoever_inspects_does_not_judge_the_report(self, reported: Report, hall: Hall):
        (case,) = Inspection.choose([reported.grant], by=hall.drafter, why="x")
        planned(case, hall, team=[hall.drafter])
        with pytest.raises(NotNow, match="検査員なので"):
            review(reported, {"1": ("fit", "")}, by=hall.drafter)


@pytest.mark.django_db
class TestTasks:
    def test_go_from_the_section_to_the_inspectors_and_the_organization(
        self, chosen: Inspection, hall: Hall, nanami: User
    ):
        assert [task.mine for task in tasks.for_city(hall.drafter, on=MONDAY)] == [True]
        assert tasks.for_leader(nanami, on=MONDAY) == []
        planned(chosen, hall)
        assert [task.mine for task in tasks.for_city(inspector(hall), on=MONDAY)] == [True]
        assert [task.mine for task in tasks.for_city(hall.drafter, on=MONDAY)] == [False]
        (task,) = tasks.for_leader(nanami, on=MONDAY)
        assert task.due == chosen.planned_on
        concluded(chosen, hall)
        assert tasks.for_leader(nanami, on=MONDAY) == tasks.for_city(hall.drafter, on=MONDAY) == []


@pytest.mark.django_db
def test_its_words_go_when_its_period_is_over(chosen: Inspection, hall: Hall):
    concluded(planned(chosen, hall), hall)
    HOLDINGS["grants.inspection"].erase(chosen.pk)
    chosen.refresh_from_db()
    assert (chosen.findings, chosen.why, chosen.attended, chosen.result) == (GONE, GONE, "", "fit")
