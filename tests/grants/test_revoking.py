"""交付決定の取消し: grounds and evidence, the posts, the letter; and what stands of the grant afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from grants.audit.listing import AuditList
from grants.audit.way import summary, way_of_the_money
from grants.models import Grant, Revocation
from records.approvals import Proposal
from records.cases import NotNow
from records.letters import Letter
from records.mail import Mail
from records.retention.kinds import is_running
from staff.models import Post
from tests.cast import MONDAY, Hall
from tests.grants import build, later
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(granted: Grant, hall: Hall) -> Revocation:
    return later.prepared(granted, hall)


@pytest.fixture
def on_its_way(prepared: Revocation, hall: Hall) -> Revocation:
    later.propose(prepared, hall)
    return prepared


@pytest.fixture
def revoked(granted: Grant, hall: Hall) -> Revocation:
    return later.revoked(granted, hall)


class TestBegin:
    def test_is_the_citys_own_paper(self, prepared: Revocation, hall: Hall, nanami: User):
        assert Revocation.objects.visible_to(hall.drafter, on=MONDAY).get() == prepared
        assert not Revocation.objects.visible_to(nanami, on=MONDAY).exists()
        assert prepared.grant.amount_current == 450_000

    @pytest.mark.parametrize("amount", [None, 0, 450_000, 450_001])
    def test_a_part_is_less_than_what_stands(self, granted: Grant, hall: Hall, amount: int | None):
        with pytest.raises(ValidationError, match=r"今の交付決定額\(450,000円\)より少ない"):
            later.prepared(granted, hall, scope="part", amount=amount)
        assert not Revocation.objects.exists()

    def test_one_at_a_time(self, prepared: Revocation, hall: Hall):
        with pytest.raises(ValidationError, match="もう準備しています"):
            later.prepared(prepared.grant, hall)
        prepared.drop(by=hall.drafter, reason="聞き取りで、誤解と分かった。")
        assert later.prepared(prepared.grant, hall).status == "prepared"

    @pytest.mark.parametrize("fixture", ["draft", "submitted", "proposed"])
    def test_is_refused_before_a_decision(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        grant = request.getfixturevalue(fixture)
        with pytest.raises(NotNow, match="効力のある交付決定だけ"):
            later.prepared(grant, hall)
        assert not Revocation.objects.exists()


class TestPropose:
    def test_wants_evidence(self, granted: Grant, hall: Hall):
        case = Revocation.begin(granted, by=hall.drafter, **later.GROUNDS)
        with pytest.raises(NotNow, match="証拠の書類を1つ以上"):
            later.propose(case, hall)
        assert not Proposal.objects.about(case).exists()

    def test_says_what_is_agreed_to(self, on_its_way: Revocation):
        proposal = Proposal.objects.about(on_its_way).get()
        assert proposal.subject.endswith("の取消しについて(全部、450,000円を取り消す)")
        facts = proposal.items.get().facts
        assert facts["取消額"] == "金450,000円"
        assert facts["証拠の書類"] == "聞き取りの記録.pdf"
        assert facts["根拠条項"] == "見本市補助金等交付規則第15条第1項第2号"

    def test_comes_back_for_work(self, on_its_way: Revocation, hall: Hall):
        proposal = Proposal.objects.about(on_its_way).get()
        proposal.send_back(by=hall.chief, step=build.open_step(proposal).pk, comment="一部で足ります。")
        on_its_way.refresh_from_db()
        on_its_way.revise(by=hall.drafter, **{**later.GROUNDS, "scope": "part", "amount": 50_000})
        assert later.propose(on_its_way, hall).after == 400_000

    @pytest.mark.parametrize("fixture", ["on_its_way", "revoked"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        case = request.getfixturevalue(fixture)
        for act in (later.propose, lambda case, hall: case.revise(by=hall.drafter, **later.GROUNDS)):
            with pytest.raises(NotNow, match="もう決裁に回っているか、終わっています"):
                act(case, hall)
        with pytest.raises(NotNow):
            case.drop(by=hall.drafter, reason="")


class TestRevoke:
    def test_nothing_stands_of_the_whole(self, revoked: Revocation, granted: Grant, hall: Hall):
        assert (revoked.status, revoked.amount_before, revoked.amount_after) == ("revoked", 450_000, 0)
        assert (granted.status, granted.amount_current, granted.amount_decided) == ("revoked", 0, 450_000)
        assert granted.scheme.budget().remaining == 5_000_000
        assert revoked.decided_by == hall.director

    def test_a_part_leaves_the_rest_in_force(self, granted: Grant, hall: Hall):
        later.revoked(granted, hall, scope="part", amount=50_000)
        assert (granted.status, granted.amount_current) == ("granted", 400_000)
        assert granted.scheme.budget().decided == 400_000
        assert build.happened(granted, "grant.reduce")[0].facts["comment"] == "交付金を他の用途に使用したこと"

    def test_again_and_again_until_the_whole(self, granted: Grant, hall: Hall):
        for amount in (50_000, 100_000):
            later.revoked(granted, hall, scope="part", amount=amount)
        later.revoked(granted, hall)
        assert [case.amount_after for case in granted.revocations.order_by("pk")] == [400_000, 300_000, 0]
        chain = [letter.changes and letter.changes.pk for letter in Letter.objects.order_by("pk")]
        assert chain == [None, *Letter.objects.order_by("pk").values_list("pk", flat=True)[:3]]

    def test_the_letter_says_grounds_article_and_where_to_complain(self, revoked: Revocation, nanami: User):
        letter = Letter.objects.about(revoked).get()
        assert letter.subject == "令和7年度見本市小規模多機能自治一括交付金交付決定取消通知書"
        first = Letter.objects.about(revoked.grant).get()
        for said in (
            first.document_number, "金450,000円", "交付金を他の用途に使用したこと", later.GROUNDS["reason"],
            later.GROUNDS["article"], "返還命令書", "審査請求", "会長 北野 七海",
        ):  # fmt: skip
            assert said in letter.html, said
        assert Mail.objects.filter(to_user=nanami, subject__contains=letter.document_number).exists()

    def test_the_first_letter_tells_that_it_was_changed(self, revoked: Revocation, client: PortalClient, nanami: User):
        first, later_letter = Letter.objects.order_by("pk")
        assert first.changed_by() == later_letter
        public = client.get(reverse("verify:letter", args=[first.printed_code])).text
        assert "あとで変わりました" in public
        assert later_letter.document_number in public
        client.force_login(nanami)
        assert "あとで変わりました" in client.get(first.get_absolute_url()).text
        assert later_letter.meaning == "450,000円の交付決定が取り消されました。交付決定の全部が取り消されました。"

    def test_waits_again_when_another_amount_stands_meanwhile(self, granted: Grant, hall: Hall):
        case = later.propose(later.prepared(granted, hall), hall)
        later.approve(case, hall.chief)
        granted.reduce(by=hall.director, amount=300_000, comment="試し")
        later.approve(case, hall.manager)
        assert Proposal.objects.about(case).get().acts.filter(kind="void").exists()
        assert case.status == "proposed"

    def test_leaves_nothing_behind_when_the_letter_fails(
        self, on_its_way: Revocation, granted: Grant, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        later.approve(on_its_way, hall.chief, hall.manager)
        monkeypatch.setattr("grants.revoking.issue", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            later.approve(on_its_way, hall.director)
        granted.refresh_from_db()
        on_its_way.refresh_from_db()
        assert (on_its_way.status, granted.status, granted.amount_current) == ("proposed", "granted", 450_000)
        assert Letter.objects.count() == 1

    @pytest.mark.parametrize("fixture", ["prepared", "revoked"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        case = request.getfixturevalue(fixture)
        letters = Letter.objects.count()
        with pytest.raises(NotNow):
            case.revoke(by=hall.director)
        assert Letter.objects.count() == letters


class TestAnAuditor:
    @pytest.mark.parametrize("changes", [{}, {"scope": "part", "amount": 50_000}])
    def test_finds_everything_agreeing_afterwards(self, granted: Grant, hall: Hall, changes: dict[str, Any]):
        Post.objects.filter(pk=hall.posts["chief"].pk).update(audits=True)
        later.revoked(granted, hall, **changes)
        (account,) = AuditList({}, hall.chief, on=MONDAY).accounts
        assert account.agrees
        stations = way_of_the_money(granted)
        assert [station.title for station in stations if station.title == "交付決定の取消し"]
        assert summary(stations)["failed"] == []
        (line,) = AuditList({}, hall.chief, on=MONDAY).lines
        assert line.letter == Letter.objects.order_by("pk").last()

    def test_retention_waits_for_an_open_case_only(self, prepared: Revocation, hall: Hall):
        assert is_running(prepared)
        assert not is_running(prepared.grant), "what may come afterwards keeps no paper"


class TestWhatIsNeverTrue:
    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"amount_after": 450_000}, "a_revocation_takes_something|nothing_is_left_exactly"),
            ({"amount_after": 1}, "nothing_is_left_exactly"),
            ({"amount_after": -1}, "a_revocation_takes_something|nothing_is_left_exactly"),
            ({"decided_by": None}, "a_revocation_is_decided_exactly"),
            ({"status": "prepared"}, "a_revocation_is_decided_exactly"),
            ({"reason": ""}, "a_revocation_says_why"),
            ({"scope": "part"}, "a_part_revocation_says_how_much|nothing_is_left_exactly"),
        ],
    )
    def test_of_a_revocation(self, revoked: Revocation, change: dict[str, object], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Revocation.objects.filter(pk=revoked.pk).update(**change)

    def test_nobody_decides_what_they_prepared(self, revoked: Revocation, hall: Hall):
        with pytest.raises(IntegrityError, match="nobody_decides_the_revocation"), transaction.atomic():
            Revocation.objects.filter(pk=revoked.pk).update(decided_by=hall.drafter)

    def test_something_stands_of_a_revoked_grant(self, revoked: Revocation):
        with pytest.raises(IntegrityError, match="nothing_stands_of_a_void_grant"), transaction.atomic():
            Grant.objects.filter(pk=revoked.grant_id).update(amount_current=1)


class TestPages:
    def test_the_section_prepares_and_proposes(self, as_user: AsUser, granted: Grant, hall: Hall, pdf: Any):
        later.ways(hall)
        client = as_user(hall.drafter)
        assert "取消しを準備する" in client.get(granted.get_absolute_url()).text
        typed = {**later.GROUNDS, "amount": "", "scope": "part"}
        address = reverse("grants:revoke", args=[granted.pk])
        again = client.post(address, typed)
        assert "取り消す額を入れてください" in again.text
        assert later.GROUNDS["reason"] in again.text
        client.post(address, {**typed, "amount": "50,000", "paper": pdf})
        case = Revocation.objects.get()
        page = client.get(case.get_absolute_url()).text
        assert all(part in page for part in ("起案して決裁に回す", "金50,000円", "議事録.pdf", "協働推進係長"))
        client.post(reverse("grants:propose_revocation", args=[case.pk]))
        case.refresh_from_db()
        assert case.status == "proposed"
        assert "取消しが進んでいます" in client.get(granted.get_absolute_url()).text

    def test_mends_and_drops(self, as_user: AsUser, prepared: Revocation, hall: Hall):
        client = as_user(hall.drafter)
        client.post(
            reverse("grants:edit_revocation", args=[prepared.pk]), {**later.GROUNDS, "amount": "", "article": "第16条"}
        )
        prepared.refresh_from_db()
        assert prepared.article == "第16条"
        paper = prepared.papers()[0]
        client.post(reverse("grants:put_away_evidence", args=[prepared.pk, paper.pk]))
        assert "証拠の書類を付けると、起案できます" in client.get(prepared.get_absolute_url()).text
        client.post(reverse("grants:drop_revocation", args=[prepared.pk]), {"reason": "誤解だった"})
        assert "やめました" in client.get(prepared.get_absolute_url()).text

    def test_the_community_sees_nothing_before_and_the_letter_after(
        self, as_user: AsUser, granted: Grant, hall: Hall, nanami: User, kuko: User
    ):
        case = later.propose(later.prepared(granted, hall), hall)
        for person in (nanami, kuko):
            assert as_user(person).get(case.get_absolute_url()).status_code == 404
        assert "取消し" not in as_user(nanami).get(granted.get_absolute_url()).text
        later.approve(case, hall.chief, hall.manager, hall.director)
        page = as_user(nanami).get(granted.get_absolute_url()).text
        assert "450,000円の交付決定が取り消されました" in page
        assert "今の交付決定額" in page
        letter = Letter.objects.about(case).get()
        assert granted.get_absolute_url() in as_user(nanami).get(letter.get_absolute_url()).text
        assert as_user(kuko).get(letter.get_absolute_url()).status_code == 404
