"""The pages of articles: for everybody without signing in, and the desk at which they are written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization
from plans.articles.tasks import for_city, for_leader
from plans.models import ArticleEdition, ArticlePhoto
from tests.articles import build
from tests.cast import MONDAY, Hall
from tests.portal import PortalClient
from tests.records.test_photos import photo

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
LISTS = ("index", "handbook", "questions", "cases", "news_list")


class TestPublicPages:
    def test_are_open_without_signing_in(self, client: PortalClient, hall: Hall):
        for kind in build.TEXTS:
            edition = build.published(kind, hall.drafter, hall.chief)
            assert edition.title in client.get(edition.public_url).text
        for name in LISTS:
            assert client.get(reverse(f"library:{name}")).status_code == 200
        assert "説明会を開きます" in client.get(reverse("account_login")).text

    def test_show_nothing_that_is_not_published(self, client: PortalClient, hall: Hall):
        edition = build.with_photo(build.draft("case", hall.drafter), hall.drafter)
        edition.ask(by=hall.drafter)
        picture = reverse("library:photo", args=[ArticlePhoto.objects.get().pk])
        assert [client.get(page).status_code for page in (edition.public_url, picture)] == [404, 404]
        edition.publish(by=hall.chief)
        assert [client.get(page).status_code for page in (edition.public_url, picture)] == [200, 200]
        edition.withdraw(by=hall.chief, reason="写真を外す")
        assert [client.get(page).status_code for page in (edition.public_url, picture)] == [404, 404]

    def test_find_by_word_theme_and_area(self, client: PortalClient, hall: Hall):
        edition = build.published("question", hall.drafter, hall.chief)
        page = reverse("library:questions")
        assert edition.title in client.get(page, {"q": "領収書", "theme": str(edition.theme_id)}).text
        assert "条件をすべて外す" in client.get(page, {"q": "除雪"}).text
        assert edition.title in client.get(page, {"theme": "x"}).text
        assert client.get(reverse("library:cases"), {"area": "99999999999999999999"}).status_code == 200
        assert edition.title in client.get(reverse("library:index"), {"q": "領収書\0"}).text

    def test_a_body_s_public_page_shows_its_cases(
        self, client: PortalClient, hall: Hall, north: Organization, nanami: User
    ):
        Organization.objects.filter(pk=north.pk).update(status="working")
        build.published("case", nanami, hall.drafter, north)
        assert "買物の送り迎え" in client.get(reverse("register:body", args=[north.pk])).text

    def test_lists_cost_the_same_for_many(self, client: PortalClient, hall: Hall, django_assert_max_num_queries):
        for number in range(12):
            build.published("case", hall.drafter, hall.chief, title=f"事例{number}")
        with django_assert_max_num_queries(9):
            client.get(reverse("library:cases"))


class TestDesk:
    def test_a_body_tells_its_case_and_the_city_publishes_it(
        self, as_user: AsUser, hall: Hall, north: Organization, nanami: User
    ):
        seven, drafter = as_user(nanami), as_user(hall.drafter)
        form = {"title": "朝市を開いた", "text": "<script>毎月</script>第1日曜に", "cost": "35,000"}
        page = reverse("articles:new", args=["case"])
        shown = seven.post(page, {**form, "preview": "1"})
        assert "まだ保存していません" in shown.text
        assert "&lt;script&gt;毎月" in shown.text
        assert not ArticleEdition.objects.exists()
        seven.post(page, form)
        edition = ArticleEdition.objects.get()
        assert (edition.organization, edition.article.is_from_body, edition.cost) == (north, True, 35_000)
        assert drafter.get(edition.get_absolute_url()).status_code == 404
        assert "「目的」を書いてください。" in seven.get(edition.get_absolute_url()).text
        rest = {
            "theme": build.theme("case").pk,
            "year": "令和6年度",
            "purpose": "集まる場",
            "learned": "雨",
            "contact": "会",
        }
        seven.post(reverse("articles:edit", args=[edition.pk]), {**form, **rest})
        seven.post(reverse("articles:act", args=[edition.pk, "ask"]))
        assert "確かめたので公開する" in drafter.get(edition.get_absolute_url()).text
        drafter.post(reverse("articles:act", args=[edition.pk, "publish"]))
        assert "朝市を開いた" in PortalClient().get(edition.public_url).text

    def test_who_may_do_what(self, as_user: AsUser, hall: Hall, north: Organization, nanami: User, kuko: User):
        edition = build.asked("case", nanami, north)
        publish = reverse("articles:act", args=[edition.pk, "publish"])
        assert [as_user(who).post(publish).status_code for who in (kuko, nanami, hall.stranger)] == [404, 403, 403]
        page = reverse("articles:new", args=["chapter"])
        assert [as_user(who).get(page).status_code for who in (nanami, hall.stranger, hall.drafter)] == [403, 403, 200]
        assert as_user(kuko).get(reverse("articles:new", args=["case"]), {"organization": north.pk}).status_code == 404
        assert as_user(hall.drafter).get(reverse("articles:new", args=["poem"])).status_code == 404

    def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(self, as_user: AsUser, hall: Hall):
        form = {"title": "説明会", "text": "来てください", "shown_from_0": "", "cost": "x"}
        answer = as_user(hall.drafter).post(reverse("articles:new", args=["news"]), {**form, "title": ""})
        assert "題名を入れてください。" in answer.text
        assert "来てください" in answer.text

    def test_photos_come_in_clean_and_wait_for_their_words(
        self, as_user: AsUser, hall: Hall, north: Organization, nanami: User
    ):
        edition, seven = build.draft("case", nanami, north), as_user(nanami)
        page = reverse("articles:photos", args=[edition.pk])
        assert "写真ではありません" in seven.post(page, {"add": "1", "photos": photo((9, 9), name="a.gif")}).text
        seven.post(page, {"add": "1", "photos": photo((60, 40))})
        kept = ArticlePhoto.objects.get()
        assert "写真1の説明" in seven.get(edition.get_absolute_url()).text
        seven.post(page, {f"photo-{kept.pk}-alt": "車に乗る人", f"photo-{kept.pk}-consent": "agreed"})
        assert edition.missing() == []
        picture = reverse("articles:photo", args=[edition.pk, kept.pk])
        assert seven.get(picture)["Content-Type"] == "image/jpeg"
        seven.post(reverse("articles:photo_out", args=[edition.pk, kept.pk]))
        assert not edition.photos.exists()

    def test_a_reason_is_asked_for_and_kept(self, as_user: AsUser, hall: Hall, north: Organization, nanami: User):
        edition, drafter = build.asked("case", nanami, north), as_user(hall.drafter)
        page = reverse("articles:send_back", args=[edition.pk])
        assert "直してほしいところを入れてください。" in drafter.post(page, {"back-reason": ""}).text
        drafter.post(page, {"back-reason": "費用を足す"})
        assert ArticleEdition.objects.get().status == "returned"
        assert [task.action for task in for_leader(nanami, on=MONDAY)] == ["直す"]

    def test_the_home_page_says_who_has_to_check(self, hall: Hall):
        build.asked("chapter", hall.drafter)
        assert [[task.mine for task in for_city(who, on=MONDAY)] for who in (hall.drafter, hall.stranger)] == [
            [False],
            [],
        ]
