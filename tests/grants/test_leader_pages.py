"""What an organization's people see and do in the browser; a neighbour finds nothing of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Officer, Organization
from records.corrections import Ask
from records.drafts import find
from tests import cast
from tests.cast import Hall
from tests.grants import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
TYPED: dict[str, Any] = {
    "starts_on": "令和7年4月1日",
    "ends_on": "R8.3.20",
    "contact_name": "森下 修(会計)",
    "contact_phone": "０８６７ー００ー５６７８",
}


def page(name: str, grant: Grant, *more: int) -> str:
    return reverse(f"grants:{name}", args=[grant.pk, *more])


class TestTheDoor:
    ITS = (
        "detail",
        "edit",
        "confirm",
        "withdraw",
        "calculation",
        "letter",
        "letter_pdf",
        "review",
        "correct",
        "propose",
    )

    @pytest.mark.parametrize("name", ITS)
    def test_a_neighbour_finds_nothing(self, as_user: AsUser, submitted: Grant, kuko: User, name: str):
        assert as_user(kuko).get(page(name, submitted)).status_code == 404
        assert as_user(kuko).post(page(name, submitted)).status_code in {404, 405}

    def test_a_draft_is_its_writers_secret(self, as_user: AsUser, draft: Grant, hall: Hall, nanami: User, kuko: User):
        people = (nanami, hall.drafter, hall.mayor, kuko)
        seen = [as_user(person).get(draft.get_absolute_url()).status_code for person in people]
        assert seen == [200, 404, 404, 404]

    @pytest.mark.parametrize("name", ["letter", "review", "correct", "propose"])
    def test_the_applicant_does_not_see_inside(self, as_user: AsUser, proposed: Grant, nanami: User, name: str):
        assert as_user(nanami).get(page(name, proposed)).status_code == 403

    def test_who_only_reads_does_not_write(self, as_user: AsUser, draft: Grant, north: Organization):
        reader = cast.person("北野 閲子", "reader")
        cast.officer(north, reader, Officer.Kind.VIEWER)
        assert as_user(reader).get(page("detail", draft)).status_code == 200
        assert as_user(reader).post(page("edit", draft), TYPED).status_code == 403

    def test_the_applicant_reads_the_story_without_what_the_city_wrote_for_itself(
        self, as_user: AsUser, submitted: Grant, hall: Hall, nanami: User
    ):
        build.review(submitted, hall.drafter, **{"5": ("unfit", "係だけのメモ")})
        build.propose(submitted, hall, outcome=Grant.Outcome.REFUSE, grounds="決裁のための伺い")
        text = as_user(nanami).get(page("detail", submitted)).text
        assert "申請書を提出した" in text
        assert "係だけのメモ" not in text
        assert "決裁のための伺い" not in text
        assert "起案した" not in text


class TestBegin:
    def test_makes_the_application_and_opens_it(
        self, as_user: AsUser, north: Organization, scheme: Scheme, nanami: User
    ):
        build.plan(build.recognised(north, nanami), nanami)
        response = as_user(nanami).post(reverse("grants:begin", args=[north.pk, scheme.pk]), follow=True)
        assert response.redirect_chain[-1][0] == page("edit", Grant.objects.get())
        assert "450,000円" in response.text

    def test_a_second_press_says_that_it_is_there(self, as_user: AsUser, draft: Grant, nanami: User):
        url = reverse("grants:begin", args=[draft.organization_id, draft.scheme_id])
        response = as_user(nanami).post(url, follow=True)
        assert "もうあります" in response.text
        assert Grant.objects.count() == 1

    def test_without_a_plan_it_says_what_comes_first(
        self, as_user: AsUser, north: Organization, scheme: Scheme, nanami: User
    ):
        build.recognised(north, nanami)
        response = as_user(nanami).post(reverse("grants:begin", args=[north.pk, scheme.pk]), follow=True)
        assert "先に、令和7年度の年度計画を市に出してください" in response.text

    def test_opening_the_address_does_nothing(self, as_user: AsUser, north: Organization, scheme: Scheme, nanami: User):
        assert as_user(nanami).get(reverse("grants:begin", args=[north.pk, scheme.pk])).status_code == 302
        assert not Grant.objects.exists()

    def test_nobody_begins_for_a_neighbour(self, as_user: AsUser, north: Organization, scheme: Scheme, kuko: User):
        response = as_user(kuko).post(reverse("grants:begin", args=[north.pk, scheme.pk]))
        assert response.status_code == 404


class TestEdit:
    def test_reads_what_people_type(self, as_user: AsUser, draft: Grant, nanami: User):
        response = as_user(nanami).post(page("edit", draft), TYPED)
        assert response["Location"] == page("confirm", draft)
        draft.refresh_from_db()
        assert (draft.starts_on, draft.ends_on) == (date(2025, 4, 1), date(2026, 3, 20))
        assert (draft.contact_name, draft.contact_phone) == ("森下 修(会計)", "0867-00-5678")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"ends_on": "令和8年4月10日"}, "令和8年3月31日までの日にしてください"),
            ({"starts_on": "令和7年3月31日"}, "令和7年4月1日か、それより後の日にしてください"),
            ({"ends_on": "令和7年3月1日"}, "令和7年4月1日か、それより後"),
            ({"starts_on": "令和8年3月21日"}, "着手予定日か、それより後の日にしてください"),
            ({"contact_phone": "0867-00-5678 夜は不在"}, "数字と「-」だけで"),
            ({"contact_name": ""}, "入れてください"),
            ({"starts_on": "らいしゅう"}, "例 令和7年4月1日"),
        ],
    )
    def test_says_at_the_field_how_to_mend_it_and_keeps_what_was_typed(
        self, as_user: AsUser, draft: Grant, nanami: User, changes: dict[str, str], sentence: str
    ):
        typed = {**TYPED, "contact_name": "森下 𠮷子", **changes}
        response = as_user(nanami).post(page("edit", draft), typed)
        assert response.status_code == 200
        assert 'role="alert"' in response.text
        assert sentence in response.text
        assert "contact_name" in changes or "森下 𠮷子" in response.text
        draft.refresh_from_db()
        assert draft.ends_on == date(2026, 3, 31)

    def test_may_be_left_for_later(self, as_user: AsUser, draft: Grant, nanami: User):
        response = as_user(nanami).post(page("edit", draft), {**TYPED, "later": "1"})
        assert response["Location"] == draft.get_absolute_url()

    def test_keeps_what_is_being_typed(self, as_user: AsUser, draft: Grant, nanami: User):
        half = {**TYPED, "contact_phone": "08", "draft_version": "0"}
        answer = as_user(nanami).post(page("edit", draft), half, headers={"X-Autosave": "1"})
        assert answer.json()["version"] == 1
        shown = as_user(nanami).get(page("edit", draft)).text
        assert 'value="08"' in shown
        assert 'class="errors"' not in shown
        as_user(nanami).post(page("edit", draft), TYPED)
        assert find(f"grant:{draft.pk}") is None

    def test_takes_papers_and_gives_them_back(
        self, as_user: AsUser, north: Organization, hall: Hall, nanami: User, pdf: SimpleUploadedFile
    ):
        grant = build.draft(north, build.scheme(hall.drafter, papers=["総会の議事録"]), nanami)
        browser = as_user(nanami)
        assert "「総会の議事録」を付けてください" in browser.get(page("confirm", grant)).text
        assert "ファイルを選んでください" in browser.post(page("edit", grant), TYPED).text
        browser.post(page("edit", grant), {**TYPED, "paper-0": pdf})
        (paper,) = grant.papers()
        assert "を付けてください" not in browser.get(page("confirm", grant)).text
        browser.post(page("put_away", grant, paper.pk))
        assert grant.papers() == []

    def test_refuses_what_is_no_paper(self, as_user: AsUser, draft: Grant, nanami: User):
        fake = SimpleUploadedFile("議事録.pdf", b"MZ not a pdf", "application/pdf")
        response = as_user(nanami).post(page("edit", draft), {**TYPED, "paper-0": fake})
        assert "「議事録.pdf」は開けませんでした" in response.text
        assert draft.papers() == []

    def test_shows_each_request_at_its_field(self, as_user: AsUser, submitted: Grant, hall: Hall, nanami: User):
        asks = [
            Ask(field="ends_on", label="交付申請書 完了予定日", comment="3月20日までに。"),
            Ask(field="plan-emphasis", label="年度計画 今年度の重点", comment="くわしく。"),
        ]
        submitted.ask_correction(asks, by=hall.drafter, due_on=date(2025, 5, 26))
        text = as_user(nanami).get(page("edit", submitted)).text
        field = text.index('id="id_ends_on_0"')
        assert text.rindex("3月20日までに。", 0, field) > text.index("名簿と計画から写したもの")
        assert reverse("plans:yearly_edit", args=[submitted.yearly_plan_id]) in text

    def test_is_closed_once_it_was_sent(self, as_user: AsUser, submitted: Grant, nanami: User):
        response = as_user(nanami).post(page("edit", submitted), TYPED, follow=True)
        assert "もう市に出してあるので" in response.text


class TestConfirm:
    def test_sends_it(self, as_user: AsUser, draft: Grant, nanami: User):
        assert "市に提出する" in as_user(nanami).get(page("confirm", draft)).text
        response = as_user(nanami).post(page("confirm", draft), follow=True)
        assert "収受第1号" in response.text
        draft.refresh_from_db()
        assert draft.status == Grant.Status.SUBMITTED

    def test_a_second_press_sends_nothing_more(self, as_user: AsUser, draft: Grant, nanami: User):
        browser = as_user(nanami)
        browser.post(page("confirm", draft))
        response = browser.post(page("confirm", draft))
        assert response["Location"] == draft.get_absolute_url()
        assert len(build.happened(draft, "grant.submit")) == 1

    def test_says_what_is_missing_with_the_way_there(self, as_user: AsUser, draft: Grant, hall: Hall, nanami: User):
        draft.yearly_plan.reopen(by=hall.drafter)
        text = as_user(nanami).get(page("confirm", draft)).text
        assert f'<a href="{draft.yearly_plan.get_absolute_url()}">年度計画(第1版)が' in text
        assert "市に提出する" not in text
        response = as_user(nanami).post(page("confirm", draft))
        assert "先に年度計画を提出してください" in response.text
        draft.refresh_from_db()
        assert draft.status == Grant.Status.DRAFT


class TestDetail:
    @pytest.mark.parametrize(
        ("fixture", "button"),
        [("draft", "続きを書く"), ("submitted", None), ("proposed", None), ("granted", "通知書を読む")],
    )
    def test_has_one_main_action(
        self, as_user: AsUser, request: pytest.FixtureRequest, nanami: User, fixture: str, button: str | None
    ):
        grant: Grant = request.getfixturevalue(fixture)
        text = as_user(nanami).get(page("detail", grant)).text
        assert text.count('class="button"') == (1 if button else 0)
        assert button is None or button in text

    def test_shows_the_calculation_and_prints_it(self, as_user: AsUser, submitted: Grant, nanami: User):
        for name in ("detail", "calculation"):
            text = as_user(nanami).get(page(name, submitted)).text
            assert "561世帯" in text
            assert "1,000円未満切捨て: 524,400円 → 524,000円" in text
            assert "524,000" in text

    def test_a_draft_has_no_sheet_to_print(self, as_user: AsUser, draft: Grant, nanami: User):
        assert as_user(nanami).get(page("calculation", draft)).status_code == 404


class TestWithdraw:
    def test_takes_it_back(self, as_user: AsUser, submitted: Grant, nanami: User):
        response = as_user(nanami).post(page("withdraw", submitted), {"reason": "計画を練り直す"}, follow=True)
        assert "取り下げました" in response.text
        submitted.refresh_from_db()
        assert submitted.status == Grant.Status.WITHDRAWN

    def test_is_told_when_it_is_too_late(self, as_user: AsUser, proposed: Grant, nanami: User):
        response = as_user(nanami).post(page("withdraw", proposed), {"reason": ""})
        assert "決裁の途中か" in response.text
        proposed.refresh_from_db()
        assert proposed.status == Grant.Status.PROPOSED
