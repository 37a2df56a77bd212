"""The future plan's verbs. 北野 七海 writes for 北の会; 南野 九子 of 南の会 sees nothing of it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from organizations.models import Organization
from plans.models import FuturePlan, Measure, Opinion
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.mail import Mail
from tests.cast import MONDAY, Hall
from tests.plans.build import TEXTS, measure, sheets

pytestmark = pytest.mark.django_db
Status = FuturePlan.Status


def numbers(plan: FuturePlan) -> list[str]:
    return [str(row) for row in plan.measures.all()]


def as_sheets(plan: FuturePlan) -> dict[str, Any]:
    """The plan's rows as its page would send them back."""
    return {
        "gatherings": list(plan.gatherings.values("id", "held_on", "method", "participants")),
        "issues": list(plan.issues.values("id", "text")),
        "goals": [{"id": g.pk, "key": str(g.pk), "text": g.text} for g in plan.goals.all()],
        "measures": [{"id": m.pk} | measure(str(m.goal_id), m.content, field=m.field) for m in plan.measures.all()],
    }


class TestVisibleTo:
    def test_a_draft_is_its_organizations_secret(
        self, future: FuturePlan, hall: Hall, nanami: User, kuko: User
    ) -> None:
        seen = {u.name: FuturePlan.objects.visible_to(u, on=MONDAY).count() for u in (nanami, hall.chief, kuko)}
        assert seen == {"北野 七海": 1, "回議 二郎": 0, "南野 九子": 0}

    def test_the_city_sees_what_was_laid_before_it(
        self, future: FuturePlan, hall: Hall, nanami: User, kuko: User
    ) -> None:
        future.ask_opinion(by=nanami)
        seen = {u.name: FuturePlan.objects.visible_to(u, on=MONDAY).count() for u in (hall.chief, hall.stranger, kuko)}
        assert seen == {"回議 二郎": 1, "財政 六助": 0, "南野 九子": 0}


class TestBegin:
    def test_starts_a_draft_of_five_years(self, north: Organization, nanami: User) -> None:
        plan = FuturePlan.begin(north, FiscalYear(2025), by=nanami)
        assert (plan.status, plan.version, plan.period) == (Status.DRAFT, 1, "令和7年度〜令和11年度")

    def test_refuses_a_second_draft(self, future: FuturePlan, nanami: User) -> None:
        with pytest.raises(ValidationError, match="もう"):
            FuturePlan.begin(future.organization, FiscalYear(2025), by=nanami)
        assert FuturePlan.objects.count() == 1


class TestWrite:
    def test_numbers_the_measures_goal_by_goal(self, future: FuturePlan) -> None:
        assert numbers(future) == ["1-1 見守り", "1-2 世代をこえた集まり", "2-1 道と水路を守る"]

    def test_keeps_rows_that_stay_and_lets_the_others_go(self, future: FuturePlan, nanami: User) -> None:
        page = as_sheets(future)
        kept = [page["measures"][1]["id"], page["measures"][0]["id"]]
        page["measures"] = [page["measures"][1], page["measures"][0]]
        page["goals"] = page["goals"][:1]
        future.write(TEXTS, sheets(**page), by=nanami, seen=1)
        assert [row.pk for row in future.measures.all()] == kept
        assert numbers(future) == ["1-1 世代をこえた集まり", "1-2 見守り"]

    def test_a_measure_may_move_to_another_goal_whose_own_goes(self, future: FuturePlan, nanami: User) -> None:
        page = as_sheets(future)
        moved = page["measures"][0] | {"goal": page["goals"][1]["key"]}
        page |= {"goals": page["goals"][1:], "measures": [page["measures"][2], moved]}
        future.write(TEXTS, sheets(**page), by=nanami, seen=1)
        assert numbers(future) == ["1-1 道と水路を守る", "1-2 見守り"]

    def test_refuses_a_stale_page(self, future: FuturePlan, nanami: User, hachiro: User) -> None:
        future.write({**TEXTS, "slogan": "会計の案"}, sheets(), by=hachiro, seen=1)
        with pytest.raises(NotNow, match="別の画面"):
            future.write({**TEXTS, "slogan": "会長の案"}, sheets(), by=nanami, seen=1)
        future.refresh_from_db()
        assert future.slogan == "会計の案"

    def test_a_term_runs_forwards(self, future: FuturePlan, nanami: User) -> None:
        with pytest.raises(ValidationError, match="おわりの年度"):
            future.write({**TEXTS, "to_year": FiscalYear(2020)}, sheets(), by=nanami, seen=1)

    @pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
    def test_is_refused_in_any_other_state(self, future: FuturePlan, nanami: User, status: str) -> None:
        stand(future, status)
        with pytest.raises(NotNow):
            future.write(TEXTS, sheets(), by=nanami, seen=1)


