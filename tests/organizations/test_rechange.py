"""認可事項の変更: asked for, reviewed, decided by the posts; the register takes it over only then."""

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
from config.home import CITY_SOURCES, LEADER_SOURCES
from organizations.models import Derecognition, Organization, Rechange, Recognition, Territory
from organizations.notices import send_notice
from records.approvals import Proposal
from records.cases import NotNow
from records.corrections import Ask, Correction
from records.events import Event
from records.letters import Letter
from records.mail import Mail
from tests.cast import MONDAY, Hall, Land
from tests.cast import organization as another
from tests.organizations import build, losing, rechanging
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
ASK: Ask = {"field": "reason", "label": "変える理由", "comment": "くわしく。"}


@pytest.fixture
def active(north: Organization, nanami: User, hall: Hall) -> Organization:
    return build.recognised(north, nanami, hall)


@pytest.fixture
def sent(active: Organization, nanami: User) -> Rechange:
    return rechanging.submitted(active, nanami)


class TestBegin:
    def test_is_the_organizations_own_until_it_is_sent(self, active: Organization, nanami: User, hall: Hall):
        case = Rechange.begin(active, by=nanami)
        assert Rechange.objects.visible_to(nanami, on=MONDAY).get() == case
        assert not Rechange.objects.visible_to(hall.drafter, on=MONDAY).exists()

    def test_one_at_a_time(self, active: Organization, nanami: User):
        case = Rechange.begin(active, by=nanami)
        with pytest.raises(ValidationError, match="もうあります"):
            Rechange.begin(active, by=nanami)
        case.withdraw(by=nanami)
        assert Rechange.begin(active, by=nanami).status == "draft"

    def test_is_for_the_recognised(self, north: Organization, nanami: User):
        with pytest.raises(NotNow, match="認可されて活動している団体だけ"):
            Rechange.begin(north, by=nanami)


class TestSubmit:
    def test_tells_what_stood_there_and_what_comes(self, sent: Rechange, nanami: User):
        assert sent.differences == [{"label": "団体の名前", "before": "北の会", "after": "北の大会"}]
        assert (sent.applicant, sent.submitted_by, bool(sent.receipt_number)) == ("北の会", nanami, True)

    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"matters": []}, "matters", "1つ以上選んで"),
            ({"matters": ["office_address"], "new_office": "見本市2番地"}, "matters", "変更届で変えられます"),
            ({**rechanging.NAME, "new_name": "北の会"}, "new_name", "今と同じです"),
            ({**rechanging.NAME, "new_name": "南の会"}, "new_name", "もう登録されています"),
            ({**rechanging.NAME, "new_furigana": ""}, "new_furigana", "ふりがなを入れて"),
            ({"matters": ["areas"]}, "new_areas", "1つ以上選んで"),
            ({"matters": ["bylaws"]}, "bylaws", "新しい規約の文書"),
        ],
    )
    def test_says_what_is_lacking_where_it_is_mended(
        self, active: Organization, nanami: User, kuko: User, typed: dict[str, Any], field: str, sentence: str
    ):
        case = rechanging.draft(active, nanami)
        with pytest.raises(NotNow, match=sentence) as refusal:
            case.submit(by=nanami, on=MONDAY, **{**rechanging.TYPED, **typed})
        assert field in refusal.value.message_dict
        case.refresh_from_db()
        assert case.status == "draft"

    def test_wants_the_minutes(self, active: Organization, nanami: User):
        case = Rechange.begin(active, by=nanami)
        with pytest.raises(NotNow, match="議事録を付けて"):
            case.submit(by=nanami, on=MONDAY, **{**rechanging.TYPED, **rechanging.NAME})

    def test_of_an_area_that_another_stands_for_is_refused(
        self, active: Organization, nanami: User, land: Land, hall: Hall
    ):
        rival = another("東の会", land.south_oaza)
        Territory.objects.create(organization=rival, area=land.south_oaza, starts_on=MONDAY)
        case = rechanging.draft(active, nanami)
        with pytest.raises(NotNow, match=r"重なっています:南大字\(東の会\)"):
            case.submit(by=nanami, on=MONDAY, **rechanging.TYPED, matters=["areas"], new_areas=[land.south_oaza])

    def test_again_after_a_correction_answers_it(self, sent: Rechange, nanami: User, hall: Hall):
        sent.ask_correction([ASK], by=hall.drafter, due_on=MONDAY)
        assert Mail.objects.filter(to_user=nanami, subject__contains="変更の認可").exists()
        sent.submit(by=nanami, on=MONDAY, **{**rechanging.TYPED, **rechanging.NAME, "reason": "新しい地区名のため。"})
        mended = Correction.objects.about(sent).get()
        assert (mended.before, mended.after) == (rechanging.TYPED["reason"], "新しい地区名のため。")


