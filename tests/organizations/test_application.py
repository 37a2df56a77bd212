"""認可の申請書: nothing typed twice, nothing lost, sent once; mended only where and when the city asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization, Recognition
from organizations.papers import Paper
from records.attachments import Attachment
from records.corrections import Correction
from records.drafts import Draft
from tests.cast import MONDAY, Hall, Land
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
TYPED = {
    "purpose": "北地区の暮らしを支える🏡",
    "households": "５６１世帯",
    "member_bodies": "14",
    "contact_name": "葛󠄂城 七海",
    "contact_phone": "0867-00-5678",
}


def page(case: Recognition) -> str:
    return reverse("organizations:application", args=[case.pk])


class TestBeginning:
    def test_makes_one_draft_however_often_the_button_is_pressed(
        self, founded: Organization, nanami: User, as_user: AsUser
    ) -> None:
        path, browser = reverse("organizations:apply", args=[founded.pk]), as_user(nanami)
        ways = {browser.post(path).headers["Location"] for _click in range(2)}
        assert ways == {page(Recognition.objects.get())}

    def test_is_told_when_it_is_too_early(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        answer = as_user(nanami).post(reverse("organizations:apply", args=[north.pk]), follow=True)
        assert "設立した団体がします" in answer.text
        assert not Recognition.objects.exists()

    def test_is_the_organizations_own_matter(
        self, hall: Hall, founded: Organization, mitsuo: User, as_user: AsUser
    ) -> None:
        path = reverse("organizations:apply", args=[founded.pk])
        assert [as_user(user).post(path).status_code for user in (hall.drafter, mitsuo)] == [403, 403]


class TestWriting:
    def test_begins_with_what_the_register_knows(
        self, draft: Recognition, nanami: User, land: Land, as_user: AsUser
    ) -> None:
        text = as_user(nanami).get(page(draft)).text
        known = ("北の会", "見本市北1番地", "北大字、中大字", "第1版(令和7年4月20日の総会)", "会計 見本", 'value="561"')
        assert [fact for fact in known if fact not in text] == []

    def test_autosave_and_a_closed_browser_lose_nothing(
        self, draft: Recognition, nanami: User, hachiro: User, as_user: AsUser
    ) -> None:
        as_user(nanami).post(page(draft), {**TYPED, "purpose": "途中まで"}, headers={"X-Autosave": "1"})
        text = as_user(hachiro).get(page(draft)).text  # another officer goes on where the first one stopped
        assert ("途中まで" in text, 'class="error"' in text) == (True, False)

    def test_saving_for_later_asks_nothing_and_keeps_the_file(
        self, draft: Recognition, nanami: User, as_user: AsUser
    ) -> None:
        typed = {"purpose": "書きかけ", "save": "", "report": build.pdf("決算書.pdf", pages=4)}
        answer = as_user(nanami).post(page(draft), typed, follow=True)
        assert "まだ市へは出していません" in answer.text
        assert Attachment.objects.about(draft).filter(purpose=Paper.REPORT).get().filename == "決算書.pdf"

    def test_two_windows_do_not_overwrite_each_other(self, draft: Recognition, nanami: User, as_user: AsUser) -> None:
        browser = as_user(nanami)
        for purpose in ("一つめの窓", "一つめの窓の続き"):
            browser.post(page(draft), {"purpose": purpose, "save": ""})
        answer = browser.post(page(draft), {"purpose": "二つめの窓", "save": "", "draft_version": "1"})
        assert ("別の画面で書きかえました" in answer.text, "二つめの窓" in answer.text) == (True, True)
        assert Draft.objects.get().data["purpose"] == "一つめの窓の続き"


class TestSending:
    def test_goes_to_the_city_with_a_number(self, draft: Recognition, nanami: User, as_user: AsUser) -> None:
        as_user(nanami).post(page(draft), {**TYPED, "purpose": "途中"}, headers={"X-Autosave": "1"})
        answer = as_user(nanami).post(page(draft), TYPED, follow=True)
        draft.refresh_from_db()
        assert ("収受番号は第1号です" in answer.text, draft.status, draft.households) == (True, "submitted", 561)
        assert (draft.contact_name, Draft.objects.exists()) == ("葛󠄂城 七海", False)

    def test_a_second_click_is_told_that_it_is_done(self, draft: Recognition, nanami: User, as_user: AsUser) -> None:
        browser = as_user(nanami)
        browser.post(page(draft), TYPED)
        assert "もう出してあります" in browser.post(page(draft), TYPED).text
        assert "もう出してあります" in browser.get(page(draft), follow=True).text
        assert list(Recognition.objects.values_list("receipt_number", flat=True)) == [1]

    def test_a_window_left_open_saves_nothing_any_more(
        self, submitted: Recognition, nanami: User, as_user: AsUser
    ) -> None:
        answer = as_user(nanami).post(page(submitted), TYPED, headers={"X-Autosave": "1"})
        assert (answer.status_code, "もう出してあります" in answer.json()["message"]) == (409, True)
        assert not Draft.objects.exists()

    def test_gaps_are_told_with_the_place_where_they_are_mended(
        self, founded: Organization, nanami: User, as_user: AsUser
    ) -> None:
        case = Recognition.begin(founded, by=nanami, on=MONDAY)
        founded.bylaws.get().clauses.filter(kind="audit").delete()
        Organization.objects.filter(pk=founded.pk).update(office_address="")
        typed = {**TYPED, "projects": build.pdf()}
        text = as_user(nanami).post(page(case), typed).text
        linked = [f'href="#id_{field}"' in text for field in ("bylaws", "office_address", "projects")]
        assert linked == [True, True, False]
        assert ("規約の条を入れてください:監査" in text, "北地区の暮らしを支える🏡" in text) == (True, True)
        case.refresh_from_db()
        assert (case.status, case.receipt_number) == ("draft", None)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"households": "たくさん"}, "数字で入れてください"),
            ({"households": "0"}, "1世帯以上"),
            ({"purpose": "あ" * 2001}, "2000文字までにしてください。今は2001文字です"),
            ({"contact_phone": "夜は不在"}, "数字と「-」だけ"),
            ({"projects": SimpleUploadedFile("計画.numbers", b"x")}, "受け取れない種類"),
        ],
    )
    def test_bad_input_is_told_and_nothing_is_sent(
        self, typed: dict[str, Any], sentence: str, draft: Recognition, nanami: User, as_user: AsUser
    ) -> None:
        text = as_user(nanami).post(page(draft), {**TYPED, **typed}).text
        draft.refresh_from_db()
        assert (sentence in text, draft.status) == (True, "draft")

    def test_a_reader_of_the_organization_cannot_send(self, draft: Recognition, mitsuo: User, as_user: AsUser) -> None:
        assert as_user(mitsuo).post(page(draft), TYPED).status_code == 403


class TestMending:
    @pytest.fixture
    def returned(self, submitted: Recognition, hall: Hall, as_user: AsUser) -> Recognition:
        path = reverse("organizations:correction", args=[submitted.pk])
        asks = {"ask_purpose": "課題を具体的に。", "ask_bylaws": "定足数を入れてください。", "due_on": "令和9年5月26日"}
        as_user(hall.drafter).post(path, asks)
        submitted.refresh_from_db()
        return submitted

    def test_the_asks_stand_at_their_fields(self, returned: Recognition, nanami: User, as_user: AsUser) -> None:
        text = as_user(nanami).get(page(returned)).text
        line, field = text.index("定足数を入れてください。"), text.index("課題を具体的に。")
        assert text.index('id="id_bylaws"') < line < text.index('id="id_officers"')
        assert field < text.index('name="purpose"') < text.index('name="households"')

    def test_sent_again_shows_before_and_after(self, returned: Recognition, nanami: User, as_user: AsUser) -> None:
        as_user(nanami).post(page(returned), TYPED)
        returned.refresh_from_db()
        mended = Correction.objects.about(returned).get(field="purpose")
        assert (returned.status, returned.receipt_number, mended.mended_by) == ("submitted", 1, nanami)
        assert (mended.before, mended.after) == (build.TYPED["purpose"], TYPED["purpose"])

    def test_the_city_asks_for_something_or_for_nothing(
        self, submitted: Recognition, hall: Hall, as_user: AsUser
    ) -> None:
        path = reverse("organizations:correction", args=[submitted.pk])
        answer = as_user(hall.drafter).post(path, {"due_on": "令和9年5月26日"})
        submitted.refresh_from_db()
        assert ("直してほしい欄に、お願いを" in answer.text, submitted.status) == (True, "submitted")

    def test_bylaws_may_be_mended_while_the_case_is_back(self, returned: Recognition, nanami: User) -> None:
        bylaws = returned.organization.bylaws.get()
        bylaws.point_out(by=nanami, clauses={**build.CLAUSES, "meeting": "第3条第2項"})
        assert bylaws.articles()["meeting"] == "第3条第2項"
