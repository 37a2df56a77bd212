"""What the offices see and do in the browser: review, correction, proposal, approval, the draft of the letter."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from grants.models import Grant
from organizations.models import Officer
from records.approvals import Proposal
from records.corrections import Correction
from records.letters import Letter
from records.letters.setting import LetterSetting
from records.reviews import Finding
from staff.models import DecisionRule
from tests import cast
from tests.cast import Hall
from tests.grants import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


def page(name: str, grant: Grant) -> str:
    return reverse(f"grants:{name}", args=[grant.pk])


def sheet(prefix: str, *rows: dict[str, str]) -> dict[str, str]:
    """A sheet as a browser sends it."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for n, row in enumerate(rows):
        sent |= {f"{prefix}-{n}-ORDER": str(n + 1), f"{prefix}-{n}-DELETE": ""}
        sent |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return sent


class TestDetail:
    @pytest.mark.parametrize(
        ("fixture", "who", "button"),
        [
            ("submitted", "drafter", "審査を書く"),
            ("submitted", "director", None),
            ("proposed", "chief", "承認して次へ回す"),
            ("proposed", "drafter", None),
            ("proposed", "director", None),
            ("granted", "drafter", "通知書を読む"),
        ],
    )
    def test_has_one_main_action_for_whoever_reads_it(
        self, as_user: AsUser, request: pytest.FixtureRequest, hall: Hall, fixture: str, who: str, button: str | None
    ):
        grant: Grant = request.getfixturevalue(fixture)
        text = as_user(getattr(hall, who)).get(page("detail", grant)).text
        assert text.count('class="button"') == (1 if button else 0)
        assert button is None or button in text
        assert ("あなたの番です" in text) is (button not in {None, "通知書を読む"})

    def test_gives_the_evidence_that_the_portal_sees_itself(self, as_user: AsUser, submitted: Grant, hall: Hall):
        text = as_user(hall.drafter).get(page("detail", submitted)).text
        for seen in (
            "令和2年4月1日認可・認可・活動中",
            "1事業すべてが、北地区 みんなの将来計画(第1版)の取組に結びついている",
            "450,000円 = 450,000円",
            "450,000円 ≦ 524,000円",
            "残額 5,000,000円",
        ):
            assert seen in text

    def test_shows_where_it_stands(self, as_user: AsUser, proposed: Grant, hall: Hall):
        text = as_user(hall.manager).get(page("detail", proposed)).text
        for seen in ("算定額より74,000円少ない", "収受第1号", "6月11日(水)", "あと30日", "回議 二郎", "部長専決"):
            assert seen in text

    def test_warns_when_the_budget_is_nearly_spent(self, as_user: AsUser, granted: Grant, hall: Hall, kuko: User):
        build.appropriate(granted.scheme, 500_000, hall.drafter)
        other = build.submitted(kuko.roles.get().organization, granted.scheme, kuko, 300_000)
        text = as_user(hall.drafter).get(page("detail", other)).text
        assert "予算の90%を、もう決定しています。残りは50,000円です。" in text

    def test_costs_no_more_for_a_long_story(
        self, as_user: AsUser, submitted: Grant, hall: Hall, django_assert_max_num_queries
    ):
        for n in range(20):
            submitted.review({"5": ("unfit", f"{n}回目")}, by=hall.drafter)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(38):
            browser.get(page("detail", submitted))


