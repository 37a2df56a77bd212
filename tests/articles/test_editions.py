"""記事: written by one, checked by another, and what is published stays readable until the next edition is."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import User
from organizations.models import Organization
from plans.articles.columns import COLUMNS
from plans.articles.photos import add_photos
from plans.articles.rules import may_check_article, may_tell_case, may_withdraw_article, may_write_article
from plans.models import ArticleEdition, ArticlePhoto
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from records.photos import cleaned
from tests.articles import build
from tests.cast import MONDAY, Hall
from tests.records.test_photos import photo

pytestmark = pytest.mark.django_db
KINDS = list(COLUMNS)


def reread(edition: ArticleEdition) -> ArticleEdition:
    return ArticleEdition.objects.get(pk=edition.pk)


def public() -> list[str]:
    return [edition.title for edition in ArticleEdition.objects.public(on=MONDAY)]


class TestAsk:
    @pytest.mark.parametrize("kind", KINDS)
    def test_wants_what_the_kind_needs(self, kind: str, hall: Hall):
        edition = ArticleEdition.begin(kind, by=hall.drafter, title="題だけ")
        with pytest.raises(NotNow) as refusal:
            edition.ask(by=hall.drafter)
        assert all("を書いてください。" in sentence for sentence in refusal.value.messages)
        assert reread(edition).status == "draft"

    def test_calls_a_column_as_the_kind_does(self, hall: Hall):
        edition = build.draft("question", hall.drafter, text="")
        assert edition.missing() == ["「答え」を書いてください。"]

    def test_wants_words_and_consent_for_each_photo(self, hall: Hall):
        edition = build.draft("case", hall.drafter)
        add_photos(edition, [cleaned(photo((60, 40)))], by=hall.drafter)
        with pytest.raises(NotNow, match="写真1の説明と、写っている人"):
            edition.ask(by=hall.drafter)


class TestPublish:
    def test_is_for_another_than_the_writer(self, hall: Hall):
        edition = build.asked("chapter", hall.drafter)
        with pytest.raises(NotNow, match="書いた人とは別の人"):
            edition.publish(by=hall.drafter)
        assert not may_check_article(hall.drafter, edition)
        assert public() == []
        edition.publish(by=hall.chief)
        assert public() == ["地域運営組織とは"]
        assert Event.objects.about(edition)[0].verb == "articleedition.publish"

    def test_even_past_the_verb(self, hall: Hall):
        edition = build.asked("chapter", hall.drafter)
        with pytest.raises(Exception, match="nobody_publishes_an_article_that_they_wrote"):
            ArticleEdition.objects.filter(pk=edition.pk).update(checked_by=hall.drafter)

    @pytest.mark.parametrize("verb", ["publish", "take_back"])
    def test_is_refused_in_any_other_state(self, verb: str, hall: Hall):
        edition = build.draft("chapter", hall.drafter)
        with pytest.raises(NotNow):
            getattr(edition, verb)(by=hall.chief)

    def test_keeps_the_old_edition_until_then(self, hall: Hall):
        old = build.published("chapter", hall.drafter, hall.chief)
        new = old.revise(by=hall.chief)
        new.write(by=hall.chief, title="地域運営組織は何をするか")
        new.ask(by=hall.chief)
        assert public() == ["地域運営組織とは"]
        new.publish(by=hall.drafter)
        assert public() == ["地域運営組織は何をするか"]
        assert (reread(old).status, new.version) == ("superseded", 2)
        assert old.public_url == new.public_url

    def test_tells_the_body_that_wrote_it(self, hall: Hall, north: Organization, nanami: User):
        build.published("case", nanami, hall.drafter, north)
        assert Mail.objects.get().subject == "取組事例「買物の送り迎え」を公開しました"
        assert len(mail.outbox) <= 1


class TestSendBack:
    def test_says_why_and_the_writer_mends_it(self, hall: Hall, north: Organization, nanami: User):
        edition = build.asked("case", nanami, north)
        with pytest.raises(NotNow, match="直してほしいところ"):
            edition.send_back(by=hall.drafter, reason=" ")
        edition.send_back(by=hall.drafter, reason="費用の内わけを足してください。")
        assert "費用の内わけを足してください。" in Mail.objects.get().body
        edition.write(by=nanami, learned="保険がいる。内わけは燃料と保険。")
        edition.ask(by=nanami)
        assert reread(edition).status == "asked"


class TestWrite:
    def test_is_over_once_it_waits_for_the_check(self, hall: Hall):
        edition = build.asked("news", hall.drafter)
        with pytest.raises(NotNow, match="書きかえられません"):
            edition.write(by=hall.drafter, title="x")

    def test_makes_the_last_writer_the_one_who_cannot_check(self, hall: Hall):
        edition = build.draft("news", hall.drafter)
        edition.write(by=hall.chief, title="説明会のお知らせ")
        edition.ask(by=hall.drafter)
        assert (bool(may_check_article(hall.chief, edition)), bool(may_check_article(hall.drafter, edition))) == (
            False,
            True,
        )

    def test_refuses_days_that_end_before_they_begin(self, hall: Hall):
        edition = build.draft("news", hall.drafter)
        with pytest.raises(ValidationError, match="のせる最後の日"):
            edition.write(by=hall.drafter, shown_until=MONDAY.replace(day=1))


class TestRevise:
    def test_takes_the_photos_along_as_copies(self, hall: Hall):
        edition = build.with_photo(build.draft("case", hall.drafter), hall.drafter)
        edition.ask(by=hall.drafter)
        edition.publish(by=hall.chief)
        new = edition.revise(by=hall.drafter)
        old_photo, new_photo = ArticlePhoto.objects.order_by("pk")
        assert (new_photo.edition, new_photo.alt) == (new, old_photo.alt)
        assert new_photo.attachment.file.name != old_photo.attachment.file.name

    def test_is_for_one_at_a_time(self, hall: Hall):
        edition = build.published("news", hall.drafter, hall.chief)
        edition.revise(by=hall.drafter)
        with pytest.raises(ValidationError, match="書きかけの版があります"):
            edition.revise(by=hall.chief)

    def test_brings_back_what_was_withdrawn(self, hall: Hall):
        edition = build.published("news", hall.drafter, hall.chief)
        edition.withdraw(by=hall.drafter, reason="日がかわった")
        assert public() == []
        again = edition.revise(by=hall.drafter)
        again.ask(by=hall.drafter)
        again.publish(by=hall.chief)
        assert public() == ["説明会を開きます"]


class TestVisibleTo:
    def test_a_body_s_draft_is_its_own_secret(
        self, hall: Hall, north: Organization, nanami: User, hachiro: User, kuko: User
    ):
        draft = build.draft("case", nanami, north)
        everybody = (nanami, hachiro, kuko, hall.drafter, hall.stranger)

        def seen(edition: ArticleEdition) -> list[bool]:
            return [
                ArticleEdition.objects.visible_to(who, on=MONDAY).filter(pk=edition.pk).exists() for who in everybody
            ]

        assert seen(draft) == [True, True, False, False, False]
        draft.ask(by=nanami)
        assert seen(draft) == [True, True, False, True, True]
        own = build.draft("chapter", hall.drafter)
        assert seen(own) == [False, False, False, True, True]

    def test_a_body_writes_about_itself_only(self, hall: Hall, north: Organization, nanami: User, kuko: User):
        edition = build.asked("case", nanami, north)
        assert [bool(may_tell_case(who, north)) for who in (nanami, kuko)] == [True, False]
        assert [bool(may_write_article(who, edition)) for who in (nanami, kuko, hall.drafter)] == [True, False, False]
        assert [bool(may_withdraw_article(who, edition)) for who in (nanami, kuko, hall.drafter)] == [True, False, True]
        assert [bool(may_check_article(who, edition)) for who in (nanami, hall.stranger, hall.drafter)] == [
            False,
            False,
            True,
        ]


class TestPublic:
    def test_news_have_their_days(self, hall: Hall):
        edition = build.published("news", hall.drafter, hall.chief, shown_until=MONDAY)
        days = [MONDAY.replace(day=11), MONDAY, MONDAY.replace(day=13)]
        assert [edition in ArticleEdition.objects.public(on=day) for day in days] == [False, True, False]

    def test_is_found_by_words_and_by_area(self, hall: Hall, north: Organization, nanami: User, land):
        edition = build.published("case", nanami, hall.drafter, north)
        found = ArticleEdition.objects.public(on=MONDAY)
        assert list(found.with_words("送り迎え 北の会")) == [edition]
        assert list(found.with_words("除雪")) == []
        assert [list(found.within(area)) for area in (land.north, land.south)] == [[edition], []]
