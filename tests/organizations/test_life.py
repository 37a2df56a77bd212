"""What happens to a body at work: 指導・助言, 休止, 解散 with its remaining money, 告示."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from accounts.models import User
from config.home import CITY_SOURCES, LEADER_SOURCES
from organizations.life.gazette import drafted, waiting
from organizations.models import Dissolution, Guidance, Organization, PublicNotice, Recognition, Territory
from records.approvals import Proposal
from records.cases import NotNow
from records.events import Event
from records.letters import Letter
from records.mail import Mail
from tests.cast import MONDAY, Hall
from tests.grants import build as grants
from tests.organizations import build, ending
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
DUE = MONDAY + timedelta(days=14)
FACTS: dict[str, Any] = {
    "kind": "demand", "way": "word", "given_on": MONDAY, "told_to": "会長と会計", "matter": "総会を開いてください。",
}  # fmt: skip


@pytest.fixture
def active(north: Organization, nanami: User, hall: Hall) -> Organization:
    return build.recognised(north, nanami, hall)


@pytest.fixture
def guidance(north: Organization, hall: Hall, nanami: User) -> Guidance:
    return Guidance.give(north, by=hall.drafter, on=MONDAY, due_on=DUE, **FACTS)


@pytest.fixture
def reported(active: Organization, nanami: User) -> Dissolution:
    return ending.reported(active, nanami)


def step_of(proposal: Proposal) -> int:
    step = proposal.current()
    assert step
    return step.pk


class TestGuidance:
    def test_is_told_and_answered_and_closed(self, guidance: Guidance, nanami: User, hall: Hall):
        mail = Mail.objects.get(to_user=nanami, subject__contains="改善の求め")
        assert "わからないことは、協働推進係(電話 0867-00-1234)に聞いてください。" in mail.body
        guidance.answer(by=nanami, text="6月に総会を開きます。")
        guidance.ask_again(by=hall.drafter, comment="日にちを書いてください。", due_on=DUE)
        assert (guidance.status, guidance.answer_text) == ("given", "")
        guidance.answer(by=nanami, text="6月8日に開きます。")
        guidance.close(by=hall.drafter, result="総会が開かれた。")
        with pytest.raises(NotNow, match="すんでいます"):
            guidance.answer(by=nanami, text="また")
        verbs = list(Event.objects.about(guidance).order_by("pk").values_list("verb", flat=True))
        assert verbs == [f"guidance.{verb}" for verb in ("give", "answer", "ask_again", "answer", "close")]

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [({"given_on": DUE}, "きょうまでの日"), ({"due_on": date(2025, 1, 1)}, "伝えた日か、それより後")],
    )
    def test_has_days_in_order(self, north: Organization, hall: Hall, change: dict[str, Any], sentence: str):
        with pytest.raises(ValidationError, match=sentence):
            Guidance.give(north, by=hall.drafter, on=MONDAY, **{"due_on": None, **FACTS, **change})

    def test_of_an_empty_answer_or_result_is_refused(self, guidance: Guidance, nanami: User, hall: Hall):
        with pytest.raises(ValidationError, match="答えを書いて"), transaction.atomic():
            guidance.answer(by=nanami, text="")
        with pytest.raises(ValidationError, match="市が確かめたこと"):
            guidance.close(by=hall.drafter, result="")


WRITTEN: dict[str, Any] = {"kind": "recommend", "matter": "総会を開いてください。", "due_on": date(2056, 4, 1)}


@pytest.fixture
def written(north: Organization, nanami: User, hall: Hall) -> Guidance:
    return Guidance.prepare(north, by=hall.drafter, on=MONDAY, **WRITTEN)


class TestGuidanceInWriting:
    def test_is_decided_by_the_posts_and_goes_out_as_a_letter(self, written: Guidance, hall: Hall, nanami: User):
        ending.decided(written, hall)
        letter = Letter.objects.about(written).get()
        assert (written.status, written.decided_by, written.told_to) == ("given", hall.director, "会長 北野 七海")
        assert "勧告について(通知)" in strip_tags(letter.html)
        assert "総会を開いてください。" in letter.html
        assert Mail.objects.filter(to_user=nanami, body__contains=letter.get_absolute_url()).exists()
        written.answer(by=nanami, text="6月に開きます。")

    def test_without_a_day_to_answer_the_letter_names_none(self, north: Organization, nanami: User, hall: Hall):
        case = Guidance.prepare(north, by=hall.drafter, on=MONDAY, **{**WRITTEN, "due_on": None})
        ending.decided(case, hall)
        assert "回答の期限" not in Letter.objects.about(case).get().html

    def test_comes_back_to_be_mended_or_given_up(self, written: Guidance, hall: Hall):
        proposal = ending.proposed(written, hall)
        proposal.send_back(by=hall.chief, step=step_of(proposal), comment="期限を決め直してください。")
        written.refresh_from_db()
        written.revise(by=hall.drafter, on=MONDAY, **{**WRITTEN, "kind": "guidance"})
        written.drop(by=hall.drafter, reason="総会が開かれた。")
        assert (written.status, written.given_on) == ("dropped", None)
        with pytest.raises(NotNow, match="画面を開き直して"):
            ending.proposed(written, hall)

    @pytest.mark.parametrize("due_on", [MONDAY, MONDAY - timedelta(days=1)])
    def test_leaves_time_to_answer(self, north: Organization, hall: Hall, due_on: date):
        with pytest.raises(NotNow, match="きょうより後の日"):
            Guidance.prepare(north, by=hall.drafter, on=MONDAY, **{**WRITTEN, "due_on": due_on})

    def test_is_not_told_by_the_section_alone(self, north: Organization, hall: Hall):
        with pytest.raises(NotNow, match="起案して決裁を受けて"):
            Guidance.give(north, by=hall.drafter, on=MONDAY, due_on=None, **{**FACTS, "way": "writing"})

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [({"given_on": MONDAY}, "a_guidance_has_its_day"), ({"prepared_at": None}, "a_guidance_has_its_day")],
    )
    def test_is_never_otherwise(self, written: Guidance, change: dict[str, Any], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Guidance.objects.filter(pk=written.pk).update(**change)

    def test_is_the_citys_own_until_it_is_given(
        self, as_user: AsUser, written: Guidance, hall: Hall, nanami: User, kuko: User
    ):
        page, life = written.get_absolute_url(), reverse("organizations:life", args=[written.organization_id])
        for user in (nanami, kuko):
            assert as_user(user).get(page).status_code == 404
        assert "勧告" not in as_user(nanami).get(life).text.partition("休止と再開")[0].partition("</h2>")[2]
        assert "通知書の案" in as_user(hall.drafter).get(page).text
        as_user(hall.drafter).post(reverse("organizations:propose_guidance", args=[written.pk]))
        assert "承認して次へ回す" in as_user(hall.chief).get(page).text

    def test_what_was_typed_stays_when_the_day_is_wrong(self, as_user: AsUser, north: Organization, hall: Hall):
        address = reverse("organizations:guide_in_writing", args=[north.pk])
        answer = as_user(hall.drafter).post(address, {**WRITTEN, "due_on": "令和2年4月1日"}).text
        assert "きょうより後の日" in answer
        assert "総会を開いてください。" in answer
        as_user(hall.drafter).post(address, {**WRITTEN, "due_on": "令和38年4月1日"})
        assert Guidance.objects.get().status == "prepared"


class TestSuspend:
    def test_rests_and_goes_on(self, active: Organization, nanami: User):
        active.suspend(by=nanami, on=MONDAY, reason="役員のなり手がいない。")
        assert (active.status, active.suspended_on, bool(active.recognised_on)) == ("suspended", MONDAY, True)
        with pytest.raises(NotNow, match="より後の日"):
            active.go_on(by=nanami, on=MONDAY - timedelta(days=1))
        active.go_on(by=nanami, on=DUE)
        assert (active.status, active.suspended_on) == ("active", None)

    def test_is_refused_before_any_work(self, north: Organization, nanami: User):
        with pytest.raises(NotNow, match="活動している団体だけ"):
            north.suspend(by=nanami, on=MONDAY, reason="")


class TestDissolution:
    def test_wants_the_minutes_and_days_in_order(self, active: Organization, nanami: User):
        case = Dissolution.begin(active, by=nanami)
        with pytest.raises(NotNow, match="議事録を付けて"):
            case.report(by=nanami, on=MONDAY, **ending.TYPED)
        case.drop(by=nanami)
        with pytest.raises(NotNow, match="総会で決めた日か"):
            ending.reported(active, nanami, resolved_on=ending.LAST + timedelta(days=1))

    def test_one_at_a_time(self, reported: Dissolution, active: Organization, nanami: User):
        with pytest.raises(ValidationError, match="もうあります"):
            Dissolution.begin(active, by=nanami)

    def test_taken_ends_register_recognition_and_territory(
        self, reported: Dissolution, active: Organization, hall: Hall
    ):
        ending.decided(reported, hall)
        active.refresh_from_db()
        letter = Letter.objects.about(reported).get()
        said = strip_tags(letter.html)
        assert all(words in said for words in ("地域運営組織解散届受理通知書", "金120,000円", "清算人 北野 七海"))
        assert letter.changes == Letter.objects.about(Recognition.objects.get()).get()
        assert reported.decided_by == hall.director
        assert (active.status, active.dissolved_on) == ("dissolved", ending.LAST)
        assert set(Territory.objects.values_list("ends_on", flat=True)) == {ending.LAST}
        assert Recognition.objects.get().status == "lapsed"

    def test_its_money_is_followed_up(self, reported: Dissolution, hall: Hall):
        facts: Any = {"by": hall.drafter, "settled_on": ending.LAST, "settlement": "通帳の写しで確かめた。"}
        with pytest.raises(NotNow, match="受理した後だけ"):
            reported.close(returned=0, **facts)
        ending.decided(reported, hall)
        with pytest.raises(ValidationError, match="計までにして"), transaction.atomic():
            reported.close(returned=150_001, **facts)
        reported.close(returned=150_000, **facts)
        assert (reported.status, reported.left) == ("closed", 150_000)

    def test_on_its_way_it_stands_still(self, reported: Dissolution, hall: Hall, nanami: User):
        proposal = ending.proposed(reported, hall)
        with pytest.raises(NotNow, match="もう決裁に回っているか"):
            reported.drop(by=nanami)
        proposal.send_back(by=hall.chief, step=step_of(proposal), comment="残高を確かめてください。")
        reported.refresh_from_db()
        assert reported.status == "reported"
        reported.give_back(by=hall.drafter, comment="残高の証明を付けてください。")

    def test_goes_back_to_be_mended(self, reported: Dissolution, hall: Hall, nanami: User, active: Organization):
        reported.give_back(by=hall.drafter, comment="積立金の額がちがいます。")
        number = reported.receipt_number
        reported.report(by=nanami, on=MONDAY, **{**ending.TYPED, "reserve_left": 0})
        active.refresh_from_db()
        assert (reported.receipt_number, active.status) == (number, "active")

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [({"residue": ""}, "a_reported_dissolution_says"), ({"returned": 200_000}, "no_more_comes_back")],
    )
    def test_is_never_otherwise(self, reported: Dissolution, change: dict[str, Any], constraint: str):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Dissolution.objects.filter(pk=reported.pk).update(**change)


class TestPublicNotice:
    def test_is_numbered_dated_and_said_once(self, active: Organization, hall: Hall):
        case = active.recognitions.get()
        notice = ending.noticed(active, hall.drafter)
        assert (notice.printed_number, notice.title, notice.case) == ("告示第1号", "地域運営組織の認可", case)
        assert "名称 北の会" in notice.text
        assert waiting(active) == []
        with pytest.raises(ValidationError, match="もう告示してあります"):
            PublicNotice.publish(case, by=hall.drafter, on=MONDAY, **drafted(case))

    def test_of_what_is_not_decided_is_refused(self, submitted: Recognition, hall: Hall):
        with pytest.raises(NotNow, match="決定がすんだことだけ"):
            PublicNotice.publish(submitted, by=hall.drafter, on=MONDAY, title="認可", text="本文")

    def test_nobody_rewrites_it(self, active: Organization, hall: Hall):
        notice = ending.noticed(active, hall.drafter)
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicNotice.objects.filter(pk=notice.pk)._raw_delete("default")


class TestPages:
    def test_guidance_goes_to_and_fro(self, as_user: AsUser, north: Organization, hall: Hall, nanami: User):
        city, own = as_user(hall.drafter), as_user(nanami)
        said = {**FACTS, "given_on": "令和2年4月1日", "due_on": "令和38年4月1日"}
        city.post(reverse("organizations:guide", args=[north.pk]), said)
        case = Guidance.objects.get()
        assert "市に答える" in own.get(case.get_absolute_url()).text
        own.post(reverse("organizations:guidance_answer", args=[case.pk]), {"text": "開きます。"})
        assert "もう一度、答えを求める" in city.get(case.get_absolute_url()).text
        city.post(reverse("organizations:guidance_close", args=[case.pk]), {"result": "開かれた。"})
        assert "開かれた。" in own.get(case.get_absolute_url()).text
        assert as_user(nanami).get(reverse("organizations:guide", args=[north.pk])).status_code == 403

    def test_a_body_rests_and_goes_on(self, as_user: AsUser, active: Organization, nanami: User):
        client, page = as_user(nanami), reverse("organizations:life", args=[active.pk])
        said = {"on": "令和7年5月1日", "reason": "なり手がいない。"}
        client.post(reverse("organizations:suspend", args=[active.pk]), said)
        assert "から休止しています" in client.get(page).text
        assert client.get(active.get_absolute_url()).status_code == 200
        client.post(reverse("organizations:resume", args=[active.pk]), {"on": "令和7年6月1日"})
        active.refresh_from_db()
        assert active.status == "active"

    def test_a_body_ends(self, as_user: AsUser, active: Organization, hall: Hall, nanami: User):
        grant = grants.submitted(active, grants.scheme(hall.drafter), nanami)
        city, own = as_user(hall.drafter), as_user(nanami)
        own.post(reverse("organizations:begin_dissolution", args=[active.pk]))
        case = Dissolution.objects.get()
        assert city.get(case.get_absolute_url()).status_code == 404
        address = reverse("organizations:report_dissolution", args=[case.pk])
        said = {**ending.TYPED, "dissolved_on": "令和8年3月31日", "resolved_on": "令和8年3月1日"}
        assert "ファイルを選んで" in own.post(address, said).text
        own.post(address, {**said, "minutes": build.pdf("議事録.pdf")})
        page = city.get(case.get_absolute_url()).text
        assert all(part in page for part in ("起案して決裁に回す", "120,000円", grant.get_absolute_url()))
        city.post(reverse("organizations:propose_dissolution", args=[case.pk]))
        build.approve_all(Proposal.objects.about(case).get(), hall.chief, hall.manager, hall.director)
        assert "解散届受理通知書を読む" in own.get(case.get_absolute_url()).text
        settle = reverse("organizations:settle_dissolution", args=[case.pk])
        facts = {"returned": "999999", "settled_on": "令和8年4月1日", "settlement": "通帳で確かめた。"}
        assert "計までにしてください" in city.post(settle, facts).text
        city.post(settle, {**facts, "returned": "150000"})
        case.refresh_from_db()
        assert case.status == "closed"
        assert "解散" in own.get(active.get_absolute_url()).text

    def test_a_notice_is_everybodys(self, as_user: AsUser, client: PortalClient, active: Organization, hall: Hall):
        case = active.recognitions.get()
        address = reverse("organizations:publish", args=[active.pk, "recognition", case.pk])
        form = as_user(hall.drafter).get(address)
        assert "次のとおり告示する" in form.text
        as_user(hall.drafter).post(address, {"title": "認可の告示", "text": "北の会を認可した。"})
        notice = PublicNotice.objects.get()
        assert "認可の告示" in client.get(reverse("notices:list")).text
        assert "北の会を認可した。" in client.get(notice.get_absolute_url()).text
        assert as_user(hall.drafter).get(address).status_code == 302
        paper = client.get(reverse("notices:paper", args=[notice.pk]))
        sheets = PdfReader(BytesIO(paper.content)).pages
        words = ("見本市告示第1号", "認可の告示", "北の会を認可した。", "見本市長", "見本 一郎")
        assert [[word in page.extract_text() for word in words] for page in sheets] == [[True] * 5]

    def test_stands_on_the_home_pages(self, guidance: Guidance, reported: Dissolution, hall: Hall, nanami: User):
        own = [task.title for source in LEADER_SOURCES for task in source(nanami, on=MONDAY) if task.kind == "団体"]
        city = [
            task.title for source in CITY_SOURCES for task in source(hall.drafter, on=MONDAY) if task.kind == "団体"
        ]
        assert (own, city) == (["市の改善の求めに答える"], ["解散届"])

    def test_the_neighbour_sees_nothing(self, as_user: AsUser, guidance: Guidance, reported: Dissolution, kuko: User):
        for page in (guidance.get_absolute_url(), reported.get_absolute_url()):
            assert as_user(kuko).get(page).status_code == 404