class TestReview:
    def test_may_be_saved_in_parts(self, as_user: AsUser, submitted: Grant, hall: Hall):
        typed = {"verdict-1": "fit", "verdict-5": "unfit", "comment-5": "飲食費がある"}
        response = as_user(hall.drafter).post(page("review", submitted), typed, follow=True)
        assert "7件のうち2件を確認しました" in response.text
        assert Finding.objects.about(submitted).get(criterion="5").comment == "飲食費がある"

    def test_wants_a_reason_at_its_place_and_keeps_what_was_typed(self, as_user: AsUser, submitted: Grant, hall: Hall):
        typed = {"verdict-1": "fit", "comment-1": "名簿で確認", "verdict-5": "mend", "comment-5": ""}
        response = as_user(hall.drafter).post(page("review", submitted), typed)
        assert "基準5の所見:「否」と「要補正」には、理由を書いてください。" in response.text
        assert 'href="#id_comment-5"' in response.text
        assert "名簿で確認" in response.text
        assert not Finding.objects.about(submitted).exists()

    @pytest.mark.parametrize("who", ["stranger", "director"])
    def test_is_the_section_s(self, as_user: AsUser, submitted: Grant, hall: Hall, who: str):
        response = as_user(getattr(hall, who)).post(page("review", submitted), {"verdict-1": "fit"})
        assert response.status_code == (404 if who == "stranger" else 403)

    def test_is_not_for_an_officer_of_the_applicant(self, as_user: AsUser, submitted: Grant, hall: Hall):
        cast.officer(submitted.organization, hall.drafter, Officer.Kind.AUDITOR)
        response = as_user(hall.drafter).post(page("review", submitted), {"verdict-1": "fit"})
        assert response.status_code == 403
        assert "係のほかの人に頼んで" in response.text

    def test_of_a_stale_page_says_where_it_stands_now(self, as_user: AsUser, proposed: Grant, hall: Hall):
        response = as_user(hall.drafter).post(page("review", proposed), {"verdict-1": "fit"})
        assert "今は「決裁待ち」なので" in response.text

    def test_leads_on(self, as_user: AsUser, submitted: Grant, hall: Hall):
        build.review(submitted, hall.drafter)
        assert "起案する" in as_user(hall.drafter).get(page("detail", submitted)).text
        build.review(submitted, hall.drafter, **{"5": ("mend", "直して")})
        assert "「要補正」の基準があります" in as_user(hall.drafter).get(page("detail", submitted)).text


class TestCorrect:
    ASK = {"place": "ends_on", "comment": "3月20日までにしてください。"}

    def test_asks_for_what_was_chosen(self, as_user: AsUser, submitted: Grant, hall: Hall):
        blank = {"place": "", "comment": ""}
        typed = {**sheet("asks", self.ASK, blank), "due_on": "令和7年5月26日"}
        response = as_user(hall.drafter).post(page("correct", submitted), typed, follow=True)
        assert "団体に補正をお願いしました" in response.text
        correction = Correction.objects.get()
        assert (correction.label, correction.due_on) == ("交付申請書 完了予定日", date(2025, 5, 26))

    def test_begins_with_what_the_review_found(self, as_user: AsUser, submitted: Grant, hall: Hall):
        build.review(submitted, hall.drafter, **{"5": ("mend", "飲食は会費で")})
        assert "飲食は会費で" in as_user(hall.drafter).get(page("correct", submitted)).text

    def test_offers_the_rows_of_the_plan_too(self, as_user: AsUser, submitted: Grant, hall: Hall):
        text = as_user(hall.drafter).get(page("correct", submitted)).text
        assert '<optgroup label="収支予算書">' in text
        assert "支出1行目「賃金」" in text

    @pytest.mark.parametrize(
        ("rows", "due", "sentence"),
        [
            ((), "令和7年5月26日", "1つ以上"),
            (({"place": "", "comment": "これ"},), "令和7年5月26日", "1つ選んでください"),
            (({"place": "ends_on", "comment": ""},), "令和7年5月26日", "入れてください"),
            ((ASK,), "令和7年5月12日", "令和7年5月13日か、それより後"),
            ((ASK,), "", "期限を入れてください"),
            (({"place": "amount_decided", "comment": "x"},), "令和7年5月26日", "一覧の中から"),
        ],
    )
    def test_says_what_is_missing(
        self, as_user: AsUser, submitted: Grant, hall: Hall, rows: tuple[dict[str, str], ...], due: str, sentence: str
    ):
        response = as_user(hall.drafter).post(page("correct", submitted), {**sheet("asks", *rows), "due_on": due})
        assert sentence in response.text
        assert not Correction.objects.exists()

    def test_adds_a_row_without_a_script(self, as_user: AsUser, submitted: Grant, hall: Hall):
        typed = {**sheet("asks", self.ASK), "due_on": "R7.5.2", "add": "asks"}
        text = as_user(hall.drafter).post(page("correct", submitted), typed).text
        assert 'name="asks-1-comment"' in text
        assert "3月20日までにしてください。" in text
        assert 'class="errors"' not in text
        assert not Correction.objects.exists()

    def test_is_closed_while_it_is_decided(self, as_user: AsUser, proposed: Grant, hall: Hall):
        response = as_user(hall.drafter).get(page("correct", proposed), follow=True)
        assert "今は補正を求められません" in response.text


