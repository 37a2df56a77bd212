"""The yearly plan's verbs. 北野 七海 sends for 北の会; the city takes; 南野 九子 of 南の会 sees nothing of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from organizations.models import Organization
from plans.models import BudgetCategory, BudgetLine, FuturePlan, Project, YearlyPlan
from records.cases import NotNow
from records.corrections import Ask, Correction
from records.events import Event
from records.fiscal import FiscalYear
from records.mail import Mail
from tests.cast import MONDAY, Hall
from tests.plans import build
from tests.plans.build import YEAR

pytestmark = pytest.mark.django_db
Status = YearlyPlan.Status
ASSEMBLY = date(2025, 5, 11)


def page(plan: YearlyPlan) -> dict[str, Any]:
    """The plan as its page would send it back."""
    columns = [f.attname if f.name == "id" else f.name for f in Project._meta.fields if f.name not in ("plan", "order")]
    return {
        "emphasis": plan.emphasis,
        "projects": [{name: getattr(row, name) for name in columns} for row in plan.project_rows()],
        "lines": [
            {"id": row.pk, "category": row.category, "amount": row.amount, "note": row.note} for row in plan.lines.all()
        ],
    }


def rewrite(plan: YearlyPlan, by: User, **changes: Any) -> None:
    plan.write(**page(plan) | changes, by=by, seen=plan.revision)


def sentences(plan: YearlyPlan) -> list[str]:
    return [gap.sentence for gap in plan.gaps()]


def stand(plan: YearlyPlan, status: str, by: User) -> None:
    """The plan as if its history had led to the status; only for asking what a verb says to it."""
    sent = {} if status == Status.DRAFT else {"submitted_by": by, "submitted_at": timezone.now()}
    YearlyPlan.objects.filter(pk=plan.pk).update(status=status, **sent)


class TestVisibleTo:
    def test_a_draft_is_its_organizations_secret(self, draft: YearlyPlan, hall: Hall, nanami: User, kuko: User) -> None:
        seen = [YearlyPlan.objects.visible_to(u, on=MONDAY).count() for u in (nanami, hall.chief, kuko)]
        assert seen == [1, 0, 0]

    def test_the_city_sees_what_was_sent(self, sent: YearlyPlan, hall: Hall, nanami: User, kuko: User) -> None:
        seen = [YearlyPlan.objects.visible_to(u, on=MONDAY).count() for u in (nanami, hall.chief, hall.stranger, kuko)]
        assert seen == [1, 1, 0, 0]


class TestBegin:
    def test_stands_on_the_future_plan_in_force(self, north: Organization, adopted: FuturePlan, nanami: User) -> None:
        plan = YearlyPlan.begin(north, YEAR, by=nanami)
        assert (plan.future_plan, plan.version, plan.status) == (adopted, 1, Status.DRAFT)

    def test_wants_one(self, north: Organization, future: FuturePlan, nanami: User) -> None:
        with pytest.raises(NotNow, match="将来計画"):
            YearlyPlan.begin(north, YEAR, by=nanami)

    def test_copies_last_years_rows_and_amounts(self, sent: YearlyPlan, nanami: User) -> None:
        plan = YearlyPlan.begin(sent.organization, YEAR.next, by=nanami)
        assert [(p.name, p.cost, p.measure) for p in plan.project_rows()] == [
            (p.name, p.cost, p.measure) for p in sent.project_rows()
        ]
        assert {(row.amount, row.previous) for row in plan.lines.all()} == {
            (r.amount, r.amount) for r in sent.lines.all()
        }
        assert plan.is_proposal

    def test_finds_a_measure_again_in_a_newer_future_plan(self, sent: YearlyPlan, nanami: User) -> None:
        newer = sent.future_plan.revise(by=nanami)
        newer.adopt(by=nanami, on=MONDAY)
        plan = YearlyPlan.begin(sent.organization, YEAR.next, by=nanami)
        assert {p.measure.plan for p in plan.project_rows() if p.measure} == {newer}

    def test_makes_one_plan_of_a_year(self, draft: YearlyPlan, nanami: User) -> None:
        with pytest.raises(ValidationError, match="この年度の計画は、もう"):
            YearlyPlan.begin(draft.organization, YEAR, by=nanami)
        assert YearlyPlan.objects.count() == 1


class TestWrite:
    def test_keeps_rows_that_stay(self, draft: YearlyPlan, nanami: User) -> None:
        before = [row.pk for row in draft.projects.all()]
        rewrite(draft, nanami, projects=page(draft)["projects"][::-1])
        assert [row.pk for row in draft.projects.all()] == before[::-1]

    def test_lets_rows_go_that_are_missing(self, draft: YearlyPlan, nanami: User) -> None:
        rewrite(draft, nanami, projects=page(draft)["projects"][1:], lines=[])
        assert [p.name for p in draft.projects.all()] == ["敬老のつどい"]
        assert not draft.lines.exists()

    def test_takes_a_row_for_new_that_was_deleted_meanwhile(self, draft: YearlyPlan, nanami: User) -> None:
        rows = page(draft)["projects"]
        draft.projects.all().delete()
        rewrite(draft, nanami, projects=rows)
        assert [p.name for p in draft.projects.all()] == ["見守り", "敬老のつどい"]

    def test_knows_last_years_amounts(self, sent: YearlyPlan, nanami: User) -> None:
        plan = YearlyPlan.begin(sent.organization, YEAR.next, by=nanami)
        rewrite(plan, nanami, lines=[build.line("会費", 160_000), build.line("雑入", 1_000)])
        assert [(str(r.category), r.amount, r.previous, r.change) for r in plan.income_lines()] == [
            ("会費", 160_000, 150_000, 10_000),
            ("雑入", 1_000, 0, 1_000),
            ("交付金", 0, 450_000, -450_000),  # gone, and still on the paper
        ]

    def test_refuses_a_stale_page(self, draft: YearlyPlan, nanami: User, hachiro: User) -> None:
        other = YearlyPlan.objects.get(pk=draft.pk)
        rewrite(other, hachiro, emphasis="会計の案")
        with pytest.raises(NotNow, match="別の画面"):
            rewrite(draft, nanami, emphasis="会長の案")
        draft.refresh_from_db()
        assert draft.emphasis == "会計の案"

    def test_speaks_of_two_lines_of_one_category(self, draft: YearlyPlan, nanami: User) -> None:
        with pytest.raises(ValidationError, match="同じ科目の行が2つ"):
            rewrite(draft, nanami, lines=[build.line("会費", 1), build.line("会費", 2)])
        assert draft.lines.count() == 4

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"cost": -1, "grant_share": 0}, "0円以上"),
            ({"grant_share": 400_001}, "事業費より多く"),
            ({"starts_in": 3, "ends_in": 4}, "おわりの月"),
        ],
    )
    def test_speaks_of_what_is_never_true(
        self, draft: YearlyPlan, nanami: User, change: dict[str, int], sentence: str
    ) -> None:
        rows = page(draft)["projects"]
        rows[0] |= change
        with pytest.raises(ValidationError, match=sentence):
            rewrite(draft, nanami, projects=rows)

    @pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ACCEPTED, Status.SUPERSEDED])
    def test_is_refused_once_it_was_sent(self, sent: YearlyPlan, hall: Hall, nanami: User, status: str) -> None:
        YearlyPlan.objects.filter(pk=sent.pk).update(status=status, accepted_by=hall.chief, accepted_at=timezone.now())
        with pytest.raises(NotNow, match="もう出してあります"):
            rewrite(sent, nanami, emphasis="あとから")


class TestSubmit:
    def test_sends_the_plan_as_a_proposal(self, draft: YearlyPlan, nanami: User) -> None:
        draft.submit(by=nanami, on=MONDAY)
        draft.refresh_from_db()
        assert (draft.status, draft.submitted_by, draft.is_proposal) == (Status.SUBMITTED, nanami, True)
        assert Event.objects.about(draft).filter(verb="yearlyplan.submit", actor=nanami).exists()

    def test_sends_it_as_the_assembly_decided(self, draft: YearlyPlan, nanami: User) -> None:
        draft.submit(by=nanami, on=MONDAY, resolved_on=ASSEMBLY)
        assert (draft.resolved_on, draft.is_proposal) == (ASSEMBLY, False)

    def test_no_assembly_has_met_tomorrow(self, draft: YearlyPlan, nanami: User) -> None:
        with pytest.raises(NotNow, match="きょうまで"):
            draft.submit(by=nanami, on=ASSEMBLY, resolved_on=MONDAY)

    def test_leaves_nothing_behind_when_refused(self, draft: YearlyPlan, nanami: User) -> None:
        rewrite(draft, nanami, projects=[])
        with pytest.raises(NotNow, match="事業を1つ以上"):
            draft.submit(by=nanami, on=MONDAY)
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT
        assert not Event.objects.about(draft).filter(verb="yearlyplan.submit").exists()

    def test_answers_a_correction_and_keeps_the_day(self, draft: YearlyPlan, hall: Hall, nanami: User) -> None:
        draft.submit(by=nanami, on=MONDAY, resolved_on=ASSEMBLY)
        draft.reopen(by=hall.drafter, comment="事業費を確かめてください")
        draft.submit(by=nanami, on=MONDAY)
        assert (draft.status, draft.resolved_on) == (Status.SUBMITTED, ASSEMBLY)

    @pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SUPERSEDED])
    def test_is_refused_in_any_other_state(self, draft: YearlyPlan, nanami: User, status: str) -> None:
        stand(draft, status, nanami)
        with pytest.raises(NotNow, match="もう出してあります"):
            draft.submit(by=nanami, on=MONDAY)


class TestGaps:
    def test_a_complete_plan_has_none(self, draft: YearlyPlan) -> None:
        assert draft.gaps() == []

    def test_each_names_its_row(self, draft: YearlyPlan, nanami: User) -> None:
        rows = page(draft)["projects"]
        rows[0] |= {"measure": None, "content": " "}
        rows[1] |= {"name": "", "starts_in": None, "ends_in": None}
        rewrite(draft, nanami, projects=rows)
        assert sentences(draft) == [
            "事業の1行目「見守り」に、将来計画の取組を選んでください。",
            "事業の1行目「見守り」に、内容を書いてください。行の「くわしく」を開くと書けます。",
            "事業の2行目に、事業名を入れてください。",
            "事業の2行目に、時期を入れてください。例 4月〜3月",
        ]

    def test_a_measure_belongs_to_the_plans_own_future_plan(self, draft: YearlyPlan, nanami: User) -> None:
        newer = draft.future_plan.revise(by=nanami)
        rows = page(draft)["projects"]
        rows[0]["measure"] = newer.measures.first()
        rewrite(draft, nanami, projects=rows)
        assert "もとになる将来計画にありません" in draft.gaps()[0].sentence

    def test_the_sums_agree(self, draft: YearlyPlan, nanami: User) -> None:
        rewrite(
            draft,
            nanami,
            lines=[build.line("交付金", 400_000), build.line("会費", 150_000), build.line("賃金", 500_000)],
        )
        assert sentences(draft) == [
            "収入の合計(550,000円)と支出の合計(500,000円)を同じにしてください。差は50,000円です。",
            "事業費の合計(600,000円)と支出の合計(500,000円)を同じにしてください。差は100,000円です。",
            "「うち交付金」の合計(450,000円)と収入の交付金(400,000円)を同じにしてください。差は50,000円です。",
        ]


class TestTotals:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        projects=st.lists(st.tuples(st.integers(0, 10**11), st.integers(0, 100)), max_size=6),
        amounts=st.lists(st.integers(0, 10**11), min_size=26, max_size=26),
    )
    def test_are_the_sums_of_the_rows(
        self, draft: YearlyPlan, nanami: User, projects: list[tuple[int, int]], amounts: list[int]
    ) -> None:
        rows = [build.project(None, "", cost, cost * share // 100) for cost, share in projects]
        categories = list(BudgetCategory.objects.all())
        lines = [
            {"category": category, "amount": amount, "note": ""}
            for category, amount in zip(categories, amounts, strict=True)
        ]
        with transaction.atomic():
            draft.write(emphasis="", projects=rows, lines=lines, by=nanami, seen=draft.revision)
        totals = draft.totals()
        income = sum(a for c, a in zip(categories, amounts, strict=True) if c.kind == "income")
        assert totals.cost == sum(cost for cost, _ in projects)
        assert totals.grant_share == sum(row["grant_share"] for row in rows)
        assert (totals.income, totals.expenditure) == (income, sum(amounts) - income)
        assert totals.difference == totals.income - totals.expenditure


class TestReopen:
    @pytest.mark.parametrize("accepted", [False, True])
    def test_lets_the_organization_write_again(
        self, sent: YearlyPlan, hall: Hall, nanami: User, accepted: bool
    ) -> None:
        if accepted:
            sent.accept(by=hall.drafter)
        sent.reopen(by=hall.drafter, comment="金額を確かめてください")
        rewrite(sent, nanami, emphasis="直した")
        assert (sent.status, sent.accepted_by) == (Status.RETURNED, None)

    def test_a_draft_is_open_already(self, draft: YearlyPlan, hall: Hall) -> None:
        with pytest.raises(NotNow):
            draft.reopen(by=hall.drafter)


class TestAskCorrection:
    def asks(self, plan: YearlyPlan) -> list[Ask]:
        first = plan.projects.get(order=1)
        return [Ask(field=f"plan-project-{first.pk}", label="年度計画 事業1", comment="事業費の内わけを書いてください")]

    def test_gives_the_plan_back_with_what_to_mend_and_writes_a_mail(
        self, sent: YearlyPlan, hall: Hall, nanami: User
    ) -> None:
        sent.ask_correction(self.asks(sent), by=hall.drafter, due_on=date(2025, 5, 30))
        assert sent.status == Status.RETURNED
        assert "5月30日" in Mail.objects.get(to_user=nanami).subject
        correction = Correction.objects.about(sent).get()
        assert (correction.comment, correction.due_on) == ("事業費の内わけを書いてください", date(2025, 5, 30))
        assert "400,000円" in correction.before

    def test_is_answered_when_the_plan_is_sent_again(self, sent: YearlyPlan, hall: Hall, nanami: User) -> None:
        sent.ask_correction(self.asks(sent), by=hall.drafter, due_on=date(2025, 5, 30))
        rows = page(sent)["projects"]
        rows[0]["content"] = "隊員の手当 40万円"
        rewrite(sent, nanami, projects=rows)
        sent.submit(by=nanami, on=MONDAY)
        correction = Correction.objects.about(sent).get()
        assert correction.mended_by == nanami
        assert "隊員の手当 40万円" in correction.after

    def test_wants_something_to_mend_and_leaves_nothing_behind(self, sent: YearlyPlan, hall: Hall) -> None:
        with pytest.raises(NotNow, match="1つ以上"):
            sent.ask_correction([], by=hall.drafter, due_on=MONDAY)
        sent.refresh_from_db()
        assert sent.status == Status.SUBMITTED
        assert not Mail.objects.exists()


class TestAccept:
    def test_names_who_took_it(self, sent: YearlyPlan, hall: Hall) -> None:
        sent.accept(by=hall.drafter)
        assert (sent.status, sent.accepted_by) == (Status.ACCEPTED, hall.drafter)

    def test_nobody_takes_their_own(self, sent: YearlyPlan, nanami: User) -> None:
        with pytest.raises(ValidationError, match="提出した人"):
            sent.accept(by=nanami)

    @pytest.mark.parametrize("status", [s for s in Status if s not in (Status.SUBMITTED, Status.ACCEPTED)])
    def test_is_refused_in_any_other_state(self, draft: YearlyPlan, hall: Hall, nanami: User, status: str) -> None:
        stand(draft, status, nanami)
        with pytest.raises(NotNow):
            draft.accept(by=hall.drafter)


class TestReplaceWithResolved:
    def test_makes_a_version_with_the_day_and_keeps_the_proposal(self, sent: YearlyPlan, nanami: User) -> None:
        plan = sent.replace_with_resolved(by=nanami, on=MONDAY, resolved_on=ASSEMBLY)
        sent.refresh_from_db()
        assert (sent.status, sent.is_proposal, sent.projects.count()) == (Status.SUPERSEDED, True, 2)
        assert (plan.version, plan.status, plan.resolved_on) == (2, Status.SUBMITTED, ASSEMBLY)
        assert plan.totals() == sent.totals()
        assert sent.newest() == plan

    def test_happens_once(self, sent: YearlyPlan, nanami: User) -> None:
        plan = sent.replace_with_resolved(by=nanami, on=MONDAY, resolved_on=ASSEMBLY)
        with pytest.raises(NotNow, match="もう入っています"):
            plan.replace_with_resolved(by=nanami, on=MONDAY, resolved_on=ASSEMBLY)

    def test_leaves_nothing_behind_when_the_day_is_to_come(self, sent: YearlyPlan, nanami: User) -> None:
        with pytest.raises(NotNow):
            sent.replace_with_resolved(by=nanami, on=ASSEMBLY, resolved_on=MONDAY)
        assert YearlyPlan.objects.count() == 1


class TestRevise:
    def test_leaves_the_version_before_with_the_city_until_the_new_one_is_sent(
        self, sent: YearlyPlan, nanami: User
    ) -> None:
        newer = sent.revise(by=nanami)
        sent.refresh_from_db()
        assert (sent.status, newer.status) == (Status.SUBMITTED, Status.DRAFT)
        newer.submit(by=nanami, on=MONDAY)
        sent.refresh_from_db()
        assert (sent.status, newer.status) == (Status.SUPERSEDED, Status.SUBMITTED)

    def test_makes_one_draft_at_a_time(self, sent: YearlyPlan, nanami: User) -> None:
        sent.revise(by=nanami)
        with pytest.raises(ValidationError, match="もう"):
            sent.revise(by=nanami)

    def test_starts_from_what_was_sent(self, draft: YearlyPlan, nanami: User) -> None:
        with pytest.raises(NotNow, match="市に出した計画から"):
            draft.revise(by=nanami)


class TestTheDatabase:
    def test_knows_one_live_plan_per_organization_and_year(self, sent: YearlyPlan, nanami: User) -> None:
        with pytest.raises(IntegrityError, match="one_live_plan_per_organization_and_year"):
            YearlyPlan.objects.create(
                organization=sent.organization,
                fiscal_year=YEAR,
                version=9,
                future_plan=sent.future_plan,
                status=Status.SUBMITTED,
                submitted_by=nanami,
                submitted_at=timezone.now(),
            )

    def test_has_the_usual_categories_once(self) -> None:
        kinds = list(BudgetCategory.objects.values_list("kind", flat=True))
        assert (kinds.count("income"), kinds.count("expense")) == (8, 18)
        assert BudgetCategory.objects.get(is_grant=True).name == "交付金"

    def test_keeps_a_category_that_was_used(self, sent: YearlyPlan) -> None:
        with pytest.raises(IntegrityError):
            BudgetCategory.objects.get(name="会費").delete()
        assert BudgetLine.objects.count() == 4

    def test_names_the_year(self, sent: YearlyPlan) -> None:
        assert str(sent) == "北の会 令和7年度 年度計画"
        assert sent.fiscal_year == FiscalYear(2025)
