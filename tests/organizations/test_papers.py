"""Papers and bylaws: kept as soon as they are good, refused with a sentence, never lost to a mistake elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from organizations.models import Bylaws, Organization, Recognition
from organizations.papers import Paper
from records.attachments import Attachment, put_away, receive
from records.cases import NotNow
from records.events import Event
from tests.cast import MONDAY
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


class TestReceive:
    def test_the_same_file_twice_is_one_paper(self, north: Organization, nanami: User) -> None:
        first, second = (receive(north, build.pdf(), purpose=Paper.MAP, by=nanami) for _click in range(2))
        assert (first, Event.objects.about(north).count()) == (second, 1)

    def test_the_same_file_for_something_else_is_another(self, north: Organization, nanami: User) -> None:
        papers = {receive(north, build.pdf(), purpose=purpose, by=nanami) for purpose in (Paper.MAP, Paper.OTHER)}
        assert len(papers) == 2


class TestPutAway:
    def test_hides_the_paper_and_keeps_it_for_the_auditor(self, north: Organization, nanami: User) -> None:
        paper = receive(north, build.pdf(), purpose=Paper.MAP, by=nanami)
        for _click in range(2):
            put_away(paper, north, by=nanami)
        assert not Attachment.objects.about(north).exists()
        assert Attachment.objects.get().file.size > 0
        assert Event.objects.about(north).filter(verb="organization.put_away").count() == 1


class TestPaperPages:
    def test_wrong_kinds_of_files_are_told_by_name(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        path, browser = reverse("organizations:paper_new", args=[north.pk]), as_user(nanami)
        for file, sentence in (
            (SimpleUploadedFile("地図.pages", b"x"), "「地図.pages」は受け取れない種類"),
            (SimpleUploadedFile("地図.pdf", b"MZ\x90"), "「地図.pdf」は開けませんでした"),
            (SimpleUploadedFile("地図.png", b""), "「地図.png」は中身がありません"),
        ):
            assert sentence in browser.post(path, {"purpose": "区域の図", "file": file}).text
        assert not Attachment.objects.exists()

    def test_too_large_a_file_is_told_by_its_limit(
        self, north: Organization, nanami: User, as_user: AsUser, settings: Any
    ) -> None:
        settings.UPLOAD_LIMIT = 1024 * 1024
        file = SimpleUploadedFile("地図.pdf", b"%PDF-" + b"0" * 1024 * 1024)
        path = reverse("organizations:paper_new", args=[north.pk])
        answer = as_user(nanami).post(path, {"purpose": "区域の図", "file": file})
        assert "1MBより小さくして" in answer.text

    def test_a_paper_of_another_organization_cannot_be_removed(
        self, north: Organization, nanami: User, kuko: User, as_user: AsUser
    ) -> None:
        south = kuko.roles.get().organization
        paper = receive(south, build.pdf(), purpose=Paper.MAP, by=kuko)
        answer = as_user(nanami).post(reverse("organizations:paper_remove", args=[north.pk, paper.pk]))
        paper.refresh_from_db()
        assert (answer.status_code, paper.removed_at) == (404, None)

    def test_removing_asks_first(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        paper = receive(north, build.pdf(), purpose=Paper.MAP, by=nanami)
        path, browser = reverse("organizations:paper_remove", args=[north.pk, paper.pk]), as_user(nanami)
        assert "外しますか" in browser.get(path).text
        browser.post(path)
        paper.refresh_from_db()
        assert paper.removed_at is not None


class TestKeptFiles:
    """準備会の届け: a good file survives a mistake in another field, and is asked for no second time."""

    TYPED = {"name": "北の準備会", "furigana": "きたの じゅんびかい", "activities": "話し合う", "on": "令和7年4月1日"}

    def test_a_good_file_outlives_a_wrong_date(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        path, browser = reverse("organizations:prepare", args=[north.pk]), as_user(nanami)
        typed = {**self.TYPED, "areas": [area.pk for area in north.areas.all()]}
        wrong = browser.post(path, {**typed, "on": "令和7年2月30日", "members": build.pdf("名簿.pdf")})
        assert ("その日は暦にありません" in wrong.text, "受け取りました" in wrong.text) == (True, True)
        assert "ファイルだけは、もう一度" not in wrong.text
        right = browser.post(path, typed, follow=True)
        assert "準備会を届け出ました" in right.text
        assert [paper.filename for paper in Attachment.objects.about(north)] == ["名簿.pdf"]

    def test_a_wrong_file_loses_nothing_that_was_typed(
        self, north: Organization, nanami: User, as_user: AsUser
    ) -> None:
        path = reverse("organizations:prepare", args=[north.pk])
        typed = {**self.TYPED, "areas": [area.pk for area in north.areas.all()], "activities": "夏に話し合う🎋"}
        answer = as_user(nanami).post(path, {**typed, "members": SimpleUploadedFile("名簿.exe", b"MZ")})
        assert ("受け取れない種類" in answer.text, "夏に話し合う🎋" in answer.text) == (True, True)
        north.refresh_from_db()
        assert north.status == "awareness"

    def test_a_stale_page_is_told_and_changes_nothing(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        build.committee(north, nanami)
        path, browser = reverse("organizations:prepare", args=[north.pk]), as_user(nanami)
        typed = {**self.TYPED, "areas": [area.pk for area in north.areas.all()], "name": "別の名前"}
        assert "もう届け出てあります" in browser.post(path, typed).text
        assert "もう届け出てあります" in browser.get(path, follow=True).text
        north.refresh_from_db()
        assert north.name == "北の会"


class TestChangeNotice:
    TYPED = {"matter": "phone", "after": "０８６７－００－２２２２", "on": "令和7年5月12日", "reason": "移った"}

    @pytest.fixture
    def active(self, north: Organization) -> Organization:
        Organization.objects.filter(pk=north.pk).update(status="active", founded_on=MONDAY, recognised_on=MONDAY)
        return north

    def test_reads_wide_digits_and_takes_its_papers_along_once(
        self, active: Organization, nanami: User, as_user: AsUser
    ) -> None:
        path, browser = reverse("organizations:change", args=[active.pk]), as_user(nanami)
        browser.post(path, {**self.TYPED, "paper": build.pdf("議事録.pdf")})
        active.refresh_from_db()
        notice = Event.objects.about(active).get(verb="organization.report_change")
        assert (active.phone, [paper["name"] for paper in notice.facts["papers"]]) == ("0867-00-2222", ["議事録.pdf"])
        assert "議事録.pdf" not in browser.get(path).text

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"after": "内線5"}, "数字と「-」だけ"),
            ({"matter": "officers", "after": "会計 乙"}, "変わる前のことを入れて"),
            ({"matter": "name", "after": "北の大会"}, "一覧の中から選んでください"),
            ({"on": "令和99年1月1日"}, "までの日にしてください"),
        ],
    )
    def test_what_becomes_a_column_must_fit_it(
        self, typed: dict[str, str], sentence: str, active: Organization, nanami: User, as_user: AsUser
    ) -> None:
        answer = as_user(nanami).post(reverse("organizations:change", args=[active.pk]), {**self.TYPED, **typed})
        assert sentence in answer.text
        assert not Event.objects.about(active).exists()


class TestAdoptBylaws:
    def adopt(self, north: Organization, nanami: User, pages: int = 1, **clauses: str) -> Bylaws:
        paper = receive(north, build.pdf("規約.pdf", pages=pages), purpose=Paper.BYLAWS, by=nanami)
        return Bylaws.adopt(north, by=nanami, resolved_on=MONDAY, paper=paper, clauses=clauses)

    def test_counts_versions(self, north: Organization, nanami: User) -> None:
        versions = [self.adopt(north, nanami, pages).version for pages in (1, 2)]
        assert (versions, str(north.bylaws.first())) == ([1, 2], "第2版")

    def test_of_the_same_paper_is_the_same_version(self, north: Organization, nanami: User) -> None:
        assert self.adopt(north, nanami) == self.adopt(north, nanami)

    def test_names_what_the_text_lacks(self, north: Organization, nanami: User) -> None:
        bylaws = self.adopt(north, nanami, purpose="第2条", audit="第9条")
        assert ("目的と活動" in bylaws.missing_clauses(), len(bylaws.missing_clauses())) == (False, 7)


class TestPointOut:
    def test_names_the_articles(self, founded: Organization, nanami: User) -> None:
        bylaws = founded.bylaws.get()
        bylaws.point_out(by=nanami, clauses={"purpose": "第12条"})
        assert bylaws.articles() == {"purpose": "第12条"}

    def test_is_refused_while_the_city_has_the_application(self, submitted: Recognition, nanami: User) -> None:
        bylaws = submitted.bylaws
        assert bylaws
        with pytest.raises(NotNow, match="新しい版を入れて"):
            bylaws.point_out(by=nanami, clauses={})
        assert len(bylaws.articles()) == 9


class TestBylawsPages:
    def test_a_good_paper_outlives_a_missing_date(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        path, browser = reverse("organizations:bylaws_new", args=[north.pk]), as_user(nanami)
        wrong = browser.post(path, {"paper": build.pdf("規約.pdf"), "purpose": "第2条"})
        assert ('href="#id_resolved_on"' in wrong.text, "第2条" in wrong.text) == (True, True)
        browser.post(path, {"resolved_on": "令和7年4月20日", "purpose": "第2条"})
        bylaws = north.bylaws.get()
        assert (bylaws.paper.filename, bylaws.articles()) == ("規約.pdf", {"purpose": "第2条"})

    def test_the_next_version_begins_with_the_articles_of_the_last(
        self, founded: Organization, nanami: User, as_user: AsUser
    ) -> None:
        assert "第9条" in as_user(nanami).get(reverse("organizations:bylaws_new", args=[founded.pk])).text
