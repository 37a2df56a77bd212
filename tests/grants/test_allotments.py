"""内示: what everybody will get at most, told before they apply, decided in one 起案."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from grants.allotments.limits import limit_of, promised
from grants.allotments.preparing import prepare
from grants.appropriations.booking import supplement
from grants.models import Allotment, AllotmentBasis, Grant, Scheme
from organizations.models import AreaFigure, Organization
from plans.models import YearlyPlan
from records.approvals import Proposal
from records.cases import NotNow
from records.letters import Letter
from records.mail import Mail
from tests.cast import MONDAY, Hall, Land
from tests.grants import build
from tests.grants.test_simulation import many
from tests.plans.browser import form_of, rows_of
from tests.plans.build import future_plan, yearly_draft
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
TOGETHER = reverse("grants:allotments_together")


@pytest.fixture
def body(north: Organization, nanami: User) -> Organization:
    """北の会: 524,000 yen by the rule."""
    return build.recognised(north, nanami)


@pytest.fixture
def money(scheme: Scheme, body: Organization) -> Scheme:
    return scheme


@pytest.fixture
def prepared(money: Scheme, hall: Hall) -> Allotment:
    prepare(money, by=hall.drafter, on=MONDAY)
    return Allotment.objects.get()


def press(browser: PortalClient, name: str, *args: int, **typed: str) -> str:
    return browser.post(reverse(f"grants:{name}", args=args), typed, follow=True).text


def propose(browser: PortalClient, *cases: Allotment) -> str:
    shown = ",".join(str(case.pk) for case in cases)
    typed = {"shown": shown, "case": [case.pk for case in cases], "subject": "内示について", "reason": "伺います。"}
    return browser.post(TOGETHER, typed, follow=True).text


def decide(hall: Hall, case: Allotment) -> Allotment:
    build.approve(case, hall.chief, hall.manager, hall.director)
    return case


@pytest.fixture
def told(prepared: Allotment, as_user: AsUser, hall: Hall) -> Allotment:
    propose(as_user(hall.drafter), prepared)
    return decide(hall, prepared)


class TestPrepare:
    def test_calculates_for_everybody_and_keeps_the_sheet(self, prepared: Allotment):
        assert (prepared.amount, prepared.status) == (524_000, "prepared")
        assert [step.amount for step in prepared.sheet.lines] == [300_000, 224_400]
        assert prepared.sheet.notes == ("1,000円未満切捨て: 524,400円 → 524,000円",)
        assert prepared.basis.inputs["base_date"] == "2025-04-01"
        assert build.happened(prepared.scheme, "scheme.calculate_allotments")

    def test_calculates_drafts_anew_from_corrected_figures(self, prepared: Allotment, money: Scheme, hall: Hall):
        AreaFigure.objects.filter(indicator__code="households").first().delete()  # type: ignore[union-attr]
        with pytest.raises(NotNow, match="内示できる団体がありません"):
            prepare(money, by=hall.drafter, on=MONDAY)
        prepared.refresh_from_db()
        assert prepared.amount == 524_000
        money.figures.create(organization=prepared.organization, code="households", value=1000, position=1)
        prepare(money, by=hall.drafter, on=MONDAY)
        prepared.refresh_from_db()
        assert (prepared.amount, AllotmentBasis.objects.count()) == (700_000, 2)

    def test_who_lacks_a_figure_is_named_and_gets_nothing(
        self, as_user: AsUser, money: Scheme, body: Organization, hall: Hall, kuko: User
    ):
        build.recognised(kuko.roles.get().organization, kuko)
        body.areas.clear()
        text = press(as_user(hall.drafter), "calculate_allotments", money.pk)
        assert "計算しました" in text
        assert "まだ算定できない団体" in text
        assert "活動の区域を登録してください" in text
        assert not Allotment.objects.filter(organization=body).exists()

    def test_leaves_alone_who_has_applied_or_is_excluded(
        self, prepared: Allotment, hall: Hall, north: Organization, nanami: User
    ):
        build.submitted(north, prepared.scheme, nanami)
        prepared.exclude(by=hall.drafter, reason="解散の予定")
        with pytest.raises(NotNow):
            prepare(prepared.scheme, by=hall.drafter, on=MONDAY)
        prepared.refresh_from_db()
        assert prepared.status == "excluded"

    def test_waits_for_the_adopted_scheme_and_ends_with_the_deadline(self, hall: Hall, land: Land, scheme: Scheme):
        other = build.scheme_draft(hall.drafter, programme="other")
        with pytest.raises(NotNow, match="制度が決定してから"):
            prepare(other, by=hall.drafter, on=MONDAY)
        with pytest.raises(NotNow, match="期限を過ぎている"):
            prepare(scheme, by=hall.drafter, on=scheme.deadline + timedelta(days=1))

    def test_costs_the_same_for_very_many(
        self, money: Scheme, hall: Hall, land: Land, django_assert_max_num_queries: Callable[[int], object]
    ):
        many(60, land)
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
            prepare(money, by=hall.drafter, on=MONDAY)
        assert Allotment.objects.count() == 61


class TestExclude:
    def test_says_why_and_comes_back(self, as_user: AsUser, prepared: Allotment, hall: Hall):
        browser = as_user(hall.drafter)
        assert "外す理由を入れてください" in press(browser, "exclude_allotment", prepared.pk, reason="")
        assert "解散の予定" in press(browser, "exclude_allotment", prepared.pk, reason="解散の予定")
        assert "今は「除外」なので、起案できません" in propose(browser, prepared)
        assert "内示にもどしました" in press(browser, "include_allotment", prepared.pk)

    def test_is_refused_once_told(self, told: Allotment, hall: Hall):
        with pytest.raises(NotNow, match="もう決裁に回っている"):
            told.exclude(by=hall.drafter, reason="誤り")


class TestAllot:
    def test_one_proposal_tells_everybody_by_a_letter(
        self, as_user: AsUser, prepared: Allotment, hall: Hall, kuko: User, django_capture_on_commit_callbacks: Any
    ):
        south = build.recognised(kuko.roles.get().organization, kuko)
        prepare(prepared.scheme, by=hall.drafter, on=MONDAY)
        other = Allotment.objects.get(organization=south)
        text = propose(as_user(hall.drafter), prepared, other)
        assert "2件をまとめて起案しました" in text
        with django_capture_on_commit_callbacks(execute=True):
            decide(hall, prepared)
        assert (
            Proposal.objects.count() - 1 == 0 or Proposal.objects.about(other)[0] == Proposal.objects.about(prepared)[0]
        )
        letters = Letter.objects.filter(kind="grants.allotment")
        assert (letters.count(), Allotment.objects.told().count()) == (2, 2)
        html = letters.get(case_id=prepared.pk).html
        assert "金524,000円" in html
        assert "世帯割(基本額): 400円 × 世帯数561世帯 = 224,400円" in html
        assert "令和7年5月30日" in html
        assert Mail.objects.filter(subject__contains="内示").count() == 2

    def test_stays_within_the_appropriation(self, as_user: AsUser, prepared: Allotment, hall: Hall):
        browser = as_user(hall.drafter)
        build.appropriate(prepared.scheme, 550_000, hall.drafter)
        page = reverse("grants:allotments", args=[prepared.scheme_id])
        assert "予算額の9割以上" in browser.get(page).text
        build.appropriate(prepared.scheme, 523_999, hall.drafter)
        assert "予算額を1円こえます" in browser.get(page).text
        assert "合計が予算額(523,999円)を1円こえます" in propose(browser, prepared)
        build.appropriate(prepared.scheme, 524_000, hall.drafter)
        propose(browser, prepared)
        build.appropriate(prepared.scheme, 500_000, hall.drafter)
        with pytest.raises(NotNow, match="予算が足りません"):
            decide(hall, prepared)
        prepared.refresh_from_db()
        assert prepared.status == "proposed"
        assert not Letter.objects.filter(kind="grants.allotment").exists()

    def test_the_database_counts_too(self, prepared: Allotment, hall: Hall):
        build.appropriate(prepared.scheme, 523_999, hall.drafter)
        told = {"status": "allotted", "decided_by": hall.director, "decided_at": prepared.basis.made_at}
        with pytest.raises(IntegrityError, match="予算を超える内示"), transaction.atomic():
            Allotment.objects.update(**told)

    def test_returned_it_waits_again(self, as_user: AsUser, prepared: Allotment, hall: Hall):
        propose(as_user(hall.drafter), prepared)
        proposal = Proposal.objects.about(prepared)[0]
        proposal.send_back(by=hall.chief, step=build.open_step(proposal).pk, comment="額を確かめてください。")
        prepared.refresh_from_db()
        assert prepared.status == "prepared"


class TestLimit:
    def test_nobody_applies_for_more(self, told: Allotment, body: Organization, nanami: User, as_user: AsUser):
        Allotment.objects.update(amount=400_000)
        draft = build.draft(body, told.scheme, nanami, 450_000)
        text = as_user(nanami).get(reverse("grants:confirm", args=[draft.pk])).text
        assert "申請額(450,000円)が内示額(400,000円)より50,000円多くなっています" in text
        with pytest.raises(NotNow, match="内示額"):
            draft.submit(by=nanami, on=MONDAY)

    def test_up_to_it_is_fine(self, told: Allotment, body: Organization, nanami: User):
        assert limit_of(told.scheme, body) == 524_000
        assert build.submitted(body, told.scheme, nanami, 524_000).status == "submitted"

    def test_the_database_knows_it_too(self, told: Allotment, body: Organization, nanami: User):
        grant = build.submitted(body, told.scheme, nanami, 450_000)
        Allotment.objects.update(amount=400_000)
        with pytest.raises(IntegrityError, match="内示額を超える申請"), transaction.atomic():
            Grant.objects.filter(pk=grant.pk).update(amount_applied=450_000)

    def test_who_was_told_nothing_asks_the_city_first(self, told: Allotment, kuko: User):
        draft = build.draft(kuko.roles.get().organization, told.scheme, kuko, 300_000)
        with pytest.raises(NotNow, match="市の内示を受けてから"):
            draft.submit(by=kuko, on=MONDAY)

    def test_a_scheme_without_allotments_has_none(self, scheme: Scheme, north: Organization):
        assert limit_of(scheme, north) is None


class TestPages:
    def test_the_organization_reads_it_and_applies(
        self, as_user: AsUser, told: Allotment, nanami: User, kuko: User, hall: Hall
    ):
        page = told.get_absolute_url()
        text = as_user(nanami).get(page).text
        for word in ("524,000円", "400円 × 世帯数561世帯", "この交付金を申請する", "令和7年5月30日"):
            assert word in text
        build.plan(told.organization, nanami, 500_000)
        answer = as_user(nanami).post(reverse("grants:begin", args=[told.organization_id, told.scheme_id]), follow=True)
        assert "内示額は524,000円" in answer.text
        assert "この交付金を申請する" not in as_user(nanami).get(page).text
        assert as_user(kuko).get(page).status_code == 404

    def test_nobody_outside_sees_what_is_prepared(self, as_user: AsUser, prepared: Allotment, nanami: User, hall: Hall):
        assert as_user(nanami).get(prepared.get_absolute_url()).status_code == 404
        assert as_user(nanami).get(reverse("grants:allotments", args=[prepared.scheme_id])).status_code == 403
        assert "524,000円" in as_user(hall.director).get(prepared.get_absolute_url()).text
        assert as_user(hall.director).post(reverse("grants:exclude_allotment", args=[prepared.pk])).status_code == 403


def test_the_day_of_the_letter_is_that_of_the_decision(told: Allotment):
    letter = told.letter()
    assert letter is not None
    assert (letter.issued_on, letter.amount) == (MONDAY, None)
    assert told.scheme.deadline > date(2025, 4, 1)


def test_the_budget_of_the_year_begins_with_it(told: Allotment, body: Organization, nanami: User):
    future_plan(body, nanami)
    plan = YearlyPlan.begin(body, told.scheme.fiscal_year, by=nanami)
    assert [line.amount for line in plan.lines.filter(category__is_grant=True)] == [524_000]


class TestAPlanBegunBefore:
    """内示 comes while the plan is being written: its amount is offered, and what was typed stays."""

    @pytest.fixture
    def plan(self, body: Organization, nanami: User) -> YearlyPlan:
        return yearly_draft(body, nanami)

    @pytest.fixture
    def page(self, plan: YearlyPlan) -> str:
        return reverse("plans:yearly_edit", args=[plan.pk])

    def test_is_offered_it(self, as_user: AsUser, page: str, plan: YearlyPlan, told: Allotment, nanami: User):
        browser = as_user(nanami)
        form = form_of(browser.get(page)) | {"projects-0-name": "まだ保存していない名", "projects-1-cost": "読めない"}
        text = browser.post(page, form | {"told": "income"}, follow=True).text
        assert "まだ保存していない名" in text
        assert "読めない" in text
        assert "内示額を入れる" not in text
        form = form_of(browser.get(page))
        assert rows_of(form, "income", "amount") == ["524000", "150,000", ""]
        assert plan.lines.get(category__is_grant=True).amount == 450_000
        browser.post(page, form | {"projects-1-cost": "200,000", "save": ""})
        assert plan.lines.get(category__is_grant=True).amount == 524_000

    def test_gets_a_line_where_it_has_none(
        self, as_user: AsUser, page: str, plan: YearlyPlan, told: Allotment, nanami: User
    ):
        plan.lines.filter(category__is_grant=True).delete()
        browser = as_user(nanami)
        browser.post(page, form_of(browser.get(page)) | {"told": "income"})
        browser.post(page, form_of(browser.get(page)) | {"save": ""})
        lines = plan.lines.filter(category__kind="income").values_list("category__is_grant", "amount")
        assert list(lines) == [(False, 150_000), (True, 524_000)]

    def test_is_led_there_from_what_was_told(
        self, as_user: AsUser, page: str, prepared: Allotment, hall: Hall, nanami: User
    ):
        assert "内示額を入れる" not in as_user(nanami).get(page).text
        propose(as_user(hall.drafter), prepared)
        decide(hall, prepared)
        assert page in as_user(nanami).get(prepared.get_absolute_url()).text
        assert page not in as_user(hall.drafter).get(prepared.get_absolute_url()).text
        assert "524,000円</b>の内示がありました" in as_user(nanami).get(page).text


class TestTheBudget:
    LESS: ClassVar[dict[str, Any]] = {"number": 1, "resolved_on": date(2025, 5, 12), "reason": "減額"}

    def test_keeps_what_was_told(self, told: Allotment, hall: Hall):
        left = told.amount - told.scheme.appropriation
        with pytest.raises(NotNow, match="まだ決定していない額が"):
            supplement(told.scheme, by=hall.drafter, amount=left - 1, **self.LESS)
        supplement(told.scheme, by=hall.drafter, amount=left, **self.LESS)

    def test_keeps_it_whoever_writes(self, told: Allotment):
        with pytest.raises(IntegrityError, match="内示した額の計より少なく"), transaction.atomic():
            Scheme.objects.filter(pk=told.scheme_id).update(appropriation=told.amount - 1)

    def test_is_free_again_once_the_application_is_decided(self, told: Allotment, body: Organization, nanami: User):
        grant = build.submitted(body, told.scheme, nanami)
        assert promised(told.scheme) == told.amount
        grant.withdraw(by=nanami)
        assert promised(told.scheme) == 0