class TestPropose:
    def typed(self, *conditions: str, **changes: str) -> dict[str, Any]:
        rows = [{"text": text} for text in conditions or build.CONDITIONS]
        first = {"outcome": "grant", "amount": "450,000", "grounds": "要綱の定めに合っている。"}
        return {**first, **sheet("conditions", *rows), **changes}

    @pytest.fixture
    def reviewed(self, submitted: Grant, hall: Hall) -> Grant:
        build.review(submitted, hall.drafter)
        return submitted

    def test_shows_way_and_letter_before_anything_is_sent(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        text = as_user(hall.drafter).get(page("propose", reviewed)).text
        for seen in ("協働推進係長", "総務部長", "金450,000円", "desk draft", *build.CONDITIONS):
            assert seen in text

    def test_draws_the_letter_again_from_what_was_typed(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        typed = self.typed("領収書を5年間保存すること。", amount="400,000", preview="1")
        text = as_user(hall.drafter).post(page("propose", reviewed), typed).text
        assert "金400,000円" in text
        assert text.count("領収書を5年間保存すること。") == 2
        assert not Proposal.objects.exists()

    def test_buttons_of_rows_work_without_a_script(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        typed = self.typed("消える条件。", "残る条件。", amount="449,000") | {"delete": "conditions-0"}
        text = as_user(hall.drafter).post(page("propose", reviewed), typed).text
        assert ("消える条件。" in text, "残る条件。" in text, "金449,000円" in text) == (False, True, True)
        assert not Proposal.objects.exists()

    def test_a_deleted_row_and_a_wrong_amount_come_together(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        typed = self.typed("残る条件。", amount="449,500", **{"conditions-TOTAL_FORMS": "2"})
        text = as_user(hall.drafter).post(page("propose", reviewed), typed).text
        assert "千円単位で入れてください" in text
        assert text.count("残る条件。") == 2

    def test_puts_it_on_its_way(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        response = as_user(hall.drafter).post(page("propose", reviewed), self.typed("一つだけ。"), follow=True)
        assert "決裁の道すじに回りました" in response.text
        reviewed.refresh_from_db()
        assert (reviewed.status, reviewed.amount_proposed, reviewed.conditions) == ("proposed", 450_000, ["一つだけ。"])

    def test_goes_the_way_of_the_department_that_drafts(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        cast.rule("係の道すじ", "grants.grant", hall.posts["chief"], hall.posts["manager"], department=hall.section)
        as_user(hall.drafter).post(page("propose", reviewed), self.typed())
        assert Proposal.objects.get().rule_name == "係の道すじ"

    def test_refuses_with_grounds(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        typed = self.typed(outcome="refuse", amount="450,000", grounds="対象の団体ではない。")
        as_user(hall.drafter).post(page("propose", reviewed), typed)
        reviewed.refresh_from_db()
        assert (reviewed.outcome, reviewed.amount_proposed) == ("refuse", None)
        assert "対象の団体ではない。" in as_user(hall.manager).get(page("letter", reviewed)).text

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"amount": "449,500"}, "千円単位で入れてください"),
            ({"amount": "451,000"}, "450,000円までにしてください"),
            ({"amount": "たくさん"}, "数字で入れてください"),
            ({"amount": ""}, "交付する額を入れてください"),
            ({"grounds": ""}, "入れてください"),
            ({"outcome": "later"}, "一覧の中から"),
        ],
    )
    def test_says_at_the_field_how_to_mend_it(
        self, as_user: AsUser, reviewed: Grant, hall: Hall, changes: dict[str, str], sentence: str
    ):
        response = as_user(hall.drafter).post(page("propose", reviewed), self.typed("残る条件。", **changes))
        assert sentence in response.text
        assert "残る条件。" in response.text
        assert not Proposal.objects.exists()

    def test_without_a_condition_nothing_is_granted(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        typed = {"outcome": "grant", "amount": "450,000", "grounds": "よい", **sheet("conditions")}
        response = as_user(hall.drafter).post(page("propose", reviewed), typed)
        assert "交付の条件を1つ以上" in response.text
        assert not Proposal.objects.exists()

    def test_before_the_review_is_done(self, as_user: AsUser, submitted: Grant, hall: Hall):
        response = as_user(hall.drafter).post(page("propose", submitted), self.typed())
        assert "まだ確かめていません" in response.text

    def test_without_a_way_or_a_wording_the_page_says_so(self, as_user: AsUser, reviewed: Grant, hall: Hall):
        DecisionRule.objects.all().delete()
        LetterSetting.objects.filter(kind="grants.decision").update(starts_on=date(2099, 4, 1))
        text = as_user(hall.drafter).get(page("propose", reviewed)).text
        assert "決裁の道すじが、まだ決まっていません" in text
        response = as_user(hall.drafter).post(page("propose", reviewed), self.typed())
        assert "決裁の道すじが、まだ決まっていません" in response.text

    def test_of_a_stale_page_leads_back(self, as_user: AsUser, proposed: Grant, hall: Hall):
        response = as_user(hall.drafter).post(page("propose", proposed), self.typed(), follow=True)
        assert "今は起案できません" in response.text
        assert Proposal.objects.about(proposed).count() == 1


class TestApprove:
    def test_the_last_post_decides_and_the_leader_reads_it(
        self, as_user: AsUser, proposed: Grant, hall: Hall, nanami: User
    ):
        proposal = Proposal.objects.about(proposed).get()
        for person in (hall.chief, hall.manager, hall.director):
            step = {"step": build.open_step(proposal).pk, "comment": "", "back": "case"}
            response = as_user(person).post(reverse("records:approve", args=[proposal.pk]), step, follow=True)
            assert response.redirect_chain[-1][0] == proposed.get_absolute_url()
        text = as_user(nanami).get(page("detail", proposed)).text
        assert "450,000円の交付が決まりました。" in text
        letter = Letter.objects.about(proposed).get()
        assert "金450,000円" in as_user(nanami).get(letter.get_absolute_url()).text

    def test_a_budget_that_has_gone_is_told_and_nothing_is_decided(self, as_user: AsUser, proposed: Grant, hall: Hall):
        build.approve(proposed, hall.chief, hall.manager)
        build.appropriate(proposed.scheme, 1000, hall.drafter)
        proposal = Proposal.objects.about(proposed).get()
        step = {"step": build.open_step(proposal).pk, "comment": "よい"}
        response = as_user(hall.director).post(reverse("records:approve", args=[proposal.pk]), step)
        assert "予算が足りません" in response.text
        assert not Letter.objects.exists()


class TestLetter:
    def test_is_a_draft_until_it_is_decided(self, as_user: AsUser, proposed: Grant, hall: Hall):
        browser = as_user(hall.manager)
        assert "desk draft" in browser.get(page("letter", proposed)).text
        pdf = PdfReader(BytesIO(browser.get(page("letter_pdf", proposed)).content))
        text = "".join(reader.extract_text() for reader in pdf.pages)
        assert "金450,000円" in text
        assert "案" in text

    def test_is_the_letter_itself_afterwards(self, as_user: AsUser, granted: Grant, hall: Hall):
        response = as_user(hall.manager).get(page("letter", granted))
        assert response["Location"] == Letter.objects.about(granted).get().get_absolute_url()

    def test_is_not_there_before_a_proposal(self, as_user: AsUser, submitted: Grant, hall: Hall):
        assert as_user(hall.manager).get(page("letter", submitted)).status_code == 404
        assert as_user(hall.manager).get(page("letter_pdf", submitted)).status_code == 404

    def test_says_what_keeps_it_from_being_written(self, as_user: AsUser, proposed: Grant, hall: Hall):
        LetterSetting.objects.filter(kind="grants.decision").update(starts_on=date(2099, 4, 1))
        browser = as_user(hall.manager)
        assert "の文面がありません" in browser.get(page("letter_pdf", proposed), follow=True).text