class TestPropose:
    def test_follows_from_the_review(self, sent: Rechange, hall: Hall):
        facts: Any = {"by": hall.drafter, "reason": "", "rule_name": "部長専決", "route": []}
        with pytest.raises(NotNow, match="審査が終わっていません"):
            sent.propose(outcome="approve", effective_on=rechanging.FROM, **facts)

    def test_says_what_is_agreed_to(self, sent: Rechange, hall: Hall):
        facts = rechanging.proposed(sent, hall).items.get().facts
        assert facts["団体の名前"] == "北の会 → 北の大会"
        assert facts["効力が生じる日"] == "令和38年4月1日"

    def test_takes_effect_after_the_recognition(self, active: Organization, sent: Rechange, hall: Hall):
        Territory.objects.update(starts_on=rechanging.FROM)
        with pytest.raises(NotNow, match="より後の日にしてください"):
            rechanging.proposed(sent, hall)

    def test_comes_back_for_work(self, sent: Rechange, hall: Hall):
        proposal = rechanging.proposed(sent, hall)
        step = proposal.current()
        assert step is not None
        proposal.send_back(by=hall.chief, step=step.pk, comment="見直してください。")
        sent.refresh_from_db()
        assert sent.status == "submitted"

    @pytest.mark.parametrize("state", ["draft", "returned", "proposed", "approved", "refused", "withdrawn"])
    def test_is_refused_in_any_other_state(self, sent: Rechange, hall: Hall, nanami: User, state: str):
        sent.status = state
        assert not sent.can("propose")
        assert not sent.can("review")
        assert sent.can("submit") == (state in {"draft", "returned"})


