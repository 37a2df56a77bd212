"""役員名簿: roles with terms, and the invitations that let their bearers in."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Invitation, User
from organizations.models import Officer, Organization
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
LINE: dict[str, Any] = {
    "kind": "secretary",
    "name": "北野 十和",
    "furigana": "きたの とわ",
    "starts_on": MONDAY,
    "ends_on": date(2027, 5, 11),
}


class TestAppoint:
    def test_gives_a_role_for_a_term(self, north: Organization, nanami: User) -> None:
        officer = north.appoint(by=nanami, **LINE)
        assert [officer.holds(on=day) for day in (MONDAY - timedelta(1), MONDAY, date(2027, 5, 12))] == [
            False,
            True,
            False,
        ]
        assert Event.objects.about(north).get().facts["comment"] == "事務局長 北野 十和"
        assert (officer.user, Mail.objects.count()) == (None, 0)

    def test_invites_a_new_address(self, north: Organization, nanami: User) -> None:
        officer = north.appoint(by=nanami, **LINE, email="Towa@Example.jp ")
        assert officer.user
        assert (officer.user.email, officer.is_invited) == ("towa@example.jp", True)
        mail = Mail.objects.get()
        assert (mail.to_address, mail.is_secret, "/invitations/" in mail.body) == ("towa@example.jp", True, True)
        assert officer.user.roles_on(MONDAY) == [officer]

    def test_gives_an_account_that_is_there_the_role_only(self, north: Organization, nanami: User, kuko: User) -> None:
        officer = north.appoint(by=nanami, **LINE, email=kuko.email)
        assert (officer.user, officer.is_invited, Invitation.objects.count()) == (kuko, False, 0)
        assert "/invitations/" not in Mail.objects.get().body

    def test_refuses_a_second_president(self, north: Organization, nanami: User) -> None:
        with pytest.raises(ValidationError, match="もう会長がいます"):
            north.appoint(by=nanami, **{**LINE, "kind": "president"})
        assert (north.officers.count(), Event.objects.about(north).count()) == (1, 0)

    def test_takes_the_next_president_from_the_day_after(self, north: Organization, nanami: User) -> None:
        north.officers.get().end(by=nanami, on=MONDAY - timedelta(1))
        north.appoint(by=nanami, **{**LINE, "kind": "president"})
        before, after = north.president(on=MONDAY - timedelta(1)), north.president(on=MONDAY)
        assert [officer and officer.name for officer in (before, after)] == ["北野 七海", "北野 十和"]

    def test_of_the_same_person_twice_is_refused(self, north: Organization, nanami: User) -> None:
        north.appoint(by=nanami, **LINE)
        with pytest.raises(ValidationError, match="もうこの役職の名簿に"):
            north.appoint(by=nanami, **LINE)
        assert north.officers.filter(kind="secretary").count() == 1

    def test_leaves_nothing_behind_when_the_account_is_closed(
        self, north: Organization, nanami: User, kuko: User
    ) -> None:
        User.objects.filter(pk=kuko.pk).update(is_active=False)
        with pytest.raises(NotNow, match="止められています"):
            north.appoint(by=nanami, **LINE, email=kuko.email)
        assert (north.officers.count(), Event.objects.about(north).count()) == (1, 0)


class TestEnd:
    def test_ends_what_the_bearer_may_do(self, north: Organization, nanami: User, hachiro: User) -> None:
        hachiro.roles.get().end(by=nanami, on=MONDAY)
        after = MONDAY + timedelta(1)
        assert (hachiro.acts_for(north, on=MONDAY), hachiro.acts_for(north, on=after)) == (True, False)
        assert not Organization.objects.visible_to(hachiro, on=after).exists()

    def test_is_not_before_the_beginning(self, north: Organization, nanami: User, hachiro: User) -> None:
        with pytest.raises(NotNow, match="任期のはじまり"):
            hachiro.roles.get().end(by=nanami, on=LONG_AGO - timedelta(1))
        assert hachiro.roles.get().ends_on is None

    def test_of_the_same_day_twice_is_one_event(self, north: Organization, nanami: User, hachiro: User) -> None:
        for _click in range(2):
            hachiro.roles.get().end(by=nanami, on=MONDAY)
        assert Event.objects.about(north).filter(verb="organization.end").count() == 1


class TestAmend:
    def test_mends_the_line_and_keeps_private_values_out_of_the_history(
        self, north: Organization, nanami: User
    ) -> None:
        north.officers.get().amend(by=nanami, address="見本市北7番地", phone="0867-00-7777", name="北野 七海")
        event = Event.objects.about(north).get()
        hidden = [{"label": label, "before": "変更あり", "after": "変更あり"} for label in ("住所", "電話")]
        assert event.facts == {"comment": "会長 北野 七海", "changes": hidden}

    def test_cannot_make_two_presidents(self, north: Organization, nanami: User) -> None:
        old = Officer.objects.create(
            organization=north, kind="president", name="前", furigana="まえ", starts_on=date(2018, 4, 1),
            ends_on=date(2020, 3, 31),
        )  # fmt: skip
        with pytest.raises(ValidationError, match="もう会長がいます"):
            old.amend(by=nanami, ends_on=None)


class TestInvite:
    def test_again_sends_a_second_link(self, north: Organization, nanami: User) -> None:
        officer = north.appoint(by=nanami, **LINE, email="towa@example.jp")
        officer.invite(by=nanami)
        assert (Invitation.objects.count(), Mail.objects.count()) == (2, 2)

    def test_wants_an_address(self, north: Organization, nanami: User) -> None:
        officer = north.appoint(by=nanami, **LINE)
        with pytest.raises(NotNow, match="メールアドレスを入れて"):
            officer.invite(by=nanami)


class TestPages:
    TYPED = {
        "kind": "secretary",
        "name": "葛󠄂城 十和",
        "furigana": "かつらぎ とわ",
        "starts_on": "令和7年5月12日",
        "ends_on_year": "",
        "email": "towa@example.jp",
    }

    def test_appointing_keeps_the_very_characters_of_a_name(
        self, north: Organization, nanami: User, as_user: AsUser
    ) -> None:
        path = reverse("organizations:appoint", args=[north.pk])
        answer = as_user(nanami).post(path, self.TYPED, follow=True)
        assert "招待のメールを送りました" in answer.text
        assert north.officers.get(kind="secretary").name == "葛󠄂城 十和"

    def test_a_double_click_makes_one_officer_and_says_so(
        self, north: Organization, nanami: User, as_user: AsUser
    ) -> None:
        path, browser = reverse("organizations:appoint", args=[north.pk]), as_user(nanami)
        browser.post(path, self.TYPED)
        answer = browser.post(path, self.TYPED)
        assert "もうこの役職の名簿に載っています" in answer.text
        assert (north.officers.filter(kind="secretary").count(), Mail.objects.count()) == (1, 1)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"name": "あ" * 101}, "100文字までにしてください"),
            ({"furigana": "漢字"}, "ひらがなで入れてください"),
            ({"starts_on": "令和7年2月30日"}, "その日は暦にありません"),
            ({"starts_on": "平成40年1月1日"}, "元号を確かめて"),
            ({"ends_on": "令和6年1月1日"}, "はじまりの日より後"),
            ({"email": "towa＠"}, "メールアドレスの形に"),
            ({"kind": "emperor"}, "一覧の中から"),
            ({"phone": "留守電へ"}, "数字と「-」だけ"),
        ],
    )
    def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(
        self, typed: dict[str, str], sentence: str, north: Organization, nanami: User, as_user: AsUser
    ) -> None:
        path = reverse("organizations:appoint", args=[north.pk])
        answer = as_user(nanami).post(path, {**self.TYPED, "note": "書いたもの", **typed})
        assert (sentence in answer.text, "書いたもの" in answer.text) == (True, True)
        assert not north.officers.filter(kind="secretary").exists()

    def test_an_emoji_in_a_note_is_no_accident(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        path = reverse("organizations:appoint", args=[north.pk])
        as_user(nanami).post(path, {**self.TYPED, "note": "元気です👩‍👩‍👧"})
        assert north.officers.get(kind="secretary").note == "元気です👩‍👩‍👧"

    def test_ending_a_role_by_the_section(
        self, hall: Hall, north: Organization, hachiro: User, as_user: AsUser
    ) -> None:
        role = hachiro.roles.get()
        as_user(hall.drafter).post(reverse("organizations:officer_end", args=[role.pk]), {"on": "令和7年5月12日"})
        role.refresh_from_db()
        assert role.ends_on == MONDAY

    def test_a_reader_cannot_write(self, north: Organization, mitsuo: User, hachiro: User, as_user: AsUser) -> None:
        role = hachiro.roles.get()
        paths = [
            reverse("organizations:appoint", args=[north.pk]),
            reverse("organizations:officer", args=[role.pk]),
            reverse("organizations:officer_end", args=[role.pk]),
            reverse("organizations:officer_invite", args=[role.pk]),
        ]
        assert {as_user(mitsuo).post(path, self.TYPED).status_code for path in paths} == {403}
        assert not Event.objects.exists()