class TestOpinion:
    def test_goes_to_the_city_and_comes_back_with_its_words(self, future: FuturePlan, hall: Hall, nanami: User) -> None:
        future.ask_opinion(by=nanami)
        first = future.measures.first()
        future.give_opinion({None: "よい計画です。", first: "市は見守り名簿を渡します。"}, by=hall.chief)
        assert future.status == Status.DRAFT
        assert [(o.about, o.text, o.as_post) for o in future.opinions.all()] == [
            ("", "よい計画です。", "協働推進係長"),
            ("1-1 見守り", "市は見守り名簿を渡します。", "協働推進係長"),
        ]

    def test_is_told_by_mail(self, future: FuturePlan, hall: Hall, nanami: User) -> None:
        future.ask_opinion(by=nanami)
        future.give_opinion({None: "よい計画です。"}, by=hall.chief)
        mail = Mail.objects.get(to_user=nanami)
        assert mail.subject == "「北地区 みんなの将来計画」に、市の意見が届きました"
        assert f"/plans/future/{future.pk}/edit/" in mail.body

    def test_outlives_its_measure(self, future: FuturePlan, hall: Hall, nanami: User) -> None:
        future.ask_opinion(by=nanami)
        future.give_opinion({future.measures.get(number="1-1"): "市の仕事です。"}, by=hall.chief)
        future.write(TEXTS, sheets(), by=nanami, seen=1)
        assert Opinion.objects.get().about == "1-1 見守り"

    def test_wants_a_word(self, future: FuturePlan, hall: Hall, nanami: User) -> None:
        future.ask_opinion(by=nanami)
        with pytest.raises(NotNow, match="意見を1つ以上"):
            future.give_opinion({None: "  "}, by=hall.chief)

    def test_can_be_taken_back_while_the_city_is_silent(self, future: FuturePlan, nanami: User) -> None:
        future.ask_opinion(by=nanami)
        future.take_back(by=nanami)
        assert future.status == Status.DRAFT


class TestAdopt:
    def test_holds_from_the_day_of_the_assembly(self, future: FuturePlan, nanami: User) -> None:
        future.adopt(by=nanami, on=MONDAY)
        future.refresh_from_db()
        assert (future.status, future.resolved_on) == (Status.ADOPTED, MONDAY)
        assert Event.objects.about(future).filter(verb="futureplan.adopt", actor=nanami).exists()

    def test_supersedes_the_version_before(self, adopted: FuturePlan, nanami: User) -> None:
        newer = adopted.revise(by=nanami)
        newer.adopt(by=nanami, on=MONDAY)
        assert [(p.version, p.status) for p in FuturePlan.objects.all()] == [
            (2, Status.ADOPTED),
            (1, Status.SUPERSEDED),
        ]

    def test_names_everything_that_is_missing(self, north: Organization, nanami: User) -> None:
        plan = FuturePlan.begin(north, FiscalYear(2025), by=nanami)
        with pytest.raises(NotNow) as refusal:
            plan.adopt(by=nanami, on=MONDAY)
        assert refusal.value.messages == [
            "将来像を書いてください。",
            "地域の課題を1つ以上書いてください。",
            "基本目標を1つ以上書いてください。",
        ]
        assert not Event.objects.about(plan).filter(verb="futureplan.adopt").exists()

    def test_every_goal_has_a_measure(self, future: FuturePlan, nanami: User) -> None:
        future.write(TEXTS, sheets(measures=[measure("a", "見守り")]), by=nanami, seen=1)
        assert future.gaps() == ["基本目標2 地域を守るに、取組を1つ以上書いてください。"]


class TestAcknowledge:
    def test_names_who_took_it(self, adopted: FuturePlan, hall: Hall) -> None:
        adopted.acknowledge(by=hall.drafter)
        assert (adopted.status, adopted.acknowledged_by) == (Status.ACKNOWLEDGED, hall.drafter)

    def test_is_refused_before_the_assembly(self, future: FuturePlan, hall: Hall) -> None:
        with pytest.raises(NotNow):
            future.acknowledge(by=hall.drafter)


class TestRevise:
    def test_copies_every_row_and_leaves_the_old_version(self, adopted: FuturePlan, nanami: User) -> None:
        newer = adopted.revise(by=nanami)
        assert (newer.version, newer.status, newer.vision) == (2, Status.DRAFT, adopted.vision)
        assert numbers(newer) == numbers(adopted)
        assert {m.goal.plan_id for m in Measure.objects.filter(plan=newer)} == {newer.pk}
        assert (newer.gatherings.count(), newer.issues.count()) == (1, 1)

    def test_makes_one_draft_at_a_time(self, adopted: FuturePlan, nanami: User) -> None:
        adopted.revise(by=nanami)
        with pytest.raises(ValidationError):
            adopted.revise(by=nanami)
        assert FuturePlan.objects.count() == 2

    def test_starts_from_a_plan_in_force(self, future: FuturePlan, nanami: User) -> None:
        with pytest.raises(NotNow, match="総会で決めた計画から"):
            future.revise(by=nanami)


def stand(plan: FuturePlan, status: str) -> None:
    """The plan as if its history had led to the status; only for asking what a verb says to it."""
    resolved = None if status == Status.IN_REVIEW else MONDAY
    author = plan.organization.contacts(on=MONDAY)[0]
    taken = {"acknowledged_by": author, "acknowledged_at": "2025-05-12T00:00:00Z"} if status == "acknowledged" else {}
    FuturePlan.objects.filter(pk=plan.pk).update(status=status, resolved_on=resolved, **taken)