class TestApprove:
    def test_the_register_takes_the_new_values_only_then(self, active: Organization, sent: Rechange, hall: Hall):
        rechanging.proposed(sent, hall)
        active.refresh_from_db()
        assert active.name == "北の会"
        build.approve_all(Proposal.objects.about(sent).get(), hall.chief, hall.manager, hall.director)
        active.refresh_from_db()
        assert (active.name, active.furigana, active.status) == ("北の大会", "きたの たいかい", "active")
        assert Event.objects.about(active).get(verb="organization.rechange").actor == hall.director

    def test_the_territory_changes_from_that_day(self, active: Organization, nanami: User, hall: Hall, land: Land):
        case = rechanging.submitted(active, nanami, matters=["areas"], new_areas=[land.south_oaza])
        rechanging.decided(case, hall)
        rows = {row.area: (row.starts_on, row.ends_on) for row in Territory.objects.filter(organization=active)}
        assert rows[land.north_oaza] == (build.EFFECTIVE, rechanging.FROM - timedelta(days=1))
        assert rows[land.south_oaza] == (rechanging.FROM, None)
        assert list(active.areas.all()) == [land.south_oaza]

    def test_the_bylaws_get_a_new_version_with_the_same_articles(self, active: Organization, nanami: User, hall: Hall):
        rechanging.decided(rechanging.submitted(active, nanami, matters=["bylaws"]), hall)
        newest = active.bylaws.first()
        assert newest is not None
        assert (str(newest), newest.paper.filename, newest.articles()) == ("第2版", "新しい規約.pdf", build.CLAUSES)

    def test_the_letter_changes_the_first_one(self, active: Organization, sent: Rechange, hall: Hall, nanami: User):
        rechanging.decided(sent, hall)
        first, letter = Letter.objects.order_by("pk")
        assert first.changed_by() == letter
        for said in ("地域運営組織認可事項変更認可通知書", "団体の名前:北の会 → 北の大会", "令和38年4月1日", "北の会"):
            assert said in strip_tags(letter.html), said
        assert Mail.objects.filter(to_user=nanami, subject__contains=letter.document_number).exists()

    def test_leaves_nothing_behind_when_the_letter_fails(
        self, active: Organization, sent: Rechange, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        proposal = rechanging.proposed(sent, hall)
        monkeypatch.setattr("organizations.rechange.case.issue", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build.approve_all(proposal, hall.chief, hall.manager, hall.director)
        active.refresh_from_db()
        sent.refresh_from_db()
        assert (active.name, sent.status) == ("北の会", "proposed")

    def test_a_refusal_leaves_everything_as_it_was(self, active: Organization, sent: Rechange, hall: Hall):
        rechanging.decided(sent, hall, "refuse")
        active.refresh_from_db()
        letter = Letter.objects.about(sent).get()
        assert (active.name, letter.changes, "理由が書かれていない" in letter.html) == ("北の会", None, True)
        assert "今までの内容のまま続きます" in letter.meaning


class TestAfterwards:
    def test_a_revocation_takes_back_the_letter_in_force(self, active: Organization, sent: Rechange, hall: Hall):
        rechanging.decided(sent, hall)
        active.refresh_from_db()
        losing.revoked(active, hall)
        _, changed, revoked = Letter.objects.order_by("pk")
        assert changed.changed_by() == revoked

    def test_who_lost_the_recognition_may_apply_again(self, active: Organization, nanami: User, hall: Hall):
        losing.approve(losing.proposed(losing.prepared(active, hall), hall), hall)
        active.refresh_from_db()
        old = Recognition.objects.get()
        assert (old.status, active.status) == ("lapsed", "revoked")
        again = Recognition.begin(active, by=nanami, on=MONDAY)
        assert (again.purpose, again.status) == (old.purpose, "draft")
        active.become_active(by=hall.director, on=losing.LAST_DAY)
        assert (active.status, active.recognised_on, active.revoked_on) == ("active", losing.LAST_DAY, None)


class TestNotices:
    def test_of_a_change_and_of_a_recognition(self, sent: Rechange, north: Organization, hall: Hall):
        letter = send_notice(sent, by=hall.drafter, on=MONDAY)
        assert (letter.kind, letter.snapshot["values"]["書類"]) == ("organizations.received", "認可事項変更認可申請書")
        with pytest.raises(NotNow, match="出せる通知がありません"):
            send_notice(sent, by=hall.drafter, on=MONDAY)
        with pytest.raises(NotNow, match="出せる通知がありません"):
            send_notice(north.recognitions.get(), by=hall.drafter, on=MONDAY)
        sent.ask_correction([ASK], by=hall.drafter, due_on=MONDAY)
        asked = send_notice(sent, by=hall.drafter, on=MONDAY)
        assert asked.snapshot["values"]["直すところ"] == "変える理由:くわしく。"

    def test_has_its_button_while_it_can_be_sent(self, as_user: AsUser, submitted: Recognition, hall: Hall):
        client = as_user(hall.drafter)
        assert "認可の受付通知書を出す" in client.get(submitted.get_absolute_url()).text
        client.post(reverse("organizations:recognition_notice", args=[submitted.pk]))
        assert Letter.objects.about(submitted).get().kind == "organizations.received"
        assert "受付通知書を出す" not in client.get(submitted.get_absolute_url()).text


class TestWhatIsNeverTrue:
    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"decided_by": None}, "rechange_is_decided_exactly"),
            ({"effective_on": None}, "an_approved_rechange_says"),
            ({"status": "refused"}, "a_refused_rechange_says_why"),
            ({"matters": []}, "a_submitted_rechange_says_what"),
            ({"submitted_by": None}, "a_submitted_rechange_knows"),
        ],
    )
    def test_of_a_change(self, sent: Rechange, hall: Hall, change: dict[str, Any], constraint: str):
        rechanging.decided(sent, hall)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Rechange.objects.filter(pk=sent.pk).update(**change)


