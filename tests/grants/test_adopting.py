"""A scheme is adopted by the posts; what they decided stays, version by version."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, Scheme, SchemeVersion
from grants.rulebooks.versions import Line, line_differences
from grants.rulebooks.writing import rule_book
from organizations.models import Indicator, Organization
from records.approvals import Proposal
from records.cases import NotNow
from staff.models import DecisionRule
from staff.routes import route_for
from tests.cast import MONDAY, Hall, Land
from tests.grants import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def draft_scheme(hall: Hall, land: Land) -> Scheme:
    return build.scheme_draft(hall.drafter)


def propose(scheme: Scheme, hall: Hall, reason: str = "要綱のとおりに定めたい。") -> Proposal:
    rule, stops = route_for("grants.scheme", amount=scheme.appropriation, on=MONDAY)
    return scheme.propose(by=hall.drafter, reason=reason, rule_name=rule.name, route=stops)


def adopted(scheme: Scheme, hall: Hall) -> Scheme:
    propose(scheme, hall)
    build.approve(scheme, hall.chief, hall.manager, hall.director)
    return scheme


def address(name: str, scheme: Scheme, *more: Any) -> str:
    return reverse(f"grants:{name}", args=[scheme.pk, *more])


class TestPropose:
    def test_goes_to_the_posts_and_stands_still(self, draft_scheme: Scheme, hall: Hall):
        proposal = propose(draft_scheme, hall)
        assert (draft_scheme.status, proposal.amount) == (Scheme.Status.PROPOSED, 5_000_000)
        for change in (
            lambda: draft_scheme.revise(by=hall.drafter, article="第7条"),
            lambda: draft_scheme.rewrite("conditions", [], by=hall.drafter),
            lambda: draft_scheme.formulate({"components": []}, by=hall.drafter),
            lambda: propose(draft_scheme, hall),
            lambda: draft_scheme.reopen(by=hall.drafter),
        ):
            with pytest.raises(NotNow):
                change()

    def test_shows_the_posts_what_they_agree_to(self, draft_scheme: Scheme, hall: Hall):
        (item,) = propose(draft_scheme, hall).items.all()
        assert item.facts["予算額"] == "5,000,000円"
        assert item.facts["算定の項目"].startswith("均等割: どの団体も300,000円。\n世帯割: 世帯数 1世帯につき400円。")
        assert item.facts["交付の条件"].splitlines() == build.CONDITIONS
        assert item.facts["申請できる団体"] == "認可・活動中"

    def test_wants_a_reason(self, draft_scheme: Scheme, hall: Hall):
        with pytest.raises(NotNow, match="伺い"):
            propose(draft_scheme, hall, reason=" ")
        assert Scheme.objects.get().status == Scheme.Status.DRAFT

    @pytest.mark.parametrize(("kind", "word"), [("formula", "算定"), ("conditions", "条件"), ("criteria", "基準")])
    def test_is_refused_while_rows_are_missing(self, draft_scheme: Scheme, hall: Hall, kind: str, word: str):
        if kind == "formula":
            draft_scheme.formulate({"components": []}, by=hall.drafter)
        else:
            draft_scheme.rewrite(kind, [], by=hall.drafter)
        with pytest.raises(NotNow, match=word):
            propose(draft_scheme, hall)
        assert Scheme.objects.get().status == Scheme.Status.DRAFT

    def test_wants_its_completion_within_its_year(self, draft_scheme: Scheme, hall: Hall):
        draft_scheme.revise(by=hall.drafter, completion_by=date(2026, 4, 1))
        with pytest.raises(NotNow, match="令和7年度の中"):
            propose(draft_scheme, hall)


class TestAdopt:
    def test_opens_it_to_those_who_may_apply(self, scheme: Scheme, north: Organization, nanami: User):
        build.recognised(north, nanami)
        taking = Scheme.objects.taking(on=date(2025, 5, 30)).open_to(north)
        assert list(taking) == [scheme]

    def test_is_the_last_post_s_act_and_keeps_a_version(self, draft_scheme: Scheme, hall: Hall):
        adopted(draft_scheme, hall)
        event, version = build.happened(draft_scheme, "scheme.adopt")[0], draft_scheme.versions.get()
        assert (draft_scheme.status, event.actor) == (Scheme.Status.ADOPTED, hall.director)
        assert (version.number, version.adopted_by, version.book) == (1, hall.director, rule_book(draft_scheme))
        assert version.is_whole

    def test_cannot_be_done_by_one_officer(self, draft_scheme: Scheme, hall: Hall):
        with pytest.raises(NotNow, match="準備中"):
            draft_scheme.adopt(by=hall.drafter)
        assert not SchemeVersion.objects.exists()

    def test_goes_round_again_when_the_scheme_became_another(self, draft_scheme: Scheme, hall: Hall):
        propose(draft_scheme, hall)
        build.approve(draft_scheme, hall.chief, hall.manager)
        Indicator.objects.filter(code="households").update(code="families")
        build.approve(draft_scheme, hall.director)
        assert draft_scheme.status == Scheme.Status.PROPOSED
        assert build.open_step(Proposal.objects.about(draft_scheme).get()).post == hall.posts["chief"]
        assert not draft_scheme.versions.exists()

    def test_opens_again_when_it_is_sent_back(self, draft_scheme: Scheme, hall: Hall):
        proposal = propose(draft_scheme, hall)
        proposal.send_back(by=hall.chief, step=build.open_step(proposal).pk, comment="期限を直してください。")
        draft_scheme.refresh_from_db()
        assert draft_scheme.status == Scheme.Status.DRAFT
        assert build.happened(draft_scheme, "scheme.give_back")[0].facts["comment"] == "期限を直してください。"
        adopted(draft_scheme, hall)
        assert draft_scheme.status == Scheme.Status.ADOPTED


class TestVersions:
    def test_count_the_adoptions(self, draft_scheme: Scheme, hall: Hall):
        build.adopted(draft_scheme, hall.director)
        draft_scheme.reopen(by=hall.drafter)
        draft_scheme.revise(by=hall.drafter, article="第7条")
        build.adopted(draft_scheme, hall.director)
        newer, older = draft_scheme.versions.all()
        assert (newer.number, older.number) == (2, 1)
        lines = line_differences(older.book, newer.book)
        assert [line for line in lines if line.kind in ("in", "out")] == [
            Line("out", 'article = "第6条"'),
            Line("in", 'article = "第7条"'),
        ]

    @pytest.mark.parametrize("change", [{"book": "x"}, {"number": 9}])
    def test_nobody_rewrites_them(self, scheme: Scheme, change: dict[str, Any]):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            SchemeVersion._base_manager.update_or_create(scheme=scheme, number=1, defaults=change)
        with pytest.raises(TypeError):
            SchemeVersion.objects.all().delete()

    def test_an_application_names_the_one_under_which_it_was_made(self, submitted: Grant, as_user: AsUser, hall: Hall):
        assert submitted.scheme_version == submitted.scheme.versions.get()
        assert "第1版(令和7年5月12日決定)" in as_user(hall.drafter).get(submitted.get_absolute_url()).text


class TestPages:
    def test_one_officer_proposes_and_three_posts_decide(self, as_user: AsUser, draft_scheme: Scheme, hall: Hall):
        browser = as_user(hall.drafter)
        shown = browser.get(address("propose_scheme", draft_scheme)).text
        assert "世帯数 1世帯につき400円" in shown
        assert "総務部長" in shown
        sent = browser.post(address("propose_scheme", draft_scheme), {"reason": "定めたい。"}, follow=True).text
        assert "決裁の道すじに回りました" in sent
        proposal = Proposal.objects.about(draft_scheme).get()
        for person in (hall.chief, hall.manager, hall.director):
            assert "あなたの番です" in as_user(person).get(draft_scheme.get_absolute_url()).text
            typed = {"step": build.open_step(proposal).pk, "back": "case"}
            as_user(person).post(reverse("records:approve", args=[proposal.pk]), typed)
        text = browser.get(draft_scheme.get_absolute_url()).text
        assert "第1版" in text
        assert "準備中に戻す" in text

    def test_what_is_missing_is_told(self, as_user: AsUser, draft_scheme: Scheme, hall: Hall):
        draft_scheme.rewrite("conditions", [], by=hall.drafter)
        browser = as_user(hall.drafter)
        for url in (draft_scheme.get_absolute_url(), address("propose_scheme", draft_scheme)):
            assert "交付の条件を1つ以上" in browser.get(url, follow=True).text
        assert "交付の条件を1つ以上" in browser.post(address("propose_scheme", draft_scheme), follow=True).text
        assert not Proposal.objects.exists()

    def test_a_way_that_the_city_has_not_said_is_told(self, as_user: AsUser, draft_scheme: Scheme, hall: Hall):
        DecisionRule.objects.filter(case_kind="grants.scheme").delete()
        browser = as_user(hall.drafter)
        assert "決裁の道すじが、まだ決まっていません" in browser.get(address("propose_scheme", draft_scheme)).text
        typed = browser.post(address("propose_scheme", draft_scheme), {"reason": "わけがある。"}).text
        assert "わけがある。" in typed

    def test_a_version_is_read_and_taken_along(self, as_user: AsUser, scheme: Scheme, hall: Hall, nanami: User):
        browser, version = as_user(hall.director), scheme.versions.get()
        assert version.sha256 in browser.get(version.get_absolute_url()).text
        assert browser.get(address("scheme_version_book", scheme, 1)).text == version.book
        assert browser.get(address("scheme_version", scheme, 2)).status_code == 404
        assert as_user(nanami).get(version.get_absolute_url()).status_code == 403

    def test_differences_are_shown(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        browser = as_user(hall.drafter)
        assert "くらべる版が、まだありません" in browser.get(address("scheme_changes", scheme), follow=True).text
        scheme.reopen(by=hall.drafter)
        scheme.revise(by=hall.drafter, article="第77条")
        text = browser.get(address("scheme_changes", scheme)).text
        assert "第77条" in text
        assert "第6条" in text
        build.adopted(scheme, hall.director)
        for asked in ("", "?from=1&to=2", "?from=x&to=9", "?from=2&to=now"):
            assert browser.get(address("scheme_changes", scheme) + asked).status_code == 200
        assert "違いはありません" in browser.get(address("scheme_changes", scheme) + "?from=2&to=2").text
