"""The auditor: sees every yen from the budget to the letter, agrees it all, and writes nothing."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from grants.audit.listing import AuditList
from grants.audit.stations import Check
from grants.audit.way import way_of_the_money
from grants.models import Grant, Scheme
from organizations.models import Organization
from records.events import Event
from records.letters.issuing import keep_file
from records.letters.letter import Letter
from staff.models import Department, Duty, Post
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.portal import PortalClient
from tests.records.test_chain import go_behind

AsUser = Callable[[User], PortalClient]
LIST, SHEET = reverse("audit:list"), reverse("audit:sheet")
pytestmark = pytest.mark.django_db


@pytest.fixture
def kanji(hall: Hall) -> User:
    """監査委員事務局の書記: her post audits."""
    office = Department.objects.create(name="監査委員事務局", starts_on=cast.LONG_AGO)
    post = Post.objects.create(department=office, name="監査委員事務局書記", title="書記", audits=True)
    person = cast.person("監査 七実", "kanji")
    Duty.objects.create(user=person, post=post, starts_on=cast.LONG_AGO)
    return person


class TestTheList:
    def test_shows_the_money_of_a_scheme_and_each_grant(self, as_user: AsUser, kanji: User, granted: Grant) -> None:
        text = as_user(kanji).get(LIST).text
        letter = Letter.objects.get()
        assert all(part in text for part in ("450,000円", letter.document_number, "合っています", "北の会"))
        assert "合いません" not in text

    def test_sums_decisions_and_letters_each_by_itself(self, kanji: User, granted: Grant) -> None:
        (account,) = AuditList({}, kanji, on=MONDAY).accounts
        assert (account.budget.decided, account.told, account.grants, account.letters) == (450_000, 450_000, 1, 1)

    def test_says_when_a_decision_is_not_what_its_letter_says(
        self, as_user: AsUser, kanji: User, granted: Grant
    ) -> None:
        go_behind("UPDATE grants_grant SET amount_current = amount_current - 1")
        assert "合いません" in as_user(kanji).get(LIST).text
        assert (
            "金額が合わないところが2か所あります。"
            in as_user(kanji).get(reverse("audit:grant", args=[granted.pk])).text
        )

    @pytest.mark.parametrize("words", ["北の会", "きたの", "450,000円", "450000", "金450,000円", "LETTER"])
    def test_finds_by_organization_amount_and_letter(self, kanji: User, granted: Grant, words: str) -> None:
        words = words.replace("LETTER", Letter.objects.get().document_number)
        assert [line.grant for line in AuditList({"q": words}, kanji, on=MONDAY).lines] == [granted]

    @pytest.mark.parametrize("words", ["南の会", "450,001円", "市協第99999号", "9" * 40, "\0"])
    def test_finds_nothing_else(self, as_user: AsUser, kanji: User, granted: Grant, words: str) -> None:
        response = as_user(kanji).get(LIST, {"q": words, "year": "x", "page": "9"})
        assert response.status_code == 200
        assert (granted in [line.grant for line in response.context["audit"].lines]) == (words == "\0")

    def test_costs_the_same_for_many(
        self,
        as_user: AsUser,
        kanji: User,
        hall: Hall,
        scheme: Scheme,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        browser = as_user(kanji)
        with django_assert_max_num_queries(14):
            browser.get(LIST)


class TestTheSheet:
    def test_has_every_grant_to_the_yen_and_goes_on_record(self, as_user: AsUser, kanji: User, granted: Grant) -> None:
        response = as_user(kanji).get(SHEET, {"way": "utf-8-sig"})
        (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
        letter = Letter.objects.get()
        assert (row["決定額"], row["通知書の番号"], row["通知書の本文のSHA-256"]) == (
            "450000", letter.document_number, letter.html_sha256
        )  # fmt: skip
        event = Event.objects.get(verb="sheet.export")
        assert (event.actor, event.facts["rows"]) == (kanji, 1)

    @pytest.mark.parametrize("way", ["", "cp932", "exe"])
    def test_comes_in_the_offered_forms_only(self, as_user: AsUser, kanji: User, way: str) -> None:
        assert as_user(kanji).get(SHEET, {"way": way}).status_code == 404


class TestOneYen:
    def test_goes_from_budget_to_letter(self, granted: Grant) -> None:
        keep_file(Letter.objects.get())
        stations = way_of_the_money(granted)
        assert [station.title for station in stations] == [
            "予算", "申請", "計画と議決", "算定", "審査", "決裁", "決定", "交付決定通知書",
        ]  # fmt: skip
        checks = [check for station in stations for check in station.checks]
        assert len(checks) >= 6
        assert all(check.holds for check in checks)

    def test_shows_who_approved_in_which_post(self, as_user: AsUser, kanji: User, granted: Grant) -> None:
        text = as_user(kanji).get(reverse("audit:grant", args=[granted.pk])).text
        assert all(said in text for said in ("協働推進係長 回議 二郎", "総合政策課長 合議 三子", "総務部長 決裁 四郎"))

    def test_ends_where_the_case_is(self, submitted: Grant) -> None:
        assert [station.title for station in way_of_the_money(submitted)] == ["予算", "申請", "計画と議決", "算定"]

    def test_says_that_a_letter_was_changed(self, as_user: AsUser, kanji: User, granted: Grant) -> None:
        go_behind("UPDATE records_letter SET html = replace(html, '450,000', '950,000')")
        assert "照合の値と中身が合いません" in as_user(kanji).get(reverse("audit:grant", args=[granted.pk])).text

    @pytest.mark.parametrize(
        ("left", "rule", "right", "holds"), [(1, "=", 1, True), (1, "=", 2, False), (2, "≦", 1, False)]
    )
    def test_a_check_holds_to_the_yen(self, left: int, rule: str, right: int, holds: bool) -> None:
        assert Check("", left, rule, right).holds is holds


class TestWhoMay:
    def test_auditors_and_the_section_only(
        self, as_user: AsUser, kanji: User, hall: Hall, granted: Grant, nanami: User, kuko: User
    ) -> None:
        pages = [LIST, reverse("audit:grant", args=[granted.pk])]
        answers = {
            user.name: [as_user(user).get(page).status_code for page in pages]
            for user in (kanji, hall.drafter, hall.mayor, nanami, kuko)
        }
        assert answers == {
            "監査 七実": [200, 200],
            "起案 花子": [200, 200],
            "見本 一郎": [403, 403],
            "北野 七海": [403, 403],
            "南野 九子": [403, 404],
        }

    def test_an_auditor_sees_every_case(
        self, as_user: AsUser, kanji: User, granted: Grant, north: Organization
    ) -> None:
        places: list[Any] = [granted, granted.yearly_plan, north, Letter.objects.get()]
        assert {as_user(kanji).get(place.get_absolute_url()).status_code for place in places} == {200}

    def test_an_auditor_writes_nothing_whatever_else_she_is(
        self, as_user: AsUser, kanji: User, hall: Hall, submitted: Grant
    ) -> None:
        Duty.objects.create(user=kanji, post=hall.posts["drafter"], starts_on=cast.LONG_AGO)
        response = as_user(kanji).post(reverse("grants:review", args=[submitted.pk]), {})
        assert response.status_code == 403
        assert "監査する職の人は、すべてを見られますが、何も書けません。" in response.text
        assert not build.happened(submitted, "grant.review")

    def test_an_auditor_does_not_run_the_settings(self, kanji: User, hall: Hall) -> None:
        hall.posts["drafter"].runs_settings = True
        hall.posts["drafter"].save()
        Duty.objects.create(user=kanji, post=hall.posts["drafter"], starts_on=cast.LONG_AGO)
        assert not kanji.runs_settings(on=MONDAY)