class TestPages:
    TYPED = {
        **rechanging.TYPED, **rechanging.NAME, "wanted_on": "令和38年4月1日", "resolved_on": "令和2年4月1日",
    }  # fmt: skip

    def test_the_organization_writes_and_sends(self, as_user: AsUser, active: Organization, nanami: User):
        client, begin = as_user(nanami), reverse("organizations:begin_rechange", args=[active.pk])
        assert begin in client.get(active.get_absolute_url()).text
        client.post(begin)
        case = Rechange.objects.get()
        edit = reverse("organizations:edit_rechange", args=[case.pk])
        client.post(edit, {**self.TYPED, "save": "", "draft_version": "0"})
        assert "北の大会" in client.get(edit).text
        again = client.post(edit, {**self.TYPED, "minutes": build.pdf("議事録.pdf"), "new_name": "北の会"})
        assert "今と同じです" in again.text
        client.post(edit, self.TYPED)  # the minutes were kept
        case.refresh_from_db()
        assert case.status == "submitted"
        page = client.get(case.get_absolute_url()).text
        assert all(said in page for said in ("北の大会", "市が審査しています", "取り下げる"))
        assert client.get(reverse("papers:case", args=["organizations.rechange", case.pk])).status_code == 200

    def test_the_section_reviews_and_proposes(self, as_user: AsUser, sent: Rechange, hall: Hall):
        client = as_user(hall.drafter)
        verdicts = {"resolved": "fit", "fit": "fit"}
        client.post(reverse("organizations:review_rechange", args=[sent.pk]), verdicts)
        address = reverse("organizations:propose_rechange", args=[sent.pk])
        said = {"outcome": "approve", "effective_on": "令和38年4月1日", "reason": "よろしいか伺います。"}
        shown = client.post(address, {**said, "preview": ""}).text
        assert "地域運営組織認可事項変更認可通知書" in strip_tags(shown)
        client.post(address, said)
        sent.refresh_from_db()
        assert sent.status == "proposed"
        assert "部長専決" in client.get(sent.get_absolute_url()).text

    def test_asks_to_mend(self, as_user: AsUser, sent: Rechange, nanami: User, hall: Hall):
        address = reverse("organizations:correct_rechange", args=[sent.pk])
        as_user(hall.drafter).post(address, {"ask_reason": "くわしく。", "due_on": "令和38年4月1日"})
        sent.refresh_from_db()
        assert sent.status == "returned"
        edit = as_user(nanami).get(reverse("organizations:edit_rechange", args=[sent.pk])).text
        assert all(said in edit for said in ("くわしく。", "北の大会", rechanging.TYPED["reason"]))

    def test_takes_back(self, as_user: AsUser, sent: Rechange, nanami: User, active: Organization):
        client = as_user(nanami)
        client.post(reverse("organizations:withdraw_rechange", args=[sent.pk]), {"reason": "やめる"})
        assert "取り下げられました" in client.get(sent.get_absolute_url()).text
        assert client.get(reverse("organizations:edit_rechange", args=[sent.pk])).status_code == 302

    def test_is_not_there_for_the_neighbour(self, as_user: AsUser, sent: Rechange, kuko: User):
        assert as_user(kuko).get(sent.get_absolute_url()).status_code == 404

    def test_stands_on_the_home_pages(self, sent: Rechange, hall: Hall, nanami: User):
        rows = [
            task for source in CITY_SOURCES for task in source(hall.drafter, on=MONDAY) if "変更の認可" in task.title
        ]
        assert [(task.stage, task.mine) for task in rows] == [("審査", True)]
        own = [task for source in LEADER_SOURCES for task in source(nanami, on=MONDAY) if "変更の認可" in task.title]
        assert [task.waiting_for for task in own] == ["市が審査しています"]
        assert not Derecognition.objects.exists()
