"""認可の取消し: grounds, evidence and the organization's word, the posts, the letter; then the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import User
from config.home import CITY_SOURCES
from organizations.models import Derecognition, Organization, Territory
from records.approvals import Proposal
from records.cases import NotNow
from records.events import Event
from records.letters import Letter
from records.mail import Mail
from tests.cast import MONDAY, Hall
from tests.grants import build as grants
from tests.organizations import build, losing
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def active(north: Organization, nanami: User, hall: Hall) -> Organization:
    return build.recognised(north, nanami, hall)


@pytest.fixture
def prepared(active: Organization, hall: Hall) -> Derecognition:
    return losing.prepared(active, hall)


@pytest.fixture
def on_its_way(prepared: Derecognition, hall: Hall) -> Derecognition:
    return losing.proposed(prepared, hall)


@pytest.fixture
def revoked(active: Organization, hall: Hall) -> Derecognition:
    return losing.revoked(active, hall)


class TestBegin:
    def test_is_the_citys_own_paper(self, prepared: Derecognition, active: Organization, hall: Hall, nanami: User):
        assert Derecognition.objects.visible_to(hall.drafter, on=MONDAY).get() == prepared
        assert not Derecognition.objects.visible_to(nanami, on=MONDAY).exists()
        assert active.status == "active"

    def test_one_at_a_time(self, prepared: Derecognition, active: Organization, hall: Hall):
        with pytest.raises(ValidationError, match="もう準備しています"):
            losing.prepared(active, hall)
        prepared.drop(by=hall.drafter, reason="総会が開かれた。")
        assert losing.prepared(active, hall).status == "prepared"

    @pytest.mark.parametrize(
        ("day", "sentence"),
        [(MONDAY - timedelta(days=1), "過ぎています"), (build.EFFECTIVE, "認可の効力が生じた日")],
    )
    def test_takes_effect_in_time(self, active: Organization, hall: Hall, day: Any, sentence: str):
        with pytest.raises(ValidationError, match=sentence) as refusal:
            losing.prepared(active, hall, effective_on=day)
        assert "effective_on" in refusal.value.message_dict
        assert not Derecognition.objects.exists()

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"reason": ""}, "くわしい理由と根拠"),
            ({"defence_on": None}, "弁明の機会を設けた日"),
            ({"defence": "none"}, "弁明の機会を設けた日"),
            ({"defence_note": ""}, "弁明の内容"),
        ],
    )
    def test_says_everything(self, active: Organization, hall: Hall, change: dict[str, Any], sentence: str):
        with pytest.raises(ValidationError, match=sentence):
            losing.prepared(active, hall, **change)

    @pytest.mark.parametrize("status", ["awareness", "preparing", "planning"])
    def test_is_refused_before_a_recognition(self, north: Organization, hall: Hall, status: str):
        Organization.objects.filter(pk=north.pk).update(status=status)
        with pytest.raises(NotNow, match="認可されて活動している団体だけ"):
            losing.prepared(north, hall)

    def test_and_after_it_was_revoked(self, revoked: Derecognition, active: Organization, hall: Hall):
        with pytest.raises(NotNow, match="認可されて活動している団体だけ"):
            losing.prepared(active, hall)


class TestPropose:
    def test_wants_evidence(self, active: Organization, hall: Hall):
        case = Derecognition.begin(active, by=hall.drafter, on=MONDAY, **losing.FACTS)
        with pytest.raises(NotNow, match="証拠の書類を1つ以上"):
            losing.proposed(case, hall)
        assert not Proposal.objects.about(case).exists()

    def test_says_what_is_agreed_to(self, on_its_way: Derecognition):
        proposal = Proposal.objects.about(on_its_way).get()
        facts = proposal.items.get().facts
        assert proposal.subject == "北の会の認可の取消しについて(令和38年4月1日から)"
        assert facts["弁明の内容"] == losing.FACTS["defence_note"]
        assert facts["証拠の書類"] == "聞き取りの記録.pdf"
        assert facts["根拠条項"] == losing.FACTS["article"]

    def test_comes_back_for_work(self, on_its_way: Derecognition, hall: Hall):
        proposal = Proposal.objects.about(on_its_way).get()
        step = proposal.current()
        assert step is not None
        proposal.send_back(by=hall.chief, step=step.pk, comment="もう一度聴いてください。")
        on_its_way.refresh_from_db()
        on_its_way.revise(by=hall.drafter, on=MONDAY, **{**losing.FACTS, "defence": "silent"})
        assert losing.proposed(on_its_way, hall).defended().startswith("機会を設けたが、弁明はなかった")

    @pytest.mark.parametrize("fixture", ["on_its_way", "revoked"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        case = request.getfixturevalue(fixture)
        acts: list[Callable[[], Any]] = [
            lambda: losing.proposed(case, hall),
            lambda: case.revise(by=hall.drafter, on=MONDAY, **losing.FACTS),
            lambda: case.drop(by=hall.drafter, reason=""),
            lambda: case.receive(build.pdf(), purpose="証拠の書類", by=hall.drafter),
        ]
        for act in acts:
            with pytest.raises(NotNow, match="もう決裁に回っているか、終わっています"):
                act()


class TestRevoke:
    def test_the_register_follows(self, revoked: Derecognition, active: Organization, hall: Hall):
        assert (revoked.status, revoked.decided_by) == ("revoked", hall.director)
        assert (active.status, active.revoked_on) == ("revoked", losing.LAST_DAY)
        assert active.recognised_on == build.EFFECTIVE
        assert Event.objects.about(active).get(verb="organization.revoke").actor == hall.director

    def test_its_territory_is_free_from_that_day(self, revoked: Derecognition, active: Organization):
        ends = set(Territory.objects.filter(organization=active).values_list("ends_on", flat=True))
        assert ends == {losing.LAST_DAY - timedelta(days=1)}

    def test_the_letter_says_grounds_article_and_where_to_complain(self, revoked: Derecognition, nanami: User):
        first, letter = Letter.objects.order_by("pk")
        assert first.changed_by() == letter
        for said in (
            "地域運営組織認可取消通知書", first.document_number, "令和38年4月1日", losing.FACTS["reason"],
            losing.FACTS["article"], "1年以上活動をしていない", "審査請求", "会長 北野 七海",
        ):  # fmt: skip
            assert said in strip_tags(letter.html), said
        assert losing.FACTS["defence_note"] not in letter.html
        assert Mail.objects.filter(to_user=nanami, subject__contains=letter.document_number).exists()

    def test_grants_stay_as_they_are(self, active: Organization, hall: Hall, nanami: User):
        grant = grants.submitted(active, grants.scheme(hall.drafter), nanami)
        losing.revoked(active, hall)
        grant.refresh_from_db()
        assert grant.status == "submitted"

    def test_leaves_nothing_behind_when_the_letter_fails(
        self, on_its_way: Derecognition, active: Organization, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("organizations.derecognition.case.issue", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            losing.approve(on_its_way, hall)
        active.refresh_from_db()
        on_its_way.refresh_from_db()
        assert (on_its_way.status, active.status, active.revoked_on) == ("proposed", "active", None)
        assert not Territory.objects.exclude(ends_on=None).exists()

    @pytest.mark.parametrize("fixture", ["prepared", "revoked"])
    def test_is_refused_in_any_other_state(self, fixture: str, request: pytest.FixtureRequest, hall: Hall):
        case = request.getfixturevalue(fixture)
        letters = Letter.objects.count()
        with pytest.raises(NotNow):
            case.revoke(by=hall.director)
        assert Letter.objects.count() == letters


class TestWhatIsNeverTrue:
    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"decided_by": None}, "a_derecognition_is_decided_exactly"),
            ({"status": "prepared"}, "a_derecognition_is_decided_exactly"),
            ({"article": ""}, "a_derecognition_says_why"),
            ({"defence": "none"}, "a_defence_has_its_day"),
        ],
    )
    def test_of_a_derecognition(self, revoked: Derecognition, change: dict[str, object], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Derecognition.objects.filter(pk=revoked.pk).update(**change)

    def test_nobody_decides_what_they_prepared(self, revoked: Derecognition, hall: Hall):
        with pytest.raises(IntegrityError, match="nobody_decides_the_derecognition"), transaction.atomic():
            Derecognition.objects.filter(pk=revoked.pk).update(decided_by=hall.drafter)

    @pytest.mark.parametrize("change", [{"revoked_on": None}, {"revoked_on": build.EFFECTIVE}, {"status": "active"}])
    def test_of_an_organization(self, revoked: Derecognition, active: Organization, change: dict[str, object]):
        with pytest.raises(IntegrityError, match="a_recognition_ends_after_it_began"), transaction.atomic():
            Organization.objects.filter(pk=active.pk).update(**change)


class TestPages:
    TYPED = {**losing.FACTS, "effective_on": "令和38年4月1日", "defence_on": "令和2年4月1日"}

    def test_the_section_prepares_and_proposes(self, as_user: AsUser, active: Organization, hall: Hall):
        client, address = as_user(hall.drafter), reverse("organizations:derecognise", args=[active.pk])
        assert address in client.get(active.get_absolute_url()).text
        again = client.post(address, {**self.TYPED, "defence_on": ""})
        assert "弁明の機会を設けた日を入れてください" in again.text
        assert losing.FACTS["reason"] in again.text
        client.post(address, {**self.TYPED, "paper": build.pdf("記録.pdf")})
        case = Derecognition.objects.get()
        page = client.get(case.get_absolute_url()).text
        assert all(part in page for part in ("起案して決裁に回す", "弁明を聴いた", "記録.pdf", "協働推進係長"))
        client.post(reverse("organizations:propose_derecognition", args=[case.pk]))
        case.refresh_from_db()
        assert case.status == "proposed"
        assert "認可の取消しが進んでいます" in client.get(active.get_absolute_url()).text

    def test_names_the_grants_that_go_on(self, as_user: AsUser, active: Organization, hall: Hall, nanami: User):
        grant = grants.submitted(active, grants.scheme(hall.drafter), nanami)
        page = as_user(hall.drafter).get(losing.prepared(active, hall).get_absolute_url()).text
        assert "交付金の取消しも準備してください" in page
        assert grant.get_absolute_url() in page

    def test_mends_and_drops(self, as_user: AsUser, prepared: Derecognition, hall: Hall):
        client, edit = as_user(hall.drafter), reverse("organizations:edit_derecognition", args=[prepared.pk])
        client.post(edit, {**self.TYPED, "article": "第16条", "defence": "none"})
        prepared.refresh_from_db()
        assert (prepared.article, prepared.defence_on) == ("第16条", None)
        client.post(reverse("organizations:put_away_evidence", args=[prepared.pk, prepared.papers()[0].pk]))
        assert "証拠の書類を付けると、起案できます" in client.get(prepared.get_absolute_url()).text
        client.post(reverse("organizations:drop_derecognition", args=[prepared.pk]), {"reason": "総会が開かれた"})
        assert "認可は、そのままです" in client.get(prepared.get_absolute_url()).text
        assert client.get(edit).status_code == 302

    def test_the_community_sees_nothing_before_and_the_letter_after(
        self, as_user: AsUser, on_its_way: Derecognition, active: Organization, hall: Hall, nanami: User, kuko: User
    ):
        for person in (nanami, kuko):
            assert as_user(person).get(on_its_way.get_absolute_url()).status_code == 404
        assert "取消し" not in as_user(nanami).get(active.get_absolute_url()).text
        losing.approve(on_its_way, hall)
        page = as_user(nanami).get(active.get_absolute_url()).text
        letter = Letter.objects.about(on_its_way).get()
        assert letter.meaning in page
        assert letter.get_absolute_url() in page
        assert active.get_absolute_url() in as_user(nanami).get(letter.get_absolute_url()).text
        assert as_user(kuko).get(letter.get_absolute_url()).status_code == 404
        assert as_user(nanami).get("/").status_code == 200

    def test_stands_on_the_home_page_of_whoever_has_it(self, on_its_way: Derecognition, hall: Hall):
        rows = [task for source in CITY_SOURCES for task in source(hall.chief, on=MONDAY) if task.kind == "認可"]
        assert [(task.title, task.mine) for task in rows] == [("認可の取消し", True)]
